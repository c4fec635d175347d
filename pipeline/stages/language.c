/* The stage `language`: one language a unit, one for the document.
 *
 * Units are identified one by one; what most of the text is in, by bytes and confidence, is the document's language.
 * Then each unit is judged again: its own evidence against the chance of meeting that language in this document
 * (Bayes' rule, in log odds). So a slide of few words does not leave the language of its deck for a neighbour, while a
 * quotation of some sentences does, and in a mixed document all units keep what they say. */
#include "language/identify.h"
#include "pipeline/stages/lines.h"
#include "pipeline/stages/stage.h"

#include <math.h>
#include <string.h>

#define READ_BYTES (64 * 1024) /* identify_text() reads no more */
#define PREVAILS 0.60          /* share of the text that makes a language the document's */
#define TIE 0.15               /* difference of shares within which the declared language decides */
#define SHORT_LETTERS 60       /* units below are short: their confidence promises too much */
#define OTHERS 0.06            /* share that any language may have of a document that shows nothing of it */
#define ASSUMED 0.5            /* confidence of a language taken over without any evidence */

typedef struct {
  char language[8];
  double weight;
} Share;

/* The declared language as the tag that units use; "" where it is unknown to them. "no" says Norwegian, which is
 * mostly Bokmål; nynorsk is told by the text. */
static const char *declared_language(const Document *document) {
  static const char *const known[] = {"sv", "nb", "nn", "da", "fi", "is", "fo", "se", "en", "de"};
  const char *tag = g_hash_table_lookup(document->metadata, "language");
  if (!tag || !*tag)
    return "";
  gsize length = strcspn(tag, "-_;, ");
  if (length == 2 && g_ascii_strncasecmp(tag, "no", 2) == 0)
    return "nb";
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
    if (length == 2 && g_ascii_strncasecmp(tag, known[i], 2) == 0)
      return known[i];
  return "";
}

static gboolean is_known(const char *language) {
  return *language && strcmp(language, "und") != 0 && strcmp(language, "mul") != 0;
}

static void set_language(char field[8], const char *language) {
  g_strlcpy(field, *language ? language : "und", 8);
}

static void identify_unit(Unit *unit) {
  g_autoptr(GString) text = g_string_new(NULL);
  TextSpan body = span_of(unit->text);
  if (unit->heading) {
    g_string_append(text, unit->heading);
    g_string_append_c(text, '\n');
  }
  g_string_append_len(text, body.start, (gssize)MIN(body.length, READ_BYTES));
  /* A cut letter would be no UTF-8. */
  const char *valid;
  g_utf8_validate(text->str, (gssize)text->len, &valid);
  Identification found = identify_text(text->str, (gssize)(valid - text->str));
  set_language(unit->language, found.language);
  unit->language_confidence = found.confidence;
}

static gsize unit_length(const Unit *unit) {
  return (unit->heading ? strlen(unit->heading) : 0) + (unit->text ? strlen(unit->text) : 0);
}

static void add_share(GArray *shares, const char *language, double weight) {
  for (guint i = 0; i < shares->len; i++) {
    Share *share = &g_array_index(shares, Share, i);
    if (strcmp(share->language, language) == 0) {
      share->weight += weight;
      return;
    }
  }
  Share share = {.weight = weight};
  set_language(share.language, language);
  g_array_append_val(shares, share);
}

/* A unit's say: its bytes, and less where it is unsure. */
static double unit_weight(const Unit *unit) {
  double confidence = unit->language_confidence;
  return is_known(unit->language) ? (double)unit_length(unit) * confidence * confidence : 0;
}

static double share_of(const GArray *shares, const char *language) {
  for (guint i = 0; i < shares->len; i++)
    if (strcmp(g_array_index(shares, Share, i).language, language) == 0)
      return g_array_index(shares, Share, i).weight;
  return 0;
}

