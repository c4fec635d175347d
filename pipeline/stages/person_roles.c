/* Labels, verbs and places that tell what somebody does. */
#include "pipeline/stages/person_roles.h"

#include "language/person_names.h"

#include <string.h>

#define LABEL_ALONE_MAX 30      /* a label without a colon, on a line of its own */
#define MOST_TITLE_WORDS 3      /* "teknisk sjef", "kst. fylkesmann" */
#define PLACE_BYTES ((gsize)40) /* of where somebody comes from, before "(ordf.)" */
#define LINE_MAX_BYTES 300      /* how far a line is looked at, on either side */

static const struct {
  const char *label, *role;
} labels[] = {
    {"kontakt", "contact"},
    {"information", "contact"},
    {"informasjon", "contact"},
    {"upplysning", "contact"},
    {"opplysning", "contact"},
    {"oplysning", "contact"},
    {"frågor", "contact"},
    {"spørsmål", "contact"},
    {"spørgsmål", "contact"},
    {"anmälan", "contact"},
    {"påmelding", "contact"},
    {"tilmelding", "contact"},
    {"mer info", "contact"},
    {"meir info", "contact"},
    {"för mer info", "contact"},
    {"for mer info", "contact"},
    {"för frågor", "contact"},
    {"presskontakt", "contact"},
    {"pressekontakt", "contact"},
    {"henvendelse", "contact"},
    {"vill du veta mer", "contact"},
    {"vil du vite mer", "contact"},
    {"ansvarlig utgiver", "author"},
    {"ansvarig utgivare", "author"},
    {"författare", "author"},
    {"forfatter", "author"},
    {"forfattar", "author"},
    {"text:", "author"},
    {"text och foto", "author"},
    {"tekst:", "author"},
    {"tekst og foto", "author"},
    {"skriven av", "author"},
    {"skriv", "author"},
    {"skrevet av", "author"},
    {"utarbeidet av", "author"},
    {"utarbetad av", "author"},
    {"framtagen av", "author"},
    {"redaktör", "author"},
    {"redaktør", "author"},
    {"skribent", "author"},
    {"rapporten är skriven", "author"},
    {"av:", "author"},
    {"av ", "author"},
    {"by ", "author"},
    {"udarbejdet af", "author"},
    {"projektledare", "project-leader"},
    {"projektleder", "project-leader"},
    {"prosjektleder", "project-leader"},
    {"prosjektleiar", "project-leader"},
    {"projektansvarig", "project-leader"},
    {"prosjektansvarlig", "project-leader"},
    {"ordförande", "chair"},
    {"chair", "chair"},
    {"fagansvarlig", "contact"},
    {"ansvarig för sidan", "contact"},
    {"mötesordförande", "chair"},
    {"møteleder", "chair"},
    {"møteleiar", "chair"},
    {"mötesledare", "chair"},
    {"ordstyrer", "chair"},
    {"ordstyrar", "chair"},
    {"mødeleder", "chair"},
    {"dirigent", "chair"},
    {"leder:", "chair"},
    {"leiar:", "chair"},
    {"moderator", "chair"},
    {"konferencier", "chair"},
    {"närvarande", "participant"},
    {"nærvarende", "participant"},
    {"til stede", "participant"},
    {"tilstede", "participant"},
    {"til stades", "participant"},
    {"tilstades", "participant"},
    {"present:", "participant"},
    {"attendees", "participant"},
    {"participants", "participant"},
    {"rundt bordet", "participant"},
    {"runt bordet", "participant"},
    {"meldt fråfall", "mentioned"},
    {"fråfall", "mentioned"},
    {"apologies", "mentioned"},
    {"frammøtte", "participant"},
    {"deltagare", "participant"},
    {"deltagande", "participant"},
    {"deltakere", "participant"},
    {"deltakarar", "participant"},
    {"deltagere", "participant"},
    {"møtte", "participant"},
    {"ledamöter", "participant"},
    {"ersättare", "participant"},
    {"medlemmer", "participant"},
    {"övriga", "participant"},
    {"øvrige", "participant"},
    {"mødedeltagere", "participant"},
    {"beslutande", "participant"},
    {"referent", "participant"},
    {"sekreterare", "participant"},
    {"sekretær", "participant"},
    {"justera", "participant"},
    {"protokollförare", "participant"},
    {"vid protokollet", "participant"},
    {"vid pennan", "participant"},
    {"från ", "participant"},
    {"minnesanteckningar", "participant"},
    {"antecknare", "participant"},
    {"arbetsgrupp", "participant"},
    {"styrgrupp", "participant"},
    {"projektgrupp", "participant"},
    {"referensgrupp", "participant"},
    {"vid anteckningarna", "participant"},
    {"talere", "speaker"},
    {"talarar", "speaker"},
    {"vid tangentbordet", "participant"},
    {"föreläs", "speaker"},
    {"talare", "speaker"},
    {"foredrag", "speaker"},
    {"innleder", "speaker"},
    {"innledar", "speaker"},
    {"innleiar", "speaker"},
    {"inledare", "speaker"},
    {"inledning:", "speaker"},
    {"oplægsholder", "speaker"},
    {"medverkande", "speaker"},
    {"medvirkende", "speaker"},
    {"panel", "speaker"},
    {"presentatör", "speaker"},
    {"presentation:", "speaker"},
    {"presentasjon:", "speaker"},
    {"v/", "speaker"},
    {"ved ", "speaker"},
    {"foto", "mentioned"},
    {"frånvarande", "mentioned"},
    {"forfall", "mentioned"},
    {"anmält förhinder", "mentioned"},
    {"fravær", "mentioned"},
    {"afbud", "mentioned"},
    {"ej närvarande", "mentioned"},
    {"meldt forfall", "mentioned"},
};

