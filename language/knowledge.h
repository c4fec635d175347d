/* The knowledge files of data/, as compiled into the programs. */
#pragma once

#include <glib.h>

/* Calls `func` with each line of data/NAME that is neither empty nor a comment (#). The line may be written to, and is
 * freed afterwards. A name that data/resources.xml does not list ends the program: only a broken build lacks it. */
void knowledge_each_line(const char *name, void (*func)(char *line, gpointer data), gpointer data);
