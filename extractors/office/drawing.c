/* Text bodies and tables. */
#include "extractors/office/drawing.h"

#include "extractors/office/formulas.h"
#include "extractors/office/ooxml.h"

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

void drawing_append_content(const xmlNode *node, GString *out) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content)
      append_unescaped(out, (const char *)child->content);
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
      drawing_append_content(node, out);
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
