/* Groups of characters, as FTS5 tokens and as lists. */
#include <sqlite3ext.h>
#ifndef SQLITE_CORE
extern const sqlite3_api_routines *sqlite3_api;
#endif

#include "index/grams.h"

#include <string.h>

GPtrArray *grams_of_stretch(const char *stretch) {
  GPtrArray *grams = g_ptr_array_new_with_free_func(g_free);
  glong characters = g_utf8_strlen(stretch, -1);
  const char *start = stretch, *end = g_utf8_offset_to_pointer(stretch, MIN(characters, GRAM_LENGTH));
  for (glong i = GRAM_LENGTH; i <= characters; i++) {
    g_ptr_array_add(grams, g_strndup(start, (gsize)(end - start)));
    start = g_utf8_next_char(start);
    end = i < characters ? g_utf8_next_char(end) : end;
  }
  return grams;
}

GPtrArray *grams_of_key(const char *key) {
  g_autofree char *marked = g_strdup_printf("^%s$", key);
  GPtrArray *grams = grams_of_stretch(marked);
  if (grams->len == 0)
    g_ptr_array_add(grams, g_strdup(marked));
  return grams;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
                    int (*token)(void *, int, const char *, int, int, int)) {
  if (!text || length <= 0)
    return SQLITE_OK;
  if (flags & FTS5_TOKENIZE_QUERY)
    return token(context, 0, text, length, 0, length);
  g_autofree char *key = g_strndup(text, (gsize)length);
  if (!g_utf8_validate(key, -1, NULL))
    return SQLITE_OK;
  g_autoptr(GPtrArray) grams = grams_of_key(key);
  int result = SQLITE_OK;
  for (guint i = 0; i < grams->len && result == SQLITE_OK; i++)
    result = token(context, 0, grams->pdata[i], (int)strlen(grams->pdata[i]), 0, length);
  return result;
}

static int create(void *context, const char **arguments, int count, Fts5Tokenizer **tokenizer) {
  static char nothing;
  *tokenizer = (Fts5Tokenizer *)(gpointer)&nothing; /* no state */
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer) {}

int grams_register(struct fts5_api *api) {
  static fts5_tokenizer functions = {create, destroy, tokenize};
  return api->xCreateTokenizer(api, "nordsok_grams", NULL, &functions, NULL);
}
