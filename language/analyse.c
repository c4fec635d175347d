/* The analyser: tokens (segment.h) with their terms (word_terms.h), remembered for each type, and the notations that
 * runs of tokens make (notations.h), and the words that writing leaves half out (ellipsis.h). */
#include "language/analyse.h"

#include "language/ellipsis.h"
#include "language/fold.h"
#include "language/knowledge.h"
#include "language/notations.h"
#include "language/segment.h"
#include "language/word_terms.h"

#include <stddef.h>
#include <string.h>

/* Raise when the terms of any text change for a reason that the probe text does not show. */
#define ANALYSER_VERSION 2

/* The cache serves words; a longer token is encoded data that will not come again. */
#define LONGEST_CACHED 64
#define MOST_CACHED 200000 /* types of a generation */
/* Types told to the TypeFunc: what could be a word that somebody looks for. */
#define SHORTEST_TYPE 2
#define LONGEST_TYPE 60

/* What a type (a distinct token text in one language) becomes. Terms lie one after the other at `terms`. */
typedef struct {
  const char *token, *terms;
  guint32 token_length;
  guint16 count;
  gboolean may_begin;               /* a notation */
  guint16 lengths[MOST_WORD_TERMS]; /* a cached one has room for `count` of them only */
} Type;

/* Types analysed before. When a generation is full it becomes the older one, and what it held is taken over into the
 * next as it comes again: what comes often stays. */
typedef struct {
  GHashTable *languages; /* language code -> GHashTable of Type, keyed by itself */
  GStringChunk *strings; /* tokens and terms */
  guint count;
} Generation;

struct Analyser {
  WordAnalyser *words;
  Generation recent, older;
  TermList list; /* of the type in hand */
  GString *lower;
  TypeFunc type_func;
  gpointer type_data;
  char *fingerprint;
};

static guint type_hash(gconstpointer key) {
  const Type *type = key;
  guint64 hash = 14695981039346656037u; /* FNV-1a */
  for (guint32 i = 0; i < type->token_length; i++)
    hash = (hash ^ (guchar)type->token[i]) * 1099511628211u;
  return (guint)(hash ^ hash >> 32);
}

static gboolean type_equal(gconstpointer a, gconstpointer b) {
  const Type *x = a, *y = b;
  return x->token_length == y->token_length && memcmp(x->token, y->token, x->token_length) == 0;
}

static void free_types(gpointer types) {
  g_hash_table_destroy(types);
}

static Generation new_generation(void) {
  return (Generation){.languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_types),
                      .strings = g_string_chunk_new(1 << 16)};
}

static void free_generation(Generation *generation) {
  g_hash_table_destroy(generation->languages);
  g_string_chunk_free(generation->strings);
}

Analyser *analyser_new(void) {
  Analyser *analyser = g_new0(Analyser, 1);
  analyser->words = word_analyser_new();
  analyser->recent = new_generation();
  analyser->older = new_generation();
  analyser->list.bytes = g_string_new(NULL);
  analyser->lower = g_string_new(NULL);
  return analyser;
}

void analyser_free(Analyser *analyser) {
  if (!analyser)
    return;
  word_analyser_free(analyser->words);
  free_generation(&analyser->recent);
  free_generation(&analyser->older);
  g_string_free(analyser->list.bytes, TRUE);
  g_string_free(analyser->lower, TRUE);
  g_free(analyser->fingerprint);
  g_free(analyser);
}

Lexicon *analyser_get_lexicon(Analyser *analyser) {
  return word_analyser_get_lexicon(analyser->words);
}

void analyser_set_type_func(Analyser *analyser, TypeFunc func, gpointer data) {
  analyser->type_func = func;
  analyser->type_data = data;
}

/* --- types ------------------------------------------------------------------------------------------------- */

static GHashTable *types_of(Generation *generation, const char *language) {
  GHashTable *types = g_hash_table_lookup(generation->languages, language);
  if (!types) {
    types = g_hash_table_new_full(type_hash, type_equal, g_free, NULL);
    g_hash_table_insert(generation->languages, g_strdup(language), types);
  }
  return types;
}

static void next_generation(Analyser *analyser) {
  free_generation(&analyser->older);
  analyser->older = analyser->recent;
  analyser->recent = new_generation();
}

static void tell_type(Analyser *analyser, const Type *type) {
  gsize length = type->lengths[0];
  if (analyser->type_func && length >= SHORTEST_TYPE && length <= LONGEST_TYPE)
    analyser->type_func(type->terms, length, analyser->type_data);
}

/* Fills the type; its terms live in analyser->list until the next call. */
static void analyse_type(Analyser *analyser, const char *language, TokenType token_type, Type *type) {
  TermList *list = &analyser->list;
  word_analyser_run(analyser->words, language, type->token, type->token_length, token_type == TOKEN_WORD, list);
  type->count = (guint16)list->count;
  type->terms = list->bytes->str;
  memcpy(type->lengths, list->lengths, sizeof type->lengths);
  type->may_begin =
      list->count > 0 && (token_type == TOKEN_NUMBER || notations_may_begin(language, type->terms, type->lengths[0]));
}

