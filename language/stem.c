/* libstemmer behind language codes. */
#include "language/stem.h"

#include <libstemmer.h>
#include <string.h>

/* A longer "word" is no word but encoded data; Snowball would walk it several times for nothing. */
#define LONGEST_WORD 255

static const struct {
  const char *language;
  const char *algorithm;
} algorithms[] = {{"sv", "swedish"}, {"nb", "norwegian"}, {"nn", "norwegian"}, {"da", "danish"},
                  {"fi", "finnish"}, {"en", "english"},   {"de", "german"}};

struct Stemmer {
  struct sb_stemmer *stemmers[G_N_ELEMENTS(algorithms)]; /* NULL until asked for */
};

Stemmer *stemmer_new(void) {
  return g_new0(Stemmer, 1);
}

void stemmer_free(Stemmer *stemmer) {
  if (!stemmer)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(algorithms); i++)
    sb_stemmer_delete(stemmer->stemmers[i]);
  g_free(stemmer);
}

static struct sb_stemmer *find_stemmer(Stemmer *stemmer, const char *language) {
  for (gsize i = 0; language && i < G_N_ELEMENTS(algorithms); i++) {
    if (strcmp(algorithms[i].language, language) != 0)
      continue;
    if (!stemmer->stemmers[i])
      stemmer->stemmers[i] = sb_stemmer_new(algorithms[i].algorithm, "UTF_8");
    return stemmer->stemmers[i];
  }
  return NULL;
}

const char *stemmer_stem(Stemmer *stemmer, const char *language, const char *word, gsize length, gsize *out_length) {
  struct sb_stemmer *snowball = length <= LONGEST_WORD ? find_stemmer(stemmer, language) : NULL;
  const sb_symbol *stem = snowball ? sb_stemmer_stem(snowball, (const sb_symbol *)word, (int)length) : NULL;
  if (!stem) { /* no stemmer for this language, or out of memory */
    *out_length = length;
    return word;
  }
  *out_length = (gsize)sb_stemmer_length(snowball);
  return (const char *)stem;
}
