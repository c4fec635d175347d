/* Zip: central directory, local headers (to salvage what has no directory), inflating under ceilings. */
#include "extractors/office/zip.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define LOCAL_HEADER 30u
#define CENTRAL_HEADER 46u
#define END_RECORD 22u
#define END64_LOCATOR 20u
#define END64_RECORD 56u
#define CHUNK (64u * 1024)

#define METHOD_STORED 0
#define METHOD_DEFLATED 8
#define FLAG_ENCRYPTED 0x0001
#define FLAG_DESCRIPTOR 0x0008 /* sizes stand behind the data */

typedef struct {
  guint64 offset; /* of the local header */
  guint64 packed; /* bytes in the file */
  guint64 plain;  /* bytes declared; a hint, never trusted */
  guint16 method, flags;
} Entry;

struct ZipReader {
  int fd;
  guint64 size;
  GHashTable *entries; /* char* key -> Entry* */
  guint64 inflated;    /* bytes so far */
  gboolean salvaged;
};

G_DEFINE_QUARK(nordsok - zip - error, zip_error)

static guint16 get16(const guint8 *p) {
  return (guint16)(p[0] | p[1] << 8);
}

static guint32 get32(const guint8 *p) {
  return (guint32)get16(p) | (guint32)get16(p + 2) << 16;
}

static guint64 get64(const guint8 *p) {
  return (guint64)get32(p) | (guint64)get32(p + 4) << 32;
}

/* Reads what there is of `length` bytes at `offset`; 0 at the end and on failure. */
static gsize read_at(const ZipReader *reader, guint64 offset, guint8 *buffer, gsize length) {
  gsize got = 0;
  while (got < length && offset + got < reader->size) {
    gssize n = pread(reader->fd, buffer + got, length - got, (off_t)(offset + got));
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    got += (gsize)n;
  }
  return got;
}

/* The form in which names are compared; NULL for a name that no member of an office package has. */
static char *name_key(const char *name, gsize length) {
  while (length > 0 && (*name == '/' || *name == '\\')) {
    name++;
    length--;
  }
  if (length == 0 || length > ZIP_MAX_NAME || memchr(name, 0, length))
    return NULL;
  char *key = g_ascii_strdown(name, (gssize)length);
  guint depth = 0;
  for (char *p = key; *p; p++) {
    if (*p == '\\')
      *p = '/';
    depth += *p == '/';
  }
  if (depth > ZIP_MAX_DEPTH || !g_utf8_validate(key, -1, NULL)) /* old programs wrote CP437; office parts are ASCII */
    g_clear_pointer(&key, g_free);
  return key;
}

/* The first entry of a name counts. FALSE when the ceiling is met. */
static gboolean add_entry(ZipReader *reader, const guint8 *name, gsize length, const Entry *entry) {
  if (g_hash_table_size(reader->entries) >= ZIP_MAX_ENTRIES)
    return FALSE;
  char *key = name_key((const char *)name, length);
  if (!key || g_hash_table_contains(reader->entries, key) || key[strlen(key) - 1] == '/')
    g_free(key);
  else
    g_hash_table_insert(reader->entries, key, g_memdup2(entry, sizeof *entry));
  return TRUE;
}

/* --- the central directory (APPNOTE 4.3.12) --------------------------------------------------- */

/* Sizes and offset that do not fit into 32 bits stand in extra field 1 (APPNOTE 4.5.3), in this order. */
static void read_zip64_extra(const guint8 *extra, gsize length, Entry *entry) {
  while (length >= 4) {
    gsize field = get16(extra + 2);
    if (field > length - 4)
      return;
    if (get16(extra) == 1) {
      const guint8 *p = extra + 4, *end = p + field;
      guint64 *values[] = {&entry->plain, &entry->packed, &entry->offset};
      for (guint i = 0; i < G_N_ELEMENTS(values); i++)
        if (*values[i] == G_MAXUINT32 && end - p >= 8) {
          *values[i] = get64(p);
          p += 8;
        }
      return;
    }
    extra += 4 + field;
    length -= 4 + field;
  }
}

