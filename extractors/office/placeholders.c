/* Matching of placeholders by index and type, and their prompts. */
#include "extractors/office/placeholders.h"

#include "extractors/office/drawing.h"
#include "extractors/office/ooxml.h"

#include <string.h>

typedef struct {
  char *type;   /* NULL where the shape names none */
  gint64 index; /* -1 where it names none */
  ShapeBox box;
  gboolean placed;
  char *prompt;
} Placeholder;

struct PlaceholderList {
  GPtrArray *placeholders; /* Placeholder* */
};

static void placeholder_free(gpointer data) {
  Placeholder *placeholder = data;
  g_free(placeholder->type);
  g_free(placeholder->prompt);
  g_free(placeholder);
}

static Placeholder *placeholder_new(const xmlNode *shape, const xmlNode *found) {
  g_autoptr(GString) prompt = g_string_new(NULL);
  Placeholder *placeholder = g_new0(Placeholder, 1);
  placeholder->type = g_strdup(ooxml_attribute(found, NS_NONE, "type"));
  placeholder->index = ooxml_number(found, "idx", -1);
  placeholder->placed = shape_read_box(shape, &shape_identity, &placeholder->box);
  drawing_append_text(ooxml_child(shape, NS_PRESENTATION, "txBody"), prompt);
  placeholder->prompt = g_strdup(prompt->str);
  return placeholder;
}

PlaceholderList *placeholder_list_new(const xmlNode *root) {
  PlaceholderList *list = g_new(PlaceholderList, 1);
  list->placeholders = g_ptr_array_new_with_free_func(placeholder_free);
  const xmlNode *tree = root ? ooxml_path(root, NS_PRESENTATION, "cSld/spTree") : NULL;
  for (const xmlNode *shape = tree ? tree->children : NULL; shape; shape = shape->next) {
    const xmlNode *found = shape->type == XML_ELEMENT_NODE ? shape_placeholder(shape) : NULL;
    if (found)
      g_ptr_array_add(list->placeholders, placeholder_new(shape, found));
  }
  return list;
}

void placeholder_list_free(PlaceholderList *list) {
  g_ptr_array_unref(list->placeholders);
  g_free(list);
}

/* --- inheritance ------------------------------------------------------------------------------ */

static gboolean is_title_type(const char *type) {
  return type && (strcmp(type, "title") == 0 || strcmp(type, "ctrTitle") == 0);
}

/* What a slide's placeholder inherits from: the one with its index, or of its type. The default type is "obj". */
static const Placeholder *find_in_list(const PlaceholderList *list, const char *type, gint64 index) {
  const Placeholder *of_type = NULL;
  for (guint i = 0; list && i < list->placeholders->len; i++) {
    const Placeholder *candidate = list->placeholders->pdata[i];
    if (is_title_type(type) ? is_title_type(candidate->type) : index >= 0 && candidate->index == index)
      return candidate;
    if (!of_type && type && g_strcmp0(candidate->type, type) == 0)
      of_type = candidate;
  }
  return of_type;
}

/* Masters have one body for all that layouts call by other names. */
static const char *master_type(const char *type) {
  if (is_title_type(type))
    return "title";
  static const char *const own[] = {"dt", "ftr", "hdr", "sldNum", "sldImg", NULL};
  return type && g_strv_contains(own, type) ? type : "body";
}

static PlaceholderRole role_of_type(const char *type) {
  static const char *const furniture[] = {"dt", "ftr", "hdr", "sldNum", NULL};
  if (is_title_type(type))
    return PLACEHOLDER_TITLE;
  if (type && g_strv_contains(furniture, type))
    return PLACEHOLDER_FURNITURE;
  return type && strcmp(type, "sldImg") == 0 ? PLACEHOLDER_IMAGE : PLACEHOLDER_CONTENT;
}

PlaceholderShape placeholder_inherit(const xmlNode *shape, const ShapeTransform *transform,
                                     const PlaceholderList *layout_list, const PlaceholderList *master_list) {
  PlaceholderShape result = {.role = PLACEHOLDER_NONE};
  result.placed = shape_read_box(shape, transform, &result.box);
  const xmlNode *found = shape_placeholder(shape);
  if (!found)
    return result;
  const char *type = ooxml_attribute(found, NS_NONE, "type");
  const Placeholder *layout = find_in_list(layout_list, type, ooxml_number(found, "idx", -1));
  if (!type && layout)
    type = layout->type;
  const Placeholder *master = find_in_list(master_list, master_type(type), -1);
  const Placeholder *placing = layout && layout->placed ? layout : master;
  if (!result.placed && placing && placing->placed) {
    result.placed = TRUE;
    result.box = placing->box;
  }
  result.role = role_of_type(type);
  result.prompts[0] = layout ? layout->prompt : NULL;
  result.prompts[1] = master ? master->prompt : NULL;
  return result;
}

/* --- prompts ---------------------------------------------------------------------------------- */

/* How prompts of the languages begin that programs come in, lower-case. A layout made by hand may ask for "Agenda", and
 * a person may have written just that: a text counts as a prompt only where it begins so, or has as many lines as the
 * levels of an outline. */
static gboolean begins_as_prompt(const char *text) {
  static const char *const beginnings[] = {"click",      "klick",     "klikk",    "klik",    "edit ",         "redig",
                                           "rediger",    "napsauta",  "muokkaa",  "smelltu", "cliquez",       "modif",
                                           "haga clic",  "fare clic", "clique",   "kliknij", "formatvorlage", "mastert",
                                           "textmaster", "lägg till", "legg til", "tilføj",  "lisää",         "add "};
  g_autofree char *lower = g_utf8_strdown(text, -1);
  for (guint i = 0; i < G_N_ELEMENTS(beginnings); i++)
    if (g_str_has_prefix(lower, beginnings[i]))
      return TRUE;
  return FALSE;
}

static guint count_lines(const char *text) {
  guint lines = 1;
  for (; *text; text++)
    lines += *text == '\n';
  return lines;
}

gboolean placeholder_is_prompt(const PlaceholderShape *shape, const char *text) {
  for (guint i = 0; i < G_N_ELEMENTS(shape->prompts); i++) {
    const char *prompt = shape->prompts[i];
    if (prompt && *prompt && strcmp(prompt, text) == 0 && (count_lines(text) >= 5 || begins_as_prompt(text)))
      return TRUE;
  }
  return FALSE;
}
