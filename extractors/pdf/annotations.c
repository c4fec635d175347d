/* Annotations and form fields of a page (ISO 32000-1, 12.5 and 12.7). */
#include "extractors/pdf/annotations.h"
#include "extractors/pdf/attachments.h"
#include "language/encoding.h"

#include <string.h>

#define MAX_COMMENTS 2000 /* on one page */
#define MAX_FIELDS 5000

static gboolean is_blank(const char *text) {
  return !text || text[strspn(text, " \t\r\n\f")] == '\0';
}

static gboolean add_unit(PdfReading *reading, UnitKind kind, guint number, guint parent, char *label, char *text) {
  Unit *unit = unit_new(kind);
  unit_set_locator(unit, LOCATOR_PAGE, number, NULL);
  unit->parent = parent;
  unit->label = label;
  unit->text = text;
  return extraction_add_unit(reading->extraction, unit);
}

/* --- comments --------------------------------------------------------------------------------- */

/* The author, as the label of a comment on a slide has it. */
static char *author_of(PopplerAnnot *annotation) {
  if (!POPPLER_IS_ANNOT_MARKUP(annotation))
    return NULL;
  g_autofree char *name = poppler_annot_markup_get_label((PopplerAnnotMarkup *)annotation);
  return is_blank(name) ? NULL : encoding_make_valid(name, -1);
}

static gboolean add_comment(PdfReading *reading, PopplerAnnot *annotation, guint number, guint parent) {
  g_autofree char *contents = poppler_annot_get_contents(annotation);
  if (is_blank(contents))
    return TRUE;
  return add_unit(reading, UNIT_KIND_COMMENT, number, parent, author_of(annotation), encoding_make_valid(contents, -1));
}

static gboolean add_annotation(PdfReading *reading, PopplerAnnot *annotation, guint number, guint parent) {
  switch (poppler_annot_get_annot_type(annotation)) {
  case POPPLER_ANNOT_LINK:
  case POPPLER_ANNOT_WIDGET:
  case POPPLER_ANNOT_POPUP: /* says what its parent says */
    return TRUE;
  case POPPLER_ANNOT_FILE_ATTACHMENT: {
    PopplerAttachment *attachment =
        poppler_annot_file_attachment_get_attachment((PopplerAnnotFileAttachment *)annotation);
    return (!attachment || attachments_add(reading, attachment, parent)) &&
           add_comment(reading, annotation, number, parent);
  }
  default:
    return add_comment(reading, annotation, number, parent);
  }
}

static gboolean read_comments(PdfReading *reading, PopplerPage *page, guint number, guint parent) {
  GList *annotations = g_list_reverse(poppler_page_get_annot_mapping(page)); /* poppler gives the last one first */
  gboolean room = TRUE;
  guint count = 0;
  for (GList *l = annotations; l && room && count < MAX_COMMENTS; l = l->next, count++)
    room = add_annotation(reading, ((PopplerAnnotMapping *)l->data)->annot, number, parent);
  poppler_page_free_annot_mapping(annotations);
  return room;
}

/* --- links ------------------------------------------------------------------------------------ */

static void read_links(PdfReading *reading, PopplerPage *page) {
  GList *links = poppler_page_get_link_mapping(page);
  for (GList *l = links; l; l = l->next) {
    const PopplerAction *action = ((PopplerLinkMapping *)l->data)->action;
    if (action && action->type == POPPLER_ACTION_URI && action->uri.uri)
      pdf_add_link(reading, action->uri.uri);
  }
  poppler_page_free_link_mapping(links);
}

/* --- forms ------------------------------------------------------------------------------------ */

/* What the form calls the field: the name for people, else the one for programs. */
static char *field_name(PopplerFormField *field) {
  g_autofree char *shown = poppler_form_field_get_alternate_ui_name(field);
  if (!is_blank(shown))
    return encoding_make_valid(shown, -1);
  g_autofree char *name = poppler_form_field_get_partial_name(field);
  if (!is_blank(name))
    return encoding_make_valid(name, -1);
  g_autofree char *full = poppler_form_field_get_name(field);
  return is_blank(full) ? NULL : encoding_make_valid(full, -1);
}

/* The choices made, parted by commas. */
static char *chosen_items(PopplerFormField *field) {
  g_autoptr(GString) items = g_string_new(NULL);
  int count = poppler_form_field_choice_get_n_items(field);
  for (int i = 0; i < count; i++) {
    if (!poppler_form_field_choice_is_item_selected(field, i))
      continue;
    g_autofree char *item = poppler_form_field_choice_get_item(field, i);
    g_string_append_printf(items, "%s%s", items->len > 0 ? ", " : "", item ? item : "");
  }
  if (items->len == 0 && poppler_form_field_choice_is_editable(field))
    return poppler_form_field_choice_get_text(field);
  return g_strdup(items->str);
}

/* What has been filled in: a text, choices, or a tick; NULL where nothing has. */
static char *field_value(PopplerFormField *field) {
  g_autofree char *value = NULL;
  switch (poppler_form_field_get_field_type(field)) {
  case POPPLER_FORM_FIELD_TEXT:
    if (!poppler_form_field_text_is_password(field))
      value = poppler_form_field_text_get_text(field);
    break;
  case POPPLER_FORM_FIELD_CHOICE:
    value = chosen_items(field);
    break;
  case POPPLER_FORM_FIELD_BUTTON:
    if (poppler_form_field_button_get_button_type(field) != POPPLER_FORM_BUTTON_PUSH &&
        poppler_form_field_button_get_state(field))
      value = g_strdup("☑");
    break;
  default: /* signatures, and what is unknown */
    break;
  }
  return is_blank(value) ? NULL : encoding_make_valid(value, -1);
}

static void append_field(PopplerFormField *field, GString *text) {
  g_autofree char *value = field_value(field);
  if (!value)
    return;
  g_autofree char *name = field_name(field);
  g_string_append_printf(text, "%s%s%s\n", name ? name : "", name ? ": " : "", value);
}

static gboolean read_form(PdfReading *reading, PopplerPage *page, guint number, const char *label, guint parent) {
  GList *fields = g_list_reverse(poppler_page_get_form_field_mapping(page)); /* poppler gives the last one first */
  g_autoptr(GString) text = g_string_new(NULL);
  guint count = 0;
  for (GList *l = fields; l && count < MAX_FIELDS; l = l->next, count++)
    append_field(((PopplerFormFieldMapping *)l->data)->field, text);
  poppler_page_free_form_field_mapping(fields);
  if (text->len == 0)
    return TRUE;
  return add_unit(reading, UNIT_KIND_FORM, number, parent, g_strdup(label), g_strdup(text->str));
}

gboolean annotations_read(PdfReading *reading, PopplerPage *page, guint number, const char *label, guint parent) {
  read_links(reading, page);
  return read_form(reading, page, number, label, parent) && read_comments(reading, page, number, parent);
}
