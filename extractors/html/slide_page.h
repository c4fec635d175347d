/* One slide as a presentation program writes it in HTML: heading, text, notes. */
#pragma once

#include "extractors/extractor.h"

typedef struct {
  char *heading; /* NULL where the slide has no title */
  char *text;    /* form of Unit.text; may be empty */
  char *notes;   /* NULL where there are none */
} HtmlSlide;

/* Classes that the caller may give to elements before the page is read. */
#define HTML_SLIDE_NOTES_CLASS "nordsok-notes"
#define HTML_SLIDE_BOX_CLASS "nordsok-slide"

/* Reads a slide from markup. Understands:
 * - PowerPoint 2000-2007: what stands in the element "SlideObj", its boxes of class T or CT being the title, and in
 *   "NotesObj", both of which scripts were to show;
 * - PowerPoint 97 and Impress: the first heading is the title;
 * - a box of class HTML_SLIDE_BOX_CLASS: boxes in it that say the same again count once, those of class
 *   HTML_SLIDE_NOTES_CLASS are notes, a short first line is the title.
 * Rows of links that lead to other slides become furniture of extraction->document, whose other fields are not touched.
 */
void html_slide_read(Extraction *extraction, const char *markup, gsize length, HtmlSlide *slide);
void html_slide_clear(HtmlSlide *slide);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HtmlSlide, html_slide_clear)

/* Names that the programs give to the files of a presentation: "slide0012.htm", "sld003.htm", "tsld003.htm",
 * "img2.html", "text2.html", "note2.html", "outline0.html", "navbar1.html", "siframes.html", also "STEM_files/NAME". */
typedef enum {
  HTML_SLIDE_FILE_NONE,
  HTML_SLIDE_FILE_POWERPOINT, /* slide0012.htm */
  HTML_SLIDE_FILE_SLD,        /* sld003.htm */
  HTML_SLIDE_FILE_TSLD,       /* tsld003.htm */
  HTML_SLIDE_FILE_IMG,
  HTML_SLIDE_FILE_TEXT,
  HTML_SLIDE_FILE_BESIDE, /* note2, outline0, navbar1, siframes: they belong to slides and are none */
} HtmlSlideFile;

/* Which of them the name of a file is; *number and *ending (".html", borrowed) are set unless it is none. */
HtmlSlideFile html_slide_file(const char *name, guint *number, const char **ending);
