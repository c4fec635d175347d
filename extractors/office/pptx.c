/* PowerPoint presentations of 2007 and later (ECMA-376 Part 1, chapter 19): .pptx, .ppsx, .potx and the ones with
 * macros. Slides in show order, their notes and comments as units of their own. Also the locked ones, which are OLE
 * containers (encryption_package.h). */
#include "extractors/cleanup.h"
#include "extractors/extractor.h"
#include "extractors/metadata.h"
#include "extractors/office/drawing.h"
#include "extractors/office/embedded.h"
#include "extractors/office/encryption_package.h"
#include "extractors/office/ooxml.h"
#include "extractors/office/package.h"
#include "extractors/office/slide.h"
#include "extractors/office/zip.h"
#include "language/encoding.h"
#include "language/messages.h"

#include <string.h>

#define PRESENTATION "application/vnd.openxmlformats-officedocument.presentationml"
#define POWERPOINT "application/vnd.ms-powerpoint"

static const char *const media_types[] = {
    PRESENTATION ".presentation",
    PRESENTATION ".slideshow",
    PRESENTATION ".template",
    POWERPOINT ".presentation.macroEnabled.12",
    POWERPOINT ".slideshow.macroEnabled.12",
    POWERPOINT ".template.macroEnabled.12",
    NULL,
};

/* The media types of main parts, in the same order. */
static const char *const main_part_types[] = {
    PRESENTATION ".presentation.main+xml",
    PRESENTATION ".slideshow.main+xml",
    PRESENTATION ".template.main+xml",
    POWERPOINT ".presentation.macroEnabled.main+xml",
    POWERPOINT ".slideshow.macroEnabled.main+xml",
    POWERPOINT ".template.macroEnabled.main+xml",
    NULL,
};

/* One presentation while it is read. */
typedef struct {
  Extraction *extraction;
  OpcPackage *package;
  SlideReader *reader;
  GHashTable *authors;   /* id -> name, of comments */
  gint64 first_number;   /* printed number of the first slide */
  guint slides, missing; /* in the list; of those, not readable */
} Presentation;

/* --- recognition ------------------------------------------------------------------------------ */

/* Whether a package whose list of types is lost is a presentation: its names still tell. */
static gboolean names_presentation(OpcPackage *package) {
  g_autoptr(GPtrArray) slides = opc_package_numbered_parts(package, "ppt/slides/slide", ".xml");
  return slides->len > 0 || opc_package_contains(package, "ppt/presentation.xml");
}

/* Whether a zip file whose directory is lost or too large was a presentation: the local headers in the head name the
 * first members (APPNOTE 4.3.7). */
static gboolean head_names_presentation(const ExtractorInput *input) {
  const guint8 *end = input->head + input->head_length;
  for (const guint8 *p = input->head; (p = memmem(p, (gsize)(end - p), "PK\3\4", 4)) && end - p >= 34; p += 4)
    if (memcmp(p + 30, "ppt/", 4) == 0)
      return TRUE;
  return FALSE;
}

static int sniff(const ExtractorInput *input, const char **media_type) {
  if (encryption_package_is_locked(input)) {
    *media_type = media_types[0];
    return 80;
  }
  if (input->head_length < 4 || memcmp(input->head, "PK\3\4", 4) != 0)
    return 0;
  g_autoptr(OpcPackage) package = opc_package_open(input, NULL);
  int kind = package ? opc_package_kind(package, main_part_types) : -1;
  if (kind >= 0) {
    *media_type = media_types[kind];
    return 100;
  }
  if (package ? !names_presentation(package) : !head_names_presentation(input))
    return 0;
  *media_type = media_types[0];
  return 60;
}

/* --- units ------------------------------------------------------------------------------------ */

static char *take_valid(char *text) {
  if (!text || g_utf8_validate(text, -1, NULL))
    return text;
  char *valid = encoding_make_valid(text, -1);
  g_free(text);
  return valid;
}

/* The printed number of slide `number` (from 1). */
static char *label_of(const Presentation *presentation, guint number) {
  return g_strdup_printf("%" G_GINT64_FORMAT, presentation->first_number + number - 1);
}

/* A unit at slide `number` (from 1); takes the strings. */
static Unit *new_unit(const Presentation *presentation, UnitKind kind, guint number, char *heading, char *text) {
  Unit *unit = unit_new(kind);
  unit_set_locator(unit, LOCATOR_SLIDE, number, NULL);
  unit->label = label_of(presentation, number);
  unit->heading = take_valid(heading);
  unit->text = take_valid(text);
  return unit;
}

