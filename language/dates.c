/* A parser of dates over words and numbers. A text is read as tokens once; each rule looks at the tokens from one on.
 */
#include "language/dates.h"

#include "language/date_words.h"

#include <stdio.h>
#include <string.h>

#define WINDOW 10 /* tokens that a date can reach over */
#define FIRST_YEAR 1900
#define LAST_YEAR 2099

typedef enum { TOKEN_TEXT, TOKEN_DIGITS, TOKEN_END } DateTokenKind;

typedef struct {
  DateTokenKind kind;
  gsize start, end;
  guint value, digits; /* of a number of at most eight digits */
  DateWord word;
} DateToken;

typedef struct {
  const char *text;
  gsize length;
  GArray *tokens; /* DateToken */
  guint at;       /* where the rule begins */
} DateSearch;

/* --- tokens ----------------------------------------------------------------------------------------------------------
 */

static gboolean is_letter_byte(char c) {
  return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

/* U+2010 to U+2015 and the no-break space are signs, all other letters of more than a byte are taken for letters. */
static gsize sign_bytes(const char *p) {
  if ((guchar)p[0] == 0xe2 && (guchar)p[1] == 0x80)
    return 3;
  if ((guchar)p[0] == 0xc2)
    return 2;
  return 0;
}

static void read_tokens(DateSearch *search) {
  for (gsize i = 0; i < search->length;) {
    const char *p = search->text + i;
    if ((guchar)*p >= 0x80 && sign_bytes(p)) {
      i += sign_bytes(p);
      continue;
    }
    DateToken token = {.start = i};
    if (g_ascii_isdigit(*p)) {
      token.kind = TOKEN_DIGITS;
      for (; i < search->length && g_ascii_isdigit(search->text[i]); i++, token.digits++)
        if (token.digits < 8)
          token.value = token.value * 10 + (guint)(search->text[i] - '0');
    } else if (is_letter_byte(*p)) {
      while (i < search->length && is_letter_byte(search->text[i]) && !sign_bytes(search->text + i))
        i++;
      token.word = date_word(p, i - token.start);
    } else {
      i++;
      continue;
    }
    token.end = i;
    g_array_append_val(search->tokens, token);
  }
}

static const DateToken *token(const DateSearch *search, guint i) {
  static const DateToken none = {.kind = TOKEN_END};
  return i < search->tokens->len ? &g_array_index(search->tokens, DateToken, i) : &none;
}

/* What stands between token i and the next, with dashes as '-', white space as one space, no-break spaces too; "\n"
 * where a line ends. "?" where it is longer than a gap within a date can be, or the text ends. */
static void read_gap(const DateSearch *search, guint i, char gap[8]) {
  const DateToken *a = token(search, i), *b = token(search, i + 1);
  gsize n = 0;
  strcpy(gap, "?");
  if (a->kind == TOKEN_END || b->kind == TOKEN_END)
    return;
  for (gsize p = a->end; p < b->start;) {
    gsize sign = (guchar)search->text[p] >= 0x80 ? sign_bytes(search->text + p) : 0;
    char c = search->text[p];
    if (sign == 3)
      c = (guchar)search->text[p + 2] >= 0x90 && (guchar)search->text[p + 2] <= 0x95 ? '-' : '\'';
    else if (sign == 2)
      c = ' ';
    p += MAX(sign, 1);
    if (c == ' ' && n > 0 && gap[n - 1] == ' ')
      continue;
    if (n >= 6) {
      strcpy(gap, "?");
      return;
    }
    gap[n++] = c;
  }
  gap[n] = '\0';
}

static gboolean gap_is(const DateSearch *search, guint i, const char *const *gaps) {
  char gap[8];
  read_gap(search, i, gap);
  for (; *gaps; gaps++)
    if (strcmp(gap, *gaps) == 0)
      return TRUE;
  return FALSE;
}

static const char *const dashes[] = {"-", " - ", " -", "- ", ".-", ". - ", ".- ", NULL};
static const char *const blanks[] = {" ", ". ", ", ", ".", NULL};

static gboolean is_year(const DateToken *t) {
  return t->kind == TOKEN_DIGITS && t->digits == 4 && t->value >= FIRST_YEAR && t->value <= LAST_YEAR;
}

static gboolean is_day(const DateToken *t) {
  return t->kind == TOKEN_DIGITS && t->digits <= 2 && t->value >= 1 && t->value <= 31;
}

static gboolean is_month_number(const DateToken *t) {
  return t->kind == TOKEN_DIGITS && t->digits <= 2 && t->value >= 1 && t->value <= 12;
}

static gboolean is_word(const DateToken *t, DateWordKind kind) {
  return t->kind == TOKEN_TEXT && t->word.kind == kind;
}

static guint full_year(guint two) {
  return two < 50 ? 2000 + two : 1900 + two;
}

/* --- values
 * ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  guint year, month, day; /* 0: not told */
} Moment;

