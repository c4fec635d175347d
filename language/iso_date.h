/* Dates as people type them to a command or into a list: ISO 8601 of reduced precision. */
#pragma once

#include <glib.h>

/* Whether the bytes are "2014", "2014-09" or "2014-09-25", and a calendar has that day. */
gboolean iso_date_is_valid(const char *text, gsize length);
