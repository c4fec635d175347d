/* A look at the cross-reference tables. Reads a few kilobytes, and parses no more of the file than digits and keywords.
 */
#include "extractors/pdf/cross_reference.h"

#include <string.h>

#define TAIL_BYTES 2048
#define WINDOW_BYTES 1024
#define MAX_TABLES 64
#define SAMPLED_ENTRIES 24
#define ENTRY_BYTES 20 /* 7.5.4: each entry is 20 bytes long */
/* Bytes that may stand before the header, by which all places are then off (Annex H, note 13). */
#define MOST_BEFORE_HEADER 1024

typedef struct {
  const ExtractorInput *input;
  guint64 shift;                 /* bytes before the header */
  guint sampled, wrong;          /* entries */
  char window[WINDOW_BYTES + 1]; /* what was read last, NUL-terminated; NULs in it are spaces */
} Table;

/* Reads what lies at a place of the file into the window. FALSE where nothing does. */
static gboolean look_at(Table *table, guint64 place) {
  gssize got = extractor_input_read(table->input, place, (guint8 *)table->window, WINDOW_BYTES);
  for (gssize i = 0; i < got; i++)
    if (table->window[i] == '\0')
      table->window[i] = ' ';
  table->window[MAX(got, 0)] = '\0';
  return got > 0;
}

static const char *skip_white(const char *p) {
  return p + strspn(p, " \t\r\n\f");
}

static gboolean read_number(const char **p, guint64 *number) {
  const char *start = skip_white(*p);
  gsize digits = strspn(start, "0123456789");
  if (digits == 0 || digits > 15)
    return FALSE;
  *number = g_ascii_strtoull(start, NULL, 10);
  *p = start + digits;
  return TRUE;
}

/* "12 0 obj". */
static gboolean is_object(const char *p, guint64 *number) {
  guint64 generation;
  return read_number(&p, number) && read_number(&p, &generation) && g_str_has_prefix(skip_white(p), "obj");
}

/* Where the last table lies: the number after the last "startxref" of the file. */
static gboolean find_start(Table *table, guint64 *start) {
  char tail[TAIL_BYTES + 1];
  guint64 from = table->input->size > TAIL_BYTES ? table->input->size - TAIL_BYTES : 0;
  gssize got = extractor_input_read(table->input, from, (guint8 *)tail, TAIL_BYTES);
  const char *found = NULL;
  static const char word[] = "startxref";
  for (gssize i = 0; i + (gssize)strlen(word) <= got; i++)
    if (memcmp(tail + i, word, strlen(word)) == 0)
      found = tail + i + strlen(word);
  tail[MAX(got, 0)] = '\0';
  return found && read_number(&found, start);
}

/* Whether the entry at `place` tells where object `number` lies, as far as that can be seen. */
static gboolean entry_is_sound(Table *table, guint64 place, guint64 number) {
  guint64 offset, generation, found;
  if (!look_at(table, place))
    return FALSE;
  const char *p = table->window;
  if (!read_number(&p, &offset) || !read_number(&p, &generation))
    return FALSE;
  if (*skip_white(p) == 'f' || offset == 0) /* some programs write free entries as used ones that lie nowhere */
    return TRUE;
  return *skip_white(p) == 'n' && look_at(table, offset + table->shift) && is_object(table->window, &found) &&
         found == number;
}

/* Samples the subsections after "xref" at `place`; *trailer is where they end. FALSE where they do not. */
static gboolean read_subsections(Table *table, guint64 place, guint64 *trailer) {
  for (;;) {
    guint64 first, count;
    if (!look_at(table, place))
      return FALSE;
    const char *p = skip_white(table->window);
    if (g_str_has_prefix(p, "trailer")) {
      *trailer = place + (guint64)(p - table->window);
      return TRUE;
    }
    if (!read_number(&p, &first) || !read_number(&p, &count) || count > table->input->size / ENTRY_BYTES)
      return FALSE;
    guint64 entries = place + (guint64)(skip_white(p) - table->window);
    guint64 step = MAX(count / SAMPLED_ENTRIES, 1);
    for (guint64 i = 0; i < count && table->sampled < SAMPLED_ENTRIES; i += step, table->sampled++)
      table->wrong += !entry_is_sound(table, entries + i * ENTRY_BYTES, first + i);
    place = entries + count * ENTRY_BYTES;
  }
}

/* The place of the table before this one: /Prev in the trailer at `place`; 0 where there is none. */
static guint64 previous_table(Table *table, guint64 place) {
  guint64 previous = 0;
  const char *p = look_at(table, place) ? strstr(table->window, "/Prev") : NULL;
  const char *end = strstr(table->window, "startxref");
  if (!p || (end && p > end))
    return 0;
  p += strlen("/Prev");
  return read_number(&p, &previous) ? previous : 0;
}

/* How many bytes stand before "%PDF-". */
static guint64 bytes_before_header(const ExtractorInput *input) {
  gsize length = MIN(input->head_length, MOST_BEFORE_HEADER);
  const guint8 *found = length > 0 ? memmem(input->head, length, "%PDF-", 5) : NULL;
  return found ? (guint64)(found - input->head) : 0;
}

static gboolean is_table(Table *table, guint64 place) {
  guint64 object;
  return look_at(table, place) &&
         (g_str_has_prefix(skip_white(table->window), "xref") || is_object(table->window, &object));
}

gboolean cross_reference_is_sound(const ExtractorInput *input) {
  Table table = {.input = input};
  guint64 place, trailer, object;
  if (!find_start(&table, &place))
    return FALSE;
  if (!is_table(&table, place)) /* places may be counted from the header on */
    table.shift = bytes_before_header(input);
  for (guint tables = 0; tables < MAX_TABLES && place > 0; tables++) {
    if (!look_at(&table, place + table.shift))
      return FALSE;
    const char *p = skip_white(table.window);
    if (is_object(p, &object)) /* compressed: the rest is for poppler to see */
      return TRUE;
    if (!g_str_has_prefix(p, "xref"))
      return FALSE;
    guint64 first = place + table.shift + (guint64)(p - table.window) + strlen("xref");
    if (!read_subsections(&table, first, &trailer))
      return FALSE;
    place = previous_table(&table, trailer);
  }
  return table.wrong * 3 < MAX(table.sampled, 1);
}
