/* Web addresses: "http://www.skl.se/miljo/", "www.skl.se/miljo" and "skl.se/miljo" -> "skl.se/miljo".
 *
 * Without "http://" or "www." a run of words is an address only if it ends in a top-level domain that is usual here, in
 * one case ("skl.se", not "hus.Se"). The canonical form is without scheme, "www.", fragment and what punctuation ends
 * it; where that does not fit, it is the host alone. The host of a mail address is none. */
#include "language/notation_rules.h"

#include "language/fold.h"
#include "language/utf8.h"

#include <string.h>

/* No host is longer: RFC 1035, 2.3.4. */
#define LONGEST_HOST 253
#define LONGEST_ADDRESS (2 * NOTATION_SIZE)

static const char *const usual_domains[] = {"se", "no",   "dk",  "fi",  "com", "org",  "eu", "net",
                                            "nu", "info", "gov", "edu", "is",  "fo",   "gl", "ax",
                                            "de", "uk",   "nl",  "int", "ee",  "name", "io", NULL};

typedef struct {
  const char *host, *host_end, *end; /* in the text */
  gboolean has_mark;                 /* a scheme or "www." */
} Address;

/* Bytes of the letter, digit, hyphen or full stop at `p`; 0 for anything else. Letters beyond ASCII are Latin ones,
 * which are two bytes. */
static guint host_sign_size(const char *p, const char *end) {
  if (g_ascii_isalnum(*p) || *p == '-' || *p == '.')
    return 1;
  return (guchar)*p >= 0xC3 && (guchar)*p <= 0xC5 && end - p >= 2 && utf8_is_trail((guint8)p[1]) ? 2 : 0;
}

static gboolean ends_address(char c) {
  return (guchar)c <= ' ' || strchr("<>\"'()[]{}|\\^`#", c) != NULL;
}

static const char *host_end(const NotationSearch *search, const char *p) {
  const char *start = p;
  for (guint size; p < search->end && p - start <= LONGEST_HOST && (size = host_sign_size(p, search->end)); p += size)
    ;
  while (p > start && (p[-1] == '.' || p[-1] == '-'))
    p--;
  return p;
}

static gboolean is_usual_domain(const char *domain, gsize length) {
  gboolean one_case = TRUE;
  for (gsize i = 1; i < length; i++)
    one_case = one_case && !g_ascii_isupper(domain[i]) == !g_ascii_isupper(domain[0]);
  for (const char *const *usual = usual_domains; one_case && *usual; usual++)
    if (strlen(*usual) == length && g_ascii_strncasecmp(domain, *usual, length) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the host has labels and ends in a domain of letters: any behind a mark, else a usual one. */
static gboolean host_is_sound(const Address *address) {
  const char *dot = NULL;
  for (const char *p = address->host; p < address->host_end; p++)
    if (*p == '.') {
      if (p == address->host || p[-1] == '.')
        return FALSE;
      dot = p;
    }
  if (!dot || address->host_end - address->host > LONGEST_HOST)
    return FALSE;
  gsize length = (gsize)(address->host_end - dot - 1);
  for (gsize i = 1; i <= length; i++)
    if (!g_ascii_isalpha(dot[i]))
      return FALSE;
  return length >= 2 && (address->has_mark || is_usual_domain(dot + 1, length));
}

/* The end of the path that begins at `p`; what a sentence adds to it, and closing slashes, are not of it. */
static const char *path_end(const NotationSearch *search, const char *p) {
  static const char *const closing[] = {"”", "»", "…", "’"};
  const char *start = p;
  while (p < search->end && p - start < LONGEST_ADDRESS && !ends_address(*p))
    p++;
  for (gsize i = 0; i < G_N_ELEMENTS(closing); i++)
    if (notation_ends(search, p, closing[i]))
      p -= strlen(closing[i]);
  while (p > start && strchr(".,;:!?*/-_&=", p[-1]))
    p--;
  return p;
}

/* Skips "http://" or "https://", and "www.". */
static const char *skip_mark(NotationSearch *search, const char *p, Address *address) {
  const Token *token = &search->tokens[0];
  const char *after = token->start + token->length;
  if (notation_begins(search, after, "://") &&
      (notation_is_word(search, 0, "http") || notation_is_word(search, 0, "https")))
    p = after + 3;
  gboolean is_www = search->end - p > 4 && g_ascii_strncasecmp(p, "www.", 4) == 0;
  address->has_mark = p > token->start || is_www;
  return is_www ? p + 4 : p;
}

static gboolean parse_address(const NotationSearch *search, const char *start, Address *address) {
  address->host = start;
  address->host_end = address->end = host_end(search, start);
  if (!host_is_sound(address) || notation_begins(search, address->host_end, "@"))
    return FALSE;
  const char *p = address->host_end;
  if (notation_begins(search, p, ":"))
    for (p++; p < search->end && g_ascii_isdigit(*p);)
      p++;
  if (p < search->end && (*p == '/' || *p == '?'))
    address->end = path_end(search, p);
  return TRUE;
}

/* Whether the first token goes on from something before it: "kari@nrk.no", "http://nrk.no", "a-nrk.no". */
static gboolean goes_on(const NotationSearch *search) {
  const char *p = search->tokens[0].start;
  return p > search->text && (strchr("@./-_~%&=+", p[-1]) || g_ascii_isalnum(p[-1]));
}

static guint tokens_before(const NotationSearch *search, const char *end) {
  guint count = 1;
  while (count < search->count && search->tokens[count].start < end)
    count++;
  return count;
}

static void add_address(NotationSearch *search, const char *start, const char *end) {
  gsize length = (gsize)(end - start), folded_length;
  if (length >= NOTATION_SIZE)
    return;
  (void)notation_fold(search, 0, &folded_length); /* makes the buffer */
  gsize begin = search->folds->len;
  fold_append(search->folds, start, length);
  notation_add(search, search->folds->str + begin, search->folds->len - begin, tokens_before(search, end));
  g_string_truncate(search->folds, begin);
}

void notation_find_address(NotationSearch *search) {
  Address address;
  if (goes_on(search) || !parse_address(search, skip_mark(search, search->tokens[0].start, &address), &address))
    return;
  guint found = search->found;
  add_address(search, address.host, address.end);
  if (search->found == found)
    add_address(search, address.host, address.host_end);
}
