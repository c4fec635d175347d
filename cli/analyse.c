/* nordsok analyse: the tokens of a text, as the index sees them. */
#include "cli/command.h"
#include "cli/print.h"
#include "language/analyse.h"
#include "language/encoding.h"
#include "language/normalise.h"

#include <string.h>

typedef struct {
  OutputFormat format;
  JsonBuilder *builder;
  const char *text;
} Out;

static gboolean print_term(const Term *term, gpointer data) {
  Out *out = data;
  g_autofree char *shown = g_strndup(term->text, term->length);
  g_autofree char *source = g_strndup(out->text + term->start, term->end - term->start);
  if (out->format == FORMAT_TEXT) {
    printf("%4u  %5zu-%-5zu  %-8s  ", term->position, term->start, term->end, term_kind_name(term->kind));
    print_padded(shown, 24);
    printf("  %s\n", source);
    return TRUE;
  }
  json_builder_begin_object(out->builder);
  print_json_member(out->builder, "term", shown);
  print_json_member(out->builder, "kind", term_kind_name(term->kind));
  print_json_number(out->builder, "position", term->position);
  print_json_number(out->builder, "start", (gint64)term->start);
  print_json_number(out->builder, "end", (gint64)term->end);
  json_builder_end_object(out->builder);
  return TRUE;
}

int command_analyse(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL, *language = NULL;
  GOptionEntry entries[] = {{"language", 0, 0, G_OPTION_ARG_STRING, &language,
                             N_("language of the text (default: as for a query, all of them)"), "sv|nb|nn|da|fi|en|de"},
                            OPTION_INDEX_UNUSED(index),
                            OPTION_FORMAT(format_name, "text|json"),
                            {0}};
  g_auto(GStrv) words = NULL;
  Out out = {0};
  if (!command_parse(argc, argv, entries, N_("Each line: position, byte span, kind, term, the text it stands for."),
                     &words) ||
      !command_output_format(argv[0], format_name, FALSE, &out.format))
    return EXIT_USAGE;
  static const char *const known[] = {"sv", "nb", "nn", "da", "fi", "en", "de", "is", "fo", "se", "und", "mul", NULL};
  if (language && !g_strv_contains(known, language))
    return command_usage(argv[0], _("unknown language '%s'"), language);
  if (!*words)
    return command_usage(argv[0], "%s", _("give a text"));
  g_autofree char *joined = g_strjoinv(" ", words);
  g_autofree char *valid = encoding_make_valid(joined, -1);
  g_autofree char *text = normalise_text(valid, -1);
  g_autoptr(Analyser) analyser = analyser_new();
  g_autoptr(JsonBuilder) builder = json_builder_new();
  out.builder = builder;
  out.text = text;
  json_builder_begin_object(builder);
  print_json_number(builder, "schema", 1);
  print_json_member(builder, "text", text);
  print_json_member(builder, "language", language ? language : "mul");
  json_builder_set_member_name(builder, "tokens");
  json_builder_begin_array(builder);
  analyser_run(analyser, language ? language : "mul", text, strlen(text), print_term, &out);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  if (out.format == FORMAT_JSON)
    print_json(builder, stdout);
  return EXIT_FINE;
}
