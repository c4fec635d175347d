/* From the lines of an export to slides. Where the last one ends nothing says but what follows it. */
#include "pipeline/stages/export_slides.h"
#include "language/normalise.h"
#include "pipeline/stages/export_phrases.h"
#include "pipeline/stages/furniture.h"
#include "pipeline/stages/slide_text.h"
#include "pipeline/stages/units.h"

#include <string.h>

#define NARROWEST 50 /* characters a line, of a text that was wrapped */
#define WIDEST 100

gboolean export_takes_unit(const Unit *unit) {
  return unit->kind == UNIT_KIND_SECTION;
}

static guint number_of(const Export *e, guint slide) {
  return g_array_index(e->starts, ExportStart, slide).number;
}

/* The line after the last one of a slide that is not the last. */
static guint next_start(const Export *e, guint slide, guint end) {
  return slide + 1 < e->starts->len ? export_start(e, slide + 1) : end;
}

/* --- alternative texts --------------------------------------------------------------------------------------- */

/* The next word of line i or of those below it before `end`. */
static gboolean next_word_below(const Export *e, guint *i, guint end, TextSpan *rest, TextSpan *word) {
  while (!span_next_word(rest, word)) {
    if (++*i >= end)
      return FALSE;
    *rest = export_line(e, *i)->text;
  }
  return TRUE;
}

/* Whether the words of `line` are those that line i begins with and the lines before `end` go on with: all of one
 * line, or enough of them, broken off with dots or where something new begins. Both may bear the number. */
static gboolean repeats(const Export *e, TextSpan line, guint i, guint end) {
  TextSpan there, word, other, rest;
  ExportLine numbered = {.text = line, .opens = TRUE};
  guint words = 0;
  if (export_number(export_line(e, i), e->numbering, &there) == 0 || span_letters(line) < 4)
    return FALSE;
  if (export_number(&numbered, e->numbering, &rest) > 0)
    line = rest;
  while (span_next_word(&line, &word)) {
    if (span_is_blank(line) && (span_equal(word, span_of("...")) || span_equal(word, span_of("…"))))
      return words >= 2;
    if (!next_word_below(e, &i, end, &there, &other) || !span_equal(word, other))
      return FALSE;
    words++;
  }
  there = span_trim(there);
  return words > 0 && (there.length == 0 || (words >= 3 && !g_unichar_islower(span_first_char(there))));
}

/* A slide's picture stands before its text and bears the slide's first words, so it ends up below the slide before.
 * Returns the line of such a paragraph, or `end`. */
static guint picture_of_next(const Export *e, guint slide, guint end) {
  if (slide + 1 >= e->starts->len)
    return end;
  for (guint i = end; --i > export_start(e, slide);) {
    const ExportLine *line = export_line(e, i);
    if (line->text.length == 0)
      continue;
    return line->opens && repeats(e, line->text, end, next_start(e, slide + 1, e->lines->len)) ? i : end;
  }
  return end;
}

/* Where that text bears the slide's number too, it was taken for the slide. */
static void pass_pictures(Export *e) {
  for (guint s = 0; s < e->starts->len; s++) {
    guint first = export_start(e, s), next = next_start(e, s, e->lines->len), i = first + 1;
    TextSpan rest;
    while (i < next && export_line(e, i)->text.length == 0)
      i++;
    if (i < next && export_number(export_line(e, i), e->numbering, &rest) == number_of(e, s) &&
        repeats(e, export_line(e, first)->text, i, next))
      g_array_index(e->starts, ExportStart, s).line = i;
  }
}

/* --- where slides begin and end ------------------------------------------------------------------------------ */

/* Where the numbers allow several starts of a slide ("11 nettverk ..." as a paragraph of slide 10), the running words
 * of the others tell the true one. */
static void correct_starts(Export *e, const char *running_words) {
  for (guint s = 1; s < e->starts->len; s++) {
    guint next = next_start(e, s, e->lines->len);
    for (guint i = export_start(e, s); i < next; i++) {
      TextSpan rest;
      if (export_number(export_line(e, i), e->numbering, &rest) != number_of(e, s))
        continue;
      if (slide_begins_with(rest, running_words)) {
        g_array_index(e->starts, ExportStart, s).line = i;
        break;
      }
    }
  }
}

