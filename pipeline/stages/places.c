/* The places that a document names: one finding for each unit and place, with what it is there: the venue of a
 * meeting, where somebody or a body that speaks is at home, or what the text is about. */
#include "pipeline/stages/meeting_labels.h"
#include "pipeline/stages/organisation_names.h"
#include "pipeline/stages/place_roles.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define LONG_LIST 3       /* places in a row that need no other proof */
#define UNKNOWN_VENUE 0.5 /* confidence of a venue that the gazetteer does not know */
#define UNRESOLVED 0.5    /* of one of several places of a name */
#define LONGEST_VENUE 120 /* bytes of a venue that is kept as written */

typedef struct {
  Document *document;
  NameWords words;
  PlacePeople people;
  PlaceRoles roles;
  GArray *mentions;     /* PlaceMention */
  GPtrArray *counties;  /* GazetteerPlace*, that the document names */
  GHashTable *accepted; /* GPtrArray* of the names that are places somewhere */
  GHashTable *seen;     /* "UNIT CODE" -> Finding* */
} Search;

static PlaceMention *mention_at(const Search *search, guint i) {
  return &g_array_index(search->mentions, PlaceMention, i);
}

/* --- which names are places ------------------------------------------------------------------------------------- */

static void find_mentions(Search *search) {
  const Document *document = search->document;
  const char *country = organisation_country(document->language);
  if (document->title && (document->units->len == 0 ||
                          g_strcmp0(((const Unit *)document->units->pdata[0])->heading, document->title) != 0)) {
    name_words_read(&search->words, document->title);
    place_mentions_find(search->mentions, &search->words, &search->people, 0, FINDING_IN_TITLE, country);
  }
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    const char *own = organisation_country(unit->language);
    own = own ? own : country;
    name_words_read(&search->words, unit->heading);
    place_mentions_find(search->mentions, &search->words, &search->people, unit->ordinal, FINDING_IN_HEADING, own);
    name_words_read(&search->words, unit->text);
    place_mentions_find(search->mentions, &search->words, &search->people, unit->ordinal, FINDING_IN_TEXT, own);
  }
}

static void accept(Search *search, const PlaceMention *mention) {
  g_hash_table_add(search->accepted, (gpointer)mention->places);
}

/* In a list with sure places the others are places as well. */
static void spread_along_lists(Search *search) {
  for (guint i = 1; i < search->mentions->len; i++) {
    PlaceMention *mention = mention_at(search, i);
    const PlaceMention *before = mention_at(search, i - 1);
    if (mention->linked && mention->trust != PLACE_BLOCKED && before->trust >= PLACE_LIKELY)
      mention->trust = MAX(mention->trust, PLACE_LIKELY);
  }
  for (guint i = search->mentions->len; i-- > 1;) {
    PlaceMention *before = mention_at(search, i - 1);
    const PlaceMention *mention = mention_at(search, i);
    if (mention->linked && before->trust != PLACE_BLOCKED && mention->trust >= PLACE_LIKELY)
      before->trust = MAX(before->trust, PLACE_LIKELY);
  }
}

static gboolean is_in_country(const GPtrArray *places, const char *country) {
  for (guint i = 0; i < places->len; i++)
    if (g_strcmp0(((const GazetteerPlace *)places->pdata[i])->country, country) == 0)
      return TRUE;
  return FALSE;
}

/* A list of three and more names of one country needs no other proof: no sentence has so many such words in a row. */
static void trust_long_lists(Search *search) {
  for (guint from = 0, to; from < search->mentions->len; from = to) {
    for (to = from + 1; to < search->mentions->len && mention_at(search, to)->linked; to++)
      ;
    for (guint i = from; to - from >= LONG_LIST && i < to; i++) {
      PlaceMention *mention = mention_at(search, i);
      if (mention->trust == PLACE_UNLIKELY || mention->trust == PLACE_POSSIBLE)
        mention->trust = is_in_country(mention->places, mention->country) ? PLACE_LIKELY : PLACE_POSSIBLE;
    }
  }
}

