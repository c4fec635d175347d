/* Texts of binary presentations ([MS-PPT] 2.9): letters, what fields among them show, and characters of symbol fonts.
 */
#pragma once

#include "extractors/office/ppt_record.h"

/* TextTypeEnum (2.13.33), of the text header atom. */
typedef enum {
  PPT_TEXT_TITLE = 0,
  PPT_TEXT_BODY = 1,
  PPT_TEXT_NOTES = 2,
  PPT_TEXT_OTHER = 4,
  PPT_TEXT_CENTER_BODY = 5,
  PPT_TEXT_CENTER_TITLE = 6,
  PPT_TEXT_HALF_BODY = 7,
  PPT_TEXT_QUARTER_BODY = 8,
} PptTextType;

/* What fields show on a slide; NULL: nothing. A date of today is nothing: it is another each day. */
typedef struct {
  const char *number, *header, *footer, *date;
  const GPtrArray *fonts; /* char* names by index, with NULLs; may be NULL */
} PptTextFields;

/* Names of the fonts in the document's environment (2.4.3, 2.9.8): char*, NULL where not a symbol font. Free with
 * g_ptr_array_unref(). */
GPtrArray *ppt_text_fonts(Bytes environment);

/* Whether the text among `atoms` is nothing but fields: the number, the date of a slide. */
gboolean ppt_text_is_field(Bytes atoms);

/* Appends the text among `atoms`, which are one text header atom (or none) and what follows it: a line a paragraph,
 * empty ones left out, no last LF. Returns its type, PPT_TEXT_OTHER where none is told. */
PptTextType ppt_text_append(Bytes atoms, const PptTextFields *fields, GString *out);
