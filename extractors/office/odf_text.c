/* OpenDocument text: white space, fields, tables with their repetitions, charts, embedded objects. */
#include "extractors/office/odf_text.h"

#include "extractors/cleanup.h"
#include "extractors/office/drawing.h"

#include <string.h>

/* A number of the page with a few letters beside it ("Sida 3") is a page number all the same. */
#define NUMBER_COMPANY 12

OdfReading *odf_reading_new(void) {
  OdfReading *reading = g_new0(OdfReading, 1);
  reading->objects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reading->comments = g_ptr_array_new();
  reading->files = g_ptr_array_new_with_free_func(g_free);
  reading->links = g_string_new(NULL);
  return reading;
}

void odf_reading_free(OdfReading *reading) {
  if (!reading)
    return;
  g_hash_table_unref(reading->objects);
  g_ptr_array_unref(reading->comments);
  g_ptr_array_unref(reading->files);
  g_string_free(reading->links, TRUE);
  g_free(reading);
}

void odf_note_link(OdfReading *reading, const xmlNode *link) {
  const char *address = odf_attribute(link, ODF_NS_XLINK, "href");
  if (!address || !*address || strpbrk(address, " \t\n") || !strchr(address, ':') ||
      reading->links->len + strlen(address) > ODF_MAX_LINKS || !g_utf8_validate(address, -1, NULL) ||
      !g_hash_table_add(reading->objects, g_strdup(address)))
    return;
  g_string_append_printf(reading->links, "%s%s", reading->links->len > 0 ? " " : "", address);
}

void odf_text_init(OdfText *text, OdfReading *reading) {
  *text = (OdfText){.reading = reading, .out = g_string_new(NULL)};
}

void odf_text_clear(OdfText *text) {
  if (text->out)
    g_string_free(text->out, TRUE);
  text->out = NULL;
}

gboolean odf_text_is_furniture(const OdfText *text) {
  gsize own = text->letters - text->field_letters;
  return text->field_letters > 0 && own <= (text->has_number ? NUMBER_COMPANY : 0);
}

gboolean odf_is_placeholder(const xmlNode *shape) {
  return g_strcmp0(odf_attribute(shape, ODF_NS_PRESENTATION, "placeholder"), "true") == 0;
}

/* --- paragraphs (6.1) ------------------------------------------------------------------------- */

/* A line while it is made. */
typedef struct {
  OdfText *text;
  GString *line;
  gboolean in_field;
  gboolean after_space; /* white space that follows is not text (6.1.2) */
  gboolean has_shapes;  /* anchored in the paragraph, as annotations are */
} Line;

