/* The knowledge files of data/, as compiled into the programs. */
#pragma once

#include <glib.h>

/* Calls `func` with each line of data/NAME that is neither empty nor a comment (#). The line may be written to, and is
 * freed afterwards. A name that data/resources.xml does not list ends the program: only a broken build lacks it. */
void knowledge_each_line(const char *name, void (*func)(char *line, gpointer data), gpointer data);

/* The same, with the number of each line in the file, from 1. */
void knowledge_each_numbered_line(const char *name, void (*func)(char *line, guint number, gpointer data),
                                  gpointer data);

/* Cuts `content` at its LFs, in place, and calls `func` as above: for lines that are to stay. */
void knowledge_split_lines(char *content, void (*func)(char *line, guint number, gpointer data), gpointer data);

/* CRC-32 of all files below the folder data/NAME ("stop-words"), in the order of their names. */
guint32 knowledge_checksum(const char *folder);

/* The whole of data/NAME, NUL-terminated; `*length` (may be NULL) gets its bytes. Caller frees. */
char *knowledge_read(const char *name, gsize *length);
