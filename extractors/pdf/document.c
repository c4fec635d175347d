/* PDF: opening, metadata, pages, page images. The text of a page is layout.c's.
 *
 * poppler reads through the descriptor given (ISO 32000-1 needs random access) and opens no file for text; only
 * rendering looks for fonts. One PopplerDocument belongs to one thread. */
#include "extractors/cleanup.h"
#include "extractors/extractor.h"
#include "extractors/metadata.h"
#include "extractors/pdf/layout.h"
#include "language/encoding.h"
#include "language/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* Passwords that are tried before giving up, however many the host has. */
#define MAX_PASSWORDS 64
/* So many pages in a row that cannot be had: a page tree that promises what is not there. */
#define MAX_MISSING_IN_A_ROW 64
#define MAX_PIXELS 40e6
/* Bytes of a file that needs a password: it is held in memory. */
#define MAX_ENCRYPTED (512u * 1024 * 1024)

static const char *const media_types[] = {"application/pdf", NULL};

/* ISO 32000-1, 7.5.2 puts the header first; readers accept it within the first 1024 bytes (Annex H, note 13), and,
 * at the very start, without the version. */
static int sniff(const ExtractorInput *input, const char **media_type) {
  const gsize length = MIN(input->head_length, 1024);
  const guint8 *found = length ? memmem(input->head, length, "%PDF-", 5) : NULL;
  gboolean unversioned = !found && length >= 4 && memcmp(input->head, "%PDF", 4) == 0;
  if (!found && !unversioned)
    return 0;
  *media_type = media_types[0];
  return unversioned ? 50 : found == input->head ? 100 : 60;
}

/* Reads the whole file; NULL and *error where it is too large or cannot be read. */
static GBytes *read_whole(const ExtractorInput *input, GError **error) {
  if (input->size > MAX_ENCRYPTED) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%" G_GUINT64_FORMAT " > %u", input->size, MAX_ENCRYPTED);
    return NULL;
  }
  g_autofree guint8 *bytes = g_malloc(input->size + 1);
  gsize got = 0;
  for (gssize n = 1; got < input->size && n > 0;) {
    n = pread(input->fd, bytes + got, input->size - got, (off_t)got);
    if (n < 0 && errno == EINTR)
      n = 1;
    else if (n > 0)
      got += (gsize)n;
  }
  return g_bytes_new_take(g_steal_pointer(&bytes), got);
}

/* Without a password poppler reads through a descriptor of its own, which it closes even where it fails. With one it is
 * given a stream: poppler 22.12 tries a wrong password twice, and of a descriptor or a buffer it has freed the source
 * before the second time (poppler_document_new_from_fd() reads freed memory, …_from_bytes() a null pointer). */
static PopplerDocument *open_with(const ExtractorInput *input, const char *password, GError **error) {
  if (password) {
    g_autoptr(GBytes) bytes = read_whole(input, error);
    if (!bytes)
      return NULL;
    g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes(bytes);
    return poppler_document_new_from_stream(stream, (goffset)g_bytes_get_size(bytes), password, NULL, error);
  }
  int copy = fcntl(input->fd, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) {
    g_set_error_literal(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), g_strerror(errno));
    return NULL;
  }
  return poppler_document_new_from_fd(copy, NULL, error);
}

