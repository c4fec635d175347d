/* The one way in which XML of office files is parsed: under a ceiling that libxml2 lacks, deaf to what XML may refer
 * to, and quiet. */
#pragma once

#include <glib.h>
#include <libxml/parser.h>

/* Attributes of one tag: libxml2 2.9 is quadratic in them (STYLE.md, pitfall 14). */
#define XML_MAX_ATTRIBUTES 8000u

/* Parses bytes of any XML encoding with `parser`, whose handlers the caller has set. What comes before a fault is kept,
 * and parser->wellFormed tells of it. NULL where there is nothing, or a tag has too many attributes. Entities are never
 * expanded, the net and files never asked. */
xmlDoc *xml_guard_read(xmlParserCtxt *parser, const void *bytes, gsize length);
