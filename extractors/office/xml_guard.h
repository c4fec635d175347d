/* What is asked of XML before it is parsed. */
#pragma once

#include <glib.h>

/* Attributes of one tag: libxml2 2.9 is quadratic in them (STYLE.md, pitfall 14). */
#define XML_MAX_ATTRIBUTES 8000u

/* Whether a tag may have more attributes than that. */
gboolean xml_has_too_many_attributes(const void *bytes, gsize length);
