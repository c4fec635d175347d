/* The shapes of a slide or notes page to a title and a body in reading order (ECMA-376 Part 1, 19.3). */
#pragma once

#include "extractors/office/package.h"

/* Remembers the placeholders of layouts and masters, which many slides share. */
typedef struct SlideReader SlideReader;

typedef struct {
  char *title; /* one line, or NULL */
  char *text;  /* never NULL; an empty line between shapes */
} SlideContent;

void slide_content_clear(SlideContent *content);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SlideContent, slide_content_clear)

/* Both are borrowed until slide_reader_free(); `document` gets dates, footers and slide numbers as furniture. */
SlideReader *slide_reader_new(OpcPackage *package, Document *document);
void slide_reader_free(SlideReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SlideReader, slide_reader_free)

/* Reads `root` (p:sld or p:notes), whose relationships are given. Only its own words: the prompts of layouts and
 * masters stay out, their placeholders only tell what a placeholder of the slide is and where it stands. */
SlideContent slide_reader_read(SlideReader *reader, const xmlNode *root, const GPtrArray *relationships);
