/* Which files and folders are to be read next, of those that are watched: by inotify, and by looking through them now
 * and then where inotify sees nothing. One poll loop; reads no file, writes nothing. */
#pragma once

#include "pipeline/discover.h"

#include <gio/gio.h>
#include <signal.h>

typedef enum {
  WATCH_POLLED_BLIND, /* inotify sees nothing there: the path is looked through now and then */
  WATCH_POLLED_FULL,  /* the user's watches are used up: likewise */
  WATCH_POLLED_NONE,  /* inotify cannot be had at all: likewise for all paths; no path is given */
  WATCH_OVERFLOW,     /* too many changes at once: everything is looked through; no path is given */
  WATCH_LOST,         /* a path is gone, or no longer mounted */
  WATCH_BACK,         /* and there again */
} WatchNotice;

typedef struct {
  double quiet_seconds; /* a batch begins when nothing has changed for so long; 0: WATCH_QUIET_SECONDS */
  double most_seconds;  /* or so long after the first change; 0: WATCH_MOST_SECONDS */
  double poll_seconds;  /* between two looks where inotify sees nothing; 0: WATCH_POLL_SECONDS */
  gboolean poll_only;   /* no inotify anywhere */
  gboolean hidden;      /* also names that begin with a full stop */
  const char *left_out; /* the index, whose changes are of no interest; may be NULL */
  guint most_folders;   /* that inotify may watch; 0: as many as the system allows */
  const volatile sig_atomic_t *interrupted; /* set by a handler of SIGINT, SIGTERM or SIGHUP: stop. May be NULL */
  /* Finds what is to be read at and below `path`, which is a path that was added or lies below one. Caller frees. */
  Discovery *(*discover)(const char *path, gpointer data);
  void (*notice)(WatchNotice notice, const char *path, gpointer data);
  gpointer data;
} WatchOptions;

#define WATCH_QUIET_SECONDS 2
#define WATCH_MOST_SECONDS 60
#define WATCH_POLL_SECONDS 300
/* More changes than these in one batch, and everything is looked through instead. */
#define WATCH_MOST_PATHS 20000

typedef struct Watch Watch;

/* `options` is copied, but not what it points to. */
Watch *watch_new(const WatchOptions *options);
void watch_free(Watch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)

typedef enum {
  WATCH_ADD_PLAIN = 0,
  WATCH_ADD_ABSENT = 1 << 0, /* it need not be there yet: it is lost until it is */
  WATCH_ADD_POLLED =
      1 << 1, /* look through it now and then as well: links lead out of it, which inotify does not follow */
} WatchAddFlags;

/* Adds a file or folder. FALSE with *error where it is not there. */
gboolean watch_add(Watch *watch, const char *path, WatchAddFlags flags, GError **error);

/* Begins to watch what was added. */
void watch_start(Watch *watch);

/* How many folders inotify watches, and how many paths are looked through now and then. */
guint watch_folder_count(const Watch *watch);
guint watch_polled_count(const Watch *watch);

typedef struct {
  GPtrArray *paths; /* char*, absolute, sorted: changed files, and folders to look through; none lies below another */
  gboolean certain; /* each change was seen to happen: what is no longer there was taken away, not unmounted */
} WatchBatch;

void watch_batch_free(WatchBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WatchBatch, watch_batch_free)

/* Waits for the next batch; the first comes at once and has everything. NULL when interrupted. What happens between two
 * calls is not lost. */
WatchBatch *watch_next(Watch *watch);

/* Whether the path was added itself, or is looked through now and then: where it is empty, its disk may not be there.
 */
gboolean watch_is_root(const Watch *watch, const char *path);
