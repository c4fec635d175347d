/* Clock times: "09.30", "9:30", "kl 9.30", "kl. 9", "klockan 0930" -> "09:30".
 *
 * With a colon a number is a time. With a full stop it may be a price or a decimal as well: it is a time after the
 * word for the clock; else if its hours have two digits, or are 5 to 9 with minutes in steps of five, and nothing
 * around it tells of something else (a unit after it, "kr" or "kap." before it). Hours without minutes are a time only
 * after the word for the clock, and at the end of a range that begins there ("kl 9-11"). */
#include "language/notation_rules.h"

typedef struct {
  guint hours, minutes;
} ClockTime;

const char *const notation_clock_words[] = {"kl", "klockan", "klokka", "klokken", "klo", NULL};

/* What numbers with a decimal full stop stand after and before. */
static const char *const words_before_decimals[] = {
    "kr",      "nok",     "sek",     "dkk", "eur",      "usd",    "kap",    "kapittel", "kapitel", "kapitlet",
    "chapter", "avsnitt", "punkt",   "pkt", "section",  "tabell", "tabel",  "fig",      "figur",   "table",
    "figure",  "version", "versjon", "ver", "v",        "nr",     "nummer", "sida",     "side",    "sid",
    "bilaga",  "bilag",   "vedlegg", "rad", "paragraf", "den",    "datum",  "dato",     "formel",  NULL};
const char *const notation_unit_words[] = {
    "kr",      "krona", "kronor",   "krone",     "kroner",     "nok",   "sek",     "dkk",     "euro",  "eur", "procent",
    "prosent", "pct",   "promille", "miljoner",  "millioner",  "mill",  "milj",    "mn",      "mnkr",  "mkr", "tkr",
    "mrd",     "mdr",   "mdkr",     "miljarder", "milliarder", "mio",   "mia",     "m",       "km",    "cm",  "mm",
    "ha",      "meter", "kg",       "g",         "ton",        "tonn",  "tons",    "mg",      "liter", "l",   "m2",
    "m3",      "kvm",   "dekar",    "daa",       "w",          "kw",    "mw",      "kwh",     "mwh",   "gwh", "twh",
    "grader",  "poeng", "poäng",    "ganger",    "gånger",     "times", "percent", "million", NULL};

/* "h.mm", "hh.mm" or the same with a colon. */
static gboolean parse_clock_time(const Token *token, ClockTime *time, char *sign) {
  gsize hour_digits = token->length - 3;
  const char *p = token->start;
  if (token->length < 4 || token->length > 5 || (p[hour_digits] != '.' && p[hour_digits] != ':'))
    return FALSE;
  for (gsize i = 0; i < token->length; i++)
    if (i != hour_digits && !g_ascii_isdigit(p[i]))
      return FALSE;
  const char *minutes = p + hour_digits + 1;
  time->hours = hour_digits == 1 ? (guint)(p[0] - '0') : (guint)((p[0] - '0') * 10 + p[1] - '0');
  time->minutes = (guint)((minutes[0] - '0') * 10 + minutes[1] - '0');
  *sign = p[hour_digits];
  return time->minutes < 60 && (time->hours < 24 || (time->hours == 24 && time->minutes == 0));
}

/* "9" -> 09:00, "0930" -> 09:30: only where the word for the clock stands before. */
static gboolean parse_bare_hours(const NotationSearch *search, guint i, ClockTime *time) {
  guint value;
  if (notation_number(search, i, 2, &value)) {
    *time = (ClockTime){.hours = value};
    return value <= 24;
  }
  if (search->tokens[i].length != 4 || !notation_number(search, i, 4, &value))
    return FALSE;
  *time = (ClockTime){.hours = value / 100, .minutes = value % 100};
  return time->minutes < 60 && (time->hours < 24 || value == 2400);
}

static void add_time(NotationSearch *search, ClockTime time, guint tokens) {
  char text[8];
  g_snprintf(text, sizeof text, "%02u:%02u", time.hours, time.minutes);
  notation_add(search, text, 5, tokens);
}

/* English "9:30 pm" in the tokens after i: adds the twelve hours. */
static ClockTime with_afternoon(NotationSearch *search, guint i, ClockTime time) {
  if (search->language == NOTATION_EN && time.hours < 12 && i + 1 < search->count &&
      (notation_is_word(search, i + 1, "pm") ||
       (i + 2 < search->count && notation_is_word(search, i + 1, "p") && notation_is_word(search, i + 2, "m"))))
    time.hours += 12;
  return time;
}

