/* Bytes of unknown character set -> valid UTF-8, weighed for Nordic text. Nothing here normalises (normalise.h). */
#pragma once

#include <glib.h>

typedef enum {
  ENCODING_FROM_MARK,     /* byte-order mark */
  ENCODING_FROM_VALIDITY, /* the bytes are UTF-8 (all, or all but stray ones) */
  ENCODING_FROM_LABEL,    /* the declared character set */
  ENCODING_FROM_DETECTION /* the pattern of NULs (UTF-16), or ICU's detector, weighed */
} EncodingSource;

typedef struct {
  char charset[48]; /* IANA name of what was read: "UTF-8", "windows-1252" */
  EncodingSource source;
  gsize strays;   /* single bytes that were not UTF-8 and were read as windows-1252 */
  gsize replaced; /* undecodable sequences and NULs that became U+FFFD */
  gsize mended;   /* characters that had been encoded as UTF-8 twice and were mended */
} EncodingReport;

/* Decodes `length` bytes. `declared` is a label from HTTP, <meta>, an XML declaration, or NULL; labels are
 * taken as the WHATWG Encoding Standard does (ISO-8859-1 means windows-1252).
 *
 * Order: byte-order mark; then UTF-16 where every other byte is NUL; then UTF-8 where the bytes are valid UTF-8, or are
 * UTF-8 but for stray bytes (at least ten valid multi-byte sequences for each stray one, or one stray in text with
 * three or more valid sequences, or a sequence of the Western letters and signs for each four strays; a sequence cut
 * off by the end of the bytes is no stray but U+FFFD): strays are read as windows-1252; then the declared set if it is
 * known, is not Unicode, the text decoded so has no C1 controls and of ten bytes beyond ASCII at most one undecodable,
 * and windows-1252 does not give Nordic letters in all their places where the declared set does not; then candidates
 * (ICU's detector, and the Nordic legacy sets that it does not know: Mac Roman, code page 850), weighed by how Nordic
 * the letters beyond ASCII come out (åäöæøÅÄÖÆØé and typographic quotes between letters against symbols); windows-1252
 * when nothing speaks for another. Text that was encoded as UTF-8 twice or thrice ("Ã¥" for å) is mended where more
 * than half of its letters beyond ASCII are of that kind, or more than half of those of a stretch between line ends or
 * tags (encoding_mend()). NUL characters become U+FFFD. A byte-order mark is dropped. Never fails: the result is always
 * valid UTF-8. `report` may be NULL. Caller frees the result with g_free(); *out_length (may be NULL) is its bytes
 * without the closing NUL. */
char *encoding_to_utf8(const guint8 *bytes, gsize length, const char *declared, gsize *out_length,
                       EncodingReport *report);

/* Mends valid UTF-8 that was encoded twice or thrice, in place; the rule is in mojibake.h. Returns the number of
 * characters mended. For text that was decoded otherwise: "&Atilde;&yen;". */
gsize encoding_mend(GString *text);

/* A copy of `text` (-1: NUL-terminated) that is valid UTF-8: broken sequences become U+FFFD, NUL ends it. Caller
 * frees. */
char *encoding_make_valid(const char *text, gssize length);
