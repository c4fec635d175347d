/* Names of organisations: a table of those known (data/organisations.tsv), with what they were called when, and the
 * names of municipalities and counties that bodies are named after. Built once a process, read-only afterwards.
 *
 * "Folded" here means lower case, nothing more; words are parted where a character is neither letter, digit, mark nor
 * a hyphen between two such ("Klima- og miljødepartementet": klima, og, miljødepartementet). All that is returned is
 * borrowed and lives as long as the process. */
#pragma once

#include <glib.h>

typedef struct Organisation Organisation;

/* One name of an organisation. */
typedef struct {
  const Organisation *organisation;
  char *name;
  char *abbreviation; /* that goes with this name, or NULL */
  char **words;       /* folded */
  guint word_count;   /* >= 1 */
  guint from, to;     /* years in which it was borne; 0: not told */
} OrganisationName;

struct Organisation {
  char *country;    /* "SE", "NO", "DK", "XN" for those of several countries */
  char *kind;       /* "agency", "ministry", "university", ... */
  GPtrArray *names; /* OrganisationName*; the first is the one of today */
};

const char *organisation_name_today(const Organisation *organisation);

/* The name that it bore in a year: the one whose years hold it, the narrowest first; today's where none is told. 0: the
 * one of today. */
const char *organisation_name_in_year(const Organisation *organisation, guint year);

/* The names that begin with this folded word: GPtrArray of OrganisationName*, those of more words first; or NULL. */
const GPtrArray *organisations_beginning_with(const char *folded_word);

/* The organisation that bears an abbreviation, in the case in which it is written. `country` is where the text comes
 * from (NULL: not known): its own bodies go first; those of other countries count only where the abbreviation is
 * nobody else's and has at least four letters (three where the country is not known). NULL where there is none. */
const Organisation *organisations_by_abbreviation(const char *abbreviation, const char *country);

/* The organisation with this name, in whatever case. NULL where there is none. */
const Organisation *organisations_by_name(const char *name);

/* Whether the folded words, a space between each, name a municipality of Sweden or Norway, in the genitive ("lunds",
 * "upplands väsby") or not. Gives the country's code or NULL. */
const char *organisations_municipality(const char *folded);

/* The county that folded words name ("västra götaland", "västra götalands"): its official name in Swedish ("Västra
 * Götalands län") or Norwegian ("Vestland"); NULL where there is none. */
const char *organisations_county(const char *folded);

/* Longest county name in words. */
#define COUNTY_WORDS_MAX 5

/* Parts a text at the borders told above, folded. Caller frees with g_strfreev(). */
char **organisations_split(const char *text);
