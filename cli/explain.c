/* Prints the alternatives of a query. */
#include "cli/explain.h"

#include "cli/translate.h"
#include "language/analyse.h"
#include "language/messages.h"

#include <string.h>

/* Why an alternative is there, for people. */
static const char *describe_kind(AlternativeKind kind) {
  static const char *const texts[] = {
      [ALTERNATIVE_SURFACE] = N_("as typed"),           [ALTERNATIVE_NOTATION] = N_("written otherwise"),
      [ALTERNATIVE_LEMMA] = N_("other form"),           [ALTERNATIVE_PHRASE] = N_("words together"),
      [ALTERNATIVE_JOINED] = N_("written as one word"), [ALTERNATIVE_PREFIX] = N_("begins so"),
      [ALTERNATIVE_PATTERN] = N_("fits the pattern"),   [ALTERNATIVE_TOKEN] = N_("one of its words"),
      [ALTERNATIVE_PART] = N_("part of the compound"),  [ALTERNATIVE_KEY] = N_("other spelling"),
      [ALTERNATIVE_CONCEPT] = N_("same concept"),       [ALTERNATIVE_THESAURUS] = N_("same concept, thesaurus"),
      [ALTERNATIVE_TRANSLATION] = N_("translation"),    [ALTERNATIVE_BY_PARTS] = N_("translated part by part"),
      [ALTERNATIVE_NEAR] = N_("similar spelling"),      [ALTERNATIVE_LETTERS] = N_("with å, ä, æ, ö or ø")};
  return _(texts[kind]);
}

/* How the index holds it. */
static const char *describe_guise(const char *term) {
  switch (*term) {
  case LEMMA_PREFIX:
    return _("any form");
  case MAYBE_PREFIX:
    return _("perhaps a form");
  case PART_PREFIX:
    return _("in compounds");
  case NOTATION_PREFIX:
    return _("notation");
  default:
    return _("the word");
  }
}

static const char *without_prefix(const char *term) {
  return *term && strchr(TERM_PREFIXES, *term) ? term + 1 : term;
}

static char *join_terms(const Alternative *alternative) {
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < alternative->terms->len; i++)
    g_string_append_printf(joined, "%s%s", i ? " " : "", without_prefix(alternative->terms->pdata[i]));
  if (alternative->kind == ALTERNATIVE_PREFIX)
    g_string_append_c(joined, '*');
  return g_string_free(joined, FALSE);
}

void explain_text(const Expansion *expansion) {
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    printf(_("%s (rarity %.2f)\n"), group->text, group->rarity);
    for (guint i = 0; i < group->alternatives->len; i++) {
      const Alternative *alternative = group->alternatives->pdata[i];
      g_autofree char *term = join_terms(alternative);
      printf("  %5.2f %8ld  ", alternative->weight, (long)alternative->frequency);
      print_padded(term, 28);
      printf(" ");
      print_padded(describe_guise(alternative->terms->pdata[0]), 18);
      printf(" ");
      print_padded(describe_kind(alternative->kind), 24);
      printf(" %s\n", alternative->source);
    }
    if (group->left_out)
      printf(ngettext_("  and %u more, too light to be asked for\n", "  and %u more, too light to be asked for\n",
                       group->left_out),
             group->left_out);
  }
  printf("\n");
}

static void add_alternative(JsonBuilder *builder, const Alternative *alternative) {
  g_autofree char *term = join_terms(alternative);
  json_builder_begin_object(builder);
  print_json_member(builder, "term", term);
  json_builder_set_member_name(builder, "index_terms");
  json_builder_begin_array(builder);
  for (guint i = 0; i < alternative->terms->len; i++)
    json_builder_add_string_value(builder, alternative->terms->pdata[i]);
  json_builder_end_array(builder);
  print_json_member(builder, "kind", alternative_kind_name(alternative->kind));
  print_json_member(builder, "source", alternative->source);
  json_builder_set_member_name(builder, "weight");
  json_builder_add_double_value(builder, alternative->weight);
  print_json_number(builder, "frequency", alternative->frequency);
  json_builder_end_object(builder);
}

void explain_json(JsonBuilder *builder, const Expansion *expansion) {
  json_builder_set_member_name(builder, "explain");
  json_builder_begin_array(builder);
  for (guint g = 0; g < expansion->groups->len; g++) {
    const Group *group = expansion->groups->pdata[g];
    json_builder_begin_object(builder);
    print_json_member(builder, "text", group->text);
    json_builder_set_member_name(builder, "rarity");
    json_builder_add_double_value(builder, group->rarity);
    print_json_number(builder, "left_out", group->left_out);
    json_builder_set_member_name(builder, "alternatives");
    json_builder_begin_array(builder);
    for (guint i = 0; i < group->alternatives->len; i++)
      add_alternative(builder, group->alternatives->pdata[i]);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}
