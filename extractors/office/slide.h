/* The shapes of a slide or notes page to a title and a body in reading order (ECMA-376 Part 1, 19.3). */
#pragma once

#include "extractors/office/package.h"

/* Remembers layouts and masters, which many slides share. */
typedef struct SlideReader SlideReader;

/* A file that lies on the slide and is no part of its text. */
typedef struct {
  char *name;
  Document *document; /* as its own extractor read it; may have no units */
} SlideObject;

typedef struct {
  char *title;        /* one line, or NULL */
  char *text;         /* never NULL; an empty line between shapes */
  GPtrArray *objects; /* SlideObject*; never NULL */
} SlideContent;

void slide_content_clear(SlideContent *content);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SlideContent, slide_content_clear)

/* Both are borrowed until slide_reader_free(); the document gets as furniture what is seen on the slide and is not part
 * of its text: dates, footers, slide numbers, and what a person put on its layout or master. */
SlideReader *slide_reader_new(OpcPackage *package, Extraction *extraction);
void slide_reader_free(SlideReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SlideReader, slide_reader_free)

/* Reads `root` (p:sld, p:notes or a master), whose relationships are given; fields for the number of the slide show
 * `number`, or what was saved where that is NULL. Only its own words: the prompts of layouts and masters stay out,
 * their placeholders only tell what a placeholder of the slide is and where it stands. */
SlideContent slide_reader_read(SlideReader *reader, const xmlNode *root, const GPtrArray *relationships,
                               const char *number);

/* Addresses that the slides so far lead to, a space between them. Borrowed. */
const char *slide_reader_links(const SlideReader *reader);

/* How many embedded files so far could not be read though they are of a known format. */
guint slide_reader_unread_objects(const SlideReader *reader);