static const char *label_role(TextSpan line) {
  const char *list[G_N_ELEMENTS(labels)];
  gsize count = 0;
  if (!line.length)
    return NULL;
  char first = g_ascii_tolower(*line.start);
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
    if (labels[i].label[0] == first)
      list[count++] = labels[i].label;
  const char *found = count ? span_starts_with_any(line, list, count) : NULL;
  for (gsize i = 0; found && i < G_N_ELEMENTS(labels); i++)
    if (labels[i].label == found)
      return labels[i].role;
  return NULL;
}

/* "från " and "av " are labels where a name follows at once, and in no heading. */
static gboolean is_short_label(TextSpan line) {
  return span_starts_with_nocase(line, "från ") || span_starts_with_nocase(line, "av ") ||
         span_starts_with_nocase(line, "by ") || span_starts_with_nocase(line, "ved ") ||
         span_starts_with_nocase(line, "v/");
}

static TextSpan without_mark(TextSpan line) {
  line = span_skip(line, span_list_mark(line));
  while (line.length && (*line.start == '*' || *line.start == '#' || *line.start == ' '))
    line = span_skip(line, 1);
  return line;
}

/* The line up to a byte of it. */
static TextSpan line_before(const NameWords *words, gsize start) {
  gsize from = start;
  while (from && words->text[from - 1] != '\n' && start - from < LINE_MAX_BYTES)
    from--;
  while (from < start && (words->text[from] & 0xC0) == 0x80)
    from++;
  return (TextSpan){words->text + from, start - from};
}

static TextSpan line_after(const NameWords *words, gsize end) {
  gsize length = 0;
  while (words->text[end + length] && words->text[end + length] != '\n' && length < LINE_MAX_BYTES)
    length++;
  return (TextSpan){words->text + end, length};
}

static gboolean has_sign(TextSpan text, char sign) {
  return text.length && memchr(text.start, sign, text.length);
}

/* What stands before the name on its line is a label, or begins with one and ends it with a colon or a tab, or is
 * nothing but the label. */
