/* Landlock, seccomp and resource limits of a worker. The lists are short and grouped by purpose: what is not
 * here a worker cannot do. */
#include "pipeline/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef NORDSOK_SANITIZED

/* Read-only data: lexica, character maps, fonts for page images, ICU's and iconv's tables. */
static const char *const readable[] = {
    "/usr/share/apertium",
    "/usr/share/poppler",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/etc/fonts",
    "/usr/share/fontconfig",
    "/var/cache/fontconfig",
    "/usr/share/tesseract-ocr",
    "/usr/lib/x86_64-linux-gnu/gconv",
    "/usr/lib/aarch64-linux-gnu/gconv",
};

static const int allowed[] = {
    /* memory */
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    /* the document's descriptor and siblings; no memory files, which no limit counts */
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(readv),
    SCMP_SYS(preadv),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(fstatfs),
    SCMP_SYS(fadvise64),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),

    /* data files that Landlock lets through */
    SCMP_SYS(openat),
    SCMP_SYS(open),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(statfs),
    /* the wire and the error stream */
    SCMP_SYS(write),
    SCMP_SYS(writev),

    SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    /* time, random numbers, who am I */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrusage),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_yield),
    /* locks and signals of this process */
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(membarrier),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    /* the end */
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

static gboolean limit(__rlimit_resource_t resource, rlim_t value) {
  struct rlimit limits = {value, value};
  return setrlimit(resource, &limits) == 0;
}

static gboolean enter_limits(const SandboxLimits *limits) {
  gboolean done = limit(RLIMIT_CORE, 0);
  if (limits->memory_bytes)
    done &= limit(RLIMIT_AS, limits->memory_bytes);
  if (limits->file_bytes)
    done &= limit(RLIMIT_FSIZE, limits->file_bytes);
  signal(SIGXFSZ, SIG_IGN); /* a write past the limit then fails with EFBIG instead of killing */
  return done;
}

static gboolean enter_landlock(void) {
  int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1)
    return FALSE;
  /* The rights of version 1 (Linux 5.13) and, where known, refer (2) and truncate (3). */
  struct landlock_ruleset_attr rules = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
  if (version >= 2)
    rules.handled_access_fs |= 1ULL << 13;
  if (version >= 3)
    rules.handled_access_fs |= 1ULL << 14;
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (ruleset < 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(readable); i++) {
    struct landlock_path_beneath_attr beneath = {.allowed_access =
                                                     LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
                                                 .parent_fd = open(readable[i], O_PATH | O_CLOEXEC)};
    if (beneath.parent_fd < 0)
      continue; /* not installed */
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(beneath.parent_fd);
  }
  gboolean done = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return done;
}

static gboolean enter_seccomp(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter)
    return FALSE;
  gboolean done = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++)
    if (allowed[i] >= 0) /* negative: unknown on this architecture */
      done &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
  /* No F_SETFL, F_SETOWN, F_SETSIG: with O_ASYNC they make the kernel send a signal to any process. */
  static const int commands[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC};
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    done &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                             SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, (scmp_datum_t)commands[i])) == 0;
  /* isatty(); asking for limits but not setting them; abort(), but no signals to others */
  done &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                           SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, TCGETS)) == 0;
  done &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0)) == 0;
  done &=
      seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid())) == 0;
  done = done && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return done;
}

#endif

char **sandbox_enter(const SandboxLimits *limits) {
  GPtrArray *parts = g_ptr_array_new();
#ifndef NORDSOK_SANITIZED
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    g_ptr_array_add(parts, g_strdup("no-new-privs"));
  if (enter_limits(limits))
    g_ptr_array_add(parts, g_strdup("limits"));
  if (enter_landlock())
    g_ptr_array_add(parts, g_strdup("landlock"));
  if (enter_seccomp())
    g_ptr_array_add(parts, g_strdup("seccomp"));
#endif
  g_ptr_array_add(parts, NULL);
  return (char **)g_ptr_array_free(parts, FALSE);
}
