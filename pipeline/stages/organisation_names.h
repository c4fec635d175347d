/* Finds names of organisations among the words of a text: those of the table, those that the document has introduced,
 * and those whose form tells that they are one ("Lunds kommun", "Länsstyrelsen Skåne", "Høgskolen i Molde"). */
#pragma once

#include "document/document.h"
#include "pipeline/stages/name_words.h"

/* What a document has said of the names in it. */
typedef struct {
  GHashTable *abbreviations; /* char* as written -> char* value */
  GPtrArray *phrases;        /* OrganisationPhrase* */
} OrganisationContext;

typedef struct {
  char *folded; /* its words, a space between */
  guint word_count;
  char *value;
  char *abbreviation;
} OrganisationPhrase;

OrganisationContext *organisation_context_new(void);
void organisation_context_free(OrganisationContext *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrganisationContext, organisation_context_free)

/* Most names that one document can introduce. */
#define ORGANISATION_PHRASES_MAX 64

/* Notes that the document calls `value` by an abbreviation, and where `phrase` is not NULL, by these words (not folded)
 * too. The first who says so is believed. */
void organisation_context_add(OrganisationContext *context, const char *abbreviation, const char *phrase,
                              const char *value);

typedef struct {
  gsize start, end;         /* bytes of the text */
  guint first, next;        /* words [first, next) */
  char *value;              /* name of today, or as written in its base form; owned */
  const char *country;      /* "SE", "NO", "DK", "XN" or NULL; static */
  const char *abbreviation; /* borrowed from the table or the context, or NULL */
  double confidence;
} OrganisationMention;

void organisation_mention_clear(OrganisationMention *mention);

/* The organisation whose name begins at word `i`, or a little later within the same run of capitalised words. `country`
 * is where the text comes from. FALSE, and *mention untouched, where there is none. */
gboolean organisation_match(const NameWords *words, guint i, const OrganisationContext *context, const char *country,
                            OrganisationMention *mention);

/* Whether the word could begin a name at all: a cheap test before organisation_match(). */
static inline gboolean organisation_may_begin(const NameWords *words, guint i) {
  const NameWord *word = name_words_at(words, i);
  char c = words->text[word->start];
  return (word->flags & NAME_WORD_CAPITAL) || ((c == 'l' || c == 'f' || c == 's') && word->end - word->start >= 11);
}

/* "SE" for sv, "NO" for nb, nn, no, "DK" for da; else NULL. */
const char *organisation_country(const char *language);

/* Whether a text looks like the name of a body: it holds a word such as förbund, nettverk, samverkan, institutt. */
gboolean organisation_has_noun(const char *text, gsize length);
