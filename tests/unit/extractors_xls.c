/* Workbooks before 2007: streams are made here record by record. */
#include "extractors/office/graph.h"
#include "tests/unit/extractors_helpers.h"
#include "tests/unit/package_writer.h"

/* --- records ---------------------------------------------------------------------------------- */

static void put(GByteArray *out, const void *bytes, gsize length) {
  g_byte_array_append(out, bytes, (guint)length);
}

static void put_u16(GByteArray *out, guint value) {
  const guint8 bytes[] = {value & 0xFF, value >> 8 & 0xFF};
  put(out, bytes, sizeof bytes);
}

static void put_u32(GByteArray *out, guint32 value) {
  put_u16(out, value & 0xFFFF);
  put_u16(out, value >> 16);
}

static void put_double(GByteArray *out, double number) {
  guint64 bits;
  memcpy(&bits, &number, sizeof bits);
  put_u32(out, (guint32)bits);
  put_u32(out, (guint32)(bits >> 32));
}

static guint record_begin(GByteArray *out, guint16 type) {
  put_u16(out, type);
  put_u16(out, 0);
  return out->len;
}

static void record_end(GByteArray *out, guint begun) {
  guint length = out->len - begun;
  out->data[begun - 2] = length & 0xFF;
  out->data[begun - 1] = length >> 8 & 0xFF;
}

static void put_record(GByteArray *out, guint16 type, const void *bytes, gsize length) {
  guint at = record_begin(out, type);
  put(out, bytes, length);
  record_end(out, at);
}

static void put_begin(GByteArray *out, guint16 version, guint16 kind) {
  guint at = record_begin(out, 0x0809);
  put_u16(out, version);
  put_u16(out, kind);
  record_end(out, at);
}

/* Row, column, style. */
static guint cell_begin(GByteArray *out, guint16 type, guint row, guint column, guint style) {
  guint at = record_begin(out, type);
  put_u16(out, row);
  put_u16(out, column);
  put_u16(out, style);
  return at;
}

static GBytes *pack(const char *name, const GByteArray *bytes) {
  const Part parts[MAX_PARTS] = {{name, (const char *)bytes->data, bytes->len}};
  return ole_parts(parts);
}

static Document *extract(const char *name, const GByteArray *stream) {
  g_autoptr(GBytes) bytes = pack(name, stream);
  return extract_bytes("bok.bin", g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* --- workbooks -------------------------------------------------------------------------------- */

/* Where the sheet begins is put in once it is known. */
static guint put_sheet_entry(GByteArray *out, const char *name, guint8 hidden, gboolean flag) {
  guint at = record_begin(out, 0x0085);
  guint offset = out->len;
  put_u32(out, 0);
  const guint8 kind[] = {hidden, 0, (guint8)strlen(name), 0};
  put(out, kind, flag ? 4 : 3);
  put(out, name, strlen(name));
  record_end(out, at);
  return offset;
}

static void sheet_begins(GByteArray *out, guint offset) {
  for (guint i = 0; i < 4; i++)
    out->data[offset + i] = out->len >> (8 * i) & 0xFF;
}

/* Two strings, the second of which goes on, in the other width, in the next record. */
static void put_strings(GByteArray *out) {
  guint at = record_begin(out, 0x00FC);
  put_u32(out, 2);
  put_u32(out, 2);
  put_u16(out, 5);
  put(out, "\0Kostn", 6);
  put_u16(out, 6);
  put(out, "\0bl\xE5", 4);
  record_end(out, at);
  at = record_begin(out, 0x003C);
  put(out, "\1b\0\xE6\0r\0", 7);
  record_end(out, at);
}

static void put_cells(GByteArray *out) {
  put_begin(out, 0x0600, 0x10);
  guint at = cell_begin(out, 0x00FD, 0, 0, 0);
  put_u32(out, 0);
  record_end(out, at);
  at = cell_begin(out, 0x00FD, 0, 1, 0);
  put_u32(out, 1);
  record_end(out, at);
  put_begin(out, 0x0600, 0x20); /* a chart within the sheet */
  put_record(out, 0x000A, "", 0);
  at = cell_begin(out, 0x0203, 1, 0, 0);
  put_double(out, 0.1 + 0.2);
  record_end(out, at);
  at = cell_begin(out, 0x027E, 1, 1, 1); /* 43543 as a date */
  put_u32(out, 43543u << 2 | 2);
  record_end(out, at);
  at = record_begin(out, 0x00BD); /* 1.5 and -2 side by side */
  put_u16(out, 2);
  put_u16(out, 0);
  put_u16(out, 0);
  put_u32(out, 150u << 2 | 3);
  put_u16(out, 0);
  put_u32(out, (guint32)-2 << 2 | 2);
  put_u16(out, 1);
  record_end(out, at);
  at = cell_begin(out, 0x0006, 3, 0, 0); /* a formula that gives a text */
  put(out, "\0\0\0\0\0\0\xFF\xFF", 8);
  record_end(out, at);
  at = record_begin(out, 0x0207);
  put_u16(out, 3);
  put(out, "\0Sum", 4);
  record_end(out, at);
  put_record(out, 0x000A, "", 0);
}

static void test_cells(void) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  static const guint8 plain[20] = {0}, date[20] = {0, 0, 14};
  put_begin(out, 0x0600, 5);
  put_record(out, 0x00E0, plain, sizeof plain);
  put_record(out, 0x00E0, date, sizeof date);
  guint first = put_sheet_entry(out, "Blad1", 0, TRUE), second = put_sheet_entry(out, "Dold", 1, TRUE);
  put_strings(out);
  put_record(out, 0x000A, "", 0);
  sheet_begins(out, first);
  put_cells(out);
  sheet_begins(out, second);
  put_cells(out);
  g_autoptr(Document) document = extract("Workbook", out);
  g_autofree char *found = units_to_string(document);
  static const char cells[] = "Kostn\tblåbær\n0.3\t2019-03-19\n1.5\t-2\nSum";
  g_autofree char *expected = g_strdup_printf("[] Blad1\n%s\n==\n[] Dold\n%s", cells, cells);
  g_assert_cmpstr(found, ==, expected);
  g_assert_cmpstr(document->media_type, ==, "application/vnd.ms-excel");
  g_assert_cmpint(document->status, ==, STATUS_OK);
  g_assert_true(((const Unit *)document->units->pdata[1])->hidden);
}

/* Letters of one byte in the code page of the Macintosh. */
static void test_version_5(void) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  put_begin(out, 0x0500, 5);
  put_record(out, 0x0042, "\x10\x27", 2);
  guint sheet = put_sheet_entry(out, "Ark", 0, FALSE);
  put_record(out, 0x000A, "", 0);
  sheet_begins(out, sheet);
  put_begin(out, 0x0500, 0x10);
  guint at = cell_begin(out, 0x0204, 0, 0, 0);
  put_u16(out, 6);
  put(out, "Sm\xBFrg\x8C", 6);
  record_end(out, at);
  put_record(out, 0x000A, "", 0);
  g_autoptr(Document) document = extract("Book", out);
  g_autofree char *found = units_to_string(document);
  g_assert_cmpstr(found, ==, "[] Ark\nSmørgå");
}

