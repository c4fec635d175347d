/* Slides of a presentation with their notes, comments and embedded objects, in show order. */
#include "extractors/office/ppt_presentation.h"

#include "extractors/metadata.h"
#include "extractors/office/ppt_document.h"
#include "extractors/office/ppt_file.h"
#include "extractors/office/ppt_objects.h"
#include "extractors/office/ppt_shapes.h"
#include "language/messages.h"

#include <string.h>

/* Passwords that are tried before giving up, however many the host has. */
#define MAX_PASSWORDS 1024u

/* One presentation while it is read. */
typedef struct {
  Extraction *extraction;
  PptFile *file;
  PptDocument *document;
  PptObjects *objects;
  GArray *searched; /* PptRecord of slides, in the order of the list, where their places are lost; else NULL */
  GHashTable *seen; /* containers of masters and notes that were read: each is read once */
  guint number;     /* of the slide that is read, from 1 */
  guint missing;    /* slides that are listed and cannot be read */
} Presentation;

/* --- units ------------------------------------------------------------------------------------ */

/* What stands printed on the slide that is read. */
static char *print_number(const Presentation *presentation) {
  return g_strdup_printf("%u", presentation->document->first_number + presentation->number - 1);
}

/* A unit at the slide that is read; takes the strings. */
static Unit *new_unit(const Presentation *presentation, UnitKind kind, guint parent, char *heading, char *text) {
  Unit *unit = unit_new(kind);
  unit_set_locator(unit, LOCATOR_SLIDE, presentation->number, NULL);
  unit->label = print_number(presentation);
  unit->parent = parent;
  unit->heading = heading;
  unit->text = text;
  return unit;
}

/* --- comments --------------------------------------------------------------------------------- */

/* One comment (2.6.1); the author's name is its heading. */
static gboolean add_comment(Presentation *presentation, Bytes comment, guint parent) {
  const guint16 author_instance = 0, text_instance = 1;
  g_autofree char *author = ppt_find_string(comment, author_instance);
  g_autofree char *text = ppt_find_string(comment, text_instance);
  if (!text || !*g_strstrip(text))
    return TRUE;
  g_strdelimit(text, "\r\v", '\n');
  Unit *unit = new_unit(presentation, UNIT_KIND_COMMENT, parent, author && *author ? g_steal_pointer(&author) : NULL,
                        g_steal_pointer(&text));
  return extraction_add_unit(presentation->extraction, unit);
}

/* Comments lie in the tags of the slide that bear the name of PowerPoint 10 (2.5.20). FALSE when a ceiling is met. */
static gboolean add_comments(Presentation *presentation, Bytes slide, guint parent) {
  PptRecord tags, tag, data, comment;
  if (!ppt_record_find(slide, PPT_TAGS, &tags))
    return TRUE;
  while (ppt_record_next(&tags.body, &tag)) {
    g_autofree char *name = tag.type == PPT_BINARY_TAG ? ppt_find_string(tag.body, 0) : NULL;
    if (g_strcmp0(name, "___PPT10") != 0 || !ppt_record_find(tag.body, PPT_BINARY_TAG_DATA, &data))
      continue;
    while (ppt_record_next(&data.body, &comment))
      if (comment.type == PPT_COMMENT && !add_comment(presentation, comment.body, parent))
        return FALSE;
  }
  return TRUE;
}

/* --- sheets ----------------------------------------------------------------------------------- */

static PptSheet new_sheet(const Presentation *presentation, PptSheetKind kind, const PptHeadersFooters *texts,
                          const char *number) {
  return (PptSheet){.kind = kind,
                    .document = presentation->extraction->document,
                    .fields = {.number = number,
                               .header = texts->header,
                               .footer = texts->footer,
                               .date = texts->date,
                               .fonts = presentation->document->fonts}};
}

static PptContent read_drawing(const PptSheet *sheet, Bytes container) {
  PptRecord drawing = {0};
  ppt_record_find(container, PPT_DRAWING, &drawing);
  return ppt_shapes_read(sheet, drawing.body);
}

static void add_headers_footers(const Presentation *presentation, const PptHeadersFooters *texts) {
  ppt_add_furniture(presentation->extraction->document, texts->date);
  ppt_add_furniture(presentation->extraction->document, texts->header);
  ppt_add_furniture(presentation->extraction->document, texts->footer);
}

