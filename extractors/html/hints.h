/* What class names, ids and roles say of an element, and what headings of link boxes say. Words in English, Swedish,
 * Norwegian and Danish; no site's private names. */
#pragma once

#include "extractors/html/elements.h"

/* An element named so is furniture as long as it is small and linked enough; what is more than that is text in spite of
 * its name. */
typedef struct {
  guint plain_limit;  /* at most so many bytes of text outside links */
  guint link_percent; /* at least so much of the text is in links */
} HtmlHint;

/* Whether the element's class or id names furniture, given its figures: `text` bytes, of which `link_text` in links. */
gboolean html_hint_is_furniture(const xmlNode *node, guint text, guint link_text);

/* Whether the element's class or id says that it is a contact box. */
gboolean html_hint_is_contact(const xmlNode *node);

/* Whether the element's class or id says that it is the site's: head, foot, menu, notice about cookies. */
gboolean html_hint_is_site(const xmlNode *node);

/* Whether the element's id or class names the main content. */
gboolean html_hint_is_content(const xmlNode *node);

/* Whether an image's alternative text only says that a link opens elsewhere: the icon behind a link. */
gboolean html_alt_is_interface(const char *alt);

/* Whether a whole short text speaks for the page's interface, not its subject: "Skriv ut sidan", "Til toppen", "Sidan
 * visas bäst i ...". Any case, surrounding space ignored. */
gboolean html_text_is_interface(const char *text);

/* Whether a heading stands over links that lead elsewhere: "Läs mer", "Relatert innhold". Any case, surrounding space
 * ignored. */
gboolean html_heading_is_related(const char *heading);

/* Whether it stands over teasers of what is new or to come on the site: "Senaste nytt", "Kalender", "Det sker". */
gboolean html_heading_is_news(const char *heading);

/* Whether it stands over the field or link where one signs up for letters: "Prenumerera", "Nyhetsbrev". */
gboolean html_heading_is_sign_up(const char *heading);

/* Whether a text speaks of cookies. */
gboolean html_text_is_on_cookies(const char *text);

/* Whether a text that is a link leads away from the text around it: "Läs också: ...". */
gboolean html_text_leads_away(const char *text);

/* A copy with the capitals of ASCII and Latin-1 as small letters: as g_utf8_strdown() for Nordic text, at a fraction of
 * its cost, which matters for each small block of a page. Caller frees. */
char *html_lower_case(const char *text);
