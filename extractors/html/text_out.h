/* A text that is being written in the form of Unit.text: lines, empty lines between paragraphs, tabs between cells.
 *
 * Breaks are kept until text follows, so that no text begins or ends with one and none is doubled. */
#pragma once

#include <glib.h>

typedef struct {
  GString *text;
  guint breaks;       /* waiting: 1 line end, 2 empty line */
  guint tabs;         /* waiting cells of this row */
  guint cells;        /* of this row so far */
  guint cell_depth;   /* inside a cell, breaks are spaces */
  guint preformatted; /* white space counts */
  gboolean space;     /* white space is waiting */
  gboolean held;      /* the next text follows directly: after a list mark or "term:" */
  gboolean br;        /* the last break was <br> */
  char prefix[16];    /* list mark that waits for its text */
} TextOut;

void text_out_init(TextOut *out);
void text_out_clear(TextOut *out);
void text_out_reset(TextOut *out);

/* Adds text; runs of white space become one space unless preformatted. */
void text_out_add(TextOut *out, const char *text);

void text_out_break(TextOut *out, guint lines);
void text_out_line_break(TextOut *out);
void text_out_space(TextOut *out);

/* The next text begins its line with this list mark; dropped again where the item turns out to be empty. */
void text_out_prefix(TextOut *out, const char *prefix);
void text_out_drop_prefix(TextOut *out);

/* Appends `mark` to the text and lets the next text follow it on the line after a space. */
void text_out_join(TextOut *out, const char *mark);

void text_out_row(TextOut *out);
void text_out_cell(TextOut *out);
void text_out_cell_end(TextOut *out);

/* Bytes written on the line so far. */
gsize text_out_line_length(const TextOut *out);
