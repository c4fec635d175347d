/* Works: read from document.work and the ledger, compared by their sketches. */
#include "queries/versions.h"

#include "index/works.h"
#include "language/sketch.h"

#include <string.h>

static void version_free(Version *version) {
  g_free(version->document_id);
  g_free(version->title);
  g_free(version->language);
  g_free(version->media_type);
  g_free(version->date);
  g_free(version->changed);
  g_clear_pointer(&version->paths, g_ptr_array_unref);
  g_free(version);
}

void work_free(Work *work) {
  if (!work)
    return;
  g_free(work->id);
  g_ptr_array_unref(work->versions);
  g_free(work);
}

gboolean work_has_document(const Work *work, const char *document_id) {
  for (guint i = 0; i < work->versions->len; i++)
    if (strcmp(((const Version *)work->versions->pdata[i])->document_id, document_id) == 0)
      return TRUE;
  return FALSE;
}

/* --- one version ------------------------------------------------------------------------------------------- */

#define SECONDS_LENGTH 19 /* of "2014-09-25T10:00:00": zones and fractions do not decide which is newer */

/* The file's time stands in for what the document does not say. */
static char *changed_text(const char *said, gint64 mtime_ns) {
  if (said)
    return g_strndup(said, SECONDS_LENGTH);
  g_autoptr(GDateTime) time = mtime_ns ? g_date_time_new_from_unix_utc(mtime_ns / 1000000000) : NULL;
  return time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%S") : NULL;
}

#define VERSION_QUERY                                                                                                  \
  "SELECT d.id, d.public_id, d.title, d.language, d.media_type, d.kind, d.date,"                                       \
  " (SELECT value FROM document_metadata WHERE document=d.id AND key IN ('modified', 'issued', 'created')"             \
  "  ORDER BY key='modified' DESC, key='issued' DESC LIMIT 1),"                                                        \
  " (SELECT max(mtime_ns) FROM source WHERE document=d.id),"                                                           \
  " (SELECT count(*) FROM unit WHERE document=d.id) FROM document AS d "

static Version *version_from(Statement *row) {
  Version *version = g_new0(Version, 1);
  version->row = statement_int(row, 0);
  version->document_id = g_strdup(statement_text(row, 1));
  version->title = g_strdup(statement_text(row, 2));
  version->language = g_strdup(statement_text(row, 3));
  version->media_type = g_strdup(statement_text(row, 4));
  document_kind_from_name(statement_text(row, 5), &version->kind);
  version->date = g_strdup(statement_text(row, 6));
  version->changed = changed_text(statement_text(row, 7), statement_int(row, 8));
  version->changed_by_file = statement_text(row, 7) == NULL;
  version->units = (guint)statement_int(row, 9);
  version->paths = g_ptr_array_new_with_free_func(g_free);
  return version;
}

static gboolean add_paths(Database *database, Version *version, GError **error) {
  Statement *rows = database_prepare(
      database, "SELECT path FROM source WHERE document=?1 AND status<>'gone' ORDER BY status='duplicate', id", error);
  if (!rows)
    return FALSE;
  statement_bind_int(rows, 1, version->row);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW)
    g_ptr_array_add(version->paths, g_strdup(statement_text(rows, 0)));
  return step == STEP_DONE;
}

/* --- one work ---------------------------------------------------------------------------------------------- */

static gint by_size(gconstpointer a, gconstpointer b) {
  const Version *x = *(Version *const *)a, *y = *(Version *const *)b;
  if (x->size != y->size)
    return x->size < y->size ? 1 : -1;
  gint newer = g_strcmp0(y->changed, x->changed);
  return newer ? newer : strcmp(x->document_id, y->document_id);
}

static gint by_likeness(gconstpointer a, gconstpointer b) {
  const Version *x = *(Version *const *)a, *y = *(Version *const *)b;
  if (x->fullest != y->fullest)
    return x->fullest ? -1 : 1;
  if (x->similarity != y->similarity)
    return x->similarity < y->similarity ? 1 : -1;
  return by_size(a, b);
}

