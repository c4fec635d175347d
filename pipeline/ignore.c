/* gitignore patterns, cut into names when they are read: a path is matched name by name, with no more memory of where
 * to go back to than the last asterisk (of a name) and the last double one (of the path), so never in exponential time.
 */
#include "pipeline/ignore.h"

#include <string.h>

#define LEFT_OUT ((gunichar)-1) /* no character: the pattern is broken */

typedef struct {
  char *text;       /* its slashes turned into NULs */
  GPtrArray *names; /* char* in `text`: a pattern for one name, or ANY_FOLDERS */
  gboolean reversed, folders_only;
  gboolean anchored; /* for the whole path, else for its last name */
} Pattern;

struct Ignore {
  GPtrArray *patterns; /* Pattern* */
};

/* Stands for a name "**" in a pattern, known by its address. */
static char ANY_FOLDERS[] = "**";

static void pattern_free(Pattern *pattern) {
  g_ptr_array_unref(pattern->names);
  g_free(pattern->text);
  g_free(pattern);
}

void ignore_free(Ignore *ignore) {
  if (!ignore)
    return;
  g_ptr_array_unref(ignore->patterns);
  g_free(ignore);
}

/* --- one name ---------------------------------------------------------------------------------------------- */

/* The character at *text, which moves behind it; a byte that is not UTF-8 is a character above all of Unicode. */
static gunichar next_character(const char **text) {
  guchar first = (guchar) * *text;
  if (first < 0x80) {
    (*text)++;
    return first;
  }
  gunichar character = g_utf8_get_char_validated(*text, -1);
  if (character >= 0x110000) {
    (*text)++;
    return 0x110000 + first;
  }
  *text = g_utf8_next_char(*text);
  return character;
}

/* "alpha" of [:alpha:]. */
static gboolean is_in_class(const char *name, gsize length, gunichar character) {
  static const struct {
    const char *name;
    gboolean (*holds)(gunichar character);
  } classes[] = {{"alpha", g_unichar_isalpha}, {"digit", g_unichar_isdigit},  {"alnum", g_unichar_isalnum},
                 {"lower", g_unichar_islower}, {"upper", g_unichar_isupper},  {"space", g_unichar_isspace},
                 {"punct", g_unichar_ispunct}, {"print", g_unichar_isprint},  {"graph", g_unichar_isgraph},
                 {"cntrl", g_unichar_iscntrl}, {"xdigit", g_unichar_isxdigit}};
  for (gsize i = 0; i < G_N_ELEMENTS(classes); i++)
    if (strlen(classes[i].name) == length && strncmp(classes[i].name, name, length) == 0)
      return character < 0x110000 && classes[i].holds(character);
  return FALSE;
}

/* A character of a set, its backslash taken away; LEFT_OUT at the end of the text. */
static gunichar next_of_set(const char **at) {
  if (**at == '\\')
    (*at)++;
  return **at ? next_character(at) : LEFT_OUT;
}

/* One member of a set, "a", "a-z" or "[:digit:]": whether it holds the character. FALSE is returned where it is broken.
 */
static gboolean match_member(const char **at, gunichar character, gboolean *found) {
  const char *end = strncmp(*at, "[:", 2) == 0 ? *at + 2 : "";
  while (g_ascii_islower(*end))
    end++;
  if (strncmp(end, ":]", 2) == 0) {
    *found |= is_in_class(*at + 2, (gsize)(end - (*at + 2)), character);
    *at = end + 2;
    return TRUE;
  }
  gunichar low = next_of_set(at), high = low;
  if (low != LEFT_OUT && (*at)[0] == '-' && (*at)[1] && (*at)[1] != ']') {
    (*at)++;
    high = next_of_set(at);
  }
  *found |= character >= low && character <= high;
  return low != LEFT_OUT && high != LEFT_OUT;
}

/* A set, *at behind its "[": whether it holds the character; *at moves behind its "]". A set without one holds nothing.
 */
static gboolean match_set(const char **at, gunichar character) {
  gboolean other = **at == '!' || **at == '^', found = FALSE;
  if (other)
    (*at)++;
  gboolean first = TRUE; /* a "]" at the first place is a member */
  while (first || **at != ']') {
    first = FALSE;
    if (!**at || !match_member(at, character, &found))
      return FALSE;
  }
  (*at)++;
  return found != other;
}

/* What stands at *pattern, which is no asterisk, against one character; *pattern moves behind it where they match. */
static gboolean match_one(const char **pattern, gunichar character) {
  const char *at = *pattern;
  gboolean matched;
  if (*at == '?') {
    at++;
    matched = TRUE;
  } else if (*at == '[') {
    at++;
    matched = match_set(&at, character);
  } else {
    matched = *at && next_of_set(&at) == character;
  }
  if (matched)
    *pattern = at;
  return matched;
}

