/* Slides on a page stand in a grid, the same on all pages: white runs between them where no text ever stands, and each
 * begins with its largest letters. Drawn frames cannot be seen through poppler-glib, but the white can. */
#include "extractors/pdf/handouts.h"
#include "extractors/cleanup.h"

#include <math.h>
#include <string.h>

#define BINS 400          /* places along a side of the page */
#define MOST_CUTS 4       /* of one direction, both edges of the page among them, less one */
#define MOST_CELLS 9      /* of the layouts below */
#define WINDOW 0.06       /* of the side: how far a cut may lie from where equal parts would put it */
#define MOST_CROSSED 0.02 /* share of the boxes that a cut may go through */
#define MARGIN 0.045      /* of the height, at top and bottom: header and footer of the handout itself */
#define TITLED 0.6        /* share of the cells that begin with their largest letters */
#define FILLED 0.6        /* share of the cells that have text, on all pages but the last */
#define EVEN 1.15         /* largest by smallest letters of notes */

typedef struct {
  guint columns, rows;
  double x[MOST_CUTS + 1], y[MOST_CUTS + 1];  /* points: edges of the cells */
  double top[MOST_CELLS], bottom[MOST_CELLS]; /* points: of what stands in each cell, on any page */
} Grid;

/* From many slides a page to few: with six, a page can be parted in two or three as well. */
static const struct { guint columns, rows; } layouts[] = {{3, 3}, {2, 4}, {2, 3}, {2, 2}, {1, 4}, {1, 3}, {1, 2}};

/* --- where no text stands --------------------------------------------------------------------- */

typedef struct {
  guint crossed[BINS]; /* boxes that go through each place */
  guint boxes;
  double side; /* points */
} Profile;

static void add_box(Profile *profile, double from, double to) {
  guint first = (guint)CLAMP(from / profile->side * BINS, 0, BINS - 1);
  guint last = (guint)CLAMP(to / profile->side * BINS, 0, BINS - 1);
  for (guint i = first; i <= last; i++)
    profile->crossed[i]++;
  profile->boxes++;
}

static gboolean in_margin(const PdfPage *page, const PopplerRectangle *box) {
  return box->y2 < MARGIN * page->height || box->y1 > (1 - MARGIN) * page->height;
}

static void make_profiles(const GPtrArray *pages, Profile *across, Profile *down) {
  const PdfPage *first = pages->pdata[0];
  *across = (Profile){.side = first->width};
  *down = (Profile){.side = first->height};
  for (guint i = 0; i < pages->len; i++) {
    const PdfPage *page = pages->pdata[i];
    for (guint k = 0; page->boxes && k < page->boxes->len; k++) {
      const PopplerRectangle *box = &g_array_index(page->boxes, PageBox, k).box;
      if (in_margin(page, box))
        continue;
      add_box(across, box->x1, box->x2);
      add_box(down, box->y1, box->y2);
    }
  }
}

/* The middle of the widest white near `wanted` (a share of the side), into *cut; FALSE where text stands there. */
static gboolean find_cut(const Profile *profile, double wanted, double *cut) {
  guint from = (guint)((wanted - WINDOW) * BINS), to = (guint)((wanted + WINDOW) * BINS);
  guint most = (guint)(MOST_CROSSED * profile->boxes), widest = 0, best = 0;
  for (guint i = from; i < to;) {
    guint end = i;
    while (end < to && profile->crossed[end] <= most)
      end++;
    if (end - i > widest) {
      widest = end - i;
      best = i + widest / 2;
    }
    i = MAX(end, i + 1);
  }
  *cut = (best + 0.5) / BINS * profile->side;
  return widest > 1;
}

static gboolean cut_side(const Profile *profile, guint parts, double *edges) {
  edges[0] = -G_MAXDOUBLE;
  for (guint i = 1; i < parts; i++)
    if (!find_cut(profile, (double)i / parts, &edges[i]))
      return FALSE;
  edges[parts] = G_MAXDOUBLE;
  return TRUE;
}

/* --- what the cells hold ---------------------------------------------------------------------- */

typedef struct {
  guint boxes;
  double top, top_size;     /* of the uppermost box */
  double largest, smallest; /* letters */
} Cell;

static guint cell_of(const Grid *grid, const PopplerRectangle *box) {
  double x = (box->x1 + box->x2) / 2, y = (box->y1 + box->y2) / 2;
  guint column = 0, row = 0;
  while (column + 1 < grid->columns && x >= grid->x[column + 1])
    column++;
  while (row + 1 < grid->rows && y >= grid->y[row + 1])
    row++;
  return row * grid->columns + column;
}

