/* The table of extractors, recognition by content, and what every extraction shares: ceilings and host calls. */
#include "extractors/extractor.h"

#include "language/messages.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#define EXTRACTOR(name) extern const Extractor name##_extractor;
#include "extractors/extractor_list.h"
#undef EXTRACTOR

const Extractor *const *extractor_all(void) {
  static const Extractor *const all[] = {
#define EXTRACTOR(name) &name##_extractor,
#include "extractors/extractor_list.h"
#undef EXTRACTOR
      NULL};
  return all;
}

const Extractor *extractor_recognise(const ExtractorInput *input, const char **media_type) {
  const Extractor *best = NULL;
  int best_confidence = 0;
  for (const Extractor *const *e = extractor_all(); *e; e++) {
    const char *type = NULL;
    int confidence = (*e)->sniff(input, &type);
    if (confidence > best_confidence && type) {
      best = *e;
      best_confidence = confidence;
      *media_type = type;
    }
  }
  return best;
}

/* Reads up to `length` bytes at `offset`; returns the number read, or -1 with errno. */
static gssize read_at(int fd, guint8 *buffer, gsize length, guint64 offset) {
  gsize got = 0;
  while (got < length) {
    gssize n = pread(fd, buffer + got, length - got, (off_t)(offset + got));
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0)
      break;
    got += (gsize)n;
  }
  return (gssize)got;
}

gboolean extractor_input_init(ExtractorInput *input, int fd, const char *name, GError **error) {
  off_t size = lseek(fd, 0, SEEK_END);
  g_autofree guint8 *head = g_malloc(EXTRACTOR_HEAD_BYTES);
  gssize got = size < 0 ? -1 : read_at(fd, head, EXTRACTOR_HEAD_BYTES, 0);
  if (got < 0) {
    g_set_error_literal(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), g_strerror(errno));
    return FALSE;
  }
  lseek(fd, 0, SEEK_SET);
  *input = (ExtractorInput){.fd = fd,
                            .size = (guint64)size,
                            .name = g_strdup(name),
                            .head = g_steal_pointer(&head),
                            .head_length = (gsize)got};
  return TRUE;
}

void extractor_input_clear(ExtractorInput *input) {
  g_free((gpointer)(guintptr)input->name);
  g_free((gpointer)(guintptr)input->head);
  g_clear_pointer(&input->bytes, g_bytes_unref);
  *input = (ExtractorInput){.fd = -1};
}

void extractor_input_init_bytes(ExtractorInput *input, GBytes *bytes, const char *name) {
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  gsize head = MIN(size, EXTRACTOR_HEAD_BYTES);
  *input = (ExtractorInput){.fd = -1,
                            .bytes = g_bytes_ref(bytes),
                            .size = size,
                            .name = g_strdup(name),
                            .head = g_memdup2(data, head),
                            .head_length = head};
}

gssize extractor_input_read(const ExtractorInput *input, guint64 offset, guint8 *buffer, gsize length) {
  if (!input->bytes)
    return read_at(input->fd, buffer, length, offset);
  gsize size;
  const guint8 *data = g_bytes_get_data(input->bytes, &size);
  gsize there = offset < size ? MIN(length, size - (gsize)offset) : 0;
  if (there > 0)
    memcpy(buffer, data + offset, there);
  return (gssize)there;
}

GBytes *extractor_input_read_whole(const ExtractorInput *input, gsize ceiling, GError **error) {
  if (input->size > ceiling) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%" G_GUINT64_FORMAT " > %" G_GSIZE_FORMAT, input->size,
                ceiling);
    return NULL;
  }
  if (input->bytes)
    return g_bytes_ref(input->bytes);
  g_autofree guint8 *buffer = g_malloc(input->size + 1);
  gssize got = extractor_input_read(input, 0, buffer, input->size);
  if (got < 0) {
    g_set_error_literal(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno), g_strerror(errno));
    return NULL;
  }
  return g_bytes_new_take(g_steal_pointer(&buffer), (gsize)got);
}

