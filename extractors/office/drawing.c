/* Text bodies and tables. */
#include "extractors/office/drawing.h"

#include "extractors/office/formulas.h"
#include "extractors/office/ooxml.h"
#include "extractors/office/symbols.h"
#include "language/encoding.h"

#include <string.h>

void drawing_append_line(GString *out, const char *text) {
  gsize length = strlen(text);
  while (length > 0 && g_ascii_isspace(text[length - 1]))
    length--;
  if (length == 0)
    return;
  if (out->len > 0)
    g_string_append_c(out, '\n');
  g_string_append_len(out, text, (gssize)length);
}

/* --- paragraphs ------------------------------------------------------------------------------- */

/* Control characters stand escaped in the text, "_x000B_" for a line end within a title (ST_Xstring, Part
 * 1, 22.9.2.19). */
static void append_unescaped(GString *out, const char *text) {
  for (const char *escape; (escape = strstr(text, "_x00"));) {
    g_string_append_len(out, text, escape - text);
    if (!g_ascii_isxdigit(escape[4]) || !g_ascii_isxdigit(escape[5]) || escape[6] != '_') {
      g_string_append_len(out, escape, 4);
      text = escape + 4;
      continue;
    }
    gunichar code = (gunichar)(g_ascii_xdigit_value(escape[4]) * 16 + g_ascii_xdigit_value(escape[5]));
    if (code == '\n' || code == 0x0B)
      g_string_append_c(out, '\n');
    else if (code == '\t' || code >= 0x20)
      g_string_append_unichar(out, code);
    text = escape + 7;
  }
  g_string_append(out, text);
}

/* What libxml2 saves of broken XML need not be UTF-8. */
static void append_valid(GString *out, const char *text) {
  g_autofree char *valid = g_utf8_validate(text, -1, NULL) ? NULL : encoding_make_valid(text, -1);
  append_unescaped(out, valid ? valid : text);
}

void drawing_append_content(const xmlNode *node, GString *out) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content)
      append_valid(out, (const char *)child->content);
}

/* The character that a code shows in a font of pictures. PowerPoint keeps the code as U+F0xx, or as the letter that has
 * that code; 0 where the font has no such picture. */
static gunichar picture_of(const char *font, gunichar letter) {
  gunichar code = letter >= 0xF000 && letter <= 0xF0FF ? letter - 0xF000 : letter;
  return code <= 0xFF ? symbol_to_unicode(font, (guint8)code) : 0;
}

/* A font of symbols stays with text that is typed after the symbol and shown in another font: of plain letters, only
 * one that stands alone is a symbol, and of ASCII only those that PowerPoint itself puts, for ":-)" and ":-(". */
static gboolean is_symbol(const char *text, const char *at) {
  gunichar letter = g_utf8_get_char(at);
  const char *first = text + strspn(text, " "), *after = g_utf8_next_char(at);
  gboolean alone = at == first && after[strspn(after, " ")] == '\0';
  return letter >= 0xF000 || (alone && (letter >= 0x80 || letter == 'J' || letter == 'L'));
}

/* The text of a run, with the pictures of its fonts as the characters that they show. */
static void append_run_text(const xmlNode *text, GString *out) {
  const char *symbols = ooxml_attribute(text->parent, NS_NONE, OOXML_SYMBOL_FONT);
  const char *letters = ooxml_attribute(text->parent, NS_NONE, OOXML_LETTER_FONT);
  if (!symbols && !letters) {
    drawing_append_content(text, out);
    return;
  }
  g_autoptr(GString) plain = g_string_new(NULL);
  drawing_append_content(text, plain);
  for (const char *p = plain->str; *p; p = g_utf8_next_char(p)) {
    gunichar letter = g_utf8_get_char(p), shown = 0;
    if (letters)
      shown = picture_of(letters, letter);
    else if (is_symbol(plain->str, p))
      shown = picture_of(symbols, letter);
    g_string_append_unichar(out, shown ? shown : letter);
  }
}

