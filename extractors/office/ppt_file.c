/* Edits, directories of objects, decryption, and the search for objects where those are broken. */
#include "extractors/office/ppt_file.h"

#include "extractors/office/encryption_rc4.h"

/* An object's identifier has 20 bits ([MS-PPT] 2.3.5). */
#define MAX_OBJECTS (1u << 20)
#define EDIT_LENGTH 28u /* of a user edit atom, at least */
/* Entries of directories that are read in all, and objects that a search notes. */
#define MAX_ENTRIES (4u << 20)
#define MAX_SEARCHED 200000u
/* How often the bytes of the file may be walked through its objects, and a floor for small files. */
#define MAX_WALKS 4u
#define WALK_FLOOR (1u << 20)

typedef struct {
  guint32 offset;   /* in the stream */
  gboolean known;   /* a directory names it */
  gboolean decoded; /* decrypted in place */
} ObjectPlace;

typedef struct {
  guint16 type;
  guint32 offset;
} Searched;

struct PptFile {
  GByteArray *stream;
  GArray *places;   /* ObjectPlace by identifier */
  GArray *searched; /* Searched, or NULL where there was no need */
  guint entries;    /* of directories, read so far */
  guint64 budget;   /* bytes that may still be walked */
  gint64 shift;     /* from places that the file tells to those in the stream; 0 but for a torn container */
  guint32 document; /* identifiers */
  guint32 session;
  gboolean sound, encrypted;
  Rc4Encryption *encryption; /* NULL where not encrypted, or encrypted in a way that is not known */
};

static Bytes whole_stream(const PptFile *file) {
  return (Bytes){file->stream->data, file->stream->len};
}

/* The record at that offset, of that type. */
static gboolean record_at(const PptFile *file, gsize offset, guint16 type, PptRecord *record) {
  Bytes rest = bytes_from(whole_stream(file), offset);
  return ppt_record_next(&rest, record) && record->type == type;
}

/* A place that the file tells, in the stream; the end of all places where it lies before the beginning. */
static guint32 shifted(const PptFile *file, guint32 offset) {
  gint64 place = offset + file->shift;
  return place >= 0 && place < G_MAXUINT32 ? (guint32)place : G_MAXUINT32;
}

/* --- directories ([MS-PPT] 2.3.4) ------------------------------------------------------------- */

/* Notes a place, unless a newer edit has told one. */
static void note_place(PptFile *file, guint32 identifier, guint32 offset) {
  if (identifier >= MAX_OBJECTS)
    return;
  if (identifier >= file->places->len)
    g_array_set_size(file->places, identifier + 1);
  ObjectPlace *place = &g_array_index(file->places, ObjectPlace, identifier);
  if (!place->known)
    *place = (ObjectPlace){.offset = shifted(file, offset), .known = TRUE};
}

/* FALSE where the directory ends too early or is too long. */
static gboolean read_directory(PptFile *file, Bytes directory) {
  while (directory.length >= 4) {
    guint32 head = bytes_u32(directory.data), first = head & 0xFFFFF, count = head >> 20;
    directory = bytes_from(directory, 4);
    if (count > directory.length / 4 || file->entries + count > MAX_ENTRIES)
      return FALSE;
    for (guint32 i = 0; i < count; i++)
      note_place(file, first + i, bytes_u32(directory.data + i * 4));
    file->entries += count;
    directory = bytes_from(directory, count * 4);
  }
  return TRUE;
}

/* --- edits (2.3.3) ---------------------------------------------------------------------------- */

/* The newest edit names the document; what it says of encryption holds for all. */
static void read_newest_edit(PptFile *file, Bytes edit) {
  file->document = bytes_u32(edit.data + 16);
  file->encrypted = edit.length >= 32;
  file->session = file->encrypted ? bytes_u32(edit.data + 28) : 0;
}

/* Follows the edits from the newest to the oldest; they stand one after the other, so that each lies before the one
 * that follows it. FALSE where one is broken. */
