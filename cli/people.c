/* nordsok people: who is named in the archive, or where somebody appears. */
#include "cli/print_appearances.h"

int command_people(int argc, char **argv) {
  return appearances_run(argc, argv, FINDING_PERSON,
                         N_("Without a name, everybody; with one (or a part of it), where they appear and as what."));
}
