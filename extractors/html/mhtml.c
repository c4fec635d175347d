/* Web archives in one file (RFC 2557): the page that a MIME message holds, with what it is shown with. */
#include "extractors/html/document.h"
#include "extractors/html/frames.h"
#include "extractors/html/mime.h"
#include "extractors/metadata.h"
#include "language/messages.h"

#include <string.h>

#define MAX_CHILDREN 200u

static const char *const media_types[] = {"multipart/related", "message/rfc822", NULL};

typedef struct {
  Extraction *extraction;
  MimeMessage *message;
  const char *bytes;
  MimePart *root;
  GHashTable *references; /* char* -> MimePart* */
} Archive;

/* --- recognition ---------------------------------------------------------------------------------------------- */

static gboolean is_page_type(const char *type) {
  return strcmp(type, "text/html") == 0 || strcmp(type, "application/xhtml+xml") == 0;
}

/* A name before a colon is how a header begins; most files are done with here. */
static gboolean begins_header(const char *head, gsize length) {
  for (gsize i = 0; i < MIN(length, 200); i++)
    if (head[i] == ':')
      return TRUE;
    else if (!g_ascii_isalnum(head[i]) && !strchr("-_ \r\n\xEF\xBB\xBF", head[i]))
      return FALSE;
  return FALSE;
}

static int mhtml_sniff(const ExtractorInput *input, const char **media_type) {
  const char *head = (const char *)input->head;
  g_auto(MimeHeader) header = {0};
  if (!begins_header(head, input->head_length))
    return 0;
  gsize body = mime_header_read(head, input->head_length, &header);
  gboolean related = strcmp(header.type, "multipart/related") == 0;
  *media_type = media_types[related ? 0 : 1];
  if (!header.mime && !header.snapshot)
    return 0;
  if (related)
    return 95;
  if (is_page_type(header.type))
    return 90;
  gboolean holds_page = memmem(head + body, input->head_length - body, "text/html", 9) != NULL;
  return g_str_has_prefix(header.type, "multipart/") && holds_page ? 70 : 0;
}

/* --- parts ---------------------------------------------------------------------------------------------------- */

/* The part that `start` names, or the first page (RFC 2387 section 3.2; many programs put a page of the parts of
 * multipart/alternative after its plain text). */
static MimePart *find_root(const MimeMessage *message) {
  const char *start = message->header.start;
  for (guint i = 0; start && i < message->parts->len; i++) {
    MimePart *part = message->parts->pdata[i];
    if (part->header.id && strcmp(part->header.id, start) == 0 && is_page_type(part->header.type))
      return part;
  }
  for (guint i = 0; i < message->parts->len; i++) {
    MimePart *part = message->parts->pdata[i];
    if (is_page_type(part->header.type))
      return part;
  }
  return NULL;
}

/* Files a part under what pages call it: its address, relative to the root's ("deck_files/slide0001.htm"), or its
 * identifier ("cid:..."). Case does not count: the addresses of Windows files are written with any. */
static void index_part(Archive *archive, const char *folder, MimePart *part) {
  const char *location = part->header.location;
  gsize length = strlen(folder);
  if (location && length > 0 && g_ascii_strncasecmp(location, folder, length) == 0)
    location += length;
  g_autofree char *reference = location ? html_local_reference(location, strlen(location)) : NULL;
  if (reference)
    g_hash_table_insert(archive->references, g_ascii_strdown(reference, -1), part);
  if (part->header.id)
    g_hash_table_insert(archive->references, g_strdup_printf("cid:%s", part->header.id), part);
}

static void index_parts(Archive *archive) {
  const char *location = archive->root->header.location;
  const char *slash = location ? strrchr(location, '/') : NULL;
  g_autofree char *folder = g_strndup(slash ? location : "", slash ? (gsize)(slash + 1 - location) : 0);
  for (guint i = 0; i < archive->message->parts->len; i++)
    if (archive->message->parts->pdata[i] != archive->root)
      index_part(archive, folder, archive->message->parts->pdata[i]);
}

static GBytes *read_part(gpointer data, const char *reference, gsize ceiling) {
  const Archive *archive = data;
  g_autofree char *key = g_ascii_strdown(reference, -1);
  const MimePart *part = g_hash_table_lookup(archive->references, reference);
  if (!part)
    part = g_hash_table_lookup(archive->references, key);
  return part && part->end - part->start <= ceiling ? mime_part_decode(part, archive->bytes) : NULL;
}

/* --- what is a document of its own ---------------------------------------------------------------------------- */

/* "http://www.example.org" of an address; its length, 0 for what is no address on the Web. */
static gsize host_length(const char *address) {
  if (!address || !html_is_web_address(address))
    return 0;
  const char *host = strchr(address, ':') + 3;
  return (gsize)(host - address) + strcspn(host, "/?#");
}

