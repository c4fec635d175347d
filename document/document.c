/* Construction, ownership and names of Documents and Units. */
#include "document/document.h"

#include <string.h>

#define N_(text) text /* marks a reason for translation; this room includes no other */

static const char *const document_kinds[] = {"other", "meeting", "guide", "presentation", "news", "report", "page"};
static const char *const unit_kinds[] = {"section",     "page",    "slide",      "notes",
                                         "agenda_item", "comment", "attachment", "form"};
static const char *const locator_kinds[] = {"none", "page", "slide", "anchor", "line"};

static int name_index(const char *const *names, gsize count, const char *name) {
  for (gsize i = 0; i < count; i++)
    if (g_strcmp0(names[i], name) == 0)
      return (int)i;
  return -1;
}

const char *document_kind_name(DocumentKind kind) {
  g_return_val_if_fail((gsize)kind < G_N_ELEMENTS(document_kinds), document_kinds[0]);
  return document_kinds[kind];
}

gboolean document_kind_from_name(const char *name, DocumentKind *kind) {
  int i = name_index(document_kinds, G_N_ELEMENTS(document_kinds), name);
  if (i >= 0)
    *kind = (DocumentKind)i;
  return i >= 0;
}

const char *unit_kind_name(UnitKind kind) {
  g_return_val_if_fail((gsize)kind < G_N_ELEMENTS(unit_kinds), unit_kinds[0]);
  return unit_kinds[kind];
}

gboolean unit_kind_from_name(const char *name, UnitKind *kind) {
  int i = name_index(unit_kinds, G_N_ELEMENTS(unit_kinds), name);
  if (i >= 0)
    *kind = (UnitKind)i;
  return i >= 0;
}

const char *locator_kind_name(LocatorKind kind) {
  g_return_val_if_fail((gsize)kind < G_N_ELEMENTS(locator_kinds), locator_kinds[0]);
  return locator_kinds[kind];
}

gboolean locator_kind_from_name(const char *name, LocatorKind *kind) {
  int i = name_index(locator_kinds, G_N_ELEMENTS(locator_kinds), name);
  if (i >= 0)
    *kind = (LocatorKind)i;
  return i >= 0;
}

char *locator_to_fragment(const Locator *locator) {
  switch (locator->kind) {
  case LOCATOR_PAGE:
    return g_strdup_printf("page=%u", locator->number);
  case LOCATOR_SLIDE:
    return g_strdup_printf("slide=%u", locator->number);
  case LOCATOR_LINE:
    return g_strdup_printf("line=%u", locator->number);
  case LOCATOR_ANCHOR:
    /* RFC 3986 section 3.5: pchar, "/" and "?" may stand in a fragment. */
    return locator->anchor ? g_uri_escape_string(locator->anchor, "!$&'()*+,;=:@/?", FALSE) : NULL;
  case LOCATOR_NONE:
    break;
  }
  return NULL;
}

static void furniture_free(Furniture *furniture) {
  g_free(furniture->text);
  g_free(furniture);
}

Document *document_new(void) {
  Document *document = g_new0(Document, 1);
  document->authors = g_ptr_array_new_with_free_func(g_free);
  document->units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
  document->furniture = g_ptr_array_new_with_free_func((GDestroyNotify)furniture_free);
  document->findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
  document->furniture_texts = g_hash_table_new(g_str_hash, g_str_equal);
  document->metadata = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  strcpy(document->language, "und");
  return document;
}

void document_free(Document *document) {
  if (!document)
    return;
  g_free(document->reason);
  g_free(document->detail);
  g_free(document->media_type);
  g_free(document->extractor);
  g_free(document->title);
  g_free(document->date);
  g_free(document->date_evidence);
  g_free(document->place);
  g_free(document->organiser);
  g_free(document->url);
  g_free(document->lacking);
  g_ptr_array_unref(document->authors);
  g_ptr_array_unref(document->units);
  g_ptr_array_unref(document->findings);
  g_hash_table_unref(document->furniture_texts);
  g_ptr_array_unref(document->furniture);
  g_hash_table_unref(document->metadata);
  g_free(document);
}

Unit *unit_new(UnitKind kind) {
  Unit *unit = g_new0(Unit, 1);
  unit->kind = kind;
  unit->quality = 1.0;
  strcpy(unit->language, "und");
  return unit;
}

