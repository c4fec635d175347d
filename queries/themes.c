/* Counting themes, from the findings about whole documents. */
#include "queries/themes.h"

static const char counting[] =
    "SELECT f.value, coalesce(min(json_extract(f.details, '$.label')), f.value),"
    "  coalesce(substr(d.date, 1, 4), '') AS year,"
    "  coalesce(nullif(d.country, ''), (SELECT substr(p.value, 1, 2) FROM finding p WHERE p.document=d.id AND"
    "    p.kind='place' AND p.value GLOB '[A-Z][A-Z]-*' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1), '') AS nation,"
    "  count(DISTINCT d.id)"
    " FROM finding f JOIN document d ON d.id=f.document"
    " WHERE f.kind='theme' AND f.unit=0 AND f.role='main' AND (?1='' OR substr(f.value, 1, length(?1) + 1)=?1 || ':')"
    " GROUP BY f.value, year, nation ORDER BY f.value, year, nation";

gboolean themes_count(Reader *reader, const char *scheme, void (*func)(const ThemeCount *count, gpointer data),
                      gpointer data, GError **error) {
  Statement *rows = database_prepare(reader_get_database(reader), counting, error);
  if (!rows)
    return FALSE;
  statement_bind_text(rows, 1, scheme ? scheme : "", -1);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW) {
    ThemeCount count = {statement_text(rows, 0), statement_text(rows, 1), statement_text(rows, 2),
                        statement_text(rows, 3), statement_int(rows, 4)};
    func(&count, data);
  }
  return step == STEP_DONE;
}
