/* Labels, headlines and lists of persons. Reads no further than a line, and a bounded part of it. */
#include "pipeline/stages/place_lines.h"

#include <string.h>

#define LABEL_BYTES 32
#define VALUE_BYTES 200
#define NAME_BYTES 80
#define PERSON_BYTES 160 /* before the name that are looked at for a person */

/* --- small readings -------------------------------------------------------------------------------------------- */

static gboolean is_capital_at(const char *text) {
  return g_unichar_isupper(g_utf8_get_char(text));
}

static gboolean is_trail(char byte) {
  return ((guint8)byte & 0xC0) == 0x80;
}

static TextRange trim(const char *text, TextRange range) {
  while (range.start < range.end && strchr(" \t\n", text[range.start]))
    range.start++;
  while (range.end > range.start && strchr(" \t\n.", text[range.end - 1]))
    range.end--;
  return range;
}

/* Whether the lower-case form of `word` is in the list, spaces around each of its words. */
static gboolean in_list(const char *list, const char *word, gsize length) {
  if (length == 0 || length > LABEL_BYTES)
    return FALSE;
  g_autofree char *lower = g_utf8_strdown(word, (gssize)length);
  g_autofree char *key = g_strconcat("|", lower, "|", NULL);
  return strstr(list, key) != NULL;
}

/* --- venues ---------------------------------------------------------------------------------------------------- */

static const char labels[] =
    "|plats|platsen|sted|stad|lokal|lokaler|lokale|tid och plats|tid & plats|plats och tid|tid og sted|sted og tid|"
    "tid og stad|stad og tid|tid/plats|plats/tid|tid/sted|sted/tid|tid/stad|stad/tid|dato og sted|datum och plats|"
    "datum, plats|møtested|møtestad|møteplass|mötesplats|mødested|mötesort|møtelokale|möteslokal|möteslokal|var|hvor|"
    "kvar|när och var|var och när|når og hvor|hvor og når|hvornår og hvor|når og kvar|samlingsplats|ort|konferensort|"
    "lokal/plats|plats/lokal|sal|venue|place|location|where|time and place|sammanträdesplats|kursort|kurssted|"
    "kursplats|arrangementssted|plads|adress|adresse|besöksadress|mødelokale|";

/* The bytes of a label at the line's start and of the sign after it; 0 where there is none. *alone: it is all of the
 * line. */
static gsize read_label(const char *text, gsize start, gsize end, gboolean *alone) {
  if (start == end || !strchr("PLSTDMNVHKOWA", text[start]))
    return 0;
  gsize at = start;
  while (at < end && at - start <= LABEL_BYTES && text[at] != ':' && text[at] != '\t')
    at++;
  if (at - start > LABEL_BYTES)
    return 0;
  TextRange label = trim(text, (TextRange){start, at});
  if (!in_list(labels, text + label.start, label.end - label.start))
    return 0;
  TextRange rest = trim(text, (TextRange){MIN(at + 1, end), end});
  *alone = rest.start == rest.end;
  return MIN(at + 1, end) - start;
}

/* The first cell of the range with text in it. */
static TextRange first_cell(const char *text, TextRange range) {
  range = trim(text, range);
  const char *tab = memchr(text + range.start, '\t', range.end - range.start);
  if (tab)
    range.end = (gsize)(tab - text);
  if (range.end - range.start > VALUE_BYTES) {
    range.end = range.start + VALUE_BYTES;
    while (is_trail(text[range.end]))
      range.end--;
  }
  return range;
}

/* Endings of words that name a meeting, and words before its place. */
static gboolean names_meeting(const char *text) {
  static const char *const words[] = {"möte",      "møte",       "møde",       "samling",   "seminar",
                                      "konferens", "konferanse", "konference", "workshop",  "träff",
                                      "treff",     "kurs",       "temadag",    "fagdag",    "utbildning",
                                      "dagarna",   "dagene",     "nätverks",   "studieres", "sammanträde",
                                      "hearing",   "kongress",   "stämma",     "webinar",   "forum"};
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(lower, words[i]))
      return TRUE;
  return FALSE;
}

void place_lines_find_venues(const char *text, FindingField field, GArray *venues) {
  gsize length = strlen(text);
  if (field != FINDING_IN_TEXT) {
    if (length <= VALUE_BYTES && names_meeting(text)) {
      PlaceVenue venue = {.range = {0, length}};
      g_array_append_val(venues, venue);
    }
    return;
  }
  gboolean open = FALSE; /* a label stood alone on the line before */
  for (gsize start = 0; start < length;) {
    const char *line_end = memchr(text + start, '\n', length - start);
    gsize end = line_end ? (gsize)(line_end - text) : length;
    gboolean alone = FALSE;
    gsize label = read_label(text, start, end, &alone);
    if ((label && !alone) || (!label && open && end > start)) {
      PlaceVenue venue = {.range = first_cell(text, (TextRange){start + label, end}), .labelled = TRUE};
      g_array_append_val(venues, venue);
    }
    open = (label && alone) || (open && end == start);
    start = end + 1;
  }
}

gboolean place_lines_is_at(const char *text, const PlaceVenue *venue, gsize start) {
  gsize at = start;
  while (at > venue->range.start && text[at - 1] == ' ')
    at--;
  if (at == venue->range.start)
    return FALSE;
  if (strchr(",:-(", text[at - 1]) || (at >= 3 && memcmp(text + at - 3, "\xE2\x80\x93", 3) == 0))
    return TRUE;
  gsize word = at;
  while (word > venue->range.start && !strchr(" \n\t", text[word - 1]))
    word--;
  return in_list("|i|på|in|ved|vid|", text + word, at - word);
}

