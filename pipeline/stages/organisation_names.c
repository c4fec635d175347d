/* Matching of organisations' names. The rules of form live in organisation_forms.c. */
#include "pipeline/stages/organisation_names.h"

#include "language/organisations.h"
#include "pipeline/stages/organisation_forms.h"

#include <string.h>

/* --- what the document says -------------------------------------------------------------------------------------- */

static void phrase_free(gpointer data) {
  OrganisationPhrase *phrase = data;
  g_free(phrase->folded);
  g_free(phrase->value);
  g_free(phrase->abbreviation);
  g_free(phrase);
}

OrganisationContext *organisation_context_new(void) {
  OrganisationContext *context = g_new0(OrganisationContext, 1);
  context->abbreviations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  context->phrases = g_ptr_array_new_with_free_func(phrase_free);
  return context;
}

void organisation_context_free(OrganisationContext *context) {
  if (!context)
    return;
  g_hash_table_unref(context->abbreviations);
  g_ptr_array_unref(context->phrases);
  g_free(context);
}

void organisation_context_add(OrganisationContext *context, const char *abbreviation, const char *phrase,
                              const char *value) {
  if (g_hash_table_size(context->abbreviations) >= ORGANISATION_PHRASES_MAX ||
      g_hash_table_contains(context->abbreviations, abbreviation))
    return;
  g_hash_table_insert(context->abbreviations, g_strdup(abbreviation), g_strdup(value));
  if (!phrase)
    return;
  g_auto(GStrv) words = organisations_split(phrase);
  OrganisationPhrase *added = g_new0(OrganisationPhrase, 1);
  added->folded = g_strjoinv(" ", words);
  added->word_count = g_strv_length(words);
  added->value = g_strdup(value);
  added->abbreviation = g_strdup(abbreviation);
  g_ptr_array_add(context->phrases, added);
}

void organisation_mention_clear(OrganisationMention *mention) {
  g_free(mention->value);
  *mention = (OrganisationMention){0};
}

const char *organisation_country(const char *language) {
  if (strcmp(language, "sv") == 0)
    return "SE";
  if (strcmp(language, "nb") == 0 || strcmp(language, "nn") == 0 || strcmp(language, "no") == 0)
    return "NO";
  return strcmp(language, "da") == 0 ? "DK" : NULL;
}

gboolean organisation_has_noun(const char *text, gsize length) {
  static const char *const stems[] = {
      "verket",      "myndighet",     "styrelse",     "förbund",  "forbund",  "förening",     "forening",   "nätverk",
      "nettverk",    "netværk",       "samverkan",    "samvirke", "institut", "departement",  "direktorat", "centrum",
      "senter",      "center",        "universit",    "högskol",  "høgskol",  "højskole",     "høyskole",   "kommuner",
      "kommunar",    "kommunesektor", "landsting",    "regionen", "region ",  "fylkeskommun", "byrå",       "etaten",
      "sekretariat", "organisasjon",  "organisation", "stiftels", "selskap",  "selskab",      "bolag",      "allians",
      "forum",       "kansli",        "inspektion",   "tilsyn",   "rådet",    "råd ",         "union",      "agency",
      "council",     "association",   "fond",         "museum",   "museet",   "laget",        "kontoret",   "ministeri",
      "väst",        "klubb"};
  return span_contains_any((TextSpan){text, length}, stems, G_N_ELEMENTS(stems)) != NULL;
}

/* --- names that are known ---------------------------------------------------------------------------------------- */

/* Whether the words from `i` on are these, the last in the genitive or not. */
static gboolean words_are(const NameWords *words, guint i, char *const *wanted, guint count) {
  char folded[NAME_WORD_MAX];
  if (i + count > words->words->len)
    return FALSE;
  for (guint w = 0; w < count; w++) {
    if (w && !name_words_has(words, i + w, NAME_WORD_JOINED) &&
        memchr(words->text + name_words_at(words, i + w - 1)->end, ',',
               name_words_at(words, i + w)->start - name_words_at(words, i + w - 1)->end) &&
        !strchr(wanted[0], ','))
      return FALSE;
    name_words_fold(words, i + w, folded);
    gsize length = strlen(wanted[w]);
    if (strncmp(folded, wanted[w], length) != 0)
      return FALSE;
    if (folded[length] && !(w + 1 == count && strcmp(folded + length, "s") == 0))
      return FALSE;
  }
  return TRUE;
}

static void set_range(OrganisationMention *mention, const NameWords *words, guint first, guint next) {
  mention->first = first;
  mention->next = next;
  mention->start = name_words_at(words, first)->start;
  mention->end = name_words_at(words, next - 1)->end;
}

static const OrganisationName *find_known(const NameWords *words, guint i, char folded[NAME_WORD_MAX]) {
  const GPtrArray *names = organisations_beginning_with(folded);
  gsize length = strlen(folded);
  for (guint attempt = 0; attempt < 2; attempt++) {
    for (guint n = 0; names && n < names->len; n++) {
      const OrganisationName *name = names->pdata[n];
      if (words_are(words, i, name->words, name->word_count))
        return name;
    }
    if (length < 3 || folded[length - 1] != 's' || attempt)
      break;
    folded[length - 1] = '\0';
    names = organisations_beginning_with(folded);
    folded[length - 1] = 's';
  }
  return NULL;
}

static gboolean match_known(const NameWords *words, guint i, char folded[NAME_WORD_MAX], OrganisationMention *mention) {
  const OrganisationName *name = find_known(words, i, folded);
  if (!name)
    return FALSE;
  set_range(mention, words, i, i + name->word_count);
  mention->value = g_strdup(organisation_name_today(name->organisation));
  mention->country = name->organisation->country;
  mention->abbreviation = name->abbreviation;
  mention->confidence = 0.95;
  return TRUE;
}

