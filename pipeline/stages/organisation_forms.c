/* Rules of form: "X kommun(e)", "Länsstyrelsen (i) X (län)", "Høgskolen i X", "X AB", "...direktoratet". */
#include "pipeline/stages/organisation_forms.h"

#include "language/organisations.h"
#include "language/person_names.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define RUN_MAX 4 /* capitalised words before a head ("Blekinge Tekniska Högskola") */

static TextSpan word_span(const NameWords *words, guint i) {
  const NameWord *word = name_words_at(words, i);
  return (TextSpan){words->text + word->start, word->end - word->start};
}

static gboolean is_function(const NameWords *words, guint i) {
  return word_is_function(word_span(words, i));
}

static gboolean is_given_name(const NameWords *words, guint i) {
  TextSpan word = word_span(words, i);
  return person_names_given(word.start, word.length) == GIVEN_NAME_SURE;
}

static gboolean is_title(const NameWords *words, guint i) {
  char folded[NAME_WORD_MAX];
  return name_words_fold(words, i, folded) && person_names_title(folded);
}

/* Fills the range; the value is `value` (taken), or what is written, without the genitive of its last word. */
static gboolean take(const NameWords *words, guint first, guint next, char *value, const char *country,
                     double confidence, OrganisationMention *mention) {
  mention->first = first;
  mention->next = next;
  mention->start = name_words_at(words, first)->start;
  mention->end = name_words_at(words, next - 1)->end;
  mention->value = value;
  if (!value) {
    g_autofree char *written = g_strndup(words->text + mention->start, mention->end - mention->start);
    g_auto(GStrv) parts = g_strsplit_set(written, " \n\t", -1);
    GString *joined = g_string_new(NULL);
    for (char **part = parts; *part; part++)
      if (**part)
        g_string_append_printf(joined, "%s%s", joined->len ? " " : "", *part);
    mention->value = g_string_free(joined, FALSE);
  }
  mention->country = country;
  mention->confidence = confidence;
  return TRUE;
}

/* Words of the longest county name that begins at `i`; 0 where none does. *name gets the official one. */
static guint county_at(const NameWords *words, guint i, const char **name) {
  char text[160];
  if (!name_words_has(words, i, NAME_WORD_CAPITAL))
    return 0;
  guint found = 0;
  for (guint n = 1; n <= COUNTY_WORDS_MAX && i + n <= words->words->len; n++) {
    if (n > 1 && !name_words_has(words, i + n - 1, NAME_WORD_JOINED))
      break;
    const char *official =
        name_words_fold_range(words, i, i + n, text, sizeof text) ? organisations_county(text) : NULL;
    if (official) {
      found = n;
      *name = official;
    }
  }
  return found;
}

static gboolean word_is(const NameWords *words, guint i, const char *lower) {
  return i < words->words->len && span_equal_nocase(word_span(words, i), span_of(lower));
}

/* Capitalised words from `i` on, on one line, at most `most`, none a given name or a function word. */
static guint capital_run(const NameWords *words, guint i, guint most) {
  guint n = 0;
  while (n < most && i + n < words->words->len && name_words_has(words, i + n, NAME_WORD_CAPITAL) &&
         (!n || name_words_has(words, i + n, NAME_WORD_SPACED)) && !is_function(words, i + n) &&
         !is_given_name(words, i + n))
    n++;
  return n;
}

/* --- bodies that are named before their place ----------------------------------------------------------------------
 */

static gboolean match_county_board(const NameWords *words, guint i, OrganisationMention *mention) {
  guint at = i + 1 + (word_is(words, i + 1, "i") ? 1 : 0);
  const char *name = NULL;
  if (!name_words_has(words, at, NAME_WORD_JOINED))
    return FALSE;
  guint count = county_at(words, at, &name);
  if (!count) { /* counties that are no more */
    count = capital_run(words, at, 3);
    if (!count || !word_is(words, at + count, "län") || !name_words_has(words, i, NAME_WORD_CAPITAL))
      return FALSE;
    return take(words, i, at + count + 1, NULL, "SE", 0.8, mention);
  }
  guint end = at + count;
  if ((word_is(words, end, "län") || word_is(words, end, "läns")) && name_words_has(words, end, NAME_WORD_JOINED))
    end++;
  return take(words, i, end, g_strconcat("Länsstyrelsen i ", name, NULL), "SE", 0.95, mention);
}