/* A page that the root shows in an inner frame is a document of its own where it comes from the same place; from
 * another, it is an advertisement, a counter or a film. */
static gboolean is_own_page(const Archive *archive, const MimePart *part) {
  gsize length = host_length(archive->root->header.location);
  return part != archive->root && is_page_type(part->header.type) && length > 0 &&
         host_length(part->header.location) == length &&
         g_ascii_strncasecmp(part->header.location, archive->root->header.location, length) == 0;
}

static gboolean is_document(const MimePart *part) {
  static const char *const types[] = {"application/pdf", "application/msword", "application/rtf",
                                      "application/vnd.ms-powerpoint", "application/vnd.ms-excel"};
  const char *type = part->header.type;
  for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
    if (strcmp(type, types[i]) == 0)
      return TRUE;
  return g_str_has_prefix(type, "application/vnd.openxmlformats-officedocument.") ||
         g_str_has_prefix(type, "application/vnd.oasis.opendocument.");
}

static char *child_name(const MimePart *part, guint number) {
  const char *location = part->header.location;
  g_autofree char *reference = location ? html_local_reference(location, strlen(location)) : NULL;
  g_autofree char *base = reference ? g_path_get_basename(reference) : NULL;
  const char *name = part->header.name && *part->header.name ? part->header.name : base;
  g_autofree char *safe = g_strdup(name && *name && !strpbrk(name, "/\\") && *name != '.' ? name : "part");
  return g_strdup_printf("%u-%s", number, safe);
}

static void add_children(const Archive *archive) {
  guint children = 0;
  for (guint i = 0; i < archive->message->parts->len && children < MAX_CHILDREN; i++) {
    const MimePart *part = archive->message->parts->pdata[i];
    if (!is_document(part) && !is_own_page(archive, part))
      continue;
    g_autoptr(GBytes) bytes = mime_part_decode(part, archive->bytes);
    g_autofree char *name = child_name(part, i + 1);
    if (g_bytes_get_size(bytes) == 0)
      continue;
    extraction_add_child(archive->extraction, name, part->header.type, bytes);
    children++;
  }
}

/* --- the page ------------------------------------------------------------------------------------------------- */

static void add_header(Document *document, const MimeHeader *header, const MimePart *root) {
  metadata_set_title(document, header->subject);
  g_autofree char *date = header->date ? mime_date(header->date) : NULL;
  metadata_set(document, "saved", date);
  const char *const addresses[] = {header->snapshot, root->header.location, header->location};
  for (gsize i = 0; i < G_N_ELEMENTS(addresses) && !document->url; i++)
    if (addresses[i] && html_is_web_address(addresses[i]))
      document->url = g_strdup(addresses[i]);
}

static void read_root(Archive *archive) {
  Document *document = archive->extraction->document;
  const MimeHeader *header = &archive->root->header;
  g_autofree char *reference =
      header->location ? html_local_reference(header->location, strlen(header->location)) : NULL;
  g_autofree char *name = reference ? g_path_get_basename(reference) : NULL;
  HtmlParts parts = {.read = read_part, .data = archive, .name = name, .archive = TRUE};
  guint units = document->units->len;
  html_extract_bytes(archive->extraction, mime_part_decode(archive->root, archive->bytes), header->charset, &parts);
  add_header(document, &archive->message->header, archive->root);
  if (document->units->len > units && document->kind != DOCUMENT_KIND_PRESENTATION)
    add_children(archive);
}

/* Pictures that are missing at the end take no text with them. */
static void set_status(const Archive *archive, gsize length) {
  Document *document = archive->extraction->document;
  gboolean slides = document->kind == DOCUMENT_KIND_PRESENTATION;
  if (archive->message->unfinished && (slides || archive->root->end == length))
    document_set_status(document, STATUS_PARTIAL,
                        N_("the web archive ends too early and its end is missing; save the page anew"), NULL);
  else if (archive->message->cut)
    document_set_status(document, STATUS_PARTIAL,
                        N_("the web archive holds more parts than are read; save the page anew, as PDF"), NULL);
}

static void mhtml_extract(Extraction *extraction) {
  g_autoptr(GBytes) bytes = extraction_read_all(extraction, HTML_MAX_FILE);
  if (!bytes)
    return;
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  g_autoptr(MimeMessage) message = mime_message_read(text, length);
  Archive archive = {.extraction = extraction, .message = message, .bytes = text, .root = find_root(message)};
  if (!archive.root) {
    document_set_status(extraction->document, STATUS_DAMAGED,
                        N_("the web archive holds no page that can be read; save the page anew"), NULL);
    return;
  }
  archive.references = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  index_parts(&archive);
  read_root(&archive);
  set_status(&archive, length);
  g_hash_table_unref(archive.references);
}

const Extractor mhtml_extractor = {
    .name = "mhtml",
    .version = 1,
    .media_types = media_types,
    .sniff = mhtml_sniff,
    .extract = mhtml_extract,
};
