/* Dates in text. All of them hold digits, so each run of digits is looked at once, with a bounded neighbourhood. */
#include "language/dates.h"

#include "language/date_words.h"

#include <string.h>

#define MOST_ITEMS 8 /* days of a list */
#define MOST_SPACES 3
#define MOST_LETTERS 40 /* bytes of a word that is looked at */
#define EARLIEST_YEAR 1800
#define LATEST_YEAR 2099
#define FIRST_YEAR_OF_1900 50 /* of two digits */

typedef struct {
  const char *text, *end;
  gboolean english, swedish, unknown;
  GArray *told;
} Search;

/* --- letters, spaces, words ------------------------------------------------------------------------------------ */

static guchar at(const Search *search, const char *p) {
  return p && p >= search->text && p < search->end ? (guchar)*p : 0;
}

static gboolean is_digit(const Search *search, const char *p) {
  return g_ascii_isdigit(at(search, p));
}

/* Bytes of the letter at `p`; 0 where there is none. */
static gsize letter_at(const Search *search, const char *p) {
  guchar c = at(search, p);
  if (g_ascii_isalpha(c))
    return 1;
  if (c < 0xC3 || c == 0xE2)
    return 0;
  gsize bytes = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  return (gsize)(search->end - p) < bytes || (c == 0xC3 && ((guchar)p[1] == 0x97 || (guchar)p[1] == 0xB7)) ? 0 : bytes;
}

/* The begin of the code point that ends at `p`; `p` itself at the begin of the text. */
static const char *before(const Search *search, const char *p) {
  if (p <= search->text)
    return search->text;
  p--;
  for (guint i = 0; i < 3 && p > search->text && ((guchar)*p & 0xC0) == 0x80; i++)
    p--;
  return p;
}

static gsize space_at(const Search *search, const char *p) {
  guchar c = at(search, p);
  if (c == ' ')
    return 1;
  if (c == '\n')
    return at(search, p + 1) == '\n' ? 0 : 1;
  if (c == 0xC2 && at(search, p + 1) == 0xA0)
    return 2;
  return c == 0xE2 && at(search, p + 1) == 0x80 && (at(search, p + 2) == 0xAF || at(search, p + 2) == 0x89) ? 3 : 0;
}

static const char *skip_spaces(const Search *search, const char *p) {
  for (gsize i = 0, bytes; i < MOST_SPACES && (bytes = space_at(search, p)); i++)
    p += bytes;
  return p;
}

static const char *skip_spaces_back(const Search *search, const char *p) {
  for (gsize i = 0; i < MOST_SPACES && p > search->text; i++) {
    const char *q = before(search, p);
    if (!space_at(search, q) || (*q == '\n' && q > search->text && q[-1] == '\n'))
      break;
    p = q;
  }
  return p;
}

/* After a dash at `p`; NULL where there is none. */
static const char *after_dash(const Search *search, const char *p) {
  guchar c = at(search, p), c2 = at(search, p + 1), c3 = at(search, p + 2);
  if (c == '-')
    return p + 1;
  return c == 0xE2 && ((c2 == 0x80 && c3 >= 0x90 && c3 <= 0x95) || (c2 == 0x88 && c3 == 0x92)) ? p + 3 : NULL;
}

/* The word at `p`; *after gets its end. */
static DateWord word_at(const Search *search, const char *p, const char **after) {
  const char *q = p;
  for (gsize bytes; (bytes = letter_at(search, q)) && q - p <= MOST_LETTERS;)
    q += bytes;
  *after = q;
  return date_word(p, (gsize)(q - p));
}

/* The word that ends before `p`, spaces, one of ".:," and a bracket between; *begin gets its begin, `p` where there is
 * none. */
static DateWord word_before(const Search *search, const char *p, const char **begin) {
  const char *q = skip_spaces_back(search, p);
  if (q > search->text && strchr(".:,\t", q[-1]) && q[-1])
    q = skip_spaces_back(search, q - 1);
  const char *stop = q;
  while (q > search->text && stop - q <= MOST_LETTERS && letter_at(search, before(search, q)))
    q = before(search, q);
  *begin = q == stop ? p : q;
  gboolean inside = q > search->text && (g_ascii_isdigit(q[-1]) || q[-1] == '_');
  return q == stop || inside ? (DateWord){0} : date_word(q, (gsize)(stop - q));
}

