/* The wire: what is sent arrives; what is corrupted is refused. */
#include "document/wire.h"

#include <math.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static char *random_text(GRand *random, guint most) {
  static const char *const pieces[] = {"a", "Å", "ö", "miljø", " ", "\n", "\t", "€", "😀", "x̊", "\"", "0"};
  if (g_rand_int_range(random, 0, 6) == 0)
    return NULL;
  GString *text = g_string_new(NULL);
  guint count = (guint)g_rand_int_range(random, 0, (gint)most);
  for (guint i = 0; i < count; i++)
    g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
  return g_string_free(text, FALSE);
}

static Unit *random_unit(GRand *random) {
  Unit *unit = unit_new((UnitKind)g_rand_int_range(random, 0, UNIT_KIND_FORM + 1));
  unit->ordinal = g_rand_int(random);
  unit->parent = g_rand_int(random);
  g_autofree char *anchor = random_text(random, 10);
  unit_set_locator(unit, (LocatorKind)g_rand_int_range(random, 0, LOCATOR_LINE + 1), g_rand_int(random), anchor);
  unit->label = random_text(random, 5);
  unit->heading = random_text(random, 20);
  unit->text = random_text(random, 3000);
  g_strlcpy(unit->language, "nb", sizeof unit->language);
  unit->language_confidence = g_rand_double(random);
  unit->quality = g_rand_double(random);
  unit->hidden = g_rand_boolean(random);
  unit->ocr = g_rand_boolean(random);
  return unit;
}

static void assert_same_unit(const Unit *a, const Unit *b) {
  g_assert_cmpuint(a->ordinal, ==, b->ordinal);
  g_assert_cmpuint(a->parent, ==, b->parent);
  g_assert_cmpint(a->kind, ==, b->kind);
  g_assert_cmpint(a->locator.kind, ==, b->locator.kind);
  g_assert_cmpuint(a->locator.number, ==, b->locator.number);
  g_assert_cmpstr(a->locator.anchor, ==, b->locator.anchor);
  g_assert_cmpstr(a->label, ==, b->label);
  g_assert_cmpstr(a->heading, ==, b->heading);
  g_assert_cmpstr(a->text, ==, b->text);
  g_assert_cmpstr(a->language, ==, b->language);
  g_assert_cmpfloat(a->language_confidence, ==, b->language_confidence);
  g_assert_cmpfloat(a->quality, ==, b->quality);
  g_assert_cmpint(a->hidden, ==, b->hidden);
  g_assert_cmpint(a->ocr, ==, b->ocr);
}

static Document *random_document(GRand *random) {
  Document *document = document_new();
  char **texts[] = {&document->reason,    &document->detail, &document->media_type,    &document->extractor,
                    &document->title,     &document->date,   &document->date_evidence, &document->place,
                    &document->organiser, &document->url};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    *texts[i] = random_text(random, 40);
  document->status = (Status)g_rand_int_range(random, 0, STATUS_COUNT);
  document->kind = (DocumentKind)g_rand_int_range(random, 0, DOCUMENT_KIND_PAGE + 1);
  document->extractor_version = g_rand_int(random);
  for (int i = g_rand_int_range(random, 0, 4); i > 0; i--)
    g_ptr_array_add(document->authors, g_strdup_printf("Åsa %d", i));
  for (int i = g_rand_int_range(random, 0, 4); i > 0; i--) {
    g_autofree char *text = g_strdup_printf("Sida %d", i % 2);
    document_add_furniture(document, text);
    g_hash_table_insert(document->metadata, g_strdup_printf("key%d", i), g_strdup("värde"));
  }
  return document;
}

static void assert_same_document(const Document *a, const Document *b) {
  g_assert_cmpint(a->status, ==, b->status);
  g_assert_cmpint(a->kind, ==, b->kind);
  g_assert_cmpuint(a->extractor_version, ==, b->extractor_version);
  const char *of_a[] = {a->reason, a->detail,        a->media_type, a->extractor, a->title,
                        a->date,   a->date_evidence, a->place,      a->organiser, a->url};
  const char *of_b[] = {b->reason, b->detail,        b->media_type, b->extractor, b->title,
                        b->date,   b->date_evidence, b->place,      b->organiser, b->url};
  for (gsize i = 0; i < G_N_ELEMENTS(of_a); i++)
    g_assert_cmpstr(of_a[i], ==, of_b[i]);
  g_assert_cmpuint(a->authors->len, ==, b->authors->len);
  g_assert_cmpuint(a->furniture->len, ==, b->furniture->len);
  for (guint i = 0; i < a->furniture->len; i++)
    g_assert_cmpuint(((Furniture *)a->furniture->pdata[i])->occurrences, ==,
                     ((Furniture *)b->furniture->pdata[i])->occurrences);
  g_assert_cmpuint(g_hash_table_size(a->metadata), ==, g_hash_table_size(b->metadata));
}

