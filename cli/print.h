/* What the printers share: escaping, places in words, JSON, CSV. */
#pragma once

#include "document/document.h"

#include <json-glib/json-glib.h>
#include <stdio.h>

/* A path or other text of any bytes as one printable line: invalid UTF-8 and control characters become \xHH. Caller
 * frees. */
char *print_escape(const char *bytes);

/* "slide 3", "page iv", "agenda item 10.40", "section" in the user's language. Caller frees. */
char *print_place(const Unit *unit);

/* How far the text of a place can be trusted, as something to put behind it: " (read from an image, sure to 93 %)",
 * " (text layer of poor quality)", or "". Caller frees. */
char *print_trust(const Unit *unit);

/* The same as members: "ocr": true where the text was read from an image, "quality" where it is so or less than 1. */
void print_json_trust(JsonBuilder *builder, const Unit *unit);

/* Writes a text and as many spaces as bring it to a width in letters; printf() counts bytes. */
void print_padded(const char *text, int width);

/* A number with `decimals` decimals and the decimal sign of the user's language. Caller frees. */
char *print_number(double value, int decimals);

/* A stored reason in the user's language, its detail behind it in parentheses. Either may be NULL. Caller frees. */
char *print_reason(const char *reason, const char *detail);

/* Writes what the builder holds as one line of JSON with LF. */
void print_json(JsonBuilder *builder, FILE *out);

/* Adds a member whose value may be NULL. Text that is not UTF-8 is escaped as print_escape() does. */
void print_json_member(JsonBuilder *builder, const char *name, const char *value);
/* The same without a name, for an array. */
void print_json_value(JsonBuilder *builder, const char *value);
void print_json_number(JsonBuilder *builder, const char *name, gint64 value);

/* One field of CSV as RFC 4180 has it; `last` ends the record. A field that a spreadsheet would run as a formula gets a
 * ' in front. */
void print_csv(FILE *out, const char *field, gboolean last);