/* Keeps a copy of `type`, with what `terms` (which the generation owns, or NULL) says the same as type->terms. */
static const Type *remember(Analyser *analyser, GHashTable *types, const Type *type, const char *terms) {
  GStringChunk *strings = analyser->recent.strings;
  Type *kept = g_malloc(offsetof(Type, lengths) + type->count * sizeof *type->lengths);
  gsize bytes = 0;
  kept->token = g_string_chunk_insert_len(strings, type->token, (gssize)type->token_length);
  kept->token_length = type->token_length;
  kept->count = type->count;
  kept->may_begin = type->may_begin;
  for (guint i = 0; i < type->count; i++)
    bytes += kept->lengths[i] = type->lengths[i];
  kept->terms = terms ? terms : g_string_chunk_insert_len(strings, type->terms, (gssize)bytes);
  g_hash_table_add(types, kept);
  analyser->recent.count++;
  return kept;
}

/* The type of the same word in lower case, where that is known and says the same; NULL else. Of a place's name it says
 * more: the parts of the word that it looks like (word_terms.c). */
static const Type *find_lower(Analyser *analyser, GHashTable *types, const Token *token) {
  if (token->type != TOKEN_WORD)
    return NULL;
  g_string_truncate(analyser->lower, 0);
  fold_lower_append(analyser->lower, token->start, token->length);
  Type key = {.token = analyser->lower->str, .token_length = (guint32)analyser->lower->len};
  if (key.token_length != token->length || memcmp(key.token, token->start, token->length) == 0)
    return NULL;
  const Type *found = g_hash_table_lookup(types, &key);
  if (!found || !found->count)
    return NULL;
  g_string_truncate(analyser->lower, 0);
  g_string_append_len(analyser->lower, found->terms, found->lengths[0]);
  return notations_is_place(analyser->lower->str) ? NULL : found;
}

/* What was analysed before: as it stands, in the older generation, or in lower case. */
static const Type *find_known(Analyser *analyser, GHashTable *types, const char *language, const Token *token,
                              const Type *key) {
  const Type *found = g_hash_table_lookup(types, key);
  if (found)
    return found;
  GHashTable *older = g_hash_table_lookup(analyser->older.languages, language);
  const Type *old = older ? g_hash_table_lookup(older, key) : NULL;
  const Type *lower = old ? NULL : find_lower(analyser, types, token);
  if (analyser->recent.count >= MOST_CACHED || (!old && !lower))
    return old;
  if (old)
    return remember(analyser, types, old, NULL);
  Type type = {.token = token->start,
               .token_length = (guint32)token->length,
               .count = lower->count,
               .may_begin = lower->may_begin,
               .terms = lower->terms};
  memcpy(type.lengths, lower->lengths, lower->count * sizeof *lower->lengths);
  return remember(analyser, types, &type, lower->terms);
}

/* The type of a token: `scratch` where it is not kept. */
static const Type *find_type(Analyser *analyser, GHashTable *types, const char *language, const Token *token,
                             Type *scratch) {
  *scratch = (Type){.token = token->start, .token_length = (guint32)token->length};
  const Type *known = token->length <= LONGEST_CACHED ? find_known(analyser, types, language, token, scratch) : NULL;
  if (known)
    return known;
  analyse_type(analyser, language, token->type, scratch);
  if (scratch->count && token->type == TOKEN_WORD)
    tell_type(analyser, scratch);
  return token->length <= LONGEST_CACHED && analyser->recent.count < MOST_CACHED
             ? remember(analyser, types, scratch, NULL)
             : scratch;
}

/* --- the text ---------------------------------------------------------------------------------------------- */

/* The tokens from the one in hand on, as far as a notation can reach. */
typedef struct {
  TokenIterator iterator;
  Token tokens[NOTATIONS_WINDOW];
  guint count;
} Window;

static void window_fill(Window *window) {
  while (window->count < NOTATIONS_WINDOW && token_iterator_next(&window->iterator, &window->tokens[window->count]))
    window->count++;
}

static void window_step(Window *window) {
  window->count--;
  memmove(window->tokens, window->tokens + 1, window->count * sizeof *window->tokens);
  window_fill(window);
}

typedef struct {
  Analyser *analyser;
  const char *language, *text;
  gsize length;
  TermFunc func;
  gpointer data;
  Window window;
  guint position;
} Run;

static gboolean emit_terms(const Run *run, const char *text, const guint16 *lengths, guint count) {
  const Token *token = &run->window.tokens[0];
  for (guint i = 0; i < count; text += lengths[i++]) {
    Term term = {.text = text,
                 .length = lengths[i],
                 .kind = term_kind_of(text),
                 .position = run->position,
                 .start = token->offset,
                 .end = token->offset + token->length};
    if (!run->func(&term, run->data))
      return FALSE;
  }
  return TRUE;
}

