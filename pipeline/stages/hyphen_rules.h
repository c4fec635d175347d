/* What becomes of a hyphen at a break: the decision, without the text around it. */
#pragma once

#include "language/lexicon.h"
#include "pipeline/stages/document_words.h"

typedef enum { GAP_LINE, GAP_BLOCK, GAP_SPACE, GAP_PAGE } HyphenGap;
typedef enum { KEEP, JOIN, GLUE } HyphenVerdict; /* glue: the line break goes, the hyphen stays */

typedef struct {
  TextSpan left, right;   /* the parts of the word on both sides */
  gunichar before, after; /* the characters around them; 0 at the ends */
  HyphenGap gap;
  gboolean in_cells;      /* a TAB in either line: the next line may be another cell's */
  gboolean in_capitals;   /* both lines are: capitals say nothing */
  gboolean in_name;       /* of a file, an address, an option: every character counts */
  gboolean after_hanging; /* another hanging hyphen just before: "mamma- pappa- barn" */
} HyphenBreak;

/* Reads the document's words when first needed, as they are then. */
typedef struct HyphenRules HyphenRules;

/* Without lexicon (NULL, or one without files) the document's own words and the look of the parts decide. Borrows both.
 */
HyphenRules *hyphen_rules_new(const Document *document, Lexicon *lexicon);
void hyphen_rules_free(HyphenRules *rules);

/* Whether a lexicon would have been asked, had there been one. */
gboolean hyphen_rules_lacked_lexicon(const HyphenRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HyphenRules, hyphen_rules_free)

/* Decides, and remembers what the rules chose for which word: where a break itself says little, it follows suit. */
HyphenVerdict hyphen_rules_decide(HyphenRules *rules, const HyphenBreak *at);