/* The number at `p`, of at most 8 digits; *digits gets how many, 0 where there is none. After it. */
static const char *read_number(const Search *search, const char *p, guint *value, guint *digits) {
  *value = *digits = 0;
  for (; is_digit(search, p) && *digits < 9; p++, (*digits)++)
    *value = *value * 10 + (guint)(*p - '0');
  if (*digits > 8)
    *digits = 0;
  return p;
}

/* Whether a number or date that ends at `p` goes on, counts something, or is part of an address. */
static gboolean goes_on(const Search *search, const char *p) {
  guchar c = at(search, p), next = at(search, p + 1);
  if (g_ascii_isalnum(c) || c == '_' || c == '%' || c == '@' || (c && letter_at(search, p)))
    return TRUE;
  if (c && strchr(":/.,", c) && g_ascii_isdigit(next))
    return TRUE;
  if ((c == ':' || c == ',') && after_dash(search, p + 1)) /* 500:- and 500,- */
    return TRUE;
  if (c == '.' && g_ascii_islower(next)) /* a file's name */
    return TRUE;
  const char *q = skip_spaces(search, p), *after;
  if (at(search, q) == '%')
    return TRUE;
  DateWord word = word_at(search, q, &after);
  if (word.classes & DATE_WORD_UNIT)
    return TRUE;
  guint value, digits;
  read_number(search, q, &value, &digits);
  return q > p && *p != '\n' && digits == 3; /* thousands */
}

/* --- telling --------------------------------------------------------------------------------------------------- */

static gboolean tell(Search *search, const char *start, const char *end, DatePoint first, DatePoint last,
                     DatePrecision precision, guint weekday) {
  ToldDate told = {.start = (gsize)(start - search->text),
                   .end = (gsize)(end - search->text),
                   .first = first,
                   .last = last,
                   .precision = precision,
                   .weekday = weekday};
  told.interval = memcmp(&first, &last, sizeof first) != 0;
  if (!told_date_settle(&told))
    return FALSE;
  g_array_append_val(search->told, told);
  return TRUE;
}

/* A weekday before `p`, with an article between or not; *begin gets where the date's words begin. */
static guint find_weekday(const Search *search, const char *p, const char **begin) {
  const char *q, *article = p;
  DateWord word = word_before(search, p, &q);
  if (word.classes & DATE_WORD_ARTICLE) {
    article = q;
    word = word_before(search, q, &q);
  }
  *begin = word.classes & DATE_WORD_WEEKDAY ? q : article;
  return word.classes & DATE_WORD_WEEKDAY ? word.value : 0;
}

static guint full_year(guint value) {
  return value + (value < FIRST_YEAR_OF_1900 ? 2000 : 1900);
}

/* The year at `p`, of four digits; after it, or NULL. */
static const char *read_year(const Search *search, const char *p, guint *year) {
  guint digits;
  const char *q = read_number(search, p, year, &digits);
  return digits == 4 && *year >= EARLIEST_YEAR && *year <= LATEST_YEAR && !goes_on(search, q) ? q : NULL;
}

/* The year after a day's month: " 2014", ", 2014", " (2014)", " -14", "-2014", " '14". After it, or NULL. */
static const char *read_year_after(const Search *search, const char *p, guint *year) {
  guint value;
  const char *q = skip_spaces(search, p), *after;
  if (at(search, q) == ',')
    q = skip_spaces(search, q + 1);
  if (is_digit(search, q) && (after = read_year(search, q, &value))) {
    *year = value;
    return after;
  }
  q = skip_spaces(search, p);
  if (at(search, q) == '(' && is_digit(search, q + 1) && (after = read_year(search, q + 1, &value)) &&
      at(search, after) == ')') {
    *year = value;
    return after + 1;
  }
  guint digits;
  const char *dash = after_dash(search, q);
  if (!dash && at(search, q) == '\'')
    dash = q + 1;
  if (!dash && search->end - q > 3 && memcmp(q, "’", 3) == 0)
    dash = q + 3;
  if (!dash || !is_digit(search, dash))
    return NULL;
  after = read_number(search, dash, &value, &digits);
  if (digits == 4) {
    if (value < EARLIEST_YEAR || value > LATEST_YEAR || goes_on(search, after))
      return NULL;
    *year = value;
    return after;
  }
  const char *then = skip_spaces(search, after);
  DateWord word = word_at(search, (at(search, after) == '.' ? skip_spaces(search, after + 1) : then), &then);
  if (digits != 2 || goes_on(search, after) || word.classes & DATE_WORD_MONTH)
    return NULL;
  *year = full_year(value);
  return after;
}

