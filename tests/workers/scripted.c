/* A worker for tests of the supervisor: does what the first line of each file tells it, well or badly.
 *
 *   ok                 one unit with the rest of the file
 *   found-then-die N   N raw units, then death by a signal
 *   die | exit0 | spin | sleep | garble | flood | wrong-task | no-document | out-of-memory
 *   beat SECONDS       heartbeats for so long, then ok
 *   sibling NAME       a unit with what the file of that name beside it holds
 *   password           a unit with the passwords that were given
 *   child NAME         hands over a document of that name, then ok
 *   flaky FILE         dies the first time, then ok; remembers in FILE
 *   concepts N         N concepts, as of a thesaurus
 *   flaky-concepts FILE   dies the first time after two concepts, then "concepts 3"
 *   concept-early      a concept before its document
 *   scanned QUALITY    ok, with a unit that was read from an image
 *   poor QUALITY       ok, with a unit of that quality
 *   flaky-empty FILE   empty the first time, then ok with "innehåll"; remembers in FILE
 *   options            a unit with the options of the task
 *   page WORDS         one page to be read as an image for each word, which is its language; a unit with the answers
 *   page-big           the largest page there is
 *   page-wrong | page-twice | page-report | page-die   what must not be asked, or not answered */
#include "document/wire.h"
#include "pipeline/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static WireChannel *channel;
static guint64 task;
static char *options; /* of the task, as text */

static void send_frame(WireKind kind, GVariant *payload, int fd) {
  g_autoptr(GError) error = NULL;
  if (!wire_send(channel, kind, payload, fd, &error))
    _exit(1);
}

static void receive(WireKind kind, WireKind or_kind, WireMessage *message) {
  for (;;) {
    WireResult result = wire_next(channel, message, NULL);
    if (result == WIRE_GOT_MESSAGE && (message->kind == kind || message->kind == or_kind))
      return;
    if (result == WIRE_BROKEN || (result == WIRE_NEED_MORE && wire_fill(channel, NULL) == WIRE_CLOSED))
      _exit(0);
  }
}

static char *read_all(int fd) {
  GString *text = g_string_new(NULL);
  char buffer[4096];
  gssize got;
  for (off_t at = 0; (got = pread(fd, buffer, sizeof buffer, at)) > 0; at += got)
    g_string_append_len(text, buffer, got);
  return g_string_free(text, FALSE);
}

static void send_unit(WireKind kind, const char *text) {
  g_autoptr(Unit) unit = unit_new(UNIT_KIND_SECTION);
  unit->text = g_strdup(text);
  send_frame(kind, wire_pack_unit(task, unit), -1);
}

static void finish(const char *text) {
  g_autoptr(Document) document = document_new();
  document->media_type = g_strdup("text/plain");
  document->extractor = g_strdup("scripted");
  document->extractor_version = 1;
  send_frame(WIRE_DOCUMENT, wire_pack_document(task, document), -1);
  send_unit(WIRE_UNIT, text);
  send_frame(WIRE_REPORT, g_variant_new("(tu)", task, 1u), -1);
}

/* A unit with what its reader thinks of it. */
static void finish_with_quality(const char *text, gboolean ocr, double quality) {
  g_autoptr(Document) document = document_new();
  g_autoptr(Unit) unit = unit_new(UNIT_KIND_SECTION);
  document->extractor = g_strdup("scripted");
  document->extractor_version = 1;
  unit->text = g_strdup(text);
  unit->ocr = ocr;
  unit->quality = quality;
  send_frame(WIRE_DOCUMENT, wire_pack_document(task, document), -1);
  send_frame(WIRE_UNIT, wire_pack_unit(task, unit), -1);
  send_frame(WIRE_REPORT, g_variant_new("(tu)", task, 1u), -1);
}

static void flaky_empty(const char *file) {
  if (access(file, F_OK) == 0) {
    finish("innehåll");
    return;
  }
  g_autoptr(Document) document = document_new();
  close(open(file, O_CREAT | O_WRONLY, 0600));
  document_set_status(document, STATUS_EMPTY, "no text", NULL);
  document->extractor = g_strdup("scripted");
  document->extractor_version = 1;
  send_frame(WIRE_DOCUMENT, wire_pack_document(task, document), -1);
  send_frame(WIRE_REPORT, g_variant_new("(tu)", task, 0u), -1);
}

