/* Excel workbooks of 95 to 2003 ([MS-XLS]), as they are embedded in slides and attached to papers. A sheet is a unit,
 * as in xlsx.c: rows are lines, cells parted by TAB, with the values that were calculated last. */
#include "extractors/office/xls.h"

#include "extractors/cleanup.h"
#include "extractors/office/biff.h"
#include "extractors/office/cell_numbers.h"
#include "extractors/office/ole.h"
#include "language/encoding.h"
#include "language/messages.h"

#include <string.h>

#define MAX_STREAM (256u * 1024 * 1024)
#define MAX_STRINGS 2000000u
#define MAX_STYLES 65536u
#define MAX_SHEETS 10000u
/* How often the bytes of the stream may be walked: sheets could be said to lie in one another. */
#define MAX_WALKS 2u

static const char *const media_types[] = {"application/vnd.ms-excel", NULL};
static const char *const stream_names[] = {"Workbook", "Book"};

typedef struct {
  guint32 offset;
  gboolean hidden;
  char *name;
} Sheet;

typedef struct {
  Bytes stream;
  BiffLetters letters;
  gboolean locked, from_1904;
  GArray *sheets;      /* Sheet */
  GArray *segments;    /* Bytes: of the shared strings */
  GPtrArray *strings;  /* char* */
  GHashTable *formats; /* number of the format -> CellNumberKind */
  GArray *styles;      /* guint16: numbers of formats */
} Workbook;

static int sniff(const ExtractorInput *input, const char **media_type) {
  g_autoptr(GsfInfile) container = ole_open(input);
  for (guint i = 0; container && i < G_N_ELEMENTS(stream_names); i++)
    if (ole_contains(container, stream_names[i])) {
      *media_type = media_types[0];
      return 90;
    }
  return 0;
}

/* --- what belongs to all sheets (2.1.7.20.3) --------------------------------------------------- */

static void clear_sheet(gpointer sheet) {
  g_free(((Sheet *)sheet)->name);
}

/* Charts and macros (type, 2.4.28) are not read. */
static void read_sheet_entry(Workbook *workbook, Bytes body) {
  if (body.length < 7 || body.data[5] != 0 || workbook->sheets->len >= MAX_SHEETS)
    return;
  Sheet sheet = {.offset = bytes_u32(body.data), .hidden = (body.data[4] & 3) != 0};
  sheet.name = biff_string(&workbook->letters, bytes_from(body, 6), 1);
  g_array_append_val(workbook->sheets, sheet);
}

static void read_format(Workbook *workbook, Bytes body) {
  if (body.length < 4 || g_hash_table_size(workbook->formats) >= MAX_STYLES)
    return;
  guint length_bytes = workbook->letters.version <= BIFF_VERSION_5 ? 1 : 2;
  g_autofree char *code = biff_string(&workbook->letters, bytes_from(body, 2), length_bytes);
  g_hash_table_insert(workbook->formats, GUINT_TO_POINTER(bytes_u16(body.data)),
                      GINT_TO_POINTER(cell_number_kind_of_format(code)));
}

static void read_style(Workbook *workbook, Bytes body) {
  guint16 format = body.length >= 4 ? bytes_u16(body.data + 2) : 0;
  if (workbook->styles->len < MAX_STYLES)
    g_array_append_val(workbook->styles, format);
}

static void read_global(Workbook *workbook, const BiffRecord *record) {
  guint16 number = record->body.length >= 2 ? bytes_u16(record->body.data) : 0;
  switch (record->type) {
  case BIFF_BEGIN:
    workbook->letters.version = number;
    break;
  case BIFF_CODE_PAGE:
    workbook->letters.code_page = number;
    break;
  case BIFF_DATE_1904:
    workbook->from_1904 = number != 0;
    break;
  case BIFF_FILE_PASS:
    workbook->locked = TRUE;
    break;
  case BIFF_SHEET:
    read_sheet_entry(workbook, record->body);
    break;
  case BIFF_FORMAT:
    read_format(workbook, record->body);
    break;
  case BIFF_STYLE:
    read_style(workbook, record->body);
    break;
  default:
    break;
  }
}

