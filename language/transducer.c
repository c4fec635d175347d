/* The reader of lttoolbox's compiled transducers (format of lttoolbox 3.5 to 3.7, checked against its Debian packages),
 * and the walk through them. The file:
 *
 *   number    1-4 bytes: the top two bits of the first tell how many follow; the rest is the value, big end first
 *   file      "LTTB", 8 bytes of features (none known), letters: count and code points (not needed here),
 *             tags: count, then text each; symbol pairs: count, then what is read and what is written, each number
 *             of tags + (code point, or 0 for nothing, or -1 - number of the tag);
 *             count of transducers, then each
 *   text      count and code points
 *   transducer  name as text; optionally "LTTD" and 8 bytes of features (bit 0: has weights); initial state; final
 *             states: count, each as distance from the one before, with its weight; number of states, then for each its
 *             arcs: count, then each as symbol pair (distance from the one before), target (distance from this state,
 *             modulo the number of states), weight
 *   weight    two numbers; they order readings, which nobody here asks for: skipped
 *
 * In memory, an arc takes 8 bytes and a state 4, for at least 2 and 1 in the file. */
#include "language/transducer.h"

#include "language/utf8.h"

#include <string.h>

/* The packages' files have 2 MB. */
#define MOST_BYTES (1u << 27)
/* Work and depth for one word: the packages' own words need at most some hundreds of steps. */
#define MOST_STEPS 4000
#define MOST_OUTPUT 256
#define MOST_DEPTH 400

#define MOST_SYMBOLS 0x7FFF
#define IS_FINAL 0x80000000u
#define NO_SYMBOL 0xFFFF
#define DIRECT_LETTERS 0x180

/* What is read: number of the symbol's class twice, plus 1 for a capital. Letters that differ by case alone are one
 * class, so that both stand side by side in a state's arcs. Class 0 is nothing, then come the tags, then letters. */
typedef struct {
  guint32 target;
  guint16 in, out;
} Arc;

struct Transducer {
  GArray *arcs;                   /* Arc, by state, each state's by what is read */
  GArray *states;                 /* guint32: number of the first arc, and IS_FINAL; one more at the end */
  GArray *initials;               /* guint32: state */
  GArray *written;                /* gint32: code point, or -1 - number of the tag; 0: nothing */
  GPtrArray *tags;                /* char *, with their angle brackets */
  GHashTable *tag_class;          /* tag -> class */
  GHashTable *letter_class;       /* folded code point -> class */
  guint16 direct[DIRECT_LETTERS]; /* `in` of the commonest letters */
  guint classes;
  guint16 left, right; /* numbers in `written` of the compound marks; NO_SYMBOL: none */
};

G_DEFINE_QUARK(nordsok - transducer - error - quark, transducer_error)

/* --- reading the file --- */

/* A pair of symbols of the file's table, as an arc keeps it. */
typedef struct {
  guint16 in, out;
} Pair;

typedef struct {
  const guint8 *position, *end;
  gboolean damaged; /* set by whoever reads past the end or finds nonsense; all later numbers are 0 */
  Transducer *transducer;
  GArray *pairs;           /* Pair */
  GHashTable *written_ids; /* what is written -> number in transducer->written */
  TransducerSections sections;
} Reader;

/* A number at the end of the file, or none. */
static guint32 read_last_number(Reader *reader) {
  gsize left = (gsize)(reader->end - reader->position);
  if (left == 0 || left < 1u + (reader->position[0] >> 6)) {
    reader->damaged = TRUE;
    reader->position = reader->end;
    return 0;
  }
  guint more = reader->position[0] >> 6;
  guint32 value = *reader->position++ & 0x3F;
  while (more--)
    value = value << 8 | *reader->position++;
  return value;
}

/* The two highest bits tell how many bytes follow the first; a file has millions of these. */
static inline guint32 read_number(Reader *reader) {
  if (reader->end - reader->position < 4)
    return read_last_number(reader);
  guint32 word;
  memcpy(&word, reader->position, sizeof word);
  guint more = reader->position[0] >> 6;
  reader->position += 1 + more;
  return (GUINT32_FROM_BE(word) & 0x3FFFFFFF) >> (8 * (3 - more));
}

