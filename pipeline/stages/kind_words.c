/* The lists. Endings count where words of the trade are mostly compounds ("klimatanpassningsplan"). */
#include "pipeline/stages/kind_words.h"

#include <string.h>

#define SHORTEST_NAME 5 /* bytes of a word for a genre, of letters run together */

typedef struct {
  const char *words; /* spaces between */
  gboolean ending;   /* also as the end of a longer word */
  GenreWord says;
} Genre;

#define MEETING(weight, weak)                                                                                          \
  { DOCUMENT_KIND_MEETING, weight, weak }
#define GUIDE(weight, weak)                                                                                            \
  { DOCUMENT_KIND_GUIDE, weight, weak }
#define NEWS(weight, weak)                                                                                             \
  { DOCUMENT_KIND_NEWS, weight, weak }
#define PRESENTATION(weight, weak)                                                                                     \
  { DOCUMENT_KIND_PRESENTATION, weight, weak }
#define PAGE(weight, weak)                                                                                             \
  { DOCUMENT_KIND_PAGE, weight, weak }
#define REPORT(weight, weak)                                                                                           \
  { DOCUMENT_KIND_REPORT, weight, weak }

/* The first that matches counts. */
static const Genre genres[] = {
    {"inbjudan inbjudningar invitasjon innbydelse innbyding indbydelse invitation", FALSE, MEETING(1.6, FALSE)},
    {"nyhetsbrev nyhetsbrevet nyhendebrev nyhendebrevet nyhedsbrev nyhedsbrevet månadsbrev månedsbrev infobrev "
     "informasjonsbrev nätverksbrev nettverksbrev netværksbrev medlemsblad newsletter pressmeddelande pressemelding "
     "pressemeddelelse",
     TRUE, NEWS(2.4, FALSE)},
    {"minnesanteckningar mötesanteckningar møtereferat mødereferat møtenotat sammanträdesprotokoll møteprotokoll "
     "mötesprotokoll møtebok dagordning dagsorden saksliste sakliste sakslista føredragsliste föredragningslista "
     "innkalling innkallelse indkaldelse møteinnkalling",
     TRUE, MEETING(2, FALSE)},
    {"kallelse möteskallelse", FALSE, MEETING(1.6, FALSE)},
    {"konferensprogram konferanseprogram konferenceprogram seminarieprogram seminarprogram møteprogram mötesprogram "
     "dagsprogram kursprogram fagdagsprogram",
     FALSE, MEETING(2, FALSE)},
    {"referat referatet", FALSE, MEETING(1.6, FALSE)},
    {"nätverksmöte nätverksmötet nätverksträff nätverksträffen nettverksmøte nettverksmøtet nettverkssamling "
     "nettverkssamlinga nettverkssamlingen netværksmøde netværksmødet styrgruppsmöte samrådsmøte samrådsmöte "
     "årsmöte årsmøte årsmøde",
     FALSE, MEETING(1.6, FALSE)},
    {"presentasjon presentasjonen presentation presentationen præsentation præsentationen bildspel bildspelet "
     "bildserie "
     "lysbilder lysbildene lysbilete lysark lysarkene overheadbilder åhörarkopior slides slideshow slidedeck foiler "
     "foilene powerpoint ppt",
     FALSE, PRESENTATION(1.6, FALSE)},
    {"seminarium seminariet seminar seminaret konferens konferensen konferanse konferansen konference konferencen "
     "fagdag fagdagen temadag temadagen utbildningsdag webbinarium webinar webinarium fagsamling dialogmøte "
     "erfaringsseminar sammanträde",
     TRUE, MEETING(1.3, FALSE)},
    {"möte mötet møte møtet møde mødet träff", TRUE, MEETING(1.2, FALSE)},
    {"samling samlinga samlingen workshop", FALSE, MEETING(0.8, TRUE)},
    {"program programme programmet protokoll protokol agenda conference meeting minutes", FALSE, MEETING(0.8, TRUE)},
    {"handbok handboken handboka håndbok håndboka håndboken håndbog håndbogen handbook vägledning vägledningen "
     "vägledningar veileder veilederen veileiar veiledning veiledningen rettleiar rettleiaren rettleiing rettleiinga "
     "vejledning vejledningen handledning handledningen lathund lathunden metodstöd metodehefte idéhefte idébok "
     "verktygslåda verktøykasse verktøykassa checklista sjekkliste tjekliste",
     TRUE, GUIDE(2.2, FALSE)},
    {"guide guiden guider guiderna guideline guidelines guidance riktlinjer riktlinjerna retningslinjer "
     "retningslinjene retningsliner tutorial toolkit manual manualen brukerveiledning",
     FALSE, GUIDE(2, FALSE)},
    {"stöd tips råd", FALSE, GUIDE(0.9, TRUE)},
    {"kalendarium kalendariet kalender kalenderen aktivitetskalender arrangementskalender eventkalender", FALSE,
     NEWS(1.6, FALSE)},
    {"nyheter nyheterna nyhet nyhende nyheder nyhed notiser news", FALSE, NEWS(1.8, FALSE)},
    {"aktuellt aktuelt nytt aktiviteter aktivitetar arrangement arrangementer evenemang calendar", FALSE,
     NEWS(1, TRUE)},
    {"uppföljning uppföljningen oppfølging oppfølgning opfølgning sluttrapport slutrapport delrapport årsrapport "
     "statusrapport fakta faktaunderlag kunskapsunderlag kunnskapsgrunnlag kunnskapsgrunnlaget statusoversikt",
     FALSE, REPORT(1.4, FALSE)},
    {"rapport rapporten rapporter report utredning utredningen utgreiing utgreiinga redegørelse redegørelsen "
     "betænkning "
     "betänkande betänkandet utvärdering utvärderingen evaluering evalueringen evaluation kartläggning kartläggningen "
     "kartlegging kartlegginga årsredovisning årsmelding årsberetning årsberättelse verksamhetsberättelse "
     "examensarbete masteroppgave avhandling doktorsavhandling lägesbild høringsutkast samrådsversion "
     "konsekvensutredning konsekvensutgreiing",
     TRUE, REPORT(2, FALSE)},
    {"strategi strategin strategien strategy handlingsplan åtgärdsplan tiltaksplan handlingsprogram åtgärdsprogram "
     "miljöprogram klimatprogram miljøprogram utvecklingsprogram planprogram",
     TRUE, REPORT(1.6, FALSE)},
    {"notat notatet analys analyse analysis study sammanställning sammenstilling statistik delplan", FALSE,
     REPORT(1.2, FALSE)},
};

