/* The people that a document names: one finding for each unit and person, with role, title and organisation. */
#include "language/organisations.h"
#include "language/person_names.h"
#include "pipeline/stages/abbreviations.h"
#include "pipeline/stages/person_roles.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define MOST_OPENING 3 /* units that open a presentation */

typedef enum { LINK_NONE, LINK_COMMA, LINK_AND } Link;

/* One mention, in the order of the document. */
typedef struct {
  guint unit;
  FindingField field;
  gsize start, end;
  char *name;
  const char *role;             /* static */
  char *organisation, *written; /* name of today, and as written */
  char *title, *party;
  Link link;       /* what parts it from the one before it in the same text */
  gboolean shares; /* its organisation may be that of the names before it, too */
  gboolean direct; /* its organisation is told of itself, not inherited */
  double confidence;
} Mention;

typedef struct {
  Document *document;
  OrganisationContext *context;
  NameWords words;
  GArray *mentions;
  GHashTable *surnames;      /* last part -> full name, of those met so far */
  GHashTable *given;         /* first part -> full name; "" where several people have it */
  GHashTable *organisations; /* "UNIT VALUE" -> Finding* of the stage before */
} Search;

static void mention_clear(gpointer data) {
  Mention *mention = data;
  g_free(mention->name);
  g_free(mention->organisation);
  g_free(mention->written);
  g_free(mention->title);
  g_free(mention->party);
}

static Mention *mention_at(const Search *search, guint i) {
  return &g_array_index(search->mentions, Mention, i);
}

/* --- organisations of people ----------------------------------------------------------------------------------------
 */

static char *organisation_key(guint unit, const char *value) {
  return g_strdup_printf("%u %s", unit, value);
}

static void index_organisations(Search *search) {
  search->organisations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < search->document->findings->len; i++) {
    Finding *finding = search->document->findings->pdata[i];
    if (finding->kind == FINDING_ORGANISATION)
      g_hash_table_insert(search->organisations, organisation_key(finding->unit, finding->value), finding);
  }
}

static char *written_text(const NameWords *words, gsize start, gsize end) {
  return g_strdelimit(g_strndup(words->text + start, end - start), "\n\t", ' ');
}

static void note_affiliation(Search *search, guint unit, FindingField field, const OrganisationMention *organisation) {
  if (!search->organisations)
    index_organisations(search);
  g_autofree char *key = organisation_key(unit, organisation->value);
  Finding *finding = g_hash_table_lookup(search->organisations, key);
  if (!finding) {
    finding = finding_new(FINDING_ORGANISATION, unit, field, organisation->start, organisation->end,
                          organisation->value, "affiliation", organisation->confidence);
    g_autofree char *written = written_text(&search->words, organisation->start, organisation->end);
    finding_set_detail(finding, "abbreviation", organisation->abbreviation);
    finding_set_detail(finding, "country", organisation->country);
    finding_set_detail(finding, "as-written", written);
    finding = document_add_finding(search->document, finding);
    if (finding)
      g_hash_table_insert(search->organisations, g_steal_pointer(&key), finding);
  } else if (g_strcmp0(finding->role, "mentioned") == 0) {
    g_free(finding->role);
    finding->role = g_strdup("affiliation");
  }
}

/* --- one text -------------------------------------------------------------------------------------------------------
 */

/* What parts two names, where it is nothing but "och" or a comma. */
static Link link_of(const char *text, gsize from, gsize to) {
  static const char *const links[] = {"och", "og", "samt", "and", "&", ", och", ", samt", ", og"};
  if (to < from || to - from > 12)
    return LINK_NONE;
  g_autofree char *gap = g_strndup(text + from, to - from);
  g_strstrip(gap);
  for (gsize i = 0; i < G_N_ELEMENTS(links); i++)
    if (strcmp(gap, links[i]) == 0)
      return LINK_AND;
  return strcmp(gap, ",") == 0 ? LINK_COMMA : LINK_NONE;
}

/* Whether the word before tells what somebody is: "ordfører Kari". */
static gboolean title_before(const NameWords *words, guint i) {
  char folded[NAME_WORD_MAX];
  return i && name_words_has(words, i, NAME_WORD_SPACED) && name_words_fold(words, i - 1, folded) &&
         person_names_title(folded);
}

