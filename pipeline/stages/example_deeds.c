#include "pipeline/stages/example_deeds.h"
#include "language/organisations.h"
#include "pipeline/stages/example_words.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define MOST_WORDS 120   /* of a sentence */
#define MOST_BEFORE 9    /* words before the subject of a verb that stands first of the two */
#define PERFECT_REACH 6  /* words between "har" and its participle */
#define NEGATION_REACH 3 /* words that "inte" reaches over */

typedef struct {
  TextSpan text;
  ScanWord *words;
  guint32 *classes;
  guint count;
} Sentence;

/* --- forms --------------------------------------------------------------------------------------------------- */

static gboolean is_in(const ScanWord *word, const char *list) {
  for (const char *p = list; *p;) {
    gsize length = strcspn(p, " ");
    if (length == word->length && memcmp(p, word->lower, length) == 0)
      return TRUE;
    p += length + (p[length] == ' ');
  }
  return FALSE;
}

enum {
  FORM_STRONG = 1 << 0, /* past forms that no ending tells */
  FORM_IDLE = 1 << 1,   /* done without changing anything outside: telling, meeting, deciding, being, having, wanting */
  FORM_UNIT = 1 << 2,   /* numbers and shares in words */
  FORM_MORE = 1 << 3,   /* more or less; stopped; came back */
  FORM_BESIDE = 1 << 4, /* the same beside a count */
};

static const WordClass forms[] = {
    {FORM_STRONG,
     "tog tok gick gikk gjekk gik lät lot lét let höll holdt heldt gav ga gav drog dro drog la bad ba bød bjöd baud "
     "anla gjorde grov rev reiv drev dreiv skar sprang vann vant vandt såg så skrev skreiv slapp fant fann fandt bröt "
     "brøt "
     "braut lod sålde satt sette fick fikk fekk stod sto bar slo slog kom lånte gjekk took gave put built cut set "
     "began "
     "made ran got let grew drew dug sold bought brought"},
    {FORM_IDLE,
     "sa sade fortalte fortalde berättade informerade informerte informerede visade viste synte presenterade "
     "presenterte "
     "præsenterede mente menade tyckte syntes var hade hadde havde ville skulle kunde kunne måtte burde borde deltog "
     "deltok deltok mötte møtte møttes möttes inviterade inviterte arrangerade arrangerte ønsket önskade ønskte antog "
     "vedtok vedtog beslutade besluttet besluttede bestämde behandlade behandlet behandla purret svarade svarte svara "
     "svarede sökte søkte ansökte blev ble vart blei kom hoppades håpet orienterte orienterade redogjorde redegjorde "
     "diskuterade diskuterte drøftet drøfta minnet hälsade ønskte talade snakket snakka skrev meldte melde melde "
     "föreslog foreslo antok planerade planla planlagde hette het lå låg varte ligger består bestod said told was had "
     "were decided wanted met reported showed presented discussed approved agreed presenterades tackade takket takka "
     "stod sto satt tilset tilsette redovisade läste leste las mätte målte målt räknade talte kostade kostet kosta "
     "trodde "
     "tenkte tänkte funderade vurderte spurde spurte frågade undret klagade klaget hörde hørte ventet väntade gällde "
     "gjaldt "
     "føreslo stemte röstade pekade pekte betydde innebar handlade handlet bodde levde fødte heter"},
    {FORM_UNIT,
     "två tre fyra fem sex sju åtta nio tio elva tolv tretton femton tjugo trettio fyrtio femtio hundra tusen to fire "
     "syttio nitti søtti "
     "seks syv sju åtte ni ti elleve tolv tretten femten tjue tretti førti femti hundre tusen tusind otte tyve "
     "halvdelen "
     "hälften halvparten tredjedel tredel fjärdedel femtedel femdel fjerdedel procent prosent percent half third two "
     "three four five six seven eight nine ten twelve hundred thousand sextio seksti åttio nitton atten arton sjutton "
     "fjorton fjorten halv halvt halva tredje fjerdel dubbelt dobbelt tredubblad tredobbel"},
    {FORM_MORE,
     "färre fler flere fleire færre mindre fewer more less lägre lavere högre høyere høgare lågare större større "
     "bigger "
     "halverat halverades halverade halvert halvering halverte halved dubbelt dobbelt dubblad dubblats fördubblats "
     "fördubblades fördubblade doblet dobla dobling fordoblet fordoblede tredubblad tredoblet tredobla doubled twice "
     "gånger gonger minskat minskade minskar sjönk sjunkit steg stigit ökade ökat auka økte økt fell rose dropped "
     "falt "
     "faldt sank sokk reduserte redusert reducerede reduceret reduced spart sparte sparade sparat sparer sparar saved "
     "betre bättre bedre better uforandret uendra oförändrad oförändrat unchanged försvann försvunnit forsvant "
     "forsvann "
     "upphört upphörde opphørt opphørte stopped färdigt færdigt klara ferdig"},
    {FORM_BESIDE,
     "mer mere meir ganger gange tilbake tillbaka tilbage ökar gikk gjekk gick gått cut opp ned upp ner resultat "
     "resultatet effekt effekten mot against jämfört sammenlignet samanlikna compared från fra frå from ingen inga "
     "alla "
     "alle all none samtliga fortfarande fortsatt framleis stadig still"},
};