/* What stands on a master beside its prompts stands on all of its slides. Each is read once. */
static void read_master(Presentation *presentation, guint32 object, const PptHeadersFooters *texts) {
  PptRecord master;
  if (!g_hash_table_add(presentation->seen, GUINT_TO_POINTER(object)) ||
      !ppt_file_object(presentation->file, object, &master))
    return;
  PptSheet sheet = new_sheet(presentation, PPT_SHEET_MASTER, texts, NULL);
  g_auto(PptContent) content = read_drawing(&sheet, master.body);
  g_auto(GStrv) parts = g_strsplit(content.text, "\n\n", -1);
  for (guint i = 0; parts[i]; i++)
    ppt_add_furniture(presentation->extraction->document, parts[i]);
}

static void read_slide_master(Presentation *presentation, guint32 identifier, const PptHeadersFooters *texts) {
  gpointer object;
  if (g_hash_table_lookup_extended(presentation->document->masters, GUINT_TO_POINTER(identifier), NULL, &object))
    read_master(presentation, GPOINTER_TO_UINT(object), texts);
}

/* FALSE when a ceiling is met. */
static gboolean add_notes_page(Presentation *presentation, Bytes notes, guint parent) {
  g_auto(PptHeadersFooters) own = {0};
  const PptHeadersFooters *texts =
      ppt_headers_footers_read(notes, PPT_HEADERS_OWN, &own) ? &own : &presentation->document->notes_texts;
  g_autofree char *number = print_number(presentation);
  PptSheet sheet = new_sheet(presentation, PPT_SHEET_NOTES, texts, number);
  g_auto(PptContent) content = read_drawing(&sheet, notes);
  add_headers_footers(presentation, texts);
  if (!*content.text)
    return TRUE;
  Unit *unit = new_unit(presentation, UNIT_KIND_NOTES, parent, NULL, g_steal_pointer(&content.text));
  return extraction_add_unit(presentation->extraction, unit);
}

static gboolean add_notes(Presentation *presentation, guint32 identifier, guint parent) {
  gpointer object;
  PptRecord notes;
  if (!g_hash_table_lookup_extended(presentation->document->notes, GUINT_TO_POINTER(identifier), NULL, &object) ||
      !g_hash_table_add(presentation->seen, object) ||
      !ppt_file_object(presentation->file, GPOINTER_TO_UINT(object), &notes) || notes.type != PPT_NOTES)
    return TRUE;
  return add_notes_page(presentation, notes.body, parent);
}

/* --- slides ----------------------------------------------------------------------------------- */

/* The slide atom (2.5.2) and the flags of the show (2.6.6). */
typedef struct {
  guint32 master, notes;
  gboolean shows_master, hidden;
} SlideAtoms;

static SlideAtoms read_slide_atoms(Bytes slide) {
  const guint16 show_hidden = 0x4;
  SlideAtoms atoms = {0};
  PptRecord atom;
  if (ppt_record_find(slide, PPT_SLIDE_ATOM, &atom) && atom.body.length >= 22) {
    atoms.master = bytes_u32(atom.body.data + 12);
    atoms.notes = bytes_u32(atom.body.data + 16);
    atoms.shows_master = bytes_u16(atom.body.data + 20) & 1;
  }
  if (ppt_record_find(slide, PPT_SLIDE_SHOW_INFO_ATOM, &atom) && atom.body.length >= 12)
    atoms.hidden = (bytes_u16(atom.body.data + 10) & show_hidden) != 0;
  return atoms;
}

static char *object_text(gpointer data, guint32 reference) {
  Presentation *presentation = data;
  return ppt_objects_show(presentation->objects, reference);
}

