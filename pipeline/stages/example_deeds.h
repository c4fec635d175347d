/* Who did what: the subject and the finite verb of a sentence, by their places.
 *
 * The languages of the field put the finite verb second: a deed is a past form right behind its subject ("Malmö stad
 * bytte ut"), right before it where something else opens the sentence ("I februari 2012 flyttade Örebro kommun"), or a
 * participle behind "har" ("Uddevalla kommun har gått igenom"). So forms are enough, and no list of verbs is needed but
 * that of what people do without changing anything: telling, meeting, deciding. */
#pragma once

#include "pipeline/stages/word_scan.h"

typedef struct {
  gsize who, who_end;     /* bytes of whoever did it */
  gsize place, place_end; /* the place in it; equal where there is none */
  gboolean named;         /* "Växjö kommun", "Dotorpsskolan i Falköping"; not "kommunen" */
} ExampleDeed;

/* Whether the sentence tells a deed that is done; what is only intended, denied or asked is none. FALSE, and *deed
 * untouched, for other sentences. */
gboolean example_find_deed(TextSpan sentence, ExampleDeed *deed);

/* Whether the sentence tells what came of something: more or less of it ("dubbelt så många", "färre", "upphört"), the
 * first time since; where it `counts`, also from so many to so many, all or none of them, back again. */
gboolean example_compares(TextSpan sentence, gboolean counts);

/* Whether it counts or measures: a number that is no year, no time and no date, or a word for one. */
gboolean example_counts(TextSpan sentence);
