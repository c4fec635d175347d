/* Slide-sharing exports: how they are recognised. export_slides.c makes slides of them.
 *
 * What they have in common, whatever their language: a line that announces the transcript of a quoted subject, then
 * paragraphs that begin with the numbers 1, 2, 3 ... of the slides, all between menus and advertising. The numbers
 * must follow each other, since numbers also stand inside slides; where some are left out, others must confirm it.
 * Some sites list the transcript instead, "1. ... 2. ...", or name each page. */
#include "pipeline/stages/exports.h"
#include "pipeline/stages/export_phrases.h"
#include "pipeline/stages/export_slides.h"
#include "pipeline/stages/line_text.h"
#include "pipeline/stages/lines.h"

#include <string.h>

#define MOST_ATTEMPTS 16    /* announcements tried in one document: each try reads all lines */
#define LEAST_NAMED 4       /* slides that are named and not announced */
#define MOST_ON_A_SLIDE 900 /* bytes of them, on average */
#define MOST_BEFORE_NAMED 600

static void collect_lines(Export *e) {
  for (guint i = 0; i < e->document->units->len; i++) {
    const Unit *unit = e->document->units->pdata[i];
    if (!export_takes_unit(unit))
      continue;
    LineText *text = line_text_new(unit->text);
    g_ptr_array_add(e->texts, text);
    ExportLine line = {span_of(unit->heading), i, TRUE, TRUE};
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

/* --- the numbers --------------------------------------------------------------------------------------------- */

/* The next line from `from` on that can only stand after the slides: a list of other decks, a download button that
 * names its deck. */
static guint site_goes_on(const Export *e, guint from) {
  TextSpan quoted;
  for (guint i = from; i < e->lines->len; i++) {
    TextSpan line = export_line(e, i)->text;
    ExportPhrase phrase = export_phrase(line);
    if (phrase == PHRASE_SIMILAR || (phrase == PHRASE_DOWNLOAD && export_quoted(line, &quoted)))
      return i;
  }
  return e->lines->len;
}

/* Keeps the longer of e->starts and the run that `numbering` finds. */
static void try_numbering(Export *e, guint from, guint limit, ExportNumbering numbering) {
  GArray *starts = export_starts_find(e->lines, from, limit, numbering);
  if (e->starts && e->starts->len >= starts->len) {
    g_array_unref(starts);
    return;
  }
  g_clear_pointer(&e->starts, g_array_unref);
  e->starts = starts;
  e->numbering = numbering;
}

/* Finds the slides after line `from`; FALSE where fewer than `least` follow each other. */
static gboolean find_slides(Export *e, guint from, guint least) {
  static const ExportNumbering rarer[] = {NUMBERED_ITEMS, NUMBERED_GLUED, NUMBERED_SLIDES};
  guint limit = from > 0 ? site_goes_on(e, from) : e->lines->len;
  g_clear_pointer(&e->starts, g_array_unref);
  try_numbering(e, from, limit, NUMBERED_PARAGRAPHS);
  try_numbering(e, from, limit, NUMBERED_BARE);
  if (e->starts->len < 2)
    try_numbering(e, from, limit, NUMBERED_LINES);
  for (gsize i = 0; i < G_N_ELEMENTS(rarer) && e->starts->len < 2 && from > 0; i++)
    try_numbering(e, from, limit, rarer[i]);
  if (e->starts->len >= least && e->starts->len > 0) {
    guint last = export_start(e, e->starts->len - 1);
    export_starts_continue(e->lines, e->starts, e->numbering, site_goes_on(e, last));
    return TRUE;
  }
  g_clear_pointer(&e->starts, g_array_unref);
  return FALSE;
}

static gboolean has_words_between(const Export *e, guint from, guint to) {
  for (guint i = from; i < to; i++)
    if (export_line(e, i)->text.length > 0)
      return TRUE;
  return FALSE;
}

/* The line after the section of the next line with words: a list does not go on beyond it. */
static guint end_of_section(const Export *e, guint from) {
  guint i = from;
  while (i < e->lines->len && export_line(e, i)->text.length == 0)
    i++;
  for (guint first = i; i < e->lines->len; i++)
    if (export_line(e, i)->unit != export_line(e, first)->unit)
      return i;
  return e->lines->len;
}

/* The same where the next line with words must be the first start, in the one manner given. */
static gboolean find_at_once(Export *e, guint from, guint least, ExportNumbering numbering) {
  gboolean list = numbering == NUMBERED_POINTS || numbering == NUMBERED_TWICE;
  g_clear_pointer(&e->starts, g_array_unref);
  try_numbering(e, from, list ? end_of_section(e, from) : e->lines->len, numbering);
  if (e->starts->len >= least && !has_words_between(e, from, export_start(e, 0)))
    return TRUE;
  g_clear_pointer(&e->starts, g_array_unref);
  return FALSE;
}

/* --- phrases around the numbers ------------------------------------------------------------------------------ */

/* Which phrases of such sites stand among the lines: bits by ExportPhrase. */
static guint phrase_kinds(const Export *e) {
  guint kinds = 0;
  for (guint i = 0; i < e->lines->len; i++)
    kinds |= 1u << export_phrase(export_line(e, i)->text);
  return kinds & (1u << PHRASE_LOADING | 1u << PHRASE_SIMILAR | 1u << PHRASE_DOWNLOAD | 1u << PHRASE_ADVERTISING);
}

/* How many lines, also of those that the extractor took for furniture, are phrases of the sites that list. */
static guint count_list_phrases(const Export *e) {
  guint count = 0;
  for (guint i = 0; i < e->lines->len; i++)
    count += export_phrase(export_line(e, i)->text) == PHRASE_OF_LISTS;
  for (guint i = 0; i < e->document->furniture->len; i++) {
    const Furniture *furniture = e->document->furniture->pdata[i];
    count += export_phrase(span_of(furniture->text)) == PHRASE_OF_LISTS;
  }
  return count;
}

/* The subject that a download line names, else the first line with words that is not the site's. */
static TextSpan subject_from_phrases(const Export *e) {
  TextSpan quoted;
  for (guint i = 0; i < e->lines->len; i++)
    if (export_phrase(export_line(e, i)->text) == PHRASE_DOWNLOAD && export_quoted(export_line(e, i)->text, &quoted))
      return quoted;
  for (guint i = 0; i < export_start(e, 0); i++)
    if (span_letters(export_line(e, i)->text) >= 4 && export_phrase(export_line(e, i)->text) == PHRASE_NONE)
      return export_line(e, i)->text;
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

/* --- documents and lists ------------------------------------------------------------------------------------- */

/* "Download "SUBJECT"", and later "Transkript" over numbered pages: the sister sites for documents. */
static gboolean recognise_pages(Export *e, guint i) {
  TextSpan quoted = {"", 0};
  for (guint k = i; k-- > 0 && quoted.length == 0;)
    if (export_phrase(export_line(e, k)->text) != PHRASE_DOWNLOAD || !export_quoted(export_line(e, k)->text, &quoted))
      quoted.length = 0;
  if (quoted.length == 0 || !find_slides(e, i + 1, 1))
    return FALSE;
  if (has_words_between(e, i + 1, export_start(e, 0))) {
    g_clear_pointer(&e->starts, g_array_unref);
    return FALSE;
  }
  e->subject = quoted;
  return TRUE;
}

/* "Transcript" over "Page 1: ..." or "Slide 1: ...", as sites that convert documents write. */
static gboolean recognise_named(Export *e, guint i) {
  if (find_at_once(e, i + 1, 2, NUMBERED_SLIDES))
    e->presentation = TRUE;
  else if (!find_at_once(e, i + 1, 2, NUMBERED_PAGES))
    return FALSE;
  e->subject = subject_from_phrases(e);
  return TRUE;
}

/* Sites that list their transcripts: "1. ..." below a line that names the deck or says "Transcript". Minutes and
 * articles look alike, so but for the sure marker other phrases of those sites must stand in the page. */
static gboolean recognise_list(Export *e, guint i) {
  TextSpan line = export_line(e, i)->text, title = span_of(e->document->title), subject = title;
  gboolean sure = FALSE;
  gboolean marker = export_list_marker(line, &subject, &sure) || export_is_transcript_word(line) ||
                    (title.length > 0 && span_equal(span_trim(line), title));
  if (!marker ||
      !(find_at_once(e, i + 1, sure ? 2 : 3, NUMBERED_TWICE) || find_at_once(e, i + 1, sure ? 2 : 3, NUMBERED_POINTS)))
    return FALSE;
  guint least = sure ? 0 : e->numbering == NUMBERED_TWICE ? 1 : 2;
  if (count_list_phrases(e) < least) {
    g_clear_pointer(&e->starts, g_array_unref);
    return FALSE;
  }
  e->subject = subject;
  e->presentation = e->listed = TRUE;
  return TRUE;
}

/* --- the announcement ---------------------------------------------------------------------------------------- */

/* The subject may be broken over lines, so up to four lines of one paragraph are read as one. */
static gboolean marker_at(const Export *e, guint i, ExportMarker *marker, guint *after) {
  const ExportLine *first = export_line(e, i);
  for (guint to = i; to < MIN(i + 4, e->lines->len); to++) {
    const ExportLine *last = export_line(e, to);
    if (last->unit != first->unit || last->text.length == 0 || last->heading != first->heading)
      return FALSE;
    if (export_marker_parse(span_between(first->text, last->text), marker)) {
      *after = to + 1;
      return TRUE;
    }
  }
  return FALSE;
}

/* Sites print the subject more than once: as the page's title before, in quotes over the download button after. */
static gboolean subject_frames(const Export *e, TextSpan subject, guint after_marker) {
  gboolean before = FALSE, after = FALSE;
  for (guint i = 0; i < e->lines->len; i++) {
    TextSpan line = export_line(e, i)->text, quoted;
    if (i < after_marker)
      before |= span_equal(line, subject);
    else
      after |= export_quoted(line, &quoted) && span_equal(quoted, subject);
  }
  return before && after;
}

/* Slides that must follow the announcement, by how sure it is; 0 where it is none. An interview and a seminar's
 * programme may announce themselves in the same shape. */
static guint least_slides(const Export *e, const ExportMarker *marker, guint after_marker) {
  if (marker->known && marker->twice)
    return 1;
  if (!marker->colon)
    return 0;
  if ((marker->known || marker->presentation) && phrase_kinds(e) != 0)
    return 2;
  return subject_frames(e, marker->subject, after_marker) ? 3 : 0;
}

static gboolean recognise_announced(Export *e, const ExportMarker *marker, guint after_marker) {
  guint least = least_slides(e, marker, after_marker);
  if (least == 0 || !find_slides(e, after_marker, least))
    return FALSE;
  e->subject = marker->subject;
  e->presentation = TRUE;
  return TRUE;
}

/* Nothing is announced, but all the text stands below "Slide 1", "Slide 2" ... on lines of their own, from its start
 * on, each with few words. Captions of figures are named alike, hence the strictness. */
static gboolean recognise_unannounced(Export *e) {
  gsize bytes = 0, before = 0;
  guint bare = 0;
  TextSpan rest;
  GArray *starts = export_starts_find_named(e->lines);
  for (guint i = 0; i < e->lines->len; i++) {
    bytes += export_line(e, i)->text.length;
    before += starts->len > 0 && i < g_array_index(starts, ExportStart, 0).line ? export_line(e, i)->text.length : 0;
  }
  for (guint s = 0; s < starts->len; s++)
    bare += export_number(export_line(e, g_array_index(starts, ExportStart, s).line), NUMBERED_SLIDES, &rest) > 0 &&
            rest.length == 0;
  if (starts->len < LEAST_NAMED || bare + 1 < starts->len || before > MOST_BEFORE_NAMED ||
      bytes > (gsize)starts->len * MOST_ON_A_SLIDE) {
    g_array_unref(starts);
    return FALSE;
  }
  g_clear_pointer(&e->starts, g_array_unref);
  e->starts = starts;
  e->numbering = NUMBERED_SLIDES;
  e->subject = span_of(e->document->title);
  for (guint i = 0; i < export_start(e, 0) && e->subject.length == 0; i++)
    e->subject = export_line(e, i)->text;
  e->presentation = e->own = TRUE;
  return TRUE;
}

/* What may announce slides at line i, each bounded by the attempts left. */
static gboolean recognise_at(Export *e, guint i, guint *attempts) {
  ExportMarker marker;
  guint after_marker;
  TextSpan line = export_line(e, i)->text, subject;
  gboolean sure;
  if (marker_at(e, i, &marker, &after_marker)) {
    (*attempts)++;
    return recognise_announced(e, &marker, after_marker);
  }
  if (export_is_transcript_word(line)) {
    (*attempts)++;
    return recognise_pages(e, i) || recognise_named(e, i) || recognise_list(e, i);
  }
  if (export_list_marker(line, &subject, &sure) ||
      (e->document->title && span_equal(line, span_of(e->document->title)))) {
    (*attempts)++;
    return recognise_list(e, i);
  }
  return FALSE;
}

static gboolean recognise(Export *e) {
  guint attempts = 0;
  for (guint i = 0; i < e->lines->len && attempts < MOST_ATTEMPTS; i++)
    if (export_line(e, i)->opens && recognise_at(e, i, &attempts))
      return TRUE;
  return recognise_by_phrases(e) || recognise_unannounced(e);
}

gboolean exports_split(Document *document) {
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(ExportLine));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func((GDestroyNotify)line_text_free);
  Export e = {.document = document, .texts = texts, .lines = lines, .subject = {"", 0}};
  collect_lines(&e);
  gboolean found = recognise(&e);
  if (found)
    export_slides_replace(&e);
  g_clear_pointer(&e.starts, g_array_unref);
  return found;
}
