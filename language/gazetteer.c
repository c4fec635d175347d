/* The gazetteer, read from the knowledge files of data/places. */
#include "language/gazetteer.h"

#include "language/knowledge.h"

#include <string.h>

#define NAME_MAX_BYTES 128

typedef struct {
  GHashTable *by_name; /* folded name -> GPtrArray of GazetteerPlace* */
  GHashTable *by_code; /* code -> GazetteerPlace* */
  GHashTable *words;   /* first folded word -> most words of a name */
  GHashTable *common;  /* folded names that are everyday words */
} Table;

/* --- reading the files ---------------------------------------------------------------------------------------- */

/* Lower case, and whatever parts words as one space. */
static char *fold(const char *name) {
  g_autofree char *lower = g_utf8_strdown(name, -1);
  g_strdelimit(lower, "&", ' ');
  g_auto(GStrv) words = g_strsplit_set(lower, " \t", -1);
  GString *folded = g_string_new(NULL);
  for (char **word = words; *word; word++)
    if (**word)
      g_string_append_printf(folded, "%s%s", folded->len ? " " : "", *word);
  return g_string_free(folded, FALSE);
}

static void note_words(Table *table, const char *folded) {
  guint count = 1;
  for (const char *p = folded; *p; p++)
    count += *p == ' ';
  g_autofree char *first = g_strndup(folded, strcspn(folded, " "));
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(table->words, first));
  if (count > before)
    g_hash_table_replace(table->words, g_steal_pointer(&first), GUINT_TO_POINTER(MIN(count, GAZETTEER_WORDS_MAX)));
}

static void add_name(Table *table, const char *name, GazetteerPlace *place) {
  g_autofree char *folded = fold(name);
  if (!*folded)
    return;
  GPtrArray *places = g_hash_table_lookup(table->by_name, folded);
  if (!places) {
    note_words(table, folded);
    places = g_ptr_array_new();
    g_hash_table_insert(table->by_name, g_strdup(folded), places);
  }
  if (g_ptr_array_find(places, place, NULL))
    return;
  guint at = places->len;
  while (!place->earlier && at > 0 && ((GazetteerPlace *)places->pdata[at - 1])->earlier)
    at--;
  g_ptr_array_insert(places, (gint)at, place);
}

static void add_names(Table *table, const char *name, const char *others, GazetteerPlace *place) {
  add_name(table, name, place);
  g_auto(GStrv) list = g_strsplit(others, "; ", -1);
  for (char **other = list; *other; other++)
    add_name(table, *other, place);
}

static GazetteerPlace *add_place(Table *table, GazetteerLevel level, const char *country, const char *code,
                                 const char *name, gboolean earlier) {
  GazetteerPlace *place = g_new0(GazetteerPlace, 1);
  place->code = g_strdup_printf("%s-%s", country, code);
  g_strlcpy(place->country, country, sizeof place->country);
  place->name = g_strdup(name);
  place->level = level;
  place->earlier = earlier;
  place->successors = g_new0(char *, 1);
  g_autofree char *folded = fold(name);
  place->ambiguous = level == GAZETTEER_MUNICIPALITY &&
                     (g_utf8_strlen(folded, -1) <= 2 || g_hash_table_contains(table->common, folded));
  if (!g_hash_table_contains(table->by_code, place->code))
    g_hash_table_insert(table->by_code, place->code, place);
  return place;
}

static void add_common(char *line, gpointer data) {
  g_hash_table_add(((Table *)data)->common, fold(line));
}

/* "Västra Götalands län" is "Västra Götalands" as well. Where the name without "s" is known, the genitive of that does,
 * and is the municipality's too: "Stockholms". */
static void add_county_names(Table *table, const char *name, const char *others, GazetteerPlace *place) {
  add_names(table, name, others, place);
  if (!g_str_has_suffix(name, " län"))
    return;
  g_autofree char *stem = g_strndup(name, strlen(name) - strlen(" län"));
  g_autofree char *base = fold(stem);
  gsize length = strlen(base);
  if (length && base[length - 1] == 's')
    base[length - 1] = '\0';
  if (!g_hash_table_contains(table->by_name, base))
    add_name(table, stem, place);
}

