/* The checks: most are one query each, whose rows are what is wrong. */
#include "index/check.h"

#include "document/identifier.h"
#include "document/status.h"
#include "index/database.h"
#include "index/schema.h"
#include "language/analyse.h"
#include "language/messages.h"
#include "language/spelling_key.h"

#include <string.h>

#define MOST_EXAMPLES 3

typedef struct {
  Database *database;
  CheckPart part;
  GPtrArray *findings; /* of the part */
  gboolean agrees;     /* the analyser of today made the index */
  gboolean integrity;  /* FTS5's integrity-check can run */
  gboolean reindexing; /* a reindex was begun and stopped: the vocabulary is still to be filled */
  GError *interrupted;
} Check;

static const char *const names[CHECK_PARTS] = {"file",  "relations", "full-text", "ledger", "documents",
                                               "units", "words",     "older",     "history"};

static const char *const titles[CHECK_PARTS] = {
    N_("the file"), N_("references"), N_("full text"),      N_("ledger"),  N_("documents"),
    N_("places"),   N_("words"),      N_("older versions"), N_("changes"),
};

const char *check_part_name(CheckPart part) {
  return names[part];
}

const char *check_part_title(CheckPart part) {
  return titles[part];
}

/* --- what to do about it ----------------------------------------------------------------------------------- */

#define RESTORE                                                                                                        \
  N_("restore a backup, or make it anew: move the file away and run 'nordsok index' on your folders again")
#define REINDEX N_("run 'nordsok reindex'")
#define READ_AGAIN N_("take them out and read them again: nordsok remove PATH, then nordsok index PATH")
#define FORGET_OLDER N_("run 'nordsok vacuum --forget-older', or restore a backup")
#define HARMLESS N_("searching is not touched by it; 'nordsok news' may tell wrong things about old runs")

/* --- findings ---------------------------------------------------------------------------------------------- */

static void result_free(gpointer data) {
  CheckResult *finding = data;
  g_ptr_array_unref(finding->examples);
  g_free(finding);
}

static CheckResult *add(Check *check, gboolean fault, const char *problem, const char *remedy) {
  CheckResult *finding = g_new0(CheckResult, 1);
  finding->part = check->part;
  finding->fault = fault;
  finding->problem = problem;
  finding->remedy = remedy;
  finding->examples = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(check->findings, finding);
  return finding;
}

static void add_example(CheckResult *finding, const char *text) {
  finding->count++;
  if (finding->examples->len < MOST_EXAMPLES)
    g_ptr_array_add(finding->examples, g_strdup(text ? text : "NULL"));
}

/* Takes an error in as a finding: what cannot be read is part of the answer. */
static void add_error(Check *check, GError *error) {
  if (g_error_matches(error, DATABASE_ERROR, DATABASE_ERROR_INTERRUPTED) && !check->interrupted) {
    check->interrupted = error;
    return;
  }
  if (error->code == DATABASE_ERROR_DAMAGED || error->code == DATABASE_ERROR_NOT_ONE)
    add_example(add(check, TRUE, N_("the file is damaged and could not be read to the end"), RESTORE), error->message);
  else
    add_example(add(check, TRUE, N_("it could not be read to the end"),
                    N_("look after the disk or the network it lies on, then check again")),
                error->message);
  g_error_free(error);
}

/* --- rules ------------------------------------------------------------------------------------------------- */

/* Each row of `sql` is one fault; its first column names the place. */
typedef struct {
  CheckPart part;
  const char *sql, *problem, *remedy;
} Rule;

