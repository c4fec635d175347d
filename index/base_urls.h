/* The addresses at which folders are to be found on the web, as a reader of the index knows them. */
#pragma once

#include "index/database.h"

typedef struct BaseUrls BaseUrls;

/* All that the index has. Never NULL. */
BaseUrls *base_urls_new(Database *database);
void base_urls_free(BaseUrls *urls);

/* The address of a path: that of the nearest folder above it, with the rest of the path percent-encoded (RFC 3986,
 * section 2.1). NULL where no folder has one, or `path` is NULL. Caller frees. */
char *base_urls_find(const BaseUrls *urls, const char *path);
