/* The document container of a binary presentation ([MS-PPT] 2.4.1): which slides there are, in show order, and what
 * belongs to all of them. */
#pragma once

#include "extractors/office/ppt_record.h"

/* A slide of the list (2.4.14.3); its texts are those from first_text in PptDocument.texts. */
typedef struct {
  guint32 object; /* identifier of the slide's container */
  guint32 identifier;
  guint first_text, n_texts;
} PptSlideEntry;

/* What places for dates, headers and footers show (2.4.15); NULL: nothing. */
typedef struct {
  char *date, *header, *footer;
} PptHeadersFooters;

void ppt_headers_footers_clear(PptHeadersFooters *texts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PptHeadersFooters, ppt_headers_footers_clear)

/* Instances of the headers and footers in a document container: those that slides, and notes, have where they have none
 * of their own. */
#define PPT_HEADERS_OF_SLIDES 3
#define PPT_HEADERS_OF_NOTES 4
#define PPT_HEADERS_OWN 0

/* Reads the headers and footers of that instance among the records of a document, slide or notes container. FALSE, and
 * *texts left alone, where there are none. */
gboolean ppt_headers_footers_read(Bytes container, guint16 instance, PptHeadersFooters *texts);

/* An embedded object (2.10.27). */
typedef struct {
  guint32 storage; /* identifier of the object that holds its bytes */
  char *program;   /* "MSGraph.Chart.8", or NULL */
} PptEmbedded;

typedef struct {
  GArray *slides;      /* PptSlideEntry, in show order */
  GArray *texts;       /* Bytes: atoms of the texts that stand in the list of slides */
  GHashTable *masters; /* identifier of a master or notes page -> that of its container */
  GHashTable *notes;
  GHashTable *embedded; /* number that shapes refer to -> PptEmbedded* */
  GPtrArray *fonts;     /* ppt_text_fonts() */
  GString *links;       /* addresses, a space between them, each once */
  guint32 handout;      /* identifier of the container of the master of hand-outs, 0: none */
  guint first_number;   /* printed number of the first slide */
  PptHeadersFooters slide_texts, notes_texts;
} PptDocument;

/* `container`: the data of the document container, borrowed until ppt_document_free(); no bytes where it is lost. */
PptDocument *ppt_document_new(Bytes container);
void ppt_document_free(PptDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PptDocument, ppt_document_free)
