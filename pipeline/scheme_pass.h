/* Theming by imported schemes: every document that a scheme has not been asked about yet, from the text that is stored.
 * No file is read again, whether a document is new or the scheme is. */
#pragma once

#include "index/schemes.h"

#include <signal.h>

typedef struct {
  const volatile sig_atomic_t *interrupted;                   /* set: stop, keep what is done. May be NULL */
  void (*progress)(guint64 done, guint64 all, gpointer data); /* after every document and scheme; may be NULL */
  gpointer data;
} SchemePassOptions;

/* Runs over all that is stale; nothing is done where no scheme is imported. What is done is committed as it goes, the
 * next run takes up the rest. TRUE also where it was interrupted. */
gboolean scheme_pass_run(Writer *writer, const SchemePassOptions *options, GError **error);