static char *name_text(const NameWords *words, const PersonName *name) {
  g_autofree char *written = g_strndup(words->text + name->start, name->end - name->start);
  g_auto(GStrv) parts = g_strsplit(written, " ", -1);
  GString *joined = g_string_new(NULL);
  for (char **part = parts; *part; part++)
    if (**part)
      g_string_append_printf(joined, "%s%s", joined->len ? " " : "", *part);
  return g_string_free(joined, FALSE);
}

/* "Anna Eks" is Anna Ek, where she has been named. */
static void drop_genitive(const Search *search, char *name) {
  gsize length = strlen(name);
  if (length < 4 || name[length - 1] != 's')
    return;
  const char *last = strrchr(name, ' ');
  g_autofree char *base = g_strndup(last + 1, strlen(last + 1) - 1);
  const char *known = g_hash_table_lookup(search->surnames, base);
  if (known && strncmp(known, name, length - 1) == 0 && !known[length - 1])
    name[length - 1] = '\0';
}

static void note_given(Search *search, const char *name) {
  g_autofree char *given = g_strndup(name, strcspn(name, " "));
  const char *known = g_hash_table_lookup(search->given, given);
  if (!known)
    g_hash_table_insert(search->given, g_steal_pointer(&given), g_strdup(name));
  else if (strcmp(known, name) != 0)
    g_hash_table_insert(search->given, g_steal_pointer(&given), g_strdup(""));
}

static void add(Search *search, guint unit, FindingField field, const PersonName *name, PersonAffiliation *affiliation,
                const char *role, Link link) {
  Mention mention = {.unit = unit, .field = field, .start = name->start, .end = name->end, .role = role, .link = link};
  mention.name = name_text(&search->words, name);
  drop_genitive(search, mention.name);
  mention.confidence = name->sure ? 0.9 : name->known ? 0.75 : 0.65;
  mention.direct = affiliation->organisation.value != NULL;
  mention.shares = mention.direct && affiliation->organisation.start &&
                   search->words.text[affiliation->organisation.start - 1] != '(';
  if (affiliation->organisation.value) {
    mention.organisation = g_strdup(affiliation->organisation.value);
    mention.written = written_text(&search->words, affiliation->organisation.start, affiliation->organisation.end);
    if (affiliation->organisation.confidence > 0)
      note_affiliation(search, unit, field, &affiliation->organisation);
  }
  mention.title = g_steal_pointer(&affiliation->title);
  if (!mention.title && title_before(&search->words, name->first)) {
    const NameWord *title = name_words_at(&search->words, name->first - 1);
    g_autofree char *written = written_text(&search->words, title->start, title->end);
    mention.title = g_utf8_strdown(written, -1);
  }
  mention.party = g_steal_pointer(&affiliation->party);
  const char *surname = strrchr(mention.name, ' ') + 1;
  if (strlen(surname) >= 4 && !g_hash_table_contains(search->surnames, surname))
    g_hash_table_insert(search->surnames, g_strdup(surname), g_strdup(mention.name));
  note_given(search, mention.name);
  g_array_append_val(search->mentions, mention);
}

/* An unknown first part needs a place where names stand, and a title, an organisation or a label. */
static gboolean is_name_after_all(const Search *search, const PersonName *name, const PersonAffiliation *affiliation,
                                  gboolean linked) {
  const NameWords *words = &search->words;
  if (name->sure)
    return TRUE;
  gboolean titled = title_before(words, name->first);
  gboolean told = titled || affiliation->title || affiliation->party ||
                  (affiliation->organisation.value && affiliation->organisation.confidence >= 0.7);
  gboolean labelled = person_roles_labelled(words, name->start);
  if (name->known)
    return told || labelled || linked || strchr(",(\n\t-.", words->text[name->end]) || !words->text[name->end];
  gboolean opens = titled || name_words_has(words, name->first, NAME_WORD_FIRST) || linked || labelled ||
                   (name->start > 1 && strchr(",\n\t-", words->text[name->start - 2]));
  return opens && (told || (labelled && strchr(",(\n\t", words->text[name->end])));
}

