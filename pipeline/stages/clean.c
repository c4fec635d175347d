/* The stage `clean`: normal text everywhere, furniture out of the bodies, broken words whole. */
#include "language/normalise.h"
#include "pipeline/stages/furniture.h"
#include "pipeline/stages/hyphens.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/stage.h"
#include "pipeline/stages/stage_lexicon.h"

typedef char *(*Normaliser)(const char *text, gssize length);

/* A field that holds nothing after all is not known. */
static void clean_field(char **field, Normaliser normalise) {
  if (!*field)
    return;
  char *text = normalise(*field, -1);
  g_free(*field);
  *field = *text ? text : NULL;
  if (!*text)
    g_free(text);
}

/* A text whose lines are cited keeps them until `structure` has parted it. */
static void clean_text(Unit *unit) {
  if (unit->locator.kind == LOCATOR_LINE) {
    char *text = line_text_normalise(unit->text, unit->heading != NULL);
    g_free(unit->text);
    unit->text = text;
  } else {
    clean_field(&unit->text, normalise_text);
  }
  if (!unit->text)
    unit->text = g_strdup("");
}

static void clean_units(Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    clean_field(&unit->label, normalise_line);
    clean_field(&unit->heading, normalise_line);
    clean_text(unit);
  }
}

static void clean_metadata(Document *document) {
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, document->metadata);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    char *text = normalise_line(value, -1);
    if (*text) {
      g_hash_table_iter_replace(&iter, text);
    } else {
      g_free(text);
      g_hash_table_iter_remove(&iter);
    }
  }
  for (guint i = document->authors->len; i-- > 0;) {
    clean_field((char **)&document->authors->pdata[i], normalise_line);
    if (!document->authors->pdata[i])
      g_ptr_array_remove_index(document->authors, i);
  }
}

static void clean_furniture(Document *document) {
  for (guint i = document->furniture->len; i-- > 0;) {
    Furniture *furniture = document->furniture->pdata[i];
    clean_field(&furniture->text, normalise_text);
    if (!furniture->text)
      g_ptr_array_remove_index(document->furniture, i);
  }
}

void stage_clean(Document *document) {
  clean_field(&document->title, normalise_line);
  clean_field(&document->place, normalise_line);
  clean_field(&document->organiser, normalise_line);
  clean_field(&document->date, normalise_line);
  clean_field(&document->date_evidence, normalise_line);
  line_texts_join_pieces(document);
  clean_units(document);
  clean_metadata(document);
  clean_furniture(document);
  furniture_remove(document);
  hyphens_join(document, stage_lexicon());
}
