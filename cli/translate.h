/* Texts that users read: through gettext, in Swedish, Norwegian (bokmål, nynorsk) and English. */
#pragma once

#include "language/messages.h"

/* Chooses the language ($NORDSOK_LANGUAGE, else as gettext does: $LANGUAGE, $LC_ALL, $LC_MESSAGES, $LANG) and loads its
 * catalogue, whatever locales the machine has; text goes in and out as UTF-8. Call first in main(). */
void translate_init(void);

/* The name in the user's language of a value that is stored by its English name: a ledger state, a unit kind, a
 * document kind, a language. Unknown names come back as they are. Static or borrowed. */
const char *translate_name(const char *name);

/* The same for the kind of a document, whose "page" is a web page. */
const char *translate_document_kind(const char *name);