static gboolean is_valid(Moment m) {
  return m.day == 0 || g_date_valid_dmy((GDateDay)m.day, (GDateMonth)m.month, (GDateYear)(m.year ? m.year : 2000));
}

/* Bytes written. */
static gsize put_moment(char *out, gsize size, Moment m) {
  if (m.year && m.day)
    g_snprintf(out, (gulong)size, "%04u-%02u-%02u", m.year, m.month, m.day);
  else if (m.year && m.month)
    g_snprintf(out, (gulong)size, "%04u-%02u", m.year, m.month);
  else if (m.year)
    g_snprintf(out, (gulong)size, "%04u", m.year);
  else if (m.day)
    g_snprintf(out, (gulong)size, "--%02u-%02u", m.month, m.day);
  else
    g_snprintf(out, (gulong)size, "--%02u", m.month);
  return strlen(out);
}

static int weekday_of(Moment m) {
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, (GDateDay)m.day, (GDateMonth)m.month, (GDateYear)m.year);
  return (int)g_date_get_weekday(&date);
}

/* The date over tokens `first` to `last`; a weekday before it belongs to it. */
static ToldDate make_date(const DateSearch *search, guint first, guint last, DatePrecision precision) {
  ToldDate date = {.precision = precision, .start = token(search, first)->start, .end = token(search, last)->end};
  guint before = first;
  static const char *const gaps[] = {" ", ", ", ". ", " (", NULL};
  if (before > 0 && is_word(token(search, before - 1), DATE_WORD_DEN) && gap_is(search, before - 1, gaps))
    before--;
  if (before > 0 && is_word(token(search, before - 1), DATE_WORD_WEEKDAY) && gap_is(search, before - 1, gaps)) {
    date.weekday = (int)token(search, before - 1)->word.value;
    date.start = token(search, before - 1)->start;
  }
  return date;
}

static void set_single(ToldDate *date, Moment m) {
  put_moment(date->value, sizeof date->value, m);
  date->no_year = m.year == 0;
  if (date->weekday && m.year && m.day)
    date->check = weekday_of(m) == date->weekday ? WEEKDAY_AGREES : WEEKDAY_DIFFERS;
}

static void set_interval(ToldDate *date, Moment a, Moment b) {
  gsize length = put_moment(date->value, sizeof date->value, a);
  date->value[length++] = '/';
  put_moment(date->value + length, sizeof date->value - length, b);
  date->precision = date->precision == DATE_DAY ? DATE_INTERVAL : date->precision;
  date->no_year = a.year == 0;
  if (date->weekday && a.year && a.day)
    date->check = weekday_of(a) == date->weekday ? WEEKDAY_AGREES : WEEKDAY_DIFFERS;
}

