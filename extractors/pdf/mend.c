/* A new trailer for a file that has lost its own. Objects are looked for by their first words. */
#include "extractors/pdf/mend.h"
#include "extractors/pdf/syntax.h"

#include <string.h>

#define MAX_PAGES 100000u

typedef struct {
  GString *unpacked;   /* objects out of compressed streams */
  GArray *pages;       /* guint: numbers of page objects, in the order of the file */
  guint catalog, tree; /* numbers of the last catalog, and of a page tree's root; 0: none */
  guint largest;
} Findings;

/* --- objects ---------------------------------------------------------------------------------- */

static void note_object(Findings *findings, guint number, PdfSpan dictionary) {
  findings->largest = MAX(findings->largest, number);
  if (pdf_has_name(dictionary, "/Type", "/Catalog"))
    findings->catalog = number;
  else if (pdf_has_name(dictionary, "/Type", "/Pages") && !pdf_value_of(dictionary, "/Parent"))
    findings->tree = number;
  else if (pdf_has_name(dictionary, "/Type", "/Page") && findings->pages->len < MAX_PAGES)
    g_array_append_val(findings->pages, number);
}

/* Writes out the objects of a compressed stream: its head has pairs of number and place. */
static void unpack_objects(Findings *findings, const PdfObject *object) {
  guint count, first;
  if (!pdf_get_number(object->dictionary, "/N", &count) || !pdf_get_number(object->dictionary, "/First", &first) ||
      !pdf_has_name(object->dictionary, "/Filter", "/FlateDecode") || findings->unpacked->len >= MEND_MAX_UNPACKED)
    return;
  g_autoptr(GByteArray) bytes = pdf_inflate(object->stream, MEND_MAX_UNPACKED - findings->unpacked->len);
  const char *start = (const char *)bytes->data, *stop = start + bytes->len, *p = start;
  guint number = 0, place = 0, next_number = 0, next_place = 0;
  p = p ? pdf_read_number(pdf_skip_white(p, stop), stop, &number) : NULL;
  p = p ? pdf_read_number(pdf_skip_white(p, stop), stop, &place) : NULL;
  for (guint i = 0; p && i < count; i++) {
    const char *more = i + 1 < count ? pdf_read_number(pdf_skip_white(p, stop), stop, &next_number) : NULL;
    more = more ? pdf_read_number(pdf_skip_white(more, stop), stop, &next_place) : NULL;
    gsize from = (gsize)first + place, to = more ? (gsize)first + next_place : bytes->len;
    if (from < to && to <= bytes->len && number < PDF_MAX_OBJECT_NUMBER &&
        findings->unpacked->len + (to - from) < MEND_MAX_UNPACKED) {
      g_string_append_printf(findings->unpacked, "%u 0 obj\n", number);
      g_string_append_len(findings->unpacked, start + from, (gssize)(to - from));
      g_string_append(findings->unpacked, "\nendobj\n");
      note_object(findings, number, (PdfSpan){start + from, MIN(to - from, PDF_DICTIONARY_BYTES)});
    }
    number = next_number;
    place = next_place;
    p = more;
  }
}

static void read_objects(Findings *findings, PdfSpan file) {
  PdfObject object;
  for (const char *p = file.data; (p = pdf_next_object(file, p, &object));) {
    note_object(findings, object.number, object.dictionary);
    if (object.stream.data && pdf_has_name(object.dictionary, "/Type", "/ObjStm"))
      unpack_objects(findings, &object);
  }
}

/* --- the new end ------------------------------------------------------------------------------ */

/* A page tree over all pages, and the catalog over that or over the file's own tree. */
static void append_frame(Findings *findings, GString *out) {
  guint next = findings->largest + 1;
  if (findings->catalog == 0 && findings->tree == 0) {
    findings->tree = next++;
    g_string_append_printf(out, "%u 0 obj\n<< /Type /Pages /Count %u /Kids [", findings->tree, findings->pages->len);
    for (guint i = 0; i < findings->pages->len; i++)
      g_string_append_printf(out, " %u 0 R", g_array_index(findings->pages, guint, i));
    g_string_append(out, " ] >>\nendobj\n");
  }
  if (findings->catalog == 0) {
    findings->catalog = next++;
    g_string_append_printf(out, "%u 0 obj\n<< /Type /Catalog /Pages %u 0 R >>\nendobj\n", findings->catalog,
                           findings->tree);
  }
  g_string_append_printf(out, "trailer\n<< /Root %u 0 R /Size %u >>\nstartxref\n0\n%%%%EOF\n", findings->catalog, next);
}

GBytes *mend_pdf(GBytes *bytes, MendTrust trust) {
  PdfSpan file;
  file.data = g_bytes_get_data(bytes, &file.length);
  if (file.length == 0 || pdf_find(file, "/Encrypt"))
    return NULL;
  g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GString) out = g_string_new("\n");
  Findings findings = {.unpacked = out, .pages = pages};
  read_objects(&findings, file);
  if (trust > MEND_WITH_CATALOG)
    findings.catalog = 0;
  if (trust > MEND_WITH_TREE)
    findings.tree = 0;
  const guint found[] = {findings.catalog, findings.tree, pages->len};
  if (found[trust] == 0)
    return NULL;
  append_frame(&findings, out);
  GByteArray *mended = g_byte_array_sized_new((guint)MIN(file.length + out->len, G_MAXUINT));
  g_byte_array_append(mended, (const guint8 *)file.data, (guint)file.length);
  g_byte_array_append(mended, (const guint8 *)out->str, (guint)out->len);
  return g_byte_array_free_to_bytes(mended);
}
