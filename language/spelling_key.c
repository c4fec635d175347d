/* Spelling rules, applied from left to right over a folded word. */
#include "language/spelling_key.h"

#include <string.h>

/* Longer ones first where one begins another. */
static const struct {
  const char *from, *to;
} rules[] = {
    {"ssion", "sjon"}, {"tion", "sjon"}, {"sion", "sjon"}, {"ck", "kk"}, {"ce", "se"}, {"ci", "si"},
    {"cy", "sy"},      {"cä", "se"},     {"cæ", "se"},     {"cö", "sö"}, {"cø", "sö"}, {"c", "k"},
    {"x", "ks"},       {"z", "s"},       {"w", "v"},       {"ä", "e"},   {"æ", "e"},   {"ø", "ö"},
};

void spelling_key_append(GString *out, const char *folded, gsize length) {
  for (gsize i = 0; i < length;) {
    gsize taken = 0;
    for (gsize r = 0; r < G_N_ELEMENTS(rules) && !taken; r++) {
      gsize size = strlen(rules[r].from);
      if (size > length - i || memcmp(folded + i, rules[r].from, size) != 0)
        continue;
      g_string_append(out, rules[r].to);
      taken = size;
    }
    if (!taken)
      g_string_append_c(out, folded[i]);
    i += taken ? taken : 1;
  }
}
