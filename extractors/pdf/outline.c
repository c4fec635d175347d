/* The outline as a flat list. */
#include "extractors/pdf/outline.h"
#include "language/encoding.h"
#include "language/normalise.h"

#define MAX_DEPTH 16
#define LONGEST_STRING 16000 /* bytes */

static void entry_free(OutlineEntry *entry) {
  g_free(entry->title);
  g_free(entry);
}

/* The page that an action leads to. Named destinations are not looked up: with a hundred of them that takes a quarter
 * of the time of reading all pages. */
static guint page_of(const PopplerAction *action) {
  const PopplerDest *dest = action->type == POPPLER_ACTION_GOTO_DEST ? action->goto_dest.dest : NULL;
  return dest && dest->type != POPPLER_DEST_NAMED && dest->page_num > 0 ? (guint)dest->page_num : 0;
}

static void add_entry(GPtrArray *outline, PopplerIndexIter *at, guint level) {
  PopplerAction *action = poppler_index_iter_get_action(at);
  if (!action)
    return;
  if (action->any.title) {
    g_autofree char *valid = encoding_make_valid(action->any.title, -1);
    g_autofree char *title = normalise_line(valid, -1);
    if (*title) {
      OutlineEntry *entry = g_new(OutlineEntry, 1);
      *entry = (OutlineEntry){g_steal_pointer(&title), page_of(action), level};
      g_ptr_array_add(outline, entry);
    }
  }
  poppler_action_free(action);
}

/* Entries may lead back to themselves: the ceilings end that. */
static void read_level(GPtrArray *outline, PopplerIndexIter *at, guint level, guint *steps) {
  do {
    if (outline->len >= OUTLINE_MAX_ENTRIES || ++*steps > 2 * OUTLINE_MAX_ENTRIES)
      return;
    add_entry(outline, at, level);
    PopplerIndexIter *child = level < MAX_DEPTH ? poppler_index_iter_get_child(at) : NULL;
    if (child)
      read_level(outline, child, level + 1, steps);
    poppler_index_iter_free(child);
  } while (poppler_index_iter_next(at));
}

GPtrArray *outline_read(PopplerDocument *pdf) {
  GPtrArray *outline = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
  PopplerIndexIter *first = poppler_index_iter_new(pdf);
  guint steps = 0;
  if (first)
    read_level(outline, first, 0, &steps);
  poppler_index_iter_free(first);
  return outline;
}

char *outline_to_string(const GPtrArray *outline) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < outline->len && text->len < LONGEST_STRING; i++) {
    const OutlineEntry *entry = outline->pdata[i];
    g_string_append_printf(text, "%s%s", i > 0 ? "; " : "", entry->title);
    if (entry->page > 0)
      g_string_append_printf(text, " (%u)", entry->page);
  }
  return text->len > 0 ? g_strdup(text->str) : NULL;
}
