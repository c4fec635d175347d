/* The stage `works`: what a document says of other works, and its own title as the key of its editions.
 *
 * "Denna vägledning ersätter den från 2014", "Kortversion av rapporten Vatten i staden", "Bilder till ...": the words
 * of the relation, and behind them what it is to. The document must speak of itself: a sentence that begins with the
 * words, or has "denna", "dette", "her" or the like before them. */
#include "pipeline/stages/stage.h"
#include "pipeline/stages/word_scan.h"
#include "pipeline/stages/work_title.h"

#include <string.h>

#define MOST_UNITS 12   /* in which a document speaks of itself: title page, colophon, foreword */
#define MOST_BYTES 6000 /* of each */
#define MOST_FINDINGS 8
#define LONGEST_TARGET 140 /* bytes */
#define LONGEST_BEFORE 90  /* bytes between the sentence's start and the words */

typedef struct {
  const char *role, *phrase; /* the phrase in lower case */
  double confidence;
} Relation;

static const Relation relations[] = {
    {"replaces", "ersätter ", 0.8},
    {"replaces", "erstatter ", 0.8},
    {"replaces", "erstattar ", 0.8},
    {"replaces", "avløser ", 0.8},
    {"replaces", "avløyser ", 0.8},
    {"replaces", "afløser ", 0.8},
    {"replaces", "replaces ", 0.8},
    {"replaces", "supersedes ", 0.8},
    {"replaces", "reviderad utgåva av ", 0.75},
    {"replaces", "uppdaterad version av ", 0.75},
    {"replaces", "revidert utgave av ", 0.75},
    {"replaces", "revidert utgåve av ", 0.75},
    {"replaces", "oppdatert versjon av ", 0.75},
    {"replaces", "revised edition of ", 0.75},
    {"replaced-by", "ersätts av ", 0.8},
    {"replaced-by", "har ersatts av ", 0.8},
    {"replaced-by", "är ersatt av ", 0.8},
    {"replaced-by", "erstattes av ", 0.8},
    {"replaced-by", "er erstattet av ", 0.8},
    {"replaced-by", "er erstatta av ", 0.8},
    {"replaced-by", "er afløst af ", 0.8},
    {"replaced-by", "is replaced by ", 0.8},
    {"short-version-of", "kortversion av ", 0.85},
    {"short-version-of", "kortversjon av ", 0.85},
    {"short-version-of", "kortutgave av ", 0.85},
    {"short-version-of", "kort version av ", 0.8},
    {"short-version-of", "sammanfattning av rapporten ", 0.8},
    {"short-version-of", "sammendrag av rapporten ", 0.8},
    {"short-version-of", "samandrag av rapporten ", 0.8},
    {"short-version-of", "short version of ", 0.85},
    {"slides-of", "presentation av rapporten ", 0.75},
    {"slides-of", "presentation av vägledningen ", 0.75},
    {"slides-of", "presentasjon av rapporten ", 0.75},
    {"slides-of", "presentasjon av veilederen ", 0.75},
    {"slides-of", "bilder till ", 0.6},
    {"slides-of", "lysbilder til ", 0.6},
    {"slides-of", "slides for ", 0.6},
};

/* What the relation is to: up to the end of the clause. */
static TextSpan target_of(TextSpan rest) {
  gsize end = 0;
  for (; end < rest.length && end < LONGEST_TARGET; end++) {
    char c = rest.start[end];
    if (c == '\n' || c == ';' ||
        (c == '.' && (end + 1 >= rest.length || rest.start[end + 1] == ' ' || rest.start[end + 1] == '\n')))
      break;
  }
  while (end > 0 && end < rest.length && ((guint8)rest.start[end] & 0xC0) == 0x80)
    end--;
  return span_trim((TextSpan){rest.start, end});
}

/* A work, not a thing: a word for one, a name in quotes, or a capital and a year. */
static gboolean is_of_work(TextSpan target) {
  static const char *const works[] = {
      "vägledning", "veileder", "vegleiar", "rettleiar",     "vejledning",  "handbok",     "håndbok",
      "håndbog",    "rapport",  "guide",    "handlingsplan", "klimatplan",  "strategi",    "upplaga",
      "utgåva",     "utgave",   "utgåve",   "skrift",        "publikation", "publikasjon", "broschyr",
      "brosjyre",   "edition",  "report",   "handbook",      "plan",        "version",     "versjon"};
  ScanWord word;
  gsize position = 0;
  while (scan_word(target, &position, &word))
    for (gsize i = 0; i < G_N_ELEMENTS(works); i++)
      if (strstr(word.lower, works[i]))
        return TRUE;
  return span_has_char(target, '"') || span_starts_with(target, "”") || span_starts_with(target, "«") ||
         span_starts_with(target, "“");
}

