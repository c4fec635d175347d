/* Lists of slides, masters and notes; headers and footers; embedded objects. */
#include "extractors/office/ppt_document.h"

#include "extractors/extractor.h"
#include "extractors/office/ppt_text.h"

#include <string.h>

/* Texts in the list, on all slides; and embedded objects. */
#define MAX_TEXTS (4u << 20)
#define MAX_EMBEDDED 100000u
/* Bytes of addresses. */
#define MAX_LINKS (256u * 1024)
#define MAX_FIRST_NUMBER 9999u

/* Instances of the lists (2.4.14) */
enum { LIST_OF_SLIDES = 0, LIST_OF_MASTERS = 1, LIST_OF_NOTES = 2 };

/* --- lists ------------------------------------------------------------------------------------ */

/* Adds a text that began at `begin` (NULL: none did) to the last slide. */
static void close_text(PptDocument *document, const guint8 *begin, const guint8 *end) {
  if (!begin)
    return;
  Bytes text = {begin, (gsize)(end - begin)};
  g_array_append_val(document->texts, text);
  g_array_index(document->slides, PptSlideEntry, document->slides->len - 1).n_texts++;
}

static gboolean read_entry(const PptRecord *atom, PptSlideEntry *entry) {
  if (atom->type != PPT_SLIDE_PERSIST_ATOM || atom->body.length < 16)
    return FALSE;
  entry->object = bytes_u32(atom->body.data);
  entry->identifier = bytes_u32(atom->body.data + 12);
  return TRUE;
}

/* After each slide's entry stand its texts, each a header and what follows it. A slide stands in the list once; more is
 * a trap. */
static void read_slides(PptDocument *document, Bytes list) {
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  const guint8 *end = list.data ? list.data + list.length : NULL, *begin = NULL;
  gboolean listed = FALSE;
  PptRecord atom;
  for (const guint8 *here = list.data; ppt_record_next(&list, &atom); here = atom.body.data + atom.body.length) {
    if (atom.type != PPT_SLIDE_PERSIST_ATOM && atom.type != PPT_TEXT_HEADER_ATOM)
      continue;
    close_text(document, begin, here);
    begin = listed && atom.type == PPT_TEXT_HEADER_ATOM && document->texts->len < MAX_TEXTS ? here : NULL;
    PptSlideEntry entry = {.first_text = document->texts->len};
    if (!read_entry(&atom, &entry))
      continue;
    listed = document->slides->len < EXTRACTION_MAX_UNITS && g_hash_table_add(seen, GUINT_TO_POINTER(entry.object));
    if (listed)
      g_array_append_val(document->slides, entry);
  }
  close_text(document, begin, end);
}

static void read_sheets(GHashTable *sheets, Bytes list) {
  PptRecord atom;
  PptSlideEntry entry;
  while (ppt_record_next(&list, &atom))
    if (read_entry(&atom, &entry) && g_hash_table_size(sheets) < EXTRACTION_MAX_UNITS)
      g_hash_table_insert(sheets, GUINT_TO_POINTER(entry.identifier), GUINT_TO_POINTER(entry.object));
}

static void read_list(PptDocument *document, const PptRecord *list) {
  if (list->instance == LIST_OF_SLIDES)
    read_slides(document, list->body);
  else if (list->instance == LIST_OF_MASTERS)
    read_sheets(document->masters, list->body);
  else if (list->instance == LIST_OF_NOTES)
    read_sheets(document->notes, list->body);
}

/* --- headers and footers (2.4.15.1) ----------------------------------------------------------- */

void ppt_headers_footers_clear(PptHeadersFooters *texts) {
  g_clear_pointer(&texts->date, g_free);
  g_clear_pointer(&texts->header, g_free);
  g_clear_pointer(&texts->footer, g_free);
}

gboolean ppt_headers_footers_read(Bytes container, guint16 instance, PptHeadersFooters *texts) {
  const guint16 has_user_date = 0x4, has_header = 0x10, has_footer = 0x20;
  PptRecord found, atom;
  if (!ppt_record_find_instance(container, PPT_HEADERS_FOOTERS, instance, &found))
    return FALSE;
  guint16 flags = 0;
  if (ppt_record_find(found.body, PPT_HEADERS_FOOTERS_ATOM, &atom) && atom.body.length >= 4)
    flags = bytes_u16(atom.body.data + 2);
  ppt_headers_footers_clear(texts);
  texts->date = flags & has_user_date ? ppt_find_string(found.body, 0) : NULL;
  texts->header = flags & has_header ? ppt_find_string(found.body, 1) : NULL;
  texts->footer = flags & has_footer ? ppt_find_string(found.body, 2) : NULL;
  return TRUE;
}

