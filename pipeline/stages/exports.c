/* Slide-sharing exports.
 *
 * What they have in common, whatever their language: a line that announces the transcript of a quoted subject, then
 * paragraphs that begin with the numbers 1, 2, 3 ... of the slides, all between menus and advertising. The numbers
 * must follow each other without a gap, since numbers also stand inside slides. */
#include "pipeline/stages/exports.h"
#include "language/normalise.h"
#include "pipeline/stages/export_phrases.h"
#include "pipeline/stages/furniture.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/slide_text.h"
#include "pipeline/stages/units.h"

#include <string.h>

#define MOST_SLIDES 9999
#define MOST_ATTEMPTS 16 /* announcements tried in one document: each try reads all lines */

typedef struct {
  TextSpan text;
  guint unit; /* index of the unit it stands in */
  gboolean heading;
  gboolean opens; /* a paragraph begins here */
} Line;

/* How the numbers stand: at the start of a paragraph, alone on a line, or at the start of any line. */
typedef enum { BY_PARAGRAPH, BY_BARE_NUMBER, BY_LINE } Numbering;

typedef struct {
  Document *document;
  GPtrArray *texts;   /* LineText* of the sections: where the lines lie */
  GArray *lines;      /* Line */
  guint after_marker; /* the line after the announcement */
  TextSpan subject;
  gboolean presentation;
  Numbering numbering;
  GArray *starts; /* guint: the line of slide 1, 2, ... */
} Export;

static Line *line_at(const Export *e, guint i) {
  return &g_array_index(e->lines, Line, i);
}

static guint start_of(const Export *e, guint slide) {
  return g_array_index(e->starts, guint, slide);
}

static gboolean is_exportable(const Unit *unit) {
  return unit->kind == UNIT_KIND_SECTION;
}

static void collect_lines(Export *e) {
  for (guint i = 0; i < e->document->units->len; i++) {
    const Unit *unit = e->document->units->pdata[i];
    if (!is_exportable(unit))
      continue;
    LineText *text = line_text_new(unit->text);
    g_ptr_array_add(e->texts, text);
    Line line = {span_of(unit->heading), i, TRUE, TRUE};
    if (line.text.length > 0)
      g_array_append_val(e->lines, line);
    line.heading = FALSE;
    for (guint k = 0; k < text->lines->len; k++) {
      line.text = line_text_line(text, k);
      g_array_append_val(e->lines, line);
      line.opens = line.text.length == 0;
    }
  }
}

/* --- the announcement ---------------------------------------------------------------------------------------- */

/* The subject may be broken over lines, so up to four lines of one paragraph are read as one. */
static gboolean marker_at(const Export *e, guint i, ExportMarker *marker, guint *after) {
  const Line *first = line_at(e, i);
  for (guint to = i; to < MIN(i + 4, e->lines->len); to++) {
    const Line *last = line_at(e, to);
    if (last->unit != first->unit || last->text.length == 0 || last->heading != first->heading)
      return FALSE;
    if (export_marker_parse(span_between(first->text, last->text), marker)) {
      *after = to + 1;
      return TRUE;
    }
  }
  return FALSE;
}

/* "1 Text", "1": the number, and what follows it. 0 where the line begins with none. */
static guint leading_number(TextSpan line, TextSpan *rest) {
  guint value = 0;
  gsize i = 0;
  for (; i < line.length && i < 4 && g_ascii_isdigit(line.start[i]); i++)
    value = value * 10 + (guint)(line.start[i] - '0');
  if (i == 0 || line.start[0] == '0' || (i < line.length && line.start[i] != ' ' && line.start[i] != '\t'))
    return 0;
  *rest = span_trim(span_skip(line, i));
  return value;
}

static gboolean may_start_slide(const Line *line, Numbering numbering, guint *number) {
  TextSpan rest;
  *number = leading_number(line->text, &rest);
  if (*number == 0 || *number > MOST_SLIDES)
    return FALSE;
  if (numbering == BY_BARE_NUMBER)
    return rest.length == 0;
  return numbering == BY_LINE || line->opens;
}

