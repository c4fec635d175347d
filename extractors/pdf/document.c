/* PDF: opening, metadata, and the order in which all else is read.
 *
 * poppler reads through the descriptor given (ISO 32000-1 needs random access) and opens no file for text; only
 * rendering looks for fonts. One PopplerDocument belongs to one thread. */
#include "extractors/cleanup.h"
#include "extractors/extractor.h"
#include "extractors/metadata.h"
#include "extractors/pdf/attachments.h"
#include "extractors/pdf/cross_reference.h"
#include "extractors/pdf/decks.h"
#include "extractors/pdf/headings.h"
#include "extractors/pdf/image.h"
#include "extractors/pdf/marks.h"
#include "extractors/pdf/mend.h"
#include "extractors/pdf/outline.h"
#include "extractors/pdf/pages.h"
#include "extractors/pdf/running.h"
#include "extractors/pdf/xmp.h"
#include "language/encoding.h"
#include "language/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* Passwords that are tried before giving up, however many the host has. */
#define MAX_PASSWORDS 1024
/* Bytes of a file that needs a password or mending: it is held in memory. */
#define MAX_IN_MEMORY (512u * 1024 * 1024)

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

/* Of a file without a password poppler reads through a descriptor of its own, which it closes even where it fails. Else
 * it is given a stream: poppler 22.12 tries a wrong password twice, and of a descriptor or a buffer it has freed the
 * source before the second time (poppler_document_new_from_fd() reads freed memory, …_from_bytes() a null pointer). */
