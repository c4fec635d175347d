/* Agenda items out of programmes.
 *
 * A programme is a run of at least three lines of one unit that begin with times of day, none earlier than the one
 * before, each with a title on its line or the next. Days follow each other as runs of their own. A run that reaches
 * the end of a page may go on, with fewer lines, on the next. Some programmes have their times at the lines' ends; and
 * whole hours ("13 Verkstad") are times where they fit between two others. */
#include "pipeline/stages/agenda.h"
#include "pipeline/stages/agenda_parallel.h"
#include "pipeline/stages/agenda_time.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/units.h"

#include <string.h>

#define LEAST_ITEMS 3
#define LEAST_ENDS 4      /* times at lines' ends that make a programme */
#define LONGEST_TITLE 200 /* bytes */

typedef struct {
  AgendaTime time;
  guint line;       /* where the time stands */
  guint title_line; /* where the title stands: the same or one below */
  TextSpan title;
  gboolean loose; /* a time only if those beside it are */
} Item;

typedef struct {
  LineText *text;
  guint lines;
  GArray *items; /* Item */
  guint tracks;  /* columns of what goes on at the same time, by the last line that names them; 0: none */
} Programme;

static TextSpan line_at(const Programme *p, guint i) {
  return line_text_line(p->text, i);
}

static Item *item_at(const Programme *p, guint i) {
  return &g_array_index(p->items, Item, i);
}

gboolean agenda_starts_with_time(TextSpan line) {
  AgendaTime time;
  return agenda_time_parse(line, &time);
}

/* --- finding ------------------------------------------------------------------------------------------------- */

/* Words, and no leader of dots to a page number: that is a table of contents. */
static gboolean is_title(TextSpan text) {
  return span_has_letter(text) && !g_strstr_len(text.start, (gssize)text.length, ". . .") &&
         !g_strstr_len(text.start, (gssize)text.length, ".....");
}

/* A time that stands alone has its title on the next line with content. */
static gboolean find_title(const Programme *p, Item *item) {
  AgendaTime other;
  item->title = item->time.rest;
  item->title_line = item->line;
  if (item->title.length > 0)
    return is_title(item->title);
  for (guint i = item->line + 1; i < MIN(item->line + 3, p->lines); i++) {
    TextSpan line = line_at(p, i);
    if (line.length == 0)
      continue;
    if (agenda_time_parse(line, &other))
      return FALSE;
    item->title_line = i;
    item->title = span_trim(span_skip(line, span_list_mark(line)));
    return is_title(item->title);
  }
  return FALSE;
}

static gboolean fits_between(const Item *before, const Item *item, const Item *after) {
  return item->time.minutes >= before->time.minutes && (!after || item->time.minutes <= after->time.minutes);
}

/* Drops the loose times that do not rise with the sure ones around them, the one before at most a day's half away. */
static void drop_misfits(GArray *items) {
  const Item *sure = NULL;
  for (guint i = 0; i < items->len;) {
    const Item *item = &g_array_index(items, Item, i), *after = NULL;
    for (guint next = i + 1; next < items->len && !after; next++)
      if (!g_array_index(items, Item, next).loose)
        after = &g_array_index(items, Item, next);
    gboolean first =
        i == 0 && after && item->time.minutes < after->time.minutes && after->time.minutes - item->time.minutes <= 120;
    if (item->loose && !first && (!sure || !fits_between(sure, item, after))) {
      g_array_remove_index(items, i);
      continue;
    }
    sure = item;
    i++;
  }
}

/* "Mandag", "Tirsdag–torsdag", "Lördagar": opening hours have such lines. */
static gboolean is_weekday(TextSpan title) {
  static const char *const days[] = {"måndag",    "mandag",   "tisdag", "tirsdag",  "tysdag",  "onsdag", "torsdag",
                                     "fredag",    "lördag",   "lørdag", "laurdag",  "söndag",  "søndag", "sundag",
                                     "mån ",      "helg",     "vardag", "hverdag",  "kvardag", "monday", "tuesday",
                                     "wednesday", "thursday", "friday", "saturday", "sunday"};
  return title.length < 40 && span_starts_with_any(title, days, G_N_ELEMENTS(days));
}

