/* Fuzz target: a web archive as it is, or a list of files, "@@ name" lines with the file's bytes after each, of which
 * the first is a page that finds the others beside it: exported slides, frames. */
#include "extractors/html/document.h"
#include "extractors/html/mime.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

extern const Extractor mhtml_extractor;

#define MARK "@@ "
#define MAX_FILES 64

typedef struct {
  const char *name, *bytes;
  gsize name_length, length;
} File;

typedef struct {
  File files[MAX_FILES];
  guint count;
} Folder;

static void read_folder(Folder *folder, const char *text, gsize length) {
  const char *end = text + length;
  while (text < end && folder->count < MAX_FILES) {
    const char *line = memchr(text, '\n', (gsize)(end - text));
    const char *name = text + strlen(MARK), *bytes = line ? line + 1 : end;
    const char *next = memmem(bytes, (gsize)(end - bytes), "\n" MARK, 1 + strlen(MARK));
    File file = {name, bytes, (gsize)((line ? line : end) - MIN(name, line ? line : end)),
                 (gsize)((next ? next : end) - bytes)};
    folder->files[folder->count++] = file;
    text = next ? next + 1 : end;
  }
}

static GBytes *read_file(gpointer data, const char *reference, gsize ceiling) {
  const Folder *folder = data;
  for (guint i = 1; i < folder->count; i++) {
    const File *file = &folder->files[i];
    if (file->name_length == strlen(reference) && memcmp(file->name, reference, file->name_length) == 0)
      return file->length <= ceiling ? g_bytes_new(file->bytes, file->length) : NULL;
  }
  return NULL;
}

static void read_page(Extraction *extraction, const Folder *folder) {
  g_autofree char *name = g_strndup(folder->files[0].name, folder->files[0].name_length);
  HtmlParts parts = {.read = read_file, .data = (gpointer)(guintptr)folder, .name = name};
  html_extract_bytes(extraction, g_bytes_new(folder->files[0].bytes, folder->files[0].length), NULL, &parts);
}

/* What holds of any document, whatever the bytes were. */
static void check(const Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    g_assert_true(g_utf8_validate(unit->text, -1, NULL));
    g_assert_true(!unit->heading || g_utf8_validate(unit->heading, -1, NULL));
    g_assert_cmpuint(unit->parent, <=, i);
    if (unit->kind == UNIT_KIND_NOTES)
      g_assert_cmpint(((const Unit *)document->units->pdata[unit->parent - 1])->kind, ==, UNIT_KIND_SLIDE);
    if (unit->locator.kind == LOCATOR_SLIDE)
      g_assert_cmpuint(unit->locator.number, >, 0);
  }
  g_assert_true(!document->title || g_utf8_validate(document->title, -1, NULL));
  g_assert_true((document->reason != NULL) == (document->status != STATUS_OK));
}

static void check_message(const char *text, gsize length) {
  g_autoptr(MimeMessage) message = mime_message_read(text, length);
  gsize before = 0;
  g_assert_cmpuint(message->parts->len, >, 0);
  for (guint i = 0; i < message->parts->len; i++) {
    const MimePart *part = message->parts->pdata[i];
    g_assert_cmpuint(part->start, >=, before);
    g_assert_cmpuint(part->end, <=, length);
    before = MAX(part->start, part->end);
    g_autoptr(GBytes) body = mime_part_decode(part, text);
    g_assert_cmpuint(g_bytes_get_size(body), <=, length + 1);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *text = (const char *)data;
  g_autoptr(Document) document = document_new();
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "x.mht");
  Extraction extraction = {.input = &input, .document = document};
  if (size > strlen(MARK) && memcmp(data, MARK, strlen(MARK)) == 0) {
    Folder folder = {.count = 0};
    read_folder(&folder, text, size);
    read_page(&extraction, &folder);
  } else {
    check_message(text, size);
    mhtml_extractor.extract(&extraction);
  }
  check(document);
  extractor_input_clear(&input);
  return 0;
}
