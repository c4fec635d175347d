/* What `nordsok people` and `nordsok organisations` share: a list of names, or all that is told of some. */
#pragma once

#include "cli/command.h"
#include "queries/people.h"

/* Runs the command: FINDING_PERSON or FINDING_ORGANISATION. `details` as in command_parse(). Returns the exit code. */
int appearances_run(int argc, char **argv, FindingKind kind, const char *details);
