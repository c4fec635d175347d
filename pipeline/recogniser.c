/* One page at a time: into a sealed file, over the wire, and back as text. */
#include "pipeline/recogniser.h"

#include "language/messages.h"
#include "pipeline/worker_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define STARTS_ALLOWED 2 /* in a row without a greeting */
#define PROBE_MEMORY (1ull << 30)
#define PROBE_SECONDS 30

struct Recogniser {
  RecogniserOptions options;
  WorkerProcess process; /* pid 0: not running */
  gboolean greeted, busy, unusable;
  guint silent_starts;
  guint64 page;
  gint64 began; /* monotonic microseconds; of the page */
};

Recogniser *recogniser_new(const RecogniserOptions *options) {
  Recogniser *recogniser = g_new0(Recogniser, 1);
  recogniser->options = *options;
  return recogniser;
}

static void stop(Recogniser *recogniser) {
  recogniser->busy = FALSE;
  if (recogniser->process.pid <= 0)
    return;
  WorkerEnd end = worker_process_end(&recogniser->process);
  g_debug("nordsok-ocr ended: signal %d, status %d: %s", end.signal, end.exit_status, end.last_words);
  worker_end_clear(&end);
  if (!recogniser->greeted && ++recogniser->silent_starts >= STARTS_ALLOWED)
    recogniser->unusable = TRUE;
}

void recogniser_free(Recogniser *recogniser) {
  if (!recogniser)
    return;
  stop(recogniser);
  g_free(recogniser);
}

/* --- giving a page ----------------------------------------------------------------------------------------- */

static gboolean ensure_started(Recogniser *recogniser) {
  if (recogniser->process.pid > 0)
    return TRUE;
  recogniser->greeted = FALSE;
  g_autoptr(GError) error = NULL;
  if (worker_process_start(&recogniser->process, recogniser->options.path, recogniser->options.memory_bytes, &error))
    return TRUE;
  g_debug("nordsok-ocr: %s", error->message);
  recogniser->unusable = TRUE;
  return FALSE;
}

/* A sealed memory file with the pixels: writing there never blocks, and the reader can map it without fear that it
 * shrinks. -1 where memory is short. */
static int pixels_file(const PageImage *image) {
  gsize length;
  const guint8 *bytes = g_bytes_get_data(image->pixels, &length);
  int fd = memfd_create("nordsok-page", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  for (gsize done = 0; fd >= 0 && done < length;) {
    gssize written = write(fd, bytes + done, length - done);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0) {
      close(fd);
      return -1;
    }
    done += (gsize)written;
  }
  if (fd >= 0)
    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  return fd;
}

static gboolean send_page(Recogniser *recogniser, const PageImage *image, const char *language, int fd) {
  if (!ensure_started(recogniser))
    return FALSE;
  worker_process_forget_errors(&recogniser->process);
  GVariant *payload =
      g_variant_new("(tuuus)", ++recogniser->page, image->width, image->height, image->dpi, language ? language : "");
  if (wire_send(recogniser->process.channel, WIRE_RECOGNISE, payload, fd, NULL))
    return TRUE;
  stop(recogniser);
  return FALSE;
}

gboolean recogniser_begin(Recogniser *recogniser, const PageImage *image, const char *language) {
  g_return_val_if_fail(!recogniser->busy, FALSE);
  int fd = recogniser->unusable ? -1 : pixels_file(image);
  if (fd < 0)
    return FALSE;
  recogniser->began = g_get_monotonic_time();
  /* It may have died since the last page: then a fresh one gets it. */
  recogniser->busy = send_page(recogniser, image, language, fd) ||
                     (!recogniser->unusable && send_page(recogniser, image, language, fd));
  close(fd);
  return recogniser->busy;
}

/* --- what it says ------------------------------------------------------------------------------------------ */

static gboolean refuse(GError **error, const char *why) {
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, why);
  return FALSE;
}

static gboolean take_hello(const char *path, GVariant *payload, char ***languages, char **cage_gaps, GError **error) {
  guint32 version;
  g_auto(GStrv) names = NULL;
  g_autofree const char **cage = NULL;
  g_variant_get(payload, "(u^as^a&s)", &version, &names, &cage);
  if (version != WIRE_VERSION) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                _("%s speaks version %u of the wire, this program version %u: they do not belong together"), path,
                version, WIRE_VERSION);
    return FALSE;
  }
  *cage_gaps = worker_cage_gaps(cage);
  *languages = g_steal_pointer(&names);
  return TRUE;
}

static gboolean on_hello(Recogniser *recogniser, GVariant *payload, GError **error) {
  g_auto(GStrv) languages = NULL;
  g_autofree char *gaps = NULL;
  if (recogniser->greeted)
    return refuse(error, "a second greeting");
  recogniser->unusable = TRUE;
  if (!take_hello(recogniser->options.path, payload, &languages, &gaps, error))
    return FALSE;
  if (gaps && recogniser->options.require_sandbox)
    return refuse(error, "gaps in the cage");
  recogniser->unusable = FALSE;
  recogniser->greeted = TRUE;
  recogniser->silent_starts = 0;
  return TRUE;
}

