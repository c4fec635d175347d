/* A scanner for addresses and telephone numbers. */
#include "language/contacts.h"

#include <string.h>

#define LONGEST_LOCAL 64   /* bytes before the @: RFC 5321, section 4.5.3.1.1 */
#define LONGEST_DOMAIN 255 /* section 4.5.3.1.2 */
#define MOST_DIGITS 15     /* ITU-T E.164 */
#define LEAST_DIGITS 8
#define LEAST_SWEDISH 9 /* with the 0 of the area code */
#define LABEL_REACH 24  /* bytes before a number in which a word can say what it is */

typedef struct {
  const char *text;
  gsize length;
} Text;

/* --- addresses --------------------------------------------------------------------------------------------------- */

static gboolean is_atom_byte(guchar c) {
  return g_ascii_isalnum(c) || c >= 0x80 || (c && strchr("._%+-'", (char)c));
}

static gboolean is_domain_byte(guchar c) {
  return g_ascii_isalnum(c) || c >= 0x80 || c == '-' || c == '.';
}

/* Bytes of "@", "(at)", "[at]", " (at) ", " [at] ", "(snabel-a)" at `i`; 0: none. */
static gsize at_sign(Text t, gsize i) {
  static const char *const signs[] = {"@",    "(at)",       "[at]",        "(a)",        "[a]",
                                      "{at}", "(snabel-a)", "(alfakrøll)", "(krøllalfa)"};
  gsize from = i;
  while (i < t.length && t.text[i] == ' ' && i - from < 2)
    i++;
  for (gsize s = 0; s < G_N_ELEMENTS(signs); s++) {
    gsize length = strlen(signs[s]);
    if (i + length > t.length || g_ascii_strncasecmp(t.text + i, signs[s], length) != 0 || (s == 0 && i > from))
      continue;
    i += length;
    gsize spaces = s ? 2 : 0;
    while (spaces-- && i < t.length && t.text[i] == ' ')
      i++;
    return i - from;
  }
  return 0;
}

/* Signs that may stand at the end of a sentence, or around an address: they are no part of it. U+2018-201D are quotes.
 */
static gboolean is_edge(guchar c) {
  return c == '.' || c == '\'' || c == '-' || c == '%' || c == '+';
}

static gsize code_point_start(Text t, gsize i) {
  while (i < t.length && ((guchar)t.text[i] & 0xc0) == 0x80)
    i++;
  return i;
}

/* The address around the sign at `at`, of `sign` bytes. */
static gboolean find_mail(Text t, gsize at, gsize sign, Contact *contact) {
  gsize start = at, end = at + sign, last_dot = 0;
  while (start > 0 && at - start < LONGEST_LOCAL && is_atom_byte((guchar)t.text[start - 1]))
    start--;
  start = code_point_start(t, start);
  while (start < at && is_edge((guchar)t.text[start]))
    start++;
  while (end < t.length && end - at < LONGEST_DOMAIN && is_domain_byte((guchar)t.text[end]))
    end++;
  while (end < t.length && end > at && ((guchar)t.text[end] & 0xc0) == 0x80)
    end--;
  while (end > at + sign && is_edge((guchar)t.text[end - 1]))
    end--;
  for (gsize i = at + sign; i < end; i++)
    if (t.text[i] == '.')
      last_dot = i;
  *contact = (Contact){start, end, CONTACT_MAIL};
  return start < at && last_dot > at + sign && end - last_dot >= 3 && g_ascii_isalpha(t.text[last_dot + 1]);
}

/* --- telephone numbers ------------------------------------------------------------------------------------------- */

typedef struct {
  gsize start, end;
  guint digits, groups;
  guint sizes[8]; /* digits of the first groups */
  guint value;    /* of the first group */
  gboolean plus;  /* +46, or 0046 */
} Number;

