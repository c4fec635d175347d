/* Works and their versions: documents that say the same in other formats or editions, and files of the same content. */
#pragma once

#include "index/reader.h"

/* A document as a version of a work. */
typedef struct {
  gint64 row;
  char *document_id, *title, *language, *media_type;
  DocumentKind kind;
  char *date;    /* of the document; may be NULL */
  char *changed; /* ISO 8601: when it was last changed, as it says itself, else as its file says; may be NULL */
  gboolean changed_by_file;
  GPtrArray *paths; /* char*: of its files that are there, in the order of the ledger; all have the same content */
  guint units;
  double size;       /* different pairs of words, an estimate for long ones; 0 where there are too few to compare */
  double similarity; /* to the first version: share of the pairs of either that are in both; 1 for the first */
  gboolean newest;   /* no other was changed as late. By what at least two say of themselves; where not even two do, by
                        the times of the files; not set where several are equal */
  gboolean fullest;  /* says most; so is the first */
} Version;

typedef struct {
  char *id;            /* public id: the smallest among its documents */
  GPtrArray *versions; /* Version*, the fullest first, then by likeness to it */
} Work;

void work_free(Work *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Work, work_free)

gboolean work_has_document(const Work *work, const char *document_id);

/* The work that the document in this row is a version of; of one version where it stands alone. NULL where there is no
 * such document. Caller frees. */
Work *versions_find(Reader *reader, gint64 document_row);

/* Number that documents of one work share; 0 where the document stands alone. Not to leave the process. */
gint64 versions_get_work(Reader *reader, gint64 document_row);

typedef void (*WorkFunc)(const Work *work, gpointer data);

typedef struct {
  gboolean exact; /* only documents that several files hold, each as a work of its own */
  guint limit;    /* works to tell; 0: all */
} VersionsOptions;

/* Calls `func` for each work of several versions, and each document that several files hold. */
gboolean versions_each(Reader *reader, const VersionsOptions *options, WorkFunc func, gpointer data, GError **error);

/* Short name of a format, as people call it: "PDF", "PPTX", "HTML". Static; the media type itself where it has none. */
const char *versions_format_name(const char *media_type);

/* Whether two places of one work hold the same: the slide, and its page in the PDF. */
gboolean versions_same_place(const Unit *a, const Unit *b);
