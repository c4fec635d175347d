/* Words beside names of places, in Swedish, Bokmål, Nynorsk and Danish. */
#include "pipeline/stages/place_words.h"

#include <string.h>

typedef struct {
  const char *word;
  gboolean begins; /* any word that begins so */
} Word;

static gboolean is_any(const char *folded, const Word *words, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (words[i].begins ? g_str_has_prefix(folded, words[i].word) : strcmp(folded, words[i].word) == 0)
      return TRUE;
  return FALSE;
}

#define IS_ANY(folded, words) is_any(folded, words, G_N_ELEMENTS(words))

PlaceWord place_word_after(const char *folded) {
  static const Word county[] = {{"län", FALSE},    {"läns", FALSE},     {"fylke", TRUE},
                                {"region", FALSE}, {"amt", FALSE},      {"landsting", TRUE},
                                {"länet", FALSE},  {"regionen", FALSE}, {"regions", FALSE}};
  static const Word municipality[] = {{"kommun", TRUE},  {"stad", FALSE},    {"stads", FALSE},       {"herad", TRUE},
                                      {"bystyre", TRUE}, {"bykommun", TRUE}, {"stadsbyggnad", TRUE}, {"tätort", FALSE},
                                      {"byråd", TRUE},   {"ordfører", TRUE}, {"ordførar", TRUE}};
  static const Word house[] = {{"rådhus", TRUE},         {"stadshus", TRUE},    {"kulturhus", TRUE},
                               {"stadsbibliotek", TRUE}, {"stadshotell", TRUE}, {"tingshus", TRUE},
                               {"folkets", FALSE},       {"samfunnshus", TRUE}, {"herredshus", TRUE},
                               {"konserthus", TRUE},     {"kommunalhus", TRUE}, {"kommunhus", TRUE},
                               {"kommunehus", TRUE}};
  static const Word other[] = {
      {"universit", TRUE},   {"høgskol", TRUE},      {"högskol", TRUE},   {"høyskol", TRUE},   {"høgskul", TRUE},
      {"gymnas", TRUE},      {"skole", TRUE},        {"skola", TRUE},     {"skule", TRUE},     {"tekniska", FALSE},
      {"dagblad", TRUE},     {"avis", TRUE},         {"tidning", TRUE},   {"tidende", TRUE},   {"blad", FALSE},
      {"adresseavis", TRUE}, {"nyheter", FALSE},     {"posten", FALSE},   {"tribune", FALSE},  {"hotel", TRUE},
      {"gate", FALSE},       {"gata", FALSE},        {"gatan", FALSE},    {"gade", FALSE},     {"vei", FALSE},
      {"veien", FALSE},      {"veg", FALSE},         {"vegen", FALSE},    {"väg", FALSE},      {"vägen", FALSE},
      {"vej", FALSE},        {"allé", FALSE},        {"fotboll", TRUE},   {"fotball", TRUE},   {"fodbold", TRUE},
      {"ff", FALSE},         {"if", FALSE},          {"fk", FALSE},       {"bk", FALSE},       {"ik", FALSE},
      {"ab", FALSE},         {"as", FALSE},          {"asa", FALSE},      {"energi", FALSE},   {"kraft", FALSE},
      {"grafisk", TRUE},     {"trykkeri", TRUE},     {"tryckeri", TRUE},  {"sparebank", TRUE}, {"sparbank", TRUE},
      {"sparekasse", TRUE},  {"forlag", TRUE},       {"förlag", TRUE},    {"images", FALSE},   {"university", FALSE},
      {"resilience", FALSE}, {"environment", FALSE}, {"grendehus", TRUE}, {"bygdehus", TRUE},  {"bygdegård", TRUE},
      {"lufthavn", TRUE},    {"flygplats", TRUE},    {"flyplass", TRUE},  {"lufthamn", TRUE},  {"konvention", TRUE},
      {"protokoll", TRUE},   {"kollektiv", TRUE},    {"trafikk", TRUE},   {"trafik", TRUE},    {"avtale", TRUE},
      {"avtal", TRUE}};
  if (IS_ANY(folded, county))
    return PLACE_WORD_COUNTY;
  if (IS_ANY(folded, house))
    return PLACE_WORD_HOUSE;
  if (IS_ANY(folded, municipality))
    return PLACE_WORD_MUNICIPALITY;
  static const char *const endings[] = {"skola", "skole", "skule", "skolan", "skolen", "skulen", "gymnasium"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(folded, endings[i]))
      return PLACE_WORD_OTHER_NAME;
  return IS_ANY(folded, other) ? PLACE_WORD_OTHER_NAME : PLACE_WORD_NONE;
}

