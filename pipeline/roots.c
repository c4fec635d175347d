/* Reading of the file of roots. Strict: a word that is not known, or a group that is there twice, would else leave a
 * part of an archive out without a sign. */
#include "pipeline/roots.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MOST_BYTES (1024 * 1024)

Root *root_new(const char *path) {
  Root *root = g_new0(Root, 1);
  root->path = discovery_absolute(path);
  return root;
}

void root_free(Root *root) {
  if (!root)
    return;
  g_free(root->name);
  g_free(root->path);
  g_free(root->base_url);
  g_free(root->metadata);
  g_strfreev(root->include);
  g_strfreev(root->exclude);
  g_free(root);
}

static void add_patterns(char ***patterns, const char *const *more) {
  if (!more || !*more)
    return;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  if (*patterns)
    g_strv_builder_addv(builder, (const char **)*patterns);
  g_strv_builder_addv(builder, (const char **)more);
  g_strfreev(*patterns);
  *patterns = g_strv_builder_end(builder);
}

void root_add_rules(Root *root, const DiscoveryRules *rules) {
  add_patterns(&root->include, rules->include);
  add_patterns(&root->exclude, rules->exclude);
  root->hidden |= rules->hidden;
  root->one_file_system |= rules->one_file_system;
  root->follow_links |= rules->follow_links;
}

void discovery_add_root(Discovery *discovery, const Root *root) {
  DiscoveryRules rules = {.hidden = root->hidden,
                          .one_file_system = root->one_file_system,
                          .follow_links = root->follow_links,
                          .include = (const char *const *)root->include,
                          .exclude = (const char *const *)root->exclude};
  discovery_set_rules(discovery, &rules);
  discovery_add(discovery, root->path);
}

void roots_fault_clear(RootsFault *fault) {
  g_clear_pointer(&fault->group, g_free);
  g_clear_pointer(&fault->key, g_free);
  g_clear_pointer(&fault->detail, g_free);
}

static gboolean fail(RootsFault *fault, RootsProblem problem, const char *group, const char *key, const char *detail) {
  *fault = (RootsFault){problem, g_strdup(group), g_strdup(key), g_strdup(detail)};
  return FALSE;
}

/* --- values ------------------------------------------------------------------------------------------------ */

/* What is read at present. */
typedef struct {
  GKeyFile *keys;
  const char *group, *key;
  const char *folder; /* of the file */
  Root *root;
  RootsFault *fault;
} Reading;

static gboolean fail_value(const Reading *reading, const char *wanted) {
  return fail(reading->fault, ROOTS_VALUE, reading->group, reading->key, wanted);
}

/* A value that is not empty; NULL after having noted the fault. */
static char *read_text(const Reading *reading) {
  g_autoptr(GError) error = NULL;
  char *text = g_key_file_get_string(reading->keys, reading->group, reading->key, &error);
  if (!text)
    fail(reading->fault, ROOTS_SYNTAX, reading->group, reading->key, error->message);
  else if (!*text)
    fail_value(reading, "...");
  else
    return text;
  g_free(text);
  return NULL;
}

static gboolean read_plain(const Reading *reading, char **value) {
  g_free(*value);
  return (*value = read_text(reading)) != NULL;
}

static gboolean read_path(const Reading *reading, char **value) {
  g_autofree char *text = read_text(reading);
  if (!text)
    return FALSE;
  g_autofree char *from_uri = g_str_has_prefix(text, "file:") ? g_filename_from_uri(text, NULL, NULL) : NULL;
  if (g_str_has_prefix(text, "file:") && !from_uri)
    return fail_value(reading, "file:///...");
  if (from_uri)
    *value = g_canonicalize_filename(from_uri, NULL);
  else if (g_str_has_prefix(text, "~/"))
    *value = g_canonicalize_filename(text + 2, g_get_home_dir());
  else
    *value = g_canonicalize_filename(text, reading->folder);
  return TRUE;
}

static gboolean read_patterns(const Reading *reading, char ***value) {
  g_autoptr(GError) error = NULL;
  *value = g_key_file_get_string_list(reading->keys, reading->group, reading->key, NULL, &error);
  return *value || fail(reading->fault, ROOTS_SYNTAX, reading->group, reading->key, error->message);
}

static gboolean read_switch(const Reading *reading, gboolean *value) {
  g_autofree char *text = read_text(reading);
  if (!text)
    return FALSE;
  const char *const on[] = {"true", "yes", "1", NULL}, *const off[] = {"false", "no", "0", NULL};
  *value = g_strv_contains(on, text);
  return *value || g_strv_contains(off, text) || fail_value(reading, "true, false");
}

static gboolean read_known_path(const Reading *reading) {
  return read_path(reading, &reading->root->path);
}

static gboolean read_base_url(const Reading *reading) {
  if (!read_plain(reading, &reading->root->base_url))
    return FALSE;
  return g_uri_is_valid(reading->root->base_url, G_URI_FLAGS_NONE, NULL) || fail_value(reading, "https://...");
}

static gboolean read_metadata(const Reading *reading) {
  return read_path(reading, &reading->root->metadata);
}

static gboolean read_include(const Reading *reading) {
  return read_patterns(reading, &reading->root->include);
}

