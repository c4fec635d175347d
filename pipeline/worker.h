/* The worker's side of the wire: takes files, answers with Documents. The only file of the pipeline that knows
 * extractors. */
#pragma once

#include "document/wire.h"

/* The descriptor on which a worker finds the wire, as set up by the supervisor. */
#define WORKER_WIRE_FD 3

/* Bytes that its standard error, a memory file, can hold: the only thing that a worker can write to. */
#define WORKER_MAX_ERRORS (1024u * 1024)

/* Says HELLO (with `cage`, the parts of the sandbox in force), then serves until the parent hangs up.
 * Returns the exit status of the process: 0, or 1 when the parent broke the protocol. */
int worker_serve(WireChannel *channel, const char *const *cage);
