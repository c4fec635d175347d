/* Abbreviations that a document introduces itself: "Full Name (ABC)", "ABC (Full Name)", where the name is that of an
 * organisation. */
#pragma once

#include "pipeline/stages/organisation_names.h"

/* Notes in the context what the text introduces. Words are those of the text. */
void abbreviations_read(const NameWords *words, const char *country, OrganisationContext *context);

/* All that the document introduces, as a new context. */
OrganisationContext *abbreviations_of_document(const Document *document);
