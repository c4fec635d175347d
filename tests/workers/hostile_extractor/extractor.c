/* A hostile extractor for tests of the cage and of the supervisor: linked into the real worker beside the real ones, it
 * does what the first line of a file says, `nordsok-hostile WHAT [ARGUMENT]`:
 *
 *   escape NAME [PATH]   a way out of the cage (escapes.c); the unit says what came of it
 *   descriptors          a unit with the descriptors that are open here
 *   environment          a unit with the environment
 *   anything else        an attack (the table at the end) on the parent, or on time and memory
 *
 * In a worker without a cage it does nothing but say so. */
#include "extractors/extractor.h"
#include "document/wire.h"
#include "pipeline/worker.h"
#include "tests/workers/hostile_extractor/escapes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIGNATURE "nordsok-hostile "

/* What worker.c keeps behind host_data begins like this; who runs in its process can look. */
typedef struct {
  WireChannel *channel;
  guint64 task;
} Work;

static void say(Extraction *extraction, const char *text) {
  Unit *unit = unit_new(UNIT_KIND_SECTION);
  unit->text = g_strdup(text);
  unit_set_locator(unit, LOCATOR_LINE, 1, NULL);
  extraction_add_unit(extraction, unit);
}

/* A filter answers EPERM, whatever is asked for. */
static gboolean is_caged(void) {
  return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM;
}

static void forge(Extraction *extraction, WireKind kind, GVariant *payload, int fd) {
  const Work *work = extraction->host_data;
  if (!wire_send(work->channel, kind, payload, fd, NULL))
    _exit(1);
}

static GVariant *forged_unit(guint64 task, const char *text) {
  g_autoptr(Unit) unit = unit_new(UNIT_KIND_SECTION);
  unit->text = g_strdup(text);
  return wire_pack_unit(task, unit);
}

static void forge_result(Extraction *extraction, guint64 task, const char *text) {
  g_autoptr(Document) document = document_new();
  forge(extraction, WIRE_DOCUMENT, wire_pack_document(task, document), -1);
  forge(extraction, WIRE_UNIT, forged_unit(task, text), -1);
  forge(extraction, WIRE_REPORT, g_variant_new("(tu)", task, 1u), -1);
}

static guint64 own_task(const Extraction *extraction) {
  return ((const Work *)extraction->host_data)->task;
}

/* --- time and memory --------------------------------------------------------------------------------------- */

static void spin(Extraction *extraction) {
  for (volatile guint64 turns = 0;; turns++)
    ;
}

static void spin_and_beat(Extraction *extraction) {
  for (guint turns = 0;; turns++)
    extraction_progress(extraction, turns, 0);
}

static void sleep_for_ever(Extraction *extraction) {
  for (;;)
    g_usleep(G_USEC_PER_SEC);
}

static void stop_oneself(Extraction *extraction) {
  raise(SIGSTOP);
}

static void allocate(Extraction *extraction) {
  for (;;)
    memset(g_malloc(1 << 20), 1, 1 << 20);
}

/* Past every ceiling that extraction_add_unit() keeps. */
static void allocate_units(Extraction *extraction) {
  for (;;) {
    Unit *unit = unit_new(UNIT_KIND_SECTION);
    unit->text = g_strnfill(1 << 20, 'x');
    document_add_unit(extraction->document, unit);
  }
}

static int recurse(volatile char *above) {
  volatile char here[4096];
  here[0] = above ? above[0] : 1;
  return here[0] ? recurse(here) + here[0] : 0;
}

static void overflow_the_stack(Extraction *extraction) {
  exit(recurse(NULL));
}

/* --- ends without a word ----------------------------------------------------------------------------------- */

static void exit_quietly(Extraction *extraction) {
  _exit(0);
}

static void abort_now(Extraction *extraction) {
  abort();
}

static void abort_after_units(Extraction *extraction) {
  for (int i = 0; i < 3; i++)
    say(extraction, "Funnet før slutten.");
  abort();
}

static void kill_oneself(Extraction *extraction) {
  raise(SIGKILL);
}

/* A call of the 32-bit table, where numbers mean other things, would pass a filter that forgets to look. */
static void call_by_the_old_door(Extraction *extraction) {
#ifdef __x86_64__
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(2L /* fork */) : "memory");
#endif
  abort();
}

/* --- the wire ---------------------------------------------------------------------------------------------- */

static void put_raw(const void *bytes, gsize length) {
  if (write(WORKER_WIRE_FD, bytes, length) < 0)
    _exit(1);
}

static void garble(Extraction *extraction) {
  static const char rubbish[] = "this is no frame and never was one";
  put_raw(rubbish, sizeof rubbish);
  sleep_for_ever(extraction);
}

