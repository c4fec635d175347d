/* The HTML extractor: bytes -> UTF-8 -> prepared markup -> libxml2's tree -> content and furniture -> sections,
 * metadata. */
#include "extractors/html/document.h"

#include "extractors/cleanup.h"
#include "extractors/html/content.h"
#include "extractors/html/frames.h"
#include "extractors/html/metadata.h"
#include "extractors/html/prepare.h"
#include "extractors/html/recognise.h"
#include "extractors/html/sections.h"
#include "extractors/html/slide_export.h"
#include "language/encoding.h"
#include "language/messages.h"
#include "language/normalise.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <unistd.h>

#define MAX_PRESCAN (1024u * 1024) /* of scripts and styles before the declaration of the character set */
#define MAX_FURNITURE 300
#define MAX_FURNITURE_BYTES 500

static const char *const media_types[] = {"text/html", "application/xhtml+xml", NULL};

static gboolean has_suffix(const char *name, const char *suffix) {
  gsize length = name ? strlen(name) : 0, n = strlen(suffix);
  return length > n && g_ascii_strcasecmp(name + length - n, suffix) == 0;
}

static int html_sniff(const ExtractorInput *input, const char **media_type) {
  gboolean xhtml = FALSE;
  gboolean text_name =
      has_suffix(input->name, ".md") || has_suffix(input->name, ".markdown") || has_suffix(input->name, ".txt");
  int confidence = html_recognise(input->head, input->head_length, text_name, &xhtml);
  if (confidence > 0)
    *media_type = media_types[xhtml];
  return confidence;
}

/* NULL where libxml2 gave up on the depth, or on everything. */
static xmlDoc *parse(const GString *markup, gboolean *too_deep) {
  g_autoptr(xmlParserCtxt) context = htmlNewParserCtxt();
  g_autoptr(xmlDoc) tree = NULL;
  *too_deep = FALSE;
  if (context && markup->len <= G_MAXINT)
    tree = htmlCtxtReadMemory(context, markup->str, (int)markup->len, NULL, "UTF-8", HTML_PREPARED_PARSE_OPTIONS);
  /* xmlHaltParser(): the only ceiling of libxml2 that prepared markup can still meet */
  *too_deep = context && context->disableSAX;
  xmlResetLastError();
  return g_steal_pointer(&tree);
}

xmlDoc *html_read_tree(Extraction *extraction, const char *text, gsize length, HtmlPrepared *prepared) {
  for (HtmlFlatten flatten = HTML_FLATTEN_NONE;; flatten++) {
    html_prepared_clear(prepared);
    html_prepare(text, length, flatten, prepared);
    extraction_progress(extraction, flatten + 1, 0);
    gboolean too_deep;
    g_autoptr(xmlDoc) tree = parse(prepared->markup, &too_deep);
    if (!too_deep || flatten == HTML_FLATTEN_ALL) {
      if (too_deep)
        document_set_status(extraction->document, STATUS_PARTIAL,
                            N_("the page is nested too deeply and its end was left out; save it as PDF"), NULL);
      return g_steal_pointer(&tree);
    }
  }
}

typedef struct {
  Document *document;
  guint blocks;
} FurnitureCount;

static void add_furniture(xmlNode *node, gpointer data) {
  FurnitureCount *count = data;
  if (count->blocks++ >= MAX_FURNITURE - 1)
    return;
  g_autofree char *text = html_inline_text(node, TRUE);
  g_autofree char *line = normalise_line(text, -1);
  if (strlen(line) > MAX_FURNITURE_BYTES) {
    static const char more[] = "…";
    char *cut = g_utf8_find_prev_char(line, line + MAX_FURNITURE_BYTES - sizeof more + 1);
    memcpy(cut, more, sizeof more);
  }
  document_add_furniture(count->document, line);
}

static void add_all_furniture(Document *document, const HtmlContent *content) {
  FurnitureCount count = {.document = document};
  html_content_each_furniture(content, add_furniture, &count);
  if (count.blocks >= MAX_FURNITURE) {
    g_autofree char *rest = g_strdup_printf("… +%u", count.blocks - (MAX_FURNITURE - 1));
    document_add_furniture(document, rest);
  }
}

/* Nothing left, though the page has words: then nothing was furniture. */
static gboolean lost_everything(const HtmlContent *content) {
  const xmlNode *body = html_content_body(content);
  return body && html_element(body)->text == 0;
}

static void extract_tree(Extraction *extraction, xmlDoc *tree, const char *linked_data) {
  g_autoptr(HtmlContent) content = html_content_new(tree);
  if (lost_everything(content))
    html_content_keep_all(content);
  html_add_sections(extraction, content);
  add_all_furniture(extraction->document, content);
  html_add_metadata(extraction->document, tree, linked_data);
}