/* Columns: country, code, name, others, year. Those of earlier come from earlier.tsv. */
static void read_county(char *line, gpointer data) {
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strv_length(columns) < 5)
    g_error("counties.tsv: %s", line);
  if (!g_str_equal(columns[4], "2018") && !g_str_equal(columns[4], "2024"))
    return;
  Table *table = data;
  GazetteerPlace *place = add_place(table, GAZETTEER_COUNTY, columns[0], columns[1], columns[2], FALSE);
  add_county_names(table, columns[2], columns[3], place);
}

/* Columns: country, code, name, others, county, year. A municipality with the same name and county on a later list is
 * that one; what has ended is told by earlier.tsv. */
static void read_municipality(char *line, gpointer data) {
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strv_length(columns) < 6)
    g_error("municipalities.tsv: %s", line);
  if (!g_str_equal(columns[5], "2018") && !g_str_equal(columns[5], "2024"))
    return;
  Table *table = data;
  GazetteerPlace *place = add_place(table, GAZETTEER_MUNICIPALITY, columns[0], columns[1], columns[2], FALSE);
  place->county = g_strdup_printf("%s-%s", columns[0], columns[4]);
  add_names(table, columns[2], columns[3], place);
}

/* Columns: country, level, code, name, others, county, from, to, successors. */
static void read_earlier(char *line, gpointer data) {
  Table *table = data;
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strv_length(columns) < 9)
    g_error("earlier.tsv: %s", line);
  if (g_str_equal(columns[1], "region")) {
    GazetteerPlace *today = g_hash_table_lookup(table->by_code, columns[8]);
    if (today)
      add_names(table, columns[3], columns[4], today);
    return;
  }
  GazetteerLevel level = g_str_equal(columns[1], "county") ? GAZETTEER_COUNTY : GAZETTEER_MUNICIPALITY;
  GazetteerPlace *place = add_place(table, level, columns[0], columns[2], columns[3], TRUE);
  if (*columns[5])
    place->county = g_strdup_printf("%s-%s", columns[0], columns[5]);
  g_strfreev(place->successors);
  place->successors = g_strsplit(columns[8], "; ", -1);
  add_county_names(table, columns[3], columns[4], place);
}

/* Columns: country, level, code, name, others, region. */
static void read_denmark(char *line, gpointer data) {
  Table *table = data;
  g_auto(GStrv) columns = g_strsplit(line, "\t", -1);
  if (g_strv_length(columns) < 6)
    g_error("denmark.tsv: %s", line);
  GazetteerLevel level = g_str_equal(columns[1], "region") ? GAZETTEER_COUNTY : GAZETTEER_MUNICIPALITY;
  GazetteerPlace *place = add_place(table, level, columns[0], columns[2], columns[3], FALSE);
  if (*columns[5])
    place->county = g_strdup_printf("%s-%s", columns[0], columns[5]);
  /* "hovedstaden" alone is the capital */
  if (level == GAZETTEER_MUNICIPALITY || !g_str_equal(columns[3], "Hovedstaden"))
    add_name(table, columns[3], place);
  g_auto(GStrv) others = g_strsplit(columns[4], "; ", -1);
  for (char **other = others; *other; other++)
    add_name(table, *other, place);
}

static gpointer load(gpointer data) {
  Table *table = g_new0(Table, 1);
  table->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  table->by_code = g_hash_table_new(g_str_hash, g_str_equal);
  table->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  table->common = g_hash_table_new(g_str_hash, g_str_equal);
  knowledge_each_line("places/ambiguous.txt", add_common, table);
  knowledge_each_line("places/counties.tsv", read_county, table);
  knowledge_each_line("places/municipalities.tsv", read_municipality, table);
  knowledge_each_line("places/denmark.tsv", read_denmark, table);
  knowledge_each_line("places/earlier.tsv", read_earlier, table);
  return table;
}