/* Everyday words within a sentence are places where the document names others of the country. */
static void settle_possible(Search *search) {
  GHashTable *countries = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < search->mentions->len; i++) {
    const PlaceMention *mention = mention_at(search, i);
    if (mention->trust >= PLACE_LIKELY)
      g_hash_table_add(countries, ((GazetteerPlace *)mention->places->pdata[0])->country);
  }
  for (guint i = 0; i < search->mentions->len; i++) {
    PlaceMention *mention = mention_at(search, i);
    const char *country = mention->country ? mention->country : ((GazetteerPlace *)mention->places->pdata[0])->country;
    if (mention->trust == PLACE_POSSIBLE && is_in_country(mention->places, country) &&
        g_hash_table_contains(countries, country))
      mention->trust = PLACE_LIKELY;
  }
  g_hash_table_unref(countries);
}

/* What is a place once is one wherever nothing speaks against it. */
static void settle_repeated(Search *search) {
  for (guint i = 0; i < search->mentions->len; i++)
    if (mention_at(search, i)->trust >= PLACE_LIKELY)
      accept(search, mention_at(search, i));
}

static void note_counties(Search *search) {
  GazetteerContext context = {.county = TRUE};
  for (guint i = 0; i < search->mentions->len; i++) {
    const PlaceMention *mention = mention_at(search, i);
    gboolean sure;
    const GazetteerPlace *first = mention->places->pdata[0];
    if (mention->trust < PLACE_LIKELY || mention->municipality ||
        (!mention->county && first->level != GAZETTEER_COUNTY))
      continue;
    context.country = mention->country;
    const GazetteerPlace *county = gazetteer_choose(mention->places, &context, &sure);
    if (county && county->level == GAZETTEER_COUNTY && !g_ptr_array_find(search->counties, county, NULL))
      g_ptr_array_add(search->counties, (gpointer)county);
  }
}

/* --- findings ----------------------------------------------------------------------------------------------------- */

static const GazetteerPlace *resolve(Search *search, guint i, gboolean *sure) {
  const PlaceMention *mention = mention_at(search, i);
  GazetteerContext context = {.country = mention->country,
                              .counties = search->counties,
                              .county = mention->county,
                              .municipality = mention->municipality};
  if (!mention->within)
    return gazetteer_choose(mention->places, &context, sure);
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  gboolean ignored;
  GazetteerContext county = {.country = mention->country, .county = TRUE};
  gpointer place = (gpointer)gazetteer_choose(mention_at(search, i + 1)->places, &county, &ignored);
  g_ptr_array_add(one, place);
  context.counties = one;
  return gazetteer_choose(mention->places, &context, sure);
}

/* The first venue that is a municipality is where the document's meeting was, in place of a venue as written. */
static void set_place(Document *document, const GazetteerPlace *place) {
  g_autofree char *folded = document->place ? g_utf8_strdown(document->place, -1) : NULL;
  if (place->level == GAZETTEER_MUNICIPALITY && (!folded || !gazetteer_find(folded)))
    document_set_string(&document->place, place->name);
}

static void add_finding(Search *search, const PlaceMention *mention, const GazetteerPlace *place, const char *role,
                        double confidence) {
  g_autofree char *key = g_strdup_printf("%u %s", mention->unit, place->code);
  Finding *before = g_hash_table_lookup(search->seen, key);
  if (strcmp(role, "venue") == 0)
    set_place(search->document, place);
  if (before) {
    before->confidence = MAX(before->confidence, confidence);
    if (place_role_rank(role) > place_role_rank(before->role)) {
      g_free(before->role);
      before->role = g_strdup(role);
    }
    return;
  }
  Finding *finding = finding_new(FINDING_PLACE, mention->unit, mention->field, mention->start, mention->end,
                                 place->code, role, confidence);
  finding_set_detail(finding, "name", place->name);
  finding_set_detail(finding, "country", place->country);
  finding = document_add_finding(search->document, finding);
  if (finding)
    g_hash_table_insert(search->seen, g_steal_pointer(&key), finding);
}

