/* A stage of the pipeline: Document in, Document out, in the worker, in the order of stage_list.h.
 *
 * A stage reads no files but the lexica, and keeps no state between documents. It works on units and their lines,
 * whatever the format they came from, so that a flattened export is understood as well as the original. */
#pragma once

#include "document/document.h"

/* Changes the document in place. Cannot fail; what it cannot understand it leaves alone. */
typedef void (*Stage)(Document *document);

/* Runs all stages of stage_list.h in order. */
void stages_run(Document *document);

/* Raised when the output of any stage changes: with the extractor's version it tells what to re-extract. */
#define STAGES_VERSION 13

#define STAGE(name) void stage_##name(Document *document);
#include "pipeline/stages/stage_list.h"
#undef STAGE
