/* Filters: their names, and the rows that pass them. */
#include "queries/filters.h"

#include "language/gazetteer.h"
#include "language/iso_date.h"

#include <math.h>
#include <string.h>

static const struct {
  const char *name;
  FilterKind kind;
} names[] = {
    {"kind", FILTER_KIND},
    {"typ", FILTER_KIND},
    {"type", FILTER_KIND},
    {"place", FILTER_PLACE},
    {"plats", FILTER_PLACE},
    {"ort", FILTER_PLACE},
    {"kommun", FILTER_PLACE},
    {"sted", FILTER_PLACE},
    {"stad", FILTER_PLACE},
    {"kommune", FILTER_PLACE},
    {"theme", FILTER_THEME},
    {"tema", FILTER_THEME},
    {"date", FILTER_DATE},
    {"datum", FILTER_DATE},
    {"dato", FILTER_DATE},
    {"year", FILTER_DATE},
    {"år", FILTER_DATE},
    {"when", FILTER_WHEN},
    {"när", FILTER_WHEN},
    {"når", FILTER_WHEN},
    {"person", FILTER_PERSON},
    {"org", FILTER_ORGANISATION},
    {"organisation", FILTER_ORGANISATION},
    {"organisasjon", FILTER_ORGANISATION},
    {"language", FILTER_LANGUAGE},
    {"lang", FILTER_LANGUAGE},
    {"språk", FILTER_LANGUAGE},
    {"country", FILTER_COUNTRY},
    {"land", FILTER_COUNTRY},
    {"quality", FILTER_QUALITY},
    {"kvalitet", FILTER_QUALITY},
};

/* What people call the kinds. */
static const struct {
  const char *word, *kind;
} kind_words[] = {
    {"möte", "meeting"},     {"møte", "meeting"},   {"guide", "guide"},
    {"vägledning", "guide"}, {"veileder", "guide"}, {"rettleiar", "guide"},
    {"handbok", "guide"},    {"håndbok", "guide"},  {"presentasjon", "presentation"},
    {"nyhet", "news"},       {"nyheter", "news"},   {"nyhende", "news"},
    {"rapport", "report"},   {"sida", "page"},      {"webbsida", "page"},
    {"side", "page"},        {"nettside", "page"},  {"annat", "other"},
    {"annet", "other"},      {"anna", "other"},
};

static void filter_free(Filter *filter) {
  g_free(filter->value);
  g_free(filter);
}

/* --- taking them out of the text -----------------------------------------------------------------------------------
 */

/* "2014", "2014-09..2015", "2014..", "..2015" */
static gboolean is_interval(const char *text) {
  const char *dots = strstr(text, "..");
  if (!dots)
    return iso_date_is_valid(text, strlen(text));
  gsize before = (gsize)(dots - text), after = strlen(dots + 2);
  return (before || after) && (!before || iso_date_is_valid(text, before)) &&
         (!after || iso_date_is_valid(dots + 2, after));
}

static const char *kind_of(const char *word) {
  g_autofree char *lower = g_utf8_strdown(word, -1);
  DocumentKind kind;
  for (gsize i = 0; i < G_N_ELEMENTS(kind_words); i++)
    if (strcmp(lower, kind_words[i].word) == 0)
      return kind_words[i].kind;
  return document_kind_from_name(lower, &kind) ? document_kind_name(kind) : NULL;
}

/* The country's code; NULL where the word names none that places are known of. */
static const char *country_of(const char *word) {
  static const struct {
    const char *word, *code;
  } countries[] = {{"se", "SE"},    {"sverige", "SE"}, {"sweden", "SE"}, {"no", "NO"},      {"norge", "NO"},
                   {"noreg", "NO"}, {"norway", "NO"},  {"dk", "DK"},     {"danmark", "DK"}, {"denmark", "DK"}};
  g_autofree char *lower = g_utf8_strdown(word, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(countries); i++)
    if (strcmp(lower, countries[i].word) == 0)
      return countries[i].code;
  return NULL;
}

static double quality_of(const char *text) {
  char *end;
  double value = g_ascii_strtod(text, &end);
  return end > text && !*end && value >= 0 && value <= 1 ? value : NAN;
}

