/* Documents and units, and their words in the full-text tables. */
#include "document/identifier.h"
#include "index/changes.h"
#include "index/corrections.h"
#include "index/tokenizer.h"
#include "index/works.h"
#include "index/writer_internal.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* As the view unit_content has it: what is deleted must be what was written. */
static void bind_marked(Statement *statement, int parameter, const char *language, double confidence,
                        const char *text) {
  language = tokenizer_analysis_language(language, confidence);
  g_autofree char *marked = g_strdup_printf("%c%s", tokenizer_language_mark(language), text ? text : "");
  statement_bind_text(statement, parameter, marked, -1);
}

static double sane(double value) {
  return isfinite(value) ? CLAMP(value, 0, 1) : 0;
}

static gboolean insert_unit(Writer *writer, gint64 document, const char *public_id, const Unit *unit, GError **error) {
  Statement *insert = database_prepare(writer->database,
                                       "INSERT INTO unit(public_id, document, parent, ordinal, kind, locator_kind, "
                                       "locator_number, locator_anchor, label,"
                                       " heading, text, language, language_confidence, quality, hidden, ocr)"
                                       " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
                                       error);
  if (!insert)
    return FALSE;
  statement_bind_text(insert, 1, public_id, -1);
  statement_bind_int(insert, 2, document);
  if (unit->parent && unit->parent < unit->ordinal) /* a worker's word is not taken for it */
    statement_bind_int(insert, 3, unit->parent);
  statement_bind_int(insert, 4, unit->ordinal);
  statement_bind_text(insert, 5, unit_kind_name(unit->kind), -1);
  statement_bind_text(insert, 6, locator_kind_name(unit->locator.kind), -1);
  statement_bind_int(insert, 7, unit->locator.number);
  statement_bind_text(insert, 8, unit->locator.anchor, -1);
  statement_bind_text(insert, 9, unit->label, -1);
  statement_bind_text(insert, 10, unit->heading, -1);
  statement_bind_text(insert, 11, unit->text, -1);
  statement_bind_text(insert, 12, unit->language, -1);
  statement_bind_double(insert, 13, sane(unit->language_confidence));
  statement_bind_double(insert, 14, sane(unit->quality));
  statement_bind_int(insert, 15, unit->hidden);
  statement_bind_int(insert, 16, unit->ocr);
  if (!statement_execute(insert, error))
    return FALSE;

  Statement *index =
      database_prepare(writer->database, "INSERT INTO unit_fts(rowid, heading, body) VALUES(?1,?2,?3)", error);
  if (!index)
    return FALSE;
  statement_bind_int(index, 1, database_last_row(writer->database));
  bind_marked(index, 2, unit->language, sane(unit->language_confidence), unit->heading);
  bind_marked(index, 3, unit->language, sane(unit->language_confidence), unit->text);
  writer->bytes += (unit->heading ? strlen(unit->heading) : 0) + (unit->text ? strlen(unit->text) : 0);
  return statement_execute(index, error);
}

/* The words of document_fts must be deleted as they were written: both go through this one order of columns. */
static gboolean index_document(Writer *writer, const char *sql, gint64 id, GError **error) {
  Statement *content = database_prepare(
      writer->database, "SELECT title, people, organisations, places, dates FROM document_content WHERE id=?1", error);
  Statement *index = database_prepare(writer->database, sql, error);
  if (!content || !index)
    return FALSE;
  statement_bind_int(content, 1, id);
  statement_bind_int(index, 1, id);
  if (statement_step(content, error) != STEP_ROW)
    return FALSE;
  for (int column = 0; column < 5; column++)
    statement_bind_text(index, column + 2, statement_text(content, column), -1);
  statement_reset(content);
  return statement_execute(index, error);
}

gboolean document_rows_index(Writer *writer, gint64 id, GError **error) {
  return index_document(
      writer, "INSERT INTO document_fts(rowid, title, people, organisations, places, dates) VALUES(?1,?2,?3,?4,?5,?6)",
      id, error);
}

gboolean document_rows_unindex(Writer *writer, gint64 id, GError **error) {
  return index_document(writer,
                        "INSERT INTO document_fts(document_fts, rowid, title, people, organisations, places, dates)"
                        " VALUES('delete', ?1,?2,?3,?4,?5,?6)",
                        id, error);
}

