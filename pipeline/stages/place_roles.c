/* Roles of places. */
#include "pipeline/stages/place_roles.h"

#include "pipeline/stages/meeting_labels.h"
#include "pipeline/stages/place_words.h"

#include <string.h>

#define HEAD_LINES 14     /* lines of the first unit in which a meeting tells where it is */
#define HEAD_UNITS 2      /* units that make the head: on the web, the first may tell who uploaded */
#define HEAD_NEAR 48      /* bytes from the words that make it one to a venue */
#define LONGEST_RANGE 512 /* bytes of one range; so that those about a mention are found without looking at all */
#define LONGEST_HEAD 200  /* bytes of such a line */
#define NEAR_PERSON 160   /* bytes from a person's name to the organisation told of it */

typedef struct {
  gsize start, end;
  enum { RANGE_AFFILIATION, RANGE_VENUE, RANGE_HEAD } kind;
} RoleRange;

static gboolean is_affiliated(const Finding *finding) {
  return finding->kind == FINDING_ORGANISATION && g_strcmp0(finding->role, "affiliation") == 0;
}

static void add_range(PlaceRoles *roles, gsize start, gsize end, guint kind) {
  RoleRange range = {start, MIN(end, start + LONGEST_RANGE), kind};
  g_array_append_val(roles->ranges, range);
}

/* "Gunnvald Sisjord, Bø kommune": the organisation as written stands a little behind the name, or before it. */
static void add_organisation_of(PlaceRoles *roles, const Finding *person, const char *text, gsize length) {
  const char *written = finding_get_detail(person, "organisation-as-written");
  if (!written || person->start > length)
    return;
  gsize from = person->start > NEAR_PERSON ? person->start - NEAR_PERSON : 0;
  const char *found = g_strstr_len(text + person->start, (gssize)MIN(length - person->start, 2 * NEAR_PERSON), written);
  if (!found)
    found = g_strstr_len(text + from, (gssize)(person->start - from), written);
  if (found)
    add_range(roles, (gsize)(found - text), (gsize)(found - text) + strlen(written), RANGE_AFFILIATION);
}

/* "Gro Haukeland, folkehelsekoordinator i Bjørnafjorden", "Jan Hagen i Aure": to the end of the clause behind a name.
 */
static void add_clause_behind(PlaceRoles *roles, const Finding *person, const char *text, gsize whole) {
  static const char *const begins[] = {", ", " i ", " (", " fra ", " från ", " frå "};
  if (person->end > whole)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(begins); i++)
    if (strncmp(text + person->end, begins[i], strlen(begins[i])) == 0) {
      gsize length = 0, most = MIN(whole - person->end, NEAR_PERSON);
      while (length < most && !strchr(".!?;:\n\t", text[person->end + length]))
        length++;
      add_range(roles, person->end, person->end + length, RANGE_AFFILIATION);
      return;
    }
}

static void add_affiliations(PlaceRoles *roles, guint unit, FindingField field, const char *text) {
  const GPtrArray *list = g_hash_table_lookup(roles->by_unit, GUINT_TO_POINTER(unit));
  gsize whole = strlen(text);
  for (guint i = 0; list && i < list->len; i++) {
    const Finding *finding = list->pdata[i];
    if (finding->field != field)
      continue;
    if (finding->kind == FINDING_ORGANISATION)
      add_range(roles, finding->start, finding->end, RANGE_AFFILIATION);
    else {
      add_organisation_of(roles, finding, text, whole);
      add_clause_behind(roles, finding, text, whole);
    }
  }
}

static gboolean is_meeting_like(const Document *document) {
  return document->kind == DOCUMENT_KIND_MEETING || document->kind == DOCUMENT_KIND_PRESENTATION;
}

/* A line that tells a day, or names a meeting, where a meeting tells of itself: what stands within HEAD_NEAR bytes of
 * these words. Empty where it is none. */
static TextSpan head_part(PlaceRoles *roles, TextSpan line) {
  TextSpan none = {line.start, 0};
  if (line.length == 0 || line.length > LONGEST_HEAD)
    return none;
  char text[LONGEST_HEAD + 1];
  memcpy(text, line.start, line.length);
  text[line.length] = '\0';
  name_words_read(&roles->words, text);
  gboolean month = FALSE, meeting = FALSE, digits = FALSE;
  gsize from = line.length, to = 0;
  for (guint i = 0; i < roles->words.words->len; i++) {
    char word[NAME_WORD_MAX];
    if (!name_words_fold(&roles->words, i, word))
      continue;
    digits |= name_words_has(&roles->words, i, NAME_WORD_DIGITS);
    gboolean is_month = place_word_is_month(word), is_meeting = place_word_is_meeting(word);
    month |= is_month;
    meeting |= is_meeting;
    if (is_month || is_meeting) {
      from = MIN(from, name_words_at(&roles->words, i)->start);
      to = name_words_at(&roles->words, i)->end;
    }
  }
  gboolean dated = month && digits;
  if (!(is_meeting_like(roles->document) ? meeting || dated : meeting && dated))
    return none;
  from = from > HEAD_NEAR ? from - HEAD_NEAR : 0;
  return (TextSpan){line.start + from, MIN(line.length, to + HEAD_NEAR) - from};
}

