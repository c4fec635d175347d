/* Which files a run is about: paths, or the file of roots, and the options that say what is taken below them. */
#pragma once

#include "cli/command.h"
#include "pipeline/roots.h"

typedef struct {
  char **include, **exclude;
  char *config; /* --config */
  gboolean hidden, one_file_system, follow_links;
} RootOptions;

void root_options_clear(RootOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RootOptions, root_options_clear)

/* The entries of a command's options, without a comma behind. */
/* clang-format off */
#define OPTIONS_ROOTS(options) \
  {"include", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(options).include, \
   N_("only files that match, as '*.pdf' or 'minutes/'; may be given again"), N_("GLOB")}, \
  {"exclude", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &(options).exclude, \
   N_("no files or folders that match; may be given again"), N_("GLOB")}, \
  {"hidden", 0, 0, G_OPTION_ARG_NONE, &(options).hidden, \
   N_("also files and folders whose name begins with a full stop"), NULL}, \
  {"one-file-system", 0, 0, G_OPTION_ARG_NONE, &(options).one_file_system, \
   N_("leave out what is mounted below a folder"), NULL}, \
  {"follow-links", 0, 0, G_OPTION_ARG_NONE, &(options).follow_links, \
   N_("also go into folders that are symbolic links"), NULL}, \
  {"config", 0, 0, G_OPTION_ARG_FILENAME, &(options).config, \
   N_("a file that names folders to read (where no path is given: nordsok/roots.conf in ~/.config, then in /etc)"), \
   N_("FILE")}
/* clang-format on */

/* What the options say of every starting path; borrows from them. */
DiscoveryRules root_options_rules(const RootOptions *options);

/* The roots of a run (Root*, with the rules of the options): one for each path, and those of the file of roots where no
 * path is given or --config is. `others`: there are files to read besides, so having none is fine. NULL after having
 * told a usage error: a path is empty, the file cannot be used, or there is nothing to read, and how to write one. */
GPtrArray *root_options_read(const RootOptions *options, const char *command, char **paths, gboolean others);

/* Adds all of them as starting paths, so that FoundFile.start is a root's place in `roots`. Starting paths that are
 * added after them get the rules of the options alone. */
void root_options_start(const RootOptions *options, const GPtrArray *roots, Discovery *discovery);
