/* Opening a lexicon takes tens of milliseconds: once a process, not once a document. */
#include "pipeline/stages/stage_lexicon.h"

Lexicon *stage_lexicon(void) {
  static Lexicon *lexicon;
  if (!lexicon)
    lexicon = lexicon_new();
  lexicon_forget(lexicon);
  return lexicon;
}
