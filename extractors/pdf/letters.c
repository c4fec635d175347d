/* From the letters of a page to fragments: stretches of a printed line without a wide gap (layout.c makes text of
 * them). */
#include "extractors/pdf/page_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What stands before a word within its line. */
typedef enum {
  JOINT_GAP,   /* white that poppler did not take for a space; also the line's beginning */
  JOINT_SPACE, /* a space of poppler's */
  JOINT_APART, /* none, and yet a word of its own: the number of a note, the note's text after it */
  JOINT_TIGHT, /* none: what follows the number of a note */
} Joint;

/* A stretch of letters between two spaces as poppler put them, or up to a gap. */
typedef struct {
  PopplerRectangle box;
  guint start, end; /* bytes in the text */
  guint letters;
  double heights;    /* sum over the letters */
  double font_sizes; /* the same */
  guint bold, white; /* of the letters */
  double gap;        /* white before it within its line; -1 for the first of a line */
  Joint joint;
  gboolean raised; /* it is the number of a note: small digits above the line */
  gboolean leftward;
} Word;

/* Overprinted text (false bold) is searched among so many neighbours. */
#define DUPLICATE_WINDOW 64
/* So many single letters in a row are a word that is set apart. */
#define LEAST_SPACED_OUT 5
/* Gaps in letter sizes: less than the one is no space where all others of a line are more than the other. */
#define GAP_BOX 0.14
#define GAP_IN_BOXES 0.4
/* Of 65535: what is lighter cannot be seen on paper. */
#define NEARLY_WHITE 0xF400

/* U+202A-202C, which poppler puts around runs against the main direction; they have no box. */
static gboolean is_directional_mark(const char *p) {
  return (guchar)p[0] == 0xE2 && (guchar)p[1] == 0x80 && (guchar)p[2] >= 0xAA && (guchar)p[2] <= 0xAC;
}

/* Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
static gboolean is_leftward(const char *p) {
  if ((guchar)*p < 0xD6)
    return FALSE;
  gunichar c = g_utf8_get_char(p);
  return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF);
}

/* What poppler puts between words and lines. */
static inline gboolean is_white(char c) {
  return c == ' ' || c == '\n';
}

/* --- letters -> fragments --------------------------------------------------------------------- */

/* Which letters have no box: none, the directional marks, or text and boxes do not agree. */
typedef enum { BOXES_ALL, BOXES_BUT_MARKS, BOXES_DISAGREE } BoxAgreement;

static BoxAgreement compare_counts(const char *text, guint n_boxes) {
  glong letters = g_utf8_strlen(text, -1), marks = 0;
  if (letters == (glong)n_boxes)
    return BOXES_ALL;
  for (const char *p = text; *p; p = next_letter(p))
    marks += is_directional_mark(p);
  return letters - marks == (glong)n_boxes ? BOXES_BUT_MARKS : BOXES_DISAGREE;
}

/* The least gap at a space of the line: what a space is here. Only lines with two spaces or more can tell. */
static double least_space(const GArray *words) {
  double least = G_MAXDOUBLE;
  guint spaces = 0;
  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index(words, Word, i);
    if (word->gap >= 0 && word->joint == JOINT_SPACE) {
      least = MIN(least, word->gap);
      spaces++;
    }
  }
  return spaces > 1 ? least : 0;
}

/* Whether a fragment begins at `word`: poppler puts no space between two stretches of one line that it found apart
 * from one another; a wide space is judged against the line's own, since narrow justified columns have wide ones. */
static gboolean begins_fragment(const Word *word, double size, double space) {
  if (word->gap < 0)
    return TRUE;
  if (word->joint == JOINT_GAP)
    return TRUE;
  return word->gap > GAP_CELL * size && word->gap > 2.5 * space;
}

/* Letters that follow one another downwards or upwards run along the side of the page. */
static gboolean runs_upright(const LayoutFragment *fragment) {
  double width = fragment->box.x2 - fragment->box.x1, height = fragment->box.y2 - fragment->box.y1;
  return fragment->letters > 2 && height > 2 * fragment->size && height > 2 * width;
}

/* What is summed up over the letters of a fragment. */
typedef struct {
  guint letters;
  double heights, font_sizes;
  guint bold, white;
} Sums;

