/* Tests of the stage `kind`: documents of all kinds in the languages of the field, and what must not be taken for
 * meetings. */
#include "pipeline/stages/stage.h"
#include "tests/unit/stages_helpers.h"

typedef struct {
  DocumentKind kind;
  gboolean web; /* a web page: sections of one file, titled by the first line */
  const char *text;
} Case;

static Document *read_case(const Case *c) {
  Document *document = plain_document(c->text);
  if (c->web) {
    g_auto(GStrv) lines = g_strsplit(c->text, "\n", 2);
    document->kind = DOCUMENT_KIND_PAGE;
    document->title = g_strdup(lines[0]);
  }
  stage_clean(document);
  stage_structure(document);
  stage_language(document);
  stage_kind(document);
  return document;
}

#define MEETING DOCUMENT_KIND_MEETING
#define GUIDE DOCUMENT_KIND_GUIDE
#define NEWS DOCUMENT_KIND_NEWS
#define REPORT DOCUMENT_KIND_REPORT
#define PAGE DOCUMENT_KIND_PAGE
#define OTHER DOCUMENT_KIND_OTHER

static const Case cases[] = {
    /* meetings */
    {MEETING, FALSE,
     "Inbjudan till nätverksträff om dagvatten\n\nDatum: 4 mars 2031\nPlats: Lunnby stadshus\nMålgrupp: planerare\n"
     "Anmälan: senast 1 mars\n\nVi möts för att byta erfarenheter."},
    {MEETING, FALSE,
     "Program för temadag om buller\n\n09.30 Kaffe\nI foajén\n10.00 Inledning\nAnna Ek\n10.30 Så låter staden\nBo Dal\n"
     "12.00 Lunch\n13.00 Gruppsamtal\n15.00 Slut"},
    {MEETING, FALSE,
     "Referat fra nettverksmøte\n\nSted: Hamar\nTil stede: Kari og Ola\nForfall: Per\n\nSAK 1 ÅPNING\n\nKari ønsket "
     "velkommen.\n\nSAK 2 VANN\n\nOla fortalte.\n\nSAK 3 EVENTUELT\n\nIntet."},
    {MEETING, FALSE,
     "Kallelse till årsmöte i Lunnby skogsförening\n\nTid: söndagen den 3 mars 2031 klockan 15\nPlats: bygdegården\n\n"
     "1. Mötets öppnande\n\n2. Val av justerare\n\n3. Mötets avslutande"},
    {MEETING, FALSE,
     "Invitasjon til fagdag om overvann\n\nTid: 3. mai 2031 kl. 10\nSted: Rådhuset i Nes\nPåmelding: innen 20. april\n"
     "Pris: gratis\n\nVi ser på løsninger i gata."},
    {MEETING, FALSE,
     "Velkomen til samling i Lunde\n\nTid\t4. juni 2031 klokka 10\nStad\tLunde hotell\nMålgruppe\tPlanleggjarar\n"
     "Påmelding\tInnan 20. mai\n\n10.00 Velkomen\nOrdføraren\n10.30 Sol på tak\nEin ingeniør\n12.00 Lunsj"},
    {MEETING, FALSE,
     "Indbydelse til netværksmøde om regnvand\n\nDato: 3. maj 2031\nSted: Søby rådhus\nTilmelding: senest 20. april\n"
     "Deltagere: kommunens planlæggere\n\nVi taler om regnbede."},
    {MEETING, FALSE,
     "Minnesanteckningar från samverkansmöte\n\nPlats: Lunnby\nNärvarande: Anna, Bo och Cilla\nVid pennan: Bo\n\n"
     "Anna hälsade alla välkomna. Gruppen talade om vattnet."},
    {MEETING, FALSE,
     "Møtereferat\n\nTilstede: Kari, Ola, Per\nReferent: Ola\nSted: Teams\n\nKari gikk gjennom planen. Neste møte er i "
     "juni."},
    {MEETING, FALSE,
     "Minutes of the network meeting\n\nWhen: 3 May 2031\nWhere: Lund\nAttendees: Ann, Bob\nApologies: Carl\n\nAnn "
     "opened "
     "the meeting."},
    {MEETING, TRUE,
     "Seminarium om grön infrastruktur\n\nTid: 3 maj klockan 9.30\nPlats: Folkets hus\nKostnad: 300 kronor\n"
     "Anmälan: via webben\n\n09.30 Kaffe\nFoajén\n10.00 Start\nAnna\n11.00 Träd\nBo\n12.00 Lunch"},
    {MEETING, FALSE,
     "Dagsorden for møde i miljørådet\n\nSted: Søby\nDeltagere: rådets medlemmer\nAfbud: Ole\n\n1. Velkomst\n\n2. "
     "Vand\n\n"
     "3. Eventuelt"},
    {MEETING, FALSE,
     "Notater fra nettverksmøtet\n\nTid: 3. mai kl. 10\nTil stede: Kari, Ola\n\nKari åpnet. Ola fortalte om vannet."},
    {MEETING, FALSE,
     "Dag om buller\n\nKaffe 09.00-09.30\nInledning 09.30-10.00\nGatan 10.00-11.00\nLunch 11.30-12.30\nSlut "
     "14.00-14.10"},
    /* guides */
    {GUIDE, FALSE,
     "Ljus i gång- och cykelvägar\n\nHär får du råd om hur du väljer lampor. Tänk på att mörka ställen skrämmer. Du "
     "bör "
     "mäta ljuset. Välj stolpar som går att laga. Undvik blå sken. Tänk på djuren."},
    {GUIDE, FALSE, "Vägledning för lokalt arbete med vatten\n\nHär får du råd om hur kommunen kan arbeta."},
    {GUIDE, FALSE, "Handbok i cykelplanering\n\nBoken riktar sig till planerare och politiker."},
    {GUIDE, FALSE, "Veileder for klimatilpasning i arealplaner\n\nRådene gjelder alle kommuner."},
    {GUIDE, FALSE, "Rettleiar i universell utforming\n\nRåda gjeld for skular og barnehagar."},
    {GUIDE, FALSE, "Vejledning om regnbede\n\nHer er rådene, trin for trin."},
    {GUIDE, FALSE, "Guide to rain gardens\n\nThis guide helps towns that want to begin."},
    {GUIDE, FALSE, "Gröna tak\n\nEn handbok för fastighetsägare\n\nTaket ska bära jordens tyngd."},
    {GUIDE, FALSE, "Slik gjør du: sorter avfallet riktig\n\nMat går i den grønne posen. Papir går i dunken."},
    {GUIDE, FALSE, "Klimaregnskap\n\nI denne veilederen forklarer vi hvordan du regner.\n\nTall finnes hos etaten."},
    {GUIDE, TRUE, "Vägledning för klimatanpassning\n\nVägledningen vänder sig till kommuner.\n\nKontakt: oss"},
    {GUIDE, FALSE, "Checklista för giftfri förskola\n\nTa bort gammal plast. Städa ofta. Fråga leverantören."},
    {GUIDE, FALSE, "Retningslinjer for innkjøp av mat\n\nReglene gjelder alle kjøkken."},
    /* news */
    {NEWS, FALSE, "Nyhetsbrev från Kommunnätverket, nr 3\n\nVi har haft möte i Lunnby. Läs om fladdermöss."},
    {NEWS, FALSE, "Nyhende frå nettverket\n\nVi har fått ny leiar. Ho kjem frå Voss."},
    {NEWS, FALSE,
     "Nyhetsbrev\n\n2031-03-01 Nytt vatten\nText om vatten.\n2031-03-05 Ny skog\nText om skog.\n"
     "2031-03-09 Ny väg\nText om väg."},
    {NEWS, TRUE,
     "Aktuellt i nätverket\n\n12 maj 2031\nNy broschyr om bin.\n\n3 maj 2031\nNytt möte i juni.\n\n"
     "28 april 2031\nNya medlemmar.\n\n2 april 2031\nEn film om regn."},
    {NEWS, FALSE, "Pressmeddelande: kommunen öppnar parken\n\nParken öppnar på lördag."},
    {NEWS, FALSE, "Siste nytt fra vannområdet\n\nFisken er tilbake i bekken."},
    {NEWS, FALSE, "Nyhedsbrev fra klimafonden\n\nFem projekter har fået penge."},
    {NEWS, FALSE, "Newsletter of the Baltic towns\n\nThree towns have joined."},
    {NEWS, TRUE, "Bron är öppen\n\n– Vi är glada, säger Anna Ek.\n\n– Det tog tid, säger Bo Dal.\n\nBron är röd."},
    {NEWS, FALSE, "N Y T T  F R Å N  N Ä T E T\nNr 3, mars 2031\n\nVi har fått en ny ledare. Hon kommer från Lunnby."},
    {NEWS, TRUE,
     "Vattennätet - Nytt i nätverket\n\nNy bro\n2031-03-01\nText om bron.\n\nNy väg\n2031-03-05\nText om "
     "vägen.\n\nNy skog\n2031-03-09\nText om skogen."},
    /* reports and plans */
    {REPORT, FALSE, "Årsrapport 2030 for vannområdet\n\nInnhold\n\nSammendrag\n\nArbeidet gikk sakte dette året."},
    {REPORT, FALSE, "Klimatplan för Lunnby kommun\n\nPlanen gäller till 2040."},
    {REPORT, FALSE, "Utredning om bro över sundet\n\nSammanfattning\n\nBron blir dyr.\n\nReferenser\n\nEk, B. 2030."},
    {REPORT, FALSE, "Handlingsplan mot støy\n\nForord\n\nStøyen øker. Planen har tolv tiltak."},
    {REPORT, FALSE, "Kartlegging av kulvertar\n\nSamandrag\n\nDet finst 212 kulvertar i kommunen."},
    {REPORT, FALSE, "Evaluering af klimafonden\n\nResumé\n\nFonden har virket.\n\nKonklusion\n\nFortsæt."},
    {REPORT, FALSE,
     "Effects of road salt\n\nAbstract\n\nSalt harms trees.\n\nMethods\n\nWe measured.\n\nReferences\n\nEk 2030."},
    /* pages */
    {PAGE, TRUE, "Avfall och återvinning\n\nHär kan du läsa om sopor. Läs mer om kompost."},
    {PAGE, TRUE, "Om nettverket\n\nNettverket har tjue medlemmer. Kontakt oss gjerne."},
    {PAGE, FALSE, "Om nätverket\n\nNätverket har tjugo medlemmar som delar erfarenheter om vatten."},
    {PAGE, TRUE, "Vand og natur\n\nKommunen passer på åen og søen."},
    {PAGE, TRUE,
     "Kulturhuset\n\nHär ryms bibliotek, kafé och scen i ett hus från 1931. Huset är öppet alla dagar och har plats "
     "för "
     "fyrahundra gäster i den stora salen.\n\nSå hittar du hit\nGå från torget mot ån.\n\nHistoria\nHuset ritades av "
     "en "
     "arkitekt från orten. Det har byggts om tre gånger och brann 1974, men väggarna stod kvar.\n\nMöte om scenen\nDen "
     "3 "
     "maj talar vi om scenens framtid."},
    /* neither */
    {OTHER, FALSE, "Dikt om regn\n\nRegnet faller över taket, och katten sover."},
    {OTHER, FALSE, "Søknad om tilskudd\n\nProsjektnavn: Bygdebuss\nBeskrivelse: Innbyggerne ringer."},
    {OTHER, FALSE, ""},
};

