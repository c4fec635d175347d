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

/* The same with whole hours and bare digits: "13 Verkstad", "13–14.15", "0930 Åpning". What follows an hour must begin
 * with a capital or stand in a cell of its own. Only beside other times of a programme are these times at all. */
gboolean agenda_time_parse_loose(TextSpan line, AgendaTime *time);

/* A time at the end of the line, behind what happens then: "Kaffe\t09.00-09.30", "Öppning 08.30". `rest` is what stands
 * before it. */
gboolean agenda_time_parse_end(TextSpan line, AgendaTime *time);
