/* The words in and around dates. Internal to language/dates.c. */
#pragma once

#include <glib.h>

/* What a word can be, as bits; `value` is of the first four. */
enum {
  DATE_WORD_MONTH = 1 << 0,   /* 1..12 */
  DATE_WORD_WEEKDAY = 1 << 1, /* 1..7 */
  DATE_WORD_SEASON = 1 << 2,  /* 1 winter, 2 spring, 3 summer, 4 autumn */
  DATE_WORD_ORDINAL = 1 << 3, /* 1..4 */
  DATE_WORD_WEEK = 1 << 4,
  DATE_WORD_QUARTER = 1 << 5,
  DATE_WORD_HALF = 1 << 6,
  DATE_WORD_ARTICLE = 1 << 7,      /* "den" */
  DATE_WORD_AND = 1 << 8,          /* "och" */
  DATE_WORD_TO = 1 << 9,           /* "till" */
  DATE_WORD_PREPOSITION = 1 << 10, /* between a goal and its year */
  DATE_WORD_NO_YEAR = 1 << 11,     /* a number after it is no year: "Agenda", "SOU", "nr", "kr" */
  DATE_WORD_UNIT = 1 << 12,        /* a number before it counts: "kronor", "personer" */
  DATE_WORD_LABEL = 1 << 13,       /* a date follows: "datum", "senast" */
  DATE_WORD_SCHOOL_YEAR = 1 << 14,
  DATE_WORD_OF = 1 << 15,
  DATE_WORD_NO_DATE = 1 << 16, /* numbers with stops after it are no date: "kapitel", "version" */
  DATE_WORD_CAPITAL = 1 << 17, /* a month only with a capital: "May" */
  DATE_WORD_GOAL = 1 << 18,    /* "mål", "vision": no year after it, nor after a preposition */
};

typedef struct {
  guint classes; /* 0: none of ours */
  guint value;
} DateWord;

/* The word of these bytes, in any case. */
DateWord date_word(const char *text, gsize length);
