/* What stands around a name: whether it is a place by that. Internal to the gazetteer. */
#pragma once

#include "language/gazetteer.h"

typedef enum { GAZETTEER_NO_DOUBT, GAZETTEER_SURNAME, GAZETTEER_WORD } GazetteerDoubt;

typedef struct {
  const char *text;
  gsize length;
} GazetteerText;

typedef struct {
  gsize start, end;
} GazetteerWord;

/* What lies between two words. */
typedef enum {
  GAZETTEER_GAP_SPACE,
  GAZETTEER_GAP_LINE,
  GAZETTEER_GAP_HYPHEN,
  GAZETTEER_GAP_LIST, /* a comma or slash */
  GAZETTEER_GAP_OTHER
} GazetteerGap;

/* The first word with a capital letter from `at` on, which must not lie inside a word. */
gboolean gazetteer_capital_after(const GazetteerText *text, gsize at, GazetteerWord *word);
/* The word next after `at`, or next before, on the far side of at most a few bytes; FALSE where none is near. */
gboolean gazetteer_word_after(const GazetteerText *text, gsize at, GazetteerWord *word);
gboolean gazetteer_word_before(const GazetteerText *text, gsize at, GazetteerWord *word);
GazetteerGap gazetteer_gap(const GazetteerText *text, gsize start, gsize end);

typedef struct {
  const GazetteerText *text;
  GArray *matches;
  guint first;   /* of this search in `matches` */
  gsize refused; /* end of the last name that was an organisation's; 0: none */
} GazetteerContext;

void gazetteer_context_init(GazetteerContext *context, const GazetteerText *text, GArray *matches);
/* Judges a name and keeps it where it may be a place; returns where to go on. */
gsize gazetteer_context_add(GazetteerContext *context, GazetteerMatch *match, GazetteerDoubt doubt, gboolean genitive);
/* Drops those that nothing made sure. */
void gazetteer_context_finish(GazetteerContext *context);