static void answer_sibling(const char *name) {
  WireMessage answer = {.fd = -1};
  send_frame(WIRE_NEED_SIBLING, g_variant_new("(ts)", task, name), -1);
  receive(WIRE_SIBLING, WIRE_SIBLING, &answer);
  g_autofree char *text = answer.fd >= 0 ? read_all(answer.fd) : g_strdup("no such sibling");
  wire_message_clear(&answer);
  finish(text);
}

static void answer_passwords(void) {
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint attempt = 0; attempt < 10; attempt++) {
    WireMessage answer = {.fd = -1};
    guint64 id;
    g_autofree char *password = NULL;
    send_frame(WIRE_NEED_PASSWORD, g_variant_new("(tu)", task, attempt), -1);
    receive(WIRE_PASSWORD, WIRE_PASSWORD, &answer);
    g_variant_get(answer.payload, "(tms)", &id, &password);
    wire_message_clear(&answer);
    if (!password)
      break;
    g_string_append_printf(all, "%s ", password);
  }
  finish(all->str);
}

static void send_child(const char *name) {
  static const char *const pieces[] = {"ok\n", "inside"};
  for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++)
    send_frame(
        WIRE_CHILD_BYTES,
        g_variant_new("(t@ay)", task, g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, pieces[i], strlen(pieces[i]), 1)),
        -1);
  send_frame(WIRE_CHILD_DOCUMENT, g_variant_new("(tsst)", task, name, "text/plain", (guint64)9), -1);
  finish("outside");
}

static void flood(void) {
  g_autofree char *text = g_strnfill(1024 * 1024, 'x');
  for (;;)
    send_unit(WIRE_FOUND, text);
}

static void beat(double seconds) {
  gint64 end = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
  while (g_get_monotonic_time() < end) {
    send_frame(WIRE_HEARTBEAT, g_variant_new("(tuu)", task, 1u, 2u), -1);
    g_usleep(20000);
  }
}

static void flaky(const char *file) {
  if (access(file, F_OK) != 0) {
    close(open(file, O_CREAT | O_WRONLY, 0600));
    raise(SIGSEGV);
  }
  finish("second try");
}

static void send_concepts(guint count) {
  for (guint i = 0; i < count; i++) {
    g_autoptr(SkosConcept) concept = skos_concept_new("http://example.org/a");
    skos_concept_add_label(concept, g_strdup("støy\a"), "nb", LABEL_PREFERRED);
    send_frame(WIRE_CONCEPT, wire_pack_concept(task, concept), -1);
  }
}

static void finish_concepts(guint count) {
  g_autoptr(Document) document = document_new();
  send_frame(WIRE_DOCUMENT, wire_pack_document(task, document), -1);
  send_concepts(count);
  send_frame(WIRE_REPORT, g_variant_new("(tu)", task, count), -1);
}

static void flaky_concepts(const char *file) {
  if (access(file, F_OK) != 0) {
    g_autoptr(Document) document = document_new();
    close(open(file, O_CREAT | O_WRONLY, 0600));
    send_frame(WIRE_DOCUMENT, wire_pack_document(task, document), -1);
    send_concepts(2);
    raise(SIGSEGV);
  }
  finish_concepts(3);
}

static void ask_page(guint width, guint height, gsize length, const char *language) {
  PageImage page = {width, height, 200, g_bytes_new_take(g_malloc0(length), length)};
  send_frame(WIRE_NEED_TEXT, wire_pack_page(task, &page, language), -1);
  g_bytes_unref(page.pixels);
}

static void take_answer(GString *all) {
  WireMessage answer = {.fd = -1};
  guint64 id;
  g_autofree char *text = NULL;
  double confidence;
  receive(WIRE_TEXT, WIRE_TEXT, &answer);
  if (!wire_unpack_text(answer.payload, &id, &text, &confidence, NULL) || id != task)
    _exit(1);
  g_string_append_printf(all, "%s%s:%.1f", all->len ? " " : "", text ? text : "nothing", confidence);
  wire_message_clear(&answer);
}

static void ask_pages(const char *words) {
  g_auto(GStrv) languages = g_strsplit(words, " ", -1);
  g_autoptr(GString) all = g_string_new(NULL);
  for (char **l = languages; *l; l++) {
    ask_page(30, 20, 600, *l);
    take_answer(all);
  }
  finish(all->str);
}

