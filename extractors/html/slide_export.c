/* Which export a page belongs to, which slides there are, and the units made of them. */
#include "extractors/html/slide_export.h"

#include "extractors/html/document.h"
#include "extractors/html/frames.h"
#include "extractors/html/scan.h"
#include "extractors/html/slide_page.h"
#include "extractors/metadata.h"
#include "language/messages.h"

#include <string.h>

#define MAX_SLIDES 5000u
#define MAX_FILE (16u * 1024 * 1024) /* of one slide; more is a picture gone astray */
#define MAX_TAGS 100000u             /* of the page that leads to the slides */
#define MAX_GAP 50u                  /* numbers that may be missing between slides without a list */

#define XHTML_SLIDE "<!--Next 'div' was a 'draw:page'.-->"
#define XHTML_NOTES "<!--Next 'div' added for floating.-->"
#define SINGLE_SLIDE "<h1 style=\"page-break-before:always; \">"

/* What the tags of a page tell. */
typedef struct {
  char *title;          /* markup */
  char *generator;      /* of <meta> */
  char *presentation;   /* rel=Presentation-XML, local references */
  char *file_list;      /* rel=File-List */
  char *other;          /* first link to a page that is no slide's file: the first page, seen from a slide */
  char *ending;         /* of the slides' files, with the full stop */
  gboolean powerpoint;  /* ProgId says so */
  gboolean main_file;   /* rel=Main-File: a part of a presentation */
  gboolean slide;       /* SlideObj */
  gboolean impress;     /* links to img0, text0, siframes */
  guint sld, img, text; /* slides that are linked to by such names: the highest number, plus one */
} Clues;

static void clues_clear(Clues *clues) {
  g_free(clues->title);
  g_free(clues->generator);
  g_free(clues->presentation);
  g_free(clues->file_list);
  g_free(clues->other);
  g_free(clues->ending);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Clues, clues_clear)

/* Slides of the presentation that is being read. */
typedef struct {
  Extraction *extraction;
  const HtmlParts *parts;
  guint slides, missing;
  gboolean stopped;
} Export;

/* --- clues ---------------------------------------------------------------------------------------------------- */

static void note_reference(Clues *clues, const char *value, gsize length) {
  guint number;
  const char *ending;
  g_autofree char *reference = html_local_reference(value, length);
  HtmlSlideFile file = html_slide_file(reference, &number, &ending);
  if (file == HTML_SLIDE_FILE_NONE) {
    gsize n = strlen(reference);
    gboolean page = n > 4 && !strpbrk(reference, ":/") &&
                    (g_str_has_suffix(reference, ".htm") || g_str_has_suffix(reference, ".html"));
    if (page && !clues->other)
      clues->other = g_steal_pointer(&reference);
    return;
  }
  if (!clues->ending)
    clues->ending = g_strdup(ending);
  if (file == HTML_SLIDE_FILE_SLD || file == HTML_SLIDE_FILE_TSLD)
    clues->sld = MAX(clues->sld, number);
  if (file == HTML_SLIDE_FILE_IMG)
    clues->img = MAX(clues->img, number + 1);
  if (file == HTML_SLIDE_FILE_TEXT)
    clues->text = MAX(clues->text, number + 1);
  clues->impress |= file == HTML_SLIDE_FILE_IMG || file == HTML_SLIDE_FILE_TEXT || file == HTML_SLIDE_FILE_BESIDE;
}

typedef struct {
  HtmlAttribute name, content, rel, href, id;
} TagAttributes;

static TagAttributes read_attributes(const HtmlToken *token) {
  TagAttributes found = {0};
  const struct {
    const char *name;
    HtmlAttribute *into;
  } wanted[] = {{"name", &found.name}, {"content", &found.content}, {"rel", &found.rel},
                {"href", &found.href}, {"src", &found.href},        {"id", &found.id}};
  const char *bytes = token->attributes;
  gsize length = token->attributes_length;
  HtmlAttribute attribute;
  while (html_attribute_next(&bytes, &length, &attribute))
    for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
      if (html_name_is(attribute.name, attribute.name_length, wanted[i].name) && !wanted[i].into->value)
        *wanted[i].into = attribute;
  return found;
}

