/* Character sets: their labels, decoding by ICU, and the choice among legacy sets. For whole texts there is encoding.h.
 */
#pragma once

#include <glib.h>

#define CHARSET_NAME_SIZE 48

/* Writes the name of the set that a label means by the WHATWG Encoding Standard (encoding.spec.whatwg.org, "Names and
 * labels"): "latin1" -> "windows-1252"; sets outside the standard by their IANA name if ICU knows them. FALSE, and
 * `name` untouched, for unknown labels and for the escape-driven sets that the standard refuses. */
gboolean charset_from_label(const char *label, char name[CHARSET_NAME_SIZE]);

/* What a byte is in windows-1252; U+FFFD for its five holes. */
gunichar charset_windows_1252(guint8 byte);

/* Valid UTF-8 of the bytes, undecodable sequences as U+FFFD. NULL if ICU does not know the set. The caller frees. */
GString *charset_decode(const char *charset, const guint8 *bytes, gsize length);

/* Whether the bytes show that they are not of this set: windows-1252 gives Nordic letters in all their places and it
 * does not. */
gboolean charset_is_refuted(const char *charset, const guint8 *bytes, gsize length);

/* Writes the likeliest set of bytes that are not UTF-8, by the rule in encoding.h. */
void charset_detect(const guint8 *bytes, gsize length, char name[CHARSET_NAME_SIZE]);