static guint32 form_of(const ScanWord *word) {
  static const WordTable *table;
  if (!table)
    table = word_table_new(forms, G_N_ELEMENTS(forms));
  return word_table_get(table, word);
}

static gboolean ends_with_any(const ScanWord *word, const char *const *endings, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (scan_word_ends(word, endings[i]))
      return TRUE;
  return FALSE;
}

/* A form that can be the past of a verb, where a verb stands. */
static gboolean is_past(const ScanWord *word, guint32 classes) {
  static const char *const weak[] = {"ade", "dde", "tte", "de", "te", "et", "ed"};
  if (word->capital || word->length < 2 || (form_of(word) & FORM_IDLE) || (classes & (WORD_INTENTION | WORD_HAVE)))
    return FALSE;
  if (form_of(word) & FORM_STRONG)
    return TRUE;
  TextSpan span = {word->lower, word->length};
  if (word->length < 4 || word_is_function(span) || scan_word_ends(word, "ande") || scan_word_ends(word, "ende"))
    return FALSE;
  /* Nynorsk and eastern bokmål: "skipa", "opna". */
  return ends_with_any(word, weak, G_N_ELEMENTS(weak)) || (word->length >= 5 && scan_word_ends(word, "a"));
}

/* The same in the passive: "byggdes", "ställdes", "leddes". */
static gboolean is_past_passive(const ScanWord *word) {
  /* Not "-des", "-tes" as such: in Norwegian they are of the present, "meldes", "ventes". */
  static const char *const endings[] = {"ades", "ddes", "gdes", "lldes", "rdes", "ktes", "ptes", "ogs"};
  return !word->capital && word->length >= 6 && ends_with_any(word, endings, G_N_ELEMENTS(endings));
}

/* --- subjects ------------------------------------------------------------------------------------------------ */

static gboolean adjacent(const Sentence *s, guint i) {
  return i > 0 && i < s->count && s->words[i].start - s->words[i - 1].end == 1 &&
         s->text.start[s->words[i - 1].end] == ' ';
}

static gboolean is_municipality(const Sentence *s, guint i) {
  if (!s->words[i].capital)
    return FALSE;
  if (organisations_municipality(s->words[i].lower))
    return TRUE;
  g_autofree char *two = adjacent(s, i + 1) && s->words[i + 1].capital
                             ? g_strdup_printf("%s %s", s->words[i].lower, s->words[i + 1].lower)
                             : NULL;
  return two && organisations_municipality(two);
}

/* "skolan", "Dotorpsskolan", "bostadsbolaget", "miljøetaten": somebody, by the word's end. */
static gboolean is_body(const ScanWord *word, guint32 classes) {
  static const char *const endings[] = {
      "skolan",    "skolen",        "skulen",        "kommunen",  "bolaget",    "kontoret",   "selskapet",
      "selskabet", "förvaltningen", "forvaltningen", "etaten",    "verket",     "föreningen", "foreningen",
      "laget",     "nämnden",       "biblioteket",   "hemmet",    "hjemmet",    "heimen",     "barnehagen",
      "förskolan", "distriktet",    "enheten",       "centralen", "sentralen",  "banken",     "butiken",
      "gården",    "staden",        "regionen",      "byen",      "stiftelsen", "museet"};
  if (classes & WORD_OFFICE)
    return FALSE;
  if (word->length > 7 && scan_word_ends(word, "s")) { /* "Hörneskolans" */
    ScanWord base = *word;
    base.lower[--base.length] = '\0';
    return is_body(&base, 0);
  }
  return (classes & WORD_ACTOR) || (word->length >= 6 && ends_with_any(word, endings, G_N_ELEMENTS(endings)));
}