static void add_findings(Search *search) {
  for (guint i = 0; i < search->mentions->len; i++) {
    const PlaceMention *mention = mention_at(search, i);
    gboolean sure;
    if (mention->trust == PLACE_BLOCKED || !g_hash_table_contains(search->accepted, mention->places))
      continue;
    const GazetteerPlace *place = resolve(search, i, &sure);
    if (!place)
      continue;
    double confidence = !sure ? UNRESOLVED : mention->trust == PLACE_CERTAIN ? 0.95 : mention->ambiguous ? 0.7 : 0.9;
    add_finding(search, mention, place, place_roles_find(&search->roles, mention), confidence);
  }
}

/* --- venues that nobody knows ------------------------------------------------------------------------------------- */

/* Whether a mention stands before a byte of a unit's text. */
static gboolean is_before(const PlaceMention *mention, guint unit, gsize start) {
  if (mention->unit != unit)
    return mention->unit < unit;
  return mention->field != FINDING_IN_TEXT || mention->start < start;
}

static gboolean has_venue(const Search *search, guint unit, gsize start, gsize end) {
  guint low = 0, high = search->mentions->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (is_before(mention_at(search, middle), unit, start))
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < search->mentions->len; low++) {
    const PlaceMention *mention = mention_at(search, low);
    if (mention->unit != unit || mention->end > end)
      return FALSE;
    if (mention->trust != PLACE_BLOCKED && g_hash_table_contains(search->accepted, mention->places))
      return TRUE;
  }
  return FALSE;
}

/* What stands behind a venue's label, up to the first comma. */
static void add_unknown_venue(Search *search, const Unit *unit, TextSpan value) {
  gsize start = (gsize)(value.start - unit->text);
  if (has_venue(search, unit->ordinal, start, start + value.length))
    return;
  gsize length = 0;
  while (length < value.length && !strchr(",;(\t", value.start[length]))
    length++;
  value = span_trim((TextSpan){value.start, length});
  if (!span_has_letter(value) || value.length > LONGEST_VENUE)
    return;
  g_autofree char *text = span_dup(value);
  g_autofree char *key = g_strdup_printf("%u %s", unit->ordinal, text);
  if (g_hash_table_contains(search->seen, key))
    return;
  start = (gsize)(value.start - unit->text);
  Finding *finding =
      document_add_finding(search->document, finding_new(FINDING_PLACE, unit->ordinal, FINDING_IN_TEXT, start,
                                                         start + value.length, text, "venue", UNKNOWN_VENUE));
  if (!finding)
    return;
  finding_set_detail(finding, "name", text);
  g_hash_table_insert(search->seen, g_steal_pointer(&key), finding);
}

static void add_unknown_venues(Search *search) {
  const Document *document = search->document;
  if (document->kind != DOCUMENT_KIND_MEETING)
    return;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    TextSpan rest = span_of(unit->text), line;
    MeetingLine parsed;
    while (span_next_line(&rest, &line))
      if (meeting_line_parse(line, &parsed) && strcmp(parsed.role, "venue") == 0 && parsed.value.length)
        add_unknown_venue(search, unit, parsed.value);
  }
}

/* --- the stage ---------------------------------------------------------------------------------------------------- */

void stage_places(Document *document) {
  Search search = {.document = document};
  name_words_init(&search.words);
  place_people_init(&search.people, document);
  search.mentions = g_array_new(FALSE, FALSE, sizeof(PlaceMention));
  search.counties = g_ptr_array_new();
  search.accepted = g_hash_table_new(NULL, NULL);
  search.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  find_mentions(&search);
  trust_long_lists(&search);
  spread_along_lists(&search);
  settle_possible(&search);
  settle_repeated(&search);
  note_counties(&search);
  place_roles_init(&search.roles, document);
  add_findings(&search);
  add_unknown_venues(&search);
  place_roles_clear(&search.roles);
  g_hash_table_unref(search.seen);
  g_hash_table_unref(search.accepted);
  g_ptr_array_unref(search.counties);
  g_array_unref(search.mentions);
  place_people_clear(&search.people);
  name_words_clear(&search.words);
}
