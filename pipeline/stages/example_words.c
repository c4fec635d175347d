/* The lists. A past form that is an infinitive or present in a neighbour language ("bytte", "la") is left out where
 * that matters; a missing verb costs one example, a wrong one its trust. */
#include "pipeline/stages/example_words.h"

#include <string.h>

static const WordClass rows[] = {
    {WORD_ACTION, /* sv */
     "införde infört införts införde byggde byggt byggts bytte bytt startade startat startats installerade installerat "
     "installerats utbildade utbildat prövade prövat provade provat testade testat anlade anlagt anlagts planterade "
     "planterat ersatte ersatt ersatts satsade satsat ställde ställt gjorde gjort utvecklade utvecklat öppnade öppnat "
     "anställde anställt renoverade renoverat isolerade isolerat kartlade kartlagt kombinerade kombinerat "
     "digitaliserade "
     "digitaliserat inrättade inrättat restaurerade restaurerat återställde återställt införskaffade köpte köpt "
     "samlade "
     "genomförde genomfört konverterade konverterat monterade monterat grävde grävt lade lagt satte började börjat "
     "tog tagit använde använt skapade skapat samordnade samordnat upphandlade upphandlat slutade slutat"},
    {WORD_ACTION, /* nb, nn */
     "innførte innført bygde bygd bygget byttet bytt byttet startet starta installerte installert testet testa prøvde "
     "prøvd plantet planta erstattet erstatta åpnet åpna opna ansatte ansatt tilsette tilsett utviklet utvikla kartla "
     "kartlagt etablerte etablert gjennomførte gjennomført restaurerte restaurert gjenåpnet gjenopna kjøpte kjøpt "
     "skiftet skifta satset satsa tok tatt teke la lagt lagd gjorde gjort gjorde rehabiliterte rehabilitert "
     "etterisolerte etterisolert begynte begynt tok brukte brukt opprettet oppretta samlet samla monterte montert "
     "omstilte laget laga opplærte kurset kursa"},
    {WORD_ACTION, /* da */
     "indførte indført byggede bygget skiftede skiftet startede startet installerede installeret afprøvede afprøvet "
     "testede plantede plantet erstattede erstattet udskiftede udskiftet åbnede åbnet udviklede udviklet etablerede "
     "etableret anlagde anlagt omlagde omlagt gennemførte gennemført genoprettede genoprettet renoverede renoveret "
     "oprettede oprettet købte købt uddannede uddannet kortlagde kortlagt begyndte begyndt ansatte brugte"},
    {WORD_ACTION, /* en */
     "introduced built replaced installed launched trained planted converted opened hired renovated established "
     "restored "
     "switched retrofitted piloted implemented started"},
    {WORD_OUTCOME,
     "minskade minskat minskats sjönk sjunkit ökade ökat ökats halverades halverats halverade halverat fördubblades "
     "fördubblats fördubblade sparade sparat sparar förbättrades förbättrats förbättrade förbättrat försvann höjdes "
     "höjts sänktes sänkts steg stigit kortades "
     "redusert reduserte økt økte sank sunket halvert halverte doblet dobla spart sparte sparer forbedret falt steget "
     "auka auke minka sokke betra doblast halverast gjekk "
     "reduceret reducerede faldt faldet øget øgede halveret halverede fordoblet fordoblede sparet sparede forbedret "
     "mindsket mindskede steget "
     "reduced decreased fell increased doubled halved saved saves improved dropped"},
    {WORD_NUMBER, /* outcomes that are numbers themselves */
     "halverades halverats halverade halverat fördubblades fördubblats fördubblade fördubblat halvert halverte doblet "
     "dobla "
     "halveret halverede fordoblet fordoblede doubled halved"},
    {WORD_INTENTION,
     "ska skall vill planerar avser bör kan kunde skulle måste tänker hoppas önskar föreslår föreslog målet "
     "målen "
     "målsättning målsättningen ambitionen ambition vision visionen planen förslag förslaget borde "
     "skal vil planlegger planlegg tenker tenkjer bør kunne må håper håpar ønsker ønskjer foreslår foreslo "
     "målsetting "
     "målsettinga målsettingen ambisjonen visjonen visjon forslag forslaget måtte burde "
     "planlægger agter håber ønsker målsætningen målsætning "
     "will would should shall can could may might must plans intends aims aim goal target proposes hopes"},
    {WORD_NEGATION, "inte ej aldrig ikke ikkje aldri aldrig not never ingen inga"},
    {WORD_HAVE, "har hade hadde have has had havde"},
    {WORD_ACTOR,
     "kommunen kommunens kommunens regionen staden landstinget fylkeskommunen fylkeskommunens kommunene skolan "
     "förskolan "
     "skolen skulen barnehagen barnehagane bolaget selskapet selskabet föreningen foreningen foreininga bruket "
     "projektet prosjektet biblioteket sjukhuset sykehuset sjukehuset universitetet högskolan høyskolen høgskulen "
     "fastighetsbolaget bostadsbolaget boligselskapet energibolaget förvaltningen forvaltningen byen bydelen "
     "kulturskolan äldreboendet sykehjemmet sjukeheimen plejehjemmet simhallen museet"},
    {WORD_MUNICIPALITY, "kommun kommuns kommune kommunes herad stad fylkeskommune municipality by"},
    {WORD_BEFORE_NAME, "region kommunen municipality city"},
    {WORD_OFFICE,
     "seminarium seminariet seminarier seminar seminaret konferens konferensen konferanse konferansen konference "
     "nätverk "
     "nätverket nettverk nettverket netværk netværket referensgrupp referensgruppen arbetsgrupp arbetsgruppen "
     "arbeidsgruppe vägledning vägledningen veileder veilederen rettleiar vejledning handbok handboken håndbok håndbog "
     "guide guiden rapport rapporten möte mötet nätverksmöte workshop webbplats webbplatsen nettsted nettside "
     "hjemmeside "
     "rådmann rådmannen kommundirektör kommundirektören kommunedirektør kommunaldirektør kommunalsjef förvaltningschef "
     "skatten skatt utredning utredningen remiss proposition betänkande referat "
     "protokoll dagordning styrgrupp julkalender"},
    {WORD_BUDGET, "budget budgeten budgeten budsjett budsjettet"},
    {WORD_PRAISE,
     "goda god gott godt gode bra lärande lærende inspirerande inspirerende inspirerande beste bästa bedste best good "
     "lyckade lyckat vellykkede vellukka vellykket konkreta konkrete praktiska praktiske lokala lokale inspiring"},
    {WORD_EXAMPLE,
     "exempel exemplen exemplet eksempel eksempler eksemplene eksemplet eksemplar døme døma dømet praksis praxis "
     "practice practices example examples"},
    /* These announce by themselves. */
    {WORD_EXAMPLE | WORD_PRAISE,
     "praktikexempel framgångsexempel lärexempel inspirationsexempel kommunexempel praksiseksempel praksiseksempler "
     "suksesseksempel suksesseksempler læringseksempler inspirasjonseksempler kommuneeksempler eksempelsamling "
     "exempelsamling eksempelbank exempelbank"},
    {WORD_HOUSE,
     "skola skole skule förskola barnehage barnehave daginstitution bibliotek bad simhall sjukhus sykehus "
     "sjukehus hospital äldreboende sykehjem sjukeheim plejehjem universitet högskola høgskole høgskule museum"},
    {WORD_PHRASE, "lett ledde fört resulterat resulterade gjort gjorde medfört medförde resultatet effekten gett "
                  "ført førte resultert resulterte medført medførte gitt resulteret resulterede led "
                  "resulted betydet betydd inneburit innebar fungerer fungerar fungerat fungert kunde ført"},
    {WORD_CONDITION, "om hvis dersom viss if ifall når unless"},
    {WORD_MEASURE_BY, "genom gjennom gennem"},
    {WORD_NUMBER,
     "procent prosent percent kronor kroner ton tonn kilowattimmar kwh mwh hälften halvparten halvdelen halvparten "
     "tredjedel fjärdedel fjerdedel miljoner millioner millionar dubbelt dobbelt"},
};

