/* Stemming by libstemmer (Snowball), by language. Stems are for matching, never for showing. */
#pragma once

#include <glib.h>

typedef struct Stemmer Stemmer;

/* Holds one Snowball stemmer a language, made when first asked for. One thread at a time. */
Stemmer *stemmer_new(void);
void stemmer_free(Stemmer *stemmer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stemmer, stemmer_free)

/* The stem of a lower-case NFC word in `language` ("sv", "nb", "nn" (as nb), "da", "fi", "en", "de"); the word itself
 * (the pointer given) for other languages and for words over 255 bytes. Stem before folding: Snowball reads NFC letters
 * with their marks (STYLE.md, pitfall 1). The result is not NUL-terminated, is owned by the stemmer (or is `word`) and
 * valid until the next call. */
const char *stemmer_stem(Stemmer *stemmer, const char *language, const char *word, gsize length, gsize *out_length);
