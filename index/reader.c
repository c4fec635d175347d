/* Reading an index. */
#include "index/reader.h"

#include "document/identifier.h"
#include "index/base_urls.h"
#include "index/schema.h"
#include "language/analyse.h"

#include <string.h>

struct Reader {
  Analyser *analyser; /* NULL until asked for */
  Database *database;
  ReaderMemory memory;
  gint64 data_version; /* of the database that `memory` tells of */
  BaseUrls *base_urls;
};

/* Terms whose frequencies are remembered, before all are forgotten. */
#define MOST_FREQUENCIES 200000

Reader *reader_open(const char *path, GError **error) {
  g_autoptr(Reader) reader = g_new0(Reader, 1);
  reader->database = database_open(path, DATABASE_READ, error);
  if (!reader->database || !schema_check(reader->database, error))
    return NULL;
  reader->memory.frequencies = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reader->memory.lengths = g_array_new(FALSE, TRUE, sizeof(guint16));
  reader->data_version = -1;
  reader->base_urls = base_urls_new(reader->database);
  return g_steal_pointer(&reader);
}

void reader_close(Reader *reader) {
  if (!reader)
    return;
  analyser_free(reader->analyser);
  base_urls_free(reader->base_urls);
  g_clear_pointer(&reader->memory.frequencies, g_hash_table_unref);
  g_clear_pointer(&reader->memory.lengths, g_array_unref);
  database_close(reader->database);
  g_free(reader);
}

Database *reader_get_database(Reader *reader) {
  return reader->database;
}

Analyser *reader_get_analyser(Reader *reader) {
  if (!reader->analyser)
    reader->analyser = analyser_new();
  return reader->analyser;
}

ReaderMemory *reader_get_memory(Reader *reader) {
  ReaderMemory *memory = &reader->memory;
  gint64 version = database_get_int(reader->database, "PRAGMA data_version", 0);
  if (version != reader->data_version) {
    memory->units = -1;
    memory->average_length = -1;
    g_array_set_size(memory->lengths, 0);
  }
  if (version != reader->data_version || g_hash_table_size(memory->frequencies) > MOST_FREQUENCIES)
    g_hash_table_remove_all(memory->frequencies);
  reader->data_version = version;
  return memory;
}

char *reader_get_address(Reader *reader, const char *path) {
  return base_urls_find(reader->base_urls, path);
}

gboolean reader_analyser_agrees(Reader *reader) {
  Analyser *analyser = reader_get_analyser(reader);
  Statement *get = database_prepare(reader->database, "SELECT value FROM meta WHERE key='analyser'", NULL);
  if (!get || statement_step(get, NULL) != STEP_ROW)
    return FALSE;
  gboolean same = g_strcmp0(statement_text(get, 0), analyser_fingerprint(analyser)) == 0;
  statement_reset(get);
  return same;
}

/* --- places ------------------------------------------------------------------------------------------------ */

void place_free(Place *place) {
  if (!place)
    return;
  g_free(place->public_id);
  g_free(place->document_id);
  unit_free(place->unit);
  g_free(place->title);
  g_free(place->date);
  g_free(place->path);
  g_free(place->url);
  g_free(place->media_type);
  g_free(place);
}

#define PLACE_QUERY                                                                                                    \
  "SELECT u.id, u.document, u.public_id, d.public_id, u.ordinal, u.parent, u.kind, u.locator_kind, u.locator_number,"  \
  " u.locator_anchor, u.label, u.heading, u.text, u.language, u.language_confidence, u.quality, u.hidden, d.title,"    \
  " d.kind, d.date, d.url, d.media_type,"                                                                              \
  " (SELECT path FROM source WHERE document=d.id ORDER BY status='duplicate', id LIMIT 1), u.ocr"                      \
  " FROM unit AS u JOIN document AS d ON d.id=u.document "

static Unit *unit_from(Statement *row) {
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  unit->ordinal = (guint)statement_int(row, 4);
  unit->parent = (guint)statement_int(row, 5);
  unit_kind_from_name(statement_text(row, 6), &unit->kind);
  locator_kind_from_name(statement_text(row, 7), &unit->locator.kind);
  unit->locator.number = (guint)statement_int(row, 8);
  unit->locator.anchor = g_strdup(statement_text(row, 9));
  unit->label = g_strdup(statement_text(row, 10));
  unit->heading = g_strdup(statement_text(row, 11));
  unit->text = g_strdup(statement_text(row, 12));
  g_strlcpy(unit->language, statement_text(row, 13), sizeof unit->language);
  unit->language_confidence = statement_double(row, 14);
  unit->quality = statement_double(row, 15);
  unit->hidden = statement_int(row, 16) != 0;
  unit->ocr = statement_int(row, 23) != 0;
  return unit;
}