/* clang-format off */
static const Rule rules[] = {
    {CHECK_RELATIONS,
     "SELECT \"table\" || ' ' || coalesce(rowid, '?') || ' -> ' || parent FROM pragma_foreign_key_check",
     N_("rows refer to others that are not there"), RESTORE},

    {CHECK_LEDGER, "SELECT path FROM source WHERE status IN ('ok', 'duplicate') AND document IS NULL",
     N_("files stand as read, but their documents are not there"), READ_AGAIN},
    {CHECK_LEDGER,
     "SELECT path FROM source AS s WHERE document IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM document WHERE id=s.document)",
     N_("files stand as read, but their documents are not there"), READ_AGAIN},
    {CHECK_LEDGER, "SELECT path FROM source WHERE status='gone' AND document IS NOT NULL",
     N_("files that are gone still have documents"), READ_AGAIN},
    {CHECK_LEDGER,
     "SELECT path FROM source AS s WHERE run IS NOT NULL AND NOT EXISTS (SELECT 1 FROM run WHERE id=s.run)",
     N_("files were read in runs that are not known"), HARMLESS},

    {CHECK_DOCUMENTS,
     "SELECT public_id FROM document AS d"
     " WHERE NOT EXISTS (SELECT 1 FROM source WHERE document=d.id AND status<>'gone')",
     N_("documents belong to no file"), RESTORE},
    {CHECK_DOCUMENTS, "SELECT public_id FROM document AS d WHERE NOT EXISTS (SELECT 1 FROM unit WHERE document=d.id)",
     N_("documents have no places"), RESTORE},

    {CHECK_UNITS, "SELECT public_id FROM unit AS u WHERE NOT EXISTS (SELECT 1 FROM document WHERE id=u.document)",
     N_("places belong to no document"), RESTORE},
    {CHECK_UNITS,
     "SELECT (SELECT public_id FROM document WHERE id=u.document) FROM unit AS u GROUP BY document"
     " HAVING min(ordinal)<>1 OR max(ordinal)<>count(*)",
     N_("places are missing in the midst of documents"), RESTORE},
    {CHECK_UNITS,
     "SELECT public_id FROM unit AS u WHERE parent IS NOT NULL AND (parent>=ordinal"
     " OR NOT EXISTS (SELECT 1 FROM unit WHERE document=u.document AND ordinal=u.parent))",
     N_("places lie within places that are not there"), RESTORE},

    {CHECK_WORDS,
     "SELECT term FROM frequency"
     " WHERE units<1 OR units>(SELECT CAST(value AS INTEGER) FROM meta WHERE key='frequencies')",
     N_("the table of frequent words says of words that they stand in more places than there are"), REINDEX},

    {CHECK_OLDER, "SELECT public_id FROM older_document AS d WHERE NOT EXISTS"
     " (SELECT 1 FROM older_unit WHERE document=d.id)", N_("older versions have no places"), FORGET_OLDER},
    {CHECK_OLDER,
     "SELECT public_id FROM older_unit AS u WHERE NOT EXISTS (SELECT 1 FROM older_document WHERE id=u.document)",
     N_("places of older versions belong to none"), FORGET_OLDER},

    {CHECK_HISTORY, "SELECT path FROM change AS c WHERE NOT EXISTS (SELECT 1 FROM run WHERE id=c.run)",
     N_("changes belong to runs that are not known"), HARMLESS},
    {CHECK_HISTORY, "SELECT kind FROM change WHERE kind NOT IN ('new', 'changed', 'moved', 'gone')",
     N_("changes are of kinds that this program does not know"), HARMLESS},
};

/* Words that stand in the units and not in the vocabulary. Only those that are words for sure: the analyser leaves
 * numbers and overlong tokens out (analyse.h). */
static const Rule unknown_words = {
    CHECK_WORDS,
    "SELECT term FROM unit_terms WHERE term NOT GLOB '*[^a-zåäöæø]*' AND length(term) BETWEEN 2 AND 30"
    " AND NOT EXISTS (SELECT 1 FROM vocabulary WHERE type=term)",
    N_("words of the texts are missing in the vocabulary, so that similar words are not found"), REINDEX};
/* clang-format on */

/* Calls `judge` (NULL: every row is a fault) for each row of a query and makes one finding of those that are faults. */
static void run_query(Check *check, const Rule *rule, gboolean (*judge)(Statement *row)) {
  g_autoptr(GError) error = NULL;
  Statement *rows = database_prepare(check->database, rule->sql, &error);
  CheckResult *finding = NULL;
  Step step = STEP_ERROR;
  while (rows && (step = statement_step(rows, &error)) == STEP_ROW) {
    if (judge && !judge(rows))
      continue;
    if (!finding)
      finding = add(check, TRUE, rule->problem, rule->remedy);
    add_example(finding, statement_text(rows, 0));
  }
  if (step == STEP_ERROR)
    add_error(check, g_steal_pointer(&error));
}

static void run_rules(Check *check) {
  for (gsize i = 0; i < G_N_ELEMENTS(rules) && !check->interrupted; i++)
    if (rules[i].part == check->part)
      run_query(check, &rules[i], NULL);
}

/* --- parts that are not rules alone ------------------------------------------------------------------------- */

static gboolean is_not_ok(Statement *row) {
  return g_strcmp0(statement_text(row, 0), "ok") != 0;
}

static void check_file(Check *check) {
  static const Rule integrity = {CHECK_FILE, "SELECT integrity_check FROM pragma_integrity_check(20)",
                                 N_("the file is damaged: its tables contradict each other"), RESTORE};
  run_query(check, &integrity, is_not_ok);
}

static void check_table(Check *check, const char *table, const char *columns, const char *values) {
  g_autofree char *sql =
      g_strdup_printf("INSERT INTO %s(%s%s) VALUES('integrity-check'%s)", table, table, columns, values);
  g_autoptr(GError) error = NULL;
  if (database_run(check->database, sql, &error))
    return;
  if (error->code != DATABASE_ERROR_DAMAGED)
    add_error(check, g_steal_pointer(&error));
  else
    add_example(add(check, TRUE, N_("the full-text tables do not agree with the texts"), REINDEX), table);
}

