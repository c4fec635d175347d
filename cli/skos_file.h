/* What the commands that import SKOS share: reading the file through the cage, telling what is wrong with it. */
#pragma once

#include "cli/progress.h"
#include "pipeline/thesaurus_file.h"

/* The file's concepts; NULL after having told what is wrong, with the exit code in *result. */
ThesaurusFile *skos_file_read(const char *path, Progress *progress, const volatile sig_atomic_t *interrupted,
                              int *result);

/* Says that the run was stopped and has left nothing behind; returns EXIT_INTERRUPTED. */
int skos_tell_interrupted(void);
