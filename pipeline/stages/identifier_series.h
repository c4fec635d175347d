/* Numbers that offices and publishers give their reports, projects and standards: "Rapport 2012:9", "ER 2010:15",
 * "TA-2142/2005", "M-312", "NS 6430", "handbok V122". */
#pragma once

#include "pipeline/stages/word_scan.h"

typedef enum {
  NUMBERED_REPORT = 1,  /* "rapport", "publikation", "nr": before a year and a number */
  NUMBERED_PROJECT = 2, /* "prosjektnr" */
  NUMBERED_BOOK = 3,    /* "håndbok": before a letter and a number */
} NumberedWord;

/* The number behind a word that ends at byte `end` of the text: [*start, return value), or 0 where there is none. */
gsize series_number_after(NumberedWord word, TextSpan text, gsize end, gsize *start);

/* A series in capitals: the word [start, end) of the text and the number behind it. Returns where that ends, and its
 * role ("report", "standard"); 0 for other words. */
gsize series_code(TextSpan text, gsize start, gsize end, const char **role);