/* What the offices of the counties before 2020 are part of since. */
static const char *governor_today(const char *county) {
  static const struct {
    const char *before, *today;
  } merged[] = {
      {"Hedmark", "Innlandet"},
      {"Oppland", "Innlandet"},
      {"Hordaland", "Vestland"},
      {"Sogn og Fjordane", "Vestland"},
      {"Aust-Agder", "Agder"},
      {"Vest-Agder", "Agder"},
      {"Sør-Trøndelag", "Trøndelag"},
      {"Nord-Trøndelag", "Trøndelag"},
      {"Vestfold", "Vestfold og Telemark"},
      {"Telemark", "Vestfold og Telemark"},
      {"Troms", "Troms og Finnmark"},
      {"Finnmark", "Troms og Finnmark"},
      {"Oslo", "Østfold, Buskerud, Oslo og Akershus"},
      {"Akershus", "Østfold, Buskerud, Oslo og Akershus"},
      {"Østfold", "Østfold, Buskerud, Oslo og Akershus"},
      {"Buskerud", "Østfold, Buskerud, Oslo og Akershus"},
      {"Viken", "Østfold, Buskerud, Oslo og Akershus"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(merged); i++)
    if (strcmp(merged[i].before, county) == 0)
      return merged[i].today;
  return county;
}

/* "Fylkesmannen i Oslo og Akershus", "Statsforvalteren i Vestland". */
static gboolean match_governor(const NameWords *words, guint i, OrganisationMention *mention) {
  const char *name = NULL, *second = NULL;
  if (!word_is(words, i + 1, "i"))
    return FALSE;
  guint count = county_at(words, i + 2, &name);
  if (!count)
    return FALSE;
  guint end = i + 2 + count;
  if (word_is(words, end, "og")) {
    guint more = county_at(words, end + 1, &second);
    end += more ? more + 1 : 0;
  }
  return take(words, i, end, g_strconcat("Statsforvalteren i ", governor_today(name), NULL), "NO", 0.95, mention);
}

/* "Landstinget (i) X (län)", "Region X (län)" */
static gboolean match_region(const NameWords *words, guint i, gboolean council, const char *country,
                             OrganisationMention *mention) {
  guint at = i + 1 + (council && word_is(words, i + 1, "i") ? 1 : 0);
  if (!name_words_has(words, at, NAME_WORD_SPACED) || (!council && !name_words_has(words, i, NAME_WORD_CAPITAL)))
    return FALSE;
  const char *name = NULL;
  guint count = county_at(words, at, &name);
  if (!count)
    count = capital_run(words, at, 2);
  if (!count || name_words_has(words, at, NAME_WORD_DIGITS | NAME_WORD_INITIAL))
    return FALSE;
  guint end = at + count;
  if (word_is(words, end, "län"))
    end++;
  return take(words, i, end, NULL, name ? "SE" : country, name ? 0.9 : 0.7, mention);
}

/* "Universitetet i X", "Høgskolen i/på X (og Y)", "Högskolan (i) X" */
static gboolean match_university(const NameWords *words, guint i, const char *country, OrganisationMention *mention) {
  guint at = i + 1;
  if (word_is(words, at, "i") || word_is(words, at, "på"))
    at++;
  else if (!span_equal_nocase(word_span(words, i), span_of("högskolan")))
    return FALSE;
  guint count = name_words_has(words, at, NAME_WORD_SPACED) ? capital_run(words, at, 2) : 0;
  if (!count || !name_words_has(words, i, NAME_WORD_CAPITAL))
    return FALSE;
  guint end = at + count;
  if (word_is(words, end, "og") && name_words_has(words, end + 1, NAME_WORD_CAPITAL) &&
      name_words_has(words, end + 1, NAME_WORD_SPACED) && span_starts_with_nocase(word_span(words, i), "h"))
    end += 2;
  return take(words, i, end, NULL, country, 0.9, mention);
}

/* "Direktoratet for X og Y", "Norsk institutt for X", "Senter for X" */
static gboolean match_for(const NameWords *words, guint i, const char *country, OrganisationMention *mention) {
  guint at = i + 1 + (word_is(words, i, "norsk") || word_is(words, i, "nasjonalt") ? 1 : 0);
  static const char *const heads[] = {"direktoratet", "institutt", "institutionen", "senter",
                                      "centrum",      "center",    "instituttet"};
  gboolean head = FALSE;
  for (gsize h = 0; h < G_N_ELEMENTS(heads) && !head; h++)
    head = word_is(words, at - 1, heads[h]);
  if (!head || !(word_is(words, at, "for") || word_is(words, at, "för")) || at + 1 >= words->words->len ||
      !name_words_has(words, at + 1, NAME_WORD_JOINED) || name_words_has(words, at + 1, NAME_WORD_DIGITS) ||
      is_function(words, at + 1))
    return FALSE;
  guint end = at + 2;
  if ((word_is(words, end, "og") || word_is(words, end, "och")) && name_words_has(words, end + 1, NAME_WORD_JOINED) &&
      !name_words_has(words, end + 1, NAME_WORD_CAPITAL) && !is_function(words, end + 1) && !is_title(words, end + 1))
    end += 2;
  return take(words, i, end, NULL, country, 0.6, mention);
}

/* "Stiftelsen X", "Föreningen X Y" */
static gboolean match_named(const NameWords *words, guint i, const char *country, OrganisationMention *mention) {
  guint count = name_words_has(words, i + 1, NAME_WORD_SPACED) ? capital_run(words, i + 1, RUN_MAX) : 0;
  guint end = i + 1 + count;
  if (count && end < words->words->len && name_words_has(words, end, NAME_WORD_SPACED) && !is_function(words, end)) {
    TextSpan last = word_span(words, end - 1); /* "Föreningen Rönnöns vänner" */
    count += last.start[last.length - 1] == 's' ? 1 : 0;
  }
  return count && take(words, i, i + 1 + count, NULL, country, 0.7, mention);
}

typedef enum { COUNTY_BOARD, GOVERNOR, COUNCIL, REGION, UNIVERSITY, FOR, NAMED } Opening;

static gboolean match_opening(const NameWords *words, guint i, const char *folded, const char *country,
                              OrganisationMention *mention) {
  static const struct {
    const char *word;
    Opening opening;
  } openings[] = {{"länsstyrelsen", COUNTY_BOARD},
                  {"länsstyrelserna", COUNTY_BOARD},
                  {"fylkesmannen", GOVERNOR},
                  {"statsforvalteren", GOVERNOR},
                  {"statsforvaltaren", GOVERNOR},
                  {"landstinget", COUNCIL},
                  {"region", REGION},
                  {"universitetet", UNIVERSITY},
                  {"högskolan", UNIVERSITY},
                  {"høgskolen", UNIVERSITY},
                  {"høgskulen", UNIVERSITY},
                  {"høyskolen", UNIVERSITY},
                  {"direktoratet", FOR},
                  {"norsk", FOR},
                  {"nasjonalt", FOR},
                  {"institutt", FOR},
                  {"institutionen", FOR},
                  {"senter", FOR},
                  {"centrum", FOR},
                  {"center", FOR},
                  {"stiftelsen", NAMED},
                  {"föreningen", NAMED},
                  {"foreningen", NAMED},
                  {"nätverket", NAMED},
                  {"nettverket", NAMED},
                  {"netværket", NAMED},
                  {"vannområde", NAMED},
                  {"vassområde", NAMED}};
  for (gsize o = 0; strchr("lfsruhdnicv", folded[0]) && o < G_N_ELEMENTS(openings); o++) {
    if (openings[o].word[0] != folded[0] || strcmp(openings[o].word, folded) != 0)
      continue;
    switch (openings[o].opening) {
    case COUNTY_BOARD:
      return match_county_board(words, i, mention);
    case GOVERNOR:
      return match_governor(words, i, mention);
    case COUNCIL:
      return match_region(words, i, TRUE, "SE", mention);
    case REGION:
      return match_region(words, i, FALSE, country, mention);
    case UNIVERSITY:
      return match_university(words, i, country, mention);
    case FOR:
      return name_words_has(words, i, NAME_WORD_CAPITAL) && match_for(words, i, country, mention);
    case NAMED:
      return name_words_has(words, i, NAME_WORD_CAPITAL) && match_named(words, i, country, mention);
    }
  }
  return FALSE;
}

/* --- bodies that are named after their place -----------------------------------------------------------------------
 */

typedef enum {
  HEAD_NONE,
  HEAD_MUNICIPALITY,
  HEAD_MUNICIPALITIES,
  HEAD_CITY,
  HEAD_COUNTY,
  HEAD_OTHER,
  HEAD_SOFT, /* common nouns: the name before must be of two words, or a genitive */
  HEAD_BOARD,
  HEAD_COMPANY
} Head;

static Head head_of(const NameWords *words, guint i) {
  static const struct {
    const char *word;
    Head head;
  } heads[] = {{"kommun", HEAD_MUNICIPALITY},
               {"kommune", HEAD_MUNICIPALITY},
               {"kommuner", HEAD_MUNICIPALITIES},
               {"kommunar", HEAD_MUNICIPALITIES},
               {"stad", HEAD_CITY},
               {"fylkeskommune", HEAD_COUNTY},
               {"landsting", HEAD_COUNTY},
               {"universitet", HEAD_OTHER},
               {"university", HEAD_OTHER},
               {"högskola", HEAD_OTHER},
               {"høgskole", HEAD_OTHER},
               {"høgskule", HEAD_OTHER},
               {"høyskole", HEAD_OTHER},
               {"højskole", HEAD_OTHER},
               {"kommunalförbund", HEAD_OTHER},
               {"regionförbund", HEAD_OTHER},
               {"kommuneforbund", HEAD_OTHER},
               {"förbund", HEAD_SOFT},
               {"forbund", HEAD_SOFT},
               {"förening", HEAD_SOFT},
               {"forening", HEAD_SOFT},
               {"naturskyddsförening", HEAD_OTHER},
               {"turistforening", HEAD_OTHER},
               {"nätverk", HEAD_SOFT},
               {"nettverk", HEAD_SOFT},
               {"institut", HEAD_SOFT},
               {"institutt", HEAD_SOFT},
               {"länsstyrelse", HEAD_BOARD},
               {"regionråd", HEAD_OTHER},
               {"vattenvårdsförbund", HEAD_OTHER},
               {"vattenråd", HEAD_OTHER},
               {"räddningstjänst", HEAD_OTHER},
               {"brannvesen", HEAD_OTHER}};
  static const char *const companies[] = {"AB", "AS", "ASA", "IKS", "KF", "ApS", "A/S", "I/S", "HB", "SA"};
  char folded[NAME_WORD_MAX];
  TextSpan written = word_span(words, i);
  for (gsize c = 0; c < G_N_ELEMENTS(companies); c++)
    if (span_equal(written, span_of(companies[c])))
      return HEAD_COMPANY;
  name_words_fold(words, i, folded);
  for (gsize h = 0; h < G_N_ELEMENTS(heads); h++) {
    if (heads[h].word[0] != folded[0])
      continue;
    gsize length = strlen(heads[h].word);
    if (strncmp(folded, heads[h].word, length) == 0 && (!folded[length] || strcmp(folded + length, "s") == 0))
      return heads[h].head;
  }
  return HEAD_NONE;
}

/* Swedish names that end in a consonant have the genitive before "kommun"; Kalmar has none. */
static const char *genitive_of(const char *name) {
  gunichar last = g_unichar_tolower(g_utf8_get_char(g_utf8_prev_char(name + strlen(name))));
  static const char no_ending[] = "aeiouyåäösxz";
  return strcmp(name, "Kalmar") == 0 || g_utf8_strchr(no_ending, -1, last) ? "" : "s";
}

/* The name under which the table has it, or the one given; takes and returns an allocated text. */
static char *as_in_table(char *value) {
  const Organisation *named = organisations_by_name(value);
  if (!named)
    return value;
  g_free(value);
  return g_strdup(organisation_name_today(named));
}

/* "Lunds kommun" of the words [first, next) and the country: "kommune" in Norway; Danish ones write "Kommune". */
static char *municipality_value(const NameWords *words, guint first, guint next, const char *country, gboolean known) {
  gsize start = name_words_at(words, first)->start;
  g_autofree char *name = g_strndup(words->text + start, name_words_at(words, next - 1)->end - start);
  gboolean swedish = g_strcmp0(country, "SE") == 0;
  const char *noun = swedish ? "kommun" : g_strcmp0(country, "NO") == 0 ? "kommune" : "Kommune";
  char *value = g_strconcat(name, swedish && known ? genitive_of(name) : "", " ", noun, NULL);
  return as_in_table(g_strdelimit(value, "\n\t", ' '));
}

/* "Ny kommun", in the capitals of a headline. */
static gboolean is_adjective(const NameWords *words, guint i) {
  static const char *const list[] = {
      "ny",         "grön",    "grønn",   "grøn",        "smart",      "hållbar",   "bærekraftig", "berekraftig",
      "bæredygtig", "levande", "levende", "attraktiv",   "god",        "stor",      "liten",       "lille",
      "varje",      "egen",    "vilken",  "hele",        "samme",      "fossilfri", "aktiv",       "öppen",
      "åpen",       "trygg",   "sund",    "klimatsmart", "livskraftig"};
  for (gsize l = 0; l < G_N_ELEMENTS(list); l++)
    if (word_is(words, i, list[l]))
      return TRUE;
  return FALSE;
}

/* The name of the place may be a part of the run only ("I Upplands Väsby kommun"): the longest that is one. */
static gboolean match_municipality(const NameWords *words, guint i, guint head, Head kind, const char *country,
                                   OrganisationMention *mention) {
  char text[160];
  const char *known = NULL;
  guint first = i;
  for (; first < head && !known; first++)
    if (name_words_fold_range(words, first, head, text, sizeof text))
      known = organisations_municipality(text);
  first = known ? first - 1 : head - 1;
  gboolean doubtful = !known && (is_adjective(words, first) || kind != HEAD_MUNICIPALITY || is_function(words, first) ||
                                 name_words_has(words, first, NAME_WORD_CAPITALS) ||
                                 (name_words_has(words, first, NAME_WORD_FIRST) && g_strcmp0(country, "DK") != 0));
  if (doubtful)
    return FALSE;
  const char *where =
      known && !(g_strcmp0(country, "DK") == 0 && name_words_has(words, head, NAME_WORD_CAPITAL)) ? known : country;
  if (!where && span_starts_with_nocase(word_span(words, head), "kommune"))
    where = "DK";
  else if (!where)
    where = "SE";
  char *value = kind == HEAD_CITY ? NULL : municipality_value(words, first, head, where, known != NULL);
  take(words, first, head + 1, value, where, known ? 0.95 : 0.8, mention);
  mention->value = as_in_table(mention->value);
  return TRUE;
}

/* Drops the genitive of the last word, which is a head. */
static void drop_genitive(OrganisationMention *mention) {
  gsize length = strlen(mention->value);
  if (length > 2 && mention->value[length - 1] == 's')
    mention->value[length - 1] = '\0';
}

static gboolean all_capitals(const NameWords *words, guint from, guint to) {
  for (guint i = from; i < to; i++)
    if (!name_words_has(words, i, NAME_WORD_CAPITALS))
      return FALSE;
  return TRUE;
}

static gboolean match_head(const NameWords *words, guint i, guint head, Head kind, const char *country,
                           OrganisationMention *mention) {
  guint first = i;
  while (first < head && (is_function(words, first) ||
                          (name_words_has(words, first, NAME_WORD_FIRST) && kind == HEAD_OTHER && head - first > 3)))
    first++;
  if (first == head)
    return FALSE;
  if (kind == HEAD_MUNICIPALITY || kind == HEAD_MUNICIPALITIES || kind == HEAD_CITY)
    return match_municipality(words, first, head, kind, country, mention);
  if (kind == HEAD_BOARD) {
    const char *name = NULL;
    guint count = county_at(words, first, &name);
    return count && take(words, first, head + 1, g_strconcat("Länsstyrelsen i ", name, NULL), "SE", 0.9, mention);
  }
  TextSpan last = word_span(words, head - 1);
  gboolean genitive = last.start[last.length - 1] == 's';
  if (kind == HEAD_SOFT && (!name_words_has(words, head - 1, NAME_WORD_CAPITAL) || (head - first < 2 && !genitive)))
    return FALSE;
  if (kind == HEAD_COMPANY && all_capitals(words, first, head) &&
      (head - first > 1 || name_words_has(words, head + 1, NAME_WORD_CAPITALS)))
    return FALSE;
  take(words, first, head + 1, NULL, country, 0.85, mention);
  if (kind != HEAD_COMPANY)
    drop_genitive(mention);
  return TRUE;
}

static gboolean match_run(const NameWords *words, guint i, const char *country, OrganisationMention *mention) {
  guint limit = MIN(words->words->len, i + RUN_MAX + 2);
  for (guint head = i + 1; head < limit; head++) {
    if (!name_words_has(words, head, NAME_WORD_JOINED))
      return FALSE;
    Head kind = head_of(words, head);
    if (kind != HEAD_NONE)
      return match_head(words, i, head, kind, country, mention);
    gboolean linking = word_is(words, head, "och") || word_is(words, head, "og") || word_is(words, head, "läns");
    if (!name_words_has(words, head, NAME_WORD_CAPITAL) && !linking)
      return FALSE;
  }
  return FALSE;
}

/* Whether a list of capitalised words from `i` on ends in "och X kommuner". */
static gboolean ends_in_municipalities(const NameWords *words, guint i) {
  guint limit = MIN(words->words->len, i + 24);
  gboolean linked = FALSE;
  for (guint j = i; j < limit; j++) {
    if (name_words_has(words, j, NAME_WORD_CAPITAL))
      continue;
    if (linked && head_of(words, j) == HEAD_MUNICIPALITIES)
      return TRUE;
    if (!word_is(words, j, "och") && !word_is(words, j, "og") && !word_is(words, j, "samt"))
      return FALSE;
    linked = TRUE;
  }
  return FALSE;
}

/* "Lund, Malmö och Ystads kommuner": the first of them. */
static gboolean match_list(const NameWords *words, guint i, OrganisationMention *mention) {
  char text[160];
  guint end = i;
  const char *known = NULL;
  if (!ends_in_municipalities(words, i))
    return FALSE;
  while (end < MIN(i + 3, words->words->len) && !known)
    known = name_words_fold_range(words, i, ++end, text, sizeof text) ? organisations_municipality(text) : NULL;
  if (!known || end >= words->words->len || head_of(words, end) == HEAD_MUNICIPALITIES)
    return FALSE;
  return take(words, i, end, municipality_value(words, i, end, known, TRUE), known, 0.8, mention);
}

/* --- one word ------------------------------------------------------------------------------------------------------
 */

static gboolean match_word(const NameWords *words, guint i, const char *folded, const char *country,
                           OrganisationMention *mention) {
  static const char *const endings[] = {"departementet", "direktoratet", "verket",      "myndigheten", "inspektionen",
                                        "tilsynet",      "styrelsen",    "förbundet",   "forbundet",   "foreningen",
                                        "föreningen",    "institutet",   "instituttet", "ministeriet"};
  static const char *const common[] = {
      "nätverket",           "nettverket",       "netværket",           "regelverket",      "ramverket",
      "rammeverket",         "lovverket",        "kraftverket",         "reningsverket",    "hantverket",
      "planverket",          "byggverket",       "avloppsverket",       "vattenverket",     "arbetsverket",
      "länsstyrelsen",       "kommunstyrelsen",  "landstingsstyrelsen", "regionstyrelsen",  "stadsstyrelsen",
      "värmeverket",         "bostyrelsen",      "samverket",           "maskinverket",     "sagverket",
      "sågverket",           "håndverket",       "kunstverket",         "konstverket",      "sammenslutningsverket",
      "konsernstyrelsen",    "projektstyrelsen", "bestyrelsen",         "kraftvärmeverket", "fjärrvärmeverket",
      "nettverksforeningen", "bibelverket"};
  if (!name_words_has(words, i, NAME_WORD_CAPITAL) || name_words_has(words, i, NAME_WORD_FIRST | NAME_WORD_CAPITALS))
    return FALSE;
  char base[NAME_WORD_MAX];
  gsize length = g_strlcpy(base, folded, sizeof base);
  if (length > 4 && base[length - 1] == 's')
    base[--length] = '\0';
  if (length < 8 || !strchr("nt", base[length - 1]) || base[length - 2] != 'e')
    return FALSE;
  for (gsize e = 0; e < G_N_ELEMENTS(endings); e++) {
    if (!g_str_has_suffix(base, endings[e]) || length < strlen(endings[e]) + 3)
      continue;
    for (gsize c = 0; c < G_N_ELEMENTS(common); c++)
      if (g_str_has_suffix(base, common[c]))
        return FALSE;
    take(words, i, i + 1, NULL, country, 0.75, mention);
    if (g_str_has_suffix(folded, "s"))
      drop_genitive(mention);
    return TRUE;
  }
  return FALSE;
}

gboolean organisation_form_match(const NameWords *words, guint i, const char *folded, const char *country,
                                 OrganisationMention *mention) {
  if (match_opening(words, i, folded, country, mention))
    return TRUE;
  if (!name_words_has(words, i, NAME_WORD_CAPITAL))
    return FALSE;
  return match_list(words, i, mention) || match_run(words, i, country, mention) ||
         match_word(words, i, folded, country, mention);
}
