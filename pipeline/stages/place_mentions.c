/* Names of places in a text, and what stands beside them. */
#include "pipeline/stages/place_mentions.h"

#include "language/person_names.h"
#include "pipeline/stages/place_words.h"

#include <string.h>

#define RANGE_MAX 160 /* bytes of the words of one name */
#define SURE_BODY 0.7 /* confidence from which a body's name is believed to be one */
#define BODIES_MAX 64 /* bodies that are remembered for one place */
#define LINK_MAX 16   /* bytes between two places of one list */

/* --- people ------------------------------------------------------------------------------------------------------- */

static void add_person(PlacePeople *people, const char *name) {
  g_autofree char *folded = g_utf8_strdown(name, -1);
  g_auto(GStrv) parts = g_strsplit(folded, " ", -1);
  guint count = g_strv_length(parts);
  for (guint i = 0; i + 1 < count; i++)
    g_hash_table_add(people->pairs, g_strconcat(parts[i], " ", parts[i + 1], NULL));
  if (count > 1)
    g_hash_table_add(people->surnames, g_strdup(parts[count - 1]));
}

/* Bodies of more words than the place's. Towns of two words lend their name too seldom to look for. */
static void add_body(PlacePeople *people, const char *written) {
  gsize length = strcspn(written, " ");
  if (!written[length])
    return;
  g_autofree char *folded = g_utf8_strdown(written, (gssize)length);
  const GPtrArray *places = gazetteer_find(folded);
  if (!places)
    return;
  GPtrArray *names = g_hash_table_lookup(people->bodies, places);
  if (!names)
    g_hash_table_insert(people->bodies, (gpointer)places, names = g_ptr_array_new_with_free_func(g_free));
  if (names->len < BODIES_MAX)
    g_ptr_array_add(names, g_strdup(written));
}

void place_people_init(PlacePeople *people, const Document *document) {
  people->pairs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  people->surnames = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  people->bodies = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->kind == FINDING_PERSON)
      add_person(people, finding->value);
    const char *written = finding->kind == FINDING_ORGANISATION && finding->confidence >= SURE_BODY
                              ? finding_get_detail(finding, "as-written")
                              : NULL;
    if (written)
      add_body(people, written);
  }
}

void place_people_clear(PlacePeople *people) {
  g_hash_table_unref(people->pairs);
  g_hash_table_unref(people->surnames);
  g_hash_table_unref(people->bodies);
}

static gboolean is_pair(const NameWords *words, const PlacePeople *people, guint i) {
  char pair[RANGE_MAX];
  return name_words_has(words, i + 1, NAME_WORD_SPACED) && name_words_fold_range(words, i, i + 2, pair, sizeof pair) &&
         g_hash_table_contains(people->pairs, pair);
}

/* "Anna Lund", of whom the stage before has not made a person, and those whom it has. */
static gboolean is_part_of_person(const NameWords *words, const PlacePeople *people, guint first, guint next) {
  if (first > 0 && is_pair(words, people, first - 1))
    return TRUE;
  if (is_pair(words, people, next - 1))
    return TRUE;
  if (!first || !name_words_has(words, first, NAME_WORD_SPACED) || !name_words_has(words, first - 1, NAME_WORD_CAPITAL))
    return FALSE;
  if (name_words_has(words, first - 1, NAME_WORD_INITIAL) && !name_words_has(words, first - 1, NAME_WORD_FIRST))
    return TRUE;
  const NameWord *before = name_words_at(words, first - 1);
  return person_names_given(words->text + before->start, before->end - before->start) == GIVEN_NAME_SURE;
}

/* --- the words beside -----------------------------------------------------------------------------------------------
 */

typedef struct {
  const NameWords *words;
  const PlacePeople *people;
  guint first, next; /* words [first, next) are the name */
  PlaceWord before, after;
  gboolean preposition;
  gboolean capital_before, capital_after; /* of a word that is no such */
} Beside;

static void look_before(Beside *beside) {
  const NameWords *words = beside->words;
  char word[NAME_WORD_MAX];
  guint i = beside->first;
  if (!i || !name_words_has(words, i, NAME_WORD_JOINED) || !name_words_fold(words, i - 1, word))
    return;
  beside->preposition = place_word_is_preposition(word);
  beside->before = place_word_before(word);
  beside->capital_before = name_words_has(words, i - 1, NAME_WORD_CAPITAL) && beside->before == PLACE_WORD_NONE &&
                           !beside->preposition && !name_words_has(words, i, NAME_WORD_FIRST);
  if ((strcmp(word, "i") == 0 || strcmp(word, "på") == 0) && i > 1 && name_words_has(words, i - 1, NAME_WORD_JOINED) &&
      name_words_fold(words, i - 2, word)) {
    PlaceWord noun = place_word_before(word);
    /* "kommunen i Lund" and "regionen i Bergen" say less than "Fylkesmannen i Telemark" */
    if (noun == PLACE_WORD_OTHER_NAME || (noun == PLACE_WORD_COUNTY && strlen(word) > strlen("regionen")))
      beside->before = noun;
  }
}

