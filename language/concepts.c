/* The table of concepts: its rows, the look-up by key, the pairs that are forbidden. */
#include "language/concepts.h"

#include "language/fold.h"
#include "language/knowledge.h"
#include "language/segment.h"

#include <string.h>

#define TABLE "concepts.tsv"
#define LABEL_SEPARATOR "; "

/* Columns of a `same` row: the relation, a cell of labels a language, the field. */
static const char *const languages[] = {"sv", "nb", "nn", "da", "en"};
#define SAME_COLUMNS (1 + G_N_ELEMENTS(languages) + 1)
#define NEVER_COLUMNS 3 /* the others, if they are there, are empty */
#define MAX_COLUMNS SAME_COLUMNS

typedef enum { ROW_SAME, ROW_NEVER } Relation;

typedef struct {
  Relation relation;
  char *cells[MAX_COLUMNS];
} Row;

/* Most labels are their own key, but for hyphens: words of a-z, å ä ö æ ø with one space or hyphen between them. They
 * need no segmentation, which would be half the time that reading the table takes. The number of words; 0 for labels of
 * another kind. */
static guint count_plain_words(const char *label, gsize length, gboolean *hyphens) {
  guint words = 0;
  gboolean between = TRUE; /* words, or before the first */
  *hyphens = FALSE;
  for (gsize i = 0; i < length; i++) {
    char c = label[i];
    if (c == '\xC3' && i + 1 < length && label[i + 1] && strchr("\xA4\xA5\xA6\xB6\xB8", label[i + 1])) {
      c = 'a';
      i++;
    }
    if (g_ascii_islower(c)) {
      words += between;
      between = FALSE;
    } else if ((c != ' ' && c != '-') || between) {
      return 0;
    } else {
      *hyphens |= c == '-';
      between = TRUE;
    }
  }
  return between ? 0 : words;
}

guint concept_key_append(GString *out, const char *label, gsize length) {
  gboolean hyphens;
  gsize begin = out->len;
  guint words = count_plain_words(label, length, &hyphens);
  if (words) {
    g_string_append_len(out, label, (gssize)length);
    if (hyphens)
      g_strdelimit(out->str + begin, "-", ' ');
    return words;
  }
  TokenIterator iterator;
  Token token;
  token_iterator_init(&iterator, label, length);
  while (token_iterator_next(&iterator, &token)) {
    if (words++)
      g_string_append_c(out, ' ');
    fold_append(out, token.start, token.length);
  }
  return words;
}

/* --- a line of the table ----------------------------------------------------------------------------------- */

/* Cuts the first piece off *rest in place; NULL when there is no more. */
static char *next_piece(char **rest, const char *separator) {
  char *piece = *rest;
  char *end = piece ? strstr(piece, separator) : NULL;
  *rest = end ? end + strlen(separator) : NULL;
  if (end)
    *end = '\0';
  return piece;
}

/* Cuts the line in place. The fault, or NULL. */
static const char *parse_row(char *line, Row *row) {
  gsize columns = 0, filled = 0;
  for (char *cell; (cell = next_piece(&line, "\t")); columns++) {
    if (columns < MAX_COLUMNS)
      row->cells[columns] = cell;
    if (*cell)
      filled = columns + 1;
  }
  const char *relation = columns ? row->cells[0] : "";
  if (strcmp(relation, "same") == 0)
    row->relation = ROW_SAME;
  else if (strcmp(relation, "never") == 0)
    row->relation = ROW_NEVER;
  else
    return "the relation is neither 'same' nor 'never'";
  gboolean right = row->relation == ROW_SAME
                       ? columns == SAME_COLUMNS
                       : columns >= NEVER_COLUMNS && columns <= MAX_COLUMNS && filled <= NEVER_COLUMNS;
  return right ? NULL : "wrong number of columns";
}

static const char *label_fault(const char *label) {
  g_autoptr(GString) key = g_string_new(NULL);
  g_autofree char *normal = g_utf8_normalize(label, -1, G_NORMALIZE_NFC);
  guint words = concept_key_append(key, label, strlen(label));
  if (words == 0)
    return "a label is empty";
  if (words > CONCEPT_MAX_WORDS)
    return "a label has too many words";
  if (!normal || strcmp(label, normal) != 0)
    return "a label is not UTF-8 in NFC";
  if (g_ascii_isspace(*label) || g_ascii_isspace(label[strlen(label) - 1]) || strchr(label, ';'))
    return "labels are not parted by '; '";
  return NULL;
}

