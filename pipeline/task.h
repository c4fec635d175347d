/* A file on its way to a worker and back. */
#pragma once

#include "document/document.h"
#include "document/ocr.h"
#include "document/skos.h"

#include <gio/gio.h>

typedef enum {
  TASK_DOCUMENT,  /* a publication: comes back as a Document */
  TASK_THESAURUS, /* comes back as concepts, and a Document without units that has the status */
  TASK_PAGE,      /* comes back as the picture of a page, or a Document that says why not */
} TaskPurpose;

/* The picture of a page that is asked for, and what is to be marked on it. */
typedef struct {
  guint number; /* 1-based */
  double dpi;
  char *password;    /* NULL: none */
  char *text;        /* heading, LF, text of the page's unit; NULL: nothing is marked */
  GArray *ranges;    /* TextRange of the text; may be NULL */
  gboolean contacts; /* e-mail addresses and telephone numbers are drawn, too; else they are covered */
} PageRequest;

void page_request_free(PageRequest *request);

/* Documents that were found inside others, and their bytes. */
typedef struct {
  guint documents;
  guint64 bytes;
} TaskFamily;

/* One file to extract. */
typedef struct {
  TaskPurpose purpose;
  int fd;       /* open for reading; taken, closed when the task is done */
  char *name;   /* base name as valid UTF-8, a hint for the worker */
  char *folder; /* folder of the file in its own bytes, for siblings; NULL: none may be opened */
  guint64 size; /* bytes */
  guint depth;  /* 0 for a file, 1 for a document inside it, ... */
  const OcrMode
      *ocr; /* when its pages are read as images; NULL: as the supervisor's options say. Borrowed until done */
  gboolean page_part; /* it lies in the folder of a saved web page (page_part.h) */
  gpointer data;      /* the caller's */
  GDestroyNotify free_data;
  GPtrArray *concepts; /* SkosConcept*, of a thesaurus that is done; never NULL */
  PageRequest *page;   /* of TASK_PAGE; owned */
  GBytes *image;       /* PNG, of a page that is done; NULL where it cannot be had */
  double seconds;      /* that readers were at work on it, once it is done */
  /* the supervisor's */
  guint64 id;
  guint deaths;
  TaskFamily *family; /* what was found inside documents that lie in one file, on all levels */
} Task;

/* A task for a document, with nothing but a descriptor of -1. */
Task *task_new(void);

/* The same for a document inside that of `parent`: one deeper, of the same family. */
Task *task_new_child(const Task *parent);

void task_free(Task *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Task, task_free)
