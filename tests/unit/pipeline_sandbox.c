/* The cage, from the inside: what a hostile extractor would try does not work. */
#include "pipeline/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each returns TRUE if the escape has succeeded. */
static gboolean open_a_file(void) {
  return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
}

static gboolean write_a_file(void) {
  return open("/tmp/nordsok-escape", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0;
}

static gboolean remove_a_file(void) {
  return unlink("/tmp/nordsok-escape-target") == 0 || errno != EPERM;
}

static gboolean list_a_folder(void) {
  return open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC) >= 0;
}

static gboolean open_a_socket(void) {
  return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static gboolean fork_a_process(void) {
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  return child > 0;
}

static gboolean run_a_program(void) {
  char *const arguments[] = {(char *)(guintptr) "true", NULL};
  execv("/bin/true", arguments);
  return FALSE; /* still here: it did not work */
}

static gboolean kill_the_parent(void) {
  return kill(getppid(), 0) == 0;
}

static gboolean lift_the_limits(void) {
  g_autofree char *more = g_try_malloc((gsize)1 << 31);
  return more != NULL;
}

static gboolean signal_by_descriptor(void) {
  return fcntl(1, F_SETOWN, getppid()) == 0 || fcntl(1, F_SETSIG, SIGKILL) == 0 || fcntl(1, F_SETFL, O_ASYNC) == 0;
}

static gboolean hide_memory_in_files(void) {
  return memfd_create("x", 0) >= 0;
}

static const struct {
  const char *name;
  gboolean (*escape)(void);
  gboolean needs_landlock;
} escapes[] = {
    {"open-a-file", open_a_file, TRUE},
    {"write-a-file", write_a_file, TRUE},
    {"remove-a-file", remove_a_file, FALSE},
    {"list-a-folder", list_a_folder, TRUE},
    {"open-a-socket", open_a_socket, FALSE},
    {"fork-a-process", fork_a_process, FALSE},
    {"run-a-program", run_a_program, FALSE},
    {"kill-the-parent", kill_the_parent, FALSE},
    {"lift-the-limits", lift_the_limits, FALSE},
    {"signal-by-descriptor", signal_by_descriptor, FALSE},
    {"hide-memory-in-files", hide_memory_in_files, FALSE},
};

enum { CAUGHT = 10, ESCAPED, NO_CAGE };

static void test_escape(gconstpointer data) {
#ifdef NORDSOK_SANITIZED
  g_test_skip("sanitizer builds have no cage");
#else
  gsize i = GPOINTER_TO_SIZE(data);
  pid_t child = fork();
  if (child == 0) {
    SandboxLimits limits = {.memory_bytes = 1u << 30, .file_bytes = 1u << 20};
    char **cage = sandbox_enter(&limits);
    gboolean closed = g_strv_contains((const char *const *)cage, "seccomp") &&
                      (!escapes[i].needs_landlock || g_strv_contains((const char *const *)cage, "landlock"));
    _exit(!closed ? NO_CAGE : escapes[i].escape() ? ESCAPED : CAUGHT);
  }
  int status;
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFEXITED(status));
  if (WEXITSTATUS(status) == NO_CAGE)
    g_test_skip("this kernel cannot close the cage");
  else
    g_assert_cmpint(WEXITSTATUS(status), ==, CAUGHT);
#endif
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(escapes); i++) {
    g_autofree char *name = g_strdup_printf("/sandbox/%s", escapes[i].name);
    g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_escape);
  }
  return g_test_run();
}
