/* The query language: what a user types -> a Query. Any text whatever is a query; nothing here can fail.
 *
 *   words            all of them, best where they stand together
 *   "two words"      next to each other, in this order, as written
 *   -word            not this one; also INTE, IKKE, ICKE, NOT before a word
 *   kommun*          words that begin so
 *   *nätverk         words that end so; also miljö*mål, *plan*: * stands for any letters
 *   =ord             this very word: no other form of it, no translation
 *   a OR b           either; also ELLER
 *   AND, OCH, OG     between words: nothing but what is meant anyway
 * Operators are capital letters and need something to work on; else they are words. Quotes of any kind („ “ ” « »)
 * are quotes; one that is never closed reaches to the end. A word that the analyser parts (e-post, 09.30-10.00) is a
 * phrase of its parts. */
#pragma once

#include <glib.h>

typedef enum { CLAUSE_WORD, CLAUSE_PHRASE, CLAUSE_PREFIX, CLAUSE_PATTERN, CLAUSE_EXACT } ClauseKind;

/* One thing asked for. */
typedef struct {
  ClauseKind kind;
  char *text; /* as typed, without quotes and operators; of a pattern with its stars */
  gboolean excluded;
  guint group; /* clauses of one group are alternatives (OR) */
} Clause;

typedef struct {
  char *text;         /* as typed, valid UTF-8, NFC, trimmed */
  GPtrArray *clauses; /* Clause* */
  guint group_count;  /* of clauses that are not excluded */
} Query;

/* Parses any NUL-terminated bytes. Clauses past QUERY_MAX_CLAUSES are left out and told in *dropped (may be NULL). */
Query *query_parse(const char *text, guint *dropped);
void query_free(Query *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)

#define QUERY_MAX_CLAUSES 32