/* Reads the entries; `shift` is what stands in the file before the archive. FALSE where the directory is broken. */
static gboolean read_directory(ZipReader *reader, const guint8 *p, gsize length, guint64 shift) {
  while (length >= CENTRAL_HEADER && get32(p) == 0x02014b50) {
    gsize name = get16(p + 28), extra = get16(p + 30), comment = get16(p + 32);
    gsize whole = CENTRAL_HEADER + name + extra + comment;
    if (whole > length)
      return FALSE;
    Entry entry = {.offset = get32(p + 42),
                   .packed = get32(p + 20),
                   .plain = get32(p + 24),
                   .method = get16(p + 10),
                   .flags = get16(p + 8)};
    read_zip64_extra(p + CENTRAL_HEADER + name, extra, &entry);
    entry.offset += shift;
    if (!add_entry(reader, p + CENTRAL_HEADER, name, &entry))
      return FALSE;
    p += whole;
    length -= whole;
  }
  return length < 4 || get32(p) != 0x02014b50;
}

/* Where the central directory lies. */
typedef struct {
  guint64 offset, length;
  guint64 end; /* of the directory, as the place of the record behind it tells */
} Directory;

/* Zip64 (APPNOTE 4.3.14, 4.3.15): the locator before the end record leads to a record with wide fields. */
static void read_end64(const ZipReader *reader, guint64 end_record, Directory *directory) {
  guint8 locator[END64_LOCATOR], record[END64_RECORD];
  if (end_record < END64_LOCATOR ||
      read_at(reader, end_record - END64_LOCATOR, locator, sizeof locator) != sizeof locator ||
      get32(locator) != 0x07064b50)
    return;
  guint64 at = get64(locator + 8);
  if (read_at(reader, at, record, sizeof record) != sizeof record || get32(record) != 0x06064b50)
    return;
  *directory = (Directory){.offset = get64(record + 48), .length = get64(record + 40), .end = at};
}

/* Searches the end record from behind: it stands before a comment of up to 64 KB. */
static gboolean find_directory(const ZipReader *reader, Directory *directory) {
  gsize length = (gsize)MIN(reader->size, END_RECORD + 0xFFFFu);
  g_autofree guint8 *tail = g_malloc(length + 1);
  guint64 start = reader->size - length;
  length = read_at(reader, start, tail, length);
  if (length < END_RECORD)
    return FALSE;
  for (gsize i = length - END_RECORD + 1; i-- > 0;) {
    if (get32(tail + i) != 0x06054b50)
      continue;
    *directory = (Directory){.offset = get32(tail + i + 16), .length = get32(tail + i + 12), .end = start + i};
    if (directory->offset == G_MAXUINT32 || directory->length == G_MAXUINT32)
      read_end64(reader, start + i, directory);
    return directory->length <= directory->end;
  }
  return FALSE;
}

static gboolean read_central(ZipReader *reader) {
  Directory directory;
  if (!find_directory(reader, &directory) || directory.length > ZIP_MAX_DIRECTORY)
    return FALSE;
  /* Something may stand before the archive: then all offsets are short by as much. */
  guint64 start = directory.end - directory.length;
  guint64 shift = start > directory.offset ? start - directory.offset : 0;
  g_autofree guint8 *bytes = g_malloc(directory.length + 1);
  gsize got = read_at(reader, start, bytes, (gsize)directory.length);
  return got == directory.length && read_directory(reader, bytes, got, shift) && g_hash_table_size(reader->entries) > 0;
}

/* --- salvage: local headers one after another (APPNOTE 4.3.7) --------------------------------- */