static gboolean insert_extras(Writer *writer, gint64 id, const Document *document, GError **error) {
  Statement *furniture =
      database_prepare(writer->database, "INSERT INTO furniture(document, text, occurrences) VALUES(?1,?2,?3)", error);
  Statement *metadata =
      database_prepare(writer->database, "INSERT INTO document_metadata(document, key, value) VALUES(?1,?2,?3)", error);
  if (!furniture || !metadata)
    return FALSE;
  for (guint i = 0; i < document->furniture->len; i++) {
    const Furniture *item = document->furniture->pdata[i];
    statement_bind_int(furniture, 1, id);
    statement_bind_text(furniture, 2, item->text, -1);
    statement_bind_int(furniture, 3, item->occurrences);
    if (!statement_execute(furniture, error))
      return FALSE;
  }
  GHashTableIter iterator;
  gpointer key, value;
  g_hash_table_iter_init(&iterator, document->metadata);
  while (g_hash_table_iter_next(&iterator, &key, &value)) {
    statement_bind_int(metadata, 1, id);
    statement_bind_text(metadata, 2, key, -1);
    statement_bind_text(metadata, 3, value, -1);
    if (!statement_execute(metadata, error))
      return FALSE;
  }
  return TRUE;
}

/* A JSON object of the details, or NULL. Caller frees. */
static char *details_to_json(GHashTable *details) {
  if (!details)
    return NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new();
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(details), (GCompareFunc)strcmp);
  json_builder_begin_object(builder);
  for (GList *l = names; l; l = l->next) {
    json_builder_set_member_name(builder, l->data);
    json_builder_add_string_value(builder, g_hash_table_lookup(details, l->data));
  }
  json_builder_end_object(builder);
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  return json_to_string(root, FALSE);
}

static gboolean insert_finding(Writer *writer, gint64 id, const Finding *finding, GError **error) {
  Statement *insert = database_prepare(writer->database,
                                       "INSERT INTO finding(document, unit, kind, field, start, end, value, role,"
                                       " confidence, details) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
                                       error);
  if (!insert)
    return FALSE;
  g_autofree char *details = details_to_json(finding->details);
  statement_bind_int(insert, 1, id);
  statement_bind_int(insert, 2, finding->unit);
  statement_bind_text(insert, 3, finding_kind_name(finding->kind), -1);
  statement_bind_text(insert, 4, finding_field_name(finding->field), -1);
  statement_bind_int(insert, 5, (gint64)finding->start);
  statement_bind_int(insert, 6, (gint64)finding->end);
  statement_bind_text(insert, 7, finding->value, -1);
  statement_bind_text(insert, 8, finding->role, -1);
  statement_bind_double(insert, 9, sane(finding->confidence));
  statement_bind_text(insert, 10, details, -1);
  return statement_execute(insert, error);
}

