/* The form of ISO 8601 dates of reduced precision. */
#include "language/iso_date.h"

static guint number(const char *text, gsize from, gsize digits) {
  guint value = 0;
  for (gsize i = from; i < from + digits; i++)
    value = value * 10 + (guint)(text[i] - '0');
  return value;
}

gboolean iso_date_is_valid(const char *text, gsize length) {
  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit(text[i]))
      return FALSE;
  guint month = length > 4 ? number(text, 5, 2) : 1, day = length > 7 ? number(text, 8, 2) : 1,
        year = number(text, 0, 4);
  return year > 0 && g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}