static gboolean value_is(const HtmlAttribute *attribute, const char *wanted) {
  return attribute->value && html_name_is(attribute->value, attribute->value_length, wanted);
}

static void note_link(Clues *clues, const TagAttributes *found) {
  char **field = value_is(&found->rel, "presentation-xml") ? &clues->presentation
                 : value_is(&found->rel, "file-list")      ? &clues->file_list
                                                           : NULL;
  if (field && !*field && found->href.value)
    *field = html_local_reference(found->href.value, found->href.value_length);
  clues->main_file |= value_is(&found->rel, "main-file");
}

static void note_tag(Clues *clues, const HtmlToken *token) {
  TagAttributes found = read_attributes(token);
  if (html_name_is(token->name, token->name_length, "meta")) {
    clues->powerpoint |= value_is(&found.name, "progid") && value_is(&found.content, "powerpoint.slide");
    if (value_is(&found.name, "generator") && !clues->generator)
      clues->generator = g_strndup(found.content.value, found.content.value_length);
  } else if (html_name_is(token->name, token->name_length, "link")) {
    note_link(clues, &found);
  } else if (found.href.value && (html_name_is(token->name, token->name_length, "a") ||
                                  html_name_is(token->name, token->name_length, "frame"))) {
    note_reference(clues, found.href.value, found.href.value_length);
  }
  clues->slide |= value_is(&found.id, "slideobj");
}

static void read_clues(const char *text, gsize length, Clues *clues) {
  HtmlScanner scanner;
  HtmlToken token;
  const char *raw;
  gsize raw_length;
  html_scanner_init(&scanner, text, length);
  for (guint tags = 0; tags < MAX_TAGS && html_scanner_next(&scanner, &token);) {
    if (token.type != HTML_TOKEN_START)
      continue;
    tags++;
    if (html_name_is(token.name, token.name_length, "script")) {
      html_scanner_skip_raw(&scanner, "script", &raw, &raw_length);
    } else if (html_name_is(token.name, token.name_length, "title")) {
      html_scanner_skip_raw(&scanner, "title", &raw, &raw_length);
      if (!clues->title)
        clues->title = g_strndup(raw, raw_length);
    } else {
      note_tag(clues, &token);
    }
  }
}

/* --- units ---------------------------------------------------------------------------------------------------- */

static Unit *new_unit(UnitKind kind, guint number, char *heading, char *text) {
  Unit *unit = unit_new(kind);
  unit_set_locator(unit, LOCATOR_SLIDE, number, NULL);
  unit->label = g_strdup_printf("%u", number);
  unit->heading = heading;
  unit->text = text ? text : g_strdup("");
  return unit;
}

/* Adds the next slide and its notes; takes their strings. */
static void add_slide(Export *export, HtmlSlide *slide, gboolean hidden) {
  Extraction *extraction = export->extraction;
  guint number = ++export->slides;
  Unit *unit = new_unit(UNIT_KIND_SLIDE, number, g_steal_pointer(&slide->heading), g_steal_pointer(&slide->text));
  unit->hidden = hidden;
  export->stopped = !extraction_add_unit(extraction, unit);
  if (export->stopped || !slide->notes)
    return;
  guint parent = unit->ordinal;
  unit = new_unit(UNIT_KIND_NOTES, number, NULL, g_steal_pointer(&slide->notes));
  unit->parent = parent;
  export->stopped = !extraction_add_unit(extraction, unit);
}

/* The text of a file of the presentation; NULL where it cannot be had. Caller frees. */
static char *read_file(const Export *export, const char *reference, gsize *length) {
  GBytes *bytes = export->parts->read(export->parts->data, reference, MAX_FILE);
  if (!bytes)
    return NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  char *text = html_decode(data, size, NULL, length);
  g_bytes_unref(bytes);
  return text;
}

