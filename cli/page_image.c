/* From a place to the picture of its page: the words that match are found in the stored text, the worker finds them on
 * the page. */
#include "cli/page_image.h"
#include "cli/command.h"
#include "cli/print.h"
#include "language/contacts.h"
#include "pipeline/ingest.h"
#include "queries/hits.h"
#include "queries/search.h"

#include <string.h>

typedef struct {
  GBytes *image;
  Document *document; /* that says why there is none */
} Answer;

static void on_done(Task *task, Document *document, gpointer data) {
  Answer *answer = data;
  answer->image = task->image ? g_bytes_ref(task->image) : NULL;
  answer->document = document;
}

/* What of the text answers the query; NULL with *error where the index fails. */
static GArray *find_ranges(Reader *reader, const Place *place, const char *text, const char *query, GError **error) {
  SearchOptions options = {.limit = 1};
  g_autoptr(SearchResult) result = search_run(reader, query, &options, error);
  if (!result)
    return NULL;
  GArray *ranges = g_array_new(FALSE, FALSE, sizeof(TextRange));
  g_autoptr(GArray) hits =
      hits_find(reader_get_analyser(reader), result->expansion, MATCH_ANY, place->unit->language, text);
  for (guint i = 0; i < hits->len; i++) {
    const Hit *hit = &g_array_index(hits, Hit, i);
    TextRange range = {hit->start, hit->end};
    g_array_append_val(ranges, range);
  }
  return ranges;
}

/* Whether the index keeps contacts (--contacts): its text has one, where another's has none. */
static gboolean has_contacts(const char *text) {
  g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
  contacts_find(text, strlen(text), contacts);
  return contacts->len > 0;
}

static gboolean run(Task *task, const GPtrArray *passwords, Answer *answer, GError **error) {
  SupervisorOptions options = {.jobs = 1};
  SupervisorCallbacks callbacks = {.done = on_done, .data = answer};
  g_autoptr(Supervisor) supervisor = supervisor_new(&options, &callbacks, error);
  if (!supervisor) {
    task_free(task);
    return FALSE;
  }
  supervisor_submit(supervisor, task);
  while (!answer->document)
    if (!supervisor_wait(supervisor, 200, error))
      return FALSE;
  return TRUE;
}

static int write_answer(const Answer *answer, const char *path) {
  if (!answer->image) {
    g_autofree char *reason = print_reason(answer->document->reason, answer->document->detail);
    fprintf(stderr, "nordsok: %s\n", reason);
    return EXIT_DOCUMENTS;
  }
  g_autoptr(GError) error = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data(answer->image, &length);
  if (g_file_set_contents(path, bytes, (gssize)length, &error))
    return EXIT_FINE;
  fprintf(stderr, "nordsok: %s\n", error->message);
  return EXIT_USAGE;
}

int page_image_write(Reader *reader, const Place *place, const char *path, double dpi, const char *query,
                     const GPtrArray *passwords) {
  const Unit *unit = place->unit;
  g_autofree char *file = place_get_file(place);
  g_autoptr(GError) error = NULL;
  Answer answer = {0};
  if (unit->locator.kind != LOCATOR_PAGE || !file) {
    fprintf(stderr, _("nordsok: this place is on no page that can be shown\n"));
    return EXIT_NOTHING;
  }
  Task *task = ingest_open(file, &answer.document);
  int code = EXIT_INDEX;
  if (task) {
    task->purpose = TASK_PAGE;
    task->page = g_new0(PageRequest, 1);
    task->page->number = unit->locator.number;
    task->page->dpi = dpi;
    task->page->password = passwords && passwords->len > 0 ? g_strdup(passwords->pdata[0]) : NULL;
    task->page->text = g_strconcat(unit->heading ? unit->heading : "", "\n", unit->text ? unit->text : "", NULL);
    task->page->contacts = has_contacts(task->page->text);
    task->page->ranges = query ? find_ranges(reader, place, task->page->text, query, &error) : NULL;
    if (error)
      task_free(task);
    else if (run(task, passwords, &answer, &error))
      code = write_answer(&answer, path);
  } else {
    code = write_answer(&answer, path);
  }
  if (error)
    fprintf(stderr, "nordsok: %s\n", error->message);
  g_clear_pointer(&answer.image, g_bytes_unref);
  g_clear_pointer(&answer.document, document_free);
  return code;
}