void html_read_page(Extraction *extraction, char *text, gsize length) {
  Document *document = extraction->document;
  g_auto(HtmlPrepared) prepared = {0};
  g_autoptr(xmlDoc) tree = html_read_tree(extraction, text, length, &prepared);
  g_free(text);
  if (!tree) {
    document_set_status(document, STATUS_DAMAGED, N_("no page could be read from the HTML; save the page anew"), NULL);
    return;
  }
  extract_tree(extraction, tree, prepared.linked_data->str);
  if (prepared.cut) {
    g_autofree char *detail = g_strdup_printf("> %u", HTML_MAX_NODES);
    document_set_status(document, STATUS_PARTIAL,
                        N_("the page holds more elements than are read and its end was left out; split it"), detail);
  }
}

void html_check_text(Document *document) {
  if (document->units->len == 0)
    document_set_status(document, STATUS_EMPTY,
                        N_("the page has no text; if a browser shows some, save it from there as PDF"), NULL);
}

/* A browser drops NULs (section 13.2.6.4.7). A copy without them, NULL where there are none; *size is brought up to
 * date. */
static guint8 *drop_nuls(const guint8 *data, gsize *size) {
  if (!memchr(data, 0, *size) || (*size >= 4 && memcmp(data, "\0\0\xFE\xFF", 4) == 0))
    return NULL;
  guint8 *copy = g_malloc(*size);
  gsize n = 0;
  for (gsize i = 0; i < *size; i++)
    if (data[i])
      copy[n++] = data[i];
  *size = n;
  return copy;
}

char *html_decode(const guint8 *data, gsize size, const char *charset, gsize *length) {
  char label[48];
  *length = 0;
  if (size == 0) /* GBytes without bytes have no address */
    return g_strdup("");
  gboolean declared = !charset && html_declared_charset(data, MIN(size, MAX_PRESCAN), label);
  const char *known = declared ? label : charset;
  g_autofree guint8 *without_nuls =
      known && g_ascii_strncasecmp(known, "UTF-16", 6) == 0 ? NULL : drop_nuls(data, &size);
  return encoding_to_utf8(without_nuls ? without_nuls : data, size, known, length, NULL);
}

char *html_plain_line(const char *markup, gsize length) {
  g_auto(HtmlPrepared) prepared = {0};
  gboolean too_deep;
  html_prepare(markup, length, HTML_FLATTEN_NONE, &prepared);
  g_autoptr(xmlDoc) tree = parse(prepared.markup, &too_deep);
  xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
  g_autofree char *text = root ? html_inline_text(root, TRUE) : g_strdup("");
  return normalise_line(text, -1);
}

gboolean html_is_web_address(const char *address) {
  return g_ascii_strncasecmp(address, "http://", 7) == 0 || g_ascii_strncasecmp(address, "https://", 8) == 0;
}

/* "<!-- saved from url=(0042)http://... -->": the mark of the Web, which Windows and browsers write at the top. NULL
 * where there is none. Caller frees. */
static char *saved_from(const char *text, gsize length) {
  static const char mark[] = "saved from url=(";
  const char *found = memmem(text, MIN(length, 4096), mark, strlen(mark));
  const char *from = found ? memchr(found, ')', MIN(32, (gsize)(text + length - found))) : NULL;
  gsize n = from ? strcspn(from + 1, " \t\r\n<>\"") : 0;
  g_autofree char *url = n > 0 && n < 4096 ? g_strndup(from + 1, n) : NULL;
  return url && html_is_web_address(url) ? g_steal_pointer(&url) : NULL;
}

void html_extract_bytes(Extraction *extraction, GBytes *bytes, const char *charset, const HtmlParts *parts) {
  Document *document = extraction->document;
  gsize size, length;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  document->kind = DOCUMENT_KIND_PAGE;
  g_autofree char *text = html_decode(data, size, charset, &length);
  g_bytes_unref(bytes);
  g_autofree char *url = saved_from(text, length);
  if (!html_slides_extract(extraction, text, length, parts) && !html_frames_extract(extraction, text, length, parts)) {
    html_read_page(extraction, g_steal_pointer(&text), length);
    html_check_text(document);
  }
  if (!document->url)
    document->url = g_steal_pointer(&url);
}

static GBytes *read_sibling(gpointer data, const char *reference, gsize ceiling) {
  int fd = extraction_open_sibling(data, reference);
  if (fd < 0)
    return NULL;
  ExtractorInput input;
  gboolean opened = extractor_input_init(&input, fd, reference, NULL);
  GBytes *bytes = opened ? extractor_input_read_whole(&input, ceiling, NULL) : NULL;
  if (opened)
    extractor_input_clear(&input);
  close(fd);
  return bytes;
}

static void html_extract(Extraction *extraction) {
  GBytes *bytes = extraction_read_all(extraction, HTML_MAX_FILE);
  HtmlParts parts = {.read = read_sibling, .data = extraction, .name = extraction->input->name};
  if (bytes)
    html_extract_bytes(extraction, bytes, NULL, &parts);
}

const Extractor html_extractor = {
    .name = "html",
    .version = 3,
    .media_types = media_types,
    .sniff = html_sniff,
    .extract = html_extract,
};
