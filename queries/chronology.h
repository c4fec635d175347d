/* What happened when: the dates that the documents tell, in order. */
#pragma once

#include "index/reader.h"

typedef struct {
  char *first, *last; /* days, "2014-09-01"; NULL: open. Both included */
} ChronologyInterval;

void chronology_interval_clear(ChronologyInterval *interval);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ChronologyInterval, chronology_interval_clear)

/* Reads "FROM..TO": years, months or days, either end open ("2014..", "..2014-09"); one date alone is an interval too.
 * FALSE, and *interval untouched, where it is none, runs backwards, or names a day that no calendar has. */
gboolean chronology_parse_interval(const char *text, ChronologyInterval *interval);

typedef struct {
  char *value; /* as in Finding: a date, of reduced precision or not, or "A/B" */
  char *role;
  char *evidence, *sentence;        /* the words, and the sentence around them, on one line */
  char *title, *document, *unit_id; /* public ids; unit_id NULL: of the document as a whole */
  char *path;                       /* NULL: gone */
  double confidence;
} ChronologyEntry;

typedef struct {
  const ChronologyInterval *interval;
  const char *query; /* NULL: all; units that hold all of its words, in any form and language */
  const char *role;  /* NULL: all */
  guint limit;       /* 0: none */
} ChronologyOptions;

/* The dates that touch the interval, by when they begin; those without a year, and the inferred bounds of
 * pages without a date, are left out. GPtrArray of
 * ChronologyEntry*, or NULL with *error; *total gets how many there are. */
GPtrArray *chronology_read(Reader *reader, const ChronologyOptions *options, guint64 *total, GError **error);