static void half_a_frame(Extraction *extraction) {
  g_autoptr(GBytes) frame = wire_frame(WIRE_HEARTBEAT, g_variant_new("(tuu)", own_task(extraction), 1u, 2u), FALSE);
  put_raw(g_bytes_get_data(frame, NULL), g_bytes_get_size(frame) - 1);
  sleep_for_ever(extraction);
}

/* The parent must not take a byte now and then for a sign of life. */
static void drip(Extraction *extraction) {
  GVariant *payload = wire_pack_unit(own_task(extraction), &(Unit){.text = (char *)(guintptr) "dropp"});
  g_autoptr(GBytes) frame = wire_frame(WIRE_FOUND, payload, FALSE);
  const guint8 *bytes = g_bytes_get_data(frame, NULL);
  for (gsize i = 0; i + 1 < g_bytes_get_size(frame); i++) {
    put_raw(bytes + i, 1);
    g_usleep(50000);
  }
  sleep_for_ever(extraction);
}

static void close_the_wire(Extraction *extraction) {
  close(WORKER_WIRE_FD);
  spin(extraction);
}

static void flood(Extraction *extraction) {
  g_autofree char *text = g_strnfill(1 << 20, 'x');
  for (;;)
    forge(extraction, WIRE_FOUND, forged_unit(own_task(extraction), text), -1);
}

static void flood_of_nothing(Extraction *extraction) {
  for (;;)
    forge(extraction, WIRE_FOUND, forged_unit(own_task(extraction), ""), -1);
}

static void flood_of_children(Extraction *extraction) {
  g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
  for (;;)
    extraction_add_child(extraction, "x", NULL, nothing);
}

/* One that is never whole. */
static void flood_of_child_bytes(Extraction *extraction) {
  g_autofree char *bytes = g_malloc0(1 << 20);
  for (;;)
    forge(extraction, WIRE_CHILD_BYTES,
          g_variant_new("(t@ay)", own_task(extraction),
                        g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, bytes, 1 << 20, 1)),
          -1);
}

/* Each has another one inside. */
static void nest_children(Extraction *extraction) {
  g_autoptr(GBytes) same = extractor_input_read_whole(extraction->input, 1 << 20, NULL);
  gsize length;
  const char *bytes = g_bytes_get_data(same, &length);
  g_autofree char *other = g_strdup_printf("%.*s\nagain", (int)length, bytes);
  for (int i = 0; i < 40; i++) {
    g_autofree char *content = g_strdup_printf("%s %d", other, i);
    g_autofree char *name = g_strdup_printf("x%d", i);
    g_autoptr(GBytes) child = g_bytes_new(content, strlen(content));
    extraction_add_child(extraction, name, NULL, child);
  }
  say(extraction, "Barn.");
}

/* Its name would lie in another folder, or in no file at all. */
static void child_outside(Extraction *extraction) {
  forge(extraction, WIRE_CHILD_DOCUMENT, g_variant_new("(tsst)", own_task(extraction), "../../etc/passwd", "", 0ull),
        -1);
  sleep_for_ever(extraction);
}

/* Descriptors that no frame asks for. */
static void flood_of_descriptors(Extraction *extraction) {
  for (;;)
    forge(extraction, WIRE_HEARTBEAT, g_variant_new("(tuu)", own_task(extraction), 1u, 2u), 0);
}

/* Questions without end, and the answers are never read. */
static void ask_for_ever(Extraction *extraction) {
  for (guint attempt = 0;; attempt++)
    forge(extraction, WIRE_NEED_PASSWORD, g_variant_new("(tu)", own_task(extraction), attempt), -1);
}

static void flood_the_error_stream(Extraction *extraction) {
  static const char rubbish[] = "rubbish\n";
  for (;;)
    if (write(2, rubbish, sizeof rubbish - 1) < 0)
      continue;
}

static void report_without_document(Extraction *extraction) {
  forge(extraction, WIRE_REPORT, g_variant_new("(tu)", own_task(extraction), 0u), -1);
  sleep_for_ever(extraction);
}

static void two_documents(Extraction *extraction) {
  g_autoptr(Document) document = document_new();
  forge(extraction, WIRE_DOCUMENT, wire_pack_document(own_task(extraction), document), -1);
  forge(extraction, WIRE_DOCUMENT, wire_pack_document(own_task(extraction), document), -1);
  sleep_for_ever(extraction);
}

static void result_of_another(Extraction *extraction) {
  forge_result(extraction, own_task(extraction) + 1, "Forfalsket.");
  sleep_for_ever(extraction);
}

/* Ends its own task and goes on: what it says then belongs to nothing. */
static void result_twice(Extraction *extraction) {
  forge_result(extraction, own_task(extraction), "Første svar.");
  forge_result(extraction, own_task(extraction), "Andre svar.");
  sleep_for_ever(extraction);
}

