/* The "PowerPoint Document" stream of [MS-PPT] and where the objects in it stand: each save appends what changed and a
 * directory of it, so that only the newest of each object counts (2.1.2, steps of reading). */
#pragma once

#include "extractors/office/ppt_record.h"

typedef struct PptFile PptFile;

/* `stream` is the document stream, which is referenced and, in encrypted files, decrypted in place; `current_user` the
 * stream of that name, or no bytes. */
PptFile *ppt_file_new(GByteArray *stream, Bytes current_user);
void ppt_file_free(PptFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PptFile, ppt_file_free)

/* Whether all edits were found where the file says. If not, the stream was searched for what there is. */
gboolean ppt_file_is_sound(const PptFile *file);

/* Whether the file is encrypted; then nothing can be read before a password (UTF-8) was the right one. */
gboolean ppt_file_is_encrypted(const PptFile *file);
gboolean ppt_file_unlock(PptFile *file, const char *password);

/* Whether the way of encryption is one that can be read. */
gboolean ppt_file_is_known_encryption(const PptFile *file);

/* The document container (2.4.1). FALSE where there is none. */
gboolean ppt_file_document(PptFile *file, PptRecord *record);

/* The object of that identifier, FALSE where there is none that is whole. Objects may be asked for again and again, but
 * not without end: past some times the bytes of the file there are none any more. */
gboolean ppt_file_object(PptFile *file, guint32 identifier, PptRecord *record);

/* Containers of a type, in the order of the file and with those that were deleted: for files whose list of slides is
 * lost. PptRecord; free with g_array_unref(). */
GArray *ppt_file_search(PptFile *file, guint16 type);
