/* The words of a document: one table from spelling to count, and the spellings in order for questions by beginning. */
#include "pipeline/stages/document_words.h"

#include <string.h>

#define LONGEST_WORD 120 /* bytes; what is longer is no word */
#define LONGEST_ENDING 3 /* letters: "plan" and "planene" are one word, "plan" and "planarbeid" are two */

typedef struct {
  guint hyphened, joined;
} Habit;

struct DocumentWords {
  GHashTable *counts; /* char*: lower case -> guint* */
  GPtrArray *sorted;  /* the same spellings in order; NULL until they are asked for */
  GHashTable *habits; /* char* -> Habit*: the answers given */
};

void append_lower(GString *out, TextSpan text) {
  const char *end = text.start + text.length;
  for (const char *p = text.start; p < end; p = utf8_after(p)) {
    if ((guint8)*p < 0x80)
      g_string_append_c(out, g_ascii_tolower(*p));
    else
      g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(p)));
  }
}

static void count_spelling(DocumentWords *words, const char *spelling) {
  guint *count = g_hash_table_lookup(words->counts, spelling);
  if (!count) {
    count = g_new0(guint, 1);
    g_hash_table_insert(words->counts, g_strdup(spelling), count);
  }
  (*count)++;
}

/* What the reader remembers from word to word. */
typedef struct {
  GString *word, *pair; /* the current part in lower case; the part before it, "-" and it */
  gboolean glued;       /* a hyphen, and nothing else, parts it from the one before */
  gboolean broken;      /* it may be the rest of a word that began before a line's end */
} Reader;

static void read_part(DocumentWords *words, Reader *reader, TextSpan part, gboolean is_cut) {
  if (reader->glued) {
    g_string_assign(reader->pair, reader->word->str);
    g_string_append_c(reader->pair, '-');
  }
  g_string_truncate(reader->word, 0);
  append_lower(reader->word, part);
  if (is_cut || reader->broken || part.length > LONGEST_WORD)
    return;
  count_spelling(words, reader->word->str);
  if (reader->glued) {
    g_string_append(reader->pair, reader->word->str);
    count_spelling(words, reader->pair->str);
  }
}

static gsize hyphen_at(const char *p) {
  return *p == '-' ? 1 : g_str_has_prefix(p, "‐") ? strlen("‐") : 0;
}

static void read_text(DocumentWords *words, Reader *reader, const char *text) {
  const char *p = text ? text : "";
  while (*p) {
    const char *start = p;
    while (*p && is_word_char(g_utf8_get_char(p)))
      p = utf8_after(p);
    if (p == start) {
      p = utf8_after(p);
      continue;
    }
    gsize hyphen = hyphen_at(p);
    gboolean goes_on = hyphen > 0 && is_word_char(g_utf8_get_char(p + hyphen));
    gboolean is_cut = hyphen > 0 && (p[hyphen] == '\0' || strchr(" \n\t", p[hyphen]));
    read_part(words, reader, (TextSpan){start, (gsize)(p - start)}, is_cut);
    reader->glued = goes_on;
    reader->broken = is_cut;
    p += hyphen;
  }
  reader->glued = FALSE;
}

DocumentWords *document_words_new(const Document *document) {
  DocumentWords *words = g_new0(DocumentWords, 1);
  words->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  words->habits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  Reader reader = {g_string_new(NULL), g_string_new(NULL), FALSE, FALSE};
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    read_text(words, &reader, unit->heading);
    read_text(words, &reader, unit->text);
  }
  g_string_free(reader.word, TRUE);
  g_string_free(reader.pair, TRUE);
  return words;
}

void document_words_free(DocumentWords *words) {
  if (!words)
    return;
  g_hash_table_unref(words->counts);
  g_hash_table_unref(words->habits);
  if (words->sorted)
    g_ptr_array_unref(words->sorted);
  g_free(words);
}

guint document_words_count(const DocumentWords *words, const char *spelling) {
  const guint *count = g_hash_table_lookup(words->counts, spelling);
  return count ? *count : 0;
}

static int compare_spellings(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_spellings(DocumentWords *words) {
  words->sorted = g_ptr_array_sized_new(g_hash_table_size(words->counts));
  GHashTableIter iter;
  gpointer spelling;
  g_hash_table_iter_init(&iter, words->counts);
  while (g_hash_table_iter_next(&iter, &spelling, NULL))
    g_ptr_array_add(words->sorted, spelling);
  g_ptr_array_sort(words->sorted, compare_spellings);
}

/* The first spelling that is not before `part`. */
static guint find_first(const DocumentWords *words, const char *part) {
  guint low = 0, high = words->sorted->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (strcmp(words->sorted->pdata[middle], part) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static Habit *find_habit(DocumentWords *words, const char *part) {
  Habit *habit = g_new0(Habit, 1);
  gsize length = strlen(part);
  if (!words->sorted)
    sort_spellings(words);
  for (guint i = find_first(words, part); i < words->sorted->len; i++) {
    const char *spelling = words->sorted->pdata[i];
    if (strncmp(spelling, part, length) != 0)
      break;
    if (spelling[length] == '-')
      habit->hyphened++;
    else if (!strchr(spelling, '-') && g_utf8_strlen(spelling + length, -1) > LONGEST_ENDING)
      habit->joined++;
  }
  return habit;
}

void document_words_habit(DocumentWords *words, const char *part, guint *hyphened, guint *joined) {
  Habit *habit = g_hash_table_lookup(words->habits, part);
  if (!habit) {
    habit = find_habit(words, part);
    g_hash_table_insert(words->habits, g_strdup(part), habit);
  }
  *hyphened = habit->hyphened;
  *joined = habit->joined;
}