/* Tries without a password, then each one that the host has. */
static PopplerDocument *open_document(Extraction *extraction, GError **error) {
  PopplerDocument *document = open_with(extraction->input, NULL, error);
  for (guint attempt = 0; !document && attempt < MAX_PASSWORDS; attempt++) {
    if (!g_error_matches(*error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
      break;
    g_autofree char *password = extraction_ask_password(extraction, attempt);
    if (!password)
      break;
    g_clear_error(error);
    document = open_with(extraction->input, password, error);
  }
  return document;
}

static void set_open_status(Document *document, const GError *error) {
  if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    document_set_status(document, STATUS_ENCRYPTED,
                        N_("the PDF needs a password that was not given; give it with --password-file"), NULL);
  else
    document_set_status(document, STATUS_DAMAGED, N_("the PDF is broken and could not be opened; get a new copy of it"),
                        error->message);
}

/* --- metadata --------------------------------------------------------------------------------- */

static void read_date(Document *document, const char *key, GDateTime *date) {
  if (!date)
    return;
  g_autofree char *text = g_date_time_format_iso8601(date);
  metadata_set(document, key, text);
  g_date_time_unref(date);
}

static void read_string(Document *document, const char *key, char *value) {
  metadata_set(document, key, value);
  g_free(value);
}

/* The document information dictionary, ISO 32000-1 14.3.3. */
static void read_metadata(Document *document, PopplerDocument *pdf) {
  g_autofree char *title = poppler_document_get_title(pdf);
  g_autofree char *author = poppler_document_get_author(pdf);
  metadata_set_title(document, title);
  metadata_add_authors(document, author);
  read_string(document, "creator", poppler_document_get_creator(pdf));
  read_string(document, "producer", poppler_document_get_producer(pdf));
  read_string(document, "subject", poppler_document_get_subject(pdf));
  read_string(document, "keywords", poppler_document_get_keywords(pdf));
  read_date(document, "created", poppler_document_get_creation_date_time(pdf));
  read_date(document, "modified", poppler_document_get_modification_date_time(pdf));
}

/* --- pages ------------------------------------------------------------------------------------ */

/* The text of a page, or NULL where it has none. */
static char *page_text(PopplerPage *page, PageLayout *layout) {
  g_autofree char *raw = poppler_page_get_text(page);
  if (!raw || !*raw)
    return NULL;
  g_autofree PopplerRectangle *boxes = NULL; /* left unset where there is no text: STYLE.md, pitfall 13 */
  guint n_boxes = 0;
  if (!g_utf8_validate(raw, -1, NULL))
    return encoding_make_valid(raw, -1);
  if (!poppler_page_get_text_layout(page, &boxes, &n_boxes))
    return g_steal_pointer(&raw);
  double width, height;
  poppler_page_get_size(page, &width, &height);
  PageLetters letters = {.text = raw, .boxes = boxes, .n_boxes = n_boxes, .width = width, .height = height};
  return page_layout_text(layout, &letters);
}

static gboolean is_blank(const char *text) {
  return text[strspn(text, " \t\n\f\r")] == '\0';
}

/* The label as printed (ISO 32000-1, 12.4.2); poppler gives the number where the file has no labels. */
static char *page_label(PopplerPage *page, guint number) {
  g_autofree char *label = poppler_page_get_label(page);
  if (!label || is_blank(label))
    return g_strdup_printf("%u", number);
  return encoding_make_valid(label, -1);
}

/* FALSE when a ceiling is met. */
static gboolean add_page(Extraction *extraction, PopplerPage *page, guint number, PageLayout *layout) {
  g_autofree char *text = page_text(page, layout);
  if (!text || is_blank(text))
    return TRUE;
  Unit *unit = unit_new(UNIT_KIND_PAGE);
  unit_set_locator(unit, LOCATOR_PAGE, number, NULL);
  unit->label = page_label(page, number);
  unit->text = g_steal_pointer(&text);
  return extraction_add_unit(extraction, unit);
}

static void set_page_status(Document *document, guint missing, guint pages) {
  if (missing == 0)
    return;
  g_autofree char *detail = g_strdup_printf("%u / %u", missing, pages);
  if (document->units->len > 0)
    document_set_status(document, STATUS_PARTIAL,
                        N_("some pages of the PDF are broken and were left out; get a new copy of it"), detail);
  else
    document_set_status(document, STATUS_DAMAGED, N_("no page of the PDF could be read; get a new copy of it"), detail);
}

static void read_pages(Extraction *extraction, PopplerDocument *pdf) {
  int declared = poppler_document_get_n_pages(pdf);
  if (declared <= 0) {
    document_set_status(extraction->document, STATUS_DAMAGED, N_("the PDF holds no pages; get a new copy of it"), NULL);
    return;
  }
  g_autoptr(PageLayout) layout = page_layout_new();
  guint pages = MIN((guint)declared, EXTRACTION_MAX_UNITS), missing = 0, in_a_row = 0;
  for (guint i = 0; i < pages && in_a_row < MAX_MISSING_IN_A_ROW; i++) {
    g_autoptr(PopplerPage) page = poppler_document_get_page(pdf, (int)i);
    extraction_progress(extraction, i, pages);
    if (!page) {
      missing++;
      in_a_row++;
      continue;
    }
    in_a_row = 0;
    if (!add_page(extraction, page, i + 1, layout))
      return;
  }
  set_page_status(extraction->document, missing, (guint)declared);
  if (pages < (guint)declared && in_a_row < MAX_MISSING_IN_A_ROW)
    document_set_status(extraction->document, STATUS_PARTIAL,
                        N_("the PDF has more pages than are read from one file; split it"), NULL);
}

static void extract(Extraction *extraction) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PopplerDocument) pdf = open_document(extraction, &error);
  if (!pdf) {
    set_open_status(extraction->document, error);
    return;
  }
  read_metadata(extraction->document, pdf);
  read_pages(extraction, pdf);
}

/* --- page images ------------------------------------------------------------------------------ */

static cairo_status_t append_png(void *data, const unsigned char *bytes, unsigned int length) {
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Draws the page on white; NULL and *error where cairo cannot. */
static GBytes *draw_page(PopplerPage *page, int width, int height, double scale, GError **error) {
  g_autoptr(CairoSurface) surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  g_autoptr(CairoContext) cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, scale, scale);
  poppler_page_render(page, cairo);
  g_autoptr(GByteArray) png = g_byte_array_new();
  cairo_status_t status = cairo_status(cairo);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream(surface, append_png, png);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string(status));
    return NULL;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&png));
}

static GBytes *render_page(const ExtractorInput *input, guint page, double dpi, const char *password, GError **error) {
  g_autoptr(PopplerDocument) pdf = open_with(input, password, error);
  if (!pdf)
    return NULL;
  int pages = poppler_document_get_n_pages(pdf);
  g_autoptr(PopplerPage) found =
      page >= 1 && (gint64)page <= pages ? poppler_document_get_page(pdf, (int)page - 1) : NULL;
  if (!found) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "page %u of %d cannot be had", page, pages);
    return NULL;
  }
  double width, height;
  poppler_page_get_size(found, &width, &height);
  width = ceil(width * dpi / 72);
  height = ceil(height * dpi / 72);
  if (!(width >= 1 && height >= 1 && width <= 32767 && height <= 32767 && width * height <= MAX_PIXELS)) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "an image of %.0f x %.0f pixels is not drawn", width, height);
    return NULL;
  }
  return draw_page(found, (int)width, (int)height, dpi / 72, error);
}

const Extractor pdf_extractor = {
    .name = "pdf",
    .version = 1,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
    .render_page = render_page,
};