/* --- days with the month's name -------------------------------------------------------------------------------- */

typedef enum { APART, LISTED, RANGED } Joint;

typedef struct {
  const char *start, *end;
  DatePoint point;
  Joint joint; /* with the next */
} Item;

/* After the ending of an ordinal number: "25.", "25:e", "25th". */
static const char *skip_ordinal(const Search *search, const char *p) {
  static const char *const endings[] = {":e", ":a", "st", "nd", "rd", "th", "de", "te", "e", "a"};
  if (at(search, p) == '.')
    return p + 1;
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    gsize length = strlen(endings[i]);
    if ((gsize)(search->end - p) >= length && memcmp(p, endings[i], length) == 0 && !letter_at(search, p + length))
      return p + length;
  }
  return p;
}

static gboolean read_item(const Search *search, const char *p, Item *item) {
  guint digits, value;
  const char *q = read_number(search, p, &value, &digits), *after;
  if (digits < 1 || digits > 2 || value < 1 || value > 31)
    return FALSE;
  *item = (Item){.start = p, .point.day = value};
  item->end = q = skip_ordinal(search, q);
  if (letter_at(search, q) && q[-1] != '.' && !(date_word(q, 3).classes & DATE_WORD_MONTH))
    return FALSE;
  DateWord word = word_at(search, skip_spaces(search, q), &after);
  if (word.classes & DATE_WORD_OF)
    word = word_at(search, skip_spaces(search, after), &after);
  if (!(word.classes & DATE_WORD_MONTH))
    return TRUE;
  item->point.month = word.value;
  item->end = after;
  if (at(search, after) == '.' && after - q <= 6) /* of an abbreviation; without a year it may end the sentence */
    after++;
  if ((after = read_year_after(search, after, &item->point.year)))
    item->end = after;
  return TRUE;
}

/* What joins an item that ends at `p` with a next number; *next gets where that begins. */
static Joint read_joint(const Search *search, const char *p, const char **next) {
  const char *q = skip_spaces(search, p), *after = after_dash(search, q);
  Joint joint = RANGED;
  if (!after && at(search, q) == ',') {
    after = q + 1;
    joint = LISTED;
  } else if (!after && at(search, q) == '&') {
    after = q + 1;
    joint = LISTED;
  } else if (!after) {
    DateWord word = word_at(search, q, &after);
    joint = word.classes & DATE_WORD_AND ? LISTED : word.classes & DATE_WORD_TO ? RANGED : APART;
  }
  q = skip_spaces(search, after);
  if (joint != APART && word_at(search, q, &after).classes & DATE_WORD_ARTICLE)
    q = skip_spaces(search, after);
  *next = q;
  return joint != APART && is_digit(search, q) ? joint : APART;
}

/* Months and years go backwards: of "30 sept–1 okt 2014" both are of 2014. */
static void share_months(Item *items, guint count) {
  for (guint i = count - 1; i-- > 0;) {
    DatePoint *point = &items[i].point, *next = &items[i + 1].point;
    if (!point->month)
      point->month = next->month;
    if (!point->year && next->year)
      point->year = next->year - (point->month > next->month ? 1 : 0);
  }
}

static const char *tell_items(Search *search, Item *items, guint count) {
  const char *begin, *end = items[count - 1].end;
  guint weekday = find_weekday(search, items[0].start, &begin);
  items[0].start = begin;
  for (guint i = 0; i < count; i++, weekday = 0) {
    if (i + 1 < count && items[i].joint == RANGED) {
      tell(search, items[i].start, items[i + 1].end, items[i].point, items[i + 1].point, DATE_PRECISION_DAY, weekday);
      i++;
    } else {
      tell(search, items[i].start, items[i].end, items[i].point, items[i].point, DATE_PRECISION_DAY, weekday);
    }
  }
  return end; /* what no calendar has is no other date either */
}

