/* What the styles, master pages and declarations of an OpenDocument presentation say of its pages: which are hidden,
 * which frames are titles, what stands on every page. */
#pragma once

#include "extractors/office/odf_text.h"

typedef struct OdfStyles OdfStyles;

OdfStyles *odf_styles_new(void);
void odf_styles_free(OdfStyles *styles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OdfStyles, odf_styles_free)

/* Adds what the root of styles.xml, content.xml or a flat file has: styles (16), master pages (16.9), declarations of
 * headers, footers and dates (10.9.3). */
void odf_styles_read(OdfStyles *styles, const xmlNode *root);

/* Whether a style of pages hides them in the show (presentation:visibility, 20.237). `style` may be NULL. */
gboolean odf_styles_hide(const OdfStyles *styles, const char *style);

/* Whether a style of presentation shapes comes from the master's style for titles ("Default-title"); frames that lost
 * their class still tell by it. May be NULL. */
gboolean odf_styles_are_of_title(const OdfStyles *styles, const char *style);

/* The texts that a master page puts on each of its pages, but prompts: char*. NULL where there are none. */
const GPtrArray *odf_styles_master_texts(const OdfStyles *styles, const char *master);

/* The number printed on the first page, if it has that master (style:first-page-number, 20.260). */
gint64 odf_styles_first_number(const OdfStyles *styles, const char *master);

/* Whether a layer is not shown on the screen (draw:display, 19.143). `layer` may be NULL. */
gboolean odf_styles_hide_layer(const OdfStyles *styles, const char *layer);

/* Whether a value of draw:display keeps something from the screen: "none", "printer". May be NULL. */
gboolean odf_display_is_off(const char *display);

/* The text of a declaration, or NULL. */
const char *odf_styles_declaration(const OdfStyles *styles, OdfElement kind, const char *name);
