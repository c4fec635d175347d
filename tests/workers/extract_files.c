/* Reads the files named, one after another in one process without a cage, as a worker would: for sanitizers and
 * valgrind (tests/memcheck). Prints nothing; exit status 1 where a file cannot be opened. */
#include "extractors/extractor.h"
#include "pipeline/stages/stage.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <unistd.h>

static char *ask_password(gpointer data, guint attempt) {
  static const char *const passwords[] = {"user", "owner", "feil"};
  return attempt < G_N_ELEMENTS(passwords) ? g_strdup(passwords[attempt]) : NULL;
}

static gboolean take_child(gpointer data, const char *name, const char *media_type, GBytes *bytes) {
  return TRUE;
}

static void extract(const ExtractorInput *input) {
  static const ExtractionHost host = {.ask_password = ask_password, .child_found = take_child};
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = input, .document = document, .host = &host};
  extraction_run(&extraction);
  stages_run(document);
}

int main(int argc, char **argv) {
  xmlInitParser();
  int failed = 0;
  for (int i = 1; i < argc; i++) {
    g_autofree char *name = g_path_get_basename(argv[i]);
    int fd = open(argv[i], O_RDONLY | O_CLOEXEC);
    ExtractorInput input;
    if (fd >= 0 && extractor_input_init(&input, fd, name, NULL)) {
      extract(&input);
      extractor_input_clear(&input);
    } else {
      fprintf(stderr, "%s cannot be read\n", argv[i]);
      failed = 1;
    }
    if (fd >= 0)
      close(fd);
  }
  xmlCleanupParser();
  return failed;
}
