/* Starting and ending a worker process. */
#include "pipeline/worker_process.h"

#include "language/messages.h"
#include "pipeline/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a worker is told of the environment: where it would find its libraries and data, and the language of the system.
 * The rest may hold secrets, and what a document makes of a worker could put them into its text. */
static gboolean may_know(const char *name) {
  static const char *const names[] = {"PATH", "LANG", "LANGUAGE", "TZ", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", NULL};
#ifdef NORDSOK_SANITIZED
  if (g_str_has_suffix(name, "SAN_OPTIONS"))
    return TRUE;
#endif
  return g_strv_contains(names, name) || g_str_has_prefix(name, "LC_") || g_str_has_prefix(name, "NORDSOK_");
}

static char **worker_environment(void) {
  g_auto(GStrv) names = g_listenv();
  char **environment = g_environ_setenv(NULL, "OMP_THREAD_LIMIT", "1", TRUE);
  for (char **name = names; *name; name++)
    if (may_know(*name))
      environment = g_environ_setenv(environment, *name, g_getenv(*name), TRUE);
  return environment;
}

/* Those that the parent, or who started it, has forgotten to close on exec. */
static void close_others(void) {
  struct rlimit limit;
  if (close_range(WORKER_WIRE_FD + 1, ~0U, 0) == 0)
    return;
  /* Linux before 5.9, or a container that does not know the call. */
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
    _exit(127);
  for (rlim_t fd = WORKER_WIRE_FD + 1; fd < MIN(limit.rlim_max, 1u << 20); fd++)
    close((int)fd);
}

/* In the child, between fork and exec: only async-signal-safe calls. */
static void become_worker(const char *path, char *const argv[], char *const environment[], int wire, int errors,
                          int null, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(127); /* the parent died before the line above */
  /* Ctrl-C is the parent's to handle: it ends its workers in order. */
  signal(SIGINT, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  /* Out of the way of the numbers that are wanted, then into place; dup2 clears close-on-exec. */
  int high_wire = fcntl(wire, F_DUPFD, 10), high_errors = fcntl(errors, F_DUPFD, 10),
      high_null = fcntl(null, F_DUPFD, 10);
  if (dup2(high_null, 0) < 0 || dup2(high_null, 1) < 0 || dup2(high_errors, 2) < 0 ||
      dup2(high_wire, WORKER_WIRE_FD) < 0)
    _exit(127);
  close_others();
  execve(path, argv, environment);
  _exit(127);
}

gboolean worker_process_start(WorkerProcess *process, const char *path, guint64 memory_bytes, GError **error) {
  g_autofree char *memory = g_strdup_printf("%" G_GUINT64_FORMAT, memory_bytes);
  char *const argv[] = {(char *)(guintptr)path, (char *)(guintptr) "--memory", memory, NULL};
  g_auto(GStrv) environment = worker_environment();
  int pair[2] = {-1, -1};
  int errors = memfd_create("nordsok-worker-errors", MFD_CLOEXEC);
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  pid_t parent = getpid(), pid = -1;
  if (errors >= 0 && null >= 0 && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0) {
    fcntl(errors, F_SETFL, O_APPEND);
    pid = fork();
    if (pid == 0)
      become_worker(path, argv, environment, pair[1], errors, null, parent);
  }
  int saved = errno;
  if (null >= 0)
    close(null);
  if (pair[1] >= 0)
    close(pair[1]);
  if (pid > 0) {
    *process = (WorkerProcess){.pid = pid, .channel = wire_channel_new(pair[0], WIRE_SIDE_PARENT), .errors_fd = errors};
    return TRUE;
  }
  if (pair[0] >= 0)
    close(pair[0]);
  if (errors >= 0)
    close(errors);
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, _("a reader could not be started: %s"), g_strerror(saved));
  return FALSE;
}

void worker_process_forget_errors(WorkerProcess *process) {
  if (ftruncate(process->errors_fd, 0) != 0)
    g_debug("worker's error file: %s", g_strerror(errno));
}

void worker_process_trim_errors(WorkerProcess *process) {
  if (lseek(process->errors_fd, 0, SEEK_END) > WORKER_MAX_ERRORS / 2)
    worker_process_forget_errors(process);
}

/* Libraries say it in their own words: GLib "failed to allocate", C++ "bad_alloc", poppler and libxml2
 * "out of memory". */
static gboolean tells_of_memory(const char *text) {
  g_autofree char *lower = g_ascii_strdown(text, -1);
  return strstr(lower, "failed to allocate") || strstr(lower, "bad_alloc") || strstr(lower, "out of memory") ||
         strstr(lower, "cannot allocate memory");
}

static char *read_tail(int fd) {
  char buffer[4096];
  off_t size = lseek(fd, 0, SEEK_END);
  off_t start = size > (off_t)sizeof buffer ? size - (off_t)sizeof buffer : 0;
  gssize got = size > 0 ? pread(fd, buffer, sizeof buffer, start) : 0;
  return g_utf8_make_valid(buffer, MAX(got, 0));
}

WorkerEnd worker_process_end(WorkerProcess *process) {
  int status = 0;
  WorkerEnd end = {0};
  /* One that is dying by itself is given a moment to do so: then its own end is told, not ours. */
  for (int waited = 0; process->pid > 0 && waitpid(process->pid, &status, WNOHANG) == 0; waited++) {
    if (waited == 20)
      kill(process->pid, SIGKILL);
    g_usleep(1000);
  }
  end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  end.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  g_autofree char *tail = read_tail(process->errors_fd);
  end.out_of_memory = tells_of_memory(tail);
  g_strchomp(tail);
  const char *line = strrchr(tail, '\n');
  end.last_words = g_utf8_substring(line ? line + 1 : tail, 0, MIN(200, g_utf8_strlen(line ? line + 1 : tail, -1)));
  close(process->errors_fd);
  g_clear_pointer(&process->channel, wire_channel_free);
  process->pid = 0;
  process->errors_fd = -1;
  return end;
}

char *worker_cage_gaps(const char *const *parts) {
  static const char *const wanted[] = {"no-new-privs", "limits", "landlock", "seccomp"};
  g_autoptr(GString) gaps = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
    if (!g_strv_contains(parts, wanted[i]))
      g_string_append_printf(gaps, "%s%s", gaps->len ? ", " : "", wanted[i]);
  return gaps->len ? g_strdup(gaps->str) : NULL;
}

void worker_end_clear(WorkerEnd *end) {
  g_clear_pointer(&end->last_words, g_free);
}