static const char *role_of_line(TextSpan before) {
  before = without_mark(before);
  const char *role = label_role(before);
  if (!role)
    return NULL;
  TextSpan trimmed = span_trim(before);
  if (is_short_label(before))
    return trimmed.length <= strlen("från") ? role : NULL;
  if (has_sign(before, ':') || has_sign(before, '\t'))
    return role;
  guint spaces = 0;
  for (gsize i = 0; i < trimmed.length; i++)
    spaces += trimmed.start[i] == ' ' ? 1 : 0;
  return spaces <= 3 && !has_sign(trimmed, '.') ? role : NULL;
}

gboolean person_roles_labelled(const NameWords *words, gsize start) {
  return role_of_line(line_before(words, start)) != NULL;
}

void person_roles_init(PersonRoles *roles, const Unit *unit, FindingField field, const NameWords *words,
                       gboolean deck) {
  TextSpan heading = without_mark(span_of(unit ? unit->heading : NULL));
  *roles = (PersonRoles){.unit = unit, .field = field, .words = words, .deck = deck};
  /* Items of minutes are labelled by numbers: there people decide, and speak where a verb says so. */
  roles->timed = unit && unit->kind == UNIT_KIND_AGENDA_ITEM &&
                 (!unit->label || (g_ascii_isdigit(unit->label[0]) && strchr(unit->label, '.')));
  if (field == FINDING_IN_TEXT && heading.length < 60 && !is_short_label(heading))
    roles->of_heading = label_role(heading);
}

/* The role of the nearest line above that is a label and nothing else, no empty line between. */
static const char *role_of_block(PersonRoles *roles, gsize start) {
  gsize from = start - line_before(roles->words, start).length;
  if (roles->block_end && from >= roles->block_end) {
    TextSpan between = {roles->words->text + roles->block_end, from - roles->block_end};
    for (gsize i = 0; i + 1 < between.length; i++)
      if (between.start[i] == '\n' && between.start[i + 1] == '\n') {
        roles->of_block = NULL;
        break;
      }
  }
  for (guint lines = 0; lines < 4 && from > 1; lines++) {
    gsize end = from - 1;
    if (roles->words->text[end - 1] == '\n')
      break;
    TextSpan line = line_before(roles->words, end);
    from = end - line.length;
    if (roles->block_end && from < roles->block_end && lines)
      break;
    TextSpan label = span_trim(without_mark(line));
    gboolean colon = label.length && label.start[label.length - 1] == ':';
    if (label.length && label.length < (colon ? 60 : LABEL_ALONE_MAX) && label_role(label)) {
      roles->of_block = label_role(label);
      break;
    }
  }
  roles->block_end = start;
  return roles->of_block;
}

/* --- verbs -------------------------------------------------------------------------------------------------------- */

/* Whether one of the phrases stands at the start, and ends there as a word. */
static gboolean begins_with_any(TextSpan text, const char *const *list, gsize count) {
  const char *found = span_starts_with_any(text, list, count);
  gsize length = found ? strlen(found) : 0;
  return found && (length >= text.length || !g_ascii_isalpha(text.start[length]));
}

/* The last words of the sentence before the name. */
static TextSpan clause_before(TextSpan line) {
  gsize from = line.length;
  while (from && !(line.start[from - 1] == '.' || line.start[from - 1] == '!' || line.start[from - 1] == '?') &&
         line.length - from < 120)
    from--;
  while (from < line.length && (line.start[from] & 0xC0) == 0x80)
    from++;
  return span_skip(line, from);
}

