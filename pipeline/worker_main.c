/* nordsok-extract: the caged worker. Started by nordsok, with the wire on descriptor 3. */
#include "pipeline/caged_program.h"
#include "pipeline/worker.h"

#include <libxml/parser.h>
#include <malloc.h>

static const char usage[] =
    "nordsok-extract: reads documents for nordsok, inside a cage. It is started by nordsok, not by hand.\n"
    "Usage: nordsok-extract [--memory BYTES]   (wire on descriptor 3)\n";

/* One document after another takes and gives back the same megabytes: kept, they need not be asked for again from the
 * system each time, which was 3 % of the processor's time for the PDFs of bench/pdf. Limits hold all the same. */
static void keep_memory(void) {
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 16 << 20);
  mallopt(M_TOP_PAD, 2 << 20);
}

int main(int argc, char **argv) {
  SandboxLimits limits = {.memory_bytes = 0, .file_bytes = 256u * 1024 * 1024};
  int status = caged_program_start(argc, argv, usage, &limits);
  if (status != CAGED_PROGRAM_STARTED)
    return status;
  keep_memory();
  xmlInitParser(); /* once, before the cage closes (STYLE: pitfall 9) */
  g_auto(GStrv) cage = sandbox_enter(&limits);
  g_autoptr(WireChannel) channel = wire_channel_new(WORKER_WIRE_FD, WIRE_SIDE_WORKER);
  return worker_serve(channel, (const char *const *)cage);
}
