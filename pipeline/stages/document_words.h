/* The words of a document as it writes them itself, for whoever must decide how a broken one is written. */
#pragma once

#include "document/document.h"
#include "pipeline/stages/lines.h"

typedef struct DocumentWords DocumentWords;

/* Reads the units' headings and texts. A word that a line's end may have broken does not count. */
DocumentWords *document_words_new(const Document *document);
void document_words_free(DocumentWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocumentWords, document_words_free)

/* How often a spelling stands in the document: a word ("klimatplan"), or two parts with a hyphen between ("e-post",
 * also in "e-post-adress"). Lower case. */
guint document_words_count(const DocumentWords *words, const char *spelling);

/* How the document puts other words together that begin with `part` (lower case): how many different ones with a hyphen
 * after it ("debian-paket"), and how many without ("klimatplan"; endings do not count). */
void document_words_habit(DocumentWords *words, const char *part, guint *hyphened, guint *joined);

/* Appends the text in lower case. */
void append_lower(GString *out, TextSpan text);

static inline gboolean is_word_char(gunichar c) {
  return g_unichar_isalnum(c) || g_unichar_ismark(c);
}