static void unasked_kinds(Extraction *extraction) {
  forge(extraction, WIRE_RECOGNISED, wire_pack_text(own_task(extraction), "x", 1), -1);
  sleep_for_ever(extraction);
}

/* Escape sequences and line ends where a terminal or a table would show them. */
static void lie_in_the_result(Extraction *extraction) {
  Document *document = extraction->document;
  document_set_status(document, STATUS_DAMAGED, "\033]0;owned\a\033[2J\nok  /etc/passwd", "\033[31mred\n\n");
}

/* --- what can be seen -------------------------------------------------------------------------------------- */

static const char *kind_of(mode_t mode) {
  return S_ISREG(mode) ? "file" : S_ISSOCK(mode) ? "socket" : S_ISCHR(mode) ? "device" : "other";
}

static void list_descriptors(Extraction *extraction) {
  static const char *const ways[] = {"read", "write", "both"};
  g_autoptr(GString) list = g_string_new("descriptors:");
  for (int fd = 0; fd < 4096; fd++) {
    struct stat about;
    if (fstat(fd, &about) == 0)
      g_string_append_printf(list, " %d-%s-%s", fd, kind_of(about.st_mode),
                             ways[MIN(fcntl(fd, F_GETFL) & O_ACCMODE, 2)]);
  }
  say(extraction, list->str);
}

static void list_environment(Extraction *extraction) {
  g_auto(GStrv) names = g_listenv();
  g_autofree char *all = g_strjoinv(" ", names);
  g_autofree char *text = g_strdup_printf("environment: %s", all);
  say(extraction, text);
}

static void escape(Extraction *extraction, const char *argument) {
  g_auto(GStrv) words = g_strsplit(argument, " ", 2);
  const char *name = words[0] ? words[0] : "";
  int result = escape_try(name, words[0] && words[1] ? words[1] : "", extraction->input->fd);
  g_autofree char *text = result == ESCAPE_UNKNOWN ? g_strdup_printf("escape %s: unknown", name)
                          : result == 0            ? g_strdup_printf("escape %s: DONE", name)
                                        : g_strdup_printf("escape %s: refused %s", name, strerrorname_np(result));
  say(extraction, text);
}

static const struct {
  const char *name;
  void (*act)(Extraction *);
} acts[] = {
    {"descriptors", list_descriptors},
    {"environment", list_environment},
    {"spin", spin},
    {"beat", spin_and_beat},
    {"sleep", sleep_for_ever},
    {"stop", stop_oneself},
    {"allocate", allocate},
    {"allocate-units", allocate_units},
    {"overflow", overflow_the_stack},
    {"exit0", exit_quietly},
    {"abort", abort_now},
    {"abort-after-units", abort_after_units},
    {"kill", kill_oneself},
    {"old-door", call_by_the_old_door},
    {"garble", garble},
    {"half-a-frame", half_a_frame},
    {"drip", drip},
    {"close-wire", close_the_wire},
    {"flood", flood},
    {"flood-of-nothing", flood_of_nothing},
    {"flood-of-children", flood_of_children},
    {"flood-of-child-bytes", flood_of_child_bytes},
    {"nest-children", nest_children},
    {"child-outside", child_outside},
    {"flood-of-descriptors", flood_of_descriptors},
    {"ask-for-ever", ask_for_ever},
    {"flood-errors", flood_the_error_stream},
    {"report-without-document", report_without_document},
    {"two-documents", two_documents},
    {"result-of-another", result_of_another},
    {"result-twice", result_twice},
    {"unasked", unasked_kinds},
    {"lie", lie_in_the_result},
};

static void hostile_extract(Extraction *extraction) {
  char line[512] = "";
  const ExtractorInput *input = extraction->input;
  memcpy(line, input->head, MIN(input->head_length, sizeof line - 1));
  line[strcspn(line, "\n")] = '\0';
  g_auto(GStrv) words = g_strsplit(line + strlen(SIGNATURE), " ", 2);
  const char *what = words[0] ? words[0] : "";
  if (!is_caged()) {
    say(extraction, "there is no cage");
    return;
  }
  if (strcmp(what, "escape") == 0)
    escape(extraction, words[1] ? words[1] : "");
  for (gsize i = 0; i < G_N_ELEMENTS(acts); i++)
    if (strcmp(what, acts[i].name) == 0)
      acts[i].act(extraction);
}

static const char *const media_types[] = {"application/x-nordsok-hostile", NULL};

static int hostile_sniff(const ExtractorInput *input, const char **media_type) {
  *media_type = media_types[0];
  return input->head_length > strlen(SIGNATURE) && memcmp(input->head, SIGNATURE, strlen(SIGNATURE)) == 0 ? 100 : 0;
}

const Extractor hostile_extractor = {
    .name = "hostile",
    .version = 1,
    .media_types = media_types,
    .sniff = hostile_sniff,
    .extract = hostile_extract,
};
