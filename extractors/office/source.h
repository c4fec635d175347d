/* What libgsf reads an office file from: an input, without moving its offset, under a budget. And quiet while it
 * does, for libgsf reports what is wrong with a file as a fault of the program. Knows no format. */
#pragma once

#include "extractors/extractor.h"

#include <gsf/gsf.h>

/* The bytes of an input, which is borrowed until the last reference is gone. */
GsfInput *source_new(const ExtractorInput *input);

/* From now on at most `bytes` are read, counting what is read twice; then reading fails. G_MAXUINT64: no limit. */
void source_set_budget(GsfInput *source, guint64 bytes);

/* Whether the budget was met since it was set. */
gboolean source_is_exhausted(const GsfInput *source);

/* Between the two nothing is logged, and nothing printed to stderr. For the calls of libgsf that do, and not longer. */
typedef struct {
  GLogFunc log;
  GPrintFunc print;
  GLogLevelFlags fatal;
} Silence;

Silence silence_begin(void);
void silence_end(const Silence *silence);