/* The cells of one page, row by row: MOST_CELLS of them. */
static void measure_cells(const Grid *grid, const PdfPage *page, Cell *cells) {
  for (guint i = 0; i < MOST_CELLS; i++)
    cells[i] = (Cell){.top = G_MAXDOUBLE, .smallest = G_MAXDOUBLE};
  for (guint k = 0; page->boxes && k < page->boxes->len; k++) {
    const PageBox *box = &g_array_index(page->boxes, PageBox, k);
    if (in_margin(page, &box->box))
      continue;
    Cell *cell = &cells[cell_of(grid, &box->box)];
    cell->boxes++;
    cell->largest = MAX(cell->largest, box->font_size);
    cell->smallest = MIN(cell->smallest, box->font_size);
    if (box->box.y1 < cell->top) {
      cell->top = box->box.y1;
      cell->top_size = box->font_size;
    }
  }
}

/* Whether the cells of the grid are slides: nearly all have text, and begin with their largest letters. */
static gboolean holds_slides(const Grid *grid, const GPtrArray *pages) {
  guint count = grid->columns * grid->rows, filled = 0, titled = 0, all = 0;
  for (guint i = 0; i < pages->len; i++) {
    Cell cells[MOST_CELLS];
    measure_cells(grid, pages->pdata[i], cells);
    for (guint k = 0; k < count; k++) {
      all += i + 1 < pages->len || cells[k].boxes > 0; /* the last page may not be full */
      filled += cells[k].boxes > 0;
      titled += cells[k].boxes > 0 && cells[k].top_size >= 0.98 * cells[k].largest &&
                (cells[k].boxes == 1 || cells[k].largest > cells[k].smallest);
    }
  }
  return filled >= 2 && filled >= FILLED * all && titled >= TITLED * filled;
}

/* Whether the lower half of the pages is notes: letters of one size, the same on all pages, smaller than the titles
 * above them. */
static gboolean holds_notes(const Grid *grid, const GPtrArray *pages) {
  double smallest = G_MAXDOUBLE, largest = 0;
  guint slides = 0, notes = 0;
  for (guint i = 0; i < pages->len; i++) {
    Cell cells[MOST_CELLS];
    measure_cells(grid, pages->pdata[i], cells);
    slides += cells[0].boxes > 0;
    if (cells[1].boxes == 0)
      continue;
    notes++;
    smallest = MIN(smallest, cells[1].smallest);
    largest = MAX(largest, cells[1].largest);
  }
  return slides >= FILLED * pages->len && notes > 0 && largest <= EVEN * smallest;
}

/* Slides are smaller than their cells: what stands in them on all pages tells where they begin and end. */
static void measure_slides(Grid *grid, const GPtrArray *pages) {
  for (guint i = 0; i < MOST_CELLS; i++) {
    grid->top[i] = G_MAXDOUBLE;
    grid->bottom[i] = -G_MAXDOUBLE;
  }
  for (guint i = 0; i < pages->len; i++) {
    const PdfPage *page = pages->pdata[i];
    for (guint k = 0; page->boxes && k < page->boxes->len; k++) {
      const PopplerRectangle *box = &g_array_index(page->boxes, PageBox, k).box;
      guint cell = cell_of(grid, box);
      if (in_margin(page, box))
        continue;
      grid->top[cell] = MIN(grid->top[cell], box->y1);
      grid->bottom[cell] = MAX(grid->bottom[cell], box->y2);
    }
  }
}

/* --- parting the pages ------------------------------------------------------------------------ */

typedef struct {
  PdfReading *reading;
  Grid grid;
  gboolean notes;
  guint slides;     /* so far */
  guint next_page;  /* in reading->pages */
  GPtrArray *units; /* Unit*, the new ones and those that stay */
  GPtrArray *pages; /* PdfPage* */
  GArray *moved;    /* guint: old ordinal -> new one */
} Parting;

/* Where the lines stand on their slide. */
static void shift_lines(GArray *styles, double top) {
  for (guint i = 0; i < styles->len; i++) {
    LineStyle *style = &g_array_index(styles, LineStyle, i);
    style->y1 -= (float)top;
    style->y2 -= (float)top;
  }
}

static void add_cell(Parting *parting, PageLayout *layout, const PdfPage *page, guint column, guint row) {
  PopplerRectangle area = {parting->grid.x[column], MAX(parting->grid.y[row], MARGIN * page->height),
                           parting->grid.x[column + 1], MIN(parting->grid.y[row + 1], (1 - MARGIN) * page->height)};
  GArray *styles = g_array_new(FALSE, FALSE, sizeof(LineStyle));
  gboolean notes = parting->notes && row == 1;
  g_autofree char *text = page_layout_write(layout, &area, styles);
  if (!*text) {
    g_array_unref(styles);
    return;
  }
  Unit *unit = unit_new(notes ? UNIT_KIND_NOTES : UNIT_KIND_SLIDE);
  unit_set_locator(unit, LOCATOR_PAGE, page->number, NULL);
  parting->slides += !notes;
  unit->label = g_strdup_printf("%u", parting->slides);
  unit->text = g_steal_pointer(&text);
  unit->parent = notes ? parting->units->len : 0; /* the slide comes just before its notes */
  g_ptr_array_add(parting->units, unit);
  guint cell = row * parting->grid.columns + column;
  shift_lines(styles, parting->grid.top[cell]);
  PdfPage *record = g_new0(PdfPage, 1);
  *record = (PdfPage){.number = page->number,
                      .unit = parting->units->len,
                      .width = page->width,
                      .height = parting->grid.bottom[cell] - parting->grid.top[cell],
                      .letters = page->letters,
                      .styles = styles};
  g_ptr_array_add(parting->pages, record);
}

