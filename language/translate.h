/* Words of one Nordic language in another, by apertium's bilingual dictionaries, read where Debian installs them. Used
 * when a query is expanded, never at indexing: so dictionaries can change without a reindex. */
#pragma once

#include "language/lexicon.h"

#define TRANSLATE_MAX 8

typedef struct {
  const char *text;   /* lemma in the target language, NFC, interned in the translator */
  const char *source; /* "swe-nob", "swe-dan + dan-nob" through a pivot, "parts"; static or interned */
  double weight;      /* 0..1: direct and only translation 1; one of many, or through a pivot, less */
} Translation;

typedef struct Translator Translator;

/* `lexicon` is borrowed and must outlive the translator. */
Translator *translator_new(Lexicon *lexicon);
void translator_free(Translator *translator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Translator, translator_free)

/* Translates a lemma (with the tags of its reading: lexicon.h; NULL tags: any part of speech) from one of "sv", "nb",
 * "nn", "da" to another. The dictionary made for this direction is asked; through a pivot (nn through nb, say) only
 * where direct data is thin. Best first, distinct. Returns how many were filled. */
guint translator_find(Translator *translator, const char *from, const char *to, const char *lemma, const char *tags,
                      Translation translations[TRANSLATE_MAX]);