static gboolean read_slide_file(const Export *export, const char *reference, HtmlSlide *slide) {
  gsize length;
  g_autofree char *text = read_file(export, reference, &length);
  if (text)
    html_slide_read(export->extraction, text, length, slide);
  return text != NULL;
}

static void begin(Document *document, const Clues *clues) {
  document->kind = DOCUMENT_KIND_PRESENTATION;
  g_autofree char *title = clues->title ? html_plain_line(clues->title, strlen(clues->title)) : NULL;
  metadata_set_title(document, title);
}

static void finish(const Export *export) {
  Document *document = export->extraction->document;
  g_autofree char *detail = g_strdup_printf("%u / %u", export->missing, export->slides + export->missing);
  if (export->slides == 0)
    document_set_status(
        document, STATUS_EMPTY,
        N_("the slides of the presentation are files of their own and not beside the page; save them as well"), NULL);
  else if (export->missing > 0)
    document_set_status(document, STATUS_PARTIAL,
                        N_("some slides of the presentation are missing or broken; get a new copy of it"), detail);
}

static void set_part(Document *document, const char *first_page) {
  document_set_status(document, STATUS_UNSUPPORTED,
                      N_("it is one slide of a presentation that is read as a whole; see its first page"), first_page);
}

/* --- PowerPoint 2000 to 2007 ---------------------------------------------------------------------------------- */

typedef struct {
  char *reference;
  gboolean hidden;
} ListedSlide;

static void listed_slide_free(gpointer data) {
  ListedSlide *slide = data;
  g_free(slide->reference);
  g_free(slide);
}

static void list_slide(GPtrArray *list, const char *folder, const char *name, gsize length, gboolean hidden) {
  guint number;
  const char *ending;
  g_autofree char *local = html_local_reference(name, length);
  if (list->len >= MAX_SLIDES || html_slide_file(local, &number, &ending) != HTML_SLIDE_FILE_POWERPOINT)
    return;
  ListedSlide *slide = g_new0(ListedSlide, 1);
  slide->reference = *folder ? g_strdup_printf("%s/%s", folder, local) : g_steal_pointer(&local);
  slide->hidden = hidden;
  g_ptr_array_add(list, slide);
}

/* script.js: new hrefList("slide0003.htm", 1, ...), in show order; 0 where the slide is hidden. */
static void list_from_script(GPtrArray *list, const char *folder, const char *text) {
  static const char mark[] = "new hrefList(\"";
  for (const char *p = text; (p = strstr(p, mark));) {
    p += strlen(mark);
    gsize length = strcspn(p, "\"\n");
    const char *after = p + length + strspn(p + length, "\", \t");
    list_slide(list, folder, p, length, *after == '0');
    p += length;
  }
}

/* pres.xml: <p:slide href="...">, in show order; filelist.xml: <o:File HRef="...">, in that of the names. */
static void list_from_xml(GPtrArray *list, const char *folder, const char *text, gsize length, const char *element) {
  HtmlScanner scanner;
  HtmlToken token;
  html_scanner_init(&scanner, text, length);
  while (html_scanner_next(&scanner, &token)) {
    if (token.type != HTML_TOKEN_START || !html_name_is(token.name, token.name_length, element))
      continue;
    TagAttributes found = read_attributes(&token);
    if (found.href.value)
      list_slide(list, folder, found.href.value, found.href.value_length, FALSE);
  }
}

/* The list is lost: the slides are asked for by their numbers. */
static void list_by_number(const Export *export, GPtrArray *list, const char *folder) {
  guint gap = 0;
  for (guint number = 1; gap < MAX_GAP && number < MAX_SLIDES; number++) {
    g_autofree char *name = g_strdup_printf("slide%04u.htm", number);
    g_autofree char *reference = *folder ? g_strdup_printf("%s/%s", folder, name) : g_strdup(name);
    GBytes *bytes = export->parts->read(export->parts->data, reference, MAX_FILE);
    gap = bytes ? 0 : gap + 1;
    if (bytes)
      list_slide(list, folder, name, strlen(name), FALSE);
    g_clear_pointer(&bytes, g_bytes_unref);
  }
}

