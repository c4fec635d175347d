/* The patterns of .nordsokignore files, --include and --exclude, as gitignore(5) has them. */
#include "pipeline/ignore.h"

#include <string.h>

typedef struct {
  const char *patterns; /* lines of a file */
  const char *path;     /* "/" at its end: a folder */
  IgnoreVerdict verdict;
} Case;

static IgnoreVerdict verdict_of(const char *patterns, const char *path) {
  g_autoptr(Ignore) ignore = ignore_parse(patterns, strlen(patterns));
  gsize length = strlen(path);
  gboolean is_folder = length > 0 && path[length - 1] == '/';
  g_autofree char *bare = g_strndup(path, is_folder ? length - 1 : length);
  return ignore_match(ignore, bare, is_folder);
}

static void check(const Case *cases, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (verdict_of(cases[i].patterns, cases[i].path) != cases[i].verdict)
      g_error("'%s' says %d of '%s', not %d", cases[i].patterns, verdict_of(cases[i].patterns, cases[i].path),
              cases[i].path, cases[i].verdict);
}

#define NO IGNORE_NO_MATCH
#define YES IGNORE_MATCH
#define BACK IGNORE_REVERSED

static void test_lines(void) {
  static const Case cases[] = {
      {"", "a", NO},
      {"\n\r\n   \n", "a", NO},
      {"# a\na", "a", YES},
      {"#a", "#a", NO},
      {"\\#a", "#a", YES},
      {"a\r\nb", "a", YES},
      {"a\r\nb\r\n", "b", YES},
      {"\xef\xbb\xbf"
       "a",
       "a", YES},
      {"a   ", "a", YES},
      {"a\\ ", "a ", YES},
      {"a\\ ", "a", NO},
      {"a\\   ", "a ", YES},
      {" a", " a", YES},
      {" a", "a", NO},
      {"a b", "a b", YES},
      {"!", "!", NO},
      {"/", "a", NO},
      {"a\\", "a", NO},
      {"a\\", "a\\", NO},
  };
  check(cases, G_N_ELEMENTS(cases));
}

static void test_order(void) {
  static const Case cases[] = {
      {"*.pdf\n!viktig.pdf", "annan.pdf", YES},
      {"*.pdf\n!viktig.pdf", "viktig.pdf", BACK},
      {"!viktig.pdf\n*.pdf", "viktig.pdf", YES},
      {"\\!a", "!a", YES},
      {"a\n!a\na", "a", YES},
      {"*\n!*/", "a/", BACK},
      {"*\n!*/", "a", YES},
  };
  check(cases, G_N_ELEMENTS(cases));
}

static void test_places(void) {
  static const Case cases[] = {
      {"utkast", "utkast", YES},
      {"utkast", "2014/utkast", YES},
      {"utkast", "2014/utkast/", YES},
      {"utkast", "2014/utkast/a", NO}, /* whoever walks has left the folder out */
      {"utkast/", "2014/utkast/", YES},
      {"utkast/", "2014/utkast", NO},
      {"/utkast", "utkast", YES},
      {"/utkast", "2014/utkast", NO},
      {"/utkast/", "utkast/", YES},
      {"2014/utkast", "2014/utkast", YES},
      {"2014/utkast", "a/2014/utkast", NO},
      {"/2014/utkast/", "2014/utkast/", YES},
      {"2014/*", "2014/a", YES},
      {"2014/*", "2014/a/b", NO},
      {"*/a", "b/a", YES},
      {"*/a", "a", NO},
      {"a//b", "a/b", NO},
  };
  check(cases, G_N_ELEMENTS(cases));
}

static void test_double_asterisks(void) {
  static const Case cases[] = {
      {"**/a", "a", YES},
      {"**/a", "b/c/a", YES},
      {"**/a/b", "c/a/b", YES},
      {"**/a/b", "a/c/b", NO},
      {"a/**", "a/b", YES},
      {"a/**", "a/b/c", YES},
      {"a/**", "a/", NO},
      {"a/**", "c/a/b", NO},
      {"a/**/b", "a/b", YES},
      {"a/**/b", "a/x/y/b", YES},
      {"a/**/b", "a/x/y/c", NO},
      {"a/**/b/**/c", "a/b/b/c", YES},
      {"a/**/b/**/c", "a/c", NO},
      {"**", "a/b", YES},
      {"/**", "a", YES},
      {"**/", "a/", YES},
      {"**/", "a", NO},
      {"a**b", "axyb", YES},
      {"a**/b", "ax/b", YES},
      {"a**/b", "ax/y/b", NO},
      {"**/**/a", "a", YES},
      {"a/**/**/b", "a/b", YES},
      {"**/x*/**/y", "q/x1/y", YES},
      {"/**/a", "b/a", YES},
  };
  check(cases, G_N_ELEMENTS(cases));
}

