/* Dates that a text tells, with the words that tell them: "Torsdagen den 25 september 2014", "25/9 -14", "våren 2020",
 * "uke 38", "15.-17. juni 2016", "2019 och 2020". Swedish, Norwegian, Danish and English.
 *
 * What only looks like one is none: numbers of cases, laws and reports ("SOU 2009:12", "Dnr 2014-1234", "St.meld. nr 26
 * (2006-2007)"), years in names and goals ("Agenda 2030", "mål for 2030"), phone numbers, prices, sections, times. The
 * canonical notations that a search needs are another matter, see notation_dates.c. */
#pragma once

#include <glib.h>

typedef enum {
  DATE_PRECISION_DAY,
  DATE_PRECISION_WEEK,
  DATE_PRECISION_MONTH,
  DATE_PRECISION_SEASON,
  DATE_PRECISION_QUARTER,
  DATE_PRECISION_HALF,
  DATE_PRECISION_YEAR,
} DatePrecision;

typedef struct {
  guint year, month, day, week; /* 0: not told, or finer than the precision */
} DatePoint;

#define DATE_VALUE_SIZE 32

typedef struct {
  gsize start, end;      /* bytes [start, end) of the text, on code point borders */
  DatePoint first, last; /* the same, but for an interval */
  DatePrecision precision;
  gboolean interval;
  gboolean year_missing;
  guint weekday;           /* 1 Monday to 7 Sunday; 0: none is told */
  gboolean weekday_agrees; /* with the calendar; FALSE too while the year is missing */
  /* ISO 8601: "2014-09-25", "2014-W38", "2014-09", "2014", "A/B". Without a year truncated as ISO 8601:2000 (5.2.1.3)
   * had it: "--09-25", "-W38". */
  char value[DATE_VALUE_SIZE];
} ToldDate;

/* Appends the dates that valid UTF-8 tells to `told`, an array of ToldDate, in order of their begin. In a list ("4, 8
 * och 12 maj 2015") each day is a date. `language` as in Unit; NULL is unknown. Linear in `length`. Thread-safe. */
void dates_find(const char *language, const char *text, gsize length, GArray *told);

/* Sets what follows from points, precision and weekday: value, year_missing, weekday_agrees. FALSE where no calendar
 * has the date, or an interval runs backwards. For dates_find(), which makes them. */
gboolean told_date_settle(ToldDate *told);

/* Gives a date without a year its year (of its end; an interval over New Year begins the year before), and sees
 * whether the weekday agrees. FALSE, and nothing changed, where that year has no such day. */
gboolean told_date_set_year(ToldDate *told, guint year);

/* The first and last day that the date can be; FALSE while the year is missing. */
gboolean told_date_get_bounds(const ToldDate *told, GDate *first, GDate *last);

/* "day", "week", "month", "season", "quarter", "half-year", "year". */
const char *date_precision_name(DatePrecision precision);
