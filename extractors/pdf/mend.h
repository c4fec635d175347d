/* PDFs that cannot be opened because their end is lost: a download that broke off, a trailer overwritten. */
#pragma once

#include <glib.h>

/* The bytes of a file that has no usable trailer (ISO 32000-1, 7.5.5), with a new one behind them: its catalog is that
 * of the file, else a new one over the file's page tree, else over all the pages that are found. Objects in compressed
 * streams (7.5.7) are written out, since poppler does not look for them when it rebuilds its table. NULL where no page
 * is found, or the file is encrypted: what its key is made from was in the trailer. Works on any bytes; takes time in
 * proportion to them, and at most MEND_MAX_UNPACKED bytes more of memory. */
GBytes *mend_pdf(GBytes *bytes);

#define MEND_MAX_UNPACKED (64u * 1024 * 1024)
