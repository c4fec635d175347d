/* The outline (bookmarks) of a PDF: ISO 32000-1, 12.3.3. */
#pragma once

#include <poppler.h>

typedef struct {
  char *title; /* one line */
  guint page;  /* 1-based; 0 where that cannot be told at once */
  guint level; /* 0: the outermost */
} OutlineEntry;

/* The entries in order, at most OUTLINE_MAX_ENTRIES: GPtrArray of OutlineEntry*. Caller unrefs. */
GPtrArray *outline_read(PopplerDocument *pdf);

/* "1 Inledning (5); 1.1 Syfte (5); …", of bearable length; NULL where there are no entries. Caller frees. */
char *outline_to_string(const GPtrArray *outline);

#define OUTLINE_MAX_ENTRIES 5000
