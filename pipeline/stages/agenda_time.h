/* Times of day at the start of a programme's lines. */
#pragma once

#include "pipeline/stages/lines.h"

typedef struct {
  guint minutes;  /* of the day, of the start */
  char label[16]; /* "09.30", or "10.00–10.20" for a range */
  TextSpan rest;  /* what follows on the line: separators and strong marks taken off its start */
} AgendaTime;

/* FALSE, and *time untouched, where the line begins otherwise. */
gboolean agenda_time_parse(TextSpan line, AgendaTime *time);
