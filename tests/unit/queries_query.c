/* The query language: any text is a query. */
#include "queries/query.h"

#include <string.h>

/* Clauses as "word", "\"phrase\"", "prefix*", "-excluded", parted by spaces; alternatives by "|". */
static char *describe(const char *text) {
  g_autoptr(Query) query = query_parse(text, NULL);
  GString *out = g_string_new(NULL);
  guint last_group = G_MAXUINT;
  for (guint i = 0; i < query->clauses->len; i++) {
    const Clause *clause = query->clauses->pdata[i];
    gboolean same = !clause->excluded && clause->group == last_group;
    g_string_append(out, i == 0 ? "" : same ? "|" : " ");
    g_string_append_printf(out, "%s%s%s%s%s", clause->excluded ? "-" : "", clause->kind == CLAUSE_PHRASE ? "\"" : "",
                           clause->text, clause->kind == CLAUSE_PHRASE ? "\"" : "",
                           clause->kind == CLAUSE_PREFIX ? "*" : "");
    if (!clause->excluded)
      last_group = clause->group;
  }
  return g_string_free(out, FALSE);
}

static const struct {
  const char *text, *clauses;
} cases[] = {
    {"", ""},
    {"   ", ""},
    {"miljömål", "miljömål"},
    {"miljömål kommun", "miljömål kommun"},
    {"  miljömål \t\n kommun ", "miljömål kommun"},
    {"\"gode eksempler\"", "\"gode eksempler\""},
    {"\"gode eksempler", "\"gode eksempler\""},
    {"”goda exempel”", "\"goda exempel\""},
    {"„gode eksempler“ miljø", "\"gode eksempler\" miljø"},
    {"«beste praksis»", "\"beste praksis\""},
    {"\"", ""},
    {"\"\"", ""},
    {"a\"b c\"d", "a \"b c\" d"},
    {"avfall -plast", "avfall -plast"},
    {"avfall -\"farlig avfall\"", "avfall -\"farlig avfall\""},
    {"avfall - plast", "avfall plast"},
    {"-", ""},
    {"--", ""},
    {"e-post", "e-post"},
    {"09.30", "09.30"},
    {"C#", "C#"},
    {"namn@kommun.se", "namn@kommun.se"},
    {"kommun*", "kommun*"},
    {"*", ""},
    {"* kommun", "kommun"},
    {"AND", "AND"},
    {"OR", "OR"},
    {"NOT", "NOT"},
    {"OCH", "OCH"},
    {"a AND b", "a b"},
    {"a OCH b OG c", "a b c"},
    {"AND a", "AND a"},
    {"a AND", "a AND"},
    {"a OR b", "a|b"},
    {"a ELLER b c", "a|b c"},
    {"a b OR c OR d", "a b|c|d"},
    {"a OR", "a OR"},
    {"a NOT b", "a -b"},
    {"a INTE b", "a -b"},
    {"a IKKE \"b c\"", "a -\"b c\""},
    {"a AND NOT b", "a -b"},
    {"a and b", "a and b"},
    {"a eller b", "a eller b"},
    {"title:miljö", "title:miljö"},
    {"(a) [b] {c}", "(a) [b] {c}"},
    {"^a + b", "^a b"},
    {"NEAR(a b, 3)", "NEAR(a b, 3)"},
    {"!!! ???", ""},
    {"o\xcc\x88vrig", "övrig"},
};

static void test_parse(gconstpointer data) {
  gsize i = GPOINTER_TO_SIZE(data);
  g_autofree char *described = describe(cases[i].text);
  g_assert_cmpstr(described, ==, cases[i].clauses);
}

static void test_too_many(void) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < QUERY_MAX_CLAUSES + 5; i++)
    g_string_append_printf(text, "ord%d ", i);
  guint dropped;
  g_autoptr(Query) query = query_parse(text->str, &dropped);
  g_assert_cmpuint(query->clauses->len, ==, QUERY_MAX_CLAUSES);
  g_assert_cmpuint(dropped, ==, 5);
}

/* Groups are numbered without gaps, whatever is typed. */
static void test_any_bytes(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  static const char alphabet[] = "ab \"-*()ORANDINTE\xc3\xa5\xff:.#@\n";
  for (int round = 0; round < 20000; round++) {
    char text[40];
    int length = g_rand_int_range(random, 0, sizeof text);
    for (int i = 0; i < length; i++)
      text[i] = alphabet[g_rand_int_range(random, 0, sizeof alphabet - 1)];
    text[MAX(length - 1, 0)] = '\0';
    g_autoptr(Query) query = query_parse(text, NULL);
    g_assert_true(g_utf8_validate(query->text, -1, NULL));
    guint next = 0;
    for (guint i = 0; i < query->clauses->len; i++) {
      const Clause *clause = query->clauses->pdata[i];
      g_assert_cmpuint(strlen(clause->text), >, 0);
      if (clause->excluded)
        continue;
      g_assert_cmpuint(clause->group, <=, next);
      next = MAX(next, clause->group + 1);
    }
    g_assert_cmpuint(next, ==, query->group_count);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name = g_strdup_printf("/query/parse/%zu", i);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_parse);
  }
  g_test_add_func("/query/too-many", test_too_many);
  g_test_add_func("/query/any-bytes", test_any_bytes);
  return g_test_run();
}
