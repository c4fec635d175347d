/* The table of organisations, read from the knowledge files. */
#include "language/organisations.h"

#include "language/knowledge.h"

#include <string.h>

typedef struct {
  GHashTable *by_first_word;   /* folded word -> GPtrArray of OrganisationName* */
  GHashTable *by_abbreviation; /* as written -> GPtrArray of Organisation* */
  GHashTable *by_name;         /* folded words, a space between -> Organisation* */
  GHashTable *municipalities;  /* folded name -> country, static */
  GHashTable *counties;        /* folded name -> official name */
} Table;

/* --- words ---------------------------------------------------------------------------------------------------- */

static gboolean is_word_char(gunichar c) {
  return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

char **organisations_split(const char *text) {
  GPtrArray *words = g_ptr_array_new();
  GString *word = g_string_new(NULL);
  for (const char *p = text;; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean inner = c == '-' && word->len && is_word_char(g_utf8_get_char(g_utf8_next_char(p)));
    if (is_word_char(c) || inner) {
      g_string_append_unichar(word, g_unichar_tolower(c));
      continue;
    }
    if (word->len)
      g_ptr_array_add(words, g_strdup(word->str));
    g_string_truncate(word, 0);
    if (!c)
      break;
  }
  g_string_free(word, TRUE);
  g_ptr_array_add(words, NULL);
  return (char **)g_ptr_array_free(words, FALSE);
}

/* --- reading the files ---------------------------------------------------------------------------------------- */

static void add_to_list(GHashTable *table, const char *key, gpointer value) {
  GPtrArray *list = g_hash_table_lookup(table, key);
  if (!list)
    g_hash_table_insert(table, g_strdup(key), list = g_ptr_array_new());
  if (!g_ptr_array_find(list, value, NULL))
    g_ptr_array_add(list, value);
}

static void add_name(Table *table, Organisation *organisation, const char *text, const char *abbreviation, guint from,
                     guint to) {
  OrganisationName *name = g_new0(OrganisationName, 1);
  name->organisation = organisation;
  name->name = g_strdup(text);
  name->abbreviation = abbreviation && *abbreviation ? g_strdup(abbreviation) : NULL;
  name->words = organisations_split(text);
  name->word_count = g_strv_length(name->words);
  name->from = from;
  name->to = to;
  g_ptr_array_add(organisation->names, name);
  if (name->abbreviation)
    add_to_list(table->by_abbreviation, name->abbreviation, organisation);
  /* what is written in capitals alone is looked up as an abbreviation is */
  g_autofree char *upper = g_utf8_strup(text, -1);
  if (name->word_count == 1 && strcmp(upper, text) == 0)
    add_to_list(table->by_abbreviation, text, organisation);
  else
    add_to_list(table->by_first_word, name->words[0], name);
  g_autofree char *key = g_strjoinv(" ", name->words);
  if (!g_hash_table_contains(table->by_name, key))
    g_hash_table_insert(table->by_name, g_steal_pointer(&key), organisation);
}

static guint year_of(const char *text) {
  return text && *text ? (guint)g_ascii_strtoull(text, NULL, 10) : 0;
}

/* "NAME=ABC@FROM-TO" */
static void add_other_name(Table *table, Organisation *organisation, char *text) {
  guint from = 0, to = 0;
  char *years = strchr(text, '@');
  if (years) {
    *years++ = '\0';
    char *dash = strchr(years, '-');
    from = year_of(years);
    to = dash ? year_of(dash + 1) : 0;
  }
  char *abbreviation = strchr(text, '=');
  if (abbreviation)
    *abbreviation++ = '\0';
  if (*g_strstrip(text))
    add_name(table, organisation, text, abbreviation, from, to);
}

enum { COUNTRY, KIND, NAME, ABBREVIATIONS, SINCE, OTHERS, COLUMNS };

static void add_organisation(char *line, gpointer data) {
  Table *table = data;
  g_auto(GStrv) columns = g_strsplit(line, "\t", COLUMNS);
  if (g_strv_length(columns) < COLUMNS)
    g_error("organisations.tsv: %s", line);
  Organisation *organisation = g_new0(Organisation, 1);
  organisation->country = g_strdup(columns[COUNTRY]);
  organisation->kind = g_strdup(columns[KIND]);
  organisation->names = g_ptr_array_new();
  g_auto(GStrv) abbreviations = g_strsplit(columns[ABBREVIATIONS], ", ", -1);
  add_name(table, organisation, columns[NAME], abbreviations[0], year_of(columns[SINCE]), 0);
  for (guint i = 1; abbreviations[0] && abbreviations[i]; i++)
    add_to_list(table->by_abbreviation, abbreviations[i], organisation);
  g_auto(GStrv) others = g_strsplit(columns[OTHERS], "; ", -1);
  for (guint i = 0; others[i]; i++)
    add_other_name(table, organisation, others[i]);
}

static void add_place(GHashTable *places, const char *name, gpointer value) {
  g_auto(GStrv) words = organisations_split(name);
  if (!words[0])
    return;
  g_autofree char *key = g_strjoinv(" ", words);
  g_autofree char *genitive = g_strconcat(key, "s", NULL);
  if (!g_hash_table_contains(places, key))
    g_hash_table_insert(places, g_strdup(key), value);
  if (!g_str_has_suffix(key, "s") && !g_hash_table_contains(places, genitive))
    g_hash_table_insert(places, g_steal_pointer(&genitive), value);
}

/* Columns: country, code, name, others, county, year. */
static void add_municipality(char *line, gpointer data) {
  Table *table = data;
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strv_length(columns) < 4)
    return;
  gpointer country = g_strdup(columns[0]);
  add_place(table->municipalities, columns[2], country);
  g_auto(GStrv) others = g_strsplit(columns[3], "; ", -1);
  for (guint i = 0; others[i]; i++)
    add_place(table->municipalities, others[i], country);
}