/* Fields of a chart's labels ("VALUE", [MS-ODRAWXML] 2.7) keep a name in brackets in place of what they show. */
static gboolean is_label_field(const char *type) {
  return *type && type[strspn(type, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

/* The number of the slide where `number` is given and the field shows that, for what was saved may be old. FALSE where
 * what was saved is to be read. */
static gboolean append_field(GString *out, const xmlNode *field, const char *number) {
  const char *type = ooxml_attribute(field, NS_NONE, "type");
  if (!type || is_label_field(type))
    return type != NULL;
  if (!number || strcmp(type, "slidenum") != 0)
    return FALSE;
  g_string_append(out, number);
  return TRUE;
}

/* Runs, breaks, fields and formulas of a paragraph, in their order. */
static void append_paragraph(GString *out, const xmlNode *paragraph, const char *number) {
  xmlNode *node = paragraph->children;
  while (node) {
    gboolean deeper = FALSE;
    if (ooxml_is(node, NS_DRAWING, "t"))
      append_run_text(node, out);
    else if (ooxml_is(node, NS_MATH, "oMath"))
      formula_append(node, out);
    else if (ooxml_is(node, NS_DRAWING, "br"))
      g_string_append_c(out, '\n');
    else if (ooxml_is(node, NS_DRAWING, "fld"))
      deeper = !append_field(out, node, number);
    else if (ooxml_is(node, NS_COMPATIBILITY, "Choice") || ooxml_is(node, NS_COMPATIBILITY, "Fallback"))
      deeper = node == ooxml_choice(node->parent);
    else
      deeper = TRUE;
    node = ooxml_next(paragraph, node, deeper);
  }
}

void drawing_append_slide_text(const xmlNode *body, const char *number, GString *out) {
  g_autoptr(GString) line = g_string_new(NULL);
  for (const xmlNode *node = body ? body->children : NULL; node; node = node->next) {
    if (!ooxml_is(node, NS_DRAWING, "p"))
      continue;
    g_string_truncate(line, 0);
    append_paragraph(line, node, number);
    drawing_append_line(out, line->str);
  }
}

void drawing_append_text(const xmlNode *body, GString *out) {
  drawing_append_slide_text(body, NULL, out);
}

void drawing_append_all_text(const xmlNode *root, GString *out) {
  xmlNode *node = root->children;
  while (node) {
    gboolean paragraph = ooxml_is(node, NS_DRAWING, "p");
    if (paragraph) {
      g_autoptr(GString) line = g_string_new(NULL);
      append_paragraph(line, node, NULL);
      drawing_append_line(out, line->str);
    }
    node = ooxml_next(root, node, !paragraph);
  }
}

gboolean drawing_is_fields(const xmlNode *body) {
  gboolean fields = FALSE;
  xmlNode *node = body ? body->children : NULL;
  while (node) {
    gboolean field = ooxml_is(node, NS_DRAWING, "fld");
    if (ooxml_is(node, NS_DRAWING, "t") && !xmlIsBlankNode(node->children))
      return FALSE;
    fields |= field;
    node = ooxml_next(body, node, !field);
  }
  return fields;
}

/* --- tables ----------------------------------------------------------------------------------- */

/* What a cell holds that another was merged over is not seen. */
static void append_cell(GString *row, const xmlNode *cell) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (!ooxml_boolean(cell, "vMerge", FALSE))
    drawing_append_text(ooxml_child(cell, NS_DRAWING, "txBody"), text);
  g_strdelimit(text->str, "\n\t", ' ');
  g_string_append(row, text->str);
}

void drawing_append_table(const xmlNode *table, GString *out) {
  for (const xmlNode *tr = table->children; tr; tr = tr->next) {
    if (!ooxml_is(tr, NS_DRAWING, "tr"))
      continue;
    g_autoptr(GString) row = g_string_new(NULL);
    gboolean first = TRUE;
    for (const xmlNode *cell = tr->children; cell; cell = cell->next) {
      if (!ooxml_is(cell, NS_DRAWING, "tc") || ooxml_boolean(cell, "hMerge", FALSE))
        continue;
      if (!first)
        g_string_append_c(row, '\t');
      append_cell(row, cell);
      first = FALSE;
    }
    drawing_append_line(out, row->str);
  }
}
