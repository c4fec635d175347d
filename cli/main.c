/* nordsok: the command line. Finds the command and runs it; words that are no command are searched for. */
#include "cli/command.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int search_for(int argc, char **argv) {
  g_autofree char **arguments = g_new0(char *, (gsize)argc + 1);
  arguments[0] = (char *)(guintptr) "search";
  for (int i = 1; i < argc; i++)
    arguments[i] = argv[i];
  return command_search(argc, arguments);
}

/* A closed 0, 1 or 2 would be given to the next file opened, and messages written into it: into the index, say. */
static void fill_standard_descriptors(void) {
  int fd;
  do
    fd = open("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd > STDERR_FILENO)
    close(fd);
}

static int flush_output(int status) {
  if (fflush(stdout) == 0 && !ferror(stdout))
    return status;
  perror("nordsok");
  return status ? status : EXIT_USAGE;
}

int main(int argc, char **argv) {
  fill_standard_descriptors();
  translate_init();
  signal(SIGPIPE, SIG_DFL); /* `nordsok ... | head` ends quietly */
  signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error that can be told, and not the end */
  if (argc < 2) {
    command_print_overview(stdout);
    return flush_output(EXIT_FINE);
  }
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || (strcmp(argv[1], "help") == 0 && argc == 2)) {
    command_print_overview(stdout);
    return flush_output(EXIT_FINE);
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("nordsok %s\n", NORDSOK_VERSION);
    return flush_output(EXIT_FINE);
  }
  const Command *command = command_find(argv[1]);
  return flush_output(command ? command->run(argc - 1, argv + 1) : search_for(argc, argv));
}
