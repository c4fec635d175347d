/* The lookup of place names. Loaded once a process from data/places; a name is found by its folded words, joined by
 * spaces whatever parts them in the text. */
#include "language/gazetteer.h"

#include "language/fold.h"
#include "language/gazetteer_context.h"
#include "language/knowledge.h"

#include <stdlib.h>
#include <string.h>

#define NAME_WORDS 5
#define NAME_BYTES 64

typedef struct {
  GPtrArray *places; /* GazetteerPlace* */
  GazetteerDoubt doubt;
} Name;

typedef struct {
  GPtrArray *places;
  GHashTable *codes;  /* code -> GazetteerPlace* that is */
  GHashTable *names;  /* folded -> Name* */
  GHashTable *firsts; /* folded first word -> words of the longest name beginning so */
  GHashTable *doubts; /* folded -> GazetteerDoubt; only while loading */
  GStringChunk *strings;
  guint16 lengths[256]; /* by the first byte of a folded name: bit n set where a first word has n (15: more) bytes */
} Gazetteer;

/* --- loading --------------------------------------------------------------------------------------------------- */

static const char country_names[GAZETTEER_COUNTRIES][3] = {"SE", "NO", "DK"};

static GazetteerCountry read_country(const char *name) {
  for (guint i = 0; i < GAZETTEER_COUNTRIES; i++)
    if (strcmp(name, country_names[i]) == 0)
      return i;
  g_error("gazetteer: no country %s", name);
}

/* Folds the words of a name, spaces between; returns how many. */
static guint fold_name(const char *name, GString *folded) {
  guint words = 1;
  g_string_truncate(folded, 0);
  fold_append(folded, name, strlen(name));
  for (gsize i = 0; i < folded->len; i++)
    if (folded->str[i] == ' ' || folded->str[i] == '-') {
      folded->str[i] = ' ';
      words++;
    }
  return words;
}

static void add_name(Gazetteer *gazetteer, const char *text, GazetteerPlace *place) {
  g_autoptr(GString) folded = g_string_new(NULL);
  guint words = fold_name(text, folded);
  if (!folded->len)
    return;
  if (words > NAME_WORDS || folded->len >= NAME_BYTES)
    g_error("gazetteer: %s is too long", text);
  Name *name = g_hash_table_lookup(gazetteer->names, folded->str);
  if (!name) {
    name = g_new0(Name, 1);
    name->places = g_ptr_array_new();
    name->doubt = GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->doubts, folded->str));
    g_hash_table_insert(gazetteer->names, g_string_chunk_insert(gazetteer->strings, folded->str), name);
  }
  if (!g_ptr_array_find(name->places, place, NULL))
    g_ptr_array_add(name->places, place);
  g_string_truncate(folded, strcspn(folded->str, " "));
  guint longest = GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->firsts, folded->str));
  g_hash_table_insert(gazetteer->firsts, g_string_chunk_insert_const(gazetteer->strings, folded->str),
                      GUINT_TO_POINTER(MAX(longest, words)));
  gazetteer->lengths[(guint8)folded->str[0]] |= (guint16)(1u << MIN(folded->len, 15));
}

static void add_names(Gazetteer *gazetteer, const char *names, GazetteerPlace *place) {
  g_auto(GStrv) all = g_strsplit(names, "; ", -1);
  for (char **name = all; *name; name++)
    add_name(gazetteer, *name, place);
}

static GazetteerPlace *add_place(Gazetteer *gazetteer, const char *country, const char *code, const char *name) {
  GazetteerPlace *place = g_new0(GazetteerPlace, 1);
  place->country = read_country(country);
  if (*code)
    g_snprintf(place->code, sizeof place->code, "%s-%s", country, code);
  place->name = g_string_chunk_insert_const(gazetteer->strings, name);
  g_ptr_array_add(gazetteer->places, place);
  return place;
}

/* A row of the lists of today; those of the past are told by former.tsv, with what came after. */
static void read_current(char *line, gpointer data) {
  Gazetteer *gazetteer = data;
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  guint count = g_strv_length(cells);
  g_return_if_fail(count == 5 || count == 6);
  const char *year = cells[count - 1], *county = count == 6 ? cells[4] : "";
  if (!g_str_equal(year, "2018") && !g_str_equal(year, "2024") && !g_str_equal(year, "2007"))
    return;
  GazetteerPlace *place = add_place(gazetteer, cells[0], cells[1], cells[2]);
  place->level = *county ? GAZETTEER_MUNICIPALITY : GAZETTEER_COUNTY;
  if (*county)
    g_snprintf(place->county, sizeof place->county, "%s-%s", cells[0], county);
  g_hash_table_insert(gazetteer->codes, place->code, place);
  add_name(gazetteer, cells[2], place);
  add_names(gazetteer, cells[3], place);
}

