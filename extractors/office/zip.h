/* Reading the members of a zip file (PKWARE APPNOTE 6.3) from a descriptor, with libgsf, under ceilings. Meant for
 * members that are XML. Nothing is unpacked to disk, and names are only keys, so that a name such as
 * "../../x" leads nowhere. */
#pragma once

#include "extractors/extractor.h"

#include <gio/gio.h>

/* Ceilings, against archives made to exhaust memory or time. */
#define ZIP_MAX_DIRECTORY (2u * 1024 * 1024) /* bytes read to open it: 44,000 members with names of one letter */
#define ZIP_MAX_NAME 1024u                   /* bytes of a member's name */
#define ZIP_MAX_DEPTH 32u                    /* folders in a member's name */
#define ZIP_MAX_TOTAL (512u * 1024 * 1024)   /* bytes inflated in all, over the reader's life */
#define ZIP_MAX_RATIO 250u /* a member inflated : the whole file, judged past ZIP_RATIO_FLOOR; XML comes to 50 */
#define ZIP_RATIO_FLOOR (8u * 1024 * 1024)

typedef enum {
  ZIP_ERROR_MISSING,   /* no such member */
  ZIP_ERROR_DAMAGED,   /* broken, encrypted, or packed by a method other than "stored" and "deflated" */
  ZIP_ERROR_TOO_LARGE, /* a ceiling was met */
} ZipError;

#define ZIP_ERROR zip_error_quark()
GQuark zip_error_quark(void);

typedef struct ZipReader ZipReader;

/* Reads the directory of members; the input is borrowed until zip_reader_free(). NULL and *error (ZIP_ERROR)
 * where it is broken, too large, or missing: it stands at the end, so a download that broke off has none. */
ZipReader *zip_reader_new(const ExtractorInput *input, GError **error);
void zip_reader_free(ZipReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ZipReader, zip_reader_free)

/* Names compare without regard to ASCII case, and '\' counts as '/' (ECMA-376 Part 2, 6.2.2.3 on part names). */
gboolean zip_reader_contains(ZipReader *reader, const char *name);

/* The names, lower-case, of all members whose folder is the one that `prefix` names up to its last '/', and of
 * others; caller frees the list with g_list_free(), the names are borrowed. */
GList *zip_reader_names(ZipReader *reader, const char *prefix);

/* The bytes of a member, at most `ceiling`. NULL and *error (ZIP_ERROR) where they cannot be had. A member that breaks
 * off gives what was there, and *complete (not NULL) is FALSE. Bytes 0xFF at its end are not read: see zip.c. */
GBytes *zip_reader_read(ZipReader *reader, const char *name, gsize ceiling, gboolean *complete, GError **error);

/* The same for a member that is no XML: as long as its declared length, with bytes 0xFF for those that are missing. */
GBytes *zip_reader_read_binary(ZipReader *reader, const char *name, gsize ceiling, GError **error);
