/* Recognition of HTML by content, and the prescan for the declared character set (HTML Living Standard 13.2.3.2). */
#include "extractors/html/recognise.h"

#include "extractors/html/elements.h"
#include "extractors/html/scan.h"

#include <string.h>

/* UTF-16 without a mark is recognised by its zeros: markup is ASCII for the most part. 'L', 'B' or 0. */
static char utf16_order(const guint8 *head, gsize length) {
  if (length >= 2 && head[0] == 0xFF && head[1] == 0xFE)
    return 'L';
  if (length >= 2 && head[0] == 0xFE && head[1] == 0xFF)
    return 'B';
  gsize even = 0, odd = 0, pairs = MIN(length, 512) / 2;
  for (gsize i = 0; i < pairs; i++) {
    even += head[2 * i] == 0;
    odd += head[2 * i + 1] == 0;
  }
  if (pairs >= 8 && odd > pairs * 3 / 4 && even == 0)
    return 'L';
  return pairs >= 8 && even > pairs * 3 / 4 && odd == 0 ? 'B' : 0;
}

/* UTF-16 as bytes that the scanner can read: what is not ASCII becomes '?'. Caller frees. */
static char *narrow(const guint8 *head, gsize length, char order, gsize *out_length) {
  gsize n = length / 2;
  char *bytes = g_malloc(n + 1);
  for (gsize i = 0; i < n; i++) {
    guint8 low = head[2 * i + (order == 'B')], high = head[2 * i + (order == 'L')];
    bytes[i] = high == 0 && low != 0 && low < 0x80 ? (char)low : ' ';
  }
  *out_length = n;
  return bytes;
}

/* A binary file shows NUL and other control characters soon; text in any ASCII-compatible set does not. */
#define STRAY_CONTROLS 2 /* of a page that something went through are no reason to refuse it */

static gboolean is_binary(const char *bytes, gsize length) {
  gsize controls = 0;
  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar)bytes[i];
    controls += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A && c != 0x1B;
  }
  return controls > STRAY_CONTROLS && controls * 200 > length;
}

/* What the head is made of. */
typedef struct {
  gboolean doctype, other_doctype;
  gboolean xml;
  gboolean html_first;  /* the first tag is <html> */
  gboolean known_first; /* the first tag is some HTML element */
  gboolean page;        /* <html>, <head>, <body>, <title>, <frameset> stand in it */
  gboolean text_first;  /* text stands before the first tag */
  guint starts, ends;   /* tags of HTML elements */
  guint unknown;        /* other tags */
  gsize markup_bytes;   /* in tags */
} Census;

/* Marks of formats that may carry HTML inside them without being HTML: mail, MHTML, source code. */
static gboolean is_foreign(const char *text, gsize length) {
  static const char *const marks[] = {"MIME-Version:", "Content-Type:", "#!/", "{\\rtf"};
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (memmem(text, length, marks[i], strlen(marks[i])))
      return TRUE;
  return FALSE;
}

static gboolean is_blank(const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace(text[i]) && (guchar)text[i] != 0xEF && (guchar)text[i] != 0xBB && (guchar)text[i] != 0xBF)
      return FALSE;
  return TRUE;
}

static void count_tag(Census *census, const HtmlToken *token) {
  char name[32] = "";
  if (token->name_length < sizeof name)
    for (gsize i = 0; i < token->name_length; i++)
      name[i] = g_ascii_tolower(token->name[i]);
  HtmlElement element = html_element_from_name(name, strlen(name));
  gboolean first = census->starts + census->ends + census->unknown == 0;
  if (element == HTML_UNKNOWN) {
    census->unknown++;
    return;
  }
  census->markup_bytes += token->length;
  if (token->type == HTML_TOKEN_END) {
    census->ends++;
    return;
  }
  census->starts++;
  census->html_first |= first && element == HTML_html;
  census->known_first |= first;
  census->page |= element == HTML_html || element == HTML_head || element == HTML_body || element == HTML_frameset;
}

static gboolean take_census(const char *bytes, gsize length, Census *census) {
  HtmlScanner scanner;
  HtmlToken token;
  html_scanner_init(&scanner, bytes, length);
  while (html_scanner_next(&scanner, &token)) {
    gboolean tagged = census->starts + census->ends + census->unknown > 0;
    if (token.type == HTML_TOKEN_DOCTYPE && !tagged) {
      census->doctype |= html_name_is(token.name, token.name_length, "html");
      census->other_doctype |= !census->doctype;
    } else if (token.type == HTML_TOKEN_PI && !tagged) {
      census->xml |= html_name_is(token.name, token.name_length, "xml");
      if (html_name_is(token.name, token.name_length, "php"))
        return FALSE;
    } else if (token.type == HTML_TOKEN_START || token.type == HTML_TOKEN_END) {
      count_tag(census, &token);
      const char *raw = html_name_is(token.name, token.name_length, "script")  ? "script"
                        : html_name_is(token.name, token.name_length, "style") ? "style"
                                                                               : NULL;
      const char *text;
      gsize text_length;
      if (raw && token.type == HTML_TOKEN_START)
        html_scanner_skip_raw(&scanner, raw, &text, &text_length);
    } else if (token.type == HTML_TOKEN_TEXT && !tagged && !is_blank(token.start, token.length)) {
      if (is_foreign(token.start, token.length))
        return FALSE;
      census->text_first = TRUE;
    }
  }
  return TRUE;
}