Unit *unit_copy(const Unit *unit) {
  Unit *copy = g_new(Unit, 1);
  *copy = *unit;
  copy->locator.anchor = g_strdup(unit->locator.anchor);
  copy->label = g_strdup(unit->label);
  copy->heading = g_strdup(unit->heading);
  copy->text = g_strdup(unit->text);
  return copy;
}

void unit_free(Unit *unit) {
  if (!unit)
    return;
  g_free(unit->locator.anchor);
  g_free(unit->label);
  g_free(unit->heading);
  g_free(unit->text);
  g_free(unit);
}

void unit_set_locator(Unit *unit, LocatorKind kind, guint number, const char *anchor) {
  unit->locator.kind = kind;
  unit->locator.number = number;
  document_set_string(&unit->locator.anchor, kind == LOCATOR_ANCHOR ? anchor : NULL);
}

Unit *document_add_unit(Document *document, Unit *unit) {
  g_ptr_array_add(document->units, unit);
  unit->ordinal = document->units->len;
  return unit;
}

Finding *document_add_finding(Document *document, Finding *finding) {
  if (document->findings->len >= FINDINGS_MAX) {
    finding_free(finding);
    return NULL;
  }
  g_ptr_array_add(document->findings, finding);
  return finding;
}

Unit *document_get_unit(const Document *document, guint ordinal) {
  return ordinal > 0 && ordinal <= document->units->len ? document->units->pdata[ordinal - 1] : NULL;
}

char *document_get_evidence(const Document *document, const Finding *finding) {
  const Unit *unit = document_get_unit(document, finding->unit);
  const char *text = NULL;
  if (finding->field == FINDING_IN_TITLE)
    text = document->title;
  else if (unit && finding->field == FINDING_IN_HEADING)
    text = unit->heading;
  else if (unit && finding->field == FINDING_IN_TEXT)
    text = unit->text;
  if (!text || finding->start > finding->end || finding->end > strlen(text))
    return g_strdup("");
  return g_strndup(text + finding->start, finding->end - finding->start);
}

/* The furniture of that text, or NULL. What came over the wire is not among the texts yet. */
static Furniture *find_furniture(Document *document, const char *text) {
  const GPtrArray *list = document->furniture;
  for (guint i = g_hash_table_size(document->furniture_texts); i < list->len; i++) {
    Furniture *furniture = list->pdata[i];
    g_hash_table_insert(document->furniture_texts, furniture->text, furniture);
  }
  return g_hash_table_lookup(document->furniture_texts, text);
}

void document_add_furniture(Document *document, const char *text) {
  if (!text || !*text)
    return;
  Furniture *furniture = find_furniture(document, text);
  if (furniture) {
    furniture->occurrences++;
    return;
  }
  furniture = g_new(Furniture, 1);
  furniture->text = g_strdup(text);
  furniture->occurrences = 1;
  g_ptr_array_add(document->furniture, furniture);
}

void document_set_status(Document *document, Status status, const char *reason, const char *detail) {
  if (status == STATUS_OK && document->status != STATUS_OK)
    return;
  document->status = status;
  document_set_string(&document->reason, reason);
  document_set_string(&document->detail, detail);
}

gboolean document_lacks(const char *lacking, const char *capability) {
  g_auto(GStrv) names = g_strsplit(lacking ? lacking : "", " ", -1);
  return g_strv_contains((const char *const *)names, capability);
}

void document_note_lacking(Document *document, const char *capability) {
  if (document_lacks(document->lacking, capability))
    return;
  char *all = document->lacking ? g_strconcat(document->lacking, " ", capability, NULL) : g_strdup(capability);
  g_free(document->lacking);
  document->lacking = all;
}

void document_set_string(char **field, const char *value) {
  if (*field == value)
    return;
  g_free(*field);
  *field = g_strdup(value);
}

static gboolean has_text(const Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if ((unit->text && *unit->text) || (unit->heading && *unit->heading))
      return TRUE;
  }
  return FALSE;
}

void document_check_text(Document *document) {
  if (document->status == STATUS_OK && !has_text(document))
    document_set_status(document, STATUS_EMPTY,
                        g_strcmp0(document->media_type, "application/pdf") == 0
                            ? N_("no text layer; run text recognition (OCR) on the file")
                            : N_("there is no text in it; if a program shows some, save it from there as PDF"),
                        NULL);
}
