/* nordsok organisations: which bodies are named in the archive, or where one appears and who belongs to it. */
#include "cli/print_appearances.h"

int command_organisations(int argc, char **argv) {
  return appearances_run(argc, argv, FINDING_ORGANISATION,
                         N_("Without a name, all; with one (a part of it, an earlier one or an abbreviation), where it "
                            "appears and its people.\nThey are told under the names of today."));
}