static Moment day_of_week(guint year, guint week, guint weekday) {
  GDate date;
  g_date_clear(&date, 1);
  g_date_set_dmy(&date, 4, G_DATE_JANUARY, (GDateYear)year); /* always in week 1: ISO 8601 */
  g_date_subtract_days(&date, (guint)g_date_get_weekday(&date) - 1);
  g_date_add_days(&date, (week - 1) * 7 + weekday - 1);
  return (Moment){g_date_get_year(&date), (guint)g_date_get_month(&date), g_date_get_day(&date)};
}

static void set_week(ToldDate *date, guint year, guint week) {
  date->precision = DATE_WEEK;
  date->no_year = year == 0;
  if (!year) {
    g_snprintf(date->value, sizeof date->value, "--W%02u", week);
    return;
  }
  set_interval(date, day_of_week(year, week, 1), day_of_week(year, week, 7));
}

/* --- the rules: each gives how many tokens the date takes from `at` on, 0 for none
 * -------------------------------------- */

/* The year behind token i: "2014", ", 2014", "-14", "'14". FALSE where none stands there. */
static gboolean year_after(const DateSearch *search, guint i, guint *year) {
  static const char *const short_gaps[] = {"-", " -", "-'", " '", ".-", NULL};
  static const char *const gaps[] = {" ", ", ", ". ", ".", "-", " - ", "\n", NULL};
  const DateToken *t = token(search, i + 1);
  if (is_year(t) && gap_is(search, i, gaps)) {
    *year = t->value;
    return TRUE;
  }
  if (t->kind == TOKEN_DIGITS && t->digits == 2 && gap_is(search, i, short_gaps)) {
    *year = full_year(t->value);
    return TRUE;
  }
  return FALSE;
}

/* "2014-09-25", "2014-09" */
static guint iso_date(DateSearch *search, ToldDate *date) {
  static const char *const hyphen[] = {"-", NULL};
  const DateToken *y = token(search, search->at), *m = token(search, search->at + 1),
                  *d = token(search, search->at + 2);
  if (!is_year(y) || m->digits != 2 || !is_month_number(m) || !gap_is(search, search->at, hyphen))
    return 0;
  gboolean whole = d->digits == 2 && is_day(d) && gap_is(search, search->at + 1, hyphen);
  Moment moment = {y->value, m->value, whole ? d->value : 0};
  char after = m->end < search->length ? search->text[m->end] : ' ';
  if (!is_valid(moment) || (!whole && (after == '-' || is_letter_byte(after) || after == '/')))
    return 0;
  *date = make_date(search, search->at, search->at + (whole ? 2 : 1), whole ? DATE_DAY : DATE_MONTH);
  set_single(date, moment);
  return whole ? 3 : 2;
}

/* The chain goes on, or it has come from somewhere: an address, a version, a law. */
static gboolean is_in_chain(const DateSearch *search, guint first, guint last) {
  gsize start = token(search, first)->start, end = token(search, last)->end;
  char before = start ? search->text[start - 1] : ' ', after = end < search->length ? search->text[end] : ' ';
  char next = end + 1 < search->length ? search->text[end + 1] : ' ';
  return strchr("./:-_", before) != NULL ||
         ((after == '.' || after == '/' || after == ':' || after == '-') && g_ascii_isdigit(next)) || after == '%';
}

