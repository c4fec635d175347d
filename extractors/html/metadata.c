/* Metadata of a page, by Dublin Core term: <meta> of Dublin Core, Open Graph and HTML itself, <link>, lang, JSON-LD. */
#include "extractors/html/metadata.h"

#include "extractors/html/linked_data.h"
#include "extractors/metadata.h"
#include "language/normalise.h"

#include <string.h>

#define MAX_VALUE 4096

/* A name that pages use and the term it stands for; earlier lines win over later ones of the same term. */
static const struct {
  const char *name;
  const char *term;
} names[] = {
    {"og:title", "title"},
    {"dc.title", "title"},
    {"dcterms.title", "title"},
    {"headline", "title"}, /* schema.org, in JSON-LD or as itemprop */
    {"description", "description"},
    {"dc.description", "description"},
    {"dcterms.description", "description"},
    {"dcterms.abstract", "description"},
    {"og:description", "description"},
    {"dc.publisher", "publisher"},
    {"dcterms.publisher", "publisher"},
    {"publisher", "publisher"},
    {"og:site_name", "publisher"},
    {"article:published_time", "issued"},
    {"dcterms.issued", "issued"},
    {"dc.date.issued", "issued"},
    {"dc.date.published", "issued"},
    {"datepublished", "issued"}, /* schema.org, in JSON-LD or as a <meta> */
    {"pubdate", "issued"},
    {"dateposted", "issued"},
    {"dcterms.date", "issued"},
    {"dc.date", "issued"},
    {"date", "issued"},
    {"dcterms.created", "created"},
    {"dc.date.created", "created"},
    {"datecreated", "created"},
    {"article:modified_time", "modified"},
    {"og:updated_time", "modified"},
    {"dcterms.modified", "modified"},
    {"dc.date.modified", "modified"},
    {"datemodified", "modified"},
    {"last-modified", "modified"},
    {"revised", "modified"},
    {"dc.creator", "creator"},
    {"dcterms.creator", "creator"},
    {"dc.author", "creator"},
    {"author", "creator"},
    {"article:author", "creator"},
    {"dc.subject", "subject"},
    {"dcterms.subject", "subject"},
    {"keywords", "subject"},
    {"dc.language", "language"},
    {"dcterms.language", "language"},
    {"og:locale", "language"},
    {"language", "language"},
    {"inlanguage", "language"},
    {"startdate", "temporal"},
    {"location", "spatial"},
    {"organizer", "organiser"},
};

typedef struct {
  char *values[G_N_ELEMENTS(names)]; /* first value of each name */
  char *title;                       /* <title> */
  char *language;                    /* <html lang> */
  char *canonical;
  char *shared; /* og:url, which is canonical, too (ogp.me), but more often wrong */
} Found;

static void found_clear(Found *found) {
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
    g_free(found->values[i]);
  g_free(found->title);
  g_free(found->language);
  g_free(found->canonical);
  g_free(found->shared);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Found, found_clear)

/* One line without surrounding or doubled white space, whole letters, at most MAX_VALUE bytes; NULL for nothing. */
static char *tidy(const char *value, gsize length) {
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < length && out->len < MAX_VALUE; i++) {
    if (!g_ascii_isspace(value[i]))
      g_string_append_c(out, value[i]);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  const char *end;
  g_utf8_validate_len(out->str, out->len, &end);
  g_string_truncate(out, (gsize)(end - out->str));
  g_strchomp(out->str);
  if (!*out->str) {
    g_string_free(out, TRUE);
    return NULL;
  }
  return g_string_free(out, FALSE);
}

/* Content systems put escaped HTML into descriptions: "&lt;p&gt;Om kommunen&lt;/p&gt;" after parsing. */
static char *without_markup(char *value) {
  if (!value || !(strstr(value, "&lt;") || strchr(value, '<')))
    return value;
  g_autofree char *text = value;
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p;) {
    const char *close = g_str_has_prefix(p, "&lt;") ? strstr(p, "&gt;") : NULL;
    if (close) {
      p = close + 4;
    } else if (*p == '<' && (close = strchr(p, '>'))) {
      p = close + 1;
    } else {
      g_string_append_c(out, *p++);
      continue;
    }
    g_string_append_c(out, ' ');
  }
  char *plain = tidy(out->str, out->len);
  g_string_free(out, TRUE);
  return plain;
}

static void note(Found *found, const char *name, const char *value, gsize length) {
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    if (g_ascii_strcasecmp(name, names[i].name) != 0 || found->values[i])
      continue;
    found->values[i] = without_markup(tidy(value, length));
    return;
  }
}

static void note_meta(Found *found, const xmlNode *node) {
  static const char *const attributes[] = {"name", "property", "itemprop"};
  const char *content = html_attribute(node, "content"), *address = html_attribute(node, "property");
  if (content && address && !found->shared && g_ascii_strcasecmp(address, "og:url") == 0)
    found->shared = tidy(content, strlen(content));
  for (gsize i = 0; content && i < G_N_ELEMENTS(attributes); i++) {
    const char *name = html_attribute(node, attributes[i]);
    if (name && *name)
      note(found, name, content, strlen(content));
  }
}

