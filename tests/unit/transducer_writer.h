/* Writes tiny compiled dictionaries of lttoolbox, so that the tests of the lexicon run where no real one is installed.
 * The format is told in language/transducer.c; this is the other half of it, made by hand. */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  guint from, in, out, to; /* states; in and out: 0 nothing, code point, or WRITER_TAG + number of the tag */
} WriterArc;

#define WRITER_TAG 0x200000u

typedef struct {
  GPtrArray *tags; /* names without brackets */
  GByteArray *sections;
  guint section_count;
  /* the section in hand */
  const char *name;
  gboolean weighted;
  guint states;
  GArray *arcs;   /* WriterArc */
  GArray *finals; /* guint */
  GArray *pairs;  /* guint64: in << 32 | out */
} Writer;

static inline void writer_number(GByteArray *bytes, guint value) {
  guint8 raw[4] = {(guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value};
  guint more = value < 1u << 6 ? 0 : value < 1u << 14 ? 1 : value < 1u << 22 ? 2 : 3;
  raw[3 - more] |= (guint8)(more << 6);
  g_byte_array_append(bytes, raw + 3 - more, more + 1);
}

static inline void writer_text(GByteArray *bytes, const char *text) {
  writer_number(bytes, (guint)g_utf8_strlen(text, -1));
  for (; *text; text = g_utf8_next_char(text))
    writer_number(bytes, g_utf8_get_char(text));
}

static inline Writer *writer_new(void) {
  Writer *writer = g_new0(Writer, 1);
  writer->tags = g_ptr_array_new_with_free_func(g_free);
  writer->sections = g_byte_array_new();
  writer->arcs = g_array_new(FALSE, FALSE, sizeof(WriterArc));
  writer->finals = g_array_new(FALSE, FALSE, sizeof(guint));
  writer->pairs = g_array_new(FALSE, FALSE, sizeof(guint64));
  return writer;
}

static inline void writer_begin(Writer *writer, const char *name, gboolean weighted) {
  writer->name = name;
  writer->weighted = weighted;
  writer->states = 1;
  g_array_set_size(writer->arcs, 0);
  g_array_set_size(writer->finals, 0);
}

/* The symbols of "bok<n><sg>": code points and tags. */
static inline GArray *writer_symbols(Writer *writer, const char *text) {
  GArray *symbols = g_array_new(FALSE, FALSE, sizeof(guint));
  while (*text) {
    guint symbol = g_utf8_get_char(text);
    const char *end = g_utf8_next_char(text);
    if (*text == '<') {
      end = strchr(text, '>') + 1;
      g_autofree char *name = g_strndup(text + 1, (gsize)(end - text) - 2);
      guint i = 0;
      while (i < writer->tags->len && strcmp(g_ptr_array_index(writer->tags, i), name) != 0)
        i++;
      if (i == writer->tags->len)
        g_ptr_array_add(writer->tags, g_steal_pointer(&name));
      symbol = WRITER_TAG + i;
    }
    g_array_append_val(symbols, symbol);
    text = end;
  }
  return symbols;
}

static inline void writer_arc(Writer *writer, guint from, guint in, guint out, guint to) {
  WriterArc arc = {from, in, out, to};
  g_array_append_val(writer->arcs, arc);
  writer->states = MAX(writer->states, MAX(from, to) + 1);
  guint64 pair = (guint64)in << 32 | out;
  for (guint i = 0; i < writer->pairs->len; i++)
    if (g_array_index(writer->pairs, guint64, i) == pair)
      return;
  g_array_append_val(writer->pairs, pair);
}

/* Adds an entry "bøker=bok<n><pl>": what is read, what is written. Entries share beginnings. */
static inline void writer_entry(Writer *writer, const char *entry) {
  const char *equals = strchr(entry, '=');
  g_autofree char *read = g_strndup(entry, (gsize)(equals - entry));
  g_autoptr(GArray) in = writer_symbols(writer, read), out = writer_symbols(writer, equals + 1);
  guint state = 0;
  for (guint i = 0; i < MAX(in->len, out->len); i++) {
    guint a = i < in->len ? g_array_index(in, guint, i) : 0, b = i < out->len ? g_array_index(out, guint, i) : 0, j = 0;
    for (; j < writer->arcs->len; j++) {
      const WriterArc *arc = &g_array_index(writer->arcs, WriterArc, j);
      if (arc->from == state && arc->in == a && arc->out == b)
        break;
    }
    if (j == writer->arcs->len)
      writer_arc(writer, state, a, b, writer->states);
    state = g_array_index(writer->arcs, WriterArc, j).to;
  }
  g_array_append_val(writer->finals, state);
}

static inline guint writer_pair_number(const Writer *writer, const WriterArc *arc) {
  guint i = 0;
  while (g_array_index(writer->pairs, guint64, i) != ((guint64)arc->in << 32 | arc->out))
    i++;
  return i;
}

static inline int writer_compare_numbers(gconstpointer a, gconstpointer b) {
  const guint *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static inline void writer_weight(Writer *writer) {
  if (writer->weighted) {
    writer_number(writer->sections, 12345);
    writer_number(writer->sections, 7);
  }
}

static inline void writer_state(Writer *writer, guint state) {
  guint count = 0, last = 0;
  for (guint i = 0; i < writer->arcs->len; i++)
    count += g_array_index(writer->arcs, WriterArc, i).from == state;
  writer_number(writer->sections, count);
  for (guint number = 0; number < writer->pairs->len; number++)
    for (guint i = 0; i < writer->arcs->len; i++) {
      const WriterArc *arc = &g_array_index(writer->arcs, WriterArc, i);
      if (arc->from != state || writer_pair_number(writer, arc) != number)
        continue;
      writer_number(writer->sections, number - last);
      writer_number(writer->sections, (arc->to + writer->states - state) % writer->states);
      writer_weight(writer);
      last = number;
    }
}

static inline void writer_end(Writer *writer) {
  GByteArray *bytes = writer->sections;
  writer_text(bytes, writer->name);
  if (writer->weighted)
    g_byte_array_append(bytes, (const guint8 *)"LTTD\1\0\0\0\0\0\0\0", 12);
  writer_number(bytes, 0); /* initial state */
  g_array_sort(writer->finals, writer_compare_numbers);
  writer_number(bytes, writer->finals->len);
  for (guint i = 0, last = 0; i < writer->finals->len; i++) {
    guint final = g_array_index(writer->finals, guint, i);
    writer_number(bytes, final - last);
    writer_weight(writer);
    last = final;
  }
  writer_number(bytes, writer->states);
  for (guint state = 0; state < writer->states; state++)
    writer_state(writer, state);
  writer->section_count++;
}

static inline void writer_symbol(const Writer *writer, GByteArray *bytes, guint symbol) {
  guint tags = writer->tags->len;
  writer_number(bytes, symbol < WRITER_TAG ? symbol + tags : tags - 1 - (symbol - WRITER_TAG));
}

/* The whole file; frees the writer. */
static inline GBytes *writer_free_to_bytes(Writer *writer) {
  GByteArray *bytes = g_byte_array_new();
  g_byte_array_append(bytes, (const guint8 *)"LTTB\0\0\0\0\0\0\0\0", 12);
  writer_number(bytes, 1); /* letters */
  writer_number(bytes, 'a');
  writer_number(bytes, writer->tags->len);
  for (guint i = 0; i < writer->tags->len; i++)
    writer_text(bytes, g_ptr_array_index(writer->tags, i));
  writer_number(bytes, writer->pairs->len);
  for (guint i = 0; i < writer->pairs->len; i++) {
    guint64 pair = g_array_index(writer->pairs, guint64, i);
    writer_symbol(writer, bytes, (guint)(pair >> 32));
    writer_symbol(writer, bytes, (guint)pair);
  }
  writer_number(bytes, writer->section_count);
  g_byte_array_append(bytes, writer->sections->data, writer->sections->len);
  g_ptr_array_unref(writer->tags);
  g_byte_array_unref(writer->sections);
  g_array_unref(writer->arcs);
  g_array_unref(writer->finals);
  g_array_unref(writer->pairs);
  g_free(writer);
  return g_byte_array_free_to_bytes(bytes);
}

/* A file of one section with these entries, ended by NULL. */
static inline GBytes *writer_entries_to_bytes(const char *const *entries) {
  Writer *writer = writer_new();
  writer_begin(writer, "main@standard", FALSE);
  for (; *entries; entries++)
    writer_entry(writer, *entries);
  writer_end(writer);
  return writer_free_to_bytes(writer);
}

/* Writes such a file to FOLDER/NAME, and the folders that it lies in. */
static inline void writer_entries_to_file(const char *folder, const char *name, const char *const *entries) {
  g_autofree char *path = g_build_filename(folder, name, NULL), *parent = g_path_get_dirname(path);
  g_autoptr(GBytes) bytes = writer_entries_to_bytes(entries);
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
  g_assert_true(g_file_set_contents(path, data, (gssize)length, NULL));
}
