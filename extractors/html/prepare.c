/* The rewriting of a page before it is parsed; see prepare.h for why. */
#include "extractors/html/prepare.h"

#include "extractors/html/elements.h"
#include "extractors/html/linked_data.h"
#include "extractors/html/references.h"
#include "extractors/html/scan.h"

#include <string.h>

#define MAX_TEXT_PIECE (4u * 1024 * 1024)
#define MAX_VALUE (64u * 1024)
#define MAX_NAME 32
#define MAX_LINKED_DATA (256u * 1024)

/* The attributes that the extractor reads. */
static const char *const kept_attributes[] = {
    "alt", "aria-controls", "aria-expanded", "aria-hidden", "aria-level", "class", "content", "datetime",
    "for", "hidden",        "href",          "id",          "itemprop",   "lang",  "name",    "property",
    "rel", "role",          "start",         "style",       "title",      "type",  "xml:lang"};

typedef struct {
  HtmlPrepared *out;
  HtmlFlatten flatten;
  gboolean xml; /* an XML declaration was met: <script/> has no text */
  guint nodes;
  gboolean preformatted, code; /* inside <pre>, <code> */
  gboolean inner;              /* inside a page that an attribute holds */
  GString *scratch;
  gsize piece; /* bytes of text since the last tag written */
} Preparation;

/* Its place in kept_attributes, or -1. */
static int kept_attribute(const HtmlAttribute *attribute) {
  for (gsize i = 0; i < G_N_ELEMENTS(kept_attributes); i++)
    if (attribute->name_length > 0 && g_ascii_tolower(*attribute->name) == *kept_attributes[i] &&
        html_name_is(attribute->name, attribute->name_length, kept_attributes[i]))
      return (int)i;
  return -1;
}

/* Writes text with the control characters that libxml2 calls invalid as spaces, and CR as LF. */
static void append_clean(GString *out, const char *text, gsize length) {
  const char *end = text + length, *from = text;
  for (const char *p = text; p < end; p++) {
    if ((guchar)*p >= 0x20 || *p == '\n' || *p == '\t')
      continue;
    g_string_append_len(out, from, p - from);
    if (*p == '\r' && !(p + 1 < end && p[1] == '\n'))
      g_string_append_c(out, '\n');
    else if (*p != '\r')
      g_string_append_c(out, ' ');
    from = p + 1;
  }
  g_string_append_len(out, from, end - from);
}

/* Appends characters that libxml2 is to read as they are. */
static void append_literal(GString *out, const char *text, gsize length) {
  for (const char *p = text, *end = text + length; p < end;) {
    const char *mark = p;
    while (mark < end && *mark != '<' && *mark != '"' && *mark != '&')
      mark++;
    append_clean(out, p, (gsize)(mark - p));
    if (mark < end) {
      gboolean plain = *mark == '&' && !(mark + 1 < end && (g_ascii_isalnum(mark[1]) || mark[1] == '#'));
      g_string_append(out, plain ? "&" : *mark == '&' ? "&amp;" : *mark == '<' ? "&lt;" : "&quot;");
    }
    p = mark + 1;
  }
}

/* The text with its references resolved: itself where it has none, else in `scratch`. */
static const char *resolve(Preparation *p, const char *text, gsize *length, HtmlReferencePlace place) {
  if (!memchr(text, '&', *length))
    return text;
  g_string_truncate(p->scratch, 0);
  html_references_resolve(p->scratch, text, *length, place);
  *length = p->scratch->len;
  return p->scratch->str;
}

static void append_value(Preparation *p, const char *value, gsize length) {
  if (length > MAX_VALUE) {
    /* no text is this long; whole letters only */
    length = MAX_VALUE;
    while (length > 0 && ((guchar)value[length] & 0xC0) == 0x80)
      length--;
  }
  value = resolve(p, value, &length, HTML_REFERENCE_ATTRIBUTE);
  append_literal(p->out->markup, value, length);
}

/* Titles of links and images are many, and only those of abbreviations are read. */
static gboolean is_read(int kept, HtmlElement element) {
  return strcmp(kept_attributes[kept], "title") != 0 || element == HTML_abbr || element == HTML_acronym;
}

/* Each attribute at most once (the first counts, section 13.2.5.33), so that no tag holds more than the list is long.
 */
