/* From a Query to what the index is asked: each group of clauses becomes alternatives with weights (DESIGN:
 * Analysis). Which alternatives there are is decided in expand*.c and nowhere else; how much each counts, in weights.h.
 */
#pragma once

#include "index/reader.h"
#include "queries/query.h"

typedef enum {
  ALTERNATIVE_SURFACE,     /* as typed, folded */
  ALTERNATIVE_NOTATION,    /* what a run of tokens stands for: a time, a date, an abbreviation */
  ALTERNATIVE_LEMMA,       /* same lemma, or stem, in one of the languages */
  ALTERNATIVE_PHRASE,      /* several tokens next to each other */
  ALTERNATIVE_JOINED,      /* e-post as epost */
  ALTERNATIVE_PREFIX,      /* words that begin so */
  ALTERNATIVE_PATTERN,     /* words of the index that fit the pattern */
  ALTERNATIVE_TOKEN,       /* one token of a word that is written with signs in it */
  ALTERNATIVE_PART,        /* a part of the compound that was asked for */
  ALTERNATIVE_KEY,         /* same spelling key, as another language writes it */
  ALTERNATIVE_CONCEPT,     /* label of the same concept: overlay */
  ALTERNATIVE_THESAURUS,   /* label of the same concept: imported thesaurus */
  ALTERNATIVE_TRANSLATION, /* bilingual lexicon */
  ALTERNATIVE_BY_PARTS,    /* translated part by part */
  ALTERNATIVE_NEAR,        /* near spelling from the index's own vocabulary */
  ALTERNATIVE_LETTERS,     /* a typed a, o standing for å ä æ, ö ø: only where nothing else is found */
} AlternativeKind;

typedef struct {
  AlternativeKind kind;
  GPtrArray *terms;   /* char*: terms of the index, at following positions; one but for phrases */
  double weight;      /* 0..1 */
  gint64 frequency;   /* units that hold it; for phrases an upper bound */
  const char *source; /* which lexicon or rule: "sv", "swe-nob", "concepts.tsv:12"; interned (g_intern_string) */
} Alternative;

typedef struct {
  GPtrArray *alternatives; /* Alternative*, heaviest first but for the surface form, which is first */
  char *text;              /* as typed; of the first clause of the group */
  double full_rarity;      /* idf */
  double rarity;           /* what it counts for: less for a stop word */
  guint number;            /* of the query's groups (query.h) */
  guint left_out;          /* alternatives that were more than ALTERNATIVES_MAX */
} Group;

typedef struct {
  GPtrArray *groups;   /* Group* */
  GPtrArray *excluded; /* Alternative* */
  gint64 units;        /* in the index */
} Expansion;

/* Alternatives that a group may have: the heaviest stay. */
#define ALTERNATIVES_MAX 96

typedef struct {
  gboolean exact;        /* every word as it is written */
  gboolean no_translate; /* nothing of another language: no dictionaries, concepts, thesauri, keys */
} ExpandOptions;

Expansion *query_expand(const Query *query, Reader *reader, const ExpandOptions *options, GError **error);
void expansion_free(Expansion *expansion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expansion, expansion_free)

/* A word of the index that the query's author may have meant: where a word that was typed is not there. NULL where
 * nothing is near. Whole query text with the words put in; caller frees. */
char *expansion_suggest(const Expansion *expansion, const Query *query, Reader *reader);

/* How much a word tells that `frequency` of `units` hold: the idf of BM25 (Robertson and Spärck Jones). */
double rarity_of(gint64 units, double frequency);

/* Stable name of a kind: "surface", "by-parts". */
const char *alternative_kind_name(AlternativeKind kind);

typedef enum {
  MATCH_ALL, /* every group, by an alternative that says the same */
  MATCH_ANY, /* some group, by whatever alternative */
} MatchMode;

/* Whether the alternative takes part: what is only near, or a part of what was asked for, answers nothing by itself. */
gboolean alternative_matches(const Alternative *alternative, MatchMode mode);

/* A phrase of an FTS5 expression. */
typedef struct {
  guint group; /* G_MAXUINT: one that stands there a second time, and counts for nothing */
  const Alternative *alternative;
} MatchPhrase;

/* Rows after which only rare alternatives may find more, and that all together may find; those beyond count where
 * another has found a row. Of a small index all find. */
#define MATCH_ENOUGH 1000
#define MATCH_MOST 4000

/* The FTS5 expression for all groups. `phrases` (of MatchPhrase) gets its phrases in the order of FTS5's numbers; the
 * excluded ones, which come last, are left out. Caller frees. */
char *expansion_to_match(const Expansion *expansion, MatchMode mode, GArray *phrases);

/* The FTS5 expression for one group, as in MATCH_ALL. Caller frees. */
char *group_to_match(const Group *group);
