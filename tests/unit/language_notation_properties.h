/* What must hold of the notations in any bytes whatever, asserted by the unit tests and by the fuzz target. */
#pragma once

#include "language/fold.h"
#include "language/notations.h"

#include <string.h>

static inline void assert_notation_is_sound(const Notation *notation, guint window) {
  gsize length = strlen(notation->text);
  g_autoptr(GString) folded = g_string_new(NULL);
  g_assert_cmpuint(length, >, 0);
  g_assert_cmpuint(notation->tokens, >=, 1);
  g_assert_cmpuint(notation->tokens, <=, window);
  g_assert_true(g_utf8_validate(notation->text, -1, NULL));
  fold_append(folded, notation->text, length);
  g_assert_cmpstr(folded->str, ==, notation->text);
}

/* Asks for the notations that begin at each token, whether it may begin one or not. They lie inside the window, are
 * folded and distinct, and none of one token repeats its surface form. */
static inline void assert_notations_are_sound(const char *language, const char *bytes, gsize length) {
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(Token));
  TokenIterator iterator;
  Token token;
  token_iterator_init(&iterator, bytes, length);
  while (token_iterator_next(&iterator, &token))
    g_array_append_val(tokens, token);
  for (guint i = 0; i < tokens->len; i++) {
    const Token *first = &g_array_index(tokens, Token, i);
    guint window = MIN(tokens->len - i, NOTATIONS_WINDOW);
    Notation notations[NOTATIONS_MAX];
    guint count = notations_find(language, bytes, length, first, window, notations);
    g_autoptr(GString) surface = g_string_new(NULL);
    fold_append(surface, first->start, first->length);
    g_assert_cmpuint(count, <=, NOTATIONS_MAX);
    for (guint k = 0; k < count; k++) {
      assert_notation_is_sound(&notations[k], window);
      g_assert_false(notations[k].tokens == 1 && strcmp(notations[k].text, surface->str) == 0);
      for (guint other = 0; other < k; other++)
        g_assert_cmpstr(notations[other].text, !=, notations[k].text);
    }
  }
}
