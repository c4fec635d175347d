/* SKOS by way of raptor, which parses RDF. */
#include "extractors/thesaurus.h"

#include "language/messages.h"
#include "language/normalise.h"

#include <errno.h>
#include <raptor2.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (64 * 1024)
/* What relative references are resolved against. RFC 2606: no such host. */
#define BASE_URI "http://thesaurus.invalid/"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define SKOS_XL "http://www.w3.org/2008/05/skos-xl#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define OWL "http://www.w3.org/2002/07/owl#"

typedef struct Reading Reading;
typedef void (*StatementFunc)(Reading *reading, const raptor_statement *statement, LabelKind kind);

static void on_label(Reading *reading, const raptor_statement *statement, LabelKind kind);
static void on_label_link(Reading *reading, const raptor_statement *statement, LabelKind kind);
static void on_literal_form(Reading *reading, const raptor_statement *statement, LabelKind kind);
static void on_type(Reading *reading, const raptor_statement *statement, LabelKind kind);
static void on_deprecated(Reading *reading, const raptor_statement *statement, LabelKind kind);

/* What is done with the statements of a property; all others are passed over. */
static const struct {
  const char *uri;
  StatementFunc func;
  LabelKind kind;
} properties[] = {
    {SKOS "prefLabel", on_label, LABEL_PREFERRED},
    {SKOS "altLabel", on_label, LABEL_ALTERNATIVE},
    {SKOS "hiddenLabel", on_label, LABEL_HIDDEN},
    {SKOS_XL "prefLabel", on_label_link, LABEL_PREFERRED},
    {SKOS_XL "altLabel", on_label_link, LABEL_ALTERNATIVE},
    {SKOS_XL "hiddenLabel", on_label_link, LABEL_HIDDEN},
    {SKOS_XL "literalForm", on_literal_form, LABEL_PREFERRED},
    {RDF "type", on_type, LABEL_PREFERRED},
    {OWL "deprecated", on_deprecated, LABEL_PREFERRED},
};

/* Things that have labels and are no concepts. */
static const char *const other_types[] = {SKOS "ConceptScheme", SKOS "Collection", SKOS "OrderedCollection"};

struct Reading {
  Extraction *extraction;
  raptor_world *world;
  raptor_parser *parser;
  raptor_uri *uris[G_N_ELEMENTS(properties)]; /* of the properties: interned, compared by pointer */
  GPtrArray *concepts;                        /* SkosConcept*, owned until the end */
  GHashTable *by_uri;                         /* concept->uri -> concept */
  GHashTable *left_out;                       /* URIs of what is no concept, or no longer */
  GHashTable *forms;                          /* URI of a SKOS-XL label -> LiteralForm* */
  GArray *links;                              /* LabelLink */
  guint statements, labels;
  gboolean failed; /* the document has its status */
};

typedef struct {
  char *text;
  const char *language; /* static */
} LiteralForm;

/* A concept's label that is a thing of its own (SKOS-XL); its literal form may stand anywhere in the file. */
typedef struct {
  SkosConcept *concept;
  char *label; /* URI */
  LabelKind kind;
} LabelLink;

static void literal_form_free(gpointer data) {
  LiteralForm *form = data;
  g_free(form->text);
  g_free(form);
}

static void label_link_clear(gpointer data) {
  g_free(((LabelLink *)data)->label);
}

/* --- the end of reading before the end of the file --------------------------------------------------------- */

static void fail(Reading *reading, Status status, const char *reason, const char *detail) {
  if (reading->failed)
    return;
  reading->failed = TRUE;
  document_set_status(reading->extraction->document, status, reason, detail);
  if (reading->parser)
    raptor_parser_parse_abort(reading->parser);
}

static void fail_too_large(Reading *reading) {
  fail(reading, STATUS_TOO_LARGE, N_("the thesaurus is larger than is read; import the part that is wanted"), NULL);
}

