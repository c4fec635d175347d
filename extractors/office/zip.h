/* Reading the members of a zip file (PKWARE APPNOTE 6.3) from a descriptor, under ceilings.
 *
 * Ours rather than libgsf's, which gives up on a file whose directory at the end is missing (a download that broke
 * off): here the members before the break are still found, by their local headers. Nothing is unpacked to
 * disk, and names are only keys, so that a name such as "../../x" leads nowhere. */
#pragma once

#include <gio/gio.h>

/* Ceilings, against archives made to exhaust memory or time. */
#define ZIP_MAX_ENTRIES 50000u
#define ZIP_MAX_DIRECTORY (16u * 1024 * 1024) /* bytes of the central directory */
#define ZIP_MAX_NAME 1024u                    /* bytes of a member's name */
#define ZIP_MAX_DEPTH 32u                     /* folders in a member's name */
#define ZIP_MAX_TOTAL (512u * 1024 * 1024)    /* bytes inflated in all, over the reader's life */
#define ZIP_MAX_RATIO 250u /* inflated : stored, judged past ZIP_RATIO_FLOOR; text in XML comes to 50 */
#define ZIP_RATIO_FLOOR (8u * 1024 * 1024)

typedef enum {
  ZIP_ERROR_MISSING,   /* no such member, or no zip file at all */
  ZIP_ERROR_DAMAGED,   /* broken, or packed by a method other than "stored" and "deflated" */
  ZIP_ERROR_TOO_LARGE, /* a ceiling was met */
  ZIP_ERROR_ENCRYPTED,
} ZipError;

#define ZIP_ERROR zip_error_quark()
GQuark zip_error_quark(void);

typedef struct ZipReader ZipReader;

/* Reads the directory of members; the descriptor is borrowed until zip_reader_free(). NULL and *error where not one
 * member is found. */
ZipReader *zip_reader_new(int fd, guint64 size, GError **error);
void zip_reader_free(ZipReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ZipReader, zip_reader_free)

/* Whether the directory at the end was missing or broken, so that members may be missing. */
gboolean zip_reader_is_salvaged(const ZipReader *reader);

/* Names compare without regard to ASCII case, and '\' counts as '/' (ECMA-376 Part 2, 6.2.2.3 on part names). */
gboolean zip_reader_contains(const ZipReader *reader, const char *name);

/* The names of all members, lower-case; caller frees the list with g_list_free(), the names are borrowed. */
GList *zip_reader_names(const ZipReader *reader);

/* The bytes of a member, at most `ceiling`. NULL and *error (ZIP_ERROR) where they cannot be had. A member that breaks
 * off gives what was there, and *complete (not NULL) is FALSE. */
GBytes *zip_reader_read(ZipReader *reader, const char *name, gsize ceiling, gboolean *complete, GError **error);