/* How many paragraphs lie in [from, to). */
static guint count_paragraphs(const Export *e, guint from, guint to) {
  guint paragraphs = 0;
  for (guint i = from; i < to; i++)
    paragraphs += export_line(e, i)->opens && export_line(e, i)->text.length > 0;
  return paragraphs;
}

/* The subject once more, in quotes: the site speaks, not the slide. */
static gboolean quotes_subject(const Export *e, TextSpan line) {
  TextSpan quoted;
  return e->subject.length >= 4 && export_quoted(line, &quoted) && span_equal(quoted, e->subject);
}

/* The phrases over other decks are common words: they count on the sites that list alone. */
static ExportPhrase site_phrase(const Export *e, TextSpan line) {
  ExportPhrase phrase = export_phrase(line);
  return phrase == PHRASE_MORE && !e->listed ? PHRASE_NONE : phrase;
}

/* The heading that is the first line with words below the line of a slide's number; else that line. */
static guint heading_below(const Export *e, guint slide) {
  guint first = export_start(e, slide), end = next_start(e, slide, e->lines->len);
  for (guint i = first + 1; i < end; i++)
    if (export_line(e, i)->text.length > 0)
      return export_line(e, i)->heading ? i : first;
  return first;
}

/* Whether the page sets the number alone and the slide's title below it as a heading. */
static gboolean titled_below(const Export *e) {
  guint titled = 0;
  TextSpan rest;
  for (guint s = 0; s + 1 < e->starts->len; s++)
    titled += export_number(export_line(e, export_start(e, s)), e->numbering, &rest) > 0 && rest.length == 0 &&
              heading_below(e, s) > export_start(e, s);
  return titled * 2 > e->starts->len;
}

/* The line after the last one of the last slide. Nothing marks it but what follows: a phrase of the site, the
 * subject quoted, the next heading of the page; or, where every other slide is one paragraph, the paragraph's end. */
static guint end_of_slides(const Export *e) {
  guint last = e->starts->len - 1, from = export_start(e, last);
  gboolean single = e->starts->len >= 3 && e->numbering == NUMBERED_PARAGRAPHS;
  for (guint s = 0; s < last && single; s++)
    single = count_paragraphs(e, export_start(e, s), export_start(e, s + 1)) == 1;
  for (guint i = titled_below(e) ? heading_below(e, last) + 1 : from + 1; i < e->lines->len; i++) {
    const ExportLine *line = export_line(e, i);
    if (line->text.length == 0)
      continue;
    if (line->heading || (single && line->opens) || site_phrase(e, line->text) != PHRASE_NONE ||
        quotes_subject(e, line->text))
      return i;
  }
  return e->lines->len;
}

/* --- wrapped lines ------------------------------------------------------------------------------------------- */

/* Whether line i goes on in the next for want of room: its first word had not fitted into `width` characters. */
static gboolean is_full(const Export *e, guint i, gsize width) {
  TextSpan line = export_line(e, i)->text, next, word;
  if (i + 1 >= e->lines->len || line.length == 0)
    return FALSE;
  next = export_line(e, i + 1)->text;
  return next.length > 0 && span_list_mark(next) == 0 && span_next_word(&next, &word) &&
         span_characters(line) + 1 + span_characters(word) > width;
}

/* The width of lines that were wrapped, by a text browser say; 0 where lines end by will. */
static gsize wrap_width(const Export *e, guint end) {
  gsize width = 0;
  guint pairs = 0, full = 0;
  for (guint i = export_start(e, 0); i < end; i++)
    width = MAX(width, span_characters(export_line(e, i)->text));
  if (width < NARROWEST || width > WIDEST)
    return 0;
  for (guint i = export_start(e, 0); i + 1 < end; i++) {
    if (export_line(e, i)->text.length == 0 || export_line(e, i + 1)->text.length == 0)
      continue;
    pairs++;
    full += is_full(e, i, width);
  }
  return full >= 3 && full * 3 >= pairs * 2 ? width : 0;
}

/* --- slides -------------------------------------------------------------------------------------------------- */

/* Tags that a site wrote out as text are line ends. */
static void replace_tags(GString *body) {
  static const char *const tags[] = {"<br />", "<br/>", "<br>",  "<ul>", "</ul>", "<ol>",
                                     "</ol>",  "<li>",  "</li>", "<p>",  "</p>"};
  for (gsize i = 0; i < G_N_ELEMENTS(tags); i++)
    g_string_replace(body, tags[i], "\n", 0);
}

