/* A list of what people say of files, made by hand or taken out of a register: CSV as RFC 4180 has it, with a head.
 *
 * Columns are told by their names, in Swedish, Norwegian or English: the path (absolute, or from the folder of the
 * list), and any of address, title, date, year, place, publisher, kind; all others are kept under their own names
 * ("diarienummer"). Fields are parted by commas, semicolons or tabs, whichever the head has most of; any character set
 * that encoding.h knows. */
#pragma once

#include "index/given.h"

/* Reads the list and says all of it (given.h). An empty field takes back what was said. *files: rows with a path;
 * *changed: how many of them say something new. FALSE with *error (G_IO_ERROR) that names the line where the list
 * cannot be understood; nothing of it is said then. */
gboolean metadata_list_apply(const char *file, Writer *writer, guint *files, guint *changed, GError **error);

/* The rows of a CSV text (valid UTF-8): GPtrArray of GPtrArray of char*. Empty lines are left out. NULL with *error
 * where a quotation mark is never closed, or anything but a separator follows a closed one. */
GPtrArray *metadata_list_parse(const char *text, GError **error);
