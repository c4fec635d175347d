/* The stage `quality`: how far the text of each unit can be trusted.
 *
 * It only ever lowers what the extractor has said (the sureness of OCR, of a text layer, of a page's main part). Three
 * signs count: words that the language's lexicon does not know, hyphens that a line's end has left within words
 * ("miljö- mål"), and letters that are none (replacement characters) or stand apart ("I n n h o l d"). Names,
 * abbreviations and numbers are no unknown words. A share that any honest text may have costs nothing. */
#include "language/identify.h"
#include "pipeline/stages/stage.h"
#include "pipeline/stages/stage_lexicon.h"
#include "pipeline/stages/word_scan.h"
#include "pipeline/stages/words.h"

#include <string.h>

#define LEAST_WORDS 20    /* of a unit that is judged at all */
#define SAMPLE 12         /* words of a unit that are looked up, each at the cost of reading some lines */
#define SECOND_SAMPLE 80  /* and where several of these are not known */
#define SAMPLE_IN_ALL 400 /* of a document, after which units are judged by their signs alone */
#define SUSPICIOUS 2      /* unknown words of the first sample that are no reason for the second */
#define MOST_BYTES 1500   /* of a unit that are read, some two hundred words */
#define POOL 30           /* words of a document without pages, and of each of its units, that tell whether to go on */
#define POOL_IN_UNIT 4
#define LEAST_LOOKED_UP 12 /* words that a share of unknown ones can be told of */
#define LEAST_LETTERS 4    /* bytes of a word that is looked up */
#define FREE_UNKNOWN 0.20  /* share of words that a lexicon may well not know: terms, dialect, foreign words */
#define ALL_UNKNOWN 0.80   /* share at which the text is no text */
#define WORST_BY_WORDS 0.2 /* quality left at that share */
#define SURE_LANGUAGE 0.8

typedef struct {
  guint words, looked_up, unknown, hanging, spaced, replaced;
} Signs;

/* --- the signs ----------------------------------------------------------------------------------------------- */

/* "miljö- mål": a hyphen at a word's end, a space, and a lower-case word that is no conjunction. */
static gboolean hangs(TextSpan text, const ScanWord *word) {
  gsize i = word->end, position;
  if (i + 2 >= text.length || text.start[i] != '-' || text.start[i + 1] != ' ')
    return FALSE;
  ScanWord next;
  position = i + 2;
  if (!scan_word(text, &position, &next) || next.start != i + 2 || next.capital)
    return FALSE;
  TextSpan span = {text.start + next.start, next.end - next.start};
  return !word_is_conjunction(span) && !word_is_function(span);
}

/* A single letter with single spaces on both sides of it and the like before it; Nordic "i", "å", "ö" alone are words.
 */
static gboolean stands_apart(TextSpan text, const ScanWord *word, const ScanWord *before) {
  return word->end - word->start <= 2 && before->end - before->start <= 2 &&
         span_characters((TextSpan){text.start + word->start, word->end - word->start}) == 1 && before->end > 0 &&
         before->end + 1 == word->start &&
         span_characters((TextSpan){text.start + before->start, before->end - before->start}) == 1 &&
         text.start[before->end] == ' ';
}

static guint count_replaced(TextSpan text) {
  guint count = 0;
  const char *p = text.start, *end = text.start + text.length;
  while ((p = memchr(p, 0xEF, (gsize)(end - p))) != NULL && end - p >= 3) {
    count += memcmp(p, "\xEF\xBF\xBD", 3) == 0;
    p += 3;
  }
  return count;
}

static gboolean is_fit_for_lexicon(const ScanWord *word) {
  return word->length >= LEAST_LETTERS && word->length < SCAN_WORD_MAX && !word->capital;
}

static void read_signs(Signs *signs, TextSpan text) {
  ScanWord word, before = {0};
  gsize position = 0;
  while (scan_word(text, &position, &word)) {
    signs->words++;
    signs->hanging += hangs(text, &word);
    signs->spaced += stands_apart(text, &word, &before);
    before = word;
  }
  signs->replaced = count_replaced(text);
}

