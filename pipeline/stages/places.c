/* The stage `places`: the municipalities and counties that units name, and where a meeting is held.
 *
 * Names are found in all units first, since the sure ones tell the country and the counties by which namesakes are told
 * apart. A place's role is that of its line: a venue after a label or in a meeting's headline, an affiliation after a
 * person's name, else a subject. A venue that the gazetteer does not know is kept as written. */
#include "language/gazetteer.h"
#include "pipeline/stages/place_lines.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define AGAIN 0.02 /* more confidence for each later mention */
#define MOST 0.99
#define MATCHES_MAX 20000 /* of a document */

typedef struct {
  guint unit;
  FindingField field;
  const char *text;
  guint first, after; /* its matches */
} Piece;

typedef struct {
  Document *document;
  GArray *pieces, *matches;
  double weights[GAZETTEER_COUNTRIES];
  GHashTable *counties; /* codes */
  GHashTable *seen;     /* "value role" -> Finding* of the unit at hand */
  const Finding *venue; /* the surest */
} Places;

/* --- which place ----------------------------------------------------------------------------------------------- */

static void weigh(Places *places) {
  static const char languages[][2][3] = {{"sv", ""}, {"nb", "nn"}, {"da", ""}};
  for (guint i = 0; i < places->document->units->len; i++) {
    const Unit *unit = places->document->units->pdata[i];
    for (guint country = 0; country < GAZETTEER_COUNTRIES; country++)
      if (g_str_equal(unit->language, languages[country][0]) || g_str_equal(unit->language, languages[country][1]))
        places->weights[country] += 2.0 / places->document->units->len;
  }
  for (guint i = 0; i < places->matches->len; i++) {
    const GazetteerMatch *match = &g_array_index(places->matches, GazetteerMatch, i);
    gboolean one = TRUE;
    for (guint k = 0; k < match->count; k++) {
      const GazetteerPlace *place = match->places[k];
      one &= place->country == match->places[0]->country;
      if (place->level == GAZETTEER_COUNTY && *place->code)
        g_hash_table_add(places->counties, (gpointer)place->code);
    }
    if (one)
      places->weights[match->places[0]->country] += 1;
    if (match->count == 1 && *match->places[0]->county)
      g_hash_table_add(places->counties, (gpointer)match->places[0]->county);
  }
}

static Finding *describe(const Places *places, const Piece *piece, const GazetteerMatch *match, const char *role) {
  const GazetteerPlace *place = gazetteer_choose(match, places->weights, places->counties);
  g_autofree char *written = g_strndup(piece->text + match->start, match->end - match->start);
  double confidence = match->has_level ? 0.95 : match->sure ? 0.85 : 0.75;
  const GazetteerPlace *today = place && place->successor ? place->successor : place;
  const char *value = today && *today->code ? today->code : today ? today->name : written;
  Finding *finding = finding_new(FINDING_PLACE, piece->unit, piece->field, match->start, match->end, value, role,
                                 today ? confidence : 0.4);
  finding_set_detail(finding, "name", today ? today->name : written);
  if (!today)
    return finding;
  finding_set_detail(finding, "country", gazetteer_country_name(today->country));
  finding_set_detail(finding, "level",
                     match->region                            ? "region"
                     : today->level == GAZETTEER_MUNICIPALITY ? "municipality"
                                                              : "county");
  if (place->until) {
    g_autofree char *until = g_strdup_printf("%u", place->until);
    finding_set_detail(finding, "earlier", place->name);
    finding_set_detail(finding, "until", until);
  }
  return finding;
}

/* --- findings -------------------------------------------------------------------------------------------------- */

/* Takes the finding over; the same of the same unit only makes the first surer. */
static void keep(Places *places, Finding *finding) {
  char *key = g_strconcat(finding->value, "\t", finding->role, NULL);
  Finding *first = g_hash_table_lookup(places->seen, key);
  if (first) {
    first->confidence = MIN(MAX(first->confidence, finding->confidence) + AGAIN, MOST);
    finding_free(finding);
    g_free(key);
    return;
  }
  finding = document_add_finding(places->document, finding);
  if (!finding) {
    g_free(key);
    return;
  }
  g_hash_table_insert(places->seen, key, finding);
  gboolean venue = g_str_equal(finding->role, "venue");
  if (venue && (!places->venue || places->venue->confidence < finding->confidence))
    places->venue = finding;
}