/* "25.9.2014", "25/9 2014", "25/9-14", "25.09.14"; without a year "25/9" behind a weekday. */
static guint numeric_date(DateSearch *search, ToldDate *date) {
  static const char *const stop[] = {".", ". ", NULL}, *const slash[] = {"/", NULL};
  static const char *const long_gaps[] = {" ", "-", " -", " - ", "/", NULL}, *const short_gaps[] = {"-", "/", " -",
                                                                                                    "/-", NULL};
  guint i = search->at;
  const DateToken *d = token(search, i), *m = token(search, i + 1), *y = token(search, i + 2);
  gboolean slashed = gap_is(search, i, slash);
  if (!is_day(d) || !is_month_number(m) || (!slashed && !gap_is(search, i, stop)))
    return 0;
  gboolean padded = d->digits == 2 || m->digits == 2;
  Moment moment = {0, m->value, d->value};
  guint tokens = 2;
  if (is_year(y) && gap_is(search, i + 1, slashed ? long_gaps : stop)) {
    moment.year = y->value;
    tokens = 3;
  } else if (y->kind == TOKEN_DIGITS && y->digits == 2 &&
             (slashed ? gap_is(search, i + 1, short_gaps) : padded && m->digits == 2 && gap_is(search, i + 1, stop))) {
    moment.year = full_year(y->value);
    tokens = 3;
  }
  if (!is_valid(moment) || (is_in_chain(search, i, i + tokens - 1) && tokens == 2))
    return 0;
  if (tokens == 3 && is_in_chain(search, i, i + 2) &&
      !strchr(".-", search->text[token(search, i)->start ? token(search, i)->start - 1 : 0]))
    return 0;
  *date = make_date(search, i, i + tokens - 1, DATE_DAY);
  if (tokens == 2 && !date->weekday)
    return 0;
  set_single(date, moment);
  return tokens;
}

/* The day at token i, with what may follow its number: ":e", ".", "th". *last gets its last token. */
static gboolean read_day(const DateSearch *search, guint i, guint *last) {
  static const char *const ordinal[] = {":", "", NULL};
  const DateToken *t = token(search, i), *next = token(search, i + 1);
  if (!is_day(t))
    return FALSE;
  *last = i;
  gsize suffix = next->end - next->start;
  if (next->kind == TOKEN_TEXT && suffix <= 2 && gap_is(search, i, ordinal) && next->word.kind != DATE_WORD_MONTH)
    *last = i + 1;
  return TRUE;
}

/* "25 september 2014", "10.-11. mai 2012", "28 september - 2 oktober 2014", "25. og 26. mai", "the 25th of September"
 */
static guint named_date(DateSearch *search, ToldDate *date) {
  guint i = search->at, last, next;
  Moment a = {0}, b = {0};
  if (!read_day(search, i, &last))
    return 0;
  a.day = token(search, i)->value;
  next = last + 1;
  const DateToken *t = token(search, next);
  if (is_word(t, DATE_WORD_MONTH) && gap_is(search, last, blanks)) {
    a.month = t->word.value;
    guint own_year = 0;
    if (year_after(search, next, &own_year))
      a.year = own_year;
    last = next + (own_year ? 1 : 0);
    next = last + 1;
    t = token(search, next);
  } else if (t->kind == TOKEN_TEXT && t->end - t->start == 2 && strncmp(search->text + t->start, "of", 2) == 0 &&
             is_word(token(search, next + 1), DATE_WORD_MONTH)) {
    a.month = token(search, next + 1)->word.value;
    last = next + 1;
    if (year_after(search, last, &a.year))
      last++;
    next = last + 1;
  }
  /* a second day */
  guint second = next;
  gboolean joined = gap_is(search, last, dashes);
  if (!joined && is_word(t, DATE_WORD_AND) && gap_is(search, last, blanks)) {
    joined = TRUE;
    second = next + 1;
  }
  static const char *const commas[] = {", ", NULL};
  while (!a.month && !joined && is_day(token(search, second)) && gap_is(search, last, commas)) {
    last = second++; /* "1, 2 och 3 maj": the first and the last tell the interval */
    if (is_word(token(search, second), DATE_WORD_AND)) {
      second++;
      joined = TRUE;
    }
  }
  if (joined && is_word(token(search, second), DATE_WORD_WEEKDAY))
    second++;
  guint second_last;
  if (joined && read_day(search, second, &second_last) && is_word(token(search, second_last + 1), DATE_WORD_MONTH) &&
      gap_is(search, second_last, blanks)) {
    b.day = token(search, second)->value;
    b.month = token(search, second_last + 1)->word.value;
    last = second_last + 1;
    if (year_after(search, last, &b.year))
      last++;
    if (!a.month)
      a.month = b.month;
    if (!a.year)
      a.year = b.year && a.month > b.month ? b.year - 1 : b.year;
    if (!b.year)
      b.year = a.year;
    if (!is_valid(a) || !is_valid(b))
      return 0;
    *date = make_date(search, i, last, DATE_DAY);
    set_interval(date, a, b);
    return last - i + 1;
  }
  if (!a.month || !is_valid(a))
    return 0;
  *date = make_date(search, i, last, DATE_DAY);
  set_single(date, a);
  return last - i + 1;
}

