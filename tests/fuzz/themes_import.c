/* Fuzz target: any bytes up to a form feed as a scheme of themes in Turtle, the rest as a text that it is asked about.
 * Properties: what is found lies in the text on borders of code points, is the scheme's, and no more than three themes
 * are those of the document. */
#include "extractors/thesaurus.h"
#include "language/normalise.h"
#include "pipeline/stages/themes.h"
#include "tests/unit/extractors_helpers.h"
#include "tests/unit/stages_helpers.h"

#include <stdint.h>

#define MOST_MAIN 3

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* raptor 2.0.15 forgets URIs when Turtle is damaged. The worker that reads a thesaurus reads no other. */
const char *__lsan_default_suppressions(void) {
  return "leak:libraptor2";
}

static ThemeScheme *read_scheme(const char *bytes, gsize size) {
  ThemeScheme *scheme = theme_scheme_new("fuzz");
  int fd = bytes_to_fd(bytes, size);
  ExtractorInput input;
  g_assert_true(extractor_input_init(&input, fd, "scheme", NULL));
  g_autoptr(Document) document = document_new();
  Extraction extraction = {.input = &input, .document = document};
  g_autoptr(GPtrArray) concepts = thesaurus_extract(&extraction);
  for (guint i = 0; i < concepts->len; i++) {
    const SkosConcept *concept = concepts->pdata[i];
    g_autofree char *id = g_strdup_printf("fuzz:%u", i);
    Theme *theme = theme_scheme_add(scheme, id);
    for (guint k = 0; k < concept->labels->len; k++) {
      const SkosLabel *label = concept->labels->pdata[k];
      theme_add_label(theme, label->text, label->language, label->kind == LABEL_PREFERRED, label->kind == LABEL_HIDDEN);
    }
  }
  extractor_input_clear(&input);
  close(fd);
  return scheme;
}

static void check_hits(ThemeMatcher *matcher, const char *language, const char *text) {
  g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(ThemeHit));
  theme_matcher_run(matcher, language, text, strlen(text), hits);
  for (guint i = 0; i < hits->len; i++) {
    const ThemeHit *hit = &g_array_index(hits, ThemeHit, i);
    g_assert_cmpuint(hit->start, <, hit->end);
    g_assert_cmpuint(hit->end, <=, strlen(text));
    g_assert_true(g_utf8_validate(text + hit->start, (gssize)(hit->end - hit->start), NULL));
    g_assert_cmpfloat(hit->weight, >, 0);
    g_assert_true(i == 0 || (hit - 1)->start <= hit->start);
  }
}

static void check_document(const ThemeScheme *scheme, ThemeMatcher *matcher, const char *text) {
  g_autoptr(Document) document = plain_document(text);
  g_strlcpy(document->language, "sv", sizeof document->language);
  g_strlcpy(unit_at(document, 0)->language, "sv", sizeof unit_at(document, 0)->language);
  themes_find_scheme(document, scheme, matcher);
  guint mains = 0;
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    g_assert_nonnull(theme_scheme_find(scheme, finding->value));
    g_assert_cmpfloat(finding->confidence, <=, 1);
    mains += finding->unit == 0;
  }
  g_assert_cmpuint(mains, <=, MOST_MAIN);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const uint8_t *end = size ? memchr(data, '\f', size) : NULL;
  gsize length = end ? (gsize)(end - data) : size;
  g_autofree char *valid = end ? g_utf8_make_valid((const char *)end + 1, (gssize)(size - length - 1)) : g_strdup("");
  g_autofree char *text = normalise_text(valid, -1);
  g_autoptr(ThemeScheme) scheme = read_scheme((const char *)data, length);
  g_autoptr(ThemeMatcher) matcher = theme_matcher_new_for(scheme->themes);
  check_hits(matcher, "sv", text);
  check_hits(matcher, "und", text);
  check_document(scheme, matcher, text);
  return 0;
}
