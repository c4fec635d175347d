/* nordsok show: a unit or a whole document as stored. */
#include "cli/command.h"
#include "cli/page_image.h"
#include "cli/print.h"
#include "cli/print_versions.h"
#include "document/identifier.h"
#include "index/corrections.h"
#include "queries/saved.h"

static void show_unit(const Unit *unit) {
  g_autofree char *where = print_place(unit);
  g_autofree char *trust = print_trust(unit);
  printf("[%s] %s%s%s\n", where, unit->heading ? unit->heading : "", unit->hidden ? _(" (hidden)") : "", trust);
  if (unit->text && *unit->text)
    printf("%s\n", unit->text);
}

static void show_given(const char *key, const char *value, gpointer data) {
  g_autofree char *shown = print_escape(value);
  printf("%s: %s\n", key, shown);
}

static void show_correction(const Correction *correction, gpointer data) {
  g_autofree char *shown = print_escape(correction->value);
  printf(_("%s: %s (set by hand)\n"), correction->field, shown);
}

static void show_head(Reader *reader, const Place *place) {
  g_autofree char *path = place->path ? print_escape(place->path) : NULL;
  g_autofree char *url = place_get_url(place);
  if (place->title)
    printf("%s\n", place->title);
  printf("%s · %s", translate_document_kind(document_kind_name(place->document_kind)), place->document_id);
  if (place->date)
    printf(" · %s", place->date);
  printf("\n%s\n", url ? url : path ? path : _("(no longer there)"));
  if (place->url)
    printf("%s\n", place->url);
  reader_each_given(reader, place->path, show_given, NULL);
  corrections_each(reader_get_database(reader), place->document_id, show_correction, NULL, NULL);
  print_other_versions(reader, place);
  printf("\n");
}

static int not_found(const char *id) {
  fprintf(stderr, _("nordsok: there is nothing with the id %s in this index\n"), id);
  return EXIT_NOTHING;
}

/* A citation of what has been replaced since must say so, and still show what was cited. */
static int show_older(Reader *reader, const char *id) {
  g_autoptr(Older) older = reader_find_older(reader, id);
  if (!older)
    return not_found(id);
  g_autofree char *path = print_escape(older->path);
  if (older->title)
    printf("%s\n", older->title);
  printf("%s · %s", translate_document_kind(document_kind_name(older->kind)), older->public_id);
  if (older->date)
    printf(" · %s", older->date);
  printf("\n%s\n", path);
  if (older->successor)
    printf(_("changed since: replaced on %.10s by %s\n"), older->left_at, older->successor);
  else
    printf(_("gone since %.10s: this is the last that was read of it\n"), older->left_at);
  for (guint i = 0; i < older->units->len; i++) {
    printf("\n");
    show_unit(((const OlderUnit *)older->units->pdata[i])->unit);
  }
  return EXIT_FINE;
}

/* Nothing of today has the id: the index is damaged, or it is of an older version. */
static int not_here(Reader *reader, const char *path, const char *id, gboolean only_today) {
  if (command_tell_fault(path, reader_get_database(reader)))
    return EXIT_INDEX;
  return only_today ? not_found(id) : show_older(reader, id);
}

int command_show(int argc, char **argv) {
  g_autofree char *index = NULL, *image = NULL, *mark = NULL, *password_file = NULL;
  gint dpi = 110;
  GOptionEntry entries[] = {
      OPTION_INDEX(index),
      {"image", 0, 0, G_OPTION_ARG_FILENAME, &image,
       N_("write a picture (PNG) of the page that the unit is on to FILE"), N_("FILE")},
      {"mark", 0, 0, G_OPTION_ARG_STRING, &mark, N_("mark on the picture what answers QUERY"), N_("QUERY")},
      {"dpi", 0, 0, G_OPTION_ARG_INT, &dpi, N_("how fine the picture is (default: 110)"), N_("N")},
      {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
       N_("passwords to try on encrypted files, one a line"), N_("FILE")},
      {0}};
  g_auto(GStrv) rest = NULL;
  if (!command_parse(
          argc, argv, entries,
          N_("ID is what search prints in square brackets (a unit), the id of a document, or the number of a hit."),
          &rest))
    return EXIT_USAGE;
  if (dpi < 10 || dpi > 600)
    return command_usage(argv[0], "%s", _("a number is out of range"));
  if (mark && !image)
    return command_usage(argv[0], "%s", _("--mark goes with --image"));
  g_autoptr(GPtrArray) passwords = password_file ? command_read_passwords(password_file) : NULL;
  if (password_file && !passwords)
    return EXIT_USAGE;
  if (g_strv_length(rest) != 1)
    return command_usage(argv[0], "%s", _("give one id"));
  g_autofree char *from_search = NULL, *id = g_strdup(rest[0]);
  guint64 number;
  if (g_ascii_string_to_unsigned(id, 10, 1, G_MAXUINT, &number, NULL)) {
    g_free(id);
    id = saved_get_hit((guint)number, &from_search, NULL);
    if (!id) {
      fprintf(stderr, _("nordsok: the last search had no hit number %s\n"), rest[0]);
      return EXIT_NOTHING;
    }
  }
  g_autofree char *path = command_index_path(index ? index : from_search);
  g_autoptr(Reader) reader = command_open_reader(path);
  if (!reader)
    return EXIT_INDEX;
  if (identifier_kind(id) == 'u') {
    g_autoptr(Place) place = reader_find_place(reader, id);
    if (!place)
      return not_here(reader, path, id, image != NULL);
    if (image)
      return page_image_write(reader, place, image, dpi, mark, passwords);
    show_head(reader, place);
    show_unit(place->unit);
    return EXIT_FINE;
  }
  g_autoptr(GPtrArray) places = identifier_kind(id) == 'd' ? reader_find_document(reader, id) : NULL;
  if (!places)
    return not_here(reader, path, id, image != NULL || identifier_kind(id) == 0);
  if (image)
    return command_usage(argv[0], "%s", _("--image shows a unit: give its id, or the number of a hit"));
  for (guint i = 0; i < places->len; i++) {
    if (i == 0)
      show_head(reader, places->pdata[i]);
    else
      printf("\n");
    show_unit(((const Place *)places->pdata[i])->unit);
  }
  return EXIT_FINE;
}