static void append_line(GString *body, TextSpan content, gboolean goes_on) {
  if (goes_on && body->len > 0 && body->str[body->len - 1] == '\n')
    body->str[body->len - 1] = ' ';
  g_string_append_len(body, content.start, (gssize)content.length);
  g_string_append_c(body, '\n');
}

static void finish_body(const Export *e, SlideText *text) {
  if (e->listed)
    replace_tags(text->body);
  g_autoptr(GString) kept = g_string_new(NULL);
  TextSpan rest = span_trim((TextSpan){text->body->str, text->body->len}), line;
  while (span_next_line(&rest, &line))
    lines_append(kept, span_trim(line));
  TextSpan all = span_trim((TextSpan){kept->str, kept->len});
  text->flat = !memchr(all.start, '\n', all.length);
  g_autofree char *copy = span_dup(all);
  g_string_assign(text->body, copy);
}

typedef struct {
  guint end;           /* the line after the slides */
  gsize width;         /* of wrapped lines, or 0 */
  FurnitureSink *sink; /* or NULL */
} SlideReading;

static SlideText *slide_from_lines(const Export *e, guint slide, const SlideReading *reading) {
  SlideText *text = slide_text_new(number_of(e, slide));
  guint first = export_start(e, slide), end = next_start(e, slide, reading->end);
  guint picture = picture_of_next(e, slide, end);
  TextSpan content;
  export_number(export_line(e, first), e->numbering, &content);
  if (export_line(e, first)->heading && content.length > 0)
    text->heading = span_dup(content);
  else
    append_line(text->body, content, FALSE);
  for (guint i = first + 1; i < end; i++) {
    content = export_line(e, i)->text;
    ExportPhrase phrase = export_phrase(content);
    if (i == picture || (phrase != PHRASE_NONE && phrase != PHRASE_MORE)) {
      if (reading->sink)
        furniture_sink_add(reading->sink, content);
    } else {
      append_line(text->body, content, reading->width > 0 && is_full(e, i - 1, reading->width));
    }
  }
  finish_body(e, text);
  return text;
}

static GPtrArray *collect_slides(const Export *e, const SlideReading *reading) {
  GPtrArray *slides = g_ptr_array_new_with_free_func((GDestroyNotify)slide_text_free);
  for (guint s = 0; s < e->starts->len; s++)
    g_ptr_array_add(slides, slide_from_lines(e, s, reading));
  return slides;
}

/* --- notes --------------------------------------------------------------------------------------------------- */

/* The notes of a listed transcript, in a list of their own whose numbers are those of the slides. */
typedef struct {
  guint from, to;  /* their lines, with that over them; empty where there are none */
  GPtrArray *text; /* GString* or NULL, a slide */
} Notes;

static void read_notes(const Export *e, guint end, Notes *notes) {
  guint slide = 0;
  while (notes->from < e->lines->len && !export_is_notes_line(export_line(e, notes->from)->text))
    notes->from++;
  notes->to = notes->from;
  if (!e->listed || notes->from == e->lines->len || (notes->from >= export_start(e, 0) && notes->from < end))
    return;
  for (guint i = notes->from + 1; i < e->lines->len; i++) {
    const ExportLine *line = export_line(e, i);
    TextSpan rest = line->text;
    if (line->unit != export_line(e, notes->from)->unit || i == export_start(e, 0))
      break;
    guint number = export_number(line, NUMBERED_POINTS, &rest);
    if (number > slide && number <= e->starts->len)
      slide = number;
    if (slide == 0 && line->text.length > 0)
      break;
    notes->to = i + 1;
    if (slide == 0)
      continue;
    GString **text = (GString **)&notes->text->pdata[slide - 1];
    *text = *text ? *text : g_string_new(NULL);
    lines_append(*text, slide == number ? rest : line->text);
  }
}

static void free_note(gpointer text) {
  if (text)
    g_string_free(text, TRUE);
}

/* --- units --------------------------------------------------------------------------------------------------- */

/* Everything of the site: what stands before the first slide and after the last. */
static void note_furniture(const Export *e, guint end, const Notes *notes, FurnitureSink *sink) {
  for (guint i = 0; i < e->lines->len; i++) {
    gboolean is_note = i >= notes->from && i < notes->to;
    if (!is_note && ((i < export_start(e, 0) && !e->own) || i >= end))
      furniture_sink_add(sink, export_line(e, i)->text);
  }
}