/* A number of a law: "19. juni 2009 nr. 100". */
static gboolean is_law(const Search *search, const char *p) {
  const char *q = skip_spaces(search, p);
  return search->end - q > 2 && memcmp(q, "nr", 2) == 0 && !letter_at(search, q + 2);
}

static const char *find_named(Search *search, const char *p) {
  Item items[MOST_ITEMS];
  guint count = 0, named = 0;
  for (const char *q = p; count < MOST_ITEMS && read_item(search, q, &items[count]);) {
    Item *item = &items[count++];
    if (item->point.month)
      named = count;
    item->joint = read_joint(search, item->end, &q);
    if (item->joint == APART)
      break;
  }
  if (named == 0)
    return NULL;
  items[named - 1].joint = APART;
  for (guint i = named - 1; i-- > 0;) /* the evidence of a day reaches to its month's name */
    if (!items[i].point.month && items[i].joint == LISTED)
      items[i].end = items[i + 1].end;
  share_months(items, named);
  if (items[named - 1].point.year && is_law(search, items[named - 1].end))
    return items[named - 1].end;
  return tell_items(search, items, named);
}

/* "September 25, 2014", "September 25–27, 2014". */
static const char *find_english(Search *search, const char *p) {
  const char *begin, *next, *after, *weekday_begin;
  DateWord word = word_before(search, p, &begin);
  guint digits, day, last = 0, year = 0;
  const char *q = read_number(search, p, &day, &digits);
  if (!(word.classes & DATE_WORD_MONTH) || digits > 2 || (!search->english && !search->unknown))
    return NULL;
  q = skip_ordinal(search, q);
  if (q[-1] == '.')
    q--;
  if (read_joint(search, q, &next) == RANGED) {
    after = read_number(search, next, &last, &digits);
    if (digits <= 2)
      q = after;
    else
      last = 0;
  }
  if ((after = read_year_after(search, q, &year)))
    q = after;
  else if (!search->english || goes_on(search, q))
    return NULL;
  DatePoint first = {.year = year, .month = word.value, .day = day}, end = first;
  if (last)
    end.day = last;
  guint weekday = find_weekday(search, begin, &weekday_begin);
  return tell(search, weekday_begin, q, first, end, DATE_PRECISION_DAY, weekday) ? q : NULL;
}

/* --- days in numbers ------------------------------------------------------------------------------------------- */

typedef struct {
  DatePoint point;
  char sign;
  gboolean padded;
} Numeric;

/* "25/9", "25.09.14", "25-09-2014" at `p`. After it, or NULL. */
static const char *read_numeric(const Search *search, const char *p, Numeric *out) {
  guint day_digits, month_digits, digits, year;
  const char *q = read_number(search, p, &out->point.day, &day_digits), *after;
  out->sign = (char)at(search, q);
  if (day_digits < 1 || day_digits > 2 || !out->sign || !strchr("./-", out->sign))
    return NULL;
  q++;
  if (out->sign == '.' && at(search, q) == ' ')
    q++;
  q = read_number(search, q, &out->point.month, &month_digits);
  if (month_digits < 1 || month_digits > 2 || out->point.month < 1 || out->point.month > 12 || out->point.day < 1 ||
      out->point.day > 31)
    return NULL;
  out->padded = day_digits == 2 || month_digits == 2;
  out->point.year = 0;
  const char *y = at(search, q) == (guchar)out->sign ? q + 1 : NULL;
  if (y && out->sign == '.' && at(search, y) == ' ')
    y++;
  if (y && is_digit(search, y)) {
    after = read_number(search, y, &year, &digits);
    if (goes_on(search, after) || (after_dash(search, after) && out->sign == '-'))
      return NULL;
    if (digits == 4 && year >= EARLIEST_YEAR && year <= LATEST_YEAR)
      out->point.year = year;
    else if (digits == 2 && out->sign != '-' && out->padded)
      out->point.year = full_year(year);
    else
      return NULL;
    return after;
  }
  if (out->sign == '/' && (after = read_year_after(search, q, &year))) {
    out->point.year = year;
    return after;
  }
  return out->sign == '-' || goes_on(search, q) ? NULL : q;
}