static GPtrArray *list_slides(const Export *export, const Clues *clues, const char *folder) {
  GPtrArray *list = g_ptr_array_new_with_free_func(listed_slide_free);
  g_autofree char *script = *folder ? g_strdup_printf("%s/script.js", folder) : g_strdup("script.js");
  gsize length;
  g_autofree char *text = read_file(export, script, &length);
  if (text)
    list_from_script(list, folder, text);
  const char *const lists[] = {clues->presentation, clues->file_list};
  for (guint i = 0; list->len == 0 && i < G_N_ELEMENTS(lists); i++) {
    g_free(text);
    text = lists[i] ? read_file(export, lists[i], &length) : NULL;
    if (text)
      list_from_xml(list, folder, text, length, i == 0 ? "p:slide" : "o:file");
  }
  if (list->len == 0)
    list_by_number(export, list, folder);
  return list;
}

/* <o:Author> and the like stand in a comment that only Office reads. */
static void read_property(Document *document, const char *text, gsize length, const char *tag, const char *term) {
  const char *from = memmem(text, length, tag, strlen(tag));
  if (!from)
    return;
  from += strlen(tag);
  const char *end = memchr(from, '<', (gsize)(text + length - from));
  if (!end || end - from > 1000)
    return;
  g_autofree char *value = html_plain_line(from, (gsize)(end - from));
  if (term)
    metadata_set(document, term, value);
  else
    metadata_add_authors(document, value);
}

static void read_powerpoint(Export *export, const Clues *clues, const char *text, gsize length) {
  Document *document = export->extraction->document;
  const char *list_file = clues->presentation ? clues->presentation : clues->file_list;
  const char *slash = strrchr(list_file, '/');
  g_autofree char *folder = g_strndup(list_file, slash ? (gsize)(slash - list_file) : 0);
  read_property(document, text, length, "<o:Author>", NULL);
  read_property(document, text, length, "<o:Created>", "created");
  read_property(document, text, length, "<o:LastSaved>", "modified");
  read_property(document, text, length, "<o:Company>", "publisher");
  g_autoptr(GPtrArray) list = list_slides(export, clues, folder);
  for (guint i = 0; i < list->len && !export->stopped; i++) {
    const ListedSlide *listed = list->pdata[i];
    g_auto(HtmlSlide) slide = {0};
    extraction_progress(export->extraction, i, list->len);
    if (read_slide_file(export, listed->reference, &slide))
      add_slide(export, &slide, listed->hidden);
    else
      export->missing++;
  }
}

/* --- PowerPoint 97 -------------------------------------------------------------------------------------------- */

static gboolean is_powerpoint_97(const Clues *clues) {
  return clues->generator && strstr(clues->generator, "Internet Assistant") && strstr(clues->generator, "PowerPoint");
}

/* The page of a slide's picture holds its text in a comment after the body, for search engines. */
static gboolean read_commented(const Export *export, const char *reference, HtmlSlide *slide) {
  gsize length;
  g_autofree char *text = read_file(export, reference, &length);
  const char *body = text ? strstr(text, "</CENTER>") : NULL;
  const char *from = body ? strstr(body, "<!--") : NULL;
  const char *end = from ? strstr(from, "-->") : NULL;
  if (end)
    html_slide_read(export->extraction, from + 4, (gsize)(end - from - 4), slide);
  return text != NULL;
}

