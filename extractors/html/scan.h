/* HTML bytes -> tokens, as far as recognition and preparation need them: where tags begin and end, and their
 * attributes.
 *
 * A subset of the tokenizer of the HTML Living Standard (section 13.2.5), over any ASCII-compatible bytes. It allocates
 * nothing, never reads past the end given and is linear in the input whatever the bytes are. Trees are libxml2's work.
 */
#pragma once

#include <glib.h>

typedef enum {
  HTML_TOKEN_TEXT,    /* start, length: the text, character references not resolved */
  HTML_TOKEN_START,   /* <name attributes> */
  HTML_TOKEN_END,     /* </name> */
  HTML_TOKEN_COMMENT, /* comment or bogus comment */
  HTML_TOKEN_CDATA,   /* start, length: the text inside <![CDATA[ ]]> */
  HTML_TOKEN_DOCTYPE, /* name: the name after <!DOCTYPE */
  HTML_TOKEN_PI,      /* <?name ... >, name: "xml", "php" */
} HtmlTokenType;

typedef struct {
  HtmlTokenType type;
  const char *start;
  gsize length;
  const char *name; /* not NUL-terminated, case as written */
  gsize name_length;
  const char *attributes; /* the bytes between name and end of a start tag */
  gsize attributes_length;
  gboolean self_closing;
} HtmlToken;

typedef struct {
  const char *position;
  const char *end;
  gboolean quotes_broken;   /* a quoted value ran into the end of input: quotes no longer hide '>' */
  gboolean comments_broken; /* the same with "-->" */
} HtmlScanner;

typedef struct {
  const char *name;
  gsize name_length;
  const char *value; /* unquoted, character references not resolved; empty where there is none */
  gsize value_length;
} HtmlAttribute;

void html_scanner_init(HtmlScanner *scanner, const char *bytes, gsize length);
gboolean html_scanner_next(HtmlScanner *scanner, HtmlToken *token);

/* Moves behind the raw text of a `name` element whose start tag was just read (script, style: their text is not
 * markup) and sets *text to what was skipped. The end tag is the next token. */
void html_scanner_skip_raw(HtmlScanner *scanner, const char *name, const char **text, gsize *length);

/* Takes the next attribute off a tag's attribute bytes. FALSE at the end. */
gboolean html_attribute_next(const char **attributes, gsize *length, HtmlAttribute *attribute);

/* Whether the bytes are `name`, which is lower-case ASCII, in any case. */
gboolean html_name_is(const char *bytes, gsize length, const char *name);