static gboolean is_venue_label(const char *role) {
  return g_strcmp0(role, "venue") == 0 || g_strcmp0(role, "when-and-venue") == 0;
}

/* The lines that tell where: behind or below a label, and those of the head. */
static void add_venues(PlaceRoles *roles, const Unit *unit, const char *text) {
  TextSpan rest = span_of(text), line;
  gboolean below = unit->heading && is_venue_label(meeting_label_role(span_of(unit->heading)));
  gboolean head = unit->ordinal <= HEAD_UNITS;
  for (guint count = 0; span_next_line(&rest, &line);) {
    MeetingLine parsed;
    if (span_is_blank(line))
      continue;
    count++;
    TextSpan value = {0};
    guint kind = RANGE_VENUE;
    gboolean labelled = meeting_line_parse(line, &parsed);
    if (labelled && is_venue_label(parsed.role))
      value = parsed.value;
    else if (!labelled && below)
      value = line;
    else if (!labelled && head && count <= HEAD_LINES) {
      value = head_part(roles, line);
      kind = RANGE_HEAD;
    }
    below = labelled && is_venue_label(parsed.role) && !parsed.value.length;
    if (value.length)
      add_range(roles, (gsize)(value.start - text), (gsize)(value.start - text) + value.length, kind);
  }
}

static gint by_start(gconstpointer a, gconstpointer b) {
  gsize x = ((const RoleRange *)a)->start, y = ((const RoleRange *)b)->start;
  return (x > y) - (x < y);
}

static void take_ranges(PlaceRoles *roles, const Unit *unit, FindingField field, const char *text) {
  g_array_set_size(roles->ranges, 0);
  guint ordinal = unit ? unit->ordinal : 0;
  add_affiliations(roles, ordinal, field, text);
  if (unit && field == FINDING_IN_TEXT)
    add_venues(roles, unit, text);
  else if (ordinal <= HEAD_UNITS) {
    TextSpan part = head_part(roles, span_of(text));
    gsize start = (gsize)(part.start - text);
    if (part.length)
      add_range(roles, start, start + part.length, RANGE_HEAD);
  }
  g_array_sort(roles->ranges, by_start);
}

static const char *text_of(const PlaceRoles *roles, guint ordinal, FindingField field) {
  if (field == FINDING_IN_TITLE)
    return roles->document->title;
  const Unit *unit = document_get_unit(roles->document, ordinal);
  return field == FINDING_IN_HEADING ? unit->heading : unit->text;
}

/* How many ranges begin at or before a byte. */
static guint ranges_before(const PlaceRoles *roles, gsize byte) {
  guint low = 0, high = roles->ranges->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(roles->ranges, RoleRange, middle).start <= byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* A body that is named in the head is not yet where the meeting is. */
const char *place_roles_find(PlaceRoles *roles, const PlaceMention *mention) {
  if (mention->unit != roles->unit || mention->field != roles->field) {
    roles->unit = mention->unit;
    roles->field = mention->field;
    take_ranges(roles, document_get_unit(roles->document, mention->unit), mention->field,
                text_of(roles, mention->unit, mention->field));
  }
  gboolean body = mention->municipality || mention->county;
  const char *role = mention->behind_person ? "affiliation" : "subject";
  for (guint i = ranges_before(roles, mention->start); i-- > 0;) {
    const RoleRange *range = &g_array_index(roles->ranges, RoleRange, i);
    if (range->start + LONGEST_RANGE < mention->start)
      break;
    if (mention->end > range->end)
      continue;
    if (range->kind == RANGE_VENUE)
      return "venue";
    if (range->kind == RANGE_AFFILIATION)
      role = "affiliation";
    else if (!body && strcmp(role, "subject") == 0)
      role = "venue";
  }
  return role;
}

guint place_role_rank(const char *role) {
  return g_strcmp0(role, "venue") == 0 ? 2 : g_strcmp0(role, "affiliation") == 0 ? 1 : 0;
}

static void index_findings(PlaceRoles *roles) {
  for (guint i = 0; i < roles->document->findings->len; i++) {
    Finding *finding = roles->document->findings->pdata[i];
    if (finding->kind != FINDING_PERSON && !is_affiliated(finding))
      continue;
    gpointer key = GUINT_TO_POINTER(finding->unit);
    GPtrArray *list = g_hash_table_lookup(roles->by_unit, key);
    if (!list)
      g_hash_table_insert(roles->by_unit, key, list = g_ptr_array_new());
    g_ptr_array_add(list, finding);
  }
}

void place_roles_init(PlaceRoles *roles, const Document *document) {
  *roles = (PlaceRoles){.document = document, .field = FINDING_IN_METADATA};
  name_words_init(&roles->words);
  roles->by_unit = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  roles->ranges = g_array_new(FALSE, FALSE, sizeof(RoleRange));
  index_findings(roles);
}

void place_roles_clear(PlaceRoles *roles) {
  name_words_clear(&roles->words);
  g_hash_table_unref(roles->by_unit);
  g_array_unref(roles->ranges);
}
