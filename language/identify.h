/* Which language a text is in. */
#pragma once

#include <glib.h>

typedef struct {
  char language[8];  /* "sv", "nb", "nn", "da", "fi", "is", "fo", "se", "en", "de", or "und" */
  double confidence; /* 0..1: estimated chance that the answer is right */
} Identification;

/* Identifies valid UTF-8 of `length` bytes (-1: NUL-terminated). Text without letters, or too short to tell
 * anything, is "und" with confidence 0. Reads at most the first 64 KiB. */
Identification identify_text(const char *text, gssize length);