/* Compounds with a plan at the end, of which there is no end; but "Plan och bygg" is an office. */
static const char *const plans[] = {"plan", "planen", "planer"};
static const GenreWord is_plan = REPORT(1.6, FALSE), is_bare_plan = REPORT(0.9, TRUE);
#define LEAST_BEFORE_PLAN 4 /* letters */

/* One word of a genre, in the bucket of its last byte. */
typedef struct {
  const char *word;
  gsize length;
  const Genre *genre;
} Entry;

static GArray *const *entries_by_last_byte(void) {
  static GArray *buckets[256];
  static gboolean filled;
  for (gsize g = 0; !filled && g < G_N_ELEMENTS(genres); g++)
    for (const char *p = genres[g].words; *p;) {
      Entry entry = {p, strcspn(p, " "), &genres[g]};
      GArray **bucket = &buckets[(guint8)p[entry.length - 1]];
      if (!*bucket)
        *bucket = g_array_new(FALSE, FALSE, sizeof(Entry));
      g_array_append_val(*bucket, entry);
      p += entry.length + (p[entry.length] == ' ');
    }
  filled = TRUE;
  return buckets;
}

static const GenreWord *plan_word(const ScanWord *word) {
  for (gsize i = 0; i < G_N_ELEMENTS(plans); i++)
    if (scan_word_ends(word, plans[i])) {
      gsize before = word->length - strlen(plans[i]);
      return before >= LEAST_BEFORE_PLAN ? &is_plan : before == 0 ? &is_bare_plan : NULL;
    }
  return NULL;
}

const GenreWord *genre_of_word(const ScanWord *word) {
  const GArray *bucket = word->length ? entries_by_last_byte()[(guint8)word->lower[word->length - 1]] : NULL;
  for (guint i = 0; bucket && i < bucket->len; i++) {
    const Entry *e = &g_array_index(bucket, Entry, i);
    if ((word->length == e->length || (e->genre->ending && word->length > e->length)) &&
        memcmp(word->lower + word->length - e->length, e->word, e->length) == 0)
      return &e->genre->says;
  }
  return word->length ? plan_word(word) : NULL;
}