static void append_attributes(Preparation *p, const HtmlToken *token, HtmlElement element) {
  GString *out = p->out->markup;
  const char *bytes = token->attributes;
  gsize length = token->attributes_length;
  guint32 seen = 0;
  G_STATIC_ASSERT(G_N_ELEMENTS(kept_attributes) <= 32);
  HtmlAttribute attribute;
  while (html_attribute_next(&bytes, &length, &attribute)) {
    int kept = kept_attribute(&attribute);
    if (kept < 0 || seen & 1u << kept || !is_read(kept, element))
      continue;
    seen |= 1u << kept;
    p->nodes += 2;
    g_string_append_c(out, ' ');
    g_string_append(out, kept_attributes[kept]);
    g_string_append(out, "=\"");
    append_value(p, attribute.value, attribute.value_length);
    g_string_append_c(out, '"');
  }
}

/* A tag's name in lower case, without the length that no element has. */
typedef struct {
  char name[MAX_NAME + 1]; /* "" where it is longer, or holds what no element's name holds: "o:p" */
  gsize length;
  HtmlElement element;
} TagName;

static void read_name(const HtmlToken *token, TagName *tag) {
  *tag = (TagName){.element = HTML_UNKNOWN};
  if (token->name_length > MAX_NAME)
    return;
  for (gsize i = 0; i < token->name_length; i++) {
    char c = g_ascii_tolower(token->name[i]);
    if (!g_ascii_isalnum(c) && c != '-')
      return;
    tag->name[i] = c;
  }
  tag->length = token->name_length;
  tag->element = html_element_from_name(tag->name, tag->length);
}

/* The name that the tag is written under; NULL where the tag is dropped and its text stays. */
static const char *written_name(const Preparation *p, const TagName *tag) {
  guint flags = html_element_flags(tag->element);
  if (tag->length == 0)
    return NULL;
  if (p->flatten == HTML_FLATTEN_NONE)
    return tag->name;
  if (tag->element == HTML_UNKNOWN || flags & HTML_PHRASE)
    return NULL;
  if (p->flatten == HTML_FLATTEN_PHRASES)
    return tag->name;
  if (html_heading_level(tag->element) || flags & HTML_NO_TEXT || tag->element == HTML_a || tag->element == HTML_br ||
      tag->element == HTML_html || tag->element == HTML_body)
    return tag->name;
  return flags & HTML_BLOCK ? "p" : NULL;
}

/* The indentation between tags, which no one sees, is a good part of many a page. */
static gboolean is_indentation(const Preparation *p, const char *text, gsize length) {
  gsize i = 0;
  while (i < length && g_ascii_isspace(text[i]))
    i++;
  return i == length && !p->preformatted;
}

static void write_text(Preparation *p, HtmlTokenType type, const char *text, gsize length) {
  GString *out = p->out->markup;
  if (is_indentation(p, text, length)) {
    p->nodes += p->piece == 0;
    g_string_append_c(out, '\n');
    p->piece++;
    return;
  }
  p->nodes += p->piece == 0;
  if (type == HTML_TOKEN_TEXT)
    text = resolve(p, text, &length, p->preformatted || p->code ? HTML_REFERENCE_CODE : HTML_REFERENCE_TEXT);
  while (length > 0) {
    gsize room = p->piece < MAX_TEXT_PIECE ? MAX_TEXT_PIECE - p->piece : 0;
    gsize n = MIN(length, room);
    while (n > 0 && n < length && ((guchar)text[n] & 0xC0) == 0x80)
      n--;
    append_literal(out, text, n);
    text += n;
    length -= n;
    p->piece += n;
    if (length > 0) {
      g_string_append(out, "<br>");
      p->piece = 0;
    }
  }
}

static gboolean count_tag(Preparation *p) {
  if (p->nodes >= HTML_MAX_NODES) {
    p->out->cut = TRUE;
    return FALSE;
  }
  p->nodes++;
  p->piece = 0;
  return TRUE;
}

static gboolean is_linked_data(const HtmlToken *token) {
  const char *bytes = token->attributes;
  gsize length = token->attributes_length;
  HtmlAttribute attribute;
  while (html_attribute_next(&bytes, &length, &attribute))
    if (html_name_is(attribute.name, attribute.name_length, "type"))
      return html_name_is(attribute.value, attribute.value_length, "application/ld+json");
  return FALSE;
}

/* Elements whose text is not markup and not read either (section 13.2.5.2 on raw text). */
static gboolean is_raw(HtmlElement element) {
  return element == HTML_script || element == HTML_style || element == HTML_textarea || element == HTML_iframe ||
         element == HTML_noembed;
}

