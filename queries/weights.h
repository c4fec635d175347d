/* The one table of weights: how much each way in which a text can answer a query counts. Chosen by bench/tune on the
 * development sets, with cross-validation (docs/quality.md); nothing else in queries/ or index/ holds a number of this
 * kind. */
#pragma once

#include <glib.h>

/* X(name, value, least, most): the tuner looks between least and most. */
#define WEIGHTS(X)                                                                                                     \
  /* alternatives of a term, against its surface form as 1 */                                                          \
  X(lemma, 0.55, 0.3, 1.0)      /* same lemma or stem */                                                               \
  X(maybe, 0.94, 0.2, 1.0)      /* factor: one of several lemmas that the form can have, asked or found */             \
  X(part, 0.32, 0.0, 0.8)       /* factor: as a part of a compound in the text */                                      \
  X(own_part, 0.06, 0.0, 0.6)   /* a part of the compound that was asked for */                                        \
  X(own_head, 0.08, 0.0, 0.7)   /* its last part */                                                                    \
  X(other_part, 0.08, 0.0, 0.6) /* a part of it, translated */                                                         \
  X(key, 0.8, 0.3, 1.0)         /* same spelling key */                                                                \
  X(concept, 0.9, 0.4, 1.0)     /* preferred label of the same concept */                                              \
  X(synonym, 0.6, 0.2, 0.9)     /* further label of the same concept */                                                \
  X(thesaurus, 0.6, 0.2, 0.9)   /* label of an imported thesaurus */                                                   \
  X(translation, 0.9, 0.3, 1.0)                                                                                        \
  X(pivot, 0.4, 0.0, 1.0)     /* factor: translated through a third language */                                        \
  X(by_parts, 0.94, 0.2, 1.0) /* translated part by part and put together */                                           \
  X(near, 0.65, 0.0, 1.0)     /* near spelling, times its likeness to the power of near_power */                       \
  X(near_power, 2.5, 0.5, 4.0)                                                                                         \
  X(near_least, 0.15, 0.1, 0.8)    /* likeness below which nothing is near */                                          \
  X(near_count, 20, 0, 60)         /* near types a term may have */                                                    \
  X(joined, 0.8, 0.4, 1.0)         /* e-post as epost */                                                               \
  X(prefix, 0.8, 0.4, 1.0)         /* words that begin so, or fit a pattern */                                         \
  X(token, 0.2, 0.05, 0.5)         /* one token of a word that is written with signs in it */                          \
  X(letters, 0.5, 0.2, 0.8)        /* a typed a, o standing for å ä æ, ö ø */                                     \
  X(unknown_word, 0.2, 0.0, 1.0)   /* what a word that its lexicon lacks leaves of a language's chance */              \
  X(overruled, 0.4, 0.0, 1.0)      /* what dictionaries keep where the overlay is sure */                              \
  X(other_language, 0.2, 0.0, 1.0) /* least factor of what another language than the query's makes of a word */        \
  /* groups */                                                                                                         \
  X(stop_word, 0.2, 0.0, 0.5)  /* share of its rarity that a stop word keeps */                                        \
  X(own_rarity, 1.0, 0.0, 1.5) /* how far an alternative is judged by its own rarity instead of the group's */         \
  /* places */                                                                                                         \
  X(k1, 1.2, 0.4, 2.5)                                                                                                 \
  X(b, 0.7, 0.0, 1.0)                                                                                                  \
  X(coverage, 0.7, 0.0, 2.0)  /* power of the share of the query that a row answers */                                 \
  X(proximity, 0.5, 0.0, 2.0) /* of two groups that stand next to each other, against the rarer one's rarity */        \
  X(heading, 2.0, 1.0, 4.0)   /* column */                                                                             \
  X(document, 0.5, 0.0, 1.0)  /* share of a group that only the document's title, people or place satisfy */           \
  X(sibling, 0.35, 0.0, 1.0)  /* share of a group that only another unit of the document satisfies */

typedef struct {
#define X(name, value, least, most) double name;
  WEIGHTS(X)
#undef X
} Weights;

/* The weights in force; the tuner changes them in place. */
extern Weights weights;
