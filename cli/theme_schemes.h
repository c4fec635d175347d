/* nordsok themes import, schemes, remove. Each returns the exit code of the command. */
#pragma once

#include "cli/command.h"

/* `argument`: the file as the user wrote it; `given_name` NULL: the file's. */
int theme_schemes_import(const char *index_path, const char *argument, const char *given_name);

int theme_schemes_list(const char *index_path, OutputFormat format);

int theme_schemes_remove(const char *index_path, const char *name);