/* Bytes of what may stand between two groups at `i`; 0: nothing that may. */
static gsize separator(Text t, gsize i) {
  static const char *const separators[] = {" - ", " – ", "-", "–", "/", " ", " ", ". ", "."};
  if (i + 2 < t.length && t.text[i] == ' ' && t.text[i + 1] == '(' && g_ascii_isdigit(t.text[i + 2]))
    return 2;
  if (i + 2 < t.length && t.text[i] == ')' && (t.text[i + 1] == ' ' || t.text[i + 1] == '-'))
    return 2;
  if (i < t.length && (t.text[i] == ')' || t.text[i] == '('))
    return 1;
  for (gsize s = 0; s < G_N_ELEMENTS(separators); s++) {
    gsize length = strlen(separators[s]);
    if (i + length < t.length && memcmp(t.text + i, separators[s], length) == 0)
      return length;
  }
  return 0;
}

/* The chain of groups of digits from `i` on, which a digit, "+" or "(" begins. */
static Number read_number(Text t, gsize i) {
  Number number = {.start = i, .end = i};
  if (t.text[i] == '(')
    i++;
  if (i < t.length && t.text[i] == '+') {
    number.plus = TRUE;
    i++;
  }
  while (i < t.length && g_ascii_isdigit(t.text[i])) {
    guint size = 0;
    for (; i < t.length && g_ascii_isdigit(t.text[i]); i++, size++)
      if (number.groups == 0 && size < 6)
        number.value = number.value * 10 + (guint)(t.text[i] - '0');
    if (number.groups < G_N_ELEMENTS(number.sizes))
      number.sizes[number.groups] = size;
    number.groups++;
    number.digits += size;
    number.end = i;
    gsize gap = separator(t, i);
    if (!gap || i + gap >= t.length || !g_ascii_isdigit(t.text[i + gap]))
      break;
    i += gap;
  }
  return number;
}

