/* Lines that are nothing but a page number: "12", "Side 3 av 10", "Sida 2 (5)", "- 4 -", "iv". */
#pragma once

#include "pipeline/stages/lines.h"

typedef struct {
  guint value;
  gboolean roman;
  gboolean worded;  /* bears a word, a total or dashes: cannot be a number that belongs to the text */
  TextSpan printed; /* the number alone, as printed */
} PageNumber;

/* FALSE, and *number untouched, where the line is anything else. */
gboolean page_number_parse(TextSpan line, PageNumber *number);

/* Whether a word for page or slide stands somewhere in the line, next to a number. */
gboolean page_number_has_word(TextSpan line);
