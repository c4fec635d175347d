/* Zip: libgsf finds and inflates the members; here are the ceilings, and the names as office packages compare them. */
#include "extractors/office/zip.h"

#include "extractors/cleanup.h"
#include "extractors/office/source.h"

#include <string.h>

#define CHUNK (64u * 1024)

/* libgsf says that it has read all of a chunk where the member ends or breaks off within it, and leaves the rest of the
 * buffer as it was. So the buffer is filled before, with a byte that no UTF-8 has and no XML ends with. */
#define UNWRITTEN 0xFF

/* A name in a folder: a member, or a folder. Several may bear it, as libgsf tells "PPT/" and "ppt/" apart. */
typedef struct Member {
  GsfInfile *folder; /* owned */
  int index;
  gboolean entered; /* what is in it is among the members */
  struct Member *next;
} Member;

struct ZipReader {
  GsfInput *source;
  GsfInfile *root;
  GHashTable *members; /* char* key -> Member*; of the folders that were asked for */
  guint64 size;
  guint64 inflated; /* bytes so far */
};

G_DEFINE_QUARK(nordsok - zip - error, zip_error)

/* --- names ------------------------------------------------------------------------------------ */

/* The form in which names are compared; NULL for a name that no member of an office package has. */
static char *name_key(const char *name) {
  name += strspn(name, "/\\");
  if (*name == '\0' || strlen(name) > ZIP_MAX_NAME)
    return NULL;
  char *key = g_ascii_strdown(name, -1);
  g_strdelimit(key, "\\", '/');
  guint depth = 0;
  for (const char *p = key; *p; p++)
    depth += *p == '/';
  if (depth > ZIP_MAX_DEPTH || !g_utf8_validate(key, -1, NULL)) /* old programs wrote CP437; office parts are ASCII */
    g_clear_pointer(&key, g_free);
  return key;
}

static void members_free(gpointer data) {
  for (Member *member = data, *next; member; member = next) {
    next = member->next;
    g_object_unref(member->folder);
    g_free(member);
  }
}

/* Takes the key. The first of a name stays the first. */
static void add_member(ZipReader *reader, char *key, GsfInfile *folder, int index) {
  Member *member = g_new0(Member, 1), *first = g_hash_table_lookup(reader->members, key);
  member->folder = g_object_ref(folder);
  member->index = index;
  if (first) {
    member->next = first->next;
    first->next = member;
    g_free(key);
  } else {
    g_hash_table_insert(reader->members, key, member);
  }
}

static void add_folder(ZipReader *reader, GsfInfile *folder, const char *path) {
  int count = gsf_infile_num_children(folder);
  for (int i = 0; i < count; i++) {
    const char *name = gsf_infile_name_by_index(folder, i);
    g_autofree char *whole = g_strconcat(path, "/", name, NULL);
    char *key = name_key(whole);
    if (key)
      add_member(reader, key, folder, i);
  }
}

/* The member or folder, or NULL where its local header is broken; libgsf says so aloud, and
 * calls an impossible date or size a fault of the program. */
static GsfInput *open_member(const Member *member) {
  Silence silence = silence_begin();
  GsfInput *input = gsf_infile_child_by_index(member->folder, member->index);
  silence_end(&silence);
  return input;
}

static gboolean is_folder(GsfInput *input) {
  return GSF_IS_INFILE(input) && gsf_infile_num_children(GSF_INFILE(input)) >= 0;
}