/* --- phrases ------------------------------------------------------------------------------------------------- */

static const struct {
  const char *phrase;
  GenreWord says;
} phrases[] = {
    {"välkommen till", MEETING(0.8, TRUE)},
    {"velkommen til", MEETING(0.8, TRUE)},
    {"velkomen til", MEETING(0.8, TRUE)},
    {"vi inviterer til", MEETING(1.2, FALSE)},
    {"minutes of", MEETING(1.6, FALSE)},
    {"notes from the meeting", MEETING(1.6, FALSE)},
    {"ta fram", GUIDE(1.2, FALSE)},
    {"kom igång", GUIDE(1.6, FALSE)},
    {"så kommer ni", GUIDE(1.6, FALSE)},
    {"kom i gang", GUIDE(1.6, FALSE)},
    {"kapitel", GUIDE(1, TRUE)},
    {"kapittel", GUIDE(1, TRUE)},
    {"vanliga frågor", GUIDE(1, TRUE)},
    {"vanlige spørsmål", GUIDE(1, TRUE)},
    {"så gör du", GUIDE(1.8, FALSE)},
    {"så här gör", GUIDE(1.8, FALSE)},
    {"så här", GUIDE(1, TRUE)},
    {"slik gjør du", GUIDE(1.8, FALSE)},
    {"slik gjer du", GUIDE(1.8, FALSE)},
    {"slik lager du", GUIDE(1.8, FALSE)},
    {"sådan gør du", GUIDE(1.8, FALSE)},
    {"sådan laver du", GUIDE(1.8, FALSE)},
    {"how to", GUIDE(1.8, FALSE)},
    {"steg för steg", GUIDE(1.6, FALSE)},
    {"steg for steg", GUIDE(1.6, FALSE)},
    {"trinn for trinn", GUIDE(1.6, FALSE)},
    {"trin for trin", GUIDE(1.6, FALSE)},
    {"step by step", GUIDE(1.6, FALSE)},
    {"råd om", GUIDE(1.2, FALSE)},
    {"stöd till", GUIDE(1.6, FALSE)},
    {"stöd för", GUIDE(1.4, FALSE)},
    {"støtte til", GUIDE(1, TRUE)},
    {"her får du råd", GUIDE(1.6, FALSE)},
    {"her finner du råd", GUIDE(1.6, FALSE)},
    {"her finn du råd", GUIDE(1.6, FALSE)},
    {"här får du råd", GUIDE(1.6, FALSE)},
    {"här finns råd", GUIDE(1.6, FALSE)},
    {"få råd om", GUIDE(1.4, FALSE)},
    {"å tenke på", GUIDE(1, TRUE)},
    {"att tänka på", GUIDE(1, TRUE)},
    {"tänk på", GUIDE(1, TRUE)},
    {"tenk på", GUIDE(1, TRUE)},
    {"på denne siden", PAGE(1, FALSE)},
    {"på den här sidan", PAGE(1, FALSE)},
    {"på denne sida", PAGE(1, FALSE)},
    {"på denne side", PAGE(1, FALSE)},
    {"kontaktpersoner", PAGE(1, FALSE)},
    {"kontaktpersonar", PAGE(1, FALSE)},
    {"hvem gjør hva", PAGE(1.4, FALSE)},
    {"kven gjer kva", PAGE(1.4, FALSE)},
    {"vem gör vad", PAGE(1.4, FALSE)},
    {"hva skjer", NEWS(1.8, FALSE)},
    {"kva skjer", NEWS(1.8, FALSE)},
    {"hvad sker", NEWS(1.8, FALSE)},
    {"vad händer", NEWS(1.8, FALSE)},
    {"det händer", NEWS(1.8, FALSE)},
    {"det skjer", NEWS(1.6, FALSE)},
    {"på gång", NEWS(1.6, FALSE)},
    {"kommande aktiviteter", NEWS(1.8, FALSE)},
    {"kommende aktiviteter", NEWS(1.8, FALSE)},
    {"kommande arrangement", NEWS(1.8, FALSE)},
    {"kommende arrangement", NEWS(1.8, FALSE)},
    {"i detta nummer", NEWS(2, FALSE)},
    {"i det här numret", NEWS(2, FALSE)},
    {"i dette nummer", NEWS(2, FALSE)},
    {"i denne utgave", NEWS(1.4, FALSE)},
    {"i denne utgåva", NEWS(1.4, FALSE)},
    {"in this issue", NEWS(2, FALSE)},
    {"läs brevet i", NEWS(1.4, FALSE)},
    {"les brevet i", NEWS(1.4, FALSE)},
    {"läs nyhetsbrevet", NEWS(1.4, FALSE)},
    {"notater fra møte", MEETING(1.8, FALSE)},
    {"notat fra møte", MEETING(1.8, FALSE)},
    {"notat frå møte", MEETING(1.8, FALSE)},
    {"anteckningar från", MEETING(1.8, FALSE)},
    {"vi møttes", MEETING(0.8, FALSE)},
    {"vi møtte", MEETING(0.8, FALSE)},
    {"vi träffades", MEETING(0.8, FALSE)},
    {"vi mødtes", MEETING(0.8, FALSE)},
    {"referat fra", MEETING(2, FALSE)},
    {"referat frå", MEETING(2, FALSE)},
    {"nytt från", NEWS(1.6, FALSE)},
    {"nytt i", NEWS(1.2, FALSE)},
    {"nytt fra", NEWS(1.6, FALSE)},
    {"nytt frå", NEWS(1.6, FALSE)},
    {"nyt fra", NEWS(1.6, FALSE)},
    {"siste nytt", NEWS(1.8, FALSE)},
    {"press release", NEWS(2.4, FALSE)},
    {"sist oppdatert", {DOCUMENT_KIND_PAGE, 0.6, TRUE}},
    {"om oss", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om nätverket", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om nettverket", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om netværket", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"om os", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"about us", {DOCUMENT_KIND_PAGE, 1.6, FALSE}},
    {"about the", {DOCUMENT_KIND_PAGE, 1, FALSE}},
};

const GenreWord *genre_of_phrase(TextSpan line, gsize *length) {
  for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++) {
    gsize bytes = span_starts_with_nocase(line, phrases[i].phrase);
    if (bytes > 0 && (bytes == line.length || !g_ascii_isalpha(line.start[bytes]))) {
      *length = bytes;
      return &phrases[i].says;
    }
  }
  return NULL;
}

