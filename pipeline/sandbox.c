/* Landlock, seccomp and resource limits of a worker. The lists are short and grouped by purpose: what is not
 * here a worker cannot do. */
#include "pipeline/sandbox.h"

#include "pipeline/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef NORDSOK_SANITIZED

#define MAX_DESCRIPTORS 256
#define MAX_STACK (8u * 1024 * 1024)

/* Read-only data: lexica, character maps, fonts for page images, Tesseract's data. */
static const char *const readable[] = {
    "/usr/share/apertium", "/usr/share/poppler",    "/usr/share/fonts",      "/usr/local/share/fonts",
    "/etc/fonts",          "/usr/share/fontconfig", "/var/cache/fontconfig", "/usr/share/tesseract-ocr",
};

static const int allowed[] = {
    /* memory */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
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

/* Lowers a limit, never raises it: the user may have set a lower one. */
static gboolean limit(__rlimit_resource_t resource, rlim_t value) {
  struct rlimit limits;
  if (getrlimit(resource, &limits) != 0)
    return FALSE;
  limits.rlim_max = MIN(limits.rlim_max, value); /* RLIM_INFINITY is the largest number */
  limits.rlim_cur = limits.rlim_max;
  return setrlimit(resource, &limits) == 0;
}

/* No limit on processor time: a worker reads thousands of documents, and the parent has a clock on each. */
static gboolean enter_limits(const SandboxLimits *limits) {
  gboolean done = limit(RLIMIT_CORE, 0);
  if (limits->memory_bytes)
    done &= limit(RLIMIT_AS, limits->memory_bytes);
  done &= limit(RLIMIT_FSIZE, limits->file_bytes);
  done &= limit(RLIMIT_NOFILE, MAX_DESCRIPTORS);
  done &= limit(RLIMIT_STACK, MAX_STACK);
  done &= limit(RLIMIT_NPROC, 0); /* the filter forbids it as well; root has no such limit */
  signal(SIGXFSZ, SIG_IGN);       /* a write past the limit then fails with EFBIG instead of killing */
  /* No other process of this user may look into its memory or trace it, other workers not either. */
  return done && prctl(PR_SET_DUMPABLE, 0) == 0;
}

/* struct landlock_ruleset_attr of newer kernels than the headers may know (Linux: include/uapi/linux/landlock.h). */
typedef struct {
  guint64 handled_access_fs, handled_access_net, scoped;
} LandlockRules;

/* All rights that this version of Landlock can take away; *size is what it knows of the structure. */
static LandlockRules all_rights(int version, gsize *size) {
  /* Files: those of version 1 (Linux 5.13), refer (2), truncate (3), ioctl on devices (5). */
  LandlockRules rules = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
  rules.handled_access_fs |= version >= 2 ? 1ull << 13 : 0;
  rules.handled_access_fs |= version >= 3 ? 1ull << 14 : 0;
  rules.handled_access_fs |= version >= 5 ? 1ull << 15 : 0;
  rules.handled_access_net = version >= 4 ? 3 : 0; /* TCP: bind, connect */
  rules.scoped = version >= 6 ? 3 : 0;             /* abstract UNIX sockets and signals of others */
  *size = version >= 6   ? sizeof rules
          : version >= 4 ? G_STRUCT_OFFSET(LandlockRules, scoped)
                         : G_STRUCT_OFFSET(LandlockRules, handled_access_net);
  return rules;
}

static void allow_reading_below(int ruleset, const char *folder) {
  struct landlock_path_beneath_attr beneath = {.allowed_access =
                                                   LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
                                               .parent_fd = open(folder, O_PATH | O_CLOEXEC)};
  if (beneath.parent_fd < 0)
    return; /* not installed */
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  close(beneath.parent_fd);
}

static gboolean enter_landlock(void) {
  int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1)
    return FALSE;
  gsize size;
  LandlockRules rules = all_rights(version, &size);
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
  if (ruleset < 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(readable); i++)
    allow_reading_below(ruleset, readable[i]);
  gboolean done = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return done;
}

/* A call that is allowed where `condition` holds. */
static gboolean allow_if(scmp_filter_ctx filter, int call, struct scmp_arg_cmp condition) {
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition) == 0;
}

/* Of calls that can do much, the part that is needed. */
static gboolean allow_parts(scmp_filter_ctx filter) {
  const scmp_datum_t low = 0xffffffffu; /* the kernel looks at so many bits of an int */
  gboolean done = TRUE;
  /* No code that was not there when the worker started. */
  done &= allow_if(filter, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  done &= allow_if(filter, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  /* No F_SETFL, F_SETOWN, F_SETSIG: with O_ASYNC they make the kernel send a signal to any process. */
  static const int commands[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC};
  for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
    done &= allow_if(filter, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_MASKED_EQ, low, (scmp_datum_t)commands[i]));
  /* the wire; isatty(); its own limits, asked for but not set; abort(), but no signals to others */
  done &= allow_if(filter, SCMP_SYS(sendmsg), SCMP_A0(SCMP_CMP_MASKED_EQ, low, WORKER_WIRE_FD));
  done &= allow_if(filter, SCMP_SYS(recvmsg), SCMP_A0(SCMP_CMP_MASKED_EQ, low, WORKER_WIRE_FD));
  done &= allow_if(filter, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_MASKED_EQ, low, TCGETS));
  done &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, SCMP_A0(SCMP_CMP_MASKED_EQ, low, 0),
                           SCMP_A2(SCMP_CMP_EQ, 0)) == 0;
  done &= allow_if(filter, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_MASKED_EQ, low, (scmp_datum_t)getpid()));
  return done;
}

static gboolean enter_seccomp(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter)
    return FALSE;
  gboolean done = allow_parts(filter);
  for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++)
    if (allowed[i] >= 0) /* negative: unknown on this architecture */
      done &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
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
