/* Text bodies, tables, SmartArt and charts. */
#include "extractors/office/drawing.h"

#include "extractors/office/ooxml.h"

#include <stdlib.h>
#include <string.h>

/* SmartArt nests at most nine levels in its own pane; what a hostile file nests deeper is appended in file order. */
#define MAX_LEVELS 32

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

static void append_content(GString *out, const xmlNode *node) {
  for (const xmlNode *child = node->children; child; child = child->next)
    if ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && child->content)
      append_unescaped(out, (const char *)child->content);
}

/* Runs, breaks, fields and formulas of a paragraph, in their order. */
static void append_paragraph(GString *out, const xmlNode *paragraph) {
  xmlNode *node = paragraph->children;
  while (node) {
    gboolean deeper = TRUE;
    if (ooxml_is(node, NS_DRAWING, "t") || ooxml_is(node, NS_MATH, "t")) {
      append_content(out, node);
      deeper = FALSE;
    } else if (ooxml_is(node, NS_DRAWING, "br")) {
      g_string_append_c(out, '\n');
      deeper = FALSE;
    } else if (ooxml_is(node, NS_COMPATIBILITY, "Choice") || ooxml_is(node, NS_COMPATIBILITY, "Fallback")) {
      deeper = node == ooxml_choice(node->parent);
    }
    node = ooxml_next(paragraph, node, deeper);
  }
}

void drawing_append_text(const xmlNode *body, GString *out) {
  g_autoptr(GString) line = g_string_new(NULL);
  for (const xmlNode *node = body ? body->children : NULL; node; node = node->next) {
    if (!ooxml_is(node, NS_DRAWING, "p"))
      continue;
    g_string_truncate(line, 0);
    append_paragraph(line, node);
    drawing_append_line(out, line->str);
  }
}

/* --- tables ----------------------------------------------------------------------------------- */

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

/* --- SmartArt (ECMA-376 Part 1, 21.4.3) ------------------------------------------------------- */

typedef struct {
  const char *from, *to;
  gint64 order;
} Connection;

typedef struct {
  GHashTable *points;  /* char* id -> xmlNode* dgm:pt; emptied as points are written */
  GArray *connections; /* Connection, sorted by parent, then order */
  GString *out;
} Diagram;

