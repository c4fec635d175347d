/* Rows of thesauri, their concepts, labels and keys. */
#include "index/thesaurus.h"

#include "language/concepts.h"
#include "language/messages.h"

#include <string.h>

/* --- keys -------------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray *lemmas;  /* char*, by position: the likeliest lemma, or the surface form */
  GPtrArray *further; /* char*: all lemmas */
  guint settled;      /* how many positions have had their lemma */
} Words;

static gboolean note_term(const Term *term, gpointer data) {
  Words *words = data;
  if (term->kind == TERM_SURFACE) {
    g_ptr_array_add(words->lemmas, g_strndup(term->text, term->length));
    return words->lemmas->len <= CONCEPT_MAX_WORDS;
  }
  if ((term->kind != TERM_LEMMA && term->kind != TERM_MAYBE) || term->position >= words->lemmas->len)
    return TRUE;
  char *lemma = g_strndup(term->text + 1, term->length - 1); /* without the prefix */
  g_ptr_array_add(words->further, lemma);
  if (term->position >= words->settled) {
    g_free(words->lemmas->pdata[term->position]);
    words->lemmas->pdata[term->position] = g_strdup(lemma);
    words->settled = term->position + 1;
  }
  return TRUE;
}

/* Takes `key`. */
static void add_key(GPtrArray *keys, char *key) {
  if (*key && !g_ptr_array_find_with_equal_func(keys, key, g_str_equal, NULL))
    g_ptr_array_add(keys, key);
  else
    g_free(key);
}

static char *join(const GPtrArray *words) {
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf(joined, "%s%s", i ? " " : "", (char *)words->pdata[i]);
  return g_string_free(joined, FALSE);
}

GPtrArray *thesaurus_keys(Analyser *analyser, const char *language, const char *text) {
  GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) as_written = g_string_new(NULL);
  guint count = concept_key_append(as_written, text, strlen(text));
  if (count == 0 || count > CONCEPT_MAX_WORDS)
    return keys;
  add_key(keys, g_strdup(as_written->str));
  g_autoptr(GPtrArray) lemmas = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) further = g_ptr_array_new_with_free_func(g_free);
  Words words = {lemmas, further, 0};
  analyser_run(analyser, language, text, strlen(text), note_term, &words);
  add_key(keys, join(lemmas));
  for (guint i = 0; count == 1 && i < further->len; i++)
    add_key(keys, g_strdup(further->pdata[i]));
  return keys;
}

/* --- asking ------------------------------------------------------------------------------------------------ */

static void label_free(gpointer data) {
  ThesaurusLabel *label = data;
  g_free(label->text);
  g_free(label->thesaurus);
  g_free(label);
}

GPtrArray *thesaurus_find(Database *database, const char *key) {
  GPtrArray *labels = g_ptr_array_new_with_free_func(label_free);
  Statement *find =
      database_prepare(database,
                       "SELECT l.language, l.label, l.rank, l.concept, t.name FROM thesaurus_key AS k"
                       " JOIN thesaurus_label AS l ON l.concept=k.concept"
                       " JOIN thesaurus_concept AS c ON c.id=k.concept JOIN thesaurus AS t ON t.id=c.thesaurus"
                       " WHERE k.key=?1 ORDER BY l.concept, l.rank, l.language LIMIT ?2",
                       NULL);
  if (!find)
    return labels;
  statement_bind_text(find, 1, key, -1);
  statement_bind_int(find, 2, THESAURUS_MAX_FOUND);
  while (statement_step(find, NULL) == STEP_ROW) {
    ThesaurusLabel *label = g_new0(ThesaurusLabel, 1);
    g_strlcpy(label->language, statement_text(find, 0), sizeof label->language);
    label->text = g_strdup(statement_text(find, 1));
    label->rank = (guint)statement_int(find, 2);
    label->concept = statement_int(find, 3);
    label->thesaurus = g_strdup(statement_text(find, 4));
    g_ptr_array_add(labels, label);
  }
  return labels;
}