static void perform_page(const char *command, const char *argument) {
  g_autoptr(GString) all = g_string_new(NULL);
  if (strcmp(command, "page") == 0) {
    ask_pages(argument);
    return;
  }
  if (strcmp(command, "page-big") == 0) {
    ask_page(5000, 3000, OCR_MAX_PIXELS, "check");
    take_answer(all);
    finish(all->str);
    return;
  }
  ask_page(30, 20, strcmp(command, "page-wrong") == 0 ? 599 : 600, "hang");
  if (strcmp(command, "page-twice") == 0)
    ask_page(30, 20, 600, "hang");
  if (strcmp(command, "page-report") == 0)
    finish("too early");
  if (strcmp(command, "page-die") == 0)
    raise(SIGSEGV);
  sleep(1000);
}

static void perform(const char *command, const char *argument, const char *rest) {
  if (strcmp(command, "ok") == 0)
    finish(rest);
  else if (strcmp(command, "found-then-die") == 0) {
    for (int i = 0; i < atoi(argument); i++)
      send_unit(WIRE_FOUND, "found before death");
    raise(SIGSEGV);
  } else if (strcmp(command, "die") == 0)
    raise(SIGSEGV);
  else if (strcmp(command, "exit0") == 0)
    _exit(0);
  else if (strcmp(command, "spin") == 0)
    for (;;)
      g_atomic_int_inc(&(int){0});
  else if (strcmp(command, "sleep") == 0)
    sleep(1000);
  else if (strcmp(command, "garble") == 0) {
    if (write(WORKER_WIRE_FD, "this is no frame, and never was one", 35) < 0)
      _exit(1);
    sleep(1000);
  } else if (strcmp(command, "flood") == 0)
    flood();
  else if (strcmp(command, "wrong-task") == 0) {
    task += 7;
    finish(rest);
    sleep(1000);
  } else if (strcmp(command, "no-document") == 0) {
    send_frame(WIRE_REPORT, g_variant_new("(tu)", task, 0u), -1);
    sleep(1000);
  } else if (strcmp(command, "out-of-memory") == 0) {
    g_printerr("GLib-ERROR: failed to allocate 123456789 bytes\n");
    raise(SIGTRAP);
  } else if (strcmp(command, "beat") == 0) {
    beat(g_ascii_strtod(argument, NULL));
    finish(rest);
  } else if (strcmp(command, "sibling") == 0)
    answer_sibling(argument);
  else if (strcmp(command, "password") == 0)
    answer_passwords();
  else if (strcmp(command, "child") == 0)
    send_child(argument);
  else if (strcmp(command, "flaky") == 0)
    flaky(argument);
  else if (strcmp(command, "concepts") == 0)
    finish_concepts((guint)atoi(argument));
  else if (strcmp(command, "flaky-concepts") == 0)
    flaky_concepts(argument);
  else if (strcmp(command, "scanned") == 0 || strcmp(command, "poor") == 0)
    finish_with_quality(rest, *command == 's', g_ascii_strtod(argument, NULL));
  else if (strcmp(command, "flaky-empty") == 0)
    flaky_empty(argument);
  else if (strcmp(command, "options") == 0)
    finish(options);
  else if (g_str_has_prefix(command, "page"))
    perform_page(command, argument);
  else if (strcmp(command, "concept-early") == 0) {
    send_concepts(1);
    sleep(1000);
  }
}

int main(void) {
  static const char *const cage[] = {"no-new-privs", "limits", "landlock", "seccomp", NULL};
  static const char *const types[] = {"text/plain", NULL};
  GVariantBuilder formats;
  channel = wire_channel_new(WORKER_WIRE_FD, WIRE_SIDE_WORKER);
  g_variant_builder_init(&formats, G_VARIANT_TYPE("a(suas)"));
  g_variant_builder_add(&formats, "(su^as)", "scripted", 1u, types);
  send_frame(WIRE_HELLO, g_variant_new("(uua(suas)^as)", WIRE_VERSION, 1u, &formats, cage), -1);
  for (;;) {
    WireMessage message = {.fd = -1};
    receive(WIRE_EXTRACT, WIRE_READ_THESAURUS, &message);
    g_variant_get_child(message.payload, 0, "t", &task);
    g_free(options);
    g_autoptr(GVariant) given = message.kind == WIRE_EXTRACT ? g_variant_get_child_value(message.payload, 3) : NULL;
    options = given ? g_variant_print(given, FALSE) : NULL;
    g_autofree char *text = read_all(message.fd);
    wire_message_clear(&message);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 2);
    g_auto(GStrv) words = g_strsplit(lines[0] ? lines[0] : "", " ", 2);
    perform(words[0] ? words[0] : "", words[0] && words[1] ? words[1] : "", lines[0] && lines[1] ? lines[1] : "");
  }
}
