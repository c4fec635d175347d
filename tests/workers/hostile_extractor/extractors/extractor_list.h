/* The formats of the hostile worker: all of nordsok's, and one that tries to get out. registry.c is compiled a second
 * time with this list in the place of its own (Makefile), so that no program that is installed knows of it. */
EXTRACTOR(hostile)
#include "../../../../extractors/extractor_list.h"
