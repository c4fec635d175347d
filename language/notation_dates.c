/* Dates: "25.09.2014", "25/9 2014", "25/9-14", "25. september 2014", "den 25:e september 2014", "25th of September
 * 2014"
 * -> "2014-09-25"; "september 2014", "sept. -14" -> "2014-09". Of a range ("25.-27. september 2014") each day is a
 * date.
 *
 * Days come before months, as in all the languages here; English may have "September 25, 2014". A year of two digits is
 * one of the years 1950 to 2049, and is one only after a hyphen or apostrophe, a slash, or a full stop where the day or
 * the month has two digits too ("2.3.14" is rather a heading's number). A date that no calendar has is none. */
#include "language/notation_rules.h"

#include <string.h>

#define EARLIEST_YEAR 1000
#define LATEST_YEAR 2199
#define FIRST_YEAR_OF_1900 50

static const char *const hyphen_gaps[] = {"-", " -", "- ", " - ", ".-", ". -", ".- ", ". - ", NULL};

static gboolean is_four_digit_year(const NotationSearch *search, guint i, guint *year) {
  return search->tokens[i].length == 4 && notation_number(search, i, 4, year) && *year >= EARLIEST_YEAR &&
         *year <= LATEST_YEAR;
}

static gboolean is_two_digit_year(const NotationSearch *search, guint i, guint *year) {
  if (search->tokens[i].length != 2 || !notation_number(search, i, 2, year))
    return FALSE;
  *year += *year < FIRST_YEAR_OF_1900 ? 2000 : 1900;
  return TRUE;
}

static void add_date(NotationSearch *search, guint day, guint month, guint year, guint tokens) {
  char text[16];
  if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return;
  g_snprintf(text, sizeof text, "%04u-%02u-%02u", year, month, day);
  notation_add(search, text, strlen(text), tokens);
}

/* --- dates in numbers ------------------------------------------------------------------------------------------ */

/* The year that ends "day SIGN month" at token `month`, for the sign between day and month. */
static gboolean find_year(NotationSearch *search, guint month, char sign, gboolean padded, guint *year) {
  static const char *const stops[] = {".", ". ", NULL}, *const hyphens[] = {"-", NULL},
                           *const long_gaps[] = {"/", " ", "-", " -", " - ", NULL},
                           *const short_gaps[] = {"/", "-", " -", NULL};
  guint i = month + 1;
  if (i >= search->count)
    return FALSE;
  if (is_four_digit_year(search, i, year))
    return notation_gap_is_any(search, month, sign == '.' ? stops : sign == '/' ? long_gaps : hyphens);
  return is_two_digit_year(search, i, year) && ((sign == '.' && padded && notation_gap_is_any(search, month, stops)) ||
                                                (sign == '/' && notation_gap_is_any(search, month, short_gaps)));
}

/* Whether the chain of numbers goes on after token i: then it is no date, but an address or a version. */
static gboolean chain_goes_on(const NotationSearch *search, guint i) {
  const char *after = search->tokens[i].start + search->tokens[i].length;
  return search->end - after >= 2 && (*after == '.' || *after == '/' || *after == ':') && g_ascii_isdigit(after[1]);
}

/* A date in numbers whose day is token i; *tokens gets the number of the token after it. */
static gboolean parse_numeric(NotationSearch *search, guint i, guint *day, guint *month, guint *year, guint *next) {
  static const char *const stops[] = {".", ". ", NULL};
  if (i + 2 >= search->count || !notation_number(search, i, 2, day) || !notation_number(search, i + 1, 2, month))
    return FALSE;
  char sign = notation_gap_is_any(search, i, stops) ? '.'
              : notation_gap_is(search, i, "/")     ? '/'
              : notation_gap_is(search, i, "-")     ? '-'
                                                    : 0;
  gboolean padded = search->tokens[i].length == 2 || search->tokens[i + 1].length == 2;
  *next = i + 3;
  return sign && find_year(search, i + 1, sign, padded, year) && !chain_goes_on(search, i + 2);
}

/* Whether a number stands right before the first token, so that it is no day but a part of something longer. A range
 * ("25-27.09.2014") may go before, unless the date is written with hyphens itself. */
static gboolean is_inside_chain(NotationSearch *search) {
  const char *p = search->tokens[0].start;
  return p - search->text >= 2 && g_ascii_isdigit(p[-2]) &&
         (strchr("./:,", p[-1]) || (p[-1] == '-' && notation_gap_is(search, 0, "-")));
}

static void find_numeric_date(NotationSearch *search) {
  guint day, month, year, last_day, last_month, next;
  if (!notation_number(search, 0, 2, &day) || is_inside_chain(search))
    return;
  if (parse_numeric(search, 0, &day, &month, &year, &next))
    add_date(search, day, month, year, next);
  else if (notation_gap_is_any(search, 0, hyphen_gaps) && !notation_gap_is(search, 1, "-") &&
           parse_numeric(search, 1, &last_day, &month, &year, &next) && day < last_day)
    add_date(search, day, month, year, next);
  else if (search->count > 4 && notation_gap_is(search, 0, "/") && notation_number(search, 1, 2, &month) &&
           notation_gap_is_any(search, 1, hyphen_gaps) &&
           parse_numeric(search, 2, &last_day, &last_month, &year, &next) && month <= last_month)
    add_date(search, day, month, year, next);
}

