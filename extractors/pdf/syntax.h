/* Words of PDF in the bytes of a file, for what poppler does not hand over. No more of the language is understood than
 * names, numbers, and where objects and streams lie (ISO 32000-1, 7.3); bytes of streams that look like words are taken
 * for such, so what is found is checked by whoever asks. Works on any bytes, also those of no PDF. */
#pragma once

#include <glib.h>

/* Bytes somewhere in a file; borrowed, not terminated. */
typedef struct {
  const char *data;
  gsize length;
} PdfSpan;

#define PDF_MAX_OBJECT_NUMBER 8000000u

/* The first place of a word; NULL where it does not occur. */
const char *pdf_find(PdfSpan span, const char *word);

const char *pdf_skip_white(const char *p, const char *end);

/* Reads digits at `p`; where they end, or NULL where there are none, or too many. */
const char *pdf_read_number(const char *p, const char *end, guint *number);

/* What follows a key in a dictionary: "/Type" -> "/Page". NULL where the key is not there. */
const char *pdf_value_of(PdfSpan dictionary, const char *key);

gboolean pdf_has_name(PdfSpan dictionary, const char *key, const char *name);
gboolean pdf_get_number(PdfSpan dictionary, const char *key, guint *number);

/* An object as it stands in the file: "12 0 obj << … >> stream … endstream endobj". */
typedef struct {
  guint number;
  PdfSpan dictionary; /* or what else it is; at most PDF_DICTIONARY_BYTES of it */
  PdfSpan stream;     /* from its first byte to the end of the file; data NULL where it has none */
} PdfObject;

#define PDF_DICTIONARY_BYTES 4096

/* Finds the next object at or after `from` (a place in the file); where to go on from, or NULL at the end. */
const char *pdf_next_object(PdfSpan file, const char *from, PdfObject *object);

/* Inflates a stream (7.4.4) into at most about `room` bytes; what comes out before an error is kept. Caller
 * unreferences. */
GByteArray *pdf_inflate(PdfSpan stream, gsize room);
