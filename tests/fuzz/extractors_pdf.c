/* Fuzz target: any bytes as a PDF give sound units and a reason for what is missing. poppler reads them, which is not
 * built with the sanitizers: of its errors only those that crash, hang or come back to us are seen. */
#include "extractors/extractor.h"
#include "tests/unit/extractors_helpers.h"

#include <stdint.h>

extern const Extractor pdf_extractor;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* fontconfig keeps what it found for the life of the process; poppler's leaks are not ours to mend: workers end. */
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig\nleak:libpoppler\n";
}

static char *ask_password(gpointer data, guint attempt) {
  return attempt == 0 ? g_strdup("sommer") : NULL;
}

static gboolean take_child(gpointer data, const char *name, const char *media_type, GBytes *bytes) {
  g_assert_true(g_utf8_validate(name, -1, NULL));
  return TRUE;
}

static void check(const Unit *unit) {
  g_assert_nonnull(unit->text);
  g_assert_true(g_utf8_validate(unit->text, -1, NULL));
  g_assert_true(!unit->heading || g_utf8_validate(unit->heading, -1, NULL));
  g_assert_true(!unit->label || g_utf8_validate(unit->label, -1, NULL));
}

static void check_field(gpointer key, gpointer value, gpointer data) {
  g_assert_true(g_utf8_validate(key, -1, NULL) && g_utf8_validate(value, -1, NULL));
}

/* poppler warns of destinations and dates that make no sense: of most inputs here. */
static void ignore(const char *domain, GLogLevelFlags level, const char *message, gpointer data) {}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static guint quiet;
  if (!quiet)
    quiet = g_log_set_handler("Poppler", G_LOG_LEVEL_WARNING, ignore, NULL);
  int fd = bytes_to_fd((const char *)data, size);
  ExtractorInput input;
  g_assert_true(extractor_input_init(&input, fd, "fil.pdf", NULL));
  static const ExtractionHost host = {.ask_password = ask_password, .child_found = take_child};
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = &input, .document = document, .host = &host};
  pdf_extractor.extract(&extraction);
  g_assert_true(document->reason != NULL || document->status == STATUS_OK);
  for (guint i = 0; i < document->units->len; i++)
    check(document->units->pdata[i]);
  g_assert_true(!document->title || g_utf8_validate(document->title, -1, NULL));
  for (guint i = 0; i < document->authors->len; i++)
    g_assert_true(g_utf8_validate(document->authors->pdata[i], -1, NULL));
  g_hash_table_foreach(document->metadata, check_field, NULL);
  extractor_input_clear(&input);
  close(fd);
  return 0;
}
