/* Two clocks on one burst of changes. */
#include "pipeline/debounce.h"

void debounce_note(Debounce *debounce, gint64 now) {
  if (!debounce->pending)
    debounce->first = now;
  debounce->pending = TRUE;
  debounce->last = now;
}

gint64 debounce_wait(const Debounce *debounce, gint64 now) {
  if (!debounce->pending)
    return -1;
  gint64 due = MIN(debounce->last + debounce->quiet, debounce->first + debounce->most);
  return MAX(due - now, 0);
}

void debounce_reset(Debounce *debounce) {
  debounce->pending = FALSE;
}
