/* Findings of a document that has just been read (finding.h), as JSON and as text. */
#pragma once

#include "document/document.h"

#include <json-glib/json-glib.h>

/* Adds the member "findings": an array of objects with kind, unit, field, start, end, evidence, value, role, confidence
 * and details. */
void print_json_findings(JsonBuilder *builder, const Document *document);

/* One line each on standard output. */
void print_text_findings(const Document *document);
