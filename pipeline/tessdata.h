/* Which data of languages Tesseract has here: asked by nordsok-ocr, which reads them, and by the parent, which tells
 * what is missing. */
#pragma once

#include <glib.h>

typedef struct {
  const char *language; /* "sv", as in Unit.language */
  const char *name;     /* "swe", Tesseract's name of the data */
  const char *package;  /* Debian package with it */
} Tessdata;

/* Data of all languages that are identified, those of the north first. One name may stand for several languages (nor:
 * nb, nn). Ends with a NULL language. Static. */
const Tessdata *tessdata_all(void);

/* The name of a language's data, "swe" for "sv"; NULL where the language has none. Static. */
const char *tessdata_name(const char *language);

/* The folder with the data: $TESSDATA_PREFIX, else Debian's. NULL where there is none. Caller frees. */
char *tessdata_folder(void);

/* Whether the data named are in the folder (which may be NULL) and can be read. */
gboolean tessdata_is_installed(const char *folder, const char *name);

/* Whether one of swe, nor, dan is installed: with data of other languages, å, ä, ö, æ and ø would be lost. */
gboolean tessdata_suffices(const char *folder);

/* The names that are installed, NULL-terminated, without duplicates; caller frees with g_free(). */
const char **tessdata_installed(const char *folder);
