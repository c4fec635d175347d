/* Fuzz target: a list of parts, "@@ name" lines with the part's bytes after each, stored without packing in a package,
 * so that the fuzzer reaches the readers of slides, diagrams, charts and embedded files and not the library that
 * inflates. */
#include "extractors/extractor.h"
#include "tests/unit/package_writer.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern const Extractor pptx_extractor;

#define MARK "@@ "
#define MAX_NAME 200
#define MAX_MEMBERS 64

/* Members, and the directory of them (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16). */
typedef struct {
  GByteArray *members, *directory;
  guint count;
} Package;

static void append_u16(GByteArray *out, guint value) {
  guint8 bytes[2] = {(guint8)value, (guint8)(value >> 8)};
  g_byte_array_append(out, bytes, 2);
}

static void append_u32(GByteArray *out, guint32 value) {
  append_u16(out, value & 0xFFFF);
  append_u16(out, value >> 16);
}

/* The fields that local and central headers share: flags, method, time, date, sum, sizes, length of the name. */
static void append_common(GByteArray *out, const char *name, gsize length) {
  append_u16(out, 20);
  append_u32(out, 0);
  append_u32(out, 0);
  append_u32(out, 0);
  append_u32(out, (guint32)length);
  append_u32(out, (guint32)length);
  append_u16(out, (guint)strlen(name));
  append_u16(out, 0);
}

static void add_member(Package *package, const char *name, const guint8 *bytes, gsize length) {
  guint32 offset = package->members->len;
  append_u32(package->members, 0x04034B50);
  append_common(package->members, name, length);
  g_byte_array_append(package->members, (const guint8 *)name, (guint)strlen(name));
  g_byte_array_append(package->members, bytes, (guint)length);
  append_u32(package->directory, 0x02014B50);
  append_u16(package->directory, 20);
  append_common(package->directory, name, length);
  append_u32(package->directory, 0);
  append_u16(package->directory, 0);
  append_u32(package->directory, 0);
  append_u32(package->directory, offset);
  g_byte_array_append(package->directory, (const guint8 *)name, (guint)strlen(name));
  package->count++;
}

static GBytes *close_package(Package *package) {
  guint32 start = package->members->len, length = package->directory->len;
  g_byte_array_append(package->members, package->directory->data, length);
  append_u32(package->members, 0x06054B50);
  append_u32(package->members, 0);
  append_u16(package->members, package->count);
  append_u16(package->members, package->count);
  append_u32(package->members, length);
  append_u32(package->members, start);
  append_u16(package->members, 0);
  g_byte_array_unref(package->directory);
  return g_byte_array_free_to_bytes(package->members);
}

/* Parts that every presentation has; those of the input come first and win. */
static void add_frame(Package *package) {
  static const Part frame[] = {
      {"[Content_Types].xml",
       "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
       "PartName=\"/ppt/presentation.xml\" "
       "ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml\"/></Types>"},
      {"_rels/.rels", RELATIONS(RELATION("a", "officeDocument", "ppt/presentation.xml"))},
      {"ppt/presentation.xml",
       "<p:presentation xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" "
       "xmlns:r=\"" OFFICE "\"><p:sldIdLst><p:sldId r:id=\"a\"/></p:sldIdLst></p:presentation>"},
      {"ppt/_rels/presentation.xml.rels", RELATIONS(RELATION("a", "slide", "s.xml") RELATION(
                                              "b", "commentAuthors", "w.xml") RELATION("c", "handoutMaster", "h.xml"))},
      {"ppt/_rels/s.xml.rels", RELATIONS(RELATION("a", "slideLayout", "l.xml") RELATION("b", "chart", "c.xml")
                                             RELATION("c", "diagramData", "d.xml") RELATION("d", "notesSlide", "n.xml")
                                                 RELATION("e", "comments", "k.xml") RELATION("f", "package", "e.bin")
                                                     RELATION("g", "diagramDrawing", "p.xml"))},
      {"ppt/_rels/l.xml.rels", RELATIONS(RELATION("a", "slideMaster", "m.xml"))},
      {"ppt/_rels/c.xml.rels", RELATIONS(RELATION("a", "chartUserShapes", "u.xml"))},
  };
  for (guint i = 0; i < G_N_ELEMENTS(frame); i++)
    add_member(package, frame[i].name, (const guint8 *)frame[i].content, strlen(frame[i].content));
}

static GBytes *build_package(const guint8 *data, gsize size) {
  Package package = {g_byte_array_new(), g_byte_array_new(), 0};
  const guint8 *end = data + size, *mark = memmem(data, size, MARK, strlen(MARK));
  while (mark && package.count < MAX_MEMBERS) {
    const guint8 *name = mark + strlen(MARK), *line = memchr(name, '\n', (gsize)(end - name));
    const guint8 *bytes = line ? line + 1 : end;
    const guint8 *next = memmem(bytes, (gsize)(end - bytes), MARK, strlen(MARK));
    g_autofree char *text = g_strndup((const char *)name, MIN((gsize)((line ? line : end) - name), MAX_NAME));
    add_member(&package, text, bytes, (gsize)((next ? next : end) - bytes));
    mark = next;
  }
  add_frame(&package);
  return close_package(&package);
}

static void check_unit(const Document *document, const Unit *unit) {
  g_assert_true(g_utf8_validate(unit->text, -1, NULL));
  g_assert_true(!unit->heading || g_utf8_validate(unit->heading, -1, NULL));
  g_assert_true(!unit->heading || !strchr(unit->heading, '\n') || unit->kind == UNIT_KIND_ATTACHMENT ||
                unit->kind == UNIT_KIND_COMMENT);
  g_assert_cmpuint(unit->parent, <, unit->ordinal);
  g_assert_cmpuint(unit->ordinal, <=, document->units->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) bytes = build_package(data, size);
  g_autoptr(Document) document = document_new();
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "a.pptx");
  Extraction extraction = {.input = &input, .document = document};
  pptx_extractor.extract(&extraction); /* recognition opens the package several times over */
  extractor_input_clear(&input);
  g_assert_cmpint(document->reason != NULL, ==, document->status != STATUS_OK);
  for (guint i = 0; i < document->units->len; i++)
    check_unit(document, document->units->pdata[i]);
  return 0;
}
