/* Shingles, their smallest hashes, and bands of them. */
#include "language/sketch.h"

#include "language/utf8.h"

#define BINS (SKETCH_BANDS * SKETCH_ROWS)
#define ROOM (4 * SKETCH_LIMIT) /* hashes gathered before the smallest are sifted out */

struct Sketcher {
  GArray *hashes;     /* guint32: candidates, unsorted */
  guint32 least_left; /* hashes above it are not among the smallest */
  guint64 previous;   /* hash of the word before; 0: none */
};

/* --- hashes ------------------------------------------------------------------------------------------------ */

/* The finisher of SplitMix64 (Steele, Lea and Flood, 2014): each bit of the input moves all of the output. */
static guint64 mix(guint64 z) {
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

static gint by_value(gconstpointer a, gconstpointer b) {
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
  return (x > y) - (x < y);
}

/* Sorts, takes out what stands twice, and keeps the smallest. */
static void sift(Sketcher *sketcher) {
  GArray *hashes = sketcher->hashes;
  g_array_sort(hashes, by_value);
  guint32 *values = (guint32 *)(gpointer)hashes->data;
  guint kept = 0;
  for (guint i = 0; i < hashes->len && kept < SKETCH_LIMIT; i++)
    if (kept == 0 || values[i] != values[kept - 1])
      values[kept++] = values[i];
  g_array_set_size(hashes, kept);
  if (kept == SKETCH_LIMIT)
    sketcher->least_left = values[kept - 1];
}

static void add_word(Sketcher *sketcher, guint64 word) {
  if (sketcher->previous) {
    guint32 hash = (guint32)(mix(sketcher->previous * 3 + word) >> 32);
    if (hash <= sketcher->least_left) {
      g_array_append_val(sketcher->hashes, hash);
      if (sketcher->hashes->len == ROOM)
        sift(sketcher);
    }
  }
  sketcher->previous = word;
}

/* --- words ------------------------------------------------------------------------------------------------- */

/* The character in lower case if it belongs to a word, else 0. */
static gunichar word_character(gunichar c) {
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z')
      return c + ('a' - 'A');
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 0;
  }
  if (c == UTF8_INVALID)
    return 0;
  return g_unichar_isalnum(c) || g_unichar_ismark(c) ? g_unichar_tolower(c) : 0;
}

void sketcher_add(Sketcher *sketcher, const char *text) {
  if (!text)
    return;
  guint64 word = 0;
  for (const guint8 *p = (const guint8 *)text; *p;) {
    guint size = 1;
    gunichar c = *p;
    if (c >= 0x80) /* no more than four bytes are looked at, and none after the end of the text */
      c = utf8_read((const char *)p, (const char *)p + (p[1] == 0 ? 1 : p[2] == 0 ? 2 : p[3] == 0 ? 3 : 4), &size);
    c = word_character(c);
    p += size;
    if (c) {
      word = (word ^ c) * 0x9e3779b97f4a7c15u + 1;
      word ^= word >> 29;
    } else if (word) {
      add_word(sketcher, word);
      word = 0;
    }
  }
  if (word)
    add_word(sketcher, word);
}

Sketcher *sketcher_new(void) {
  Sketcher *sketcher = g_new0(Sketcher, 1);
  sketcher->hashes = g_array_new(FALSE, FALSE, sizeof(guint32));
  sketcher->least_left = G_MAXUINT32;
  return sketcher;
}

void sketcher_free(Sketcher *sketcher) {
  if (!sketcher)
    return;
  g_array_unref(sketcher->hashes);
  g_free(sketcher);
}

GArray *sketcher_finish(Sketcher *sketcher) {
  sift(sketcher);
  GArray *sketch = sketcher->hashes;
  sketcher->hashes = g_array_new(FALSE, FALSE, sizeof(guint32));
  sketcher->least_left = G_MAXUINT32;
  sketcher->previous = 0;
  return sketch;
}

/* --- comparing --------------------------------------------------------------------------------------------- */

static guint32 value_at(const GArray *sketch, guint i) {
  return g_array_index(sketch, guint32, i);
}

double sketch_size(const GArray *sketch) {
  if (sketch->len < SKETCH_LIMIT)
    return sketch->len;
  return (SKETCH_LIMIT - 1) * ((double)G_MAXUINT32 + 1) / ((double)value_at(sketch, SKETCH_LIMIT - 1) + 1);
}

/* Up to which hash the sketch knows all of the text's shingles. */
static guint32 horizon(const GArray *sketch) {
  return sketch->len < SKETCH_LIMIT ? G_MAXUINT32 : value_at(sketch, SKETCH_LIMIT - 1);
}

SketchSimilarity sketch_compare(const GArray *a, const GArray *b) {
  guint32 last = MIN(horizon(a), horizon(b));
  guint i = 0, j = 0, both = 0;
  while (i < a->len && j < b->len) {
    guint32 x = value_at(a, i), y = value_at(b, j);
    if (MIN(x, y) > last)
      break;
    both += x == y;
    i += x <= y;
    j += y <= x;
  }
  while (i < a->len && value_at(a, i) <= last)
    i++;
  while (j < b->len && value_at(b, j) <= last)
    j++;
  if (i == 0 || j == 0)
    return (SketchSimilarity){0, 0};
  return (SketchSimilarity){(double)both / (i + j - both), (double)both / MIN(i, j)};
}

/* --- bands ------------------------------------------------------------------------------------------------- */

/* One permutation hashing (Li, Owen and Zhang, 2012): each bin has the smallest of the hashes that fall into it. A bin
 * that stays empty takes another's, found by a walk that is the same for all texts (Shrivastava, 2017). Whatever is the
 * smallest of a bin in the whole text is so in the sketch. */
void sketch_get_bands(const GArray *sketch, guint32 bands[SKETCH_BANDS]) {
  guint32 bins[BINS] = {0};
  gboolean filled[BINS] = {FALSE};
  for (guint i = 0; i < sketch->len; i++) {
    guint32 hash = value_at(sketch, i);
    guint bin = (guint)(mix(hash) % BINS);
    if (!filled[bin])
      bins[bin] = hash;
    filled[bin] = TRUE;
  }
  for (guint band = 0; band < SKETCH_BANDS; band++) {
    guint64 key = band + 1;
    for (guint row = 0; row < SKETCH_ROWS; row++) {
      guint bin = band * SKETCH_ROWS + row;
      for (guint64 step = 1; !filled[bin] && sketch->len > 0; step++)
        bin = (guint)(mix((guint64)(band * SKETCH_ROWS + row) << 32 | step) % BINS);
      key = mix(key * 31 + bins[bin]);
    }
    bands[band] = (guint32)key;
  }
}

guint32 sketch_get_key(const GArray *sketch) {
  guint64 key = sketch->len;
  for (guint i = 0; i < sketch->len; i++)
    key = mix(key * 31 + value_at(sketch, i));
  return (guint32)key;
}
