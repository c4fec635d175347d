/* MIME messages (RFC 2045, 2046, 2047), as far as web archives (RFC 2557) are made of them: which parts there are,
 * where their bytes lie, and the few header fields that a page needs.
 *
 * The reader is one pass over the lines and keeps offsets, so that what a message costs is known: MIME_MAX_PARTS parts
 * of at most MIME_MAX_FIELD bytes a field. GMime was tried and left (docs/formats/mhtml.md says why). */
#pragma once

#include <glib.h>

#define MIME_MAX_PARTS 20000u
#define MIME_MAX_DEPTH 16u /* of multiparts in multiparts; deeper ones are passed over */
#define MIME_MAX_FIELD (16u * 1024)

typedef enum { MIME_IDENTITY, MIME_QUOTED_PRINTABLE, MIME_BASE64 } MimeEncoding;

/* The header of a message or part. Strings are valid UTF-8, NULL where a field is missing; owned. */
typedef struct {
  char *type;         /* "text/html", lower case; "text/plain" where none is said (RFC 2045 section 5.2) */
  char *charset;      /* label as written */
  char *boundary;     /* of a multipart; bytes as written */
  char *start;        /* Content-ID of the root, without brackets (RFC 2387 section 3.2) */
  char *name;         /* of a file: Content-Disposition's filename, else Content-Type's name */
  char *id;           /* Content-ID, without brackets */
  char *location;     /* Content-Location, without white space (RFC 2557 section 4.4.1) */
  char *snapshot;     /* Snapshot-Content-Location, which Chrome writes */
  char *subject;      /* encoded words decoded (RFC 2047) */
  char *date;         /* as written */
  gboolean mime;      /* MIME-Version stands in it */
  gboolean travelled; /* Received, Return-Path, Delivered-To: a mail that somebody got */
  MimeEncoding encoding;
} MimeHeader;

typedef struct {
  MimeHeader header;
  gsize start, end; /* of the encoded body */
} MimePart;

typedef struct {
  MimeHeader header;
  GPtrArray *parts;    /* MimePart*, the leaves in the order of the file; at least one */
  gboolean cut;        /* MIME_MAX_PARTS or MIME_MAX_DEPTH was met */
  gboolean unfinished; /* the bytes end before the last boundary */
} MimeMessage;

/* Reads the header at the beginning of the bytes; returns where the body begins. */
gsize mime_header_read(const char *bytes, gsize length, MimeHeader *header);
void mime_header_clear(MimeHeader *header);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MimeHeader, mime_header_clear)

/* Reads a message; whatever the bytes are, there is one. Caller frees. */
MimeMessage *mime_message_read(const char *bytes, gsize length);
void mime_message_free(MimeMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MimeMessage, mime_message_free)

/* The decoded body of a part of the message with these bytes. What is not of the encoding is kept as it is
 * (quoted-printable) or passed over (base64), as RFC 2045 sections 6.7 and 6.8 advise. */
GBytes *mime_part_decode(const MimePart *part, const char *bytes);

/* Decodes the encoded words in a field's text; other bytes beyond ASCII are guessed at. Caller frees. */
char *mime_decode_words(const char *text);

/* The day of a Date field (RFC 5322 section 3.3: "Tue, 3 Mar 2009 10:11:12 +0100") as "2009-03-03"; NULL where it is
 * none. Caller frees. */
char *mime_date(const char *text);
