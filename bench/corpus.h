/* Text for measurements of cost: sentences of the texts at hand, put together anew, with words that nobody has written
 * before, so that the number of word types grows as it does in real text (Heaps: about the power .8 of the tokens).
 * What number N gives is always the same. No measurement of quality may use it. */
#pragma once

#include "document/document.h"

typedef struct Corpus Corpus;

/* Reads the sentences below the folder of retrieval sets (`eval`, such as ../shared/eval/dev), and those of the
 * project's own fixtures where that is not there. Every tenth text is held back, for queries. Ends the program with a
 * message where nothing can be read. */
Corpus *corpus_load(const char *eval);
void corpus_free(Corpus *corpus);

/* Sentences that texts are made of, and their bytes. */
guint corpus_count_sentences(const Corpus *corpus);
gsize corpus_count_bytes(const Corpus *corpus);

/* A sentence as it was written; `*language` is borrowed. */
const char *corpus_get_sentence(const Corpus *corpus, guint number, const char **language);

/* A document of `units` units of one language of about a hundred tokens each. Caller frees. */
Document *corpus_make_document(Corpus *corpus, guint64 number, guint units);

/* One to four content words of a sentence of a held text. Caller frees. */
char *corpus_make_query(Corpus *corpus, guint number);