gboolean thesaurus_each(Database *database, void (*func)(const ThesaurusInfo *info, gpointer data), gpointer data,
                        GError **error) {
  Statement *list = database_prepare(
      database, "SELECT name, path, sha256, imported, concepts, labels FROM thesaurus ORDER BY name", error);
  if (!list)
    return FALSE;
  Step step;
  while ((step = statement_step(list, error)) == STEP_ROW) {
    ThesaurusInfo info = {.name = statement_text(list, 0),
                          .path = statement_text(list, 1),
                          .sha256 = statement_text(list, 2),
                          .imported = statement_text(list, 3),
                          .concepts = statement_int(list, 4),
                          .labels = statement_int(list, 5)};
    func(&info, data);
  }
  return step == STEP_DONE;
}

/* --- writing ----------------------------------------------------------------------------------------------- */

typedef struct {
  Database *database;
  Analyser *analyser;
  const char *language; /* of labels that name none, or NULL */
  gint64 thesaurus;
  gint64 concepts, labels;
} Import;

/* A label that is to be stored. */
typedef struct {
  const SkosLabel *label;
  const char *language;
  guint order; /* in the file */
  GPtrArray *keys;
} Entry;

static void entry_clear(gpointer data) {
  g_ptr_array_unref(((Entry *)data)->keys);
}

/* Language by language; the preferred label first, hidden ones last, else as in the file. */
static gint compare_entries(gconstpointer a, gconstpointer b) {
  const Entry *x = a, *y = b;
  int languages = strcmp(x->language, y->language);
  if (languages)
    return languages;
  if (x->label->kind != y->label->kind)
    return x->label->kind < y->label->kind ? -1 : 1;
  return x->order < y->order ? -1 : 1;
}

