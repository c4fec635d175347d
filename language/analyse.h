/* The one analyser: text -> terms, for indexing, querying and highlighting alike.
 *
 * Each token gives its folded surface form and, at the same position and span, further terms that each bear a one-byte
 * kind prefix and stand only where they differ from the surface form (DESIGN: Analysis). Stop words are kept. So a word
 * that is its own stem has no stem term: whoever looks for the stem "bil" must ask for "bil" and "~bil". */
#pragma once

#include <glib.h>

typedef enum {
  TERM_SURFACE, /* folded form, no prefix; never begins with a prefix byte */
  TERM_STEM, /* prefix '~': folded Snowball stem; an inflection after a colon or apostrophe (EU:s, Göran's) is cut first
              */
} TermKind;

typedef struct {
  const char *text; /* with its prefix; not NUL-terminated; valid during the callback */
  gsize length;
  TermKind kind;
  guint position;   /* 0-based token number */
  gsize start, end; /* byte span in the text given: [start, end) */
} Term;

/* Called for each term; of one position the surface form comes first. FALSE stops the analysis. */
typedef gboolean (*TermFunc)(const Term *term, gpointer data);

typedef struct Analyser Analyser;

/* One thread at a time; a TermFunc must not call analyser_run() of the same analyser. */
Analyser *analyser_new(void);
void analyser_free(Analyser *analyser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Analyser, analyser_free)

/* Analyses valid UTF-8 (invalid bytes part tokens). `language` as in Unit; "und" or NULL stems nothing. For text whose
 * language cannot be known (queries) pass "mul", which gives the distinct stems of all of sv, nb, da, fi, en. */
void analyser_run(Analyser *analyser, const char *language, const char *text, gsize length, TermFunc func,
                  gpointer data);

/* A text that names every part that can change a term: own version, GLib (its Unicode tables serve segmentation and
 * folding), and a hash of the terms of a fixed probe text in each language, which stands for libstemmer, since that
 * does not tell its version. Stored in the index and compared at open. Owned by the analyser. */
const char *analyser_fingerprint(Analyser *analyser);

/* The bytes that can begin a term that is not a surface form; none of them occurs in a surface form. */
#define TERM_PREFIXES "~"

/* Stable name of a term kind: "surface", "stem". */
const char *term_kind_name(TermKind kind);