static gboolean is_white(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* White space is one space in a row, and none at the beginning (6.1.2). */
static void append_characters(Line *line, const char *content) {
  for (const char *p = content; *p;) {
    gsize word = strcspn(p, " \n\t\r");
    if (word > 0) {
      g_string_append_len(line->line, p, (gssize)word);
      line->text->letters += word;
      line->text->field_letters += line->in_field ? word : 0;
      line->after_space = FALSE;
      p += word;
    }
    if (is_white(*p)) {
      if (!line->after_space)
        g_string_append_c(line->line, ' ');
      line->after_space = TRUE;
      while (is_white(*p))
        p++;
    }
  }
}

static void append_spaces(Line *line, const xmlNode *space) {
  guint count = odf_count(space, ODF_NS_TEXT, "c", ODF_MAX_SPACES);
  for (guint i = 0; line->line->len > 0 && i < count; i++)
    g_string_append_c(line->line, ' ');
}

static void append_inline(Line *line, const xmlNode *parent);

/* "<number>", "‹#›": what stands for a number on masters, and in what LibreOffice writes on slides as well. */
static gboolean is_number_prompt(const xmlNode *field) {
  const xmlNode *content = field->children;
  const char *text = content && content->content ? (const char *)content->content : "";
  return *text == '<' || g_str_has_prefix(text, "‹");
}

/* A field gives what it showed when the file was saved, but numbers of slides, which are known better. */
static void append_field(Line *line, const xmlNode *field) {
  gboolean number = odf_element(field) != ODF_FIELD, outer = line->in_field;
  const char *known = odf_element(field) == ODF_FIELD_NUMBER ? line->text->reading->number : NULL;
  line->text->has_number |= number;
  line->in_field = TRUE;
  if (known)
    append_characters(line, known);
  else if (!number || !is_number_prompt(field))
    append_inline(line, field);
  line->in_field = outer;
}

static void append_inline_element(Line *line, const xmlNode *node) {
  switch (odf_element(node)) {
  case ODF_SPACE:
    append_spaces(line, node);
    break;
  case ODF_TAB:
  case ODF_LINE_BREAK:
    g_string_append_c(line->line, odf_element(node) == ODF_TAB ? '\t' : '\n');
    break;
  case ODF_FIELD:
  case ODF_FIELD_NUMBER:
  case ODF_FIELD_COUNT:
    append_field(line, node);
    break;
  case ODF_LINK:
    odf_note_link(line->text->reading, node);
    append_inline(line, node);
    break;
  case ODF_UNKNOWN:
    append_inline(line, node);
    break;
  default:
    line->has_shapes = TRUE;
  }
}

static void append_inline(Line *line, const xmlNode *parent) {
  for (const xmlNode *node = parent->children; node; node = node->next) {
    if (node->type == XML_ELEMENT_NODE)
      append_inline_element(line, node);
    else if (node->type == XML_TEXT_NODE && node->content)
      append_characters(line, (const char *)node->content);
  }
}

static void append_paragraph(OdfText *text, const xmlNode *paragraph) {
  g_autoptr(GString) buffer = g_string_new(NULL);
  Line line = {.text = text, .line = buffer, .after_space = TRUE};
  append_inline(&line, paragraph);
  drawing_append_line(text->out, buffer->str);
  if (line.has_shapes)
    odf_text_append(text, paragraph);
}

/* --- tables (9.1) ----------------------------------------------------------------------------- */

/* A row while it is made. */
typedef struct {
  OdfText *text;
  GString *row;
  guint column;  /* of the next cell */
  guint written; /* columns that the row has so far */
  guint covered; /* of the next columns, by the cell before them */
} Row;

/* Bytes that a repetition may still add. */
static gboolean may_repeat(OdfReading *reading, gsize bytes) {
  if (bytes > ODF_MAX_REPEATED - reading->repeated)
    return FALSE;
  reading->repeated += bytes;
  return TRUE;
}

static char *cell_text(OdfText *outer, const xmlNode *cell) {
  g_auto(OdfText) text;
  odf_text_init(&text, outer->reading);
  odf_text_append(&text, cell);
  outer->letters += text.letters;
  outer->field_letters += text.field_letters;
  g_strdelimit(text.out->str, "\n\t", ' ');
  return g_strdup(text.out->str);
}

/* The TABs up to a column; one where all are more than may be repeated. */
static void advance(Row *row, guint column) {
  guint tabs = column - row->written;
  if (tabs > 1 && !may_repeat(row->text->reading, tabs))
    tabs = 1;
  for (guint i = 0; i < tabs; i++)
    g_string_append_c(row->row, '\t');
  row->written = column;
}

static void append_cell(Row *row, const xmlNode *cell) {
  guint count = odf_count(cell, ODF_NS_TABLE, "number-columns-repeated", ODF_MAX_COLUMNS);
  g_autofree char *text = cell_text(row->text, cell);
  for (guint i = 0; *text && i < count && row->column + i < ODF_MAX_COLUMNS; i++) {
    if (i > 0 && !may_repeat(row->text->reading, strlen(text) + 1))
      break;
    advance(row, row->column + i);
    g_string_append(row->row, text);
  }
  row->column += count;
  row->covered = odf_count(cell, ODF_NS_TABLE, "number-columns-spanned", ODF_MAX_COLUMNS) - 1;
}

/* What the cell before it covers is no column of its own; what one above it covers is an empty cell. */
static void skip_covered(Row *row, const xmlNode *cell) {
  guint count = odf_count(cell, ODF_NS_TABLE, "number-columns-repeated", ODF_MAX_COLUMNS);
  guint covered = MIN(row->covered, count);
  row->covered -= covered;
  row->column += count - covered;
}

static void append_row(OdfText *text, const xmlNode *tr) {
  g_autoptr(GString) buffer = g_string_new(NULL);
  Row row = {.text = text, .row = buffer};
  for (const xmlNode *cell = tr->children; cell && row.column < ODF_MAX_COLUMNS; cell = cell->next) {
    OdfElement element = odf_element(cell);
    if (element == ODF_CELL)
      append_cell(&row, cell);
    else if (element == ODF_COVERED_CELL)
      skip_covered(&row, cell);
  }
  guint count = buffer->len > 0 ? odf_count(tr, ODF_NS_TABLE, "number-rows-repeated", ODF_MAX_REPEATED) : 0;
  for (guint i = 0; i < count && (i == 0 || may_repeat(text->reading, buffer->len + 1)); i++)
    drawing_append_line(text->out, buffer->str);
}

static void append_table(OdfText *text, const xmlNode *table) {
  for (const xmlNode *node = table->children; node; node = node->next) {
    OdfElement element = odf_element(node);
    if (element == ODF_ROW)
      append_row(text, node);
    else if (element == ODF_HEADER_ROWS)
      append_table(text, node);
  }
}

/* --- charts (11.1) ---------------------------------------------------------------------------- */

/* Titles of the chart and its axes, labels written by hand; not the table. */
static void append_chart_titles(OdfText *text, const xmlNode *parent) {
  for (const xmlNode *node = parent->children; node; node = node->next) {
    if (node->type != XML_ELEMENT_NODE || odf_element(node) == ODF_TABLE)
      continue;
    if (odf_element(node) == ODF_CHART_TITLE)
      odf_text_append(text, node);
    else
      append_chart_titles(text, node);
  }
}

static const xmlNode *find_below(const xmlNode *parent, OdfElement element) {
  for (const xmlNode *node = parent->children; node; node = node->next) {
    if (odf_element(node) == element)
      return node;
    const xmlNode *found = node->type == XML_ELEMENT_NODE ? find_below(node, element) : NULL;
    if (found)
      return found;
  }
  return NULL;
}

/* Whether the names of series stand in the first column of the table: "local-table.$A$2". */
static gboolean series_are_rows(const xmlNode *chart) {
  const xmlNode *series = find_below(chart, ODF_CHART_SERIES);
  const char *address = series ? odf_attribute(series, ODF_NS_CHART, "label-cell-address") : NULL;
  const char *row = address ? address + strlen(address) : NULL;
  while (row && row > address && g_ascii_isdigit(row[-1]))
    row--;
  return row && *row && strcmp(row, "1") != 0;
}

/* The texts of cells, parted by TAB, as one line. */
typedef struct {
  GString *first_row, *first_column;
} Labels;

static void append_label(GString *labels, const char *text) {
  if (labels->len > 0 && *text)
    g_string_append_c(labels, '\t');
  g_string_append(labels, text);
}

/* One row of the table of a chart: its first cell, or, of the header, the others. */
static void read_labels(OdfText *text, const xmlNode *tr, gboolean header, Labels *labels) {
  gboolean first = TRUE;
  for (const xmlNode *cell = tr->children; cell; cell = cell->next) {
    if (odf_element(cell) != ODF_CELL)
      continue;
    g_autofree char *content = header || first ? cell_text(text, cell) : g_strdup("");
    if (header != first)
      append_label(header ? labels->first_row : labels->first_column, content);
    first = FALSE;
  }
}

/* The table that a chart keeps of its numbers (11.1, "local-table"): its heads, not its numbers. */
static void append_chart_labels(OdfText *text, const xmlNode *chart, const xmlNode *table) {
  g_autoptr(GString) first_row = g_string_new(NULL);
  g_autoptr(GString) first_column = g_string_new(NULL);
  Labels labels = {first_row, first_column};
  const xmlNode *header = odf_child(table, ODF_HEADER_ROWS);
  for (const xmlNode *row = header ? header->children : NULL; row; row = row->next)
    if (odf_element(row) == ODF_ROW)
      read_labels(text, row, TRUE, &labels);
  gboolean in_rows = series_are_rows(chart), named = find_below(chart, ODF_CHART_CATEGORIES) != NULL;
  for (const xmlNode *row = named || in_rows ? table->children : NULL; row; row = row->next)
    if (odf_element(row) == ODF_ROW)
      read_labels(text, row, FALSE, &labels);
  drawing_append_line(text->out, in_rows ? first_row->str : first_column->str);
  drawing_append_line(text->out, in_rows ? first_column->str : first_row->str);
}

static void append_chart(OdfText *text, const xmlNode *chart) {
  append_chart_titles(text, chart);
  const xmlNode *table = find_below(chart, ODF_TABLE);
  if (table)
    append_chart_labels(text, chart, table);
}

/* --- formulas and objects (10.4.6) ------------------------------------------------------------ */

static void append_formula(Line *line, const xmlNode *parent) {
  for (const xmlNode *node = parent->children; node; node = node->next) {
    if (node->type == XML_TEXT_NODE && node->content)
      append_characters(line, (const char *)node->content);
    else if (node->type == XML_ELEMENT_NODE)
      append_formula(line, node);
  }
}

static void append_math(OdfText *text, const xmlNode *math) {
  g_autoptr(GString) buffer = g_string_new(NULL);
  Line line = {.text = text, .line = buffer, .after_space = TRUE};
  append_formula(&line, math);
  drawing_append_line(text->out, buffer->str);
}

/* The member that a reference names, or NULL where it leads elsewhere. Caller frees. */
static char *object_member(const char *reference) {
  if (*reference == '#')
    reference++;
  if (g_str_has_prefix(reference, "./"))
    reference += 2;
  if (!*reference || strstr(reference, "..") || strchr(reference, ':'))
    return NULL;
  gsize length = strlen(reference);
  return g_strndup(reference, reference[length - 1] == '/' ? length - 1 : length);
}

static xmlDoc *parse_object(OdfReading *reading, const char *member) {
  g_autoptr(GError) fault = NULL;
  gboolean whole = FALSE;
  g_autoptr(GBytes) bytes = odf_package_read(reading->package, member, ODF_MAX_OBJECT, &whole, &fault);
  reading->too_large |= g_error_matches(fault, ZIP_ERROR, ZIP_ERROR_TOO_LARGE);
  reading->damaged |= g_error_matches(fault, ZIP_ERROR, ZIP_ERROR_DAMAGED);
  if (!bytes)
    return NULL;
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  OdfParse parse = {0};
  xmlDoc *document = odf_parse(data, length, &parse);
  reading->too_large |= parse.too_large;
  reading->damaged |= !whole || !parse.complete;
  return document;
}

static void append_root(OdfText *text, const xmlNode *root) {
  const xmlNode *body = odf_child(root, ODF_BODY);
  if (odf_element(root) == ODF_MATH)
    append_math(text, root);
  else if (body)
    odf_text_append(text, body);
}

/* Of the package. An object that is shown in several places is read once: the others may be made to exhaust time. */
static void append_member(OdfText *text, const char *reference) {
  OdfReading *reading = text->reading;
  g_autofree char *member = reading->package ? object_member(reference) : NULL;
  if (!member || !g_hash_table_add(reading->objects, g_strdup(member)))
    return;
  g_autofree char *content = g_strconcat(member, "/content.xml", NULL);
  if (!odf_package_contains(reading->package, content)) {
    if (reading->files->len < ODF_MAX_FILES)
      g_ptr_array_add(reading->files, g_steal_pointer(&member));
    return;
  }
  g_autoptr(xmlDoc) document = parse_object(reading, content);
  if (document)
    append_root(text, xmlDocGetRootElement(document));
}

/* What is in the element is the object itself, in flat files, or text that was written upon it. */
static void append_object(OdfText *text, const xmlNode *object) {
  const char *reference = odf_attribute(object, ODF_NS_XLINK, "href");
  text->reading->depth++;
  if (text->reading->depth <= ODF_MAX_DEPTH) {
    if (reference)
      append_member(text, reference);
    odf_text_append(text, object);
  }
  text->reading->depth--;
}

/* --- all of it -------------------------------------------------------------------------------- */

void odf_text_append_element(OdfText *text, const xmlNode *node) {
  switch (odf_element(node)) {
  case ODF_PARAGRAPH:
    append_paragraph(text, node);
    break;
  case ODF_TABLE:
    append_table(text, node);
    break;
  case ODF_CHART:
    append_chart(text, node);
    break;
  case ODF_MATH:
    append_math(text, node);
    break;
  case ODF_OBJECT:
  case ODF_FILE:
    append_object(text, node);
    break;
  case ODF_ANNOTATION:
    if (text->reading->depth == 0)
      g_ptr_array_add(text->reading->comments, (gpointer)(guintptr)node);
    break;
  case ODF_TITLE:
  case ODF_DESCRIPTION:
  case ODF_NOTES:
  case ODF_META:
  case ODF_STYLES:
  case ODF_MASTER_STYLES:
    break;
  default:
    if (!odf_is_placeholder(node))
      odf_text_append(text, node);
  }
}

void odf_text_append(OdfText *text, const xmlNode *parent) {
  for (const xmlNode *node = parent->children; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      odf_text_append_element(text, node);
}
