/* Reads page images (PGM, 8 bits) with nordsok-ocr and writes the text of each beside it, for bench/ocr.
 *
 * Usage: ocr_pages LANGUAGE|- SUFFIX FILE.pgm...   (dpi: 200) */
#include "pipeline/recogniser.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "P5 WIDTH HEIGHT 255", one white space, the pixels: as pdftoppm writes it. */
static gboolean load(const char *path, PageImage *image) {
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
  int header = 0;
  if (!file ||
      sscanf(g_mapped_file_get_contents(file), "P5 %u %u 255%n", &image->width, &image->height, &header) != 2 ||
      header == 0)
    return FALSE;
  g_autoptr(GBytes) whole = g_mapped_file_get_bytes(file);
  image->dpi = 200;
  image->pixels = g_bytes_new_from_bytes(whole, (gsize)header + 1, (gsize)image->width * image->height);
  return TRUE;
}

static char *read_page(Recogniser *recogniser, const PageImage *image, const char *language, double *confidence) {
  char *text = NULL;
  if (!recogniser_begin(recogniser, image, language))
    return NULL;
  do {
    struct pollfd poller = {.fd = recogniser_get_fd(recogniser), .events = POLLIN};
    poll(&poller, 1, -1);
  } while (!recogniser_listen(recogniser, &text, confidence));
  return text;
}

int main(int argc, char **argv) {
  if (argc < 4)
    return 2;
  const char *build = g_getenv("BUILD");
  g_autofree char *program = g_build_filename(build ? build : "build", "nordsok-ocr", NULL);
  RecogniserOptions options = {program, 3ull << 30, 120, FALSE};
  g_autoptr(Recogniser) recogniser = recogniser_new(&options);
  for (int i = 3; i < argc; i++) {
    PageImage image;
    double confidence = 0;
    if (!load(argv[i], &image)) {
      fprintf(stderr, "ocr_pages: %s: not such an image\n", argv[i]);
      return 1;
    }
    gint64 began = g_get_monotonic_time();
    g_autofree char *text = read_page(recogniser, &image, strcmp(argv[1], "-") == 0 ? NULL : argv[1], &confidence);
    printf("%s\t%.2f s\t%.3f\n", argv[i], (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC, confidence);
    g_autofree char *out = g_strconcat(argv[i], argv[2], NULL);
    if (!g_file_set_contents(out, text ? text : "", -1, NULL))
      return 1;
    g_bytes_unref(image.pixels);
  }
  return 0;
}
