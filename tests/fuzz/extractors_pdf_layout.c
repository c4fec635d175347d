/* Fuzz target: any bytes as the letters of a page give its text. Properties: valid UTF-8; each letter comes out once,
 * but for what is printed twice at nearly the same place; time stays small. */
#include "extractors/pdf/layout.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define MAX_LETTERS 20000
#define MAX_SECONDS 5

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const alphabet[] = {"a", "B", "7", ".", "-", "å", "•", "ש", "ع", "漢"};

typedef struct {
  const uint8_t *data, *end;
  GString *text; /* as poppler gives it: a space between words, LF between lines */
  GArray *boxes; /* PopplerRectangle, one for each character of the text */
  double x, y, size;
  double largest; /* size of all letters */
} Page;

static guint next_byte(Page *page) {
  return page->data < page->end ? *page->data++ : 0;
}

static void put(Page *page, const char *letter, double width) {
  PopplerRectangle box = {page->x, page->y, page->x + width, page->y + page->size};
  g_string_append(page->text, letter);
  g_array_append_val(page->boxes, box);
  page->x += width;
}

/* Lines begin anywhere and in any size; within a line, letters follow one another with any gap, or upwards and down. */
static void read_page(Page *page) {
  double step = 0;
  while (page->data < page->end && page->boxes->len < MAX_LETTERS) {
    guint byte = next_byte(page);
    switch (byte % 8) {
    case 0:
      put(page, "\n", 0);
      page->x = 3 * next_byte(page);
      page->y = 4 * next_byte(page);
      page->size = 1 + next_byte(page) % 32;
      page->largest = MAX(page->largest, page->size);
      step = byte >= 224 ? page->size : byte >= 192 ? -page->size : 0;
      break;
    case 1:
      put(page, " ", page->size / 4);
      break;
    case 2:
      page->x += page->size * (next_byte(page) - 16) / 16;
      break;
    default:
      put(page, alphabet[byte / 8 % G_N_ELEMENTS(alphabet)], page->size / 2);
      if (step != 0) {
        page->x -= page->size / 2;
        page->y += step;
      }
    }
  }
}

/* The place where the library is called: what changes with its interface. */
static char *lay_out(const Page *page) {
  g_autoptr(PageLayout) layout = page_layout_new();
  PageLetters letters = {.text = page->text->str,
                         .boxes = (const PopplerRectangle *)(gpointer)page->boxes->data,
                         .n_boxes = page->boxes->len,
                         .width = 595,
                         .height = 842};
  return page_layout_text(layout, &letters);
}

static guint count(const char *text, const char *letter) {
  guint found = 0;
  for (const char *p = text; (p = strstr(p, letter)); p += strlen(letter))
    found++;
  return found;
}

/* How many letters of the page no other one like them is near. What lies near may have been taken for an overprint:
 * that is judged by stretches, within which letters may stand a little apart. */
static guint count_lonely(const Page *page, const char *letter) {
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(PopplerRectangle));
  const PopplerRectangle *boxes = (const PopplerRectangle *)(gpointer)page->boxes->data;
  guint i = 0, lonely = 0;
  for (const char *p = page->text->str; *p; p = g_utf8_find_next_char(p, NULL), i++)
    if (strncmp(p, letter, strlen(letter)) == 0)
      g_array_append_val(places, boxes[i]);
  for (i = 0; i < places->len; i++) {
    const PopplerRectangle *a = &g_array_index(places, PopplerRectangle, i);
    gboolean alone = TRUE;
    for (guint j = 0; j < places->len && alone; j++) {
      const PopplerRectangle *b = &g_array_index(places, PopplerRectangle, j);
      alone = j == i || fabs(a->x1 - b->x1) > 4 * page->largest || fabs(a->y2 - b->y2) > 4 * page->largest;
    }
    lonely += alone;
  }
  return lonely;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(PopplerRectangle));
  Page page = {data, data + size, text, boxes, 50, 50, 10, 10};
  read_page(&page);
  gint64 began = g_get_monotonic_time();
  g_autofree char *out = lay_out(&page);
  g_assert_cmpint(g_get_monotonic_time() - began, <, MAX_SECONDS * G_USEC_PER_SEC);
  g_assert_true(g_utf8_validate(out, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(alphabet); i++) {
    guint given = count(text->str, alphabet[i]), found = count(out, alphabet[i]);
    g_assert_cmpuint(found, <=, given);
    if (found < given && *alphabet[i] != '.') /* leaders (". . . .") become a TAB */
      g_assert_cmpuint(found, >=, count_lonely(&page, alphabet[i]));
  }
  return 0;
}