static gboolean has_entry(const GArray *entries, const char *language, const char *key) {
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index(entries, Entry, i);
    if (strcmp(entry->language, language) == 0 && strcmp(entry->keys->pdata[0], key) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The labels of a concept that are of use, in the order of their ranks. */
static GArray *collect_entries(const Import *import, const SkosConcept *concept) {
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(entries, entry_clear);
  for (guint i = 0; i < concept->labels->len; i++) {
    const SkosLabel *label = concept->labels->pdata[i];
    Entry entry = {.label = label, .language = *label->language ? label->language : import->language, .order = i};
    if (!entry.language)
      continue;
    entry.keys = thesaurus_keys(import->analyser, entry.language, label->text);
    if (entry.keys->len > 0 && !has_entry(entries, entry.language, entry.keys->pdata[0]))
      g_array_append_val(entries, entry);
    else
      g_ptr_array_unref(entry.keys);
  }
  g_array_sort(entries, compare_entries);
  return entries;
}

static gboolean insert_keys(Database *database, gint64 concept, const GPtrArray *keys, GError **error) {
  Statement *insert =
      database_prepare(database, "INSERT OR IGNORE INTO thesaurus_key(key, concept) VALUES(?1,?2)", error);
  if (!insert)
    return FALSE;
  for (guint i = 0; i < keys->len; i++) {
    statement_bind_text(insert, 1, keys->pdata[i], -1);
    statement_bind_int(insert, 2, concept);
    if (!statement_execute(insert, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean insert_entries(const Import *import, gint64 concept, const GArray *entries, GError **error) {
  guint rank = 0;
  Statement *insert = database_prepare(
      import->database, "INSERT INTO thesaurus_label(concept, language, rank, label) VALUES(?1,?2,?3,?4)", error);
  if (!insert)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index(entries, Entry, i);
    rank = i > 0 && strcmp(entry->language, (entry - 1)->language) == 0 ? rank + 1 : 0;
    statement_bind_int(insert, 1, concept);
    statement_bind_text(insert, 2, entry->language, -1);
    statement_bind_int(insert, 3, rank);
    statement_bind_text(insert, 4, entry->label->text, -1);
    if (!statement_execute(insert, error) || !insert_keys(import->database, concept, entry->keys, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean insert_concept(Import *import, const SkosConcept *concept, GError **error) {
  g_autoptr(GArray) entries = collect_entries(import, concept);
  if (entries->len < 2)
    return TRUE;
  Statement *insert =
      database_prepare(import->database, "INSERT INTO thesaurus_concept(thesaurus, uri) VALUES(?1,?2)", error);
  if (!insert)
    return FALSE;
  statement_bind_int(insert, 1, import->thesaurus);
  statement_bind_text(insert, 2, concept->uri, -1);
  if (!statement_execute(insert, error))
    return FALSE;
  import->concepts++;
  import->labels += entries->len;
  return insert_entries(import, database_last_row(import->database), entries, error);
}

static gboolean insert_concepts(Import *import, const GPtrArray *concepts, ThesaurusProgressFunc progress,
                                gpointer data, GError **error) {
  for (guint i = 0; i < concepts->len; i++) {
    if (progress && !progress(i, concepts->len, data)) {
      g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "interrupted");
      return FALSE;
    }
    if (!insert_concept(import, concepts->pdata[i], error))
      return FALSE;
  }
  if (import->concepts > 0)
    return TRUE;
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                      N_("no concept in it has two labels in the languages of the index"));
  return FALSE;
}

static gboolean delete_thesaurus(Database *database, const char *name, GError **error) {
  Statement *delete = database_prepare(database, "DELETE FROM thesaurus WHERE name=?1", error);
  if (!delete)
    return FALSE;
  statement_bind_text(delete, 1, name, -1);
  return statement_execute(delete, error);
}

/* The row of the thesaurus, without its counts. */
static gboolean insert_thesaurus(Import *import, const ThesaurusInfo *info, GError **error) {
  Statement *insert = database_prepare(import->database,
                                       "INSERT INTO thesaurus(name, path, sha256, imported, concepts, labels)"
                                       " VALUES(?1,?2,?3,strftime('%Y-%m-%dT%H:%M:%SZ','now'),0,0)",
                                       error);
  if (!insert)
    return FALSE;
  const char *texts[] = {info->name, info->path, info->sha256};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    statement_bind_text(insert, (int)i + 1, texts[i], -1);
  if (!statement_execute(insert, error))
    return FALSE;
  import->thesaurus = database_last_row(import->database);
  return TRUE;
}

static gboolean note_counts(const Import *import, GError **error) {
  Statement *update =
      database_prepare(import->database, "UPDATE thesaurus SET concepts=?1, labels=?2 WHERE id=?3", error);
  if (!update)
    return FALSE;
  statement_bind_int(update, 1, import->concepts);
  statement_bind_int(update, 2, import->labels);
  statement_bind_int(update, 3, import->thesaurus);
  return statement_execute(update, error);
}

gboolean thesaurus_put(Database *database, ThesaurusInfo *info, const GPtrArray *concepts, const char *language,
                       ThesaurusProgressFunc progress, gpointer data, GError **error) {
  g_autoptr(Analyser) analyser = analyser_new();
  Import import = {.database = database, .analyser = analyser, .language = language};
  if (!database_run(database, "BEGIN IMMEDIATE", error))
    return FALSE;
  gboolean done = delete_thesaurus(database, info->name, error) && insert_thesaurus(&import, info, error) &&
                  insert_concepts(&import, concepts, progress, data, error) && note_counts(&import, error) &&
                  database_run(database, "COMMIT", error);
  if (!done) {
    database_run(database, "ROLLBACK", NULL);
    return FALSE;
  }
  info->concepts = import.concepts;
  info->labels = import.labels;
  return TRUE;
}

gboolean thesaurus_make_keys(Database *database, GError **error) {
  g_autoptr(Analyser) analyser = analyser_new();
  Statement *labels = database_prepare(database, "SELECT concept, language, label FROM thesaurus_label", error);
  if (!labels || !database_run(database, "DELETE FROM thesaurus_key", error))
    return FALSE;
  Step step;
  while ((step = statement_step(labels, error)) == STEP_ROW) {
    g_autoptr(GPtrArray) keys = thesaurus_keys(analyser, statement_text(labels, 1), statement_text(labels, 2));
    if (!insert_keys(database, statement_int(labels, 0), keys, error)) {
      statement_reset(labels);
      return FALSE;
    }
  }
  return step == STEP_DONE;
}

gboolean thesaurus_remove(Database *database, const char *name, gboolean *found, GError **error) {
  gint64 before = database_get_int(database, "SELECT count(*) FROM thesaurus", 0);
  if (!delete_thesaurus(database, name, error))
    return FALSE;
  *found = database_get_int(database, "SELECT count(*) FROM thesaurus", 0) < before;
  return TRUE;
}