gboolean place_lines_next_part(const char *text, const TextRange *range, TextRange *part) {
  gsize start = part->end;
  while (start < range->end) {
    gsize end = start;
    while (end < range->end && !strchr(",;(", text[end]) && strncmp(text + end, " - ", 3) != 0 &&
           strncmp(text + end, " \xE2\x80\x93 ", 5) != 0)
      end++;
    TextRange found = trim(text, (TextRange){start, end});
    while (found.start < found.end && strchr("-,;() ", text[found.start]))
      found.start++;
    if (found.start < found.end && strncmp(text + found.start, "\xE2\x80\x93 ", 4) == 0)
      found.start += 4;
    while (found.end > found.start && text[found.end - 1] == ')')
      found.end--;
    if (found.start < found.end) {
      *part = found;
      part->end = found.end;
      return TRUE;
    }
    start = end + 1;
    while (start < range->end && is_trail(text[start]))
      start++;
  }
  return FALSE;
}

gboolean place_lines_is_name(const char *text, const TextRange *part) {
  static const char days[] = "|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mandag|tirsdag|lørdag|søndag|måndagen|"
                             "tisdagen|onsdagen|torsdagen|fredagen|laurdag|sundag|tysdag|kl|klockan|dato|datum|";
  gsize length = part->end - part->start;
  if (length < 2 || length > NAME_BYTES || !is_capital_at(text + part->start))
    return FALSE;
  gsize word = 0, digits = 0;
  while (word < length && text[part->start + word] != ' ')
    word++;
  for (gsize i = part->start; i < part->end; i++)
    digits += text[i] == ':' ? 4 : g_ascii_isdigit(text[i]);
  return digits <= 3 && !in_list(days, text + part->start, word);
}

gboolean place_lines_is_short_name(const char *text, const TextRange *part) {
  gsize length = part->end - part->start;
  if (!place_lines_is_name(text, part) || memchr(text + part->start, ' ', length))
    return FALSE;
  for (gsize i = part->start; i < part->end; i++)
    if (g_ascii_isdigit(text[i]) || text[i] == ':' || text[i] == '/')
      return FALSE;
  g_autofree char *word = g_strndup(text + part->start, length);
  return !names_meeting(word);
}

/* --- affiliations ---------------------------------------------------------------------------------------------- */

/* Bytes of a person's name at `text`: two to four capitalised words; 0 where there is none. */
static gsize read_person(const char *text, gsize length) {
  gsize at = 0, end = 0;
  guint words = 0;
  while (at < length && is_capital_at(text + at)) {
    gsize word = at;
    gboolean small = FALSE;
    for (; at < length && !strchr(" ,;:()\t\n.", text[at]); at++)
      small |= g_ascii_islower(text[at]) || (guint8)text[at] >= 0x80;
    /* "Driftsenter AS" is no person; "J Ek" is. */
    if (!small && at - word > 1)
      return 0;
    end = at;
    words++;
    if (at + 1 >= length || text[at] != ' ')
      break;
    at++;
  }
  return words >= 2 && words <= 4 ? end : 0;
}

static gsize line_start(const char *text, gsize at) {
  gsize start = at;
  while (start > 0 && at - start < PERSON_BYTES && text[start - 1] != '\n' && text[start - 1] != '\t')
    start--;
  while (start < at && is_trail(text[start]))
    start++;
  return start;
}

/* Whether what parts a person from a place begins here: a comma, a parenthesis, a dash. */
static gboolean parts_person(const char *text, gsize length) {
  return length > 0 && (text[0] == ',' || strncmp(text, " (", 2) == 0 || strncmp(text, " - ", 3) == 0 ||
                        strncmp(text, " \xE2\x80\x93 ", 5) == 0);
}

gboolean place_lines_is_affiliation(const char *text, gsize start, gsize end) {
  gsize begin = line_start(text, start);
  /* An address: "0313 Oslo". */
  if (start >= 2 && text[start - 1] == ' ' && g_ascii_isdigit(text[start - 2]))
    return FALSE;
  /* A sentence goes on after the place; in a list a sign or the line's end follows. */
  if (text[end] && !strchr(",;)\n\t./ ", text[end]))
    return FALSE;
  if (text[end] == ' ' && strncmp(text + end, " (", 2) != 0 && strncmp(text + end, " och ", 5) != 0 &&
      strncmp(text + end, " og ", 4) != 0 && strncmp(text + end, " - ", 3) != 0 &&
      strncmp(text + end, " \xE2\x80\x93 ", 5) != 0)
    return FALSE;
  for (gsize at = begin; at < start;) {
    gsize person = is_capital_at(text + at) ? read_person(text + at, start - at) : 0;
    if (person && parts_person(text + at + person, start - at - person)) {
      const char *between = text + at + person;
      gsize length = start - at - person;
      gboolean ends =
          g_strstr_len(between, (gssize)length, ". ") || memchr(between, ';', length) || memchr(between, ')', length);
      if (!ends)
        return TRUE;
    }
    /* The next word. */
    while (at < start && text[at] != ' ')
      at++;
    while (at < start && text[at] == ' ')
      at++;
  }
  return FALSE;
}
