/* Presentations of PowerPoint 97 to 2003 ([MS-PPT]), out of their container. */
#pragma once

#include "extractors/extractor.h"
#include "extractors/office/bytes.h"

/* Adds units and sets the status. `stream` is the document stream, which is decrypted in place where it is encrypted
 * and a password opens it; `current_user` the stream of that name, or no bytes. */
void ppt_presentation_read(Extraction *extraction, GByteArray *stream, Bytes current_user);
