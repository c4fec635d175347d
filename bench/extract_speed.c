/* extract_speed FILE: seconds of the processor that extraction alone takes (best of ROUNDS), the number of units, and
 * the state. For bench/decks. */
#include "extractors/extractor.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 3

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  int fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
  ExtractorInput input;
  if (fd < 0 || !extractor_input_init(&input, fd, "deck", NULL)) {
    fprintf(stderr, "usage: extract_speed FILE\n");
    return 2;
  }
  double best = G_MAXDOUBLE;
  guint units = 0;
  Status status = STATUS_OK;
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(Document) document = document_new();
    Extraction extraction = {.input = &input, .document = document};
    double start = seconds();
    extraction_run(&extraction);
    best = MIN(best, seconds() - start);
    units = document->units->len;
    status = document->status;
  }
  printf("%.3f %u %s\n", best, units, status_name(status));
  extractor_input_clear(&input);
  close(fd);
  return 0;
}
