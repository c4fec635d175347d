/* Letters of two widths, fields, and the runs of fonts. */
#include "extractors/office/ppt_text.h"

#include "extractors/office/drawing.h"
#include "extractors/office/symbols.h"

/* Real presentations have some dozens. */
#define MAX_FONTS 4096u

/* The atoms of one text. */
typedef struct {
  Bytes letters, styles;
  gboolean wide; /* two bytes a letter */
  PptTextType type;
  GArray *fields; /* Field, by position; NULL where there are none */
} Text;

typedef struct {
  guint32 position; /* in letters */
  guint16 type;
} Field;

/* --- fonts ------------------------------------------------------------------------------------ */

GPtrArray *ppt_text_fonts(Bytes environment) {
  GPtrArray *fonts = g_ptr_array_new_with_free_func(g_free);
  PptRecord collection, font;
  if (!ppt_record_find(environment, PPT_FONT_COLLECTION, &collection))
    return fonts;
  while (ppt_record_next(&collection.body, &font) && fonts->len < MAX_FONTS) {
    if (font.type != PPT_FONT_ENTITY_ATOM)
      continue;
    const gsize name_bytes = 64;
    g_autofree char *name = ppt_string((Bytes){font.body.data, MIN(font.body.length, name_bytes)});
    g_ptr_array_add(fonts, symbol_font_is_known(name) ? g_steal_pointer(&name) : NULL);
  }
  return fonts;
}

/* --- runs of fonts (2.9.44) ------------------------------------------------------------------- */

/* Walks the styles of a text; goes no further than the fonts of its runs. */
typedef struct {
  Bytes rest;
  guint64 end;      /* letter where the run ends */
  const char *font; /* of symbols in the run, or NULL */
} FontRuns;

static guint32 take_u16(Bytes *rest) {
  guint32 value = rest->length >= 2 ? bytes_u16(rest->data) : 0;
  *rest = bytes_from(*rest, 2);
  return value;
}

static guint32 take_u32(Bytes *rest) {
  guint32 value = rest->length >= 4 ? bytes_u32(rest->data) : 0;
  *rest = bytes_from(*rest, 4);
  return value;
}

static guint count_bits(guint32 mask) {
  guint count = 0;
  for (; mask; mask &= mask - 1)
    count++;
  return count;
}

/* The properties of a paragraph (2.9.18), which stand before those of letters. */
static void skip_paragraph_style(Bytes *rest) {
  const guint32 bullet_flags = 0xF, color = 1u << 5, tabs = 1u << 20, wrap_flags = 7u << 17;
  const guint32 two_bytes = 1u << 4 | 1u << 6 | 1u << 7 | 1u << 8 | 1u << 10 | 0x1Fu << 11;
  const guint32 after_tabs = 1u << 16 | 1u << 21;
  guint32 mask = take_u32(rest);
  gsize length = (mask & bullet_flags ? 2 : 0) + (mask & color ? 4 : 0) + (gsize)count_bits(mask & two_bytes) * 2;
  *rest = bytes_from(*rest, length);
  if (mask & tabs)
    *rest = bytes_from(*rest, (gsize)take_u16(rest) * 4);
  *rest = bytes_from(*rest, (gsize)count_bits(mask & after_tabs) * 2 + (mask & wrap_flags ? 2 : 0));
}

/* The properties of letters (2.9.14); returns the index of the font of symbols, or -1. */
static gint take_letter_style(Bytes *rest) {
  const guint32 style_flags = 0x3EB7, font = 1u << 16, old_font = 1u << 21, latin_font = 1u << 22, symbols = 1u << 23;
  guint32 mask = take_u32(rest);
  gint index = -1;
  if (mask & style_flags)
    take_u16(rest);
  if (mask & font)
    index = (gint)take_u16(rest);
  *rest = bytes_from(*rest, (mask & old_font ? 2 : 0) + (mask & latin_font ? 2 : 0));
  if (mask & symbols)
    index = (gint)take_u16(rest);
  *rest = bytes_from(*rest, (mask & 1u << 17 ? 2 : 0) + (mask & 1u << 18 ? 4 : 0) + (mask & 1u << 19 ? 2 : 0));
  return index;
}

static FontRuns font_runs_begin(const Text *text) {
  FontRuns runs = {.rest = text->styles};
  gsize letters = text->letters.length / (text->wide ? 2 : 1);
  for (guint64 covered = 0; covered <= letters && runs.rest.length >= 10;) {
    covered += take_u32(&runs.rest);
    take_u16(&runs.rest); /* level of the outline */
    skip_paragraph_style(&runs.rest);
  }
  return runs;
}

/* The font of symbols at that letter; letters are asked for in their order. */
static const char *font_runs_at(FontRuns *runs, const GPtrArray *fonts, gsize letter) {
  while (letter >= runs->end && runs->rest.length >= 8) {
    runs->end += take_u32(&runs->rest);
    gint index = take_letter_style(&runs->rest);
    runs->font = index >= 0 && (guint)index < fonts->len ? fonts->pdata[index] : NULL;
  }
  return letter < runs->end ? runs->font : NULL;
}

/* --- letters ---------------------------------------------------------------------------------- */

