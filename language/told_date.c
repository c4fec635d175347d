/* A told date by itself: its value in ISO 8601, whether a calendar has it, and its first and last day. */
#include "language/dates.h"

#include <string.h>

static const char *format_point(char *out, gsize size, const DatePoint *point, DatePrecision precision) {
  if (precision == DATE_PRECISION_WEEK && point->year)
    g_snprintf(out, size, "%04u-W%02u", point->year, point->week);
  else if (precision == DATE_PRECISION_WEEK)
    g_snprintf(out, size, "-W%02u", point->week);
  else if (precision == DATE_PRECISION_DAY && point->year)
    g_snprintf(out, size, "%04u-%02u-%02u", point->year, point->month, point->day);
  else if (precision == DATE_PRECISION_DAY)
    g_snprintf(out, size, "--%02u-%02u", point->month, point->day);
  else if (precision == DATE_PRECISION_YEAR)
    g_snprintf(out, size, "%04u", point->year);
  else
    g_snprintf(out, size, "%04u-%02u", point->year, point->month);
  return out;
}

/* ISO 8601: a year has 53 weeks where it begins on a Thursday, or is a leap year and begins on a Wednesday. */
static guint weeks_in_year(guint year) {
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, 1, G_DATE_JANUARY, (GDateYear)year);
  GDateWeekday begin = g_date_get_weekday(&date);
  return begin == G_DATE_THURSDAY || (begin == G_DATE_WEDNESDAY && g_date_is_leap_year((GDateYear)year)) ? 53 : 52;
}

static gboolean point_is_valid(const DatePoint *point, DatePrecision precision) {
  guint year = point->year ? point->year : 2000;
  if (precision == DATE_PRECISION_WEEK)
    return point->week >= 1 && point->week <= (point->year ? weeks_in_year(year) : 53);
  return precision != DATE_PRECISION_DAY ||
         g_date_valid_dmy((GDateDay)point->day, (GDateMonth)point->month, (GDateYear)year);
}

static guint weekday_of(const DatePoint *point) {
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)point->day, (GDateMonth)point->month, (GDateYear)point->year);
  return g_date_get_weekday(&date);
}

gboolean told_date_settle(ToldDate *told) {
  char first[16], last[16];
  if (!point_is_valid(&told->first, told->precision) || !point_is_valid(&told->last, told->precision))
    return FALSE;
  told->year_missing = !told->last.year;
  format_point(first, sizeof first, &told->first, told->precision);
  format_point(last, sizeof last, &told->last, told->precision);
  if (told->interval && !told->year_missing && strcmp(first, last) >= 0)
    return FALSE;
  if (told->interval)
    g_snprintf(told->value, sizeof told->value, "%s/%s", first, last);
  else
    g_strlcpy(told->value, first, sizeof told->value);
  told->weekday_agrees =
      told->weekday && told->precision == DATE_PRECISION_DAY && !told->year_missing &&
      (weekday_of(&told->first) == told->weekday || (told->interval && weekday_of(&told->last) == told->weekday));
  return TRUE;
}

gboolean told_date_set_year(ToldDate *told, guint year) {
  ToldDate dated = *told;
  gboolean wraps = told->interval && (told->first.month > told->last.month || told->first.week > told->last.week);
  dated.last.year = year;
  dated.first.year = wraps ? year - 1 : year;
  if (year < 1 || year > 9999 || !told_date_settle(&dated))
    return FALSE;
  *told = dated;
  return TRUE;
}

static void set_monday(GDate *date, guint year, guint week) {
  g_date_set_dmy(date, 4, G_DATE_JANUARY, (GDateYear)year); /* is in week 1 */
  g_date_subtract_days(date, (guint)g_date_get_weekday(date) - 1);
  g_date_add_days(date, (week - 1) * 7);
}

gboolean told_date_get_bounds(const ToldDate *told, GDate *first, GDate *last) {
  const DatePoint *a = &told->first, *b = &told->last;
  if (told->year_missing)
    return FALSE;
  g_date_clear(first, 1);
  g_date_clear(last, 1);
  if (told->precision == DATE_PRECISION_WEEK) {
    set_monday(first, a->year, a->week);
    set_monday(last, b->year, b->week);
    g_date_add_days(last, 6);
    return TRUE;
  }
  guint month = b->month ? b->month : 12;
  g_date_set_dmy(first, a->day ? (GDateDay)a->day : 1, a->month ? (GDateMonth)a->month : G_DATE_JANUARY,
                 (GDateYear)a->year);
  g_date_set_dmy(last, b->day ? (GDateDay)b->day : g_date_get_days_in_month((GDateMonth)month, (GDateYear)b->year),
                 (GDateMonth)month, (GDateYear)b->year);
  return TRUE;
}

const char *date_precision_name(DatePrecision precision) {
  static const char *const names[] = {"day", "week", "month", "season", "quarter", "half-year", "year"};
  return names[precision];
}