static void skip_numbers(Reader *reader, guint64 count) {
  while (count-- && !reader->damaged)
    read_number(reader);
}

/* NULL where it is no text. */
static char *read_text(Reader *reader) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint32 count = read_number(reader); count && !reader->damaged; count--) {
    gunichar c = read_number(reader);
    if (c == 0 || !g_unichar_validate(c))
      reader->damaged = TRUE;
    else
      g_string_append_unichar(text, c);
  }
  return reader->damaged ? NULL : g_string_free(g_steal_pointer(&text), FALSE);
}

/* Features: TRUE where the four letters stand here; *features becomes what follows them. */
static gboolean read_features(Reader *reader, const char *magic, guint64 *features) {
  if (reader->end - reader->position < 12 || memcmp(reader->position, magic, 4) != 0)
    return FALSE;
  memcpy(features, reader->position + 4, 8);
  *features = GUINT64_FROM_LE(*features);
  reader->position += 12;
  return TRUE;
}

static void read_tags(Reader *reader) {
  Transducer *transducer = reader->transducer;
  for (guint32 count = read_number(reader); count && !reader->damaged; count--) {
    g_autofree char *name = read_text(reader);
    if (!name || transducer->classes >= MOST_SYMBOLS) {
      reader->damaged = TRUE;
      return;
    }
    char *tag = g_strdup_printf("<%s>", name);
    g_ptr_array_add(transducer->tags, tag);
    g_hash_table_insert(transducer->tag_class, tag, GUINT_TO_POINTER(transducer->classes++));
  }
}

/* What a letter has in common with its other case. Capitals that are not the one capital of their small letter stand
 * alone (İ). */
static gunichar fold_letter(gunichar letter) {
  gunichar lower = g_unichar_tolower(letter);
  return lower != letter && g_unichar_toupper(lower) == letter ? lower : letter;
}

static guint16 class_of_letter(Reader *reader, gunichar letter) {
  Transducer *transducer = reader->transducer;
  gunichar folded = fold_letter(letter);
  gpointer known = g_hash_table_lookup(transducer->letter_class, GUINT_TO_POINTER(folded));
  guint class = GPOINTER_TO_UINT(known);
  if (!known) {
    if (transducer->classes >= MOST_SYMBOLS) {
      reader->damaged = TRUE;
      return 0;
    }
    class = transducer->classes++;
    g_hash_table_insert(transducer->letter_class, GUINT_TO_POINTER(folded), GUINT_TO_POINTER(class));
  }
  return (guint16)(class * 2 + (folded != letter));
}

/* One symbol as the file has it: code point, 0, or -1 - number of the tag. */
static gint32 read_symbol(Reader *reader) {
  gint32 tags = (gint32)reader->transducer->tags->len, symbol = (gint32)read_number(reader) - tags;
  if (symbol > 0 && !g_unichar_validate((gunichar)symbol))
    reader->damaged = TRUE;
  return reader->damaged ? 0 : symbol;
}

static guint16 number_of_written(Reader *reader, gint32 symbol) {
  GArray *written = reader->transducer->written;
  gpointer known;
  if (g_hash_table_lookup_extended(reader->written_ids, GINT_TO_POINTER(symbol), NULL, &known))
    return (guint16)GPOINTER_TO_UINT(known);
  if (written->len >= MOST_SYMBOLS) {
    reader->damaged = TRUE;
    return 0;
  }
  g_hash_table_insert(reader->written_ids, GINT_TO_POINTER(symbol), GUINT_TO_POINTER(written->len));
  g_array_append_val(written, symbol);
  return (guint16)(written->len - 1);
}

