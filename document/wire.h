/* The wire between the parent and a worker (nordsok-extract or nordsok-ocr): frames over a Unix stream socket.
 *
 * A frame is a header of five 32-bit words in the machine's byte order - magic, kind, length of the payload,
 * flags (bit 0: one descriptor travels with it), CRC-32 of the other four words and the payload - and a
 * GVariant payload of the one type that belongs to the kind. Refused, and the channel is dead: another magic,
 * an unknown kind, a kind that does not go in this direction, a payload over WIRE_MAX_PAYLOAD, a wrong sum,
 * a payload that is not in normal form (GVariant specification, section 2.7: normal form), any descriptor that comes
 * from a worker, more than WIRE_MAX_DESCRIPTORS that wait in one.
 *
 * Direction, and why no deadlock can happen: the parent writes only EXTRACT, RENDER_PAGE and READ_THESAURUS (at most
 * two ahead per worker), RECOGNISE (one at a time per nordsok-ocr), and one answer to each NEED_*; all are small (the
 * pixels of a page go as a descriptor, its text is at most OCR_MAX_TEXT), and it never blocks on a write: a worker that
 * does not read is taken for broken. The worker may block on a write, since the parent always reads. A worker that
 * waits for TEXT waits for nordsok-ocr, which waits for no one but the parent, and that has a clock on it.
 *
 * The kinds, their direction (W worker, O nordsok-ocr, P parent) and their payload:
 */
/* clang-format off */
/*   HELLO           W -> P  (uua(suas)as)            wire version, stages' version, formats, parts of the cage in force
 *   EXTRACT         P -> W  (tsta{ss}) + descriptor  task, name, size, options
 *   RENDER_PAGE     P -> W  (tsudmsmsa(tt)b) + descriptor  task, name, page, dpi, password; the text of the page's unit
 *                                                    (at most WIRE_MAX_MARKED bytes) and what of it is to be marked;
 *                                                    whether addresses and telephone numbers are drawn
 *   HEARTBEAT       W -> P  (tuu)                    task, steps done, of how many (0: not known)
 *   FOUND           W -> P  (t unit)                 a raw unit, as found: kept until the report, if the worker dies
 *   DOCUMENT        W -> P  (t document)             the finished document, without units
 *   UNIT            W -> P  (t unit)                 a unit of the finished document
 *   FINDINGS        W -> P  (ta(ssuttmsmsda{ss}))    findings of the finished document, at most WIRE_MAX_FINDINGS, after
 *                                                    its UNITs: kind, field, unit, start, end, value, role, confidence,
 *                                                    details
 *   REPORT          W -> P  (tu)                     the task is done, and had this many UNITs or CONCEPTs
 *   NEED_SIBLING    W -> P  (ts)                     base name of a file beside the source, or FOLDER/NAME of
 *                                                    one in its companion folder (companion.h)
 *   SIBLING         P -> W  (tb) [+ descriptor]      the answer
 *   NEED_PASSWORD   W -> P  (tu)                     number of the attempt, from 0
 *   PASSWORD        P -> W  (tms)                    the answer; nothing: no more
 *   CHILD_BYTES     W -> P  (tay)                    the next bytes of an embedded file, at most WIRE_MAX_PIECE
 *   CHILD_DOCUMENT  W -> P  (tsst)                   that was all of it: name, media type or "", how many bytes
 *   PAGE_IMAGE      W -> P  (tbsay)                  done?, message if not, PNG bytes
 *   READ_THESAURUS  P -> W  (ts) + descriptor        task, name
 *   CONCEPT         W -> P  (tsa(sss))               URI; labels: text, language or "", kind; after the DOCUMENT
 *   NEED_TEXT       W -> P  (tuuusay)                width, height, dpi, language or "", pixels (ocr.h: PageImage)
 *   TEXT            P -> W  (tmsd)                   the answer: the text, or nothing; how sure it is, 0..1
 *   OCR_HELLO       O -> P  (uasas)                  wire version, language data ("swe"), parts of the cage in force
 *   RECOGNISE       P -> O  (tuuus) + descriptor     page, width, height, dpi, language or ""; sealed file of pixels
 *   RECOGNISED      O -> P  (tmsd)                   page; as TEXT
 */
/* clang-format on */
#pragma once

#include "document/document.h"
#include "document/ocr.h"
#include "document/skos.h"

#include <gio/gio.h>

#define WIRE_VERSION 6u
#define WIRE_MAX_PAYLOAD (16u * 1024 * 1024)
#define WIRE_MAX_DESCRIPTORS 16
/* Longest text of one unit on the wire; unit_split_long() makes longer ones fit. */
#define WIRE_MAX_TEXT (4u * 1024 * 1024)
/* Most bytes of an embedded file in one frame. */
#define WIRE_MAX_PIECE (1024u * 1024)
/* Most findings in one frame. */
#define WIRE_MAX_FINDINGS 500u
/* Longest string of a finding: a frame of them stays below WIRE_MAX_PAYLOAD. */
#define WIRE_MAX_FOUND 1024u
/* Longest text that is sent along to be marked on the image of a page: what the parent writes must stay small. */
#define WIRE_MAX_MARKED (64u * 1024)
/* Longest other string, and longest sum of the furniture; longer ones are cut on a code point border. */
#define WIRE_MAX_STRING (64u * 1024)
#define WIRE_MAX_FURNITURE (2u * 1024 * 1024)

