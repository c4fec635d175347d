/* The supervisor against workers that say anything in any order: each task comes back once, as text that is fit for the
 * index, and nothing is left open. The workers are no processes but the other ends of sockets, held here; each piece of
 * the input is one thing that the newest of them does. */
#include "pipeline/supervisor.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_STEPS 64 /* what is sent must fit the sockets: nobody reads the parent's answers */
#define MAX_TASKS 6

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static WireChannel *worker;      /* the newest, its own side */
static gboolean dead_on_arrival; /* workers hang up after their greeting */
static guint submitted, done;

/* --- workers without a process ------------------------------------------------------------------------------ */

static void say(WireKind kind, GVariant *payload, int fd) {
  g_autoptr(GVariant) owned = g_variant_ref_sink(payload);
  if (worker)
    wire_send(worker, kind, owned, fd, NULL);
}

static gboolean start(WorkerProcess *process, const char *path, guint64 memory_bytes, GError **error) {
  int pair[2];
  static const char *const cage[] = {"limits", NULL};
  GVariantBuilder formats;
  g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair), ==, 0);
  g_clear_pointer(&worker, wire_channel_free);
  worker = wire_channel_new(pair[1], WIRE_SIDE_WORKER);
  *process = (WorkerProcess){.channel = wire_channel_new(pair[0], WIRE_SIDE_PARENT),
                             .errors_fd = memfd_create("errors", MFD_CLOEXEC)};
  g_variant_builder_init(&formats, G_VARIANT_TYPE("a(suas)"));
  say(WIRE_HELLO, g_variant_new("(uua(suas)^as)", WIRE_VERSION, 1u, &formats, cage), -1);
  if (dead_on_arrival)
    g_clear_pointer(&worker, wire_channel_free);
  return TRUE;
}

/* --- what comes back ----------------------------------------------------------------------------------------- */

static void check_text(const char *text, gboolean one_line) {
  for (const char *c = text; c && *c; c++)
    g_assert_true((guchar)*c >= 0x20 || (*c == '\n' && !one_line));
  g_assert_true(!text || g_utf8_validate(text, -1, NULL));
}

static void on_done(Task *task, Document *document, gpointer data) {
  done++;
  g_assert_nonnull(document);
  check_text(document->title, TRUE);
  check_text(document->reason, TRUE);
  check_text(document->detail, TRUE);
  for (guint i = 0; i < document->units->len; i++) {
    const Unit *unit = document->units->pdata[i];
    check_text(unit->text, FALSE);
    check_text(unit->heading, TRUE);
  }
  g_assert_true(task->purpose == TASK_PAGE || !task->image);
  g_assert_true(task->purpose == TASK_THESAURUS || task->concepts->len == 0);
  document_free(document);
}

static void on_child(const Task *parent, const char *name, const char *media_type, int fd, guint64 size,
                     gpointer data) {
  struct stat about;
  g_assert_cmpint(fstat(fd, &about), ==, 0);
  g_assert_cmpuint((guint64)about.st_size, ==, size);
  g_assert_true(*name && *name != '/' && !strstr(name, "../"));
  g_assert_cmpint(pwrite(fd, "x", 1, 0), <, 0); /* sealed */
  close(fd);
}

/* --- what a worker does --------------------------------------------------------------------------------------- */

static const char *const strings[] = {
    "",  "a",  "b/c",   "../../etc/passwd", "/etc/passwd", "\033[2J", "a\nb\r", "x.htm_files/y", "b//c",
    ".", "..", "blåbær"};

static Unit *make_unit(guint8 choice) {
  Unit *unit = unit_new(UNIT_KIND_PAGE);
  unit->text = g_strdup(strings[choice % G_N_ELEMENTS(strings)]);
  unit->heading = g_strdup(strings[choice / 16]);
  unit->parent = choice;
  return unit;
}

static void say_unit(WireKind kind, guint64 task, guint8 choice) {
  g_autoptr(Unit) unit = make_unit(choice);
  say(kind, wire_pack_unit(task, unit), -1);
}

static void say_document(guint64 task, guint8 choice) {
  g_autoptr(Document) document = document_new();
  document->title = g_strdup(strings[choice % G_N_ELEMENTS(strings)]);
  document_set_status(document, (Status)(choice % STATUS_COUNT), strings[choice / 16], NULL);
  say(WIRE_DOCUMENT, wire_pack_document(task, document), -1);
}

static void say_concept(guint64 task, guint8 choice) {
  g_autoptr(SkosConcept) concept = skos_concept_new("http://example.org/a");
  skos_concept_add_label(concept, g_strdup(strings[choice % G_N_ELEMENTS(strings)]), "nb", LABEL_PREFERRED);
  say(WIRE_CONCEPT, wire_pack_concept(task, concept), -1);
}

static void say_page(guint64 task, guint8 choice) {
  PageImage page = {choice % 8 + 1u, 1, 200, g_bytes_new("12345678", choice / 32 + 1u)};
  say(WIRE_NEED_TEXT, wire_pack_page(task, &page, "sv"), -1);
  g_bytes_unref(page.pixels);
}

