/* nordsok-ocr: reads the text on images of pages, caged as the worker is. Started by nordsok, with the wire on
 * descriptor 3. It is a program of its own because Tesseract would double the start of nordsok-extract. */
#include "document/wire.h"
#include "pipeline/caged_program.h"
#include "pipeline/ocr_engine.h"
#include "pipeline/tessdata.h"
#include "pipeline/worker.h"

static const char usage[] = "nordsok-ocr: reads the text on images of pages for nordsok, inside a cage. It is started "
                            "by nordsok, not by hand.\n"
                            "Usage: nordsok-ocr [--memory BYTES]   (wire on descriptor 3)\n";

static gboolean greet(WireChannel *channel, const char *folder, const char *const *cage) {
  g_autofree const char **names = tessdata_installed(folder);
  return wire_send(channel, WIRE_OCR_HELLO, g_variant_new("(u^as^as)", WIRE_VERSION, names, cage), -1, NULL);
}

/* The pixels are in a sealed file: it cannot shrink under the map. */
static gboolean take_page(WireMessage *message, guint64 *id, PageImage *image, const char **language) {
  g_variant_get(message->payload, "(tuuu&s)", id, &image->width, &image->height, &image->dpi, language);
  g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(message->fd, FALSE, NULL);
  if (!file || !page_image_fits(image->width, image->height, g_mapped_file_get_length(file)))
    return FALSE;
  image->pixels = g_mapped_file_get_bytes(file);
  return TRUE;
}

/* FALSE when the parent is gone or has broken the protocol. */
static gboolean serve_one(WireChannel *channel, OcrEngine *engine, WireMessage *message) {
  guint64 id;
  PageImage image;
  const char *language;
  double confidence = 0;
  if (message->kind != WIRE_RECOGNISE || !take_page(message, &id, &image, &language))
    return FALSE;
  g_autofree char *text = ocr_engine_read(engine, &image, *language ? language : NULL, &confidence);
  g_bytes_unref(image.pixels);
  return wire_send(channel, WIRE_RECOGNISED, wire_pack_text(id, text, confidence), -1, NULL);
}

static int serve(WireChannel *channel, OcrEngine *engine) {
  for (;;) {
    g_auto(WireMessage) message = {.fd = -1};
    g_autoptr(GError) error = NULL;
    WireResult result = wire_next(channel, &message, &error);
    if (result == WIRE_NEED_MORE)
      result = wire_fill(channel, &error);
    if (result == WIRE_CLOSED)
      return 0;
    if (result == WIRE_BROKEN) {
      g_printerr("nordsok-ocr: %s\n", error->message);
      return 1;
    }
    if (result == WIRE_GOT_MESSAGE && !serve_one(channel, engine, &message))
      return 1;
  }
}

int main(int argc, char **argv) {
  SandboxLimits limits = {.file_bytes = WORKER_MAX_ERRORS};
  int status = caged_program_start(argc, argv, usage, &limits);
  if (status != CAGED_PROGRAM_STARTED)
    return status;
  g_auto(GStrv) cage = sandbox_enter(&limits);
  g_autofree char *folder = tessdata_folder();
  g_autoptr(WireChannel) channel = wire_channel_new(WORKER_WIRE_FD, WIRE_SIDE_WORKER);
  g_autoptr(OcrEngine) engine = ocr_engine_new(folder);
  return greet(channel, folder, (const char *const *)cage) ? serve(channel, engine) : 1;
}
