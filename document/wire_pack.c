/* Documents, units, concepts and pages to GVariant payloads and back. The frames around them are in wire.c. */
#include "document/wire.h"

#include <string.h>

/* Valid UTF-8 of at most `most` bytes; NULL stays NULL. Caller frees. */
static char *fitting(const char *text, gsize most) {
  if (!text)
    return NULL;
  gsize length = strlen(text);
  if (length > most) {
    length = most;
    while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
      length--;
  }
  return g_utf8_validate(text, (gssize)length, NULL) ? g_strndup(text, length)
                                                     : g_utf8_make_valid(text, (gssize)length);
}

static void add_maybe(GVariantBuilder *builder, const char *text, gsize most) {
  g_autofree char *fit = fitting(text, most);
  g_variant_builder_add(builder, "ms", fit);
}

static void add_string(GVariantBuilder *builder, const char *text) {
  g_autofree char *fit = fitting(text ? text : "", WIRE_MAX_STRING);
  g_variant_builder_add(builder, "s", fit);
}

GVariant *wire_pack_unit(guint64 task, const Unit *unit) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(wire_payload_type(WIRE_UNIT)));
  g_variant_builder_add(&builder, "t", task);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("(uussumsmsmsmssddbb)"));
  g_variant_builder_add(&builder, "u", unit->ordinal);
  g_variant_builder_add(&builder, "u", unit->parent);
  add_string(&builder, unit_kind_name(unit->kind));
  add_string(&builder, locator_kind_name(unit->locator.kind));
  g_variant_builder_add(&builder, "u", unit->locator.number);
  add_maybe(&builder, unit->locator.anchor, WIRE_MAX_STRING);
  add_maybe(&builder, unit->label, WIRE_MAX_STRING);
  add_maybe(&builder, unit->heading, WIRE_MAX_STRING);
  add_maybe(&builder, unit->text, WIRE_MAX_TEXT);
  add_string(&builder, unit->language);
  g_variant_builder_add(&builder, "d", unit->language_confidence);
  g_variant_builder_add(&builder, "d", unit->quality);
  g_variant_builder_add(&builder, "b", unit->hidden);
  g_variant_builder_add(&builder, "b", unit->ocr);
  g_variant_builder_close(&builder);
  return g_variant_builder_end(&builder);
}

static gboolean unknown(GError **error, const char *what, const char *name) {
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "unknown %s \"%s\"", what, name);
  return FALSE;
}

Unit *wire_unpack_unit(GVariant *payload, guint64 *task, GError **error) {
  g_autoptr(Unit) unit = unit_new(UNIT_KIND_SECTION);
  const char *kind, *locator, *language;
  guint64 id;
  g_variant_get(payload, "(t(uu&s&sumsmsmsms&sddbb))", &id, &unit->ordinal, &unit->parent, &kind, &locator,
                &unit->locator.number, &unit->locator.anchor, &unit->label, &unit->heading, &unit->text, &language,
                &unit->language_confidence, &unit->quality, &unit->hidden, &unit->ocr);
  if (!unit_kind_from_name(kind, &unit->kind) && !unknown(error, "unit kind", kind))
    return NULL;
  if (!locator_kind_from_name(locator, &unit->locator.kind) && !unknown(error, "locator kind", locator))
    return NULL;
  g_strlcpy(unit->language, language, sizeof unit->language);
  *task = id;
  return g_steal_pointer(&unit);
}

static void add_furniture(GVariantBuilder *builder, const GPtrArray *furniture) {
  gsize total = 0;
  g_variant_builder_open(builder, G_VARIANT_TYPE("a(su)"));
  for (guint i = 0; i < furniture->len && total < WIRE_MAX_FURNITURE; i++) {
    const Furniture *item = furniture->pdata[i];
    g_autofree char *fit = fitting(item->text, WIRE_MAX_STRING);
    total += strlen(fit);
    g_variant_builder_add(builder, "(su)", fit, item->occurrences);
  }
  g_variant_builder_close(builder);
}

