/* What stands behind a name: title, party, organisation. One line of text is read, or the lines of a contact box. */
#include "pipeline/stages/person_match.h"

#include "language/organisations.h"
#include "language/person_names.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define SEGMENTS_MAX 4
#define SEGMENT_WORDS_MAX 9
#define TITLE_BYTES_MAX 90

typedef enum { PART_NONE, PART_SPACE, PART_COMMA, PART_DASH, PART_PAREN, PART_LINE } Parting;

static TextSpan word_span(const NameWords *words, guint i) {
  const NameWord *word = name_words_at(words, i);
  return (TextSpan){words->text + word->start, word->end - word->start};
}

/* The text between word i - 1 and word i. */
static TextSpan gap_before(const NameWords *words, guint i) {
  gsize from = i ? name_words_at(words, i - 1)->end : 0;
  return (TextSpan){words->text + from, name_words_at(words, i)->start - from};
}

static Parting parting_of_gap(TextSpan gap) {
  guint line_ends = 0;
  Parting parting = PART_SPACE;
  for (const char *p = gap.start; p < gap.start + gap.length; p = utf8_after(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '.' || c == ';' || c == '!' || c == '?' || c == '@' || c == '*' || c == '+' || c == 0xA7 || c == 0x2022)
      return PART_NONE;
    line_ends += c == '\n' ? 1 : 0;
    if (c == ',' || c == '\t' || c == ':' || c == '|' || c == 0xB7)
      parting = PART_COMMA;
    else if (c == '-' || c == 0x2013 || c == 0x2014 || c == '/')
      parting = PART_DASH;
    else if (c == '(' || c == '[')
      parting = PART_PAREN;
  }
  return line_ends > 1 ? PART_NONE : line_ends ? PART_LINE : parting;
}

static gboolean is_conjunction(TextSpan word) {
  static const char *const list[] = {"och", "og", "samt", "and"};
  for (gsize i = 0; i < G_N_ELEMENTS(list); i++)
    if (span_equal(word, span_of(list[i])))
      return TRUE;
  return FALSE;
}

/* How word `i` is parted from the one before it. The hyphen of "miljö- och byggnadschef" parts nothing. */
static Parting parting_of(const NameWords *words, guint i) {
  TextSpan gap = gap_before(words, i);
  if (span_equal(gap, span_of("- ")) && is_conjunction(word_span(words, i)))
    return PART_SPACE;
  return parting_of_gap(gap);
}

/* The word behind the segment that begins at `i`: up to what parts it from the next, or a conjunction before a name. */
static guint segment_end(const NameWords *words, guint i) {
  guint end = i + 1;
  PersonName other;
  while (end < words->words->len && end - i < SEGMENT_WORDS_MAX) {
    TextSpan gap = gap_before(words, end);
    if (parting_of(words, end) != PART_SPACE || memchr(gap.start, ')', gap.length))
      break;
    if (is_conjunction(word_span(words, end)) && end + 1 < words->words->len &&
        person_match(words, end + 1, FALSE, &other))
      break;
    end++;
  }
  return end;
}

static gboolean has_title(const NameWords *words, guint from, guint to) {
  char folded[NAME_WORD_MAX];
  for (guint i = from; i < to; i++)
    if (name_words_fold(words, i, folded) && person_names_title(folded))
      return TRUE;
  return FALSE;
}

static gboolean is_party(TextSpan word) {
  static const char *const parties[] = {"S",   "M",  "C",  "L",  "V",   "KD",  "MP",  "SD",  "FP",  "Ap",  "AP",
                                        "H",   "Sp", "SP", "SV", "KrF", "Krf", "KRF", "FrP", "Frp", "FRP", "R",
                                        "MDG", "A",  "SF", "K",  "Ø",   "Å",   "DF",  "B",   "F",   "O",   "PP"};
  for (gsize i = 0; i < G_N_ELEMENTS(parties); i++)
    if (span_equal(word, span_of(parties[i])))
      return TRUE;
  return FALSE;
}

static char *text_of(const NameWords *words, guint from, guint to) {
  gsize start = name_words_at(words, from)->start, end = name_words_at(words, to - 1)->end;
  return g_strdelimit(g_strndup(words->text + start, end - start), "\n\t", ' ');
}

static void set_title(PersonAffiliation *affiliation, const NameWords *words, guint from, guint to) {
  static const char *const links[] = {"vid", "på", "i", "hos", "ved", "från", "fra", "for", "för", "av", "at", "of"};
  while (to > from) {
    gboolean link = FALSE;
    for (gsize l = 0; l < G_N_ELEMENTS(links) && !link; l++)
      link = span_equal(word_span(words, to - 1), span_of(links[l]));
    if (!link)
      break;
    to--;
  }
  if (affiliation->title || to <= from ||
      name_words_at(words, to - 1)->end - name_words_at(words, from)->start > TITLE_BYTES_MAX)
    return;
  affiliation->title = text_of(words, from, to);
}