static void read_globals(Workbook *workbook) {
  Bytes rest = workbook->stream;
  BiffRecord record;
  gboolean in_strings = FALSE;
  while (biff_next(&rest, &record) && record.type != BIFF_END) {
    in_strings = record.type == BIFF_STRINGS || (in_strings && record.type == BIFF_CONTINUE);
    if (in_strings)
      g_array_append_val(workbook->segments, record.body);
    else
      read_global(workbook, &record);
  }
  workbook->strings = biff_shared_strings(workbook->segments, MAX_STRINGS);
}

/* --- cells ------------------------------------------------------------------------------------ */

/* The lines of a sheet while they are written. */
typedef struct {
  const Workbook *workbook;
  GString *text;
  gsize line; /* where the line begins */
  gint row;   /* of the line, -1 at first */
} Lines;

static void append_cell(Lines *lines, guint16 row, const char *value) {
  if (!value || !*value)
    return;
  if (row != lines->row) {
    if (lines->text->len > 0)
      g_string_append_c(lines->text, '\n');
    lines->line = lines->text->len;
    lines->row = row;
  }
  if (lines->text->len > lines->line)
    g_string_append_c(lines->text, '\t');
  gsize begun = lines->text->len;
  g_string_append(lines->text, value);
  g_strdelimit(lines->text->str + begun, "\t\r\n", ' ');
}

static void append_number(Lines *lines, guint16 row, guint16 style, double number) {
  const Workbook *workbook = lines->workbook;
  guint format = style < workbook->styles->len ? g_array_index(workbook->styles, guint16, style) : 0;
  gpointer own;
  gboolean defined = g_hash_table_lookup_extended(workbook->formats, GUINT_TO_POINTER(format), NULL, &own);
  CellNumberKind kind = defined ? (CellNumberKind)GPOINTER_TO_INT(own) : cell_number_built_in_kind(format);
  g_autoptr(GString) value = g_string_new(NULL);
  if (kind == CELL_SHOWS_NUMBER || !cell_date_append(number, kind, workbook->from_1904, value))
    cell_number_append(number, value);
  append_cell(lines, row, value->str);
}

/* Numbers of cells side by side (2.4.175): each a style and four bytes; the last column stands behind them. */
static void append_row_of_numbers(Lines *lines, guint16 row, Bytes body) {
  for (Bytes rest = bytes_from(body, 4); rest.length >= 8; rest = bytes_from(rest, 6))
    append_number(lines, row, bytes_u16(rest.data), biff_short_number(bytes_u32(rest.data + 2)));
}

/* The result of a formula (2.5.133): a number, unless its last two bytes are 0xFFFF; a text stands in the next record.
 */
static void append_formula(Lines *lines, guint16 row, Bytes body) {
  if (body.length >= 14 && bytes_u16(body.data + 12) != 0xFFFF)
    append_number(lines, row, bytes_u16(body.data + 4), biff_double(body.data + 6));
}

static void append_shared(Lines *lines, guint16 row, Bytes body) {
  guint32 index = body.length >= 10 ? bytes_u32(body.data + 6) : G_MAXUINT32;
  if (index < lines->workbook->strings->len)
    append_cell(lines, row, lines->workbook->strings->pdata[index]);
}

/* A cell begins with its row, column and style; *row is kept for the text of a formula, which has none. */
static void append_record(Lines *lines, const BiffRecord *record, guint16 *row) {
  Bytes body = record->body;
  if (record->type == BIFF_FORMULA_TEXT) {
    g_autofree char *text = biff_string(&lines->workbook->letters, body, 2);
    append_cell(lines, *row, text);
    return;
  }
  if (body.length < 6)
    return;
  guint16 here = bytes_u16(body.data);
  if (record->type == BIFF_SHARED_TEXT) {
    append_shared(lines, here, body);
  } else if (record->type == BIFF_TEXT || record->type == BIFF_RICH_TEXT) {
    g_autofree char *text = biff_string(&lines->workbook->letters, bytes_from(body, 6), 2);
    append_cell(lines, here, text);
  } else if (record->type == BIFF_NUMBER && body.length >= 14) {
    append_number(lines, here, bytes_u16(body.data + 4), biff_double(body.data + 6));
  } else if (record->type == BIFF_SHORT_NUMBER && body.length >= 10) {
    append_number(lines, here, bytes_u16(body.data + 4), biff_short_number(bytes_u32(body.data + 6)));
  } else if (record->type == BIFF_ROW_OF_NUMBERS) {
    append_row_of_numbers(lines, here, body);
  } else if (record->type == BIFF_FORMULA) {
    append_formula(lines, here, body);
    *row = here;
  }
}

