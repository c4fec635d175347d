/* The analyser: tokens (segment.h), folded (fold.h), with their stems (stem.h), remembered for each type. */
#include "language/analyse.h"

#include "language/fold.h"
#include "language/segment.h"
#include "language/stem.h"

#include <string.h>

/* Raise when the terms of any text change for a reason that the probe text does not show. */
#define ANALYSER_VERSION 1

#define STEM_PREFIX '~'
#define MOST_STEMS 5
/* The cache serves words; a longer token is encoded data that will not come again. */
#define LONGEST_CACHED 64
#define MOST_CACHED 200000

static const char *const query_languages[MOST_STEMS] = {"sv", "nb", "da", "fi", "en"};

/* What a type (a distinct token text in one language) becomes. Terms lie one after the other at `terms`. */
typedef struct {
  const char *token;
  guint32 token_length;
  guint32 count;
  guint32 lengths[1 + MOST_STEMS];
  const char *terms;
} Type;

struct Analyser {
  Stemmer *stemmer;
  GHashTable *languages; /* language code -> GHashTable of Type, keyed by itself */
  GStringChunk *strings; /* tokens and terms of the cached types */
  guint cached;
  GString *terms, *lower, *stem; /* scratch */
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

Analyser *analyser_new(void) {
  Analyser *analyser = g_new0(Analyser, 1);
  analyser->stemmer = stemmer_new();
  analyser->languages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_types);
  analyser->strings = g_string_chunk_new(1 << 16);
  analyser->terms = g_string_new(NULL);
  analyser->lower = g_string_new(NULL);
  analyser->stem = g_string_new(NULL);
  return analyser;
}

void analyser_free(Analyser *analyser) {
  if (!analyser)
    return;
  stemmer_free(analyser->stemmer);
  g_hash_table_destroy(analyser->languages);
  g_string_chunk_free(analyser->strings);
  g_string_free(analyser->terms, TRUE);
  g_string_free(analyser->lower, TRUE);
  g_string_free(analyser->stem, TRUE);
  g_free(analyser->fingerprint);
  g_free(analyser);
}

/* Bytes of the word before an inflection that writing sets apart: "eu:s" and "göran's" -> 2 and 6; else all. Long
 * tails are other things: "http:something", "o'connor". */
static gsize without_set_off_ending(const char *lower, gsize length) {
  for (gsize i = length; i-- > 1 && length - i <= 5;)
    if (lower[i] == ':' || (lower[i] == '\'' && length - i == 2 && lower[i + 1] == 's'))
      return i;
  return length;
}

static void append_term(Analyser *analyser, Type *type, const char *term, gsize length) {
  g_string_append_len(analyser->terms, term, (gssize)length);
  type->lengths[type->count++] = (guint32)length;
}

static gboolean has_term(const Analyser *analyser, const Type *type, const char *term, gsize length) {
  const char *p = analyser->terms->str;
  for (guint32 i = 0; i < type->count; p += type->lengths[i++])
    if (type->lengths[i] == length && memcmp(p, term, length) == 0)
      return TRUE;
  return FALSE;
}

/* Needs the surface form as the first term and analyser->lower. */
static void append_stem(Analyser *analyser, Type *type, const char *language) {
  gsize length = without_set_off_ending(analyser->lower->str, analyser->lower->len), stem_length;
  const char *stem = stemmer_stem(analyser->stemmer, language, analyser->lower->str, length, &stem_length);
  g_string_assign(analyser->stem, "");
  g_string_append_c(analyser->stem, STEM_PREFIX);
  fold_append(analyser->stem, stem, stem_length);
  const char *folded = analyser->stem->str + 1;
  gsize folded_length = analyser->stem->len - 1;
  gboolean is_surface = folded_length == type->lengths[0] && memcmp(folded, analyser->terms->str, folded_length) == 0;
  if (folded_length && !is_surface && !has_term(analyser, type, analyser->stem->str, analyser->stem->len))
    append_term(analyser, type, analyser->stem->str, analyser->stem->len);
}

