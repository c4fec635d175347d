/* OLE containers ([MS-CFB]) through libgsf, quietly: streams by name under ceilings, and the summary streams
 * ([MS-OLEPS]). Knows no document format. */
#pragma once

#include "document/document.h"
#include "extractors/extractor.h"

#include <gsf/gsf.h>

/* Whether the input begins as such a container, whole or not. */
gboolean ole_has_signature(const ExtractorInput *input);

/* NULL where it is none, or too broken. The input is borrowed until the last reference is gone. */
GsfInfile *ole_open(const ExtractorInput *input);

/* A stream or folder of the container, or NULL. Caller unreferences. */
GsfInput *ole_child(GsfInfile *container, const char *name);

gboolean ole_contains(GsfInfile *container, const char *name);

/* The folder of that name, or NULL. Caller unreferences. */
GsfInfile *ole_folder(GsfInfile *container, const char *name);

/* The bytes of a stream, as many as can be read. NULL where there is none, or where it is longer than `ceiling`. */
GByteArray *ole_read(GsfInfile *container, const char *name, gsize ceiling);

/* Title, authors and metadata, from the code page that the summary streams name. */
void ole_read_properties(GsfInfile *container, Document *document);