/* The longest run 1, 2, 3, ... from line `from` on: taking each number at its first chance makes it so. */
static GArray *find_starts(const Export *e, guint from, Numbering numbering) {
  GArray *starts = g_array_new(FALSE, FALSE, sizeof(guint));
  guint number;
  for (guint i = from; i < e->lines->len; i++)
    if (may_start_slide(line_at(e, i), numbering, &number) && number == starts->len + 1)
      g_array_append_val(starts, i);
  return starts;
}

/* Finds the slides after line `from`; FALSE where fewer than `least` follow each other. */
static gboolean find_slides(Export *e, guint from, guint least) {
  g_autoptr(GArray) paragraphs = find_starts(e, from, BY_PARAGRAPH);
  g_autoptr(GArray) bare = find_starts(e, from, BY_BARE_NUMBER);
  e->numbering = bare->len > paragraphs->len ? BY_BARE_NUMBER : BY_PARAGRAPH;
  GArray *best = bare->len > paragraphs->len ? bare : paragraphs;
  g_autoptr(GArray) any = NULL;
  if (best->len < 2) {
    any = find_starts(e, from, BY_LINE);
    if (any->len > best->len) {
      e->numbering = BY_LINE;
      best = any;
    }
  }
  if (best->len < least)
    return FALSE;
  e->starts = g_array_ref(best);
  return TRUE;
}

/* Which phrases of such sites stand among the lines: bits by ExportPhrase. */
static guint phrase_kinds(const Export *e) {
  guint kinds = 0;
  for (guint i = 0; i < e->lines->len; i++) {
    ExportPhrase phrase = export_phrase(line_at(e, i)->text);
    kinds |= phrase == PHRASE_NONE || phrase == PHRASE_PUBLISHED ? 0 : 1u << phrase;
  }
  return kinds;
}

/* The subject that a download line names, else the first line with words that is not the site's. */
static TextSpan subject_from_phrases(const Export *e) {
  TextSpan quoted;
  for (guint i = 0; i < e->lines->len; i++)
    if (export_phrase(line_at(e, i)->text) == PHRASE_DOWNLOAD && export_quoted(line_at(e, i)->text, &quoted))
      return quoted;
  for (guint i = 0; i < start_of(e, 0); i++)
    if (span_letters(line_at(e, i)->text) >= 4 && export_phrase(line_at(e, i)->text) == PHRASE_NONE)
      return line_at(e, i)->text;
  return (TextSpan){"", 0};
}

/* No announcement, but different phrases of such sites around the numbers. Web pages of all kinds offer downloads,
 * related documents and advertising; that a presentation is loading says none but these sites. */
static gboolean recognise_by_phrases(Export *e) {
  guint kinds = phrase_kinds(e);
  int least = kinds & 1u << PHRASE_LOADING ? 2 : 3;
  if (__builtin_popcount(kinds) < least || !find_slides(e, 0, 3))
    return FALSE;
  e->subject = subject_from_phrases(e);
  e->presentation = TRUE;
  return TRUE;
}

static gboolean has_words_between(const Export *e, guint from, guint to) {
  for (guint i = from; i < to; i++)
    if (line_at(e, i)->text.length > 0)
      return TRUE;
  return FALSE;
}

/* "Download "SUBJECT"", and later "Transkript" over numbered pages: the sister sites for documents. */
static gboolean recognise_pages(Export *e, guint i) {
  TextSpan quoted = {"", 0};
  for (guint k = i; k-- > 0 && quoted.length == 0;)
    if (export_phrase(line_at(e, k)->text) != PHRASE_DOWNLOAD || !export_quoted(line_at(e, k)->text, &quoted))
      quoted.length = 0;
  if (quoted.length == 0 || !find_slides(e, i + 1, 1))
    return FALSE;
  if (has_words_between(e, i + 1, start_of(e, 0))) {
    g_clear_pointer(&e->starts, g_array_unref);
    return FALSE;
  }
  e->subject = quoted;
  return TRUE;
}

/* Sites print the subject more than once: as the page's title before, in quotes over the download button after. */
static gboolean subject_frames(const Export *e, TextSpan subject) {
  gboolean before = FALSE, after = FALSE;
  for (guint i = 0; i < e->lines->len; i++) {
    TextSpan line = line_at(e, i)->text, quoted;
    if (i < e->after_marker)
      before |= span_equal(line, subject);
    else
      after |= export_quoted(line, &quoted) && span_equal(quoted, subject);
  }
  return before && after;
}

