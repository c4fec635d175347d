/* Groups are made anew at each call: the keys are few (one a document), and nothing has to be kept in step. */
#include "queries/editions.h"

#include <string.h>

/* --- what is read -------------------------------------------------------------------------------------------- */

/* A document that has a title's key, or says something of other works. */
typedef struct {
  gint64 row, work;
  char *id, *title, *date, *kind, *key;
  gboolean brief; /* a short version, by its title */
  guint group;    /* index of its root */
} Node;

typedef struct {
  guint from; /* the node that says it */
  char *role, *target, *key;
  double confidence;
} Saying;

typedef struct {
  GArray *nodes, *sayings;
  GHashTable *by_row; /* row -> index + 1 */
  GHashTable *by_key; /* key -> GArray of guint */
} Archive;

static void node_clear(gpointer data) {
  Node *node = data;
  g_free(node->id);
  g_free(node->title);
  g_free(node->date);
  g_free(node->kind);
  g_free(node->key);
}

static void saying_clear(gpointer data) {
  Saying *saying = data;
  g_free(saying->role);
  g_free(saying->target);
  g_free(saying->key);
}

static Archive *archive_new(void) {
  Archive *archive = g_new0(Archive, 1);
  archive->nodes = g_array_new(FALSE, TRUE, sizeof(Node));
  archive->sayings = g_array_new(FALSE, TRUE, sizeof(Saying));
  g_array_set_clear_func(archive->nodes, node_clear);
  g_array_set_clear_func(archive->sayings, saying_clear);
  archive->by_row = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  archive->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  return archive;
}

