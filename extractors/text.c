/* The extractor of plain text and Markdown (markdown.c). It claims what decodes to text and no other format wants, so
 * its confidence is low; markup in text form that it cannot read (XML, RTF, PostScript, mail) it leaves unclaimed,
 * since `unsupported` is the honest answer for those. */
#include "extractors/extractor.h"
#include "extractors/html/elements.h"
#include "extractors/markdown.h"
#include "language/encoding.h"
#include "language/messages.h"

#include <string.h>

#define MAX_FILE (128u * 1024 * 1024)

/* Confidence: below every format with a structure of its own. */
#define CONFIDENCE_PLAIN 10
#define CONFIDENCE_NAMED 20
#define CONFIDENCE_MARKDOWN 30

static const char *const media_types[] = {"text/plain", "text/markdown", NULL};

static gboolean has_suffix(const char *name, const char *const *suffixes, gsize count) {
  gsize length = name ? strlen(name) : 0;
  for (gsize i = 0; i < count; i++) {
    gsize n = strlen(suffixes[i]);
    if (length > n && g_ascii_strcasecmp(name + length - n, suffixes[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_utf16(const guint8 *head, gsize length) {
  return length >= 2 && ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF));
}

/* Text has no NUL and hardly any control character but white space; escape (ANSI colours) and Ctrl-Z (old DOS ends)
 * occur. */
#define STRAY_CONTROLS 2 /* of a page that something went through are no reason to refuse it */

static gboolean is_binary(const guint8 *head, gsize length) {
  gsize controls = 0;
  for (gsize i = 0; i < length; i++) {
    guint8 c = head[i];
    controls += (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1A && c != 0x1B) || c == 0x7F;
  }
  return controls > STRAY_CONTROLS && controls * 200 > length;
}

static gboolean starts_with(const char *text, gsize length, const char *prefix) {
  gsize n = strlen(prefix);
  return length >= n && g_ascii_strncasecmp(text, prefix, n) == 0;
}

/* Mail and MHTML: a header field that only they have, at a line's start in the first lines. */
static gboolean is_mail(const char *text, gsize length) {
  static const char *const fields[] = {"Received:", "Message-ID:", "MIME-Version:", "Return-Path:", "Delivered-To:"};
  const char *end = text + MIN(length, 4096);
  if (starts_with(text, length, "From ") && memmem(text, (gsize)(end - text), "\nFrom:", 6))
    return TRUE;
  for (const char *line = text; line && line < end;
       line = memchr(line, '\n', (gsize)(end - line)), line = line ? line + 1 : NULL)
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
      if (starts_with(line, (gsize)(end - line), fields[i]))
        return TRUE;
  return FALSE;
}

/* XML without a declaration: the text begins with a tag that HTML does not know. Markdown may begin with an HTML tag.
 */
static gboolean is_xml(const char *text, gsize length) {
  if (length < 3 || text[0] != '<' || !g_ascii_isalpha(text[1]))
    return FALSE;
  gsize n = 1;
  char name[32];
  while (n < length && n < sizeof name && (g_ascii_isalnum(text[n]) || strchr(":_-.", text[n]))) {
    name[n - 1] = g_ascii_tolower(text[n]);
    n++;
  }
  /* "<namn@kommun.se> skrev" and "<https://…>" are text */
  return n < length && strchr(" \t\r\n/>", text[n]) && html_element_from_name(name, n - 1) == HTML_UNKNOWN;
}

/* JSON is data for programs, not a publication. "[Utkast] Referat" and "{namn}" are text: what follows the bracket
 * decides (RFC 8259, section 2). */
static gboolean is_json(const char *text, gsize length) {
  if (length < 2 || (text[0] != '{' && text[0] != '['))
    return FALSE;
  gsize next = 1;
  while (next < length && strchr(" \t\r\n", text[next]))
    next++;
  return next < length && strchr(text[0] == '{' ? "\"}" : "\"{[]", text[next]);
}

static gboolean is_other_format(const char *text, gsize length) {
  static const char *const signatures[] = {"<?xml", "<!DOCTYPE",    "{\\rtf",  "%!PS",
                                           "%PDF-", "\033%-12345X", "!<arch>", "MSCF"};
  if (length >= 3 && memcmp(text, "\357\273\277", 3) == 0) {
    text += 3;
    length -= 3;
  }
  while (length > 0 && g_ascii_isspace(*text)) {
    text++;
    length--;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(signatures); i++)
    if (starts_with(text, length, signatures[i]))
      return TRUE;
  return is_mail(text, length) || is_xml(text, length) || is_json(text, length) ||
         memmem(text, MIN(length, 1024), "%PDF-", 5);
}

static gboolean is_markdown(const char *name, const char *text, gsize length) {
  static const char *const markdown[] = {".md", ".markdown", ".mdown", ".mkd"};
  static const char *const other[] = {".txt",  ".csv",  ".tsv", ".json", ".yml",  ".yaml", ".toml", ".ini",
                                      ".conf", ".log",  ".sh",  ".py",   ".pl",   ".rb",   ".js",   ".c",
                                      ".h",    ".java", ".tex", ".po",   ".diff", ".patch"};
  guint evidence = markdown_evidence(text, length);
  guint needed = has_suffix(name, markdown, G_N_ELEMENTS(markdown)) ? 1
                 : has_suffix(name, other, G_N_ELEMENTS(other))     ? 3
                                                                    : 2;
  return evidence >= needed && !starts_with(text, length, "#!");
}

static int text_sniff(const ExtractorInput *input, const char **media_type) {
  static const char *const named[] = {".txt", ".text", ".md", ".markdown", ".csv", ".log"};
  const char *text = (const char *)input->head;
  gsize length = input->head_length;
  if (length == 0)
    return 0;
  *media_type = media_types[0];
  if (is_utf16(input->head, length))
    return CONFIDENCE_PLAIN;
  if (is_binary(input->head, length) || is_other_format(text, length))
    return 0;
  if (is_markdown(input->name, text, length)) {
    *media_type = media_types[1];
    return CONFIDENCE_MARKDOWN;
  }
  return has_suffix(input->name, named, G_N_ELEMENTS(named)) ? CONFIDENCE_NAMED : CONFIDENCE_PLAIN;
}

/* CRLF and CR -> LF, in place. Returns the new length. */
static gsize unify_line_ends(char *text, gsize length) {
  gsize to = 0;
  for (gsize from = 0; from < length; from++) {
    if (text[from] != '\r')
      text[to++] = text[from];
    else if (!(from + 1 < length && text[from + 1] == '\n'))
      text[to++] = '\n';
  }
  text[to] = '\0';
  return to;
}

static gboolean is_blank(const char *text, gsize length) {
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace(text[i]))
      return FALSE;
  return TRUE;
}

static gboolean add_plain_unit(Extraction *extraction, UnitKind kind, LocatorKind locator, guint number,
                               const char *text, gsize length) {
  if (is_blank(text, length))
    return TRUE;
  Unit *unit = unit_new(kind);
  unit->text = g_strndup(text, length);
  unit_set_locator(unit, locator, number, NULL);
  return extraction_add_unit(extraction, unit);
}

/* The whole text as one section, or a page for each part between form feeds. Empty pages count but are no units. */
static void add_plain_text(Extraction *extraction, const char *text, gsize length) {
  const char *end = text + length;
  const char *feed = memchr(text, '\f', length);
  if (!feed || is_blank(text, (gsize)(feed - text)) || is_blank(feed, (gsize)(end - feed))) {
    add_plain_unit(extraction, UNIT_KIND_SECTION, LOCATOR_LINE, 1, text, length);
    return;
  }
  for (guint page = 1; text < end; page++) {
    feed = memchr(text, '\f', (gsize)(end - text));
    const char *stop = feed ? feed : end;
    if (!add_plain_unit(extraction, UNIT_KIND_PAGE, LOCATOR_PAGE, page, text, (gsize)(stop - text)))
      return;
    text = stop + 1;
  }
}

static void text_extract(Extraction *extraction) {
  g_autoptr(GBytes) bytes = extraction_read_all(extraction, MAX_FILE);
  if (!bytes)
    return;
  gsize size, length;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autofree char *text = encoding_to_utf8(data, size, NULL, &length, NULL);
  g_clear_pointer(&bytes, g_bytes_unref);
  length = unify_line_ends(text, length);
  if (is_markdown(extraction->input->name, text, MIN(length, EXTRACTOR_HEAD_BYTES)))
    markdown_add_sections(extraction, text, length);
  else
    add_plain_text(extraction, text, length);
}

const Extractor text_extractor = {
    .name = "text",
    .version = 1,
    .media_types = media_types,
    .sniff = text_sniff,
    .extract = text_extract,
};