/* --- comments --------------------------------------------------------------------------------- */

/* Names of those who comment: p:cmAuthorLst (19.4.3), or p188:authorLst of threaded comments. */
static void read_comment_authors(Presentation *presentation, const GPtrArray *relationships) {
  static const char *const lists[] = {"commentAuthors", "authors"};
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
    const OpcRelationship *list = opc_relationship_by_type(relationships, lists[i]);
    g_autoptr(xmlDoc) document = list ? opc_package_xml(presentation->package, list->target, NULL) : NULL;
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    for (const xmlNode *node = root ? root->children : NULL; node; node = node->next) {
      const xmlNode *author = node->type == XML_ELEMENT_NODE ? node : NULL;
      const char *id = ooxml_attribute(author, NS_NONE, "id"), *name = ooxml_attribute(author, NS_NONE, "name");
      if (id && name)
        g_hash_table_insert(presentation->authors, g_strdup(id), g_strdup(name));
    }
  }
}

/* One comment or reply; the author's name is its heading. */
static gboolean add_comment(Presentation *presentation, const xmlNode *comment, guint number, guint parent) {
  g_autoptr(GString) text = g_string_new(NULL);
  const xmlNode *plain = ooxml_child(comment, NS_PRESENTATION, "text");
  g_autoptr(GString) content = g_string_new(NULL);
  if (plain)
    drawing_append_content(plain, content);
  drawing_append_line(text, content->str);
  drawing_append_text(ooxml_child(comment, NS_COMMENTS, "txBody"), text);
  if (text->len == 0)
    return TRUE;
  const char *id = ooxml_attribute(comment, NS_NONE, "authorId");
  const char *author = id ? g_hash_table_lookup(presentation->authors, id) : NULL;
  Unit *unit = new_unit(presentation, UNIT_KIND_COMMENT, number, g_strdup(author), g_strdup(text->str));
  unit->parent = parent;
  return extraction_add_unit(presentation->extraction, unit);
}

/* The comments of one part and the replies to them, in file order. FALSE when a ceiling is met. */
static gboolean add_comment_part(Presentation *presentation, const char *part, guint number, guint parent) {
  g_autoptr(xmlDoc) document = opc_package_xml(presentation->package, part, NULL);
  xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
  for (xmlNode *node = root ? root->children : NULL; node; node = ooxml_next(root, node, TRUE)) {
    gboolean comment = ooxml_is(node, NS_PRESENTATION, "cm") || ooxml_is(node, NS_COMMENTS, "cm") ||
                       ooxml_is(node, NS_COMMENTS, "reply");
    if (comment && !add_comment(presentation, node, number, parent))
      return FALSE;
  }
  return TRUE;
}

/* Comments of a slide: of either kind, classic and threaded, in a part of its own. FALSE when a ceiling is met. */
static gboolean add_comments(Presentation *presentation, const GPtrArray *relationships, guint number, guint parent) {
  for (guint i = 0; i < relationships->len; i++) {
    const OpcRelationship *list = relationships->pdata[i];
    if (!list->external && strcmp(list->type, "comments") == 0 &&
        !add_comment_part(presentation, list->target, number, parent))
      return FALSE;
  }
  return TRUE;
}

/* Files that lie on a slide. FALSE when a ceiling is met. */
static gboolean add_objects(Presentation *presentation, const GPtrArray *objects, guint parent) {
  for (guint i = 0; i < objects->len; i++) {
    const SlideObject *object = objects->pdata[i];
    if (object->document->units->len > 0) {
      if (!embedded_add_units(presentation->extraction, object->name, parent, object->document))
        return FALSE;
      continue;
    }
    Unit *unit = unit_new(UNIT_KIND_ATTACHMENT);
    unit->parent = parent;
    unit->label = g_strdup(object->name);
    unit->heading = g_strdup(object->name);
    unit->text = g_strdup("");
    if (!extraction_add_unit(presentation->extraction, unit))
      return FALSE;
  }
  return TRUE;
}

/* --- slides ----------------------------------------------------------------------------------- */

