/* Words that tell who arranges and who is a member. */
#include "pipeline/stages/organisation_roles.h"

#include <string.h>

#define SENTENCE_WORDS 24 /* how far behind a name its verb is looked for */

static gboolean is_member_label(TextSpan text) {
  static const char *const labels[] = {"medlemmar",
                                       "medlemmer",
                                       "medlemar",
                                       "medlemskommun",
                                       "medlemsorganisa",
                                       "deltagande kommun",
                                       "deltakende kommun",
                                       "deltakarkommun",
                                       "deltakerkommun",
                                       "deltagerkommun",
                                       "medverkande kommun",
                                       "ingående kommun",
                                       "deltagende kommun",
                                       "nätverkskommun",
                                       "medlemsforen",
                                       "medlemsfören",
                                       "nettverkskommun",
                                       "kommuner i nätverket",
                                       "kommuner i nettverket",
                                       "members"};
  return span_starts_with_any(text, labels, G_N_ELEMENTS(labels)) != NULL;
}

static gboolean is_organiser_label(TextSpan text) {
  static const char *const labels[] = {
      "arrangör",  "arrangør",  "medarrangör",     "medarrangør",     "organisatör",      "värd:",
      "vert:",     "vertskap",  "i samarbete med", "i samarbeid med", "i samarbejde med", "organiser",
      "inbjudare", "avsändare", "avsender",        "afsender",        "arranger"};
  return span_starts_with_any(text, labels, G_N_ELEMENTS(labels)) != NULL;
}

void organisation_roles_init(OrganisationRoles *roles, const NameWords *words, const char *heading) {
  roles->words = words;
  roles->members = is_member_label(span_trim(span_of(heading)));
}

static gboolean is_inviting(TextSpan word) {
  static const char *const verbs[] = {
      "inbjuder", "inviterer", "inviterar", "arrangerar", "arrangerer", "arrangerade", "arrangerte", "arrangerede",
      "anordnar", "anordnade", "anordner",  "ordnar",     "inviterte",  "inviterede",  "indbyder",   "organiserade"};
  for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (span_equal_nocase(word, span_of(verbs[i])))
      return TRUE;
  return FALSE;
}

/* "bjuder in", "tar initiativ", "hälsar välkommen", "er vert" */
static gboolean is_inviting_pair(TextSpan first, TextSpan second) {
  static const char *const pairs[][2] = {
      {"bjuder", "in"},        {"byder", "ind"},       {"bjöd", "in"},          {"bjuder", "härmed"},
      {"tar", "initiativ"},    {"tog", "initiativ"},   {"tok", "initiativ"},    {"tager", "initiativ"},
      {"er", "vert"},          {"är", "värd"},         {"var", "värd"},         {"var", "vert"},
      {"hälsar", "välkommen"}, {"hälsar", "välkomna"}, {"ønsker", "velkommen"}, {"ønskjer", "velkommen"}};
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
    if (span_equal_nocase(first, span_of(pairs[i][0])) && span_equal_nocase(second, span_of(pairs[i][1])))
      return TRUE;
  return FALSE;
}

static TextSpan word_span(const NameWords *words, guint i) {
  const NameWord *word = name_words_at(words, i);
  return (TextSpan){words->text + word->start, word->end - word->start};
}

/* Whether the sentence that the name stands in goes on with a verb of inviting, before any other sentence. */
static gboolean invites(const NameWords *words, guint next) {
  guint limit = MIN(words->words->len, next + SENTENCE_WORDS);
  for (guint i = next; i < limit; i++) {
    gsize gap_start = i ? name_words_at(words, i - 1)->end : 0;
    const char *gap = words->text + gap_start;
    gsize length = name_words_at(words, i)->start - gap_start;
    if (memchr(gap, '.', length) || memchr(gap, '\n', length) || memchr(gap, '\t', length) || memchr(gap, ':', length))
      return FALSE;
    if (is_inviting(word_span(words, i)) ||
        (i + 1 < limit && is_inviting_pair(word_span(words, i), word_span(words, i + 1))))
      return TRUE;
  }
  return FALSE;
}

static TextSpan line_before(const NameWords *words, gsize start) {
  gsize from = start;
  while (from && words->text[from - 1] != '\n' && start - from < 400)
    from--;
  while (from < start && (words->text[from] & 0xC0) == 0x80)
    from++;
  return (TextSpan){words->text + from, start - from};
}

const char *organisation_roles_find(OrganisationRoles *roles, const OrganisationMention *mention) {
  TextSpan line = line_before(roles->words, mention->start);
  line = span_skip(line, span_list_mark(line));
  if (is_organiser_label(line) && (memchr(line.start, ':', line.length) || memchr(line.start, '\t', line.length) ||
                                   span_starts_with_nocase(line, "i sam")))
    return "organiser";
  static const char *const hosts[] = {"arrangör", "arrangør", "arrangörer", "arrangører", "medarrangör", "medarrangør"};
  for (gsize i = 0; mention->first && i < G_N_ELEMENTS(hosts); i++) /* in the middle of a flattened line */
    if (span_equal_nocase(word_span(roles->words, mention->first - 1), span_of(hosts[i])))
      return "organiser";
  if (roles->members || (is_member_label(line) && memchr(line.start, ':', line.length)))
    return "member";
  return invites(roles->words, mention->next) ? "organiser" : "mentioned";
}

guint organisation_role_rank(const char *role) {
  static const char *const roles[] = {"mentioned", "affiliation", "member", "organiser"};
  for (guint i = 0; role && i < G_N_ELEMENTS(roles); i++)
    if (strcmp(roles[i], role) == 0)
      return i + 1;
  return 0;
}