static gboolean insert_findings(Writer *writer, gint64 id, const Document *document, GError **error) {
  for (guint i = 0; i < document->findings->len; i++)
    if (!insert_finding(writer, id, document->findings->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean document_rows_insert_findings(Writer *writer, gint64 id, const Document *found, FindingKind kind,
                                       GError **error) {
  for (guint i = 0; i < found->findings->len; i++) {
    const Finding *finding = found->findings->pdata[i];
    if (finding->kind == kind && !insert_finding(writer, id, finding, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean insert_document_row(Writer *writer, const Source *source, const char *public_id,
                                    const Document *document, gint64 *id, GError **error) {
  Statement *insert = database_prepare(
      writer->database,
      "INSERT INTO document(public_id, title, kind, language, date, date_evidence, place, organiser, people, url,"
      " media_type, extractor, extractor_version, stages_version, run) "
      "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
      error);
  if (!insert)
    return FALSE;
  g_autoptr(GString) people = g_string_new(NULL);
  for (guint i = 0; i < document->authors->len; i++)
    g_string_append_printf(people, "%s%s", i ? "\n" : "", (char *)document->authors->pdata[i]);
  const char *texts[] = {public_id,          document->title,      document_kind_name(document->kind),
                         document->language, document->date,       document->date_evidence,
                         document->place,    document->organiser,  people->len ? people->str : NULL,
                         document->url,      document->media_type, document->extractor};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    statement_bind_text(insert, (int)i + 1, texts[i], -1);
  statement_bind_int(insert, 13, document->extractor_version);
  statement_bind_int(insert, 14, source->stages_version);
  statement_bind_int(insert, 15, writer->run);
  if (!statement_execute(insert, error))
    return FALSE;
  *id = database_last_row(writer->database);
  return TRUE;
}

gboolean document_rows_insert(Writer *writer, const Source *source, const Document *document, gint64 *id,
                              GError **error) {
  g_autofree char *public_id = identifier_for_document(source->sha256);
  g_autoptr(GPtrArray) unit_ids = identifier_for_units(public_id, document);
  if (!older_forget(writer, public_id, error) || !insert_document_row(writer, source, public_id, document, id, error) ||
      !corrections_apply(writer, *id, public_id, error) || !document_rows_index(writer, *id, error) ||
      !insert_extras(writer, *id, document, error) || !insert_findings(writer, *id, document, error))
    return FALSE;
  for (guint i = 0; i < document->units->len; i++)
    if (!insert_unit(writer, *id, unit_ids->pdata[i], document->units->pdata[i], error))
      return FALSE;
  return works_add(writer->database, *id, document, error);
}

static gboolean unindex_units(Writer *writer, gint64 document, GError **error) {
  Statement *units = database_prepare(
      writer->database, "SELECT id, language, heading, text, language_confidence FROM unit WHERE document=?1", error);
  Statement *delete = database_prepare(
      writer->database, "INSERT INTO unit_fts(unit_fts, rowid, heading, body) VALUES('delete', ?1, ?2, ?3)", error);
  if (!units || !delete)
    return FALSE;
  statement_bind_int(units, 1, document);
  Step step;
  while ((step = statement_step(units, error)) == STEP_ROW) {
    statement_bind_int(delete, 1, statement_int(units, 0));
    double confidence = statement_double(units, 4);
    bind_marked(delete, 2, statement_text(units, 1), confidence, statement_text(units, 2));
    bind_marked(delete, 3, statement_text(units, 1), confidence, statement_text(units, 3));
    if (!statement_execute(delete, error))
      return FALSE;
  }
  return step == STEP_DONE;
}

static gboolean execute_for(Writer *writer, const char *sql, gint64 id, GError **error) {
  Statement *statement = database_prepare(writer->database, sql, error);
  if (!statement)
    return FALSE;
  statement_bind_int(statement, 1, id);
  return statement_execute(statement, error);
}

gboolean document_rows_delete(Writer *writer, gint64 id, GError **error) {
  return unindex_units(writer, id, error) && document_rows_unindex(writer, id, error) &&
         works_leave(writer->database, id, error) && execute_for(writer, "DELETE FROM document WHERE id=?1", id, error);
}

gint64 document_rows_find_public(Writer *writer, const char *public_id) {
  Statement *find = database_prepare(writer->database, "SELECT id FROM document WHERE public_id=?1", NULL);
  if (!find || !public_id)
    return 0;
  statement_bind_text(find, 1, public_id, -1);
  gint64 id = statement_step(find, NULL) == STEP_ROW ? statement_int(find, 0) : 0;
  statement_reset(find);
  return id;
}

gint64 document_rows_find(Writer *writer, const char *sha256) {
  g_autofree char *public_id = sha256 ? identifier_for_document(sha256) : NULL;
  return document_rows_find_public(writer, public_id);
}

char *document_rows_public_id(Writer *writer, gint64 document) {
  Statement *get = database_prepare(writer->database, "SELECT public_id FROM document WHERE id=?1", NULL);
  if (!get)
    return NULL;
  statement_bind_int(get, 1, document);
  char *id = statement_step(get, NULL) == STEP_ROW ? g_strdup(statement_text(get, 0)) : NULL;
  statement_reset(get);
  return id;
}

gint64 document_rows_count_units(Writer *writer, gint64 document) {
  Statement *count = database_prepare(writer->database, "SELECT count(*) FROM unit WHERE document=?1", NULL);
  if (!count)
    return 0;
  statement_bind_int(count, 1, document);
  gint64 units = statement_step(count, NULL) == STEP_ROW ? statement_int(count, 0) : 0;
  statement_reset(count);
  return units;
}
