/* The one analyser: text -> terms, for indexing, querying and highlighting alike.
 *
 * Each token gives its folded surface form and, at the same position, further terms that each bear a one-byte kind
 * prefix and stand only where they differ from the surface form (DESIGN: Analysis). So a word that is its own lemma has
 * no lemma term: whoever looks for the lemma "bil" must ask for "bil" and "~bil". Stop words are kept, as surface forms
 * only: what else could be said of them would be a fifth of the index and tell nothing (docs/language.md). */
#pragma once

#include "language/lexicon.h"

typedef enum {
  TERM_SURFACE, /* folded form, no prefix; never begins with a prefix byte */
  TERM_LEMMA, /* '~': folded dictionary form; of an inflection that writing sets apart (EU:s, Göran's) the word before
               * it; of a word that the lexicon does not know, or without lexica, its folded Snowball stem; of a word
               * left out in writing
               * ("klima- og energiplan") its dictionary form at the position of what is written */
  TERM_MAYBE, /* '?': one of several lemmas that the form can have */
  TERM_PART,  /* '^': dictionary form of a part of a compound */
  TERM_NOTATION, /* '=': what a run of tokens stands for (notations.h): a time, date, abbreviation, address, name */
} TermKind;

typedef struct {
  const char *text; /* with its prefix; not NUL-terminated; valid during the callback */
  gsize length;
  TermKind kind;
  guint position;   /* 0-based token number */
  gsize start, end; /* byte span in the text given: [start, end); of a notation, all its tokens */
} Term;

/* Called for each term; of one position the surface form comes first. FALSE stops the analysis. */
typedef gboolean (*TermFunc)(const Term *term, gpointer data);

typedef struct Analyser Analyser;

/* One thread at a time; a TermFunc must not call analyser_run() of the same analyser. */
Analyser *analyser_new(void);
void analyser_free(Analyser *analyser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Analyser, analyser_free)

/* Analyses valid UTF-8 (invalid bytes part tokens). `language` as in Unit. "und", "mul" or NULL, for text whose
 * language cannot be known: what any of sv, nb, nn and da would give, lemmas as TERM_MAYBE where the languages do not
 * agree. Languages without lexicon and without stemmer (is, fo, se) give surface forms and notations. */
void analyser_run(Analyser *analyser, const char *language, const char *text, gsize length, TermFunc func,
                  gpointer data);

/* The lexica in use, shared by all analysers of the process; borrowed. */
Lexicon *analyser_get_lexicon(Analyser *analyser);

/* Frees what the lexica have handed out so far, if it is much; terms and analysers stay. To be called between texts, by
 * whoever analyses many. */
void analyser_trim(void);

/* Called with each word type (folded surface form) when the analyser first meets it, and perhaps again later: where its
 * cache was emptied, or in another language. Numbers and tokens too long to be words are left out. */
typedef void (*TypeFunc)(const char *folded, gsize length, gpointer data);
void analyser_set_type_func(Analyser *analyser, TypeFunc func, gpointer data);

/* A text that names every part that can change a term: own version, GLib (its Unicode tables serve segmentation and
 * folding), checksums of the lexicon files and of the knowledge files (notations, stop words, parts of compounds), and
 * a hash of the terms of a fixed probe text in each language, which stands for libstemmer, since that does not tell its
 * version. Stored in the index and compared at open. Owned by the analyser. */
const char *analyser_fingerprint(Analyser *analyser);

/* The bytes that can begin a term that is not a surface form; a surface form never begins with one. */
#define TERM_PREFIXES "~?^="
#define LEMMA_PREFIX '~'
#define MAYBE_PREFIX '?'
#define PART_PREFIX '^'
#define NOTATION_PREFIX '='

/* Stable name of a term kind: "surface", "lemma", "maybe", "part", "notation". */
const char *term_kind_name(TermKind kind);
