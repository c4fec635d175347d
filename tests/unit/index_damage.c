/* Damaged index files: searching, counting, checking and writing never crash and never hang, and no word of a text is
 * changed without `nordsok check` noticing (case and punctuation may be: no index repeats them). Damage of every kind
 * at places drawn with fixed seeds. */
#include "index/check.h"
#include "index/reader.h"
#include "index/writer.h"
#include "queries/search.h"

#include <string.h>
#include <unistd.h>

#define ROUNDS 240
#define LONGEST_SECONDS 300

typedef struct {
  char *folder, *path, *whole;
  gsize length;
} Fixture;

static const char *const texts[] = {
    "Kommunen antog miljömålen våren 2014|Buller från vägen mäts varje år|Vindkraft och solkraft i skärgården",
    "Vedtatt klima- og energiplan|Støy fra veg og jernbane måles hvert år|Vannkraft i fjellet",
    "Gode eksempler frå heile landet|Innbyggjarane fekk medverke|Kulturminne ved kysten",
    "Samråd hölls i medborgarhuset|Detaljplanen ställdes ut i maj|Yttranden över planförslaget",
    "Rapporten beskriver fiskevatten|Sötvattensområden och vandringshinder|Kalkning av försurade sjöar",
};

static void put(Writer *writer, const char *name, const char *text) {
  g_autoptr(Document) document = document_new();
  document->title = g_strdup_printf("Titel %s", name);
  document->media_type = g_strdup("text/plain");
  document->extractor = g_strdup("text");
  strcpy(document->language, "sv");
  g_auto(GStrv) parts = g_strsplit(text, "|", -1);
  for (guint i = 0; parts[i]; i++) {
    Unit *unit = unit_new(UNIT_KIND_PAGE);
    unit_set_locator(unit, LOCATOR_PAGE, i + 1, NULL);
    unit->text = g_strdup(parts[i]);
    unit->language_confidence = 1;
    strcpy(unit->language, "sv");
    document_add_unit(document, unit);
  }
  g_autofree char *path = g_strdup_printf("/arkiv/%s.txt", name);
  g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  Source source = {.path = path, .sha256 = sha256, .size = strlen(text), .stages_version = 1};
  writer_put(writer, &source, document, NULL);
}

static void set_up(Fixture *fixture, gconstpointer data) {
  g_autoptr(GError) error = NULL;
  fixture->folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  fixture->path = g_build_filename(fixture->folder, "index.db", NULL);
  Writer *writer = writer_open(fixture->path, NULL, NULL, &error);
  g_assert_no_error(error);
  for (guint i = 0; i < 40; i++) {
    g_autofree char *name = g_strdup_printf("%u", i);
    g_autofree char *text = g_strdup_printf("%s nummer%u", texts[i % G_N_ELEMENTS(texts)], i);
    put(writer, name, text);
  }
  g_assert_true(writer_close(writer, &error));
  g_assert_true(g_file_get_contents(fixture->path, &fixture->whole, &fixture->length, NULL));
}

static void remove_beside(const Fixture *fixture) {
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(fixture->path, endings[i], NULL);
    unlink(file);
  }
}

static void tear_down(Fixture *fixture, gconstpointer data) {
  remove_beside(fixture);
  rmdir(fixture->folder);
  g_free(fixture->folder);
  g_free(fixture->path);
  g_free(fixture->whole);
}

/* The words of a text, without case and punctuation. */
static void append_words(GString *all, const char *text) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autofree char *folded = g_utf8_casefold(valid, -1);
  gboolean word = FALSE;
  for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
    gboolean letter = g_unichar_isalnum(g_utf8_get_char(p));
    if (letter)
      g_string_append_unichar(all, g_utf8_get_char(p));
    else if (word)
      g_string_append_c(all, ' ');
    word = letter;
  }
  g_string_append_c(all, '\n');
}

/* All words that can be had, in order of rows; whether all could be read in *whole. */
static char *read_words(const char *path, gboolean *whole) {
  g_autoptr(Reader) reader = reader_open(path, NULL);
  GString *all = g_string_new(NULL);
  *whole = reader != NULL;
  for (gint64 row = 1; reader && row <= 120; row++) {
    g_autoptr(Place) place = reader_get_place(reader, row);
    append_words(all, place && place->unit->text ? place->unit->text : "");
  }
  if (reader && database_get_fault(reader_get_database(reader)))
    *whole = FALSE;
  return g_string_free(all, FALSE);
}

static void ignore_failure(const Failure *failure, gpointer data) {}

static void ignore_count(const char *what, gint64 count, gpointer data) {}

