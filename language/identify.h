/* Which language a text is in. */
#pragma once

#include <glib.h>

/* The languages that can be told, in the order of Identification.chances. */
#define IDENTIFIED_LANGUAGES 10
extern const char *const identified_languages[IDENTIFIED_LANGUAGES]; /* sv nb nn da fi is fo se en de */

typedef struct {
  char language[8]; /* the likeliest of identified_languages, or "und": another language, no language (code, tables), or
                       nothing to tell it by */
  double confidence; /* 0..1: estimated chance that `language` is right, calibrated on lines kept out of the training;
                        0 for "und" */
  /* The second likeliest and its chance: bokmål, nynorsk and Danish share so many words that a short text may well be
   * any of them. "" and 0 for "und". */
  char runner_up[8];
  double runner_up_confidence;
  /* The chance of each language, all being as likely beforehand, and of any other language or none: together 1, or all
   * 0 where there is nothing to tell by. */
  double chances[IDENTIFIED_LANGUAGES], other;
} Identification;

/* Identifies valid UTF-8 of `length` bytes (-1: NUL-terminated), by the model in data/language/identification.model
 * (docs/identification.md). Text without words, or mostly in other alphabets, is "und". Reads at most the first 64 KiB.
 * Allocates nothing; any thread may call it. */
Identification identify_text(const char *text, gssize length);

/* What a text says of its language before that is weighed. What two texts say together is the sum, where no word goes
 * over from one to the other: so lines can be read once, and passages of them weighed. */
typedef struct {
  double scores[IDENTIFIED_LANGUAGES + 1]; /* of each language, and of everything else */
  gsize known, foreign;                    /* letters that the model has symbols for, and others */
} IdentifySums;

/* Reads valid UTF-8 of `length` bytes. */
IdentifySums identify_read(const char *text, gsize length);
void identify_add(IdentifySums *sums, const IdentifySums *more);
Identification identify_weigh(const IdentifySums *sums);

/* Where `language` stands in identified_languages, or -1. */
int identified_index(const char *language);
