/* The real worker on a kernel without Landlock, as far as it can tell: its system calls are not there (ENOSYS), and
 * that stays so over exec. For tests of what is said then. */
#include <errno.h>
#include <glib.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  g_autofree char *folder = g_path_get_dirname(argv[0]);
  g_autofree char *worker = g_build_filename(folder, "..", "..", "nordsok-extract", NULL);
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0) != 0 ||
      seccomp_load(filter) != 0) {
    perror("old_kernel");
    return 1;
  }
  execv(worker, argv);
  perror(worker);
  return 1;
}