/* The weights of all languages found; returns their sum. */
static double weigh_languages(const Document *document, GArray *shares) {
  double total = 0;
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    double weight = unit_weight(unit);
    if (weight > 0)
      add_share(shares, unit->language, weight);
    total += weight;
  }
  return total;
}

/* The language of most of the text; "mul" where none prevails, the declared one where nothing can be told. */
static void choose_language(Document *document, const GArray *shares, double total, const char *declared) {
  double best = 0, said = share_of(shares, declared);
  const char *language = "und";
  for (guint i = 0; i < shares->len; i++) {
    const Share *share = &g_array_index(shares, Share, i);
    if (share->weight > best) {
      best = share->weight;
      language = share->language;
    }
  }
  if (total <= 0)
    set_language(document->language, declared);
  else if (best / total >= PREVAILS)
    set_language(document->language, language);
  else if (said > 0 && (best - said) / total <= TIE)
    set_language(document->language, declared);
  else
    set_language(document->language, "mul");
}

/* How much of the doubt about `found` is for `other`: nearly all between the closest, which share most of their words.
 * In a short text the doubt can be for any. */
static double doubt_for(const char *found, const char *other, gsize letters) {
  static const char *const close[][2] = {{"nb", "nn"}, {"nb", "da"}};
  if (letters < SHORT_LETTERS)
    return 1;
  for (gsize i = 0; i < G_N_ELEMENTS(close); i++)
    if ((strcmp(found, close[i][0]) == 0 && strcmp(other, close[i][1]) == 0) ||
        (strcmp(found, close[i][1]) == 0 && strcmp(other, close[i][0]) == 0))
      return 0.8;
  return 0.3;
}

static double log_odds(double chance) {
  chance = CLAMP(chance, 0.001, 0.999);
  return log(chance / (1 - chance));
}

static double chance_of(double odds) {
  return 1 / (1 + exp(-odds));
}

typedef struct {
  const char *assumed; /* of the document, or declared */
  const GArray *shares;
  double total;
} Context;

/* The share of a language in the rest of the document, never quite 0. */
static double expected_share(const Context *context, const Unit *unit, const char *language) {
  double own = unit_weight(unit), rest = context->total - own;
  double weight = share_of(context->shares, language) - (strcmp(unit->language, language) == 0 ? own : 0);
  return (rest > 0 ? MAX(weight, 0) / rest : 0) + OTHERS;
}

static void settle_unit(Unit *unit, const Context *context) {
  gsize letters = span_letters(span_of(unit->heading)) + span_letters(span_of(unit->text));
  if (!is_known(context->assumed) || letters == 0)
    return;
  if (!is_known(unit->language)) {
    set_language(unit->language, context->assumed);
    unit->language_confidence = ASSUMED;
    return;
  }
  double confidence = unit->language_confidence;
  double assumed = expected_share(context, unit, context->assumed);
  if (strcmp(unit->language, context->assumed) == 0) {
    double others = MAX(1 + 2 * OTHERS - assumed, OTHERS);
    unit->language_confidence = MAX(confidence, chance_of(log_odds(confidence) + log(assumed / others)));
    return;
  }
  double odds = log_odds(confidence) - log(doubt_for(unit->language, context->assumed, letters)) +
                log(expected_share(context, unit, unit->language) / assumed);
  if (odds > 0) {
    unit->language_confidence = MIN(confidence, chance_of(odds));
  } else {
    set_language(unit->language, context->assumed);
    unit->language_confidence = chance_of(-odds);
  }
}

void stage_language(Document *document) {
  const char *declared = declared_language(document);
  g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(Share));
  for (guint i = 0; i < document->units->len; i++)
    identify_unit(document->units->pdata[i]);
  double total = weigh_languages(document, shares);
  choose_language(document, shares, total, declared);
  const char *assumed = is_known(document->language) ? document->language : declared;
  Context context = {assumed, shares, total};
  for (guint i = 0; i < document->units->len; i++)
    settle_unit(document->units->pdata[i], &context);
}