static void test_kinds(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = read_case(&cases[i]);
    g_test_message("%s", cases[i].text);
    g_assert_cmpstr(document_kind_name(document->kind), ==, document_kind_name(cases[i].kind));
    g_assert_cmpint(document->kind == OTHER, ==, document->findings->len == 0);
    for (guint f = 0; f < document->findings->len; f++) {
      const Finding *finding = document->findings->pdata[f];
      g_autofree char *evidence = document_get_evidence(document, finding);
      g_assert_cmpint(finding->kind, ==, FINDING_KIND_REASON);
      g_assert_cmpstr(finding->value, ==, document_kind_name(document->kind));
      g_assert_nonnull(finding->role);
      g_assert_true(finding->field == FINDING_IN_METADATA || *evidence || strcmp(finding->role, "agenda-items") == 0);
    }
  }
}

/* Other trades speak of protocols, conferences, agendas and minutes, and write times and labels. */
static const char *const no_meetings[] = {
    "Protocol for file transfer\n\nThe client opens a connection. The meeting of both ends is called a handshake.",
    "Proceedings of the Conference on Compilers\n\nAbstract\n\nWe describe a compiler.",
    "Agenda 2030 och de globala målen\n\nMålen gäller alla länder.",
    "Minutes and seconds\n\nA function that formats minutes. Present: the value is set.",
    "Kommunikationsprotokoll i bussar\n\nVersion 3\n\n1. Inledning\n\nText.\n\n2. Metod\n\nText.",
    "Programmering i C\n\nProgram består av funktioner.",
    "Program documentation\n\nDate: 2031-01-01\nAuthor: Ann\n\n1.1 Scope\n1.2 Terms\n1.3 Use",
    "Release notes\n\n12:30 build started\n12:31 build failed\nThe conference plugin is gone.",
    "Installing the meeting server\n\nStep 1 Get the file.\nStep 2 Run it.\nStep 3 Done.",
    "Faktura\n\nDatum: 2031-01-01\nPris: 300 kronor\n\nTack för köpet.",
    "Guide till bättre möten\n\nMöten tar tid. Välj rätt deltagare.",
    "Rapport från en konferens\n\nSammanfattning\n\nMycket sades.",
    "Workshop manual for engines\n\nThe workshop has tools.",
};

