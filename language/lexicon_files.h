/* The opened files of a lexicon, for those who read more in them than lemmas. Internal to language/. */
#pragma once

#include "language/compound_graph.h"
#include "language/compound.h"
#include "language/lexicon.h"

#define LEXICON_MAX_FILES 2

typedef struct {
  gboolean opened;
  guint count;
  Transducer *transducers[LEXICON_MAX_FILES]; /* in the order in which they are asked */
  const char *names[LEXICON_MAX_FILES];       /* below the lexicon folder */
} LexiconFiles;

/* Opens a file below the lexicon folder, without its regular expressions; NULL where there is none, or a damaged one,
 * about which it warns. Caller frees. */
Transducer *lexicon_open_file(const Lexicon *lexicon, const char *name);

/* The files of a language, opened when first asked for; NULL for a language that has none by its nature. */
const LexiconFiles *lexicon_get_files(Lexicon *lexicon, const char *language);

/* The lexicon's one graph, to be filled by whoever needs it next. */
CompoundGraph *lexicon_get_graph(Lexicon *lexicon);

/* Takes the marks off by which dictionaries tell homographs apart (bok¹). */
void lexicon_strip_marks(GString *lemma);

/* The last word that compound_split() was asked for: lemma and parts of an unknown word are found by the same split. */
typedef struct {
  char language[8], word[96]; /* word "": none */
  guint count;
  CompoundPart parts[LEXICON_MAX_PARTS];
} LastSplit;

LastSplit *lexicon_get_last_split(Lexicon *lexicon);

/* Keeps a text until the lexicon is freed; equal texts are one pointer. The second strips marks. */
const char *lexicon_intern(Lexicon *lexicon, const char *text);
const char *lexicon_intern_lemma(Lexicon *lexicon, const char *lemma);