/* FALSE when a ceiling is met. */
static gboolean add_notes(Presentation *presentation, const GPtrArray *relationships, guint number, guint parent) {
  const OpcRelationship *notes = opc_relationship_by_type(relationships, "notesSlide");
  g_autoptr(xmlDoc) document = notes ? opc_package_xml(presentation->package, notes->target, NULL) : NULL;
  if (!document)
    return TRUE;
  g_autoptr(GPtrArray) own = opc_package_relationships(presentation->package, notes->target);
  g_autofree char *label = label_of(presentation, number);
  g_auto(SlideContent) content = slide_reader_read(presentation->reader, xmlDocGetRootElement(document), own, label);
  if (*content.text) {
    Unit *unit = new_unit(presentation, UNIT_KIND_NOTES, number, NULL, g_steal_pointer(&content.text));
    unit->parent = parent;
    if (!extraction_add_unit(presentation->extraction, unit))
      return FALSE;
  }
  return add_objects(presentation, content.objects, parent);
}

/* Adds slide `number` with its notes and comments. FALSE when a ceiling is met. */
static gboolean add_slide(Presentation *presentation, const char *part, guint number) {
  g_autoptr(xmlDoc) document = opc_package_xml(presentation->package, part, NULL);
  if (!document) {
    presentation->missing++;
    return TRUE;
  }
  xmlNode *root = xmlDocGetRootElement(document);
  g_autoptr(GPtrArray) relationships = opc_package_relationships(presentation->package, part);
  g_autofree char *label = label_of(presentation, number);
  g_auto(SlideContent) content = slide_reader_read(presentation->reader, root, relationships, label);
  Unit *unit =
      new_unit(presentation, UNIT_KIND_SLIDE, number, g_steal_pointer(&content.title), g_steal_pointer(&content.text));
  unit->hidden = !ooxml_boolean(root, "show", TRUE);
  if (!extraction_add_unit(presentation->extraction, unit))
    return FALSE;
  guint ordinal = unit->ordinal;
  return add_notes(presentation, relationships, number, ordinal) &&
         add_comments(presentation, relationships, number, ordinal) &&
         add_objects(presentation, content.objects, ordinal);
}

/* What stands on printed hand-outs: headers and footers, and what a person put on their master. */
static void read_handout_master(Presentation *presentation, const GPtrArray *relationships) {
  const OpcRelationship *master = opc_relationship_by_type(relationships, "handoutMaster");
  gboolean complete;
  g_autoptr(xmlDoc) document =
      master ? opc_package_aid_xml(presentation->package, master->target, &complete, NULL) : NULL;
  if (!document)
    return;
  g_autoptr(GPtrArray) own = opc_package_relationships(presentation->package, master->target);
  g_auto(SlideContent) content = slide_reader_read(presentation->reader, xmlDocGetRootElement(document), own, "");
  document_add_furniture(presentation->extraction->document, content.text);
}

/* Part names of the slides in show order (p:sldIdLst, 19.2.1.34); a slide that is listed and cannot be found has an
 * empty name. NULL where the list itself is lost. */
static GPtrArray *list_slides(Presentation *presentation, const char *part) {
  g_autoptr(xmlDoc) document = opc_package_xml(presentation->package, part, NULL);
  if (!document)
    return NULL;
  const xmlNode *root = xmlDocGetRootElement(document);
  g_autoptr(GPtrArray) relationships = opc_package_relationships(presentation->package, part);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *slides = g_ptr_array_new_with_free_func(g_free);
  presentation->first_number = CLAMP(ooxml_number(root, "firstSlideNum", 1), 0, 9999);
  const xmlNode *list = ooxml_child(root, NS_PRESENTATION, "sldIdLst");
  for (const xmlNode *node = list ? list->children : NULL; node && slides->len < EXTRACTION_MAX_UNITS;
       node = node->next) {
    if (!ooxml_is(node, NS_PRESENTATION, "sldId"))
      continue;
    const OpcRelationship *slide = opc_relationship_by_id(relationships, ooxml_attribute(node, NS_RELATIONS, "id"));
    if (slide && !g_hash_table_add(seen, slide->target))
      continue; /* a slide stands in the list once; more is a trap */
    g_ptr_array_add(slides, g_strdup(slide ? slide->target : ""));
  }
  read_comment_authors(presentation, relationships);
  read_handout_master(presentation, relationships);
  return slides;
}

