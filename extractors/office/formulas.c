/* Elements of formulas, a function each; what is not listed is read through to its text. */
#include "extractors/office/formulas.h"

#include "extractors/office/drawing.h"
#include "extractors/office/ooxml.h"

#include <string.h>

/* Formulas nest some ten deep; what a hostile file nests deeper is left out. */
#define MAX_DEPTH 64

static void append_node(const xmlNode *node, guint depth, GString *out);

static void append_children(const xmlNode *node, guint depth, GString *out) {
  for (const xmlNode *child = node ? node->children : NULL; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      append_node(child, depth + 1, out);
}

/* An argument; in parentheses where it is more than one word and `grouped`. */
static void append_argument(const xmlNode *node, const char *name, gboolean grouped, guint depth, GString *out) {
  g_autoptr(GString) text = g_string_new(NULL);
  append_children(ooxml_child(node, NS_MATH, name), depth, text);
  gboolean valid = g_utf8_validate(text->str, (gssize)text->len, NULL), wide = !valid;
  for (const char *p = text->str; valid && *p; p = g_utf8_next_char(p))
    wide |= !g_unichar_isalnum(g_utf8_get_char(p));
  gboolean bare = !grouped || !wide || (text->str[0] == '(' && text->str[text->len - 1] == ')');
  g_string_append_printf(out, bare ? "%s" : "(%s)", text->str);
}

/* A property's m:val: "fPr" and "chr" of m:f; `missing` where it is not there. */
static const char *property(const xmlNode *node, const char *properties, const char *name, const char *missing) {
  const xmlNode *found = ooxml_child(ooxml_child(node, NS_MATH, properties), NS_MATH, name);
  const char *value = ooxml_attribute(found, NS_MATH, "val");
  return value ? value : missing;
}

static void append_fraction(const xmlNode *node, guint depth, GString *out) {
  append_argument(node, "num", TRUE, depth, out);
  g_string_append_c(out, '/');
  append_argument(node, "den", TRUE, depth, out);
}

static void append_scripts(const xmlNode *node, guint depth, GString *out) {
  append_argument(node, "e", FALSE, depth, out);
  if (ooxml_child(node, NS_MATH, "sub")) {
    g_string_append_c(out, '_');
    append_argument(node, "sub", TRUE, depth, out);
  }
  if (ooxml_child(node, NS_MATH, "sup")) {
    g_string_append_c(out, '^');
    append_argument(node, "sup", TRUE, depth, out);
  }
}

static void append_radical(const xmlNode *node, guint depth, GString *out) {
  append_argument(node, "deg", FALSE, depth, out);
  g_string_append(out, "√");
  append_argument(node, "e", TRUE, depth, out);
}

static void append_delimited(const xmlNode *node, guint depth, GString *out) {
  gboolean first = TRUE;
  g_string_append(out, property(node, "dPr", "begChr", "("));
  for (const xmlNode *child = node->children; child; child = child->next) {
    if (!ooxml_is(child, NS_MATH, "e"))
      continue;
    g_string_append(out, first ? "" : property(node, "dPr", "sepChr", "|"));
    append_children(child, depth, out);
    first = FALSE;
  }
  g_string_append(out, property(node, "dPr", "endChr", ")"));
}

/* Sums, products, integrals. */
static void append_operator(const xmlNode *node, guint depth, GString *out) {
  g_string_append(out, property(node, "naryPr", "chr", "∫"));
  static const char *const limits[][2] = {{"sub", "_"}, {"sup", "^"}};
  for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
    g_autoptr(GString) limit = g_string_new(NULL);
    append_argument(node, limits[i][0], TRUE, depth, limit);
    if (limit->len > 0)
      g_string_append_printf(out, "%s%s", limits[i][1], limit->str);
  }
  g_string_append_c(out, ' ');
  append_argument(node, "e", FALSE, depth, out);
}

static void append_function(const xmlNode *node, guint depth, GString *out) {
  append_argument(node, "fName", FALSE, depth, out);
  g_string_append_c(out, ' ');
  append_argument(node, "e", FALSE, depth, out);
}

/* Rows of a matrix or lines of equations. */
static void append_rows(const xmlNode *node, guint depth, GString *out) {
  const char *between = "";
  for (const xmlNode *row = node->children; row; row = row->next) {
    gboolean matrix = ooxml_is(row, NS_MATH, "mr");
    if (!matrix && !ooxml_is(row, NS_MATH, "e"))
      continue;
    g_string_append(out, between);
    between = "; ";
    for (const xmlNode *cell = matrix ? row->children : NULL; cell; cell = cell->next) {
      append_children(cell, depth, out);
      g_string_append(out, cell->next ? " " : "");
    }
    if (!matrix)
      append_children(row, depth, out);
  }
}

static void append_node(const xmlNode *node, guint depth, GString *out) {
  static const struct {
    const char *name;
    void (*append)(const xmlNode *, guint, GString *);
  } elements[] = {{"f", append_fraction},      {"sSup", append_scripts},  {"sSub", append_scripts},
                  {"sSubSup", append_scripts}, {"rad", append_radical},   {"d", append_delimited},
                  {"nary", append_operator},   {"func", append_function}, {"m", append_rows},
                  {"eqArr", append_rows}};
  if (depth > MAX_DEPTH)
    return;
  if (strcmp((const char *)node->name, "t") == 0) { /* m:t, or a:t in a run of ordinary text */
    drawing_append_content(node, out);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(elements); i++)
    if (ooxml_is(node, NS_MATH, elements[i].name)) {
      elements[i].append(node, depth + 1, out);
      return;
    }
  append_children(node, depth, out);
}

void formula_append(const xmlNode *node, GString *out) {
  append_node(node, 0, out);
}