static Place *place_from(const Reader *reader, Statement *row) {
  Place *place = g_new0(Place, 1);
  place->row = statement_int(row, 0);
  place->document_row = statement_int(row, 1);
  place->public_id = g_strdup(statement_text(row, 2));
  place->document_id = g_strdup(statement_text(row, 3));
  place->unit = unit_from(row);
  place->title = g_strdup(statement_text(row, 17));
  document_kind_from_name(statement_text(row, 18), &place->document_kind);
  place->date = g_strdup(statement_text(row, 19));
  place->media_type = g_strdup(statement_text(row, 21));
  place->path = g_strdup(statement_text(row, 22));
  const char *url = statement_text(row, 20);
  place->url = url ? g_strdup(url) : base_urls_find(reader->base_urls, place->path);
  return place;
}

static Place *step_place(const Reader *reader, Statement *statement) {
  if (statement_step(statement, NULL) != STEP_ROW)
    return NULL;
  Place *place = place_from(reader, statement);
  statement_reset(statement);
  return place;
}

Place *reader_get_place(Reader *reader, gint64 row) {
  Statement *get = database_prepare(reader->database, PLACE_QUERY "WHERE u.id=?1", NULL);
  if (!get)
    return NULL;
  statement_bind_int(get, 1, row);
  return step_place(reader, get);
}

Place *reader_find_place(Reader *reader, const char *unit_id) {
  Statement *get = database_prepare(reader->database, PLACE_QUERY "WHERE u.public_id=?1", NULL);
  if (!get)
    return NULL;
  statement_bind_text(get, 1, unit_id, -1);
  return step_place(reader, get);
}

GPtrArray *reader_find_document(Reader *reader, const char *document_id) {
  Statement *get = database_prepare(reader->database, PLACE_QUERY "WHERE d.public_id=?1 ORDER BY u.ordinal", NULL);
  if (!get)
    return NULL;
  statement_bind_text(get, 1, document_id, -1);
  GPtrArray *places = g_ptr_array_new_with_free_func((GDestroyNotify)place_free);
  while (statement_step(get, NULL) == STEP_ROW)
    g_ptr_array_add(places, place_from(reader, get));
  if (places->len == 0)
    g_clear_pointer(&places, g_ptr_array_unref);
  return places;
}

char *place_get_file(const Place *place) {
  if (!place->path)
    return NULL;
  /* "a.zip!/b.pdf" is a member, "Hallå!/b.pdf" a file in a folder: what stands before the sign decides. */
  for (const char *sign = strstr(place->path, "!/"); sign; sign = strstr(sign + 1, "!/")) {
    g_autofree char *archive = g_strndup(place->path, (gsize)(sign - place->path));
    if (g_file_test(archive, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer(&archive);
  }
  return g_strdup(place->path);
}

char *place_get_url(const Place *place) {
  g_autofree char *file = place_get_file(place);
  if (!file)
    return NULL;
  g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)file, strlen(file), "/!$&'()*+,;=:@");
  gboolean inside = strcmp(file, place->path) != 0; /* an archive opens as a whole */
  g_autofree char *fragment = inside ? NULL : locator_to_fragment(&place->unit->locator);
  return g_strdup_printf("file://%s%s%s", escaped, fragment ? "#" : "", fragment ? fragment : "");
}

/* --- the ledger -------------------------------------------------------------------------------------------- */

gboolean reader_each_failure(Reader *reader, const char *status, FailureFunc func, gpointer data, GError **error) {
  Statement *rows =
      database_prepare(reader->database,
                       "SELECT path, status, reason, detail, size FROM source WHERE (?1 IS NULL OR status=?1)"
                       " ORDER BY path",
                       error);
  if (!rows)
    return FALSE;
  statement_bind_text(rows, 1, status, -1);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    Failure failure = {statement_text(rows, 0), statement_text(rows, 1), statement_text(rows, 2),
                       statement_text(rows, 3), statement_int(rows, 4)};
    Status state;
    if (status || (status_from_name(failure.status, &state) && status_is_failure(state)))
      func(&failure, data);
  }
  return step == STEP_DONE;
}

static gboolean each_count(Reader *reader, const char *sql, CountFunc func, gpointer data, GError **error) {
  Statement *rows = database_prepare(reader->database, sql, error);
  if (!rows)
    return FALSE;
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW)
    func(statement_text(rows, 0), statement_int(rows, 1), data);
  return step == STEP_DONE;
}

gboolean reader_count_states(Reader *reader, CountFunc func, gpointer data, GError **error) {
  return each_count(reader, "SELECT status, count(*) FROM source GROUP BY status ORDER BY 2 DESC, 1", func, data,
                    error);
}

gboolean reader_count_languages(Reader *reader, CountFunc func, gpointer data, GError **error) {
  return each_count(reader, "SELECT language, count(*) FROM unit GROUP BY language ORDER BY 2 DESC, 1", func, data,
                    error);
}

gboolean reader_count_kinds(Reader *reader, CountFunc func, gpointer data, GError **error) {
  return each_count(reader, "SELECT kind, count(*) FROM document GROUP BY kind ORDER BY 2 DESC, 1", func, data, error);
}

gint64 reader_count_documents(Reader *reader) {
  return database_get_int(reader->database, "SELECT count(*) FROM document", 0);
}

gint64 reader_count_units(Reader *reader) {
  return database_get_int(reader->database, "SELECT count(*) FROM unit", 0);
}
