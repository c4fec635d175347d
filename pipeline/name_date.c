#include "pipeline/name_date.h"

#include "language/dates.h"

#include <string.h>

#define EARLIEST_YEAR 1980u
#define CONFIDENCE_DAY 0.5
#define CONFIDENCE_YEAR 0.35

static guint this_year(void) {
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  return (guint)g_date_time_get_year(now);
}

static gboolean is_year(guint year) {
  return year >= EARLIEST_YEAR && year <= this_year();
}

/* "20140925" at `p`, eight digits and no more: its day, or FALSE. */
static gboolean read_compact(const char *begin, const char *p, char value[DATE_VALUE_SIZE]) {
  guint digits = 0;
  while (g_ascii_isdigit(p[digits]))
    digits++;
  if (digits != 8 || (p > begin && g_ascii_isdigit(p[-1])))
    return FALSE;
  guint number = (guint)g_ascii_strtoull(p, NULL, 10), year = number / 10000, month = number / 100 % 100,
        day = number % 100;
  if (!is_year(year) || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  g_snprintf(value, DATE_VALUE_SIZE, "%04u-%02u-%02u", year, month, day);
  return TRUE;
}

static void set(Document *document, const char *value, const char *evidence, gsize length, double confidence) {
  gboolean event = document->kind == DOCUMENT_KIND_MEETING || document->kind == DOCUMENT_KIND_PRESENTATION;
  g_free(document->date);
  g_free(document->date_evidence);
  document->date = g_strdup(value);
  document->date_evidence = g_strndup(evidence, length);
  Finding *finding =
      finding_new(FINDING_DATE, 0, FINDING_IN_METADATA, 0, 0, value, event ? "event" : "published", confidence);
  finding_set_detail(finding, "metadata", "file-name");
  document_add_finding(document, finding);
}

static gboolean apply_compact(Document *document, const char *stem) {
  char value[DATE_VALUE_SIZE];
  for (const char *p = stem; *p; p++)
    if (g_ascii_isdigit(*p) && read_compact(stem, p, value)) {
      set(document, value, p, 8, CONFIDENCE_DAY);
      return TRUE;
    }
  return FALSE;
}

/* The finest date told, of equals the first. */
static const ToldDate *best_of(const GArray *told) {
  const ToldDate *best = NULL;
  for (guint i = 0; i < told->len; i++) {
    const ToldDate *date = &g_array_index(told, ToldDate, i);
    if (!date->year_missing && is_year(date->last.year) && (!best || date->precision < best->precision))
      best = date;
  }
  return best;
}

static gboolean apply_told(Document *document, const char *stem) {
  g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(ToldDate));
  dates_find(document->language, stem, strlen(stem), told);
  const ToldDate *date = best_of(told);
  if (date)
    set(document, date->value, stem + date->start, date->end - date->start,
        date->precision < DATE_PRECISION_YEAR ? CONFIDENCE_DAY : CONFIDENCE_YEAR);
  return date != NULL;
}

void name_date_apply(Document *document, const char *name) {
  if (document->date || document->units->len == 0 || !name || !g_utf8_validate(name, -1, NULL))
    return;
  const char *dot = strrchr(name, '.');
  g_autofree char *stem = g_strndup(name, dot && dot > name ? (gsize)(dot - name) : strlen(name));
  g_strdelimit(stem, "_+", ' ');
  if (apply_compact(document, stem) || apply_told(document, stem))
    return;
  g_strdelimit(stem, "-", ' '); /* "Program-25-september-2014" */
  apply_told(document, stem);
}
