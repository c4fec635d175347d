/* Findings as JSON and as text. */
#include "cli/print_findings.h"
#include "cli/print.h"

static void add_details(JsonBuilder *builder, GHashTable *details) {
  json_builder_set_member_name(builder, "details");
  json_builder_begin_object(builder);
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(details), (GCompareFunc)strcmp);
  for (GList *l = names; l; l = l->next)
    print_json_member(builder, l->data, g_hash_table_lookup(details, l->data));
  json_builder_end_object(builder);
}

static void add_finding(JsonBuilder *builder, const Document *document, const Finding *finding) {
  g_autofree char *evidence = document_get_evidence(document, finding);
  json_builder_begin_object(builder);
  print_json_member(builder, "kind", finding_kind_name(finding->kind));
  print_json_number(builder, "unit", finding->unit);
  print_json_member(builder, "field", finding_field_name(finding->field));
  print_json_number(builder, "start", (gint64)finding->start);
  print_json_number(builder, "end", (gint64)finding->end);
  print_json_member(builder, "evidence", evidence);
  print_json_member(builder, "value", finding->value);
  print_json_member(builder, "role", finding->role);
  json_builder_set_member_name(builder, "confidence");
  json_builder_add_double_value(builder, finding->confidence);
  if (finding->details)
    add_details(builder, finding->details);
  json_builder_end_object(builder);
}

void print_json_findings(JsonBuilder *builder, const Document *document) {
  json_builder_set_member_name(builder, "findings");
  json_builder_begin_array(builder);
  for (guint i = 0; i < document->findings->len; i++)
    add_finding(builder, document, document->findings->pdata[i]);
  json_builder_end_array(builder);
}

void print_text_findings(const Document *document) {
  for (guint i = 0; i < document->findings->len; i++) {
    const Finding *finding = document->findings->pdata[i];
    g_autofree char *evidence = document_get_evidence(document, finding);
    printf("-- %s%s%s: %s  [%u] \"%s\" %.2f\n", finding_kind_name(finding->kind), finding->role ? " " : "",
           finding->role ? finding->role : "", finding->value, finding->unit, evidence, finding->confidence);
  }
}
