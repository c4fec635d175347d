/* The text of a page from the boxes of its letters: words -> fragments -> rows in reading order -> text.
 *
 * poppler gives the letters of a page in its own order, one box each, but glues the cells of a row, lets a
 * footer fall between two columns and knows no paragraphs (STYLE.md, pitfall 2). Here only geometry counts, so
 * that it can be tested without a file: no poppler function is called, its rectangle and text attributes are used
 * as plain structs. Coordinates are points, y grows downwards. Hyphens and repeated headers stay as they are:
 * the `clean` stage has the lexicon and the other pages to judge them by. */
#pragma once

#include <glib.h>
#include <poppler.h>

/* A stretch of one printed line without a wide gap: a line of a column, a cell of a table. */
typedef struct {
  PopplerRectangle box;
  double size;               /* mean height of its letters, close to the font size */
  const char *text;          /* into the text given, not NUL-terminated */
  guint length;              /* bytes */
  guint letters;             /* characters, spaces included */
  guint source;              /* its place in the order given */
  double font_size;          /* mean over its letters; 0 where it is not known */
  double bold;               /* share of its letters that are set in a bold font */
  double white;              /* share of its letters that are white, or nearly so */
  gboolean leftward;         /* holds letters of a right-to-left script: the order given is kept within its row */
  guint first_word, n_words; /* page_layout.h; n_words 0: it is not split */
  gboolean split_off;        /* from the fragment to its left, for it begins where others do (cells.c) */
  guint cell;                /* set by reading_order_sort(): column of a table, from 1; 0: no table */
  guint row;                 /* set by reading_order_sort(): fragments of one printed row, numbered from 0 */
  guint block;               /* set by reading_order_sort(): a column or a stretch between columns, from 0 */
} LayoutFragment;

/* What poppler says of a page. `text` is valid UTF-8 with a space between words and LF between lines; `boxes` has one
 * box for each of its characters, as poppler_page_get_text() and poppler_page_get_text_layout() give them (directional
 * marks U+202A-202C without a box are allowed); `attributes` are those of poppler_page_get_text_attributes() and may be
 * NULL. */
typedef struct {
  const char *text;
  const PopplerRectangle *boxes;
  guint n_boxes;
  const GList *attributes; /* PopplerTextAttributes*, in the order of the text */
  double width, height;
} PageLetters;

/* How a line of the finished text is set. */
typedef struct {
  float size;      /* of the font, points: of most of its letters; 0 for an empty line */
  float bold;      /* share of its letters */
  float y1, y2;    /* of the line's letters, points from the top of the page */
  float x1, x2;    /* the same from its left */
  guint16 letters; /* characters, spaces included */
  guint16 cells;   /* of a table; 1 for a line of text */
} LineStyle;

/* Memory that is used again from page to page. */
typedef struct PageLayout PageLayout;

PageLayout *page_layout_new(void);
void page_layout_free(PageLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageLayout, page_layout_free)

/* Reads the letters of a page into fragments, in no order yet. FALSE where text and boxes do not agree: then there are
 * none. The text must stay until the page has been written. */
gboolean page_layout_read(PageLayout *layout, const PageLetters *letters);

/* The fragments read and not dropped: GPtrArray of LayoutFragment*, borrowed. */
const GPtrArray *page_layout_fragments(const PageLayout *layout);

/* Drops each fragment for which `drop` says so. */
void page_layout_drop(PageLayout *layout, gboolean (*drop)(const LayoutFragment *fragment, gpointer data),
                      gpointer data);

/* The text of the page in reading order: LF, an empty line between paragraphs and blocks, TAB between cells; leaders
 * (". . . .") are a TAB as well. Where `styles` is not NULL, a LineStyle for each line of the text goes there. What
 * runs along the side of the page comes last. Only fragments whose middle lies in `area` count; NULL: all. Caller
 * frees. */
char *page_layout_write(PageLayout *layout, const PopplerRectangle *area, GArray *styles);

/* The text of a page in one step. Where text and boxes do not agree, the text comes back in the order it came in. */
char *page_layout_text(PageLayout *layout, const PageLetters *letters);

/* Sorts `fragments` into reading order and sets row and block of each; same row: next to one another,
 * left to right. `top` and `bottom` are those of the page, or of the slide on it. */
void reading_order_sort(LayoutFragment **fragments, guint count, double top, double bottom);
