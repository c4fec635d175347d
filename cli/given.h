/* What the user says of files, for `nordsok index`: --metadata and --base-url. */
#pragma once

#include "index/writer.h"

/* Says it all in the index, and tells on standard error how many files are to be read again for it. `lists` and
 * `base_urls` ("PATH=URL") may be NULL. FALSE where one of them cannot be understood, which has been told (usage). */
gboolean given_say(Writer *writer, char **lists, char **base_urls);