static gboolean match_phrase(const NameWords *words, guint i, const OrganisationContext *context, const char *country,
                             OrganisationMention *mention) {
  char text[512];
  for (guint p = 0; context && p < context->phrases->len; p++) {
    const OrganisationPhrase *phrase = context->phrases->pdata[p];
    if (i + phrase->word_count > words->words->len ||
        !name_words_fold_range(words, i, i + phrase->word_count, text, sizeof text) ||
        strcmp(text, phrase->folded) != 0)
      continue;
    set_range(mention, words, i, i + phrase->word_count);
    mention->value = g_strdup(phrase->value);
    mention->abbreviation = phrase->abbreviation;
    mention->country = country;
    mention->confidence = 0.9;
    return TRUE;
  }
  return FALSE;
}

/* --- abbreviations -------------------------------------------------------------------------------------------------
 */

#define ABBREVIATION_MAX 12 /* bytes */

static gboolean look_up(const char *abbreviation, const OrganisationContext *context, const char *country,
                        OrganisationMention *mention) {
  gpointer key = NULL, value = NULL;
  const Organisation *known = organisations_by_abbreviation(abbreviation, country);
  if (context && g_hash_table_lookup_extended(context->abbreviations, abbreviation, &key, &value)) {
    mention->value = g_strdup(value);
    mention->abbreviation = key;
    mention->country = known && strcmp(organisation_name_today(known), value) == 0 ? known->country : country;
    mention->confidence = 0.95;
    return TRUE;
  }
  if (!known)
    return FALSE;
  mention->value = g_strdup(organisation_name_today(known));
  mention->country = known->country;
  mention->confidence = 0.85;
  for (guint i = 0; i < known->names->len && !mention->abbreviation; i++) {
    const OrganisationName *name = known->names->pdata[i];
    if (g_strcmp0(name->abbreviation, abbreviation) == 0)
      mention->abbreviation = name->abbreviation;
  }
  return TRUE;
}

/* "SKL", "HaV", "NVEs". */
static gboolean match_abbreviation(const NameWords *words, guint i, const OrganisationContext *context,
                                   const char *country, OrganisationMention *mention) {
  char text[NAME_WORD_MAX];
  if (!name_words_copy(words, i, text) || strlen(text) > ABBREVIATION_MAX)
    return FALSE;
  gsize length = strlen(text);
  if (!look_up(text, context, country, mention)) {
    if (length < 3 || text[length - 1] != 's')
      return FALSE;
    text[length - 1] = '\0';
    if (!look_up(text, context, country, mention))
      return FALSE;
  }
  set_range(mention, words, i, i + 1);
  return TRUE;
}

/* "Sveriges Kommuner och Landsting (SKL)": what stands in parentheses belongs to the name. */
static void take_abbreviation(const NameWords *words, const OrganisationContext *context, const char *country,
                              OrganisationMention *mention) {
  if (mention->next >= words->words->len)
    return;
  const NameWord *word = name_words_at(words, mention->next);
  const char *before = words->text + mention->end;
  gsize gap = word->start - mention->end;
  if (gap < 1 || gap > 2 || before[gap - 1] != '(' || words->text[word->end] != ')')
    return;
  OrganisationMention inner = {0};
  if (!match_abbreviation(words, mention->next, context, country, &inner))
    return;
  if (strcmp(inner.value, mention->value) == 0) {
    mention->end = word->end + 1;
    mention->next++;
    mention->abbreviation = inner.abbreviation ? inner.abbreviation : mention->abbreviation;
  }
  organisation_mention_clear(&inner);
}

/* "RUS (Länsstyrelsernas samverkan i miljömålsarbetet)" */
static void take_expansion(const NameWords *words, const OrganisationContext *context, const char *country,
                           OrganisationMention *mention) {
  if (mention->next >= words->words->len || mention->next - mention->first != 1)
    return;
  const NameWord *word = name_words_at(words, mention->next);
  gsize gap = word->start - mention->end;
  if (gap < 1 || gap > 2 || words->text[word->start - 1] != '(' || !(word->flags & NAME_WORD_CAPITAL))
    return;
  OrganisationMention inner = {0};
  char folded[NAME_WORD_MAX];
  name_words_fold(words, mention->next, folded);
  if (!match_phrase(words, mention->next, context, country, &inner) &&
      !match_known(words, mention->next, folded, &inner))
    return;
  if (strcmp(inner.value, mention->value) == 0 && words->text[inner.end] == ')') {
    mention->end = inner.end + 1;
    mention->next = inner.next;
  }
  organisation_mention_clear(&inner);
}

/* --- all of it ------------------------------------------------------------------------------------------------------
 */

gboolean organisation_match(const NameWords *words, guint i, const OrganisationContext *context, const char *country,
                            OrganisationMention *mention) {
  OrganisationMention found = {0};
  char folded[NAME_WORD_MAX];
  if (!name_words_fold(words, i, folded))
    return FALSE;
  gboolean capital = name_words_has(words, i, NAME_WORD_CAPITAL);
  if (capital && (match_phrase(words, i, context, country, &found) || match_known(words, i, folded, &found))) {
    take_abbreviation(words, context, country, &found);
  } else if (capital && match_abbreviation(words, i, context, country, &found)) {
    take_expansion(words, context, country, &found);
  } else if (organisation_form_match(words, i, folded, country, &found)) {
    take_abbreviation(words, context, country, &found);
  } else {
    return FALSE;
  }
  *mention = found;
  return TRUE;
}