/* Those that bear the name, or NULL. Folders on the way are read when a name in them is first asked for. */
static Member *find(ZipReader *reader, const char *name) {
  g_autofree char *key = name_key(name);
  for (char *slash = key ? strchr(key, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
    g_autofree char *path = g_strndup(key, (gsize)(slash - key));
    for (Member *member = g_hash_table_lookup(reader->members, path); member; member = member->next) {
      g_autoptr(GsfInput) input = member->entered ? NULL : open_member(member);
      if (input && is_folder(input))
        add_folder(reader, GSF_INFILE(input), path);
      member->entered = TRUE;
    }
  }
  return key ? g_hash_table_lookup(reader->members, key) : NULL;
}

gboolean zip_reader_contains(ZipReader *reader, const char *name) {
  return find(reader, name) != NULL;
}

GList *zip_reader_names(ZipReader *reader, const char *prefix) {
  find(reader, prefix);
  return g_hash_table_get_keys(reader->members);
}

/* --- reading members -------------------------------------------------------------------------- */

static gboolean check_ceilings(ZipReader *reader, gsize length, gsize ceiling, GError **error) {
  if (length <= ceiling && reader->inflated <= ZIP_MAX_TOTAL &&
      (length <= ZIP_RATIO_FLOOR || length / ZIP_MAX_RATIO <= reader->size))
    return TRUE;
  g_set_error(error, ZIP_ERROR, ZIP_ERROR_TOO_LARGE, "more than %" G_GSIZE_FORMAT " bytes", length);
  return FALSE;
}

/* Appends the next `length` bytes; `trimmed`: what there is of them. FALSE where that is not all. */
static gboolean read_chunk(GsfInput *input, gsize length, gboolean trimmed, GByteArray *out) {
  guint before = out->len;
  g_byte_array_set_size(out, before + (guint)length);
  memset(out->data + before, UNWRITTEN, length);
  gboolean done = gsf_input_read(input, length, out->data + before) != NULL;
  guint end = out->len;
  while (trimmed && end > before && out->data[end - 1] == UNWRITTEN)
    end--;
  done = done && end == out->len;
  g_byte_array_set_size(out, end);
  return done;
}

/* NULL and *error only where a ceiling is met. The size that the directory declares is believed only as an end. */
static GByteArray *read_member(ZipReader *reader, GsfInput *input, gsize ceiling, gboolean trimmed, gboolean *complete,
                               GError **error) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  *complete = TRUE;
  while (*complete && gsf_input_remaining(input) > 0) {
    guint before = out->len;
    *complete = read_chunk(input, (gsize)MIN(gsf_input_remaining(input), CHUNK), trimmed, out);
    reader->inflated += out->len - before;
    if (!check_ceilings(reader, out->len, ceiling, error))
      return NULL;
  }
  return g_steal_pointer(&out);
}

/* The member that bears the name; NULL and *error where there is none, or its header is broken. */
static GsfInput *open_name(ZipReader *reader, const char *name, GError **error) {
  ZipError fault = ZIP_ERROR_MISSING;
  for (const Member *member = find(reader, name); member; member = member->next) {
    GsfInput *input = open_member(member);
    if (input && !is_folder(input))
      return input;
    if (!input)
      fault = ZIP_ERROR_DAMAGED;
    g_clear_object(&input);
  }
  g_set_error(error, ZIP_ERROR, (gint)fault, fault == ZIP_ERROR_MISSING ? "%s is missing" : "%s is broken", name);
  return NULL;
}

static GBytes *read_name(ZipReader *reader, const char *name, gsize ceiling, gboolean trimmed, gboolean *complete,
                         GError **error) {
  g_autoptr(GsfInput) input = open_name(reader, name, error);
  g_autoptr(GByteArray) bytes =
      input ? read_member(reader, input, MIN(ceiling, G_MAXUINT32 / 2), trimmed, complete, error) : NULL;
  if (!bytes) {
    if (input)
      g_prefix_error(error, "%s: ", name);
    return NULL;
  }
  if (bytes->len == 0 && !*complete) {
    g_set_error(error, ZIP_ERROR, ZIP_ERROR_DAMAGED, "%s is broken", name);
    return NULL;
  }
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

GBytes *zip_reader_read(ZipReader *reader, const char *name, gsize ceiling, gboolean *complete, GError **error) {
  return read_name(reader, name, ceiling, TRUE, complete, error);
}

GBytes *zip_reader_read_binary(ZipReader *reader, const char *name, gsize ceiling, GError **error) {
  gboolean complete;
  return read_name(reader, name, ceiling, FALSE, &complete, error);
}

/* --- the reader ------------------------------------------------------------------------------- */

ZipReader *zip_reader_new(const ExtractorInput *input, GError **error) {
  g_autoptr(ZipReader) reader = g_new0(ZipReader, 1);
  g_autoptr(GError) fault = NULL;
  reader->size = input->size;
  reader->members = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, members_free);
  reader->source = source_new(input);
  source_set_budget(reader->source, ZIP_MAX_DIRECTORY);
  reader->root = gsf_infile_zip_new(reader->source, &fault);
  if (!reader->root) {
    gboolean too_large = source_is_exhausted(reader->source);
    g_set_error_literal(error, ZIP_ERROR, too_large ? ZIP_ERROR_TOO_LARGE : ZIP_ERROR_DAMAGED,
                        too_large ? "the directory of members is too large" : fault->message);
    return NULL;
  }
  source_set_budget(reader->source, G_MAXUINT64);
  add_folder(reader, reader->root, "");
  return g_steal_pointer(&reader);
}

void zip_reader_free(ZipReader *reader) {
  if (!reader)
    return;
  g_hash_table_unref(reader->members);
  g_clear_object(&reader->root);
  g_object_unref(reader->source);
  g_free(reader);
}