/* Whether the word for the clock stands before tokens[0], or before the number that a range to it begins with. */
static gboolean is_after_clock(const NotationSearch *search) {
  const char *start = search->tokens[0].start, *p = notation_skip_spaces_back(search, start);
  if (notation_is_any_before(search, start, notation_clock_words, NULL))
    return TRUE;
  gsize dash_size = notation_ends(search, p, "-")                                    ? 1
                    : notation_ends(search, p, "–") || notation_ends(search, p, "—") ? 3
                                                                                     : 0;
  if (!dash_size)
    return FALSE;
  const char *first_end = notation_skip_spaces_back(search, p - dash_size), *first = first_end;
  while (first > search->text && first_end - first < 5 &&
         (g_ascii_isdigit(first[-1]) || first[-1] == '.' || first[-1] == ':'))
    first--;
  return first < first_end && notation_is_any_before(search, first, notation_clock_words, NULL);
}

static gboolean ends_with_any(const NotationSearch *search, const char *p, const char *const *signs) {
  for (; *signs; signs++)
    if (notation_ends(search, p, *signs))
      return TRUE;
  return FALSE;
}

/* Whether something around the number tells that its full stop is a decimal one. */
static gboolean looks_decimal(NotationSearch *search) {
  static const char *const signs_before[] = {"§", "$", "€", "£", "/", "=", "+", "±", NULL};
  static const char *const signs_after[] = {"%", "€", "‰", "°", "$", "£", NULL};
  static const char *const gaps[] = {"", " ", NULL};
  const Token *token = &search->tokens[0];
  if (ends_with_any(search, notation_skip_spaces_back(search, token->start), signs_before) ||
      notation_is_any_before(search, token->start, words_before_decimals, NULL))
    return TRUE;
  const char *after = notation_skip_spaces(search, token->start + token->length);
  for (const char *const *sign = signs_after; *sign; sign++)
    if (notation_begins(search, after, *sign))
      return TRUE;
  return search->count > 1 && notation_gap_is_any(search, 0, gaps) && notation_is_of_class(search, 1, NOTATION_UNIT);
}

static gboolean dotted_is_time(NotationSearch *search, ClockTime time) {
  if (is_after_clock(search))
    return TRUE;
  if (search->tokens[0].length == 4 && (time.hours < 5 || time.minutes % 5 != 0))
    return FALSE;
  return !looks_decimal(search);
}

/* "2013/14:25" is a document of the Swedish parliament. */
static gboolean colon_is_time(const NotationSearch *search) {
  const char *start = search->tokens[0].start;
  return !(start - search->text >= 2 && start[-1] == '/' && g_ascii_isdigit(start[-2]));
}

/* The sign, if any, that ends with this byte is a dash: '-', or the last byte of – and —. */
static gboolean ends_dash(char byte) {
  return byte == '-' || byte == '\x93' || byte == '\x94';
}

/* Whether a dash stands before tokens[0], as far as a byte or two can tell. */
static gboolean may_end_range(const NotationSearch *search) {
  const char *start = search->tokens[0].start;
  gsize before = (gsize)(start - search->text);
  return before > 1 && (ends_dash(start[-1]) || (start[-1] == ' ' && ends_dash(start[-2])));
}

void notation_find_time(NotationSearch *search) {
  const Token *token = &search->tokens[0];
  ClockTime time;
  char sign;
  if (token->length <= 2) {
    if (may_end_range(search) && parse_bare_hours(search, 0, &time) && is_after_clock(search))
      add_time(search, time, 1);
  } else if (parse_clock_time(token, &time, &sign) &&
             (sign == ':' ? colon_is_time(search) : dotted_is_time(search, time))) {
    add_time(search, with_afternoon(search, 0, time), 1);
  }
}

void notation_find_time_after_clock(NotationSearch *search) {
  static const char *const gaps[] = {" ", ".", ". ", ":", ": ", NULL};
  ClockTime time;
  char sign;
  if (search->count > 1 && notation_gap_is_any(search, 0, gaps) &&
      (parse_clock_time(&search->tokens[1], &time, &sign) || parse_bare_hours(search, 1, &time)))
    add_time(search, with_afternoon(search, 1, time), 2);
}
