/* One scheme after another over the stale documents. */
#include "pipeline/scheme_pass.h"

#include "pipeline/stages/themes.h"

typedef struct {
  Writer *writer;
  const SchemePassOptions *options;
  guint64 done, all;
} Pass;

static gboolean is_interrupted(const Pass *pass) {
  return pass->options->interrupted && *pass->options->interrupted;
}

static gboolean run_scheme(Pass *pass, const ThemeScheme *scheme, GError **error) {
  g_autoptr(ThemeMatcher) matcher = theme_matcher_new_for(scheme->themes);
  g_autoptr(GError) fault = NULL;
  gint64 at = 0;
  while (!is_interrupted(pass)) {
    g_autoptr(Document) document = schemes_next_stale(writer_get_database(pass->writer), scheme->row, &at, &fault);
    if (!document)
      break;
    themes_find_scheme(document, scheme, matcher);
    if (!writer_put_themes(pass->writer, at, scheme, document, &fault) || !writer_commit_when_due(pass->writer, &fault))
      break;
    pass->done++;
    if (pass->options->progress)
      pass->options->progress(pass->done, pass->all, pass->options->data);
  }
  if (!fault)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&fault));
  return FALSE;
}

gboolean scheme_pass_run(Writer *writer, const SchemePassOptions *options, GError **error) {
  Database *database = writer_get_database(writer);
  Pass pass = {writer, options, 0, (guint64)schemes_count_stale(database)};
  if (pass.all == 0)
    return TRUE;
  g_autoptr(GPtrArray) schemes = schemes_load(database, error);
  if (!schemes)
    return FALSE;
  for (guint i = 0; i < schemes->len; i++)
    if (!run_scheme(&pass, schemes->pdata[i], error))
      return FALSE;
  return writer_commit(writer, error);
}