static void add_texts(GVariantBuilder *builder, GHashTable *texts, gsize most) {
  g_variant_builder_open(builder, G_VARIANT_TYPE("a{ss}"));
  g_autoptr(GList) keys = texts ? g_list_sort(g_hash_table_get_keys(texts), (GCompareFunc)strcmp) : NULL;
  for (GList *l = keys; l; l = l->next) {
    g_autofree char *key = fitting(l->data, most);
    g_autofree char *value = fitting(g_hash_table_lookup(texts, l->data), most);
    g_variant_builder_add(builder, "{ss}", key, value);
  }
  g_variant_builder_close(builder);
}

GVariant *wire_pack_document(guint64 task, const Document *document) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(wire_payload_type(WIRE_DOCUMENT)));
  g_variant_builder_add(&builder, "t", task);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("(smsmsmsmsumsssmsmsmsmsmsmsasa(su)a{ss})"));
  add_string(&builder, status_name(document->status));
  add_maybe(&builder, document->reason, WIRE_MAX_STRING);
  add_maybe(&builder, document->detail, WIRE_MAX_STRING);
  add_maybe(&builder, document->media_type, WIRE_MAX_STRING);
  add_maybe(&builder, document->extractor, WIRE_MAX_STRING);
  g_variant_builder_add(&builder, "u", document->extractor_version);
  add_maybe(&builder, document->title, WIRE_MAX_STRING);
  add_string(&builder, document_kind_name(document->kind));
  add_string(&builder, document->language);
  add_maybe(&builder, document->date, WIRE_MAX_STRING);
  add_maybe(&builder, document->date_evidence, WIRE_MAX_STRING);
  add_maybe(&builder, document->place, WIRE_MAX_STRING);
  add_maybe(&builder, document->organiser, WIRE_MAX_STRING);
  add_maybe(&builder, document->url, WIRE_MAX_STRING);
  add_maybe(&builder, document->lacking, WIRE_MAX_STRING);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("as"));
  for (guint i = 0; i < document->authors->len; i++)
    add_string(&builder, document->authors->pdata[i]);
  g_variant_builder_close(&builder);
  add_furniture(&builder, document->furniture);
  add_texts(&builder, document->metadata, WIRE_MAX_STRING);
  g_variant_builder_close(&builder);
  return g_variant_builder_end(&builder);
}

static void unpack_lists(Document *document, GVariantIter *authors, GVariantIter *furniture, GVariantIter *metadata) {
  const char *text, *value;
  guint32 occurrences;
  while (g_variant_iter_next(authors, "&s", &text))
    g_ptr_array_add(document->authors, g_strdup(text));
  while (g_variant_iter_next(furniture, "(&su)", &text, &occurrences)) {
    Furniture *item = g_new(Furniture, 1);
    *item = (Furniture){g_strdup(text), occurrences};
    g_ptr_array_add(document->furniture, item);
  }
  while (g_variant_iter_next(metadata, "{&s&s}", &text, &value))
    g_hash_table_replace(document->metadata, g_strdup(text), g_strdup(value));
}

Document *wire_unpack_document(GVariant *payload, guint64 *task, GError **error) {
  g_autoptr(Document) document = document_new();
  g_autoptr(GVariantIter) authors = NULL, furniture = NULL, metadata = NULL;
  const char *status, *kind, *language;
  guint64 id;
  g_variant_get(payload, "(t(&smsmsmsmsums&s&smsmsmsmsmsmsasa(su)a{ss}))", &id, &status, &document->reason,
                &document->detail, &document->media_type, &document->extractor, &document->extractor_version,
                &document->title, &kind, &language, &document->date, &document->date_evidence, &document->place,
                &document->organiser, &document->url, &document->lacking, &authors, &furniture, &metadata);
  if (!status_from_name(status, &document->status) && !unknown(error, "status", status))
    return NULL;
  if (!document_kind_from_name(kind, &document->kind) && !unknown(error, "document kind", kind))
    return NULL;
  g_strlcpy(document->language, language, sizeof document->language);
  unpack_lists(document, authors, furniture, metadata);
  *task = id;
  return g_steal_pointer(&document);
}