static void make_pair(WireChannel **parent, WireChannel **worker) {
  int pair[2];
  g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
  *parent = wire_channel_new(pair[0], WIRE_SIDE_PARENT);
  *worker = wire_channel_new(pair[1], WIRE_SIDE_WORKER);
}

static void receive(WireChannel *channel, WireMessage *message) {
  g_autoptr(GError) error = NULL;
  WireResult result;
  while ((result = wire_next(channel, message, &error)) == WIRE_NEED_MORE)
    g_assert_cmpint(wire_fill(channel, &error), ==, WIRE_NEED_MORE);
  g_assert_no_error(error);
  g_assert_cmpint(result, ==, WIRE_GOT_MESSAGE);
}

static void test_concept(void) {
  g_autoptr(SkosConcept) concept = skos_concept_new("http://example.org/å");
  static const char *const languages[] = {"sv", "nb", "nn", "da", "en", "fi", "se", ""};
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    skos_concept_add_label(concept, g_strdup_printf("støy %zu", i), languages[i], (LabelKind)(i % 3));
  g_autoptr(GVariant) payload = g_variant_ref_sink(wire_pack_concept(7, concept));
  g_autoptr(GError) error = NULL;
  guint64 task;
  g_autoptr(SkosConcept) got = wire_unpack_concept(payload, &task, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(task, ==, 7);
  g_assert_cmpstr(got->uri, ==, concept->uri);
  g_assert_cmpuint(got->labels->len, ==, concept->labels->len);
  for (guint i = 0; i < got->labels->len; i++) {
    const SkosLabel *a = concept->labels->pdata[i], *b = got->labels->pdata[i];
    g_assert_cmpstr(a->text, ==, b->text);
    g_assert_cmpstr(a->language, ==, b->language);
    g_assert_cmpint(a->kind, ==, b->kind);
  }
}

static void test_many_labels(void) {
  GVariantBuilder labels;
  g_autoptr(GError) error = NULL;
  guint64 task;
  g_variant_builder_init(&labels, G_VARIANT_TYPE("a(sss)"));
  for (guint i = 0; i <= SKOS_MAX_LABELS; i++)
    g_variant_builder_add(&labels, "(sss)", "x", "sv", "hidden");
  g_autoptr(GVariant) payload = g_variant_ref_sink(g_variant_new("(tsa(sss))", (guint64)1, "u", &labels));
  g_assert_null(wire_unpack_concept(payload, &task, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* What a worker may not say of a label. */
static void test_wrong_concept(void) {
  static const char *const wrong[] = {"(uint64 1, 'u', [('x', 'de', 'preferred')])",
                                      "(uint64 1, 'u', [('x', 'sv', 'best')])"};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    guint64 task;
    g_autoptr(GVariant) payload =
        g_variant_parse(G_VARIANT_TYPE(wire_payload_type(WIRE_CONCEPT)), wrong[i], NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_null(wire_unpack_concept(payload, &task, &error));
    g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
}

static void test_round_trip(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  g_autoptr(WireChannel) parent = NULL, worker = NULL;
  make_pair(&parent, &worker);
  for (int round = 0; round < 300; round++) {
    g_autoptr(Unit) unit = random_unit(random);
    g_autoptr(Document) document = random_document(random);
    g_autoptr(GError) error = NULL;
    guint64 task = ((guint64)g_rand_int(random) << 32) | g_rand_int(random), got;
    g_assert_true(wire_send(worker, round % 2 ? WIRE_FOUND : WIRE_UNIT, wire_pack_unit(task, unit), -1, &error));
    g_assert_true(wire_send(worker, WIRE_DOCUMENT, wire_pack_document(task, document), -1, &error));
    g_auto(WireMessage) first = {.fd = -1};
    g_auto(WireMessage) second = {.fd = -1};
    receive(parent, &first);
    receive(parent, &second);
    g_autoptr(Unit) unit_back = wire_unpack_unit(first.payload, &got, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(got, ==, task);
    assert_same_unit(unit, unit_back);
    g_autoptr(Document) document_back = wire_unpack_document(second.payload, &got, &error);
    g_assert_no_error(error);
    assert_same_document(document, document_back);
  }
}

/* One frame of each kind, from the side that may send it. */
static GVariant *sample(WireKind kind) {
  static const char *const none[] = {NULL};
  g_autoptr(Unit) unit = unit_new(UNIT_KIND_PAGE);
  g_autoptr(Document) document = document_new();
  GVariantBuilder builder;
  switch (kind) {
  case WIRE_HELLO:
    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(suas)"));
    return g_variant_new("(uua(suas)^as)", WIRE_VERSION, 1u, &builder, none);
  case WIRE_EXTRACT:
    g_variant_builder_init(&builder, G_VARIANT_TYPE("a{ss}"));
    return g_variant_new("(tsta{ss})", (guint64)5, "fil.pdf", (guint64)100, &builder);
  case WIRE_RENDER_PAGE:
    return g_variant_new("(tsudmsmsa(tt)b)", (guint64)5, "fil.pdf", 3u, 96.0, NULL, "miljö", NULL, FALSE);
  case WIRE_HEARTBEAT:
    return g_variant_new("(tuu)", (guint64)5, 1u, 2u);
  case WIRE_FOUND:
  case WIRE_UNIT:
    return wire_pack_unit(5, unit);
  case WIRE_DOCUMENT:
    return wire_pack_document(5, document);
  case WIRE_FINDINGS:
    return g_variant_new_parsed("(uint64 5, [('place', 'text', 1, uint64 2, uint64 6, 'SE-1441', 'venue', 0.9, "
                                "{'unit': 'x'})])");
  case WIRE_REPORT:
    return g_variant_new("(tu)", (guint64)5, 2u);
  case WIRE_NEED_SIBLING:
    return g_variant_new("(ts)", (guint64)5, "bild.html");
  case WIRE_SIBLING:
    return g_variant_new("(tb)", (guint64)5, TRUE);
  case WIRE_NEED_PASSWORD:
    return g_variant_new("(tu)", (guint64)5, 0u);
  case WIRE_PASSWORD:
    return g_variant_new("(tms)", (guint64)5, "granskog");
  case WIRE_CHILD_DOCUMENT:
    return g_variant_new("(tsst)", (guint64)5, "b.pdf", "", (guint64)7);
  case WIRE_CHILD_BYTES:
    return g_variant_new("(t@ay)", (guint64)5, g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, "abc", 3, 1));
  case WIRE_READ_THESAURUS:
    return g_variant_new("(ts)", (guint64)5, "miljö.ttl");
  case WIRE_CONCEPT:
    return g_variant_new_parsed("(uint64 5, 'http://example.org/a', [('støy', 'nb', 'preferred')])");
  case WIRE_NEED_TEXT:
    return g_variant_new("(tuuus@ay)", (guint64)5, 3u, 1u, 200u, "sv",
                         g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, "abc", 3, 1));
  case WIRE_TEXT:
  case WIRE_RECOGNISED:
    return wire_pack_text(5, "blåbærsyltetøy", 0.9);
  case WIRE_OCR_HELLO:
    return g_variant_new("(u^as^as)", WIRE_VERSION, none, none);
  case WIRE_RECOGNISE:
    return g_variant_new("(tuuus)", (guint64)5, 3u, 1u, 200u, "sv");
  case WIRE_PAGE_IMAGE:
    return g_variant_new("(tbs@ay)", (guint64)5, TRUE, "", g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, "PNG", 3, 1));
  }
  g_assert_not_reached();
}

static gboolean needs_descriptor(WireKind kind) {
  return kind == WIRE_EXTRACT || kind == WIRE_RENDER_PAGE || kind == WIRE_READ_THESAURUS || kind == WIRE_RECOGNISE;
}

static gboolean goes_to_worker(WireKind kind) {
  return kind == WIRE_EXTRACT || kind == WIRE_RENDER_PAGE || kind == WIRE_SIBLING || kind == WIRE_PASSWORD ||
         kind == WIRE_READ_THESAURUS || kind == WIRE_TEXT || kind == WIRE_RECOGNISE;
}

static void test_every_kind(void) {
  for (WireKind kind = WIRE_HELLO; kind <= WIRE_CHILD_BYTES; kind++) {
    g_autoptr(WireChannel) parent = NULL, worker = NULL;
    g_autoptr(GError) error = NULL;
    make_pair(&parent, &worker);
    int fd = needs_descriptor(kind) ? memfd_create("x", 0) : -1;
    g_assert_true(wire_send(goes_to_worker(kind) ? parent : worker, kind, sample(kind), fd, &error));
    g_auto(WireMessage) message = {.fd = -1};
    receive(goes_to_worker(kind) ? worker : parent, &message);
    g_assert_cmpint(message.kind, ==, kind);
    g_assert_cmpint(message.fd >= 0, ==, fd >= 0);
    g_autoptr(GVariant) sent = g_variant_ref_sink(sample(kind));
    g_assert_true(g_variant_equal(message.payload, sent));
    if (fd >= 0)
      close(fd);
    /* the other direction refuses it */
    g_autoptr(GBytes) frame = wire_frame(kind, sample(kind), FALSE);
    g_autoptr(WireChannel) wrong = wire_channel_new(-1, goes_to_worker(kind) ? WIRE_SIDE_PARENT : WIRE_SIDE_WORKER);
    WireMessage nothing;
    wire_feed(wrong, g_bytes_get_data(frame, NULL), g_bytes_get_size(frame));
    g_assert_cmpint(wire_next(wrong, &nothing, &error), ==, WIRE_BROKEN);
  }
}

/* Every single flipped bit of a frame is noticed. */
static void test_flipped_bits(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(2);
  g_autoptr(Unit) unit = random_unit(random);
  g_autoptr(GBytes) frame = wire_frame(WIRE_UNIT, wire_pack_unit(3, unit), FALSE);
  gsize length;
  const guint8 *bytes = g_bytes_get_data(frame, &length);
  for (gsize bit = 0; bit < MIN(length, 3000) * 8; bit++) {
    g_autofree guint8 *copy = g_memdup2(bytes, length);
    copy[bit / 8] ^= (guint8)(1u << bit % 8);
    g_autoptr(WireChannel) channel = wire_channel_new(-1, WIRE_SIDE_PARENT);
    g_auto(WireMessage) message = {.fd = -1};
    g_autoptr(GError) error = NULL;
    wire_feed(channel, copy, length);
    WireResult result = wire_next(channel, &message, &error);
    g_assert_cmpint(result, !=, WIRE_GOT_MESSAGE);
    if (result == WIRE_BROKEN)
      g_assert_nonnull(error);
  }
}

/* A frame that comes byte by byte arrives; one cut short never does. */
static void test_pieces(void) {
  g_autoptr(GBytes) frame = wire_frame(WIRE_REPORT, sample(WIRE_REPORT), FALSE);
  gsize length;
  const guint8 *bytes = g_bytes_get_data(frame, &length);
  g_autoptr(WireChannel) channel = wire_channel_new(-1, WIRE_SIDE_PARENT);
  g_auto(WireMessage) message = {.fd = -1};
  for (gsize i = 0; i < length; i++) {
    g_assert_cmpint(wire_next(channel, &message, NULL), ==, WIRE_NEED_MORE);
    wire_feed(channel, bytes + i, 1);
  }
  g_assert_cmpint(wire_next(channel, &message, NULL), ==, WIRE_GOT_MESSAGE);
}

static void test_ceilings(void) {
  /* too long a length is refused before its bytes are waited for */
  guint32 header[5] = {0x316b736eu, WIRE_UNIT, WIRE_MAX_PAYLOAD + 1, 0, 0};
  g_autoptr(WireChannel) channel = wire_channel_new(-1, WIRE_SIDE_PARENT);
  g_autoptr(GError) error = NULL;
  WireMessage message;
  wire_feed(channel, (const guint8 *)header, sizeof header);
  g_assert_cmpint(wire_next(channel, &message, &error), ==, WIRE_BROKEN);
  /* and cannot be made: the text of a unit is cut, on a border between letters */
  g_autoptr(Unit) unit = unit_new(UNIT_KIND_PAGE);
  g_autoptr(GString) text = g_string_new("x");
  while (text->len < WIRE_MAX_TEXT + 100)
    g_string_append(text, "å");
  unit->text = g_strdup(text->str);
  guint64 task;
  g_autoptr(GVariant) payload = g_variant_ref_sink(wire_pack_unit(1, unit));
  g_autoptr(Unit) back = wire_unpack_unit(payload, &task, NULL);
  g_assert_cmpuint(strlen(back->text), <=, WIRE_MAX_TEXT);
  g_assert_true(g_utf8_validate(back->text, -1, NULL));
}

static guint open_descriptors(void) {
  guint count = 0;
  for (int fd = 0; fd < 200; fd++)
    count += fcntl(fd, F_GETFD) >= 0;
  return count;
}

/* The parent takes no descriptor from a worker, a worker no more than may wait, and none is left open. */
static void test_descriptors(void) {
  g_autoptr(WireChannel) parent = NULL, worker = NULL;
  make_pair(&parent, &worker);
  int fd = memfd_create("x", 0);
  guint before = open_descriptors();
  g_autoptr(GError) error = NULL;
  g_assert_true(wire_send(worker, WIRE_REPORT, sample(WIRE_REPORT), fd, NULL));
  g_assert_cmpint(wire_fill(parent, &error), ==, WIRE_BROKEN);
  g_assert_cmpuint(open_descriptors(), ==, before);

  WireResult result = WIRE_NEED_MORE;
  for (int i = 0; i < WIRE_MAX_DESCRIPTORS + 1; i++)
    g_assert_true(wire_send(parent, WIRE_EXTRACT, sample(WIRE_EXTRACT), fd, NULL));
  for (int i = 0; i < WIRE_MAX_DESCRIPTORS + 1 && result == WIRE_NEED_MORE; i++)
    result = wire_fill(worker, NULL);
  g_assert_cmpint(result, ==, WIRE_BROKEN);
  close(fd);
}

static PageImage make_page(guint width, guint height, gsize length) {
  return (PageImage){width, height, 200, g_bytes_new_take(g_malloc0(MAX(length, 1)), length)};
}

/* Pages of all sizes up to the largest travel; what does not fit its pixels, or bears a hint that is none, does not. */
static void test_page(void) {
  static const struct {
    guint width, height;
    gsize length;
    const char *language;
    gboolean good;
  } pages[] = {
      {1, 1, 1, "sv", TRUE},
      {5000, 3000, OCR_MAX_PIXELS, NULL, TRUE},
      {7, 3, 21, "nb", TRUE},
      {7, 3, 20, "nb", FALSE},
      {0, 0, 0, NULL, FALSE},
      {65536, 65536, 0, NULL, FALSE},
      {5001, 3000, 15003000, NULL, FALSE},
      {1, 1, 1, "../etc", FALSE},
      {1, 1, 1, "swedish1", FALSE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
    PageImage page = make_page(pages[i].width, pages[i].height, pages[i].length), back = {0};
    g_autoptr(GVariant) payload = g_variant_ref_sink(wire_pack_page(9, &page, pages[i].language));
    g_autoptr(GBytes) frame = wire_frame(WIRE_NEED_TEXT, g_variant_ref(payload), FALSE);
    g_autofree char *language = NULL;
    g_autoptr(GError) error = NULL;
    guint64 task = 0;
    g_assert_nonnull(frame); /* even the largest fits */
    g_assert_cmpint(wire_unpack_page(payload, &task, &back, &language, &error), ==, pages[i].good);
    if (pages[i].good) {
      g_assert_cmpuint(task, ==, 9);
      g_assert_cmpuint(back.dpi, ==, 200);
      g_assert_cmpstr(language, ==, pages[i].language);
      g_assert_true(g_bytes_equal(back.pixels, page.pixels));
      g_bytes_unref(back.pixels);
    } else {
      g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
    g_bytes_unref(page.pixels);
  }
}

/* A text as it was, or nothing; how sure it is, made a number from 0 to 1. */
static void test_text(void) {
  static const double given[] = {0.5, -1, 2, NAN, INFINITY}, taken[] = {0.5, 0, 1, 0, 1};
  for (gsize i = 0; i < G_N_ELEMENTS(given); i++) {
    g_autoptr(GVariant) payload = g_variant_ref_sink(wire_pack_text(3, i % 2 ? NULL : "på", given[i]));
    g_autofree char *text = NULL;
    double confidence;
    guint64 task;
    g_assert_true(wire_unpack_text(payload, &task, &text, &confidence, NULL));
    g_assert_cmpstr(text, ==, i % 2 ? NULL : "på");
    g_assert_cmpfloat(confidence, ==, taken[i]);
  }
  g_autofree char *long_text = g_strnfill(OCR_MAX_TEXT + 1, 'x'), *got = NULL;
  g_autoptr(GVariant) payload = g_variant_ref_sink(wire_pack_text(3, long_text, 1));
  double confidence;
  guint64 task;
  g_assert_false(wire_unpack_text(payload, &task, &got, &confidence, NULL));
  g_assert_null(got);
}

/* The longest answer fits the buffer of a socket whose other side does not read yet, behind two tasks. */
static void test_answer_fits(void) {
  g_autoptr(WireChannel) parent = NULL, worker = NULL;
  g_autoptr(GError) error = NULL;
  make_pair(&parent, &worker);
  int fd = memfd_create("x", 0);
  for (int i = 0; i < 2; i++)
    g_assert_true(wire_send(parent, WIRE_EXTRACT, sample(WIRE_EXTRACT), fd, &error));
  close(fd);
  g_autofree char *text = g_strnfill(OCR_MAX_TEXT, 'x');
  g_assert_true(wire_send(parent, WIRE_TEXT, wire_pack_text(5, text, 1), -1, &error));
}

static void test_unknown_names(void) {
  g_autoptr(GVariant) payload =
      g_variant_ref_sink(g_variant_new("(t(uussumsmsmsmssddbb))", (guint64)1, 1u, 0u, "chapter", "page", 1u, NULL, NULL,
                                       NULL, NULL, "sv", 1.0, 1.0, FALSE, FALSE));
  guint64 task;
  g_autoptr(GError) error = NULL;
  g_assert_null(wire_unpack_unit(payload, &task, &error));
  g_assert_nonnull(error);
}

static void test_split(void) {
  static const gsize sizes[] = {1, 7, 16, 100};
  for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++) {
    g_autoptr(GString) whole = g_string_new(NULL);
    for (int i = 0; i < 40; i++)
      g_string_append(whole, i % 3 ? "räksmörgås " : "på\n");
    Unit *unit = unit_new(UNIT_KIND_SECTION);
    unit->heading = g_strdup("Rubrik");
    unit->text = g_strdup(whole->str);
    g_autoptr(GPtrArray) pieces = unit_split_long(unit, MAX(sizes[s], 4));
    g_autoptr(GString) joined = g_string_new(NULL);
    for (guint i = 0; i < pieces->len; i++) {
      const Unit *piece = pieces->pdata[i];
      g_assert_cmpuint(strlen(piece->text), <=, MAX(sizes[s], 4));
      g_assert_true(g_utf8_validate(piece->text, -1, NULL));
      g_assert_cmpstr(piece->heading, ==, i == 0 ? "Rubrik" : NULL);
      g_string_append(joined, piece->text);
    }
    g_assert_cmpstr(joined->str, ==, whole->str);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/wire/round-trip", test_round_trip);
  g_test_add_func("/wire/concept", test_concept);
  g_test_add_func("/wire/wrong-concept", test_wrong_concept);
  g_test_add_func("/wire/many-labels", test_many_labels);
  g_test_add_func("/wire/every-kind", test_every_kind);
  g_test_add_func("/wire/flipped-bits", test_flipped_bits);
  g_test_add_func("/wire/pieces", test_pieces);
  g_test_add_func("/wire/ceilings", test_ceilings);
  g_test_add_func("/wire/descriptors", test_descriptors);
  g_test_add_func("/wire/unknown-names", test_unknown_names);
  g_test_add_func("/wire/page", test_page);
  g_test_add_func("/wire/text", test_text);
  g_test_add_func("/wire/answer-fits", test_answer_fits);
  g_test_add_func("/wire/split", test_split);
  return g_test_run();
}
