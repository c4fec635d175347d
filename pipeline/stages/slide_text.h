/* The text of slides that were flattened into one line each: running words out, list items and heading back. */
#pragma once

#include "pipeline/stages/lines.h"

typedef struct {
  guint number;
  char *heading; /* set already where the export marks it; else filled here, or NULL */
  GString *body;
  gboolean flat; /* all in one line: line ends cannot tell where a heading ends */
} SlideText;

SlideText *slide_text_new(guint number);
void slide_text_free(SlideText *slide);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SlideText, slide_text_free)

/* Takes the words that most slides begin or end with (footer, date, the slide's own number beside them) out of the
 * bodies. Returns them, and in *count the slides that had them; NULL where there are none. Caller frees. */
char *slides_take_running_words(GPtrArray *slides, guint *count);

/* Whether `text` begins with the running words, whatever follows. */
gboolean slide_begins_with(TextSpan text, const char *running_words);

/* Gives glued list items lines of their own: "to tema: –Klima –Areal", "1.Kunnskap 2.Læring". */
void slides_break_lists(GPtrArray *slides);

/* Takes the heading out of each body where one can be told; `subject` is the presentation's title. */
void slides_take_headings(GPtrArray *slides, TextSpan subject);
