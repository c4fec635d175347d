/* The words that dates are made of. Internal to language/dates.c. */
#pragma once

#include <glib.h>

typedef enum {
  DATE_WORD_NONE,
  DATE_WORD_MONTH,   /* value 1..12 */
  DATE_WORD_WEEKDAY, /* value 1..7, Monday first */
  DATE_WORD_SEASON,  /* value: the first month: 3, 6, 9, 12 */
  DATE_WORD_WEEK,
  DATE_WORD_QUARTER,
  DATE_WORD_HALF,    /* half year */
  DATE_WORD_ORDINAL, /* value 1..4: "första", "tredje" */
  DATE_WORD_DEN,     /* "den", "the": may stand between weekday and day */
  DATE_WORD_AND,     /* och, og, and, to, til, till: between two days */
  DATE_WORD_NAME,    /* a year after it is part of a name: Agenda, Vision, mål */
  DATE_WORD_NUMBER,  /* a number after it is that of a case, book, law */
  DATE_WORD_YEAR,    /* år, året, i, under, sedan ...: a bare year may follow */
} DateWordKind;

typedef struct {
  DateWordKind kind;
  guint value;
} DateWord;

/* What the word is, lower case or not; kind DATE_WORD_NONE for all others. */
DateWord date_word(const char *word, gsize length);
