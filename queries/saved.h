/* The user's own things, in a file of their own ($XDG_STATE_HOME/nordsok/state.db): searching never writes to the
 * index. At present the hits of the last search, for `nordsok open N`. */
#pragma once

#include <gio/gio.h>

/* Path of the state file. Caller frees. */
char *saved_path(void);

/* Remembers the hits of the search just shown, first hit first: public ids of units (char*), found in `index`. */
gboolean saved_put_hits(const char *index, const GPtrArray *unit_ids, GError **error);

/* Hit `number` (from 1) of the last search: its unit id (caller frees), and in *index the index it came from (caller
 * frees). NULL where there is no such hit (no error) or the file cannot be read (*error). */
char *saved_get_hit(guint number, char **index, GError **error);
