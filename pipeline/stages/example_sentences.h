/* The sentences of a text, each with what its words say about doing. */
#pragma once

#include "pipeline/stages/example_words.h"

typedef struct {
  gsize start, end; /* bytes of the text, without spaces around */
  guint line;       /* paragraphs and list items are lines of their own: sentences of one `line` hang together */
  guint32 classes;  /* of all its words */
  guint words;
  gboolean question;
  gboolean heading;       /* a short line without a full stop, followed by others */
  gboolean done;          /* tells of something done: a past form or a perfect, no intention or negation before it */
  gboolean acted;         /* the same by a verb of the list, and after whoever did it */
  gboolean outcome;       /* tells what came of it: by a phrase, or by a verb with a number */
  gboolean apart;         /* the outcome's verb is not the one of the doing, or "genom" tells what was done */
  gboolean marked;        /* calls something a good example */
  gboolean number;        /* has a digit or a word of number */
  gboolean deed;          /* a past form beside whoever did it (example_deeds.h) */
  gboolean planned;       /* shall, will, ought to: what is not done */
  gsize who, who_end;     /* bytes of whoever did it; equal where nobody is named */
  gsize place, place_end; /* within who: the name of a place; equal where there is none */
  gboolean named;         /* who has a name of its own: "Växjö kommun", not "kommunen" */
  gsize outcome_start;    /* byte where the outcome's words begin */
} ExampleSentence;

/* Array of ExampleSentence in order. Caller unrefs. At most `most` sentences are read. */
GArray *example_sentences(TextSpan text, guint most);
