/* Folders are walked with a stack of listings. What a file costs is one fstatat() relative to its folder; the type that
 * readdir() gives saves the rest. */
#include "pipeline/walk.h"

#include "pipeline/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Folders kept open at once; deeper ones are spoken of by their whole path. */
#define MOST_OPEN 64

typedef struct {
  Folder folder;
  guint next;
  gsize prefix;        /* length of its path with the slash behind it: the path in hand always begins with it */
  Ignore *ignore;      /* of its FOLDER_RULES_NAME; NULL: none */
  gboolean included;   /* it, or a folder above it, is matched by `include` */
  gboolean below_link; /* come to by a link to a folder */
  dev_t device;        /* these two only where follow_links */
  ino_t inode;
} Level;

/* Patterns of a folder above the starting path. */
typedef struct {
  gsize prefix;
  Ignore *ignore;
} Above;

/* A folder by what it is, not by what it is called. */
typedef struct {
  guint64 device, inode;
} Identity;

struct Walk {
  const GPtrArray *starts;
  const char *left_out, *left_out_name;
  GPtrArray *unread;
  guint next_start;
  WalkStart *start;     /* the one in hand */
  gsize start_prefix;   /* of the paths that `include` and `exclude` are matched with */
  gboolean included;    /* the starting path was come to by a folder that `include` matches */
  dev_t device;         /* of the starting path */
  GArray *stack;        /* Level */
  GArray *above;        /* Above */
  GHashTable *by_links; /* Identity* of folders that were come to by links, so that each is so but once */
  GString *path;        /* of the entry in hand */
};

static void level_clear(gpointer data) {
  Level *level = data;
  folder_clear(&level->folder);
  ignore_free(level->ignore);
}

static void above_clear(gpointer data) {
  ignore_free(((Above *)data)->ignore);
}

static guint identity_hash(gconstpointer data) {
  const Identity *identity = data;
  return g_int64_hash(&identity->inode) ^ g_int64_hash(&identity->device);
}

static gboolean identity_equal(gconstpointer a, gconstpointer b) {
  return memcmp(a, b, sizeof(Identity)) == 0;
}

WalkRules *walk_rules_new(const DiscoveryRules *rules) {
  WalkRules *made = g_rc_box_new0(WalkRules);
  made->hidden = rules->hidden;
  made->one_file_system = rules->one_file_system;
  made->follow_links = rules->follow_links;
  made->include = ignore_new(rules->include);
  made->exclude = ignore_new(rules->exclude);
  return made;
}

static void walk_rules_clear(gpointer data) {
  WalkRules *rules = data;
  ignore_free(rules->include);
  ignore_free(rules->exclude);
}

void walk_rules_unref(WalkRules *rules) {
  g_rc_box_release_full(rules, walk_rules_clear);
}

Walk *walk_new(const GPtrArray *starts, const char *left_out, GPtrArray *unread) {
  Walk *walk = g_new0(Walk, 1);
  walk->starts = starts;
  walk->left_out = left_out;
  walk->left_out_name = left_out ? strrchr(left_out, '/') + 1 : NULL;
  walk->unread = unread;
  walk->stack = g_array_new(FALSE, FALSE, sizeof(Level));
  g_array_set_clear_func(walk->stack, level_clear);
  walk->above = g_array_new(FALSE, FALSE, sizeof(Above));
  g_array_set_clear_func(walk->above, above_clear);
  walk->by_links = g_hash_table_new_full(identity_hash, identity_equal, g_free, NULL);
  walk->path = g_string_new(NULL);
  return walk;
}

void walk_free(Walk *walk) {
  if (!walk)
    return;
  g_array_unref(walk->stack);
  g_array_unref(walk->above);
  g_hash_table_unref(walk->by_links);
  g_string_free(walk->path, TRUE);
  g_free(walk);
}

static Level *level_at(const Walk *walk, guint i) {
  return &g_array_index(walk->stack, Level, i);
}

static Level *top_level(const Walk *walk) {
  return walk->stack->len > 0 ? level_at(walk, walk->stack->len - 1) : NULL;
}

/* --- what comes of a path ---------------------------------------------------------------------------------- */

static FoundFile *found(Walk *walk, const struct stat *about) {
  FoundFile *file = g_new0(FoundFile, 1);
  file->path = g_strndup(walk->path->str, walk->path->len);
  file->start = walk->next_start - 1;
  file->size = (guint64)about->st_size;
  file->mtime_ns = discovery_mtime_ns(about);
  file->inode = about->st_ino;
  file->device = about->st_dev;
  file->special = !S_ISREG(about->st_mode);
  if (walk->unread)
    walk->start->files++;
  return file;
}