/* Looks up `most` words from all over the text: one of so many. */
static void look_up(Signs *signs, TextSpan text, Lexicon *lexicon, const char *language, guint most) {
  ScanWord word;
  gsize position = 0;
  guint every = MAX(1u, signs->words / (2 * most)), count = 0;
  signs->looked_up = signs->unknown = 0;
  while (signs->looked_up < most && scan_word(text, &position, &word)) {
    if (++count % every != 0 || !is_fit_for_lexicon(&word))
      continue;
    signs->looked_up++;
    signs->unknown += !lexicon_knows(lexicon, language, word.lower, word.length);
  }
}

/* --- the judgement ------------------------------------------------------------------------------------------- */

static double share_of(guint part, guint whole) {
  return whole ? (double)part / (double)whole : 0;
}

/* 1 down to `worst` as the share goes from `from` to `to`. */
static double fall(double share, double from, double to, double worst) {
  if (share <= from)
    return 1;
  return share >= to ? worst : 1 - (1 - worst) * (share - from) / (to - from);
}

static double judge(const Signs *signs) {
  double quality = 1;
  if (signs->looked_up >= LEAST_LOOKED_UP)
    quality = fall(share_of(signs->unknown, signs->looked_up), FREE_UNKNOWN, ALL_UNKNOWN, WORST_BY_WORDS);
  quality *= fall(share_of(signs->hanging, signs->words), 0.005, 0.05, 0.7);
  quality *= fall(share_of(signs->replaced, signs->words), 0, 0.2, 0.3);
  quality *= fall(share_of(signs->spaced, signs->words), 0.05, 0.6, 0.3);
  return quality;
}

static gboolean has_lexicon(Lexicon *lexicon, const Unit *unit) {
  static const char *const languages[] = {"sv", "nb", "nn", "da"};
  if (unit->language_confidence < SURE_LANGUAGE)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (strcmp(unit->language, languages[i]) == 0)
      return lexicon_has(lexicon, unit->language);
  return FALSE;
}

static TextSpan cut(const char *text) {
  TextSpan span = span_of(text);
  if (span.length > MOST_BYTES)
    for (span.length = MOST_BYTES; span.length > 0 && ((guint8)text[span.length] & 0xC0) == 0x80;)
      span.length--;
  return span;
}

/* Pages come from text layers and scans, which are good on one page and bad on the next. Elsewhere a text is good or
 * bad as a whole: some words of all units tell whether the units must be asked one by one. */
static gboolean is_suspicious(const Document *document, Lexicon *lexicon) {
  Signs all = {0};
  for (guint i = 0; i < document->units->len && all.looked_up < POOL; i++) {
    const Unit *unit = document->units->pdata[i];
    TextSpan text = cut(unit->text);
    Signs signs = {.words = (guint)text.length / 6};
    if (text.length < 2 * LEAST_WORDS || !has_lexicon(lexicon, unit))
      continue;
    look_up(&signs, text, lexicon, unit->language, POOL_IN_UNIT);
    all.looked_up += signs.looked_up;
    all.unknown += signs.unknown;
  }
  return share_of(all.unknown, all.looked_up) > FREE_UNKNOWN;
}

static gboolean has_pages(const Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if (unit->kind == UNIT_KIND_PAGE || unit->ocr)
      return TRUE;
  }
  return FALSE;
}

void stage_quality(Document *document) {
  Lexicon *lexicon = stage_lexicon();
  guint looked_up = 0;
  gboolean by_units = has_pages(document) || is_suspicious(document, lexicon);
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    TextSpan text = cut(unit->text);
    if (text.length < 2 * LEAST_WORDS)
      continue;
    Signs signs = {0};
    gboolean ask = by_units && looked_up < SAMPLE_IN_ALL && has_lexicon(lexicon, unit);
    read_signs(&signs, text);
    if (signs.words >= LEAST_WORDS && ask) {
      look_up(&signs, text, lexicon, unit->language, SAMPLE);
      looked_up += signs.looked_up;
      if (signs.unknown > SUSPICIOUS)
        look_up(&signs, text, lexicon, unit->language, SECOND_SAMPLE);
    }
    if (signs.words >= LEAST_WORDS)
      unit->quality = CLAMP(unit->quality, 0, 1) * judge(&signs);
  }
}