/* A name after a label needs no other sign that it is one: looked up as if a preposition stood before it. */
static gboolean keep_labelled_name(Places *places, const Piece *piece, const TextRange *part) {
  g_autoptr(GString) text = g_string_new("i ");
  g_string_append_len(text, piece->text + part->start, (gssize)(part->end - part->start));
  g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(GazetteerMatch));
  gazetteer_find(text->str, text->len, matches);
  if (matches->len == 0)
    return FALSE;
  GazetteerMatch match = g_array_index(matches, GazetteerMatch, 0);
  if (match.start != 2 && !match.region)
    return FALSE;
  match.start += part->start - 2;
  match.end += part->start - 2;
  match.name_end += part->start - 2;
  keep(places, describe(places, piece, &match, "venue"));
  return TRUE;
}

static gboolean has_match(const Places *places, const Piece *piece, const TextRange *range) {
  for (guint i = piece->first; i < piece->after; i++) {
    const GazetteerMatch *match = &g_array_index(places->matches, GazetteerMatch, i);
    if (match->start >= range->start && match->end <= range->end)
      return TRUE;
  }
  return FALSE;
}

/* What a venue's label or headline names, where none of the names found lies in it. */
static void keep_venue(Places *places, const Piece *piece, const PlaceVenue *venue) {
  if (has_match(places, piece, &venue->range))
    return;
  TextRange part = {venue->range.start, venue->range.start}, named = {0};
  for (guint i = 0; place_lines_next_part(piece->text, &venue->range, &part); i++) {
    /* A headline begins with what the meeting is. */
    if (!venue->labelled && i == 0)
      continue;
    if (keep_labelled_name(places, piece, &part))
      return;
    if (venue->labelled ? named.end == 0 && place_lines_is_name(piece->text, &part)
                        : part.end == venue->range.end && place_lines_is_short_name(piece->text, &part))
      named = part;
  }
  if (named.end == 0)
    return;
  g_autofree char *written = g_strndup(piece->text + named.start, named.end - named.start);
  Finding *finding = finding_new(FINDING_PLACE, piece->unit, piece->field, named.start, named.end, written, "venue",
                                 venue->labelled ? 0.6 : 0.4);
  finding_set_detail(finding, "name", written);
  keep(places, finding);
}

static void find_roles(Places *places, const Piece *piece) {
  g_autoptr(GArray) venues = g_array_new(FALSE, FALSE, sizeof(PlaceVenue));
  place_lines_find_venues(piece->text, piece->field, venues);
  guint next = 0;
  for (guint i = piece->first; i < piece->after; i++) {
    const GazetteerMatch *match = &g_array_index(places->matches, GazetteerMatch, i);
    while (next < venues->len && g_array_index(venues, PlaceVenue, next).range.end < match->end)
      next++;
    const PlaceVenue *venue = next < venues->len ? &g_array_index(venues, PlaceVenue, next) : NULL;
    const char *role = "subject";
    if (venue && venue->range.start <= match->start &&
        (venue->labelled || place_lines_is_at(piece->text, venue, match->start)))
      role = "venue";
    else if (place_lines_is_affiliation(piece->text, match->start, match->end))
      role = "affiliation";
    keep(places, describe(places, piece, match, role));
  }
  for (guint i = 0; i < venues->len; i++)
    keep_venue(places, piece, &g_array_index(venues, PlaceVenue, i));
}

static void search(Places *places, guint unit, FindingField field, const char *text) {
  if (!text || !*text || places->matches->len > MATCHES_MAX)
    return;
  Piece piece = {.unit = unit, .field = field, .text = text, .first = places->matches->len};
  gazetteer_find(text, strlen(text), places->matches);
  piece.after = places->matches->len;
  g_array_append_val(places->pieces, piece);
}

void stage_places(Document *document) {
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(GazetteerMatch));
  g_autoptr(GHashTable) counties = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Places places = {.document = document, .pieces = pieces, .matches = matches, .counties = counties, .seen = seen};
  search(&places, 0, FINDING_IN_TITLE, document->title);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    search(&places, unit->ordinal, FINDING_IN_HEADING, unit->heading);
    search(&places, unit->ordinal, FINDING_IN_TEXT, unit->text);
  }
  weigh(&places);
  guint last = 0;
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    if (piece->unit != last)
      g_hash_table_remove_all(seen);
    last = piece->unit;
    find_roles(&places, piece);
  }
  if (!document->place && places.venue)
    document_set_string(&document->place, finding_get_detail(places.venue, "name"));
}
