/* What must hold of the Document that any page whatever gives; asserted by the fuzz targets of HTML. */
#pragma once

#include "extractors/extractor.h"

#include <string.h>

extern const Extractor html_extractor;

#define MAX_ANCHOR_BYTES 500
#define MAX_FURNITURE_BLOCKS 300
#define MAX_FURNITURE_BYTES 500
#define MAX_UNIT_BYTES 20002
#define MAX_HEADING_BYTES 2048 /* 400 without white space; an image's 2000 */

/* A byte of windows-1252 becomes three; "<li>a" becomes "1000000. a". */
#define MAX_GROWTH 4

static inline gboolean has_control(const char *text, gboolean lines) {
  for (const char *p = text; *p; p++)
    if ((guchar)*p < 0x20 && !(lines && (*p == '\n' || *p == '\t')))
      return TRUE;
  return FALSE;
}

static inline gsize assert_unit_is_sound(const Document *document, const Unit *unit) {
  g_assert_true(g_utf8_validate(unit->text, -1, NULL));
  g_assert_false(has_control(unit->text, TRUE));
  g_assert_cmpuint(strlen(unit->text), <=, MAX_UNIT_BYTES);
  if (unit->heading) {
    g_assert_true(g_utf8_validate(unit->heading, -1, NULL));
    g_assert_false(has_control(unit->heading, FALSE));
    g_assert_cmpuint(strlen(unit->heading), <=, MAX_HEADING_BYTES);
  }
  g_assert_true(*unit->text || unit->heading);
  g_autofree char *anchor = locator_to_fragment(&unit->locator);
  g_assert_true(!anchor ||
                (g_utf8_validate(anchor, -1, NULL) && strlen(anchor) <= 3 * MAX_ANCHOR_BYTES)); /* percent-encoded */
  g_assert_cmpuint(unit->parent, <, unit->ordinal);
  return strlen(unit->text);
}

static inline void assert_furniture_is_sound(const Document *document) {
  g_assert_cmpuint(document->furniture->len, <=, MAX_FURNITURE_BLOCKS);
  for (guint i = 0; i < document->furniture->len; i++) {
    const Furniture *furniture = document->furniture->pdata[i];
    g_assert_true(g_utf8_validate(furniture->text, -1, NULL));
    g_assert_false(has_control(furniture->text, FALSE));
    g_assert_cmpuint(strlen(furniture->text), <=, MAX_FURNITURE_BYTES);
  }
}

static inline void assert_metadata_is_sound(const Document *document) {
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, document->metadata);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    g_assert_true(g_utf8_validate(value, -1, NULL));
  g_assert_true(!document->title || g_utf8_validate(document->title, -1, NULL));
  g_assert_true(!document->url || g_utf8_validate(document->url, -1, NULL));
}

/* All that was extracted, as one string. Caller frees. */
static inline char *extract_page(GBytes *bytes) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "a.html");
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = &input, .document = document};
  html_extractor.extract(&extraction);
  extractor_input_clear(&input);
  gsize size = 0;
  GString *all = g_string_new(document->title);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    size += assert_unit_is_sound(document, unit);
    g_string_append_printf(all, "\n%s\n%s", unit->heading ? unit->heading : "", unit->text);
  }
  g_assert_cmpuint(size, <=, MAX_GROWTH * g_bytes_get_size(bytes));
  g_assert_cmpint(document->reason != NULL, ==, document->status != STATUS_OK);
  g_assert_cmpint(document->units->len == 0, ==,
                  document->status == STATUS_EMPTY || document->status == STATUS_DAMAGED);
  assert_furniture_is_sound(document);
  assert_metadata_is_sound(document);
  for (guint i = 0; i < document->furniture->len; i++)
    g_string_append_printf(all, "\n%s", ((const Furniture *)document->furniture->pdata[i])->text);
  return g_string_free(all, FALSE);
}

/* Nothing of one page is left for the next. */
static inline void assert_page_is_sound(GBytes *bytes) {
  g_autofree char *once = extract_page(bytes);
  g_autofree char *twice = extract_page(bytes);
  g_assert_cmpstr(once, ==, twice);
}
