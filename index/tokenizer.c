/* FTS5 tokenizer over the analyser. */
#include <sqlite3ext.h>
#ifndef SQLITE_CORE
extern const sqlite3_api_routines *sqlite3_api;
#endif

#include "index/tokenizer.h"
#include "language/analyse.h"

#include <string.h>

#define MARK_OTHER 14 /* a language that the analyser knows nothing of; 9 to 13 are white space or ends of lines */

static const char *const languages[] = {[1] = "und", [2] = "sv", [3] = "nb", [4] = "nn",         [5] = "da",
                                        [6] = "fi",  [7] = "en", [8] = "de", [MARK_OTHER] = "is"};

char tokenizer_language_mark(const char *language) {
  for (gsize i = 2; i < G_N_ELEMENTS(languages); i++)
    if (languages[i] && g_strcmp0(language, languages[i]) == 0)
      return (char)i;
  gboolean other = g_strcmp0(language, "fo") == 0 || g_strcmp0(language, "se") == 0;
  return other ? MARK_OTHER : 1;
}

const char *tokenizer_analysis_language(const char *language, double confidence) {
  static const char *const nordic[] = {"sv", "nb", "nn", "da"};
  for (gsize i = 0; i < G_N_ELEMENTS(nordic); i++)
    if (g_strcmp0(language, nordic[i]) == 0 && confidence < TOKENIZER_LEAST_CONFIDENCE)
      return "und";
  return language;
}

typedef struct {
  void *context;
  int (*token)(void *, int, const char *, int, int, int);
  int result;
  int shift; /* bytes of the language mark */
  guint position;
  gboolean first;
} Receiver;

static gboolean pass_on(const Term *term, gpointer data) {
  Receiver *receiver = data;
  int flags = !receiver->first && term->position == receiver->position ? FTS5_TOKEN_COLOCATED : 0;
  receiver->first = FALSE;
  receiver->position = term->position;
  receiver->result = receiver->token(receiver->context, flags, term->text, (int)term->length,
                                     (int)term->start + receiver->shift, (int)term->end + receiver->shift);
  return receiver->result == SQLITE_OK;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
                    int (*token)(void *, int, const char *, int, int, int)) {
  if (!text || length <= 0)
    return SQLITE_OK;
  if ((flags & FTS5_TOKENIZE_QUERY) && text[0] == TOKENIZER_READY)
    return token(context, 0, text + 1, length - 1, 1, length);
  Receiver receiver = {.context = context, .token = token, .result = SQLITE_OK, .first = TRUE};
  const char *language = "und";
  if (text[0] >= 1 && (gsize)text[0] < G_N_ELEMENTS(languages) && languages[(int)text[0]]) {
    language = languages[(int)text[0]];
    receiver.shift = 1;
  }
  analyser_run((Analyser *)tokenizer, language, text + receiver.shift, (gsize)(length - receiver.shift), pass_on,
               &receiver);
  return receiver.result;
}

static void tell_type(const char *folded, gsize length, gpointer data) {
  const TypeListener *listener = data;
  if (listener->func)
    listener->func(folded, length, listener->data);
}

static int create(void *context, const char **arguments, int count, Fts5Tokenizer **tokenizer) {
  Analyser *analyser = analyser_new();
  if (context)
    analyser_set_type_func(analyser, tell_type, context);
  *tokenizer = (Fts5Tokenizer *)analyser;
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer) {
  analyser_free((Analyser *)tokenizer);
}

int tokenizer_register(struct fts5_api *api, const TypeListener *listener) {
  static fts5_tokenizer functions = {create, destroy, tokenize};
  return api->xCreateTokenizer(api, "nordsok", (void *)listener, &functions, NULL);
}