static gboolean words_end_here(Text t, gsize at, const char *const *words) {
  gsize from = at > LABEL_REACH ? at - LABEL_REACH : 0;
  g_autofree char *before = g_ascii_strdown(t.text + from, (gssize)(at - from));
  for (gsize i = 0; words[i]; i++) {
    const char *found = g_strrstr(before, words[i]);
    /* of the word nearest to the number no other number may stand in between */
    if (found && (found == before || !g_ascii_isalpha(found[-1])) && !strpbrk(found, "0123456789"))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_called_phone(Text t, gsize at) {
  static const char *const words[] = {"tel",    "tlf",         "telefon",       "mobil", "mob",    "phone", "ring",
                                      "sms",    "telefax",     "fax",           "växel", "direkt", "call",  "cell",
                                      "nummer", "sentralbord", "sentralbordet", "vakt",  NULL};
  return words_end_here(t, at, words);
}

static gboolean is_called_other(Text t, gsize at) {
  static const char *const words[] = {"isbn",
                                      "issn",
                                      "dnr",
                                      "diarienr",
                                      "diarienummer",
                                      "saksnr",
                                      "saksnummer",
                                      "sak",
                                      "org",
                                      "orgnr",
                                      "org.nr",
                                      "org. nr",
                                      "organisationsnummer",
                                      "bankgiro",
                                      "plusgiro",
                                      "bg",
                                      "pg",
                                      "konto",
                                      "kontonr",
                                      "kontonummer",
                                      "doi",
                                      "ref",
                                      "cvr",
                                      "ean",
                                      "iban",
                                      "sou",
                                      "nr",
                                      "postboks",
                                      "box",
                                      "versjon",
                                      "version",
                                      "gnr",
                                      "bnr",
                                      "id",
                                      NULL};
  return words_end_here(t, at, words);
}

/* What is counted or paid for stands before a unit. */
static gboolean is_counted(Text t, gsize end) {
  static const char *const units[] = {
      "kr",  "kronor",   "kroner",   "nok",        "sek",          "dkk",  "euro", "%",    "procent", "prosent", "m2",
      "m²",  "ha",       "ton",      "tonn",       "st",           "stk",  "mkr",  "mnok", "inv",     "kwh",     "mwh",
      "gwh", "personer", "invånare", "innbyggere", "innbyggjarar", "euro", "€",    ":-",   ",-",      ":",       "km"};
  while (end < t.length && t.text[end] == ' ')
    end++;
  for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
    gsize length = strlen(units[i]);
    if (end + length <= t.length && g_ascii_strncasecmp(t.text + end, units[i], length) == 0 &&
        (end + length == t.length || !g_ascii_isalpha(t.text[end + length]) || !g_ascii_isalpha(units[i][0])))
      return TRUE;
  }
  return FALSE;
}

/* 2-2-2-2 and 3-2-3, as Norwegian and Danish numbers are written; 0 begins none. */
static gboolean is_eight_grouped(const Number *n) {
  if (n->digits != 8 || n->value < 20)
    return FALSE;
  if (n->groups == 4)
    return n->sizes[0] == 2 && n->sizes[1] == 2 && n->sizes[2] == 2;
  return n->groups == 3 && n->sizes[0] == 3 && n->sizes[1] == 2 && n->sizes[2] == 3 && n->value >= 200;
}

/* "08-452 78 60", "0510-77 00 00", "070 123 45 67": 0, an area code, and groups of two and three. */
static gboolean is_swedish(const Number *n, Text t) {
  if (t.text[n->start] != '0' && t.text[n->start] != '(')
    return FALSE;
  if (n->digits < LEAST_SWEDISH || n->digits > 11 || n->groups < 2 || n->sizes[0] < 2 || n->sizes[0] > 4)
    return FALSE;
  gsize after = n->start + (t.text[n->start] == '(') + n->sizes[0];
  if (after < t.length && t.text[after] == '.') /* "09.30-10.15" */
    return FALSE;
  for (guint i = 1; i < n->groups && i < G_N_ELEMENTS(n->sizes); i++)
    if (n->sizes[i] > 3 && !(n->groups == 2 && n->sizes[i] <= 8))
      return FALSE;
  return TRUE;
}

static gboolean is_bounded(Text t, const Number *n) {
  char before = n->start ? t.text[n->start - 1] : ' ', after = n->end < t.length ? t.text[n->end] : ' ';
  return !g_ascii_isalnum(before) && !strchr("/.:-_=&#", before) && !g_ascii_isalpha(after) && after != '_';
}

/* Nothing but a sign or the end of the line stands around: not one of a row of figures. */
static gboolean stands_alone(Text t, const Number *n) {
  gsize i = n->start;
  while (i > 0 && t.text[i - 1] == ' ')
    i--;
  gboolean before = i == 0 || strchr("\n,;:(|/", t.text[i - 1]) || (i < n->start && g_ascii_isalpha(t.text[i - 1]));
  i = n->end;
  while (i < t.length && t.text[i] == ' ')
    i++;
  return before &&
         (i == t.length || strchr("\n,;.)|/", t.text[i]) || g_ascii_isalpha(t.text[i]) || (guchar)t.text[i] >= 0x80);
}

static gboolean is_phone(Text t, const Number *n) {
  if (n->digits < LEAST_DIGITS || n->digits > MOST_DIGITS || !is_bounded(t, n))
    return FALSE;
  if (n->plus)
    return TRUE;
  if (is_called_phone(t, n->start))
    return n->digits <= 12;
  if (is_called_other(t, n->start) || is_counted(t, n->end))
    return FALSE;
  return is_swedish(n, t) || (is_eight_grouped(n) && stands_alone(t, n));
}

static gboolean begins_number(Text t, gsize i) {
  if (g_ascii_isdigit(t.text[i]))
    return TRUE;
  return i + 1 < t.length && (t.text[i] == '+' || t.text[i] == '(') &&
         (g_ascii_isdigit(t.text[i + 1]) || (t.text[i] == '(' && t.text[i + 1] == '+'));
}

/* --- both --------------------------------------------------------------------------------------------------------- */

/* An address that begins within the last contact is part of it. */
static void add(GArray *contacts, Contact contact) {
  if (contacts->len && g_array_index(contacts, Contact, contacts->len - 1).end > contact.start)
    contact.start = g_array_index(contacts, Contact, contacts->len - 1).end;
  if (contact.start < contact.end)
    g_array_append_val(contacts, contact);
}

void contacts_find(const char *text, gsize length, GArray *contacts) {
  Text t = {text, length};
  for (gsize i = 0; i < length;) {
    char c = text[i];
    Contact contact;
    gsize sign = c == '@' || c == '(' || c == '[' || c == '{' || c == ' ' ? at_sign(t, i) : 0;
    if (sign && find_mail(t, i, sign, &contact)) {
      add(contacts, contact);
      i = contact.end;
      continue;
    }
    if (!begins_number(t, i)) {
      i++;
      continue;
    }
    Number number = read_number(t, i);
    if (is_phone(t, &number))
      add(contacts, (Contact){number.start, number.end, CONTACT_PHONE});
    i = MAX(number.end, i + 1);
  }
}

static const char *mask_of(ContactKind kind, const char *language) {
  static const char *const masks[][3] = {{"sv", "[e-post dold]", "[telefon dold]"},
                                         {"nb", "[e-post skjult]", "[telefon skjult]"},
                                         {"nn", "[e-post skjult]", "[telefon skjult]"},
                                         {"da", "[e-mail skjult]", "[telefon skjult]"}};
  for (gsize i = 0; i < G_N_ELEMENTS(masks); i++)
    if (g_strcmp0(language, masks[i][0]) == 0)
      return masks[i][1 + (kind == CONTACT_PHONE)];
  return kind == CONTACT_PHONE ? "[telephone hidden]" : "[e-mail hidden]";
}

char *contacts_mask(const char *text, const char *language) {
  g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
  contacts_find(text, strlen(text), contacts);
  if (contacts->len == 0)
    return NULL;
  GString *masked = g_string_new(NULL);
  gsize from = 0;
  for (guint i = 0; i < contacts->len; i++) {
    const Contact *contact = &g_array_index(contacts, Contact, i);
    g_string_append_len(masked, text + from, (gssize)(contact->start - from));
    g_string_append(masked, mask_of(contact->kind, language));
    from = contact->end;
  }
  g_string_append(masked, text + from);
  return g_string_free(masked, FALSE);
}

void contacts_hide(char **text, const char *language) {
  char *masked = *text && **text ? contacts_mask(*text, language) : NULL;
  if (!masked)
    return;
  g_free(*text);
  *text = masked;
}

char *contacts_canonical_phone(const char *text, const char *country) {
  g_autoptr(GString) digits = g_string_new(NULL);
  gboolean plus = FALSE;
  for (const char *p = text; *p; p++) {
    if (g_ascii_isdigit(*p))
      g_string_append_c(digits, *p);
    else if (*p == '+' && digits->len == 0)
      plus = TRUE;
    else if (g_ascii_isalpha(*p))
      return NULL;
  }
  if (!plus && g_str_has_prefix(digits->str, "00")) {
    plus = TRUE;
    g_string_erase(digits, 0, 2);
  }
  if (digits->len < LEAST_DIGITS - 1 || digits->len > MOST_DIGITS)
    return NULL;
  if (plus) {
    /* "+46 (0)8-..." */
    if (g_str_has_prefix(digits->str, "460"))
      g_string_erase(digits, 2, 1);
    return g_strconcat("+", digits->str, NULL);
  }
  const char *code = g_strcmp0(country, "NO") == 0 ? "47" : g_strcmp0(country, "DK") == 0 ? "45" : "46";
  return g_strconcat("+", code, digits->str + (digits->str[0] == '0' ? 1 : 0), NULL);
}