typedef struct {
  guint first, next; /* words [first, next) */
  guint place, place_next;
  gboolean named;
} Subject;

static gboolean is_kommun(const Sentence *s, guint i) {
  return i < s->count && ((s->classes[i] & WORD_MUNICIPALITY) || is_in(&s->words[i], "herad municipality region"));
}

/* "i Falköping", "och GEAB", "på Voss" behind a subject. */
static guint extend_subject(const Sentence *s, guint next, Subject *subject) {
  while (adjacent(s, next) && adjacent(s, next + 1) && s->words[next + 1].capital) {
    if (is_in(&s->words[next], "i på in at")) {
      subject->place = next + 1;
      subject->named = TRUE;
    } else if (!is_in(&s->words[next], "och og and samt &")) {
      break;
    }
    next += 2;
    while (adjacent(s, next) && s->words[next].capital)
      next++;
    if (adjacent(s, next) && is_kommun(s, next))
      next++;
    if (subject->place && !subject->place_next)
      subject->place_next = next;
  }
  return next;
}

/* The subject that begins at word `i`: a name with its word for what it is, a municipality's name alone, a body. */
static gboolean read_subject(const Sentence *s, guint i, Subject *subject) {
  guint next = i;
  *subject = (Subject){.first = i};
  while (next < s->count && next < i + 4 && s->words[next].capital && (next == i || adjacent(s, next)) &&
         !(next > i && is_kommun(s, next))) /* "Køge Kommune" */
    next++;
  TextSpan first = {s->words[i].lower, s->words[i].length};
  gboolean kommun = adjacent(s, next) && is_kommun(s, next); /* "Os kommune": no word of grammar */
  gboolean capital = next > i && (kommun || !word_is_function(first));
  if (is_in(&s->words[i], "municipality city kommunen region") &&
      adjacent(s, i + 1)) { /* "Region Skåne", "City of X" */
    guint name = is_in(&s->words[i + 1], "of") ? i + 2 : i + 1;
    if (name < s->count && adjacent(s, name) && s->words[name].capital) {
      for (next = name + 1; adjacent(s, next) && s->words[next].capital;)
        next++;
      *subject = (Subject){i, next, name, next, TRUE};
      subject->next = extend_subject(s, next, subject);
      return TRUE;
    }
  }
  if (capital && kommun) {
    *subject = (Subject){i, next + 1, i, next, TRUE};
  } else if (capital && next == i + 1 && is_body(&s->words[i], s->classes[i])) {
    *subject = (Subject){i, next, 0, 0, !(s->classes[i] & WORD_ACTOR)};
  } else if (capital && is_municipality(s, i)) {
    *subject = (Subject){i, next, i, next, TRUE};
  } else if (!s->words[i].capital && is_body(&s->words[i], s->classes[i])) {
    *subject = (Subject){i, i + 1, 0, 0, FALSE};
  } else {
    return FALSE;
  }
  if (adjacent(s, subject->next) && is_in(&s->words[subject->next], "kommun kommune"))
    subject->next++;
  subject->next = extend_subject(s, subject->next, subject);
  return TRUE;
}

/* --- the deed ------------------------------------------------------------------------------------------------ */

static gboolean parted(const Sentence *s, guint i) {
  if (i == 0 || i >= s->count)
    return TRUE;
  for (gsize at = s->words[i - 1].end; at < s->words[i].start; at++)
    if (strchr(",;:()", s->text.start[at]))
      return TRUE;
  return FALSE;
}