/* Whether what stands before `p` makes even "5/9" a date. */
static gboolean is_announced(const Search *search, const char *p, guint weekday) {
  const char *begin;
  guint classes = word_before(search, p, &begin).classes;
  return weekday || classes & (DATE_WORD_ARTICLE | DATE_WORD_LABEL);
}

static gboolean numeric_is_date(const Search *search, const char *p, const Numeric *numeric, guint weekday) {
  const char *begin;
  if (word_before(search, p, &begin).classes & (DATE_WORD_NO_YEAR | DATE_WORD_NO_DATE))
    return FALSE;
  if (numeric->point.year)
    return TRUE;
  if (numeric->sign == '.')
    return weekday && !search->swedish;
  if (numeric->point.day == 24 && numeric->point.month == 7)
    return is_announced(search, p, weekday);
  return is_announced(search, p, weekday) || (numeric->point.day > 12 && !search->english);
}

/* A range's first day, "25.–" of "25.–27.09.2014". After its dash, or NULL. */
static const char *read_range_day(const Search *search, const char *p, guint *day) {
  guint digits;
  const char *q = read_number(search, p, day, &digits);
  if (digits < 1 || digits > 2 || *day < 1 || *day > 31)
    return NULL;
  if (at(search, q) == '.')
    q++;
  q = after_dash(search, skip_spaces(search, q));
  return q ? skip_spaces(search, q) : NULL;
}

static const char *find_numeric(Search *search, const char *p) {
  Numeric first, last;
  const char *begin, *end, *next;
  guint weekday = find_weekday(search, p, &begin), day;
  if ((next = read_range_day(search, p, &day)) && (end = read_numeric(search, next, &last)) && last.sign != '-' &&
      day < last.point.day && numeric_is_date(search, p, &last, weekday)) {
    DatePoint from = last.point;
    from.day = day;
    return tell(search, begin, end, from, last.point, DATE_PRECISION_DAY, weekday) ? end : NULL;
  }
  if (!(end = read_numeric(search, p, &first)))
    return NULL;
  const char *joint = first.sign == '.' && at(search, end) == '.' ? end + 1 : end;
  if (first.sign != '-' && read_joint(search, joint, &next) == RANGED && (next = read_numeric(search, next, &last)) &&
      last.sign == first.sign && numeric_is_date(search, p, &last, weekday)) {
    if (!first.point.year && last.point.year)
      first.point.year = last.point.year - (first.point.month > last.point.month ? 1 : 0);
    return tell(search, begin, next, first.point, last.point, DATE_PRECISION_DAY, weekday) ? next : NULL;
  }
  if (!numeric_is_date(search, p, &first, weekday))
    return NULL;
  return tell(search, begin, end, first.point, first.point, DATE_PRECISION_DAY, weekday) ? end : NULL;
}

/* "140925", "20140925", where a label goes before. */
static const char *find_compact(Search *search, const char *p, guint value, guint digits, const char *end) {
  const char *begin;
  if (digits == 6)
    value += full_year(value / 10000) / 100 * 1000000;
  if (!(word_before(search, p, &begin).classes & (DATE_WORD_LABEL | DATE_WORD_ARTICLE)) || goes_on(search, end) ||
      after_dash(search, end))
    return NULL;
  DatePoint point = {.year = value / 10000, .month = value / 100 % 100, .day = value % 100};
  return point.year >= EARLIEST_YEAR && point.year <= LATEST_YEAR &&
                 tell(search, p, end, point, point, DATE_PRECISION_DAY, 0)
             ? end
             : NULL;
}