static void read_pairs(Reader *reader) {
  number_of_written(reader, 0); /* number 0 writes nothing */
  for (guint32 count = read_number(reader); count && !reader->damaged; count--) {
    gint32 in = read_symbol(reader), out = read_symbol(reader);
    Pair pair = {.out = number_of_written(reader, out)};
    if (in > 0)
      pair.in = class_of_letter(reader, (gunichar)in);
    else
      pair.in = (guint16)(-in * 2); /* the first tag is class 1 */
    g_array_append_val(reader->pairs, pair);
  }
}

static int compare_arcs(gconstpointer a, gconstpointer b, gpointer data) {
  const Arc *x = a, *y = b;
  return (int)x->in - (int)y->in;
}

/* Stable. Most states have a handful of arcs, most of those in order. */
static void sort_arcs(Arc *arcs, guint count) {
  if (count > 24) {
    g_qsort_with_data(arcs, (gint)count, sizeof *arcs, compare_arcs, NULL);
    return;
  }
  for (guint i = 1; i < count; i++) {
    Arc arc = arcs[i];
    guint at = i;
    for (; at && arcs[at - 1].in > arc.in; at--)
      arcs[at] = arcs[at - 1];
    arcs[at] = arc;
  }
}

/* The arcs of a state, into `arcs`, which has room for `room` of them. Returns their number. */
static guint32 read_arcs(Reader *reader, guint32 first, guint32 state, guint32 states, gboolean has_weights, Arc *arcs,
                         gsize room) {
  const Pair *pairs = (const Pair *)(gpointer)reader->pairs->data;
  guint64 symbol = 0;
  guint32 count = read_number(reader);
  if (count > room)
    reader->damaged = TRUE;
  for (guint32 i = 0; i < count && !reader->damaged; i++) {
    symbol += read_number(reader);
    guint32 target = state + read_number(reader);
    skip_numbers(reader, has_weights ? 2 : 0);
    if (symbol >= reader->pairs->len) {
      reader->damaged = TRUE;
      break;
    }
    arcs[i] = (Arc){.target = first + (target < states ? target : target % states),
                    .in = pairs[symbol].in,
                    .out = pairs[symbol].out};
  }
  if (reader->damaged)
    return 0;
  sort_arcs(arcs, count);
  return count;
}

/* States and arcs are written into room for as many as the rest of the file can hold (a state takes a byte, an arc
 * two); what is not used was never touched. */
static void read_state_list(Reader *reader, guint32 count, gboolean has_weights) {
  GArray *states = reader->transducer->states, *arcs = reader->transducer->arcs;
  gsize left = (gsize)(reader->end - reader->position), used = arcs->len, room = left / 2;
  guint32 first = states->len;
  if (count > left)
    reader->damaged = TRUE;
  if (reader->damaged)
    return;
  g_array_set_size(states, first + count);
  g_array_set_size(arcs, (guint)(used + room));
  for (guint32 i = 0; i < count && !reader->damaged; i++) {
    g_array_index(states, guint32, first + i) = (guint32)used;
    guint32 read = read_arcs(reader, first, i, count, has_weights, &g_array_index(arcs, Arc, used), room);
    used += read;
    room -= read;
  }
  g_array_set_size(arcs, (guint)used);
}

static void read_states(Reader *reader, guint32 initial, const GArray *finals, gboolean has_weights) {
  GArray *states = reader->transducer->states;
  guint32 first = states->len, count = read_number(reader);
  read_state_list(reader, count, has_weights);
  if (initial >= count || states->len >= IS_FINAL || reader->transducer->arcs->len >= IS_FINAL)
    reader->damaged = TRUE;
  for (guint i = 0; i < finals->len && !reader->damaged; i++) {
    guint32 final = g_array_index(finals, guint32, i);
    if (final >= count)
      reader->damaged = TRUE;
    else
      g_array_index(states, guint32, first + final) |= IS_FINAL;
  }
  guint32 start = first + initial;
  g_array_append_val(reader->transducer->initials, start);
}

