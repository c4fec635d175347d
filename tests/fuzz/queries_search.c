/* Any text is a query: the MATCH that is made of it never fails, and every mark lies inside its snippet. */
#include "index/writer.h"
#include "queries/search.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Reader *reader;

/* A small index, made once and unlinked at once. */
static void make_index(void) {
  g_autofree char *folder = g_dir_make_tmp("nordsok-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "index.db", NULL);
  Writer *writer = writer_open(path, NULL, NULL, NULL);
  g_autoptr(Document) document = document_new();
  static const char *const texts[] = {"Kommunen antog miljömålen 09.30 e-post C# EU:s",
                                      "klima- og energiplan for kommunane", "Räksmörgås på ön åt a b c",
                                      "NEAR AND OR NOT title:x"};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    Unit *unit = unit_new(UNIT_KIND_PAGE);
    unit_set_locator(unit, LOCATOR_PAGE, (guint)i + 1, NULL);
    unit->heading = g_strdup("Rubrik om miljö");
    unit->text = g_strdup(texts[i]);
    strcpy(unit->language, i == 1 ? "nn" : "sv");
    document_add_unit(document, unit);
  }
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "x", -1);
  Source source = {.path = "/x", .sha256 = sha256};
  g_assert_true(writer_put(writer, &source, document, NULL));
  g_assert_true(writer_close(writer, NULL));
  reader = reader_open(path, NULL);
  g_assert_nonnull(reader);
  unlink(path);
  rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!reader)
    make_index();
  g_autofree char *text = g_strndup((const char *)data, size);
  SearchOptions options = {.limit = 5, .snippet_width = 30};
  g_autoptr(GError) error = NULL;
  g_autoptr(SearchResult) result = search_run(reader, text, &options, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < result->hits->len; i++) {
    const Snippet *snippet = ((const SearchHit *)result->hits->pdata[i])->snippet;
    gsize length = strlen(snippet->text), last = 0;
    g_assert_true(g_utf8_validate(snippet->text, -1, NULL));
    for (guint m = 0; m < snippet->marks->len; m++) {
      const Mark *mark = &g_array_index(snippet->marks, Mark, m);
      g_assert_cmpuint(mark->start, >=, last);
      g_assert_cmpuint(mark->end, >, mark->start);
      g_assert_cmpuint(mark->end, <=, length);
      g_assert_true(g_utf8_validate(snippet->text + mark->start, (gssize)(mark->end - mark->start), NULL));
      last = mark->end;
    }
  }
  return 0;
}