/* A given name alone, of the only one who has been named in full with it, in minutes that tell what people said. */
static void try_given(Search *search, guint unit, FindingField field, guint i) {
  const NameWords *words = &search->words;
  char text[NAME_WORD_MAX];
  const NameWord *word = name_words_at(words, i);
  const char *role = person_roles_find_after(words, word->end), *full;
  if (!role || !name_words_copy(words, i, text) || person_names_given(text, strlen(text)) != GIVEN_NAME_SURE ||
      !(full = g_hash_table_lookup(search->given, text)) || !*full)
    return;
  Mention mention = {.unit = unit,
                     .field = field,
                     .start = word->start,
                     .end = word->end,
                     .role = role,
                     .name = g_strdup(full),
                     .confidence = 0.6};
  g_array_append_val(search->mentions, mention);
}

/* A surname alone, of somebody who has been named in full. */
static void try_surname(Search *search, guint unit, FindingField field, guint i) {
  const NameWords *words = &search->words;
  char text[NAME_WORD_MAX];
  if (!g_hash_table_size(search->surnames) || name_words_has(words, i, NAME_WORD_CAPITALS) ||
      (name_words_has(words, i, NAME_WORD_SPACED) && name_words_has(words, i - 1, NAME_WORD_CAPITAL)) ||
      (name_words_has(words, i + 1, NAME_WORD_SPACED) && name_words_has(words, i + 1, NAME_WORD_CAPITAL)) ||
      !name_words_copy(words, i, text))
    return;
  const char *full = g_hash_table_lookup(search->surnames, text);
  g_autofree char *folded = full ? g_utf8_strdown(text, -1) : NULL;
  if (!full || organisations_municipality(folded) || organisations_county(folded))
    return;
  const NameWord *word = name_words_at(words, i);
  Mention mention = {.unit = unit,
                     .field = field,
                     .start = word->start,
                     .end = word->end,
                     .role = "mentioned",
                     .name = g_strdup(full),
                     .confidence = 0.6};
  g_array_append_val(search->mentions, mention);
}

/* Whether a name that begins with no known given name may stand here: at the start of a line, a cell or an item, or
 * behind a comma or "och". */
static gboolean may_be_listed(const NameWords *words, guint i) {
  const NameWord *word = name_words_at(words, i);
  if (!i || (word->flags & NAME_WORD_FIRST))
    return TRUE;
  const NameWord *before = name_words_at(words, i - 1);
  if (!(word->flags & NAME_WORD_SPACED) || title_before(words, i))
    return TRUE;
  gsize length = before->end - before->start;
  return (length == 2 || length == 3 || length == 4) && !(before->flags & NAME_WORD_CAPITAL);
}

/* The name at word `i`, and the word to go on from. */
static guint search_at(Search *search, PersonRoles *roles, guint i, const char *country, gsize *after) {
  const NameWords *words = &search->words;
  guint unit = roles->unit ? roles->unit->ordinal : 0;
  PersonName name;
  if (!person_match(words, i, may_be_listed(words, i), &name)) {
    if (g_hash_table_size(search->given))
      try_given(search, unit, roles->field, i);
    try_surname(search, unit, roles->field, i);
    return i + 1;
  }
  Link link = *after ? link_of(words->text, *after, name.start) : LINK_NONE;
  PersonAffiliation affiliation;
  if (!search->context)
    search->context = abbreviations_of_document(search->document);
  person_affiliation_read(words, &name, search->context, country, &affiliation);
  guint next = i + 1;
  if (is_name_after_all(search, &name, &affiliation, link != LINK_NONE)) {
    add(search, unit, roles->field, &name, &affiliation, person_roles_find(roles, &name, &affiliation), link);
    next = MAX(affiliation.next, name.next);
    *after = name_words_at(words, next - 1)->end;
    if (words->text[*after] == ')')
      ++*after;
  }
  person_affiliation_clear(&affiliation);
  return next;
}

#define CARD_BYTES_MAX 240