static int compare_connections(gconstpointer a, gconstpointer b) {
  const Connection *x = a, *y = b;
  int order = strcmp(x->from, y->from);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Parent-of connections are the outline; the others say how it is drawn (21.4.7.26). */
static void read_connections(Diagram *diagram, const xmlNode *list) {
  for (const xmlNode *node = list ? list->children : NULL; node; node = node->next) {
    if (!ooxml_is(node, NS_DIAGRAM, "cxn"))
      continue;
    const char *type = ooxml_attribute(node, NS_NONE, "type");
    Connection connection = {ooxml_attribute(node, NS_NONE, "srcId"), ooxml_attribute(node, NS_NONE, "destId"),
                             ooxml_number(node, "srcOrd", 0)};
    if ((!type || strcmp(type, "parOf") == 0) && connection.from && connection.to)
      g_array_append_val(diagram->connections, connection);
  }
  g_array_sort(diagram->connections, compare_connections);
}

/* The first connection from `id`, by bisection. */
static guint first_connection(const Diagram *diagram, const char *id) {
  guint low = 0, high = diagram->connections->len;
  while (low < high) {
    guint half = low + (high - low) / 2;
    if (strcmp(g_array_index(diagram->connections, Connection, half).from, id) < 0)
      low = half + 1;
    else
      high = half;
  }
  return low;
}

/* Writes a point and what is under it, each once. */
static void append_point(Diagram *diagram, const char *id, guint level) {
  const xmlNode *point = g_hash_table_lookup(diagram->points, id);
  if (!point || level > MAX_LEVELS)
    return;
  g_hash_table_remove(diagram->points, id);
  drawing_append_text(ooxml_child(point, NS_DIAGRAM, "t"), diagram->out);
  for (guint i = first_connection(diagram, id); i < diagram->connections->len; i++) {
    const Connection *connection = &g_array_index(diagram->connections, Connection, i);
    if (strcmp(connection->from, id) != 0)
      break;
    append_point(diagram, connection->to, level + 1);
  }
}

/* Points of the drawing ("pres") and of its arrows have prompts and no text of the author. */
static gboolean is_content_point(const xmlNode *point) {
  const char *type = ooxml_attribute(point, NS_NONE, "type");
  return !type || strcmp(type, "node") == 0 || strcmp(type, "asst") == 0 || strcmp(type, "doc") == 0;
}

void drawing_append_diagram(const xmlNode *data_model, GString *out) {
  const xmlNode *list = ooxml_child(data_model, NS_DIAGRAM, "ptLst");
  Diagram diagram = {.points = g_hash_table_new(g_str_hash, g_str_equal),
                     .connections = g_array_new(FALSE, FALSE, sizeof(Connection)),
                     .out = out};
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (xmlNode *node = list ? list->children : NULL; node; node = node->next) {
    const char *id = ooxml_is(node, NS_DIAGRAM, "pt") ? ooxml_attribute(node, NS_NONE, "modelId") : NULL;
    if (!id || !is_content_point(node))
      continue;
    g_hash_table_insert(diagram.points, (gpointer)(guintptr)id, node);
    const char *type = ooxml_attribute(node, NS_NONE, "type");
    g_ptr_array_insert(ids, type && strcmp(type, "doc") == 0 ? 0 : -1, (gpointer)(guintptr)id);
  }
  read_connections(&diagram, ooxml_child(data_model, NS_DIAGRAM, "cxnLst"));
  for (guint i = 0; i < ids->len; i++)
    append_point(&diagram, ids->pdata[i], 0);
  g_hash_table_unref(diagram.points);
  g_array_unref(diagram.connections);
}

/* --- charts ----------------------------------------------------------------------------------- */

/* The cached strings of a reference or literal (c:strCache/c:pt/c:v), TAB between them. */
static void append_cached(GString *row, const xmlNode *reference) {
  xmlNode *node = reference->children;
  while (node) {
    gboolean numbers = ooxml_is(node, NS_CHART, "numCache") || ooxml_is(node, NS_CHART, "numLit");
    if (ooxml_is(node, NS_CHART, "v")) {
      if (row->len > 0)
        g_string_append_c(row, '\t');
      append_content(row, node);
    }
    node = ooxml_next(reference, node, !numbers);
  }
}

void drawing_append_chart(const xmlNode *chart_space, GString *out) {
  const xmlNode *chart = ooxml_child(chart_space, NS_CHART, "chart");
  g_autoptr(GString) categories = g_string_new(NULL);
  g_autoptr(GString) series = g_string_new(NULL);
  xmlNode *node = chart ? chart->children : NULL;
  while (node) {
    gboolean deeper = TRUE;
    if (ooxml_is(node, NS_CHART, "rich")) { /* titles of the chart and its axes, labels written by hand */
      drawing_append_text(node, out);
      deeper = FALSE;
    } else if (ooxml_is(node, NS_CHART, "cat")) {
      if (categories->len == 0)
        append_cached(categories, node);
      deeper = FALSE;
    } else if (ooxml_is(node, NS_CHART, "tx") && ooxml_is(node->parent, NS_CHART, "ser")) {
      append_cached(series, node);
      deeper = FALSE;
    } else if (ooxml_is(node, NS_CHART, "val") || ooxml_is(node, NS_CHART, "xVal") ||
               ooxml_is(node, NS_CHART, "yVal")) {
      deeper = FALSE;
    }
    node = ooxml_next(chart, node, deeper);
  }
  drawing_append_line(out, categories->str);
  drawing_append_line(out, series->str);
}
