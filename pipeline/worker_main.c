/* nordsok-extract: the caged worker. Started by nordsok, with the wire on descriptor 3. */
#include "pipeline/sandbox.h"
#include "pipeline/worker.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char usage[] =
    "nordsok-extract: reads documents for nordsok, inside a cage. It is started by nordsok, not by hand.\n"
    "Usage: nordsok-extract [--memory BYTES]   (wire on descriptor 3)\n";

int main(int argc, char **argv) {
  SandboxLimits limits = {.memory_bytes = 0, .file_bytes = 256u * 1024 * 1024};
  if (argc == 3 && strcmp(argv[1], "--memory") == 0) {
    limits.memory_bytes = g_ascii_strtoull(argv[2], NULL, 10);
  } else if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    fputs(usage, stdout);
    return 0;
  } else if (argc != 1) {
    fputs(usage, stderr);
    return 2;
  }
  int type;
  socklen_t length = sizeof type;
  if (getsockopt(WORKER_WIRE_FD, SOL_SOCKET, SO_TYPE, &type, &length) != 0) {
    fputs(usage, stderr);
    return 2;
  }
  xmlInitParser(); /* once, before the cage closes (STYLE: pitfall 9) */
  g_auto(GStrv) cage = sandbox_enter(&limits);
  g_autoptr(WireChannel) channel = wire_channel_new(WORKER_WIRE_FD, WIRE_SIDE_WORKER);
  return worker_serve(channel, (const char *const *)cage);
}