/* Slides that must follow the announcement, by how sure it is; 0 where it is none. An interview and a seminar's
 * programme may announce themselves in the same shape. */
static guint least_slides(const Export *e, const ExportMarker *marker) {
  if (marker->known && marker->twice)
    return 1;
  if (!marker->colon)
    return 0;
  if ((marker->known || marker->presentation) && phrase_kinds(e) != 0)
    return 2;
  return subject_frames(e, marker->subject) ? 3 : 0;
}

static gboolean recognise(Export *e) {
  guint attempts = 0;
  for (guint i = 0; i < e->lines->len && attempts < MOST_ATTEMPTS; i++) {
    ExportMarker marker;
    if (!line_at(e, i)->opens)
      continue;
    if (marker_at(e, i, &marker, &e->after_marker)) {
      attempts++;
      guint least = least_slides(e, &marker);
      if (least > 0 && find_slides(e, e->after_marker, least)) {
        e->subject = marker.subject;
        e->presentation = TRUE;
        return TRUE;
      }
    } else if (export_is_transcript_word(line_at(e, i)->text)) {
      attempts++;
      if (recognise_pages(e, i))
        return TRUE;
    }
  }
  return recognise_by_phrases(e);
}

/* --- from lines to slides ------------------------------------------------------------------------------------ */

/* Where the numbers allow several starts of a slide ("11 nettverk ..." as a paragraph of slide 10), the running words
 * of the others tell the true one. */
static void correct_starts(Export *e, const char *running_words) {
  for (guint s = 1; s < e->starts->len; s++) {
    guint next = s + 1 < e->starts->len ? start_of(e, s + 1) : e->lines->len;
    for (guint i = start_of(e, s); i < next; i++) {
      TextSpan rest;
      guint number;
      if (!may_start_slide(line_at(e, i), e->numbering, &number) || number != s + 1)
        continue;
      leading_number(line_at(e, i)->text, &rest);
      if (slide_begins_with(rest, running_words)) {
        g_array_index(e->starts, guint, s) = i;
        break;
      }
    }
  }
}

/* How many paragraphs lie in [from, to). */
static guint count_paragraphs(const Export *e, guint from, guint to) {
  guint paragraphs = 0;
  for (guint i = from; i < to; i++)
    paragraphs += line_at(e, i)->opens && line_at(e, i)->text.length > 0;
  return paragraphs;
}

/* The subject once more, in quotes: the site speaks, not the slide. */
static gboolean quotes_subject(const Export *e, TextSpan line) {
  TextSpan quoted;
  return e->subject.length >= 4 && export_quoted(line, &quoted) && span_equal(quoted, e->subject);
}

/* The line after the last one of the last slide. Nothing marks it but what follows: a phrase of the site, the
 * subject quoted, the next heading of the page; or, where every other slide is one paragraph, the paragraph's end. */
static guint end_of_slides(const Export *e) {
  guint last = e->starts->len - 1, from = start_of(e, last);
  gboolean single = e->starts->len >= 3 && e->numbering == BY_PARAGRAPH;
  for (guint s = 0; s < last && single; s++)
    single = count_paragraphs(e, start_of(e, s), start_of(e, s + 1)) == 1;
  for (guint i = from + 1; i < e->lines->len; i++) {
    const Line *line = line_at(e, i);
    if (line->text.length == 0)
      continue;
    if (line->heading || (single && line->opens) || export_phrase(line->text) != PHRASE_NONE ||
        quotes_subject(e, line->text))
      return i;
  }
  return e->lines->len;
}

