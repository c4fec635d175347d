/* When to act on changes that come in bursts: once it has been quiet for a while, and after a longer while even if it
 * never is. Knows no clock: the time is always given, in microseconds of a clock that does not jump. */
#pragma once

#include <glib.h>

typedef struct {
  gint64 quiet, most; /* microseconds: without a change; since the first one */
  /* its own */
  gboolean pending;
  gint64 first, last;
} Debounce;

/* There was a change. */
void debounce_note(Debounce *debounce, gint64 now);

/* How long until it is time to act: 0 now, -1 while there was no change. */
gint64 debounce_wait(const Debounce *debounce, gint64 now);

/* What there was is dealt with. */
void debounce_reset(Debounce *debounce);