static FoundFile *found_error(Walk *walk, const char *path, int error) {
  FoundFile *file = g_new0(FoundFile, 1);
  file->path = g_strdup(path);
  file->start = walk->next_start - 1;
  file->error = error;
  if (walk->unread && strcmp(path, walk->start->path) == 0)
    walk->start->error = error;
  return file;
}

/* The folder in hand could not be listed, because of `path`: itself, or the patterns in it. */
static FoundFile *found_unread_folder(Walk *walk, const char *path, int error) {
  FoundFile *file = found_error(walk, path, error);
  file->folder = strcmp(path, walk->path->str) == 0;
  if (walk->unread) {
    g_ptr_array_add(walk->unread, g_strdup(walk->path->str));
    if (walk->stack->len == 0)
      walk->start->error = error;
  }
  return file;
}

/* SQLite's own files beside the index. */
static gboolean is_left_out(const Walk *walk, const char *name) {
  if (!walk->left_out || !g_str_has_prefix(name, walk->left_out_name))
    return FALSE;
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  const char *ending = name + strlen(walk->left_out_name);
  gboolean like_one = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
    like_one |= strcmp(ending, endings[i]) == 0;
  char *real = like_one ? realpath(walk->path->str, NULL) : NULL;
  gboolean is = real && g_str_has_prefix(real, walk->left_out) && strcmp(real + strlen(walk->left_out), ending) == 0;
  free(real);
  return is;
}

/* What the patterns say of the path in hand: those of the command before those of folders, nearer folders before
 * farther ones. */
static IgnoreVerdict verdict(const Walk *walk, gboolean is_folder) {
  const char *path = walk->path->str;
  IgnoreVerdict said = ignore_match(walk->start->rules->exclude, path + walk->start_prefix, is_folder);
  for (guint i = walk->stack->len; i > 0 && said == IGNORE_NO_MATCH; i--) {
    const Level *level = level_at(walk, i - 1);
    said = ignore_match(level->ignore, path + level->prefix, is_folder);
  }
  for (guint i = walk->above->len; i > 0 && said == IGNORE_NO_MATCH; i--) {
    const Above *above = &g_array_index(walk->above, Above, i - 1);
    said = ignore_match(above->ignore, path + above->prefix, is_folder);
  }
  return said;
}

static gboolean is_wanted(const Walk *walk, const char *name, gboolean is_folder) {
  switch (verdict(walk, is_folder)) {
  case IGNORE_MATCH:
    return FALSE;
  case IGNORE_REVERSED:
    return TRUE;
  default:
    return *name != '.' || walk->start->rules->hidden;
  }
}

/* Whether `include` has the path in hand; without any it has all. */
static gboolean is_included(const Walk *walk, gboolean is_folder) {
  const Ignore *include = walk->start->rules->include;
  const Level *top = top_level(walk);
  return !include || (top ? top->included : walk->included) ||
         ignore_match(include, walk->path->str + walk->start_prefix, is_folder) == IGNORE_MATCH;
}

/* --- folders ----------------------------------------------------------------------------------------------- */

/* Whether a folder was come to before: it lies around itself (a loop of links), or was reached by another link. */
static gboolean was_met(Walk *walk, const Level *level) {
  for (guint i = 0; i < walk->stack->len; i++) {
    const Level *around = level_at(walk, i);
    if (around->device == level->device && around->inode == level->inode)
      return TRUE;
  }
  if (!level->below_link)
    return FALSE;
  Identity *identity = g_new(Identity, 1);
  *identity = (Identity){level->device, level->inode};
  return !g_hash_table_add(walk->by_links, identity);
}

/* Whether a folder that was opened is to be walked, by where and what it is. */
static gboolean is_to_be_walked(Walk *walk, Level *level) {
  const WalkRules *rules = walk->start->rules;
  struct stat about;
  if (!rules->one_file_system && !rules->follow_links)
    return TRUE;
  if (fstat(folder_descriptor(&level->folder), &about) != 0)
    return TRUE;
  level->device = about.st_dev;
  level->inode = about.st_ino;
  if (walk->stack->len == 0)
    walk->device = about.st_dev;
  if (rules->one_file_system && about.st_dev != walk->device)
    return FALSE;
  return !rules->follow_links || !was_met(walk, level);
}

