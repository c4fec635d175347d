/* The roots of an archive: what `nordsok index` reads when it is told no paths, from a file such as
 *
 *     [minutes]
 *     path=/srv/minutes
 *     base-url=https://example.org/minutes/
 *     metadata=minutes.csv
 *     exclude=drafts/;*.tmp
 *
 * One group a root, its name free. Keys: path (the only one that must be there), base-url, metadata, include, exclude
 * (patterns of ignore.h, parted by ";"), hidden, one-file-system, follow-links (true or false), ocr (auto, never,
 * always). Paths are relative to the folder of the file; "~/" is the home folder; a path whose bytes are not UTF-8 is
 * written as a file: URI. Syntax: GKeyFile, so "\" is written "\\". */
#pragma once

#include "document/ocr.h"
#include "pipeline/discover.h"

typedef struct {
  char *name;                /* of the group; NULL where it is from no file */
  char *path;                /* absolute */
  char *base_url;            /* where the files lie for the world; NULL: not said */
  char *metadata;            /* absolute path of a table of what the files do not say; NULL: none */
  char **include, **exclude; /* NULL: none */
  gboolean hidden, one_file_system, follow_links;
  gboolean has_ocr;
  OcrMode ocr; /* where has_ocr */
} Root;

/* A root without more than a path, made absolute. */
Root *root_new(const char *path);
void root_free(Root *root);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Root, root_free)

/* Adds to a root what was said for all of them: patterns to its patterns, and what is TRUE. */
void root_add_rules(Root *root, const DiscoveryRules *rules);

/* Adds the root as a starting path, with its rules. */
void discovery_add_root(Discovery *discovery, const Root *root);

typedef enum {
  ROOTS_UNREADABLE,  /* detail: why */
  ROOTS_SYNTAX,      /* detail: what is wrong; group or key where known */
  ROOTS_NONE,        /* no group */
  ROOTS_DOUBLE,      /* group, and key where it is one: there twice, one would be lost */
  ROOTS_NO_PATH,     /* group */
  ROOTS_UNKNOWN_KEY, /* group, key; detail: the keys there are */
  ROOTS_VALUE,       /* group, key; detail: what may stand there */
} RootsProblem;

/* Why a file cannot be used; for a command to put into words. */
typedef struct {
  RootsProblem problem;
  char *group, *key, *detail; /* NULL where not named */
} RootsFault;

void roots_fault_clear(RootsFault *fault);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RootsFault, roots_fault_clear)

/* The roots in a file (Root*), in its order; NULL with *fault (the caller's to clear). Files of more than 1 MB are not
 * read. Whether the paths are there is not looked at. */
GPtrArray *roots_read(const char *file, RootsFault *fault);

/* "nordsok/roots.conf" in the first of the folders where it is; NULL where there is none. Caller frees. */
char *roots_find(const char *const *folders);
#define ROOTS_FILE "nordsok/roots.conf"
