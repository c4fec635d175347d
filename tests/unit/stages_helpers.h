/* Documents for the tests of the stages. All sentences in these tests are made up for them. */
#pragma once

#include "document/document.h"

#include <string.h>

G_GNUC_UNUSED static Unit *add_unit(Document *document, UnitKind kind, LocatorKind locator, guint number,
                                    const char *heading, const char *text) {
  Unit *unit = unit_new(kind);
  unit_set_locator(unit, locator, number, NULL);
  unit->heading = g_strdup(heading);
  unit->text = g_strdup(text);
  return document_add_unit(document, unit);
}

/* One section with the whole text, as the text extractor gives it. */
G_GNUC_UNUSED static Document *plain_document(const char *text) {
  Document *document = document_new();
  add_unit(document, UNIT_KIND_SECTION, LOCATOR_LINE, 1, NULL, text);
  return document;
}

/* Pages parted by form feeds. */
G_GNUC_UNUSED static Document *paged_document(const char *text) {
  Document *document = document_new();
  g_auto(GStrv) pages = g_strsplit(text, "\f", -1);
  for (guint i = 0; pages[i]; i++)
    add_unit(document, UNIT_KIND_PAGE, LOCATOR_PAGE, i + 1, NULL, pages[i]);
  return document;
}

G_GNUC_UNUSED static Unit *unit_at(const Document *document, guint i) {
  if (i >= document->units->len)
    g_error("there is no unit %u", i);
  return document->units->pdata[i];
}

/* The only unit whose label is `label`. */
G_GNUC_UNUSED static Unit *unit_labelled(const Document *document, UnitKind kind, const char *label) {
  Unit *found = NULL;
  for (guint i = 0; i < document->units->len; i++)
    if (unit_at(document, i)->kind == kind && g_strcmp0(unit_at(document, i)->label, label) == 0) {
      g_assert_null(found);
      found = unit_at(document, i);
    }
  return found;
}

G_GNUC_UNUSED static guint count_units(const Document *document, UnitKind kind) {
  guint count = 0;
  for (guint i = 0; i < document->units->len; i++)
    count += unit_at(document, i)->kind == kind;
  return count;
}

/* How often `text` is furniture; 0 where it is not. */
G_GNUC_UNUSED static guint furniture_count(const Document *document, const char *text) {
  for (guint i = 0; i < document->furniture->len; i++) {
    const Furniture *furniture = document->furniture->pdata[i];
    if (strcmp(furniture->text, text) == 0)
      return furniture->occurrences;
  }
  return 0;
}

/* Whether a heading or text of a unit holds `text`. */
G_GNUC_UNUSED static gboolean body_contains(const Document *document, const char *text) {
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = unit_at(document, i);
    if ((unit->text && strstr(unit->text, text)) || (unit->heading && strstr(unit->heading, text)))
      return TRUE;
  }
  return FALSE;
}

/* Ordinals count from one and parents come before their children: what every stage must leave behind. */
G_GNUC_UNUSED static void assert_consistent(const Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = unit_at(document, i);
    g_assert_cmpuint(unit->ordinal, ==, i + 1);
    g_assert_cmpuint(unit->parent, <=, document->units->len);
    g_assert_true(unit->parent != unit->ordinal);
    g_assert_nonnull(unit->text);
    g_assert_true(g_utf8_validate(unit->text, -1, NULL));
  }
}

/* Counts of letters, by their lower 12 bits. */
typedef guint Letters[4096];

G_GNUC_UNUSED static void count_letters(Letters letters, const char *text, guint times) {
  for (const char *p = text ? text : ""; *p; p = g_utf8_find_next_char(p, NULL))
    if (g_unichar_isalpha(g_utf8_get_char(p)))
      letters[g_utf8_get_char(p) & 4095] += times;
}

G_GNUC_UNUSED static void count_document(Letters letters, const Document *document) {
  memset(letters, 0, sizeof(Letters));
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = unit_at(document, i);
    count_letters(letters, unit->heading, 1);
    count_letters(letters, unit->text, 1);
  }
  for (guint i = 0; i < document->furniture->len; i++) {
    const Furniture *furniture = document->furniture->pdata[i];
    count_letters(letters, furniture->text, furniture->occurrences);
  }
}