/* An organisation within the segment; what stands before it may be the title. */
static gboolean read_organisation(const NameWords *words, guint from, guint to, const OrganisationContext *context,
                                  const char *country, PersonAffiliation *affiliation) {
  for (guint i = from; i < to; i++) {
    OrganisationMention mention = {0};
    if (!organisation_may_begin(words, i) || !organisation_match(words, i, context, country, &mention))
      continue;
    if (affiliation->organisation.value) {
      organisation_mention_clear(&mention);
    } else {
      affiliation->organisation = mention;
      if (mention.first > from)
        set_title(affiliation, words, from, mention.first);
      affiliation->next = MAX(mention.next, to);
    }
    return TRUE;
  }
  return FALSE;
}

/* "Länsstyrelsen", "Kommunen": where somebody works, but not which one. */
static gboolean is_bare(const NameWords *words, guint from, guint to) {
  static const char *const bare[] = {"länsstyrelsen",    "kommunen",       "regionen",        "landstinget",
                                     "universitetet",    "högskolan",      "høgskolen",       "fylkesmannen",
                                     "statsforvalteren", "fylkeskommunen", "høyskolen",       "departementet",
                                     "direktoratet",     "kommunestyret",  "kommunstyrelsen", "kommunfullmäktige",
                                     "formannskapet",    "byrådet",        "leder",           "fylkestinget"};
  for (gsize i = 0; to == from + 1 && i < G_N_ELEMENTS(bare); i++)
    if (span_equal_nocase(word_span(words, from), span_of(bare[i])))
      return TRUE;
  return FALSE;
}

/* The words [from, to) as an organisation, unless they name a place. */
static gboolean take_unknown(const NameWords *words, guint from, guint to, const char *country, double confidence,
                             PersonAffiliation *affiliation) {
  char folded[160];
  if (!name_words_fold_range(words, from, to, folded, sizeof folded) || organisations_municipality(folded) ||
      organisations_county(folded) || person_names_title(folded))
    return FALSE;
  affiliation->organisation = (OrganisationMention){
      .start = name_words_at(words, from)->start,
      .end = name_words_at(words, to - 1)->end,
      .first = from,
      .next = to,
      .value = text_of(words, from, to),
      .country = country,
      .confidence = is_bare(words, from, to) ? 0 : confidence,
  };
  affiliation->next = to;
  return TRUE;
}

/* A name of a form that no rule knows: short, mostly capitals, and nothing but it in the segment. */
static gboolean read_unknown(const NameWords *words, guint from, guint to, Parting parting, gboolean listed,
                             const char *country, PersonAffiliation *affiliation) {
  guint capitals = 0, others = 0;
  if (!name_words_has(words, from, NAME_WORD_CAPITAL) || to - from > 6 || word_is_function(word_span(words, from)))
    return FALSE;
  for (guint i = from; i < to; i++) {
    if (name_words_has(words, i, NAME_WORD_DIGITS))
      return FALSE;
    if (name_words_has(words, i, NAME_WORD_CAPITAL))
      capitals++;
    else if (!word_is_function(word_span(words, i)))
      others++;
  }
  gboolean noun = organisation_has_noun(words->text + name_words_at(words, from)->start,
                                        name_words_at(words, to - 1)->end - name_words_at(words, from)->start);
  PersonName other;
  if (!noun &&
      ((!listed && parting != PART_PAREN) || name_words_at(words, from)->end - name_words_at(words, from)->start < 3 ||
       person_match(words, from, FALSE, &other)))
    return FALSE;
  if (!noun && (others > 1 || others >= capitals || (parting == PART_DASH && others) || parting == PART_LINE))
    return FALSE;
  if (to < words->words->len) {
    Parting after = parting_of(words, to);
    TextSpan gap = gap_before(words, to);
    if (after == PART_SPACE && !is_conjunction(word_span(words, to)) && !memchr(gap.start, ')', gap.length))
      return FALSE;
  }
  return take_unknown(words, from, to, country, noun ? 0.7 : 0.55, affiliation);
}

/* "från", "fra", "vid" between a name and its organisation. */
static gboolean is_from(TextSpan word) {
  static const char *const list[] = {"från", "fra", "frå", "vid", "ved", "på", "hos", "i", "from", "at"};
  for (gsize i = 0; i < G_N_ELEMENTS(list); i++)
    if (span_equal(word, span_of(list[i])))
      return TRUE;
  return FALSE;
}