/* The dates that a page shows in marked-up form: schema.org's, HTML5's first pubdate. Teasers have dates, too, but
 * stand in furniture as a rule. */
static void note_time(Found *found, xmlNode *node) {
  const char *property = html_attribute(node, "itemprop"), *date = html_attribute(node, "datetime");
  if (property && date && html_is_kept(html_element(node)))
    note(found, property, date, strlen(date));
}

static void note_element(Found *found, xmlNode *node) {
  switch (html_element(node)->element) {
  case HTML_meta:
    note_meta(found, node);
    break;
  case HTML_time:
    note_time(found, node);
    break;
  case HTML_title:
    if (!found->title) {
      g_autofree char *text = html_inline_text(node, TRUE);
      found->title = tidy(text, strlen(text));
    }
    break;
  case HTML_html: {
    const char *language = html_attribute(node, "lang");
    if (!language)
      language = html_attribute(node, "xml:lang");
    if (language && !found->language)
      found->language = tidy(language, strlen(language));
    break;
  }
  case HTML_link: {
    const char *href = html_attribute(node, "href");
    if (href && !found->canonical && html_attribute_has_word(node, "rel", "canonical"))
      found->canonical = tidy(href, strlen(href));
    break;
  }
  default:
    break;
  }
}

static void note_tree(Found *found, xmlDoc *tree) {
  HtmlWalk walk;
  html_walk_init(&walk, xmlDocGetRootElement(tree));
  while (html_walk_next(&walk)) {
    if (walk.leaving || walk.node->type != XML_ELEMENT_NODE)
      continue;
    note_element(found, walk.node);
    if (html_element(walk.node)->element == HTML_svg) /* has titles of its own */
      html_walk_skip(&walk);
  }
}

static gboolean is_address(const char *value) {
  return g_ascii_strncasecmp(value, "http://", 7) == 0 || g_ascii_strncasecmp(value, "https://", 8) == 0;
}

typedef struct {
  Found *found;
  Document *document;
} LinkedData;

static void note_linked_data(const char *name, const char *value, gpointer data) {
  const LinkedData *linked = data;
  if (strcmp(name, "author") == 0) {
    g_autofree char *author = is_address(value) ? NULL : tidy(value, strlen(value));
    metadata_add_authors(linked->document, author);
  } else {
    note(linked->found, name, value, strlen(value));
  }
}

/* "Fri, 22 Aug 2008 12:49:33 GMT" (RFC 9110 section 5.6.7) -> "2008-08-22"; other forms stay. Takes and returns. */
static char *date_to_iso(char *value) {
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const char *comma = strchr(value, ',');
  if (!comma || comma - value != 3)
    return value;
  char *end;
  guint64 day = g_ascii_strtoull(comma + 1, &end, 10);
  if (*end++ != ' ' || strlen(end) < 8 || end[3] != ' ')
    return value;
  char name[4] = {end[0], end[1], end[2], '\0'};
  const char *month = strstr(months, name);
  guint64 year = g_ascii_strtoull(end + 4, NULL, 10);
  if (!month || (month - months) % 3 || day < 1 || day > 31 || year < 1900 || year > 2200)
    return value;
  g_free(value);
  return g_strdup_printf("%04u-%02u-%02u", (guint)year, (guint)(month - months) / 3 + 1, (guint)day);
}

static gboolean is_date_term(const char *term) {
  return strcmp(term, "issued") == 0 || strcmp(term, "modified") == 0 || strcmp(term, "created") == 0;
}

static const char *first_heading(const Document *document) {
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    if (unit->heading && *unit->heading)
      return unit->heading;
  }
  return NULL;
}

/* The first h1 of the content: caller frees. NULL where there is none. */
static char *page_heading(xmlDoc *tree) {
  HtmlWalk walk;
  html_walk_init(&walk, xmlDocGetRootElement(tree));
  while (html_walk_next(&walk)) {
    const HtmlNode *n = html_node(walk.node);
    if (!n || walk.leaving)
      continue;
    if (n->element == HTML_h1 && n->verdict == HTML_KEPT && n->text > 0) {
      g_autofree char *text = html_inline_text(walk.node, FALSE);
      char *heading = normalise_line(text, -1);
      if (*heading)
        return heading;
      g_free(heading);
    }
    if (!html_is_kept(n))
      html_walk_skip(&walk);
  }
  return NULL;
}

