/* The rules that tell furniture from content, element by element. Choosing the content's root is content.c's. */
#pragma once

#include "extractors/html/content.h"

/* Figures of the page that the rules weigh an element against. */
typedef struct {
  guint32 text;           /* of the body */
  guint32 plain_text;     /* of these, outside links */
  guint8 headings;        /* of the body */
  gboolean main_article;  /* <main> holds an <article> with the h1: what stands beside it is aside */
  gboolean sectioned;     /* there is a <main> or an <article>, or an element with their roles */
  gboolean structured;    /* the content's root was found by structure, not by density */
  GHashTable *controlled; /* id (borrowed) -> xmlNode*: what controls and in-page links show */
} HtmlPage;

/* Whether an element is furniture by its name, role or kind. Its figures are known. */
gboolean html_is_furniture(const HtmlPage *page, xmlNode *node);

/* Whether an element inside the content is a box of links that lead elsewhere. */
gboolean html_is_link_box(const HtmlPage *page, xmlNode *node);

/* The heading directly before a link box that belongs to it and goes with it, or NULL. */
xmlNode *html_heading_of_box(xmlNode *node);
