/* Makes what comes off the wire what document.h says of it. */
#include "pipeline/received.h"

#include "language/contacts.h"
#include "language/normalise.h"

#include <math.h>
#include <string.h>

#define MAX_MEMBER_NAME 4096u

static void normalise_field(char **field, char *(*normalise)(const char *, gssize)) {
  char *text = *field ? normalise(*field, -1) : NULL;
  g_free(*field);
  *field = text;
}

void received_normalise_line(char **line) {
  normalise_field(line, normalise_line);
}

void received_normalise_unit(Unit *unit) {
  normalise_field(&unit->text, normalise_text);
  normalise_field(&unit->heading, normalise_line);
  normalise_field(&unit->label, normalise_line);
}

void received_hide_contacts(Unit *unit) {
  contacts_hide(&unit->text, unit->language);
  contacts_hide(&unit->heading, unit->language);
  contacts_hide(&unit->label, unit->language);
}

void received_normalise_document(Document *document) {
  char **lines[] = {&document->reason, &document->detail,       &document->media_type, &document->extractor,
                    &document->title,  &document->date,         &document->place,      &document->organiser,
                    &document->url,    &document->date_evidence};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
    normalise_field(lines[i], normalise_line);
}

/* The field that the range lies in; NULL where there is none. */
static const char *field_of(const Document *document, const Finding *finding) {
  const Unit *unit = document_get_unit(document, finding->unit);
  switch (finding->field) {
  case FINDING_IN_TEXT:
    return unit ? unit->text : NULL;
  case FINDING_IN_HEADING:
    return unit ? unit->heading : NULL;
  case FINDING_IN_TITLE:
    return document->title;
  case FINDING_IN_METADATA:
    break;
  }
  return "";
}

static gboolean is_border(const char *text, gsize at) {
  return ((guchar)text[at] & 0xc0) != 0x80;
}

static gboolean fits(const Document *document, const Finding *finding) {
  const char *text = field_of(document, finding);
  return text && finding->value && *finding->value && finding->start <= finding->end && finding->end <= strlen(text) &&
         is_border(text, finding->start) && is_border(text, finding->end);
}

static void normalise_finding(Finding *finding) {
  received_normalise_line(&finding->value);
  received_normalise_line(&finding->role);
  finding->confidence = isfinite(finding->confidence) ? CLAMP(finding->confidence, 0, 1) : 0;
  if (!finding->details)
    return;
  g_autoptr(GHashTable) details = g_steal_pointer(&finding->details);
  GHashTableIter iterator;
  gpointer key, value;
  g_hash_table_iter_init(&iterator, details);
  while (g_hash_table_iter_next(&iterator, &key, &value)) {
    g_autofree char *name = normalise_line(key, -1), *text = normalise_line(value, -1);
    if (name)
      finding_set_detail(finding, name, text);
  }
}

void received_check_findings(Document *document) {
  g_autoptr(GPtrArray) found = document->findings;
  document->findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
  g_ptr_array_set_free_func(found, NULL);
  for (guint i = 0; i < found->len; i++) {
    Finding *finding = found->pdata[i];
    normalise_finding(finding);
    if (fits(document, finding))
      document_add_finding(document, finding);
    else
      finding_free(finding);
  }
}

void received_normalise_concept(SkosConcept *concept) {
  normalise_field(&concept->uri, normalise_line);
  for (guint i = 0; i < concept->labels->len; i++)
    normalise_field(&((SkosLabel *)concept->labels->pdata[i])->text, normalise_line);
}

gboolean received_is_member_name(const char *name) {
  g_auto(GStrv) steps = g_strsplit(name, "/", -1);
  for (char **step = steps; *step; step++)
    if (!**step || strcmp(*step, ".") == 0 || strcmp(*step, "..") == 0)
      return FALSE;
  return *steps && strlen(name) <= MAX_MEMBER_NAME;
}
