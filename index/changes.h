/* What runs have changed: which publications came, changed, moved and went; and the older versions that citations may
 * still point to. */
#pragma once

#include "index/writer.h"

typedef enum { CHANGE_NEW, CHANGE_CHANGED, CHANGE_MOVED, CHANGE_GONE } ChangeKind;

#define CHANGE_KIND_COUNT (CHANGE_GONE + 1)

/* The stable name: "new", "changed", "moved", "gone". Static. */
const char *change_kind_name(ChangeKind kind);
gboolean change_kind_from_name(const char *name, ChangeKind *kind);

/* Notes a change of this run. Documents are named by public id; NULL: none. */
gboolean changes_note(Writer *writer, ChangeKind kind, const char *path, const char *earlier_path, const char *document,
                      const char *earlier_document, GError **error);

/* Puts a copy of the document in this row among the older versions, with the public id of what stands in its place now
 * (NULL: nothing). The row itself is left to the caller. */
gboolean older_keep(Writer *writer, gint64 document, const char *path, const char *successor, GError **error);

/* Forgets the older version with this public id: it is back. */
gboolean older_forget(Writer *writer, const char *public_id, GError **error);

/* Forgets all older versions of a path and of what lies below it. */
gboolean older_forget_below(Writer *writer, const char *path, GError **error);