/* Whether heading and title have a word of four letters or more in common. */
static gboolean share_word(const char *title, const char *heading) {
  g_autofree char *a = g_utf8_casefold(title, -1), *b = g_utf8_casefold(heading, -1);
  g_auto(GStrv) words = g_strsplit_set(b, " ,.;:!?-/()\"|", 100);
  for (char **word = words; *word; word++)
    if (g_utf8_strlen(*word, -1) >= 4 && strstr(a, *word))
      return TRUE;
  return FALSE;
}

/* "Verket | Tema: Skogsbrand" ends with "Skogsbrand" as a part of its own. */
static gboolean is_last_part(const char *title, const char *heading) {
  gsize front = strlen(title) - MIN(strlen(title), strlen(heading));
  return front >= 2 && g_str_has_suffix(title, heading) && title[front - 1] == ' ' && strchr(":|-", title[front - 2]);
}

/* Cuts the site's name off "Vatten - Exempelby kommun": what follows a separator, where the heading begins with the
 * front or the rest is the publisher. A title that holds a heading of several words whole
 * gives way to it: what is around it ("Seminar: ... | Vannforum") tells of the site. Takes and returns. */
static char *cut_site_name(char *title, const char *heading, const char *site) {
  static const char *const separators[] = {" - ", " | ", " – ", " — ", " · ", " :: ", " » "};
  if (heading && (strchr(heading, ' ') ? strstr(title, heading) != NULL : is_last_part(title, heading))) {
    g_free(title);
    return g_strdup(heading);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(separators); i++) {
    for (char *p = strstr(title, separators[i]); p; p = strstr(p + 1, separators[i])) {
      gsize front = (gsize)(p - title);
      gboolean is_heading = heading && front >= 4 && strncmp(heading, title, front) == 0;
      if (is_heading || (site && strcmp(p + strlen(separators[i]), site) == 0)) {
        *p = '\0';
        return title;
      }
    }
  }
  return title;
}

/* Whether a declared title is but the end of the longer <title>, behind a separator: then it is the site's name. */
static gboolean is_site_name(const char *declared, const char *title) {
  if (!declared || !title || !g_str_has_suffix(title, declared) || strlen(title) < strlen(declared) + 4)
    return FALSE;
  gsize front = strlen(title) - strlen(declared);
  return title[front - 1] == ' ' && strchr("-|:\xBB\xB7\x93\x94", title[front - 2]) != NULL;
}

/* The heading where it says the same and more: "Ansatte" of a <title>, "Ansatte i enhet for plan og miljø" of the h1.
 */
static gboolean says_more(const char *heading, const char *title) {
  return heading && title && strlen(heading) > strlen(title) && strlen(title) >= 4 && strstr(heading, title);
}

static void set_title(Document *document, xmlDoc *tree, Found *found) {
  g_autofree char *h1 = page_heading(tree);
  const char *heading = h1 ? h1 : first_heading(document);
  const char *site = g_hash_table_lookup(document->metadata, "publisher");
  g_autofree char *site_title = g_strdup(found->title);
  if (found->title)
    found->title = cut_site_name(found->title, heading, site);
  const char *declared = g_hash_table_lookup(document->metadata, "title");
  if (is_site_name(declared, site_title))
    declared = NULL;
  if (says_more(h1, found->title))
    metadata_set_title(document, h1);
  metadata_set_title(document, declared);
  /* a <title> that has no word of the h1 is the site's name on every page */
  if (!heading || (found->title && share_word(found->title, heading)))
    metadata_set_title(document, found->title);
  metadata_set_title(document, heading);
  if (document->title)
    document->title = cut_site_name(document->title, heading, site);
  g_hash_table_remove(document->metadata, "title");
  /* The <title> whole may name the genre or the work of which the page is a part: "Ansvar - Vägledning - Verket". */
  if (site_title && g_strcmp0(site_title, document->title) != 0)
    metadata_set(document, "alternative", site_title);
}

void html_add_metadata(Document *document, xmlDoc *tree, const char *linked_data) {
  g_auto(Found) found = {0};
  if (!xmlDocGetRootElement(tree))
    return;
  note_tree(&found, tree);
  html_linked_data_read(linked_data, note_linked_data, &(LinkedData){&found, document});
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    const char *term = names[i].term;
    char *value = g_steal_pointer(&found.values[i]);
    gboolean is_creator = value && strcmp(term, "creator") == 0 && !is_address(value);
    if (is_creator)
      metadata_add_authors(document, value);
    if (!value || g_hash_table_contains(document->metadata, term) || (strcmp(term, "creator") == 0 && !is_creator))
      g_free(value);
    else
      g_hash_table_insert(document->metadata, g_strdup(term), is_date_term(term) ? date_to_iso(value) : value);
  }
  if (found.language)
    g_hash_table_replace(document->metadata, g_strdup("language"), g_steal_pointer(&found.language));
  if (found.canonical && is_address(found.canonical))
    document->url = g_steal_pointer(&found.canonical);
  else if (found.shared && is_address(found.shared))
    document->url = g_steal_pointer(&found.shared);
  set_title(document, tree, &found);
}
