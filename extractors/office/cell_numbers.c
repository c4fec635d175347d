/* Dates and digits in cells. */
#include "extractors/office/cell_numbers.h"

#include <math.h>
#include <string.h>

#define MAX_DAYS 2958465.0 /* 9999-12-31, 18.17.4.1 */

/* Formats that every workbook has (18.8.30). */
CellNumberKind cell_number_built_in_kind(gint64 id) {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58))
    return CELL_SHOWS_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
    return CELL_SHOWS_TIME;
  return id == 22 ? CELL_SHOWS_BOTH : CELL_SHOWS_NUMBER;
}

/* By the letters of the format (18.8.31) outside quotes, brackets and escapes: y and d are of dates, h and s of times.
 */
CellNumberKind cell_number_kind_of_format(const char *code) {
  gboolean date = FALSE, time = FALSE;
  for (const char *p = code; *p && *p != ';'; p++) {
    const char *stop = *p == '"' ? strchr(p + 1, '"') : *p == '[' ? strchr(p, ']') : NULL;
    if ((*p == '\\' || *p == '_' || *p == '*') && p[1])
      p++;
    else if (stop)
      p = stop;
    else if (strchr("yYdD", *p))
      date = TRUE;
    else if (strchr("hHsS", *p))
      time = TRUE;
  }
  return date && time ? CELL_SHOWS_BOTH : date ? CELL_SHOWS_DATE : time ? CELL_SHOWS_TIME : CELL_SHOWS_NUMBER;
}

/* Days since the epoch as ISO 8601. Excel's calendar has a 29 February 1900, day 60. */
gboolean cell_date_append(double days, CellNumberKind kind, gboolean from_1904, GString *out) {
  if (!(days >= 0 && days < MAX_DAYS))
    return FALSE;
  double whole = floor(days);
  guint seconds = (guint)lround((days - whole) * 24 * 60 * 60);
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, from_1904 ? 1 : 30, from_1904 ? G_DATE_JANUARY : G_DATE_DECEMBER, from_1904 ? 1904 : 1899);
  g_date_add_days(&date, (guint)whole + (!from_1904 && whole < 60));
  if (kind != CELL_SHOWS_TIME)
    g_string_append_printf(out, "%04u-%02u-%02u", g_date_get_year(&date), (guint)g_date_get_month(&date),
                           (guint)g_date_get_day(&date));
  if (kind != CELL_SHOWS_DATE)
    g_string_append_printf(out, "%s%02u:%02u", kind == CELL_SHOWS_BOTH ? " " : "", seconds / 3600 % 24,
                           seconds / 60 % 60);
  return TRUE;
}

void cell_number_append(double number, GString *out) {
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append(out, g_ascii_formatd(digits, sizeof digits, "%.15g", number));
}
