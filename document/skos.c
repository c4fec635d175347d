/* Concepts and labels. */
#include "document/skos.h"

#include <string.h>

static const char *const kind_names[] = {"preferred", "alternative", "hidden"};

const char *label_kind_name(LabelKind kind) {
  return kind_names[kind];
}

gboolean label_kind_from_name(const char *name, LabelKind *kind) {
  for (gsize i = 0; i < G_N_ELEMENTS(kind_names); i++)
    if (strcmp(kind_names[i], name) == 0) {
      *kind = (LabelKind)i;
      return TRUE;
    }
  return FALSE;
}

static void label_free(gpointer data) {
  SkosLabel *label = data;
  g_free(label->text);
  g_free(label);
}

SkosConcept *skos_concept_new(const char *uri) {
  SkosConcept *concept = g_new(SkosConcept, 1);
  concept->uri = g_strdup(uri);
  concept->labels = g_ptr_array_new_with_free_func(label_free);
  return concept;
}

void skos_concept_free(SkosConcept *concept) {
  if (!concept)
    return;
  g_free(concept->uri);
  g_ptr_array_unref(concept->labels);
  g_free(concept);
}

gboolean skos_concept_add_label(SkosConcept *concept, char *text, const char *language, LabelKind kind) {
  if (concept->labels->len >= SKOS_MAX_LABELS) {
    g_free(text);
    return FALSE;
  }
  SkosLabel *label = g_new(SkosLabel, 1);
  label->text = text;
  label->kind = kind;
  g_strlcpy(label->language, language, sizeof label->language);
  g_ptr_array_add(concept->labels, label);
  return TRUE;
}

const char *skos_language(const char *tag, gsize length) {
  static const struct {
    const char *tag, *language;
  } languages[] = {{"sv", "sv"}, {"nb", "nb"}, {"no", "nb"}, {"nn", "nn"},
                   {"da", "da"}, {"en", "en"}, {"fi", "fi"}, {"se", "se"}};
  if (!tag || length == 0)
    return "";
  gsize primary = 0; /* the subtag before the first hyphen; some files write sv_SE */
  while (primary < length && tag[primary] != '-' && tag[primary] != '_')
    primary++;
  for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
    if (strlen(languages[i].tag) == primary && g_ascii_strncasecmp(languages[i].tag, tag, primary) == 0)
      return languages[i].language;
  return NULL;
}
