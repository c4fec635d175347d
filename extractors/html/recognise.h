/* Whether bytes are an HTML page, and which character set they say they are in. Looks at the first bytes only. */
#pragma once

#include <glib.h>

/* Confidence 0-100 (extractor.h) that the head of a file is HTML or XHTML; *xhtml is set where it is more than 0.
 * `text_name`: the file's name says plain text or Markdown, so that markup must not leave a doubt. */
int html_recognise(const guint8 *head, gsize length, gboolean text_name, gboolean *xhtml);

/* The character set that the page declares (UTF-16 by its look, XML declaration, <meta charset>, <meta http-equiv>), in
 * `label`; FALSE where it declares none. A byte-order mark is left to the decoder. */
gboolean html_declared_charset(const guint8 *head, gsize length, char label[48]);
