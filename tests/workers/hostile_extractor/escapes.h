/* Ways out of the cage, each of which must be refused. */
#pragma once

#include <glib.h>

#define ESCAPE_UNKNOWN (-1)

/* Tries the way of that name. `argument` is a path where the way needs one, `document` the descriptor of the document
 * in hand. Gives 0 where it has worked, the errno with which it was refused, or ESCAPE_UNKNOWN. */
int escape_try(const char *name, const char *argument, int document);
