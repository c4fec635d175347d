/* Questions to the table `finding` about people and organisations. */
#include "queries/people.h"

#include "language/organisations.h"

#include <string.h>

static void appearance_free(gpointer data) {
  Appearance *appearance = data;
  g_free(appearance->name);
  g_free(appearance->role);
  g_free(appearance->organisation);
  g_free(appearance->title);
  g_free(appearance->country);
  g_free(appearance->abbreviation);
  g_free(appearance->written);
  g_free(appearance->document);
  g_free(appearance->unit);
  g_free(appearance->document_title);
  g_free(appearance->date);
  g_free(appearance->place);
  g_free(appearance->unit_label);
  g_free(appearance);
}

/* --- which names ------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *exact; /* the one name that is meant, or NULL */
  char *part;        /* folded; NULL: all */
} Wanted;

static Wanted wanted_of(FindingKind kind, const char *name) {
  Wanted wanted = {0};
  if (!name)
    return wanted;
  const Organisation *known = kind == FINDING_ORGANISATION ? organisations_by_name(name) : NULL;
  if (!known && kind == FINDING_ORGANISATION)
    known = organisations_by_abbreviation(name, NULL);
  wanted.exact = known ? organisation_name_today(known) : NULL;
  wanted.part = g_utf8_casefold(name, -1);
  return wanted;
}

static gboolean is_wanted(const Wanted *wanted, const char *name) {
  if (!wanted->part)
    return TRUE;
  if (wanted->exact)
    return strcmp(wanted->exact, name) == 0;
  g_autofree char *folded = g_utf8_casefold(name, -1);
  return strstr(folded, wanted->part) != NULL;
}

/* --- appearances ---------------------------------------------------------------------------------------------------
 */

#define APPEARANCE_COLUMNS                                                                                             \
  "SELECT f.value, f.role, json_extract(f.details, '$.organisation'), json_extract(f.details, '$.title'),"             \
  " json_extract(f.details, '$.country'), json_extract(f.details, '$.abbreviation'),"                                  \
  " coalesce(json_extract(f.details, '$.as-written'), json_extract(f.details, '$.organisation-as-written')),"          \
  " d.public_id, u.public_id, d.title, d.date, d.place, u.label, d.kind, u.kind, d.id"                                 \
  " FROM finding f JOIN document d ON d.id=f.document LEFT JOIN unit u ON u.document=f.document AND u.ordinal=f.unit"  \
  " WHERE f.kind=?1"
#define APPEARANCE_ORDER " ORDER BY f.value, d.date, d.id, f.unit"

static Appearance *read_row(Statement *rows) {
  Appearance *appearance = g_new0(Appearance, 1);
  char **fields[] = {&appearance->name,           &appearance->role,     &appearance->organisation,
                     &appearance->title,          &appearance->country,  &appearance->abbreviation,
                     &appearance->written,        &appearance->document, &appearance->unit,
                     &appearance->document_title, &appearance->date,     &appearance->place,
                     &appearance->unit_label};
  for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
    *fields[i] = g_strdup(statement_text(rows, (int)i));
  const char *document_kind = statement_text(rows, 13), *unit_kind = statement_text(rows, 14);
  if (document_kind)
    document_kind_from_name(document_kind, &appearance->document_kind);
  if (unit_kind)
    unit_kind_from_name(unit_kind, &appearance->unit_kind);
  appearance->document_row = statement_int(rows, 15);
  return appearance;
}

static GPtrArray *read_rows(Statement *rows, const Wanted *wanted, GError **error) {
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(appearance_free);
  Step step;
  while ((step = statement_step(rows, error)) == STEP_ROW)
    if (is_wanted(wanted, statement_text(rows, 0)))
      g_ptr_array_add(found, read_row(rows));
  return step == STEP_ERROR ? NULL : g_steal_pointer(&found);
}

GPtrArray *people_read_appearances(Reader *reader, FindingKind kind, const char *name, GError **error) {
  Statement *rows = database_prepare(reader_get_database(reader), APPEARANCE_COLUMNS APPEARANCE_ORDER, error);
  if (!rows)
    return NULL;
  statement_bind_text(rows, 1, finding_kind_name(kind), -1);
  Wanted wanted = wanted_of(kind, name);
  GPtrArray *found = read_rows(rows, &wanted, error);
  g_free(wanted.part);
  return found;
}

GPtrArray *people_read_members(Reader *reader, const char *organisation, GError **error) {
  Statement *rows =
      database_prepare(reader_get_database(reader),
                       APPEARANCE_COLUMNS " AND json_extract(f.details, '$.organisation')=?2" APPEARANCE_ORDER, error);
  if (!rows)
    return NULL;
  statement_bind_text(rows, 1, finding_kind_name(FINDING_PERSON), -1);
  statement_bind_text(rows, 2, organisation, -1);
  Wanted all = {0};
  return read_rows(rows, &all, error);
}

