/* Reading a thesaurus file through a caged worker: the parent hands the descriptor over and looks at no byte of it. */
#pragma once

#include "pipeline/supervisor.h"

#include <signal.h>

typedef struct {
  SupervisorOptions supervisor;                             /* `jobs` is not used: there is one worker */
  void (*progress)(guint done, guint total, gpointer data); /* in any unit; may be NULL */
  gpointer data;
  const volatile sig_atomic_t *interrupted; /* looked at now and then; may be NULL */
} ThesaurusFileOptions;

typedef struct {
  Document *document;  /* without units: status, reason and detail of the reading */
  GPtrArray *concepts; /* SkosConcept*; empty unless the status is `ok` */
  char *sha256;        /* of the file; NULL where it could not be read */
} ThesaurusFile;

/* Reads the file. NULL with *error where no worker can be started, or *interrupted got set (G_IO_ERROR_CANCELLED); what
 * is wrong with the file is its document's status. */
ThesaurusFile *thesaurus_file_read(const char *path, const ThesaurusFileOptions *options, GError **error);
void thesaurus_file_free(ThesaurusFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ThesaurusFile, thesaurus_file_free)
