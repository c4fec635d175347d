/* Small binary presentations made in memory for tests and fuzzing: records, the stream of all objects with its edits
 * and directories, and the OLE container around it. */
#pragma once

#include "extractors/office/ppt_text.h"

#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-output-memory.h>
#include <gsf/gsf.h>
#include <string.h>

static inline void put_u16(GByteArray *out, guint16 value) {
  const guint8 bytes[] = {value & 0xFF, value >> 8};
  g_byte_array_append(out, bytes, sizeof bytes);
}

static inline void put_u32(GByteArray *out, guint32 value) {
  put_u16(out, value & 0xFFFF);
  put_u16(out, (guint16)(value >> 16));
}

/* --- records ---------------------------------------------------------------------------------- */

/* Begins a record and returns where; record_end() sets its length. */
static inline guint record_begin(GByteArray *out, guint16 type, guint16 instance, guint version) {
  guint at = out->len;
  put_u16(out, (guint16)(instance << 4 | version));
  put_u16(out, type);
  put_u32(out, 0);
  return at;
}

static inline void record_end(GByteArray *out, guint at) {
  guint32 length = out->len - at - PPT_RECORD_HEADER;
  for (guint i = 0; i < 4; i++)
    out->data[at + 4 + i] = length >> (8 * i) & 0xFF;
}

static inline guint container_begin(GByteArray *out, guint16 type, guint16 instance) {
  return record_begin(out, type, instance, 0xF);
}

/* An atom of numbers of four bytes each. */
#define ATOM(out, type, ...)                                                                                           \
  put_atom(out, type, (const guint32[]){__VA_ARGS__}, sizeof((const guint32[]){__VA_ARGS__}) / 4)
static inline void put_atom(GByteArray *out, guint16 type, const guint32 *numbers, gsize count) {
  guint at = record_begin(out, type, 0, 0);
  for (gsize i = 0; i < count; i++)
    put_u32(out, numbers[i]);
  record_end(out, at);
}

static inline void put_wide(GByteArray *out, const char *text) {
  glong units = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16(text, -1, NULL, &units, NULL);
  for (glong i = 0; i < units; i++)
    put_u16(out, wide[i]);
}

static inline void put_string(GByteArray *out, guint16 instance, const char *text) {
  guint at = record_begin(out, PPT_STRING, instance, 0);
  put_wide(out, text);
  record_end(out, at);
}

/* A text header and the letters behind it, of two bytes or, where `bytes`, of one. */
static inline void put_text(GByteArray *out, guint32 type, const char *text, gboolean bytes) {
  ATOM(out, PPT_TEXT_HEADER_ATOM, type);
  guint at = record_begin(out, bytes ? PPT_TEXT_BYTES_ATOM : PPT_TEXT_CHARS_ATOM, 0, 0);
  if (bytes)
    g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
  else
    put_wide(out, text);
  record_end(out, at);
}

/* --- shapes ----------------------------------------------------------------------------------- */

typedef struct {
  gint16 left, top, right, bottom;
} Place;

/* Begins a shape and leaves it open for what follows. */
static inline guint shape_begin(GByteArray *out, guint16 kind, guint32 flags, const Place *place) {
  guint shape = container_begin(out, ART_SHAPE, 0);
  guint atom = record_begin(out, ART_SHAPE_ATOM, kind, 2);
  put_u32(out, 1);
  put_u32(out, flags);
  record_end(out, atom);
  if (place) {
    guint anchor = record_begin(out, ART_CLIENT_ANCHOR, 0, 0);
    put_u16(out, (guint16)place->top);
    put_u16(out, (guint16)place->left);
    put_u16(out, (guint16)place->right);
    put_u16(out, (guint16)place->bottom);
    record_end(out, anchor);
  }
  return shape;
}

static inline void put_placeholder(GByteArray *out, guint8 placeholder) {
  guint data = container_begin(out, ART_CLIENT_DATA, 0);
  ATOM(out, PPT_PLACEHOLDER_ATOM, 0, placeholder);
  record_end(out, data);
}

/* A text box; placeholder 0: none. */
static inline void put_box(GByteArray *out, const Place *place, guint8 placeholder, guint32 type, const char *text) {
  guint shape = shape_begin(out, 202, 0xA00, place);
  if (placeholder)
    put_placeholder(out, placeholder);
  guint box = container_begin(out, ART_CLIENT_TEXT_BOX, 0);
  put_text(out, type, text, FALSE);
  record_end(out, box);
  record_end(out, shape);
}

