/* Municipalities, counties and regions of Sweden, Norway and Denmark, of today and of earlier (data/places). Built once
 * a process, read-only afterwards; all that is returned is borrowed and lives as long as the process.
 *
 * "Folded" means lower case, nothing more; the words of a name have one space between them, hyphens stay. */
#pragma once

#include <glib.h>

typedef enum { GAZETTEER_MUNICIPALITY, GAZETTEER_COUNTY } GazetteerLevel;

typedef struct {
  char *code;        /* "SE-1441", "SE-14", "NO-4601", "NO-46", "DK-101", "DK-1084" */
  char country[3];   /* "SE", "NO", "DK" */
  char *name;        /* base form: "Lund", "Västra Götalands län", "Vestland" */
  char *county;      /* code of its county, of the list of its time; NULL for a county */
  char **successors; /* codes of today, NULL-terminated; empty for a place of today */
  GazetteerLevel level;
  gboolean earlier;   /* not on the list of today */
  gboolean ambiguous; /* also an everyday word or a surname */
} GazetteerPlace;

/* Most words of a name ("landstinget i uppsala län"). */
#define GAZETTEER_WORDS_MAX 5

/* Most words of a name that begins with this folded word, in the genitive or not; 0: none does. */
guint gazetteer_words(const char *folded_word);

/* The places that bear a name (folded), as it stands or in the genitive ("lunds", "oslo's"): GPtrArray of
 * GazetteerPlace*, those of today first; NULL where there is none. */
const GPtrArray *gazetteer_find(const char *folded);

/* The place with a code, or NULL. */
const GazetteerPlace *gazetteer_by_code(const char *code);

/* Whether a place lies in a county, or lay there, under whatever name and code that county had then: Nes (NO-3228) in
 * Akershus and in Viken. */
gboolean gazetteer_lies_in(const GazetteerPlace *place, const GazetteerPlace *county);

/* What a text tells of the places in it. */
typedef struct {
  const char *country;       /* "SE", "NO", "DK": where the text comes from; NULL: not known */
  const GPtrArray *counties; /* GazetteerPlace*, that it names; may be NULL */
  gboolean county;           /* the name stands as that of a county ("Region Stockholm", "Kalmar län") */
  gboolean municipality;     /* the name stands as that of a municipality ("Stockholms stad") */
} GazetteerContext;

/* Chooses among places of one name. `*sure` gets FALSE where several fit equally well and the first was taken. NULL
 * only where the context wants a level that none has. */
const GazetteerPlace *gazetteer_choose(const GPtrArray *places, const GazetteerContext *context, gboolean *sure);

/* Places of one list ("SE", "NO", "DK") and level that are there today; for tests and tools. */
guint gazetteer_count(const char *country, GazetteerLevel level);