static void read_powerpoint_97(Export *export, const Clues *clues) {
  for (guint number = 1; number < MAX_SLIDES && !export->stopped; number++) {
    g_autofree char *words = g_strdup_printf("tsld%03u%s", number, clues->ending);
    g_autofree char *picture = g_strdup_printf("sld%03u%s", number, clues->ending);
    g_auto(HtmlSlide) slide = {0};
    extraction_progress(export->extraction, number, clues->sld);
    if (read_slide_file(export, words, &slide) || read_commented(export, picture, &slide))
      add_slide(export, &slide, FALSE);
    else if (number <= clues->sld)
      export->missing++;
    else
      return;
  }
}

/* --- Impress, one file a slide -------------------------------------------------------------------------------- */

/* Whether a page begins as those of Impress do: a <center> with nothing but links (or buttons), the links to slides. */
static gboolean is_impress_page(const char *text, gsize length) {
  HtmlScanner scanner;
  HtmlToken token;
  gboolean body = FALSE, center = FALSE;
  g_auto(Clues) clues = {0};
  html_scanner_init(&scanner, text, length);
  for (guint tags = 0; tags < MAX_TAGS && html_scanner_next(&scanner, &token);) {
    if (token.type != HTML_TOKEN_START && token.type != HTML_TOKEN_END)
      continue;
    tags++;
    if (!body)
      body = token.type == HTML_TOKEN_START && html_name_is(token.name, token.name_length, "body");
    else if (!center && !html_name_is(token.name, token.name_length, "center"))
      return FALSE;
    else if (html_name_is(token.name, token.name_length, "center") && center)
      return token.type == HTML_TOKEN_END && clues.impress;
    else if (html_name_is(token.name, token.name_length, "center"))
      center = token.type == HTML_TOKEN_START;
    else if (token.type == HTML_TOKEN_START)
      note_tag(&clues, &token);
  }
  return FALSE;
}

static char *read_impress_text(const Export *export, guint number, const char *ending, gsize *length) {
  g_autofree char *reference = g_strdup_printf("text%u%s", number, ending);
  g_autofree char *text = read_file(export, reference, length);
  return text && is_impress_page(text, *length) ? g_steal_pointer(&text) : NULL;
}

/* Where the notes begin: below the slide's text, under the only heading of its level ("Notes:", "Anteckningar:"). */
static const char *find_notes(const char *markup, gsize length) {
  const char *lower = g_strrstr_len(markup, (gssize)length, "<h3>");
  return lower ? lower : g_strrstr_len(markup, (gssize)length, "<H3>");
}

static void take_notes(const Export *export, const char *markup, gsize length, HtmlSlide *slide) {
  g_auto(HtmlSlide) notes = {0};
  html_slide_read(export->extraction, markup, length, &notes);
  if (*notes.text)
    slide->notes = g_steal_pointer(&notes.text);
}

static void read_impress_slide(const Export *export, guint number, const char *ending, const char *markup, gsize length,
                               HtmlSlide *slide) {
  const char *below = find_notes(markup, length);
  html_slide_read(export->extraction, markup, below ? (gsize)(below - markup) : length, slide);
  if (below) {
    take_notes(export, below, length - (gsize)(below - markup), slide);
    return;
  }
  /* frames show them on a page of their own */
  g_autofree char *reference = g_strdup_printf("note%u%s", number, ending);
  gsize notes_length;
  g_autofree char *notes = read_file(export, reference, &notes_length);
  if (notes)
    take_notes(export, notes, notes_length, slide);
}

/* How many slides the page's script speaks of, where it is a frame set. */
static guint count_in_script(const char *text, gsize length) {
  static const char mark[] = "nPageCount = ";
  const char *found = memmem(text, length, mark, strlen(mark));
  return found ? (guint)MIN(g_ascii_strtoull(found + strlen(mark), NULL, 10), MAX_SLIDES) : 0;
}