static gboolean is_of_use(FilterKind kind, const char *value) {
  switch (kind) {
  case FILTER_KIND:
    return kind_of(value) != NULL;
  case FILTER_DATE:
  case FILTER_WHEN:
    return is_interval(value);
  case FILTER_QUALITY:
    return !isnan(quality_of(value));
  case FILTER_COUNTRY:
    return country_of(value) != NULL;
  default:
    return *value != '\0';
  }
}

static gboolean find_name(const char *word, gsize length, FilterKind *kind) {
  g_autofree char *lower = g_utf8_strdown(word, (gssize)length);
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(lower, names[i].name) == 0) {
      *kind = names[i].kind;
      return TRUE;
    }
  return FALSE;
}

/* The end of the value that begins at `p`: of a quoted one behind its closing quote. *value is a copy. */
static const char *read_value(const char *p, char **value) {
  const char *start = p;
  if (*p == '"') {
    const char *close = strchr(p + 1, '"');
    if (close) {
      *value = g_strndup(p + 1, (gsize)(close - p - 1));
      return close + 1;
    }
  }
  while (*p && !g_unichar_isspace(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  *value = g_strndup(start, (gsize)(p - start));
  return p;
}

/* A filter at the start of a word; NULL where there is none. *end gets what follows it. */
static Filter *read_filter(const char *word, const char **end) {
  gboolean excluded = *word == '-';
  const char *name = word + excluded, *colon = name;
  FilterKind kind;
  while (*colon && *colon != ':' && !g_unichar_isspace(g_utf8_get_char(colon)))
    colon = g_utf8_next_char(colon);
  if (*colon != ':' || !find_name(name, (gsize)(colon - name), &kind))
    return NULL;
  g_autofree char *value = NULL;
  const char *after = read_value(colon + 1, &value);
  if (!is_of_use(kind, value))
    return NULL;
  Filter *filter = g_new(Filter, 1);
  *filter = (Filter){kind, excluded, g_steal_pointer(&value)};
  *end = after;
  return filter;
}

GPtrArray *filters_take(const char *text, char **rest) {
  GPtrArray *filters = g_ptr_array_new_with_free_func((GDestroyNotify)filter_free);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autoptr(GString) left = g_string_new(NULL);
  gboolean at_word = TRUE, quoted = FALSE;
  for (const char *p = valid; *p;) {
    const char *end;
    Filter *filter = at_word && !quoted ? read_filter(p, &end) : NULL;
    if (filter) {
      g_ptr_array_add(filters, filter);
      p = end;
      continue;
    }
    quoted ^= *p == '"';
    at_word = g_unichar_isspace(g_utf8_get_char(p));
    const char *next = g_utf8_next_char(p);
    g_string_append_len(left, p, next - p);
    p = next;
  }
  *rest = g_strdup(g_strstrip(left->str));
  return filters;
}

/* --- rows ------------------------------------------------------------------------------------------------------------
 */

static void set_row(GByteArray *rows, gint64 row) {
  if (row < 0)
    return;
  guint byte = (guint)(row / 8);
  if (byte >= rows->len) {
    guint before = rows->len;
    g_byte_array_set_size(rows, MAX(byte + 1, before * 2));
    memset(rows->data + before, 0, rows->len - before);
  }
  rows->data[byte] |= (guint8)(1u << (row % 8));
}

/* Sets the rows that a statement gives; it has its values already. */
static gboolean set_rows(Statement *statement, GByteArray *rows, GError **error) {
  Step step;
  while ((step = statement_step(statement, error)) == STEP_ROW)
    set_row(rows, statement_int(statement, 0));
  return step == STEP_DONE;
}

static gboolean rows_of_text(Database *database, const char *sql, const char *text, GByteArray *rows, GError **error) {
  Statement *statement = database_prepare(database, sql, error);
  if (!statement)
    return FALSE;
  statement_bind_text(statement, 1, text, -1);
  return set_rows(statement, rows, error);
}

/* A date passes where its span and the interval's have a day in common: texts of ISO dates compare like dates. "/"
 * parts the ends of an interval that is told. */
#define OVERLAPS(date)                                                                                                 \
  "(?1='' OR substr(CASE instr(" date ",'/') WHEN 0 THEN " date " ELSE substr(" date ",instr(" date                    \
  ",'/')+1) END,1,length(?1))>=substr(?1,1,length(CASE instr(" date ",'/') WHEN 0 THEN " date " ELSE substr(" date     \
  ",instr(" date ",'/')+1) END)))"                                                                                     \
  " AND (?2='' OR substr(CASE instr(" date ",'/') WHEN 0 THEN " date " ELSE substr(" date ",1,instr(" date             \
  ",'/')-1) END,1,length(?2))<=?2)"

static gboolean rows_of_dates(Database *database, FilterKind kind, const char *value, GByteArray *rows,
                              GError **error) {
  const char *dots = strstr(value, "..");
  g_autofree char *from = dots ? g_strndup(value, (gsize)(dots - value)) : g_strdup(value);
  const char *to = dots ? dots + 2 : value;
  Statement *statement = database_prepare(
      database,
      kind == FILTER_DATE
          ? "SELECT u.id FROM document d JOIN unit u ON u.document=d.id WHERE d.date<>'' AND " OVERLAPS("d.date")
          : "SELECT u.id FROM finding f JOIN unit u ON u.document=f.document AND u.ordinal=f.unit"
            " WHERE f.kind='date' AND f.value NOT LIKE '-%' AND " OVERLAPS("f.value"),
      error);
  if (!statement)
    return FALSE;
  statement_bind_text(statement, 1, from, -1);
  statement_bind_text(statement, 2, to, -1);
  return set_rows(statement, rows, error);
}

static gboolean same_text(const char *text, const char *folded) {
  g_autofree char *own = text ? g_utf8_casefold(text, -1) : NULL;
  return g_strcmp0(own, folded) == 0;
}

static gboolean holds_text(const char *text, const char *folded) {
  g_autofree char *own = text ? g_utf8_casefold(text, -1) : NULL;
  return own && strstr(own, folded);
}

/* Whether a value of the findings is what was asked for: by itself, by what follows its scheme ("practice:waste"), by
 * its name; of people and organisations by a part of it. */
static gboolean is_asked(FilterKind kind, const char *value, const char *name, const char *folded) {
  const char *colon = strchr(value, ':');
  if (same_text(value, folded) || same_text(name, folded) || (colon && same_text(colon + 1, folded)))
    return TRUE;
  return (kind == FILTER_PERSON || kind == FILTER_ORGANISATION) && holds_text(value, folded);
}

/* Units with the value, and all units of documents that have it as a whole. */
#define UNITS_OF_VALUE                                                                                                 \
  "SELECT u.id FROM finding f JOIN unit u ON u.document=f.document"                                                    \
  " WHERE f.kind=?2 AND f.value=?1 AND (u.ordinal=f.unit OR f.unit=0 OR (f.kind='place' AND f.role='venue'))"          \
  " AND (f.kind<>'theme' OR f.role='main')"

#define UNITS_OF_COUNTRY                                                                                               \
  "SELECT u.id FROM document d JOIN unit u ON u.document=d.id WHERE coalesce(d.country,"                               \
  " (SELECT substr(p.value, 1, 2) FROM finding p WHERE p.document=d.id AND p.kind='place'"                             \
  "  AND p.value GLOB '[A-Z][A-Z]-[0-9]*' GROUP BY 1 ORDER BY count(*) + 2 * sum(p.role='venue') DESC LIMIT 1))=?1"

/* Whether a code is that of a place which bears the asked name, or lies in a county that does, whatever counties there
 * were then. A name that a municipality bears as well ("Örebro") means the municipality. */
static gboolean is_place_asked(const char *code, const GPtrArray *asked) {
  const GazetteerPlace *place = gazetteer_by_code(code);
  gboolean municipality = FALSE;
  for (guint i = 0; asked && i < asked->len; i++)
    municipality |= ((const GazetteerPlace *)asked->pdata[i])->level == GAZETTEER_MUNICIPALITY;
  for (guint i = 0; place && asked && i < asked->len; i++) {
    const GazetteerPlace *one = asked->pdata[i];
    if (one == place || (one->level == GAZETTEER_COUNTY && !municipality && gazetteer_lies_in(place, one)))
      return TRUE;
  }
  return FALSE;
}

/* The places that a name means; NULL where it is none. */
static const GPtrArray *places_asked(const char *asked) {
  g_autofree char *lower = g_utf8_strdown(asked, -1);
  return gazetteer_find(lower);
}

static gboolean rows_of_findings(Database *database, FilterKind kind, const char *finding, const char *asked,
                                 GByteArray *rows, GError **error) {
  g_autofree char *folded = g_utf8_casefold(asked, -1);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
  Statement *distinct = database_prepare(database,
                                         "SELECT value, coalesce(json_extract(details,'$.name'),"
                                         " json_extract(details,'$.label'), json_extract(details,'$.abbreviation'))"
                                         " FROM finding WHERE kind=?1 GROUP BY 1, 2",
                                         error);
  Statement *units = database_prepare(database, UNITS_OF_VALUE, error);
  if (!distinct || !units)
    return FALSE;
  statement_bind_text(distinct, 1, finding, -1);
  Step step;
  const GPtrArray *places = kind == FILTER_PLACE ? places_asked(asked) : NULL;
  while ((step = statement_step(distinct, error)) == STEP_ROW)
    if (is_asked(kind, statement_text(distinct, 0), statement_text(distinct, 1), folded) ||
        is_place_asked(statement_text(distinct, 0), places))
      g_ptr_array_add(values, g_strdup(statement_text(distinct, 0)));
  for (guint i = 0; step == STEP_DONE && i < values->len; i++) {
    statement_bind_text(units, 1, values->pdata[i], -1);
    statement_bind_text(units, 2, finding, -1);
    if (!set_rows(units, rows, error))
      return FALSE;
  }
  return step == STEP_DONE;
}

static gboolean rows_of_quality(Database *database, const char *value, GByteArray *rows, GError **error) {
  Statement *statement = database_prepare(database, "SELECT id FROM unit WHERE quality>=?1", error);
  if (!statement)
    return FALSE;
  statement_bind_double(statement, 1, quality_of(value));
  return set_rows(statement, rows, error);
}

static gboolean rows_of(Database *database, const Filter *filter, GByteArray *rows, GError **error) {
  switch (filter->kind) {
  case FILTER_KIND:
    return rows_of_text(database, "SELECT u.id FROM document d JOIN unit u ON u.document=d.id WHERE d.kind=?1",
                        kind_of(filter->value), rows, error);
  case FILTER_LANGUAGE:
    return rows_of_text(database, "SELECT id FROM unit WHERE language=lower(?1)", filter->value, rows, error);
  case FILTER_DATE:
  case FILTER_WHEN:
    return rows_of_dates(database, filter->kind, filter->value, rows, error);
  case FILTER_PLACE:
    return rows_of_findings(database, filter->kind, "place", filter->value, rows, error);
  case FILTER_THEME:
    return rows_of_findings(database, filter->kind, "theme", filter->value, rows, error);
  case FILTER_PERSON:
    return rows_of_findings(database, filter->kind, "person", filter->value, rows, error);
  case FILTER_ORGANISATION:
    return rows_of_findings(database, filter->kind, "organisation", filter->value, rows, error);
  case FILTER_QUALITY:
    return rows_of_quality(database, filter->value, rows, error);
  case FILTER_COUNTRY:
    return rows_of_text(database, UNITS_OF_COUNTRY, country_of(filter->value), rows, error);
  }
  return FALSE;
}

GByteArray *filters_rows(Reader *reader, const GPtrArray *filters, GError **error) {
  Database *database = reader_get_database(reader);
  guint bytes = (guint)(database_get_int(database, "SELECT coalesce(max(id), 0) FROM unit", 0) / 8 + 1);
  g_autoptr(GByteArray) passing = g_byte_array_new();
  g_byte_array_set_size(passing, bytes);
  memset(passing->data, 0xff, bytes);
  for (guint i = 0; i < filters->len; i++) {
    const Filter *filter = filters->pdata[i];
    g_autoptr(GByteArray) rows = g_byte_array_new();
    if (!rows_of(database, filter, rows, error))
      return NULL;
    for (guint b = 0; b < bytes; b++) {
      guint8 own = b < rows->len ? rows->data[b] : 0;
      passing->data[b] &= filter->excluded ? (guint8)~own : own;
    }
  }
  return g_steal_pointer(&passing);
}
