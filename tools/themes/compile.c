/* Compiles the schemes of data/themes/ (SKOS, Turtle) into the table that the programs carry: a line a label,
 * "ID LANGUAGE KIND LABEL" with tabs between, KIND one of p, a and h (preferred, alternative, hidden), in the order of
 * the files. A program of the build: it reads the tree's own files, and stops the build where they are damaged. */
#include <glib.h>
#include <raptor2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define THEME "urn:nordsok:theme:"

static const struct {
  const char *uri;
  char kind;
} properties[] = {{SKOS "prefLabel", 'p'}, {SKOS "altLabel", 'a'}, {SKOS "hiddenLabel", 'h'}};

static void on_statement(void *data, raptor_statement *statement) {
  if (statement->subject->type != RAPTOR_TERM_TYPE_URI || statement->object->type != RAPTOR_TERM_TYPE_LITERAL)
    return;
  const char *subject = (const char *)raptor_uri_as_string(statement->subject->value.uri);
  const char *property = (const char *)raptor_uri_as_string(statement->predicate->value.uri);
  const raptor_term_literal_value *label = &statement->object->value.literal;
  for (gsize i = 0; i < G_N_ELEMENTS(properties); i++)
    if (g_str_has_prefix(subject, THEME) && strcmp(property, properties[i].uri) == 0)
      printf("%s\t%s\t%c\t%s\n", subject + strlen(THEME), label->language ? (const char *)label->language : "",
             properties[i].kind, (const char *)label->string);
}

static void on_log(void *data, raptor_log_message *message) {
  gboolean *failed = data;
  int line = message->locator ? raptor_locator_line(message->locator) : 0;
  fprintf(stderr, "themes: line %d: %s\n", line, message->text);
  *failed = TRUE;
}

static void compile(raptor_world *world, const char *path, gboolean *failed) {
  unsigned char *uri_text = raptor_uri_filename_to_uri_string(path);
  raptor_uri *uri = raptor_new_uri(world, uri_text);
  raptor_parser *parser = raptor_new_parser(world, "turtle");
  raptor_parser_set_statement_handler(parser, NULL, on_statement);
  if (raptor_parser_parse_file(parser, uri, NULL) != 0) {
    fprintf(stderr, "themes: %s cannot be read\n", path);
    *failed = TRUE;
  }
  raptor_free_parser(parser);
  raptor_free_uri(uri);
  raptor_free_memory(uri_text);
}

int main(int argc, char **argv) {
  gboolean failed = FALSE;
  raptor_world *world = raptor_new_world();
  raptor_world_set_log_handler(world, &failed, on_log);
  for (int i = 1; i < argc; i++)
    compile(world, argv[i], &failed);
  raptor_free_world(world);
  return failed || fflush(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
