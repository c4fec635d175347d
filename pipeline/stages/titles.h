/* The title of a document that does not name itself. */
#pragma once

#include "document/document.h"

/* Sets the title where it is not known: the first slide's heading, the first section's, or the first block of the
 * first page where it reads like a title. What serves as title stays where it is too. */
void title_choose(Document *document);
