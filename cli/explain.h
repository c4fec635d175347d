/* `nordsok search --explain`: what each word of a query was taken for. */
#pragma once

#include "cli/print.h"
#include "queries/expand.h"

/* One table a group: alternatives, heaviest first, with weight, places that hold it, how it is found, why, and where
 * that is known from. */
void explain_text(const Expansion *expansion);

/* The same as a member "explain" of the open JSON object. */
void explain_json(JsonBuilder *builder, const Expansion *expansion);
