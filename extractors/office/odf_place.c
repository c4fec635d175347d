/* Lengths, transformations and boxes of OpenDocument shapes. */
#include "extractors/office/odf_place.h"

#include <math.h>
#include <string.h>

/* Pages are smaller; what is farther out is of no place. */
#define MAX_LENGTH 1e5
#define MAX_STEPS 16

/* A number at *text, which is moved behind it; 0 where there is none. */
static double read_number(const char **text) {
  char *end = NULL;
  double number = g_ascii_strtod(*text, &end);
  *text = end;
  return isfinite(number) ? CLAMP(number, -MAX_LENGTH, MAX_LENGTH) : 0;
}

/* A length (18.3.18) in centimetres, without a unit as well. */
static double read_length(const char **text) {
  static const struct {
    const char *name;
    double centimetres;
  } units[] = {{"cm", 1},         {"mm", 0.1},      {"inch", 2.54},   {"in", 2.54},
               {"pt", 2.54 / 72}, {"pc", 2.54 / 6}, {"px", 2.54 / 96}};
  double number = read_number(text);
  for (guint i = 0; i < G_N_ELEMENTS(units); i++)
    if (g_str_has_prefix(*text, units[i].name)) {
      *text += strlen(units[i].name);
      return number * units[i].centimetres;
    }
  return number;
}

static gboolean length_attribute(const xmlNode *shape, const char *name, double *length) {
  const char *value = odf_attribute(shape, ODF_NS_SVG, name);
  if (!value)
    return FALSE;
  *length = read_length(&value);
  return TRUE;
}

/* --- transformations -------------------------------------------------------------------------- */

/* x' = a x + c y + e, y' = b x + d y + f. */
typedef struct {
  double a, b, c, d, e, f;
} Matrix;

/* First `one`, then `two`: OpenDocument's programs apply a list from the left. */
static Matrix combine(const Matrix *one, const Matrix *two) {
  return (Matrix){
      .a = two->a * one->a + two->c * one->b,
      .b = two->b * one->a + two->d * one->b,
      .c = two->a * one->c + two->c * one->d,
      .d = two->b * one->c + two->d * one->d,
      .e = two->a * one->e + two->c * one->f + two->e,
      .f = two->b * one->e + two->d * one->f + two->f,
  };
}

static void skip_separators(const char **text) {
  while (**text && strchr(" ,\t\n(", **text))
    (*text)++;
}

static double next_number(const char **text) {
  skip_separators(text);
  return read_number(text);
}

static double next_length(const char **text) {
  skip_separators(text);
  return read_length(text);
}

/* One step, "rotate (0.5)"; angles are radians against the clock. */
static Matrix read_step(const char *name, gsize length, const char **text) {
  Matrix step = {1, 0, 0, 1, 0, 0};
  if (strncmp(name, "rotate", length) == 0) {
    double angle = next_number(text);
    step = (Matrix){cos(angle), -sin(angle), sin(angle), cos(angle), 0, 0};
  } else if (strncmp(name, "translate", length) == 0) {
    step.e = next_length(text);
    step.f = next_length(text);
  } else if (strncmp(name, "scale", length) == 0) {
    step.a = next_number(text);
    step.d = next_number(text);
  } else if (strncmp(name, "skewX", length) == 0) {
    step.c = CLAMP(tan(next_number(text)), -10, 10);
  } else if (strncmp(name, "skewY", length) == 0) {
    step.b = CLAMP(tan(next_number(text)), -10, 10);
  } else if (strncmp(name, "matrix", length) == 0) {
    step.a = next_number(text), step.b = next_number(text);
    step.c = next_number(text), step.d = next_number(text);
    step.e = next_length(text), step.f = next_length(text);
  }
  return step;
}

static Matrix read_transform(const char *text) {
  Matrix all = {1, 0, 0, 1, 0, 0};
  for (guint i = 0; *text && i < MAX_STEPS; i++) {
    const char *name = text + strspn(text, " ,\t\n)");
    gsize length = 0;
    while (g_ascii_isalpha(name[length]))
      length++;
    if (length == 0)
      break;
    text = name + length;
    Matrix step = read_step(name, length, &text);
    all = combine(&all, &step);
    text += strcspn(text, ")");
  }
  return all;
}

/* --- boxes ------------------------------------------------------------------------------------ */

static ShapeBox transform_box(const ShapeBox *box, const Matrix *m) {
  const double xs[] = {box->x1, box->x2}, ys[] = {box->y1, box->y2};
  ShapeBox around = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (guint i = 0; i < 4; i++) {
    double x = xs[i % 2], y = ys[i / 2];
    double moved_x = m->a * x + m->c * y + m->e, moved_y = m->b * x + m->d * y + m->f;
    around.x1 = MIN(around.x1, moved_x), around.x2 = MAX(around.x2, moved_x);
    around.y1 = MIN(around.y1, moved_y), around.y2 = MAX(around.y2, moved_y);
  }
  return around;
}

/* draw:line, draw:connector, draw:measure: from one point to another. */
static gboolean read_ends(const xmlNode *shape, ShapeBox *box) {
  double x1, y1, x2, y2;
  if (!length_attribute(shape, "x1", &x1) || !length_attribute(shape, "y1", &y1) ||
      !length_attribute(shape, "x2", &x2) || !length_attribute(shape, "y2", &y2))
    return FALSE;
  *box = (ShapeBox){MIN(x1, x2), MIN(y1, y2), MAX(x1, x2), MAX(y1, y2)};
  return TRUE;
}

gboolean odf_place_read(const xmlNode *shape, ShapeBox *box) {
  double x = 0, y = 0, width = 0, height = 0;
  const char *transform = odf_attribute(shape, ODF_NS_DRAW, "transform");
  gboolean placed = length_attribute(shape, "x", &x);
  placed |= length_attribute(shape, "y", &y);
  if (!placed && !transform)
    return read_ends(shape, box);
  length_attribute(shape, "width", &width);
  length_attribute(shape, "height", &height);
  *box = (ShapeBox){x, y, x + MAX(width, 0), y + MAX(height, 0)};
  if (transform) {
    Matrix matrix = read_transform(transform);
    *box = transform_box(box, &matrix);
  }
  return isfinite(box->x1 + box->x2 + box->y1 + box->y2);
}
