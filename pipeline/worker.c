/* Serves tasks: a descriptor comes in, found units, the finished Document and a report go out. */
#include "pipeline/worker.h"

#include "extractors/extractor.h"
#include "extractors/thesaurus.h"
#include "language/identify.h"
#include "language/messages.h"
#include "pipeline/stages/stage.h"

#include <string.h>
#include <unistd.h>

#define HEARTBEAT_MICROSECONDS (250 * 1000)

typedef struct {
  WireChannel *channel;
  guint64 task;
  gint64 last_sign_of_life; /* monotonic microseconds */
  char language[8];         /* of the last page that was read as an image; "" where not known */
} Work;

/* The parent is gone or broken: nothing that this process could still do is of use. */
static void send_or_exit(Work *work, WireKind kind, GVariant *payload, int fd) {
  g_autoptr(GError) error = NULL;
  if (!wire_send(work->channel, kind, payload, fd, &error))
    _exit(1);
  work->last_sign_of_life = g_get_monotonic_time();
}

/* Waits for the next frame. FALSE when the parent has hung up; a broken parent ends the process. */
static gboolean receive(WireChannel *channel, WireMessage *message) {
  g_autoptr(GError) error = NULL;
  for (;;) {
    WireResult result = wire_next(channel, message, &error);
    if (result == WIRE_GOT_MESSAGE)
      return TRUE;
    if (result == WIRE_NEED_MORE)
      result = wire_fill(channel, &error);
    if (result == WIRE_CLOSED)
      return FALSE;
    if (result == WIRE_BROKEN) {
      g_printerr("nordsok-extract: %s\n", error->message);
      _exit(1);
    }
  }
}

/* Waits for the answer to a question of ours. An EXTRACT that was sent ahead may lie before it: it is kept for later.
 */
static gboolean receive_answer(Work *work, WireKind kind, WireMessage *answer, GQueue *ahead) {
  for (;;) {
    WireMessage message;
    if (!receive(work->channel, &message))
      return FALSE;
    if (message.kind == kind) {
      *answer = message;
      return TRUE;
    }
    g_queue_push_tail(ahead, g_memdup2(&message, sizeof message));
  }
}

/* Tasks that came while an answer was awaited. */
static GQueue tasks_ahead = G_QUEUE_INIT;

static void send_unit(Work *work, WireKind kind, const Unit *unit) {
  gsize length = unit->text ? strlen(unit->text) : 0;
  if (length <= WIRE_MAX_TEXT) {
    send_or_exit(work, kind, wire_pack_unit(work->task, unit), -1);
    return;
  }
  g_autoptr(GPtrArray) pieces = unit_split_long(unit_copy(unit), WIRE_MAX_TEXT);
  for (guint i = 0; i < pieces->len; i++)
    send_or_exit(work, kind, wire_pack_unit(work->task, pieces->pdata[i]), -1);
}

static void on_unit_found(gpointer data, const Unit *unit) {
  send_unit(data, WIRE_FOUND, unit);
}

static void on_progress(gpointer data, guint done, guint total) {
  Work *work = data;
  if (g_get_monotonic_time() - work->last_sign_of_life >= HEARTBEAT_MICROSECONDS)
    send_or_exit(work, WIRE_HEARTBEAT, g_variant_new("(tuu)", work->task, done, total), -1);
}

static int on_open_sibling(gpointer data, const char *name) {
  Work *work = data;
  g_auto(WireMessage) answer = {.fd = -1};
  send_or_exit(work, WIRE_NEED_SIBLING, g_variant_new("(ts)", work->task, name), -1);
  if (!receive_answer(work, WIRE_SIBLING, &answer, &tasks_ahead))
    _exit(0);
  int fd = answer.fd;
  answer.fd = -1;
  return fd;
}

static char *on_ask_password(gpointer data, guint attempt) {
  Work *work = data;
  g_auto(WireMessage) answer = {.fd = -1};
  send_or_exit(work, WIRE_NEED_PASSWORD, g_variant_new("(tu)", work->task, attempt), -1);
  if (!receive_answer(work, WIRE_PASSWORD, &answer, &tasks_ahead))
    _exit(0);
  guint64 task;
  char *password = NULL;
  g_variant_get(answer.payload, "(tms)", &task, &password);
  return password;
}

/* A page without a hint is most likely in the language of the page before it: that saves a second reading. */
static void note_language(Work *work, const char *text) {
  Identification identified = identify_text(text, -1);
  if (strcmp(identified.language, "und") != 0)
    g_strlcpy(work->language, identified.language, sizeof work->language);
}