static const char *role_of_verbs_before(TextSpan line) {
  static const char *const leading[] = {"projektledare har varit",
                                        "projektleder har været",
                                        "prosjektleiar har vore",
                                        "prosjektleiar var",
                                        "projektledare är",
                                        "projektledare var",
                                        "prosjektleder har vært",
                                        "prosjektleder er",
                                        "prosjektleder var",
                                        "prosjektleiar er",
                                        "projektleder er",
                                        "leddes av",
                                        "ledes av",
                                        "ble ledet av",
                                        "har letts av",
                                        "leds av",
                                        "projektledare"};
  static const char *const speaking[] = {
      "föreläsare",    "talere",           "talare:",         "medvirkende:",  "medverkande:", "foredragshaldar",
      "oplægsholder",  "talare var",       "foredragsholder", "innledere var", "inledare var", "talare är",
      "medverkade",    "föreläsningar av", "foredrag av",     "foredrag ved",  "foredrag med", "presenterades av",
      "presentert av", "föredrag av",      "innlegg fra",     "innlegg av",    "innlegg ved",  "oplæg ved",
      "oplæg af",      "medverkan av",     "kurshaldar",      "kursholder",    "kursledare",   "kursleder",
      "med på scenen"};
  static const char *const writing[] = {"skriven av",       "skrevet av",      "skrivits av",   "skrive av",
                                        "utarbeidet av",    "utarbetats av",   "utarbetad av",  "tagits fram av",
                                        "sammanställts av", "sammanställd av", "författats av", "forfattet av",
                                        "udarbejdet af",    "skrevet af"};
  static const char *const contact[] = {"kontakta",        "kontakt ",        "ta kontakt med",
                                        "hör av dig till", "frågor till",     "spørsmål til",
                                        "anmälan till",    "henvendelse til", "kontakter"};
  static const char *const chairing[] = {
      "ordförande var",         "möteleder var", "møteleder var", "mötet leddes av", "møtet ble ledet av",
      "valdes till ordförande", "moderator är",  "moderator var", "moderator er",    "modererades av"};
  TextSpan clause = clause_before(line);
  if (span_contains_any(clause, chairing, G_N_ELEMENTS(chairing)))
    return "chair";
  if (span_contains_any(clause, leading, G_N_ELEMENTS(leading)))
    return "project-leader";
  if (span_contains_any(clause, speaking, G_N_ELEMENTS(speaking)))
    return "speaker";
  if (span_contains_any(clause, writing, G_N_ELEMENTS(writing)))
    return "author";
  return span_contains_any(clause, contact, G_N_ELEMENTS(contact)) ? "contact" : NULL;
}

static const char *role_of_verbs_after(TextSpan line) {
  static const char *const speaking[] = {"berättade",
                                         "berättar",
                                         "presenterade",
                                         "presenterar",
                                         "informerade",
                                         "informerar",
                                         "föreläste",
                                         "föreläser",
                                         "höll",
                                         "håller",
                                         "talade",
                                         "talar",
                                         "inledde",
                                         "inleder",
                                         "redogjorde",
                                         "redogör",
                                         "visade",
                                         "visar",
                                         "viste",
                                         "viser",
                                         "syner",
                                         "synte",
                                         "orienterte",
                                         "orienterer",
                                         "orienterade",
                                         "fortalte",
                                         "forteller",
                                         "fortel",
                                         "fortalde",
                                         "presenterte",
                                         "presenterer",
                                         "innledet",
                                         "innleder",
                                         "innleia",
                                         "holdt",
                                         "holder",
                                         "heldt",
                                         "snakket",
                                         "snakker",
                                         "snakka",
                                         "informerte",
                                         "informerer",
                                         "redegjorde",
                                         "redegjør",
                                         "fortæller",
                                         "beskrev",
                                         "gick igenom",
                                         "gikk gjennom",
                                         "gjekk gjennom",
                                         "hälsade",
                                         "ønsket",
                                         "ønskte",
                                         "ønsker velkommen",
                                         "hälsar",
                                         "gav en",
                                         "ga en",
                                         "åpnet",
                                         "opnet",
                                         "bidrog"};
  static const char *const leading[] = {"ledde arbetet",    "ledde projektet",   "ledet prosjektet", "ledet arbeidet",
                                        "leda arbeidet",    "har lett",          "har ledet",        "leder projektet",
                                        "leder prosjektet", "leder arbetet",     "är projektledare", "er prosjektleder",
                                        "er prosjektleiar", "var projektledare", "var prosjektleder"};
  static const char *const chairing[] = {
      "valdes till ordförande",  "valdes till mötesordförande", "öppnade mötet", "åpnet møtet", "opna møtet",
      "ble valgt til møteleder", "vart vald til møteleiar",     "ledde mötet",   "ledet møtet", "förklarade mötet"};
  line = span_trim(line);
  while (line.length && (*line.start == ',' || *line.start == ')' || *line.start == ' '))
    line = span_skip(line, 1);
  if (begins_with_any(line, leading, G_N_ELEMENTS(leading)))
    return "project-leader";
  if (begins_with_any(line, chairing, G_N_ELEMENTS(chairing)))
    return "chair";
  return begins_with_any(line, speaking, G_N_ELEMENTS(speaking)) ? "speaker" : NULL;
}