/* "<p><strong>Author:</strong> name</p>" on the page of contents, in the languages of the program. */
static void read_impress_author(Document *document, const char *text, gsize length) {
  static const char *const labels[] = {"Author", "Författare", "Forfatter", "Forfattar", "Autor", "Tekijä"};
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
    g_autofree char *mark = g_strdup_printf("<strong>%s:</strong>", labels[i]);
    const char *found = memmem(text, length, mark, strlen(mark));
    const char *from = found ? found + strlen(mark) : NULL;
    const char *end = from ? memchr(from, '<', (gsize)(text + length - from)) : NULL;
    g_autofree char *name = end ? html_plain_line(from, (gsize)(end - from)) : NULL;
    metadata_add_authors(document, name);
  }
}

/* FALSE where the pages that are linked to turn out to be none of Impress. */
static gboolean read_impress(Export *export, const Clues *clues, const char *text, gsize length) {
  Document *document = export->extraction->document;
  guint count = MAX(MAX(clues->img, clues->text), count_in_script(text, length));
  for (guint number = 0; number < MAX_SLIDES && !export->stopped; number++) {
    gsize slide_length;
    g_autofree char *markup = read_impress_text(export, number, clues->ending, &slide_length);
    if (!markup && number == 0)
      return FALSE;
    if (!markup && number >= count)
      return TRUE;
    if (number == 0) {
      begin(document, clues);
      read_impress_author(document, text, length);
    }
    extraction_progress(export->extraction, number, count);
    g_auto(HtmlSlide) slide = {0};
    if (!markup) {
      export->missing++;
      continue;
    }
    read_impress_slide(export, number, clues->ending, markup, slide_length, &slide);
    add_slide(export, &slide, FALSE);
  }
  return TRUE;
}

/* --- all slides in one file ----------------------------------------------------------------------------------- */

/* Where the next slide's markup begins, or the end. */
static const char *next_mark(const char *from, const char *end, const char *mark) {
  const char *found = memmem(from, (gsize)(end - from), mark, strlen(mark));
  return found ? found : end;
}

static void read_xhtml_slide(Export *export, const char *from, const char *end) {
  GString *markup = g_string_new_len(from, end - from);
  if (g_str_has_prefix(markup->str, "<div"))
    g_string_insert(markup, 4, " class=\"" HTML_SLIDE_BOX_CLASS "\"");
  g_string_replace(markup, XHTML_NOTES "<div", "<div class=\"" HTML_SLIDE_NOTES_CLASS "\"", 0);
  g_auto(HtmlSlide) slide = {0};
  html_slide_read(export->extraction, markup->str, markup->len, &slide);
  g_string_free(markup, TRUE);
  add_slide(export, &slide, FALSE);
}

/* LibreOffice's XHTML, which `soffice --convert-to html` makes of presentations. */
static void read_xhtml(Export *export, const char *text, gsize length) {
  const char *end = text + length;
  const char *from = next_mark(text, end, XHTML_SLIDE);
  while (from < end && !export->stopped) {
    from += strlen(XHTML_SLIDE);
    const char *next = next_mark(from, end, XHTML_SLIDE);
    extraction_progress(export->extraction, export->slides, 0);
    read_xhtml_slide(export, from, next);
    from = next;
  }
}

/* Impress's HTML in one document: a slide begins with an <h1>, be it empty, that begins a page. */
static void read_single(Export *export, const char *text, gsize length) {
  const char *end = text + length;
  const char *body = next_mark(text, end, "<body");
  for (const char *from = body; from < end && !export->stopped;) {
    const char *next = next_mark(from + 1, end, SINGLE_SLIDE);
    g_auto(HtmlSlide) slide = {0};
    extraction_progress(export->extraction, export->slides, 0);
    html_slide_read(export->extraction, from, (gsize)(next - from), &slide);
    add_slide(export, &slide, FALSE);
    from = next;
  }
}

static gboolean is_of_libreoffice(const Clues *clues) {
  static const char *const names[] = {"LibreOffice", "OpenOffice", "StarOffice"};
  for (gsize i = 0; clues->generator && i < G_N_ELEMENTS(names); i++)
    if (strstr(clues->generator, names[i]))
      return TRUE;
  return FALSE;
}