GVariant *wire_pack_findings(guint64 task, const Document *document, guint from) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(wire_payload_type(WIRE_FINDINGS)));
  g_variant_builder_add(&builder, "t", task);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("a(ssuttmsmsda{ss})"));
  for (guint i = from; i < document->findings->len && i - from < WIRE_MAX_FINDINGS; i++) {
    const Finding *finding = document->findings->pdata[i];
    g_variant_builder_open(&builder, G_VARIANT_TYPE("(ssuttmsmsda{ss})"));
    add_string(&builder, finding_kind_name(finding->kind));
    add_string(&builder, finding_field_name(finding->field));
    g_variant_builder_add(&builder, "u", finding->unit);
    g_variant_builder_add(&builder, "t", (guint64)finding->start);
    g_variant_builder_add(&builder, "t", (guint64)finding->end);
    add_maybe(&builder, finding->value, WIRE_MAX_FOUND);
    add_maybe(&builder, finding->role, WIRE_MAX_FOUND);
    g_variant_builder_add(&builder, "d", finding->confidence);
    add_texts(&builder, finding->details, WIRE_MAX_FOUND);
    g_variant_builder_close(&builder);
  }
  g_variant_builder_close(&builder);
  return g_variant_builder_end(&builder);
}

gboolean wire_unpack_findings(GVariant *payload, guint64 *task, GPtrArray *findings, GError **error) {
  g_autoptr(GVariantIter) found = NULL;
  const char *kind, *field;
  char *value, *role;
  GVariantIter *details;
  guint32 unit;
  guint64 start, end;
  double confidence;
  g_variant_get(payload, "(ta(ssuttmsmsda{ss}))", task, &found);
  if (g_variant_iter_n_children(found) > WIRE_MAX_FINDINGS)
    return unknown(error, "number of findings", "over 500");
  while (g_variant_iter_next(found, "(&s&suttmsmsda{ss})", &kind, &field, &unit, &start, &end, &value, &role,
                             &confidence, &details)) {
    g_autoptr(Finding) finding = g_new0(Finding, 1);
    *finding =
        (Finding){.unit = unit, .start = start, .end = end, .value = value, .role = role, .confidence = confidence};
    const char *name, *text;
    while (g_variant_iter_next(details, "{&s&s}", &name, &text))
      finding_set_detail(finding, name, text);
    g_variant_iter_free(details);
    if (!finding_kind_from_name(kind, &finding->kind) && !unknown(error, "kind of finding", kind))
      return FALSE;
    if (!finding_field_from_name(field, &finding->field) && !unknown(error, "field of a finding", field))
      return FALSE;
    g_ptr_array_add(findings, g_steal_pointer(&finding));
  }
  return TRUE;
}

GVariant *wire_pack_concept(guint64 task, const SkosConcept *concept) {
  GVariantBuilder builder;
  g_variant_builder_init(&builder, G_VARIANT_TYPE(wire_payload_type(WIRE_CONCEPT)));
  g_variant_builder_add(&builder, "t", task);
  add_string(&builder, concept->uri);
  g_variant_builder_open(&builder, G_VARIANT_TYPE("a(sss)"));
  for (guint i = 0; i < concept->labels->len; i++) {
    const SkosLabel *label = concept->labels->pdata[i];
    g_autofree char *text = fitting(label->text, WIRE_MAX_STRING);
    g_variant_builder_add(&builder, "(sss)", text, label->language, label_kind_name(label->kind));
  }
  g_variant_builder_close(&builder);
  return g_variant_builder_end(&builder);
}