/* The cells of the sheet that begins at `offset`; charts in it, which are sheets of their own, are passed over. Returns
 * the bytes that were walked. */
static gsize read_cells(const Workbook *workbook, guint32 offset, GString *text) {
  Bytes rest = bytes_from(workbook->stream, offset);
  gsize whole = rest.length;
  Lines lines = {.workbook = workbook, .text = text, .row = -1};
  BiffRecord record;
  guint16 row = 0;
  if (!biff_next(&rest, &record) || record.type != BIFF_BEGIN)
    return 0;
  for (guint depth = 1; depth > 0 && text->len <= EXTRACTION_MAX_TEXT && biff_next(&rest, &record);) {
    if (record.type == BIFF_BEGIN)
      depth++;
    else if (record.type == BIFF_END)
      depth--;
    else if (depth == 1)
      append_record(&lines, &record, &row);
  }
  return whole - rest.length;
}

/* --- the whole -------------------------------------------------------------------------------- */

/* FALSE when a ceiling is met. */
static gboolean add_sheet(Extraction *extraction, const Workbook *workbook, const Sheet *sheet, gsize *walked) {
  g_autoptr(GString) text = g_string_new(NULL);
  *walked += read_cells(workbook, sheet->offset, text);
  if (text->len == 0)
    return TRUE;
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  unit->label = g_strdup(sheet->name);
  unit->heading = g_strdup(sheet->name);
  unit->text = encoding_make_valid(text->str, (gssize)text->len);
  unit->hidden = sheet->hidden;
  return extraction_add_unit(extraction, unit);
}

static void read_workbook(Extraction *extraction, Workbook *workbook) {
  Document *document = extraction->document;
  read_globals(workbook);
  if (workbook->locked) {
    document_set_status(document, STATUS_ENCRYPTED,
                        N_("the file is locked in a way that is not read here; save a copy of it without a password"),
                        NULL);
    return;
  }
  gsize walked = 0, limit = MAX_WALKS * workbook->stream.length;
  for (guint i = 0; i < workbook->sheets->len && walked <= limit; i++)
    if (!add_sheet(extraction, workbook, &g_array_index(workbook->sheets, Sheet, i), &walked))
      return;
  if (workbook->letters.version == 0)
    document_set_status(document, STATUS_DAMAGED,
                        N_("the workbook is broken and no sheet could be read; get a new copy of it"), NULL);
}

void xls_read(Extraction *extraction, Bytes stream) {
  Workbook workbook = {.stream = stream,
                       .sheets = g_array_new(FALSE, FALSE, sizeof(Sheet)),
                       .segments = g_array_new(FALSE, FALSE, sizeof(Bytes)),
                       .formats = g_hash_table_new(NULL, NULL),
                       .styles = g_array_new(FALSE, FALSE, sizeof(guint16))};
  g_array_set_clear_func(workbook.sheets, clear_sheet);
  read_workbook(extraction, &workbook);
  g_array_unref(workbook.sheets);
  g_array_unref(workbook.segments);
  g_array_unref(workbook.styles);
  g_ptr_array_unref(workbook.strings);
  g_hash_table_unref(workbook.formats);
}

static void extract(Extraction *extraction) {
  g_autoptr(GsfInfile) container = ole_open(extraction->input);
  g_autoptr(GByteArray) stream = NULL;
  for (guint i = 0; container && !stream && i < G_N_ELEMENTS(stream_names); i++)
    stream = ole_read(container, stream_names[i], MAX_STREAM);
  if (!stream) {
    document_set_status(extraction->document, STATUS_TOO_LARGE,
                        N_("the file is larger than is read of this format; split it"), NULL);
    return;
  }
  ole_read_properties(container, extraction->document);
  xls_read(extraction, (Bytes){stream->data, stream->len});
}

const Extractor xls_extractor = {
    .name = "xls",
    .version = 1,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
};