static char *on_recognise_text(gpointer data, const PageImage *image, const char *language, double *confidence) {
  Work *work = data;
  g_auto(WireMessage) answer = {.fd = -1};
  g_autoptr(GError) error = NULL;
  guint64 task;
  char *text = NULL;
  if (!page_image_fits(image->width, image->height, g_bytes_get_size(image->pixels)))
    return NULL;
  const char *hint = identified_index(language ? language : "") >= 0 ? language : work->language;
  send_or_exit(work, WIRE_NEED_TEXT, wire_pack_page(work->task, image, hint), -1);
  if (!receive_answer(work, WIRE_TEXT, &answer, &tasks_ahead))
    _exit(0);
  if (!wire_unpack_text(answer.payload, &task, &text, confidence, &error))
    _exit(1);
  work->last_sign_of_life = g_get_monotonic_time();
  if (text)
    note_language(work, text);
  return text;
}

/* The cage has no files to put it into: the bytes go over the wire. */
static gboolean on_child_found(gpointer data, const char *name, const char *media_type, GBytes *bytes) {
  Work *work = data;
  gsize length;
  const guint8 *content = g_bytes_get_data(bytes, &length);
  for (gsize at = 0; at < length; at += WIRE_MAX_PIECE) {
    GVariant *piece = g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, content + at, MIN(length - at, WIRE_MAX_PIECE), 1);
    send_or_exit(work, WIRE_CHILD_BYTES, g_variant_new("(t@ay)", work->task, piece), -1);
  }
  send_or_exit(work, WIRE_CHILD_DOCUMENT,
               g_variant_new("(tsst)", work->task, name, media_type ? media_type : "", (guint64)length), -1);
  return TRUE;
}

static void send_document(Work *work, const Document *document) {
  send_or_exit(work, WIRE_DOCUMENT, wire_pack_document(work->task, document), -1);
  for (guint i = 0; i < document->units->len; i++)
    send_unit(work, WIRE_UNIT, document->units->pdata[i]);
  for (guint i = 0; i < document->findings->len; i += WIRE_MAX_FINDINGS)
    send_or_exit(work, WIRE_FINDINGS, wire_pack_findings(work->task, document, i), -1);
  send_or_exit(work, WIRE_REPORT, g_variant_new("(tu)", work->task, document->units->len), -1);
}

/* Units longer than the wire carries become several before the stages number and judge them. */
static void split_long_units(Document *document) {
  g_autoptr(GPtrArray) units = document->units;
  document->units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  g_autofree guint *moved = g_new0(guint, units->len + 1);
  g_ptr_array_set_free_func(units, NULL);
  for (guint i = 0; i < units->len; i++) {
    moved[i + 1] = document->units->len + 1;
    g_autoptr(GPtrArray) pieces = unit_split_long(units->pdata[i], WIRE_MAX_TEXT);
    g_ptr_array_set_free_func(pieces, NULL);
    for (guint p = 0; p < pieces->len; p++)
      document_add_unit(document, pieces->pdata[p]);
  }
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    unit->parent = unit->parent <= units->len ? moved[unit->parent] : 0;
  }
}

static void take_options(Extraction *extraction, GVariantIter *options) {
  const char *name, *value;
  while (g_variant_iter_next(options, "{&s&s}", &name, &value)) {
    if (strcmp(name, "ocr") == 0)
      ocr_mode_from_name(value, &extraction->ocr);
    else if (strcmp(name, "ocr-missing") == 0)
      extraction->ocr_missing = strcmp(value, "1") == 0;
    else if (strcmp(name, "contacts") == 0)
      extraction->document->contacts = strcmp(value, "1") == 0;
    else if (strcmp(name, "page-part") == 0)
      extraction->page_part = strcmp(value, "1") == 0;
  }
}

static void extract(WireChannel *channel, WireMessage *message) {
  const char *name;
  g_autoptr(GVariantIter) options = NULL;
  Work work = {.channel = channel, .last_sign_of_life = g_get_monotonic_time()};
  guint64 size;
  g_variant_get(message->payload, "(t&sta{ss})", &work.task, &name, &size, &options);

  static const ExtractionHost host = {on_unit_found,   on_progress,    on_open_sibling,
                                      on_ask_password, on_child_found, on_recognise_text};
  g_autoptr(Document) document = document_new();
  g_autoptr(GError) error = NULL;
  ExtractorInput input;
  if (extractor_input_init(&input, message->fd, name, &error)) {
    Extraction extraction = {.input = &input, .document = document, .host = &host, .host_data = &work};
    take_options(&extraction, options);
    extraction_run(&extraction);
    extractor_input_clear(&input);
    split_long_units(document);
    stages_run(document);
    /* Only now: a text layer of nothing but page numbers is none. */
    document_check_text(document);
  } else {
    document_set_status(document, STATUS_UNREADABLE,
                        N_("the file could not be read; check the disk or network and try again"), error->message);
  }
  send_document(&work, document);
}

