/* Files that lie in an office document: out of the wrapping that OLE puts around them ([MS-OLEDS]), and through the
 * extractor of their own format. */
#pragma once

#include "extractors/extractor.h"

#define EMBEDDED_MAX_BYTES (64u * 1024 * 1024) /* of one file */
#define EMBEDDED_MAX_DEPTH 4u                  /* of files in files in files */

/* What lies in an OLE container that is but wrapping: the stream Package, CONTENTS or EmbeddedOdf, or the file in
 * \1Ole10Native (2.3.6), whose name is then set in *name (caller frees). Else the bytes themselves, referenced. */
GBytes *embedded_unwrap(GBytes *bytes, char **name);

/* Reads the file as if it had come by itself, but for what the host would be told. NULL where it lies too deep. Its
 * status tells how that went; `unsupported` where it is no file of ours. Caller frees. */
Document *embedded_read(const Extraction *outer, const char *name, GBytes *bytes);

/* Adds the units of the inner document, as attachments of the unit `parent` (0: of none) that are labelled with `name`
 * and their own label. FALSE when a ceiling is met. */
gboolean embedded_add_units(Extraction *outer, const char *name, guint parent, const Document *inner);
