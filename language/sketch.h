/* What a text is made of, in a thousand bytes: the smallest hashes of its pairs of neighbouring words. Two sketches
 * tell how much two texts have in common; bands of them find those that have much.
 *
 * A bottom-k sketch (Cohen and Kaplan, 2007) of one hash function: a shingle costs one hash, a text of fewer shingles
 * than SKETCH_LIMIT is kept whole, so that short ones are compared exactly. Language-neutral: words are runs of letters
 * and digits in lower case; marks, order of lines and spaces do not count. docs/duplicates.md has the measurements. */
#pragma once

#include <glib.h>

/* Raised whenever the same text would give another sketch or other bands. */
#define SKETCH_VERSION 1
#define SKETCH_LIMIT 256
#define SKETCH_WORDS 2 /* of a shingle */
#define SKETCH_BANDS 20
#define SKETCH_ROWS 3 /* of a band */

typedef struct Sketcher Sketcher;

Sketcher *sketcher_new(void);
void sketcher_free(Sketcher *sketcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sketcher, sketcher_free)

/* Adds a piece of the text (valid UTF-8, NUL-terminated; NULL adds nothing). Words end where a piece ends; the last
 * word of a piece and the first of the next are neighbours. */
void sketcher_add(Sketcher *sketcher, const char *text);

/* The sketch of all that was added: guint32 in ascending order, each once, at most SKETCH_LIMIT. Caller frees; the
 * sketcher begins anew. */
GArray *sketcher_finish(Sketcher *sketcher);

/* How many different shingles the text had: exact below SKETCH_LIMIT, an estimate (to about 6 %) above. */
double sketch_size(const GArray *sketch);

typedef struct {
  double jaccard;     /* shingles in both, of those in either; 0 where either has none */
  double containment; /* shingles in both, of those in the one that has fewer */
} SketchSimilarity;

/* Exact where both are below SKETCH_LIMIT, else with a standard error of at most .031. */
SketchSimilarity sketch_compare(const GArray *a, const GArray *b);

/* The keys of the sketch in each band. Two texts with a Jaccard similarity of s share at least one band with a chance
 * of 1 - (1 - s^ROWS)^BANDS: .99 at .6, .93 at .5, .42 at .3, .0002 at .02. The sketch has at least one hash. */
void sketch_get_bands(const GArray *sketch, guint32 bands[SKETCH_BANDS]);

/* A key of the whole sketch: texts of the same shingles have the same. */
guint32 sketch_get_key(const GArray *sketch);
