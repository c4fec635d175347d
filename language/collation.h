/* The order of words in a language: å ä ö at the end in Swedish, æ ø å in Norwegian and Danish (CLDR, by ICU). */
#pragma once

#include <glib.h>

typedef struct Collation Collation;

/* `language`: "sv", "nb", "nn", "da", "en", ...; anything else, or NULL: the order of CLDR's root. Never NULL. */
Collation *collation_new(const char *language);
void collation_free(Collation *collation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Collation, collation_free)

/* As strcmp(), for UTF-8; NULL comes last. */
int collation_compare(const Collation *collation, const char *a, const char *b);
