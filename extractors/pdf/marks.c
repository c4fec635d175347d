/* The words of a page against those of its unit: both as one string of letters and digits, in which a span is looked
 * for together with what stands around it. */
#include "extractors/pdf/marks.h"
#include "extractors/pdf/page_layout.h"
#include "extractors/pdf/pages.h"
#include "language/contacts.h"
#include "language/normalise.h"

#include <string.h>

/* Letters around a span that must be there too, tried from the most to none: the same word may stand on the page more
 * than once. */
static const gsize contexts[] = {40, 16, 6, 0};

/* A text without all but its letters and digits, and where each of these comes from. */
typedef struct {
  GString *letters;
  GArray *origins; /* guint for each byte: of a text its byte, of a page its word */
} Squeezed;

static Squeezed squeezed_new(void) {
  return (Squeezed){g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(guint))};
}

static void squeezed_clear(Squeezed *squeezed) {
  g_string_free(squeezed->letters, TRUE);
  g_array_unref(squeezed->origins);
}

static void squeeze(Squeezed *squeezed, const char *text, gsize length, gboolean by_byte, guint origin) {
  const char *end = text + length;
  for (const char *p = text; p < end; p = next_letter(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isalnum(c))
      continue;
    g_string_append_unichar(squeezed->letters, g_unichar_tolower(c));
    guint from = by_byte ? (guint)(p - text) : origin;
    while (squeezed->origins->len < squeezed->letters->len)
      g_array_append_val(squeezed->origins, from);
  }
}

/* --- the page --------------------------------------------------------------------------------- */

typedef struct {
  GArray *boxes; /* PopplerRectangle for each word */
  GArray *rows;  /* guint for each word */
  Squeezed squeezed;
} PageWords;

static void add_word(PageWords *words, const char *text, gsize length, const PopplerRectangle *box, guint row) {
  g_autofree char *plain = normalise_line(text, (gssize)length); /* ligatures, decomposed letters */
  guint number = words->boxes->len;
  g_array_append_val(words->boxes, *box);
  g_array_append_val(words->rows, row);
  squeeze(&words->squeezed, plain, strlen(plain), FALSE, number);
}

static void add_fragment(PageWords *words, const PageLayout *layout, const LayoutFragment *fragment) {
  if (fragment->n_words == 0)
    add_word(words, fragment->text, fragment->length, &fragment->box, fragment->row);
  for (guint i = 0; i < fragment->n_words; i++) {
    const KeptWord *word = &g_array_index(layout->kept, KeptWord, fragment->first_word + i);
    add_word(words, layout->text + word->start, word->end - word->start, &word->box, fragment->row);
  }
}

/* The words in reading order, as they went into the text of the unit. */
static void read_words(PageWords *words, PageLayout *layout) {
  g_free(page_layout_write(layout, NULL, NULL)); /* puts the fragments in order */
  for (guint i = 0; i < layout->order->len; i++)
    add_fragment(words, layout, layout->order->pdata[i]);
}

/* --- spans ------------------------------------------------------------------------------------ */

