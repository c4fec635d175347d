/* Texts of a chart: cells of its table, and what is written on it. */
#include "extractors/office/graph.h"

#include "extractors/office/biff.h"
#include "extractors/office/drawing.h"

#define GRAPH_CELL_TEXT 0x0004 /* 2.4.74, Label */
#define GRAPH_TEXT 0x100D      /* 2.4.139, SeriesText: names of series, titles */
#define MAX_TEXTS 10000u

typedef struct {
  BiffLetters letters;
  GHashTable *known; /* texts that were appended: the names of series stand in the table and on the chart */
  GString *cells;    /* lines of the table */
  gint row;
} Chart;

/* Row, column, attributes (three bytes), text. */
static void append_cell(Chart *chart, Bytes body) {
  const gsize text_at = 7;
  if (body.length <= text_at)
    return;
  g_autofree char *text = biff_string(&chart->letters, bytes_from(body, text_at), 1);
  guint16 row = bytes_u16(body.data);
  g_strdelimit(text, "\t\r\n", ' ');
  if (!*text || g_hash_table_size(chart->known) >= MAX_TEXTS)
    return;
  if (chart->cells->len > 0)
    g_string_append_c(chart->cells, chart->row == row ? '\t' : '\n');
  g_string_append(chart->cells, text);
  chart->row = row;
  g_hash_table_add(chart->known, g_steal_pointer(&text));
}

static void append_title(Chart *chart, Bytes body, GString *out) {
  g_autofree char *text = biff_string(&chart->letters, bytes_from(body, 2), 1);
  g_strdelimit(text, "\r", '\n');
  if (!*text || g_hash_table_contains(chart->known, text) || g_hash_table_size(chart->known) >= MAX_TEXTS)
    return;
  drawing_append_line(out, text);
  g_hash_table_add(chart->known, g_steal_pointer(&text));
}

void graph_append_text(Bytes workbook, GString *out) {
  Chart chart = {
      .known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), .cells = g_string_new(NULL), .row = -1};
  BiffRecord record;
  while (biff_next(&workbook, &record)) {
    if (record.type == BIFF_BEGIN && record.body.length >= 2)
      chart.letters.version = bytes_u16(record.body.data);
    else if (record.type == BIFF_CODE_PAGE && record.body.length >= 2)
      chart.letters.code_page = bytes_u16(record.body.data);
    else if (record.type == GRAPH_CELL_TEXT)
      append_cell(&chart, record.body);
    else if (record.type == GRAPH_TEXT)
      append_title(&chart, record.body, out);
  }
  drawing_append_line(out, chart.cells->str);
  g_hash_table_unref(chart.known);
  g_string_free(chart.cells, TRUE);
}