/* Begins a group that holds members in the coordinates given, and is shown at `place`. */
static inline guint group_begin(GByteArray *out, const Place *place, const Place *inner) {
  guint group = container_begin(out, ART_GROUP, 0);
  guint shape = shape_begin(out, 0, 0x201, place);
  guint atom = record_begin(out, ART_GROUP_SHAPE_ATOM, 0, 1);
  put_u32(out, (guint32)inner->left);
  put_u32(out, (guint32)inner->top);
  put_u32(out, (guint32)inner->right);
  put_u32(out, (guint32)inner->bottom);
  record_end(out, atom);
  record_end(out, shape);
  return group;
}

/* Begins a drawing and the group that is the slide; both are ended by drawing_end(). */
typedef struct {
  guint drawing, inner, group;
} OpenDrawing;

static inline OpenDrawing drawing_begin(GByteArray *out) {
  OpenDrawing open = {.drawing = container_begin(out, PPT_DRAWING, 0)};
  open.inner = container_begin(out, ART_DRAWING, 0);
  open.group = container_begin(out, ART_GROUP, 0);
  guint patriarch = shape_begin(out, 0, 0x5, NULL);
  record_end(out, patriarch);
  return open;
}

static inline void drawing_end(GByteArray *out, const OpenDrawing *open) {
  record_end(out, open->group);
  record_end(out, open->inner);
  record_end(out, open->drawing);
}

/* --- the stream ------------------------------------------------------------------------------- */

/* A document stream while it is written: objects are noted as they begin. */
typedef struct {
  GByteArray *stream;
  GArray *places; /* guint32 by identifier, 0: not in this edit */
  guint32 edit;   /* where the last edit stands, 0: none yet */
} DeckWriter;

static inline DeckWriter deck_begin(void) {
  DeckWriter deck = {.stream = g_byte_array_new(), .places = g_array_new(FALSE, TRUE, sizeof(guint32))};
  ATOM(deck.stream, 0, 0); /* no object stands at 0 then, which means "none" below */
  return deck;
}

static inline void deck_clear(DeckWriter *deck) {
  g_byte_array_unref(deck->stream);
  g_array_unref(deck->places);
}

static inline guint object_begin(DeckWriter *deck, guint32 identifier, guint16 type, guint16 instance) {
  if (identifier >= deck->places->len)
    g_array_set_size(deck->places, identifier + 1);
  g_array_index(deck->places, guint32, identifier) = deck->stream->len;
  return container_begin(deck->stream, type, instance);
}

/* The directory of the objects since the last edit, and an edit that names it. */
static inline void deck_save(DeckWriter *deck, guint32 document) {
  guint32 directory = deck->stream->len;
  guint at = record_begin(deck->stream, PPT_PERSIST_DIRECTORY_ATOM, 0, 0);
  for (guint i = 1; i < deck->places->len; i++) {
    guint32 place = g_array_index(deck->places, guint32, i);
    if (place == 0)
      continue;
    put_u32(deck->stream, 1u << 20 | i);
    put_u32(deck->stream, place);
  }
  record_end(deck->stream, at);
  guint32 edit = deck->stream->len;
  ATOM(deck->stream, PPT_USER_EDIT_ATOM, 0, 0x03000000, deck->edit, directory, document, deck->places->len, 1);
  deck->edit = edit;
  g_array_set_size(deck->places, 0);
}

static inline GByteArray *current_user(guint32 edit) {
  GByteArray *out = g_byte_array_new();
  ATOM(out, PPT_CURRENT_USER_ATOM, 20, 0xE391C05F, edit, 0x03F40000, 8);
  return out;
}

/* The container around both streams. Caller unreferences. */
static inline GBytes *deck_pack(const DeckWriter *deck, gboolean with_user) {
  GsfOutput *memory = gsf_output_memory_new();
  GsfOutfile *container = gsf_outfile_msole_new(memory);
  g_autoptr(GByteArray) user = current_user(deck->edit);
  const struct {
    const char *name;
    const GByteArray *bytes;
  } streams[] = {{"PowerPoint Document", deck->stream}, {"Current User", user}};
  for (guint i = 0; i < (with_user ? 2 : 1); i++) {
    GsfOutput *stream = gsf_outfile_new_child(container, streams[i].name, FALSE);
    gsf_output_write(stream, streams[i].bytes->len, streams[i].bytes->data);
    gsf_output_close(stream);
    g_object_unref(stream);
  }
  gsf_output_close(GSF_OUTPUT(container));
  g_object_unref(container);
  GBytes *bytes = g_bytes_new(gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)), (gsize)gsf_output_size(memory));
  g_object_unref(memory);
  return bytes;
}
