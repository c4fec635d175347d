/* What the rules that find notations share: the search, the words that begin one, and the rules by family. Internal to
 * language/; callers use notations.h. */
#pragma once

#include "language/notations.h"

/* Languages as bits. A text is in exactly one; a word or rule is for several. */
enum {
  NOTATION_SV = 1 << 0,
  NOTATION_NB = 1 << 1,
  NOTATION_NN = 1 << 2,
  NOTATION_DA = 1 << 3,
  NOTATION_EN = 1 << 4,
  NOTATION_FI = 1 << 5,
  NOTATION_OTHER = 1 << 6,
  NOTATION_UNKNOWN = 1 << 7, /* "mul", "und" */
  NOTATION_ALL = (1 << 8) - 1,
};

/* The bit of a language code; NULL is unknown. */
guint notation_language(const char *code);

/* --- the search ------------------------------------------------------------------------------------------------ */

/* Bytes of a normalised gap; longer ones match nothing. */
#define NOTATION_GAP_SIZE 8

typedef struct {
  guint language; /* its bit */
  const char *text, *end;
  const Token *tokens;
  guint count;
  Notation *notations;
  guint found;
  GString *folds; /* the tokens folded so far, one after the other; the thread's own, NULL before the first */
  guint folded;   /* which tokens, as bits */
  guint16 starts[NOTATIONS_WINDOW], lengths[NOTATIONS_WINDOW];
  guint normalised; /* which gaps, as bits */
  char gaps[NOTATIONS_WINDOW][NOTATION_GAP_SIZE];
} NotationSearch;

/* Adds a notation over the first `tokens` tokens, unless it is too long for one, there already, or the surface form. */
void notation_add(NotationSearch *search, const char *text, gsize length, guint tokens);

/* The surface form of token i; not NUL-terminated, valid until the next call. "" of a token too long to be a word. */
const char *notation_fold(NotationSearch *search, guint i, gsize *length);

/* Whether token i is the folded word. */
gboolean notation_is_word(NotationSearch *search, guint i, const char *folded);

/* Whether token i is one of the folded words (ended by NULL). */
gboolean notation_is_any_word(NotationSearch *search, guint i, const char *const *words);

/* Whether token i is a run of ASCII digits, at least one and at most `most_digits` (up to 8); then its value. */
gboolean notation_number(const NotationSearch *search, guint i, guint most_digits, guint *value);

/* Whether the bytes between token i and the next are one of `gaps` (ended by NULL), after white space has become one
 * space, dashes '-', and ’ an apostrophe. An empty line and a TAB (another table cell) are no white space. */
gboolean notation_gap_is_any(NotationSearch *search, guint i, const char *const *gaps);
gboolean notation_gap_is(NotationSearch *search, guint i, const char *gap);

/* The end of what stands before `p`, without up to two spaces. */
const char *notation_skip_spaces_back(const NotationSearch *search, const char *p);
/* The begin of what stands after `p`, without up to two spaces. */
const char *notation_skip_spaces(const NotationSearch *search, const char *p);

/* Whether what ends at `p` ends with the bytes. */
gboolean notation_ends(const NotationSearch *search, const char *p, const char *bytes);
/* Whether what begins at `p` begins with the bytes. */
gboolean notation_begins(const NotationSearch *search, const char *p, const char *bytes);

/* Whether the last word before `p` is one of the words (ASCII lower case, ended by NULL), whatever its case, with at
 * most a full stop and spaces between. *begin (may be NULL) gets where it begins. */
gboolean notation_is_any_before(const NotationSearch *search, const char *p, const char *const *words,
                                const char **begin);

/* --- the words that begin a notation --------------------------------------------------------------------------- */

typedef enum {
  NOTATION_GAP_SPACE,
  NOTATION_GAP_STOP, /* full stop, with or without a space */
  NOTATION_GAP_SLASH,
  NOTATION_GAP_NAME, /* space or hyphen */
} NotationGap;

#define NOTATION_MOST_WORDS 6

/* A run of words that means one thing. */
typedef struct {
  const char *words[NOTATION_MOST_WORDS]; /* folded */
  NotationGap gaps[NOTATION_MOST_WORDS];  /* after each word but the last */
  guint count;
  guint languages;
  const char *canonical;
  const char *exact;   /* single words only: as it must stand in the text, case and all; NULL: any case */
  gboolean is_name;    /* a genitive s may follow */
  gboolean wants_stop; /* single words only: a full stop follows */
} NotationPhrase;

typedef enum {
  NOTATION_CLOCK = 1 << 0,   /* "kl" */
  NOTATION_CHAPTER = 1 << 1, /* "kap" */
  NOTATION_ADDRESS = 1 << 2, /* "www", "http" */
  NOTATION_UNIT = 1 << 3,    /* "procent": what a decimal stands before; begins nothing */
} NotationClass;

typedef struct {
  guint languages; /* in which it can begin a notation */
  guint classes;   /* of NotationClass, in all languages */
  guint month;     /* 1..12; 0: no month's name */
  guint month_languages;
  GArray *phrases; /* of NotationPhrase, the longest first; NULL: none */
} NotationWord;

/* The words of the classes, folded, ended by NULL; those for the clock and chapters are ASCII, so that they can be
 * looked for before a number. */
extern const char *const notation_clock_words[];
extern const char *const notation_chapter_words[];
extern const char *const notation_unit_words[];

/* What is known of a folded word, or of what stands before its ending behind a colon ("mkb:n"); NULL: nothing. Loads
 * the knowledge at the first call. */
const NotationWord *notation_word(const char *folded, gsize length);

/* Whether token i is a word of the class. */
gboolean notation_is_of_class(NotationSearch *search, guint i, NotationClass class);

/* The month (1..12) whose name token i is in the text's language; 0: none. */
guint notation_month(NotationSearch *search, guint i);

/* --- the rules ------------------------------------------------------------------------------------------------- */

/* Each looks at tokens[0], of the kind that its name tells, and adds what it finds. */
void notation_find_time(NotationSearch *search);             /* number */
void notation_find_time_after_clock(NotationSearch *search); /* NOTATION_CLOCK */
void notation_find_date(NotationSearch *search);             /* number, or word that begins with a digit */
void notation_find_month(NotationSearch *search);            /* month's name */
void notation_find_section(NotationSearch *search);          /* number, or word that begins with a digit */
void notation_find_chapter(NotationSearch *search);          /* NOTATION_CHAPTER */
void notation_find_phone(NotationSearch *search);            /* number */
void notation_find_phrases(NotationSearch *search, const NotationWord *word);
void notation_find_address(NotationSearch *search);