static gboolean emit_notations(const Run *run) {
  Notation notations[NOTATIONS_MAX];
  const Window *window = &run->window;
  guint count = notations_find(run->language, run->text, run->length, window->tokens, window->count, notations);
  for (guint i = 0; i < count; i++) {
    char text[1 + sizeof notations[i].text];
    const Token *last = &window->tokens[notations[i].tokens - 1];
    g_snprintf(text, sizeof text, "%c%s", NOTATION_PREFIX, notations[i].text);
    Term term = {.text = text,
                 .length = strlen(text),
                 .kind = TERM_NOTATION,
                 .position = run->position,
                 .start = window->tokens[0].offset,
                 .end = last->offset + last->length};
    if (!run->func(&term, run->data))
      return FALSE;
  }
  return TRUE;
}

static gboolean emit_ellipses(const Run *run) {
  EllipsisWord words[ELLIPSIS_MAX];
  const Window *window = &run->window;
  Analyser *analyser = run->analyser;
  guint count = ellipsis_find(analyser_get_lexicon(analyser), run->language, run->text, run->length, window->tokens,
                              window->count, words);
  for (guint i = 0; i < count; i++) {
    TermList *list = &analyser->list;
    word_analyser_run_ellipsis(analyser->words, run->language, words[i].text, words[i].length, list);
    if (!emit_terms(run, list->bytes->str, list->lengths, list->count))
      return FALSE;
  }
  return TRUE;
}

/* All that is said of the window's first token. */
static gboolean emit_token(const Run *run, const Type *type) {
  const Token *token = &run->window.tokens[0];
  if (!emit_terms(run, type->terms, type->lengths, type->count))
    return FALSE;
  if ((type->may_begin || notations_is_joined(run->text, run->length, token)) && !emit_notations(run))
    return FALSE;
  return !ellipsis_may_be(run->text, run->length, token) || emit_ellipses(run);
}

void analyser_run(Analyser *analyser, const char *language, const char *text, gsize length, TermFunc func,
                  gpointer data) {
  if (!language)
    language = "und";
  if (analyser->recent.count >= MOST_CACHED)
    next_generation(analyser);
  GHashTable *types = types_of(&analyser->recent, language);
  Run run = {analyser, language, text, length, func, data, {.count = 0}, 0};
  token_iterator_init(&run.window.iterator, text, length);
  for (window_fill(&run.window); run.window.count > 0; window_step(&run.window)) {
    Type scratch;
    const Type *type = find_type(analyser, types, language, &run.window.tokens[0], &scratch);
    if (type->count == 0) /* nothing but invisible characters */
      continue;
    if (!emit_token(&run, type))
      return;
    run.position++;
  }
}

/* --- fingerprint ------------------------------------------------------------------------------------------- */

static gboolean hash_term(const Term *term, gpointer data) {
  g_checksum_update(data, (const guchar *)term->text, (gssize)term->length);
  g_checksum_update(data, (const guchar *)" ", 1);
  return TRUE;
}

/* Words on which stemmer versions and Unicode tables could differ, and each tailoring of the segmentation. */
static const char probe[] =
    "Miljöerna årene nätverken bøkerne kvinnornas mulighetene undersøgelserne ministeriöissä taloissansa "
    "kirjoittamassa "
    "responsibilities generously skies Häusern aufeinanderfolgende naturvårdsverkets fiskeriene løst blåst trygghet "
    "EU:s e-post CO₂-utsläpp staden³ Göran’s 09.30 3,5 2014-09-25 25.09.2014 C++ É Ž Ł ß ǿ Ǻ þ ð đ ŋ ŧ Ａ１ ΩΣ Ёж i̇İ "
    "a\u0308o\u0308a\u030A";

const char *analyser_fingerprint(Analyser *analyser) {
  static const char *const languages[] = {"sv", "nb", "nn", "da", "fi", "en", "de", "mul", "und"};
  if (analyser->fingerprint)
    return analyser->fingerprint;
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    analyser_run(analyser, languages[i], probe, sizeof probe - 1, hash_term, checksum);
  g_autoptr(GString) lexica = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
    g_autofree char *files = lexicon_fingerprint(analyser_get_lexicon(analyser), languages[i]);
    g_string_append(lexica, files);
  }
  g_string_append_printf(lexica, "%" G_GINT64_MODIFIER "x %x %x", notations_fingerprint(),
                         knowledge_checksum("stop-words"), knowledge_checksum("language/compound-parts"));
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, lexica->str, (gssize)lexica->len);
  analyser->fingerprint = g_strdup_printf("analyser %d; glib %u.%u; data %.8s; terms %.16s", ANALYSER_VERSION,
                                          glib_major_version, glib_minor_version, sum, g_checksum_get_string(checksum));
  return analyser->fingerprint;
}

const char *term_kind_name(TermKind kind) {
  static const char *const names[] = {"surface", "lemma", "maybe", "part", "notation"};
  g_return_val_if_fail((gsize)kind < G_N_ELEMENTS(names), names[0]);
  return names[kind];
}
