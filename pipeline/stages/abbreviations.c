/* Reading "Full Name (ABC)" and "ABC (Full Name)". A name counts where the table knows it or it holds the noun of a
 * body: laws, methods and plans are abbreviated the same way. */
#include "pipeline/stages/abbreviations.h"

#include "language/organisations.h"

#include <string.h>

#define PHRASE_WORDS_MAX 12
#define ABBREVIATION_LETTERS_MAX 8

/* Two capitals or more, few letters: "SKL", "HaV", "UiO". */
static gboolean is_abbreviation(const NameWords *words, guint i) {
  const NameWord *word = name_words_at(words, i);
  TextSpan text = {words->text + word->start, word->end - word->start};
  guint letters = 0, upper = 0;
  for (const char *p = text.start; p < text.start + text.length; p = utf8_after(p), letters++)
    upper += g_unichar_isupper(g_utf8_get_char(p)) ? 1 : 0;
  return upper >= 2 && letters <= ABBREVIATION_LETTERS_MAX && upper * 2 >= letters;
}

/* Whether the letters of the abbreviation stand in this order in the words, the first at their beginning. */
static gboolean letters_fit(const NameWords *words, guint abbreviation, guint from, guint to) {
  char letters[NAME_WORD_MAX], phrase[512];
  if (!name_words_fold(words, abbreviation, letters) || !name_words_fold_range(words, from, to, phrase, sizeof phrase))
    return FALSE;
  const char *p = phrase;
  if (g_utf8_get_char(letters) != g_utf8_get_char(p))
    return FALSE;
  for (const char *l = letters; *l; l = utf8_after(l)) {
    while (*p && g_utf8_get_char(p) != g_utf8_get_char(l))
      p = utf8_after(p);
    if (!*p)
      return FALSE;
    p = utf8_after(p);
  }
  return !strchr(p, ' ') || !strchr(strchr(p, ' ') + 1, ' ');
}

static void note(const NameWords *words, guint abbreviation, guint from, guint to, const char *value,
                 OrganisationContext *context) {
  char written[NAME_WORD_MAX];
  if (!name_words_copy(words, abbreviation, written))
    return;
  gsize start = name_words_at(words, from)->start, end = name_words_at(words, to - 1)->end;
  g_autofree char *phrase = g_strndup(words->text + start, end - start);
  g_strdelimit(phrase, "\n\t", ' ');
  const Organisation *known = organisations_by_name(phrase);
  organisation_context_add(context, written, known ? NULL : phrase,
                           value   ? value
                           : known ? organisation_name_today(known)
                                   : phrase);
}

/* A match of the rules that is the whole of [from, to). Caller frees; NULL where there is none. */
static char *value_of(const NameWords *words, guint from, guint to, const char *country) {
  OrganisationMention mention = {0};
  if (!organisation_match(words, from, NULL, country, &mention))
    return NULL;
  char *value = mention.first == from && mention.next >= to ? g_strdup(mention.value) : NULL;
  organisation_mention_clear(&mention);
  return value;
}

/* The first word that can belong to what stands before an abbreviation: no sentence ends between. */
static guint phrase_begin(const NameWords *words, guint abbreviation) {
  guint from = abbreviation - 1;
  while (from && abbreviation - from < PHRASE_WORDS_MAX) {
    gsize end = name_words_at(words, from - 1)->end, length = name_words_at(words, from)->start - end;
    if (length > 2 || memchr(words->text + end, '.', length) || memchr(words->text + end, '\t', length) ||
        memchr(words->text + end, '(', length) || memchr(words->text + end, ':', length))
      break;
    from--;
  }
  return from;
}

/* Whether the table gives the value this abbreviation. */
static gboolean is_known_by(const NameWords *words, guint abbreviation, const char *value, const char *country) {
  char written[NAME_WORD_MAX];
  name_words_copy(words, abbreviation, written);
  const Organisation *known = organisations_by_abbreviation(written, country);
  return known && strcmp(organisation_name_today(known), value) == 0;
}

/* "Regional utveckling och samverkan i miljömålssystemet (RUS)": the longest that is a name by the rules, else the
 * shortest whose letters fit. */
static void read_before(const NameWords *words, guint abbreviation, const char *country, OrganisationContext *context) {
  guint begin = phrase_begin(words, abbreviation);
  for (guint from = begin; from < abbreviation; from++) {
    if (!name_words_has(words, from, NAME_WORD_CAPITAL))
      continue;
    g_autofree char *value = value_of(words, from, abbreviation, country);
    if (value &&
        (letters_fit(words, abbreviation, from, abbreviation) || is_known_by(words, abbreviation, value, country))) {
      note(words, abbreviation, from, abbreviation, value, context);
      return;
    }
  }
  gsize end = name_words_at(words, abbreviation - 1)->end;
  for (guint from = abbreviation; from-- > begin;) {
    gsize start = name_words_at(words, from)->start;
    if (name_words_has(words, from, NAME_WORD_CAPITAL) && letters_fit(words, abbreviation, from, abbreviation) &&
        organisation_has_noun(words->text + start, end - start)) {
      note(words, abbreviation, from, abbreviation, NULL, context);
      return;
    }
  }
}

/* "RUS (Länsstyrelsernas samverkan i miljömålsarbetet)"; `i` is the first word in the parentheses. */
static void read_after(const NameWords *words, guint i, const char *country, OrganisationContext *context) {
  if (!name_words_has(words, i, NAME_WORD_CAPITAL))
    return;
  guint to = i + 1;
  while (to < words->words->len && to - i < PHRASE_WORDS_MAX && name_words_has(words, to, NAME_WORD_JOINED))
    to++;
  gsize start = name_words_at(words, i)->start, end = name_words_at(words, to - 1)->end;
  if (words->text[end] != ')')
    return;
  char written[NAME_WORD_MAX];
  name_words_copy(words, i - 1, written);
  const Organisation *known = organisations_by_abbreviation(written, country);
  g_autofree char *value = value_of(words, i, to, country);
  gboolean noun = organisation_has_noun(words->text + start, end - start);
  if (value || (noun && (known || letters_fit(words, i - 1, i, to))))
    note(words, i - 1, i, to, value ? value : known ? organisation_name_today(known) : NULL, context);
}

void abbreviations_read(const NameWords *words, const char *country, OrganisationContext *context) {
  for (guint i = 1; i < words->words->len; i++) {
    const NameWord *word = name_words_at(words, i), *before = name_words_at(words, i - 1);
    gsize gap = word->start - before->end;
    if (gap < 2 || gap > 3 || words->text[word->start - 1] != '(' || words->text[before->end] != ' ')
      continue;
    if (words->text[word->end] == ')' && is_abbreviation(words, i))
      read_before(words, i, country, context);
    else if (is_abbreviation(words, i - 1))
      read_after(words, i, country, context);
  }
}

/* Whether a parenthesis opens with a capital letter, ASCII or not: a cheap look before the text is parted into words.
 */
static gboolean may_introduce(const char *text) {
  for (const char *p = text; p && (p = strchr(p, '(')); p++)
    if (g_ascii_isupper(p[1]) || (guint8)p[1] >= 0x80)
      return TRUE;
  return FALSE;
}

OrganisationContext *abbreviations_of_document(const Document *document) {
  OrganisationContext *context = organisation_context_new();
  NameWords words;
  name_words_init(&words);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if (!may_introduce(unit->text))
      continue;
    name_words_read(&words, unit->text);
    abbreviations_read(&words, organisation_country(unit->language), context);
  }
  name_words_clear(&words);
  return context;
}
