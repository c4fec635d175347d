/* The cage that a worker steps into before it reads the first untrusted byte (DESIGN: Isolation). */
#pragma once

#include <glib.h>

typedef struct {
  guint64 memory_bytes; /* address space; 0: no limit */
  guint64 file_bytes;   /* longest file that can be written: the error stream is one */
} SandboxLimits;

/* Closes the cage around this process, for good:
 *
 * - no new privileges; limits on memory, files, descriptors and the stack; no core dumps, and no other process of the
 *   user may look in;
 * - Landlock (kernel 5.13 and later): reading below the data folders of DESIGN.md, nothing else; no TCP (6.7), no
 *   abstract sockets and signals of others (6.12);
 * - seccomp: an allow list, by purpose; every other system call fails with EPERM, so no exec, no process, no thread, no
 *   socket; messages on the wire only; and no memory becomes code, so that libraries cannot be loaded afterwards.
 *
 * Returns the names of the parts in force ("no-new-privs", "limits", "landlock", "seccomp"), NULL-terminated,
 * freed with g_strfreev(). What the kernel lacks is missing from the list: the parent says so, or refuses.
 * In builds with NORDSOK_SANITIZED the cage is off, since sanitizers need what it forbids. */
char **sandbox_enter(const SandboxLimits *limits);
