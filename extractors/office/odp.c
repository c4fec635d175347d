/* OpenDocument presentations (OASIS ODF 1.3): .odp and .otp packages, flat .fodp, and the .sxi and .sti of
 * OpenOffice.org 1.x. Slides in file order, which is the order of the show; their notes and comments as units of their
 * own. */
#include "extractors/cleanup.h"
#include "extractors/extractor.h"
#include "extractors/metadata.h"
#include "extractors/office/embedded.h"
#include "extractors/office/odf_package.h"
#include "extractors/office/odf_slide.h"
#include "extractors/office/odf_styles.h"
#include "extractors/office/odf_text.h"
#include "language/encoding.h"
#include "language/messages.h"

#include <string.h>

#define OASIS "application/vnd.oasis.opendocument.presentation"
#define OPENOFFICE "application/vnd.sun.xml.impress"

enum { TYPE_PACKAGE, TYPE_TEMPLATE, TYPE_FLAT, TYPE_OPENOFFICE, TYPE_OPENOFFICE_TEMPLATE };

static const char *const media_types[] = {
    [TYPE_PACKAGE] = OASIS,
    [TYPE_TEMPLATE] = OASIS "-template",
    [TYPE_FLAT] = OASIS "-flat-xml",
    [TYPE_OPENOFFICE] = OPENOFFICE,
    [TYPE_OPENOFFICE_TEMPLATE] = OPENOFFICE ".template",
    NULL,
};

#define MAX_PASSWORDS 1024u

/* --- recognition ------------------------------------------------------------------------------ */

/* Index of a media type that a package names, or -1. */
static int type_index(const char *media_type) {
  for (int i = 0; media_type && media_types[i]; i++)
    if (i != TYPE_FLAT && strcmp(media_types[i], media_type) == 0)
      return i;
  return -1;
}

/* The first member of a package is its media type, as it is (ODF 1.3 Part 2, 3.3): at a place that is known, so that a
 * package whose directory is lost still tells what it was. Its size is in the local header, or behind it, in a record
 * that begins with "PK" as all do (PKWARE APPNOTE 4.3.7, 4.3.9). */
static char *mimetype_in_head(const ExtractorInput *input) {
  const guint8 *head = input->head;
  if (input->head_length < 38 || memcmp(head + 30, "mimetype", 8) != 0)
    return NULL;
  gsize start = 38 + (gsize)(head[28] | head[29] << 8), length = (gsize)(head[18] | head[19] << 8);
  if (start >= input->head_length)
    return NULL;
  const guint8 *record = memmem(head + start, input->head_length - start, "PK", 2);
  if (length == 0 && record)
    length = (gsize)(record - head) - start;
  if (length == 0 || start + length > input->head_length)
    return NULL;
  return g_strstrip(g_strndup((const char *)head + start, length));
}

/* Whether the content of a package that does not name its type is a presentation. */
static gboolean has_presentation(OdfPackage *package) {
  g_autoptr(xmlDoc) content = odf_package_xml(package, "content.xml");
  const xmlNode *root = content ? xmlDocGetRootElement(content) : NULL;
  const xmlNode *body = root ? odf_child(root, ODF_BODY) : NULL;
  return odf_child(body, ODF_PRESENTATION) != NULL;
}

/* What the package says that it is; else by its content. */
static int type_of_package(const ExtractorInput *input) {
  g_autoptr(OdfPackage) package = odf_package_open(input, NULL);
  const char *named = package ? odf_package_media_type(package) : NULL;
  if (!package || odf_is_office_type(named))
    return type_index(named);
  return has_presentation(package) ? TYPE_PACKAGE : -1;
}

static int sniff_package(const ExtractorInput *input, const char **media_type) {
  g_autofree char *first = mimetype_in_head(input);
  int type = odf_is_office_type(first) ? type_index(first) : type_of_package(input);
  if (type < 0)
    return 0;
  *media_type = media_types[type];
  return 100;
}

static gboolean stop_at_page(gpointer data, const xmlNode *page) {
  *(gboolean *)data = TRUE;
  return FALSE;
}

/* Whether a flat file that does not name its type has slides; all of it is read for that. */
static gboolean has_flat_presentation(const ExtractorInput *input) {
  g_autoptr(GBytes) bytes = extractor_input_read_whole(input, ODF_MAX_PART, NULL);
  gboolean found = FALSE;
  OdfParse parse = {.page = stop_at_page, .data = &found};
  gsize length = 0;
  const void *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;
  xmlFreeDoc(odf_parse(data, length, &parse));
  return found;
}