/* "2014-09-25", "2014-09". "2011-12" may be two years, and is none. */
static const char *find_iso(Search *search, const char *p, guint year, const char *q) {
  guint month, day, digits;
  const char *begin;
  if (at(search, q) != '-' || word_before(search, p, &begin).classes & DATE_WORD_NO_YEAR)
    return NULL;
  q = read_number(search, q + 1, &month, &digits);
  if (digits != 2)
    return NULL;
  if (at(search, q) == '-' && is_digit(search, q + 1)) {
    q = read_number(search, q + 1, &day, &digits);
    gboolean timed = at(search, q) == 'T' && is_digit(search, q + 1);
    if (digits != 2 || (goes_on(search, q) && !timed) || (at(search, q) == '-' && is_digit(search, q + 1)))
      return NULL;
    guint weekday = find_weekday(search, p, &begin);
    DatePoint point = {.year = year, .month = month, .day = day};
    return tell(search, begin, q, point, point, DATE_PRECISION_DAY, weekday) ? q : NULL;
  }
  DatePoint point = {.year = year, .month = month};
  return month >= 1 && month <= 12 && month != year % 100 + 1 && !goes_on(search, q) &&
                 tell(search, p, q, point, point, DATE_PRECISION_MONTH, 0)
             ? q
             : NULL;
}

/* --- weeks ----------------------------------------------------------------------------------------------------- */

static const char *find_week(Search *search, const char *p, guint week, const char *end) {
  const char *begin, *next, *after;
  guint last = 0, digits, year = 0;
  if (!(word_before(search, p, &begin).classes & DATE_WORD_WEEK) || week < 1 || week > 53)
    return NULL;
  gboolean letter = p - begin <= 4 && (*begin == 'v' || *begin == 'V') && !letter_at(search, begin + 1);
  if (letter && !search->swedish && !search->unknown)
    return NULL;
  Joint joint = read_joint(search, end, &next);
  if (joint != APART) {
    after = read_number(search, next, &last, &digits);
    if (digits <= 2 && last > week && last <= 53)
      end = after;
    else
      last = 0;
  }
  if (at(search, end) == '/' && (after = read_year(search, end + 1, &year)))
    end = after;
  else if ((after = read_year_after(search, end, &year)))
    end = after;
  else if (goes_on(search, end))
    return NULL;
  DatePoint from = {.year = year, .week = week}, to = {.year = year, .week = last ? last : week};
  return tell(search, begin, end, from, to, DATE_PRECISION_WEEK, 0) ? end : NULL;
}

/* --- years, and what goes before them -------------------------------------------------------------------------- */

static const char *tell_months(Search *search, const char *begin, const char *end, guint year, guint from, guint to,
                               DatePrecision precision) {
  DatePoint first = {.year = from > to ? year - 1 : year, .month = from}, last = {.year = year, .month = to};
  return tell(search, begin, end, first, last, precision, 0) ? end : NULL;
}

/* "mars 2019", "mars–april 2019", with the year [p, end). */
static const char *find_month(Search *search, const char *month_begin, guint month, guint year, const char *end) {
  const char *begin = month_begin, *q = skip_spaces_back(search, month_begin), *other;
  const char *dash = before(search, q);
  DateWord word = {0};
  if (after_dash(search, dash) == q) {
    word = word_before(search, dash, &other);
  } else {
    DateWord joint = word_before(search, month_begin, &other);
    if (joint.classes & (DATE_WORD_AND | DATE_WORD_TO))
      word = word_before(search, other, &other);
  }
  if (word.classes & DATE_WORD_MONTH)
    return tell_months(search, other, end, year, word.value, month, DATE_PRECISION_MONTH);
  return tell_months(search, begin, end, year, month, month, DATE_PRECISION_MONTH);
}

/* The number of a part of the year whose name begins at `name`: "första", "1." before it. 0: none. */
static guint part_before(const Search *search, const char *name, const char **begin) {
  DateWord word = word_before(search, name, begin);
  if (word.classes & DATE_WORD_ORDINAL)
    return word.value;
  const char *q = skip_spaces_back(search, name);
  if (q > search->text && q[-1] == '.')
    q--;
  if (q == search->text || !g_ascii_isdigit(q[-1]) || (q - 1 > search->text && g_ascii_isalnum(q[-2])))
    return 0;
  *begin = q - 1;
  return (guint)(q[-1] - '0');
}

