/* The text of a page from the boxes of its letters: words -> fragments -> rows in reading order -> text.
 *
 * poppler gives the letters of a page in its own order, one box each, but glues the cells of a row, lets a
 * footer fall between two columns and knows no paragraphs (STYLE.md, pitfall 2). Here only geometry counts, so
 * that it can be tested without a file: no poppler function is called, its rectangle is used as a plain
 * struct. Coordinates are points, y grows downwards. Hyphens and repeated headers stay as they are:
 * the `clean` stage has the lexicon and the other pages to judge them by. */
#pragma once

#include <glib.h>
#include <poppler.h>

/* A stretch of one printed line without a wide gap: a line of a column, a cell of a table. */
typedef struct {
  PopplerRectangle box;
  double size;       /* mean height of its letters, close to the font size */
  const char *text;  /* into the text given, not NUL-terminated */
  guint length;      /* bytes */
  guint letters;     /* characters, spaces included */
  guint source;      /* its place in the order given */
  gboolean leftward; /* holds letters of a right-to-left script: the order given is kept within its row */
  guint row;         /* set by reading_order_sort(): fragments of one printed row, numbered from 0 */
  guint block;       /* set by reading_order_sort(): a column or a stretch between columns, from 0 */
} LayoutFragment;

/* Memory that is used again from page to page. */
typedef struct PageLayout PageLayout;

PageLayout *page_layout_new(void);
void page_layout_free(PageLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageLayout, page_layout_free)

/* `text` is valid UTF-8 with a space between words and LF between lines; `boxes` has one box for each of its
 * characters, as poppler_page_get_text() and poppler_page_get_text_layout() give them (directional marks
 * U+202A-202C without a box are allowed). Where text and boxes do not agree, the text is given back in the order it
 * came in. Returns the text of the page: LF, an empty line between paragraphs and blocks, TAB between
 * cells; caller frees. */
char *page_layout_text(PageLayout *layout, const char *text, const PopplerRectangle *boxes, guint n_boxes, double width,
                       double height);

/* Sorts `fragments` into reading order and sets row and block of each; same row: next to one another,
 * left to right. `height` is the page's. */
void reading_order_sort(LayoutFragment **fragments, guint count, double height);