static const Table *table_get(void) {
  static GOnce once = G_ONCE_INIT;
  return g_once(&once, load, NULL);
}

/* --- questions ------------------------------------------------------------------------------------------------ */

/* The word without the sign of the genitive; 0 where it has none. */
static gsize without_genitive(const char *folded, gsize length) {
  if (length < 3 || folded[length - 1] != 's')
    return 0;
  length--;
  if (folded[length - 1] == '\'')
    length--;
  else if (length > 3 && memcmp(folded + length - strlen("’"), "’", strlen("’")) == 0)
    length -= strlen("’");
  return length;
}

static gpointer look_up(GHashTable *table, const char *folded) {
  gpointer found = g_hash_table_lookup(table, folded);
  gsize length = found ? 0 : strlen(folded);
  char base[NAME_MAX_BYTES];
  if (found || length >= sizeof base || !(length = without_genitive(folded, length)))
    return found;
  memcpy(base, folded, length);
  base[length] = '\0';
  return g_hash_table_lookup(table, base);
}

guint gazetteer_words(const char *folded_word) {
  return GPOINTER_TO_UINT(look_up(table_get()->words, folded_word));
}

const GPtrArray *gazetteer_find(const char *folded) {
  return look_up(table_get()->by_name, folded);
}

const GazetteerPlace *gazetteer_by_code(const char *code) {
  return g_hash_table_lookup(table_get()->by_code, code);
}

static gboolean succeeds(const GazetteerPlace *place, const char *code) {
  return g_strv_contains((const char *const *)place->successors, code);
}

gboolean gazetteer_lies_in(const GazetteerPlace *place, const GazetteerPlace *county) {
  if (!place->county)
    return FALSE;
  if (g_str_equal(place->county, county->code) || succeeds(county, place->county))
    return TRUE;
  const GazetteerPlace *own = gazetteer_by_code(place->county);
  if (!own)
    return FALSE;
  if (succeeds(own, county->code))
    return TRUE;
  /* both have ended: Akershus's in Viken */
  for (char **code = own->successors; *code; code++)
    if (succeeds(county, *code))
      return TRUE;
  return FALSE;
}

/* How well a place fits; the best of a name is taken. */
static guint fitness(const GazetteerPlace *place, const GazetteerContext *context) {
  guint points = place->earlier ? 0 : 1;
  if (context->counties && place->county)
    for (guint i = 0; i < context->counties->len; i++)
      if (gazetteer_lies_in(place, context->counties->pdata[i])) {
        points += 4;
        break;
      }
  if (context->country && g_str_equal(place->country, context->country))
    points += 8;
  /* unless told otherwise, Stockholm is the city */
  if (place->level == (context->county ? GAZETTEER_COUNTY : GAZETTEER_MUNICIPALITY))
    points += 16;
  return points;
}

const GazetteerPlace *gazetteer_choose(const GPtrArray *places, const GazetteerContext *context, gboolean *sure) {
  const GazetteerPlace *best = NULL;
  guint most = 0;
  *sure = TRUE;
  for (guint i = 0; i < places->len; i++) {
    const GazetteerPlace *place = places->pdata[i];
    if (context->municipality && place->level == GAZETTEER_COUNTY)
      continue;
    guint points = fitness(place, context);
    if (best && points == most)
      *sure = FALSE;
    if (!best || points > most) {
      *sure = TRUE;
      best = place;
      most = points;
    }
  }
  return best;
}

guint gazetteer_count(const char *country, GazetteerLevel level) {
  GHashTableIter iter;
  gpointer value;
  guint count = 0;
  g_hash_table_iter_init(&iter, table_get()->by_code);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const GazetteerPlace *place = value;
    count += place->level == level && !place->earlier && g_str_equal(place->country, country);
  }
  return count;
}
