/* The words in and around dates: months from ICU with common abbreviations, the rest by the tables here. */
#include "language/date_words.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#define MOST_BYTES 24

typedef struct {
  guint classes, value;
  const char *words; /* lower-case, spaces between */
} Row;

static const Row rows[] = {
    {DATE_WORD_MONTH, 1, "jan januari januar january"},
    {DATE_WORD_MONTH, 2, "feb febr februari februar february"},
    {DATE_WORD_MONTH, 3, "mar mars marts march"},
    {DATE_WORD_MONTH, 4, "apr april"},
    {DATE_WORD_MONTH, 5, "maj mai"},
    {DATE_WORD_MONTH | DATE_WORD_CAPITAL, 5, "may"},
    {DATE_WORD_MONTH, 6, "jun juni june"},
    {DATE_WORD_MONTH, 7, "jul juli july"},
    {DATE_WORD_MONTH, 8, "aug augusti august"},
    {DATE_WORD_MONTH, 9, "sep sept september"},
    {DATE_WORD_MONTH, 10, "okt oktober oct october"},
    {DATE_WORD_MONTH, 11, "nov november"},
    {DATE_WORD_MONTH, 12, "dec des december desember"},
    {DATE_WORD_WEEKDAY, 1, "måndag måndagen måndagar mån mandag mandagen måndagskväll mandagskveld monday mon måndags"},
    {DATE_WORD_WEEKDAY, 2, "tisdag tisdagen tis tirsdag tirsdagen tirs tysdag tysdagen tuesday tue"},
    {DATE_WORD_WEEKDAY, 3, "onsdag onsdagen ons wednesday wed"},
    {DATE_WORD_WEEKDAY, 4, "torsdag torsdagen tors tor thursday thu"},
    {DATE_WORD_WEEKDAY, 5, "fredag fredagen fre friday fri"},
    {DATE_WORD_WEEKDAY, 6, "lördag lördagen lör lørdag lørdagen lør laurdag laurdagen saturday sat"},
    {DATE_WORD_WEEKDAY, 7, "söndag söndagen sön søndag søndagen søn sundag sundagen sunday sun"},
    {DATE_WORD_SEASON, 1, "vinter vintern vinteren winter"},
    {DATE_WORD_SEASON, 2, "vår våren vårterminen forår foråret spring"},
    {DATE_WORD_SEASON, 3, "sommar sommaren sommer sommeren summer"},
    {DATE_WORD_SEASON, 4, "höst hösten höstterminen høst høsten haust hausten efterår efteråret autumn fall"},
    {DATE_WORD_ORDINAL, 1, "första forsta første fyrste first"},
    {DATE_WORD_ORDINAL, 2, "andra andre anden andet second"},
    {DATE_WORD_ORDINAL, 3, "tredje third"},
    {DATE_WORD_ORDINAL, 4, "fjärde fjerde fourth"},
    {DATE_WORD_WEEK, 0, "vecka veckan veckorna v uke uka uken veke veka vekene ukene uge ugen week weeks"},
    {DATE_WORD_QUARTER, 0, "kvartal kvartalet quarter"},
    {DATE_WORD_HALF, 0, "halvår halvåret halvar half"},
    {DATE_WORD_ARTICLE, 0, "den the"},
    {DATE_WORD_AND, 0, "och og and samt"},
    {DATE_WORD_TO | DATE_WORD_PREPOSITION, 0, "till til to tom"},
    {DATE_WORD_PREPOSITION, 0, "för for mot år innen inom by i"},
    {DATE_WORD_GOAL, 0,
     "mål målen målet målene måla målbild målbilden vision visionen visjon visjonen goal goals klimatmål klimamål"},
    {DATE_WORD_NO_YEAR, 0,
     "agenda sou nou ds prop skr bet dir nr no nummer number dnr diarienr diarienummer ärende sak saksnr arkivsak ref "
     "isbn issn iso tel telefon tlf mobil mob fax org orgnr kr sek nok dkk eur usd postboks box boks pb sid sida side "
     "page horizon horisont windows office lag lagen lov lova sfs lov nnr id kod kode code"},
    {DATE_WORD_UNIT, 0,
     "kr kronor kroner sek nok dkk euro mkr tkr mnok msek personer person people st stk stycken m meter cm mm km kg "
     "ton "
     "tonn tonnes mw kw kwh mwh gwh twh invånare innbyggere innbyggjarar inhabitants deltagare deltakere procent "
     "prosent percent hektar ha dekar mål kvadratmeter kvm m² liter dl ml sidor sider hushåll husstander bostäder "
     "boliger timmar timer hours minuter minutter anställda ansatte elever företag bedrifter miljoner millioner "
     "million "
     "dagar dager exemplar bilar biler grader poäng poeng gånger ganger ord arter träd"},
    {DATE_WORD_LABEL, 0,
     "datum dato date senast seinast senest sista siste frist före innan före från fra frå since daterad datert dat "
     "uppdaterad oppdatert publicerad publisert utskriftsdatum møtedato mötesdatum sammanträdesdatum skapad endret "
     "ändrad reviderad revidert beslutsdatum påmeldingsfrist svarsdatum svarfrist høringsfrist fristen tid tidspunkt "
     "när når when utgivelsesdato dag"},
    {DATE_WORD_SCHOOL_YEAR, 0, "läsåret läsår skoleåret skoleår skuleåret budsjettåret säsongen sesongen"},
    {DATE_WORD_OF, 0, "of"},
    {DATE_WORD_NO_DATE, 0,
     "kapitel kapittel kap avsnitt avsnittet punkt pkt section version versjon ver utgåva fig figur tabell table "
     "bilaga "
     "vedlegg"},
};