/* The header and footer of the handout's own page. */
static void note_margins(const Parting *parting, PageLayout *layout, const PdfPage *page) {
  const PopplerRectangle margins[] = {{-G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE, MARGIN * page->height},
                                      {-G_MAXDOUBLE, (1 - MARGIN) * page->height, G_MAXDOUBLE, G_MAXDOUBLE}};
  for (gsize i = 0; i < G_N_ELEMENTS(margins); i++) {
    g_autofree char *text = page_layout_write(layout, &margins[i], NULL);
    document_add_furniture(parting->reading->extraction->document, g_strstrip(text));
  }
}

/* Reads the page once more, cell by cell. FALSE where it cannot be had. */
static gboolean part_page(Parting *parting, const PdfPage *page) {
  g_autoptr(PopplerPage) found = pdf_document_page(parting->reading->pdf, page->number);
  PageLetters letters;
  if (!found || !page_letters_read(found, &letters))
    return FALSE;
  gboolean read = page_layout_read(parting->reading->layout, &letters);
  if (read) {
    for (guint row = 0; row < parting->grid.rows; row++)
      for (guint column = 0; column < parting->grid.columns; column++)
        add_cell(parting, parting->reading->layout, page, column, row);
    note_margins(parting, parting->reading->layout, page);
  }
  page_letters_clear(&letters);
  return read;
}

/* The page whose unit this is, or NULL. Both come in order. */
static const PdfPage *page_of_unit(Parting *parting, guint ordinal) {
  const GPtrArray *pages = parting->reading->pages;
  while (parting->next_page < pages->len && ((const PdfPage *)pages->pdata[parting->next_page])->unit < ordinal)
    parting->next_page++;
  const PdfPage *page = parting->next_page < pages->len ? pages->pdata[parting->next_page] : NULL;
  return page && page->unit == ordinal ? page : NULL;
}

/* Units of pages give way to slides; all others stay, and follow their page's first slide. */
static void part_units(Parting *parting) {
  Document *document = parting->reading->extraction->document;
  g_ptr_array_set_free_func(document->units, NULL);
  for (guint i = 0; i < document->units->len; i++) {
    Unit *unit = document->units->pdata[i];
    const PdfPage *page = page_of_unit(parting, unit->ordinal);
    guint first = parting->units->len + 1;
    g_array_append_val(parting->moved, first);
    extraction_progress(parting->reading->extraction, i, document->units->len);
    if (page && page->boxes && part_page(parting, page)) {
      unit_free(unit);
      continue;
    }
    if (unit->parent > 0 && unit->parent < parting->moved->len)
      unit->parent = g_array_index(parting->moved, guint, unit->parent);
    g_ptr_array_add(parting->units, unit);
  }
  g_ptr_array_set_size(document->units, 0);
  g_ptr_array_set_free_func(document->units, (GDestroyNotify)unit_free);
  for (guint i = 0; i < parting->units->len; i++)
    document_add_unit(document, parting->units->pdata[i]);
  g_ptr_array_unref(parting->reading->pages);
  parting->reading->pages = g_ptr_array_ref(parting->pages);
}

static void part(PdfReading *reading, const Grid *grid, gboolean notes) {
  guint none = 0;
  g_autoptr(GPtrArray) units = g_ptr_array_new();
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)pdf_page_free);
  g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_val(moved, none);
  Grid measured = *grid;
  measure_slides(&measured, reading->pages);
  Parting parting = {
      .reading = reading, .grid = measured, .notes = notes, .units = units, .pages = pages, .moved = moved};
  part_units(&parting);
}

/* The grid of a layout, where white parts the pages so. */
static gboolean find_grid(const Profile *across, const Profile *down, guint columns, guint rows, Grid *grid) {
  *grid = (Grid){.columns = columns, .rows = rows};
  return cut_side(across, columns, grid->x) && cut_side(down, rows, grid->y);
}

void handouts_split(PdfReading *reading) {
  Profile across, down;
  Grid grid;
  if (reading->pages->len == 0)
    return;
  make_profiles(reading->pages, &across, &down);
  if (find_grid(&across, &down, 1, 2, &grid) && holds_notes(&grid, reading->pages)) {
    part(reading, &grid, TRUE);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(layouts); i++)
    if (find_grid(&across, &down, layouts[i].columns, layouts[i].rows, &grid) && holds_slides(&grid, reading->pages)) {
      part(reading, &grid, FALSE);
      return;
    }
}