/* The label is the number as printed; the locator counts, since numbers may be left out or begin anew. */
static Unit *unit_from_slide(const Export *e, const Unit *from, const SlideText *slide, guint place) {
  Unit *unit = unit_new_beside(from, e->presentation ? UNIT_KIND_SLIDE : UNIT_KIND_PAGE);
  unit->parent = 0;
  unit->label = g_strdup_printf("%u", slide->number);
  unit_set_locator(unit, e->presentation ? LOCATOR_SLIDE : LOCATOR_PAGE, place, NULL);
  unit->heading = slide->heading ? normalise_line(slide->heading, -1) : NULL;
  unit_set_text(unit, slide->body->str, slide->body->len);
  return unit;
}

static void add_slides(Export *e, UnitRebuild *rebuild, const Unit *from, GPtrArray *slides, const Notes *notes) {
  for (guint s = 0; s < slides->len; s++) {
    const Unit *slide = unit_rebuild_add(rebuild, unit_from_slide(e, from, slides->pdata[s], s + 1));
    const GString *text = notes->text->pdata[s];
    if (!text || text->len == 0)
      continue;
    Unit *unit = unit_new_beside(slide, UNIT_KIND_NOTES);
    unit->parent = slide->ordinal;
    unit_set_text(unit, text->str, text->len);
    unit_rebuild_add(rebuild, unit);
  }
}

/* The title page of a deck that has no site around it, whose slides are counted behind it. */
static void add_title_page(const Export *e, UnitRebuild *rebuild, const Unit *from) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < export_start(e, 0); i++)
    if (export_line(e, i)->text.length > 0)
      lines_append(text, export_line(e, i)->text);
  if (text->len == 0)
    return;
  Unit *unit = unit_new_beside(from, UNIT_KIND_SECTION);
  unit->parent = 0;
  unit_set_text(unit, text->str, text->len);
  unit_rebuild_add(rebuild, unit);
}

/* The slides take the place of the first section; the other sections go. */
static void replace_units(Export *e, GPtrArray *slides, const Notes *notes) {
  UnitRebuild rebuild;
  gboolean placed = FALSE;
  unit_rebuild_begin(&rebuild, e->document);
  for (guint i = 0; i < rebuild.old->len; i++) {
    Unit *unit = rebuild.old->pdata[i];
    if (!export_takes_unit(unit)) {
      unit_rebuild_keep(&rebuild, unit);
      continue;
    }
    if (!placed && e->own)
      add_title_page(e, &rebuild, unit);
    if (!placed)
      add_slides(e, &rebuild, unit, slides, notes);
    placed = TRUE;
    unit_rebuild_drop(&rebuild, unit);
  }
  unit_rebuild_finish(&rebuild);
}

static void set_title(Export *e) {
  g_autofree char *title = normalise_line(e->subject.start, (gssize)e->subject.length);
  if (*title)
    document_set_string(&e->document->title, title);
  if (e->presentation)
    e->document->kind = DOCUMENT_KIND_PRESENTATION;
}

void export_slides_replace(Export *e) {
  guint count = 0;
  g_autoptr(FurnitureSink) sink = furniture_sink_new(e->document);
  pass_pictures(e);
  SlideReading reading = {.end = end_of_slides(e)};
  g_autoptr(GPtrArray) draft = collect_slides(e, &reading);
  g_autofree char *found = slides_take_running_words(draft, &count);
  if (found && *found)
    correct_starts(e, found);
  reading = (SlideReading){end_of_slides(e), wrap_width(e, end_of_slides(e)), sink};
  g_autoptr(GPtrArray) slides = collect_slides(e, &reading);
  g_autofree char *running = slides_take_running_words(slides, &count);
  for (guint i = 0; running && i < count; i++)
    furniture_sink_add(sink, span_of(running));
  if (e->presentation) {
    slides_break_lists(slides);
    slides_take_headings(slides, e->subject);
  }
  Notes notes = {.text = g_ptr_array_new_full(slides->len, free_note)};
  g_ptr_array_set_size(notes.text, (gint)slides->len);
  read_notes(e, reading.end, &notes);
  note_furniture(e, reading.end, &notes, sink);
  set_title(e);
  replace_units(e, slides, &notes);
  g_ptr_array_unref(notes.text);
}