/* The next "PK\3\4" or "PK\1\2" at or after `from`; the end of the file where there is none. */
static guint64 next_header(const ZipReader *reader, guint64 from) {
  g_autofree guint8 *buffer = g_malloc(CHUNK);
  while (from < reader->size) {
    gsize got = read_at(reader, from, buffer, CHUNK);
    for (const guint8 *p = buffer, *end = buffer + got; got >= 4; p++) {
      p = memmem(p, (gsize)(end - p), "PK", 2);
      if (!p || end - p < 4)
        break;
      if (memcmp(p, "PK\3\4", 4) == 0 || memcmp(p, "PK\1\2", 4) == 0)
        return from + (guint64)(p - buffer);
    }
    if (got < CHUNK)
      break;
    from += got - 3;
  }
  return reader->size;
}

static void salvage(ZipReader *reader) {
  guint8 header[LOCAL_HEADER + ZIP_MAX_NAME];
  reader->salvaged = TRUE;
  g_hash_table_remove_all(reader->entries);
  for (guint64 at = next_header(reader, 0); at + LOCAL_HEADER < reader->size;) {
    gsize got = read_at(reader, at, header, sizeof header);
    if (got < LOCAL_HEADER || get32(header) != 0x04034b50)
      return;
    gsize name = get16(header + 26), extra = get16(header + 28);
    guint64 data = at + LOCAL_HEADER + name + extra;
    Entry entry = {.offset = at,
                   .packed = get32(header + 18),
                   .plain = get32(header + 22),
                   .method = get16(header + 8),
                   .flags = get16(header + 6)};
    gboolean unknown = (entry.flags & FLAG_DESCRIPTOR) || entry.packed == G_MAXUINT32;
    guint64 next = unknown ? next_header(reader, data) : data + entry.packed;
    if (unknown)
      entry.packed = next > data ? next - data : 0;
    if (name <= got - LOCAL_HEADER && !add_entry(reader, header + LOCAL_HEADER, name, &entry))
      return;
    at = unknown ? next : next_header(reader, next);
  }
}

/* --- reading members -------------------------------------------------------------------------- */

/* Where the member's bytes begin: the local header has extra fields of its own. 0 where it is broken. */
static guint64 data_offset(const ZipReader *reader, const Entry *entry) {
  guint8 header[LOCAL_HEADER];
  if (entry->offset >= reader->size || read_at(reader, entry->offset, header, sizeof header) != sizeof header ||
      get32(header) != 0x04034b50)
    return 0;
  return entry->offset + LOCAL_HEADER + get16(header + 26) + get16(header + 28);
}

static gboolean check_ceilings(ZipReader *reader, const Entry *entry, gsize length, gsize ceiling, GError **error) {
  if (length <= ceiling && reader->inflated + length <= ZIP_MAX_TOTAL &&
      (length <= ZIP_RATIO_FLOOR || length / ZIP_MAX_RATIO <= entry->packed))
    return TRUE;
  g_set_error(error, ZIP_ERROR, ZIP_ERROR_TOO_LARGE, "more than %" G_GSIZE_FORMAT " bytes from %" G_GUINT64_FORMAT,
              length, entry->packed);
  return FALSE;
}

static GByteArray *read_stored(ZipReader *reader, const Entry *entry, guint64 data, gboolean *complete) {
  GByteArray *out = g_byte_array_new();
  g_byte_array_set_size(out, (guint)entry->packed);
  gsize got = read_at(reader, data, out->data, (gsize)entry->packed);
  g_byte_array_set_size(out, (guint)got);
  *complete = got == entry->packed;
  return out;
}