static SlideText *slide_from_lines(const Export *e, guint slide, guint end, FurnitureSink *sink) {
  SlideText *text = slide_text_new(slide + 1);
  guint lines = 0;
  for (guint i = start_of(e, slide); i < end; i++) {
    const Line *line = line_at(e, i);
    TextSpan content = line->text;
    if (i == start_of(e, slide)) {
      leading_number(line->text, &content);
      if (line->heading && content.length > 0) {
        text->heading = span_dup(content);
        continue;
      }
    } else if (export_phrase(content) != PHRASE_NONE) {
      if (sink)
        furniture_sink_add(sink, content);
      continue;
    }
    lines += content.length > 0;
    g_string_append_len(text->body, content.start, (gssize)content.length);
    g_string_append_c(text->body, '\n');
  }
  g_autofree char *trimmed = span_dup(span_trim((TextSpan){text->body->str, text->body->len}));
  g_string_assign(text->body, trimmed);
  text->flat = lines <= 1;
  return text;
}

static GPtrArray *collect_slides(const Export *e, guint end, FurnitureSink *sink) {
  GPtrArray *slides = g_ptr_array_new_with_free_func((GDestroyNotify)slide_text_free);
  for (guint s = 0; s < e->starts->len; s++)
    g_ptr_array_add(slides, slide_from_lines(e, s, s + 1 < e->starts->len ? start_of(e, s + 1) : end, sink));
  return slides;
}

/* Everything of the site: what stands before the first slide and after the last. */
static void note_furniture(const Export *e, guint end, FurnitureSink *sink) {
  for (guint i = 0; i < e->lines->len; i++) {
    if (i < start_of(e, 0) || i >= end)
      furniture_sink_add(sink, line_at(e, i)->text);
  }
}

static Unit *unit_from_slide(const Export *e, const Unit *from, SlideText *slide) {
  Unit *unit = unit_new_beside(from, e->presentation ? UNIT_KIND_SLIDE : UNIT_KIND_PAGE);
  unit->parent = 0;
  unit->label = g_strdup_printf("%u", slide->number);
  unit_set_locator(unit, e->presentation ? LOCATOR_SLIDE : LOCATOR_PAGE, slide->number, NULL);
  unit->heading = g_steal_pointer(&slide->heading);
  unit_set_text(unit, slide->body->str, slide->body->len);
  return unit;
}

/* The slides take the place of the first section; the other sections go. */
static void replace_units(Export *e, GPtrArray *slides) {
  UnitRebuild rebuild;
  gboolean placed = FALSE;
  unit_rebuild_begin(&rebuild, e->document);
  for (guint i = 0; i < rebuild.old->len; i++) {
    Unit *unit = rebuild.old->pdata[i];
    if (!is_exportable(unit)) {
      unit_rebuild_keep(&rebuild, unit);
      continue;
    }
    for (guint s = 0; s < slides->len && !placed; s++)
      unit_rebuild_add(&rebuild, unit_from_slide(e, unit, slides->pdata[s]));
    placed = TRUE;
    unit_rebuild_drop(&rebuild, unit);
  }
  unit_rebuild_finish(&rebuild);
}

static void split(Export *e) {
  guint count = 0;
  g_autoptr(FurnitureSink) sink = furniture_sink_new(e->document);
  g_autoptr(GPtrArray) draft = collect_slides(e, end_of_slides(e), NULL);
  g_autofree char *found = slides_take_running_words(draft, &count);
  if (found && *found)
    correct_starts(e, found);
  guint end = end_of_slides(e);
  g_autoptr(GPtrArray) slides = collect_slides(e, end, sink);
  g_autofree char *running = slides_take_running_words(slides, &count);
  for (guint i = 0; running && i < count; i++)
    furniture_sink_add(sink, span_of(running));
  if (e->presentation) {
    slides_break_lists(slides);
    slides_take_headings(slides, e->subject);
  }
  note_furniture(e, end, sink);
  g_autofree char *title = normalise_line(e->subject.start, (gssize)e->subject.length);
  if (*title)
    document_set_string(&e->document->title, title);
  if (e->presentation)
    e->document->kind = DOCUMENT_KIND_PRESENTATION;
  replace_units(e, slides);
}

gboolean exports_split(Document *document) {
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func((GDestroyNotify)line_text_free);
  Export e = {.document = document, .texts = texts, .lines = lines, .subject = {"", 0}};
  collect_lines(&e);
  gboolean found = recognise(&e);
  if (found)
    split(&e);
  g_clear_pointer(&e.starts, g_array_unref);
  return found;
}