static gboolean on_recognised(Recogniser *recogniser, GVariant *payload, char **text, double *confidence,
                              GError **error) {
  guint64 page;
  g_autofree char *got = NULL;
  double sure;
  if (!recogniser->greeted)
    return refuse(error, "no greeting");
  if (!wire_unpack_text(payload, &page, &got, &sure, error))
    return FALSE;
  if (page != recogniser->page)
    return refuse(error, "a page that was not asked for");
  recogniser->busy = FALSE;
  *text = g_steal_pointer(&got);
  *confidence = sure;
  return TRUE;
}

/* FALSE with *error: it talks rubbish. */
static gboolean handle(Recogniser *recogniser, const WireMessage *message, char **text, double *confidence,
                       GError **error) {
  if (message->kind == WIRE_OCR_HELLO)
    return on_hello(recogniser, message->payload, error);
  if (message->kind == WIRE_RECOGNISED && recogniser->busy)
    return on_recognised(recogniser, message->payload, text, confidence, error);
  return refuse(error, "a message that nobody asked for");
}

gboolean recogniser_listen(Recogniser *recogniser, char **text, double *confidence) {
  if (!recogniser->busy)
    return FALSE;
  g_autoptr(GError) error = NULL;
  g_autofree char *got = NULL;
  double sure = 0;
  WireResult result = wire_fill(recogniser->process.channel, &error);
  gboolean hung_up = result == WIRE_CLOSED;
  while (result != WIRE_BROKEN && recogniser->busy) {
    g_auto(WireMessage) message = {.fd = -1};
    result = wire_next(recogniser->process.channel, &message, &error);
    if (result == WIRE_NEED_MORE)
      break;
    if (result == WIRE_GOT_MESSAGE && !handle(recogniser, &message, &got, &sure, &error))
      result = WIRE_BROKEN;
  }
  if (result == WIRE_BROKEN || hung_up) {
    g_debug("nordsok-ocr: %s", error ? error->message : "hung up");
    stop(recogniser);
  }
  if (recogniser->busy)
    return FALSE;
  *text = g_steal_pointer(&got);
  *confidence = sure;
  return TRUE;
}

gboolean recogniser_give_up(Recogniser *recogniser, gint64 now) {
  if (!recogniser->busy || now - recogniser->began <= recogniser->options.page_seconds * G_USEC_PER_SEC)
    return FALSE;
  stop(recogniser);
  return TRUE;
}

gboolean recogniser_is_busy(const Recogniser *recogniser) {
  return recogniser->busy;
}

gboolean recogniser_is_unusable(const Recogniser *recogniser) {
  return recogniser->unusable;
}

int recogniser_get_fd(const Recogniser *recogniser) {
  return recogniser->busy ? wire_channel_get_fd(recogniser->process.channel) : -1;
}

/* --- what there is ----------------------------------------------------------------------------------------- */

char *recogniser_find(const char *worker_path) {
  const char *given = g_getenv("NORDSOK_OCR");
  if (given && *given)
    return g_strdup(given);
  g_autofree char *folder = g_path_get_dirname(worker_path);
  g_autofree char *beside = g_build_filename(folder, "nordsok-ocr", NULL);
  if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer(&beside);
  return g_build_filename(NORDSOK_LIBEXECDIR, "nordsok-ocr", NULL);
}

static gboolean does_not_start(const char *path, GError **error) {
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s does not start"), path);
  return FALSE;
}

static gboolean await_hello(const char *path, WireChannel *channel, char ***languages, char **cage_gaps,
                            GError **error) {
  gint64 deadline = g_get_monotonic_time() + PROBE_SECONDS * G_USEC_PER_SEC;
  for (;;) {
    g_auto(WireMessage) message = {.fd = -1};
    WireResult result = wire_next(channel, &message, error);
    if (result == WIRE_GOT_MESSAGE)
      return message.kind == WIRE_OCR_HELLO ? take_hello(path, message.payload, languages, cage_gaps, error)
                                            : does_not_start(path, error);
    struct pollfd poller = {.fd = wire_channel_get_fd(channel), .events = POLLIN};
    gint64 left = (deadline - g_get_monotonic_time()) / 1000;
    if (result == WIRE_BROKEN)
      return FALSE;
    if (left <= 0 || (poll(&poller, 1, (int)left) < 0 && errno != EINTR))
      return does_not_start(path, error);
    result = wire_fill(channel, error);
    if (result == WIRE_CLOSED)
      return does_not_start(path, error);
    if (result == WIRE_BROKEN)
      return FALSE;
  }
}

char **recogniser_probe(const char *path, char **cage_gaps, GError **error) {
  WorkerProcess process;
  char **languages = NULL;
  if (!worker_process_start(&process, path, PROBE_MEMORY, error))
    return NULL;
  gboolean greeted = await_hello(path, process.channel, &languages, cage_gaps, error);
  WorkerEnd end = worker_process_end(&process);
  if (!greeted && *end.last_words)
    g_prefix_error(error, "%s: ", end.last_words);
  worker_end_clear(&end);
  return languages;
}
