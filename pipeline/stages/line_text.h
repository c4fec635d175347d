/* Texts that know the lines of their file.
 *
 * "#line=40" must open line 40 of the file as it is (RFC 5147), but the stages join broken words and drop empty lines.
 * So from `clean` to the end of `structure` the text of a unit with LOCATOR_LINE is a kept text: it has one LF for each
 * line end of the file, and its first line is that of the locator, which a heading may have left. Two marks, which
 * normalised text cannot hold, say what LF alone cannot:
 *
 *   LINE_GONE, alone on a line: a line that left the text (a heading; the rest of a word joined to the line before)
 *   LINE_SAME, at a line's start: the line end before it does not count in the file (VT, FF, U+2028)
 *
 * Structure reads the texts of all units through LineText, and writes those that stay kept through LineWriter. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

#define LINE_GONE "\xEE\x80\x80" /* U+E000 */
#define LINE_SAME "\xEE\x80\x81" /* U+E001 */

/* Makes one unit again of a text that came in pieces, since the wire carries no longer ones (unit_split_long): sections
 * of over LINE_TEXT_PIECE bytes with one and the same line, all but the first without heading. */
#define LINE_TEXT_PIECE (1024 * 1024)
void line_texts_join_pieces(Document *document);

/* A kept text from that of an extractor, normalised line by line (normalise_text). Lines end with LF, CRLF or CR. With
 * `after_heading` the text begins on the line after the locator's. Caller frees. */
char *line_text_normalise(const char *text, gboolean after_heading);

/* What a text says, with the line of each of its lines. */
typedef struct {
  char *text;     /* without marks, runs of empty lines as one, none at the ends */
  GArray *lines;  /* TextSpan in `text`, trimmed */
  GArray *places; /* guint a line: how many lines of the file it stands after that of the unit's locator */
} LineText;

/* Reads a kept text, or any other. */
LineText *line_text_new(const char *text);
void line_text_free(LineText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineText, line_text_free)

TextSpan line_text_line(const LineText *text, guint i);
guint line_text_place(const LineText *text, guint i);

/* Writes a kept text from lines that came in order: marks stand for those that did not come. */
typedef struct {
  GString *text;
  guint place; /* of the last line written */
} LineWriter;

void line_writer_append(LineWriter *writer, TextSpan line, guint place);

/* Makes all kept texts plain ones. The locator of a unit without heading and label moves to the first line with
 * words. */
void line_texts_finish(Document *document);