static int sniff_flat(const ExtractorInput *input, const char **media_type) {
  g_autofree char *named = NULL;
  if (!odf_probe(input->head, input->head_length, &named))
    return 0;
  gboolean template = named && type_index(named) == TYPE_TEMPLATE;
  if (named ? type_index(named) < 0 : !has_flat_presentation(input))
    return 0;
  *media_type = media_types[template ? TYPE_TEMPLATE : TYPE_FLAT];
  return 100;
}

/* Whether the head may be XML with names of OpenDocument; asked before it is parsed. */
static gboolean may_be_flat(const ExtractorInput *input) {
  static const char oasis[] = "opendocument:xmlns:office", openoffice[] = "openoffice.org/2000/office";
  return memmem(input->head, input->head_length, oasis, sizeof oasis - 1) ||
         memmem(input->head, input->head_length, openoffice, sizeof openoffice - 1);
}

static int sniff(const ExtractorInput *input, const char **media_type) {
  if (input->head_length >= 4 && memcmp(input->head, "PK\3\4", 4) == 0)
    return sniff_package(input, media_type);
  return may_be_flat(input) ? sniff_flat(input, media_type) : 0;
}

/* --- units ------------------------------------------------------------------------------------ */

/* One presentation while it is read. */
typedef struct {
  Extraction *extraction;
  OdfReading *reading;
  OdfStyles *styles;
  gboolean began; /* what stands before the slides was read */
  gint64 first_number;
  guint slides;
} Presentation;

static char *take_valid(char *text) {
  if (!text || g_utf8_validate(text, -1, NULL))
    return text;
  char *valid = encoding_make_valid(text, -1);
  g_free(text);
  return valid;
}

/* The number printed on the slide at hand. Caller frees. */
static char *printed_number(const Presentation *presentation) {
  return g_strdup_printf("%" G_GINT64_FORMAT, presentation->first_number + presentation->slides - 1);
}

/* A unit at the slide at hand; takes the strings. */
static Unit *new_unit(const Presentation *presentation, UnitKind kind, char *heading, char *text) {
  Unit *unit = unit_new(kind);
  unit_set_locator(unit, LOCATOR_SLIDE, presentation->slides, NULL);
  unit->label = printed_number(presentation);
  unit->heading = take_valid(heading);
  unit->text = take_valid(text);
  return unit;
}

/* FALSE when a ceiling is met. */
static gboolean add_comment(Presentation *presentation, const xmlNode *annotation, guint parent) {
  const xmlNode *creator = odf_child(annotation, ODF_CREATOR);
  g_autoptr(xmlChar) author = creator ? xmlNodeGetContent(creator) : NULL;
  g_auto(OdfText) text;
  odf_text_init(&text, presentation->reading);
  odf_text_append(&text, annotation);
  if (text.out->len == 0)
    return TRUE;
  char *heading = author && *author ? g_strdup((const char *)author) : NULL;
  Unit *unit = new_unit(presentation, UNIT_KIND_COMMENT, heading, g_strdup(text.out->str));
  unit->parent = parent;
  return extraction_add_unit(presentation->extraction, unit);
}

/* The annotations that were met while the slide and its notes were read (14.1), and those met in them meanwhile. */
static gboolean add_comments(Presentation *presentation, guint parent) {
  GPtrArray *comments = presentation->reading->comments;
  gboolean more = TRUE;
  for (guint i = 0; more && i < comments->len; i++)
    more = add_comment(presentation, comments->pdata[i], parent);
  g_ptr_array_set_size(comments, 0); /* the tree of the slide goes */
  return more;
}

/* One file in a format of its own, as attachments. What cannot be read is passed over. */
static gboolean add_file(Presentation *presentation, const char *member, guint parent) {
  gboolean whole;
  g_autoptr(GBytes) bytes = odf_package_read(presentation->reading->package, member, EMBEDDED_MAX_BYTES, &whole, NULL);
  if (!bytes)
    return TRUE;
  g_autofree char *name = NULL;
  g_autoptr(GBytes) file = embedded_unwrap(bytes, &name);
  name = name ? name : g_path_get_basename(member);
  g_autoptr(Document) inner = embedded_read(presentation->extraction, name, file);
  return !inner || embedded_add_units(presentation->extraction, name, parent, inner);
}