/* "mars 2019", "september-oktober 2014", "September 25, 2014" */
static guint month_date(DateSearch *search, ToldDate *date) {
  guint i = search->at, year = 0, last = i;
  const DateToken *m = token(search, i);
  static const char *const spaces[] = {" ", NULL}, *const commas[] = {", ", " ", NULL};
  if (!is_word(m, DATE_WORD_MONTH))
    return 0;
  if (is_day(token(search, i + 1)) && gap_is(search, i, spaces) && is_year(token(search, i + 2)) &&
      gap_is(search, i + 1, commas)) {
    *date = make_date(search, i, i + 2, DATE_DAY);
    Moment day = {token(search, i + 2)->value, m->word.value, token(search, i + 1)->value};
    if (!is_valid(day))
      return 0;
    set_single(date, day);
    return 3;
  }
  Moment a = {0, m->word.value, 0}, b = {0};
  if (is_word(token(search, i + 1), DATE_WORD_MONTH) && gap_is(search, i, dashes)) {
    b.month = token(search, i + 1)->word.value;
    last = i + 1;
  }
  if (!year_after(search, last, &year))
    return 0;
  *date = make_date(search, i, last + 1, DATE_MONTH);
  a.year = b.year = year;
  if (b.month)
    set_interval(date, a, b);
  else
    set_single(date, a);
  return last - i + 2;
}

/* "våren 2020", "vinteren 2019/2020", "høsten -14" */
static guint season_date(DateSearch *search, ToldDate *date) {
  guint i = search->at, year;
  const DateToken *s = token(search, i);
  if (!is_word(s, DATE_WORD_SEASON) || !year_after(search, i, &year))
    return 0;
  guint month = s->word.value;
  *date = make_date(search, i, i + 1, DATE_SEASON);
  Moment a = {year, month, 0}, b = {year, month + 2, 0};
  if (month == 12) { /* of the year that is told, where one is: January and February */
    a = (Moment){year, 1, 0};
    b = (Moment){year, 2, 0};
  }
  set_interval(date, a, b);
  return 2;
}

/* "uke 38", "vecka 12 2015", "v. 12" */
static guint week_date(DateSearch *search, ToldDate *date) {
  static const char *const gaps[] = {" ", ". ", ".", NULL}, *const year_gaps[] = {" ", ", ", " - ", NULL};
  guint i = search->at;
  const DateToken *w = token(search, i), *n = token(search, i + 1), *y = token(search, i + 2);
  if (!is_word(w, DATE_WORD_WEEK) || !gap_is(search, i, gaps) || n->kind != TOKEN_DIGITS || n->digits > 2 ||
      n->value < 1 || n->value > 53 || is_in_chain(search, i + 1, i + 1))
    return 0;
  gboolean told = is_year(y) && gap_is(search, i + 1, year_gaps);
  if (w->end - w->start == 1 && !told && search->text[w->end] != '.') /* "v 3" may be anything */
    return 0;
  *date = make_date(search, i, i + (told ? 2 : 1), DATE_WEEK);
  set_week(date, told ? y->value : 0, n->value);
  return told ? 3 : 2;
}

