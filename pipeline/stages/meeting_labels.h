/* The labels under which a notice tells the facts of its meeting: "Plats", "Påmeldingsfrist", "Pris". */
#pragma once

#include "pipeline/stages/lines.h"

/* The role of a fact: "when", "venue", "audience", "cost", "registration", "contact", "organiser", "aim". Static; NULL
 * where the text is no such label. The label is the whole span, less signs around it; any case. */
const char *meeting_label_role(TextSpan label);

typedef struct {
  const char *role; /* static */
  TextSpan value;   /* trimmed; empty where the label stands alone on its line */
} MeetingLine;

/* Takes a line "Label: value", "Label<TAB>value", "Label - value" or "Label" apart. FALSE where it begins with none. */
gboolean meeting_line_parse(TextSpan line, MeetingLine *parsed);
