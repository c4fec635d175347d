/* The parent's side of the wire survives whatever a worker sends: frames are refused or well-formed. */
#include "document/wire.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* With a first byte that is odd, the rest is the payload of a frame with a right sum, so that unpacking is reached. */
static void feed_framed(WireChannel *channel, const uint8_t *data, size_t size) {
  guint32 header[5] = {0x316b736eu, data[0] / 2 % 24, (guint32)size - 1, 0, 0};
  header[4] = (guint32)crc32_z(crc32(0, (const Bytef *)header, 16), data + 1, size - 1);
  wire_feed(channel, (const guint8 *)header, sizeof header);
  wire_feed(channel, data + 1, size - 1);
}

static void unpack(WireMessage *message) {
  guint64 task;
  if (message->kind == WIRE_UNIT || message->kind == WIRE_FOUND) {
    g_autoptr(Unit) unit = wire_unpack_unit(message->payload, &task, NULL);
    if (unit && unit->text)
      g_assert_true(g_utf8_validate(unit->text, -1, NULL));
  } else if (message->kind == WIRE_CONCEPT) {
    g_autoptr(SkosConcept) concept = wire_unpack_concept(message->payload, &task, NULL);
    for (guint i = 0; concept && i < concept->labels->len; i++)
      g_assert_true(g_utf8_validate(((SkosLabel *)concept->labels->pdata[i])->text, -1, NULL));
  } else if (message->kind == WIRE_NEED_TEXT) {
    g_autofree char *language = NULL;
    PageImage image = {0};
    if (wire_unpack_page(message->payload, &task, &image, &language, NULL))
      g_assert_true(page_image_fits(image.width, image.height, g_bytes_get_size(image.pixels)));
    g_clear_pointer(&image.pixels, g_bytes_unref);
  } else if (message->kind == WIRE_RECOGNISED) {
    g_autofree char *text = NULL;
    double confidence;
    if (wire_unpack_text(message->payload, &task, &text, &confidence, NULL))
      g_assert_true(confidence >= 0 && confidence <= 1);
  } else if (message->kind == WIRE_DOCUMENT) {
    g_autoptr(Document) document = wire_unpack_document(message->payload, &task, NULL);
    if (document && document->title)
      g_assert_true(g_utf8_validate(document->title, -1, NULL));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1)
    return 0;
  g_autoptr(WireChannel) channel = wire_channel_new(-1, WIRE_SIDE_PARENT);
  if (data[0] & 1)
    feed_framed(channel, data, size);
  else
    wire_feed(channel, data, size);
  for (;;) {
    g_auto(WireMessage) message = {.fd = -1};
    g_autoptr(GError) error = NULL;
    WireResult result = wire_next(channel, &message, &error);
    if (result != WIRE_GOT_MESSAGE)
      break;
    g_assert_true(g_variant_is_normal_form(message.payload));
    unpack(&message);
  }
  return 0;
}
