/* Given names of Sweden, Norway and Denmark (data/given-names.txt), and the words that stand about a name: titles,
 * particles, and what makes a name the name of a street. Built once a process, read-only afterwards. */
#pragma once

#include <glib.h>

typedef enum {
  GIVEN_NAME_NONE,
  GIVEN_NAME_WORD, /* also an everyday word: "Liv", "Dag" */
  GIVEN_NAME_SURE,
} GivenName;

/* What a capitalised word of `length` bytes is as a given name. A double name ("Anna-Karin") goes by its first part, a
 * genitive is none. */
GivenName person_names_given(const char *word, gsize length);

/* von, af, de ...: what stands in lower case between two parts of a name. */
gboolean person_names_particle(const char *word, gsize length);

/* Whether a folded word tells what somebody does or is: "miljöstrateg", "seniorrådgiver", "ordføraren". */
gboolean person_names_title(const char *folded);

/* Whether a folded word makes what stands before it, or itself, the name of a street, a house or a square: "gata",
 * "Sankt Eriksgatan", "plats". */
gboolean person_names_address(const char *folded);
