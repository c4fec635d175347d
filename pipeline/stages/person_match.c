/* Names of people: a given name and what follows it. */
#include "pipeline/stages/person_match.h"

#include "language/organisations.h"
#include "language/person_names.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define PARTS_MAX 6

static TextSpan word_span(const NameWords *words, guint i) {
  const NameWord *word = name_words_at(words, i);
  return (TextSpan){words->text + word->start, word->end - word->start};
}

/* Whether word `i` follows the one before it as part of one name: by spaces, or by the stop of an initial. */
static gboolean follows(const NameWords *words, guint i) {
  if (name_words_has(words, i, NAME_WORD_SPACED))
    return TRUE;
  if (i >= words->words->len || !name_words_has(words, i - 1, NAME_WORD_INITIAL))
    return FALSE;
  const char *gap = words->text + name_words_at(words, i - 1)->end;
  gsize length = name_words_at(words, i)->start - name_words_at(words, i - 1)->end;
  return length <= 2 && gap[0] == '.' && (length == 1 || gap[1] == ' ');
}

/* Words that open a sentence or name a thing, and are no surname though they bear a capital. */
static gboolean is_no_surname(const NameWords *words, guint i) {
  static const char *const others[] = {
      "kommun",       "kommune",       "kommuner",  "region",  "universitet", "högskola",  "høgskole",   "stad",
      "län",          "fylkeskommune", "fylke",     "hotell",  "hotel",       "konferens", "konferanse", "program",
      "projekt",      "prosjekt",      "miljö",     "miljø",   "klimat",      "klima",     "tel",        "telefon",
      "tlf",          "mobil",         "epost",     "e-post",  "mail",        "kl",        "klockan",    "lunch",
      "lunsj",        "kaffe",         "paus",      "pause",   "fika",        "januari",   "januar",     "februari",
      "februar",      "mars",          "marts",     "april",   "maj",         "mai",       "juni",       "juli",
      "augusti",      "august",        "september", "oktober", "november",    "december",  "desember",   "måndag",
      "tisdag",       "onsdag",        "torsdag",   "fredag",  "mandag",      "tirsdag",   "torsdag",    "presentation",
      "presentasjon", "sida",          "side",      "rapport", "foto",        "text",      "tekst",      "jul",
      "dag",          "vecka",         "uke",       "uge"};
  char folded[NAME_WORD_MAX];
  if (!name_words_fold(words, i, folded) || person_names_address(folded))
    return TRUE;
  for (gsize o = 0; o < G_N_ELEMENTS(others); o++)
    if (strcmp(folded, others[o]) == 0)
      return TRUE;
  return word_is_function(word_span(words, i));
}

static gboolean is_part(const NameWords *words, guint i) {
  return name_words_has(words, i, NAME_WORD_CAPITAL) &&
         !name_words_has(words, i, NAME_WORD_CAPITALS | NAME_WORD_DIGITS) &&
         (name_words_has(words, i, NAME_WORD_INITIAL) || !is_no_surname(words, i));
}

/* "By", "Os", "Vara" are surnames where the name ends with them: nothing of the sentence follows on the line. */
static gboolean is_short_surname(const NameWords *words, guint i) {
  TextSpan word = word_span(words, i);
  return name_words_has(words, i, NAME_WORD_CAPITAL) && !name_words_has(words, i, NAME_WORD_INITIAL) &&
         word_is_function(word) && strchr(",.;:()\n\t/&", word.start[word.length]); /* NUL too */
}

/* An organisation that stands right behind a name is no surname ("Anna Ek Naturvårdsverket"). */
static gboolean is_organisation(const NameWords *words, guint i) {
  OrganisationMention mention = {0};
  if (!organisation_match(words, i, NULL, NULL, &mention))
    return FALSE;
  gboolean here = mention.first == i;
  organisation_mention_clear(&mention);
  return here;
}

/* Extends a name from its second part on; returns the word behind it. */
static guint extend(const NameWords *words, guint i) {
  guint next = i + 1;
  while (next < words->words->len && next - i < PARTS_MAX && follows(words, next)) {
    TextSpan word = word_span(words, next);
    if (person_names_particle(word.start, word.length)) {
      guint after = next + 1;
      if (after < words->words->len && name_words_has(words, after, NAME_WORD_SPACED)) {
        TextSpan second = word_span(words, after); /* "de la" */
        after += person_names_particle(second.start, second.length) ? 1 : 0;
      }
      if (after >= words->words->len || !follows(words, after) || !is_part(words, after))
        break;
      next = after + 1;
      continue;
    }
    if (is_short_surname(words, next)) {
      next++;
      break;
    }
    if (!is_part(words, next) || (next >= i + 2 && is_organisation(words, next)))
      break;
    next++;
  }
  if (next - i > 1 && name_words_has(words, next - 1, NAME_WORD_INITIAL))
    next--;
  return MIN(next, words->words->len);
}

