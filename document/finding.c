/* Construction, ownership and names of Findings. */
#include "document/finding.h"

static const char *const kinds[] = {"kind-reason", "date",    "place",      "person", "organisation",
                                    "theme",       "example", "identifier", "work",   "meeting"};
static const char *const fields[] = {"text", "heading", "title", "metadata"};

Finding *finding_new(FindingKind kind, guint unit, FindingField field, gsize start, gsize end, const char *value,
                     const char *role, double confidence) {
  Finding *finding = g_new(Finding, 1);
  *finding = (Finding){kind, unit, field, start, end, g_strdup(value), g_strdup(role), confidence, NULL};
  return finding;
}

void finding_free(Finding *finding) {
  if (!finding)
    return;
  g_free(finding->value);
  g_free(finding->role);
  g_clear_pointer(&finding->details, g_hash_table_unref);
  g_free(finding);
}

void finding_set_detail(Finding *finding, const char *name, const char *value) {
  if (!value || !*value)
    return;
  if (!finding->details)
    finding->details = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace(finding->details, g_strdup(name), g_strdup(value));
}

const char *finding_get_detail(const Finding *finding, const char *name) {
  return finding->details ? g_hash_table_lookup(finding->details, name) : NULL;
}

static int name_index(const char *const *names, gsize count, const char *name) {
  for (gsize i = 0; i < count; i++)
    if (g_strcmp0(names[i], name) == 0)
      return (int)i;
  return -1;
}

const char *finding_kind_name(FindingKind kind) {
  g_return_val_if_fail((gsize)kind < G_N_ELEMENTS(kinds), kinds[0]);
  return kinds[kind];
}

gboolean finding_kind_from_name(const char *name, FindingKind *kind) {
  int i = name_index(kinds, G_N_ELEMENTS(kinds), name);
  if (i >= 0)
    *kind = (FindingKind)i;
  return i >= 0;
}

const char *finding_field_name(FindingField field) {
  g_return_val_if_fail((gsize)field < G_N_ELEMENTS(fields), fields[0]);
  return fields[field];
}

gboolean finding_field_from_name(const char *name, FindingField *field) {
  int i = name_index(fields, G_N_ELEMENTS(fields), name);
  if (i >= 0)
    *field = (FindingField)i;
  return i >= 0;
}
