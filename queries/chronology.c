/* The SQL of the chronology. */
#include "queries/chronology.h"

#include "queries/expand.h"

#include <string.h>

#define SENTENCE 240 /* most bytes of a sentence on either side of the date */

/* --- intervals ------------------------------------------------------------------------------------------------- */

void chronology_interval_clear(ChronologyInterval *interval) {
  g_clear_pointer(&interval->first, g_free);
  g_clear_pointer(&interval->last, g_free);
}

/* The number of `digits` digits at *p, which moves on. */
static gboolean take_number(const char **p, guint digits, guint *value) {
  *value = 0;
  for (guint i = 0; i < digits; i++, (*p)++) {
    if (!g_ascii_isdigit(**p))
      return FALSE;
    *value = *value * 10 + (guint)(**p - '0');
  }
  return TRUE;
}

/* The first or last day of a date "2014", "2014-09", "2014-09-25"; NULL where it is none. Caller frees. */
static char *day_of(const char *text, gboolean last) {
  guint year, month = last ? 12 : 1, day = 1;
  const char *p = text;
  if (!take_number(&p, 4, &year) || year == 0)
    return NULL;
  gboolean months = *p == '-';
  if (months && (p++, !take_number(&p, 2, &month) || month < 1 || month > 12))
    return NULL;
  if (last)
    day = g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
  if (months && *p == '-' && (p++, !take_number(&p, 2, &day)))
    return NULL;
  if (*p || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return NULL;
  return g_strdup_printf("%04u-%02u-%02u", year, month, day);
}

gboolean chronology_parse_interval(const char *text, ChronologyInterval *interval) {
  const char *dots = strstr(text, "..");
  g_autofree char *from = g_strndup(text, dots ? (gsize)(dots - text) : strlen(text));
  const char *to = dots ? dots + 2 : from;
  g_autofree char *first = *from ? day_of(from, FALSE) : NULL, *last = *to ? day_of(to, TRUE) : NULL;
  if ((*from && !first) || (*to && !last) || (!first && !last) || (first && last && strcmp(first, last) > 0))
    return FALSE;
  interval->first = g_steal_pointer(&first);
  interval->last = g_steal_pointer(&last);
  return TRUE;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static void entry_free(ChronologyEntry *entry) {
  g_free(entry->value);
  g_free(entry->role);
  g_free(entry->evidence);
  g_free(entry->sentence);
  g_free(entry->title);
  g_free(entry->document);
  g_free(entry->unit_id);
  g_free(entry->path);
  g_free(entry);
}

/* The first and last day are what the stage has told, or else the value itself. */
#define BEGIN "coalesce(json_extract(f.details, '$.\"not-before\"'), substr(f.value, 1, 10))"
#define END "coalesce(json_extract(f.details, '$.\"not-after\"'), substr(f.value, 1, 10))"
#define FROM_WHERE                                                                                                     \
  " FROM finding AS f JOIN document AS d ON d.id=f.document"                                                           \
  " LEFT JOIN unit AS u ON u.document=f.document AND u.ordinal=f.unit AND f.unit>0"                                    \
  " WHERE f.kind='date' AND f.value NOT LIKE '-%' AND f.value NOT LIKE '%/..' AND (?1 IS NULL OR " END ">=?1)"         \
  " AND (?2 IS NULL OR " BEGIN "<=?2) AND (?3 IS NULL OR f.role=?3)"
#define MATCHING " AND u.id IN (SELECT rowid FROM unit_fts WHERE unit_fts MATCH ?4)"
#define COLUMNS                                                                                                        \
  "SELECT f.value, f.role, f.field, f.start, f.end, f.confidence, d.title, d.public_id, u.public_id,"                  \
  " CASE f.field WHEN 'heading' THEN u.heading WHEN 'title' THEN d.title WHEN 'text' THEN u.text END,"                 \
  " (SELECT path FROM source WHERE document=d.id ORDER BY path LIMIT 1)"
#define ORDER " ORDER BY " BEGIN ", " END ", d.public_id, f.unit, f.start LIMIT ?5"

/* A piece of text on one line. Caller frees. */
static char *on_one_line(const char *start, const char *end) {
  GString *out = g_string_new(NULL);
  for (const char *p = start; p < end; p++)
    if (!g_ascii_isspace(*p))
      g_string_append_c(out, *p);
    else if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  return g_strchomp(g_string_free(out, FALSE));
}

static gboolean is_end(const char *p) {
  return *p == '\n' || ((*p == '.' || *p == '!' || *p == '?') && (p[1] == ' ' || p[1] == '\n' || !p[1]));
}

/* The end of a number with a full stop ("25. september") ends no sentence. */
static gboolean ends_sentence(const char *text, const char *p) {
  return is_end(p) && !(*p == '.' && p > text && g_ascii_isdigit(p[-1]) && p[1] == ' ' && g_ascii_islower(p[2]));
}

static void set_words(ChronologyEntry *entry, const char *text, gsize start, gsize end) {
  gsize length = text ? strlen(text) : 0;
  if (end > length || start >= end)
    return;
  const char *from = text + start, *to = text + end;
  entry->evidence = on_one_line(from, to);
  while (from > text && text + start - from < SENTENCE && !ends_sentence(text, from - 1))
    from--;
  while (*to && to - text - (gssize)end < SENTENCE && !ends_sentence(text, to))
    to++;
  if (*to && *to != '\n')
    to++;
  while (((guchar)*from & 0xC0) == 0x80)
    from++;
  while (((guchar)*to & 0xC0) == 0x80)
    to--;
  g_autofree char *line = on_one_line(from, to);
  entry->sentence = g_strdup(g_strchug(line));
}

static ChronologyEntry *entry_of(Statement *row) {
  ChronologyEntry *entry = g_new0(ChronologyEntry, 1);
  entry->value = g_strdup(statement_text(row, 0));
  entry->role = g_strdup(statement_text(row, 1));
  entry->confidence = statement_double(row, 5);
  entry->title = g_strdup(statement_text(row, 6));
  entry->document = g_strdup(statement_text(row, 7));
  entry->unit_id = g_strdup(statement_text(row, 8));
  entry->path = g_strdup(statement_text(row, 10));
  set_words(entry, statement_text(row, 9), (gsize)statement_int(row, 3), (gsize)statement_int(row, 4));
  return entry;
}

static void bind(Statement *statement, const ChronologyOptions *options, const char *match) {
  if (options->interval->first)
    statement_bind_text(statement, 1, options->interval->first, -1);
  if (options->interval->last)
    statement_bind_text(statement, 2, options->interval->last, -1);
  if (options->role)
    statement_bind_text(statement, 3, options->role, -1);
  if (match)
    statement_bind_text(statement, 4, match, -1);
}

/* The FTS5 expression of the query; NULL where nothing in it can be asked for (no error), or *error. */
static char *match_of(Reader *reader, const char *text, GError **error) {
  static const ExpandOptions plain = {0};
  g_autoptr(Query) query = query_parse(text, NULL);
  g_autoptr(Expansion) expansion = query_expand(query, reader, &plain, error);
  if (!expansion || expansion->groups->len == 0)
    return NULL;
  g_autoptr(GArray) phrases = g_array_new(FALSE, FALSE, sizeof(MatchPhrase));
  return expansion_to_match(expansion, MATCH_ALL, phrases);
}

GPtrArray *chronology_read(Reader *reader, const ChronologyOptions *options, guint64 *total, GError **error) {
  Database *database = reader_get_database(reader);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  g_autoptr(GError) local = NULL;
  g_autofree char *match = options->query ? match_of(reader, options->query, &local) : NULL;
  *total = 0;
  if (local) {
    g_propagate_error(error, g_steal_pointer(&local));
    return NULL;
  }
  if (options->query && !match)
    return g_steal_pointer(&entries);
  Statement *count =
      database_prepare(database, match ? "SELECT count(*)" FROM_WHERE MATCHING : "SELECT count(*)" FROM_WHERE, error);
  if (!count)
    return NULL;
  bind(count, options, match);
  if (statement_step(count, NULL) == STEP_ROW)
    *total = (guint64)statement_int(count, 0);
  statement_reset(count);
  Statement *rows =
      database_prepare(database, match ? COLUMNS FROM_WHERE MATCHING ORDER : COLUMNS FROM_WHERE ORDER, error);
  if (!rows)
    return NULL;
  bind(rows, options, match);
  statement_bind_int(rows, 5, options->limit ? (gint64)options->limit : -1);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW)
    g_ptr_array_add(entries, entry_of(rows));
  return step == STEP_DONE ? g_steal_pointer(&entries) : NULL;
}