/* Descriptor and path to speak of the entry in hand with: by its name in the folder, or by its whole path. */
static int relative(const Walk *walk, const char **name) {
  const Level *top = top_level(walk);
  int at = top ? folder_descriptor(&top->folder) : -1;
  if (at >= 0)
    return at;
  *name = walk->path->str;
  return AT_FDCWD;
}

/* Pushes the folder in hand; comes back with an error where it cannot be listed, or not be known what to leave out. */
static FoundFile *enter(Walk *walk, const char *name, gboolean is_link) {
  const Level *top = top_level(walk);
  Level level = {.included = top ? walk->start->rules->include && is_included(walk, TRUE) : walk->included,
                 .below_link = is_link || (top && top->below_link)};
  int at = relative(walk, &name);
  if (!folder_open(&level.folder, at, name, is_link || !top))
    return found_unread_folder(walk, walk->path->str, errno);
  if (!is_to_be_walked(walk, &level)) {
    level_clear(&level);
    return NULL;
  }
  if (level.folder.has_rules &&
      !folder_read_rules(folder_descriptor(&level.folder), FOLDER_RULES_NAME, NULL, &level.ignore)) {
    int error = errno;
    level_clear(&level);
    g_autofree char *path = g_build_filename(walk->path->str, FOLDER_RULES_NAME, NULL);
    return found_unread_folder(walk, path, error);
  }
  if (walk->stack->len >= MOST_OPEN)
    folder_close(&level.folder);
  if (walk->path->str[walk->path->len - 1] != '/')
    g_string_append_c(walk->path, '/');
  level.prefix = walk->path->len;
  g_array_append_val(walk->stack, level);
  return NULL;
}

/* --- entries ----------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  gboolean is_link, is_folder;
  gboolean looked_at; /* `about` holds, or `error` */
  struct stat about;  /* of what a link leads to */
  int error;
} Entry;

static void look_at(const Walk *walk, Entry *entry, int flags) {
  const char *name = entry->name;
  int at = relative(walk, &name);
  entry->looked_at = TRUE;
  entry->error = fstatat(at, name, &entry->about, flags) == 0 ? 0 : errno;
}

/* Says what the entry in hand is, with as few looks as that takes. */
static void tell_type(const Walk *walk, Entry *entry, guchar type) {
  entry->is_link = type == DT_LNK;
  if (type == DT_UNKNOWN) {
    look_at(walk, entry, AT_SYMLINK_NOFOLLOW);
    entry->is_link = !entry->error && S_ISLNK(entry->about.st_mode);
  }
  if (entry->is_link)
    look_at(walk, entry, 0);
  entry->is_folder = entry->looked_at ? !entry->error && S_ISDIR(entry->about.st_mode) : type == DT_DIR;
}

static FoundFile *visit_file(Walk *walk, Entry *entry) {
  if (!is_included(walk, FALSE) || is_left_out(walk, entry->name))
    return NULL;
  if (!entry->looked_at)
    look_at(walk, entry, 0);
  if (entry->error)
    return found_error(walk, walk->path->str, entry->error);
  return found(walk, &entry->about);
}

/* A file to report, or NULL where the entry was a folder (then pushed) or is not of interest. */
static FoundFile *visit(Walk *walk, const char *name, guchar type) {
  Entry entry = {.name = name};
  tell_type(walk, &entry, type);
  if (entry.is_folder && entry.is_link && !walk->start->rules->follow_links)
    return NULL;
  if (!is_wanted(walk, name, entry.is_folder))
    return NULL;
  return entry.is_folder ? enter(walk, name, entry.is_link) : visit_file(walk, &entry);
}

/* --- starting paths ---------------------------------------------------------------------------------------- */

/* Reads the patterns of the folder that is the first `prefix` bytes of the starting path. FALSE with errno and the
 * file's path where they cannot be known. */
static gboolean read_above(Walk *walk, gsize prefix, const uid_t *owner, char **failed) {
  Above above = {.prefix = prefix};
  g_autofree char *folder = g_strndup(walk->start->path, prefix);
  g_autofree char *file = g_strconcat(folder, FOLDER_RULES_NAME, NULL);
  if (!folder_read_rules(AT_FDCWD, file, owner, &above.ignore)) {
    *failed = g_steal_pointer(&file);
    return FALSE;
  }
  if (above.ignore)
    g_array_append_val(walk->above, above);
  return TRUE;
}

/* Reads what lies above the starting path, so that a part of an archive leaves out what the whole does. */
static gboolean read_all_above(Walk *walk, const uid_t *owner, char **failed) {
  const char *path = walk->start->path;
  for (const char *slash = path; slash && slash[1]; slash = strchr(slash + 1, '/'))
    if (!read_above(walk, (gsize)(slash - path) + 1, owner, failed))
      return FALSE;
  return TRUE;
}