static gboolean read_edits(PptFile *file, guint32 offset) {
  PptRecord edit, directory;
  gboolean newest = TRUE;
  for (guint32 previous = G_MAXUINT32; offset < previous;) {
    if (!record_at(file, offset, PPT_USER_EDIT_ATOM, &edit) || edit.body.length < EDIT_LENGTH)
      return FALSE;
    if (newest)
      read_newest_edit(file, edit.body);
    newest = FALSE;
    if (!record_at(file, shifted(file, bytes_u32(edit.body.data + 12)), PPT_PERSIST_DIRECTORY_ATOM, &directory) ||
        directory.cut || !read_directory(file, directory.body))
      return FALSE;
    previous = offset;
    guint32 older = bytes_u32(edit.body.data + 8);
    if (older == 0)
      return TRUE;
    offset = shifted(file, older);
  }
  return FALSE;
}

/* Where the newest edit stands, as the stream "Current User" says (2.3.2). */
static gboolean read_current_user(Bytes current_user, guint32 *offset) {
  PptRecord atom;
  if (!ppt_record_next(&current_user, &atom) || atom.type != PPT_CURRENT_USER_ATOM || atom.body.length < 12)
    return FALSE;
  *offset = bytes_u32(atom.body.data + 8);
  return TRUE;
}

/* --- search ----------------------------------------------------------------------------------- */

/* Whether a record of that type begins here, judged by its whole header. */
static gboolean is_searched(const guint8 *data, guint16 *type) {
  guint16 first = bytes_u16(data);
  *type = bytes_u16(data + 2);
  switch (*type) {
  case PPT_DOCUMENT:
  case PPT_SLIDE:
  case PPT_NOTES:
  case PPT_MAIN_MASTER:
    return first == 0x000F;
  case PPT_USER_EDIT_ATOM:
  case PPT_PERSIST_DIRECTORY_ATOM:
    return first == 0x0000;
  default:
    return FALSE;
  }
}

/* One pass over the stream. What is whole is skipped; what is not, is searched as well. */
static void search(PptFile *file) {
  file->searched = g_array_new(FALSE, FALSE, sizeof(Searched));
  Bytes rest = whole_stream(file);
  while (rest.length >= PPT_RECORD_HEADER && file->searched->len < MAX_SEARCHED) {
    Searched found = {.offset = (guint32)(rest.data - file->stream->data)};
    Bytes after = rest;
    PptRecord record;
    if (!is_searched(rest.data, &found.type) || !ppt_record_next(&after, &record)) {
      rest = bytes_from(rest, 1);
      continue;
    }
    g_array_append_val(file->searched, found);
    rest = record.cut ? bytes_from(rest, PPT_RECORD_HEADER) : after;
  }
}

static void ensure_search(PptFile *file) {
  if (!file->searched)
    search(file);
}

/* Where the last record of that type stands. */
static gboolean last_searched(const PptFile *file, guint16 type, guint32 *offset) {
  for (guint i = file->searched->len; i > 0; i--) {
    const Searched *found = &g_array_index(file->searched, Searched, i - 1);
    if (found->type == type) {
      *offset = found->offset;
      return TRUE;
    }
  }
  return FALSE;
}

/* Where the stream begins in the bytes at hand: an edit and its directory stand one after the other, and the edit tells
 * where the directory is. */
static void find_shift(PptFile *file) {
  const Searched *directory = NULL;
  PptRecord edit;
  for (guint i = 0; i < file->searched->len; i++) {
    const Searched *found = &g_array_index(file->searched, Searched, i);
    if (found->type == PPT_PERSIST_DIRECTORY_ATOM)
      directory = found;
    else if (found->type == PPT_USER_EDIT_ATOM && directory &&
             record_at(file, found->offset, PPT_USER_EDIT_ATOM, &edit) && edit.body.length >= EDIT_LENGTH)
      file->shift = (gint64)directory->offset - bytes_u32(edit.body.data + 12);
  }
}

/* All directories of the stream, the newest first. */
static void read_searched_directories(PptFile *file) {
  for (guint i = file->searched->len; i > 0; i--) {
    const Searched *found = &g_array_index(file->searched, Searched, i - 1);
    PptRecord directory;
    if (found->type == PPT_PERSIST_DIRECTORY_ATOM &&
        record_at(file, found->offset, PPT_PERSIST_DIRECTORY_ATOM, &directory))
      read_directory(file, directory.body);
  }
}

static void find_by_search(PptFile *file) {
  guint32 newest;
  ensure_search(file);
  if (file->document == 0 && last_searched(file, PPT_USER_EDIT_ATOM, &newest)) {
    find_shift(file);
    read_edits(file, newest);
  }
  read_searched_directories(file);
}