static void read_thesaurus(WireChannel *channel, WireMessage *message) {
  const char *name;
  Work work = {.channel = channel, .last_sign_of_life = g_get_monotonic_time()};
  g_variant_get(message->payload, "(t&s)", &work.task, &name);

  static const ExtractionHost host = {.progress = on_progress};
  g_autoptr(Document) document = document_new();
  g_autoptr(GPtrArray) concepts = NULL;
  g_autoptr(GError) error = NULL;
  ExtractorInput input;
  if (extractor_input_init(&input, message->fd, name, &error)) {
    Extraction extraction = {.input = &input, .document = document, .host = &host, .host_data = &work};
    concepts = thesaurus_extract(&extraction);
    extractor_input_clear(&input);
  } else {
    document_set_status(document, STATUS_UNREADABLE,
                        N_("the file could not be read; check the disk or network and try again"), error->message);
  }
  guint count = concepts ? concepts->len : 0;
  send_or_exit(&work, WIRE_DOCUMENT, wire_pack_document(work.task, document), -1);
  for (guint i = 0; i < count; i++)
    send_or_exit(&work, WIRE_CONCEPT, wire_pack_concept(work.task, concepts->pdata[i]), -1);
  send_or_exit(&work, WIRE_REPORT, g_variant_new("(tu)", work.task, count), -1);
}

/* What is to be marked, of a text of that length: a range that does not lie in it marks nothing. */
static GArray *read_ranges(GVariantIter *given, gsize length) {
  GArray *ranges = g_array_new(FALSE, FALSE, sizeof(TextRange));
  guint64 start, end;
  while (g_variant_iter_next(given, "(tt)", &start, &end)) {
    TextRange range = {start, end};
    if (start < end && end <= length)
      g_array_append_val(ranges, range);
  }
  return ranges;
}

static void render_page(WireChannel *channel, WireMessage *message) {
  const char *name, *password, *text;
  g_autoptr(GVariantIter) given = NULL;
  guint32 page;
  double dpi;
  gboolean contacts;
  Work work = {.channel = channel};
  g_variant_get(message->payload, "(t&sudm&sm&sa(tt)b)", &work.task, &name, &page, &dpi, &password, &text, &given,
                &contacts);
  g_autoptr(GArray) ranges = read_ranges(given, text ? strlen(text) : 0);
  PageMarks marks = {text, (const TextRange *)(gpointer)ranges->data, ranges->len, contacts};

  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) image = NULL;
  ExtractorInput input;
  if (extractor_input_init(&input, message->fd, name, &error)) {
    const char *media_type;
    const Extractor *extractor = extractor_recognise(&input, &media_type);
    if (extractor && extractor->render_page)
      image = extractor->render_page(&input, page, dpi, password, &marks, &error);
    else
      g_set_error_literal(&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "this format has no pages to show");
    extractor_input_clear(&input);
  }
  if (image && g_bytes_get_size(image) > WIRE_MAX_PAYLOAD - 1024) {
    g_clear_pointer(&image, g_bytes_unref);
    g_set_error_literal(&error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                        "the page image is too large; ask for fewer dpi");
  }
  gsize length = 0;
  gconstpointer bytes = image ? g_bytes_get_data(image, &length) : NULL;
  GVariant *array = g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, bytes, length, 1);
  send_or_exit(&work, WIRE_PAGE_IMAGE,
               g_variant_new("(tbs@ay)", work.task, image != NULL, error ? error->message : "", array), -1);
}

static GVariant *hello(const char *const *cage) {
  GVariantBuilder formats;
  g_variant_builder_init(&formats, G_VARIANT_TYPE("a(suas)"));
  for (const Extractor *const *e = extractor_all(); *e; e++)
    g_variant_builder_add(&formats, "(su^as)", (*e)->name, (*e)->version, (*e)->media_types);
  return g_variant_new("(uua(suas)^as)", WIRE_VERSION, STAGES_VERSION, &formats, cage);
}

int worker_serve(WireChannel *channel, const char *const *cage) {
  Work work = {.channel = channel};
  send_or_exit(&work, WIRE_HELLO, hello(cage), -1);
  for (;;) {
    g_auto(WireMessage) message = {.fd = -1};
    WireMessage *kept = g_queue_pop_head(&tasks_ahead);
    if (kept) {
      message = *kept;
      g_free(kept);
    } else if (!receive(channel, &message)) {
      return 0;
    }
    if (message.kind == WIRE_EXTRACT)
      extract(channel, &message);
    else if (message.kind == WIRE_RENDER_PAGE)
      render_page(channel, &message);
    else if (message.kind == WIRE_READ_THESAURUS)
      read_thesaurus(channel, &message);
    else
      return 1;
  }
}
