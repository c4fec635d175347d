/* Shared by letters.c and layout.c, and by nobody else: the memory of a page in hand. */
#pragma once

#include "extractors/pdf/layout.h"

/* One printed row of the finished order. */
typedef struct {
  guint first, end; /* fragments */
  double x1, x2, y1, y2, size;
  guint block;
} Line;

/* A word of a fragment, for when the fragment turns out to be several cells. */
typedef struct {
  PopplerRectangle box;
  guint start, end; /* bytes in the text of the page */
  guint letters;
  double gap; /* white before it; 0 for the first of a fragment */
} KeptWord;

/* Which way most letters of a page follow one another. */
typedef enum { READS_RIGHT, READS_DOWN, READS_LEFT, READS_UP } Reading;

struct PageLayout {
  GArray *words;        /* Word (letters.c), of the line in hand */
  GArray *kept;         /* KeptWord */
  const char *text;     /* of the page; borrowed */
  Reading reading;      /* boxes are turned so that letters run to the right; turn_back() has the page's own */
  GArray *fragments;    /* LayoutFragment */
  GStringChunk *joined; /* text of fragments whose letters were set apart */
  GPtrArray *across;    /* LayoutFragment*, those that are read from left to right */
  GPtrArray *upright;   /* LayoutFragment*, those that run along the page's side */
  GPtrArray *order;     /* LayoutFragment*, those that are being written, in reading order */
  GArray *lines;        /* Line */
  GArray *pitches;      /* double */
  double width, height; /* of the page, as its letters run */
};

/* Gaps, in letter sizes. Less than GLUED between two fragments of a row: one word; from CELL on: two cells. Letters
 * that poppler did not part are parted from UNMARKED on: it glues stretches that it found apart from one another, but
 * it also reads letter-spaced words as words, whose gaps are less. */
#define GAP_GLUED 0.15
#define GAP_UNMARKED 0.5
#define GAP_CELL 1.0

/* The number of a note follows a word of so many letters, is smaller than it by this, and stands so much of the height
 * of its letters above it. */
#define LEAST_NOTED 3
#define NOTE_SIZE 0.8
#define NOTE_RISE 0.15

/* White between two boxes of one line, whichever stands first. */
static inline double gap_between(const PopplerRectangle *a, const PopplerRectangle *b) {
  return MAX(b->x1 - a->x2, a->x1 - b->x2);
}

static inline void unite(PopplerRectangle *box, const PopplerRectangle *other) {
  box->x1 = MIN(box->x1, other->x1);
  box->y1 = MIN(box->y1, other->y1);
  box->x2 = MAX(box->x2, other->x2);
  box->y2 = MAX(box->y2, other->y2);
}

/* g_utf8_next_char() without its cast, which drops const. */
static inline const char *next_letter(const char *p) {
  return p + g_utf8_skip[*(const guchar *)p];
}

/* The boxes of the page's letters with slanted text turned level and put below the page (slant.c); NULL where there is
 * none. Caller frees. */
PopplerRectangle *level_boxes(const PageLetters *letters);

/* A box as it lies on the page; of letters that stood at a slant, one below it. */
PopplerRectangle turn_back(const PageLayout *layout, PopplerRectangle box);

/* An empty array for the words of a line. */
GArray *page_layout_new_words(void);

/* Splits fragments at words that begin where fragments of other rows do (cells.c): cells that stand so close that a
 * space parts them. */
void split_cells(PageLayout *layout);
