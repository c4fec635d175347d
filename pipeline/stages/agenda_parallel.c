/* Sessions at the same time become items of their own: each has its title and its speakers. */
#include "pipeline/stages/agenda_parallel.h"
#include "pipeline/stages/units.h"

#include <string.h>

#define MOST_SESSIONS 12
#define LAST_TRACK_BYTES 60 /* of a cell that names a track */

/* --- tracks -------------------------------------------------------------------------------------------------- */

static gboolean next_cell(TextSpan *rest, TextSpan *cell) {
  if (!rest->start)
    return FALSE;
  const char *tab = memchr(rest->start, '\t', rest->length);
  gsize length = tab ? (gsize)(tab - rest->start) : rest->length;
  *cell = span_trim((TextSpan){rest->start, length});
  *rest = tab ? span_skip(*rest, length + 1) : (TextSpan){NULL, 0};
  return TRUE;
}

guint agenda_count_tracks(TextSpan line) {
  static const char *const words[] = {"spår",      "spor",     "track", "sesjon", "session",
                                      "parallell", "parallel", "sal ",  "rum ",   "rom "};
  TextSpan rest = line, cell;
  guint tracks = 0;
  if (line.length == 0 || !span_has_char(line, '\t'))
    return 0;
  while (next_cell(&rest, &cell))
    if (cell.length <= LAST_TRACK_BYTES && span_starts_with_any(cell, words, G_N_ELEMENTS(words)))
      tracks++;
  return tracks >= 2 ? tracks : 0;
}

guint agenda_count_cells(TextSpan line) {
  TextSpan cell;
  guint cells = 0;
  while (next_cell(&line, &cell))
    cells++;
  return cells;
}

static Unit *session_new(const Unit *of, TextSpan heading) {
  Unit *unit = unit_new_beside(of, UNIT_KIND_AGENDA_ITEM);
  unit->label = g_strdup(of->label);
  unit->heading = span_dup(heading);
  return unit;
}

/* Gives each track its cell of the title and of the lines below; a line of one cell is everybody's, and goes to the
 * last. */
static void split_tracks(Unit *unit, guint tracks, GPtrArray *items) {
  GString *texts[MOST_SESSIONS];
  TextSpan rest = span_of(unit->text), line, cell;
  for (guint i = 0; i < tracks; i++)
    texts[i] = g_string_new(NULL);
  span_next_line(&rest, &line);
  TextSpan titles = line;
  while (span_next_line(&rest, &line)) {
    gboolean apart = agenda_count_cells(line) == tracks;
    TextSpan cells = line;
    for (guint i = apart ? 0 : tracks - 1; i < tracks && next_cell(&cells, &cell); i++)
      lines_append(texts[i], apart ? cell : line);
  }
  for (guint i = 0; i < tracks; i++) {
    TextSpan title = span_of(unit->heading);
    if (i > 0)
      next_cell(&titles, &title);
    Unit *session = session_new(unit, title);
    unit_set_text(session, texts[i]->str, texts[i]->len);
    g_ptr_array_add(items, session);
    g_string_free(texts[i], TRUE);
  }
  unit_free(unit);
}

/* --- labelled sessions --------------------------------------------------------------------------------------- */

/* The letter or number that labels the session, and what follows; 0 where none does. "A\tTitle", "B: Title",
 * "Parallellt A: Title", "Spår 2 – Title". */