/* Columns: country, code, name, others, year. */
static void add_county(char *line, gpointer data) {
  Table *table = data;
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strv_length(columns) < 4)
    return;
  char *official = g_strdup(columns[2]);
  g_autofree char *short_name =
      g_str_has_suffix(official, " län") ? g_strndup(official, strlen(official) - strlen(" län")) : NULL;
  add_place(table->counties, short_name ? short_name : official, official);
  g_auto(GStrv) others = g_strsplit(columns[3], "; ", -1);
  for (guint i = 0; others[i]; i++)
    add_place(table->counties, others[i], official);
}

static gint by_words(gconstpointer a, gconstpointer b) {
  const OrganisationName *x = *(OrganisationName *const *)a, *y = *(OrganisationName *const *)b;
  return (gint)y->word_count - (gint)x->word_count;
}

static gpointer load(gpointer data) {
  Table *table = g_new0(Table, 1);
  table->by_first_word = g_hash_table_new(g_str_hash, g_str_equal);
  table->by_abbreviation = g_hash_table_new(g_str_hash, g_str_equal);
  table->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  table->municipalities = g_hash_table_new(g_str_hash, g_str_equal);
  table->counties = g_hash_table_new(g_str_hash, g_str_equal);
  knowledge_each_line("organisations.tsv", add_organisation, table);
  knowledge_each_line("places/municipalities.tsv", add_municipality, table);
  knowledge_each_line("places/counties.tsv", add_county, table);
  g_hash_table_insert(table->counties, g_strdup("sörmland"), g_strdup("Södermanlands län"));
  g_hash_table_insert(table->counties, g_strdup("sörmlands"), g_strdup("Södermanlands län"));
  GHashTableIter iter;
  gpointer names;
  g_hash_table_iter_init(&iter, table->by_first_word);
  while (g_hash_table_iter_next(&iter, NULL, &names))
    g_ptr_array_sort(names, by_words);
  return table;
}

static const Table *table_get(void) {
  static GOnce once = G_ONCE_INIT;
  return g_once(&once, load, NULL);
}

/* --- questions ------------------------------------------------------------------------------------------------ */

const char *organisation_name_today(const Organisation *organisation) {
  return ((const OrganisationName *)organisation->names->pdata[0])->name;
}

const char *organisation_name_in_year(const Organisation *organisation, guint year) {
  const OrganisationName *best = organisation->names->pdata[0];
  guint best_span = G_MAXUINT;
  for (guint i = 0; year && i < organisation->names->len; i++) {
    const OrganisationName *name = organisation->names->pdata[i];
    guint from = name->from, to = name->to ? name->to : i == 0 ? 9999 : 0;
    if ((!from && !name->to) || (i && !to) || year < from || year > to)
      continue;
    if (to - from < best_span) {
      best = name;
      best_span = to - from;
    }
  }
  return best->name;
}

const GPtrArray *organisations_beginning_with(const char *folded_word) {
  return g_hash_table_lookup(table_get()->by_first_word, folded_word);
}

const Organisation *organisations_by_abbreviation(const char *abbreviation, const char *country) {
  const GPtrArray *list = g_hash_table_lookup(table_get()->by_abbreviation, abbreviation);
  if (!list)
    return NULL;
  const Organisation *own = NULL;
  guint count = 0;
  for (guint i = 0; i < list->len; i++) {
    const Organisation *organisation = list->pdata[i];
    if (strcmp(organisation->country, "XN") == 0 || g_strcmp0(organisation->country, country) == 0) {
      own = organisation;
      count++;
    }
  }
  if (count)
    return count == 1 ? own : NULL;
  return list->len == 1 && g_utf8_strlen(abbreviation, -1) >= (country ? 4 : 3) ? list->pdata[0] : NULL;
}

const Organisation *organisations_by_name(const char *name) {
  g_auto(GStrv) words = organisations_split(name);
  g_autofree char *key = g_strjoinv(" ", words);
  return g_hash_table_lookup(table_get()->by_name, key);
}

const char *organisations_municipality(const char *folded) {
  return g_hash_table_lookup(table_get()->municipalities, folded);
}

const char *organisations_county(const char *folded) {
  return g_hash_table_lookup(table_get()->counties, folded);
}
