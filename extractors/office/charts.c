/* Charts of both generations. */
#include "extractors/office/charts.h"

#include "extractors/office/drawing.h"
#include "extractors/office/ooxml.h"

#include <string.h>

typedef struct {
  GString *out;        /* titles and labels, as they come */
  GString *categories; /* of the first series that has some: the others repeat them */
  GString *series;     /* names */
} Chart;

/* A value of a row; TAB between them. */
static void append_value(GString *row, const xmlNode *value) {
  g_autoptr(GString) text = g_string_new(NULL);
  drawing_append_content(value, text);
  g_strdelimit(text->str, "\n\t", ' ');
  if (*g_strchomp(text->str) == '\0')
    return;
  if (row->len > 0)
    g_string_append_c(row, '\t');
  g_string_append(row, text->str);
}

/* Numbers are shown as they are kept only where the format says so: years, but no dates. */
static gboolean is_plain_numbers(const xmlNode *cache) {
  const xmlNode *format = ooxml_child(cache, NS_CHART, "formatCode");
  g_autoptr(GString) code = g_string_new(NULL);
  if (format)
    drawing_append_content(format, code);
  return format == NULL || strcmp(code->str, "General") == 0 || strcmp(code->str, "0") == 0;
}

/* The cached strings of a reference or literal (c:strCache/c:pt/c:v). */
static void append_cached(GString *row, const xmlNode *reference) {
  xmlNode *node = reference->children;
  while (node) {
    gboolean deeper = TRUE;
    if (ooxml_is(node, NS_CHART, "numCache") || ooxml_is(node, NS_CHART, "numLit"))
      deeper = is_plain_numbers(node);
    else if (ooxml_is(node, NS_CHART, "v"))
      append_value(row, node);
    node = ooxml_next(reference, node, deeper);
  }
}

static gboolean is_values(const xmlNode *node) {
  static const char *const names[] = {"val", "xVal", "yVal", "bubbleSize", "numCache", "numLit"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (ooxml_is(node, NS_CHART, names[i]))
      return TRUE;
  return FALSE;
}

/* A title or label that is taken from a cell. */
static void append_reference(Chart *chart, const xmlNode *reference) {
  g_autoptr(GString) row = g_string_new(NULL);
  append_cached(row, reference);
  drawing_append_line(chart->out, row->str);
}

/* TRUE where what is in the element is done with. */
static gboolean read_node(Chart *chart, const xmlNode *node) {
  if (ooxml_is(node, NS_CHART, "rich")) { /* titles of the chart and its axes, labels written by hand */
    drawing_append_text(node, chart->out);
  } else if (ooxml_is(node, NS_CHART, "cat")) {
    if (chart->categories->len == 0)
      append_cached(chart->categories, node);
  } else if (ooxml_is(node, NS_CHART, "tx") && ooxml_is(node->parent, NS_CHART, "ser")) {
    append_cached(chart->series, node);
  } else if (ooxml_is(node, NS_CHART, "strRef") || ooxml_is(node, NS_CHART_2012, "dlblRangeCache")) {
    append_reference(chart, node);
  } else if (ooxml_is(node, NS_CHART, "name") && ooxml_is(node->parent, NS_CHART, "trendline")) {
    append_value(chart->series, node);
  } else {
    return is_values(node);
  }
  return TRUE;
}

/* cx: data stand apart from the series that show them. */
static gboolean read_extended_node(Chart *chart, const xmlNode *node) {
  if (ooxml_is(node, NS_CHART_EXTENDED, "rich"))
    drawing_append_text(node, chart->out);
  else if (ooxml_is(node, NS_CHART_EXTENDED, "strDim") && chart->categories->len == 0)
    for (xmlNode *pt = node->children; pt; pt = ooxml_next(node, pt, TRUE)) {
      if (ooxml_is(pt, NS_CHART_EXTENDED, "pt"))
        append_value(chart->categories, pt);
    }
  else if (ooxml_is(node, NS_CHART_EXTENDED, "v") && ooxml_is(node->parent, NS_CHART_EXTENDED, "txData"))
    append_value(chart->series, node);
  else
    return ooxml_is(node, NS_CHART_EXTENDED, "numDim") || ooxml_is(node, NS_CHART_EXTENDED, "strDim");
  return TRUE;
}

void chart_append(const xmlNode *chart_space, GString *out) {
  gboolean extended = ooxml_is(chart_space, NS_CHART_EXTENDED, "chartSpace");
  const xmlNode *root = extended ? chart_space : ooxml_child(chart_space, NS_CHART, "chart");
  g_autoptr(GString) categories = g_string_new(NULL);
  g_autoptr(GString) series = g_string_new(NULL);
  Chart chart = {.out = out, .categories = categories, .series = series};
  xmlNode *node = root ? root->children : NULL;
  while (node) {
    gboolean done = extended ? read_extended_node(&chart, node) : read_node(&chart, node);
    node = ooxml_next(root, node, !done);
  }
  drawing_append_line(out, categories->str);
  drawing_append_line(out, series->str);
}

const char *chart_shapes_id(const xmlNode *chart_space) {
  return ooxml_attribute(ooxml_child(chart_space, NS_CHART, "userShapes"), NS_RELATIONS, "id");
}
