/* OpenDocument objects that programs embed in documents of other kinds: what they show at their place. */
#pragma once

#include <glib.h>

/* The text of a chart, a formula or a table in a package of its own; NULL where it is none of these (a presentation is
 * read by its own extractor), or has no text. Caller frees. */
char *odf_object_text(GBytes *package);