/* The participle behind "har" at word `have`. */
static gboolean has_participle(const Sentence *s, guint have) {
  for (guint i = have + 1; i < s->count && i <= have + PERFECT_REACH; i++) {
    if (is_in(&s->words[i], "inte ikke ikkje ej not aldrig aldri"))
      return FALSE;
    gboolean noun = i > 0 && is_in(&s->words[i - 1], "ett et eit en ei ein the a");
    if ((looks_like_perfect(&s->words[i]) || (s->classes[i] & WORD_ACTION) || scan_word_ends(&s->words[i], "t")) &&
        s->words[i].length >= 3 && !noun && !s->words[i].capital &&
        !word_is_function((TextSpan){s->words[i].lower, s->words[i].length}))
      return !is_in(&s->words[i],
                    "vært varit vore været blitt blivit vorte blevet sagt meldt fått behov planlagt "
                    "vedtatt vedteke vedtaget antagit beslutat besluttet bestämt deltatt deltagit delteke "
                    "foreslått föreslagit lest läst lese mätt målt räknat talt kostat tänkt tenkt hört "
                    "hørt frågat spurt redovisat vedteke sett pekat pekt bett bedt fest bodd levt");
    if (scan_word_ends(&s->words[i], "a") && s->words[i].length >= 5 && i == have + 1)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_denied(const Sentence *s, guint verb) {
  for (guint i = verb + 1; i < s->count && i <= verb + NEGATION_REACH; i++)
    if (is_in(&s->words[i], "inte ikke ikkje ej not aldrig aldri"))
      return TRUE;
  return FALSE;
}

/* Whether word `i` is a finite verb that tells something done. */
static gboolean is_done(const Sentence *s, guint i) {
  if (i >= s->count || is_denied(s, i))
    return FALSE;
  if (is_in(&s->words[i], "har hade have has hadde"))
    return has_participle(s, i);
  return is_past(&s->words[i], s->classes[i]) || (s->classes[i] & WORD_ACTION && !s->words[i].capital);
}

static gboolean opens_condition(const Sentence *s) {
  return (s->classes[0] & WORD_CONDITION) != 0;
}

/* "När vi började", "som kommunen byggde": no sentence of its own. */
static gboolean is_subordinate(const Sentence *s, guint subject) {
  return subject > 0 &&
         is_in(&s->words[subject - 1], "när då da når som att at eftersom fordi om hvis dersom där der "
                                       "hvor kor medan mens innan før etter efter siden sidan sedan "
                                       "varav hvorav when where that which because before after since while");
}

/* "Arbeidet ved Kvam tok til": a name behind a preposition is no subject. */
static gboolean is_governed(const Sentence *s, guint subject) {
  return subject > 0 && adjacent(s, subject) &&
         is_in(&s->words[subject - 1], "i på ved vid från fra frå til till av af med for för om hos mot mellom mellan "
                                       "under over över of in at from with by to utan uten og och and samt both både");
}

/* Whether the subject has its verb beside it: behind, or before where something else opens the sentence. */
static gboolean has_deed(const Sentence *s, const Subject *subject) {
  guint verb = subject->next;
  if (is_subordinate(s, subject->first) || is_governed(s, subject->first))
    return FALSE;
  if (!parted(s, verb) && is_done(s, verb))
    return TRUE;
  /* "Hörneskolans elever satte upp": of the subject, and they did it. */
  if (verb > 0 && scan_word_ends(&s->words[verb - 1], "s") && adjacent(s, verb) && !s->words[verb].capital &&
      !parted(s, verb + 1) && is_done(s, verb + 1))
    return TRUE;
  guint before = subject->first;
  if (before == 0 || parted(s, before) || before > MOST_BEFORE + 1)
    return FALSE;
  if (before == 1) /* a question, "Bytte kommunen", or a headline */
    return FALSE;
  if (is_in(&s->words[before - 1], "har hade have has hadde"))
    return has_participle(s, subject->next - 1);
  return is_done(s, before - 1) && !is_in(&s->words[before - 2], "som der which that");
}

static Sentence split(TextSpan text, ScanWord *words, guint32 *classes) {
  Sentence s = {text, words, classes, 0};
  gsize position = 0;
  while (s.count < MOST_WORDS && scan_word(text, &position, &words[s.count])) {
    classes[s.count] = example_word_classes(&words[s.count]);
    s.count++;
  }
  return s;
}

/* The capital words behind "i", "på" at the sentence's start: [*from, *to). */
static gboolean opens_with_place(const Sentence *s, guint *from, guint *to) {
  if (s->count < 4 || !is_in(&s->words[0], "i på vid ved in at") || !adjacent(s, 1) || !s->words[1].capital)
    return FALSE;
  for (*from = 1, *to = 2; adjacent(s, *to) && (s->words[*to].capital || is_kommun(s, *to)); ++*to)
    ;
  while (adjacent(s, *to) && is_in(&s->words[*to], "i på in") && adjacent(s, *to + 1) && s->words[*to + 1].capital)
    *to += 2; /* "I Våler i Solør" */
  return TRUE;
}

static void set_place(const Sentence *s, guint from, guint to, ExampleDeed *deed) {
  gsize start = s->words[from].start, end = s->words[to - 1].end;
  *deed = (ExampleDeed){start, end, start, end, TRUE};
}

/* What is told of a place instead of somebody: "I Sala har 63 föreningar skrivit under", "På Grubbeskolan ställdes
 * ventilationen om"; and of nobody: "2004–2007 byggdes 62 korsningar om". */
static gboolean find_without_subject(const Sentence *s, ExampleDeed *deed) {
  guint from, to;
  if (opens_with_place(s, &from, &to) && to < s->count && !parted(s, to) &&
      (is_done(s, to) || (is_past_passive(&s->words[to]) && !is_denied(s, to)))) {
    set_place(s, from, to, deed);
    return TRUE;
  }
  for (guint i = 1; i + 1 < s->count && i < 8; i++) {
    if (!is_past_passive(&s->words[i]) || is_denied(s, i) || is_subordinate(s, 1))
      continue;
    for (guint w = 1; w < i; w++)
      if (s->words[w].capital && is_in(&s->words[w - 1], "i på vid ved")) {
        guint next = w + 1;
        while (next < i && adjacent(s, next) && s->words[next].capital)
          next++;
        set_place(s, w, next, deed);
        return TRUE;
      }
    if (example_counts(s->text)) {
      *deed = (ExampleDeed){s->words[i].start, s->words[i].start, 0, 0, FALSE};
      return TRUE;
    }
  }
  return FALSE;
}

gboolean example_find_deed(TextSpan text, ExampleDeed *deed) {
  ScanWord words[MOST_WORDS];
  guint32 classes[MOST_WORDS];
  Sentence s = split(text, words, classes);
  if (s.count < 4 || opens_condition(&s))
    return FALSE;
  for (guint i = 0; i < s.count && i < 24; i++) {
    Subject subject;
    if (classes[i] & WORD_INTENTION)
      return FALSE;
    gboolean inside = i > 0 && adjacent(&s, i) && words[i].capital && words[i - 1].capital &&
                      !word_is_function((TextSpan){words[i - 1].lower, words[i - 1].length}); /* of a name */
    if (inside || !read_subject(&s, i, &subject))
      continue;
    if (!has_deed(&s, &subject))
      continue;
    *deed = (ExampleDeed){words[subject.first].start, words[subject.next - 1].end, 0, 0, subject.named};
    if (subject.place_next > subject.place) {
      deed->place = words[subject.place].start;
      deed->place_end = words[subject.place_next - 1].end;
    }
    return TRUE;
  }
  return find_without_subject(&s, deed);
}

/* --- outcomes ------------------------------------------------------------------------------------------------ */

gboolean example_counts(TextSpan text) {

  gsize position = 0;
  ScanWord word;
  for (gsize i = 0; i < text.length; i++) {
    gsize digits = 0;
    while (i + digits < text.length && g_ascii_isdigit(text.start[i + digits]))
      digits++;
    if (digits == 0)
      continue;
    gboolean year = digits == 4 && (text.start[i] == '1' || text.start[i] == '2') &&
                    (text.start[i + 1] == '9' || text.start[i + 1] == '0');
    gboolean time = i + digits < text.length && strchr(".:/", text.start[i + digits]) && i + digits + 1 < text.length &&
                    g_ascii_isdigit(text.start[i + digits + 1]);
    TextSpan after = span_skip(text, MIN(i + digits + 1, text.length));
    gboolean month =
        scan_word(after, &position, &word) && word.start < 2 &&
        is_in(&word, "januari februari mars april maj juni juli augusti september oktober november december "
                     "januar februar marts mai august desember");
    position = 0;
    if (!year && !time && !month)
      return TRUE;
    i += digits + (time ? 2 : 0);
  }
  for (position = 0; scan_word(text, &position, &word);)
    if (form_of(&word) & FORM_UNIT)
      return TRUE;
  return FALSE;
}

gboolean example_compares(TextSpan text, gboolean counts) {

  gsize position = 0;
  ScanWord word, previous = {0};
  while (scan_word(text, &position, &word)) {
    guint32 form = form_of(&word);
    if ((form & FORM_MORE) || (counts && (form & FORM_BESIDE)))
      return TRUE;
    if (is_in(&word, "gången gang gong gangen time") && is_in(&previous, "första første fyrste first"))
      return TRUE;
    previous = word;
  }
  return FALSE;
}
