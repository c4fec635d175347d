/* Numbered items of minutes and agendas.
 *
 * Reports, manuals and statutes have numbered headings too. So two signs must stand near the top: a line that names the
 * genre ("Referat fra ...", "Sammanträdesprotokoll"), and a word of meetings; a protocol of computers has the first
 * alone. Then the numbers must rise. */
#include "pipeline/stages/minutes.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define GENRE_LINES 12
#define TOP_LINES 60
#define LONGEST_GENRE_LINE 100 /* characters */
#define GENRE_WORDS 5          /* the genre is named among the first words of its line */
#define MOST_ITEMS 99          /* of a plain number */

/* --- the announcement ---------------------------------------------------------------------------------------- */

/* Also as the end of a compound, except what other words end in ("återkallelse"). */
static const char *const genres[] = {
    "protokoll", "protokol",  "referat", "anteckningar",       "dagordning", "dagsorden", "saksliste",   "saklista",
    "sakliste",  "sakslista", "møtebok", "föredragningslista", "innkalling", "møtenotat", "innkallelse", "indkaldelse",
};
/* Of any notes; of a meeting's where the line speaks of one. */
static const char *const note_genres[] = {"notat",          "notater", "notatar",      "noter",
                                          "notes",          "minutes", "oppsummering", "opsummering",
                                          "sammanfattning", "agenda",  "program"};
static const char *const whole_genres[] = {"kallelse", "möteskallelse", "årsmöteskallelse"};

/* Of meetings, anywhere in a line. */
static const char *const meeting_words[] = {
    "möte",       "møte",       "møde",     "sammanträd", "närvarande", "nærvær",    "frånvarande", "til stede",
    "tilstede",   "til stades", "forfall",  "justerare",  "deltagare",  "deltakere", "deltakarar",  "deltagere",
    "ordförande", "møteleder",  "referent", "meeting",    "attendees",  "apologies",
};

/* The word without the punctuation behind it. */
static TextSpan bare_word(TextSpan word) {
  while (word.length > 0 && strchr(".,:;()\"", word.start[word.length - 1]))
    word.length--;
  return word;
}

static gboolean ends_with_nocase(TextSpan word, const char *lower) {
  gsize length = strlen(lower);
  if (word.length < length)
    return FALSE;
  TextSpan end = span_skip(word, word.length - length);
  /* A cut letter begins with a trailing byte and matches nothing. */
  return ((guint8)end.start[0] & 0xC0) != 0x80 && span_starts_with_nocase(end, lower) == length;
}

