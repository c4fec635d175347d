/* What the sentences of good examples are made of: words of doing, of outcome, of mere intention, and of the phrases
 * that announce examples; in Swedish, bokmål, nynorsk, Danish and English. */
#pragma once

#include "pipeline/stages/word_scan.h"

enum {
  WORD_ACTION = 1 << 0,       /* did, has done: införde, innført, byggede, installed */
  WORD_OUTCOME = 1 << 1,      /* became more or less: minskade, redusert, sparer */
  WORD_INTENTION = 1 << 2,    /* ska, vil, bör, kan, planerar, målet */
  WORD_NEGATION = 1 << 3,     /* inte, ikke, ikkje, not */
  WORD_HAVE = 1 << 4,         /* har, hadde: perfect, with what follows */
  WORD_ACTOR = 1 << 5,        /* somebody certain: kommunen, skolan, prosjektet */
  WORD_MUNICIPALITY = 1 << 6, /* after a name: Växjö kommun, Ski kommune */
  WORD_BEFORE_NAME = 1 << 7,  /* before a name: Region Gotland, municipality of, city of */
  WORD_OFFICE = 1 << 8,       /* what offices make for each other: seminarium, rapport, nätverk, handbok */
  WORD_PRAISE = 1 << 9,       /* goda, lärande, beste */
  WORD_EXAMPLE = 1 << 10,     /* exempel, eksempler, døme, praksis, examples */
  WORD_CONDITION = 1 << 11,   /* om, hvis, dersom, if: at a sentence's start */
  WORD_MEASURE_BY = 1 << 12,  /* genom, gjennom, ved: how something was reached */
  WORD_HOUSE = 1 << 14,       /* after a name: skola, barnehage, bibliotek */
  WORD_PHRASE = 1 << 15,      /* begins a phrase of outcome */
  WORD_BUDGET = 1 << 16,      /* what a deed can be written into, and seldom is one */
  WORD_NUMBER = 1 << 13,      /* procent, kronor, ton, halvparten */
};

/* Classes of a word, by the lists and by the endings that a list cannot hold. */
guint32 example_word_classes(const ScanWord *word);

/* Whether the word can be a past participle or supine after "har" ("har sammanställt", "har starta"). */
gboolean looks_like_perfect(const ScanWord *word);

/* Bytes of a phrase of outcome at the start of the text ("har lett till", "førte til", "resultatet blev"), or 0. To be
 * asked at a word's start only. */
gsize outcome_phrase(TextSpan text);

/* A heading that announces one example ("Så gjorde Växjö", "Exempel från Ski kommune"): bytes up to the name, or 0. */
gsize example_heading(TextSpan line);

/* The same for a heading that tells of a deed ("Så gjorde", "Slik gjør", "Sådan gjorde de"): its text is the story. */
gboolean example_heading_of_deed(TextSpan line);