static PopplerDocument *open_with(const ExtractorInput *input, const char *password, GError **error) {
  if (password || input->bytes) {
    g_autoptr(GBytes) bytes = extractor_input_read_whole(input, MAX_IN_MEMORY, error);
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

/* A file that cannot be opened, or has no pages, once more with a new end (mend.h). NULL where that does not help. */
static PopplerDocument *open_mended(const ExtractorInput *input) {
  g_autoptr(GBytes) bytes = extractor_input_read_whole(input, MAX_IN_MEMORY, NULL);
  for (MendTrust trust = MEND_WITH_CATALOG; bytes && trust <= MEND_WITH_PAGES; trust++) {
    g_autoptr(GBytes) mended = mend_pdf(bytes, trust);
    g_autoptr(GInputStream) stream = mended ? g_memory_input_stream_new_from_bytes(mended) : NULL;
    g_autoptr(PopplerDocument) pdf =
        mended ? poppler_document_new_from_stream(stream, (goffset)g_bytes_get_size(mended), NULL, NULL, NULL) : NULL;
    g_autoptr(PopplerPage) page = pdf ? pdf_document_page(pdf, 1) : NULL;
    if (page)
      return g_steal_pointer(&pdf);
  }
  return NULL;
}

static void set_open_status(Document *document, const GError *error) {
  if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    document_set_status(document, STATUS_ENCRYPTED,
                        N_("the PDF needs a password that was not given; give it with --password-file"), NULL);
  else
    document_set_status(document, STATUS_DAMAGED, N_("the PDF is broken and could not be opened; get a new copy of it"),
                        error ? error->message : NULL);
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
  g_autofree char *packet = poppler_document_get_metadata(pdf);
  xmp_read(document, packet);
}

/* --- the state it ends in --------------------------------------------------------------------- */

static gboolean has_text(const Document *document) {
  for (guint i = 0; i < document->units->len; i++)
    if (*((const Unit *)document->units->pdata[i])->text)
      return TRUE;
  return FALSE;
}

/* Why pages were not read as images. */
static const char *reason_for_images(const Extraction *extraction, gboolean whole) {
  if (extraction->ocr_missing && extraction->ocr != OCR_NEVER)
    return whole ? N_("no text layer; install text recognition (Debian packages tesseract-ocr-swe, tesseract-ocr-nor), "
                      "then run again")
                 : N_("some pages are images without a text layer that can be used; install text recognition (Debian "
                      "packages tesseract-ocr-swe, tesseract-ocr-nor), then run again");
  return whole ? N_("no text layer; run again with --ocr auto --retry-failed")
               : N_("some pages are images without a text layer that can be used; run again with --ocr auto "
                    "--retry-failed");
}

static void set_image_status(PdfReading *reading) {
  Extraction *extraction = reading->extraction;
  guint unread = reading->scanned + reading->illegible;
  gboolean text = has_text(extraction->document);
  if (unread == 0)
    return;
  g_autofree char *detail = g_strdup_printf("%u / %u", unread, reading->pages->len);
  if (extraction->ocr_missing)
    document_note_lacking(extraction->document, CAPABILITY_OCR);
  if (!extraction_can_recognise(extraction))
    document_set_status(extraction->document, text ? STATUS_PARTIAL : STATUS_EMPTY,
                        reason_for_images(extraction, !text), text ? detail : NULL);
  else
    document_set_status(extraction->document, text ? STATUS_PARTIAL : STATUS_EMPTY,
                        N_("the text layer of some pages cannot be read, and neither can their images; get a better "
                           "copy of it"),
                        detail);
}

static void set_missing_status(PdfReading *reading) {
  Document *document = reading->extraction->document;
  int declared = poppler_document_get_n_pages(reading->pdf);
  if (declared <= 0) {
    document_set_status(document, STATUS_DAMAGED, N_("the PDF holds no pages; get a new copy of it"), NULL);
    return;
  }
  if (reading->missing == 0)
    return;
  g_autofree char *detail = g_strdup_printf("%u / %d", reading->missing, declared);
  if (document->units->len > 0)
    document_set_status(document, STATUS_PARTIAL,
                        N_("some pages of the PDF are broken and were left out; get a new copy of it"), detail);
  else
    document_set_status(document, STATUS_DAMAGED, N_("no page of the PDF could be read; get a new copy of it"), detail);
}

/* The worst comes first: a state once set stays (document_set_status()). */
static void set_status(PdfReading *reading, gboolean sound) {
  Document *document = reading->extraction->document;
  set_missing_status(reading);
  if (document->status == STATUS_OK && !sound && document->units->len > 0)
    document_set_status(
        document, STATUS_PARTIAL,
        N_("the PDF's table of its parts is broken; what could be found was read; get a new copy of it"), NULL);
  if (document->status == STATUS_OK)
    set_image_status(reading);
  if (document->status == STATUS_OK && reading->unread_attachments > 0) {
    g_autofree char *detail = g_strdup_printf("%u", reading->unread_attachments);
    document_set_status(document, STATUS_PARTIAL,
                        N_("files attached to the PDF could not be read; save them from it and look at each"), detail);
  }
}

/* --- the whole -------------------------------------------------------------------------------- */

static void set_metadata(PdfReading *reading, const GPtrArray *outline) {
  Document *document = reading->extraction->document;
  g_autofree char *contents = outline_to_string(outline);
  metadata_set(document, "tableOfContents", contents);
  metadata_set(document, "links", reading->link_list->str);
}

static void read_document(Extraction *extraction, PopplerDocument *pdf, gboolean sound) {
  PdfReading reading = {.extraction = extraction,
                        .pdf = pdf,
                        .layout = page_layout_new(),
                        .pages = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_page_free),
                        .blank = g_array_new(FALSE, FALSE, sizeof(guint)),
                        .links = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                        .link_list = g_string_new(NULL)};
  g_autoptr(GPtrArray) outline = outline_read(pdf);
  read_metadata(extraction->document, pdf);
  decks_prepare(&reading);
  if (pages_read(&reading) && attachments_read(&reading)) {
    pages_count_scanned(&reading);
    set_status(&reading, sound);
  }
  decks_recognise(&reading);
  running_lines_take(&reading);
  headings_mark(&reading, outline);
  set_metadata(&reading, outline);
  page_layout_free(reading.layout);
  lexicon_free(reading.lexicon);
  g_ptr_array_unref(reading.pages);
  g_array_unref(reading.blank);
  g_hash_table_unref(reading.links);
  g_string_free(reading.link_list, TRUE);
}

static void extract(Extraction *extraction) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PopplerDocument) pdf = open_document(extraction, &error);
  gboolean encrypted = g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED), mended = FALSE;
  if (!encrypted && (!pdf || poppler_document_get_n_pages(pdf) <= 0)) {
    PopplerDocument *again = open_mended(extraction->input);
    mended = again != NULL;
    if (mended) {
      g_clear_object(&pdf);
      pdf = again;
    }
  }
  if (pdf)
    read_document(extraction, pdf, !mended && cross_reference_is_sound(extraction->input));
  else
    set_open_status(extraction->document, error);
}

static GBytes *render_page(const ExtractorInput *input, guint page, double dpi, const char *password,
                           const PageMarks *marks, GError **error) {
  g_autoptr(PopplerDocument) pdf = open_with(input, password, error);
  if (!pdf)
    return NULL;
  int pages = poppler_document_get_n_pages(pdf);
  g_autoptr(PopplerPage) found = pdf_document_page(pdf, page);
  if (!found) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "page %u of %d cannot be had", page, pages);
    return NULL;
  }
  g_autoptr(GArray) boxes = marks && marks->text ? marks_find(found, marks->text, marks->ranges, marks->n_ranges)
                                                 : g_array_new(FALSE, FALSE, sizeof(PopplerRectangle));
  g_autoptr(GArray) covers =
      marks && marks->contacts ? g_array_new(FALSE, FALSE, sizeof(PopplerRectangle)) : marks_find_contacts(found);
  return page_image_png(found, dpi, boxes, covers, error);
}

const Extractor pdf_extractor = {
    .name = "pdf",
    .version = 3,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
    .render_page = render_page,
};
