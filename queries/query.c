/* Scanner and parser of the query language. */
#include "queries/query.h"

#include "language/encoding.h"
#include "language/normalise.h"

#include <string.h>

static void clause_free(Clause *clause) {
  g_free(clause->text);
  g_free(clause);
}

void query_free(Query *query) {
  if (!query)
    return;
  g_free(query->text);
  g_ptr_array_unref(query->clauses);
  g_free(query);
}

static gboolean is_quote(gunichar c) {
  return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb;
}

static gboolean has_letter_or_digit(const char *text) {
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

typedef struct {
  ClauseKind kind;
  char *text;
  gboolean minus;
} Piece;

static void piece_free(Piece *piece) {
  g_free(piece->text);
  g_free(piece);
}

/* Stars and the equals sign of a piece that is no phrase. */
static void read_marks(Piece *piece) {
  gsize length = strlen(piece->text);
  const char *star = strchr(piece->text, '*');
  if (*piece->text == '=' && length > 1) {
    memmove(piece->text, piece->text + 1, length);
    piece->kind = CLAUSE_EXACT;
  } else if (star && star == piece->text + length - 1 && length > 1) {
    piece->text[length - 1] = '\0';
    piece->kind = CLAUSE_PREFIX;
  } else if (star) {
    piece->kind = CLAUSE_PATTERN;
  }
}

/* The next piece at *cursor: a quoted phrase or a run without spaces. NULL at the end. */
static Piece *scan_piece(const char **cursor) {
  const char *p = *cursor;
  while (*p && g_unichar_isspace(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  if (!*p)
    return NULL;
  Piece *piece = g_new0(Piece, 1);
  if (*p == '-' && p[1] && !g_unichar_isspace(g_utf8_get_char(p + 1))) {
    piece->minus = TRUE;
    p++;
  }
  gboolean quoted = is_quote(g_utf8_get_char(p));
  if (quoted)
    p = g_utf8_next_char(p);
  const char *start = p;
  while (*p && (quoted ? !is_quote(g_utf8_get_char(p))
                       : !g_unichar_isspace(g_utf8_get_char(p)) && !is_quote(g_utf8_get_char(p))))
    p = g_utf8_next_char(p);
  piece->text = g_strndup(start, (gsize)(p - start));
  piece->kind = quoted ? CLAUSE_PHRASE : CLAUSE_WORD;
  if (quoted && *p)
    p = g_utf8_next_char(p);
  if (!quoted)
    read_marks(piece);
  *cursor = p;
  return piece;
}

static GPtrArray *scan(const char *text) {
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)piece_free);
  for (const char *cursor = text;;) {
    Piece *piece = scan_piece(&cursor);
    if (!piece)
      return pieces;
    if (*piece->text)
      g_ptr_array_add(pieces, piece);
    else
      piece_free(piece);
  }
}

typedef enum { NO_OPERATOR, AND_OPERATOR, OR_OPERATOR, NOT_OPERATOR } Operator;

static Operator operator_of(const Piece *piece) {
  static const struct {
    const char *word;
    Operator meaning;
  } operators[] = {{"AND", AND_OPERATOR},  {"OCH", AND_OPERATOR},   {"OG", AND_OPERATOR},   {"OR", OR_OPERATOR},
                   {"ELLER", OR_OPERATOR}, {"NOT", NOT_OPERATOR},   {"INTE", NOT_OPERATOR}, {"IKKE", NOT_OPERATOR},
                   {"ICKE", NOT_OPERATOR}, {"IKKJE", NOT_OPERATOR}, {"EJ", NOT_OPERATOR}};
  if (piece->kind != CLAUSE_WORD || piece->minus)
    return NO_OPERATOR;
  for (gsize i = 0; i < G_N_ELEMENTS(operators); i++)
    if (strcmp(piece->text, operators[i].word) == 0)
      return operators[i].meaning;
  return NO_OPERATOR;
}

/* A piece that can be searched for: not an operator, and holding a letter or digit. */
static gboolean is_searchable(const GPtrArray *pieces, guint i) {
  return i < pieces->len && operator_of(pieces->pdata[i]) == NO_OPERATOR &&
         has_letter_or_digit(((const Piece *)pieces->pdata[i])->text);
}

/* What the piece at i means where it stands: an operator needs something searchable on the sides it works on. */
static Operator operator_at(const GPtrArray *pieces, guint i) {
  Operator meaning = operator_of(pieces->pdata[i]);
  gboolean after = is_searchable(pieces, i + 1), before = i > 0 && is_searchable(pieces, i - 1);
  if (meaning == NOT_OPERATOR)
    return after ? meaning : NO_OPERATOR;
  return before && (after || (i + 1 < pieces->len && operator_of(pieces->pdata[i + 1]) == NOT_OPERATOR)) ? meaning
                                                                                                         : NO_OPERATOR;
}

Query *query_parse(const char *text, guint *dropped) {
  Query *query = g_new0(Query, 1);
  g_autofree char *valid = encoding_make_valid(text, -1);
  query->text = normalise_line(valid, -1);
  query->clauses = g_ptr_array_new_with_free_func((GDestroyNotify)clause_free);
  g_autoptr(GPtrArray) pieces = scan(query->text);
  gboolean negate = FALSE, alternative = FALSE;
  guint left_out = 0;
  for (guint i = 0; i < pieces->len; i++) {
    Piece *piece = pieces->pdata[i];
    Operator meaning = operator_at(pieces, i);
    negate |= meaning == NOT_OPERATOR;
    alternative |= meaning == OR_OPERATOR;
    if (meaning != NO_OPERATOR || !has_letter_or_digit(piece->text))
      continue;
    if (query->clauses->len == QUERY_MAX_CLAUSES) {
      left_out++;
      continue;
    }
    Clause *clause = g_new0(Clause, 1);
    clause->kind = piece->kind;
    clause->text = g_strdup(piece->text);
    clause->excluded = piece->minus || negate;
    if (!clause->excluded)
      clause->group = alternative && query->group_count > 0 ? query->group_count - 1 : query->group_count++;
    g_ptr_array_add(query->clauses, clause);
    negate = alternative = FALSE;
  }
  if (dropped)
    *dropped = left_out;
  return query;
}