static void test_locked(void) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  put_begin(out, 0x0600, 5);
  put_record(out, 0x002F, "\1\0\1\0", 4);
  g_autoptr(Document) document = extract("Workbook", out);
  g_assert_cmpint(document->status, ==, STATUS_ENCRYPTED);
}

/* Sheets that are said to begin where they do not, in themselves, and beyond the end. */
static void test_sheets_lie(void) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  put_begin(out, 0x0600, 5);
  for (guint i = 0; i < 1000; i++) {
    guint offset = put_sheet_entry(out, "X", 0, TRUE);
    out->data[offset + 1] = (guint8)(i % 3);
    out->data[offset + 3] = i % 7 == 0 ? 0x7F : 0;
  }
  put_record(out, 0x00FC, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x0D", 11);
  g_autoptr(Document) document = extract("Workbook", out);
  g_assert_cmpuint(document->units->len, ==, 0);
}

/* --- charts of Microsoft Graph ---------------------------------------------------------------- */

static void put_graph_cell(GByteArray *out, guint row, guint column, const char *text) {
  guint at = record_begin(out, 0x0004);
  const guint8 head[] = {0, 0, 0, (guint8)strlen(text), 0};
  put_u16(out, row);
  put_u16(out, column);
  put(out, head, sizeof head);
  put(out, text, strlen(text));
  record_end(out, at);
}

static void put_graph_text(GByteArray *out, const char *text) {
  guint at = record_begin(out, 0x100D);
  const guint8 head[] = {0, 0, (guint8)strlen(text), 0};
  put(out, head, sizeof head);
  put(out, text, strlen(text));
  record_end(out, at);
}

static void test_graph(void) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  put_begin(out, 0x0680, 5);
  put_graph_cell(out, 0, 1, "Kvartal 1");
  put_graph_cell(out, 0, 2, "Kvartal 2");
  put_graph_cell(out, 1, 0, "Nord");
  put_graph_text(out, "Nord");
  put_graph_text(out, "Utslipp i tonn");
  g_autoptr(GString) text = g_string_new(NULL);
  graph_append_text((Bytes){out->data, out->len}, text);
  g_assert_cmpstr(text->str, ==, "Utslipp i tonn\nKvartal 1\tKvartal 2\nNord");
}

int main(int argc, char **argv) {
  gsf_init();
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/extractors/xls/cells", test_cells);
  g_test_add_func("/extractors/xls/version-5", test_version_5);
  g_test_add_func("/extractors/xls/locked", test_locked);
  g_test_add_func("/extractors/xls/sheets-lie", test_sheets_lie);
  g_test_add_func("/extractors/graph/texts", test_graph);
  int result = g_test_run();
  gsf_shutdown();
  return result;
}
