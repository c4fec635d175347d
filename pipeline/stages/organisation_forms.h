/* Names that tell by their form that they are those of an organisation; internal to organisation_names.c. */
#pragma once

#include "pipeline/stages/organisation_names.h"

/* As organisation_match(); `folded` is word i in lower case. */
gboolean organisation_form_match(const NameWords *words, guint i, const char *folded, const char *country,
                                 OrganisationMention *mention);
