/* The lines that identification learns from and is measured on, as the script `collect` prints them. */
#pragma once

#include <glib.h>

#define FOLDS 5

typedef enum { FORM_LINE, FORM_SENTENCE, FORM_SHORT, FORM_HEADLINE, FORM_WORD, FORMS } Form;
extern const char *const form_names[FORMS];

typedef struct {
  const char *text; /* of the corpus; not terminated */
  guint32 length;   /* bytes */
  guint8 class;     /* index of the language, or IDENTIFY_OTHER */
  guint8 kind;      /* index of Corpus.kinds */
  guint8 form;      /* Form */
  guint8 fold;      /* below FOLDS; the same for all lines of a block */
} Row;

typedef struct {
  char *bytes;
  GArray *rows;     /* Row */
  GPtrArray *kinds; /* names */
} Corpus;

/* Reads "language, kind, form, block, text" parted by tabs. A row that is not so, or has an unknown form, is an error.
 */
Corpus *corpus_load(const char *path, GError **error);
void corpus_free(Corpus *corpus);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Corpus, corpus_free)

/* The index of a kind, or -1. */
int corpus_kind(const Corpus *corpus, const char *name);

/* Which rows to take; `number` is the caller's. */
typedef gboolean (*RowFilter)(const Row *row, int number);

/* Draws rows by chance: languages and kinds of text by weight, the rows of one kind alike. Most draws are a few words
 * out of the row, since short texts are the hard ones. The same seed gives the same draws. */
typedef struct Sampler Sampler;

/* A sampler of the rows that the filter takes, but for FORM_SHORT, which are parts of sentences. Borrows the corpus. */
Sampler *sampler_new(const Corpus *corpus, RowFilter filter, int number);
void sampler_free(Sampler *sampler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sampler, sampler_free)

void sampler_seed(Sampler *sampler, guint64 seed);

/* A text (not terminated, of the corpus); returns its class. */
guint sampler_draw(Sampler *sampler, const char **text, gsize *length);