static const char *tell_part(Search *search, const char *begin, const char *end, guint year, guint part, guint months) {
  return part >= 1 && part <= 12 / months
             ? tell_months(search, begin, end, year, (part - 1) * months + 1, part * months,
                           months == 3 ? DATE_PRECISION_QUARTER : DATE_PRECISION_HALF)
             : NULL;
}

/* "kvartal 3 2021", "Q3 2021", "H1 2021": the part's number right before the year. */
static const char *find_numbered_part(Search *search, const char *p, guint year, const char *end) {
  const char *q = skip_spaces_back(search, p), *begin;
  if (q > search->text && q[-1] == ',')
    q--;
  if (q - search->text < 2 || !g_ascii_isdigit(q[-1]))
    return NULL;
  guint part = (guint)(q[-1] - '0');
  char sign = q[-2];
  gboolean alone = q - search->text < 3 || !g_ascii_isalnum(q[-3]);
  if (alone && (sign == 'Q' || sign == 'K'))
    return tell_part(search, q - 2, end, year, part, 3);
  if (alone && sign == 'H')
    return tell_part(search, q - 2, end, year, part, 6);
  guint classes = g_ascii_isdigit(sign) ? 0 : word_before(search, q - 1, &begin).classes;
  return classes & DATE_WORD_QUARTER ? tell_part(search, begin, end, year, part, 3)
         : classes & DATE_WORD_HALF  ? tell_part(search, begin, end, year, part, 6)
                                     : NULL;
}

/* A number of a report of a parliament's year: "nr 26 (2006-2007)", "Prop. 1 S (2013–2014)". */
static gboolean is_session(const Search *search, const char *p) {
  if (p <= search->text || p[-1] != '(')
    return FALSE;
  const char *q = skip_spaces_back(search, p - 1);
  for (guint i = 0; i < 3 && q > search->text && g_ascii_isupper(q[-1]); i++)
    q--;
  q = skip_spaces_back(search, q);
  return q > search->text && g_ascii_isdigit(q[-1]);
}

/* Whether a number follows as in the address of a place: "Storgata 5, 2000 Lillestrøm". */
static gboolean is_postal_code(const Search *search, const char *p, const char *end) {
  const char *q = skip_spaces_back(search, p), *next = skip_spaces(search, end);
  if (search->swedish || search->english || q == p || !letter_at(search, next) || next == end)
    return FALSE;
  gunichar c = g_utf8_get_char(next);
  gboolean broken = memchr(q, '\n', (gsize)(p - q)) != NULL;
  if (!g_unichar_isupper(c) || q == search->text || (q[-1] != ',' && !broken))
    return FALSE;
  if (q[-1] == ',')
    q = skip_spaces_back(search, q - 1);
  if (q > search->text && g_ascii_isalpha(q[-1])) /* 5 B */
    q = skip_spaces_back(search, q - 1);
  return q > search->text && g_ascii_isdigit(q[-1]);
}

/* Whether what goes before a number of four digits lets it be a year. */
static gboolean may_be_year(const Search *search, const char *p, const char *end) {
  const char *begin, *q = skip_spaces_back(search, p);
  DateWord word = word_before(search, p, &begin), goal = word;
  if (word.classes & DATE_WORD_PREPOSITION)
    goal = word_before(search, begin, &begin);
  if (word.classes & DATE_WORD_NO_YEAR || goal.classes & DATE_WORD_GOAL)
    return FALSE;
  if (q > search->text && g_ascii_isdigit(q[-1]) && !memchr(q, '\n', (gsize)(p - q)))
    return FALSE;
  if (q - search->text >= 2 && memcmp(q - 2, "§", 2) == 0)
    return FALSE;
  return !is_session(search, p) && !is_postal_code(search, p, end);
}

/* The year that ends a range or pair begun by the year before `p`; after it, or NULL. */
static const char *read_last_year(const Search *search, const char *p, guint year, gboolean school, guint *last) {
  const char *next, *after;
  guint digits;
  Joint joint = read_joint(search, p, &next);
  if (school && at(search, p) == '/') {
    next = p + 1;
    joint = RANGED;
  }
  if (joint == APART || at(search, skip_spaces(search, p)) == ',')
    return NULL;
  after = read_number(search, next, last, &digits);
  if (digits == 2 && next - p <= 3 && *last == (year + 1) % 100)
    *last = year + 1;
  else if (digits != 4 || *last <= year || *last > LATEST_YEAR)
    return NULL;
  return goes_on(search, after) ? NULL : after;
}

