/* From a Query to what the index is asked: each group of clauses becomes alternatives with weights (DESIGN:
 * Analysis). Which alternatives there are is decided here and nowhere else. */
#pragma once

#include "index/reader.h"
#include "queries/query.h"

typedef enum {
  ALTERNATIVE_SURFACE, /* as typed, folded */
  ALTERNATIVE_STEM,    /* same stem in one of the languages */
  ALTERNATIVE_PHRASE,  /* several tokens next to each other */
  ALTERNATIVE_JOINED,  /* e-post as epost */
  ALTERNATIVE_PREFIX,  /* words that begin so */
  ALTERNATIVE_PART,    /* one token of a word that is written with signs in it */
  ALTERNATIVE_LETTERS, /* a typed a, o standing for å ä æ, ö ø: only where nothing else is found */
} AlternativeKind;

typedef struct {
  AlternativeKind kind;
  GPtrArray *terms; /* char*: terms of the index, at following positions; one but for phrases */
  double weight;    /* 0..1 */
  gint64 frequency; /* units that hold it; for phrases an upper bound */
} Alternative;

typedef struct {
  GPtrArray *alternatives; /* Alternative* */
  double rarity;           /* idf */
} Group;

typedef struct {
  GPtrArray *groups;   /* Group* */
  GPtrArray *excluded; /* Alternative* */
  gint64 units;        /* in the index */
} Expansion;

/* Weights of the kinds, from 1 down. Measured weights come with the retrieval sets (LANGUAGE.md). */
double alternative_weight(AlternativeKind kind);

Expansion *query_expand(const Query *query, Reader *reader, GError **error);
void expansion_free(Expansion *expansion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expansion, expansion_free)

typedef enum { MATCH_ALL, MATCH_ANY } MatchMode;

/* The FTS5 expression for all groups (AND or OR of them). Phrases are numbered by FTS5 in the order in which
 * they stand here: group by group, alternative by alternative, then the excluded ones. Caller frees. */
char *expansion_to_match(const Expansion *expansion, MatchMode mode);

/* The FTS5 expression for one group. Caller frees. */
char *group_to_match(const Group *group);
