/* What the caged programs (nordsok-extract, nordsok-ocr) have in common before they enter their cage. */
#pragma once

#include "pipeline/sandbox.h"

#define CAGED_PROGRAM_STARTED (-1)

/* Reads the command line, `[--memory BYTES]`, into `limits`, and looks whether the wire is on WORKER_WIRE_FD. Gives
 * CAGED_PROGRAM_STARTED, or the exit status of the process, which has printed `usage` then: 0 after --help, 2 where a
 * person has started it by hand. */
int caged_program_start(int argc, char **argv, const char *usage, SandboxLimits *limits);