/* --- dates with the month's name ------------------------------------------------------------------------------- */

/* The day that token i is, with its ordinal ending ("25", "25th", "25e", "25:e"); *next gets the token after it. */
static gboolean parse_day(NotationSearch *search, guint i, guint *day, guint *next) {
  static const char *const endings[] = {"st", "nd", "rd", "th", "e", "a", "de", "te", NULL};
  const Token *token = &search->tokens[i];
  *next = i + 1;
  if (notation_number(search, i, 2, day)) {
    if (i + 1 < search->count && search->tokens[i + 1].length == 1 && notation_gap_is(search, i, ":"))
      *next = i + 2;
    return *day >= 1 && *day <= 31;
  }
  gsize digits = 0;
  for (*day = 0; digits < token->length && digits < 3 && g_ascii_isdigit(token->start[digits]); digits++)
    *day = *day * 10 + (guint)(token->start[digits] - '0');
  for (const char *const *ending = endings; *ending; ending++)
    if (token->length == digits + strlen(*ending) &&
        g_ascii_strncasecmp(token->start + digits, *ending, strlen(*ending)) == 0)
      return digits > 0 && *day >= 1 && *day <= 31;
  return FALSE;
}

/* The year at token i, after a month's name. */
static gboolean parse_year_after_name(NotationSearch *search, guint i, guint *year) {
  static const char *const long_gaps[] = {" ", ". ", ", ", "., ", ".", "-", " -", NULL};
  static const char *const short_gaps[] = {"-", " -", ".-", ". -", " '", ". '", "'", NULL};
  if (is_four_digit_year(search, i, year))
    return notation_gap_is_any(search, i - 1, long_gaps);
  return is_two_digit_year(search, i, year) && notation_gap_is_any(search, i - 1, short_gaps) &&
         !chain_goes_on(search, i);
}

/* Whether tokens[0] to token `name`, which is the month's name, are days ("25", "25. og 26.", "25-27", "25th of"), or a
 * day and its own month before them ("28 september - 2 oktober"). *own_month is `month` where the day has none of its
 * own. */
static gboolean parse_days(NotationSearch *search, guint name, guint month, guint *day, guint *own_month) {
  static const char *const name_gaps[] = {" ", ". ", ".", "", NULL}, *const comma_gaps[] = {", ", "., ", NULL},
                           *const conjunctions[] = {"och", "og", "and", "eller", "till", "til", "to", "ja", NULL};
  guint next;
  *own_month = month;
  if (!parse_day(search, 0, day, &next))
    return FALSE;
  for (guint other, i; next < name; next = i) {
    if (next + 1 == name && notation_is_word(search, next, "of"))
      return TRUE;
    if (next == 1 && search->tokens[next].type == TOKEN_WORD && notation_month(search, next))
      *own_month = notation_month(search, next++);
    i = next;
    if (!notation_gap_is_any(search, next - 1, hyphen_gaps) && !notation_gap_is_any(search, next - 1, comma_gaps) &&
        !notation_is_any_word(search, i++, conjunctions))
      return FALSE;
    if (i >= name || !parse_day(search, i, &other, &i))
      return FALSE;
  }
  return next == name && notation_gap_is_any(search, name - 1, name_gaps);
}

static void find_named_date(NotationSearch *search) {
  guint day, month, own_month, year;
  /* The year first: most numbers have none near them. */
  for (guint i = 2; i < search->count; i++)
    if (search->tokens[i].type == TOKEN_NUMBER && search->tokens[i - 1].type == TOKEN_WORD &&
        parse_year_after_name(search, i, &year) && (month = notation_month(search, i - 1))) {
      if (parse_days(search, i - 1, month, &day, &own_month))
        add_date(search, day, own_month, own_month > month ? year - 1 : year, i + 1);
      return;
    }
}

void notation_find_date(NotationSearch *search) {
  if (search->count < 3 || search->tokens[0].length > 4)
    return;
  if (search->tokens[1].type == TOKEN_NUMBER && search->tokens[2].type == TOKEN_NUMBER)
    find_numeric_date(search);
  if (search->found < NOTATIONS_MAX)
    find_named_date(search);
}

void notation_find_month(NotationSearch *search) {
  static const char *const day_gaps[] = {" ", ". ", NULL}, *const year_gaps[] = {", ", " ", NULL};
  guint month = notation_month(search, 0), day, year, next;
  if (!month || search->count < 2)
    return;
  if (parse_year_after_name(search, 1, &year)) {
    char text[16];
    g_snprintf(text, sizeof text, "%04u-%02u", year, month);
    notation_add(search, text, strlen(text), 2);
  } else if ((search->language & (NOTATION_EN | NOTATION_UNKNOWN)) && notation_gap_is_any(search, 0, day_gaps) &&
             parse_day(search, 1, &day, &next) && next < search->count &&
             notation_gap_is_any(search, next - 1, year_gaps) && is_four_digit_year(search, next, &year)) {
    add_date(search, day, month, year, next + 1);
  }
}