static const char *same_fault(const Row *row) {
  guint filled = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
    char *rest = row->cells[i + 1];
    if (!*rest)
      continue;
    filled++;
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (char *label; (label = next_piece(&rest, LABEL_SEPARATOR));) {
      const char *fault = label_fault(label);
      if (fault)
        return fault;
      if (!g_hash_table_add(seen, label))
        return "a label stands twice in a cell";
    }
  }
  if (filled < 2)
    return "fewer than two languages have labels";
  return *row->cells[SAME_COLUMNS - 1] ? NULL : "the field is empty";
}

static int language_number(const char *name, gsize length) {
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (strlen(languages[i]) == length && strncmp(languages[i], name, length) == 0)
      return (int)i;
  return -1;
}

/* The word of "sv:WORD" and the number of its language; NULL for anything else. */
static const char *parse_word(const char *cell, int *language) {
  const char *colon = strchr(cell, ':');
  *language = colon ? language_number(cell, (gsize)(colon - cell)) : -1;
  return *language >= 0 ? colon + 1 : NULL;
}

static const char *never_fault(const Row *row) {
  int from, to;
  const char *word = parse_word(row->cells[1], &from), *other = parse_word(row->cells[2], &to);
  if (!word || !other)
    return "a false friend is not LANGUAGE:WORD";
  if (from == to)
    return "false friends of one language";
  const char *fault = label_fault(word);
  return fault ? fault : label_fault(other);
}

const char *concepts_line_fault(const char *line) {
  g_autofree char *copy = g_strdup(line);
  Row row;
  const char *fault = parse_row(copy, &row);
  if (fault)
    return fault;
  return row.relation == ROW_SAME ? same_fault(&row) : never_fault(&row);
}

/* --- reading the table ------------------------------------------------------------------------------------- */

/* Every search reads the table, so reading it has to be quick: texts stay where they stand in one copy of the file, and
 * the keys are in a hash table that is made large enough at once. */

typedef struct {
  const char *key; /* NULL: a free place */
  union {
    struct {
      guint first, last; /* postings, + 1; while reading */
    };
    const Concept **run; /* ended by NULL; afterwards */
  };
} Place;

/* A concept that has a key; several of one key are chained. */
typedef struct {
  guint concept; /* number in `concepts` */
  guint next;    /* number of the next posting of the key, + 1; 0 ends */
} Posting;

typedef struct {
  Place *places; /* open addressing; a power of two, at most four fifths of it filled */
  guint mask;
  guint keys;
  GHashTable *forbidden; /* set of "sv:word nb:other", both ways */
  GStringChunk *texts;   /* what does not stand in the file: keys that are not their label, pairs */
} Table;

typedef struct {
  Table *table;
  GString *scratch;
  GArray *labels;   /* ConceptLabel */
  GArray *concepts; /* Concept, its `labels` not yet set */
  GArray *postings; /* Posting */
} Loader;

/* FNV-1a (Fowler, Noll, Vo). */
static guint32 hash_of(const char *key) {
  guint32 hash = 2166136261u;
  for (; *key; key++)
    hash = (hash ^ (guint8)*key) * 16777619u;
  return hash;
}

/* Where the key is, or would be. */
static Place *find_place(const Table *table, const char *key) {
  guint i = hash_of(key) & table->mask;
  while (table->places[i].key && strcmp(table->places[i].key, key) != 0)
    i = (i + 1) & table->mask;
  return &table->places[i];
}

/* The key of a label in the file: the label itself, or one in `scratch`. */
static const char *key_of(Loader *loader, const char *label) {
  gboolean hyphens;
  gsize length = strlen(label);
  if (count_plain_words(label, length, &hyphens) && !hyphens)
    return label;
  g_string_truncate(loader->scratch, 0);
  concept_key_append(loader->scratch, label, length);
  return loader->scratch->str;
}

static void add_posting(Loader *loader, const char *label) {
  Posting posting = {.concept = loader->concepts->len};
  const char *key = key_of(loader, label);
  Place *place = find_place(loader->table, key);
  if (!place->key) {
    place->key = key == label ? key : g_string_chunk_insert(loader->table->texts, key);
    g_array_append_val(loader->postings, posting);
    place->first = place->last = loader->postings->len;
    loader->table->keys++;
    return;
  }
  Posting *last = &g_array_index(loader->postings, Posting, place->last - 1);
  if (last->concept == posting.concept)
    return; /* two languages write the label alike */
  last->next = place->last = loader->postings->len + 1;
  g_array_append_val(loader->postings, posting);
}

static void add_concept(Loader *loader, const Row *row, guint line) {
  Concept concept = {.line = line};
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
    char *rest = *row->cells[i + 1] ? row->cells[i + 1] : NULL;
    ConceptLabel label = {.language = languages[i]};
    for (; (label.text = next_piece(&rest, LABEL_SEPARATOR)); label.rank++) {
      g_array_append_val(loader->labels, label);
      add_posting(loader, label.text);
      concept.label_count++;
    }
  }
  g_array_append_val(loader->concepts, concept);
}

