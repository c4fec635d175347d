/* What newer programs keep beside a shape that PowerPoint 2003 shows as a picture ([MS-ODRAW] 2.3.2.28, metroBlob): a
 * package with the shape in the form of .pptx. */
#pragma once

#include "extractors/office/bytes.h"

/* The text of the SmartArt or chart in the package, or NULL where there is none; caller frees. Costs unpacking. */
char *ppt_metro_text(Bytes package);
