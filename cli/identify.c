/* nordsok identify: the language of each line of standard input. */
#include "cli/command.h"
#include "cli/print.h"
#include "language/encoding.h"
#include "language/identify.h"

#include <stdlib.h>

int command_identify(int argc, char **argv) {
  g_autofree char *index = NULL, *format_name = NULL;
  GOptionEntry entries[] = {OPTION_INDEX_UNUSED(index), OPTION_FORMAT(format_name, "text|json"), {0}};
  g_auto(GStrv) rest = NULL;
  OutputFormat format;
  if (!command_parse(argc, argv, entries,
                     N_("Prints language, confidence from 0 to 1, and the line, parted by tabs. Languages: sv, nb, nn, "
                        "da, fi, is,\n"
                        "fo, se, en, de; und where it cannot be told."),
                     &rest) ||
      !command_output_format(argv[0], format_name, FALSE, &format))
    return EXIT_USAGE;
  if (*rest)
    return command_usage(argv[0], "%s", _("the lines come from standard input"));
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&line, &room, stdin)) >= 0) {
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
      line[--length] = '\0';
    g_autofree char *valid = encoding_make_valid(line, length);
    Identification found = identify_text(valid, -1);
    if (format == FORMAT_TEXT) {
      printf("%s\t%.2f\t%s\n", found.language, found.confidence, valid);
      continue;
    }
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    print_json_member(builder, "language", found.language);
    json_builder_set_member_name(builder, "confidence");
    json_builder_add_double_value(builder, found.confidence);
    if (*found.runner_up) {
      print_json_member(builder, "runner_up", found.runner_up);
      json_builder_set_member_name(builder, "runner_up_confidence");
      json_builder_add_double_value(builder, found.runner_up_confidence);
    }
    print_json_member(builder, "text", valid);
    json_builder_end_object(builder);
    print_json(builder, stdout);
  }
  free(line);
  return EXIT_FINE;
}
