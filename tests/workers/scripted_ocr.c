/* A nordsok-ocr for tests of the supervisor: does what the language of each page tells it, well or badly.
 *
 *   ok        the text "blåbær", sure to 0.9
 *   none      no text
 *   slow      ok, after 1.2 seconds
 *   check     the size of the page, where it is as it was told and its file is sealed
 *   die | hang | garble | flood | wrongid | long | hello | exit
 *
 * $NORDSOK_TEST_OCR is how it greets: "silent" (dies instead), "old" (another version of the wire), "gaps" (no cage).
 */
#include "document/wire.h"
#include "pipeline/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static WireChannel *channel;

static void send_frame(WireKind kind, GVariant *payload) {
  if (!wire_send(channel, kind, payload, -1, NULL))
    _exit(1);
}

static void greet(const char *how) {
  static const char *const cage[] = {"no-new-privs", "limits", "landlock", "seccomp", NULL}, *const none[] = {NULL};
  static const char *const languages[] = {"swe", NULL};
  if (g_strcmp0(how, "silent") == 0)
    raise(SIGSEGV);
  guint32 version = g_strcmp0(how, "old") == 0 ? WIRE_VERSION - 1 : WIRE_VERSION;
  send_frame(WIRE_OCR_HELLO, g_variant_new("(u^as^as)", version, languages, g_strcmp0(how, "gaps") == 0 ? none : cage));
}

static char *describe(const WireMessage *message) {
  guint32 width, height, dpi;
  struct stat about;
  g_variant_get(message->payload, "(tuuus)", NULL, &width, &height, &dpi, NULL);
  int seals = fcntl(message->fd, F_GET_SEALS), wanted = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
  if (fstat(message->fd, &about) != 0 || about.st_size != (off_t)width * height || (seals & wanted) != wanted)
    return g_strdup("not as told");
  return g_strdup_printf("%ux%u", width, height);
}

static void flood(guint64 page) {
  g_autofree char *text = g_strnfill(60 * 1024, 'x');
  for (;;)
    send_frame(WIRE_RECOGNISED, wire_pack_text(page++, text, 1));
}

static void serve(const WireMessage *message) {
  guint64 page;
  g_autofree char *order = NULL;
  g_variant_get_child(message->payload, 0, "t", &page);
  g_variant_get_child(message->payload, 4, "s", &order);
  if (strcmp(order, "die") == 0)
    raise(SIGSEGV);
  else if (strcmp(order, "exit") == 0)
    _exit(0);
  else if (strcmp(order, "hang") == 0)
    sleep(1000);
  else if (strcmp(order, "garble") == 0) {
    if (write(WORKER_WIRE_FD, "this is no frame, and never was one", 35) < 0)
      _exit(1);
    sleep(1000);
  } else if (strcmp(order, "flood") == 0)
    flood(page + 1);
  else if (strcmp(order, "wrongid") == 0)
    page += 7;
  else if (strcmp(order, "hello") == 0)
    greet(NULL);
  if (strcmp(order, "slow") == 0)
    g_usleep(1200 * 1000);
  g_autofree char *text = strcmp(order, "none") == 0    ? NULL
                          : strcmp(order, "check") == 0 ? describe(message)
                          : strcmp(order, "long") == 0  ? g_strnfill(OCR_MAX_TEXT + 1, 'x')
                                                        : g_strdup("blåbær");
  send_frame(WIRE_RECOGNISED, wire_pack_text(page, text, text ? 0.9 : 0));
}

int main(void) {
  channel = wire_channel_new(WORKER_WIRE_FD, WIRE_SIDE_WORKER);
  greet(g_getenv("NORDSOK_TEST_OCR"));
  for (;;) {
    g_auto(WireMessage) message = {.fd = -1};
    WireResult result = wire_next(channel, &message, NULL);
    if (result == WIRE_GOT_MESSAGE)
      serve(&message);
    else if (result == WIRE_BROKEN || wire_fill(channel, NULL) == WIRE_CLOSED)
      _exit(0);
  }
}