/* "från Grönkraft": capitalised words behind a preposition that names where somebody comes from. */
static gboolean read_capitals(const NameWords *words, guint at, const char *country, PersonAffiliation *affiliation) {
  static const char *const from[] = {"från", "fra", "frå", "from"};
  gboolean comes_from = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(from) && !comes_from; i++)
    comes_from = span_equal(word_span(words, at), span_of(from[i]));
  guint end = at + 1;
  while (end < words->words->len && end - at <= 4 && name_words_has(words, end, NAME_WORD_CAPITAL) &&
         name_words_has(words, end, NAME_WORD_SPACED))
    end++;
  if (words->text[name_words_at(words, end - 1)->end] == '-') { /* "Teknik- og Miljøforvaltningen" */
    if (end + 1 >= words->words->len || !is_conjunction(word_span(words, end)) ||
        !name_words_has(words, end + 1, NAME_WORD_CAPITAL))
      return FALSE;
    end += 2;
  }
  return comes_from && end > at + 1 && take_unknown(words, at + 1, end, country, 0.6, affiliation);
}

/* Reads one segment; FALSE ends it all. */
static gboolean read_segment(const NameWords *words, guint at, Parting parting, gboolean listed,
                             const OrganisationContext *context, const char *country, PersonAffiliation *affiliation) {
  PersonName other;
  if (person_match(words, at, FALSE, &other) && other.sure)
    return FALSE;
  if (parting == PART_SPACE) { /* "Anna Ek från Lunds kommun", "Kjetil Berg KS" */
    guint from = at + (is_from(word_span(words, at)) ? 1 : 0);
    OrganisationMention mention = {0};
    if (affiliation->organisation.value || from >= words->words->len)
      return FALSE;
    if (!organisation_match(words, from, context, country, &mention))
      return from > at && read_capitals(words, at, country, affiliation);
    if (mention.first != from || (from == at && mention.confidence < 0.85)) {
      organisation_mention_clear(&mention);
      return FALSE;
    }
    affiliation->organisation = mention;
    affiliation->next = mention.next;
    return TRUE;
  }
  guint end = segment_end(words, at);
  if (end == at + 1 && is_party(word_span(words, at)) && (parting == PART_PAREN || parting == PART_COMMA)) {
    g_free(affiliation->party);
    affiliation->party = text_of(words, at, end);
    affiliation->next = end;
    return TRUE;
  }
  gboolean title = has_title(words, at, end);
  if ((title || name_words_has(words, at, NAME_WORD_CAPITAL) || organisation_may_begin(words, at)) &&
      !affiliation->organisation.value && read_organisation(words, at, end, context, country, affiliation))
    return TRUE;
  if (title && !affiliation->title) {
    set_title(affiliation, words, at, end);
    affiliation->next = end;
    return TRUE;
  }
  return !affiliation->organisation.value && read_unknown(words, at, end, parting, listed, country, affiliation);
}

/* A name that has its line for itself may go on in the next lines. */
static gboolean is_alone(const NameWords *words, const PersonName *name) {
  gsize start = name->start;
  while (start && (words->text[start - 1] == ' ' || words->text[start - 1] == '-' || words->text[start - 1] == '*'))
    start--;
  return (!start || words->text[start - 1] == '\n') && words->text[name->end] == '\n';
}

/* Whether the name stands where lists have their names: opens a line, a cell or an item, or follows another. */
static gboolean is_listed(const NameWords *words, const PersonName *name) {
  gsize start = name->start;
  while (start && words->text[start - 1] == ' ')
    start--;
  if (!start || strchr("\n\t,:;-*)", words->text[start - 1]) || (guint8)words->text[start - 1] >= 0x80)
    return TRUE;
  return name->first &&
         (is_conjunction(word_span(words, name->first - 1)) || has_title(words, name->first - 1, name->first));
}

void person_affiliation_read(const NameWords *words, const PersonName *name, const OrganisationContext *context,
                             const char *country, PersonAffiliation *affiliation) {
  *affiliation = (PersonAffiliation){.next = name->next};
  gboolean listed = is_listed(words, name), alone = is_alone(words, name), comma_before_line = FALSE;
  for (guint s = 0; s < SEGMENTS_MAX && affiliation->next < words->words->len; s++) {
    guint at = affiliation->next;
    TextSpan gap = gap_before(words, at);
    Parting parting = parting_of(words, at);
    comma_before_line = parting == PART_LINE && memchr(gap.start, ',', gap.length);
    if (parting == PART_NONE || (parting == PART_LINE && !alone && !comma_before_line) ||
        memchr(gap.start, '@', gap.length))
      return;
    if (parting == PART_SPACE && memchr(gap.start, ')', gap.length) && s == 0)
      return;
    if (!read_segment(words, at, parting, listed, context, country, affiliation))
      return;
  }
}

void person_affiliation_clear(PersonAffiliation *affiliation) {
  organisation_mention_clear(&affiliation->organisation);
  g_free(affiliation->title);
  g_free(affiliation->party);
  *affiliation = (PersonAffiliation){0};
}
