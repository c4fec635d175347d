/* The lexica that Debian packages, found where they are installed. They are optional: without them the analyser
 * stems with Snowball (DESIGN: Analysis). */
#pragma once

#include <glib.h>

typedef struct {
  const char *package; /* Debian package */
  const char *purpose; /* msgid: what it would help with */
  const char *file;    /* a file that is there when the package is */
} LexiconPackage;

/* All packages of use, ended by one with package NULL. Static. */
const LexiconPackage *lexicon_packages(void);

gboolean lexicon_is_installed(const LexiconPackage *package);