static void use(const char *path) {
  static const char *const queries[] = {"miljömål", "\"buller från vägen\"", "vind* OR støy", "fiskvatten -maj"};
  g_autoptr(Reader) reader = reader_open(path, NULL);
  if (!reader)
    return;
  SearchOptions options = {.limit = 20};
  for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(SearchResult) result = search_run(reader, queries[i], &options, &error);
    g_assert_true(result || error);
  }
  reader_count_states(reader, ignore_count, NULL, NULL);
  reader_count_languages(reader, ignore_count, NULL, NULL);
  reader_count_kinds(reader, ignore_count, NULL, NULL);
  reader_each_failure(reader, NULL, 0, ignore_failure, NULL, NULL);
  reader_analyser_agrees(reader);
}

static void count_faults(CheckPart part, const GPtrArray *findings, gpointer data) {
  for (guint i = 0; i < findings->len; i++)
    *(guint *)data += ((const CheckResult *)findings->pdata[i])->fault != FALSE;
}

/* Faults found; 1 where it cannot be opened. */
static guint check(const char *path) {
  g_autoptr(GError) error = NULL;
  guint faults = 0;
  if (!check_run(path, NULL, count_faults, &faults, &error)) {
    g_assert_nonnull(error);
    return 1;
  }
  return faults;
}

static void write_to(const char *path) {
  Writer *writer = writer_open(path, NULL, NULL, NULL);
  if (!writer)
    return;
  guint removed;
  put(writer, "ny", "helt ny text|om havsörn och skog");
  put(writer, "3", "ändrad text|om någonting annat");
  writer_remove(writer, "/arkiv/7.txt", &removed, NULL);
  writer_close(writer, NULL);
}

static void reindex(const char *path) {
  gboolean finished;
  Writer *writer = writer_open_for_reindex(path, NULL, NULL, NULL);
  if (!writer)
    return;
  writer_reindex(writer, NULL, NULL, &finished, NULL);
  writer_close(writer, NULL);
}

/* One kind of damage a round, at places that its seed gives. */
static gsize damage(GRand *random, guint round, char *bytes, gsize length) {
  guint32 at = (guint32)g_rand_int_range(random, 0, (gint32)length);
  gsize run = MIN((gsize)g_rand_int_range(random, 1, 600), length - at);
  switch (round % 6) {
  case 0: /* a bit */
    bytes[at] ^= (char)(1 << g_rand_int_range(random, 0, 8));
    return length;
  case 1: /* a few bits, anywhere */
    for (guint i = 0; i < 8; i++)
      bytes[g_rand_int_range(random, 0, (gint32)length)] ^= (char)(1 << g_rand_int_range(random, 0, 8));
    return length;
  case 2: /* zeroes */
    memset(bytes + at, 0, run);
    return length;
  case 3: /* rubbish */
    for (gsize i = 0; i < run; i++)
      bytes[at + i] = (char)g_rand_int(random);
    return length;
  case 4: /* a page where another should be */
    memcpy(bytes + at / 4096 * 4096, bytes + (gsize)g_rand_int_range(random, 0, (gint32)(length / 4096)) * 4096, 4096);
    return length;
  default: /* cut off */
    return at;
  }
}

static void test_damage(Fixture *fixture, gconstpointer data) {
  gboolean whole;
  guint noticed = 0, texts_changed = 0;
  g_autofree char *before = read_words(fixture->path, &whole);
  g_assert_true(whole);
  g_assert_cmpuint(check(fixture->path), ==, 0);
  alarm(LONGEST_SECONDS);
  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr(GRand) random = g_rand_new_with_seed(round + 1);
    g_autofree char *bytes = g_memdup2(fixture->whole, fixture->length);
    gsize length = damage(random, round, bytes, fixture->length);
    remove_beside(fixture);
    g_assert_true(g_file_set_contents(fixture->path, bytes, (gssize)length, NULL));
    use(fixture->path);
    guint faults = check(fixture->path);
    g_autofree char *after = read_words(fixture->path, &whole);
    noticed += faults > 0;
    if (strcmp(before, after) != 0) {
      texts_changed++;
      if (!faults)
        g_test_message("round %u: a text was changed and the check says nothing", round);
      g_assert_cmpuint(faults, >, 0);
    }
    write_to(fixture->path);
    if (round % 5 == 0)
      reindex(fixture->path);
    use(fixture->path);
  }
  alarm(0);
  g_test_message("%u of %u noticed; texts were changed or lost in %u, all noticed", noticed, (guint)ROUNDS,
                 texts_changed);
  g_assert_cmpuint(texts_changed, >, ROUNDS / 10);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/index/damage", Fixture, NULL, set_up, test_damage, tear_down);
  return g_test_run();
}
