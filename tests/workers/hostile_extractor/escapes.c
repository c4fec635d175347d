/* The ways out, as a table of system calls, since that is what the cage knows. What needs more than one call has a
 * function of its own. */
#include "tests/workers/hostile_extractor/escapes.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

/* What an argument of the table stands for. */
enum { PATH = -1000, DOCUMENT, PARENT, SELF, LIMITS, PAIR, TEXT };

static const struct {
  const char *name;
  long call;
  long arguments[5];
} calls[] = {
    /* files */
    {"open", SYS_openat, {AT_FDCWD, PATH, O_RDONLY}},
    {"open-to-write", SYS_openat, {AT_FDCWD, PATH, O_WRONLY}},
    {"create", SYS_openat, {AT_FDCWD, PATH, O_WRONLY | O_CREAT | O_EXCL, 0600}},
    {"temporary-file", SYS_openat, {AT_FDCWD, PATH, O_RDWR | O_TMPFILE, 0600}},
    {"list", SYS_openat, {AT_FDCWD, PATH, O_RDONLY | O_DIRECTORY}},
    {"remove", SYS_unlinkat, {AT_FDCWD, PATH, 0}},
    {"rename", SYS_renameat2, {AT_FDCWD, PATH, AT_FDCWD, TEXT, 0}},
    {"hard-link", SYS_linkat, {AT_FDCWD, PATH, AT_FDCWD, TEXT, 0}},
    {"symbolic-link", SYS_symlinkat, {TEXT, AT_FDCWD, PATH}},
    {"make-folder", SYS_mkdirat, {AT_FDCWD, PATH, 0700}},
    {"make-pipe", SYS_mknodat, {AT_FDCWD, PATH, 0010600, 0}},
    {"truncate", SYS_truncate, {PATH, 0}},
    {"change-mode", SYS_fchmodat, {AT_FDCWD, PATH, 0777}},
    {"change-folder", SYS_chdir, {PATH}},
    {"change-root", SYS_chroot, {PATH}},
    {"mount", SYS_mount, {TEXT, PATH, TEXT, 0, 0}},
    /* the document itself, which is open for reading only */
    {"document-write", SYS_pwrite64, {DOCUMENT, TEXT, 1, 0}},
    {"document-truncate", SYS_ftruncate, {DOCUMENT, 0}},
    {"document-mode", SYS_fchmod, {DOCUMENT, 0777}},
    {"document-owner", SYS_fchown, {DOCUMENT, 0, 0}},
    {"document-time", SYS_utimensat, {DOCUMENT, 0, 0, 0}},
    {"document-attribute", SYS_fsetxattr, {DOCUMENT, TEXT, TEXT, 1, 0}},
    {"document-lock", SYS_flock, {DOCUMENT, 2}},
    {"document-flags", SYS_ioctl, {DOCUMENT, 0x40086602 /* FS_IOC_SETFLAGS */, PAIR}},
    {"document-execute", SYS_execveat, {DOCUMENT, TEXT, 0, 0, AT_EMPTY_PATH}},
    /* programs and processes */
    {"exec", SYS_execve, {PATH, 0, 0}},
    {"fork", SYS_clone, {SIGCHLD, 0, 0, 0, 0}},
    {"fork-again", SYS_clone3, {0, 0}},
    {"new-namespace", SYS_unshare, {0x10000000 /* CLONE_NEWUSER */}},
    {"trace-parent", SYS_ptrace, {PTRACE_ATTACH, PARENT, 0, 0}},
    {"kill-parent", SYS_kill, {PARENT, SIGKILL}},
    {"kill-parent-thread", SYS_tgkill, {PARENT, PARENT, SIGKILL}},
    {"kill-all", SYS_kill, {-1, 0}},
    {"queue-signal", SYS_rt_sigqueueinfo, {PARENT, SIGTERM, PAIR}},
    {"signal-by-terminal", SYS_ioctl, {2, 0x5412 /* TIOCSTI */, TEXT}},
    {"signal-by-owner", SYS_fcntl, {3, F_SETOWN, PARENT}},
    {"signal-by-flag", SYS_fcntl, {3, F_SETFL, O_ASYNC}},
    {"parent-memory", SYS_process_vm_readv, {PARENT, PAIR, 1, PAIR, 1}},
    {"parent-handle", SYS_pidfd_open, {PARENT, 0}},
    {"parent-limits", SYS_prlimit64, {PARENT, RLIMIT_NOFILE, LIMITS, 0}},
    {"read-parent-limits", SYS_prlimit64, {PARENT, RLIMIT_NOFILE, 0, LIMITS}},
    {"lift-limits", SYS_prlimit64, {0, RLIMIT_AS, LIMITS, 0}},
    {"outlive-parent", SYS_prctl, {PR_SET_PDEATHSIG, 0}},
    {"be-dumped", SYS_prctl, {PR_SET_DUMPABLE, 1}},
    {"new-session", SYS_setsid, {0}},
    {"priority", SYS_setpriority, {PRIO_PROCESS, PARENT, 19}},
    {"be-root", SYS_setuid, {0}},
    {"other-filter", SYS_seccomp, {1, 0, 0}},
    /* the network, and other processes on the machine */
    {"socket-inet", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
    {"socket-inet6", SYS_socket, {AF_INET6, SOCK_DGRAM, 0}},
    {"socket-unix", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}},
    {"socket-netlink", SYS_socket, {AF_NETLINK, SOCK_RAW, 0}},
    {"socket-pair", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, PAIR}},
    {"connect-wire", SYS_connect, {3, PAIR, 16}},
    {"bind-wire", SYS_bind, {3, PAIR, 2}},
    {"listen-wire", SYS_listen, {3, 1}},
    {"shared-memory", SYS_shmget, {0, 4096, 01600}},
    {"message-queue", SYS_mq_open, {TEXT, O_RDWR | O_CREAT, 0600, 0}},
    {"key-ring", SYS_add_key, {TEXT, TEXT, TEXT, 1, -2}},
    /* what limits do not count, and doors into the kernel */
    {"memory-file", SYS_memfd_create, {TEXT, 0}},
    {"pipe", SYS_pipe2, {PAIR, 0}},
    {"event", SYS_eventfd2, {0, 0}},
    {"timer", SYS_timerfd_create, {CLOCK_MONOTONIC, 0}},
    {"watch-files", SYS_inotify_init1, {0}},
    {"io-uring", SYS_io_uring_setup, {1, PAIR}},
    {"user-faults", SYS_userfaultfd, {0}},
    {"bpf", SYS_bpf, {0, 0, 0}},
    {"performance-events", SYS_perf_event_open, {PAIR, 0, -1, -1, 0}},
    {"lock-memory", SYS_mlockall, {1}},
    /* code that was not there when the worker started */
    {"execute-memory", SYS_mmap, {0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1}},
    {"execute-document", SYS_mmap, {0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, DOCUMENT}},
    {"execute-key", SYS_pkey_mprotect, {0, 4096, PROT_EXEC, -1}},
    {"personality", SYS_personality, {0x0400000 /* READ_IMPLIES_EXEC */}},
};

