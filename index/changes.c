/* The tables change, older_document and older_unit, written. */
#include "index/changes.h"

#include "index/writer_internal.h"

static const char *const kind_names[CHANGE_KIND_COUNT] = {"new", "changed", "moved", "gone"};

const char *change_kind_name(ChangeKind kind) {
  return kind_names[kind];
}

gboolean change_kind_from_name(const char *name, ChangeKind *kind) {
  for (guint i = 0; i < CHANGE_KIND_COUNT; i++)
    if (g_strcmp0(name, kind_names[i]) == 0) {
      *kind = (ChangeKind)i;
      return TRUE;
    }
  return FALSE;
}

gboolean changes_note(Writer *writer, ChangeKind kind, const char *path, const char *earlier_path, const char *document,
                      const char *earlier_document, GError **error) {
  Statement *note = database_prepare(writer->database,
                                     "INSERT INTO change(run, kind, path, earlier_path, document, earlier_document)"
                                     " VALUES(?1,?2,?3,?4,?5,?6)",
                                     error);
  if (!note)
    return FALSE;
  statement_bind_int(note, 1, writer->run);
  const char *texts[] = {change_kind_name(kind), path, earlier_path, document, earlier_document};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    statement_bind_text(note, (int)i + 2, texts[i], -1);
  return statement_execute(note, error);
}

gboolean older_keep(Writer *writer, gint64 document, const char *path, const char *successor, GError **error) {
  Statement *keep = database_prepare(writer->database,
                                     "INSERT OR REPLACE INTO older_document(public_id, successor, path, left_at, run, "
                                     "title, kind, language, date, place,"
                                     " organiser, url) SELECT public_id, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', "
                                     "'now'), ?4, title, kind, language, date,"
                                     " place, organiser, url FROM document WHERE id=?1",
                                     error);
  Statement *units = database_prepare(
      writer->database,
      "INSERT OR REPLACE INTO older_unit(public_id, document, ordinal, kind, locator_kind, locator_number, "
      "locator_anchor,"
      " label, heading, text, language, hidden) SELECT public_id, ?2, ordinal, kind, locator_kind, locator_number,"
      " locator_anchor, label, heading, text, language, hidden FROM unit WHERE document=?1",
      error);
  if (!keep || !units)
    return FALSE;
  statement_bind_int(keep, 1, document);
  statement_bind_text(keep, 2, successor, -1);
  statement_bind_text(keep, 3, path, -1);
  statement_bind_int(keep, 4, writer->run);
  if (!statement_execute(keep, error))
    return FALSE;
  statement_bind_int(units, 1, document);
  statement_bind_int(units, 2, database_last_row(writer->database));
  return statement_execute(units, error);
}

gboolean older_forget(Writer *writer, const char *public_id, GError **error) {
  Statement *forget = database_prepare(writer->database, "DELETE FROM older_document WHERE public_id=?1", error);
  if (!forget)
    return FALSE;
  statement_bind_text(forget, 1, public_id, -1);
  return statement_execute(forget, error);
}

gboolean older_forget_below(Writer *writer, const char *path, GError **error) {
  Statement *forget = database_prepare(
      writer->database, "DELETE FROM older_document WHERE path=?1 OR (path>?1||'/' AND path<?1||'0')", error);
  if (!forget)
    return FALSE;
  statement_bind_text(forget, 1, path, -1);
  return statement_execute(forget, error);
}