/* Fills type->count, lengths and terms; these live in analyser->terms until the next call. */
static void analyse_type(Analyser *analyser, const char *language, TokenType token_type, Type *type) {
  type->count = 0;
  g_string_truncate(analyser->terms, 0);
  fold_append(analyser->terms, type->token, type->token_length);
  if (analyser->terms->len == 0)
    return;
  type->lengths[type->count++] = (guint32)analyser->terms->len;
  if (token_type == TOKEN_WORD && strcmp(language, "und") != 0) {
    g_string_truncate(analyser->lower, 0);
    fold_lower_append(analyser->lower, type->token, type->token_length);
    if (strcmp(language, "mul") != 0)
      append_stem(analyser, type, language);
    else
      for (gsize i = 0; i < G_N_ELEMENTS(query_languages); i++)
        append_stem(analyser, type, query_languages[i]);
  }
  type->terms = analyser->terms->str;
}

static GHashTable *types_of(Analyser *analyser, const char *language) {
  GHashTable *types = g_hash_table_lookup(analyser->languages, language);
  if (!types) {
    types = g_hash_table_new_full(type_hash, type_equal, g_free, NULL);
    g_hash_table_insert(analyser->languages, g_strdup(language), types);
  }
  return types;
}

static void clear_cache(Analyser *analyser) {
  g_hash_table_remove_all(analyser->languages);
  g_string_chunk_clear(analyser->strings);
  analyser->cached = 0;
}

static const Type *remember(Analyser *analyser, GHashTable *types, const Type *type) {
  Type *kept = g_memdup2(type, sizeof *type);
  kept->token = g_string_chunk_insert_len(analyser->strings, type->token, (gssize)type->token_length);
  kept->terms = g_string_chunk_insert_len(analyser->strings, analyser->terms->str, (gssize)analyser->terms->len);
  g_hash_table_add(types, kept);
  analyser->cached++;
  return kept;
}

static gboolean emit_terms(const Type *type, const Token *token, guint position, TermFunc func, gpointer data) {
  const char *text = type->terms;
  for (guint32 i = 0; i < type->count; text += type->lengths[i++]) {
    Term term = {.text = text,
                 .length = type->lengths[i],
                 .kind = i == 0 ? TERM_SURFACE : TERM_STEM,
                 .position = position,
                 .start = token->offset,
                 .end = token->offset + token->length};
    if (!func(&term, data))
      return FALSE;
  }
  return TRUE;
}

void analyser_run(Analyser *analyser, const char *language, const char *text, gsize length, TermFunc func,
                  gpointer data) {
  if (!language)
    language = "und";
  if (analyser->cached >= MOST_CACHED)
    clear_cache(analyser);
  GHashTable *types = types_of(analyser, language);
  TokenIterator iterator;
  Token token;
  token_iterator_init(&iterator, text, length);
  for (guint position = 0; token_iterator_next(&iterator, &token);) {
    Type type = {.token = token.start, .token_length = (guint32)token.length};
    const Type *found = token.length <= LONGEST_CACHED ? g_hash_table_lookup(types, &type) : NULL;
    if (!found) {
      analyse_type(analyser, language, token.type, &type);
      found = &type;
      if (token.length <= LONGEST_CACHED && analyser->cached < MOST_CACHED)
        found = remember(analyser, types, &type);
    }
    if (found->count == 0) /* nothing but invisible characters */
      continue;
    if (!emit_terms(found, &token, position++, func, data))
      return;
  }
}

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
    "EU:s e-post CO₂-utsläpp Göran’s 09.30 3,5 2014-09-25 25.09.2014 C++ É Ž Ł ß ǿ Ǻ þ ð đ ŋ ŧ Ａ１ ΩΣ Ёж i̇İ "
    "a\u0308o\u0308a\u030A";

const char *analyser_fingerprint(Analyser *analyser) {
  static const char *const languages[] = {"sv", "nb", "nn", "da", "fi", "en", "de", "mul", "und"};
  if (analyser->fingerprint)
    return analyser->fingerprint;
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    analyser_run(analyser, languages[i], probe, sizeof probe - 1, hash_term, checksum);
  analyser->fingerprint = g_strdup_printf("analyser %d; glib %u.%u; terms %.16s", ANALYSER_VERSION, glib_major_version,
                                          glib_minor_version, g_checksum_get_string(checksum));
  return analyser->fingerprint;
}

const char *term_kind_name(TermKind kind) {
  static const char *const names[] = {"surface", "stem"};
  g_return_val_if_fail((gsize)kind < G_N_ELEMENTS(names), names[0]);
  return names[kind];
}