static const char *find_year(Search *search, const char *p, guint year, const char *end) {
  const char *begin, *after, *start;
  guint last;
  DateWord word = word_before(search, p, &begin);
  gboolean school = word.classes & DATE_WORD_SCHOOL_YEAR;
  if (year < EARLIEST_YEAR || year > LATEST_YEAR || !may_be_year(search, p, end)) {
    return year >= EARLIEST_YEAR && year <= LATEST_YEAR && !goes_on(search, end)
               ? find_numbered_part(search, p, year, end)
               : NULL;
  }
  gboolean winter = word.classes & DATE_WORD_SEASON && word.value == 1;
  if ((after = read_last_year(search, end, year, school || winter, &last))) {
    if (winter && last == year + 1)
      return tell_months(search, begin, after, last, 12, 2, DATE_PRECISION_SEASON);
    DatePoint from = {.year = year}, to = {.year = last};
    return tell(search, p, after, from, to, DATE_PRECISION_YEAR, 0) ? after : NULL;
  }
  const char *dash = after_dash(search, end);
  if (goes_on(search, end) || (dash && (is_digit(search, dash))))
    return NULL;
  if (word.classes & DATE_WORD_MONTH)
    return find_month(search, begin, word.value, year, end);
  if (word.classes & DATE_WORD_SEASON)
    return winter
               ? tell_months(search, begin, end, year, 12, 2, DATE_PRECISION_SEASON)
               : tell_months(search, begin, end, year, word.value * 3 - 3, word.value * 3 - 1, DATE_PRECISION_SEASON);
  guint part = word.classes & (DATE_WORD_QUARTER | DATE_WORD_HALF) ? part_before(search, begin, &start) : 0;
  if (part)
    return tell_part(search, start, end, year, part, word.classes & DATE_WORD_QUARTER ? 3 : 6);
  DatePoint point = {.year = year};
  return tell(search, p, end, point, point, DATE_PRECISION_YEAR, 0) ? end : NULL;
}

/* --- the search ------------------------------------------------------------------------------------------------ */

/* Whether the digits at `p` begin something of their own, not a part of a longer number, word or address. */
static gboolean stands_alone(const Search *search, const char *p) {
  const char *q = before(search, p);
  if (p == search->text)
    return TRUE;
  if (letter_at(search, q) || strchr("_/:#@=&+§$%", *q))
    return FALSE;
  const char *r = before(search, q);
  if (after_dash(search, q) == p)
    return r < q && (space_at(search, r) || *r == ')' || *r == '\t') ? TRUE : FALSE;
  return !((*q == '.' || *q == ',') && r < q && (g_ascii_isalnum(*r) || *r == ')'));
}

static const char *find_at(Search *search, const char *p) {
  guint value, digits;
  const char *end = read_number(search, p, &value, &digits), *after;
  if (digits == 4) {
    after = find_iso(search, p, value, end);
    return after ? after : find_year(search, p, value, end);
  }
  if (digits == 6 || digits == 8)
    return find_compact(search, p, value, digits, end);
  if (digits < 1 || digits > 2)
    return NULL;
  if ((after = find_week(search, p, value, end)) || (after = find_named(search, p)) ||
      (after = find_numeric(search, p)))
    return after;
  return find_english(search, p);
}

void dates_find(const char *language, const char *text, gsize length, GArray *told) {
  Search search = {.text = text, .end = text + length, .told = told};
  search.english = g_strcmp0(language, "en") == 0;
  search.swedish = g_strcmp0(language, "sv") == 0;
  search.unknown = !language || strcmp(language, "und") == 0 || strcmp(language, "mul") == 0;
  for (const char *p = text; p < search.end;) {
    if (!g_ascii_isdigit(*p)) {
      p++;
      continue;
    }
    const char *after = stands_alone(&search, p) ? find_at(&search, p) : NULL;
    if (after && after > p) {
      p = after;
      continue;
    }
    while (p < search.end && g_ascii_isdigit(*p))
      p++;
  }
}
