/* Shared by the tests of the text extractors: bytes in, a compact picture of the Document out. */
#pragma once

#include "extractors/extractor.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A descriptor that holds the bytes and no file. */
static inline int bytes_to_fd(const char *bytes, gsize length) {
  int fd = memfd_create("input", MFD_CLOEXEC);
  g_assert_cmpint(fd, >=, 0);
  for (gsize done = 0; done < length;) {
    gssize n = write(fd, bytes + done, length - done);
    g_assert_cmpint(n, >, 0);
    done += (gsize)n;
  }
  return fd;
}

/* Runs the whole recognition and extraction. */
static inline Document *extract_bytes(const char *name, const char *bytes, gsize length) {
  int fd = bytes_to_fd(bytes, length);
  ExtractorInput input;
  g_assert_true(extractor_input_init(&input, fd, name, NULL));
  Document *document = document_new();
  Extraction extraction = {.input = &input, .document = document};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  close(fd);
  return document;
}

/* The confidence and media type that one extractor gives. */
static inline int sniff_bytes(const Extractor *extractor, const char *name, const char *bytes, gsize length,
                              const char **media_type) {
  int fd = bytes_to_fd(bytes, length);
  ExtractorInput input;
  g_assert_true(extractor_input_init(&input, fd, name, NULL));
  *media_type = NULL;
  int confidence = extractor->sniff(&input, media_type);
  extractor_input_clear(&input);
  close(fd);
  return confidence;
}

/* "[#anchor] heading\ntext" for each unit, an empty pair of brackets without a locator, units parted by "\n==\n".
 * Caller frees. */
static inline char *units_to_string(const Document *document) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    g_autofree char *fragment = locator_to_fragment(&unit->locator);
    g_assert_true(g_utf8_validate(unit->text, -1, NULL));
    g_string_append_printf(out, "%s[%s%s] %s\n%s", i ? "\n==\n" : "", fragment ? "#" : "", fragment ? fragment : "",
                           unit->heading ? unit->heading : "-", unit->text);
  }
  return g_string_free(out, FALSE);
}

/* Furniture, a line each. Caller frees. */
static inline char *furniture_to_string(const Document *document) {
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < document->furniture->len; i++)
    g_string_append_printf(out, "%s%s", i ? "\n" : "", ((const Furniture *)document->furniture->pdata[i])->text);
  return g_string_free(out, FALSE);
}