/* --- a slide alone -------------------------------------------------------------------------------------------- */

static void read_alone(Export *export, const Clues *clues, const char *text, gsize length) {
  g_auto(HtmlSlide) slide = {0};
  begin(export->extraction->document, clues);
  html_slide_read(export->extraction, text, length, &slide);
  add_slide(export, &slide, FALSE);
}

/* Whether the page named is there and leads to slides. */
static gboolean is_first_page(const Export *export, const char *reference) {
  gsize length;
  g_autofree char *text = reference ? read_file(export, reference, &length) : NULL;
  g_auto(Clues) clues = {0};
  if (text)
    read_clues(text, length, &clues);
  return clues.impress || clues.sld > 0;
}

/* A file of PowerPoint 97 or Impress, by its name and its links. */
static gboolean read_slides_file(Export *export, const Clues *clues, HtmlSlideFile file, const char *ending,
                                 const char *text, gsize length) {
  gboolean of_powerpoint = file == HTML_SLIDE_FILE_SLD || file == HTML_SLIDE_FILE_TSLD;
  g_autofree char *first_slide = g_strdup_printf("%s%s", of_powerpoint ? "sld001" : "text0", ending);
  gsize first_length;
  g_autofree char *first_text = read_file(export, first_slide, &first_length);
  g_auto(Clues) first = {0};
  if (first_text)
    read_clues(first_text, first_length, &first);
  /* other pages may be called "text1.html" as well */
  if (of_powerpoint ? !is_powerpoint_97(clues)
                    : !(first_text && is_impress_page(first_text, first_length)) && !is_impress_page(text, length))
    return FALSE;
  /* index.htm is what the pages of PowerPoint 97 call index.html as well */
  const char *const candidates[] = {clues->other, first.other, of_powerpoint ? "index.htm" : NULL,
                                    of_powerpoint ? "index.html" : NULL};
  for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++) {
    if (!is_first_page(export, candidates[i]))
      continue;
    set_part(export->extraction->document, candidates[i]);
    return TRUE;
  }
  if (file != HTML_SLIDE_FILE_TSLD && !is_impress_page(text, length))
    return FALSE;
  read_alone(export, clues, text, length);
  return TRUE;
}

gboolean html_slides_extract(Extraction *extraction, const char *text, gsize length, const HtmlParts *parts) {
  guint number;
  const char *ending = NULL;
  Export export = {.extraction = extraction, .parts = parts};
  HtmlSlideFile file = html_slide_file(parts->name, &number, &ending);
  g_auto(Clues) clues = {0};
  read_clues(text, length, &clues);
  if (clues.powerpoint && clues.slide) {
    read_alone(&export, &clues, text, length);
  } else if (clues.powerpoint && !clues.main_file && (clues.presentation || clues.file_list)) {
    begin(extraction->document, &clues);
    read_powerpoint(&export, &clues, text, length);
  } else if (file > HTML_SLIDE_FILE_POWERPOINT && !parts->archive) {
    return read_slides_file(&export, &clues, file, ending, text, length);
  } else if (is_powerpoint_97(&clues) && clues.sld > 0) {
    begin(extraction->document, &clues);
    read_powerpoint_97(&export, &clues);
  } else if (clues.impress && clues.ending && !parts->archive && read_impress(&export, &clues, text, length)) {
    ;
  } else if (clues.impress && is_impress_page(text, length)) {
    read_alone(&export, &clues, text, length); /* pictures alone, or the rest is missing */
  } else if (memmem(text, length, XHTML_SLIDE, strlen(XHTML_SLIDE))) {
    begin(extraction->document, &clues);
    read_xhtml(&export, text, length);
  } else if (is_of_libreoffice(&clues) && memmem(text, length, SINGLE_SLIDE, strlen(SINGLE_SLIDE))) {
    begin(extraction->document, &clues);
    read_single(&export, text, length);
  } else {
    return FALSE;
  }
  finish(&export);
  return TRUE;
}