/* --- addresses ------------------------------------------------------------------------------------------------------
 */

/* An e-mail address, or a number of seven digits or more with the signs of telephone numbers between. */
static gboolean has_address(TextSpan text) {
  guint digits = 0;
  for (gsize i = 0; i < text.length; i++) {
    char c = text.start[i];
    if (c == '@')
      return TRUE;
    digits = g_ascii_isdigit(c) ? digits + 1 : c == ' ' || c == '-' || c == '+' || c == '(' || c == ')' ? digits : 0;
    if (digits >= 8)
      return TRUE;
  }
  return FALSE;
}

/* On the name's line, or, where it stands alone, within the next two lines. */
static gboolean has_contact(const NameWords *words, const PersonName *name) {
  TextSpan after = line_after(words, name->end);
  if (has_address(after))
    return TRUE;
  if (!span_is_blank(without_mark(line_before(words, name->start))) || after.length > 60)
    return FALSE;
  gsize at = name->end + after.length;
  for (guint lines = 0; lines < 4 && words->text[at] == '\n' && words->text[at + 1] != '\n'; lines++) {
    TextSpan next = line_after(words, at + 1);
    if (has_address(next))
      return TRUE;
    at += 1 + next.length;
  }
  return FALSE;
}

/* "Anna Ek, Boverket (ordf.)" in a list of those present. */
static gboolean is_called_chair(const NameWords *words, const PersonName *name, const PersonAffiliation *affiliation) {
  static const char *const chair_titles[] = {"ordförande", "møteleder", "møteleiar"};
  static const char *const signs[] = {"(ordf",  "(møteleder", "(møteleiar", "(mötesordf",  "(leder",
                                      "(leiar", "(mødeleder", ", ordf",     ", møteleder", ", møteleiar"};
  guint next = MAX(affiliation->next, name->next);
  TextSpan rest = span_trim(line_after(words, name_words_at(words, next - 1)->end));
  const char *title = affiliation->title;
  gboolean titled = title && (strcmp(title, "leder") == 0 || strcmp(title, "leiar") == 0 ||
                              span_starts_with_any(span_of(title), chair_titles, G_N_ELEMENTS(chair_titles)));
  if (titled || span_starts_with_any(rest, signs, G_N_ELEMENTS(signs)))
    return TRUE;
  /* ", Ulstein (møteleiar) · ...": behind the place. */
  const char *bracket = rest.length ? memchr(rest.start, '(', MIN(rest.length, PLACE_BYTES)) : NULL;
  gsize place = bracket ? (gsize)(bracket - rest.start) : 0;
  return bracket && rest.start[0] == ',' && !memchr(rest.start + 1, ',', place - 1) &&
         !memchr(rest.start, ';', place) && span_starts_with_any(span_skip(rest, place), signs, G_N_ELEMENTS(signs));
}

/* What may stand before a speaker's name on its line: a title ("Docent", "teknisk sjef"), "v/", a label with a colon
 * ("Kommentar:", "Ordstyrar:"), "Samtale med". */