static void on_log(void *data, raptor_log_message *message) {
  Reading *reading = data;
  if (message->level < RAPTOR_LOG_LEVEL_ERROR)
    return;
  raptor_locator *locator = message->locator; /* the XML parser gives none */
  if (!locator && reading->parser)
    locator = raptor_parser_get_locator(reading->parser);
  int line = locator ? raptor_locator_line(locator) : -1;
  g_autofree char *valid = g_utf8_make_valid(message->text ? message->text : "", -1);
  g_autofree char *text = normalise_line(valid, -1);
  g_autofree char *detail = line > 0 ? g_strdup_printf("line %d: %s", line, text) : g_strdup(text);
  fail(reading, STATUS_DAMAGED, N_("the RDF is damaged; get a new copy of the file"), detail);
}

/* --- statements -------------------------------------------------------------------------------------------- */

/* The name of a thing, blank nodes included; NULL for a literal. Caller frees. */
static char *term_name(const raptor_term *term) {
  if (term->type == RAPTOR_TERM_TYPE_URI)
    return g_strdup((const char *)raptor_uri_as_string(term->value.uri));
  if (term->type == RAPTOR_TERM_TYPE_BLANK)
    return g_strconcat("_:", (const char *)term->value.blank.string, NULL);
  return NULL;
}

/* "mål (språk)" -> "mål": the qualifier of a homonym is no part of the word. */
static void cut_qualifier(char *label) {
  gsize length = strlen(label);
  char *open = length && label[length - 1] == ')' ? strrchr(label, '(') : NULL;
  if (!open || open == label || open[-1] != ' ')
    return;
  *open = '\0';
  g_strchomp(label);
}

/* The text of a literal as labels have it, and its language; NULL where it is not taken. Caller frees. */
static char *label_text(const raptor_term *term, const char **language) {
  if (term->type != RAPTOR_TERM_TYPE_LITERAL)
    return NULL;
  const raptor_term_literal_value *literal = &term->value.literal;
  if (literal->datatype && strcmp((const char *)raptor_uri_as_string(literal->datatype), XSD "string") != 0)
    return NULL;
  *language = skos_language((const char *)literal->language, literal->language_len);
  if (!*language || literal->string_len > THESAURUS_MAX_LABEL_BYTES)
    return NULL;
  g_autofree char *valid = g_utf8_make_valid((const char *)literal->string, literal->string_len);
  g_autofree char *text = normalise_line(valid, -1);
  cut_qualifier(text);
  return *text ? g_steal_pointer(&text) : NULL;
}

/* The concept of a statement's subject, made where it is new; NULL past the ceiling. */
static SkosConcept *get_concept(Reading *reading, const raptor_statement *statement) {
  g_autofree char *uri = term_name(statement->subject);
  SkosConcept *concept = uri ? g_hash_table_lookup(reading->by_uri, uri) : NULL;
  if (concept || !uri)
  return concept;
  if (reading->concepts->len >= THESAURUS_MAX_CONCEPTS) {
    fail_too_large(reading);
    return NULL;
  }
  concept = skos_concept_new(uri);
  g_ptr_array_add(reading->concepts, concept);
  g_hash_table_insert(reading->by_uri, concept->uri, concept);
  return concept;
}

static gboolean count_label(Reading *reading) {
  if (++reading->labels > THESAURUS_MAX_LABELS)
    fail_too_large(reading);
  return !reading->failed;
}

static void on_label(Reading *reading, const raptor_statement *statement, LabelKind kind) {
  const char *language;
  g_autofree char *text = label_text(statement->object, &language);
  SkosConcept *concept = text && count_label(reading) ? get_concept(reading, statement) : NULL;
  if (concept)
    skos_concept_add_label(concept, g_steal_pointer(&text), language, kind);
}

static void on_label_link(Reading *reading, const raptor_statement *statement, LabelKind kind) {
  g_autofree char *label = term_name(statement->object);
  SkosConcept *concept = label && count_label(reading) ? get_concept(reading, statement) : NULL;
  if (!concept)
    return;
  LabelLink link = {concept, g_steal_pointer(&label), kind};
  g_array_append_val(reading->links, link);
}

static void on_literal_form(Reading *reading, const raptor_statement *statement, LabelKind kind) {
  const char *language;
  g_autofree char *text = label_text(statement->object, &language);
  char *label = text && count_label(reading) ? term_name(statement->subject) : NULL;
  if (!label)
    return;
  LiteralForm *form = g_new(LiteralForm, 1);
  *form = (LiteralForm){g_steal_pointer(&text), language};
  g_hash_table_replace(reading->forms, label, form);
}