/* Of the one-byte form, 0x80 to 0x9F are control characters by [MS-PPT] 2.9.43; programs mean windows-1252. */
static gunichar from_windows(guint8 byte) {
  static const guint16 upper[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

/* The character at `letter`; *units is how many letters it takes. 0 for what stands for nothing. */
static gunichar character_at(const Text *text, gsize letter, gsize *units) {
  *units = 1;
  if (!text->wide)
    return from_windows(text->letters.data[letter]);
  gunichar c = bytes_u16(text->letters.data + letter * 2);
  if (c < 0xD800 || c >= 0xE000)
    return c;
  gunichar low = (letter + 1) * 2 + 1 < text->letters.length ? bytes_u16(text->letters.data + letter * 2 + 2) : 0;
  if (c >= 0xDC00 || low < 0xDC00 || low >= 0xE000)
    return 0xFFFD;
  *units = 2;
  return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

static void append_field(guint16 type, const PptTextFields *fields, GString *line) {
  const char *shown = NULL;
  if (type == PPT_SLIDE_NUMBER_CHAR)
    shown = fields->number;
  else if (type == PPT_HEADER_CHAR)
    shown = fields->header;
  else if (type == PPT_FOOTER_CHAR)
    shown = fields->footer;
  else if (type == PPT_GENERIC_DATE_CHAR)
    shown = fields->date;
  if (shown)
    g_string_append(line, shown);
}

/* Lines end at vertical tabs (and at U+2028), paragraphs at CR; other control characters are dropped. */
static void append_character(gunichar c, GString *line, GString *out) {
  if (c >= 0x20 && c < 0x7F) {
    g_string_append_c(line, (char)c); /* much faster than as any letter */
  } else if (c == '\r') {
    drawing_append_line(out, line->str);
    g_string_truncate(line, 0);
  } else if (c == '\v' || c == '\n' || c == 0x2028) {
    g_string_append_c(line, '\n');
  } else if (c == '\t' || (c > 0x7F && c != 0xFFFE && c != 0xFFFF)) {
    g_string_append_unichar(line, c);
  }
}

static void append_letters(const Text *text, const PptTextFields *fields, GString *out) {
  g_autoptr(GString) line = g_string_new(NULL);
  FontRuns runs = font_runs_begin(text);
  gsize letters = text->letters.length / (text->wide ? 2 : 1), units;
  guint field = 0, n_fields = text->fields ? text->fields->len : 0;
  for (gsize i = 0; i < letters; i += units) {
    gunichar c = character_at(text, i, &units);
    while (field < n_fields && g_array_index(text->fields, Field, field).position < i)
      field++;
    if (field < n_fields && g_array_index(text->fields, Field, field).position == i) {
      append_field(g_array_index(text->fields, Field, field).type, fields, line);
      continue;
    }
    if (c >= 0xF020 && c <= 0xF0FF && fields->fonts) {
      const char *font = font_runs_at(&runs, fields->fonts, i);
      gunichar shown = font ? symbol_to_unicode(font, c & 0xFF) : 0;
      c = shown ? shown : c;
    }
    append_character(c, line, out);
  }
  drawing_append_line(out, line->str);
}

/* --- atoms ------------------------------------------------------------------------------------ */

static int compare_fields(gconstpointer a, gconstpointer b) {
  const Field *x = a, *y = b;
  return (x->position > y->position) - (x->position < y->position);
}

static void note_field(Text *text, const PptRecord *atom) {
  if (atom->body.length < 4)
    return;
  Field field = {.position = bytes_u32(atom->body.data), .type = atom->type};
  if (!text->fields)
    text->fields = g_array_new(FALSE, FALSE, sizeof(Field));
  g_array_append_val(text->fields, field);
}

static void note_atom(Text *text, const PptRecord *atom) {
  switch (atom->type) {
  case PPT_TEXT_HEADER_ATOM:
    if (atom->body.length >= 4)
      text->type = (PptTextType)bytes_u32(atom->body.data);
    break;
  case PPT_TEXT_CHARS_ATOM:
  case PPT_TEXT_BYTES_ATOM:
    text->letters = atom->body;
    text->wide = atom->type == PPT_TEXT_CHARS_ATOM;
    break;
  case PPT_STYLE_TEXT_ATOM:
    text->styles = atom->body;
    break;
  case PPT_SLIDE_NUMBER_CHAR:
  case PPT_DATE_TIME_CHAR:
  case PPT_GENERIC_DATE_CHAR:
  case PPT_HEADER_CHAR:
  case PPT_FOOTER_CHAR:
  case PPT_FORMATTED_DATE_CHAR:
    note_field(text, atom);
    break;
  default:
    break;
  }
}

/* The caller clears it. */
static Text read_atoms(Bytes atoms) {
  Text text = {.type = PPT_TEXT_OTHER};
  PptRecord atom;
  while (ppt_record_next(&atoms, &atom))
    note_atom(&text, &atom);
  if (text.fields)
    g_array_sort(text.fields, compare_fields);
  return text;
}

static void clear_text(Text *text) {
  if (text->fields)
    g_array_unref(text->fields);
}

gboolean ppt_text_is_field(Bytes atoms) {
  Text text = read_atoms(atoms);
  gsize letters = text.letters.length / (text.wide ? 2 : 1), units;
  guint n_fields = text.fields ? text.fields->len : 0, field = 0;
  gboolean only = n_fields > 0;
  for (gsize i = 0; i < letters && only; i += units) {
    gunichar c = character_at(&text, i, &units);
    if (field < n_fields && g_array_index(text.fields, Field, field).position == i)
      field++;
    else
      only = c <= 0x20;
  }
  clear_text(&text);
  return only;
}

PptTextType ppt_text_append(Bytes atoms, const PptTextFields *fields, GString *out) {
  Text text = read_atoms(atoms);
  append_letters(&text, fields, out);
  clear_text(&text);
  return text.type;
}
