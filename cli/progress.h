/* Progress of a long run on standard error: a bar with rate and remaining time on a terminal, plain lines elsewhere. */
#pragma once

#include "pipeline/ingest.h"

typedef struct Progress Progress;

/* `files` and `bytes`: what is to be done; 0: not known yet. */
Progress *progress_new(guint64 files, guint64 bytes);

/* From now on progress_update() writes events (report.h) on standard output instead of lines, but for a terminal. */
void progress_use_json(Progress *progress);

void progress_set_total(Progress *progress, guint64 files, guint64 bytes);

/* Shows the counts, at most ten times a second on a terminal, every ten seconds elsewhere. */
void progress_update(Progress *progress, const IngestCounts *counts);

/* Shows a line of the caller's, with a bar filled to `share` (0..1), as seldom as progress_update(). */
void progress_show(Progress *progress, double share, const char *line);

/* The line itself, after so many seconds: files, MB, rate, remaining time, failures. Caller frees. */
char *progress_line(const Progress *progress, const IngestCounts *counts, double seconds);

/* Takes the bar away, so that other lines can be printed. */
void progress_clear(Progress *progress);
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)
