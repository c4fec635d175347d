/* Where the running program lies: what belongs to it (the worker, the catalogues) lies beside it. */
#pragma once

#include <glib.h>

/* The folder of the running program, absolute; NULL where neither /proc nor the kernel tells. Caller frees. Call before
 * the current folder is changed. */
char *program_folder(void);
