/* The HTML extractor: bytes -> UTF-8 -> prepared markup -> libxml2's tree -> content and furniture -> sections,
 * metadata. */
#include "extractors/cleanup.h"
#include "extractors/extractor.h"
#include "extractors/html/content.h"
#include "extractors/html/metadata.h"
#include "extractors/html/prepare.h"
#include "extractors/html/recognise.h"
#include "extractors/html/sections.h"
#include "language/encoding.h"
#include "language/messages.h"
#include "language/normalise.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_FILE (128u * 1024 * 1024)
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

/* Parses, flatter where the page is nested deeper than libxml2 reads. */
static xmlDoc *read_tree(Extraction *extraction, const char *text, gsize length, HtmlPrepared *prepared) {
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

static void html_extract(Extraction *extraction) {
  Document *document = extraction->document;
  document->kind = DOCUMENT_KIND_PAGE;
  g_autoptr(GBytes) bytes = extraction_read_all(extraction, MAX_FILE);
  if (!bytes)
    return;
  gsize size, length;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  char label[48];
  gboolean declared = html_declared_charset(data, MIN(size, EXTRACTOR_HEAD_BYTES), label);
  g_autofree char *text = encoding_to_utf8(data, size, declared ? label : NULL, &length, NULL);
  g_clear_pointer(&bytes, g_bytes_unref);
  g_auto(HtmlPrepared) prepared = {0};
  g_autoptr(xmlDoc) tree = read_tree(extraction, text, length, &prepared);
  g_clear_pointer(&text, g_free);
  if (!tree) {
    document_set_status(document, STATUS_DAMAGED, N_("no page could be read from the HTML; save the page anew"), NULL);
    return;
  }
  extract_tree(extraction, tree, prepared.linked_data->str);
  if (document->units->len == 0)
    document_set_status(document, STATUS_EMPTY,
                        N_("the page has no text; if a browser shows some, save it from there as PDF"), NULL);
  if (prepared.cut) {
    g_autofree char *detail = g_strdup_printf("> %u", HTML_MAX_NODES);
    document_set_status(document, STATUS_PARTIAL,
                        N_("the page holds more elements than are read and its end was left out; split it"), detail);
  }
}

const Extractor html_extractor = {
    .name = "html",
    .version = 2,
    .media_types = media_types,
    .sniff = html_sniff,
    .extract = html_extract,
};