static gboolean is_opening(TextSpan before) {
  static const char *const joints[] = {"v/", "med ", "ved ", "av ", "v. ", "v ", "with ", "by "};
  before = without_mark(before);
  const char *colon = before.length ? memrchr(before.start, ':', before.length) : NULL;
  if (colon)
    before = span_skip(before, (gsize)(colon - before.start) + 1);
  before = span_trim(before);
  for (gsize i = 0; i < G_N_ELEMENTS(joints); i++) {
    gsize length = span_starts_with_nocase(before, joints[i]);
    before = span_skip(before, length);
  }
  TextSpan rest = span_trim(before), word;
  for (guint words = 0; span_next_word(&rest, &word); words++) {
    char folded[NAME_WORD_MAX];
    while (word.length && word.start[word.length - 1] == '.')
      word.length--;
    g_autofree char *lower = g_utf8_strdown(word.start, (gssize)word.length);
    g_strlcpy(folded, lower, sizeof folded);
    if (words >= MOST_TITLE_WORDS || (rest.length == 0 && !person_names_title(folded)))
      return FALSE;
  }
  return TRUE;
}

/* Whether the name stands where a programme tells who speaks: in the item's heading, or on a line that begins with a
 * name. */
static gboolean is_of_programme(PersonRoles *roles, const PersonName *name, TextSpan before, TextSpan after) {
  if (!roles->timed)
    return FALSE;
  if (roles->field == FINDING_IN_HEADING || name->start < roles->speakers_end)
    return TRUE;
  if (!is_opening(before))
    return FALSE;
  roles->speakers_end = name->end + after.length;
  return TRUE;
}

static const char *role_of_text(PersonRoles *roles, const PersonName *name, const PersonAffiliation *affiliation,
                                TextSpan before, TextSpan after) {
  const NameWords *words = roles->words;
  const char *role = role_of_line(before);
  if (!role)
    role = role_of_verbs_before(before);
  if (!role) {
    gsize behind = affiliation->next > name->next ? name_words_at(words, affiliation->next - 1)->end : name->end;
    role = role_of_verbs_after(line_after(words, behind));
    if (!role)
      role = role_of_verbs_after(after);
  }
  const char *of_block = role_of_block(roles, name->start);
  if (!role)
    role = of_block;
  return role;
}

const char *person_roles_find(PersonRoles *roles, const PersonName *name, const PersonAffiliation *affiliation) {
  static const char *const leading[] = {"projektled", "prosjektled", "prosjektlei"};
  const NameWords *words = roles->words;
  TextSpan before = line_before(words, name->start), after = line_after(words, name->end);
  const char *role = role_of_text(roles, name, affiliation, before, after);
  /* Who leads the talk of an item is one of those who speak in it. */
  if ((!role || strcmp(role, "chair") == 0 || strcmp(role, "mentioned") == 0) &&
      is_of_programme(roles, name, before, after))
    role = "speaker";
  if (!role && has_contact(words, name))
    role = "contact";
  if (!role)
    role = roles->of_heading;
  if (!role && roles->deck)
    role = "speaker";
  if (!role && affiliation->title && span_starts_with_any(span_of(affiliation->title), leading, G_N_ELEMENTS(leading)))
    role = "project-leader";
  if (g_strcmp0(role, "participant") == 0 && is_called_chair(words, name, affiliation))
    role = "chair";
  return role ? role : "mentioned";
}

const char *person_roles_find_after(const NameWords *words, gsize end) {
  return role_of_verbs_after(line_after(words, end));
}

guint person_role_rank(const char *role) {
  static const char *const roles[] = {"mentioned", "participant", "contact",       "chair",
                                      "speaker",   "author",      "project-leader"};
  for (guint i = 0; role && i < G_N_ELEMENTS(roles); i++)
    if (strcmp(roles[i], role) == 0)
      return i + 1;
  return 0;
}
