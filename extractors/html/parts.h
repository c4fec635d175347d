/* The other files that a page is shown with: beside it in the file system, or in the same web archive. */
#pragma once

#include <glib.h>

typedef struct {
  /* The bytes of the file that `reference` names; NULL where there is none, or it is longer than `ceiling`. A reference
   * is a base name or "folder/name", percent-decoded, as it stands in the page (extraction_open_sibling() says which
   * can be had in the file system). Caller unreferences. */
  GBytes *(*read)(gpointer data, const char *reference, gsize ceiling);
  gpointer data;
  const char *name; /* base name of the page itself; a hint */
  gboolean archive; /* they are parts of the same document, and no documents of their own */
} HtmlParts;