static gboolean read_exclude(const Reading *reading) {
  return read_patterns(reading, &reading->root->exclude);
}

static gboolean read_hidden(const Reading *reading) {
  return read_switch(reading, &reading->root->hidden);
}

static gboolean read_one_file_system(const Reading *reading) {
  return read_switch(reading, &reading->root->one_file_system);
}

static gboolean read_follow_links(const Reading *reading) {
  return read_switch(reading, &reading->root->follow_links);
}

static gboolean read_ocr(const Reading *reading) {
  g_autofree char *text = read_text(reading);
  if (!text)
    return FALSE;
  reading->root->has_ocr = TRUE;
  return ocr_mode_from_name(text, &reading->root->ocr) || fail_value(reading, "auto, never, always");
}

static const struct {
  const char *name;
  gboolean (*read)(const Reading *reading);
} known_keys[] = {{"path", read_known_path},
                  {"base-url", read_base_url},
                  {"metadata", read_metadata},
                  {"include", read_include},
                  {"exclude", read_exclude},
                  {"hidden", read_hidden},
                  {"one-file-system", read_one_file_system},
                  {"follow-links", read_follow_links},
                  {"ocr", read_ocr}};

static gboolean read_key(const Reading *reading) {
  g_autoptr(GString) names = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(known_keys); i++) {
    if (strcmp(known_keys[i].name, reading->key) == 0)
      return known_keys[i].read(reading);
    g_string_append_printf(names, "%s%s", i ? ", " : "", known_keys[i].name);
  }
  return fail(reading->fault, ROOTS_UNKNOWN_KEY, reading->group, reading->key, names->str);
}

static gboolean read_group(Reading *reading) {
  g_auto(GStrv) keys = g_key_file_get_keys(reading->keys, reading->group, NULL, NULL);
  for (char **key = keys; key && *key; key++) {
    reading->key = *key;
    if (!read_key(reading))
      return FALSE;
  }
  return reading->root->path || fail(reading->fault, ROOTS_NO_PATH, reading->group, NULL, NULL);
}

/* --- the file ---------------------------------------------------------------------------------------------- */

/* GKeyFile takes the last of two groups or keys of one name for both, without a word. */
static gboolean check_doubles(const char *text, RootsFault *fault) {
  g_autoptr(GHashTable) met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *group = g_strdup("");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++) {
    g_strstrip(*line);
    char *end = strchr(*line, **line == '[' ? ']' : '=');
    if (**line == '#' || !end)
      continue;
    *end = '\0';
    gboolean is_group = **line == '[';
    if (is_group) {
      g_free(group);
      group = g_strdup(*line + 1);
    }
    const char *key = is_group ? NULL : g_strchomp(*line);
    if (!g_hash_table_add(met, g_strconcat(group, key ? "]" : "", key, NULL)))
      return fail(fault, ROOTS_DOUBLE, group, key, NULL);
  }
  return TRUE;
}

/* The whole file, bounded; NULL with errno. */
static char *read_file(const char *file) {
  FILE *stream = fopen(file, "re");
  if (!stream)
    return NULL;
  char *text = g_malloc(MOST_BYTES + 1);
  gsize length = fread(text, 1, MOST_BYTES + 1, stream);
  int error = ferror(stream) ? errno : length > MOST_BYTES ? EFBIG : 0;
  fclose(stream);
  if (error) {
    g_free(text);
    errno = error;
    return NULL;
  }
  text[length] = '\0';
  return text;
}

static gboolean read_groups(GKeyFile *keys, const char *folder, GPtrArray *roots, RootsFault *fault) {
  g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
  for (char **group = groups; *group; group++) {
    Root *root = g_new0(Root, 1);
    g_ptr_array_add(roots, root);
    root->name = g_strdup(*group);
    Reading reading = {.keys = keys, .group = *group, .folder = folder, .root = root, .fault = fault};
    if (!read_group(&reading))
      return FALSE;
  }
  return roots->len > 0 || fail(fault, ROOTS_NONE, NULL, NULL, NULL);
}

GPtrArray *roots_read(const char *file, RootsFault *fault) {
  *fault = (RootsFault){0};
  g_autofree char *absolute = discovery_absolute(file);
  g_autofree char *folder = g_path_get_dirname(absolute);
  g_autofree char *text = read_file(file);
  if (!text) {
    fail(fault, ROOTS_UNREADABLE, NULL, NULL, g_strerror(errno));
    return NULL;
  }
  g_autoptr(GKeyFile) keys = g_key_file_new();
  g_autoptr(GError) error = NULL;
  if (*text && !g_key_file_load_from_data(keys, text, strlen(text), G_KEY_FILE_NONE, &error)) {
    fail(fault, ROOTS_SYNTAX, NULL, NULL, error->message);
    return NULL;
  }
  g_autoptr(GPtrArray) roots = g_ptr_array_new_with_free_func((GDestroyNotify)root_free);
  if (!check_doubles(text, fault) || !read_groups(keys, folder, roots, fault))
    return NULL;
  return g_steal_pointer(&roots);
}

char *roots_find(const char *const *folders) {
  for (; *folders; folders++) {
    g_autofree char *file = g_build_filename(*folders, ROOTS_FILE, NULL);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
      return g_steal_pointer(&file);
  }
  return NULL;
}
