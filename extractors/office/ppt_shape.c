/* The records of a shape: kind, anchors, properties, client data. */
#include "extractors/office/ppt_shape.h"

#include "extractors/metadata.h"

#include <string.h>

/* MSOSPT ([MS-ODRAW] 2.4.24) */
#define SHAPE_TYPE_LINE 20
#define SHAPE_TYPE_PICTURE 75

/* OfficeArtFSP flags (2.2.40) */
#define FLAG_PATRIARCH 0x4u
#define FLAG_DELETED 0x8u
#define FLAG_OLE 0x10u

/* Properties (2.3) */
enum {
  PROPERTY_WORD_ART = 0x00C0,    /* gtextUNICODE */
  PROPERTY_PICTURE = 0x0104,     /* pib */
  PROPERTY_DESCRIPTION = 0x0381, /* wzDescription */
  PROPERTY_TABLE = 0x039F,       /* tableProperties: bit 0, is a table */
  PROPERTY_PACKAGE = 0x03A9,     /* metroBlob */
  PROPERTY_GROUP_FLAGS = 0x03BF, /* bit 1: hidden, bit 17: bit 1 counts */
};

void ppt_shape_clear(PptShape *shape) {
  g_clear_pointer(&shape->description, g_free);
  g_clear_pointer(&shape->word_art, g_free);
}

/* --- places ----------------------------------------------------------------------------------- */

static double get_i32(const guint8 *data) {
  return (gint32)bytes_u32(data);
}

static double get_i16(const guint8 *data) {
  return (gint16)bytes_u16(data);
}

/* left, top, right, bottom: child anchors and the coordinates of groups (2.2.38, 2.2.39). */
static gboolean read_rectangle(Bytes bytes, ShapeBox *box) {
  if (bytes.length < 16)
    return FALSE;
  *box = (ShapeBox){get_i32(bytes.data), get_i32(bytes.data + 4), get_i32(bytes.data + 8), get_i32(bytes.data + 12)};
  return TRUE;
}

/* top, left, right, bottom, of two or four bytes each ([MS-PPT] 2.12.8, 2.7.1). */
static gboolean read_client_anchor(Bytes bytes, ShapeBox *box) {
  if (bytes.length >= 16)
    *box = (ShapeBox){get_i32(bytes.data + 4), get_i32(bytes.data), get_i32(bytes.data + 8), get_i32(bytes.data + 12)};
  else if (bytes.length >= 8)
    *box = (ShapeBox){get_i16(bytes.data + 2), get_i16(bytes.data), get_i16(bytes.data + 4), get_i16(bytes.data + 6)};
  return bytes.length >= 8;
}

/* --- properties ([MS-ODRAW] 2.2.9) ------------------------------------------------------------ */

/* Arrays among the properties: some programs do not count the six bytes of their header (2.2.51). */
static gsize complex_length(guint16 identifier, Bytes data, gsize length) {
  static const guint16 arrays[] = {0x0145, 0x0146, 0x0151, 0x0152, 0x0155, 0x0156,
                                   0x0157, 0x0197, 0x01CF, 0x0383, 0x03A0};
  for (guint i = 0; i < G_N_ELEMENTS(arrays); i++) {
    if (identifier != arrays[i] || data.length < 6)
      continue;
    guint16 count = bytes_u16(data.data), size = bytes_u16(data.data + 4);
    return (gsize)count * (size == 0xFFF0 ? 4 : size) == length && length > 0 ? length + 6 : length;
  }
  return length;
}

/* What a person wrote, not the name of the picture's file, which programs put there. */
static char *take_description(Bytes value) {
  g_autofree char *text = ppt_string(value);
  g_strstrip(text);
  if (!*text || metadata_is_file_name(text) || (!strchr(text, ' ') && strpbrk(text, "\\/_0123456789")))
    return NULL;
  return g_steal_pointer(&text);
}

static void set_string(char **field, char *value) {
  g_free(*field);
  *field = value;
}

static void read_complex(PptShape *shape, guint16 identifier, Bytes value) {
  if (identifier == PROPERTY_WORD_ART) {
    set_string(&shape->word_art, ppt_string(value));
    g_strdelimit(shape->word_art, "\r\v", '\n');
  } else if (identifier == PROPERTY_DESCRIPTION) {
    set_string(&shape->description, take_description(value));
  } else if (identifier == PROPERTY_PACKAGE) {
    shape->package = value;
  } else if (identifier == PROPERTY_PICTURE) {
    shape->is_picture = TRUE;
  }
}