typedef enum {
  WIRE_HELLO = 1,
  WIRE_EXTRACT,
  WIRE_RENDER_PAGE,
  WIRE_HEARTBEAT,
  WIRE_FOUND,
  WIRE_DOCUMENT,
  WIRE_UNIT,
  WIRE_REPORT,
  WIRE_NEED_SIBLING,
  WIRE_SIBLING,
  WIRE_NEED_PASSWORD,
  WIRE_PASSWORD,
  WIRE_CHILD_DOCUMENT,
  WIRE_PAGE_IMAGE,
  WIRE_READ_THESAURUS,
  WIRE_CONCEPT,
  WIRE_NEED_TEXT,
  WIRE_TEXT,
  WIRE_OCR_HELLO,
  WIRE_RECOGNISE,
  WIRE_RECOGNISED,
  WIRE_CHILD_BYTES,
  WIRE_FINDINGS,
} WireKind;

typedef enum { WIRE_SIDE_PARENT, WIRE_SIDE_WORKER } WireSide;

typedef struct {
  WireKind kind;
  GVariant *payload; /* of the kind's type, in normal form */
  int fd;            /* -1 where none came */
} WireMessage;

/* Frees the payload and closes the descriptor, if it was not taken (set to -1). */
void wire_message_clear(WireMessage *message);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WireMessage, wire_message_clear)

typedef struct WireChannel WireChannel;

/* A channel over the socket `fd`, which it takes. The parent's side never blocks. */
WireChannel *wire_channel_new(int fd, WireSide side);
void wire_channel_free(WireChannel *channel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WireChannel, wire_channel_free)

int wire_channel_get_fd(const WireChannel *channel);

/* Sends one frame; consumes a floating payload; `fd` (-1: none) is copied by the kernel, the caller's stays
 * open. FALSE with *error when the other side is gone or, on the parent's side, does not read. */
gboolean wire_send(WireChannel *channel, WireKind kind, GVariant *payload, int fd, GError **error);

typedef enum { WIRE_GOT_MESSAGE, WIRE_NEED_MORE, WIRE_CLOSED, WIRE_BROKEN } WireResult;

/* Takes the next whole frame out of what was read. WIRE_BROKEN sets *error; the channel is of no more use. */
WireResult wire_next(WireChannel *channel, WireMessage *message, GError **error);

/* Reads what the socket holds (the worker's side waits for at least a byte). WIRE_NEED_MORE: call
 * wire_next() now; WIRE_CLOSED: the other side has hung up. */
WireResult wire_fill(WireChannel *channel, GError **error);

/* Appends bytes as if they had been read from the socket (tests and fuzzing; no descriptors). */
void wire_feed(WireChannel *channel, const guint8 *bytes, gsize length);

/* The frame of a message, as it would be sent. For tests. */
GBytes *wire_frame(WireKind kind, GVariant *payload, gboolean with_fd);

/* The GVariant type string of a kind's payload; NULL for an unknown kind. */
const char *wire_payload_type(WireKind kind);

/* Documents and units to payloads (floating) and back. Unpacking checks names of enumerations and returns NULL
 * with *error where one is not known. Invalid UTF-8 is mended on packing. */
GVariant *wire_pack_unit(guint64 task, const Unit *unit);
Unit *wire_unpack_unit(GVariant *payload, guint64 *task, GError **error);
GVariant *wire_pack_document(guint64 task, const Document *document);
Document *wire_unpack_document(GVariant *payload, guint64 *task, GError **error);

/* The findings [from, from + WIRE_MAX_FINDINGS) of the document. Unpacking appends to *findings (GPtrArray of
 * Finding*). */
GVariant *wire_pack_findings(guint64 task, const Document *document, guint from);
gboolean wire_unpack_findings(GVariant *payload, guint64 *task, GPtrArray *findings, GError **error);

GVariant *wire_pack_concept(guint64 task, const SkosConcept *concept);
SkosConcept *wire_unpack_concept(GVariant *payload, guint64 *task, GError **error);

/* A page as NEED_TEXT. Unpacking refuses what page_image_fits() does and a hint that is no tag of a language; *language
 * is NULL where there is no hint. The caller clears the image's pixels (g_bytes_unref) and frees the hint. */
GVariant *wire_pack_page(guint64 task, const PageImage *image, const char *language);
gboolean wire_unpack_page(GVariant *payload, guint64 *task, PageImage *image, char **language, GError **error);

/* TEXT and RECOGNISED. Unpacking refuses a text longer than OCR_MAX_TEXT; *confidence is within 0..1. */
GVariant *wire_pack_text(guint64 task, const char *text, double confidence);
gboolean wire_unpack_text(GVariant *payload, guint64 *task, char **text, double *confidence, GError **error);

/* Cuts `unit` into units of at most `most` bytes of text each, at line ends where there are any, else on code
 * point borders. Takes the unit; returns GPtrArray of Unit* with at least one element. All but the first
 * have no heading. */
GPtrArray *unit_split_long(Unit *unit, gsize most);
