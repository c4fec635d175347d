/* Telephone numbers, in whatever groups they are written: "046-359 50 00", "+46 46 359 50 00", "(0046) 46-3595000" ->
 * "tel+46463595000"; "55 12 34 56" -> "tel+4755123456" in Norwegian, "tel+45..." in Danish, both where the language is
 * not known. Numbers that begin with 0 are Swedish: Norway and Denmark have no trunk prefix (E.164 country annexes).
 *
 * Texts hold such numbers only where contacts were asked to be kept (stage `contacts`). */
#include "language/notation_rules.h"

#include <string.h>

#define LEAST_DIGITS 8
#define MOST_DIGITS 14
#define LONGEST_GAP 3 /* bytes between two groups: ") ", " - " */

typedef struct {
  char digits[MOST_DIGITS + 2];
  guint count;
  guint tokens;
  guint groups[MOST_DIGITS]; /* digits in each */
  guint group_count;
} Phone;

static gboolean is_gap(const char *p, const char *end) {
  if (end - p > LONGEST_GAP)
    return FALSE;
  for (; p < end; p++)
    if (!strchr(" -/()", *p) || !*p)
      return FALSE;
  return TRUE;
}

/* The groups of digits from tokens[0] on; FALSE where there are too many digits for a number. */
static gboolean read_groups(const NotationSearch *search, Phone *phone) {
  *phone = (Phone){.tokens = 0};
  for (guint i = 0; i < search->count; i++) {
    const Token *token = &search->tokens[i];
    const char *before = i > 0 ? search->tokens[i - 1].start + search->tokens[i - 1].length : token->start;
    if (i > 0 && !is_gap(before, token->start))
      break;
    gsize digits = 0;
    while (digits < token->length && g_ascii_isdigit(token->start[digits]))
      digits++;
    if (digits == 0 || digits != token->length)
      break;
    if (phone->count + digits > MOST_DIGITS)
      return FALSE;
    memcpy(phone->digits + phone->count, token->start, digits);
    phone->count += (guint)digits;
    phone->groups[phone->group_count++] = (guint)digits;
    phone->tokens = i + 1;
  }
  phone->digits[phone->count] = '\0';
  return phone->count >= LEAST_DIGITS;
}

/* "02-03-2014", and what else ends with a day, a month and a year. */
static gboolean is_date(const Phone *phone) {
  guint n = phone->group_count;
  return n >= 3 && phone->groups[n - 3] <= 2 && phone->groups[n - 2] == 2 && phone->groups[n - 1] == 4;
}

/* "55 12 34 56", "555 12 345", "55123456". */
static gboolean is_eight_digits(const Phone *phone) {
  static const char *const shapes[] = {"2222", "323", "8"};
  char shape[MOST_DIGITS + 1] = "";
  for (guint i = 0; i < phone->group_count; i++)
    shape[i] = (char)('0' + phone->groups[i]);
  for (gsize i = 0; phone->count == 8 && i < G_N_ELEMENTS(shapes); i++)
    if (strcmp(shape, shapes[i]) == 0)
      return TRUE;
  return FALSE;
}

static void add(NotationSearch *search, const Phone *phone, const char *country, const char *national) {
  char text[NOTATION_SIZE];
  int length = g_snprintf(text, sizeof text, "tel+%s%s", country, national);
  notation_add(search, text, (gsize)length, phone->tokens);
}

void notation_find_phone(NotationSearch *search) {
  const char *start = search->tokens[0].start;
  char previous = start > search->text ? start[-1] : '\0';
  Phone phone;
  if (g_ascii_isdigit(previous) || previous == ',' || previous == '.' || !read_groups(search, &phone) ||
      is_date(&phone))
    return;
  gboolean plus = previous == '+', zeros = phone.digits[0] == '0' && phone.digits[1] == '0';
  if (plus || zeros) {
    char *digits = phone.digits + (plus ? 0 : 2);
    if (strncmp(digits, "460", 3) == 0) /* "+46 (0)46-..." */
      memmove(digits + 2, digits + 3, strlen(digits + 3) + 1);
    add(search, &phone, "", digits);
  } else if (phone.digits[0] == '0') {
    add(search, &phone, "46", phone.digits + 1);
  } else if (is_eight_digits(&phone)) {
    if (!(search->language & NOTATION_DA))
      add(search, &phone, "47", phone.digits);
    if (search->language & (NOTATION_DA | NOTATION_UNKNOWN))
      add(search, &phone, "45", phone.digits);
  }
}