static gboolean match_name(const char *pattern, const char *name, gsize length) {
  const char *end = name + length;
  const char *behind_asterisk = NULL, *taken_up_to = NULL;
  while (name < end) {
    if (*pattern == '*') {
      behind_asterisk = ++pattern;
      taken_up_to = name;
      continue;
    }
    const char *next = name;
    gunichar character = next_character(&next);
    if (match_one(&pattern, character)) {
      name = next;
    } else if (behind_asterisk) {
      /* The last asterisk takes one character more. */
      next_character(&taken_up_to);
      name = taken_up_to;
      pattern = behind_asterisk;
    } else {
      return FALSE;
    }
  }
  while (*pattern == '*')
    pattern++;
  return !*pattern;
}

/* --- paths ------------------------------------------------------------------------------------------------- */

static const char *name_end(const char *path) {
  const char *end = strchr(path, '/');
  return end ? end : path + strlen(path);
}

static const char *behind_name(const char *path) {
  const char *end = name_end(path);
  return *end ? end + 1 : end;
}

/* The names of a pattern against those of a path, as match_name() does with characters. */
static gboolean match_path(const GPtrArray *names, const char *path) {
  guint at = 0, behind_any = 0;
  const char *taken_up_to = NULL;
  while (*path) {
    const char *pattern = at < names->len ? names->pdata[at] : NULL;
    if (pattern == ANY_FOLDERS) {
      behind_any = ++at;
      if (at == names->len)
        return TRUE; /* at the end it takes all that is left, but not nothing: the folder itself is not in the folder */
      taken_up_to = path;
    } else if (pattern && match_name(pattern, path, (gsize)(name_end(path) - path))) {
      path = behind_name(path);
      at++;
    } else if (taken_up_to) {
      taken_up_to = behind_name(taken_up_to);
      path = taken_up_to;
      at = behind_any;
    } else {
      return FALSE;
    }
  }
  return at == names->len;
}

static gboolean match_pattern(const Pattern *pattern, const char *path, const char *name, gboolean is_folder) {
  if (pattern->folders_only && !is_folder)
    return FALSE;
  if (pattern->anchored)
    return match_path(pattern->names, path);
  return match_name(pattern->names->pdata[0], name, strlen(name));
}

IgnoreVerdict ignore_match(const Ignore *ignore, const char *path, gboolean is_folder) {
  if (!ignore)
    return IGNORE_NO_MATCH;
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  for (guint i = ignore->patterns->len; i > 0; i--) {
    const Pattern *pattern = ignore->patterns->pdata[i - 1];
    if (match_pattern(pattern, path, name, is_folder))
      return pattern->reversed ? IGNORE_REVERSED : IGNORE_MATCH;
  }
  return IGNORE_NO_MATCH;
}

/* --- reading ----------------------------------------------------------------------------------------------- */

/* Takes away spaces at the end that no backslash protects. */
static void strip_spaces(char *line) {
  char *keep = line;
  for (char *p = line; *p; p++) {
    if (*p == '\\' && p[1])
      p++;
    else if (*p == ' ')
      continue;
    keep = p + 1;
  }
  *keep = '\0';
}

static void split_names(Pattern *pattern) {
  for (char *name = pattern->text; name;) {
    char *slash = strchr(name, '/');
    if (slash)
      *slash = '\0';
    g_ptr_array_add(pattern->names, strcmp(name, "**") == 0 ? ANY_FOLDERS : name);
    name = slash ? slash + 1 : NULL;
  }
}

static void add_pattern(Ignore *ignore, const char *line) {
  gboolean reversed = *line == '!';
  g_autofree char *text = g_strdup(line + reversed);
  strip_spaces(text);
  gsize length = strlen(text);
  gboolean folders_only = length > 0 && text[length - 1] == '/';
  if (folders_only)
    text[--length] = '\0';
  if (length == 0)
    return;
  Pattern *pattern = g_new0(Pattern, 1);
  pattern->names = g_ptr_array_new();
  pattern->reversed = reversed;
  pattern->folders_only = folders_only;
  pattern->anchored = strchr(text, '/') != NULL;
  pattern->text = g_strdup(*text == '/' ? text + 1 : text);
  split_names(pattern);
  g_ptr_array_add(ignore->patterns, pattern);
}

static Ignore *ignore_empty(void) {
  Ignore *ignore = g_new(Ignore, 1);
  ignore->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
  return ignore;
}

/* NULL is what says nothing. */
static Ignore *unless_empty(Ignore *ignore) {
  if (ignore->patterns->len > 0)
    return ignore;
  ignore_free(ignore);
  return NULL;
}

Ignore *ignore_parse(const char *text, gsize length) {
  Ignore *ignore = ignore_empty();
  const char *end = text + length;
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  while (text < end) {
    const char *line_end = memchr(text, '\n', (gsize)(end - text));
    gsize bytes = (gsize)((line_end ? line_end : end) - text);
    g_autofree char *line = g_strndup(text, bytes > 0 && text[bytes - 1] == '\r' ? bytes - 1 : bytes);
    if (*line != '#')
      add_pattern(ignore, line);
    text = line_end ? line_end + 1 : end;
  }
  return unless_empty(ignore);
}

Ignore *ignore_new(const char *const *patterns) {
  Ignore *ignore = ignore_empty();
  for (; patterns && *patterns; patterns++)
    add_pattern(ignore, *patterns);
  return unless_empty(ignore);
}