/* Whether `letters` begin with a phrase, its spaces left out. */
static gboolean begins_unspaced(TextSpan letters, const char *phrase) {
  for (const char *p = phrase; *p; p = utf8_after(p)) {
    char letter[8] = {0};
    if (*p == ' ')
      continue;
    memcpy(letter, p, (gsize)(utf8_after(p) - p));
    gsize bytes = span_starts_with_nocase(letters, letter);
    if (bytes == 0)
      return FALSE;
    letters = span_skip(letters, bytes);
  }
  return TRUE;
}

const GenreWord *genre_of_letters(const char *letters) {
  TextSpan all = span_of(letters);
  for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++)
    if (begins_unspaced(all, phrases[i].phrase))
      return &phrases[i].says;
  for (gsize length = all.length; length >= SHORTEST_NAME; length--) {
    ScanWord word;
    gsize position = 0;
    TextSpan head = {all.start, length};
    const GenreWord *says =
        ((guint8)all.start[length] & 0xC0) != 0x80 && scan_word(head, &position, &word) ? genre_of_word(&word) : NULL;
    if (says)
      return says;
  }
  return NULL;
}

const GenreWord *genre_of_address(const char *url) {
  static const struct {
    const char *part;
    GenreWord says;
  } parts[] = {
      {"/vagledning", GUIDE(1.2, FALSE)}, {"/handb", GUIDE(1.2, FALSE)},      {"/veilede", GUIDE(1.2, FALSE)},
      {"/rettlei", GUIDE(1.2, FALSE)},    {"/vejledning", GUIDE(1.2, FALSE)}, {"/guide", GUIDE(1.2, FALSE)},
      {"/nyhet", NEWS(1.2, FALSE)},       {"/nyhed", NEWS(1.2, FALSE)},       {"/nyhende", NEWS(1.2, FALSE)},
      {"/aktuel", NEWS(1.2, FALSE)},      {"/news", NEWS(1.2, FALSE)},        {"/press", NEWS(1.2, FALSE)},
      {"/rapport", REPORT(0.8, FALSE)},
  };
  for (gsize i = 0; url && i < G_N_ELEMENTS(parts); i++)
    if (strstr(url, parts[i].part))
      return &parts[i].says;
  return NULL;
}