/* Where the letters from byte `at` of the text on begin in its squeezed form. */
static gsize squeezed_place(const Squeezed *text, gsize at) {
  gsize low = 0, high = text->origins->len;
  while (low < high) {
    gsize middle = (low + high) / 2;
    if (g_array_index(text->origins, guint, middle) < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The place of letters [from, to) of the text in those of the page, at `after` or later if there is one; -1 where they
 * are not there. */
static gssize find_letters(const Squeezed *text, gsize from, gsize to, const Squeezed *page, gsize after) {
  for (gsize i = 0; i < G_N_ELEMENTS(contexts); i++) {
    gsize start = from > contexts[i] ? from - contexts[i] : 0;
    gsize end = MIN(to + contexts[i], text->letters->len), before = from - start;
    gsize begin = after > before ? after - before : 0;
    const char *haystack = page->letters->str;
    const char *found = memmem(haystack + begin, page->letters->len - begin, text->letters->str + start, end - start);
    if (!found)
      found = memmem(haystack, page->letters->len, text->letters->str + start, end - start);
    if (found)
      return found - haystack + (gssize)before;
  }
  return -1;
}

/* One box for each row of the words that bear the letters [from, to) of the page. */
static void add_boxes(const PageWords *words, gsize from, gsize to, GArray *boxes) {
  guint last = G_MAXUINT, row = G_MAXUINT;
  for (gsize i = from; i < to; i++) {
    guint word = g_array_index(words->squeezed.origins, guint, i);
    if (word == last)
      continue;
    const PopplerRectangle *box = &g_array_index(words->boxes, PopplerRectangle, word);
    if (g_array_index(words->rows, guint, word) == row && boxes->len > 0)
      unite(&g_array_index(boxes, PopplerRectangle, boxes->len - 1), box);
    else
      g_array_append_val(boxes, *box);
    row = g_array_index(words->rows, guint, word);
    last = word;
  }
}

static void find_spans(const PageWords *words, const char *text, const TextRange *spans, guint n_spans, GArray *boxes) {
  Squeezed squeezed = squeezed_new();
  gsize after = 0;
  squeeze(&squeezed, text, strlen(text), TRUE, 0);
  for (guint i = 0; i < n_spans; i++) {
    gsize from = squeezed_place(&squeezed, spans[i].start), to = squeezed_place(&squeezed, spans[i].end);
    gssize place = to > from ? find_letters(&squeezed, from, to, &words->squeezed, after) : -1;
    if (place < 0)
      continue;
    add_boxes(words, (gsize)place, (gsize)place + (to - from), boxes);
    after = (gsize)place + (to - from);
  }
  squeezed_clear(&squeezed);
}

GArray *marks_find(PopplerPage *page, const char *text, const TextRange *spans, guint n_spans) {
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(PopplerRectangle));
  g_autoptr(PageLayout) layout = page_layout_new();
  PageLetters letters;
  if (!page_letters_read(page, &letters))
    return boxes;
  if (page_layout_read(layout, &letters)) {
    PageWords words = {g_array_new(FALSE, FALSE, sizeof(PopplerRectangle)), g_array_new(FALSE, FALSE, sizeof(guint)),
                       squeezed_new()};
    read_words(&words, layout);
    find_spans(&words, text, spans, n_spans, boxes);
    for (guint i = boxes->len; i-- > 0;) {
      PopplerRectangle *box = &g_array_index(boxes, PopplerRectangle, i);
      if (box->y1 > layout->height)
        g_array_remove_index(boxes, i);
      else
        *box = turn_back(layout, *box);
    }
    g_array_unref(words.boxes);
    g_array_unref(words.rows);
    squeezed_clear(&words.squeezed);
  }
  page_letters_clear(&letters);
  return boxes;
}

/* --- contacts --------------------------------------------------------------------------------- */

GArray *marks_find_contacts(PopplerPage *page) {
  GArray *boxes = g_array_new(FALSE, FALSE, sizeof(PopplerRectangle));
  g_autofree char *text = poppler_page_get_text(page);
  g_autofree PopplerRectangle *letters = NULL; /* one for each character of the text */
  guint count = 0;
  if (!text || !g_utf8_validate(text, -1, NULL) || !poppler_page_get_text_layout(page, &letters, &count))
    return boxes;
  g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
  contacts_find(text, strlen(text), contacts);
  for (guint i = 0; i < contacts->len; i++) {
    const Contact *contact = &g_array_index(contacts, Contact, i);
    gsize from = (gsize)g_utf8_pointer_to_offset(text, text + contact->start);
    gsize to = (gsize)g_utf8_pointer_to_offset(text, text + contact->end);
    for (gsize c = from; c < to && c < count; c++)
      g_array_append_val(boxes, letters[c]);
  }
  return boxes;
}