/* --- who has met whom ------------------------------------------------------------------------------------------------
 */

static void tie_free(gpointer data) {
  Tie *tie = data;
  g_free(tie->first);
  g_free(tie->second);
  g_free(tie->first_organisation);
  g_free(tie->second_organisation);
  g_ptr_array_unref(tie->documents);
  g_free(tie->from);
  g_free(tie->to);
  g_free(tie);
}

/* Whether somebody with this role was there. */
static gboolean was_there(const Appearance *appearance) {
  static const char *const roles[] = {"speaker", "chair", "participant", "project-leader"};
  for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
    if (g_strcmp0(appearance->role, roles[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean have_met(const Appearance *a, const Appearance *b) {
  gboolean one_place = a->unit && g_strcmp0(a->unit, b->unit) == 0;
  gboolean both_spoke = g_strcmp0(a->role, "speaker") == 0 && g_strcmp0(b->role, "speaker") == 0;
  gboolean one_item = one_place && (a->unit_kind == UNIT_KIND_AGENDA_ITEM || both_spoke);
  return one_item || (a->document_kind == DOCUMENT_KIND_MEETING && was_there(a) && was_there(b));
}

static void add_tie(GHashTable *ties, const Appearance *a, const Appearance *b) {
  int order = strcmp(a->name, b->name);
  if (order == 0)
    return;
  const Appearance *first = order < 0 ? a : b, *second = order < 0 ? b : a;
  g_autofree char *key = g_strconcat(first->name, "\n", second->name, NULL);
  Tie *tie = g_hash_table_lookup(ties, key);
  if (!tie) {
    tie = g_new0(Tie, 1);
    tie->first = g_strdup(first->name);
    tie->second = g_strdup(second->name);
    tie->documents = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(ties, g_steal_pointer(&key), tie);
  }
  if (!tie->first_organisation)
    tie->first_organisation = g_strdup(first->organisation);
  if (!tie->second_organisation)
    tie->second_organisation = g_strdup(second->organisation);
  const char *last = tie->documents->len ? tie->documents->pdata[tie->documents->len - 1] : NULL;
  if (g_strcmp0(last, a->document) == 0)
    return;
  g_ptr_array_add(tie->documents, g_strdup(a->document));
  if (a->date && !tie->from)
    tie->from = g_strdup(a->date);
  if (a->date) {
    g_free(tie->to);
    tie->to = g_strdup(a->date);
  }
}

static gint by_document(gconstpointer a, gconstpointer b) {
  const Appearance *x = *(Appearance *const *)a, *y = *(Appearance *const *)b;
  int by_date = g_strcmp0(x->date, y->date);
  if (by_date)
    return by_date;
  return x->document_row < y->document_row ? -1 : x->document_row > y->document_row;
}

static gint by_strength(gconstpointer a, gconstpointer b) {
  const Tie *x = *(Tie *const *)a, *y = *(Tie *const *)b;
  if (x->documents->len != y->documents->len)
    return x->documents->len > y->documents->len ? -1 : 1;
  int by_first = strcmp(x->first, y->first);
  return by_first ? by_first : strcmp(x->second, y->second);
}

/* Pairs all who appear in one document: [from, to) of the appearances. */
static void pair(const GPtrArray *all, guint from, guint to, const Wanted *wanted, GHashTable *ties) {
  for (guint i = from; i < to; i++) {
    const Appearance *a = all->pdata[i];
    gboolean wanted_a = is_wanted(wanted, a->name);
    for (guint j = i + 1; j < to; j++) {
      const Appearance *b = all->pdata[j];
      if (have_met(a, b) && (wanted_a || is_wanted(wanted, b->name)))
        add_tie(ties, a, b);
    }
  }
}

GPtrArray *people_read_ties(Reader *reader, const char *name, GError **error) {
  g_autoptr(GPtrArray) all = people_read_appearances(reader, FINDING_PERSON, NULL, error);
  if (!all)
    return NULL;
  g_ptr_array_sort(all, by_document);
  g_autoptr(GHashTable) ties = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Wanted wanted = wanted_of(FINDING_PERSON, name);
  for (guint from = 0, to; from < all->len; from = to) {
    gint64 document = ((Appearance *)all->pdata[from])->document_row;
    for (to = from + 1; to < all->len && ((Appearance *)all->pdata[to])->document_row == document;)
      to++;
    pair(all, from, to, &wanted, ties);
  }
  g_free(wanted.part);
  GPtrArray *found = g_ptr_array_new_with_free_func(tie_free);
  GHashTableIter iter;
  gpointer tie;
  g_hash_table_iter_init(&iter, ties);
  while (g_hash_table_iter_next(&iter, NULL, &tie))
    g_ptr_array_add(found, tie);
  g_ptr_array_sort(found, by_strength);
  return found;
}