static void archive_free(Archive *archive) {
  g_array_unref(archive->nodes);
  g_array_unref(archive->sayings);
  g_hash_table_unref(archive->by_row);
  g_hash_table_unref(archive->by_key);
  g_free(archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_free)

static Node *node_at(const Archive *archive, guint i) {
  return &g_array_index(archive->nodes, Node, i);
}

static guint node_of(Archive *archive, Statement *row) {
  gint64 id = statement_int(row, 0);
  gpointer known = g_hash_table_lookup(archive->by_row, &id);
  if (known)
    return GPOINTER_TO_UINT(known) - 1;
  Node node = {.row = id,
               .work = statement_int(row, 5),
               .id = g_strdup(statement_text(row, 1)),
               .title = g_strdup(statement_text(row, 2)),
               .date = g_strdup(statement_text(row, 3)),
               .kind = g_strdup(statement_text(row, 4)),
               .group = archive->nodes->len};
  g_array_append_val(archive->nodes, node);
  gint64 *copy = g_new(gint64, 1);
  *copy = id;
  g_hash_table_insert(archive->by_row, copy, GUINT_TO_POINTER(archive->nodes->len));
  return archive->nodes->len - 1;
}

static void note_key(Archive *archive, guint i, const char *key, gboolean brief) {
  Node *node = node_at(archive, i);
  if (node->key)
    return;
  node->key = g_strdup(key);
  node->brief = brief;
  GArray *same = g_hash_table_lookup(archive->by_key, key);
  if (!same) {
    same = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(archive->by_key, g_strdup(key), same);
  }
  g_array_append_val(same, i);
}

static Archive *archive_read(Database *database, GError **error) {
  static const char sql[] =
      "SELECT d.id, d.public_id, d.title, d.date, d.kind, coalesce(d.work, 0), f.role, f.value,"
      " json_extract(f.details, '$.key'), f.confidence FROM finding AS f JOIN document AS d ON d.id=f.document"
      " WHERE f.kind='work' ORDER BY d.date DESC, d.id";
  g_autoptr(Archive) archive = archive_new();
  Statement *rows = database_prepare(database, sql, error);
  Step step = STEP_ERROR;
  while (rows && (step = statement_step(rows, error)) == STEP_ROW) {
    guint i = node_of(archive, rows);
    const char *role = statement_text(rows, 6);
    if (g_str_equal(role, "title") || g_str_equal(role, "short-title")) {
      note_key(archive, i, statement_text(rows, 7), g_str_equal(role, "short-title"));
      continue;
    }
    Saying saying = {i, g_strdup(role), g_strdup(statement_text(rows, 7)), g_strdup(statement_text(rows, 8)),
                     statement_double(rows, 9)};
    g_array_append_val(archive->sayings, saying);
  }
  return step == STEP_DONE ? g_steal_pointer(&archive) : NULL;
}

/* --- joining ------------------------------------------------------------------------------------------------- */

static guint root_of(const Archive *archive, guint i) {
  while (node_at(archive, i)->group != i)
    i = node_at(archive, i)->group;
  return i;
}

static void join(Archive *archive, guint a, guint b) {
  guint first = root_of(archive, a), second = root_of(archive, b);
  node_at(archive, MAX(first, second))->group = MIN(first, second);
}

static gboolean is_written(const Node *node) {
  return g_strcmp0(node->kind, "guide") == 0 || g_strcmp0(node->kind, "report") == 0;
}

static gboolean is_talk(const Node *node) {
  return g_strcmp0(node->kind, "presentation") == 0;
}

static gboolean same_year(const Node *a, const Node *b) {
  return a->date && b->date && strncmp(a->date, b->date, 4) == 0;
}

/* Whether two works of one title hang together: editions of different years, a short version, slides, one talk held on
 * two days. */
static gboolean belong(const Node *a, const Node *b) {
  if (a->work && a->work == b->work && same_year(a, b)) /* the same in two formats */
    return FALSE;
  if (is_talk(a) && is_talk(b))
    return a->date && b->date && strcmp(a->date, b->date) != 0;
  if (is_talk(a) != is_talk(b))
    return is_written(a) || is_written(b);
  if (!is_written(a) || !is_written(b))
    return FALSE;
  return a->brief != b->brief || (g_str_equal(a->kind, b->kind) && a->date && b->date && !same_year(a, b));
}

static void join_titles(Archive *archive) {
  GHashTableIter iterator;
  gpointer value;
  g_hash_table_iter_init(&iterator, archive->by_key);
  while (g_hash_table_iter_next(&iterator, NULL, &value)) {
    const GArray *same = value;
    for (guint i = 0; i + 1 < same->len; i++)
      for (guint k = i + 1; k < same->len; k++) {
        guint a = g_array_index(same, guint, i), b = g_array_index(same, guint, k);
        if (belong(node_at(archive, a), node_at(archive, b)))
          join(archive, a, b);
      }
  }
}

/* "den från 2014": the year that the words tell; 0 where they tell none. */
static guint year_of(const char *target) {
  for (const char *p = target; *p; p++)
    if (g_ascii_isdigit(*p) && (p == target || !g_ascii_isdigit(p[-1])) && strspn(p, "0123456789") == 4)
      return (guint)g_ascii_strtoull(p, NULL, 10);
  return 0;
}

/* The document that a saying is about: of the same key as its words, or, where the words name no title, of the title of
 * the document that says it; of the year that they tell. G_MAXUINT where it is not in the archive, or not sure. */
static guint target_of(const Archive *archive, const Saying *saying) {
  const Node *from = node_at(archive, saying->from);
  const GArray *same = saying->key ? g_hash_table_lookup(archive->by_key, saying->key) : NULL;
  guint year = year_of(saying->target), found = G_MAXUINT;
  if (!same && from->key)
    same = year || !saying->key ? g_hash_table_lookup(archive->by_key, from->key) : NULL;
  for (guint i = 0; same && i < same->len; i++) {
    guint one = g_array_index(same, guint, i);
    const Node *node = node_at(archive, one);
    gboolean fits =
        one != saying->from && (!year || (node->date && (guint)g_ascii_strtoull(node->date, NULL, 10) == year));
    if (fits && found != G_MAXUINT)
      return year ? found : G_MAXUINT; /* which one is not told */
    if (fits)
      found = one;
  }
  return found;
}

static void join_sayings(Archive *archive) {
  for (guint i = 0; i < archive->sayings->len; i++) {
    const Saying *saying = &g_array_index(archive->sayings, Saying, i);
    guint target = target_of(archive, saying);
    if (target != G_MAXUINT)
      join(archive, saying->from, target);
  }
}

/* --- groups -------------------------------------------------------------------------------------------------- */

void edition_free(Edition *edition) {
  if (!edition)
    return;
  g_free(edition->document_id);
  g_free(edition->title);
  g_free(edition->date);
  g_free(edition->kind);
  g_free(edition->evidence);
  g_free(edition);
}

void edition_group_free(EditionGroup *group) {
  g_ptr_array_unref(group->members);
  g_free(group);
}

static const Saying *saying_of(const Archive *archive, guint node) {
  for (guint i = 0; i < archive->sayings->len; i++) {
    const Saying *saying = &g_array_index(archive->sayings, Saying, i);
    if (saying->from == node && target_of(archive, saying) != G_MAXUINT)
      return saying;
  }
  return NULL;
}

static Edition *edition_of(const Archive *archive, guint i) {
  const Node *node = node_at(archive, i);
  const Saying *saying = saying_of(archive, i);
  Edition *edition = g_new0(Edition, 1);
  edition->row = node->row;
  edition->document_id = g_strdup(node->id);
  edition->title = g_strdup(node->title);
  edition->date = g_strdup(node->date);
  edition->kind = g_strdup(node->kind);
  edition->confidence = saying ? saying->confidence : 0.6;
  edition->evidence = saying ? g_strdup_printf("%s: %s", saying->role, saying->target) : NULL;
  gboolean brief = node->brief || (saying && g_str_equal(saying->role, "short-version-of"));
  edition->relation = is_talk(node) ? "slides" : brief ? "short-version" : "older-edition";
  return edition;
}

static int rank_of(const Edition *edition) {
  static const char *const order[] = {"newest", "older-edition", "short-version", "slides", "occasion"};
  for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
    if (g_str_equal(order[i], edition->relation))
      return (int)i;
  return (int)G_N_ELEMENTS(order);
}

static gint compare_members(gconstpointer a, gconstpointer b) {
  const Edition *one = *(Edition *const *)a, *other = *(Edition *const *)b;
  int order = rank_of(one) - rank_of(other);
  return order ? order : -g_strcmp0(one->date, other->date);
}

/* The first written one is the newest; of talks alone the last occasion is. */
static void settle(EditionGroup *group) {
  gboolean talks = TRUE;
  for (guint i = 0; i < group->members->len; i++)
    talks = talks && g_str_equal(((Edition *)group->members->pdata[i])->relation, "slides");
  for (guint i = 0; talks && i < group->members->len; i++)
    ((Edition *)group->members->pdata[i])->relation = "occasion";
  g_ptr_array_sort(group->members, compare_members);
  Edition *first = group->members->pdata[0];
  if (g_str_equal(first->relation, "older-edition"))
    first->relation = "newest";
}

static gboolean holds(const EditionGroup *group, const char *document_id) {
  for (guint i = 0; i < group->members->len; i++)
    if (g_strcmp0(((Edition *)group->members->pdata[i])->document_id, document_id) == 0)
      return TRUE;
  return FALSE;
}

static gint compare_groups(gconstpointer a, gconstpointer b) {
  const EditionGroup *one = *(EditionGroup *const *)a, *other = *(EditionGroup *const *)b;
  return g_strcmp0(((Edition *)one->members->pdata[0])->title, ((Edition *)other->members->pdata[0])->title);
}

GPtrArray *editions_read(Reader *reader, const char *document_id, GError **error) {
  g_autoptr(Archive) archive = archive_read(reader_get_database(reader), error);
  if (!archive)
    return NULL;
  join_titles(archive);
  join_sayings(archive);
  g_autoptr(GHashTable) groups = g_hash_table_new(NULL, NULL);
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)edition_group_free);
  for (guint i = 0; i < archive->nodes->len; i++) {
    gpointer root = GUINT_TO_POINTER(root_of(archive, i) + 1);
    EditionGroup *group = g_hash_table_lookup(groups, root);
    if (!group) {
      group = g_new(EditionGroup, 1);
      group->members = g_ptr_array_new_with_free_func((GDestroyNotify)edition_free);
      g_hash_table_insert(groups, root, group);
      g_ptr_array_add(all, group);
    }
    g_ptr_array_add(group->members, edition_of(archive, i));
  }
  for (guint i = all->len; i-- > 0;) {
    EditionGroup *group = all->pdata[i];
    if (group->members->len < 2 || (document_id && !holds(group, document_id)))
      g_ptr_array_remove_index_fast(all, i);
    else
      settle(group);
  }
  g_ptr_array_sort(all, compare_groups);
  return all;
}

