#include "pipeline/stages/work_title.h"

#include "pipeline/stages/word_scan.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LEAST_WORDS 2
#define LEAST_BYTES 12

static gboolean is_any(const ScanWord *word, const char *const *list, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (scan_word_is(word, list[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_short_word(const ScanWord *word) {
  static const char *const list[] = {"kortversion", "kortversjon", "kortutgave", "kortutgåva", "sammanfattning",
                                     "sammendrag",  "samandrag",   "resumé",     "summary",    "kortform"};
  return is_any(word, list, G_N_ELEMENTS(list));
}

static gboolean is_of_edition(const ScanWord *word) {
  static const char *const list[] = {
      "reviderad", "revidert", "revideret", "revised",  "uppdaterad",    "oppdatert", "opdateret",    "updated",
      "utgåva",    "utgave",   "utgåve",    "udgave",   "edition",       "upplaga",   "upplagan",     "opplag",
      "version",   "versjon",  "ny",        "nya",      "nye",           "första",    "andra",        "tredje",
      "fjärde",    "første",   "andre",     "fjerde",   "anden",         "januari",   "februari",     "mars",
      "april",     "maj",      "mai",       "juni",     "juli",          "augusti",   "august",       "september",
      "oktober",   "november", "december",  "desember", "remissversion", "utkast",    "høringsutkast"};
  return is_any(word, list, G_N_ELEMENTS(list)) || is_short_word(word);
}

char *work_title_key(const char *title) {
  TextSpan text = span_of(title);
  g_autoptr(GString) key = g_string_new(NULL);
  gsize position = 0;
  guint words = 0;
  ScanWord word;
  while (scan_word(text, &position, &word)) { /* letters alone: years and numbers are no words */
    TextSpan span = {word.lower, word.length};
    if (word.length < 2 || is_of_edition(&word) || word_is_function(span))
      continue;
    g_string_append_printf(key, "%s%s", key->len ? " " : "", word.lower);
    words++;
  }
  return words >= LEAST_WORDS && key->len >= LEAST_BYTES ? g_string_free(g_steal_pointer(&key), FALSE) : NULL;
}

gboolean work_title_is_short(const char *title) {
  TextSpan text = span_of(title);
  gsize position = 0;
  ScanWord word;
  while (scan_word(text, &position, &word))
    if (is_short_word(&word))
      return TRUE;
  return FALSE;
}
