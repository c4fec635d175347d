/* Whether an index is whole: the file as SQLite sees it, the full-text tables against the texts, and the tables against
 * each other. Reads one moment of it, writes nothing, locks nobody out: an index run may go on meanwhile. */
#pragma once

#include <gio/gio.h>
#include <signal.h>

/* The parts, in the order in which they are looked at. */
typedef enum {
  CHECK_FILE,      /* PRAGMA integrity_check */
  CHECK_RELATIONS, /* PRAGMA foreign_key_check */
  CHECK_FULL_TEXT, /* FTS5's integrity-check, of rank 1 where the analyser is the one that made the index */
  CHECK_LEDGER,    /* sources against documents */
  CHECK_DOCUMENTS, /* documents against sources and units */
  CHECK_UNITS,     /* ordinals and parents */
  CHECK_WORDS,     /* vocabulary and frequencies against the terms of the units */
  CHECK_OLDER,     /* older versions */
  CHECK_HISTORY,   /* changes against runs */
} CheckPart;

#define CHECK_PARTS (CHECK_HISTORY + 1)

/* Stable name, as in JSON. Static. */
const char *check_part_name(CheckPart part);

/* The same for people: a msgid. Static. */
const char *check_part_title(CheckPart part);

typedef struct {
  CheckPart part;
  gboolean fault;      /* FALSE: nothing is known to be wrong, but not all could be looked at */
  const char *problem; /* msgid */
  const char *remedy;  /* msgid: what to do; NULL: nothing */
  guint64 count;       /* of things with this fault; 0: does not apply */
  GPtrArray *examples; /* char*: the first of them, by path, id or SQLite's words */
} CheckResult;

/* Called after each part. The findings (CheckResult*) are borrowed for the time of the call. */
typedef void (*CheckFunc)(CheckPart part, const GPtrArray *findings, gpointer data);

/* Looks at all parts, as far as the file lets it; what cannot be read is a finding. FALSE with *error where it cannot
 * be opened or is no index of this version, and where `interrupted` (may be NULL) was set. */
gboolean check_run(const char *path, const volatile sig_atomic_t *interrupted, CheckFunc func, gpointer data,
                   GError **error);