GBytes *extraction_read_all(Extraction *extraction, gsize ceiling) {
  g_autoptr(GError) error = NULL;
  GBytes *bytes = extractor_input_read_whole(extraction->input, ceiling, &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) && extraction->input->size > ceiling)
    document_set_status(extraction->document, STATUS_TOO_LARGE,
                        N_("the file is larger than is read of this format; split it"), error->message);
  else if (error)
    document_set_status(extraction->document, STATUS_UNREADABLE,
                        N_("the file could not be read; check the disk or network and try again"), error->message);
  return bytes;
}

static void become_partial(Extraction *extraction, const char *reason) {
  document_set_status(extraction->document, STATUS_PARTIAL, reason, NULL);
}

gboolean extraction_add_unit(Extraction *extraction, Unit *unit) {
  Document *document = extraction->document;
  gsize length = (unit->text ? strlen(unit->text) : 0) + (unit->heading ? strlen(unit->heading) : 0);
  extraction->text_bytes += length;
  if (document->units->len >= EXTRACTION_MAX_UNITS || extraction->text_bytes > EXTRACTION_MAX_TEXT) {
    unit_free(unit);
    become_partial(extraction, N_("the document holds more text than is read from one file; split it"));
    return FALSE;
  }
  document_add_unit(document, unit);
  if (extraction->host && extraction->host->unit_found)
    extraction->host->unit_found(extraction->host_data, unit);
  return TRUE;
}

void extraction_progress(Extraction *extraction, guint done, guint total) {
  if (extraction->host && extraction->host->progress)
    extraction->host->progress(extraction->host_data, done, total);
}

int extraction_open_sibling(Extraction *extraction, const char *name) {
  if (!extraction->host || !extraction->host->open_sibling)
    return -1;
  return extraction->host->open_sibling(extraction->host_data, name);
}

char *extraction_ask_password(Extraction *extraction, guint attempt) {
  if (!extraction->host || !extraction->host->ask_password)
    return NULL;
  return extraction->host->ask_password(extraction->host_data, attempt);
}

gboolean extraction_add_child(Extraction *extraction, const char *name, const char *media_type, GBytes *bytes) {
  if (!extraction->host || !extraction->host->child_found)
    return FALSE;
  return extraction->host->child_found(extraction->host_data, name, media_type, bytes);
}

gboolean extraction_can_recognise(const Extraction *extraction) {
  return extraction->ocr != OCR_NEVER && !extraction->ocr_missing && extraction->host &&
         extraction->host->recognise_text;
}

char *extraction_recognise_text(Extraction *extraction, const PageImage *image, const char *language,
                                double *confidence) {
  if (!extraction_can_recognise(extraction))
    return NULL;
  return extraction->host->recognise_text(extraction->host_data, image, language, confidence);
}

/* What a saved page consists of, pictures aside: other pages, scripts, style sheets. */
static gboolean is_web_text(const char *media_type) {
  return g_str_has_prefix(media_type, "text/") || strcmp(media_type, "application/xhtml+xml") == 0;
}

void extraction_run(Extraction *extraction) {
  Document *document = extraction->document;
  if (extraction->input->size == 0) {
    document_set_status(document, STATUS_EMPTY, N_("the file is empty; get a new copy of it"), NULL);
    return;
  }
  const char *media_type = NULL;
  const Extractor *extractor = extractor_recognise(extraction->input, &media_type);
  if (extractor) {
    document_set_string(&document->media_type, media_type);
    document_set_string(&document->extractor, extractor->name);
    document->extractor_version = extractor->version;
  }
  if (extraction->page_part && (!extractor || is_web_text(media_type))) {
    document_set_status(document, STATUS_UNSUPPORTED,
                        N_("it is a part of a saved web page; see the page that its folder is named after"), NULL);
  } else if (extractor) {
    extractor->extract(extraction);
    document_check_text(document);
  } else {
    document_set_status(document, STATUS_UNSUPPORTED, N_("this format cannot be read; save a copy as PDF"), NULL);
  }
}
