/* How the versions of a work are told. */
#pragma once

#include "queries/versions.h"

/* The formats of the versions of a work but of this document, each once: "PDF, PPT"; NULL where there are none. `work`
 * may be NULL. Caller frees. */
char *print_other_formats(const Work *work, const char *document_id);

/* The other files of the same content, and the other versions, a line each with path and id; nothing where there are
 * none. */
void print_other_versions(Reader *reader, const Place *place);