/* With another analyser than the one that made it, each text gives other terms, which is no fault of the index. */
static void check_full_text(Check *check) {
  if (!check->integrity) {
    add(check, FALSE,
        N_("the full-text tables were not checked: you may not use the files beside the index (-wal, -shm)"),
        N_("check it as the user whose index it is, or check a copy: nordsok backup FILE"));
    return;
  }
  if (!check->agrees)
    add(check, FALSE,
        N_("the index was made with other language data than are installed now, so that the full-text tables were not "
           "compared with the texts"),
        REINDEX);
  const char *columns = check->agrees ? ", rank" : "", *values = check->agrees ? ", 1" : "";
  check_table(check, "unit_fts", columns, values);
  check_table(check, "document_fts", columns, values);
  check_table(check, "vocabulary_grams", "", "");
}

/* path, status, sha256, public id of its document */
static gboolean has_other_document(Statement *row) {
  const char *sha256 = statement_text(row, 2), *document = statement_text(row, 3);
  if (!sha256 || !document)
    return FALSE;
  g_autofree char *wanted = identifier_for_document(sha256);
  return strcmp(wanted, document) != 0;
}

static gboolean has_unknown_status(Statement *row) {
  Status status;
  return !status_from_name(statement_text(row, 1), &status);
}

static void check_ledger(Check *check) {
  static const Rule document_of_content = {
      CHECK_LEDGER,
      "SELECT s.path, s.status, s.sha256, d.public_id FROM source AS s JOIN document AS d ON d.id=s.document",
      N_("files have the documents of other files' content"), READ_AGAIN};
  static const Rule states = {CHECK_LEDGER, "SELECT path, status FROM source",
                              N_("files are in states that this program does not know"), READ_AGAIN};
  run_query(check, &document_of_content, has_other_document);
  run_query(check, &states, has_unknown_status);
}

static gboolean has_other_key(Statement *row) {
  const char *type = statement_text(row, 0), *key = statement_text(row, 1);
  if (!type || !key)
    return TRUE;
  g_autoptr(GString) wanted = g_string_new(NULL);
  spelling_key_append(wanted, type, strlen(type));
  return strcmp(wanted->str, key) != 0;
}

static void check_words(Check *check) {
  static const Rule keys = {CHECK_WORDS, "SELECT type, key FROM vocabulary",
                            N_("words stand in the vocabulary under other spellings than their own"), REINDEX};
  if (check->reindexing)
    add(check, FALSE,
        N_("a reindex was begun and not finished, so that the vocabulary was not compared with the texts"),
        N_("run 'nordsok reindex' again: it goes on from there"));
  if (!check->agrees || check->reindexing)
    return;
  run_query(check, &unknown_words, NULL);
  run_query(check, &keys, has_other_key);
}

/* --- the run ----------------------------------------------------------------------------------------------- */

static gboolean analyser_agrees(Database *database) {
  g_autoptr(Analyser) analyser = analyser_new();
  Statement *get = database_prepare(database, "SELECT value FROM meta WHERE key='analyser'", NULL);
  if (!get || statement_step(get, NULL) != STEP_ROW)
    return FALSE;
  gboolean same = g_strcmp0(statement_text(get, 0), analyser_fingerprint(analyser)) == 0;
  statement_reset(get);
  return same;
}

static void check_part(Check *check, CheckPart part) {
  static void (*const functions[CHECK_PARTS])(Check *) = {[CHECK_FILE] = check_file,
                                                          [CHECK_FULL_TEXT] = check_full_text,
                                                          [CHECK_LEDGER] = check_ledger,
                                                          [CHECK_WORDS] = check_words};
  check->part = part;
  if (functions[part])
    functions[part](check);
  run_rules(check);
}

gboolean check_run(const char *path, const volatile sig_atomic_t *interrupted, CheckFunc func, gpointer data,
                   GError **error) {
  g_autoptr(Database) database = database_open(path, DATABASE_CHECK, error);
  if (!database)
    return FALSE;
  database_set_interrupt(database, interrupted);
  Check check = {.database = database};
  check.integrity = database_begin_check(database, NULL);
  if (!schema_check(database, error))
    return FALSE;
  check.agrees = analyser_agrees(database);
  check.reindexing = database_get_int(database, "SELECT count(*) FROM meta WHERE key='reindex'", 0) > 0;
  for (CheckPart part = 0; part < CHECK_PARTS && !check.interrupted; part++) {
    check.findings = g_ptr_array_new_with_free_func(result_free);
    check_part(&check, part);
    if (!check.interrupted)
      func(part, check.findings, data);
    g_ptr_array_unref(check.findings);
  }
  database_run(database, "ROLLBACK", NULL);
  if (check.interrupted)
    g_propagate_error(error, check.interrupted);
  return !check.interrupted;
}
