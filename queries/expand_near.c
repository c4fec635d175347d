/* Alternatives from the index's own vocabulary. */
#include "index/vocabulary.h"
#include "language/fold.h"
#include "queries/expander.h"
#include "queries/weights.h"

#include <math.h>
#include <string.h>

#define SHORTEST_NEAR 4 /* characters: shorter words have neighbours that mean anything */
#define LONGEST_NEAR 60 /* bytes; no longer types are kept */
#define MAX_LETTER_FORMS 512
#define MAX_PATTERN_TYPES 2000

void expand_near(Expander *expander, const char *surface) {
  guint limit = (guint)lround(weights.near_count);
  if (limit == 0 || weights.near <= 0 || g_utf8_strlen(surface, -1) < SHORTEST_NEAR || strlen(surface) > LONGEST_NEAR)
    return;
  g_autoptr(GPtrArray) near = vocabulary_find_near(expander->database, surface, weights.near_least, limit);
  for (guint i = 0; i < near->len; i++) {
    const NearType *type = near->pdata[i];
    expander_add_term(expander, ALTERNATIVE_NEAR, type->type, weights.near * pow(type->likeness, weights.near_power),
                      "");
  }
}

/* The next of the spellings of `word`, as if its vowels were the digits of a number; FALSE when all are through. */
static gboolean spell(const char *word, guint number, GString *out) {
  static const struct {
    char typed;
    const char *letters[4];
    guint count;
  } vowels[] = {{'a', {"a", "å", "ä", "æ"}, 4}, {'o', {"o", "ö", "ø"}, 3}};
  g_string_truncate(out, 0);
  for (const char *p = word; *p; p++) {
    gboolean done = FALSE;
    for (gsize v = 0; v < G_N_ELEMENTS(vowels); v++)
      if (*p == vowels[v].typed) {
        g_string_append(out, vowels[v].letters[number % vowels[v].count]);
        number /= vowels[v].count;
        done = TRUE;
      }
    if (!done)
      g_string_append_c(out, *p);
  }
  return number == 0;
}

/* Whether the index holds the word or a form of it, not just something like it. */
static gboolean is_found(const Expander *expander) {
  for (guint i = 0; i < expander->alternatives->len; i++) {
    const Alternative *alternative = expander->alternatives->pdata[i];
    if (alternative->frequency > 0 && alternative->kind != ALTERNATIVE_NEAR && alternative->kind != ALTERNATIVE_PART)
      return TRUE;
  }
  return FALSE;
}

/* Only for plain ASCII words: whoever types one å types them all. */
void expand_letters(Expander *expander, const char *surface) {
  if (!g_str_is_ascii(surface) || is_found(expander))
    return;
  g_autoptr(GString) spelling = g_string_new(NULL);
  for (guint number = 1; number < MAX_LETTER_FORMS && spell(surface, number, spelling); number++)
    expander_add_form(expander, ALTERNATIVE_LETTERS, spelling->str, weights.letters, "");
}

/* The pattern with its stars, folded between them. */
static char *fold_pattern(const char *pattern) {
  g_auto(GStrv) stretches = g_strsplit(pattern, "*", -1);
  g_autoptr(GString) folded = g_string_new(NULL);
  for (char **stretch = stretches; *stretch; stretch++) {
    if (stretch > stretches)
      g_string_append_c(folded, '*');
    fold_append(folded, *stretch, strlen(*stretch));
  }
  return g_string_free(g_steal_pointer(&folded), FALSE);
}

void expand_pattern(Expander *expander, const char *pattern) {
  g_autofree char *folded = fold_pattern(pattern);
  g_autoptr(GPtrArray) types = vocabulary_find_pattern(expander->database, folded, MAX_PATTERN_TYPES);
  for (guint i = 0; types && i < types->len; i++)
    expander_add_term(expander, ALTERNATIVE_PATTERN, types->pdata[i], weights.prefix, "");
  if (expander->alternatives->len == 0) /* so that nothing answers it, rather than everything */
    expander_add_term(expander, ALTERNATIVE_PATTERN, folded, weights.prefix, "");
}
