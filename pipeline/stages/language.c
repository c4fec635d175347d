/* The stage `language`: one language a unit, one for the document.
 *
 * Units are identified one by one, by passages where they are of several languages; what most of the text is in, by
 * bytes and confidence, is the document's language. Then each unit is judged again: its own evidence against the chance
 * of meeting that language in this document (Bayes' rule). So a slide of few words does not leave the language of its
 * deck for a neighbour, while a quotation of some sentences does, and in a mixed document all units keep what they say.
 * A unit of which two languages hold a considerable part is "mul". */
#include "language/identify.h"
#include "pipeline/stages/lines.h"
#include "pipeline/stages/passages.h"
#include "pipeline/stages/stage.h"

#include <math.h>
#include <string.h>

#define PREVAILS 0.60       /* share of the text that makes a language the document's */
#define TIE 0.15            /* difference of shares within which the declared language decides */
#define OTHERS 0.06         /* share that any language may have of a document that shows nothing of it */
#define FEW_BYTES 40        /* of sure text, that tell half of what a document is in */
#define ASSUMED_SHARE 0.30  /* the same for the document's own language: titles and labels are in it */
#define DECLARED 0.20       /* share that the declared language is taken to have besides what is found of it */
#define DECLARED_HERE 0.60  /* the same where it is declared for the unit itself: somebody marked a part of the page */
#define LEAST_CHANCE 0.001  /* no identification is surer than this that a language is not it */
#define ASSUMED 0.5         /* confidence of a language taken over without any evidence */
#define SECOND_SHARE 0.25   /* of a unit's letters in a second language that make it "mul" */
#define SECOND_LETTERS 80   /* and how many at least */
#define PASSAGE_CHANCE 0.90 /* that a passage must have to count towards "mul" */

/* What a unit says by itself. */
typedef struct {
  Identification whole;
  GArray *passages; /* Passage; NULL where the unit is too short for two languages */
  char *text;       /* of the passages: heading and text */
  gsize letters;
  int declared;                         /* for the unit itself; -1 where none is */
  double weights[IDENTIFIED_LANGUAGES]; /* bytes in each language, less where it is unsure */
} Evidence;

typedef struct {
  int assumed;                          /* the document's language, or the declared one; -1 where there is none */
  int declared;                         /* -1 where there is none */
  double weights[IDENTIFIED_LANGUAGES]; /* of all units */
  double total;
} Context;

/* --- the evidence of the units --------------------------------------------------------------------------------------
 */

/* The declared language as one that units may have, or -1. "no" says Norwegian, which is mostly Bokmål; nynorsk is told
 * by the text. */
static int language_of_tag(const char *tag) {
  if (!tag)
    return -1;
  g_autofree char *language = g_ascii_strdown(tag, (gssize)strcspn(tag, "-_;, "));
  return identified_index(strcmp(language, "no") == 0 ? "nb" : language);
}

static void add_weight(Evidence *evidence, const Identification *found, gsize bytes) {
  int language = identified_index(found->language);
  if (language >= 0)
    evidence->weights[language] += (double)bytes * found->confidence * found->confidence;
}

static Evidence gather_evidence(const Unit *unit) {
  g_autofree char *text = g_strconcat(unit->heading ? unit->heading : "", "\n", unit->text ? unit->text : "", NULL);
  Evidence evidence = {.letters = span_letters(span_of(text)), .declared = language_of_tag(unit->language)};
  if (evidence.letters < 2 * SECOND_LETTERS) {
    evidence.whole = identify_text(text, -1);
    add_weight(&evidence, &evidence.whole, strlen(text));
    return evidence;
  }
  evidence.text = g_steal_pointer(&text);
  evidence.passages = passages_find(span_of(evidence.text), &evidence.whole);
  for (guint i = 0; i < evidence.passages->len; i++) {
    const Passage *passage = &g_array_index(evidence.passages, Passage, i);
    add_weight(&evidence, &passage->found, passage->text.length);
  }
  return evidence;
}

static void clear_evidence(gpointer data) {
  Evidence *evidence = data;
  g_clear_pointer(&evidence->passages, g_array_unref);
  g_free(evidence->text);
}

static GArray *gather_all(const Document *document, Context *context) {
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Evidence));
  g_array_set_clear_func(all, clear_evidence);
  for (guint i = 0; i < document->units->len; i++) {
    Evidence evidence = gather_evidence(document->units->pdata[i]);
    for (int l = 0; l < IDENTIFIED_LANGUAGES; l++) {
      context->weights[l] += evidence.weights[l];
      context->total += evidence.weights[l];
    }
    g_array_append_val(all, evidence);
  }
  return all;
}

/* --- the document ---------------------------------------------------------------------------------------------------
 */