/* Adds a slide with its notes, comments and embedded objects. FALSE when a ceiling is met. */
static gboolean add_slide(Presentation *presentation, Bytes slide, GArray *outline) {
  g_auto(PptHeadersFooters) own = {0};
  const PptHeadersFooters *texts =
      ppt_headers_footers_read(slide, PPT_HEADERS_OWN, &own) ? &own : &presentation->document->slide_texts;
  g_autofree char *number = print_number(presentation);
  PptSheet sheet = new_sheet(presentation, PPT_SHEET_SLIDE, texts, number);
  sheet.outline = outline;
  sheet.object_text = object_text;
  sheet.data = presentation;
  g_auto(PptContent) content = read_drawing(&sheet, slide);
  SlideAtoms atoms = read_slide_atoms(slide);
  add_headers_footers(presentation, texts);
  if (atoms.shows_master)
    read_slide_master(presentation, atoms.master, texts);
  Unit *unit =
      new_unit(presentation, UNIT_KIND_SLIDE, 0, g_steal_pointer(&content.title), g_steal_pointer(&content.text));
  unit->hidden = atoms.hidden;
  if (!extraction_add_unit(presentation->extraction, unit))
    return FALSE;
  guint ordinal = unit->ordinal;
  return add_notes(presentation, atoms.notes, ordinal) && add_comments(presentation, slide, ordinal) &&
         ppt_objects_add(presentation->objects, presentation->extraction, unit);
}

/* A slide whose container is lost: the texts of its outline are left. */
static gboolean add_outline(Presentation *presentation, const GArray *outline) {
  g_autoptr(GString) title = g_string_new(NULL);
  g_autoptr(GString) body = g_string_new(NULL);
  PptTextFields fields = {.fonts = presentation->document->fonts};
  for (guint i = 0; i < outline->len; i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    PptTextType type = ppt_text_append(g_array_index(outline, Bytes, i), &fields, text);
    gboolean is_title = type == PPT_TEXT_TITLE || type == PPT_TEXT_CENTER_TITLE;
    GString *out = is_title && title->len == 0 ? title : body;
    g_string_append(out, out->len > 0 && text->len > 0 ? "\n\n" : "");
    g_string_append(out, text->str);
  }
  presentation->missing++;
  if (title->len + body->len == 0)
    return TRUE;
  g_strdelimit(title->str, "\n\t", ' ');
  Unit *unit =
      new_unit(presentation, UNIT_KIND_SLIDE, 0, title->len > 0 ? g_strdup(title->str) : NULL, g_strdup(body->str));
  return extraction_add_unit(presentation->extraction, unit);
}

/* The container of the slide that is read. */
static gboolean find_slide(Presentation *presentation, const PptSlideEntry *entry, PptRecord *slide) {
  guint index = presentation->number - 1;
  if (!presentation->searched)
    return ppt_file_object(presentation->file, entry->object, slide) && slide->type == PPT_SLIDE;
  if (index < presentation->searched->len)
    *slide = g_array_index(presentation->searched, PptRecord, index);
  return index < presentation->searched->len;
}

static gboolean add_listed_slide(Presentation *presentation, const PptSlideEntry *entry) {
  g_autoptr(GArray) outline = g_array_new(FALSE, FALSE, sizeof(Bytes));
  if (entry->n_texts > 0)
    g_array_append_vals(outline, &g_array_index(presentation->document->texts, Bytes, entry->first_text),
                        entry->n_texts);
  PptRecord slide;
  if (find_slide(presentation, entry, &slide))
    return add_slide(presentation, slide.body, outline);
  return add_outline(presentation, outline);
}

/* All slides that the file holds, deleted ones too, and the notes after them: the list is lost. */
static void add_searched(Presentation *presentation) {
  g_autoptr(GArray) slides = ppt_file_search(presentation->file, PPT_SLIDE);
  g_autoptr(GArray) notes = ppt_file_search(presentation->file, PPT_NOTES);
  for (guint i = 0; i < slides->len; i++) {
    presentation->number = i + 1;
    if (!add_slide(presentation, g_array_index(slides, PptRecord, i).body, NULL))
      return;
  }
  for (guint i = 0; i < notes->len; i++)
    if (!add_notes_page(presentation, g_array_index(notes, PptRecord, i).body, 0))
      return;
}

/* --- the state it ends in --------------------------------------------------------------------- */