GArray *ppt_file_search(PptFile *file, guint16 type) {
  ensure_search(file);
  GArray *records = g_array_new(FALSE, FALSE, sizeof(PptRecord));
  for (guint i = 0; i < file->searched->len; i++) {
    const Searched *found = &g_array_index(file->searched, Searched, i);
    PptRecord record;
    if (found->type != type || !record_at(file, found->offset, type, &record))
      continue;
    if (record.cut && i + 1 < file->searched->len) /* not what belongs to the next one */
      record.body.length = MIN(record.body.length, found[1].offset - found->offset - PPT_RECORD_HEADER);
    g_array_append_val(records, record);
  }
  return records;
}

/* --- objects ---------------------------------------------------------------------------------- */

/* Each object is encrypted by itself, its header too, as the block of its identifier (2.3.7). */
static void decode(PptFile *file, guint32 identifier, ObjectPlace *place) {
  if (place->decoded || identifier == file->session || place->offset >= file->stream->len)
    return;
  place->decoded = TRUE;
  guint8 *bytes = file->stream->data + place->offset;
  gsize there = file->stream->len - place->offset;
  if (there < PPT_RECORD_HEADER)
    return;
  guint8 header[PPT_RECORD_HEADER];
  for (gsize i = 0; i < sizeof header; i++)
    header[i] = bytes[i];
  encryption_rc4_decrypt(file->encryption, identifier, header, sizeof header);
  gsize length = MIN((gsize)bytes_u32(header + 4) + PPT_RECORD_HEADER, there);
  if (length <= file->budget)
    encryption_rc4_decrypt(file->encryption, identifier, bytes, length);
}

gboolean ppt_file_object(PptFile *file, guint32 identifier, PptRecord *record) {
  if (identifier >= file->places->len)
    return FALSE;
  ObjectPlace *place = &g_array_index(file->places, ObjectPlace, identifier);
  if (!place->known)
    return FALSE;
  if (file->encryption)
    decode(file, identifier, place);
  Bytes rest = bytes_from(whole_stream(file), place->offset);
  if (!ppt_record_next(&rest, record) || record->cut || record->body.length > file->budget)
    return FALSE;
  file->budget -= MIN(file->budget, record->body.length + PPT_RECORD_HEADER);
  return TRUE;
}

gboolean ppt_file_document(PptFile *file, PptRecord *record) {
  if (ppt_file_object(file, file->document, record) && record->type == PPT_DOCUMENT)
    return TRUE;
  guint32 offset;
  file->sound = FALSE;
  if (file->encrypted)
    return FALSE;
  find_by_search(file);
  if (ppt_file_object(file, file->document, record) && record->type == PPT_DOCUMENT)
    return TRUE;
  return last_searched(file, PPT_DOCUMENT, &offset) && record_at(file, offset, PPT_DOCUMENT, record);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void read_session(PptFile *file) {
  PptRecord session;
  if (ppt_file_object(file, file->session, &session) && session.type == PPT_CRYPT_SESSION)
    file->encryption = encryption_rc4_new(session.body.data, session.body.length);
}

PptFile *ppt_file_new(GByteArray *stream, Bytes current_user) {
  PptFile *file = g_new0(PptFile, 1);
  file->stream = g_byte_array_ref(stream);
  file->places = g_array_new(FALSE, TRUE, sizeof(ObjectPlace));
  file->budget = (guint64)stream->len * MAX_WALKS + WALK_FLOOR;
  guint32 newest;
  file->sound = read_current_user(current_user, &newest) && read_edits(file, newest);
  if (!file->sound)
    find_by_search(file);
  if (file->encrypted)
    read_session(file);
  return file;
}

void ppt_file_free(PptFile *file) {
  if (!file)
    return;
  g_byte_array_unref(file->stream);
  g_array_unref(file->places);
  if (file->searched)
    g_array_unref(file->searched);
  encryption_rc4_free(file->encryption);
  g_free(file);
}

gboolean ppt_file_is_sound(const PptFile *file) {
  return file->sound;
}

gboolean ppt_file_is_encrypted(const PptFile *file) {
  return file->encrypted;
}

gboolean ppt_file_unlock(PptFile *file, const char *password) {
  return file->encryption && encryption_rc4_unlock(file->encryption, password);
}

gboolean ppt_file_is_known_encryption(const PptFile *file) {
  return file->encryption != NULL;
}