/* Times at the ends of lines; FALSE, and nothing read, where there are too few for a programme. Once the document has
 * had one, a few will do. */
static gboolean read_ends(Programme *p, gboolean known) {
  guint ends = 0, sure = 0, ranges = 0; /* prices and other amounts have no ranges */
  for (guint i = 0; i < p->lines; i++) {
    Item item = {.line = i, .title_line = i};
    gboolean starts = agenda_time_parse(line_at(p, i), &item.time) && find_title(p, &item);
    if (!starts) {
      if (line_at(p, i).length > LONGEST_TITLE || !agenda_time_parse_end(line_at(p, i), &item.time) ||
          is_weekday(item.time.rest))
        continue;
      item.title = item.time.rest;
      ends++;
      ranges += strlen(item.time.label) > strlen("09.30");
    } else {
      sure++;
    }
    g_array_append_val(p->items, item);
    i = item.title_line;
  }
  if (known ? ends >= 2 : ends >= LEAST_ENDS && ends > sure && ranges * 3 >= ends)
    return TRUE;
  g_array_set_size(p->items, 0);
  return FALSE;
}

/* Whether the times are at the ends of lines. */
static gboolean read_programme(Programme *p, gboolean ends_known) {
  if (read_ends(p, ends_known))
    return TRUE;
  guint sure = 0;
  for (guint i = 0; i < p->lines; i++) {
    Item item = {.line = i};
    gboolean strict = agenda_time_parse(line_at(p, i), &item.time);
    item.loose = !strict;
    sure += strict;
    if ((strict || agenda_time_parse_loose(line_at(p, i), &item.time)) && find_title(p, &item)) {
      g_array_append_val(p->items, item);
      i = item.title_line;
    }
  }
  if (sure < 2)
    g_array_set_size(p->items, 0);
  drop_misfits(p->items);
  return FALSE;
}

/* The end of the run of rising times that begins at item `from`. */
static guint end_of_run(const Programme *p, guint from) {
  guint to = from + 1;
  while (to < p->items->len && item_at(p, to)->time.minutes >= item_at(p, to - 1)->time.minutes)
    to++;
  return to;
}

/* "8.14", "8.15", "8.16" are numbers of sections. People meet on the five minutes, mostly. */
static gboolean are_times(guint round, guint all) {
  return round * 10 >= all * 6;
}

static gboolean is_programme(const Programme *p, guint from, guint to, guint least) {
  guint round = 0;
  for (guint i = from; i < to; i++)
    round += item_at(p, i)->time.minutes % 5 == 0;
  gboolean rises = to - from == 1 || item_at(p, to - 1)->time.minutes > item_at(p, from)->time.minutes;
  return to - from >= least && rises && are_times(round, to - from);
}

/* --- extent -------------------------------------------------------------------------------------------------- */

/* Blocks of lines, parted by empty ones, that an item has below its title. */
static guint count_blocks(const Programme *p, guint from, guint to) {
  guint blocks = 0;
  gboolean blank = FALSE;
  for (guint i = from; i < to; i++) {
    gboolean empty = line_at(p, i).length == 0;
    blocks += !empty && (blank || blocks == 0);
    blank = empty;
  }
  return blocks;
}

/* Where the last item of a run ends: after as many blocks as the largest of the others has, so that what follows the
 * programme does not become part of it. */
static guint end_of_last_item(const Programme *p, guint from, guint to, guint limit) {
  const Item *last = item_at(p, to - 1);
  guint most = 1;
  for (guint i = from; i + 1 < to; i++)
    most = MAX(most, count_blocks(p, item_at(p, i)->title_line, item_at(p, i + 1)->line));
  for (guint i = last->title_line + 1; i < limit; i++)
    if (line_at(p, i).length == 0 && count_blocks(p, last->title_line, i) >= most)
      return i;
  return limit;
}

/* --- making units -------------------------------------------------------------------------------------------- */

