/* The outline of SmartArt: points, and the connections that order them. */
#include "extractors/office/diagrams.h"

#include "extractors/office/drawing.h"
#include "extractors/office/ooxml.h"

#include <string.h>

/* SmartArt nests at most nine levels in its own pane; what a hostile file nests deeper is appended in file order. */
#define MAX_LEVELS 32

typedef struct {
  const char *from, *to;
  const char *before, *after; /* points of the line to the child, and of the sign between it and the next; or NULL */
  gint64 order;
} Connection;

typedef struct {
  GHashTable *points;  /* char* id -> xmlNode* dgm:pt; emptied as points are written */
  GArray *connections; /* Connection, sorted by parent, then order */
  GString *out;
} Diagram;

static int compare_connections(gconstpointer a, gconstpointer b) {
  const Connection *x = a, *y = b;
  int order = strcmp(x->from, y->from);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* Parent-of connections are the outline; the others say how it is drawn (21.4.7.26). */
static void read_connections(Diagram *diagram, const xmlNode *list) {
  for (const xmlNode *node = list ? list->children : NULL; node; node = node->next) {
    if (!ooxml_is(node, NS_DIAGRAM, "cxn"))
      continue;
    const char *type = ooxml_attribute(node, NS_NONE, "type");
    Connection connection = {
        .from = ooxml_attribute(node, NS_NONE, "srcId"),
        .to = ooxml_attribute(node, NS_NONE, "destId"),
        .before = ooxml_attribute(node, NS_NONE, "parTransId"),
        .after = ooxml_attribute(node, NS_NONE, "sibTransId"),
        .order = ooxml_number(node, "srcOrd", 0),
    };
    if ((!type || strcmp(type, "parOf") == 0) && connection.from && connection.to)
      g_array_append_val(diagram->connections, connection);
  }
  g_array_sort(diagram->connections, compare_connections);
}

/* The first connection from `id`, by bisection. */
static guint first_connection(const Diagram *diagram, const char *id) {
  guint low = 0, high = diagram->connections->len;
  while (low < high) {
    guint half = low + (high - low) / 2;
    if (strcmp(g_array_index(diagram->connections, Connection, half).from, id) < 0)
      low = half + 1;
    else
      high = half;
  }
  return low;
}

/* What a point says, once; a prompt that is still shown is nothing. */
static gboolean take_point(Diagram *diagram, const char *id) {
  const xmlNode *point = id ? g_hash_table_lookup(diagram->points, id) : NULL;
  if (!point)
    return FALSE;
  g_hash_table_remove(diagram->points, id);
  if (!ooxml_boolean(ooxml_child(point, NS_DIAGRAM, "prSet"), "phldr", FALSE))
    drawing_append_text(ooxml_child(point, NS_DIAGRAM, "t"), diagram->out);
  return TRUE;
}

/* Writes a point and what is under it, each once. */
static void append_point(Diagram *diagram, const char *id, guint level) {
  if (level > MAX_LEVELS || !take_point(diagram, id))
    return;
  for (guint i = first_connection(diagram, id); i < diagram->connections->len; i++) {
    const Connection *connection = &g_array_index(diagram->connections, Connection, i);
    if (strcmp(connection->from, id) != 0)
      break;
    take_point(diagram, connection->before);
    append_point(diagram, connection->to, level + 1);
    take_point(diagram, connection->after);
  }
}

/* Points of the drawing have no text of the author. Lines and the signs between points have, but only together with
 * what they stand between. */
static gboolean is_content_point(const xmlNode *point) {
  const char *type = ooxml_attribute(point, NS_NONE, "type");
  return !type || strcmp(type, "pres") != 0;
}

static gboolean is_outline_point(const xmlNode *point) {
  const char *type = ooxml_attribute(point, NS_NONE, "type");
  return !type || strcmp(type, "node") == 0 || strcmp(type, "asst") == 0 || strcmp(type, "doc") == 0;
}

gboolean diagram_append(const xmlNode *data_model, GString *out) {
  const xmlNode *list = ooxml_child(data_model, NS_DIAGRAM, "ptLst");
  Diagram diagram = {.points = g_hash_table_new(g_str_hash, g_str_equal),
                     .connections = g_array_new(FALSE, FALSE, sizeof(Connection)),
                     .out = out};
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  gboolean any = FALSE;
  for (xmlNode *node = list ? list->children : NULL; node; node = node->next) {
    const char *id = ooxml_is(node, NS_DIAGRAM, "pt") ? ooxml_attribute(node, NS_NONE, "modelId") : NULL;
    if (!id || !is_content_point(node))
      continue;
    g_hash_table_insert(diagram.points, (gpointer)(guintptr)id, node);
    const char *type = ooxml_attribute(node, NS_NONE, "type");
    any |= ooxml_child(node, NS_DIAGRAM, "t") != NULL;
    if (is_outline_point(node))
      g_ptr_array_insert(ids, type && strcmp(type, "doc") == 0 ? 0 : -1, (gpointer)(guintptr)id);
  }
  read_connections(&diagram, ooxml_child(data_model, NS_DIAGRAM, "cxnLst"));
  for (guint i = 0; i < ids->len; i++)
    append_point(&diagram, ids->pdata[i], 0);
  g_hash_table_unref(diagram.points);
  g_array_unref(diagram.connections);
  return any;
}

const char *diagram_drawing_id(const xmlNode *data_model) {
  xmlNode *node = data_model->children;
  while (node) {
    if (ooxml_is(node, NS_DIAGRAM_DRAWING, "dataModelExt"))
      return ooxml_attribute(node, NS_NONE, "relId");
    gboolean points = ooxml_is(node, NS_DIAGRAM, "ptLst") || ooxml_is(node, NS_DIAGRAM, "cxnLst");
    node = ooxml_next(data_model, node, !points);
  }
  return NULL;
}
