/* Words that say little by themselves, of Swedish, Norwegian, Danish and English (data/stop-words/). They are indexed
 * like all others; in a query they weigh low. */
#pragma once

#include <glib.h>

/* Whether the folded word is a stop word in any of the languages: a query's language cannot be known. */
gboolean stop_words_contain(const char *folded);