/* A copy without the strong marks of Markdown. */
static char *without_strong(TextSpan text) {
  GString *out = g_string_sized_new(text.length);
  for (gsize i = 0; i < text.length; i++) {
    if (text.start[i] == '*' && i + 1 < text.length && text.start[i + 1] == '*')
      i++;
    else
      g_string_append_c(out, text.start[i]);
  }
  return g_string_free(out, FALSE);
}

/* Splits a title of several cells, or one too long, after its first cell or sentence. */
static TextSpan first_of_title(TextSpan title) {
  const char *tab = memchr(title.start, '\t', title.length);
  if (tab)
    return span_trim((TextSpan){title.start, (gsize)(tab - title.start)});
  if (title.length <= LONGEST_TITLE)
    return title;
  for (gsize i = 0; i + 1 < LONGEST_TITLE; i++)
    if (strchr(".?!:", title.start[i]) && title.start[i + 1] == ' ')
      return (TextSpan){title.start, i + 1};
  return (TextSpan){title.start, 0};
}

static void append_line(GString *text, TextSpan line) {
  /* A list mark without an item is the remains of an empty line in the original. */
  if (line.length > 0 && span_list_mark(line) == line.length)
    return;
  g_autofree char *plain = without_strong(line);
  lines_append(text, span_of(plain));
}

static Unit *unit_from_item(const Programme *p, const Unit *parent, const Item *item, guint end) {
  g_autoptr(GString) text = g_string_new(NULL);
  Unit *unit = unit_new_beside(parent, UNIT_KIND_AGENDA_ITEM);
  unit->parent = parent->ordinal;
  unit->label = g_strdup(item->time.label);
  if (unit->locator.kind == LOCATOR_LINE)
    unit->locator.number += line_text_place(p->text, item->line);
  TextSpan title = first_of_title(item->title);
  g_autofree char *heading = without_strong(title);
  if (title.length > 0)
    unit->heading = g_strdup(g_strstrip(heading));
  TextSpan rest = span_trim(span_skip(item->title, (gsize)(title.start + title.length - item->title.start)));
  if (rest.length > 0)
    append_line(text, rest);
  for (guint i = item->title_line + 1; i < end; i++)
    append_line(text, line_at(p, i));
  unit_set_text(unit, text->str, text->len);
  return unit;
}

/* The tracks that a line above the item names, which hold for those below too. */
static void read_tracks(Programme *p, guint i) {
  guint first = i > 0 ? item_at(p, i - 1)->title_line + 1 : 0;
  for (guint line = first; line < item_at(p, i)->line; line++) {
    guint tracks = agenda_count_tracks(line_at(p, line));
    p->tracks = tracks ? tracks : p->tracks;
  }
}

/* The item, or those that go on at the same time. */
static void add_item(Programme *p, const Unit *parent, guint i, guint end, GPtrArray *found) {
  read_tracks(p, i);
  gboolean apart = p->tracks > 0 && agenda_count_cells(item_at(p, i)->title) == p->tracks;
  agenda_split_parallel(unit_from_item(p, parent, item_at(p, i), end), apart ? p->tracks : 0, found);
}

/* Copies what is no part of the programme. */
static void keep_lines(const Programme *p, guint from, guint to, LineWriter *kept) {
  for (guint i = from; i < to; i++)
    line_writer_append(kept, line_at(p, i), line_text_place(p->text, i));
}

/* What is left of the unit: a kept text where it was one. */
static void set_kept(Unit *unit, const LineWriter *kept) {
  if (unit->locator.kind == LOCATOR_LINE) {
    document_set_string(&unit->text, kept->text->str);
  } else {
    g_autoptr(LineText) plain = line_text_new(kept->text->str);
    unit_set_text(unit, plain->text, strlen(plain->text));
  }
}

typedef struct {
  gboolean open; /* the programme ran to the end of the page before */
  guint minutes; /* its last time */
  gboolean ends; /* a programme had its times at the ends of lines */
} Carry;