static void read_transducer(Reader *reader) {
  Transducer *transducer = reader->transducer;
  g_autofree char *name = read_text(reader);
  guint64 features = 0;
  read_features(reader, "LTTD", &features);
  if (features > 1)
    reader->damaged = TRUE;
  gboolean has_weights = features & 1;
  guint states_before = transducer->states->len, arcs_before = transducer->arcs->len;
  guint32 initial = read_number(reader);
  g_autoptr(GArray) finals = g_array_new(FALSE, FALSE, sizeof(guint32));
  guint32 final = 0;
  for (guint32 count = read_number(reader); count && !reader->damaged; count--) {
    final += read_number(reader);
    skip_numbers(reader, has_weights ? 2 : 0);
    g_array_append_val(finals, final);
  }
  read_states(reader, initial, finals, has_weights);
  gboolean is_words = !name || !(g_str_has_prefix(name, "regex") || g_str_has_prefix(name, "final"));
  if (!is_words && reader->sections & TRANSDUCER_WORDS_ONLY) {
    g_array_set_size(transducer->initials, transducer->initials->len - 1);
    g_array_set_size(transducer->states, states_before);
    g_array_set_size(transducer->arcs, arcs_before);
  }
}

static gboolean read_file(Reader *reader, GError **error) {
  guint64 features;
  if (reader->end - reader->position > MOST_BYTES || !read_features(reader, "LTTB", &features) || features) {
    g_set_error_literal(error, TRANSDUCER_ERROR, TRANSDUCER_ERROR_FORMAT, "not a compiled dictionary of lttoolbox 3");
    return FALSE;
  }
  skip_numbers(reader, read_number(reader));
  read_tags(reader);
  read_pairs(reader);
  for (guint32 count = read_number(reader); count && !reader->damaged; count--)
    read_transducer(reader);
  if (reader->damaged || reader->position != reader->end) {
    g_set_error_literal(error, TRANSDUCER_ERROR, TRANSDUCER_ERROR_DAMAGED, "the compiled dictionary is damaged");
    return FALSE;
  }
  return TRUE;
}

static Transducer *new_empty(void) {
  Transducer *transducer = g_new0(Transducer, 1);
  transducer->arcs = g_array_sized_new(FALSE, FALSE, sizeof(Arc), 1); /* never NULL, even without arcs */
  transducer->states = g_array_new(FALSE, FALSE, sizeof(guint32));
  transducer->initials = g_array_new(FALSE, FALSE, sizeof(guint32));
  transducer->written = g_array_new(FALSE, FALSE, sizeof(gint32));
  transducer->tags = g_ptr_array_new_with_free_func(g_free);
  transducer->tag_class = g_hash_table_new(g_str_hash, g_str_equal);
  transducer->letter_class = g_hash_table_new(NULL, NULL);
  transducer->classes = 1;
  return transducer;
}

void transducer_free(Transducer *transducer) {
  if (!transducer)
    return;
  g_array_unref(transducer->arcs);
  g_array_unref(transducer->states);
  g_array_unref(transducer->initials);
  g_array_unref(transducer->written);
  g_hash_table_destroy(transducer->tag_class);
  g_hash_table_destroy(transducer->letter_class);
  g_ptr_array_unref(transducer->tags);
  g_free(transducer);
}

/* The `in` of a code point, NO_SYMBOL where the alphabet lacks its class. */
static guint16 find_letter(const Transducer *transducer, gunichar letter) {
  gunichar folded = fold_letter(letter);
  guint class = GPOINTER_TO_UINT(g_hash_table_lookup(transducer->letter_class, GUINT_TO_POINTER(folded)));
  return class ? (guint16)(class * 2 + (folded != letter)) : NO_SYMBOL;
}

static guint16 find_written_tag(const Transducer *transducer, const char *tag) {
  for (guint i = 0; i < transducer->written->len; i++) {
    gint32 symbol = g_array_index(transducer->written, gint32, i);
    if (symbol < 0 && strcmp(g_ptr_array_index(transducer->tags, -1 - symbol), tag) == 0)
      return (guint16)i;
  }
  return NO_SYMBOL;
}

