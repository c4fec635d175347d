/* The shared vocabulary: a Document and the citable places (Units) in it.
 *
 * All text here is valid UTF-8, NFC, LF line ends, without NUL and C0 controls other than LF and TAB, once
 * the `clean` stage has run; extractors hand over valid UTF-8 and leave the rest to that stage.
 * Lengths are bytes. Ownership: a Document owns its Units, both own their strings. NULL means "not known".
 * Nothing here reads files, knows formats or knows the index. */
#pragma once

#include "document/finding.h"
#include "document/status.h"

#include <glib.h>

typedef enum {
  DOCUMENT_KIND_OTHER,
  DOCUMENT_KIND_MEETING,
  DOCUMENT_KIND_GUIDE,
  DOCUMENT_KIND_PRESENTATION,
  DOCUMENT_KIND_NEWS,
  DOCUMENT_KIND_REPORT,
  DOCUMENT_KIND_PAGE,
} DocumentKind;

typedef enum {
  UNIT_KIND_SECTION, /* part of a web page or text, under one heading */
  UNIT_KIND_PAGE,    /* page of a paged document */
  UNIT_KIND_SLIDE,
  UNIT_KIND_NOTES, /* speaker's notes; parent is the slide */
  UNIT_KIND_AGENDA_ITEM,
  UNIT_KIND_COMMENT,
  UNIT_KIND_ATTACHMENT,
  UNIT_KIND_FORM,
} UnitKind;

/* Where a unit lies in its source, in the terms that a viewer understands. */
typedef enum {
  LOCATOR_NONE,
  LOCATOR_PAGE,   /* number: 1-based page index (not the printed label) */
  LOCATOR_SLIDE,  /* number: 1-based slide index in show order */
  LOCATOR_ANCHOR, /* anchor: fragment identifier, without '#', not percent-encoded */
  LOCATOR_LINE,   /* number: 1-based line of the decoded text */
} LocatorKind;

typedef struct {
  LocatorKind kind;
  guint number;
  char *anchor;
} Locator;

typedef struct {
  guint ordinal; /* 1-based, reading order; set by document_add_unit() */
  guint parent;  /* ordinal of the unit this belongs to (slide of a note), 0 for none */
  UnitKind kind;
  Locator locator;
  char *label;                /* as printed or counted: "iv", "12", "10.40"; NULL where the place has none */
  char *heading;              /* one line; its words do not stand in `text` as well */
  char *text;                 /* body: lines end with LF, an empty line parts paragraphs, TAB parts table cells */
  char language[8];           /* "sv", "nb", "nn", "da", "fi", "is", "fo", "se", "en", "de"; "und" unknown. What an
                                 extractor sets is what the file declares for the unit: a hint to the stage */
  double language_confidence; /* 0..1 */
  double quality;             /* 0..1: how far the text can be trusted; 1 until something says less */
  gboolean hidden;            /* a slide marked hidden */
  gboolean ocr;               /* the text was read from an image; quality is then how sure that was */
} Unit;

/* Bytes [start, end) of a text. */
typedef struct {
  gsize start, end;
} TextRange;

/* A text that was found and kept out of the bodies: menu, running header, interface text. */
typedef struct {
  char *text;
  guint occurrences; /* >= 1 */
} Furniture;

typedef struct {
  Status status;
  char *reason; /* English msgid, see status.h; NULL when ok */
  char *detail; /* untranslated addition to the reason, or NULL */

  char *media_type; /* as recognised from the content, "application/pdf" */
  char *extractor;  /* name of the extractor, "pdf" */
  guint extractor_version;

  char *title;
  DocumentKind kind;
  char language[8];    /* of most of the text; "und" unknown, "mul" where none prevails */
  char *date;          /* ISO 8601, reduced precision allowed: "2014", "2014-09", "2014-09-25" */
  char *date_evidence; /* the words that say so */
  char *place;
  char *organiser;
  char *url;                   /* canonical address that the document gives itself */
  char *lacking;               /* capabilities it would have been read better with, spaces between; NULL: none */
  gboolean contacts;           /* e-mail addresses and telephone numbers stay in the texts; not sent over the wire */
  GPtrArray *authors;          /* char* */
  GPtrArray *units;            /* Unit*, in reading order */
  GPtrArray *furniture;        /* Furniture* */
  GHashTable *furniture_texts; /* text -> Furniture* of the same; only document_add_furniture() looks here */
  GPtrArray *findings;         /* Finding*, in the order of the stages */
  GHashTable *metadata;        /* char* -> char*: what the file says of itself, by Dublin Core term where one fits */
} Document;

Document *document_new(void);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

Unit *unit_new(UnitKind kind);
Unit *unit_copy(const Unit *unit);
void unit_free(Unit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unit, unit_free)

/* Sets the locator; `anchor` is copied and used only by LOCATOR_ANCHOR. */
void unit_set_locator(Unit *unit, LocatorKind kind, guint number, const char *anchor);

/* Appends, takes ownership, sets the ordinal to the unit's place in the array. Returns the unit (borrowed). */
Unit *document_add_unit(Document *document, Unit *unit);

/* Appends; takes ownership. Returns the finding (borrowed). Past FINDINGS_MAX it is freed, and NULL returned. */
Finding *document_add_finding(Document *document, Finding *finding);

/* The bytes that a finding names, NUL-terminated copy; "" where they do not lie in the field. Caller frees. */
char *document_get_evidence(const Document *document, const Finding *finding);

/* The unit with this ordinal, or NULL. Borrowed. */
Unit *document_get_unit(const Document *document, guint ordinal);

/* Notes a text as furniture; the same text again counts up. Empty text is ignored. */
void document_add_furniture(Document *document, const char *text);

/* Sets status, reason and detail. A worse state never gives way to STATUS_OK. `reason` is an N_() text. */
void document_set_status(Document *document, Status status, const char *reason, const char *detail);

/* Capabilities that a machine may lack and get later. */
#define CAPABILITY_OCR "ocr"         /* reading text from images */
#define CAPABILITY_LEXICON "lexicon" /* any lexicon of a Nordic language */

/* Notes that the document would have been read better with the capability; once is enough. */
void document_note_lacking(Document *document, const char *capability);

/* Whether `lacking`, as in Document (may be NULL), names the capability. */
gboolean document_lacks(const char *lacking, const char *capability);

/* Replaces a string field: frees the old value and copies the new one. */
void document_set_string(char **field, const char *value);

/* Makes a document that is `ok` but has no heading and no text in any unit `empty`, with the reason. */
void document_check_text(Document *document);

/* Stable lower-case names ("agenda_item"), as in JSON, the index and on the wire; the parsers return FALSE
 * and leave the out argument alone for an unknown name. */
const char *document_kind_name(DocumentKind kind);
gboolean document_kind_from_name(const char *name, DocumentKind *kind);
const char *unit_kind_name(UnitKind kind);
gboolean unit_kind_from_name(const char *name, UnitKind *kind);
const char *locator_kind_name(LocatorKind kind);
gboolean locator_kind_from_name(const char *name, LocatorKind *kind);

/* The URI fragment that opens the place, without '#': "page=12" (RFC 8118 section 3), "slide=3",
 * "line=40" (RFC 5147), or the percent-encoded anchor. NULL for LOCATOR_NONE. Caller frees. */
char *locator_to_fragment(const Locator *locator);