static GVariant *bytes_of(guint8 choice) {
  return g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, "bytes of a document, or of a picture", choice % 37, 1);
}

static void submit(Supervisor *supervisor, guint8 choice) {
  if (submitted >= MAX_TASKS)
    return;
  Task *task = task_new();
  task->purpose = choice % 3 == 0 ? TASK_DOCUMENT : choice % 3 == 1 ? TASK_THESAURUS : TASK_PAGE;
  task->name = g_strdup("x.htm");
  task->folder = g_strdup("/nonexistent");
  task->fd = memfd_create("document", MFD_CLOEXEC);
  task->page = g_new0(PageRequest, 1);
  submitted++;
  supervisor_submit(supervisor, task);
}

static void misbehave(guint8 what, guint8 choice) {
  if (!worker)
    return;
  if (what % 3 == 0)
    send(wire_channel_get_fd(worker), "nsk1 and then something else", choice % 29, MSG_NOSIGNAL);
  else if (what % 3 == 1)
    say(WIRE_REPORT, g_variant_new("(tu)", (guint64)1, 0u), wire_channel_get_fd(worker));
  else
    g_clear_pointer(&worker, wire_channel_free);
}

static void step(Supervisor *supervisor, const guint8 *piece) {
  guint64 task = piece[1] % (MAX_TASKS + 1) + 1u;
  const char *string = strings[piece[2] % G_N_ELEMENTS(strings)];
  switch (piece[0] % 17) {
  case 0:
    say(WIRE_HEARTBEAT, g_variant_new("(tuu)", task, piece[2], 9u), -1);
    break;
  case 1:
    say_unit(WIRE_FOUND, task, piece[2]);
    break;
  case 2:
    say_document(task, piece[2]);
    break;
  case 3:
    say_unit(WIRE_UNIT, task, piece[2]);
    break;
  case 4:
    say(WIRE_REPORT, g_variant_new("(tu)", task, (guint32)(piece[2] % 4)), -1);
    break;
  case 5:
    say(WIRE_NEED_SIBLING, g_variant_new("(ts)", task, string), -1);
    break;
  case 6:
    say(WIRE_NEED_PASSWORD, g_variant_new("(tu)", task, (guint32)piece[2]), -1);
    break;
  case 7:
    say(WIRE_CHILD_BYTES, g_variant_new("(t@ay)", task, bytes_of(piece[2])), -1);
    break;
  case 8:
    say(WIRE_CHILD_DOCUMENT, g_variant_new("(tsst)", task, string, "", (guint64)(piece[2] / 16)), -1);
    break;
  case 9:
    say(WIRE_PAGE_IMAGE, g_variant_new("(tbs@ay)", task, piece[2] % 2 == 0, string, bytes_of(piece[2])), -1);
    break;
  case 10:
    say_concept(task, piece[2]);
    break;
  case 11:
    say_page(task, piece[2]);
    break;
  case 12:
    misbehave(piece[1], piece[2]);
    break;
  case 13: /* all of a document, rightly done */
    say_document(task, 0);
    say_unit(WIRE_UNIT, task, piece[2]);
    say(WIRE_REPORT, g_variant_new("(tu)", task, 1u), -1);
    break;
  default:
    submit(supervisor, piece[2]);
  }
}

static guint open_descriptors(void) {
  guint count = 0;
  for (int fd = 0; fd < 128; fd++)
    count += fcntl(fd, F_GETFD) >= 0;
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char *passwords[] = {(char *)(guintptr) "granskog"};
  GPtrArray given = {(gpointer *)(gpointer)passwords, 1};
  SupervisorOptions options = {.worker_path = "/nonexistent",
                               .jobs = 1,
                               .documents_per_worker = 3,
                               .ocr = OCR_NEVER,
                               .passwords = &given,
                               .start_worker = start};
  SupervisorCallbacks callbacks = {.done = on_done, .child = on_child};
  guint before = open_descriptors();
  submitted = done = 0;
  dead_on_arrival = FALSE;
  Supervisor *supervisor = supervisor_new(&options, &callbacks, NULL);
  g_assert_nonnull(supervisor);
  submit(supervisor, 0);
  for (size_t at = 0; at + 3 <= MIN(size, 3 * MAX_STEPS); at += 3) {
    step(supervisor, data + at);
    if (data[at + 1] < 200) /* else the next thing comes in the same read */
      g_assert_true(supervisor_wait(supervisor, 0, NULL));
  }
  /* From now on workers die over their task, or at once: then the run is given up, and tasks stay. */
  dead_on_arrival = size % 2 == 1;
  gboolean goes_on = TRUE;
  for (guint turns = 0; goes_on && supervisor_pending(supervisor) > 0; turns++) {
    g_clear_pointer(&worker, wire_channel_free);
    goes_on = supervisor_wait(supervisor, 0, NULL);
    g_assert_cmpuint(turns, <, 1000);
  }
  g_assert_true(goes_on || dead_on_arrival);
  g_assert_cmpuint(done + supervisor_pending(supervisor), ==, submitted);
  supervisor_free(supervisor);
  g_clear_pointer(&worker, wire_channel_free);
  g_assert_cmpuint(open_descriptors(), ==, before);
  return 0;
}