/* Where a heading is a name and nothing else, the lines below are about that person: title, organisation, addresses. */
static void read_card(Search *search, const Unit *unit, const char *country) {
  if (search->mentions->len == 0 || !unit->text || !*unit->text)
    return;
  Mention *mention = mention_at(search, search->mentions->len - 1);
  if (mention->unit != unit->ordinal || mention->field != FINDING_IN_HEADING || mention->start ||
      unit->heading[mention->end])
    return;
  const char *paragraph = strstr(unit->text, "\n\n");
  gsize length = paragraph ? (gsize)(paragraph - unit->text) : strlen(unit->text);
  g_autofree char *card = g_strdup_printf("%s\n%.*s\n", unit->heading, (int)MIN(length, CARD_BYTES_MAX), unit->text);
  g_autofree char *valid = g_utf8_make_valid(card, -1);
  name_words_read(&search->words, valid);
  PersonName name = {.first = 0, .next = name_words_find(&search->words, mention->end), .end = mention->end};
  PersonAffiliation affiliation;
  PersonRoles roles;
  person_affiliation_read(&search->words, &name, search->context, country, &affiliation);
  person_roles_init(&roles, NULL, FINDING_IN_TEXT, &search->words, FALSE);
  const char *role = person_roles_find(&roles, &name, &affiliation);
  if (strcmp(mention->role, "mentioned") == 0)
    mention->role = role;
  if (!mention->title)
    mention->title = g_steal_pointer(&affiliation.title);
  if (!mention->organisation && affiliation.organisation.value) {
    mention->organisation = g_strdup(affiliation.organisation.value);
    mention->written = written_text(&search->words, affiliation.organisation.start, affiliation.organisation.end);
    mention->direct = TRUE;
  }
  person_affiliation_clear(&affiliation);
}

static gboolean may_begin(const NameWords *words, guint i) {
  return (name_words_at(words, i)->flags & (NAME_WORD_CAPITAL | NAME_WORD_CAPITALS | NAME_WORD_DIGITS)) ==
         NAME_WORD_CAPITAL;
}

/* Hands the organisation of the last of a list on to the others: "A, B och C, SKL". */
static void share_organisations(Search *search, guint from) {
  gboolean sharing = FALSE;
  for (guint i = search->mentions->len; i-- > from + 1;) {
    Mention *mention = mention_at(search, i), *before = mention_at(search, i - 1);
    sharing = (sharing && mention->link != LINK_NONE) || (mention->link == LINK_AND && mention->shares);
    if (before->organisation || before->title)
      sharing = FALSE;
    if (!sharing)
      continue;
    before->organisation = g_strdup(mention->organisation);
    before->written = g_strdup(mention->written);
  }
}

/* Hands roles on within a list, in both directions. */
static void share_roles(Search *search, guint from) {
  for (guint i = search->mentions->len; i-- > from + 1;) {
    Mention *mention = mention_at(search, i), *before = mention_at(search, i - 1);
    if (mention->link != LINK_NONE && strcmp(before->role, "mentioned") == 0)
      before->role = mention->role;
  }
  for (guint i = from + 1; i < search->mentions->len; i++) {
    Mention *mention = mention_at(search, i);
    if (mention->link != LINK_NONE && strcmp(mention->role, "mentioned") == 0)
      mention->role = mention_at(search, i - 1)->role;
  }
}

static void search_text(Search *search, const Unit *unit, FindingField field, const char *text, const char *country,
                        gboolean deck) {
  if (!text || !*text)
    return;
  name_words_read(&search->words, text);
  PersonRoles roles;
  person_roles_init(&roles, unit, field, &search->words, deck);
  guint from = search->mentions->len;
  gsize after = 0;
  for (guint i = 0; i < search->words.words->len;)
    i = may_begin(&search->words, i) ? search_at(search, &roles, i, country, &after) : i + 1;
  share_organisations(search, from);
  share_roles(search, from);
}

/* --- the document
 * ----------------------------------------------------------------------------------------------------- */

static void set_organisation(Mention *mention, const Mention *from) {
  g_free(mention->organisation);
  g_free(mention->written);
  mention->organisation = g_strdup(from->organisation);
  mention->written = g_strdup(from->written);
}

/* What is told of somebody once holds for the whole document; what a name has from its neighbour yields to what is told
 * of itself. */