static gunichar session_label(TextSpan line, TextSpan *title) {
  static const char *const words[] = {"parallellt", "parallell", "parallel", "spår",     "spor",    "track",
                                      "sesjon",     "session",   "workshop", "verkstad", "verksted"};
  TextSpan rest = span_skip(line, span_list_mark(line));
  const char *word = span_starts_with_any(rest, words, G_N_ELEMENTS(words));
  if (word) {
    rest = span_skip(rest, strlen(word));
    if (rest.length < 3 || rest.start[0] != ' ')
      return 0;
    rest = span_skip(rest, 1);
  }
  if (rest.length < 4)
    return 0;
  gunichar label = (guchar)rest.start[0];
  if (!(label >= 'A' && label <= 'L') && !(word && g_ascii_isdigit(rest.start[0])))
    return 0;
  rest = span_skip(rest, 1);
  gsize sign = strchr("\t:.)", rest.start[0])                                   ? 1
               : span_starts_with(rest, " – ") || span_starts_with(rest, " — ") ? 4
               : span_starts_with(rest, " - ")                                  ? 3
                                                                                : 0;
  if (sign == 0 && !(word && rest.start[0] == ' '))
    return 0;
  *title = span_trim(span_skip(rest, sign));
  return span_has_letter(*title) ? label : 0;
}

typedef struct {
  TextSpan name, title, text; /* "Spår 2"; the lines below */
} Session;

static TextSpan name_of(TextSpan line, TextSpan title) {
  return span_trim((TextSpan){line.start, (gsize)(title.start - line.start)});
}

/* Reads the sessions of heading and text, the labels of which follow each other; what stands before the first is
 * *head. */
static guint read_sessions(const Unit *unit, Session *sessions, TextSpan *head) {
  TextSpan all = span_of(unit->text), rest = all, line, title;
  gunichar last = 0, label = session_label(span_of(unit->heading), &title);
  guint count = 0;
  *head = (TextSpan){all.start, 0};
  if (label == 'A' || label == '1') {
    sessions[count++] = (Session){name_of(span_of(unit->heading), title), title, {all.start, 0}};
    last = label;
  }
  while (span_next_line(&rest, &line)) {
    label = session_label(line, &title);
    gboolean begins = label && count < MOST_SESSIONS && (last ? label == last + 1 : label == 'A' || label == '1');
    if (begins) {
      sessions[count++] = (Session){name_of(line, title), title, {line.start + line.length, 0}};
      last = label;
    } else {
      TextSpan *into = count > 0 ? &sessions[count - 1].text : head;
      into->length = (gsize)(line.start + line.length - into->start);
    }
  }
  return count;
}

static TextSpan first_cell(TextSpan title, TextSpan *others) {
  TextSpan cell = title;
  *others = title;
  next_cell(others, &cell);
  return cell;
}

static void add_session(const Unit *unit, const Session *session, GPtrArray *items) {
  g_autoptr(GString) text = g_string_new(NULL);
  TextSpan others, rest = session->text, line;
  Unit *item = session_new(unit, first_cell(session->title, &others));
  if (others.length > 0)
    lines_append(text, span_trim(others));
  while (span_next_line(&rest, &line))
    lines_append(text, span_trim(line));
  lines_append(text, session->name); /* last: what stands under a title is its speakers */
  unit_set_text(item, text->str, text->len);
  g_ptr_array_add(items, item);
}

void agenda_split_parallel(Unit *unit, guint tracks, GPtrArray *items) {
  Session sessions[MOST_SESSIONS];
  TextSpan head, rest = span_of(unit->text), line;
  gboolean columns = tracks >= 2 && tracks <= MOST_SESSIONS && span_next_line(&rest, &line);
  if (columns && agenda_count_cells(line) == tracks - 1) {
    split_tracks(unit, tracks, items);
    return;
  }
  guint count = unit->heading ? read_sessions(unit, sessions, &head) : 0;
  if (count < 2) {
    g_ptr_array_add(items, unit);
    return;
  }
  TextSpan title;
  guint place = items->len;
  gboolean titled = session_label(span_of(unit->heading), &title) == 0;
  for (guint i = 0; i < count; i++)
    add_session(unit, &sessions[i], items);
  if (titled) { /* "Parallelle sesjoner" is an item too, and comes first */
    g_autofree char *kept = span_dup(head);
    unit_set_text(unit, kept, strlen(kept));
    g_ptr_array_insert(items, (gint)place, unit);
  } else {
    unit_free(unit);
  }
}