/* Whether what stands before the words in their sentence is nothing, or the document itself. */
static gboolean is_of_itself(TextSpan before) {
  static const char *const words[] = {
      "denna",     "denne",     "dette",        "detta",         "den här",     "det här",      "här",
      "her",       "this",      "vägledningen", "veilederen",    "rettleiaren", "vejledningen", "handboken",
      "håndboken", "handboka",  "rapporten",    "utgåvan",       "utgaven",     "utgåva",       "skriften",
      "planen",    "strategin", "strategien",   "publikationen", "dokumentet"};
  before = span_trim(before);
  before = span_skip(before, span_list_mark(before));
  if (span_letters(before) == 0)
    return TRUE;
  if (before.length > LONGEST_BEFORE)
    return FALSE;
  ScanWord word;
  gsize position = 0;
  while (scan_word(before, &position, &word))
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
      if (scan_word_is(&word, words[i]))
        return TRUE;
  return FALSE;
}

static gsize sentence_start(TextSpan text, gsize at) {
  while (at > 0 && text.start[at - 1] != '\n' &&
         !(at >= 2 && strchr(".!?:", text.start[at - 2]) && text.start[at - 1] == ' '))
    at--;
  return at;
}

static gboolean begins_word(TextSpan text, gsize at) {
  return at == 0 || !g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(text.start + at)));
}

static const Relation *relation_at(TextSpan text, gsize at, gsize *length) {
  char first = g_ascii_tolower(text.start[at]);
  for (gsize i = 0; i < G_N_ELEMENTS(relations); i++) {
    gsize bytes = g_ascii_tolower(relations[i].phrase[0]) == first || (guint8)first >= 0x80
                      ? span_starts_with_nocase(span_skip(text, at), relations[i].phrase)
                      : 0;
    if (bytes > 0) {
      *length = bytes;
      return &relations[i];
    }
  }
  return NULL;
}

static void read_text(Document *document, guint unit, FindingField field, const char *from, guint *found) {
  TextSpan text = span_of(from);
  text.length = MIN(text.length, MOST_BYTES);
  for (gsize at = 0; at < text.length && *found < MOST_FINDINGS; at++) {
    gsize length;
    if (((guint8)text.start[at] & 0xC0) == 0x80 || !begins_word(text, at))
      continue;
    const Relation *relation = relation_at(text, at, &length);
    if (!relation)
      continue;
    TextSpan target = target_of(span_skip(text, at + length));
    gsize start = sentence_start(text, at);
    if (target.length < 4 || !is_of_work(target) || !is_of_itself((TextSpan){text.start + start, at - start}))
      continue;
    gsize end = (gsize)(target.start - text.start) + target.length;
    g_autofree char *value = span_dup(target);
    g_strdelimit(value, "\n\t", ' ');
    g_autofree char *key = work_title_key(value);
    Finding *finding = finding_new(FINDING_WORK, unit, field, at, end, value, relation->role, relation->confidence);
    finding_set_detail(finding, "key", key);
    document_add_finding(document, finding);
    ++*found;
    at = end;
  }
}

static gboolean has_year(const char *title) {
  for (const char *p = title; *p; p++)
    if (g_ascii_isdigit(*p) && (p == title || !g_ascii_isdigit(p[-1])) && strspn(p, "0123456789") == 4)
      return TRUE;
  return FALSE;
}

/* The title as the key under which its other editions, its short version and other occasions of a talk are found.
 * Reports that have a year in their title are a series ("Miljöredovisning 2015"): the next one replaces none. */
static void note_title(Document *document) {
  g_autofree char *key = document->title ? work_title_key(document->title) : NULL;
  gboolean dated = document->kind == DOCUMENT_KIND_NEWS || document->kind == DOCUMENT_KIND_MEETING;
  if (!key || dated || (document->kind == DOCUMENT_KIND_REPORT && has_year(document->title)))
    return;
  gboolean brief = work_title_is_short(document->title);
  document_add_finding(document, finding_new(FINDING_WORK, 0, FINDING_IN_TITLE, 0, strlen(document->title), key,
                                             brief ? "short-title" : "title", 0.6));
}

void stage_works(Document *document) {
  guint found = 0;
  note_title(document);
  read_text(document, 0, FINDING_IN_TITLE, document->title, &found);
  for (guint i = 0; i < document->units->len && i < MOST_UNITS; i++) {
    const Unit *unit = document->units->pdata[i];
    read_text(document, unit->ordinal, FINDING_IN_HEADING, unit->heading, &found);
    read_text(document, unit->ordinal, FINDING_IN_TEXT, unit->text, &found);
  }
}
