/* Paths and the file of roots, and what is told where it is wrong. */
#include "cli/roots.h"

#include "cli/print.h"

#include <string.h>

#define SYSTEM_FOLDER "/etc"

void root_options_clear(RootOptions *options) {
  g_clear_pointer(&options->include, g_strfreev);
  g_clear_pointer(&options->exclude, g_strfreev);
  g_clear_pointer(&options->config, g_free);
}

DiscoveryRules root_options_rules(const RootOptions *options) {
  return (DiscoveryRules){.hidden = options->hidden,
                          .one_file_system = options->one_file_system,
                          .follow_links = options->follow_links,
                          .include = (const char *const *)options->include,
                          .exclude = (const char *const *)options->exclude};
}

/* What is wrong with the file, in words. */
static char *fault_text(const RootsFault *fault) {
  const char *detail = fault->detail;
  g_autofree char *group = print_escape(fault->group ? fault->group : "");
  g_autofree char *key = print_escape(fault->key ? fault->key : "");
  switch (fault->problem) {
  case ROOTS_UNREADABLE:
    return g_strdup_printf(_("it cannot be read: %s"), detail);
  case ROOTS_SYNTAX:
    return fault->key
               ? g_strdup_printf(_("[%s] %s: it cannot be understood; a \\ is written \\\\ (%s)"), group, key, detail)
               : g_strdup_printf(_("it cannot be understood: %s"), detail);
  case ROOTS_NONE:
    return g_strdup(_("it names no folder; a group is for one folder: [name], and below it path=FOLDER"));
  case ROOTS_DOUBLE:
    return fault->key ? g_strdup_printf(_("[%s] %s is there twice; leave one"), group, key)
                      : g_strdup_printf(_("the group [%s] is there twice; give one of them another name"), group);
  case ROOTS_NO_PATH:
    return g_strdup_printf(_("[%s] has no path; write path=FOLDER below it"), group);
  case ROOTS_UNKNOWN_KEY:
    return g_strdup_printf(_("[%s] %s is not known; known are: %s"), group, key, detail);
  case ROOTS_VALUE:
    return g_strdup_printf(_("[%s] %s has a value that it cannot have; it wants: %s"), group, key, detail);
  }
  return NULL;
}

static GPtrArray *read_config(const char *command, const char *file) {
  g_auto(RootsFault) fault = {0};
  GPtrArray *roots = roots_read(file, &fault);
  if (!roots) {
    g_autofree char *shown = print_escape(file), *text = fault_text(&fault);
    command_usage(command, "%s: %s", shown, text);
  }
  return roots;
}

static void tell_nothing(const char *command) {
  command_usage(command, "%s", _("say which files or folders to read"));
  g_autofree char *file = g_build_filename(g_get_user_config_dir(), ROOTS_FILE, NULL);
  g_autofree char *shown = print_escape(file);
  fprintf(stderr, _("Or write them to %s once, and 'nordsok index' alone reads them all:\n"), shown);
  fputs("\n"
        "  [minutes]\n"
        "  path=/srv/minutes\n"
        "  base-url=https://example.org/minutes/\n"
        "  exclude=drafts/;*.tmp\n",
        stderr);
}

static char *find_config(void) {
  const char *const folders[] = {g_get_user_config_dir(), SYSTEM_FOLDER, NULL};
  return roots_find(folders);
}

GPtrArray *root_options_read(const RootOptions *options, const char *command, char **paths, gboolean others) {
  g_autofree char *found = options->config || *paths || others ? NULL : find_config();
  const char *config = options->config ? options->config : found;
  if (!*paths && !others && !config) {
    tell_nothing(command);
    return NULL;
  }
  g_autoptr(GPtrArray) roots =
      config ? read_config(command, config) : g_ptr_array_new_with_free_func((GDestroyNotify)root_free);
  if (!roots)
    return NULL;
  for (char **path = paths; *path; path++) {
    if (!**path) {
      command_usage(command, "%s", _("a path is empty"));
      return NULL;
    }
    g_ptr_array_add(roots, root_new(*path));
  }
  DiscoveryRules rules = root_options_rules(options);
  for (guint i = 0; i < roots->len; i++)
    root_add_rules(roots->pdata[i], &rules);
  return g_steal_pointer(&roots);
}

void root_options_start(const RootOptions *options, const GPtrArray *roots, Discovery *discovery) {
  for (guint i = 0; i < roots->len; i++)
    discovery_add_root(discovery, roots->pdata[i]);
  DiscoveryRules rules = root_options_rules(options);
  discovery_set_rules(discovery, &rules);
}