PlaceWord place_word_before(const char *folded) {
  static const Word county[] = {{"region", FALSE},        {"regionen", FALSE},      {"länsstyrelse", TRUE},
                                {"fylkesmann", TRUE},     {"statsforvalt", TRUE},   {"landsting", TRUE},
                                {"fylke", FALSE},         {"fylket", FALSE},        {"fylka", FALSE},
                                {"fylkene", FALSE},       {"län", FALSE},           {"länet", FALSE},
                                {"länen", FALSE},         {"fylkeskommun", TRUE},   {"regionförbundet", FALSE},
                                {"länsförbundet", FALSE}, {"energikontoret", FALSE}};
  static const Word municipality[] = {
      {"kommun", FALSE},    {"kommunen", FALSE},  {"kommunerna", FALSE}, {"kommuner", FALSE},   {"kommune", FALSE},
      {"kommunene", FALSE}, {"kommunane", FALSE}, {"kommunar", FALSE},   {"kommunerne", FALSE}, {"staden", FALSE},
      {"byen", FALSE},      {"nabokommun", TRUE}, {"grannkommun", TRUE}};
  static const Word other[] = {{"universit", TRUE}, {"høgskol", TRUE}, {"högskol", TRUE},   {"høyskol", TRUE},
                               {"høgskul", TRUE},   {"skola", FALSE},  {"parisavtal", TRUE}};
  if (IS_ANY(folded, county))
    return PLACE_WORD_COUNTY;
  if (IS_ANY(folded, municipality))
    return PLACE_WORD_MUNICIPALITY;
  return IS_ANY(folded, other) ? PLACE_WORD_OTHER_NAME : PLACE_WORD_NONE;
}

gboolean place_word_is_preposition(const char *folded) {
  static const Word words[] = {{"i", FALSE},       {"från", FALSE},    {"fra", FALSE},    {"frå", FALSE},
                               {"til", FALSE},     {"till", FALSE},    {"på", FALSE},     {"ved", FALSE},
                               {"vid", FALSE},     {"nära", FALSE},    {"nær", FALSE},    {"utanför", FALSE},
                               {"utenfor", FALSE}, {"utanfor", FALSE}, {"mellan", FALSE}, {"mellom", FALSE},
                               {"mellem", FALSE},  {"uden", FALSE}};
  return IS_ANY(folded, words);
}

gboolean place_word_is_meeting(const char *folded) {
  /* "møteleder" is no gathering, "nettverkssamling" is one */
  static const char *const endings[] = {"möte",       "mötet",      "møte",      "møtet",       "møde",   "mødet",
                                        "samling",    "samlingen",  "samlinga",  "seminar",     "träff",  "träffen",
                                        "seminarium", "seminariet", "seminaret", "konferens",   "fagdag", "temadag",
                                        "konferanse", "konference", "workshop",  "konferensen", "kurs",   "kursdag"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(folded, endings[i]))
      return TRUE;
  return FALSE;
}

gboolean place_word_is_month(const char *folded) {
  static const Word words[] = {{"januar", TRUE},    {"februar", TRUE},   {"mars", FALSE},      {"marts", FALSE},
                               {"april", FALSE},    {"maj", FALSE},      {"mai", FALSE},       {"juni", FALSE},
                               {"juli", FALSE},     {"august", TRUE},    {"september", FALSE}, {"oktober", FALSE},
                               {"november", FALSE}, {"december", FALSE}, {"desember", FALSE}};
  return IS_ANY(folded, words);
}
