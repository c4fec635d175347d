/* The stage `kind`: what genre a document is of.
 *
 * Signs speak for kinds with weights: structure (agenda items, slides, labelled facts of a meeting, dated items, parts
 * of a report) and the words by which a document names itself, in its title, its headings and its first lines. The
 * kind with most weight wins, if it has enough; its signs become findings, so that everybody can see why.
 *
 * A programme must look like one: English words for meetings (conference, protocol, agenda) are the words of other
 * trades as well, and weigh nothing without labels or times. A web page is a page until something outweighs that. */
#include "pipeline/stages/agenda_time.h"
#include "pipeline/stages/kind_lines.h"
#include "pipeline/stages/kind_words.h"
#include "pipeline/stages/minutes.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define KINDS (DOCUMENT_KIND_PAGE + 1)
#define ENOUGH 1.5    /* weight that makes a kind */
#define SURE 4.0      /* weight at which a reason cannot be doubted */
#define FIRST_LINES 8 /* in which a document names itself */
#define FIRST_HEADING_LINES 3
#define MOST_LINES 400    /* that are read for structure */
#define MOST_HEADINGS 40  /* that are read for words */
#define LONGEST_LINE 2000 /* bytes; longer ones are no lines that say what a document is */
#define SHORT_LINE 100    /* bytes of a line that can be a title or a heading */
#define MOST_REASONS 24

#define WEIGHT_FIRST_LINE 0.7 /* of a genre word, beside 1 in the title */
#define WEIGHT_THIS 0.75      /* of one in "this guide", "denne rapporten" */
#define WEIGHT_DEFINITE 0.5   /* of one that begins a sentence, "Vägledningen" */
#define WEIGHT_RUNNING 0.8    /* of one in a running line */
#define SELF_BYTES 1500       /* in which a text speaks of itself */
#define RUNNING_LINES 20
#define LEAST_SPEECHES 2
#define WEIGHT_HEADING 0.3
#define MOST_BY_HEADINGS 1.2
#define WEIGHT_WEB_PAGE 1.5
#define LEAST_AGENDA_ITEMS 3
#define MAIN_SHARE 0.35 /* of a web page that a programme takes up, to be what the page is about */
#define MANY_PAGES 15
#define FIRST_LINE_BYTES 120
#define WIDE_LINE 80       /* bytes; a longer one goes on in the next */
#define WEIGHT_SEGMENT 0.8 /* of a genre word in a later segment of a title, "Dagvatten - Vägledning" */
#define MOST_PAGE_PHRASES 4
#define MOST_COLOPHON 4
#define LEAST_TIMED_LINES 4
#define DENSE_ADVICE 250 /* bytes of text, at most, for one word of advice */
#define SPOKEN_UNITS 6   /* units and bytes of each in which somebody says something */
#define SPOKEN_BYTES ((gsize)8192)
#define ADVICE_UNITS 20
#define SOME_ADVICE 3
#define MUCH_ADVICE 6
#define MOST_OTHER_SECTIONS 4

typedef struct {
  DocumentKind kind;
  const char *role;
  double weight;
  guint unit;
  FindingField field;
  gsize start, end;
} Reason;

typedef struct {
  Document *document;
  Reason reasons[MOST_REASONS];
  guint reason_count;
  double weights[KINDS];
  double by_headings[KINDS];
  gboolean by_title[KINDS]; /* named in the title */
  guint labels, parts;      /* bits */
  guint label_count, part_count, dates, numbered, steps, first_lines, lines, headings, page_phrases, speeches, colophon,
      colophon_count, issue, letters, sharing, timed;
  gsize self_bytes;                         /* read of the text for what it says of itself */
  gboolean web, strong_meeting_word, clock; /* clock: a time of day in the first lines */
} Judgement;

static void add_reason(Judgement *j, const Reason *reason) {
  j->weights[reason->kind] += reason->weight;
  if (j->reason_count < MOST_REASONS)
    j->reasons[j->reason_count++] = *reason;
}

/* --- words --------------------------------------------------------------------------------------------------- */