static void add_word(LayoutFragment *fragment, Sums *sums, const Word *word) {
  unite(&fragment->box, &word->box);
  fragment->letters += word->letters + (word->joint == JOINT_SPACE || word->joint == JOINT_APART ? 1 : 0);
  sums->letters += word->letters;
  sums->heights += word->heights;
  sums->font_sizes += word->font_sizes;
  sums->bold += word->bold;
  sums->white += word->white;
  fragment->size = sums->heights / sums->letters;
  fragment->font_size = sums->font_sizes / sums->letters;
  fragment->bold = (double)sums->bold / sums->letters;
  fragment->white = (double)sums->white / sums->letters;
}

/* Keeps the words of a fragment that may have to be split (split_cells()). */
static void keep_word(PageLayout *layout, LayoutFragment *fragment, const Word *word) {
  KeptWord kept = {.box = word->box,
                   .start = word->start,
                   .end = word->end,
                   .letters = word->letters,
                   .gap = fragment->n_words > 0 ? word->gap : 0};
  if (fragment->n_words == 0)
    fragment->first_word = layout->kept->len;
  fragment->n_words++;
  g_array_append_val(layout->kept, kept);
}

static LayoutFragment *begin_fragment(PageLayout *layout, const Word *word, const char *text, gboolean leftward) {
  LayoutFragment begun = {
      .box = word->box, .text = text + word->start, .source = layout->fragments->len, .leftward = leftward};
  g_array_append_val(layout->fragments, begun);
  return &g_array_index(layout->fragments, LayoutFragment, layout->fragments->len - 1);
}

static void flush_words(PageLayout *layout, const char *text, gboolean leftward) {
  GArray *words = layout->words;
  double space = least_space(words);
  Sums sums = {0};
  LayoutFragment *fragment = NULL;
  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index(words, Word, i);
    if (!fragment || (!leftward && begins_fragment(word, word->heights / word->letters, space))) {
      fragment = begin_fragment(layout, word, text, leftward);
      sums = (Sums){0};
    }
    add_word(fragment, &sums, word);
    fragment->length = (guint)(text + word->end - fragment->text);
    if (!leftward)
      keep_word(layout, fragment, word);
  }
}

/* "K L I M A T": single letters, one after another, but not "A B C D E". */
static gboolean is_spaced_out(const GArray *words, const char *text) {
  guint singles = 0, alphabetic = 0;
  gunichar last = 0;
  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index(words, Word, i);
    gunichar c = g_utf8_get_char(text + word->start);
    if (word->letters != 1 || !g_unichar_isalpha(c))
      continue;
    singles++;
    alphabetic += c == last + 1;
    last = c;
  }
  return singles >= LEAST_SPACED_OUT && singles * 5 >= words->len * 4 && alphabetic * 2 < singles;
}

