/* The tokenizer of scan.h. */
#include "extractors/html/scan.h"

#include <string.h>

static gboolean is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

gboolean html_name_is(const char *bytes, gsize length, const char *name) {
  return strlen(name) == length && g_ascii_strncasecmp(bytes, name, length) == 0;
}

static gboolean starts_with(const char *position, const char *end, const char *prefix) {
  gsize length = strlen(prefix);
  return (gsize)(end - position) >= length && g_ascii_strncasecmp(position, prefix, length) == 0;
}

void html_scanner_init(HtmlScanner *scanner, const char *bytes, gsize length) {
  *scanner = (HtmlScanner){.position = bytes, .end = bytes + length};
}

static const char *find(const char *from, const char *end, const char *needle) {
  return from < end ? memmem(from, (gsize)(end - from), needle, strlen(needle)) : NULL;
}

/* The '>' that ends the tag whose attributes begin at `from`; quoted values may hold '>' (section 13.2.5.36). Where a
 * quote is never closed, browsers drop the rest of the page; here that is believed once at most, then '>' ends every
 * tag. */
static const char *find_tag_end(HtmlScanner *scanner, const char *from) {
  const char *end = scanner->end;
  if (scanner->quotes_broken)
    return memchr(from, '>', (gsize)(end - from));
  gboolean value = FALSE; /* behind '=': a quote begins a value only there */
  for (const char *p = from; p < end; p++) {
    if (*p == '>')
      return p;
    if (value && (*p == '"' || *p == '\'')) {
      const char *close = memchr(p + 1, *p, (gsize)(end - p - 1));
      if (!close) {
        scanner->quotes_broken = TRUE;
        return memchr(from, '>', (gsize)(end - from));
      }
      p = close;
      value = FALSE;
    } else if (*p == '=') {
      value = TRUE;
    } else if (!is_space(*p)) {
      value = FALSE;
    }
  }
  return NULL;
}

static void take_name(HtmlToken *token, const char *name, const char *end) {
  const char *p = name;
  while (p < end && !is_space(*p) && *p != '/' && *p != '>')
    p++;
  token->name = name;
  token->name_length = (gsize)(p - name);
}

static void take_tag(HtmlScanner *scanner, HtmlToken *token, const char *name) {
  take_name(token, name, scanner->end);
  const char *attributes = token->name + token->name_length;
  const char *close = find_tag_end(scanner, attributes);
  const char *stop = close ? close : scanner->end;
  scanner->position = close ? close + 1 : scanner->end;
  token->self_closing = stop > attributes && stop[-1] == '/';
  token->attributes = attributes;
  token->attributes_length = (gsize)(stop - attributes);
}

/* Section 13.2.5.42 on: comments, <!DOCTYPE>, CDATA, and everything else that begins with <! or <? or </ and is none.
 */
static void take_declaration(HtmlScanner *scanner, HtmlToken *token) {
  const char *p = scanner->position, *end = scanner->end;
  token->type = HTML_TOKEN_COMMENT;
  if (starts_with(p, end, "<!--")) {
    /* "<!-->" and "<!--->" are whole comments */
    const char *close = scanner->comments_broken ? NULL : find(p + 2, end, "-->");
    if (close) {
      scanner->position = close + 3;
      return;
    }
    scanner->comments_broken = TRUE;
  } else if (starts_with(p, end, "<![CDATA[")) {
    const char *close = find(p + 9, end, "]]>");
    if (close) {
      token->type = HTML_TOKEN_CDATA;
      token->start = p + 9;
      token->length = (gsize)(close - token->start);
      scanner->position = close + 3;
      return;
    }
  } else if (starts_with(p, end, "<!DOCTYPE")) {
    const char *name = p + 9;
    while (name < end && is_space(*name))
      name++;
    token->type = HTML_TOKEN_DOCTYPE;
    take_name(token, name, end);
  } else if (starts_with(p, end, "<?")) {
    token->type = HTML_TOKEN_PI;
    take_name(token, p + 2, end);
  }
  const char *close = memchr(p, '>', (gsize)(end - p));
  scanner->position = close ? close + 1 : end;
}

gboolean html_scanner_next(HtmlScanner *scanner, HtmlToken *token) {
  const char *p = scanner->position, *end = scanner->end;
  if (p >= end)
    return FALSE;
  *token = (HtmlToken){.type = HTML_TOKEN_TEXT, .start = p};
  if (*p == '<' && p + 1 < end) {
    if (g_ascii_isalpha(p[1])) {
      token->type = HTML_TOKEN_START;
      take_tag(scanner, token, p + 1);
    } else if (p[1] == '/' && p + 2 < end && g_ascii_isalpha(p[2])) {
      token->type = HTML_TOKEN_END;
      take_tag(scanner, token, p + 2);
    } else if (p[1] == '!' || p[1] == '?' || p[1] == '/') {
      take_declaration(scanner, token);
    }
    if (token->type != HTML_TOKEN_TEXT) {
      if (token->type != HTML_TOKEN_CDATA)
        token->length = (gsize)(scanner->position - p);
      return TRUE;
    }
  }
  /* a '<' that begins nothing is text, section 13.2.5.6 */
  const char *next = p + 1 < end ? memchr(p + 1, '<', (gsize)(end - p - 1)) : NULL;
  scanner->position = next ? next : end;
  token->length = (gsize)(scanner->position - p);
  return TRUE;
}

void html_scanner_skip_raw(HtmlScanner *scanner, const char *name, const char **text, gsize *length) {
  gsize name_length = strlen(name);
  const char *p = scanner->position;
  while ((p = find(p, scanner->end, "</"))) {
    const char *after = p + 2 + name_length;
    if (starts_with(p + 2, scanner->end, name) &&
        (after == scanner->end || is_space(*after) || *after == '>' || *after == '/'))
      break;
    p += 2;
  }
  *text = scanner->position;
  scanner->position = p ? p : scanner->end;
  *length = (gsize)(scanner->position - *text);
}

gboolean html_attribute_next(const char **attributes, gsize *length, HtmlAttribute *attribute) {
  const char *p = *attributes, *end = p + *length;
  while (p < end && (is_space(*p) || *p == '/'))
    p++;
  if (p == end)
    return FALSE;
  const char *name = p++; /* a '=' here belongs to the name, section 13.2.5.32 */
  while (p < end && !is_space(*p) && *p != '/' && *p != '=')
    p++;
  *attribute = (HtmlAttribute){.name = name, .name_length = (gsize)(p - name), .value = p};
  const char *mark = p;
  while (p < end && is_space(*p))
    p++;
  if (p < end && *p == '=') {
    do
      p++;
    while (p < end && is_space(*p));
    const char *close = NULL;
    if (p < end && (*p == '"' || *p == '\'') && (close = memchr(p + 1, *p, (gsize)(end - p - 1)))) {
      attribute->value = p + 1;
      attribute->value_length = (gsize)(close - p - 1);
      p = close + 1;
    } else {
      attribute->value = p;
      while (p < end && !is_space(*p))
        p++;
      attribute->value_length = (gsize)(p - attribute->value);
    }
  } else {
    p = mark;
  }
  *attributes = p;
  *length = (gsize)(end - p);
  return TRUE;
}
