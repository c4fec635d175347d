/* The start of a caged program. */
#include "pipeline/caged_program.h"
#include "pipeline/worker.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static gboolean has_wire(void) {
  int type;
  socklen_t length = sizeof type;
  return getsockopt(WORKER_WIRE_FD, SOL_SOCKET, SO_TYPE, &type, &length) == 0;
}

int caged_program_start(int argc, char **argv, const char *usage, SandboxLimits *limits) {
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    fputs(usage, stdout);
    return 0;
  }
  gboolean with_memory = argc == 3 && strcmp(argv[1], "--memory") == 0;
  if ((argc != 1 && !with_memory) || !has_wire()) {
    fputs(usage, stderr);
    return 2;
  }
  if (with_memory)
    limits->memory_bytes = g_ascii_strtoull(argv[2], NULL, 10);
  return CAGED_PROGRAM_STARTED;
}
