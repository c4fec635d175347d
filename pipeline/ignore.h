/* Patterns that leave files out, as gitignore(5) has them: what .nordsokignore files hold, and --include and --exclude
 * are given in.
 *
 * One pattern a line. Blank lines and lines that begin with "#" say nothing; spaces at the end of a line are passed
 * over; "\" takes the meaning from the character behind it. "!" in front turns a pattern round: what an earlier one
 * matched is not matched after all. A "/" at the end: folders only. A "/" anywhere before that: the pattern is for the
 * path below the folder of its file; without, for a name at any depth. "*" is any characters but "/", "?" one of them,
 * "[a-z]", "[!a-z]" and "[[:digit:]]" one of a set; double asterisks in the place of a whole name are any number of
 * folders, and at the end all that lies in one. The last pattern that matches decides.
 *
 * Beyond gitignore: "?" and sets take a whole character of UTF-8, not one of its bytes. A name whose bytes are not
 * UTF-8 is matched byte by byte where it is not. */
#pragma once

#include <glib.h>

typedef struct Ignore Ignore;

typedef enum {
  IGNORE_NO_MATCH,
  IGNORE_MATCH,   /* left out, where the patterns are for leaving out */
  IGNORE_REVERSED /* the last that matched begins with "!" */
} IgnoreVerdict;

/* Reads the lines of a file (LF or CR LF, a byte order mark in front is passed over; a line ends at a NUL). A line that
 * cannot match anything ("[a", "a\") is taken as such. NULL where there is no pattern at all. */
Ignore *ignore_parse(const char *text, gsize length);

/* The same of patterns given one by one; LF has no meaning in them. NULL for none; `patterns` may be NULL. */
Ignore *ignore_new(const char *const *patterns);

void ignore_free(Ignore *ignore);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ignore, ignore_free)

/* What the patterns say of `path`, relative to their folder, without "/" in front or behind, in any bytes. It speaks of
 * this path alone: that what lies in a folder left out is left out too is for the caller to know. Takes time in
 * proportion to pattern times path, whatever the pattern. `ignore` may be NULL. */
IgnoreVerdict ignore_match(const Ignore *ignore, const char *path, gboolean is_folder);