/* The files that were met while the slide and its notes were read. */
static gboolean add_files(Presentation *presentation, guint parent) {
  GPtrArray *files = presentation->reading->files;
  gboolean more = TRUE;
  for (guint i = 0; more && i < files->len; i++)
    more = add_file(presentation, files->pdata[i], parent);
  g_ptr_array_set_size(files, 0);
  return more;
}

static gboolean add_notes(Presentation *presentation, const xmlNode *page, guint parent) {
  const xmlNode *notes = odf_child(page, ODF_NOTES);
  if (!notes)
    return TRUE;
  Document *document = presentation->extraction->document;
  g_auto(OdfSlide) slide = odf_slide_read(presentation->reading, presentation->styles, document, notes);
  if (!*slide.text)
    return TRUE;
  Unit *unit = new_unit(presentation, UNIT_KIND_NOTES, NULL, g_steal_pointer(&slide.text));
  unit->parent = parent;
  return extraction_add_unit(presentation->extraction, unit);
}

/* What the page shows of its master, and of the declarations that it names. */
static void add_furniture(const Presentation *presentation, const xmlNode *page) {
  static const struct {
    OdfElement kind;
    const char *attribute;
  } uses[] = {{ODF_FOOTER_DECLARATION, "use-footer-name"},
              {ODF_HEADER_DECLARATION, "use-header-name"},
              {ODF_DATE_DECLARATION, "use-date-time-name"}};
  Document *document = presentation->extraction->document;
  for (guint i = 0; i < G_N_ELEMENTS(uses); i++) {
    const char *name = odf_attribute(page, ODF_NS_PRESENTATION, uses[i].attribute);
    const char *text = odf_styles_declaration(presentation->styles, uses[i].kind, name);
    if (text)
      document_add_furniture(document, text);
  }
  const char *master = odf_attribute(page, ODF_NS_DRAW, "master-page-name");
  const GPtrArray *texts = odf_styles_master_texts(presentation->styles, master);
  for (guint i = 0; texts && i < texts->len; i++)
    document_add_furniture(document, texts->pdata[i]);
}

/* What stands before the first slide, in the tree that it is in. */
static void begin(Presentation *presentation, const xmlNode *page) {
  presentation->began = TRUE;
  odf_styles_read(presentation->styles, xmlDocGetRootElement(page->doc));
  const char *master = odf_attribute(page, ODF_NS_DRAW, "master-page-name");
  presentation->first_number = odf_styles_first_number(presentation->styles, master);
}

/* Adds a slide with its notes and comments. FALSE when a ceiling is met. */
static gboolean add_slide(gpointer data, const xmlNode *page) {
  Presentation *presentation = data;
  Document *document = presentation->extraction->document;
  if (!presentation->began)
    begin(presentation, page);
  extraction_progress(presentation->extraction, presentation->slides++, 0);
  g_autofree char *number = printed_number(presentation);
  presentation->reading->number = number;
  g_auto(OdfSlide) slide = odf_slide_read(presentation->reading, presentation->styles, document, page);
  Unit *unit = new_unit(presentation, UNIT_KIND_SLIDE, g_steal_pointer(&slide.title), g_steal_pointer(&slide.text));
  unit->hidden = odf_styles_hide(presentation->styles, odf_attribute(page, ODF_NS_DRAW, "style-name"));
  add_furniture(presentation, page);
  gboolean more = extraction_add_unit(presentation->extraction, unit);
  guint ordinal = more ? unit->ordinal : 0;
  more = more && add_notes(presentation, page, ordinal);
  more = more && add_comments(presentation, ordinal);
  more = more && add_files(presentation, ordinal);
  presentation->reading->number = NULL;
  return more;
}

/* --- the whole -------------------------------------------------------------------------------- */

/* What went wrong, the worst first. `content_lost`: there was none, or its XML could not be read at all. */
static void set_status(const Presentation *presentation, gboolean content_lost, gboolean damaged, gboolean too_large) {
  Document *document = presentation->extraction->document;
  if (too_large || presentation->reading->too_large)
    document_set_status(document, presentation->slides > 0 ? STATUS_PARTIAL : STATUS_TOO_LARGE,
                        N_("parts of the presentation unpack to more than is read from one file; split it"), NULL);
  else if (presentation->slides == 0 && (content_lost || damaged))
    document_set_status(document, STATUS_DAMAGED,
                        N_("the presentation is broken and no slide could be read; get a new copy of it"), NULL);
  else if (damaged || presentation->reading->damaged)
    document_set_status(document, STATUS_PARTIAL,
                        N_("the presentation is broken, what could be read was read; get a new copy of it"), NULL);
}

