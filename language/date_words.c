/* Month names and weekdays out of ICU, with the abbreviations in use, and the small words around dates. */
#include "language/date_words.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#define LONGEST_WORD 24 /* bytes, folded to lower case */

static const struct {
  DateWordKind kind;
  guint value;
  const char *words;
} others[] = {
    {DATE_WORD_MONTH, 1, "jan"},
    {DATE_WORD_MONTH, 2, "feb febr"},
    {DATE_WORD_MONTH, 3, "mar"},
    {DATE_WORD_MONTH, 4, "apr"},
    {DATE_WORD_MONTH, 6, "jun"},
    {DATE_WORD_MONTH, 7, "jul"},
    {DATE_WORD_MONTH, 8, "aug"},
    {DATE_WORD_MONTH, 9, "sep sept"},
    {DATE_WORD_MONTH, 10, "okt oct"},
    {DATE_WORD_MONTH, 11, "nov"},
    {DATE_WORD_MONTH, 12, "des dec"},
    {DATE_WORD_WEEKDAY, 1, "mån man mon måndagen mandagen mandag måndag mandagar"},
    {DATE_WORD_WEEKDAY, 2, "tis tir tirs tys tue tisdagen tirsdagen tysdagen tysdag"},
    {DATE_WORD_WEEKDAY, 3, "ons wed onsdagen onsdag"},
    {DATE_WORD_WEEKDAY, 4, "tors tor thu torsdagen torsdag"},
    {DATE_WORD_WEEKDAY, 5, "fre fri fredagen fredag"},
    {DATE_WORD_WEEKDAY, 6, "lör lør lau lørdagen lördagen laurdagen laurdag lördag lørdag"},
    {DATE_WORD_WEEKDAY, 7, "sön søn sundag søndagen söndagen sundagen søndag söndag"},
    {DATE_WORD_SEASON, 3, "våren vår vårens foråret forår spring vt vårterminen vårsemesteret"},
    {DATE_WORD_SEASON, 6, "sommaren sommar sommeren sommer summer"},
    {DATE_WORD_SEASON, 9,
     "hösten höst høsten høst hausten haust efteråret efterår autumn ht höstens høstens haustens höstterminen"},
    {DATE_WORD_SEASON, 12, "vintern vinter vinteren winter"},
    {DATE_WORD_WEEK, 0, "vecka veckan uke veke uge week v"},
    {DATE_WORD_QUARTER, 0, "kvartal kvartalet quarter"},
    {DATE_WORD_HALF, 0, "halvår halvåret halvår"},
    {DATE_WORD_ORDINAL, 1, "första første fyrste first"},
    {DATE_WORD_ORDINAL, 2, "andra andre second anden"},
    {DATE_WORD_ORDINAL, 3, "tredje third"},
    {DATE_WORD_ORDINAL, 4, "fjärde fjerde fourth"},
    {DATE_WORD_DEN, 0, "den the dagen"},
    {DATE_WORD_AND, 0, "och og and till til to samt resp"},
    {DATE_WORD_NAME, 0, "agenda vision mål målet måla målene målen strategi horizon visjon målbild program"},
    {DATE_WORD_NUMBER, 0,
     "dnr diarienr diarienummer saksnr sak saksnummer nr no sou nou ds prop isbn issn sfs lov ref innst rskr"},
    {DATE_WORD_YEAR, 0,
     "år året året i under sedan siden sidan fra från frå since in year innan före før etter efter mellan mellom for"},
};

static void insert(GHashTable *words, const char *word, DateWordKind kind, guint value) {
  if (!g_hash_table_contains(words, word))
    g_hash_table_insert(words, g_strdup(word), GUINT_TO_POINTER((guint)kind << 8 | value));
}

static void insert_symbols(GHashTable *words, const UDateFormat *format, UDateFormatSymbolType type, gboolean days) {
  int32_t count = udat_countSymbols(format, type);
  for (int32_t i = 0; i < count; i++) {
    UChar name[64];
    char utf8[128];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = udat_getSymbols(format, type, i, name, G_N_ELEMENTS(name), &status);
    u_strToUTF8(utf8, sizeof utf8, NULL, name, length, &status);
    if (U_FAILURE(status) || length < 3)
      continue;
    g_autofree char *lower = g_utf8_strdown(utf8, -1);
    g_strdelimit(lower, ".", '\0');
    /* ICU counts days from Sunday, and its first symbol is empty */
    guint value = days ? (guint)(i == 1 ? 7 : i - 1) : (guint)i + 1;
    insert(words, lower, days ? DATE_WORD_WEEKDAY : DATE_WORD_MONTH, value);
  }
}

static void insert_locale(GHashTable *words, const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open(UDAT_LONG, UDAT_LONG, locale, NULL, -1, NULL, -1, &status);
  if (U_FAILURE(status))
    return;
  insert_symbols(words, format, UDAT_MONTHS, FALSE);
  insert_symbols(words, format, UDAT_STANDALONE_MONTHS, FALSE);
  insert_symbols(words, format, UDAT_WEEKDAYS, TRUE);
  udat_close(format);
}

static GHashTable *make_words(void) {
  static const char *const locales[] = {"sv", "nb", "nn", "da", "en"};
  GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < G_N_ELEMENTS(locales); i++)
    insert_locale(words, locales[i]);
  for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
    g_auto(GStrv) list = g_strsplit(others[i].words, " ", -1);
    for (char **word = list; *word; word++)
      insert(words, *word, others[i].kind, others[i].value);
  }
  return words;
}

/* Lower case of Latin letters, in place of a call that allocates: ASCII and U+00C0-U+00DE. */
static gboolean fold(const char *word, gsize length, char *folded) {
  if (length == 0 || length > LONGEST_WORD)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar)word[i];
    folded[i] =
        (char)(i > 0 && (guchar)word[i - 1] == 0xc3 && c >= 0x80 && c <= 0x9e ? c + 0x20 : g_ascii_tolower((char)c));
    if (i > 0 && (guchar)word[i - 1] != 0xc3 && c >= 0x80)
      folded[i] = (char)c;
  }
  folded[length] = '\0';
  return TRUE;
}

DateWord date_word(const char *word, gsize length) {
  static gsize ready;
  static GHashTable *words;
  char folded[LONGEST_WORD + 1];
  if (g_once_init_enter(&ready)) {
    words = make_words();
    g_once_init_leave(&ready, 1);
  }
  if (!fold(word, length, folded))
    return (DateWord){DATE_WORD_NONE, 0};
  guint found = GPOINTER_TO_UINT(g_hash_table_lookup(words, folded));
  return (DateWord){(DateWordKind)(found >> 8), found & 0xff};
}