/* "Anna Lindhs plats", "Sankt Olof": a part of another name. */
static gboolean is_within_other(const NameWords *words, guint i, guint next) {
  static const char *const firms[] = {"ab", "as", "asa", "aps", "hb", "kb", "trykkeri", "tryckeri", "forlag", "förlag"};
  char folded[NAME_WORD_MAX];
  if (next < words->words->len && name_words_has(words, next, NAME_WORD_SPACED) &&
      name_words_fold(words, next, folded) && person_names_address(folded))
    return TRUE;
  for (guint w = next - 1; w <= next && w < words->words->len; w++)
    for (gsize f = 0; f < G_N_ELEMENTS(firms); f++)
      if (name_words_has(words, w, NAME_WORD_SPACED | NAME_WORD_CAPITAL) && name_words_fold(words, w, folded) &&
          strcmp(folded, firms[f]) == 0)
        return TRUE;
  if (!i || !name_words_has(words, i, NAME_WORD_SPACED))
    return FALSE;
  static const char *const openings[] = {"sankt",    "sankta",    "kong",  "kung",       "konge",
                                         "dronning", "drottning", "prins", "prinsesse",  "prinsessan",
                                         "st",       "hotell",    "hotel", "restaurang", "restaurant"};
  name_words_fold(words, i - 1, folded);
  for (gsize o = 0; o < G_N_ELEMENTS(openings); o++)
    if (strcmp(openings[o], folded) == 0)
      return TRUE;
  return FALSE;
}

/* Whether an unknown first part may be a given name all the same. */
static gboolean may_be_given(const NameWords *words, guint i, guint next) {
  char folded[NAME_WORD_MAX];
  if (next - i > 3 || !is_part(words, i) || name_words_has(words, i, NAME_WORD_INITIAL))
    return FALSE;
  for (guint w = i; w < next; w++) {
    TextSpan word = word_span(words, w);
    if (!name_words_fold(words, w, folded) ||
        (w > i && person_names_given(word.start, word.length) == GIVEN_NAME_SURE) || person_names_title(folded) ||
        organisation_has_noun(folded, strlen(folded)) || (w == i && organisations_municipality(folded)))
      return FALSE;
  }
  return !is_organisation(words, i);
}

/* Whether another part follows: most capitalised words stand alone. */
static gboolean may_go_on(const NameWords *words, guint i) {
  if (i + 1 >= words->words->len || !follows(words, i + 1))
    return FALSE;
  TextSpan word = word_span(words, i + 1);
  return name_words_has(words, i + 1, NAME_WORD_CAPITAL) || person_names_particle(word.start, word.length);
}

gboolean person_match(const NameWords *words, guint i, gboolean lenient, PersonName *name) {
  if (!name_words_has(words, i, NAME_WORD_CAPITAL) || name_words_has(words, i, NAME_WORD_CAPITALS | NAME_WORD_DIGITS))
    return FALSE;
  if (!may_go_on(words, i))
    return FALSE;
  TextSpan first = word_span(words, i);
  GivenName given = person_names_given(first.start, first.length);
  if (given == GIVEN_NAME_NONE && !lenient)
    return FALSE;
  guint next = extend(words, i);
  if (next - i < 2 || is_within_other(words, i, next))
    return FALSE;
  if (given == GIVEN_NAME_NONE && !may_be_given(words, i, next))
    return FALSE;
  gboolean sure = given == GIVEN_NAME_SURE;
  if (!sure && given == GIVEN_NAME_WORD && next - i > 2) { /* "Odd Henning Berg" */
    TextSpan second = word_span(words, i + 1);
    sure = person_names_given(second.start, second.length) == GIVEN_NAME_SURE;
  }
  *name = (PersonName){
      i, next, name_words_at(words, i)->start, name_words_at(words, next - 1)->end, sure, given != GIVEN_NAME_NONE};
  return TRUE;
}