/* --- embedded objects, links (2.10.1) ---------------------------------------------------------------- */

static void embedded_free(gpointer data) {
  PptEmbedded *embedded = data;
  g_free(embedded->program);
  g_free(embedded);
}

static void read_embedded(PptDocument *document, Bytes object) {
  const guint16 program_instance = 2;
  PptRecord atom;
  if (!ppt_record_find(object, PPT_EXTERNAL_OLE_OBJECT_ATOM, &atom) || atom.body.length < 20 ||
      g_hash_table_size(document->embedded) >= MAX_EMBEDDED)
    return;
  PptEmbedded *found = g_new(PptEmbedded, 1);
  found->storage = bytes_u32(atom.body.data + 16);
  found->program = ppt_find_string(object, program_instance);
  g_hash_table_insert(document->embedded, GUINT_TO_POINTER(bytes_u32(atom.body.data + 8)), found);
}

/* An address of the net; files and places in the presentation are none. */
static void read_link(PptDocument *document, Bytes link, GHashTable *known) {
  const guint16 target_instance = 1;
  g_autofree char *address = ppt_find_string(link, target_instance);
  if (!address || strpbrk(address, " \t\r\n\\") || !strchr(address, ':') ||
      document->links->len + strlen(address) > MAX_LINKS || g_hash_table_contains(known, address))
    return;
  g_string_append_printf(document->links, "%s%s", document->links->len > 0 ? " " : "", address);
  g_hash_table_add(known, g_steal_pointer(&address));
}

static void read_external_objects(PptDocument *document, Bytes list) {
  g_autoptr(GHashTable) links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  PptRecord object;
  while (ppt_record_next(&list, &object)) {
    if (object.type == PPT_EXTERNAL_OLE_EMBED)
      read_embedded(document, object.body);
    else if (object.type == PPT_EXTERNAL_HYPERLINK)
      read_link(document, object.body, links);
  }
}

/* --- the whole -------------------------------------------------------------------------------- */

static void read_record(PptDocument *document, const PptRecord *record) {
  const gsize handout_at = 28, first_number_at = 32;
  switch (record->type) {
  case PPT_DOCUMENT_ATOM:
    if (record->body.length < first_number_at + 2)
      break;
    document->handout = bytes_u32(record->body.data + handout_at);
    document->first_number = MIN(bytes_u16(record->body.data + first_number_at), MAX_FIRST_NUMBER);
    break;
  case PPT_ENVIRONMENT:
    g_ptr_array_unref(document->fonts);
    document->fonts = ppt_text_fonts(record->body);
    break;
  case PPT_EXTERNAL_OBJECT_LIST:
    read_external_objects(document, record->body);
    break;
  case PPT_SLIDE_LIST:
    read_list(document, record);
    break;
  default:
    break;
  }
}

PptDocument *ppt_document_new(Bytes container) {
  PptDocument *document = g_new0(PptDocument, 1);
  document->slides = g_array_new(FALSE, FALSE, sizeof(PptSlideEntry));
  document->texts = g_array_new(FALSE, FALSE, sizeof(Bytes));
  document->masters = g_hash_table_new(NULL, NULL);
  document->notes = g_hash_table_new(NULL, NULL);
  document->embedded = g_hash_table_new_full(NULL, NULL, NULL, embedded_free);
  document->fonts = g_ptr_array_new_with_free_func(g_free);
  document->links = g_string_new(NULL);
  document->first_number = 1;
  ppt_headers_footers_read(container, PPT_HEADERS_OF_SLIDES, &document->slide_texts);
  ppt_headers_footers_read(container, PPT_HEADERS_OF_NOTES, &document->notes_texts);
  PptRecord record;
  while (ppt_record_next(&container, &record))
    read_record(document, &record);
  return document;
}

void ppt_document_free(PptDocument *document) {
  if (!document)
    return;
  g_array_unref(document->slides);
  g_array_unref(document->texts);
  g_hash_table_unref(document->masters);
  g_hash_table_unref(document->notes);
  g_hash_table_unref(document->embedded);
  g_ptr_array_unref(document->fonts);
  g_string_free(document->links, TRUE);
  ppt_headers_footers_clear(&document->slide_texts);
  ppt_headers_footers_clear(&document->notes_texts);
  g_free(document);
}