static void remember(Search *search) {
  g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint direct = 2; direct-- > 0;)
    for (guint i = 0; i < search->mentions->len; i++) {
      Mention *mention = mention_at(search, i);
      if (mention->organisation && mention->direct == (gboolean)direct && !g_hash_table_contains(told, mention->name))
        g_hash_table_insert(told, mention->name, mention);
    }
  for (guint i = 0; i < search->mentions->len; i++) {
    Mention *mention = mention_at(search, i), *first = g_hash_table_lookup(told, mention->name);
    if (first && first != mention && !mention->direct)
      set_organisation(mention, first);
  }
}

static Finding *finding_of(const Mention *mention) {
  Finding *finding = finding_new(FINDING_PERSON, mention->unit, mention->field, mention->start, mention->end,
                                 mention->name, mention->role, mention->confidence);
  finding_set_detail(finding, "organisation", mention->organisation);
  finding_set_detail(finding, "organisation-as-written", mention->written);
  finding_set_detail(finding, "title", mention->title);
  finding_set_detail(finding, "party", mention->party);
  return finding;
}

static void merge(Finding *finding, const Mention *mention) {
  if (person_role_rank(mention->role) > person_role_rank(finding->role)) {
    g_free(finding->role);
    finding->role = g_strdup(mention->role);
  }
  if (!finding_get_detail(finding, "title"))
    finding_set_detail(finding, "title", mention->title);
  if (!finding_get_detail(finding, "organisation")) {
    finding_set_detail(finding, "organisation", mention->organisation);
    finding_set_detail(finding, "organisation-as-written", mention->written);
  }
}

static void report(Search *search) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < search->mentions->len; i++) {
    const Mention *mention = mention_at(search, i);
    g_autofree char *key = organisation_key(mention->unit, mention->name);
    Finding *finding = g_hash_table_lookup(seen, key);
    if (finding)
      merge(finding, mention);
    else if ((finding = document_add_finding(search->document, finding_of(mention))))
      g_hash_table_insert(seen, g_steal_pointer(&key), finding);
  }
}

/* "Ek, Anna" and "Anna Ek" of the file's own metadata. */
static void add_authors(Search *search) {
  for (guint i = 0; i < search->document->authors->len; i++) {
    g_autofree char *author = g_strstrip(g_strdup(search->document->authors->pdata[i]));
    g_auto(GStrv) parts = g_strsplit(author, ", ", -1);
    g_autofree char *turned =
        parts[0] && parts[1] && !parts[2] ? g_strdup_printf("%s %s", parts[1], parts[0]) : g_strdup(author);
    name_words_read(&search->words, turned);
    PersonName name;
    guint count = search->words.words->len;
    if (!count || !person_match(&search->words, 0, FALSE, &name) || name.next != count)
      continue;
    document_add_finding(search->document,
                         finding_new(FINDING_PERSON, 0, FINDING_IN_METADATA, 0, 0, turned, "author", 0.8));
  }
}

/* How many units open a presentation: its first slide, and what stands before that. */
static guint count_opening(const Document *document) {
  guint count = 0;
  gboolean slide = FALSE;
  for (; count < document->units->len && count < MOST_OPENING && !slide; count++)
    slide = ((const Unit *)document->units->pdata[count])->kind == UNIT_KIND_SLIDE;
  return slide ? count : document->kind == DOCUMENT_KIND_PRESENTATION ? MIN(1u, document->units->len) : 0;
}

void stage_people(Document *document) {
  Search search = {.document = document};
  name_words_init(&search.words);
  search.mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
  g_array_set_clear_func(search.mentions, mention_clear);
  search.surnames = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  search.given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  add_authors(&search);
  guint opening = count_opening(document);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    const char *country = organisation_country(unit->language);
    gboolean deck = i < opening;
    if (!country)
      country = organisation_country(document->language);
    search_text(&search, unit, FINDING_IN_HEADING, unit->heading, country, deck);
    read_card(&search, unit, country);
    search_text(&search, unit, FINDING_IN_TEXT, unit->text, country, deck);
  }
  remember(&search);
  report(&search);
  if (search.organisations)
    g_hash_table_unref(search.organisations);
  g_hash_table_unref(search.surnames);
  g_hash_table_unref(search.given);
  g_array_unref(search.mentions);
  name_words_clear(&search.words);
  organisation_context_free(search.context);
}