static void read_former(char *line, gpointer data) {
  Gazetteer *gazetteer = data;
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  g_return_if_fail(g_strv_length(cells) == 8);
  GazetteerPlace *place = add_place(gazetteer, cells[0], cells[2], cells[3]);
  place->level = g_str_equal(cells[1], "county") ? GAZETTEER_COUNTY : GAZETTEER_MUNICIPALITY;
  place->since = (guint)strtoul(cells[5], NULL, 10);
  place->until = (guint)strtoul(cells[6], NULL, 10);
  g_auto(GStrv) heirs = g_strsplit(cells[7], "; ", -1);
  for (char **heir = heirs; *heir; heir++)
    if (!g_hash_table_contains(gazetteer->codes, *heir))
      g_error("gazetteer: no place %s", *heir);
  if (g_strv_length(heirs) == 1)
    place->successor = g_hash_table_lookup(gazetteer->codes, heirs[0]);
  add_name(gazetteer, cells[3], place);
  add_names(gazetteer, cells[4], place);
}

static void read_names(char *line, gpointer data) {
  Gazetteer *gazetteer = data;
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  g_return_if_fail(g_strv_length(cells) == 3);
  g_autofree char *code = g_strdup_printf("%s-%s", cells[0], cells[1]);
  GazetteerPlace *place = g_hash_table_lookup(gazetteer->codes, code);
  if (!place)
    g_error("gazetteer: no place %s", code);
  add_names(gazetteer, cells[2], place);
}

static void read_doubts(char *line, gpointer data) {
  Gazetteer *gazetteer = data;
  g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
  g_return_if_fail(g_strv_length(cells) == 2);
  GazetteerDoubt doubt = g_str_equal(cells[0], "word") ? GAZETTEER_WORD : GAZETTEER_SURNAME;
  g_auto(GStrv) words = g_strsplit(cells[1], " ", -1);
  for (char **word = words; *word; word++)
    g_hash_table_insert(gazetteer->doubts, g_string_chunk_insert_const(gazetteer->strings, *word),
                        GUINT_TO_POINTER(doubt));
}

static const Gazetteer *get_gazetteer(void) {
  static Gazetteer *gazetteer;
  if (g_once_init_enter(&gazetteer)) {
    Gazetteer *loaded = g_new0(Gazetteer, 1);
    loaded->places = g_ptr_array_new();
    loaded->codes = g_hash_table_new(g_str_hash, g_str_equal);
    loaded->names = g_hash_table_new(g_str_hash, g_str_equal);
    loaded->firsts = g_hash_table_new(g_str_hash, g_str_equal);
    loaded->doubts = g_hash_table_new(g_str_hash, g_str_equal);
    loaded->strings = g_string_chunk_new(16 * 1024);
    knowledge_each_line("places/ambiguous.tsv", read_doubts, loaded);
    knowledge_each_line("places/counties.tsv", read_current, loaded);
    knowledge_each_line("places/municipalities.tsv", read_current, loaded);
    knowledge_each_line("places/denmark.tsv", read_current, loaded);
    knowledge_each_line("places/former.tsv", read_former, loaded);
    knowledge_each_line("places/names.tsv", read_names, loaded);
    g_once_init_leave(&gazetteer, loaded);
  }
  return gazetteer;
}

const GPtrArray *gazetteer_places(void) {
  return get_gazetteer()->places;
}

const GazetteerPlace *gazetteer_lookup(const char *code) {
  return g_hash_table_lookup(get_gazetteer()->codes, code);
}

const char *gazetteer_country_name(GazetteerCountry country) {
  return country_names[country];
}

/* --- finding --------------------------------------------------------------------------------------------------- */

/* The name whose folded form is `key`, or its genitive. */
static const Name *lookup_name(const Gazetteer *gazetteer, GString *key, gboolean *genitive) {
  const Name *name = g_hash_table_lookup(gazetteer->names, key->str);
  *genitive = FALSE;
  if (name || key->len < 3 || key->str[key->len - 1] != 's')
    return name;
  key->str[key->len - 1] = '\0';
  name = g_hash_table_lookup(gazetteer->names, key->str);
  key->str[key->len - 1] = 's';
  *genitive = name != NULL;
  return name;
}