static void weigh(Judgement *j, const GenreWord *says, double share, Reason at) {
  if (strcmp(at.role, "title-word") == 0)
    j->by_title[says->kind] = TRUE;
  double weight = says->weight * share;
  if (at.field == FINDING_IN_HEADING && share == WEIGHT_HEADING) {
    weight = MIN(weight, MOST_BY_HEADINGS - j->by_headings[says->kind]);
    j->by_headings[says->kind] += weight;
  }
  if (weight <= 0)
    return;
  j->strong_meeting_word |= says->kind == DOCUMENT_KIND_MEETING && !says->weak;
  at.kind = says->kind;
  at.weight = weight;
  add_reason(j, &at);
}

static const GenreWord is_minutes = {DOCUMENT_KIND_MEETING, 1.2, FALSE};

/* Bytes of the sign that parts a title from its site or its subject at `from`, " - ", " | "; else 0. */
static gsize segment_border(TextSpan line, gsize from) {
  static const char *const borders[] = {" - ", " – ", " — ", " | ", " » ", ": ", " · "};
  for (gsize i = 0; i < G_N_ELEMENTS(borders); i++)
    if (span_starts_with(span_skip(line, from), borders[i]))
      return strlen(borders[i]);
  return 0;
}

/* "Notater fra møtet", "Anteckningar från träffen": words that make minutes of a meeting's word. */
static gboolean is_memo(const ScanWord *word) {
  static const char *const starts[] = {"notat", "anteckning", "minnesanteckning", "referat", "notes", "oppsummering"};
  for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
    if (scan_word_starts(word, starts[i]))
      return TRUE;
  return FALSE;
}

/* "Nytt i", "Guide til" that begins at `from` of the line. */
static void read_genre_phrase(Judgement *j, TextSpan line, gsize from, gsize offset, double share, Reason at,
                              gboolean *seen) {
  gsize length;
  const GenreWord *phrase = genre_of_phrase(span_skip(line, from), &length);
  if (!phrase || seen[phrase->kind])
    return;
  at.start = offset + from;
  at.end = at.start + length;
  weigh(j, phrase, share, at);
  seen[phrase->kind] = TRUE;
}

/* The genre words of a title, heading or first line that begins `offset` bytes into its field: of each kind the first.
 * A title of many words names its genre at its start or end; what stands in the middle is its subject, and counts less.
 */
static void read_genre_line(Judgement *j, TextSpan line, gsize offset, double share, Reason at) {
  gboolean seen[KINDS] = {FALSE};
  gsize position = 0;
  read_genre_phrase(j, line, 0, offset, share, at, seen);
  ScanWord word;
  gboolean later = FALSE, memo = FALSE; /* behind the first segment; behind a word for notes */
  gsize before = 0;
  for (guint n = 0, all = 0; all < 24 && scan_word(line, &position, &word); n++, all++) {
    for (gsize i = before; i < word.start; i++)
      if (segment_border(line, i) > 0) {
        n = 0;
        later = TRUE;
        read_genre_phrase(j, line, i + segment_border(line, i), offset, share * WEIGHT_SEGMENT, at, seen);
      }
    before = word.end;
    const GenreWord *says = word.length > 2 ? genre_of_word(&word) : NULL;
    if (memo && says && says->kind == DOCUMENT_KIND_MEETING) {
      at.start = offset + word.start;
      at.end = offset + word.end;
      weigh(j, &is_minutes, share, at);
      memo = FALSE;
    }
    memo |= is_memo(&word);
    if (!says || seen[says->kind])
      continue;
    seen[says->kind] = TRUE;
    at.start = offset + word.start;
    at.end = offset + word.end;
    double subject = j->web && says->kind == DOCUMENT_KIND_REPORT && says->weight < 2 ? 0.6 : 1; /* page on a plan */
    weigh(j, says, subject * share * (n >= 4 ? 0.6 : later ? WEIGHT_SEGMENT : 1), at);
  }
}