/* Confidence from the census. `length`: bytes that were looked at. */
static int judge(const Census *c, gsize length, gboolean text_name) {
  /* other XML (SVG, RSS, flat ODF): its root is not <html> */
  if (c->other_doctype || (c->xml && !c->html_first))
    return 0;
  guint tags = c->starts + c->ends;
  if (c->doctype && !c->text_first)
    return 95;
  if (c->html_first && !c->text_first)
    return 90;
  if (tags == 0 || c->unknown > tags)
    return 0;
  gboolean dense = tags >= 4 && c->ends > 0 && c->markup_bytes * 10 >= length;
  if (c->page && c->starts >= 2 && (c->known_first || c->doctype))
    return text_name && !dense ? 0 : c->text_first ? 40 : 70;
  if (text_name)
    return 0;
  if (c->known_first && !c->text_first)
    return dense ? 60 : c->starts >= 2 || c->ends ? 35 : 0;
  /* a fragment that begins with words: markup must be a good part of it, or it is text that mentions tags */
  return dense && tags >= 6 ? 35 : 0;
}

int html_recognise(const guint8 *head, gsize length, gboolean text_name, gboolean *xhtml) {
  char order = utf16_order(head, length);
  g_autofree char *narrowed = order ? narrow(head, length, order, &length) : NULL;
  const char *bytes = narrowed ? narrowed : (const char *)head;
  if (length == 0 || is_binary(bytes, length))
    return 0;
  Census census = {0};
  if (!take_census(bytes, length, &census))
    return 0;
  int confidence = judge(&census, length, text_name);
  if (confidence > 0)
    *xhtml = census.xml;
  return confidence;
}

static gboolean set_label(char label[48], const char *value, gsize length) {
  while (length > 0 && (g_ascii_isspace(*value) || *value == '"' || *value == '\'')) {
    value++;
    length--;
  }
  gsize n = 0;
  while (n < length && n < 47 && !g_ascii_isspace(value[n]) && !strchr("\"';,", value[n]))
    n++;
  memcpy(label, value, n);
  label[n] = '\0';
  return n > 0;
}

/* "text/html; charset=iso-8859-1", section 2.5 (extracting a character encoding from a meta element). */
static gboolean label_from_content(const char *content, gsize length, char label[48]) {
  for (gsize i = 0; i + 7 < length; i++) {
    if (g_ascii_strncasecmp(content + i, "charset", 7) != 0)
      continue;
    gsize j = i + 7;
    while (j < length && g_ascii_isspace(content[j]))
      j++;
    if (j < length && content[j] == '=')
      return set_label(label, content + j + 1, length - j - 1);
  }
  return FALSE;
}

/* <meta charset="…">, or <meta http-equiv=… content="…; charset=…">. */
static gboolean label_from_meta(const HtmlToken *token, char label[48]) {
  const char *bytes = token->attributes;
  gsize length = token->attributes_length;
  HtmlAttribute attribute, content = {0};
  gboolean pragma = FALSE;
  while (html_attribute_next(&bytes, &length, &attribute)) {
    if ((html_name_is(attribute.name, attribute.name_length, "charset") ||
         html_name_is(attribute.name, attribute.name_length, "encoding")) &&
        set_label(label, attribute.value, attribute.value_length))
      return TRUE;
    if (html_name_is(attribute.name, attribute.name_length, "content"))
      content = attribute;
    /* and what should have been http-equiv: name="Content-Type" */
    pragma |= html_name_is(attribute.name, attribute.name_length, "http-equiv") ||
              html_name_is(attribute.value, attribute.value_length, "content-type");
  }
  return pragma && label_from_content(content.value, content.value_length, label);
}

/* <?xml version="1.0" encoding="ISO-8859-1"?> (XML 1.0 section 2.8) */
static gboolean label_from_xml(const HtmlToken *token, char label[48]) {
  const char *mark = memmem(token->start, token->length, "encoding", 8);
  const char *end = token->start + token->length;
  const char *equals = mark ? memchr(mark, '=', (gsize)(end - mark)) : NULL;
  return equals && set_label(label, equals + 1, (gsize)(end - equals - 1)) && label[0] != '?';
}

/* From a start tag, which is not looked at where it cannot be in the head. *over: no declaration can come any more. */
static gboolean label_from_tag(HtmlScanner *scanner, const HtmlToken *token, char label[48], gboolean *over) {
  static const char *const raw[] = {"script", "style", "title", "noscript"};
  *over = html_name_is(token->name, token->name_length, "body");
  if (html_name_is(token->name, token->name_length, "meta") && label_from_meta(token, label)) {
    /* a page that can say so in ASCII is not UTF-16 (section 13.2.3.2) */
    if (g_ascii_strncasecmp(label, "utf-16", 6) == 0)
      g_strlcpy(label, "UTF-8", 48);
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(raw); i++) {
    const char *text;
    gsize length;
    if (html_name_is(token->name, token->name_length, raw[i]) && !token->self_closing)
      html_scanner_skip_raw(scanner, raw[i], &text, &length);
  }
  return FALSE;
}

gboolean html_declared_charset(const guint8 *head, gsize length, char label[48]) {
  char order = utf16_order(head, length);
  if (order) {
    g_strlcpy(label, order == 'L' ? "UTF-16LE" : "UTF-16BE", 48);
    return TRUE;
  }
  HtmlScanner scanner;
  HtmlToken token;
  gboolean over = FALSE;
  html_scanner_init(&scanner, (const char *)head, length);
  while (!over && html_scanner_next(&scanner, &token)) {
    if (token.type == HTML_TOKEN_PI && html_name_is(token.name, token.name_length, "xml")) {
      if (label_from_xml(&token, label))
        return TRUE;
    } else if (token.type == HTML_TOKEN_START && label_from_tag(&scanner, &token, label, &over)) {
      return TRUE;
    }
  }
  return FALSE;
}
