/* Makes what comes off the wire what document.h says of it. */
#include "pipeline/received.h"

#include "language/normalise.h"

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

void received_normalise_document(Document *document) {
  char **lines[] = {&document->reason, &document->detail,       &document->media_type, &document->extractor,
                    &document->title,  &document->date,         &document->place,      &document->organiser,
                    &document->url,    &document->date_evidence};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
    normalise_field(lines[i], normalise_line);
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