static long value_of(long argument, const char *path, int document) {
  static struct rlimit limits = {RLIM_INFINITY, RLIM_INFINITY};
  static long pair[64];
  switch (argument) {
  case PATH:
    return (long)path;
  case DOCUMENT:
    return document;
  case PARENT:
    return getppid();
  case SELF:
    return getpid();
  case LIMITS:
    return (long)&limits;
  case PAIR:
    return (long)pair;
  case TEXT:
    return (long)"nordsok-escape";
  default:
    return argument;
  }
}

/* --- more than one call ------------------------------------------------------------------------------------ */

static void *idle(void *data) {
  return data;
}

static int start_thread(void) {
  pthread_t thread;
  return pthread_create(&thread, NULL, idle, NULL);
}

static int execute_written_memory(void) {
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED)
    return errno;
  return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
}

/* Each is refused, so that this ends; where one is not, it has found a hole and says so. */
static int fork_bomb(void) {
  for (int i = 0; i < 100000; i++)
    if (fork() >= 0)
      return 0;
  return errno;
}

static int memory_past_the_limit(void) {
  return mmap(NULL, 4ul << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0;
}

static int descriptors_past_the_limit(void) {
  for (int i = 0; i < 10000; i++)
    if (dup(0) < 0)
      return errno;
  return 0;
}

/* The error stream is a file in the machine's memory. */
static int fill_the_error_stream(void) {
  static const char rubbish[65536] = "rubbish";
  for (int i = 0; i < 1024; i++)
    if (write(2, rubbish, sizeof rubbish) < 0)
      return errno;
  return 0;
}

static const struct {
  const char *name;
  int (*act)(void);
} acts[] = {{"thread", start_thread},
            {"execute-written", execute_written_memory},
            {"fork-bomb", fork_bomb},
            {"much-memory", memory_past_the_limit},
            {"many-descriptors", descriptors_past_the_limit},
            {"fill-errors", fill_the_error_stream}};

int escape_try(const char *name, const char *argument, int document) {
  for (gsize i = 0; i < G_N_ELEMENTS(acts); i++)
    if (strcmp(acts[i].name, name) == 0)
      return acts[i].act();
  for (gsize i = 0; i < G_N_ELEMENTS(calls); i++) {
    if (strcmp(calls[i].name, name) != 0)
      continue;
    long a[5];
    for (gsize j = 0; j < G_N_ELEMENTS(a); j++)
      a[j] = value_of(calls[i].arguments[j], argument, document);
    return syscall(calls[i].call, a[0], a[1], a[2], a[3], a[4], 0) >= 0 ? 0 : errno;
  }
  return ESCAPE_UNKNOWN;
}