static void leave_out(Reading *reading, const raptor_statement *statement) {
  char *uri = count_label(reading) ? term_name(statement->subject) : NULL;
  if (uri)
    g_hash_table_add(reading->left_out, uri);
}

static void on_type(Reading *reading, const raptor_statement *statement, LabelKind kind) {
  if (statement->object->type != RAPTOR_TERM_TYPE_URI)
    return;
  const char *type = (const char *)raptor_uri_as_string(statement->object->value.uri);
  for (gsize i = 0; i < G_N_ELEMENTS(other_types); i++)
    if (strcmp(type, other_types[i]) == 0)
      leave_out(reading, statement);
}

static void on_deprecated(Reading *reading, const raptor_statement *statement, LabelKind kind) {
  if (statement->object->type != RAPTOR_TERM_TYPE_LITERAL)
    return;
  const char *value = (const char *)statement->object->value.literal.string;
  if (strcmp(value, "true") == 0 || strcmp(value, "1") == 0)
    leave_out(reading, statement);
}

static void on_statement(void *data, raptor_statement *statement) {
  Reading *reading = data;
  if (reading->failed)
    return;
  if (++reading->statements > THESAURUS_MAX_STATEMENTS) {
    fail_too_large(reading);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(properties); i++)
    if (raptor_uri_equals(statement->predicate->value.uri, reading->uris[i])) {
      properties[i].func(reading, statement, properties[i].kind);
      return;
    }
}

/* --- the whole file ---------------------------------------------------------------------------------------- */

#define UTF8_MARK_LENGTH 3

static gboolean has_utf8_mark(const ExtractorInput *input) {
  return input->head_length >= UTF8_MARK_LENGTH && memcmp(input->head, "\xEF\xBB\xBF", UTF8_MARK_LENGTH) == 0;
}

/* An XML document begins with a declaration, a comment, or a tag with attributes, since the root must declare its
 * namespaces; N-Triples and Turtle with <the URI of something>. */
static gboolean begins_as_xml(const guint8 *text, gsize length) {
  if (length < 2 || text[0] != '<')
    return FALSE;
  if (text[1] == '?' || text[1] == '!')
    return TRUE;
  for (gsize i = 1; i < length; i++)
    if (text[i] == '>' || g_ascii_isspace(text[i]))
      return text[i] != '>';
  return FALSE;
}

/* The name of raptor's parser for the input; NULL where it is no RDF. N-Triples is read as Turtle, of which it is a
 * part. */
static const char *recognise(const ExtractorInput *input) {
  const guint8 *text = input->head;
  gsize length = input->head_length;
  if (length >= 2 && ((text[0] == 0xFE && text[1] == 0xFF) || (text[0] == 0xFF && text[1] == 0xFE)))
    return "rdfxml"; /* UTF-16 */
  if (has_utf8_mark(input)) {
    text += UTF8_MARK_LENGTH;
    length -= UTF8_MARK_LENGTH;
  }
  for (; length && g_ascii_isspace(*text); length--)
    text++;
  if (length == 0 || memchr(text, 0, length))
    return NULL;
  if (begins_as_xml(text, length))
    return "rdfxml";
  return strchr("@#<_:[(", *text) || g_ascii_isalpha(*text) || *text >= 0x80 ? "turtle" : NULL;
}