/* What tells how new a version is: what it says of itself, or the time of its file. */
static const char *time_of(const Version *version, gboolean by_file) {
  if (version->changed_by_file != by_file)
    return by_file ? NULL : version->date;
  return version->changed;
}

static guint count_dated(const GPtrArray *versions) {
  guint count = 0;
  for (guint i = 0; i < versions->len; i++)
    count += time_of(versions->pdata[i], FALSE) != NULL;
  return count;
}

static void mark_newest(const GPtrArray *versions) {
  gboolean by_file = count_dated(versions) < 2, alone = FALSE;
  Version *newest = NULL;
  for (guint i = 0; i < versions->len; i++) {
    Version *version = versions->pdata[i];
    if (!time_of(version, by_file))
      continue;
    gint order = newest ? strcmp(time_of(version, by_file), time_of(newest, by_file)) : 1;
    alone = order > 0 || (order < 0 && alone);
    if (order > 0)
      newest = version;
  }
  if (newest && alone)
    newest->newest = TRUE;
}

static void compare_versions(Database *database, GPtrArray *versions) {
  g_autoptr(GPtrArray) sketches = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < versions->len; i++) {
    Version *version = versions->pdata[i];
    GArray *sketch = works_get_sketch(database, version->row);
    g_ptr_array_add(sketches, sketch ? sketch : g_array_new(FALSE, FALSE, sizeof(guint32)));
    version->size = sketch ? sketch_size(sketch) : 0;
  }
  guint first = 0;
  for (guint i = 1; i < versions->len; i++)
    if (by_size(&versions->pdata[i], &versions->pdata[first]) < 0)
      first = i;
  for (guint i = 0; i < versions->len; i++) {
    Version *version = versions->pdata[i];
    version->fullest = i == first;
    version->similarity = i == first ? 1 : sketch_compare(sketches->pdata[first], sketches->pdata[i]).jaccard;
  }
  g_ptr_array_sort(versions, by_likeness);
}

static void finish_work(Database *database, Work *work) {
  const char *smallest = NULL;
  for (guint i = 0; i < work->versions->len; i++) {
    const Version *version = work->versions->pdata[i];
    if (!smallest || strcmp(version->document_id, smallest) < 0)
      smallest = version->document_id;
  }
  work->id = g_strdup(smallest);
  compare_versions(database, work->versions);
  if (work->versions->len > 1)
    mark_newest(work->versions);
}

/* The work of the documents that `sql` gives for `number`; NULL with *error, or without where there are none. */
static Work *get_work(Database *database, const char *sql, gint64 number, GError **error) {
  Statement *rows = database_prepare(database, sql, error);
  if (!rows)
    return NULL;
  g_autoptr(Work) work = g_new0(Work, 1);
  work->versions = g_ptr_array_new_with_free_func((GDestroyNotify)version_free);
  statement_bind_int(rows, 1, number);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW)
    g_ptr_array_add(work->versions, version_from(rows));
  if (step == STEP_ERROR || work->versions->len == 0)
    return NULL;
  for (guint i = 0; i < work->versions->len; i++)
    if (!add_paths(database, work->versions->pdata[i], error))
      return NULL;
  finish_work(database, work);
  return g_steal_pointer(&work);
}

#define OF_WORK VERSION_QUERY "WHERE d.work=?1 ORDER BY d.id"
#define OF_ROW VERSION_QUERY "WHERE d.id=?1"

gint64 versions_get_work(Reader *reader, gint64 document_row) {
  Statement *get = database_prepare(reader_get_database(reader), "SELECT work FROM document WHERE id=?1", NULL);
  if (!get)
    return 0;
  statement_bind_int(get, 1, document_row);
  gint64 work = statement_step(get, NULL) == STEP_ROW ? statement_int(get, 0) : 0;
  statement_reset(get);
  return work;
}