/* What went wrong, the worst first. */
static void set_status(const Presentation *presentation, gboolean list_lost) {
  Document *document = presentation->extraction->document;
  guint read = presentation->slides - presentation->missing;
  g_autofree char *detail = g_strdup_printf("%u / %u", presentation->missing, presentation->slides);
  if (opc_package_is_too_large(presentation->package))
    document_set_status(document, read > 0 ? STATUS_PARTIAL : STATUS_TOO_LARGE,
                        N_("parts of the presentation unpack to more than is read from one file; split it"), detail);
  else if (read == 0 && (presentation->missing > 0 || list_lost))
    document_set_status(document, STATUS_DAMAGED,
                        N_("the presentation is broken and no slide could be read; get a new copy of it"), NULL);
  else if (presentation->missing > 0)
    document_set_status(document, STATUS_PARTIAL,
                        N_("some slides of the presentation are missing or broken; get a new copy of it"), detail);
  else if (list_lost)
    document_set_status(
        document, STATUS_PARTIAL,
        N_("the list of slides is lost, they stand in the order of their numbers in the file; get a new copy of it"),
        NULL);
  else if (opc_package_is_damaged(presentation->package))
    document_set_status(document, STATUS_PARTIAL,
                        N_("the presentation is broken, what could be read was read; get a new copy of it"), NULL);
  else if (slide_reader_unread_objects(presentation->reader) > 0)
    document_set_status(document, STATUS_PARTIAL,
                        N_("files that lie on slides could not be read; save them from there and look at each"), NULL);
}

static void read_presentation(Presentation *presentation) {
  g_autofree char *main_part = opc_package_main_part(presentation->package, main_part_types, "ppt/presentation.xml");
  g_autoptr(GPtrArray) slides = list_slides(presentation, main_part);
  gboolean list_lost = slides == NULL;
  if (list_lost)
    slides = opc_package_numbered_parts(presentation->package, "ppt/slides/slide", ".xml");
  presentation->slides = slides->len;
  for (guint i = 0; i < slides->len; i++) {
    extraction_progress(presentation->extraction, i, slides->len);
    if (!add_slide(presentation, slides->pdata[i], i + 1))
      return;
  }
  set_status(presentation, list_lost);
}

static void read_package(Extraction *extraction) {
  Document *document = extraction->document;
  g_autoptr(GError) error = NULL;
  g_autoptr(OpcPackage) package = opc_package_open(extraction->input, &error);
  if (!package) {
    if (g_error_matches(error, ZIP_ERROR, ZIP_ERROR_TOO_LARGE))
      document_set_status(document, STATUS_TOO_LARGE,
                          N_("the presentation has more parts than are read from one file; split it"), error->message);
    else
      document_set_status(document, STATUS_DAMAGED,
                          N_("the presentation is broken and could not be opened; get a new copy of it"),
                          error->message);
    return;
  }
  document->kind = DOCUMENT_KIND_PRESENTATION;
  opc_package_read_properties(package, document);
  g_autoptr(SlideReader) reader = slide_reader_new(package, extraction);
  g_autoptr(GHashTable) authors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Presentation presentation = {
      .extraction = extraction, .package = package, .reader = reader, .authors = authors, .first_number = 1};
  read_presentation(&presentation);
  metadata_set(document, "links", slide_reader_links(reader));
}

/* What was locked, as if it had come in the clear: a presentation here, a workbook through its own extractor. */
static void read_unlocked(Extraction *extraction, GBytes *bytes) {
  const ExtractorInput *outer = extraction->input;
  ExtractorInput inner;
  const char *media_type = NULL;
  extractor_input_init_bytes(&inner, bytes, outer->name);
  const Extractor *extractor = extractor_recognise(&inner, &media_type);
  extraction->input = &inner;
  if (extractor)
    document_set_string(&extraction->document->media_type, media_type);
  if (extractor && strcmp(extractor->name, "pptx") != 0)
    extractor->extract(extraction);
  else
    read_package(extraction);
  extraction->input = outer;
  extractor_input_clear(&inner);
}

static void extract(Extraction *extraction) {
  if (!encryption_package_is_locked(extraction->input)) {
    read_package(extraction);
    return;
  }
  g_autoptr(GBytes) bytes = encryption_package_open(extraction);
  if (bytes)
    read_unlocked(extraction, bytes);
}

const Extractor pptx_extractor = {
    .name = "pptx",
    .version = 2,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
};
