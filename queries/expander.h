/* Shared by the files expand*.c: the query in hand, and the group that alternatives are added to. Internal to queries/.
 */
#pragma once

#include "language/analyse.h"
#include "language/translate.h"
#include "queries/expand.h"

/* Languages that a query's words are looked up in: those with lexica first. */
#define LEXICON_LANGUAGES 4
#define QUERY_LANGUAGES 7
extern const char *const query_languages[QUERY_LANGUAGES]; /* sv nb nn da, en fi de */

typedef struct {
  Analyser *analyser;
  Translator *translator;
  Database *database;
  const ExpandOptions *options;
  GHashTable *frequencies;         /* char* term -> GINT_TO_POINTER(units + 1), of the terms asked for so far */
  double chances[QUERY_LANGUAGES]; /* that the query is in this language, the likeliest 1 */
  GPtrArray *alternatives;         /* of the group in hand */
} Expander;

/* How much what language `l` makes of a word counts: 1 for the query's own, never under weights.other_language. */
double expander_factor(const Expander *expander, guint l);

/* Units that hold a term of the index. */
gint64 expander_frequency(Expander *expander, const char *term);

/* Adds an alternative: takes `terms`. What the group has already keeps the heavier of the two weights with its kind and
 * source; what no unit holds is left out, unless it is the group's first. `source` is interned. */
void expander_add(Expander *expander, AlternativeKind kind, GPtrArray *terms, double weight, const char *source);

/* Adds one term as it stands, prefix and all. */
void expander_add_term(Expander *expander, AlternativeKind kind, const char *term, double weight, const char *source);

/* Adds a folded dictionary form in every guise that a text can have it in: as it is, as lemma, as one of several
 * lemmas, as a part of a compound, as what a notation stands for. */
void expander_add_form(Expander *expander, AlternativeKind kind, const char *form, double weight, const char *source);

/* Adds a label or a translation, one word or several, in dictionary form of `language`, in all guises. */
void expander_add_label(Expander *expander, AlternativeKind kind, const char *language, const char *label,
                        double weight, const char *source);

/* The terms of one text in one language, by kind; see expand.c. */
typedef struct {
  GPtrArray *surfaces;  /* char*, by position */
  GPtrArray *lemmas;    /* char* without prefix, of all positions: TERM_LEMMA */
  GPtrArray *maybes;    /* char* without prefix: TERM_MAYBE */
  GPtrArray *parts;     /* char* without prefix: TERM_PART */
  GPtrArray *notations; /* char* with prefix */
} Analysis;

void analysis_make(Expander *expander, const char *language, const char *text, Analysis *analysis);
void analysis_clear(Analysis *analysis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Analysis, analysis_clear)

/* What other languages call a word: spelling keys, concepts, thesauri, dictionaries (expand_translate.c). */
void expand_other_languages(Expander *expander, const char *surface);

/* Concepts of several words, `words` following each other in the query, each a group of its own: `groups` (Group*) get
 * them as phrases (expand_translate.c). */
void expand_concepts_of_words(Expander *expander, GPtrArray *groups, const char *const *words, guint count);

/* Near spellings (expand_near.c). */
void expand_near(Expander *expander, const char *surface);

/* Spellings with å ä æ, ö ø of a word typed without them, where nothing else was found (expand_near.c). */
void expand_letters(Expander *expander, const char *surface);

/* Words of the index that fit a folded pattern (expand_near.c). */
void expand_pattern(Expander *expander, const char *pattern);