static gboolean open_parser(Reading *reading, const char *name) {
  static const raptor_option forbidden[] = {RAPTOR_OPTION_NO_NET, RAPTOR_OPTION_NO_FILE};
  reading->world = raptor_new_world();
  /* libcurl, which raptor fetches with, is never set up. */
  raptor_world_set_flag(reading->world, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
  raptor_world_set_log_handler(reading->world, reading, on_log);
  if (raptor_world_open(reading->world) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(properties); i++)
    reading->uris[i] = raptor_new_uri(reading->world, (const unsigned char *)properties[i].uri);
  reading->parser = raptor_new_parser(reading->world, name);
  if (!reading->parser)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(forbidden); i++)
    raptor_parser_set_option(reading->parser, forbidden[i], NULL, 1);
  raptor_parser_set_option(reading->parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  raptor_parser_set_statement_handler(reading->parser, reading, on_statement);
  raptor_uri *base = raptor_new_uri(reading->world, (const unsigned char *)BASE_URI);
  gboolean started = raptor_parser_parse_start(reading->parser, base) == 0;
  raptor_free_uri(base);
  return started;
}

static void close_parser(Reading *reading) {
  for (gsize i = 0; i < G_N_ELEMENTS(properties); i++)
    if (reading->uris[i])
      raptor_free_uri(reading->uris[i]);
  if (reading->parser)
    raptor_free_parser(reading->parser);
  reading->parser = NULL;
  if (reading->world)
    raptor_free_world(reading->world);
}

static void parse(Reading *reading) {
  const ExtractorInput *input = reading->extraction->input;
  g_autofree guint8 *chunk = g_malloc(CHUNK);
  /* raptor's Turtle parser knows no byte-order mark. */
  guint64 offset = has_utf8_mark(input) ? UTF8_MARK_LENGTH : 0;
  for (gssize got = 1; got > 0 && !reading->failed; offset += (guint64)got) {
    do
      got = pread(input->fd, chunk, CHUNK, (off_t)offset);
    while (got < 0 && errno == EINTR);
    if (got < 0)
      fail(reading, STATUS_UNREADABLE, N_("the file could not be read; check the disk or network and try again"),
           g_strerror(errno));
    else if (raptor_parser_parse_chunk(reading->parser, chunk, (gsize)got, got == 0) != 0)
      fail(reading, STATUS_DAMAGED, N_("the RDF is damaged; get a new copy of the file"), NULL);
    extraction_progress(reading->extraction, (guint)(offset / 1024), (guint)(input->size / 1024));
  }
}

/* --- what was found ---------------------------------------------------------------------------------------- */

static void resolve_links(Reading *reading) {
  for (guint i = 0; i < reading->links->len; i++) {
    const LabelLink *link = &g_array_index(reading->links, LabelLink, i);
    const LiteralForm *form = g_hash_table_lookup(reading->forms, link->label);
    if (form)
      skos_concept_add_label(link->concept, g_strdup(form->text), form->language, link->kind);
  }
}

/* The concepts that are to be kept; the others are freed. */
static GPtrArray *take_concepts(Reading *reading) {
  GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)skos_concept_free);
  for (guint i = 0; i < reading->concepts->len; i++) {
    SkosConcept *concept = reading->concepts->pdata[i];
    if (concept->labels->len > 0 && !reading->failed && !g_hash_table_contains(reading->left_out, concept->uri))
      g_ptr_array_add(kept, concept);
    else
      skos_concept_free(concept);
  }
  return kept;
}

static void read_file(Reading *reading) {
  const ExtractorInput *input = reading->extraction->input;
  const char *parser = recognise(input);
  if (input->size == 0)
    fail(reading, STATUS_EMPTY, N_("the file is empty; get a new copy of it"), NULL);
  else if (input->size > THESAURUS_MAX_BYTES)
    fail_too_large(reading);
  else if (!parser)
    fail(reading, STATUS_UNSUPPORTED,
         N_("this is no RDF/XML, Turtle or N-Triples; get the thesaurus in one of these forms"), NULL);
  else if (!open_parser(reading, parser))
    fail(reading, STATUS_CRASHED, N_("the RDF parser cannot be started; try again when more memory is free"), NULL);
  else
    parse(reading);
}

GPtrArray *thesaurus_extract(Extraction *extraction) {
  Reading reading = {.extraction = extraction,
                     .concepts = g_ptr_array_new(),
                     .by_uri = g_hash_table_new(g_str_hash, g_str_equal),
                     .left_out = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                     .forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, literal_form_free),
                     .links = g_array_new(FALSE, FALSE, sizeof(LabelLink))};
  g_array_set_clear_func(reading.links, label_link_clear);
  read_file(&reading);
  close_parser(&reading);
  resolve_links(&reading);
  GPtrArray *kept = take_concepts(&reading);
  if (kept->len == 0)
    fail(
        &reading, STATUS_EMPTY,
        N_("there are no SKOS concepts with labels in the languages of the index in it; see that it is the right file"),
        NULL);
  g_ptr_array_unref(reading.concepts);
  g_hash_table_unref(reading.by_uri);
  g_hash_table_unref(reading.left_out);
  g_hash_table_unref(reading.forms);
  g_array_unref(reading.links);
  return kept;
}
