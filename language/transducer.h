/* Reading of lttoolbox's compiled transducers, as apertium's packages install them (*.automorf.bin, *.autobil.bin).
 *
 * The format is told in transducer.c. A file may be hostile: memory is at most ten times the file's size and some
 * megabytes, the work for a word is bounded, and whatever does not fit gives a GError. What the tags mean is no matter
 * of this file: lexicon.h, translate.h. */
#pragma once

#include <glib.h>

typedef struct Transducer Transducer;

/* The quark of the errors: G_FILE_ERROR for what the system says, TRANSDUCER_ERROR for what is wrong inside. */
#define TRANSDUCER_ERROR transducer_error_quark()
GQuark transducer_error_quark(void);

typedef enum {
  TRANSDUCER_ERROR_FORMAT,  /* no such file, or a kind that this reader does not know */
  TRANSDUCER_ERROR_DAMAGED, /* cut off, or a count or a number that cannot be */
} TransducerError;

typedef enum {
  TRANSDUCER_ALL_SECTIONS = 0,
  /* leaves out the sections of regular expressions and signs ("regex...", "final..."), which know every number and
   * every name there could be */
  TRANSDUCER_WORDS_ONLY = 1 << 0,
} TransducerSections;

/* Reads a whole file, or bytes of the same form. The bytes are not needed afterwards. NULL and `error` where they
 * cannot be read; a reason is a text for a person. A Transducer does not change: threads may share it. */
Transducer *transducer_new(const guint8 *bytes, gsize length, TransducerSections sections, GError **error);
Transducer *transducer_open(const char *path, TransducerSections sections, GError **error);
void transducer_free(Transducer *transducer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Transducer, transducer_free)

/* Bytes of memory that it holds. */
gsize transducer_get_memory(const Transducer *transducer);

/* A word as the transducer's own symbols: letters, and tags where `<n>` stands. */
#define TRANSDUCER_MAX_SYMBOLS 100
typedef struct {
  guint count;
  guint16 symbols[TRANSDUCER_MAX_SYMBOLS];
  guint16 offsets[TRANSDUCER_MAX_SYMBOLS + 1]; /* byte where each begins; the last is the length */
} TransducerInput;

/* Prepares `text` (UTF-8, NFC, `length` bytes) for transducer_read(). FALSE where it is empty, too long, or not UTF-8.
 * Symbols that the alphabet lacks match nothing. */
gboolean transducer_map(const Transducer *transducer, const char *text, gsize length, TransducerInput *input);

typedef enum {
  TRANSDUCER_WHOLE = 0,
  /* report readings of every beginning of the input too, not only of all of it */
  TRANSDUCER_PREFIXES = 1 << 0,
  /* a lower-case letter may be read as its capital (malmö as Malmö); a capital may always be read as lower case */
  TRANSDUCER_FOLD_CASE = 1 << 1,
  /* after the last symbol, tags may be read that the input does not have */
  TRANSDUCER_FREE_TAGS = 1 << 2,
} TransducerFlags;

typedef struct {
  guint start, end;      /* symbols of the input that were read */
  const guint16 *output; /* what is written: transducer_append_output() tells it as text */
  guint output_count;
  gboolean begins_compound; /* it writes <compound-only-L>: it may stand in a compound, but not last and not alone */
  gboolean ends_compound;   /* it writes <compound-R>: it may stand last in a compound, and alone */
  gboolean folded;          /* some lower-case letter was read as a capital */
} TransducerReading;

/* FALSE ends the reading. The reading is valid during the call. */
typedef gboolean (*TransducerFunc)(const TransducerReading *reading, gpointer data);

/* Calls `func` for each reading of the input from symbol number `start` on, in the order of the file, equal ones more
 * than once. Where a word would take more than a fixed number of steps, the readings found until then are all. */
void transducer_read(const Transducer *transducer, const TransducerInput *input, guint start, TransducerFlags flags,
                     TransducerFunc func, gpointer data);

/* Appends what a reading writes before its first tag to `text`, its tags up to the next letter ("<n><ut><sg><ind>"),
 * without those about compounds, to `tags`; either may be NULL. */
void transducer_append_output(const Transducer *transducer, const TransducerReading *reading, GString *text,
                              GString *tags);