static void skip_raw(Preparation *p, HtmlScanner *scanner, const HtmlToken *token, const TagName *tag) {
  if (p->xml && token->self_closing)
    return;
  const char *text;
  gsize length;
  html_scanner_skip_raw(scanner, tag->name, &text, &length);
  if (tag->element == HTML_script && is_linked_data(token) && p->out->linked_data->len + length < MAX_LINKED_DATA) {
    g_string_append_len(p->out->linked_data, text, (gssize)length);
    g_string_append_c(p->out->linked_data, HTML_LINKED_DATA_SEPARATOR);
  }
  /* the end tag that follows has nothing to close any more */
  HtmlToken end;
  HtmlScanner ahead = *scanner;
  if (html_scanner_next(&ahead, &end) && end.type == HTML_TOKEN_END)
    *scanner = ahead;
}

static void write_tag(Preparation *p, const HtmlToken *token, const TagName *tag) {
  GString *out = p->out->markup;
  const char *name = written_name(p, tag);
  if (!name) {
    if (html_element_flags(tag->element) & HTML_CONTROL)
      g_string_append_c(out, ' ');
    return;
  }
  if (!count_tag(p))
    return;
  if (tag->element == HTML_pre)
    p->preformatted = token->type == HTML_TOKEN_START;
  if (tag->element == HTML_code)
    p->code = token->type == HTML_TOKEN_START;
  g_string_append(out, token->type == HTML_TOKEN_END ? "</" : "<");
  g_string_append(out, name);
  if (token->type == HTML_TOKEN_START) {
    append_attributes(p, token, tag->element);
    if (token->self_closing)
      g_string_append(out, " /");
  }
  g_string_append_c(out, '>');
}

static void write_page(Preparation *p, const char *text, gsize length);

/* An inner page that stands in an attribute (section 4.8.5) is text of this one, unless it stands in such a page
 * itself. */
static void write_inner_page(Preparation *p, const HtmlToken *token) {
  const char *bytes = token->attributes;
  gsize length = token->attributes_length;
  HtmlAttribute attribute;
  while (!p->inner && html_attribute_next(&bytes, &length, &attribute)) {
    if (!html_name_is(attribute.name, attribute.name_length, "srcdoc"))
      continue;
    g_autoptr(GString) page = g_string_new(NULL);
    html_references_resolve(page, attribute.value, attribute.value_length, HTML_REFERENCE_ATTRIBUTE);
    p->inner = TRUE;
    g_string_append(p->out->markup, "<div>");
    write_page(p, page->str, page->len);
    g_string_append(p->out->markup, "</div>");
    p->inner = FALSE;
    return;
  }
}

static void take_tag(Preparation *p, HtmlScanner *scanner, const HtmlToken *token) {
  TagName tag;
  read_name(token, &tag);
  if (token->type == HTML_TOKEN_START && tag.element == HTML_iframe)
    write_inner_page(p, token);
  if (token->type == HTML_TOKEN_START && is_raw(tag.element))
    skip_raw(p, scanner, token, &tag);
  else
    write_tag(p, token, &tag);
}

static void write_page(Preparation *p, const char *text, gsize length) {
  HtmlScanner scanner;
  HtmlToken token;
  html_scanner_init(&scanner, text, length);
  while (!p->out->cut && html_scanner_next(&scanner, &token)) {
    switch (token.type) {
    case HTML_TOKEN_START:
    case HTML_TOKEN_END:
      take_tag(p, &scanner, &token);
      break;
    case HTML_TOKEN_TEXT:
    case HTML_TOKEN_CDATA:
      write_text(p, token.type, token.start, token.length);
      break;
    case HTML_TOKEN_PI:
      p->xml = p->xml || html_name_is(token.name, token.name_length, "xml");
      break;
    case HTML_TOKEN_COMMENT:
    case HTML_TOKEN_DOCTYPE:
      break;
    }
  }
}

void html_prepare(const char *text, gsize length, HtmlFlatten flatten, HtmlPrepared *prepared) {
  *prepared = (HtmlPrepared){.markup = g_string_sized_new(length / 2 + 64), .linked_data = g_string_new(NULL)};
  g_autoptr(GString) scratch = g_string_new(NULL);
  Preparation p = {.out = prepared, .flatten = flatten, .scratch = scratch};
  write_page(&p, text, length);
}

void html_prepared_clear(HtmlPrepared *prepared) {
  if (prepared->markup)
    g_string_free(prepared->markup, TRUE);
  if (prepared->linked_data)
    g_string_free(prepared->linked_data, TRUE);
  *prepared = (HtmlPrepared){0};
}