/* What went wrong, the worst first. */
static void set_status(const Presentation *presentation, gboolean sound) {
  Document *document = presentation->extraction->document;
  guint listed = presentation->document->slides->len;
  if (document->units->len == 0 && (presentation->missing > 0 || !sound)) {
    document_set_status(document, STATUS_DAMAGED,
                        N_("the presentation is broken and no slide could be read; get a new copy of it"), NULL);
  } else if (presentation->missing > 0) {
    g_autofree char *detail = g_strdup_printf("%u / %u", presentation->missing, listed);
    document_set_status(document, STATUS_PARTIAL,
                        N_("some slides of the presentation are missing or broken; get a new copy of it"), detail);
  } else if (!sound) {
    document_set_status(document, STATUS_PARTIAL,
                        N_("the presentation is broken, what could be read was read; get a new copy of it"), NULL);
  } else if (ppt_objects_unread(presentation->objects) > 0) {
    g_autofree char *detail = g_strdup_printf("%u", ppt_objects_unread(presentation->objects));
    document_set_status(document, STATUS_PARTIAL,
                        N_("objects embedded in slides are broken or locked; open the presentation and look at each"),
                        detail);
  }
}

/* --- the whole -------------------------------------------------------------------------------- */

/* Where the place of no slide is known, the containers are taken in the order of the file, which is that of the list in
 * files that were saved whole. Before them stand the masters of titles, which look like slides. */
static void search_slides(Presentation *presentation) {
  const GArray *slides = presentation->document->slides;
  PptRecord slide;
  for (guint i = 0; i < slides->len; i++)
    if (ppt_file_object(presentation->file, g_array_index(slides, PptSlideEntry, i).object, &slide) &&
        slide.type == PPT_SLIDE)
      return;
  g_autoptr(GArray) masters = ppt_file_search(presentation->file, PPT_MAIN_MASTER);
  guint listed = g_hash_table_size(presentation->document->masters);
  presentation->searched = ppt_file_search(presentation->file, PPT_SLIDE);
  if (listed > masters->len && slides->len > 0)
    g_array_remove_range(presentation->searched, 0, MIN(listed - masters->len, presentation->searched->len));
}

static void read_slides(Presentation *presentation, gboolean found) {
  const GArray *slides = presentation->document->slides;
  if (!found) {
    add_searched(presentation);
    set_status(presentation, FALSE);
    return;
  }
  if (!ppt_file_is_sound(presentation->file))
    search_slides(presentation);
  for (guint i = 0; i < slides->len; i++) {
    extraction_progress(presentation->extraction, i, slides->len);
    presentation->number = i + 1;
    if (!add_listed_slide(presentation, &g_array_index(slides, PptSlideEntry, i)))
      return;
  }
  if (presentation->document->handout)
    read_master(presentation, presentation->document->handout, &presentation->document->notes_texts);
  set_status(presentation, ppt_file_is_sound(presentation->file));
}

static void read_file(Extraction *extraction, PptFile *file) {
  PptRecord container = {0};
  gboolean found = ppt_file_document(file, &container);
  g_autoptr(PptDocument) document = ppt_document_new(container.body);
  g_autoptr(PptObjects) objects = ppt_objects_new(file, document);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  Presentation presentation = {
      .extraction = extraction, .file = file, .document = document, .objects = objects, .seen = seen};
  metadata_set(extraction->document, "links", document->links->str);
  read_slides(&presentation, found);
  if (presentation.searched)
    g_array_unref(presentation.searched);
}

/* With the password that programs use where a person only forbids changes, then each one that the host has. */
static gboolean unlock(Extraction *extraction, PptFile *file) {
  if (!ppt_file_is_encrypted(file) || ppt_file_unlock(file, "/01Hannes Ruescher/01"))
    return TRUE;
  if (!ppt_file_is_known_encryption(file)) {
    document_set_status(extraction->document, STATUS_ENCRYPTED,
                        N_("the file is locked in a way that is not read here; save a copy of it without a password"),
                        NULL);
    return FALSE;
  }
  for (guint attempt = 0; attempt < MAX_PASSWORDS; attempt++) {
    g_autofree char *password = extraction_ask_password(extraction, attempt);
    if (!password)
      break;
    if (ppt_file_unlock(file, password))
      return TRUE;
  }
  document_set_status(extraction->document, STATUS_ENCRYPTED,
                      N_("the file needs a password that was not given; give it with --password-file"), NULL);
  return FALSE;
}

void ppt_presentation_read(Extraction *extraction, GByteArray *stream, Bytes current_user) {
  g_autoptr(PptFile) file = ppt_file_new(stream, current_user);
  if (unlock(extraction, file))
    read_file(extraction, file);
}
