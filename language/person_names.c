/* Given names and the words about them. */
#include "language/person_names.h"

#include "language/knowledge.h"

#include <string.h>

static void add_names(char *line, gpointer data) {
  GHashTable *table = data;
  g_auto(GStrv) words = g_strsplit(line, " ", -1);
  for (char **word = words; *word; word++)
    if (**word)
      g_hash_table_insert(table, g_strdup(*word), GUINT_TO_POINTER(GIVEN_NAME_SURE));
}

/* The heading of the last block is a comment: what it says is read from the text as a whole. */
static gpointer load(gpointer data) {
  GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  knowledge_each_line("given-names.txt", add_names, table);
  g_autofree char *content = knowledge_read("given-names.txt", NULL);
  char *words = strstr(content, "\n# words\n");
  if (!words)
    g_error("given-names.txt has no block of words");
  g_auto(GStrv) list = g_strsplit_set(words + strlen("\n# words\n"), " \n", -1);
  for (char **word = list; *word; word++)
    if (**word)
      g_hash_table_insert(table, g_strdup(*word), GUINT_TO_POINTER(GIVEN_NAME_WORD));
  return table;
}

GivenName person_names_given(const char *word, gsize length) {
  static GOnce once = G_ONCE_INIT;
  char key[48];
  const char *hyphen = memchr(word, '-', length);
  if (hyphen)
    length = (gsize)(hyphen - word);
  if (length >= sizeof key)
    return GIVEN_NAME_NONE;
  GHashTable *names = g_once(&once, load, NULL);
  memcpy(key, word, length);
  key[length] = '\0';
  return (GivenName)GPOINTER_TO_UINT(g_hash_table_lookup(names, key));
}

gboolean person_names_particle(const char *word, gsize length) {
  static const char *const particles[] = {"von", "af", "av", "de", "van", "der", "den", "da",
                                          "di",  "la", "el", "al", "bin", "ben", "ter", "dos"};
  for (gsize i = 0; i < G_N_ELEMENTS(particles); i++)
    if (strlen(particles[i]) == length && memcmp(particles[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean has_ending(const char *folded, const char *const *endings, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (g_str_has_suffix(folded, endings[i]))
      return TRUE;
  return FALSE;
}

/* What titles end in; compounds of them are titles too. */
static const char title_endings[] =
    "strateg strategen chef chefen sjef sjefen ledare ledaren leder lederen leiar leiaren rådgivare "
    "rådgiver rådgjevar rådgiveren ingenjör ingeniør planerare planlegger planleggar planlægger ekolog "
    "økolog biolog handläggare saksbehandler sakshandsamar sagsbehandler samordnare koordinator "
    "koordinatoren kommunalråd landstingsråd regionråd byråd byrådet borgarråd ordförande ordföranden "
    "ordfører ordføraren ordførar varaordfører formand borgmester professor forsker forskar forskare "
    "doktorand stipendiat docent lektor adjunkt utredare utreder konsulent konsult sekreterare sekretær "
    "direktör direktør arkitekt geolog hydrolog meteorolog arkeolog antikvarie antikvar inspektör "
    "inspektør expert ekspert politiker journalist controller kontroller specialist spesialist utvecklare "
    "utvikler utviklar medarbetare medarbeider medarbeidar medarbejder redaktör redaktør förvaltare "
    "forvalter forvaltar student fuldmægtig assistent kommunikatör informatör pedagog lærer lärare lärar "
    "jurist agronom skogvokter jägmästare ledamot medlem statsråd minister statssekreterare statssekretær "
    "landshövding fylkesmann statsforvalter rådmann rådmannen kommunedirektør analytiker ekonom økonom "
    "författare forfatter forfattar föreläsare foredragsholder moderator lege läkare upphandlare "
    "innkjøper tekniker representant ombud rektor prodekan dekan veileder bonde byggherre partner "
    "grundare gründer vd phd statsminister generalsekreterare generalsekretær";

gboolean person_names_title(const char *folded) {
  static char **endings;
  static gsize ready, count;
  if (g_once_init_enter(&ready)) {
    endings = g_strsplit(title_endings, " ", -1); /* for good */
    count = g_strv_length(endings);
    g_once_init_leave(&ready, 1);
  }
  return has_ending(folded, (const char *const *)endings, count);
}

gboolean person_names_address(const char *folded) {
  static const char *const words[] = {
      "plats",  "plass",  "plads",      "väg",         "vei",     "veg",     "vej",    "gata",   "gate",
      "gade",   "gatan",  "gaten",      "torg",        "torv",    "allé",    "alle",   "park",   "parken",
      "skola",  "skole",  "skolan",     "skolen",      "kyrka",   "kyrkan",  "kirke",  "minne",  "hus",
      "hall",   "fond",   "stiftelse",  "stiftelsen",  "pris",    "priset",  "prisen", "sal",    "salen",
      "backe",  "bro",    "gränd",      "universitet", "sykehus", "sjukhus", "senter", "center", "gymnasium",
      "museum", "museet", "stipendium", "kommun",      "kommune"};
  static const char *const endings[] = {
      "gatan",   "gaten",   "gata",    "gade",   "vägen",  "veien",      "vegen",  "vejen",   "torget",     "torvet",
      "plassen", "platsen", "pladsen", "stigen", "gränd",  "esplanaden", "parken", "skolan",  "skolen",     "kyrkan",
      "kirken",  "huset",   "hallen",  "salen",  "hotell", "hotel",      "kommun", "kommune", "universitet"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (strcmp(words[i], folded) == 0)
      return TRUE;
  return has_ending(folded, endings, G_N_ELEMENTS(endings));
}