static void finish(Transducer *transducer) {
  guint32 end = transducer->arcs->len;
  g_array_append_val(transducer->states, end);
  for (gunichar c = 0; c < DIRECT_LETTERS; c++)
    transducer->direct[c] = find_letter(transducer, c);
  transducer->left = find_written_tag(transducer, "<compound-only-L>");
  transducer->right = find_written_tag(transducer, "<compound-R>");
}

Transducer *transducer_new(const guint8 *bytes, gsize length, TransducerSections sections, GError **error) {
  g_autoptr(Transducer) transducer = new_empty();
  Reader reader = {.position = bytes, .end = bytes + length, .transducer = transducer, .sections = sections};
  reader.pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
  reader.written_ids = g_hash_table_new(NULL, NULL);
  gboolean done = read_file(&reader, error);
  g_array_unref(reader.pairs);
  g_hash_table_destroy(reader.written_ids);
  if (!done)
    return NULL;
  finish(transducer);
  return g_steal_pointer(&transducer);
}

Transducer *transducer_open(const char *path, TransducerSections sections, GError **error) {
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
  if (!file)
    return NULL;
  const char *bytes = g_mapped_file_get_contents(file);
  Transducer *transducer =
      transducer_new((const guint8 *)(bytes ? bytes : ""), g_mapped_file_get_length(file), sections, error);
  if (!transducer)
    g_prefix_error(error, "%s: ", path);
  return transducer;
}

gsize transducer_get_memory(const Transducer *transducer) {
  return sizeof *transducer + transducer->arcs->len * sizeof(Arc) + transducer->states->len * sizeof(guint32) +
         transducer->written->len * sizeof(gint32);
}

/* --- reading a word --- */

/* The `in` of the tag that begins at text; *size its bytes. A '<' that begins no known tag is a letter. */
static guint16 map_tag(const Transducer *transducer, const char *text, gsize length, guint *size) {
  char tag[64];
  const char *close = memchr(text, '>', MIN(length, sizeof tag - 1));
  if (!close)
    return NO_SYMBOL;
  gsize bytes = (gsize)(close - text) + 1;
  memcpy(tag, text, bytes);
  tag[bytes] = 0;
  guint class = GPOINTER_TO_UINT(g_hash_table_lookup(transducer->tag_class, tag));
  *size = (guint)bytes;
  return class ? (guint16)(class * 2) : NO_SYMBOL;
}

gboolean transducer_map(const Transducer *transducer, const char *text, gsize length, TransducerInput *input) {
  input->count = 0;
  if (length > TRANSDUCER_MAX_SYMBOLS * 8)
    return FALSE;
  for (gsize at = 0; at < length;) {
    if (input->count == TRANSDUCER_MAX_SYMBOLS)
      return FALSE;
    guint size;
    gunichar c = utf8_read(text + at, text + length, &size);
    if (c == UTF8_INVALID)
      return FALSE;
    guint16 symbol = c < DIRECT_LETTERS ? transducer->direct[c] : find_letter(transducer, c);
    if (c == '<')
      symbol = map_tag(transducer, text + at, length - at, &size);
    input->offsets[input->count] = (guint16)at;
    input->symbols[input->count++] = symbol;
    at += size;
  }
  input->offsets[input->count] = (guint16)length;
  return input->count > 0;
}

typedef struct {
  const Transducer *transducer;
  const Arc *arcs;
  const guint32 *states;
  const TransducerInput *input;
  TransducerFlags flags;
  TransducerFunc func;
  gpointer data;
  guint start, steps, depth, written, folded;
  gboolean done;
  guint16 output[MOST_OUTPUT];
} Walk;

static void report(Walk *walk, guint position) {
  TransducerReading reading = {.start = walk->start,
                               .end = position,
                               .output = walk->output,
                               .output_count = walk->written,
                               .folded = walk->folded > 0};
  for (guint i = 0; i < walk->written; i++) {
    reading.begins_compound |= walk->output[i] == walk->transducer->left;
    reading.ends_compound |= walk->output[i] == walk->transducer->right;
  }
  walk->done = !walk->func(&reading, walk->data);
}

