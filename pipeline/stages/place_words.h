/* The words beside the name of a place that tell what it is there: a municipality, a county, part of the name of a
 * university or a newspaper. Folded words in, classes out. */
#pragma once

#include <glib.h>

typedef enum {
  PLACE_WORD_NONE,
  PLACE_WORD_MUNICIPALITY, /* kommun, stad, herad */
  PLACE_WORD_HOUSE,        /* a municipality's house: rådhus, kulturhus */
  PLACE_WORD_COUNTY,       /* län, fylke, region, landsting */
  PLACE_WORD_OTHER_NAME,   /* universitet, dagblad, gymnas: the place only lends its name */
} PlaceWord;

/* The word that stands after a name: "Lunds KOMMUN", "Kalmar LÄN", "Göteborgs UNIVERSITET". */
PlaceWord place_word_after(const char *folded);

/* The word that stands before a name, with no preposition between, or with "i", "på": "KOMMUNENE Bø", "REGION Skåne",
 * "LÄNSSTYRELSEN i Kalmar", "UNIVERSITETET i Bergen". */
PlaceWord place_word_before(const char *folded);

/* "i", "från", "fra", "ved": prepositions that places stand behind. */
gboolean place_word_is_preposition(const char *folded);

/* A word that announces a gathering, in the line that tells where it is: "møte", "nätverksträff", "fagsamling". */
gboolean place_word_is_meeting(const char *folded);

/* A month's name. */
gboolean place_word_is_month(const char *folded);
