/* Texts that users read, in any room: through gettext. The catalogue is chosen by cli/translate.h; where none was
 * chosen, and in the worker, texts stay in English. */
#pragma once

#include <libintl.h>

#define NORDSOK_DOMAIN "nordsok"

/* Translates here and now. */
#define _(text) dgettext(NORDSOK_DOMAIN, text)
#define ngettext_(one, many, count) dngettext(NORDSOK_DOMAIN, one, many, count)

/* Marks a text that is stored or sent in English and translated where it is shown (reasons of a state). */
#define N_(text) text
