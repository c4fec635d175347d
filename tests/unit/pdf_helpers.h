/* Small PDF files written by hand (Helvetica needs no font file), shared by the tests of the PDF reader. */
#pragma once

#include "extractors/extractor.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A file under construction; objects are numbered from 1 in the order in which they are added. */
typedef struct {
  GString *bytes;
  GArray *offsets; /* gsize */
} PdfFile;

static inline PdfFile pdf_new(const char *before) {
  PdfFile file = {g_string_new(before), g_array_new(FALSE, FALSE, sizeof(gsize))};
  g_string_append(file.bytes, "%PDF-1.4\n");
  return file;
}

static inline void pdf_add(PdfFile *file, const char *body, gssize length) {
  g_array_append_val(file->offsets, file->bytes->len);
  g_string_append_printf(file->bytes, "%u 0 obj\n", file->offsets->len);
  g_string_append_len(file->bytes, body, length);
  g_string_append(file->bytes, "\nendobj\n");
}

static inline GBytes *pdf_finish(PdfFile *file, const char *trailer) {
  gsize table = file->bytes->len;
  g_string_append_printf(file->bytes, "xref\n0 %u\n0000000000 65535 f \n", file->offsets->len + 1);
  for (guint i = 0; i < file->offsets->len; i++)
    g_string_append_printf(file->bytes, "%010" G_GSIZE_FORMAT " 00000 n \n", g_array_index(file->offsets, gsize, i));
  g_string_append_printf(file->bytes, "trailer\n<</Size %u /Root 1 0 R %s>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                         file->offsets->len + 1, trailer, table);
  g_array_unref(file->offsets);
  return g_string_free_to_bytes(file->bytes);
}

/* Objects: 1 catalog, 2 page tree, 3 font, then a page and its content for each of `pages` (NULL-terminated). */
static inline void pdf_add_pages(PdfFile *file, const char *catalog, const char *const *pages) {
  g_autoptr(GString) kids = g_string_new(NULL);
  guint count = 0;
  for (; pages[count]; count++)
    g_string_append_printf(kids, "%u 0 R ", 4 + 2 * count);
  g_autofree char *root = g_strdup_printf("<</Type/Catalog/Pages 2 0 R %s>>", catalog);
  g_autofree char *tree = g_strdup_printf("<</Type/Pages/Count %u/Kids[%s]>>", count, kids->str);
  pdf_add(file, root, -1);
  pdf_add(file, tree, -1);
  pdf_add(file, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", -1);
  for (guint i = 0; i < count; i++) {
    g_autofree char *page = g_strdup_printf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
                                            "/Resources<</Font<</F 3 0 R>>>>/Contents %u 0 R>>",
                                            5 + 2 * i);
    g_autofree char *content =
        g_strdup_printf("<</Length %" G_GSIZE_FORMAT ">>\nstream\n%s\nendstream", strlen(pages[i]), pages[i]);
    pdf_add(file, page, -1);
    pdf_add(file, content, -1);
  }
}

#define TEXT_AT(x, y, text) "BT /F 10 Tf " #x " " #y " Td (" text ") Tj ET "

static inline GBytes *simple_pdf(const char *before, const char *catalog, const char *trailer,
                                 const char *const *pages) {
  PdfFile file = pdf_new(before);
  pdf_add_pages(&file, catalog, pages);
  return pdf_finish(&file, trailer);
}

static inline int write_memory(GBytes *bytes) {
  int fd = memfd_create("pdf", 0);
  g_assert_cmpint(fd, >=, 0);
  gsize length;
  const void *data = g_bytes_get_data(bytes, &length);
  g_assert_cmpint(write(fd, data, length), ==, (gssize)length);
  return fd;
}

static inline const Unit *unit_at(const Document *document, guint i) {
  g_assert_cmpuint(i, <, document->units->len);
  return document->units->pdata[i];
}