Edition *editions_find_newer(Reader *reader, gint64 row) {
  Statement *get = database_prepare(
      reader_get_database(reader),
      "SELECT n.id, n.public_id, n.title, n.date, n.kind FROM finding AS own"
      " JOIN document AS d ON d.id=own.document JOIN finding AS f ON f.kind='work' AND f.value=own.value AND "
      "f.role='title'"
      " JOIN document AS n ON n.id=f.document"
      " WHERE own.document=?1 AND own.kind='work' AND own.role='title' AND d.kind IN ('guide', 'report')"
      " AND n.kind=d.kind AND d.date IS NOT NULL AND substr(n.date, 1, 4) > substr(d.date, 1, 4)"
      " ORDER BY n.date DESC LIMIT 1",
      NULL);
  if (!get)
    return NULL;
  statement_bind_int(get, 1, row);
  if (statement_step(get, NULL) != STEP_ROW)
    return NULL;
  Edition *edition = g_new0(Edition, 1);
  edition->row = statement_int(get, 0);
  edition->document_id = g_strdup(statement_text(get, 1));
  edition->title = g_strdup(statement_text(get, 2));
  edition->date = g_strdup(statement_text(get, 3));
  edition->kind = g_strdup(statement_text(get, 4));
  edition->relation = "newest";
  edition->confidence = 0.6;
  statement_reset(get);
  return edition;
}