static void look_after(Beside *beside) {
  const NameWords *words = beside->words;
  char word[NAME_WORD_MAX];
  guint i = beside->next;
  if (!name_words_has(words, i, NAME_WORD_JOINED) || !name_words_fold(words, i, word))
    return;
  gboolean same_line = name_words_has(words, i, NAME_WORD_SPACED);
  beside->after = place_word_after(word);
  if (!same_line && beside->after == PLACE_WORD_OTHER_NAME)
    beside->after = PLACE_WORD_NONE;
  beside->capital_after = same_line && name_words_has(words, i, NAME_WORD_CAPITAL) && beside->after == PLACE_WORD_NONE;
}

/* "lund.se", "anna@lund.se" */
static gboolean is_in_address(const NameWords *words, guint first, guint next) {
  gsize start = name_words_at(words, first)->start, end = name_words_at(words, next - 1)->end;
  const char *text = words->text;
  if (start > 0 && strchr("@._", text[start - 1]))
    return TRUE;
  return text[end] == '@' || text[end] == '_' || (text[end] == '.' && g_ascii_islower(text[end + 1]));
}

static gboolean is_surname(const Beside *beside) {
  char word[NAME_WORD_MAX];
  return beside->next == beside->first + 1 && name_words_fold(beside->words, beside->first, word) &&
         g_hash_table_contains(beside->people->surnames, word);
}

/* "Idar Sande, Sula": what stands behind somebody's name and a comma tells where they are from. */
static gboolean is_behind_person(const Beside *beside) {
  const NameWords *words = beside->words;
  guint i = beside->first;
  if (i < 2 || !is_pair(words, beside->people, i - 2))
    return FALSE;
  gsize from = name_words_at(words, i - 1)->end, to = name_words_at(words, i)->start;
  return to - from == 2 && memcmp(words->text + from, ", ", 2) == 0;
}

static PlaceTrust trust_common(const Beside *beside) {
  const NameWords *words = beside->words;
  if (beside->capital_before || beside->capital_after)
    return PLACE_UNLIKELY;
  if (name_words_has(words, beside->first, NAME_WORD_CAPITALS))
    return PLACE_UNLIKELY;
  if (beside->preposition || is_behind_person(beside))
    return PLACE_LIKELY;
  return name_words_has(words, beside->first, NAME_WORD_FIRST) ||
                 !name_words_has(words, beside->first, NAME_WORD_SPACED)
             ? PLACE_UNLIKELY
             : PLACE_POSSIBLE;
}

static gboolean begins_body(const Beside *beside, const GPtrArray *places) {
  const GPtrArray *names = g_hash_table_lookup(beside->people->bodies, places);
  const char *text = beside->words->text + name_words_at(beside->words, beside->first)->start;
  for (guint i = 0; names && i < names->len; i++)
    if (g_str_has_prefix(text, names->pdata[i]))
      return TRUE;
  return FALSE;
}

static PlaceTrust trust_of(const Beside *beside, const GPtrArray *places, gboolean ambiguous) {
  if (beside->after == PLACE_WORD_OTHER_NAME || (beside->before == PLACE_WORD_OTHER_NAME && beside->preposition) ||
      is_in_address(beside->words, beside->first, beside->next) ||
      is_part_of_person(beside->words, beside->people, beside->first, beside->next))
    return PLACE_BLOCKED;
  if (beside->after != PLACE_WORD_NONE || beside->before == PLACE_WORD_MUNICIPALITY ||
      beside->before == PLACE_WORD_COUNTY)
    return PLACE_CERTAIN;
  if (begins_body(beside, places))
    return PLACE_BLOCKED;
  if (is_surname(beside) && !beside->preposition)
    return PLACE_UNLIKELY;
  return ambiguous ? trust_common(beside) : PLACE_LIKELY;
}

/* --- names ----------------------------------------------------------------------------------------------------------
 */

/* The places of the longest name that begins at word `i`; *next gets the word behind it. */
static const GPtrArray *match(const NameWords *words, guint i, guint *next) {
  char text[RANGE_MAX];
  if (!name_words_fold(words, i, text))
    return NULL;
  guint most = gazetteer_words(text), count = 1;
  while (count < most && name_words_has(words, i + count, NAME_WORD_JOINED))
    count++;
  for (; most && count > 0; count--) {
    const GPtrArray *places =
        name_words_fold_range(words, i, i + count, text, sizeof text) ? gazetteer_find(text) : NULL;
    if (places) {
      *next = i + count;
      return places;
    }
  }
  return NULL;
}

