/* The index's own vocabulary: every word type that its texts hold, found by spelling key, by likeness and by pattern,
 * without scanning (DESIGN: near spellings). One row a type in `vocabulary`; `vocabulary_grams` holds the groups of
 * four characters of
 * "^key$", so that likeness across the languages is that of their keys (language/spelling_key.h).
 *
 * Types are only ever added: one whose last document is gone stays until `nordsok reindex`, and is told apart by its
 * document frequency of 0. Terms of the index that bear a kind prefix are not types. */
#pragma once

#include "index/database.h"

/* The gram tokenizer needs to be registered (index/registration.h). */
#define VOCABULARY_TABLES                                                                                              \
  "CREATE TABLE vocabulary(id INTEGER PRIMARY KEY, type TEXT NOT NULL UNIQUE, key TEXT NOT NULL);"                     \
  "CREATE INDEX vocabulary_key ON vocabulary(key);"                                                                    \
  "CREATE VIRTUAL TABLE vocabulary_grams USING fts5(key, content='', detail=none, columnsize=0,"                       \
  "  tokenize='nordsok_grams');"                                                                                       \
  "CREATE VIRTUAL TABLE vocabulary_gram_counts USING fts5vocab(vocabulary_grams, row);"

/* Adds word types (folded surface forms); those that are there already are left alone. In the caller's transaction. */
gboolean vocabulary_add(Database *database, GPtrArray *types, GError **error);

/* Forgets the types that no text holds any more, and gives all others the keys of today: after the texts were analysed
 * anew. In the caller's transaction. */
gboolean vocabulary_renew(Database *database, GError **error);

typedef struct {
  char *type;
  double likeness; /* 0..1; 1: same key */
} NearType;

void near_type_free(NearType *near);

/* Types with this spelling key, but `type` itself: GPtrArray of char*. */
GPtrArray *vocabulary_find_key(Database *database, const char *type);

/* The `limit` types that are most like a folded word, at least `least` alike, likest first: GPtrArray of NearType*.
 * Likeness is the Dice coefficient of the gram sets of the keys, each gram weighed by its rarity in the vocabulary. */
GPtrArray *vocabulary_find_near(Database *database, const char *word, double least, guint limit);

/* Types that match a folded pattern, where '*' stands for any letters ("*nätverk", "miljö*mål", "*plan*"), at most
 * `limit`: GPtrArray of char*. NULL where the pattern is too unspecific to be looked up: it needs, between two stars,
 * four letters that stand together, or three at the begin or end of the word. */
GPtrArray *vocabulary_find_pattern(Database *database, const char *pattern, guint limit);
