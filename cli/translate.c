/* Loading of the message catalogue. */
#include "cli/translate.h"

#include "pipeline/program.h"

#include <glib.h>
#include <locale.h>
#include <string.h>

/* Catalogues lie beside the program in the build tree, else where they were installed. */
static char *locale_folder(void) {
  g_autofree char *folder = program_folder();
  g_autofree char *beside = folder ? g_build_filename(folder, "locale", NULL) : NULL;
  if (beside && g_file_test(beside, G_FILE_TEST_IS_DIR))
    return g_steal_pointer(&beside);
  g_autofree char *installed = folder ? g_build_filename(folder, "..", "share", "locale", NULL) : NULL;
  g_autofree char *catalogue = installed ? g_build_filename(installed, "sv", "LC_MESSAGES", "nordsok.mo", NULL) : NULL;
  if (catalogue && g_file_test(catalogue, G_FILE_TEST_EXISTS))
    return g_steal_pointer(&installed);
  return g_strdup(NORDSOK_LOCALEDIR);
}

/* "no" has no catalogue of its own: most who set it read bokmål. */
static const char *wanted_languages(void) {
  static const char *const variables[] = {"NORDSOK_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
  for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
    const char *value = g_getenv(variables[i]);
    if (value && *value)
      return strncmp(value, "no", 2) == 0 && !g_ascii_isalpha(value[2]) ? "nb" : value;
  }
  return "en";
}

void translate_init(void) {
  const char *languages = wanted_languages();
  gboolean plain = strcmp(languages, "C") == 0 || strcmp(languages, "POSIX") == 0 || g_str_has_prefix(languages, "C.");
  g_setenv("LANGUAGE", plain ? "en" : languages, TRUE);
  /* gettext does nothing in the locale "C"; C.UTF-8 is on every Debian machine (STYLE: pitfall 16). The locale
   * decides nothing else: numbers and sorting are ours. */
  setlocale(LC_ALL, "C");
  setlocale(LC_CTYPE, "C.UTF-8");
  setlocale(LC_MESSAGES, "C.UTF-8");
  g_autofree char *folder = locale_folder();
  bindtextdomain(NORDSOK_DOMAIN, folder);
  bind_textdomain_codeset(NORDSOK_DOMAIN, "UTF-8");
}

const char *translate_name(const char *name) {
  static const struct {
    const char *name, *shown;
  } names[] = {
      {"ok", N_("read")},
      {"duplicate", N_("duplicate")},
      {"unsupported", N_("unsupported")},
      {"gone", N_("gone")},
      {"partial", N_("partly read")},
      {"encrypted", N_("encrypted")},
      {"empty", N_("without text")},
      {"damaged", N_("damaged")},
      {"too-large", N_("too large")},
      {"timed-out", N_("out of time")},
      {"out-of-memory", N_("out of memory")},
      {"crashed", N_("crashed")},
      {"unreadable", N_("unreadable")},
      {"section", N_("section")},
      {"page", N_("page")},
      {"slide", N_("slide")},
      {"notes", N_("notes")},
      {"agenda_item", N_("agenda item")},
      {"comment", N_("comment")},
      {"attachment", N_("attachment")},
      {"form", N_("form")},
      {"meeting", N_("meeting")},
      {"guide", N_("guide")},
      {"presentation", N_("presentation")},
      {"news", N_("news")},
      {"report", N_("report")},
      {"other", N_("other")},
      {"speaker", N_("speaker")},
      {"contact", N_("contact")},
      {"author", N_("author")},
      {"project-leader", N_("project leader")},
      {"chair", N_("chair")},
      {"participant", N_("participant")},
      {"mentioned", N_("mentioned")},
      {"organiser", N_("organiser")},
      {"member", N_("member")},
      {"affiliation", N_("affiliation")},
      {"sv", N_("Swedish")},
      {"nb", N_("Norwegian bokmål")},
      {"nn", N_("Norwegian nynorsk")},
      {"da", N_("Danish")},
      {"fi", N_("Finnish")},
      {"is", N_("Icelandic")},
      {"fo", N_("Faroese")},
      {"se", N_("Northern Sámi")},
      {"en", N_("English")},
      {"de", N_("German")},
      {"und", N_("unknown language")},
      {"mul", N_("several languages")},
  };
  for (gsize i = 0; name && i < G_N_ELEMENTS(names); i++)
    if (strcmp(name, names[i].name) == 0)
      return _(names[i].shown);
  return name;
}

const char *translate_document_kind(const char *name) {
  return g_strcmp0(name, "page") == 0 ? _("web page") : translate_name(name);
}