/* Inflates (RFC 1951); stops at what is broken. NULL and *error only where a ceiling is met. */
static GByteArray *read_deflated(ZipReader *reader, const Entry *entry, guint64 data, gsize ceiling, gboolean *complete,
                                 GError **error) {
  g_autoptr(GZlibDecompressor) inflate = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr(GByteArray) out = g_byte_array_new();
  g_autofree guint8 *in = g_malloc(CHUNK);
  g_autofree guint8 *plain = g_malloc(CHUNK);
  gsize have = 0;
  guint64 taken = 0;
  *complete = FALSE;
  for (;;) {
    gsize wanted = (gsize)MIN(CHUNK - have, entry->packed - taken);
    gsize got = read_at(reader, data + taken, in + have, wanted), used = 0, made = 0;
    have += got;
    taken += got;
    gboolean at_end = taken == entry->packed || got < wanted;
    GConverterResult result =
        g_converter_convert(G_CONVERTER(inflate), in, have, plain, CHUNK,
                            at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &used, &made, NULL);
    if (result == G_CONVERTER_ERROR || (used == 0 && made == 0 && result != G_CONVERTER_FINISHED))
      return g_steal_pointer(&out);
    if (!check_ceilings(reader, entry, out->len + made, ceiling, error))
      return NULL;
    g_byte_array_append(out, plain, (guint)made);
    memmove(in, in + used, have - used);
    have -= used;
    if (result == G_CONVERTER_FINISHED) {
      *complete = TRUE;
      return g_steal_pointer(&out);
    }
  }
}

static GByteArray *read_entry(ZipReader *reader, const Entry *entry, gsize ceiling, gboolean *complete,
                              GError **error) {
  guint64 data = data_offset(reader, entry);
  if (entry->flags & FLAG_ENCRYPTED) {
    g_set_error_literal(error, ZIP_ERROR, ZIP_ERROR_ENCRYPTED, "encrypted member");
    return NULL;
  }
  if (data == 0 || (entry->method != METHOD_STORED && entry->method != METHOD_DEFLATED)) {
    g_set_error(error, ZIP_ERROR, ZIP_ERROR_DAMAGED, "method %u", entry->method);
    return NULL;
  }
  if (entry->method == METHOD_DEFLATED)
    return read_deflated(reader, entry, data, ceiling, complete, error);
  if (!check_ceilings(reader, entry, (gsize)entry->packed, ceiling, error))
    return NULL;
  return read_stored(reader, entry, data, complete);
}

GBytes *zip_reader_read(ZipReader *reader, const char *name, gsize ceiling, gboolean *complete, GError **error) {
  g_autofree char *key = name_key(name, strlen(name));
  const Entry *entry = key ? g_hash_table_lookup(reader->entries, key) : NULL;
  if (!entry) {
    g_set_error(error, ZIP_ERROR, ZIP_ERROR_MISSING, "%s is missing", name);
    return NULL;
  }
  GByteArray *bytes = read_entry(reader, entry, MIN(ceiling, G_MAXUINT32 / 2), complete, error);
  if (!bytes) {
    g_prefix_error(error, "%s: ", name);
    return NULL;
  }
  reader->inflated += bytes->len;
  if (bytes->len == 0 && !*complete) {
    g_byte_array_unref(bytes);
    g_set_error(error, ZIP_ERROR, ZIP_ERROR_DAMAGED, "%s is broken", name);
    return NULL;
  }
  return g_byte_array_free_to_bytes(bytes);
}

/* --- the reader ------------------------------------------------------------------------------- */

ZipReader *zip_reader_new(int fd, guint64 size, GError **error) {
  g_autoptr(ZipReader) reader = g_new0(ZipReader, 1);
  reader->fd = fd;
  reader->size = size;
  reader->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (!read_central(reader))
    salvage(reader);
  if (g_hash_table_size(reader->entries) == 0) {
    g_set_error_literal(error, ZIP_ERROR, ZIP_ERROR_MISSING, "no member of a zip file was found");
    return NULL;
  }
  return g_steal_pointer(&reader);
}

void zip_reader_free(ZipReader *reader) {
  if (!reader)
    return;
  g_hash_table_unref(reader->entries);
  g_free(reader);
}

gboolean zip_reader_is_salvaged(const ZipReader *reader) {
  return reader->salvaged;
}

gboolean zip_reader_contains(const ZipReader *reader, const char *name) {
  g_autofree char *key = name_key(name, strlen(name));
  return key && g_hash_table_contains(reader->entries, key);
}

GList *zip_reader_names(const ZipReader *reader) {
  return g_hash_table_get_keys(reader->entries);
}
