/* The text of OpenDocument elements (ODF 1.3 Part 3, chapters 5, 6, 9 and 11): paragraphs, tables, charts, formulas,
 * and the objects embedded in a package. */
#pragma once

#include "extractors/office/odf_package.h"

/* Objects within objects. */
#define ODF_MAX_DEPTH 4
/* Bytes of one object's XML. */
#define ODF_MAX_OBJECT (24u * 1024 * 1024)
/* What repeated rows and cells may add to a document, in bytes: they cost the file nothing. */
#define ODF_MAX_REPEATED (1u * 1024 * 1024)
/* Columns of a table. */
#define ODF_MAX_COLUMNS 1024u
/* Files of other formats in one document, and bytes of the addresses that it leads to. */
#define ODF_MAX_FILES 256u
#define ODF_MAX_LINKS 65536u
/* Spaces that one text:s gives. */
#define ODF_MAX_SPACES 16u

/* What one document's reading shares. */
typedef struct {
  OdfPackage *package; /* NULL in flat files */
  GHashTable *objects; /* names of the objects that were read: an object counts once */
  GPtrArray *comments; /* const xmlNode* of the annotations met in the tree at hand, which the caller empties */
  GPtrArray *files;    /* char*: members in formats of their own that were met, which the caller reads and empties */
  GString *links;      /* addresses that were met, a space between them */
  gsize repeated;      /* bytes so far, see ODF_MAX_REPEATED */
  guint depth;         /* of objects that are being read */
  const char *number;  /* printed on the slide at hand, which fields show; NULL: not known */
  gboolean damaged;    /* an object is broken */
  gboolean too_large;  /* a ceiling was met in an object */
} OdfReading;

OdfReading *odf_reading_new(void);
void odf_reading_free(OdfReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OdfReading, odf_reading_free)

/* Notes the address of a link (text:a, draw:a) that leads out of the document, once. */
void odf_note_link(OdfReading *reading, const xmlNode *link);

/* A text that is being put together. */
typedef struct {
  OdfReading *reading;
  GString *out;        /* lines, without a last LF; owned */
  gsize letters;       /* bytes other than white space, in fields and outside of them */
  gsize field_letters; /* of these, in fields */
  gboolean has_number; /* a field that numbers the pages is among them */
} OdfText;

void odf_text_init(OdfText *text, OdfReading *reading);
void odf_text_clear(OdfText *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OdfText, odf_text_clear)

/* All text in the children of `parent`, in document order: a line a paragraph, tables row by row with TAB between
 * cells (lines in a cell become spaces), charts' titles, categories and series, formulas, objects. Not: titles and
 * descriptions (svg:title, svg:desc), notes, annotations, which are noted in the reading; placeholders. */
void odf_text_append(OdfText *text, const xmlNode *parent);

/* The same for one element and what is in it. */
void odf_text_append_element(OdfText *text, const xmlNode *element);

/* Whether all that it says comes from fields, or little more than the number of the page: what stands on every page. */
gboolean odf_text_is_furniture(const OdfText *text);

/* Whether a frame is a placeholder that the author left empty (presentation:placeholder, 19.386). */
gboolean odf_is_placeholder(const xmlNode *shape);
