/* Fuzz target: patterns up to the first NUL, a path behind it. What holds whatever the bytes: the last pattern that
 * matches decides, "!" turns a line round, a path with its characters escaped matches itself, and "**" before a pattern
 * for names changes nothing. */
#include "pipeline/ignore.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static IgnoreVerdict verdict_of(const char *patterns, const char *path, gboolean is_folder) {
  g_autoptr(Ignore) ignore = ignore_parse(patterns, strlen(patterns));
  return ignore_match(ignore, path, is_folder);
}

static void check_order(const char *patterns, const char *path) {
  g_autofree char *more = g_strdup_printf("%s\n*", patterns);
  g_assert_cmpint(verdict_of(more, path, FALSE), ==, IGNORE_MATCH);
  g_autofree char *less = g_strdup_printf("%s\n!*", patterns);
  g_assert_cmpint(verdict_of(less, path, FALSE), ==, IGNORE_REVERSED);
}

/* "/" and the path with a backslash before all that has a meaning. */
static void check_itself(const char *path) {
  g_autoptr(GString) pattern = g_string_new("/");
  for (const char *p = path; *p; p++) {
    if (strchr("\\*?[! #", *p))
      g_string_append_c(pattern, '\\');
    g_string_append_c(pattern, *p);
  }
  const char *patterns[] = {pattern->str, NULL};
  g_autoptr(Ignore) ignore = ignore_new(patterns);
  g_assert_cmpint(ignore_match(ignore, path, FALSE), ==, IGNORE_MATCH);
}

static void check_any_folders(const char *patterns, const char *path) {
  if (!*patterns || strpbrk(patterns, "/\n\r!#") || (guchar)*patterns == 0xef)
    return;
  g_autofree char *deep = g_strdup_printf("**/%s", patterns);
  g_assert_cmpint(verdict_of(patterns, path, FALSE), ==, verdict_of(deep, path, FALSE));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const uint8_t *nul = memchr(data, 0, size);
  gsize length = nul ? (gsize)(nul - data) : size;
  g_autofree char *patterns = g_strndup((const char *)data, length);
  g_autofree char *rest = nul ? g_strndup((const char *)nul + 1, size - length - 1) : g_strdup("a/b");
  /* A path as walking gives it: names parted by single slashes. */
  g_autoptr(GString) joined = g_string_new(NULL);
  g_auto(GStrv) names = g_strsplit(rest, "/", -1);
  for (char **name = names; *name; name++)
    if (**name)
      g_string_append_printf(joined, "%s%s", joined->len > 0 ? "/" : "", *name);
  const char *path = joined->str;
  verdict_of(patterns, path, TRUE);
  g_autoptr(Ignore) raw = ignore_parse((const char *)data, size);
  ignore_match(raw, path, FALSE);
  if (!*path)
    return 0;
  check_order(patterns, path);
  check_itself(path);
  check_any_folders(patterns, path);
  return 0;
}
