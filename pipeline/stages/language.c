/* The stage `language`: one language a unit, one for the document.
 *
 * Units are identified one by one; what most of the text is in, by bytes and confidence, is the document's language.
 * A unit too short to tell takes that, or what the file declares. */
#include "language/identify.h"
#include "pipeline/stages/lines.h"
#include "pipeline/stages/stage.h"

#include <string.h>

#define READ_BYTES (64 * 1024) /* identify_text() reads no more */
#define PREVAILS 0.60          /* share of the text that makes a language the document's */
#define TIE 0.15               /* difference of shares within which the declared language decides */
#define SURE 0.90              /* confidence at which even a short unit is believed */
#define SHORT_LETTERS 60       /* units below are short */
#define ASSUMED 0.5            /* confidence of a language taken over from the document */

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

/* The language of most of the text; "mul" where none prevails, the declared one where nothing can be told. */
static void choose_language(Document *document, const char *declared) {
  g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(Share));
  double total = 0, best = 0, said = 0;
  const char *language = "und";
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    double weight = (double)unit_length(unit) * unit->language_confidence;
    if (!is_known(unit->language) || weight <= 0)
      continue;
    add_share(shares, unit->language, weight);
    total += weight;
  }
  for (guint i = 0; i < shares->len; i++) {
    const Share *share = &g_array_index(shares, Share, i);
    if (share->weight > best) {
      best = share->weight;
      language = share->language;
    }
    if (strcmp(share->language, declared) == 0)
      said = share->weight;
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

/* What a short unit says of itself counts only where it is sure. */
static void settle_unit(Unit *unit, const char *assumed) {
  gboolean known = is_known(unit->language);
  if (!is_known(assumed) || (known && strcmp(unit->language, assumed) == 0))
    return;
  gsize letters = span_letters(span_of(unit->heading)) + span_letters(span_of(unit->text));
  if (letters == 0 || (known && (letters >= SHORT_LETTERS || unit->language_confidence >= SURE)))
    return;
  set_language(unit->language, assumed);
  unit->language_confidence = ASSUMED;
}

void stage_language(Document *document) {
  const char *declared = declared_language(document);
  for (guint i = 0; i < document->units->len; i++)
    identify_unit(document->units->pdata[i]);
  choose_language(document, declared);
  const char *assumed = is_known(document->language) ? document->language : declared;
  for (guint i = 0; i < document->units->len; i++)
    settle_unit(document->units->pdata[i], assumed);
}
