/* isolation FILE...: what it costs that files are read by caged workers, each frame checked, against the same work in
 * one process without a cage: extraction, stages and nothing else, one file after another. Wall seconds, alternating,
 * best of ROUNDS. Exit status 1 where isolation costs more than LIMIT. */
#include "extractors/extractor.h"
#include "pipeline/ingest.h"
#include "pipeline/stages/stage.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 5
#define LIMIT 1.15

static double now(void) {
  return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

static void read_here(const char *path) {
  g_autofree char *name = g_path_get_basename(path);
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  ExtractorInput input;
  if (fd < 0)
    return;
  if (extractor_input_init(&input, fd, name, NULL)) {
    g_autoptr(Document) document = document_new();
    Extraction extraction = {.input = &input, .document = document, .ocr = OCR_NEVER};
    extraction_run(&extraction);
    stages_run(document);
    extractor_input_clear(&input);
  }
  close(fd);
}

/* In a process of its own all the same, so that what one round leaves in memory does not serve the next. */
static double in_one_process(char **paths) {
  double began = now();
  pid_t child = fork();
  if (child == 0) {
    xmlInitParser();
    for (char **p = paths; *p; p++)
      read_here(*p);
    _exit(0);
  }
  waitpid(child, NULL, 0);
  return now() - began;
}

static void on_done(Task *task, Document *document, gpointer data) {
  guint *units = data;
  *units += document->units->len;
  document_free(document);
}

static void submit(Supervisor *supervisor, const char *path) {
  g_autoptr(Document) failure = NULL;
  Task *task = ingest_open(path, &failure);
  if (task)
    supervisor_submit(supervisor, task);
}

/* By one worker: more would only tell how many processors there are. */
static double in_workers(char **paths, guint *units) {
  double began = now();
  g_autoptr(GError) error = NULL;
  SupervisorOptions options = {.jobs = 1, .ocr = OCR_NEVER};
  SupervisorCallbacks callbacks = {.done = on_done, .data = units};
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, &error);
  if (!supervisor) {
    fprintf(stderr, "isolation: %s\n", error->message);
    exit(2);
  }
  *units = 0;
  for (char **p = paths; *p || supervisor_pending(supervisor) > 0;) {
    while (*p && supervisor_has_room(supervisor))
      submit(supervisor, *p++);
    if (!supervisor_wait(supervisor, 1000, &error)) {
      fprintf(stderr, "isolation: %s\n", error->message);
      exit(2);
    }
  }
  return now() - began;
}

int main(int argc, char **argv) {
  double here = G_MAXDOUBLE, there = G_MAXDOUBLE;
  guint units = 0;
  if (argc < 2) {
    fprintf(stderr, "usage: isolation FILE...\n");
    return 2;
  }
  for (guint round = 0; round < ROUNDS; round++) {
    here = MIN(here, in_one_process(argv + 1));
    there = MIN(there, in_workers(argv + 1, &units));
  }
  printf("%d files, %u units: in one process %.2f s, by a caged worker %.2f s: %.3f (wanted: at most %.2f)\n", argc - 1,
         units, here, there, there / here, LIMIT);
  return there / here > LIMIT;
}