static GHashTable *table;

static void add(const char *word, guint classes, guint value) {
  DateWord *entry = g_hash_table_lookup(table, word);
  if (!entry) {
    entry = g_new0(DateWord, 1);
    g_hash_table_insert(table, g_strdup(word), entry);
  }
  entry->classes |= classes;
  if (value)
    entry->value = value;
}

static void add_icu_months(const char *language) {
  static const UDateFormatSymbolType types[] = {UDAT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_SHORT_MONTHS};
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open(UDAT_NONE, UDAT_LONG, language, NULL, 0, NULL, 0, &status);
  for (gsize type = 0; U_SUCCESS(status) && type < G_N_ELEMENTS(types); type++)
    for (int32_t month = 0; month < 12 && U_SUCCESS(status); month++) {
      UChar name[MOST_BYTES];
      char utf8[MOST_BYTES * 3];
      udat_getSymbols(format, types[type], month, name, G_N_ELEMENTS(name), &status);
      u_strToUTF8(utf8, sizeof utf8, NULL, name, -1, &status);
      if (U_FAILURE(status))
        break;
      g_autofree char *lower = g_utf8_strdown(utf8, -1);
      gsize length = strlen(lower);
      if (length > 0 && lower[length - 1] == '.')
        lower[length - 1] = 0;
      if (strcmp(lower, "may") != 0 && !g_ascii_isdigit(*lower))
        add(lower, DATE_WORD_MONTH, (guint)month + 1);
    }
  udat_close(format);
}

static void load(void) {
  static const char *const languages[] = {"sv", "nb", "nn", "da", "en"};
  table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    add_icu_months(languages[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(GStrv) words = g_strsplit(rows[i].words, " ", -1);
    for (char **word = words; *word; word++)
      add(*word, rows[i].classes, rows[i].value);
  }
}

DateWord date_word(const char *text, gsize length) {
  static gsize loaded;
  if (g_once_init_enter(&loaded)) {
    load();
    g_once_init_leave(&loaded, 1);
  }
  char lower[MOST_BYTES + 1];
  if (length == 0 || length > MOST_BYTES)
    return (DateWord){0};
  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar)text[i];
    gboolean latin = i > 0 && (guchar)text[i - 1] == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97; /* À to Þ */
    lower[i] = latin ? (char)(c + 0x20) : g_ascii_tolower(text[i]);
  }
  lower[length] = 0;
  const DateWord *entry = g_hash_table_lookup(table, lower);
  if (!entry || ((entry->classes & DATE_WORD_CAPITAL) && !g_ascii_isupper(*text)))
    return (DateWord){0};
  return *entry;
}