/* The document's XML, page by page; NULL where there is none. */
static xmlDoc *read_content(Presentation *presentation, GBytes *bytes, gboolean whole) {
  OdfParse parse = {.page = add_slide, .data = presentation};
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  xmlDoc *document = odf_parse(data, length, &parse);
  if (presentation->extraction->document->status == STATUS_OK) /* no ceiling of units was met */
    set_status(presentation, document == NULL, !whole || !parse.complete, parse.too_large);
  metadata_set(presentation->extraction->document, "links", presentation->reading->links->str);
  return document;
}

static void read_flat(Presentation *presentation) {
  g_autoptr(GBytes) bytes = extraction_read_all(presentation->extraction, ODF_MAX_CONTENT);
  if (!bytes)
    return;
  g_autoptr(xmlDoc) document = read_content(presentation, bytes, TRUE);
  if (!document)
    return;
  const xmlNode *root = xmlDocGetRootElement(document);
  odf_read_metadata(root, presentation->extraction->document);
  odf_read_inline_macros(root, presentation->extraction->document);
}

static void read_parts(Presentation *presentation, OdfPackage *package) {
  Document *document = presentation->extraction->document;
  g_autoptr(xmlDoc) meta = odf_package_xml(package, "meta.xml");
  if (meta)
    odf_read_metadata(xmlDocGetRootElement(meta), document);
  g_autoptr(xmlDoc) styles = odf_package_xml(package, "styles.xml");
  if (styles)
    odf_styles_read(presentation->styles, xmlDocGetRootElement(styles));
  odf_read_macros(package, document);
  gboolean whole = TRUE;
  g_autoptr(GError) fault = NULL;
  g_autoptr(GBytes) bytes = odf_package_read(package, "content.xml", ODF_MAX_CONTENT, &whole, &fault);
  if (bytes)
    xmlFreeDoc(read_content(presentation, bytes, whole));
  else
    set_status(presentation, TRUE, TRUE, g_error_matches(fault, ZIP_ERROR, ZIP_ERROR_TOO_LARGE));
}

/* Whether one of the passwords that the user gave opens the package. */
static gboolean unlock(Extraction *extraction, OdfPackage *package) {
  for (guint attempt = 0; attempt < MAX_PASSWORDS; attempt++) {
    g_autofree char *password = extraction_ask_password(extraction, attempt);
    if (!password)
      return FALSE;
    if (odf_package_unlock(package, password))
      return TRUE;
  }
  return FALSE;
}

static void set_unopened(Document *document, const GError *error) {
  if (g_error_matches(error, ZIP_ERROR, ZIP_ERROR_TOO_LARGE))
    document_set_status(document, STATUS_TOO_LARGE,
                        N_("the presentation has more parts than are read from one file; split it"), error->message);
  else
    document_set_status(document, STATUS_DAMAGED,
                        N_("the presentation is broken and could not be opened; get a new copy of it"), error->message);
}

static void set_locked(Document *document, const OdfPackage *package) {
  if (odf_package_takes_password(package))
    document_set_status(document, STATUS_ENCRYPTED,
                        N_("the file needs a password that was not given; give it with --password-file"), NULL);
  else
    document_set_status(document, STATUS_ENCRYPTED,
                        N_("the file is locked in a way that is not read here; save a copy of it without a password"),
                        NULL);
}

static void read_package(Presentation *presentation) {
  Extraction *extraction = presentation->extraction;
  g_autoptr(GError) error = NULL;
  g_autoptr(OdfPackage) package = odf_package_open(extraction->input, &error);
  presentation->reading->package = package;
  if (!package)
    set_unopened(extraction->document, error);
  else if (odf_package_is_locked(package) && !unlock(extraction, package))
    set_locked(extraction->document, package);
  else
    read_parts(presentation, package);
}

static void extract(Extraction *extraction) {
  extraction->document->kind = DOCUMENT_KIND_PRESENTATION;
  g_autoptr(OdfReading) reading = odf_reading_new();
  g_autoptr(OdfStyles) styles = odf_styles_new();
  Presentation presentation = {.extraction = extraction, .reading = reading, .styles = styles, .first_number = 1};
  if (memcmp(extraction->input->head, "PK", 2) == 0)
    read_package(&presentation);
  else
    read_flat(&presentation);
}

const Extractor odp_extractor = {
    .name = "odp",
    .version = 1,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
};
