/* Printers. */
#include "cli/print.h"

#include "cli/translate.h"

#include <math.h>
#include <string.h>

char *print_escape(const char *bytes) {
  GString *out = g_string_new(NULL);
  for (const char *p = bytes; *p;) {
    gunichar c = g_utf8_get_char_validated(p, -1);
    if (c == (gunichar)-1 || c == (gunichar)-2 || g_unichar_iscntrl(c)) {
      g_string_append_printf(out, "\\x%02x", (guchar)*p);
      p++;
      continue;
    }
    const char *next = g_utf8_next_char(p);
    g_string_append_len(out, p, next - p);
    p = next;
  }
  return g_string_free(out, FALSE);
}

char *print_place(const Unit *unit) {
  const char *kind = translate_name(unit_kind_name(unit->kind));
  return unit->label ? g_strdup_printf("%s %s", kind, unit->label) : g_strdup(kind);
}

/* Below this, a text layer is said to be poor. */
#define POOR_QUALITY 0.5

char *print_trust(const Unit *unit) {
  if (unit->ocr)
    return g_strdup_printf(_(" (read from an image, sure to %d %%)"), (int)(unit->quality * 100));
  return g_strdup(unit->quality < POOR_QUALITY ? _(" (text layer of poor quality)") : "");
}

void print_json_trust(JsonBuilder *builder, const Unit *unit) {
  if (unit->ocr) {
    json_builder_set_member_name(builder, "ocr");
    json_builder_add_boolean_value(builder, TRUE);
  }
  if (unit->ocr || unit->quality < 1) {
    json_builder_set_member_name(builder, "quality");
    json_builder_add_double_value(builder, round(unit->quality * 1000) / 1000);
  }
}

void print_padded(const char *text, int width) {
  int padding = width - (int)g_utf8_strlen(text, -1);
  printf("%s%*s", text, MAX(padding, 0), "");
}

char *print_number(double value, int decimals) {
  char *text = g_strdup_printf("%.*f", decimals, value);
  char *sign = strchr(text, '.');
  if (sign)
    *sign = _("1.5")[1]; /* translated as the number is written: "1,5" */
  return text;
}

char *print_reason(const char *reason, const char *detail) {
  const char *shown = reason ? _(reason) : "";
  return detail ? g_strdup_printf("%s (%s)", shown, detail) : g_strdup(shown);
}

void print_json(JsonBuilder *builder, FILE *out) {
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  g_autoptr(JsonGenerator) generator = json_generator_new();
  json_generator_set_root(generator, root);
  g_autofree char *text = json_generator_to_data(generator, NULL);
  fprintf(out, "%s\n", text);
}

void print_json_value(JsonBuilder *builder, const char *value) {
  if (!value) {
    json_builder_add_null_value(builder);
  } else if (g_utf8_validate(value, -1, NULL)) {
    json_builder_add_string_value(builder, value);
  } else {
    g_autofree char *escaped = print_escape(value);
    json_builder_add_string_value(builder, escaped);
  }
}

void print_json_member(JsonBuilder *builder, const char *name, const char *value) {
  json_builder_set_member_name(builder, name);
  print_json_value(builder, value);
}

void print_json_number(JsonBuilder *builder, const char *name, gint64 value) {
  json_builder_set_member_name(builder, name);
  json_builder_add_int_value(builder, value);
}

void print_csv(FILE *out, const char *field, gboolean last) {
  const char *text = field ? field : "";
  fputc('"', out);
  if (*text && strchr("=+-@", *text))
    fputc('\'', out);
  for (const char *p = text; *p; p++) {
    if (*p == '"')
      fputc('"', out);
    fputc(*p, out);
  }
  fputs(last ? "\"\r\n" : "\",", out);
}