/* Takes the programme out of the lines of one unit. Returns whether there was one. */
static gboolean take_programme(Programme *p, const Unit *unit, Carry *carry, GPtrArray *found, LineWriter *kept) {
  Carry before = *carry;
  guint copied = 0;
  *carry = (Carry){.ends = before.ends};
  for (guint from = 0, to; from < p->items->len; from = to) {
    to = end_of_run(p, from);
    gboolean continues = from == 0 && before.open && item_at(p, 0)->time.minutes >= before.minutes;
    /* Once a unit is known to be a programme, another day may be short. */
    if (!is_programme(p, from, to, continues ? 1 : found->len > 0 ? 2 : LEAST_ITEMS))
      continue;
    guint limit = to < p->items->len ? item_at(p, to)->line : p->lines;
    guint last_end = end_of_last_item(p, from, to, limit);
    keep_lines(p, copied, item_at(p, from)->line, kept);
    for (guint i = from; i < to; i++)
      add_item(p, unit, i, i + 1 < to ? item_at(p, i + 1)->line : last_end, found);
    copied = last_end;
    carry->open = last_end == p->lines && unit->kind == UNIT_KIND_PAGE;
    carry->minutes = item_at(p, to - 1)->time.minutes;
  }
  keep_lines(p, copied, p->lines, kept);
  return found->len > 0;
}

static void split_unit(UnitRebuild *rebuild, Unit *unit, Carry *carry) {
  g_autoptr(LineText) text = line_text_new(unit->text);
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Item));
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  Programme p = {text, text->lines->len, items, 0};
  LineWriter kept = {g_string_new(NULL), 0};
  gboolean ends = read_programme(&p, carry->ends);
  if (take_programme(&p, unit, carry, found, &kept)) {
    set_kept(unit, &kept);
    carry->ends |= ends;
  }
  unit_rebuild_keep(rebuild, unit);
  for (guint i = 0; i < found->len; i++)
    unit_rebuild_add(rebuild, found->pdata[i]);
  g_string_free(kept.text, TRUE);
}

/* --- sections headed by times -------------------------------------------------------------------------------- */

static gboolean timed_heading(const Unit *unit, AgendaTime *time) {
  return unit->kind == UNIT_KIND_SECTION && unit->heading && agenda_time_parse(span_of(unit->heading), time) &&
         span_has_letter(time->rest);
}

static void turn_section(Unit *unit, guint parent) {
  AgendaTime time;
  if (!timed_heading(unit, &time))
    return;
  char *heading = without_strong(time.rest);
  document_set_string(&unit->label, time.label);
  g_free(unit->heading);
  unit->heading = heading;
  unit->kind = UNIT_KIND_AGENDA_ITEM;
  if (unit->parent == 0)
    unit->parent = parent;
}

/* A web page may give each item a heading of its own: such sections are the items, under the section before them. */
static void turn_timed_sections(GPtrArray *units) {
  for (guint from = 0, to; from < units->len; from = MAX(to, from + 1)) {
    AgendaTime time;
    guint last = 0, round = 0;
    for (to = from; to < units->len && timed_heading(units->pdata[to], &time) && time.minutes >= last; to++) {
      last = time.minutes;
      round += time.minutes % 5 == 0;
    }
    if (to - from < LEAST_ITEMS || !are_times(round, to - from))
      continue;
    guint parent = from > 0 ? ((Unit *)units->pdata[from - 1])->ordinal : 0;
    for (guint i = from; i < to; i++)
      turn_section(units->pdata[i], parent);
  }
}

void agenda_split(Document *document) {
  UnitRebuild rebuild;
  Carry carry = {0};
  turn_timed_sections(document->units);
  unit_rebuild_begin(&rebuild, document);
  for (guint i = 0; i < rebuild.old->len; i++) {
    Unit *unit = rebuild.old->pdata[i];
    if ((unit->kind == UNIT_KIND_SECTION || unit->kind == UNIT_KIND_PAGE) && unit->text)
      split_unit(&rebuild, unit, &carry);
    else
      unit_rebuild_keep(&rebuild, unit);
  }
  unit_rebuild_finish(&rebuild);
}
