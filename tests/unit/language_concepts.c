/* The concept overlay: look-up by any label, false friends, and the table itself. */
#include "language/concepts.h"
#include "language/knowledge.h"

#include <string.h>

/* --- asking ------------------------------------------------------------------------------------------------ */

static gboolean has_label(const Concept *concept, const char *language, const char *text) {
  for (guint i = 0; i < concept->label_count; i++) {
    const ConceptLabel *label = &concept->labels[i];
    if (strcmp(label->language, language) == 0 && strcmp(label->text, text) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Looks a label up as it is written, and wants the others of its concept. */
static const struct {
  const char *name, *label, *language, *other;
} finds[] = {
    {"from-sv", "detaljplan", "nb", "reguleringsplan"},
    {"from-nb", "naturvern", "sv", "naturvård"},
    {"from-nn", "drivhusgass", "sv", "växthusgas"},
    {"from-da", "støj", "nn", "støy"},
    {"from-en", "greenhouse gas", "sv", "växthusgas"},
    {"several-words", "nature conservation", "da", "naturbeskyttelse"},
    {"any-case", "Nature Conservation", "nb", "naturvern"},
    {"hyphen-is-a-space", "follow up", "nb", "oppfølging"},
    {"hyphen-as-written", "follow-up", "nb", "oppfølging"},
    {"itself", "buller", "sv", "buller"},
};

static const Concept *const *find(const char *label, guint *count) {
  g_autoptr(GString) key = g_string_new(NULL);
  concept_key_append(key, label, strlen(label));
  return concepts_find(key->str, count);
}

static void test_find(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  guint count;
  gboolean found = FALSE;
  const Concept *const *concepts = find(finds[i].label, &count);
  g_assert_nonnull(concepts);
  g_assert_cmpuint(count, >=, 1);
  for (guint c = 0; c < count && !found; c++)
    found = has_label(concepts[c], finds[i].language, finds[i].other);
  g_assert_true(found);
}

static void test_find_nothing(void) {
  static const char *const keys[] = {"", " ", "finnsinte", "Buller", "follow-up", "upphandling offentlig"};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    guint count = 99;
    g_assert_null(concepts_find(keys[i], &count));
    g_assert_cmpuint(count, ==, 0);
  }
}

static void test_key(void) {
  static const struct {
    const char *label, *key;
    guint words;
  } keys[] = {{"Klima- og energiplan", "klima og energiplan", 3},
              {"  follow-up ", "follow up", 2},
              {"«Støy»", "støy", 1},
              {"CO₂-utslepp", "co2 utslepp", 2},
              {"å-ä ö æø", "å ä ö æø", 4},
              {"-og klima-", "og klima", 2},
              {"klima  energi", "klima energi", 2},
              {"idé", "ide", 1},
              {"a\u030Ar", "år", 1},
              {"pkt. 3,5", "pkt 3,5", 2},
              {"–", "", 0},
              {"", "", 0}};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
    g_autoptr(GString) key = g_string_new("=");
    g_assert_cmpuint(concept_key_append(key, keys[i].label, strlen(keys[i].label)), ==, keys[i].words);
    g_assert_cmpstr(key->str + 1, ==, keys[i].key);
  }
}

static void test_false_friends(void) {
  g_assert_true(concepts_forbid("sv", "rolig", "nb", "rolig"));
  g_assert_true(concepts_forbid("nb", "rolig", "sv", "rolig"));
  g_assert_true(concepts_forbid("sv", "rolig", "nn", "rolig")); /* what is said of nb holds for nn */
  g_assert_true(concepts_forbid("nn", "rolig", "sv", "rolig"));
  g_assert_false(concepts_forbid("sv", "rolig", "en", "rolig"));
  g_assert_false(concepts_forbid("sv", "rolig", "nb", "stille"));
  g_assert_false(concepts_forbid("nb", "rolig", "nb", "rolig"));
  g_assert_false(concepts_forbid("sv", "", "nb", ""));
}

/* --- the table --------------------------------------------------------------------------------------------- */

static void test_faults(void) {
  static const struct {
    const char *line, *fault; /* a word of what is said, NULL: sound */
  } lines[] = {
      {"same\tbuller\tstøy\t\tstøj\tnoise\tmiljö", NULL},
      {"same\tbuller; ljud\tstøy\t\t\t\tmiljö", NULL},
      {"never\tsv:rolig\tnb:rolig", NULL},
      {"Same\tbuller\tstøy\t\tstøj\tnoise\tmiljö", "relation"},
      {"buller", "relation"},
      {"same\tbuller\tstøy\tstøj\tnoise\tmiljö", "columns"},
      {"same\tbuller\tstøy\t\tstøj\tnoise\tmiljö\t", "columns"},
      {"never\tsv:rolig", "columns"},
      {"never\tsv:rolig\tnb:rolig\tx", "columns"},
      {"never\tsv:rolig\tnb:rolig\t\t\t\t", NULL},
      {"never\tsv:rolig\tnb:rolig\t\t\t\t\t", "columns"},
      {"same\tbuller; \tstøy\t\tstøj\tnoise\tmiljö", "empty"},
      {"same\t; buller\tstøy\t\tstøj\tnoise\tmiljö", "empty"},
      {"same\tbuller;ljud\tstøy\t\tstøj\tnoise\tmiljö", "parted"},
      {"same\tbuller \tstøy\t\tstøj\tnoise\tmiljö", "parted"},
      {"same\tbuller;  ljud\tstøy\t\tstøj\tnoise\tmiljö", "parted"},
      {"same\tbuller; buller\tstøy\t\tstøj\tnoise\tmiljö", "twice"},
      {"same\tett två tre fyra fem sex\tstøy\t\t\t\tmiljö", NULL},
      {"same\tett två tre fyra fem sex sju\tstøy\t\t\t\tmiljö", "words"},
      {"same\tfo\u0308rorening\tstøy\t\t\t\tmiljö", "NFC"},
      {"same\tbuller\t\t\t\t\tmiljö", "two languages"},
      {"same\tbuller\tstøy\t\tstøj\tnoise\t", "field"},
      {"never\trolig\tnb:rolig", "LANGUAGE:WORD"},
      {"never\tsv:rolig\txx:rolig", "LANGUAGE:WORD"},
      {"never\tsv:\tnb:rolig", "empty"},
      {"never\tsv:rolig\tsv:lugn", "one language"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    const char *fault = concepts_line_fault(lines[i].line);
    if (!lines[i].fault)
      g_assert_cmpstr(fault, ==, NULL);
    else {
      g_test_message("%s: %s", lines[i].line, fault);
      g_assert_true(fault && strstr(fault, lines[i].fault));
    }
  }
}

typedef struct {
  GHashTable *seen; /* what a row says -> its line */
  GHashTable *same; /* the numbers of the `same` rows */
  guint faults;
} Check;

static void tell(Check *check, guint number, const char *fault) {
  g_test_message("data/concepts.tsv:%u: %s", number, fault);
  check->faults++;
}

/* The row without its field, and false friends in one order: what must not stand twice. */
static char *what_it_says(const char *line) {
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  guint count = g_strv_length(cells);
  if (strcmp(cells[0], "never") == 0 && count >= 3) {
    gboolean in_order = strcmp(cells[1], cells[2]) < 0;
    return g_strjoin("\t", cells[0], cells[in_order ? 1 : 2], cells[in_order ? 2 : 1], NULL);
  }
  g_free(cells[count - 1]);
  cells[count - 1] = NULL;
  return g_strjoinv("\t", cells);
}

static void check_line(char *line, guint number, gpointer data) {
  Check *check = data;
  const char *fault = concepts_line_fault(line);
  if (fault)
    tell(check, number, fault);
  char *says = what_it_says(line);
  if (g_hash_table_contains(check->seen, says))
    tell(check, number, "the row stands twice");
  g_hash_table_add(check->seen, says);
  if (g_str_has_prefix(line, "same\t"))
    g_hash_table_add(check->same, GUINT_TO_POINTER(number));
}

/* No row calls the same what another calls false friends. */
static void check_contradictions(const Concept *concept, Check *check) {
  for (guint a = 0; a < concept->label_count; a++)
    for (guint b = a + 1; b < concept->label_count; b++) {
      const ConceptLabel *one = &concept->labels[a], *other = &concept->labels[b];
      g_autoptr(GString) one_key = g_string_new(NULL), other_key = g_string_new(NULL);
      concept_key_append(one_key, one->text, strlen(one->text));
      concept_key_append(other_key, other->text, strlen(other->text));
      if (!concepts_forbid(one->language, one_key->str, other->language, other_key->str))
        continue;
      g_autofree char *pair =
          g_strdup_printf("false friends: %s:%s %s:%s", one->language, one->text, other->language, other->text);
      tell(check, concept->line, pair);
    }
}

/* Each label of a row leads to a concept that names the row. */
static void check_reachable(char *line, guint number, gpointer data) {
  Check *check = data;
  const Concept *own = NULL;
  if (!g_hash_table_contains(check->same, GUINT_TO_POINTER(number)))
    return;
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  for (guint cell = 1; cells[cell] && cells[cell + 1]; cell++) {
    g_auto(GStrv) labels = g_strsplit(cells[cell], "; ", -1);
    for (guint i = 0; labels[i]; i++) {
      guint count;
      gboolean reached = FALSE;
      const Concept *const *concepts = find(labels[i], &count);
      for (guint c = 0; c < count && !reached; c++) {
        reached = concepts[c]->line == number;
        own = concepts[c];
      }
      if (!reached)
        tell(check, number, labels[i]);
    }
  }
  if (own && own->line == number)
    check_contradictions(own, check);
}

static void test_table(void) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) same = g_hash_table_new(NULL, NULL);
  Check check = {seen, same, 0};
  knowledge_each_numbered_line("concepts.tsv", check_line, &check);
  g_assert_cmpuint(check.faults, ==, 0);
  knowledge_each_numbered_line("concepts.tsv", check_reachable, &check);
  g_assert_cmpuint(check.faults, ==, 0);
  g_assert_cmpuint(g_hash_table_size(same), >, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  gint64 began = g_get_monotonic_time();
  guint count;
  concepts_find("", &count);
  g_test_message("the table is read in %" G_GINT64_FORMAT " µs", g_get_monotonic_time() - began);
  for (gsize i = 0; i < G_N_ELEMENTS(finds); i++) {
    g_autofree char *path = g_strconcat("/concepts/find/", finds[i].name, NULL);
    g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_find);
  }
  g_test_add_func("/concepts/find-nothing", test_find_nothing);
  g_test_add_func("/concepts/key", test_key);
  g_test_add_func("/concepts/false-friends", test_false_friends);
  g_test_add_func("/concepts/faults", test_faults);
  g_test_add_func("/concepts/table", test_table);
  return g_test_run();
}