Work *versions_find(Reader *reader, gint64 document_row) {
  gint64 work = versions_get_work(reader, document_row);
  return get_work(reader_get_database(reader), work ? OF_WORK : OF_ROW, work ? work : document_row, NULL);
}

/* --- all works --------------------------------------------------------------------------------------------- */

#define IN_SEVERAL_FILES                                                                                               \
  "SELECT document FROM source WHERE document IS NOT NULL AND status<>'gone' GROUP BY document HAVING count(*)>1"

/* Rows of works, or of documents that are alone: number, whether it is a work. */
#define WORKS_QUERY                                                                                                    \
  "SELECT coalesce(work, id) AS number, work IS NOT NULL FROM document"                                                \
  " WHERE work IS NOT NULL OR id IN (" IN_SEVERAL_FILES ") GROUP BY number ORDER BY number LIMIT ?1"
#define EXACT_QUERY "SELECT document, 0 FROM (" IN_SEVERAL_FILES ") ORDER BY document LIMIT ?1"

gboolean versions_each(Reader *reader, const VersionsOptions *options, WorkFunc func, gpointer data, GError **error) {
  Database *database = reader_get_database(reader);
  Statement *rows = database_prepare(database, options->exact ? EXACT_QUERY : WORKS_QUERY, error);
  if (!rows)
    return FALSE;
  statement_bind_int(rows, 1, options->limit ? (gint64)options->limit : -1);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    GError *failed = NULL;
    g_autoptr(Work) work =
        get_work(database, statement_int(rows, 1) ? OF_WORK : OF_ROW, statement_int(rows, 0), &failed);
    if (failed) {
      statement_reset(rows);
      g_propagate_error(error, failed);
      return FALSE;
    }
    if (work)
      func(work, data);
  }
  return step == STEP_DONE;
}

/* --- for showing ------------------------------------------------------------------------------------------- */

const char *versions_format_name(const char *media_type) {
  static const struct {
    const char *begins, *name;
  } formats[] = {
      {"application/pdf", "PDF"},
      {"text/html", "HTML"},
      {"application/xhtml", "HTML"},
      {"multipart/related", "MHTML"},
      {"text/plain", "TXT"},
      {"text/markdown", "MD"},
      {"application/rtf", "RTF"},
      {"application/msword", "DOC"},
      {"application/vnd.ms-powerpoint", "PPT"},
      {"application/vnd.openxmlformats-officedocument.presentationml", "PPTX"},
      {"application/vnd.openxmlformats-officedocument.wordprocessingml", "DOCX"},
      {"application/vnd.oasis.opendocument.presentation", "ODP"},
      {"application/vnd.oasis.opendocument.text", "ODT"},
      {"application/vnd.sun.xml.impress", "SXI"},
  };
  if (!media_type)
    return "?";
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++)
    if (g_str_has_prefix(media_type, formats[i].begins))
      return formats[i].name;
  return media_type;
}

#define LEAST_OF_PLACE 0.6 /* of the pairs of words of the shorter place */

static char *folded_text(const Unit *unit) {
  g_autofree char *whole = g_strconcat(unit->heading ? unit->heading : "", "\n", unit->text ? unit->text : "", NULL);
  return g_utf8_casefold(g_strstrip(whole), -1);
}

static GArray *place_sketch(const Unit *unit) {
  g_autoptr(Sketcher) sketcher = sketcher_new();
  sketcher_add(sketcher, unit->heading);
  sketcher_add(sketcher, unit->text);
  return sketcher_finish(sketcher);
}

gboolean versions_same_place(const Unit *a, const Unit *b) {
  g_autoptr(GArray) first = place_sketch(a), second = place_sketch(b);
  if (first->len > 0 && second->len > 0)
    return sketch_compare(first, second).containment >= LEAST_OF_PLACE;
  g_autofree char *one = folded_text(a), *other = folded_text(b);
  return strcmp(one, other) == 0; /* of one word */
}
