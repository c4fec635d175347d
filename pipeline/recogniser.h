/* nordsok-ocr as the parent sees it: a process that reads pages, one after another. It is started when the first page
 * comes, and anew when it is lost: it died, talked rubbish, or took too long over a page. Nothing here waits. */
#pragma once

#include "document/ocr.h"

#include <gio/gio.h>

typedef struct {
  const char *path; /* of nordsok-ocr; borrowed */
  guint64 memory_bytes;
  double page_seconds; /* longest time for one page, the start of the process included */
  gboolean require_sandbox;
} RecogniserOptions;

typedef struct Recogniser Recogniser;

Recogniser *recogniser_new(const RecogniserOptions *options);

/* Ends the process as well. */
void recogniser_free(Recogniser *recogniser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recogniser, recogniser_free)

/* Gives it a page; it must not be busy. `language` may be NULL. FALSE where the page cannot be read. */
gboolean recogniser_begin(Recogniser *recogniser, const PageImage *image, const char *language);

/* Whether a page is being read. */
gboolean recogniser_is_busy(const Recogniser *recogniser);

/* The descriptor that becomes readable when there is news of the page, or -1 where it is not busy. */
int recogniser_get_fd(const Recogniser *recogniser);

/* Takes the news. TRUE: the page is done, and *text, which the caller frees, is NULL where nothing was recognised or
 * the process was lost. FALSE: not yet, or no page was being read. */
gboolean recogniser_listen(Recogniser *recogniser, char **text, double *confidence);

/* Gives a page up that takes longer than it may: ends the process. TRUE where it has. */
gboolean recogniser_give_up(Recogniser *recogniser, gint64 now);

/* Whether there is no use in more pages: the program cannot be started, dies before it greets, speaks another version
 * of the wire, or has gaps in its cage although `require_sandbox` is set. */
gboolean recogniser_is_unusable(const Recogniser *recogniser);

/* Where nordsok-ocr is: $NORDSOK_OCR, beside the worker, or the installed place. Caller frees. */
char *recogniser_find(const char *worker_path);

/* Starts the program at `path`, waits for its greeting and ends it. The names of the language data that it can read
 * ("swe"), freed with g_strfreev(), and the parts missing from its cage (NULL: none); NULL with *error where it does
 * not start. For `nordsok status`. */
char **recogniser_probe(const char *path, char **cage_gaps, GError **error);