static void test_names(void) {
  static const Case cases[] = {
      {"*", "a", YES},
      {"*.pdf", ".pdf", YES},
      {"*.pdf", "a.PDF", NO},
      {"a*b*c", "aXbYbZc", YES},
      {"a*b*c", "aXbYbZ", NO},
      {"*a*a*b", "aaaaaaaaab", YES},
      {"?", "a", YES},
      {"?", "ab", NO},
      {"?", "å", YES},
      {"??", "å", NO},
      {"m?te", "møte", YES},
      {"m?te", "m\xf8te", YES}, /* ISO-8859-1 */
      {"m\xf8te", "m\xf8te", YES},
      {"m\xf8te", "møte", NO},
      {"møte*", "møte 4.pdf", YES},
      {"[abc]", "b", YES},
      {"[abc]", "d", NO},
      {"[a-c]x", "cx", YES},
      {"[!a-c]", "d", YES},
      {"[^a-c]", "b", NO},
      {"[!a]", "å", YES},
      {"[åäö]", "ä", YES},
      {"[åäö]", "\xc3", NO}, /* half of a letter */
      {"[]a]", "]", YES},
      {"[!]a]", "]", NO},
      {"[a-]", "-", YES},
      {"[\\]]", "]", YES},
      {"[a\\-c]", "b", NO},
      {"[[:digit:]]", "4", YES},
      {"[[:digit:]x]", "x", YES},
      {"[[:alpha:]]", "ø", YES},
      {"[[:upper:]]*", "Åre", YES},
      {"[[:nonsense:]]", "n", NO},
      {"[[:digit:", "4", NO},
      {"[c-a]", "b", NO},
      {"[a", "a", NO},
      {"[a", "[a", NO},
      {"[", "[", NO},
      {"\\*", "*", YES},
      {"\\*", "a", NO},
      {"\\a", "a", YES},
      {"a\x1b[b]",
       "a\x1b"
       "b",
       YES},
      {"*.html", "tv\xe5\n.html", YES},
  };
  check(cases, G_N_ELEMENTS(cases));
}

static void test_given_one_by_one(void) {
  const char *patterns[] = {"*.pdf", "#a", "a\nb", "", NULL};
  g_autoptr(Ignore) ignore = ignore_new(patterns);
  g_assert_cmpint(ignore_match(ignore, "x.pdf", FALSE), ==, IGNORE_MATCH);
  g_assert_cmpint(ignore_match(ignore, "#a", FALSE), ==, IGNORE_MATCH);
  g_assert_cmpint(ignore_match(ignore, "a\nb", FALSE), ==, IGNORE_MATCH);
  g_assert_cmpint(ignore_match(ignore, "b", FALSE), ==, IGNORE_NO_MATCH);
  g_assert_null(ignore_new(NULL));
  const char *nothing[] = {"", NULL};
  g_assert_null(ignore_new(nothing));
  g_assert_cmpint(ignore_match(NULL, "a", FALSE), ==, IGNORE_NO_MATCH);
}

static void test_nul(void) {
  g_autoptr(Ignore) ignore = ignore_parse("a\0b\nc", 5);
  g_assert_cmpint(ignore_match(ignore, "a", FALSE), ==, IGNORE_MATCH);
  g_assert_cmpint(ignore_match(ignore, "c", FALSE), ==, IGNORE_MATCH);
}

/* Patterns that make matchers which try everything take for ever. */
static void test_time(void) {
  g_autoptr(GString) many = g_string_new(NULL), folders = g_string_new(NULL), path = g_string_new(NULL);
  for (int i = 0; i < 60; i++) {
    g_string_append(many, "a*");
    g_string_append(folders, "**/a/");
    g_string_append(path, "a/");
  }
  g_string_append(many, "b");
  g_string_append(folders, "b");
  g_autofree char *name = g_strnfill(250, 'a');
  g_string_append(path, "c");
  gint64 began = g_get_monotonic_time();
  g_assert_cmpint(verdict_of(many->str, name), ==, IGNORE_NO_MATCH);
  g_assert_cmpint(verdict_of(folders->str, path->str), ==, IGNORE_NO_MATCH);
  g_assert_cmpint(g_get_monotonic_time() - began, <, G_USEC_PER_SEC);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ignore/lines", test_lines);
  g_test_add_func("/ignore/order", test_order);
  g_test_add_func("/ignore/places", test_places);
  g_test_add_func("/ignore/double_asterisks", test_double_asterisks);
  g_test_add_func("/ignore/names", test_names);
  g_test_add_func("/ignore/given_one_by_one", test_given_one_by_one);
  g_test_add_func("/ignore/nul", test_nul);
  g_test_add_func("/ignore/time", test_time);
  return g_test_run();
}
