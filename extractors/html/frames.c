/* Frame sets: which pages they show, and what stands there for browsers without frames. */
#include "extractors/html/frames.h"

#include "extractors/html/document.h"
#include "extractors/html/scan.h"
#include "extractors/metadata.h"
#include "language/messages.h"

#include <string.h>

#define MAX_FRAMES 64u
#define MAX_NESTING 3u /* of frame sets in frames */
#define MAX_NO_FRAMES                                                                                                  \
  300u                /* bytes of text: what is more than that is a page, and no notice that the browser is old        \
                       */
#define MIN_PAGE 120u /* where the frames are missing, less than that is such a notice too */
#define MAX_NOTICE 2000u

typedef struct {
  GPtrArray *sources; /* char*, local references */
  GString *title;
  GString *no_frames; /* text outside of tags, but for the title */
  gboolean frameset;
} Frames;

char *html_local_reference(const char *reference, gsize length) {
  while (length > 0 && g_ascii_isspace(*reference)) {
    reference++;
    length--;
  }
  g_autofree char *text = g_strndup(reference, length);
  text[strcspn(text, "?#")] = '\0';
  g_strchomp(text);
  const char *from = text;
  while (g_str_has_prefix(from, "./"))
    from += 2;
  char *decoded = g_uri_unescape_string(from, NULL);
  return decoded ? decoded : g_strdup(from);
}

static void add_frame(Frames *frames, const HtmlToken *token) {
  const char *bytes = token->attributes;
  gsize length = token->attributes_length;
  HtmlAttribute attribute;
  while (frames->sources->len < MAX_FRAMES && html_attribute_next(&bytes, &length, &attribute)) {
    if (!html_name_is(attribute.name, attribute.name_length, "src"))
      continue;
    char *source = html_local_reference(attribute.value, attribute.value_length);
    if (*source && !g_ptr_array_find_with_equal_func(frames->sources, source, g_str_equal, NULL))
      g_ptr_array_add(frames->sources, source);
    else
      g_free(source);
  }
}

static void frames_clear(Frames *frames) {
  g_ptr_array_unref(frames->sources);
  g_string_free(frames->title, TRUE);
  g_string_free(frames->no_frames, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Frames, frames_clear)

/* Stops early where a page turns out to have a body of its own. */
static void read_frames(Frames *frames, const char *text, gsize length) {
  HtmlScanner scanner;
  HtmlToken token;
  const char *raw;
  gsize raw_length;
  GString *into = NULL;
  html_scanner_init(&scanner, text, length);
  while (frames->no_frames->len <= MAX_NO_FRAMES && html_scanner_next(&scanner, &token)) {
    gboolean start = token.type == HTML_TOKEN_START;
    if (start && html_name_is(token.name, token.name_length, "frameset"))
      frames->frameset = TRUE;
    else if (start && html_name_is(token.name, token.name_length, "frame"))
      add_frame(frames, &token);
    else if (start && html_name_is(token.name, token.name_length, "body") && !frames->frameset)
      return;
    else if (start && html_name_is(token.name, token.name_length, "script"))
      html_scanner_skip_raw(&scanner, "script", &raw, &raw_length);
    else if (start && html_name_is(token.name, token.name_length, "style"))
      html_scanner_skip_raw(&scanner, "style", &raw, &raw_length);
    else if (html_name_is(token.name, token.name_length, "title") && token.type != HTML_TOKEN_TEXT)
      into = start ? frames->title : NULL;
    else if (token.type == HTML_TOKEN_TEXT && (into || frames->frameset))
      g_string_append_len(into ? into : frames->no_frames, token.start, (gssize)MIN(token.length, MAX_NOTICE));
  }
}

/* The text of the frames, in the order of the page. */
static void read_archived(Extraction *extraction, const Frames *frames, const HtmlParts *parts, guint nesting) {
  for (guint i = 0; i < frames->sources->len; i++) {
    GBytes *bytes = parts->read(parts->data, frames->sources->pdata[i], HTML_MAX_FILE);
    if (!bytes)
      continue;
    gsize size, length;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = html_decode(data, size, NULL, &length);
    g_bytes_unref(bytes);
    g_auto(Frames) inner = {g_ptr_array_new_with_free_func(g_free), g_string_new(NULL), g_string_new(NULL), FALSE};
    read_frames(&inner, text, length);
    if (!inner.frameset || inner.sources->len == 0)
      html_read_page(extraction, g_steal_pointer(&text), length);
    else if (nesting < MAX_NESTING)
      read_archived(extraction, &inner, parts, nesting + 1);
  }
  html_check_text(extraction->document);
}

static gboolean any_is_there(const Frames *frames, const HtmlParts *parts) {
  for (guint i = 0; i < frames->sources->len; i++) {
    GBytes *bytes = parts->read(parts->data, frames->sources->pdata[i], HTML_MAX_FILE);
    if (bytes) {
      g_bytes_unref(bytes);
      return TRUE;
    }
  }
  return FALSE;
}

gboolean html_frames_extract(Extraction *extraction, const char *text, gsize length, const HtmlParts *parts) {
  Document *document = extraction->document;
  g_auto(Frames) frames = {g_ptr_array_new_with_free_func(g_free), g_string_new(NULL), g_string_new(NULL), FALSE};
  read_frames(&frames, text, length);
  if (!frames.frameset || frames.sources->len == 0 || frames.no_frames->len > MAX_NO_FRAMES)
    return FALSE;
  gboolean beside = any_is_there(&frames, parts);
  if (!beside && frames.no_frames->len > MIN_PAGE)
    return FALSE;
  g_autofree char *title = html_plain_line(frames.title->str, frames.title->len);
  g_autofree char *notice = html_plain_line(frames.no_frames->str, frames.no_frames->len);
  metadata_set_title(document, title);
  document_add_furniture(document, notice);
  if (parts->archive)
    read_archived(extraction, &frames, parts, 1);
  else if (beside)
    document_set_status(document, STATUS_UNSUPPORTED,
                        N_("the page only shows other pages in frames; they are read as pages of their own"),
                        frames.sources->pdata[0]);
  else
    document_set_status(document, STATUS_EMPTY,
                        N_("the page only shows other pages in frames, and they are not beside it; save them as well"),
                        frames.sources->pdata[0]);
  return TRUE;
}
