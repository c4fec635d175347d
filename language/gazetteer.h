/* Names of places in running text: municipalities and counties of Sweden, Norway and Denmark (data/places), with the
 * names they had before, in all official languages, and in the genitive.
 *
 * What is a name only by its surroundings ("Mora", "Time", "Os") is told so by them: a word for municipality or county
 * beside it, a preposition of place before it, or a list with surer names. Part of the name of an organisation or a
 * person ("Lunds universitet", "Länsstyrelsen i Skåne", "Per Lund") is none. */
#pragma once

#include <glib.h>

typedef enum { GAZETTEER_MUNICIPALITY, GAZETTEER_COUNTY } GazetteerLevel;
typedef enum { GAZETTEER_SE, GAZETTEER_NO, GAZETTEER_DK, GAZETTEER_COUNTRIES } GazetteerCountry;

typedef struct GazetteerPlace GazetteerPlace;
struct GazetteerPlace {
  char code[12]; /* "SE-1281", "NO-46", "DK-1084"; "" where a former place had none that is known */
  GazetteerCountry country;
  GazetteerLevel level;            /* counties are län, fylker, and Denmark's regions and amter */
  const char *name;                /* to show: "Lund", "Skåne län" */
  char county[12];                 /* of a municipality that is: code of its county; else "" */
  guint since, until;              /* first year; first year in which it was no more. 0: not known; still there */
  const GazetteerPlace *successor; /* the one place that took over; NULL where it was split, or still is */
};

typedef struct {
  gsize start, end;                    /* bytes of the name with its word for municipality or county: "Lunds kommun" */
  gsize name_end;                      /* end of the name alone, with its genitive s */
  const GazetteerPlace *const *places; /* all that bear the name; borrowed, never freed */
  guint count;                         /* of places, at least 1 */
  gboolean has_level;                  /* the text says what it is: `level` */
  GazetteerLevel level;
  gboolean region;  /* named as the self-governing region: "Region Skåne", "Landstinget i Värmland" */
  gboolean sure;    /* by a word for municipality or county, a preposition, or a list; not by the name alone */
  gboolean pending; /* of the search; FALSE in what it gives */
} GazetteerMatch;

/* Appends all names in `text` (valid UTF-8) to `matches`, an array of GazetteerMatch, in their order. Allocates only
 * where the array grows. Any thread. */
void gazetteer_find(const char *text, gsize length, GArray *matches);

/* The place meant, from weights of the countries in the document: of the level told, in the likeliest country, one that
 * still is before one of the past. `counties` (may be NULL): codes of counties that the document names, as keys; they
 * decide between namesakes. NULL where nothing decides. Borrowed. */
const GazetteerPlace *gazetteer_choose(const GazetteerMatch *match, const double weights[GAZETTEER_COUNTRIES],
                                       GHashTable *counties);

/* "SE", "NO", "DK". */
const char *gazetteer_country_name(GazetteerCountry country);

/* The place that is, with this code; NULL where there is none. Borrowed. */
const GazetteerPlace *gazetteer_lookup(const char *code);

/* All places, GazetteerPlace*, for tests and lists. Borrowed. */
const GPtrArray *gazetteer_places(void);
