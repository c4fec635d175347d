/* Where a text names places: every spot where a name of the gazetteer stands, with what its neighbourhood says of it.
 * Whether it is a place is decided by the stage, which knows the whole document. */
#pragma once

#include "document/document.h"
#include "language/gazetteer.h"
#include "pipeline/stages/name_words.h"

/* How sure it is that a name of the gazetteer stands for the place. */
typedef enum {
  PLACE_BLOCKED,  /* part of another name: "Göteborgs universitet", "Jan Smøla Hagen" */
  PLACE_UNLIKELY, /* an everyday word with nothing that speaks for a place */
  PLACE_POSSIBLE, /* one within a sentence: a place, if the document's other places are of the same country */
  PLACE_LIKELY,   /* one behind a preposition; a name that is no everyday word */
  PLACE_CERTAIN,  /* beside "kommun", "län", "Region" */
} PlaceTrust;

typedef struct {
  guint unit;
  FindingField field;
  gsize start, end;        /* bytes, the name alone */
  const GPtrArray *places; /* GazetteerPlace*, borrowed */
  const char *country;     /* of the text, static or NULL */
  PlaceTrust trust;
  gboolean county, municipality; /* stands as the name of one */
  gboolean behind_person;        /* "Idar Sande, Sula" */
  gboolean ambiguous;            /* an everyday word as well */
  gboolean linked;               /* nothing but a comma or a conjunction parts it from the mention before */
  gboolean within;               /* "Våler i Hedmark": the next mention is the county that it lies in */
} PlaceMention;

/* Names of the people in a document, and of the bodies that begin with a place's. */
typedef struct {
  GHashTable *pairs;    /* two neighbouring words of a name, folded, a space between */
  GHashTable *surnames; /* last words, folded */
  GHashTable *bodies;   /* GPtrArray* of gazetteer_find() -> GPtrArray of char*, as written: "Bergen Næringsråd" */
} PlacePeople;

void place_people_init(PlacePeople *people, const Document *document);
void place_people_clear(PlacePeople *people);

/* Appends the mentions in a text that has been read into `words` to `mentions` (PlaceMention), in the order of the
 * text. */
void place_mentions_find(GArray *mentions, const NameWords *words, const PlacePeople *people, guint unit,
                         FindingField field, const char *country);
