/* Finds the running program's folder. */
#include "pipeline/program.h"

#include <sys/auxv.h>

char *program_folder(void) {
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  if (!self) {
    /* No /proc, as in a bare chroot: the name with which the kernel was asked to run it (getauxval(3)). */
    const char *name = (const char *)getauxval(AT_EXECFN);
    self = name ? g_canonicalize_filename(name, NULL) : NULL;
  }
  return self ? g_path_get_dirname(self) : NULL;
}