static gboolean speaks_of_meeting(TextSpan line) {
  for (gsize i = 0; i < G_N_ELEMENTS(meeting_words); i++)
    if (span_contains_nocase(line, meeting_words[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_note_genre(TextSpan word) {
  for (gsize i = 0; i < G_N_ELEMENTS(note_genres); i++)
    if (span_equal_nocase(word, span_of(note_genres[i])))
      return TRUE;
  return FALSE;
}

static gboolean is_genre(TextSpan word) {
  for (gsize i = 0; i < G_N_ELEMENTS(genres); i++)
    if (ends_with_nocase(word, genres[i]))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(whole_genres); i++)
    if (span_equal_nocase(word, span_of(whole_genres[i])))
      return TRUE;
  return FALSE;
}

/* "Protokoll fört vid årsmöte", "Vannrådets møtereferat"; not a sentence, and not "enligt protokoll". */
static gboolean names_genre(TextSpan line) {
  TextSpan rest = line, word, previous = {"", 0};
  gunichar last = span_last_char(line);
  if (last == '.' || last == ',' || last == ';' || span_characters(line) > LONGEST_GENRE_LINE)
    return FALSE;
  gboolean meeting = speaks_of_meeting(line);
  for (guint words = 0; words < GENRE_WORDS && span_next_word(&rest, &word); words++) {
    if ((is_genre(bare_word(word)) || (meeting && is_note_genre(bare_word(word)))) && !word_is_function(previous) &&
        !span_equal_nocase(previous, span_of("enligt")) && !span_equal_nocase(previous, span_of("ifølge")))
      return TRUE;
    previous = word;
  }
  return FALSE;
}

typedef struct {
  guint lines;
  gboolean genre, meeting;
  gboolean numbers; /* the numbered lines have begun: what follows is content ("§ 3 Kallelse" of statutes) */
} Signs;

static void read_sign(Signs *signs, TextSpan line) {
  line = span_trim(line);
  if (line.length == 0 || span_starts_with(line, LINE_GONE) || line.length > 2000)
    return;
  MinutesItem item;
  signs->numbers |= minutes_item_parse(line, &item);
  signs->genre |= !signs->numbers && signs->lines < GENRE_LINES && names_genre(line);
  signs->meeting |= speaks_of_meeting(line);
  signs->lines++;
}

gboolean minutes_announced(const Document *document) {
  Signs signs = {0};
  read_sign(&signs, span_of(document->title));
  for (guint i = 0; i < document->units->len && signs.lines < TOP_LINES; i++) {
    const Unit *unit = document->units->pdata[i];
    TextSpan rest = span_of(unit->text), line;
    read_sign(&signs, span_of(unit->heading));
    while (signs.lines < TOP_LINES && span_next_line(&rest, &line))
      read_sign(&signs, line);
  }
  return signs.genre && signs.meeting;
}

/* --- the numbers --------------------------------------------------------------------------------------------- */

/* Takes a number of at most four digits off the front; 0 where there is none. */
static guint take_number(TextSpan *rest) {
  guint value = 0;
  gsize digits = 0;
  for (; digits < rest->length && digits < 5 && g_ascii_isdigit(rest->start[digits]); digits++)
    value = value * 10 + (guint)(rest->start[digits] - '0');
  if (digits == 0 || digits > 4)
    return 0;
  *rest = span_skip(*rest, digits);
  return value;
}

/* Bytes of the word that says "item" at the start, and of the space after it; 0 where there is none. */
static gsize item_word(TextSpan line) {
  static const char *const words[] = {"sak", "sag", "ärende", "dagordningspunkt", "punkt", "pkt.", "pkt", "§"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize length = span_starts_with_nocase(line, words[i]);
    if (length == 0)
      continue;
    gboolean sign = *words[i] == "§"[0];
    gsize spaces = length < line.length && line.start[length] == ' ' ? 1 : 0;
    if (spaces > 0 || sign)
      return length + spaces;
  }
  return 0;
}

/* After the number: the end, or something that parts it from the title. "1.2" and "10.30" are no items. */
static gboolean number_ends(TextSpan rest) {
  if (rest.length == 0)
    return TRUE;
  if (strchr(".:)", rest.start[0]))
    return rest.length == 1 || rest.start[1] == ' ';
  return strchr(" ,-", rest.start[0]) || span_starts_with(rest, "–");
}

/* "3. Val av justerare": a title in capitals' case after it; "17. mai" is a day. */
static gboolean is_plain_item(TextSpan rest, guint number) {
  if (number > MOST_ITEMS || rest.length < 2)
    return FALSE;
  if (rest.start[0] == '.' || rest.start[0] == ')')
    rest = span_skip(rest, 1);
  return rest.start[0] == ' ' && g_unichar_isupper(span_first_char(span_trim(rest)));
}

gboolean minutes_item_parse(TextSpan heading, MinutesItem *item) {
  TextSpan line = span_trim(heading);
  gsize word = item_word(line);
  TextSpan rest = span_skip(line, word);
  MinutesItem found = {.worded = word > 0};
  found.number = take_number(&rest);
  if (found.number == 0)
    return FALSE;
  if (found.worded && rest.length > 1 && rest.start[0] == '/') {
    TextSpan after = span_skip(rest, 1);
    found.part = take_number(&after);
    if (found.part > 0)
      rest = after;
  }
  if (!number_ends(rest) || (!found.worded && !is_plain_item(rest, found.number)))
    return FALSE;
  found.label = (TextSpan){line.start, (gsize)(rest.start - line.start)};
  *item = found;
  return TRUE;
}

/* --- the sections -------------------------------------------------------------------------------------------- */

static gboolean section_item(const Unit *unit, gboolean worded, MinutesItem *item) {
  return unit->kind == UNIT_KIND_SECTION && unit->heading && minutes_item_parse(span_of(unit->heading), item) &&
         item->worded == worded;
}

/* "12/17" is the twelfth of the year; "2017/12" too. */
static gboolean rises(const MinutesItem *before, const MinutesItem *item) {
  return item->number > before->number || (item->number == before->number && item->part > before->part);
}

static void turn_section(Unit *unit, const MinutesItem *item) {
  g_free(unit->label);
  unit->label = span_dup(item->label);
  unit->kind = UNIT_KIND_AGENDA_ITEM;
}

/* Turns each run of at least `least` items with rising numbers; other sections may stand between them. */
static gboolean turn_runs(GPtrArray *units, gboolean worded, guint least) {
  g_autoptr(GPtrArray) run = g_ptr_array_new();
  MinutesItem item, last = {0};
  gboolean any = FALSE;
  for (guint i = 0; i <= units->len; i++) {
    gboolean end = i == units->len;
    if (!end && !section_item(units->pdata[i], worded, &item))
      continue;
    if (end || (run->len > 0 && !rises(&last, &item))) {
      for (guint k = 0; k < run->len && run->len >= least; k++) {
        section_item(run->pdata[k], worded, &last);
        turn_section(run->pdata[k], &last);
        any = TRUE;
      }
      g_ptr_array_set_size(run, 0);
    }
    if (end)
      break;
    g_ptr_array_add(run, units->pdata[i]);
    last = item;
  }
  return any;
}

gboolean minutes_turn_sections(Document *document, gboolean announced) {
  /* Numbers alone may stand inside items that are called so. */
  return announced && (turn_runs(document->units, TRUE, 2) || turn_runs(document->units, FALSE, 3));
}