static void set_language(char field[8], int language) {
  g_strlcpy(field, language >= 0 ? identified_languages[language] : "und", 8);
}

/* The language of most of the text; "mul" where none prevails, the declared one where nothing can be told. */
static void choose_language(Document *document, Context *context) {
  int best = 0, declared = context->declared;
  for (int i = 1; i < IDENTIFIED_LANGUAGES; i++)
    if (context->weights[i] > context->weights[best])
      best = i;
  double said = declared >= 0 ? context->weights[declared] : 0;
  if (context->total <= 0)
    context->assumed = declared;
  else if (context->weights[best] / context->total >= PREVAILS)
    context->assumed = best;
  else if (said > 0 && (context->weights[best] - said) / context->total <= TIE)
    context->assumed = declared;
  else
    context->assumed = -1;
  set_language(document->language, context->assumed);
  if (context->assumed < 0 && context->total > 0)
    g_strlcpy(document->language, "mul", sizeof document->language);
  if (context->assumed < 0)
    context->assumed = declared;
}

/* --- the units, by their document -----------------------------------------------------------------------------------
 */

/* The share of a language in the rest of the document, never quite 0. */
static double expected_share(const Context *context, const Evidence *evidence, int language) {
  double own = 0;
  for (int i = 0; i < IDENTIFIED_LANGUAGES; i++)
    own += evidence->weights[i];
  /* A rest of few bytes, or of unsure ones, says little. */
  double rest = MAX(context->total - own, 0), weight = MAX(context->weights[language] - evidence->weights[language], 0);
  double known = rest / (rest + FEW_BYTES), share = OTHERS + weight / (rest + FEW_BYTES);
  if (language == context->assumed)
    share += ASSUMED_SHARE * known;
  if (language == evidence->declared)
    share += DECLARED_HERE;
  return language == context->declared ? share + DECLARED : share;
}

/* The likeliest language of a text of the unit, given what it says and what the document is in, or -1 for none of
 * these; *chance is that it is right. */
static int judge(const Identification *found, const Context *context, const Evidence *evidence, double *chance) {
  double sum = found->other * OTHERS;
  int best = -1;
  *chance = sum;
  for (int i = 0; i < IDENTIFIED_LANGUAGES; i++) {
    double product = MAX(found->chances[i], LEAST_CHANCE) * expected_share(context, evidence, i);
    sum += product;
    if (product > *chance) {
      best = i;
      *chance = product;
    }
  }
  *chance /= sum;
  return best;
}

/* Makes a unit "mul" where a second language has enough of it. */
static gboolean settle_as_several(Unit *unit, const Evidence *evidence, const Context *context) {
  gsize letters[IDENTIFIED_LANGUAGES] = {0};
  double sure = 1;
  for (guint i = 0; evidence->passages && i < evidence->passages->len; i++) {
    const Passage *passage = &g_array_index(evidence->passages, Passage, i);
    double chance;
    int language = judge(&passage->found, context, evidence, &chance);
    if (language >= 0 && chance >= PASSAGE_CHANCE) {
      letters[language] += passage->letters;
      sure = MIN(sure, chance);
    }
  }
  guint considerable = 0;
  for (int i = 0; i < IDENTIFIED_LANGUAGES; i++)
    considerable += letters[i] >= SECOND_LETTERS && (double)letters[i] >= SECOND_SHARE * (double)evidence->letters;
  if (considerable < 2)
    return FALSE;
  g_strlcpy(unit->language, "mul", sizeof unit->language);
  unit->language_confidence = sure;
  return TRUE;
}

static void settle_unit(Unit *unit, const Evidence *evidence, const Context *context) {
  set_language(unit->language, -1);
  unit->language_confidence = 0;
  if (evidence->letters == 0 || settle_as_several(unit, evidence, context))
    return;
  double told = evidence->whole.other, chance;
  for (int i = 0; i < IDENTIFIED_LANGUAGES; i++)
    told += evidence->whole.chances[i];
  if (told <= 0) {
    /* Nothing to tell by. */
    int assumed = evidence->declared >= 0 ? evidence->declared : context->assumed;
    set_language(unit->language, assumed);
    unit->language_confidence = assumed >= 0 ? ASSUMED : 0;
    return;
  }
  int language = judge(&evidence->whole, context, evidence, &chance);
  set_language(unit->language, language);
  unit->language_confidence = language >= 0 ? chance : 0;
}

void stage_language(Document *document) {
  Context context = {.declared = language_of_tag(g_hash_table_lookup(document->metadata, "language"))};
  g_autoptr(GArray) all = gather_all(document, &context);
  choose_language(document, &context);
  for (guint i = 0; i < document->units->len; i++)
    settle_unit(document->units->pdata[i], &g_array_index(all, Evidence, i), &context);
}