guint32 example_word_classes(const ScanWord *word) {
  static const WordTable *table;
  if (!table)
    table = word_table_new(rows, G_N_ELEMENTS(rows));
  return word_table_get(table, word);
}

gboolean looks_like_perfect(const ScanWord *word) {
  static const char *const endings[] = {"at",  "it",  "tt", "lt", "rt", "nt", "gt", "yt", "ats",
                                        "its", "tts", "et", "dd", "ed", "gd", "bd", "ld"};
  for (gsize i = 0; word->length >= 4 && i < G_N_ELEMENTS(endings); i++)
    if (scan_word_ends(word, endings[i]))
      return TRUE;
  return FALSE;
}

gsize outcome_phrase(TextSpan text) {
  static const char *const phrases[] = {
      "lett till",     "ledde till",    "fört till",      "resulterat i",    "resulterade i", "gjort att",
      "gjorde att",    "medfört att",   "medförde att",   "resultatet blev", "resultatet är", "effekten blev",
      "gett resultat", "ført til",      "førte til",      "resultert i",     "resulterte i",  "medført at",
      "medførte at",   "resultatet er", "resultatet ble", "resultatet vart", "effekten er",   "gitt resultater",
      "gitt resultat", "gjort at",      "gjorde at",      "resulteret i",    "resulterede i", "effekten er",
      "led to",        "resulted in",   "led til",        "betydet at",      "betydd at",     "inneburit att",
      "innebar att",   "fungerer godt", "fungerar bra",   "fungerat bra",    "fungert godt",  "fungert bra",
      "fungerat väl",  "kunde hävas",
  };
  char first = text.length ? g_ascii_tolower(*text.start) : '\0';
  for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++) {
    gsize bytes = phrases[i][0] == first ? span_starts_with_nocase(text, phrases[i]) : 0;
    if (bytes > 0)
      return bytes;
  }
  return 0;
}

gsize example_heading(TextSpan line) {
  static const char *const starts[] = {
      "exempel från ",
      "exempel: ",
      "så gjorde ",
      "så gör ",
      "så lyckades ",
      "eksempel fra ",
      "eksempler fra ",
      "eksempel frå ",
      "eksempel: ",
      "døme frå ",
      "døme: ",
      "slik gjorde ",
      "slik gjør ",
      "slik gjer ",
      "slik lyktes ",
      "slik lukkast ",
      "sådan gjorde ",
      "sådan gør ",
      "example from ",
      "goda exempel från ",
      "gode eksempler fra ",
      "lärande exempel: ",
      "lärande exempel från ",
      "gott exempel: ",
      "godt eksempel: ",
      "godt eksempel fra ",
      "godt døme: ",
      "gode døme frå ",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
    gsize bytes = span_starts_with_nocase(line, starts[i]);
    if (bytes > 0 && bytes < line.length)
      return bytes;
  }
  return 0;
}

gboolean example_heading_of_deed(TextSpan line) {
  static const char *const starts[] = {"så gjorde ",    "så lyckades ",  "slik gjorde ",   "slik lyktes ",
                                       "slik lukkast ", "sådan gjorde ", "sådan lykkedes "};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
    if (span_starts_with_nocase(line, starts[i]))
      return TRUE;
  return FALSE;
}
