/* The organisations that a document names: one finding for each unit and organisation, with what it does there. */
#include "language/organisations.h"

#include "pipeline/stages/abbreviations.h"
#include "pipeline/stages/organisation_roles.h"
#include "pipeline/stages/stage.h"

#include <string.h>

typedef struct {
  Document *document;
  OrganisationContext *context;
  NameWords words;
  GHashTable *seen; /* value -> Finding*, of the unit in hand */
} Search;

static void take(Search *search, guint unit, FindingField field, const OrganisationMention *mention, const char *role) {
  Finding *before = g_hash_table_lookup(search->seen, mention->value);
  if (before) {
    if (organisation_role_rank(role) > organisation_role_rank(before->role)) {
      g_free(before->role);
      before->role = g_strdup(role);
    }
    return;
  }
  Finding *finding = finding_new(FINDING_ORGANISATION, unit, field, mention->start, mention->end, mention->value, role,
                                 mention->confidence);
  g_autofree char *written = g_strndup(search->words.text + mention->start, mention->end - mention->start);
  g_strdelimit(written, "\n\t", ' ');
  finding_set_detail(finding, "abbreviation", mention->abbreviation);
  finding_set_detail(finding, "country", mention->country);
  finding_set_detail(finding, "as-written", written);
  finding = document_add_finding(search->document, finding);
  if (finding)
    g_hash_table_insert(search->seen, g_strdup(finding->value), finding);
}

static void search_text(Search *search, guint unit, FindingField field, const char *text, const char *country,
                        const char *heading) {
  if (!text || !*text)
    return;
  NameWords *words = &search->words;
  name_words_read(words, text);
  OrganisationRoles roles;
  organisation_roles_init(&roles, words, heading);
  for (guint i = 0; i < words->words->len;) {
    OrganisationMention mention = {0};
    if (!organisation_may_begin(words, i) || !organisation_match(words, i, search->context, country, &mention)) {
      i++;
      continue;
    }
    take(search, unit, field, &mention, organisation_roles_find(&roles, &mention));
    i = MAX(mention.next, i + 1);
    organisation_mention_clear(&mention);
  }
}

/* Who invites is the document's organiser, where nothing else has said so. */
static void set_organiser(Document *document) {
  for (guint i = 0; i < document->findings->len && !document->organiser; i++) {
    const Finding *finding = document->findings->pdata[i];
    if (finding->kind == FINDING_ORGANISATION && g_strcmp0(finding->role, "organiser") == 0)
      document->organiser = g_strdup(finding->value);
  }
}

void stage_organisations(Document *document) {
  Search search = {.document = document, .context = abbreviations_of_document(document)};
  name_words_init(&search.words);
  search.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (document->units->len == 0 || g_strcmp0(((const Unit *)document->units->pdata[0])->heading, document->title) != 0)
    search_text(&search, 0, FINDING_IN_TITLE, document->title, organisation_country(document->language), NULL);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    const char *country = organisation_country(unit->language);
    if (!country)
      country = organisation_country(document->language);
    g_hash_table_remove_all(search.seen);
    search_text(&search, unit->ordinal, FINDING_IN_HEADING, unit->heading, country, NULL);
    search_text(&search, unit->ordinal, FINDING_IN_TEXT, unit->text, country, unit->heading);
  }
  set_organiser(document);
  g_hash_table_unref(search.seen);
  name_words_clear(&search.words);
  organisation_context_free(search.context);
}