static void read_simple(PptShape *shape, guint16 identifier, guint32 value) {
  if (identifier == PROPERTY_TABLE)
    shape->is_table = (value & 1) != 0;
  else if (identifier == PROPERTY_GROUP_FLAGS)
    shape->hidden = (value & 0x2) && (value & 0x20000);
  else if (identifier == PROPERTY_PICTURE)
    shape->is_picture = TRUE;
}

/* Six bytes a property; what is longer follows them all, in their order. */
static void read_properties(PptShape *shape, const PptRecord *record) {
  const gsize entry = 6;
  gsize count = MIN(record->instance, record->body.length / entry);
  Bytes complex = bytes_from(record->body, count * entry);
  for (gsize i = 0; i < count; i++) {
    const guint8 *property = record->body.data + i * entry;
    guint16 head = bytes_u16(property), identifier = head & 0x3FFF;
    guint32 value = bytes_u32(property + 2);
    if (!(head & 0x8000)) {
      read_simple(shape, identifier, value);
      continue;
    }
    gsize length = MIN(complex_length(identifier, complex, value), complex.length);
    read_complex(shape, identifier, (Bytes){complex.data, length});
    complex = bytes_from(complex, length);
  }
}

/* --- client data ([MS-PPT] 2.7.3) ------------------------------------------------------------- */

static PptRole role_of(guint8 placeholder) {
  switch (placeholder) {
  case 0x00:
    return PPT_ROLE_NONE;
  case 0x01: /* of masters */
  case 0x03:
  case 0x0D: /* title */
  case 0x0F: /* centred title */
  case 0x11: /* vertical title */
    return PPT_ROLE_TITLE;
  case 0x05:
  case 0x0B:
    return PPT_ROLE_IMAGE;
  case 0x07: /* date */
  case 0x08: /* number */
  case 0x09: /* footer */
  case 0x0A: /* header */
    return PPT_ROLE_FURNITURE;
  default:
    return PPT_ROLE_CONTENT;
  }
}

static void read_client_data(PptShape *shape, Bytes records) {
  PptRecord record;
  while (ppt_record_next(&records, &record)) {
    if (record.type == PPT_PLACEHOLDER_ATOM && record.body.length >= 5)
      shape->role = role_of(record.body.data[4]);
    else if (record.type == PPT_ROUND_TRIP_FURNITURE && record.body.length >= 1)
      shape->role = role_of(record.body.data[0]);
    else if (record.type == PPT_EXTERNAL_OBJECT_REF_ATOM && record.body.length >= 4)
      shape->object = bytes_u32(record.body.data);
  }
}

/* --- the whole -------------------------------------------------------------------------------- */

/* FALSE for a deleted shape. */
static gboolean read_kind(PptShape *shape, const PptRecord *atom) {
  guint32 flags = atom->body.length >= 8 ? bytes_u32(atom->body.data + 4) : 0;
  shape->is_patriarch = (flags & FLAG_PATRIARCH) != 0;
  shape->is_line = atom->instance == SHAPE_TYPE_LINE;
  shape->is_picture |= atom->instance == SHAPE_TYPE_PICTURE || (flags & FLAG_OLE);
  return !(flags & FLAG_DELETED);
}

static void read_record(PptShape *shape, const PptRecord *record) {
  switch (record->type) {
  case ART_GROUP_SHAPE_ATOM:
    read_rectangle(record->body, &shape->group_box);
    break;
  case ART_CHILD_ANCHOR:
    shape->placed |= read_rectangle(record->body, &shape->box);
    break;
  case ART_CLIENT_ANCHOR:
    shape->placed |= read_client_anchor(record->body, &shape->box);
    break;
  case ART_PROPERTIES:
  case ART_SECONDARY_PROPERTIES:
  case ART_TERTIARY_PROPERTIES:
    read_properties(shape, record);
    break;
  case ART_CLIENT_DATA:
    read_client_data(shape, record->body);
    break;
  case ART_CLIENT_TEXT_BOX:
    shape->text_box = record->body;
    break;
  default:
    break;
  }
}

gboolean ppt_shape_read(Bytes container, PptShape *shape) {
  PptRecord record;
  gboolean there = TRUE;
  while (ppt_record_next(&container, &record)) {
    if (record.type == ART_SHAPE_ATOM)
      there = read_kind(shape, &record);
    else
      read_record(shape, &record);
  }
  if (!shape->is_picture)
    g_clear_pointer(&shape->description, g_free);
  return there;
}