static gboolean is_definite(const ScanWord *word) {
  static const char *const endings[] = {"en", "et", "in", "ne", "na", "ga", "ka"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    if (scan_word_ends(word, endings[i]))
      return TRUE;
  return FALSE;
}

/* "Denna vägledning", "den här handboken", "dette notatet"; and "Vägledningen vänder sig till". */
static void read_self_reference(Judgement *j, TextSpan line, gsize offset, Reason at) {
  static const char *const pointers[] = {"denna", "denne", "dette", "detta", "här", "this"};
  ScanWord word;
  gsize position = 0;
  gboolean pointed = FALSE;
  at.role = "self-reference";
  for (guint n = 0; scan_word(line, &position, &word); n++) {
    gboolean definite = word.capital && word.length > 6 && is_definite(&word);
    const GenreWord *says = pointed || definite ? genre_of_word(&word) : NULL;
    if (says && !says->weak && (says->kind == DOCUMENT_KIND_GUIDE || says->kind == DOCUMENT_KIND_REPORT)) {
      at.start = offset + word.start;
      at.end = offset + word.end;
      double share = pointed ? WEIGHT_THIS : WEIGHT_DEFINITE;
      /* A page that speaks of a report tells of it, as news does. */
      weigh(j, says, j->web && says->kind == DOCUMENT_KIND_REPORT ? share / 2 : share, at);
      j->self_bytes = SELF_BYTES;
      return;
    }
    pointed = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(pointers); i++)
      pointed |= scan_word_is(&word, pointers[i]);
  }
}

/* "... Her får du råd om hvordan": a guide's promise that begins a sentence of the first lines; those that are no
 * sentences are read as lines. */
static void read_promise(Judgement *j, TextSpan line, gsize offset, Reason at) {
  for (gsize i = span_last_char(line) == '.' ? 0 : 1; i + 3 < line.length && i < LONGEST_LINE; i++) {
    gsize length, begin = i ? i + 1 : 0;
    if (i > 0 && (line.start[i] != ' ' || !strchr(".?!", line.start[i - 1])))
      continue;
    const GenreWord *says = genre_of_phrase(span_skip(line, begin), &length);
    if (!says || says->weak || says->kind != DOCUMENT_KIND_GUIDE)
      continue;
    at.role = "self-reference";
    at.start = offset + begin;
    at.end = at.start + length;
    weigh(j, says, WEIGHT_THIS, at);
    return;
  }
}

/* --- lines --------------------------------------------------------------------------------------------------- */

