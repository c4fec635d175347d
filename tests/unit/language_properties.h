/* What must hold of any bytes whatever, asserted by the unit tests on chosen and random text and by the fuzz target. */
#pragma once

#include "language/analyse.h"
#include "language/encoding.h"
#include "language/fold.h"
#include "language/identify.h"
#include "language/normalise.h"
#include "language/segment.h"

#include <string.h>

static inline void assert_fold_is_idempotent(const char *token, gsize length) {
  g_autoptr(GString) once = g_string_new(NULL);
  g_autoptr(GString) twice = g_string_new(NULL);
  fold_append(once, token, length);
  fold_append(twice, once->str, once->len);
  g_assert_cmpmem(twice->str, twice->len, once->str, once->len);
  g_assert_true(g_utf8_validate_len(once->str, once->len, NULL));
}

static inline void assert_normalise_is_idempotent(const char *text, char *(*normalise)(const char *, gssize)) {
  g_autofree char *once = normalise(text, -1);
  g_autofree char *twice = normalise(once, -1);
  g_assert_cmpstr(once, ==, twice);
  g_assert_true(g_utf8_validate(once, -1, NULL));
  for (const char *p = once; *p; p++)
    g_assert_true((guchar)*p >= ' ' || *p == '\n' || *p == '\t');
}

/* Tokens follow one another inside the text; on valid UTF-8 they begin and end between code points. */
static inline void assert_tokens_are_sound(const char *bytes, gsize length) {
  gboolean valid = g_utf8_validate_len(bytes, length, NULL);
  TokenIterator iterator;
  Token token;
  gsize last_end = 0;
  token_iterator_init(&iterator, bytes, length);
  while (token_iterator_next(&iterator, &token)) {
    g_assert_true(token.start == bytes + token.offset);
    g_assert_cmpuint(token.offset, >=, last_end);
    g_assert_cmpuint(token.length, >, 0);
    last_end = token.offset + token.length;
    g_assert_cmpuint(last_end, <=, length);
    g_assert_true(g_utf8_validate_len(token.start, token.length, NULL));
    if (valid && last_end < length)
      g_assert_true(((guchar)bytes[last_end] & 0xC0) != 0x80);
    assert_fold_is_idempotent(token.start, token.length);
  }
  g_assert_false(token_iterator_next(&iterator, &token));
}

typedef struct {
  const char *text;
  gsize length;
  guint next_position;
  gsize last_start;
} TermCheck;

/* A surface term is the fold of its span; what else is said of it shares its position and begin, and bears a prefix. */
static inline gboolean check_term(const Term *term, gpointer data) {
  TermCheck *check = data;
  g_assert_cmpuint(term->start, <, term->end);
  g_assert_cmpuint(term->end, <=, check->length);
  g_assert_cmpuint(term->length, >, 0);
  if (term->kind == TERM_SURFACE) {
    g_autoptr(GString) folded = g_string_new(NULL);
    fold_append(folded, check->text + term->start, term->end - term->start);
    g_assert_cmpmem(term->text, term->length, folded->str, folded->len);
    g_assert_cmpuint(term->position, ==, check->next_position);
    g_assert_true(!strchr(TERM_PREFIXES, term->text[0]) && (guchar)term->text[0] > 0x20);
    check->next_position++;
    check->last_start = term->start;
  } else {
    g_assert_true(strchr(TERM_PREFIXES, term->text[0]) && term->text[0]);
    g_assert_cmpuint(term->position + 1, ==, check->next_position);
    g_assert_cmpuint(term->start, ==, check->last_start);
    assert_fold_is_idempotent(term->text + 1, term->length - 1);
  }
  return TRUE;
}

static inline void assert_terms_are_sound(Analyser *analyser, const char *language, const char *bytes, gsize length) {
  TermCheck check = {.text = bytes, .length = length};
  analyser_run(analyser, language, bytes, length, check_term, &check);
}

static inline void assert_language_properties(Analyser *analyser, const guint8 *bytes, gsize length) {
  EncodingReport report;
  gsize decoded_length;
  assert_tokens_are_sound((const char *)bytes, length);
  assert_terms_are_sound(analyser, "mul", (const char *)bytes, length);
  g_autofree char *decoded = encoding_to_utf8(bytes, length, NULL, &decoded_length, &report);
  g_assert_true(g_utf8_validate_len(decoded, decoded_length, NULL));
  g_assert_cmpuint(strlen(decoded), ==, decoded_length);
  g_autofree char *declared = encoding_to_utf8(bytes, length, "iso-8859-1", &decoded_length, &report);
  g_assert_true(g_utf8_validate_len(declared, decoded_length, NULL));
  g_autofree char *valid = encoding_make_valid((const char *)bytes, (gssize)length);
  g_assert_true(g_utf8_validate(valid, -1, NULL));
  assert_normalise_is_idempotent(decoded, normalise_text);
  assert_normalise_is_idempotent(decoded, normalise_line);
  assert_normalise_is_idempotent(valid, normalise_text);
  g_autofree char *raw = normalise_text((const char *)bytes, (gssize)length);
  g_assert_true(g_utf8_validate(raw, -1, NULL));
  Identification identification = identify_text(decoded, -1);
  g_assert_true(identification.confidence >= 0 && identification.confidence <= 1);
}