static FoundFile *start_folder(Walk *walk, const struct stat *about) {
  g_autofree char *failed = NULL;
  const char *path = walk->start->path;
  walk->start_prefix = walk->path->len + (path[walk->path->len - 1] != '/');
  if (!read_all_above(walk, &about->st_uid, &failed))
    return found_unread_folder(walk, failed, errno);
  return enter(walk, path, FALSE);
}

/* What is given by name is taken even where it is hidden or folders' patterns leave it out, but not where those of the
 * command do. */
static FoundFile *start_file(Walk *walk, Entry *entry) {
  entry->name = strrchr(walk->start->path, '/') + 1;
  walk->start_prefix = (gsize)(entry->name - walk->start->path);
  if (ignore_match(walk->start->rules->exclude, entry->name, FALSE) == IGNORE_MATCH)
    return NULL;
  return visit_file(walk, entry);
}

/* Goes from the root to the starting path as a walk would: FALSE where it would not come there, or, with errno in
 * *error and the file in *failed, where that cannot be known. The folder of the path itself is left to who enters it.
 */
static gboolean is_on_the_way(Walk *walk, const Entry *entry, const uid_t *owner, char **failed, int *error) {
  const char *path = walk->start->path;
  for (const char *slash = path; slash; slash = strchr(slash + 1, '/')) {
    gsize prefix = (gsize)(slash - path) + 1;
    if (!read_above(walk, prefix, prefix < walk->start_prefix ? owner : NULL, failed)) {
      *error = errno;
      return FALSE;
    }
    if (prefix < walk->start_prefix)
      continue;
    const char *end = strchr(slash + 1, '/');
    gboolean is_folder = end != NULL || entry->is_folder;
    g_string_truncate(walk->path, 0);
    g_string_append_len(walk->path, path, end ? end - path : (gssize)strlen(path));
    if (!is_wanted(walk, walk->path->str + prefix, is_folder))
      return FALSE;
    walk->included |= is_folder && walk->start->rules->include && is_included(walk, TRUE);
  }
  return TRUE;
}

/* A starting path that is come to from a root. */
static FoundFile *start_below(Walk *walk) {
  const WalkRules *rules = walk->start->rules;
  const char *root = walk->start->root;
  struct stat about;
  if (stat(root, &about) != 0)
    return found_unread_folder(walk, walk->start->path, errno);
  Entry entry = {.name = strrchr(walk->start->path, '/') + 1};
  tell_type(walk, &entry, DT_UNKNOWN);
  walk->start_prefix = strlen(root) + (strcmp(root, "/") != 0);
  g_autofree char *failed = NULL;
  int error = 0;
  if (!is_on_the_way(walk, &entry, &about.st_uid, &failed, &error))
    return failed ? found_unread_folder(walk, failed, error) : NULL;
  if (!entry.is_folder)
    return visit_file(walk, &entry);
  if ((entry.is_link && !rules->follow_links) || (rules->one_file_system && entry.about.st_dev != about.st_dev))
    return NULL;
  return enter(walk, walk->start->path, entry.is_link);
}

static FoundFile *visit_start(Walk *walk) {
  walk->start = walk->starts->pdata[walk->next_start++];
  walk->included = FALSE;
  g_string_assign(walk->path, walk->start->path);
  g_array_set_size(walk->above, 0);
  g_hash_table_remove_all(walk->by_links);
  if (walk->start->root)
    return start_below(walk);
  Entry entry = {.name = walk->start->path};
  look_at(walk, &entry, 0);
  if (!entry.error && S_ISDIR(entry.about.st_mode))
    return start_folder(walk, &entry.about);
  return start_file(walk, &entry);
}

FoundFile *walk_next(Walk *walk) {
  for (;;) {
    FoundFile *file = NULL;
    Level *top = top_level(walk);
    if (top && top->next == top->folder.order->len) {
      g_array_set_size(walk->stack, walk->stack->len - 1);
    } else if (top) {
      guchar type;
      const char *name = folder_name(&top->folder, top->next++, &type);
      g_string_truncate(walk->path, top->prefix);
      g_string_append(walk->path, name);
      file = visit(walk, name, type);
    } else if (walk->next_start < walk->starts->len) {
      file = visit_start(walk);
    } else {
      return NULL;
    }
    if (file)
      return file;
  }
}