/* "Vestfold-kommunene", "Lund-regionen" */
static const GPtrArray *match_compound(const NameWords *words, guint i, gsize *length) {
  char text[NAME_WORD_MAX];
  if (!name_words_fold(words, i, text))
    return NULL;
  char *hyphen = strrchr(text, '-');
  if (!hyphen || !(g_str_has_prefix(hyphen + 1, "kommun") || g_str_has_prefix(hyphen + 1, "region") ||
                   g_str_has_prefix(hyphen + 1, "områd")))
    return NULL;
  *hyphen = '\0';
  /* folding can change a letter's bytes: the hyphen is looked for in the word itself */
  const NameWord *word = name_words_at(words, i);
  const char *written = g_strrstr_len(words->text + word->start, (gssize)(word->end - word->start), "-");
  *length = (gsize)(written - (words->text + word->start));
  return gazetteer_find(text);
}

static gboolean is_ambiguous(const GPtrArray *places) {
  for (guint i = 0; i < places->len; i++)
    if (((const GazetteerPlace *)places->pdata[i])->ambiguous)
      return TRUE;
  return FALSE;
}

/* What parts two places of one list: "Lund, Mora och Ale", "Ørsta/Volda", items of a list. */
static gboolean is_link(const char *text, gsize from, gsize to) {
  if (to <= from || to - from > LINK_MAX)
    return FALSE;
  static const char *const words[] = {"och", "og", "samt", "and", "eller"};
  gboolean sign = FALSE, conjunction = FALSE;
  for (const char *p = text + from; p < text + to;) {
    gsize length = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(words) && !length; i++)
      if (strncmp(p, words[i], strlen(words[i])) == 0)
        length = strlen(words[i]);
    conjunction |= length > 0;
    if (!length) {
      gunichar c = g_utf8_get_char(p);
      if (g_unichar_isalnum(c) || c == '.' || c == '(' || c == ')')
        return FALSE;
      sign |= c != ' ';
      length = (gsize)(utf8_after(p) - p);
    }
    p += length;
  }
  return sign || conjunction;
}

static gboolean is_within(const char *text, gsize from, gsize to) {
  static const char *const gaps[] = {" i ", ", ", " (", " kommune i ", " kommun i "};
  for (gsize i = 0; i < G_N_ELEMENTS(gaps); i++)
    if (to - from == strlen(gaps[i]) && strncmp(text + from, gaps[i], to - from) == 0)
      return TRUE;
  return FALSE;
}

static void add(GArray *mentions, PlaceMention *mention, const NameWords *words) {
  if (mentions->len) {
    PlaceMention *before = &g_array_index(mentions, PlaceMention, mentions->len - 1);
    if (before->unit == mention->unit && before->field == mention->field) {
      const GazetteerPlace *place = mention->places->pdata[0];
      mention->linked = is_link(words->text, before->end, mention->start);
      before->within = place->level == GAZETTEER_COUNTY && is_within(words->text, before->end, mention->start);
    }
  }
  g_array_append_val(mentions, *mention);
}

void place_mentions_find(GArray *mentions, const NameWords *words, const PlacePeople *people, guint unit,
                         FindingField field, const char *country) {
  for (guint i = 0; i < words->words->len;) {
    guint next = i + 1;
    gsize length = 0;
    const GPtrArray *places = name_words_has(words, i, NAME_WORD_CAPITAL) ? match(words, i, &next) : NULL;
    if (!places && name_words_has(words, i, NAME_WORD_CAPITAL))
      places = match_compound(words, i, &length);
    if (places) {
      Beside beside = {.words = words, .people = people, .first = i, .next = next};
      look_before(&beside);
      look_after(&beside);
      PlaceMention mention = {.unit = unit, .field = field, .places = places, .country = country};
      mention.start = name_words_at(words, i)->start;
      mention.end = length ? mention.start + length : name_words_at(words, next - 1)->end;
      mention.ambiguous = is_ambiguous(places);
      mention.trust = length ? PLACE_CERTAIN : trust_of(&beside, places, mention.ambiguous);
      mention.municipality = beside.after == PLACE_WORD_MUNICIPALITY;
      mention.behind_person = mention.trust != PLACE_BLOCKED && is_behind_person(&beside);
      mention.county =
          !mention.municipality && (beside.after == PLACE_WORD_COUNTY || beside.before == PLACE_WORD_COUNTY);
      add(mentions, &mention, words);
    }
    i = next;
  }
}