static gboolean has_clock(TextSpan line) {
  static const char *const words[] = {"kl.", "kl ", "klockan", "klokka", "klokken", "klokken", "kl:"};
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (span_contains_nocase(line, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_numbered_heading(TextSpan line) {
  return line.length > 5 && line.length < SHORT_LINE && g_ascii_isdigit(line.start[0]) && line.start[1] == '.' &&
         g_ascii_isdigit(line.start[2]) && (line.start[3] == ' ' || line.start[3] == '.') && span_has_letter(line) &&
         span_last_char(line) != '.';
}

static void count_once(guint which, guint *bits, guint *count) {
  *count += !(*bits & (1u << which));
  *bits |= 1u << which;
}

static void read_label(Judgement *j, TextSpan line, Reason at, gsize offset) {
  gsize length, head = MIN(line.length, (gsize)30);
  if (line.length > 30 && !memchr(line.start, ':', head) && !memchr(line.start, '\t', head))
    return;
  guint which = meeting_label(line, &length), before = j->label_count;
  if (which)
    count_once(which, &j->labels, &j->label_count);
  if (j->label_count == before)
    return;
  at.kind = DOCUMENT_KIND_MEETING;
  at.role = "meeting-label";
  /* Pages have dates and places too; only meetings have participants. */
  at.weight = which == LABEL_PRESENT ? 0.8 : before == 0 ? 0.2 : before < 4 ? 0.75 : 0.3;
  at.start = offset;
  at.end = offset + length;
  add_reason(j, &at);
}

static void read_date(Judgement *j, TextSpan line, Reason at, gsize offset) {
  gsize mark = span_list_mark(line), date = line_date(span_skip(line, mark));
  if (date == 0 || ++j->dates < 3 || j->dates > 5)
    return;
  at.kind = DOCUMENT_KIND_NEWS;
  at.role = "dated-item";
  at.weight = 0.7;
  at.start = offset + mark;
  at.end = offset + mark + date;
  add_reason(j, &at);
}

/* "08.30-08.40" at one end of the line, and something to do then. Programmes go by five minutes; sections are numbered
 * one by one ("8.14 Pumpar"). */
static gboolean is_timed(TextSpan line) {
  AgendaTime time;
  if (!span_has_letter(line))
    return FALSE;
  if (agenda_time_parse(line, &time))
    return time.minutes % 5 == 0;
  gsize tail = line.length;
  while (tail > 0 &&
         (g_ascii_isdigit(line.start[tail - 1]) || strchr(".:-", line.start[tail - 1]) ||
          (guint8)line.start[tail - 1] >= 0x80) &&
         line.length - tail < 16)
    tail--;
  return line.length - tail >= 5 && tail >= 4 && line.start[tail - 1] == ' ' && g_ascii_isdigit(line.start[tail]) &&
         agenda_time_parse(span_skip(line, tail), &time);
}

/* Signs that count once, or a few times. */
static void read_signs(Judgement *j, TextSpan line, Reason at) {
  guint label = colophon_label(line), before = j->colophon_count;
  j->timed += is_timed(line);
  if (label)
    count_once(label, &j->colophon, &j->colophon_count);
  if (j->colophon_count > before && before < MOST_COLOPHON) {
    at.kind = DOCUMENT_KIND_REPORT;
    at.role = "colophon";
    at.weight = 0.4;
    add_reason(j, &at);
  }
  if (is_issue_line(line) && j->lines < FIRST_LINES && j->issue++ == 0) {
    at.kind = DOCUMENT_KIND_NEWS;
    at.role = "issue";
    at.weight = 1;
    add_reason(j, &at);
  }
  if (is_newsletter_phrase(line) && j->letters++ == 0) {
    at.kind = DOCUMENT_KIND_NEWS;
    at.role = "newsletter-phrase";
    at.weight = j->web ? 0.4 : 1;
    add_reason(j, &at);
  }
  if (j->lines < FIRST_LINES && is_sharing_line(line) && j->sharing++ == 0) {
    at.kind = DOCUMENT_KIND_PRESENTATION;
    at.role = "slide-sharing";
    at.weight = 2.5;
    add_reason(j, &at);
  }
}

static void read_structure(Judgement *j, TextSpan line, Reason at, gsize offset) {
  read_label(j, line, at, offset);
  j->numbered += is_numbered_heading(line);
  read_date(j, line, at, offset);
  if (line.length > SHORT_LINE)
    return;
  guint part = line.length < 40 ? report_part(line) : 0, parts = j->part_count;
  j->steps += is_step(line);
  if (part)
    count_once(part, &j->parts, &j->part_count);
  at.start = offset;
  at.end = offset + line.length;
  if (j->part_count > parts) {
    at.kind = DOCUMENT_KIND_REPORT;
    at.role = "report-part";
    at.weight = 0.6;
    add_reason(j, &at);
  }
  if (is_page_phrase(line) && j->page_phrases++ < MOST_PAGE_PHRASES) {
    at.kind = DOCUMENT_KIND_PAGE;
    at.role = "page-phrase";
    at.weight = !j->web ? 0.6 : j->page_phrases <= 2 ? 0.3 : 0;
    add_reason(j, &at);
  }
  read_signs(j, line, at);
}

static void read_heading(Judgement *j, const Unit *unit) {
  TextSpan heading = span_of(unit->heading);
  if (heading.length == 0 || heading.length > LONGEST_LINE)
    return;
  Reason at = {.role = "heading-word", .unit = unit->ordinal, .field = FINDING_IN_HEADING};
  gboolean is_title = span_equal(heading, span_of(j->document->title));
  read_structure(j, heading, at, 0);
  j->clock |= j->first_lines < FIRST_LINES && has_clock(heading);
  if (!is_title && j->headings++ < MOST_HEADINGS)
    read_genre_line(j, heading, 0, j->first_lines < FIRST_HEADING_LINES && !j->web ? WEIGHT_FIRST_LINE : WEIGHT_HEADING,
                    at);
  j->first_lines++;
}

/* "– Vi är nöjda": a dash and a capital. */
static gboolean begins_speech(TextSpan line) {
  return line.length > 8 && memcmp(line.start, "\xE2\x80\x93 ", 4) == 0 &&
         g_unichar_isupper(g_utf8_get_char(line.start + 4));
}

/* "N Y T T  F R Å N": the letters of a letter-spaced line; NULL for other lines. Spaces between words are often no
 * wider than those between letters, so they are left out. Caller frees. */
static char *letters_joined(TextSpan line) {
  g_autoptr(GString) joined = g_string_new(NULL);
  guint letters = 0;
  if (line.length < 9 || line.length > FIRST_LINE_BYTES)
    return NULL;
  for (const char *p = line.start, *end = line.start + line.length; p < end; letters++) {
    const char *after = utf8_after(p);
    if (after < end && *after != ' ')
      return NULL;
    g_string_append_len(joined, p, after - p);
    for (p = after; p < end && *p == ' '; p++)
      ;
  }
  return letters >= 5 ? g_string_free(g_steal_pointer(&joined), FALSE) : NULL;
}

/* A line by which the document may name itself. */
static void read_name(Judgement *j, TextSpan line, gsize offset, double share, Reason at) {
  g_autofree char *joined = letters_joined(line);
  if (!joined) {
    read_genre_line(j, line, offset, share, at);
    return;
  }
  const GenreWord *says = genre_of_letters(joined);
  at.start = offset;
  at.end = offset + line.length;
  if (says)
    weigh(j, says, 1, at);
}

static void read_lines(Judgement *j, const Unit *unit) {
  TextSpan rest = span_of(unit->text), line;
  Reason at = {.role = "first-line", .unit = unit->ordinal, .field = FINDING_IN_TEXT};
  gboolean is_wrapped = FALSE; /* whether the line before is long enough to go on in this one */
  while (j->lines < MOST_LINES && span_next_line(&rest, &line)) {
    gsize offset;
    line = span_trim(line);
    if (line.length == 0)
      continue;
    offset = (gsize)(line.start - unit->text);
    j->lines++;
    if (j->first_lines++ < FIRST_LINES && line.length <= LONGEST_LINE) {
      j->clock |= has_clock(line);
      if (line.length < FIRST_LINE_BYTES && span_last_char(line) != '.' && !is_wrapped &&
          !span_equal(line, span_of(j->document->title)))
        read_name(j, line, offset, WEIGHT_FIRST_LINE, at);
    }
    is_wrapped = line.length >= WIDE_LINE;
    if (j->self_bytes < SELF_BYTES) {
      j->self_bytes += line.length;
      read_promise(j, line, offset, at);
      read_self_reference(j, line, offset, at);
    }
    j->speeches += begins_speech(line);
    if (line.length <= LONGEST_LINE)
      read_structure(j, line, at, offset);
  }
}

/* --- structure ----------------------------------------------------------------------------------------------- */

static gsize unit_bytes(const Unit *unit) {
  return (unit->text ? strlen(unit->text) : 0) + (unit->heading ? strlen(unit->heading) : 0);
}

static void judge_agenda(Judgement *j) {
  const GPtrArray *units = j->document->units;
  guint count = 0, first = 0;
  gsize agenda = 0, all = 1, others = 0;
  for (guint i = 0; i < units->len; i++) {
    const Unit *unit = units->pdata[i];
    gsize bytes = unit_bytes(unit);
    all += bytes;
    if (unit->kind != UNIT_KIND_AGENDA_ITEM) {
      others += bytes > 0;
      continue;
    }
    first = count++ ? first : i;
    agenda += bytes;
  }
  gboolean announced = count > 0 && count < LEAST_AGENDA_ITEMS && minutes_announced(j->document);
  if (count < LEAST_AGENDA_ITEMS && !announced)
    return;
  const Unit *item = units->pdata[first];
  gboolean main = !j->web || (double)agenda / (double)all >= MAIN_SHARE || j->label_count >= 3 ||
                  (others <= MOST_OTHER_SECTIONS && count > others);
  Reason reason = {.kind = DOCUMENT_KIND_MEETING,
                   .role = "agenda-items",
                   .weight = main ? 3 : 0.8,
                   .unit = item->ordinal,
                   .field = FINDING_IN_HEADING,
                   .end = item->heading ? strlen(item->heading) : 0};
  add_reason(j, &reason);
}

static void judge_slides(Judgement *j) {
  const GPtrArray *units = j->document->units;
  Reason reason = {.kind = DOCUMENT_KIND_PRESENTATION, .weight = 10, .field = FINDING_IN_METADATA};
  for (guint i = 0; i < units->len && !reason.role; i++) {
    const Unit *unit = units->pdata[i];
    if (unit->kind != UNIT_KIND_SLIDE)
      continue;
    reason.role = "slides";
    reason.unit = unit->ordinal;
    reason.field = FINDING_IN_HEADING;
    reason.end = unit->heading ? strlen(unit->heading) : 0;
  }
  if (!reason.role && j->document->kind == DOCUMENT_KIND_PRESENTATION)
    reason.role = "media-type";
  if (reason.role)
    add_reason(j, &reason);
}

static void add_whole(Judgement *j, DocumentKind kind, const char *role, double weight) {
  Reason reason = {.kind = kind, .role = role, .weight = weight, .field = FINDING_IN_METADATA};
  add_reason(j, &reason);
}

static gboolean has_said(TextSpan text) {
  static const char *const verbs[] = {" säger ",    " säger\n",    " sier ",      " seier ", " siger ",
                                      " berättar ", " forteller ", " fortæller ", " fortel "};
  for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
    if (memmem(text.start, MIN(text.length, SPOKEN_BYTES), verbs[i], strlen(verbs[i])))
      return TRUE;
  return FALSE;
}

static gboolean somebody_says(const Document *document) {
  for (guint i = 0; i < document->units->len && i < SPOKEN_UNITS; i++)
    if (has_said(span_of(((const Unit *)document->units->pdata[i])->text)))
      return TRUE;
  return FALSE;
}

/* A guide says what one should do, over and over. */
static void judge_advice(Judgement *j) {
  const GPtrArray *units = j->document->units;
  guint count = 0;
  gsize bytes = 0;
  for (guint i = 0; i < units->len && i < ADVICE_UNITS && count < MUCH_ADVICE; i++) {
    TextSpan text = span_of(((const Unit *)units->pdata[i])->text);
    text.length = MIN(text.length, SPOKEN_BYTES);
    bytes += text.length;
    count += count_advice(text);
  }
  gboolean dense = count * DENSE_ADVICE >= bytes;
  if (count >= SOME_ADVICE && (dense || j->weights[DOCUMENT_KIND_GUIDE] > 0))
    add_whole(j, DOCUMENT_KIND_GUIDE, "advice", count >= MUCH_ADVICE ? 1.2 : 0.8);
}

static void judge_counts(Judgement *j) {
  const GPtrArray *units = j->document->units;
  const Unit *last = units->len ? units->pdata[units->len - 1] : NULL;
  if (j->numbered >= 3)
    add_whole(j, DOCUMENT_KIND_REPORT, "numbered-headings", 0.8);
  if (last && last->locator.kind == LOCATOR_PAGE && last->locator.number >= MANY_PAGES)
    add_whole(j, DOCUMENT_KIND_REPORT, "many-pages", 0.5);
  if (j->steps >= 3)
    add_whole(j, DOCUMENT_KIND_GUIDE, "steps", 1.2);
  /* What is dear to count is counted only where it can decide. */
  double guide = j->weights[DOCUMENT_KIND_GUIDE];
  if (guide < ENOUGH + WEIGHT_WEB_PAGE && (guide > 0 || j->web))
    judge_advice(j);
  if (j->timed >= LEAST_TIMED_LINES)
    add_whole(j, DOCUMENT_KIND_MEETING, "timed-lines", 2);
  if (j->speeches >= LEAST_SPEECHES && somebody_says(j->document))
    add_whole(j, DOCUMENT_KIND_NEWS, "speech", 1.6);
  if (j->clock && j->strong_meeting_word)
    add_whole(j, DOCUMENT_KIND_MEETING, "time-of-day", 1);
}

/* What every page of a newsletter says above or below its text. The furniture of web pages is that of their site. */
static void read_running_lines(Judgement *j) {
  const GPtrArray *furniture = j->document->furniture;
  Reason at = {.role = "running-line", .field = FINDING_IN_METADATA};
  for (guint i = 0; i < furniture->len && i < RUNNING_LINES; i++) {
    TextSpan line = span_of(((const Furniture *)furniture->pdata[i])->text);
    ScanWord word;
    gsize position = 0;
    if (line.length > WIDE_LINE)
      continue;
    /* "Rettleiar: Kartlegging ..." names the work of which the page is a part. */
    if (j->web && (!scan_word(line, &position, &word) || line.start[word.end] != ':'))
      continue;
    position = 0;
    for (guint n = 0; n < 6 && scan_word(line, &position, &word); n++) {
      const GenreWord *says = word.length > 4 ? genre_of_word(&word) : NULL;
      if (!says || says->weak || says->kind == DOCUMENT_KIND_MEETING)
        continue;
      weigh(j, says, WEIGHT_RUNNING, at);
      return;
    }
  }
}

/* Words of other trades count for nothing where nothing looks like a meeting. */
static void doubt_meeting(Judgement *j) {
  gboolean agenda = FALSE;
  for (guint i = 0; i < j->reason_count; i++)
    agenda |= strcmp(j->reasons[i].role, "agenda-items") == 0 || strcmp(j->reasons[i].role, "timed-lines") == 0;
  if (!agenda && j->label_count < 3 && !j->strong_meeting_word)
    j->weights[DOCUMENT_KIND_MEETING] = 0;
  /* A report on a conference, a web page that tells of one meeting among others. */
  else if (!agenda && j->label_count < 2 && !j->clock)
    j->weights[DOCUMENT_KIND_MEETING] *= 0.8;
}

/* --- the verdict --------------------------------------------------------------------------------------------- */

static DocumentKind decide(const Judgement *j) {
  DocumentKind best = DOCUMENT_KIND_OTHER;
  for (guint kind = DOCUMENT_KIND_OTHER + 1; kind < KINDS; kind++)
    if (j->weights[kind] >= ENOUGH && j->weights[kind] > j->weights[best])
      best = (DocumentKind)kind;
  if (best == DOCUMENT_KIND_OTHER && j->web)
    return DOCUMENT_KIND_PAGE;
  return best;
}

static void tell(Judgement *j, DocumentKind kind) {
  for (guint i = 0; i < j->reason_count; i++) {
    const Reason *r = &j->reasons[i];
    if (r->kind == kind && r->weight > 0)
      document_add_finding(j->document, finding_new(FINDING_KIND_REASON, r->unit, r->field, r->start, r->end,
                                                    document_kind_name(kind), r->role, MIN(r->weight / SURE, 1)));
  }
}

/* The <title> of a page says more than its heading: genres that the heading does not name. The site's own name
 * ("Nyheter") is on all its pages, so news count for less. */
static void read_site_title(Judgement *j, TextSpan title, Reason at) {
  gsize position = 0;
  ScanWord word;
  while (scan_word(title, &position, &word)) {
    const GenreWord *says = genre_of_word(&word);
    if (!says || says->weak || j->by_title[says->kind])
      continue;
    j->by_title[says->kind] = TRUE;
    at.start = word.start;
    at.end = word.end;
    weigh(j, says, says->kind == DOCUMENT_KIND_GUIDE || says->kind == DOCUMENT_KIND_PRESENTATION ? 0.8 : 0.4, at);
  }
}

void stage_kind(Document *document) {
  Judgement j = {.document = document, .web = document->kind == DOCUMENT_KIND_PAGE};
  judge_slides(&j);
  if (j.reason_count == 0) {
    Reason title = {.role = "title-word", .field = FINDING_IN_TITLE};
    TextSpan span = span_of(document->title);
    if (j.web)
      add_whole(&j, DOCUMENT_KIND_PAGE, "media-type", WEIGHT_WEB_PAGE);
    if (span.length <= LONGEST_LINE)
      read_name(&j, span, 0, 1, title);
    Reason alternative = {.role = "title-word", .field = FINDING_IN_METADATA};
    TextSpan whole = span_of(g_hash_table_lookup(document->metadata, "alternative"));
    if (whole.length <= LONGEST_LINE)
      read_site_title(&j, whole, alternative);
    const GenreWord *address = genre_of_address(document->url);
    if (address)
      add_whole(&j, address->kind, "address", address->weight);
    j.clock |= has_clock(span);
    for (guint i = 0; i < document->units->len && j.lines < MOST_LINES; i++) {
      read_heading(&j, document->units->pdata[i]);
      read_lines(&j, document->units->pdata[i]);
    }
    read_running_lines(&j);
    judge_agenda(&j);
    judge_counts(&j);
    doubt_meeting(&j);
  }
  document->kind = decide(&j);
  tell(&j, document->kind);
}