/* "tredje kvartalet 2018", "kvartal 3 2021", "första halvåret 2018" */
static guint part_of_year(DateSearch *search, ToldDate *date) {
  guint i = search->at, number, year, last;
  if (is_word(token(search, i), DATE_WORD_ORDINAL)) {
    number = token(search, i)->word.value;
    last = i + 1;
  } else if (token(search, i)->kind == TOKEN_DIGITS && token(search, i)->digits == 1) {
    number = token(search, i)->value;
    last = i + 1;
  } else {
    number = token(search, i + 1)->value;
    last = i;
    if (!is_word(token(search, i), DATE_WORD_QUARTER) || token(search, i + 1)->digits != 1)
      return 0;
  }
  gboolean half = is_word(token(search, last), DATE_WORD_HALF);
  if (!half && !is_word(token(search, last), DATE_WORD_QUARTER))
    return 0;
  if (last == i)
    last = i + 1;
  guint parts = half ? 2 : 4, months = 12 / parts;
  if (number < 1 || number > parts || !year_after(search, last, &year))
    return 0;
  *date = make_date(search, i, last + 1, DATE_SEASON);
  set_interval(date, (Moment){year, (number - 1) * months + 1, 0}, (Moment){year, number * months, 0});
  return last - i + 2;
}

/* Whether a number is that of a case, a law, a goal: by the word before it or what follows it. */
static gboolean is_named_number(const DateSearch *search, guint i) {
  const DateToken *t = token(search, i);
  char after = t->end < search->length ? search->text[t->end] : ' ';
  char next = t->end + 1 < search->length ? search->text[t->end + 1] : ' ';
  if ((after == ':' || after == '/' || after == '-') && g_ascii_isalnum(next))
    return TRUE;
  if (t->start > 0 && strchr("-/:.,+#", search->text[t->start - 1]))
    return TRUE;
  if (i == 0)
    return FALSE;
  const DateToken *before = token(search, i - 1);
  if (t->start - before->end > 3)
    return FALSE;
  return is_word(before, DATE_WORD_NAME) || is_word(before, DATE_WORD_NUMBER) || before->kind == TOKEN_DIGITS;
}

/* Whether a word can be what is counted or measured by a number of four digits. */
static gboolean is_counted(const DateSearch *search, guint i) {
  static const char *const units[] = {"kr",   "kronor", "kroner", "personer",  "invånare",  "innbyggere", "ton",
                                      "tonn", "hektar", "ha",     "deltagare", "deltakere", "meter",      "km",
                                      "m",    "st",     "stk",    "hushåll",   "boliger",   "bostäder",   "elever",
                                      "mw",   "kwh",    "gwh",    "daa",       "euro",      "gram",       NULL};
  const DateToken *t = token(search, i), *next = token(search, i + 1);
  if (t->end < search->length && search->text[t->end] == '%')
    return TRUE;
  if (next->kind != TOKEN_TEXT || next->start - t->end > 2)
    return FALSE;
  for (gsize u = 0; units[u]; u++)
    if (next->end - next->start == strlen(units[u]) &&
        g_ascii_strncasecmp(search->text + next->start, units[u], strlen(units[u])) == 0)
      return TRUE;
  return FALSE;
}

/* "2006-2007", "2019 och 2020", "2006/07"; a year alone. */
static guint years(DateSearch *search, ToldDate *date) {
  guint i = search->at;
  const DateToken *a = token(search, i), *b = token(search, i + 1);
  static const char *const ranges[] = {"-", " - ", "/", NULL};
  if (!is_year(a))
    return 0;
  const DateToken *before = i > 0 ? token(search, i - 1) : NULL;
  if (before && a->start - before->end <= 3 && (is_word(before, DATE_WORD_NAME) || is_word(before, DATE_WORD_NUMBER)))
    return 0;
  if (is_year(b) && b->value > a->value && b->value - a->value < 60 && gap_is(search, i, ranges) &&
      !is_in_chain(search, i, i + 1)) {
    /* "(2006-2007)" behind a number is a session's: "Meld. St. 26 (2006-2007)" */
    if (before && before->kind == TOKEN_DIGITS && search->text[a->start ? a->start - 1 : 0] == '(')
      return 0;
    *date = make_date(search, i, i + 1, DATE_INTERVAL);
    set_interval(date, (Moment){a->value, 0, 0}, (Moment){b->value, 0, 0});
    return 2;
  }
  if (is_named_number(search, i) || is_counted(search, i))
    return 0;
  *date = make_date(search, i, i, DATE_YEAR);
  set_single(date, (Moment){a->value, 0, 0});
  return 1;
}