SkosConcept *wire_unpack_concept(GVariant *payload, guint64 *task, GError **error) {
  const char *uri, *text, *tag, *kind_name;
  guint64 id;
  g_autoptr(GVariantIter) labels = NULL;
  g_variant_get(payload, "(t&sa(sss))", &id, &uri, &labels);
  g_autoptr(SkosConcept) concept = skos_concept_new(uri);
  while (g_variant_iter_next(labels, "(&s&s&s)", &text, &tag, &kind_name)) {
    LabelKind kind;
    const char *language = skos_language(tag, strlen(tag));
    if (!language && !unknown(error, "language", tag))
      return NULL;
    if (!label_kind_from_name(kind_name, &kind) && !unknown(error, "label kind", kind_name))
      return NULL;
    if (!skos_concept_add_label(concept, g_strdup(text), language, kind)) {
      g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "more labels than a concept may have");
      return NULL;
    }
  }
  *task = id;
  return g_steal_pointer(&concept);
}

/* The pixels, and less than a page of it for the rest of the frame. */
G_STATIC_ASSERT(OCR_MAX_PIXELS + 4096 <= WIRE_MAX_PAYLOAD);

GVariant *wire_pack_page(guint64 task, const PageImage *image, const char *language) {
  GVariant *pixels = g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, image->pixels, TRUE);
  return g_variant_new("(tuuus@ay)", task, image->width, image->height, image->dpi, language ? language : "", pixels);
}

/* "sv", "nb": letters of ASCII only, as in Unit.language. */
static gboolean is_language_tag(const char *name) {
  gsize length = strlen(name);
  return length < sizeof(((Unit *)NULL)->language) && strspn(name, "abcdefghijklmnopqrstuvwxyz") == length;
}

gboolean wire_unpack_page(GVariant *payload, guint64 *task, PageImage *image, char **language, GError **error) {
  g_autoptr(GVariant) pixels = NULL;
  const char *hint;
  PageImage page = {0};
  g_variant_get(payload, "(tuuu&s@ay)", task, &page.width, &page.height, &page.dpi, &hint, &pixels);
  if (!page_image_fits(page.width, page.height, g_variant_get_size(pixels))) {
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a page of %u x %u pixels", page.width, page.height);
    return FALSE;
  }
  if (!is_language_tag(hint))
    return unknown(error, "language", hint);
  page.pixels = g_variant_get_data_as_bytes(pixels);
  *image = page;
  *language = *hint ? g_strdup(hint) : NULL;
  return TRUE;
}

GVariant *wire_pack_text(guint64 task, const char *text, double confidence) {
  return g_variant_new("(tmsd)", task, text, confidence);
}

gboolean wire_unpack_text(GVariant *payload, guint64 *task, char **text, double *confidence, GError **error) {
  g_autofree char *copy = NULL;
  double sure;
  g_variant_get(payload, "(tmsd)", task, &copy, &sure);
  if (copy && strlen(copy) > OCR_MAX_TEXT) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "more text than a page may have");
    return FALSE;
  }
  *text = g_steal_pointer(&copy);
  *confidence = sure > 0 ? MIN(sure, 1) : 0; /* not a number: 0 */
  return TRUE;
}

/* Where to cut so that the piece has at most `most` bytes: after the last LF, else on a code point border. */
static gsize cut_at(const char *text, gsize length, gsize most) {
  if (length <= most)
    return length;
  for (gsize i = most; i > most / 2; i--)
    if (text[i - 1] == '\n')
      return i;
  gsize i = most;
  while (i > 1 && ((guchar)text[i] & 0xc0) == 0x80)
    i--;
  return i;
}

GPtrArray *unit_split_long(Unit *unit, gsize most) {
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  g_ptr_array_add(pieces, unit);
  gsize length = unit->text ? strlen(unit->text) : 0;
  if (length <= most)
    return pieces;
  g_autofree char *whole = g_steal_pointer(&unit->text);
  g_autofree char *heading = g_steal_pointer(&unit->heading);
  for (gsize start = 0; start < length;) {
    gsize piece_length = cut_at(whole + start, length - start, most);
    Unit *piece = start == 0 ? unit : unit_copy(unit);
    g_free(piece->text);
    piece->text = g_strndup(whole + start, piece_length);
    if (start > 0)
      g_ptr_array_add(pieces, piece);
    start += piece_length;
  }
  unit->heading = g_steal_pointer(&heading);
  return pieces;
}
