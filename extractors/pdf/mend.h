/* PDFs that cannot be opened because their end is lost: a download that broke off, a trailer overwritten. */
#pragma once

#include <glib.h>

/* How much of what is left of the file is believed. */
typedef enum { MEND_WITH_CATALOG, MEND_WITH_TREE, MEND_WITH_PAGES } MendTrust;

/* The bytes of a file that has no usable trailer (ISO 32000-1, 7.5.5), with a new one behind them: over the file's own
 * catalog, or over a new one for its page tree, or for all the pages that are found. Objects in compressed streams
 * (7.5.7) are written out, since poppler does not look for them when it rebuilds its table. NULL where there is nothing
 * of the kind, or the file is encrypted: what its key is made from was in the trailer. Works on any bytes; takes time
 * in proportion to them, and at most MEND_MAX_UNPACKED bytes more of memory. */
GBytes *mend_pdf(GBytes *bytes, MendTrust trust);

#define MEND_MAX_UNPACKED (64u * 1024 * 1024)