static void test_no_meetings(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(no_meetings); i++) {
    Case c = {.text = no_meetings[i]};
    g_autoptr(Document) document = read_case(&c);
    g_test_message("%s", no_meetings[i]);
    g_assert_cmpint(document->kind, !=, MEETING);
  }
}

static void test_slides(void) {
  g_autoptr(Document) document = document_new();
  add_unit(document, UNIT_KIND_SLIDE, LOCATOR_SLIDE, 1, "Inbjudan till möte", "Tid: 3 maj\nPlats: Lund\nAnmälan: nu");
  stage_kind(document);
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
  const Finding *reason = document->findings->pdata[0];
  g_assert_cmpstr(reason->role, ==, "slides");
  g_assert_cmpstr(reason->value, ==, "presentation");
}

/* A deck without slides that can be read is still one. */
static void test_media_type(void) {
  g_autoptr(Document) document = document_new();
  document->kind = DOCUMENT_KIND_PRESENTATION;
  stage_kind(document);
  g_assert_cmpint(document->kind, ==, DOCUMENT_KIND_PRESENTATION);
  g_assert_cmpstr(((const Finding *)document->findings->pdata[0])->role, ==, "media-type");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/stages/kind/kinds", test_kinds);
  g_test_add_func("/stages/kind/no-meetings", test_no_meetings);
  g_test_add_func("/stages/kind/slides", test_slides);
  g_test_add_func("/stages/kind/media-type", test_media_type);
  return g_test_run();
}