static void append_pair(GString *out, const char *from, const char *word, const char *to, const char *other) {
  const char *const pieces[] = {from, ":", word, " ", to, ":", other};
  for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++)
    g_string_append(out, pieces[i]);
}

static void add_forbidden(Loader *loader, const Row *row) {
  int from, to;
  const char *word = parse_word(row->cells[1], &from), *other = parse_word(row->cells[2], &to);
  if (!word || !other)
    return;
  g_autoptr(GString) word_key = g_string_new(NULL), other_key = g_string_new(NULL);
  concept_key_append(word_key, word, strlen(word));
  concept_key_append(other_key, other, strlen(other));
  for (int way = 0; way < 2; way++) {
    g_string_truncate(loader->scratch, 0);
    if (way == 0)
      append_pair(loader->scratch, languages[from], word_key->str, languages[to], other_key->str);
    else
      append_pair(loader->scratch, languages[to], other_key->str, languages[from], word_key->str);
    g_hash_table_add(loader->table->forbidden, g_string_chunk_insert(loader->table->texts, loader->scratch->str));
  }
}

static void read_line(char *line, guint number, gpointer data) {
  Row row;
  if (parse_row(line, &row))
    return;
  if (row.relation == ROW_SAME)
    add_concept(data, &row, number);
  else
    add_forbidden(data, &row);
}

/* Now that no array grows any more: concepts get their labels, chains of postings become runs of pointers. */
static void settle(Loader *loader) {
  const Table *table = loader->table;
  Concept *concepts = (Concept *)(gpointer)loader->concepts->data;
  guint labels = 0;
  for (guint i = 0; i < loader->concepts->len; i++) {
    concepts[i].labels = &g_array_index(loader->labels, ConceptLabel, labels);
    labels += concepts[i].label_count;
  }
  const Concept **slot = g_new(const Concept *, loader->postings->len + table->keys);
  for (guint i = 0; i <= table->mask; i++) {
    Place *place = &table->places[i];
    if (!place->key)
      continue;
    guint next = place->first;
    place->run = slot;
    while (next) {
      const Posting *posting = &g_array_index(loader->postings, Posting, next - 1);
      *slot++ = &concepts[posting->concept];
      next = posting->next;
    }
    *slot++ = NULL;
  }
}

/* How many labels the file can hold: there is a tab before a cell that is not empty, a semicolon before a further one.
 */
static guint count_labels(const char *content) {
  guint count = 0;
  for (; *content; content++)
    count += *content == ';' || (*content == '\t' && content[1] != '\t' && content[1] != '\n');
  return count;
}

static gpointer load(gpointer data) {
  static Table table;
  char *content = knowledge_read(TABLE, NULL); /* stays for the life of the program, as labels and concepts do */
  guint most = count_labels(content);
  table.mask = (1u << g_bit_storage(most + most / 4)) - 1;
  table.places = g_new0(Place, table.mask + 1);
  table.forbidden = g_hash_table_new(g_str_hash, g_str_equal);
  table.texts = g_string_chunk_new(16 * 1024);
  Loader loader = {.table = &table,
                   .scratch = g_string_sized_new(128),
                   .labels = g_array_sized_new(FALSE, FALSE, sizeof(ConceptLabel), most),
                   .concepts = g_array_new(FALSE, FALSE, sizeof(Concept)),
                   .postings = g_array_sized_new(FALSE, FALSE, sizeof(Posting), most)};
  knowledge_split_lines(content, read_line, &loader);
  settle(&loader);
  g_array_free(loader.labels, FALSE);
  g_array_free(loader.concepts, FALSE);
  g_array_unref(loader.postings);
  g_string_free(loader.scratch, TRUE);
  return &table;
}

static const Table *get_table(void) {
  static GOnce once = G_ONCE_INIT;
  return g_once(&once, load, NULL);
}

/* --- asking ------------------------------------------------------------------------------------------------ */

const Concept *const *concepts_find(const char *key, guint *count) {
  const Place *place = find_place(get_table(), key);
  const Concept *const *run = place->key ? place->run : NULL;
  *count = 0;
  while (run && run[*count])
    (*count)++;
  return run;
}

static const char *as_nb(const char *language) {
  return strcmp(language, "nn") == 0 ? "nb" : language;
}

static gboolean is_forbidden(const char *from, const char *word, const char *to, const char *other) {
  g_autoptr(GString) pair = g_string_sized_new(128);
  append_pair(pair, from, word, to, other);
  return g_hash_table_contains(get_table()->forbidden, pair->str);
}

gboolean concepts_forbid(const char *from, const char *word, const char *to, const char *other) {
  return is_forbidden(from, word, to, other) || is_forbidden(as_nb(from), word, as_nb(to), other);
}
