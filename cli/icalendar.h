/* iCalendar (RFC 5545) for calendars of people. */
#pragma once

#include "queries/meetings.h"

#include <stdio.h>

/* Writes the meetings that have a day as a VCALENDAR: content lines folded at 75 bytes between code points (section
 * 3.1), text escaped (3.3.11), times floating (3.3.5, form 1: as the notice tells them), UIDs made of public ids.
 * Returns how many had no day and were left out. */
guint icalendar_write(FILE *out, const GPtrArray *meetings, const char *version);