static int compare_gaps(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median_gap(PageLayout *layout) {
  g_array_set_size(layout->pitches, 0);
  for (guint i = 1; i < layout->words->len; i++)
    g_array_append_val(layout->pitches, g_array_index(layout->words, Word, i).gap);
  g_array_sort(layout->pitches, compare_gaps);
  return g_array_index(layout->pitches, double, layout->pitches->len / 2);
}

/* A fragment whose spaces are not those of the page's text. */
typedef struct {
  LayoutFragment *fragment; /* NULL: none is begun */
  GString *text;
  Sums sums;
} Writing;

/* Adds a word to the fragment in hand, or to a new one. */
static void write_word(PageLayout *layout, Writing *writing, const Word *word, const char *text, gboolean begins,
                       gboolean space) {
  if (begins || !writing->fragment) {
    writing->fragment = begin_fragment(layout, word, text, FALSE);
    writing->sums = (Sums){0};
    g_string_truncate(writing->text, 0);
  } else if (space) {
    g_string_append_c(writing->text, ' ');
  }
  LayoutFragment *fragment = writing->fragment;
  add_word(fragment, &writing->sums, word);
  g_string_append_len(writing->text, text + word->start, word->end - word->start);
  fragment->text = g_string_chunk_insert_len(layout->joined, writing->text->str, (gssize)writing->text->len);
  fragment->length = (guint)writing->text->len;
}

/* A space where a gap is wider than `space`, a fragment where it is wider than `cell` and than between cells anyway
 * (points). */
static void flush_by_gaps(PageLayout *layout, const char *text, double space, double cell) {
  g_autoptr(GString) joined = g_string_new(NULL);
  Writing writing = {.text = joined};
  for (guint i = 0; i < layout->words->len; i++) {
    const Word *word = &g_array_index(layout->words, Word, i);
    double size = word->heights / word->letters;
    write_word(layout, &writing, word, text, word->gap > MAX(GAP_CELL * size, cell), word->gap > space);
  }
}

static gboolean has_notes(const GArray *words) {
  for (guint i = 0; i < words->len; i++)
    if (g_array_index(words, Word, i).joint >= JOINT_APART)
      return TRUE;
  return FALSE;
}

/* A line with numbers of notes in it. */
static void flush_with_notes(PageLayout *layout, const char *text) {
  g_autoptr(GString) joined = g_string_new(NULL);
  Writing writing = {.text = joined};
  double space = least_space(layout->words);
  for (guint i = 0; i < layout->words->len; i++) {
    const Word *word = &g_array_index(layout->words, Word, i);
    write_word(layout, &writing, word, text, begins_fragment(word, word->heights / word->letters, space),
               word->joint != JOINT_TIGHT);
  }
}

/* Whether some of poppler's spaces are none: listings of programs are often set in boxes of one width, which leaves a
 * little white at the sides of a sign, hardly more than poppler takes for a space, where the true spaces of the line
 * are several times as wide. The least of these goes to *space. */
static gboolean is_boxed(const GArray *words, double *space) {
  guint narrow = 0;
  *space = G_MAXDOUBLE;
  for (guint i = 1; i < words->len; i++) {
    const Word *word = &g_array_index(words, Word, i);
    double size = word->heights / word->letters;
    if (word->joint != JOINT_SPACE || (word->gap >= GAP_BOX * size && word->gap < GAP_IN_BOXES * size))
      return FALSE;
    if (word->gap < GAP_BOX * size)
      narrow++;
    else
      *space = MIN(*space, word->gap);
  }
  return narrow > 0 && *space < G_MAXDOUBLE;
}

/* Turns the words of one line of poppler's into fragments. */
static void flush_line(PageLayout *layout, const char *text) {
  gboolean leftward = FALSE;
  double space;
  for (guint i = 0; i < layout->words->len; i++)
    leftward |= g_array_index(layout->words, Word, i).leftward;
  if (!leftward && is_spaced_out(layout->words, text))
    flush_by_gaps(layout, text, 1.6 * median_gap(layout), 3.5 * median_gap(layout));
  else if (!leftward && is_boxed(layout->words, &space))
    flush_by_gaps(layout, text, 0.9 * space, 2.5 * space);
  else if (!leftward && has_notes(layout->words))
    flush_with_notes(layout, text);
  else
    flush_words(layout, text, leftward);
  g_array_set_size(layout->words, 0);
}

/* How the letters at hand are set: a place in poppler's list of attributes. */
typedef struct {
  const GList *at;
  double size;
  gboolean bold, white;
} Setting;

static gboolean is_bold_font(const char *name) {
  static const char *const signs[] = {"bold", "black", "heavy", "demi", "cmbx", "sfbx"};
  g_autofree char *lower = name ? g_ascii_strdown(name, -1) : NULL;
  for (gsize i = 0; lower && i < G_N_ELEMENTS(signs); i++)
    if (strstr(lower, signs[i]))
      return TRUE;
  return FALSE;
}

static void setting_take(Setting *setting) {
  const PopplerTextAttributes *attributes = setting->at ? setting->at->data : NULL;
  if (!attributes)
    return;
  const PopplerColor *color = &attributes->color;
  setting->size = isfinite(attributes->font_size) ? CLAMP(attributes->font_size, 0, 2000) : 0;
  setting->bold = is_bold_font(attributes->font_name);
  setting->white = color->red >= NEARLY_WHITE && color->green >= NEARLY_WHITE && color->blue >= NEARLY_WHITE;
}

static Setting setting_begin(const GList *attributes) {
  Setting setting = {.at = attributes};
  setting_take(&setting);
  return setting;
}

/* Moves on to what holds for the letter at `index`. */
static void setting_advance(Setting *setting, gint index) {
  while (setting->at && setting->at->next && ((const PopplerTextAttributes *)setting->at->data)->end_index < index) {
    setting->at = setting->at->next;
    setting_take(setting);
  }
}

/* Whether a letter set so begins the number of a note: a digit, smaller than the word before it and above the line.
 * Squares and cubes ("km2") are no notes, and what is below the line ("CO2") is none. */
static gboolean begins_note(const Word *word, const char *p, const PopplerRectangle *before,
                            const PopplerRectangle *box, const Setting *setting) {
  return g_ascii_isdigit(*p) && word->letters >= LEAST_NOTED && !word->raised &&
         setting->size * word->letters < NOTE_SIZE * word->font_sizes &&
         box->y2 < before->y2 - NOTE_RISE * (before->y2 - before->y1);
}

/* Whether a letter ends it: a note's text may follow its number without a space. */
static gboolean ends_note(const Word *word, const PopplerRectangle *before, const PopplerRectangle *box,
                          const Setting *setting) {
  return before->y2 < box->y2 - NOTE_RISE * (box->y2 - box->y1) &&
         word->font_sizes < NOTE_SIZE * setting->size * word->letters;
}

static gboolean is_number(const char *text, const Word *word) {
  for (guint i = word->start; i < word->end; i++)
    if (!g_ascii_isdigit(text[i]))
      return FALSE;
  return TRUE;
}

/* Splits the text at its spaces, line ends and unmarked gaps. */
static void read_fragments(PageLayout *layout, const PageLetters *letters, const PopplerRectangle *boxes,
                           gboolean marks_have_boxes) {
  const char *text = letters->text;
  const PopplerRectangle *box = boxes, *before = NULL; /* before: the letter before this one in the line */
  Setting setting = setting_begin(letters->attributes);
  Word *word = NULL;
  gboolean after_space = FALSE;
  g_array_set_size(layout->words, 0);
  g_array_set_size(layout->fragments, 0);
  g_array_set_size(layout->kept, 0);
  for (const char *p = text, *next; *p; p = next) {
    next = next_letter(p);
    if (!marks_have_boxes && is_directional_mark(p))
      continue;
    if (is_white(*p)) {
      word = NULL;
      after_space = *p == ' ';
      if (*p == '\n') {
        flush_line(layout, text);
        before = NULL;
      }
      box++;
      continue;
    }
    double height = box->y2 - box->y1;
    gboolean leftward = is_leftward(p);
    double gap = before ? MAX(gap_between(before, box), 0) : -1;
    /* "9 %": poppler takes two single letters for a word that is set apart. */
    gboolean percent = word && *p == '%' && gap >= GAP_GLUED * height && g_ascii_isdigit(p[-1]);
    setting_advance(&setting, (gint)(box - boxes));
    Joint joint = after_space ? JOINT_SPACE : JOINT_GAP;
    gboolean begins = !word || percent || (gap >= GAP_UNMARKED * height && !leftward && !word->leftward);
    gboolean note = !begins && begins_note(word, p, before, box, &setting);
    if (!begins && !note && ends_note(word, before, box, &setting) && is_number(text, word)) {
      joint = word->raised && !g_unichar_isalnum(g_utf8_get_char(p)) ? JOINT_TIGHT : JOINT_APART;
      begins = TRUE;
    }
    if (begins || note) {
      Word begun = {
          .box = *box, .start = (guint)(p - text), .gap = gap, .joint = note ? JOINT_APART : joint, .raised = note};
      g_array_append_val(layout->words, begun);
      word = &g_array_index(layout->words, Word, layout->words->len - 1);
      after_space = FALSE;
    }
    word->font_sizes += setting.size;
    word->bold += setting.bold;
    word->white += setting.white;
    unite(&word->box, box);
    word->end = (guint)(next - text);
    word->letters++;
    word->heights += height;
    word->leftward |= leftward;
    before = box++;
  }
  flush_line(layout, text);
}

/* Parts what is to be ordered from what runs along the side. */
static void sort_out_upright(PageLayout *layout) {
  for (guint i = 0; i < layout->fragments->len; i++) {
    LayoutFragment *fragment = &g_array_index(layout->fragments, LayoutFragment, i);
    g_ptr_array_add(runs_upright(fragment) ? layout->upright : layout->across, fragment);
  }
}

static Reading page_reading(const PageLetters *letters) {
  guint counts[4] = {0};
  const PopplerRectangle *box = letters->boxes, *last = box + letters->n_boxes - 1;
  for (const char *p = letters->text, *next; box < last; p = next, box++) {
    next = next_letter(p);
    if (is_white(*p) || is_white(*next))
      continue;
    double right = box[1].x1 + box[1].x2 - box->x1 - box->x2, down = box[1].y1 + box[1].y2 - box->y1 - box->y2;
    if (fabs(down) > fabs(right))
      counts[down > 0 ? READS_DOWN : READS_UP]++;
    else
      counts[right >= 0 || is_leftward(p) ? READS_RIGHT : READS_LEFT]++;
  }
  Reading most = READS_RIGHT;
  for (guint i = 1; i < G_N_ELEMENTS(counts); i++)
    if (counts[i] > counts[most])
      most = (Reading)i;
  return most;
}

/* The boxes of a page that is to be read from its side (a landscape table bound into an upright page) or stands on its
 * head, turned so that its letters run across. */
static PopplerRectangle *turn_boxes(const PageLetters *letters, Reading reading) {
  PopplerRectangle *turned = g_new(PopplerRectangle, letters->n_boxes);
  double width = letters->width, height = letters->height;
  for (guint i = 0; i < letters->n_boxes; i++) {
    PopplerRectangle b = letters->boxes[i];
    turned[i] = reading == READS_UP     ? (PopplerRectangle){height - b.y2, b.x1, height - b.y1, b.x2}
                : reading == READS_DOWN ? (PopplerRectangle){b.y1, width - b.x2, b.y2, width - b.x1}
                                        : (PopplerRectangle){width - b.x2, height - b.y2, width - b.x1, height - b.y1};
  }
  return turned;
}

PopplerRectangle turn_back(const PageLayout *layout, PopplerRectangle box) {
  /* width and height are those of the turned page */
  double width = layout->width, height = layout->height;
  switch (layout->reading) {
  case READS_UP:
    return (PopplerRectangle){box.y1, width - box.x2, box.y2, width - box.x1};
  case READS_DOWN:
    return (PopplerRectangle){height - box.y2, box.x1, height - box.y1, box.x2};
  case READS_LEFT:
    return (PopplerRectangle){width - box.x2, height - box.y2, width - box.x1, height - box.y1};
  default:
    return box;
  }
}

/* --- text drawn twice ------------------------------------------------------------------------- */

static int compare_top(const void *a, const void *b) {
  const LayoutFragment *const *fa = a, *const *fb = b;
  double ya = (*fa)->box.y1, yb = (*fb)->box.y1;
  return ya < yb ? -1 : ya > yb ? 1 : (*fa)->source < (*fb)->source ? -1 : 1;
}

static gboolean is_overprint(const LayoutFragment *a, const LayoutFragment *b) {
  double near = 0.3 * a->size;
  return a->length == b->length && fabs(a->box.x1 - b->box.x1) < near && fabs(a->box.x2 - b->box.x2) < near &&
         fabs(a->box.y2 - b->box.y2) < near && memcmp(a->text, b->text, a->length) == 0;
}

/* Drops what stands twice at the same place: false bold and shadows are drawn so. */
static void drop_overprints(GPtrArray *fragments) {
  if (fragments->len < 2)
    return;
  qsort(fragments->pdata, fragments->len, sizeof(gpointer), compare_top);
  for (guint i = 0; i < fragments->len; i++) {
    const LayoutFragment *fragment = fragments->pdata[i];
    for (guint j = i + 1; fragment && j < fragments->len && j - i < DUPLICATE_WINDOW; j++) {
      const LayoutFragment *other = fragments->pdata[j];
      if (!other)
        continue;
      if (other->box.y1 - fragment->box.y1 > 0.3 * fragment->size)
        break;
      if (is_overprint(fragment, other))
        fragments->pdata[j] = NULL;
    }
  }
  guint kept = 0;
  for (guint i = 0; i < fragments->len; i++)
    if (fragments->pdata[i])
      fragments->pdata[kept++] = fragments->pdata[i];
  g_ptr_array_set_size(fragments, (gint)kept);
}

GArray *page_layout_new_words(void) {
  return g_array_new(FALSE, FALSE, sizeof(Word));
}

gboolean page_layout_read(PageLayout *layout, const PageLetters *letters) {
  BoxAgreement agreement = compare_counts(letters->text, letters->n_boxes);
  g_array_set_size(layout->fragments, 0);
  g_ptr_array_set_size(layout->across, 0);
  g_ptr_array_set_size(layout->upright, 0);
  g_string_chunk_clear(layout->joined);
  layout->width = letters->width;
  layout->height = letters->height;
  layout->text = letters->text;
  if (agreement == BOXES_DISAGREE || letters->n_boxes == 0)
    return FALSE;
  Reading reading = agreement == BOXES_ALL ? page_reading(letters) : READS_RIGHT;
  layout->reading = reading;
  if (reading == READS_RIGHT) {
    g_autofree PopplerRectangle *level = agreement == BOXES_ALL ? level_boxes(letters) : NULL;
    read_fragments(layout, letters, level ? level : letters->boxes, agreement == BOXES_ALL);
  } else {
    g_autofree PopplerRectangle *turned = turn_boxes(letters, reading);
    read_fragments(layout, letters, turned, TRUE);
  }
  if (reading == READS_UP || reading == READS_DOWN) {
    layout->width = letters->height;
    layout->height = letters->width;
  }
  split_cells(layout);
  sort_out_upright(layout);
  drop_overprints(layout->across);
  return TRUE;
}