/* --- all
 * ----------------------------------------------------------------------------------------------------------------- */

static guint find_at(DateSearch *search, ToldDate *date) {
  static guint (*const rules[])(DateSearch *, ToldDate *) = {iso_date,    numeric_date, named_date,   month_date,
                                                             season_date, week_date,    part_of_year, years};
  const DateToken *t = token(search, search->at);
  if (t->kind == TOKEN_TEXT && t->word.kind == DATE_WORD_NONE)
    return 0;
  for (gsize r = 0; r < G_N_ELEMENTS(rules); r++) {
    guint tokens = rules[r](search, date);
    if (tokens)
      return tokens;
  }
  return 0;
}

void dates_find(const char *text, gsize length, GArray *dates) {
  DateSearch search = {text, length, g_array_new(FALSE, FALSE, sizeof(DateToken)), 0};
  gsize free_from = 0;
  read_tokens(&search);
  while (search.at < search.tokens->len) {
    ToldDate date;
    guint tokens = find_at(&search, &date);
    if (!tokens) {
      search.at++;
      continue;
    }
    date.start = MAX(date.start, free_from);
    free_from = date.end;
    g_array_append_val(dates, date);
    search.at += tokens;
  }
  g_array_unref(search.tokens);
}

gboolean dates_set_year(ToldDate *date, int year) {
  guint month, day, last_month, last_day, week;
  if (!date->no_year || year < FIRST_YEAR || year > LAST_YEAR)
    return FALSE;
  ToldDate whole = *date;
  if (sscanf(date->value, "--W%u", &week) == 1) {
    set_week(&whole, (guint)year, week);
  } else if (sscanf(date->value, "--%u-%u/--%u-%u", &month, &day, &last_month, &last_day) == 4) {
    Moment a = {(guint)year, month, day}, b = {(guint)year + (last_month < month), last_month, last_day};
    if (!is_valid(a) || !is_valid(b))
      return FALSE;
    set_interval(&whole, a, b);
  } else if (sscanf(date->value, "--%u-%u", &month, &day) == 2) {
    Moment moment = {(guint)year, month, day};
    if (!is_valid(moment))
      return FALSE;
    set_single(&whole, moment);
  } else {
    return FALSE;
  }
  whole.no_year = FALSE;
  *date = whole;
  return TRUE;
}

static gboolean bound(const char *text, gsize length, gboolean last, char out[11]) {
  guint year = 0, month = 0, day = 0;
  g_autofree char *one = g_strndup(text, length);
  int read = sscanf(one, "%4u-%2u-%2u", &year, &month, &day);
  if (read < 1 || year < 1000)
    return FALSE;
  if (read < 2)
    month = last ? 12 : 1;
  if (month < 1 || month > 12)
    return FALSE;
  if (read < 3)
    day = last ? g_date_get_days_in_month((GDateMonth)month, (GDateYear)year) : 1;
  g_snprintf(out, 11, "%04u-%02u-%02u", year % 10000, month, MIN(day, 31));
  return TRUE;
}

gboolean dates_bounds(const char *value, char first[11], char last[11]) {
  const char *slash = strchr(value, '/');
  gsize length = slash ? (gsize)(slash - value) : strlen(value);
  return bound(value, length, FALSE, first) &&
         (slash ? bound(slash + 1, strlen(slash + 1), TRUE, last) : bound(value, length, TRUE, last));
}

const char *date_precision_name(DatePrecision precision) {
  static const char *const names[] = {"day", "week", "month", "season", "year", "interval"};
  return names[precision];
}
