/* nordsok-extract: the caged worker. Started by nordsok, with the wire on descriptor 3. */
#include "pipeline/caged_program.h"
#include "pipeline/worker.h"

#include <iconv.h>
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

/* poppler-glib and libgsf read the metadata of PDF and of old Office files with iconv(3), which loads a module for each
 * character set: before the cage closes, since no code is loaded afterwards. A set that is not here is one that iconv
 * does not know. They stay open, or the modules would be unloaded. */
static const char *const character_sets[] = {
    "UTF-16BE", "UTF-16LE", "UTF-16",     "CP1252", "ISO-8859-1", "ISO-8859-15", "CP437",
    "CP850",    "CP865",    "MACINTOSH",  "CP1250", "CP1251",     "CP1253",      "CP1254",
    "CP1255",   "CP1256",   "CP1257",     "CP1258", "CP874",      "CP932",       "CP936",
    "CP949",    "CP950",    "ISO-8859-2", "KOI8-R", "CP861",      "ISO-8859-4",  "ISO-8859-10"};
static iconv_t open_sets[G_N_ELEMENTS(character_sets)][2];

static void load_character_sets(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(character_sets); i++) {
    open_sets[i][0] = iconv_open("UTF-8", character_sets[i]);
    open_sets[i][1] = iconv_open(character_sets[i], "UTF-8");
  }
}

int main(int argc, char **argv) {
  SandboxLimits limits = {.file_bytes = WORKER_MAX_ERRORS};
  int status = caged_program_start(argc, argv, usage, &limits);
  if (status != CAGED_PROGRAM_STARTED)
    return status;
  keep_memory();
  xmlInitParser(); /* once, before the cage closes (STYLE: pitfall 9) */
  load_character_sets();
  g_auto(GStrv) cage = sandbox_enter(&limits);
  g_autoptr(WireChannel) channel = wire_channel_new(WORKER_WIRE_FD, WIRE_SIDE_WORKER);
  return worker_serve(channel, (const char *const *)cage);
}
