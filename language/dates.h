/* Dates that a text tells, in Swedish, Bokmål, Nynorsk, Danish and English: days, months, weeks, seasons, quarters,
 * half years, years, and intervals of them; month names and weekdays as ICU has them, with the abbreviations in use.
 *
 * Names of goals ("Agenda 2030"), numbers of cases, laws, books and reports ("Dnr 2014-1234", "SOU 2009:12",
 * "1998:808", "Meld. St. 26 (2006-2007)"), telephone numbers, prices and times are no dates. */
#pragma once

#include <glib.h>

#define DATE_VALUE_SIZE 24

typedef enum { DATE_DAY, DATE_WEEK, DATE_MONTH, DATE_SEASON, DATE_YEAR, DATE_INTERVAL } DatePrecision;
typedef enum { WEEKDAY_NOT_TOLD, WEEKDAY_AGREES, WEEKDAY_DIFFERS } WeekdayCheck;

typedef struct {
  gsize start, end;            /* bytes [start, end) of the text, with the weekday before it */
  char value[DATE_VALUE_SIZE]; /* ISO 8601: "2014-09-25", "2014-09", "2014", "2014-09-25/2014-09-26"; weeks and seasons
                                  are intervals; without a year "--09-25" (a week: "--W38") */
  DatePrecision precision;
  gboolean no_year;
  int weekday;        /* 1 Monday ... 7; 0: not told */
  WeekdayCheck check; /* not told where there is no year */
} ToldDate;

/* Appends the dates of valid UTF-8 to `dates` (GArray of ToldDate), in order, not overlapping. Linear time. */
void dates_find(const char *text, gsize length, GArray *dates);

/* Gives a date without a year the year: its value becomes whole, and the weekday is compared. FALSE, and nothing
 * changed, where that year has no such day. */
gboolean dates_set_year(ToldDate *date, int year);

/* The first and the last day that a value may mean, as "YYYY-MM-DD". FALSE where it has no year or is no date. */
gboolean dates_bounds(const char *value, char first[11], char last[11]);

/* Stable names: "day", "week", "month", "season", "year", "interval". */
const char *date_precision_name(DatePrecision precision);