/* Words of the longest name that begins with the word, of which `key` is the folded form. */
static guint longest_name(const Gazetteer *gazetteer, GString *key) {
  guint16 lengths = gazetteer->lengths[(guint8)key->str[0]];
  gsize length = MIN(key->len, 15);
  guint words = 0;
  if (lengths & 1u << length)
    words = GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->firsts, key->str));
  if (words || key->len < 3 || key->str[key->len - 1] != 's' || !(lengths & (1u << (length - 1) | 1u << length)))
    return words;
  key->str[key->len - 1] = '\0';
  words = GPOINTER_TO_UINT(g_hash_table_lookup(gazetteer->firsts, key->str));
  key->str[key->len - 1] = 's';
  return MIN(words, 1);
}

/* Finds the longest name from `first` on; `last` becomes its last word. */
static const Name *match_name(const Gazetteer *gazetteer, const GazetteerText *text, const GazetteerWord *first,
                              GString *key, GazetteerWord *last, gboolean *genitive) {
  g_string_truncate(key, 0);
  fold_append(key, text->text + first->start, first->end - first->start);
  if (!key->len)
    return NULL;
  guint longest = longest_name(gazetteer, key);
  if (!longest)
    return NULL;
  const Name *found = lookup_name(gazetteer, key, genitive);
  GazetteerWord word = *first, next;
  *last = word;
  for (guint count = 1; count < longest && gazetteer_word_after(text, word.end, &next); count++) {
    if (gazetteer_gap(text, word.end, next.start) > GAZETTEER_GAP_HYPHEN || next.end - next.start > NAME_BYTES)
      break;
    g_string_append_c(key, ' ');
    fold_append(key, text->text + next.start, next.end - next.start);
    word = next;
    gboolean inflected;
    const Name *longer = lookup_name(gazetteer, key, &inflected);
    if (longer) {
      found = longer;
      *last = word;
      *genitive = inflected;
    }
  }
  return found;
}

static void free_key(gpointer key) {
  g_string_free(key, TRUE);
}

void gazetteer_find(const char *text, gsize length, GArray *matches) {
  static GPrivate keys = G_PRIVATE_INIT(free_key);
  const Gazetteer *gazetteer = get_gazetteer();
  GString *key = g_private_get(&keys);
  if (!key) {
    key = g_string_sized_new(256);
    g_private_set(&keys, key);
  }
  GazetteerText whole = {text, length};
  GazetteerContext context;
  gazetteer_context_init(&context, &whole, matches);
  GazetteerWord word, last;
  for (gsize at = 0; gazetteer_capital_after(&whole, at, &word); at = word.end) {
    gboolean genitive = FALSE;
    if (word.end - word.start > NAME_BYTES)
      continue;
    const Name *name = match_name(gazetteer, &whole, &word, key, &last, &genitive);
    if (!name)
      continue;
    GazetteerMatch match = {.start = word.start,
                            .end = last.end,
                            .name_end = last.end,
                            .places = (const GazetteerPlace *const *)name->places->pdata,
                            .count = name->places->len};
    word.end = gazetteer_context_add(&context, &match, name->doubt, genitive);
  }
  gazetteer_context_finish(&context);
}

const GazetteerPlace *gazetteer_choose(const GazetteerMatch *match, const double weights[GAZETTEER_COUNTRIES],
                                       GHashTable *counties) {
  const GazetteerPlace *best = NULL;
  double most = -1;
  gboolean tie = FALSE;
  gboolean level = FALSE;
  for (guint i = 0; match->has_level && i < match->count; i++)
    level |= match->places[i]->level == match->level;
  for (guint i = 0; i < match->count; i++) {
    const GazetteerPlace *place = match->places[i];
    if (level && place->level != match->level)
      continue;
    /* A country decides before all else; then what is before what was, the place that gave its county the name, and at
     * last the county. */
    double value = weights[place->country] * 16 + (place->until ? 0 : 8) +
                   (place->level == GAZETTEER_MUNICIPALITY ? 4 : 0) +
                   (counties && *place->county && g_hash_table_contains(counties, place->county) ? 2 : 0);
    if (value > most) {
      best = place;
      most = value;
      tie = FALSE;
    } else if (!(value < most))
      tie = TRUE;
  }
  return tie ? NULL : best;
}
