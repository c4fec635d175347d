/* The drawing of a slide, notes page or master of a binary presentation ([MS-PPT] 2.5, [MS-ODRAW] 2.2) to a title and a
 * body in reading order. */
#pragma once

#include "document/document.h"
#include "extractors/office/ppt_text.h"

/* What is read of a drawing. */
typedef enum {
  PPT_SHEET_SLIDE,
  PPT_SHEET_NOTES,
  PPT_SHEET_MASTER, /* only what slides show of it: no prompts of titles and bodies, and no title */
} PptSheetKind;

typedef struct {
  PptSheetKind kind;
  PptTextFields fields;
  GArray *outline;    /* Bytes: the slide's texts in the list of slides, which shapes refer to; may be NULL. Each is
                         emptied as it is read: it stands in one shape */
  Document *document; /* gets what stands in places for dates, headers, footers and numbers as furniture */

  /* The text that an embedded object shows at its place, or NULL; caller frees. May be NULL. */
  char *(*object_text)(gpointer data, guint32 reference);
  gpointer data;
} PptSheet;

/* Notes a text as furniture (document_add_furniture()), unless the document has more of it than any real one. */
void ppt_add_furniture(Document *document, const char *text);

typedef struct {
  char *title; /* one line, or NULL */
  char *text;  /* never NULL; an empty line between shapes */
} PptContent;

void ppt_content_clear(PptContent *content);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PptContent, ppt_content_clear)

/* `drawing` is the data of a drawing container (2.5.13). */
PptContent ppt_shapes_read(const PptSheet *sheet, Bytes drawing);
