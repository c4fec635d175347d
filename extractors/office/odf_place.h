/* Where a shape of an OpenDocument page stands (ODF 1.3 Part 3, 19.575 svg:x and following, 19.228 draw:transform). */
#pragma once

#include "extractors/office/arrange.h"
#include "extractors/office/odf_xml.h"

/* The box around the shape in centimetres of the page, in which the members of groups are told as well. FALSE where it
 * tells no place. */
gboolean odf_place_read(const xmlNode *shape, ShapeBox *box);
