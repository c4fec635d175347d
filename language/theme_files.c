/* Reading the schemes of themes. */
#include "language/knowledge.h"
#include "language/themes.h"

#include <string.h>

#define OURS "urn:x-nordsok:"

typedef void (*StatementFunc)(const char *subject, const char *property, const char *object, gpointer data);

typedef struct {
  const char *file;
  char *subject; /* NULL between blocks */
  StatementFunc func;
  gpointer data;
} FileReader;

static G_GNUC_NORETURN void refuse(const FileReader *reader, guint number, const char *why) {
  g_error("%s:%u: %s", reader->file, number, why);
}

/* Cuts " ;" or " ." off the line. TRUE where the block goes on. */
static gboolean cut_end(const FileReader *reader, char *line, guint number) {
  gsize length = strlen(line);
  if (length < 3 || line[length - 2] != ' ' || !strchr(";.", line[length - 1]))
    refuse(reader, number, "a line ends in ' ;' or ' .'");
  gboolean more = line[length - 1] == ';';
  line[length - 2] = '\0';
  return more;
}

/* "LABEL"@xx, ...: one statement each. */
static void read_labels(const FileReader *reader, char *text, guint number, const char *property) {
  for (char *p = text; *p;) {
    char *end = *p == '"' ? strchr(p + 1, '"') : NULL;
    if (!end || end[1] != '@' || !g_ascii_islower(end[2]) || !g_ascii_islower(end[3]) || memchr(p, '\\', end - p))
      refuse(reader, number, "a label is \"...\"@xx");
    g_autofree char *label = g_strdup_printf("%.*s@%.2s", (int)(end - p - 1), p + 1, end + 2);
    reader->func(reader->subject, property, label, reader->data);
    p = end + 4;
    if (g_str_has_prefix(p, ", ") && p[2])
      p += 2;
    else if (*p)
      refuse(reader, number, "labels are parted by ', '");
  }
}

static char *cut_iri(const FileReader *reader, const char *text, gsize length, guint number) {
  if (length < 3 || text[0] != '<' || text[length - 1] != '>' || memchr(text, ' ', length))
    refuse(reader, number, "an IRI is <...>");
  gsize skip = g_str_has_prefix(text + 1, OURS) ? strlen(OURS) : 0;
  return g_strndup(text + 1 + skip, length - 2 - skip);
}

static void read_subject(FileReader *reader, char *line, guint number) {
  char *kind = strstr(line, " a skos:");
  if (!kind || reader->subject)
    refuse(reader, number, "a block begins with '<IRI> a skos:...'");
  gboolean more = cut_end(reader, line, number);
  reader->subject = cut_iri(reader, line, (gsize)(kind - line), number);
  reader->func(reader->subject, "a", kind + strlen(" a skos:"), reader->data);
  if (!more)
    g_clear_pointer(&reader->subject, g_free);
}

static void read_line(char *line, guint number, gpointer data) {
  FileReader *reader = data;
  if (g_str_has_prefix(line, "@prefix skos: "))
    return;
  if (!g_str_has_prefix(line, "  skos:")) {
    read_subject(reader, line, number);
    return;
  }
  if (!reader->subject)
    refuse(reader, number, "a property stands in a block");
  gboolean more = cut_end(reader, line, number);
  char *property = line + strlen("  skos:"), *object = strchr(property, ' ');
  if (!object)
    refuse(reader, number, "a property has an object");
  *object++ = '\0';
  if (g_str_has_suffix(property, "Label")) {
    read_labels(reader, object, number, property);
  } else {
    g_autofree char *iri = cut_iri(reader, object, strlen(object), number);
    reader->func(reader->subject, property, iri, reader->data);
  }
  if (!more)
    g_clear_pointer(&reader->subject, g_free);
}

void themes_each_statement(const char *file, StatementFunc func, gpointer data) {
  FileReader reader = {file, NULL, func, data};
  knowledge_each_numbered_line(file, read_line, &reader);
  if (reader.subject)
    refuse(&reader, 0, "the last block does not end");
}

/* --- themes ----------------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray *themes;
  GHashTable *by_id;
  Theme *current;
} Themes;

static void begin_theme(Themes *all, const char *id) {
  Theme *theme = g_new0(Theme, 1);
  const char *colon = strchr(id, ':');
  theme->id = g_strdup(id);
  theme->scheme = colon ? g_strndup(id, (gsize)(colon - id)) : g_strdup(id);
  theme->number = all->themes->len;
  theme->labels = g_array_new(FALSE, TRUE, sizeof(ThemeLabel));
  theme->related = g_ptr_array_new();
  g_ptr_array_add(all->themes, theme);
  g_hash_table_insert(all->by_id, theme->id, theme);
  all->current = theme;
}

static void add_statement(const char *subject, const char *property, const char *object, gpointer data) {
  Themes *all = data;
  if (strcmp(property, "a") == 0) {
    all->current = NULL;
    if (strcmp(object, "Concept") == 0)
      begin_theme(all, subject);
  } else if (all->current && g_str_has_suffix(property, "Label")) {
    ThemeLabel label = {.hidden = strcmp(property, "hiddenLabel") == 0,
                        .preferred = strcmp(property, "prefLabel") == 0};
    const char *at = strrchr(object, '@');
    label.text = g_strndup(object, (gsize)(at - object));
    g_strlcpy(label.language, at + 1, sizeof label.language);
    g_array_append_val(all->current->labels, label);
  } else if (all->current && strcmp(property, "related") == 0) {
    g_ptr_array_add(all->current->related, g_strdup(object));
  }
}

static gpointer load(gpointer data) {
  static const char *const files[] = {"themes/livskraftige.ttl", "themes/miljomal.ttl", "themes/network.ttl",
                                      "themes/practice.ttl", "themes/sdg.ttl"};
  Themes *all = g_new0(Themes, 1);
  all->themes = g_ptr_array_new();
  all->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
    themes_each_statement(files[i], add_statement, all);
  return all;
}

static const Themes *get_all(void) {
  static GOnce once = G_ONCE_INIT;
  return g_once(&once, load, NULL);
}

const GPtrArray *themes_all(void) {
  return get_all()->themes;
}

const Theme *themes_find(const char *id) {
  return g_hash_table_lookup(get_all()->by_id, id);
}

const char *theme_get_label(const Theme *theme, const char *language) {
  const char *swedish = NULL, *first = theme->id;
  for (guint i = 0; i < theme->labels->len; i++) {
    const ThemeLabel *label = &g_array_index(theme->labels, ThemeLabel, i);
    if (!label->preferred)
      continue;
    if (g_strcmp0(label->language, language) == 0)
      return label->text;
    if (strcmp(label->language, "sv") == 0)
      swedish = label->text;
    if (first == theme->id)
      first = label->text;
  }
  return swedish ? swedish : first;
}
