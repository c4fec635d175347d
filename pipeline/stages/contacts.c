/* The stage `contacts`: hides e-mail addresses and telephone numbers in all that a document says, unless it is to keep
 * them (Document.contacts). It stands before the stages that find things, whose evidence lies in the texts as they are
 * then. */
#include "language/contacts.h"
#include "pipeline/stages/stage.h"

static void hide_in_unit(Unit *unit) {
  contacts_hide(&unit->text, unit->language);
  contacts_hide(&unit->heading, unit->language);
  contacts_hide(&unit->label, unit->language);
}

static void hide_in_metadata(Document *document) {
  g_autoptr(GList) keys = g_hash_table_get_keys(document->metadata);
  for (GList *l = keys; l; l = l->next) {
    char *masked = contacts_mask(g_hash_table_lookup(document->metadata, l->data), document->language);
    if (masked)
      g_hash_table_replace(document->metadata, g_strdup(l->data), masked);
  }
}

void stage_contacts(Document *document) {
  if (document->contacts)
    return;
  for (guint i = 0; i < document->units->len; i++)
    hide_in_unit(document->units->pdata[i]);
  contacts_hide(&document->title, document->language);
  contacts_hide(&document->organiser, document->language);
  contacts_hide(&document->place, document->language);
  for (guint i = 0; i < document->authors->len; i++)
    contacts_hide((char **)&document->authors->pdata[i], document->language);
  g_hash_table_remove_all(document->furniture_texts); /* its keys are these texts; document_add_furniture() fills it */
  for (guint i = 0; i < document->furniture->len; i++)
    contacts_hide(&((Furniture *)document->furniture->pdata[i])->text, document->language);
  hide_in_metadata(document);
}
