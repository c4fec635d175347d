/* What a file says of itself, weighed before it is believed. Shared by the extractors. */
#pragma once

#include "document/document.h"

/* Sets metadata[key] to the value on one line, valid UTF-8; nothing where it is NULL or empty. `key` is copied. */
void metadata_set(Document *document, const char *key, const char *value);

/* Adds the authors in a list parted by ';' (a comma stands within names), but those who are already there and the
 * placeholders of programs ("user", "Administrator"). NULL is an empty list. */
void metadata_add_authors(Document *document, const char *names);

/* Sets document->title unless it is set, or the value is empty or junk (see metadata_title_is_junk()). */
void metadata_set_title(Document *document, const char *title);

/* Whether a title was put there by a program rather than a person: "untitled", "Dokument1", "PowerPoint-presentasjon",
 * "Microsoft Word - utkast.doc", a file name. `title` is one normalised line. */
gboolean metadata_title_is_junk(const char *title);

/* Whether a text is nothing but the name of a document or image file. */
gboolean metadata_is_file_name(const char *text);