static void visit(Walk *walk, guint32 state, guint position);

static void follow(Walk *walk, const Arc *arc, guint position) {
  if (walk->steps++ == MOST_STEPS)
    walk->done = TRUE;
  if (walk->done || walk->depth == MOST_DEPTH || walk->written == MOST_OUTPUT)
    return;
  walk->output[walk->written] = arc->out;
  walk->written += arc->out != 0;
  walk->depth++;
  visit(walk, arc->target, position);
  walk->depth--;
  walk->written -= arc->out != 0;
}

/* The first arc in [arc, end) that reads `in` or more. */
static const Arc *find_arc(const Arc *arc, const Arc *end, guint in) {
  while (end - arc > 8) {
    const Arc *middle = arc + (end - arc) / 2;
    if (middle->in < in)
      arc = middle + 1;
    else
      end = middle;
  }
  while (arc < end && arc->in < in)
    arc++;
  return arc;
}

static void visit(Walk *walk, guint32 state, guint position) {
  guint count = walk->input->count;
  if (walk->states[state] & IS_FINAL && position > walk->start &&
      (position == count || walk->flags & TRANSDUCER_PREFIXES))
    report(walk, position);
  if (walk->done)
    return;
  const Arc *arc = walk->arcs + (walk->states[state] & ~IS_FINAL);
  const Arc *end = walk->arcs + (walk->states[state + 1] & ~IS_FINAL);
  for (; arc < end && arc->in == 0 && !walk->done; arc++)
    follow(walk, arc, position);
  if (position == count) {
    guint last_tag = walk->transducer->tags->len * 2;
    if (walk->flags & TRANSDUCER_FREE_TAGS)
      for (; arc < end && arc->in <= last_tag && !walk->done; arc++)
        follow(walk, arc, position);
    return;
  }
  guint symbol = walk->input->symbols[position];
  if (symbol == NO_SYMBOL)
    return;
  guint lower = symbol & ~1u, last = walk->flags & TRANSDUCER_FOLD_CASE ? lower + 1 : symbol;
  for (arc = find_arc(arc, end, lower); arc < end && arc->in <= last && !walk->done; arc++) {
    gboolean folds = arc->in > symbol;
    walk->folded += folds;
    follow(walk, arc, position + 1);
    walk->folded -= folds;
  }
}

void transducer_read(const Transducer *transducer, const TransducerInput *input, guint start, TransducerFlags flags,
                     TransducerFunc func, gpointer data) {
  Walk walk; /* not cleared: the output is large, and written before it is read */
  walk.transducer = transducer;
  walk.arcs = &g_array_index(transducer->arcs, Arc, 0);
  walk.states = &g_array_index(transducer->states, guint32, 0);
  walk.input = input;
  walk.flags = flags;
  walk.func = func;
  walk.data = data;
  walk.start = start;
  walk.steps = walk.depth = walk.written = walk.folded = 0;
  walk.done = FALSE;
  for (guint i = 0; i < transducer->initials->len && !walk.done; i++)
    visit(&walk, g_array_index(transducer->initials, guint32, i), start);
}

void transducer_append_output(const Transducer *transducer, const TransducerReading *reading, GString *text,
                              GString *tags) {
  guint i = 0;
  for (; i < reading->output_count; i++) {
    gint32 symbol = g_array_index(transducer->written, gint32, reading->output[i]);
    if (symbol < 0)
      break;
    if (text)
      g_string_append_unichar(text, (gunichar)symbol);
  }
  for (; tags && i < reading->output_count; i++) {
    gint32 symbol = g_array_index(transducer->written, gint32, reading->output[i]);
    if (symbol > 0)
      return;
    if (reading->output[i] != transducer->left && reading->output[i] != transducer->right)
      g_string_append(tags, g_ptr_array_index(transducer->tags, -1 - symbol));
  }
}
