/* The reader of mime.h: headers, boundaries, transfer encodings, encoded words. */
#include "extractors/html/mime.h"

#include "language/encoding.h"

#include <string.h>

#define MAX_BOUNDARY 200u /* RFC 2046 section 5.1.1 allows 70 */

typedef struct {
  const char *bytes;
  gsize length, position;
} Lines;

/* One line without its end. */
typedef struct {
  const char *text;
  gsize length;
  gsize begin; /* offset of its first byte */
} Line;

static gboolean next_line(Lines *lines, Line *line) {
  if (lines->position >= lines->length)
    return FALSE;
  const char *from = lines->bytes + lines->position;
  gsize left = lines->length - lines->position;
  const char *end = memchr(from, '\n', left);
  gsize length = end ? (gsize)(end - from) : left;
  *line = (Line){from, length, lines->position};
  lines->position += end ? length + 1 : length;
  if (line->length > 0 && from[line->length - 1] == '\r')
    line->length--;
  return TRUE;
}

/* --- encoded words and dates ---------------------------------------------------------------------------------- */

/* "=?charset?B?text?=" (RFC 2047 section 2). Borrowed pointers into the field. */
typedef struct {
  const char *charset, *text, *end;
  gsize charset_length, text_length;
  gboolean base64;
} EncodedWord;

static gboolean read_encoded_word(const char *from, EncodedWord *word) {
  if (from[0] != '=' || from[1] != '?')
    return FALSE;
  word->charset = from + 2;
  word->charset_length = strcspn(word->charset, "?* \t");
  const char *mark = word->charset + strcspn(word->charset, "? \t"); /* RFC 2231 section 5 puts "*sv" before it */
  if (mark[0] != '?' || !strchr("bBqQ", mark[1]) || mark[1] == '\0' || mark[2] != '?')
    return FALSE;
  word->base64 = mark[1] == 'b' || mark[1] == 'B';
  word->text = mark + 3;
  const char *close = strstr(word->text, "?=");
  if (!close)
    return FALSE;
  word->text_length = (gsize)(close - word->text);
  word->end = close + 2;
  return TRUE;
}

/* "=C3=A5" -> its bytes; other text stays. */
static void append_quoted(GByteArray *out, const char *text, gsize length) {
  const char *end = text + length;
  while (text < end) {
    const char *mark = memchr(text, '=', (gsize)(end - text));
    g_byte_array_append(out, (const guint8 *)text, (guint)((mark ? mark : end) - text));
    if (!mark)
      return;
    int high = end - mark > 2 ? g_ascii_xdigit_value(mark[1]) : -1;
    int low = high >= 0 ? g_ascii_xdigit_value(mark[2]) : -1;
    guint8 byte = low >= 0 ? (guint8)(high * 16 + low) : '=';
    g_byte_array_append(out, &byte, 1);
    text = mark + (low >= 0 ? 3 : 1);
  }
}

/* The Q encoding (RFC 2047 section 4.2): as quoted-printable, and '_' is a space. */
static void append_q(GByteArray *out, const char *text, gsize length) {
  g_autofree char *spaced = g_strndup(text, length);
  g_strdelimit(spaced, "_", ' ');
  append_quoted(out, spaced, length);
}

static void append_base64(GByteArray *out, const char *text, gsize length) {
  gsize before = out->len;
  gint state = 0;
  guint save = 0;
  g_byte_array_set_size(out, (guint)(before + length / 4 * 3 + 3));
  gsize written = g_base64_decode_step(text, length, out->data + before, &state, &save);
  g_byte_array_set_size(out, (guint)(before + written));
}

static void flush_word(GString *out, GByteArray *bytes, const char *charset) {
  if (bytes->len == 0)
    return;
  g_autofree char *text = encoding_to_utf8(bytes->data, bytes->len, charset, NULL, NULL);
  g_string_append(out, text);
  g_byte_array_set_size(bytes, 0);
}

/* Words in a row are one text: white space between them does not count (section 6.2), and letters of several bytes may
 * be parted between them, though they must not. */
char *mime_decode_words(const char *text) {
  GString *out = g_string_new(NULL);
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  char charset[48] = "";
  gboolean in_words = FALSE;
  while (*text) {
    EncodedWord word;
    const char *after = in_words ? text + strspn(text, " \t") : text;
    if (read_encoded_word(after, &word)) {
      gsize n = MIN(word.charset_length, sizeof charset - 1);
      if (!in_words || strlen(charset) != n || g_ascii_strncasecmp(charset, word.charset, n) != 0)
        flush_word(out, bytes, charset);
      memcpy(charset, word.charset, n);
      charset[n] = '\0';
      if (word.base64)
        append_base64(bytes, word.text, word.text_length);
      else
        append_q(bytes, word.text, word.text_length);
      text = word.end;
      in_words = TRUE;
      continue;
    }
    flush_word(out, bytes, charset);
    in_words = FALSE;
    g_string_append_c(out, *text++);
  }
  flush_word(out, bytes, charset);
  if (g_utf8_validate(out->str, (gssize)out->len, NULL))
    return g_string_free(out, FALSE);
  char *decoded = encoding_to_utf8((const guint8 *)out->str, out->len, NULL, NULL, NULL);
  g_string_free(out, TRUE);
  return decoded;
}

char *mime_date(const char *text) {
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const char *p = strchr(text, ',');
  p = p ? p + 1 : text;
  char *end;
  guint64 day = g_ascii_strtoull(p, &end, 10);
  end += strspn(end, " -");
  if (end == p || strlen(end) < 8)
    return NULL;
  char name[4] = {g_ascii_toupper(end[0]), g_ascii_tolower(end[1]), g_ascii_tolower(end[2]), '\0'};
  const char *month = strlen(name) == 3 ? strstr(months, name) : NULL;
  guint64 year = g_ascii_strtoull(end + 3 + strspn(end + 3, " -"), NULL, 10);
  if (!month || (month - months) % 3 != 0 || day < 1 || day > 31 || year < 1980 || year > 2200)
    return NULL;
  return g_strdup_printf("%04u-%02u-%02u", (guint)year, (guint)(month - months) / 3 + 1, (guint)day);
}

/* --- header --------------------------------------------------------------------------------------------------- */

void mime_header_clear(MimeHeader *header) {
  char *strings[] = {header->type, header->charset,  header->boundary, header->start,   header->name,
                     header->id,   header->location, header->snapshot, header->subject, header->date};
  for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
    g_free(strings[i]);
  *header = (MimeHeader){0};
}

static void set_once(char **field, char *value) {
  if (*field || !*value)
    g_free(value);
  else
    *field = value;
}

/* Takes the value of a parameter off *text, which stands behind the '='. Caller frees. */
static char *take_value(const char **text) {
  const char *p = *text + strspn(*text, " \t");
  GString *value = g_string_new(NULL);
  if (*p == '"') {
    for (p++; *p && *p != '"'; p++) {
      if (*p == '\\' && p[1])
        p++;
      g_string_append_c(value, *p);
    }
    p += *p == '"';
  } else {
    gsize n = strcspn(p, "; \t");
    g_string_append_len(value, p, (gssize)n);
    p += n;
  }
  *text = p;
  return g_string_free(value, FALSE);
}

/* Without the angle brackets of a Content-ID. Caller frees. */
static char *without_brackets(const char *text) {
  const char *open = strchr(text, '<');
  const char *from = open ? open + 1 : text;
  return g_strndup(from, strcspn(from, "> \t"));
}

/* What follows the ';' of Content-Type or Content-Disposition (RFC 2045 section 5.1). */
static void read_parameters(MimeHeader *header, const char *text) {
  while ((text = strchr(text, ';'))) {
    text += 1 + strspn(text + 1, " \t");
    gsize length = strcspn(text, "=; \t");
    const char *name = text;
    text += length + strspn(text + length, " \t");
    if (*text != '=')
      continue;
    text++;
    g_autofree char *value = take_value(&text);
    if (length == 7 && g_ascii_strncasecmp(name, "charset", 7) == 0)
      set_once(&header->charset, g_steal_pointer(&value));
    else if (length == 8 && g_ascii_strncasecmp(name, "boundary", 8) == 0)
      set_once(&header->boundary, g_steal_pointer(&value));
    else if (length == 5 && g_ascii_strncasecmp(name, "start", 5) == 0)
      set_once(&header->start, without_brackets(value));
    else if ((length == 4 && g_ascii_strncasecmp(name, "name", 4) == 0) ||
             (length == 8 && g_ascii_strncasecmp(name, "filename", 8) == 0))
      set_once(&header->name, mime_decode_words(value));
  }
}

static void read_type(MimeHeader *header, const char *value) {
  if (header->type)
    return;
  g_autofree char *type = g_strndup(value, strcspn(value, "; \t"));
  header->type = g_ascii_strdown(type, -1);
  read_parameters(header, value);
}

static void read_encoding(MimeHeader *header, const char *value) {
  if (g_ascii_strncasecmp(value, "quoted-printable", 16) == 0)
    header->encoding = MIME_QUOTED_PRINTABLE;
  else if (g_ascii_strncasecmp(value, "base64", 6) == 0)
    header->encoding = MIME_BASE64;
}

/* An address may be folded anywhere (RFC 2557 section 4.4.1). */
static char *address(const char *value) {
  char *text = mime_decode_words(value);
  char *to = text;
  for (const char *from = text; *from; from++)
    if (!g_ascii_isspace(*from))
      *to++ = *from;
  *to = '\0';
  return text;
}

static gboolean is_field(const char *name, gsize length, const char *wanted) {
  return strlen(wanted) == length && g_ascii_strncasecmp(name, wanted, length) == 0;
}

/* A whole field, unfolded: "Name: value". */
static void read_field(MimeHeader *header, const char *field) {
  const char *colon = strchr(field, ':');
  if (!colon)
    return;
  gsize length = (gsize)(colon - field);
  const char *value = colon + 1 + strspn(colon + 1, " \t");
  if (is_field(field, length, "content-type"))
    read_type(header, value);
  else if (is_field(field, length, "content-transfer-encoding"))
    read_encoding(header, value);
  else if (is_field(field, length, "content-disposition"))
    read_parameters(header, value);
  else if (is_field(field, length, "content-id"))
    set_once(&header->id, without_brackets(value));
  else if (is_field(field, length, "content-location"))
    set_once(&header->location, address(value));
  else if (is_field(field, length, "snapshot-content-location"))
    set_once(&header->snapshot, address(value));
  else if (is_field(field, length, "subject"))
    set_once(&header->subject, mime_decode_words(value));
  else if (is_field(field, length, "date"))
    set_once(&header->date, encoding_make_valid(value, -1));
  else if (is_field(field, length, "mime-version"))
    header->mime = TRUE;
  else if (is_field(field, length, "received") || is_field(field, length, "return-path") ||
           is_field(field, length, "delivered-to"))
    header->travelled = TRUE;
}

/* Whether a line begins a field: a name of letters, digits and hyphens, then ':' (RFC 5322 section 2.2). */
static gboolean begins_field(const Line *line) {
  gsize n = 0;
  while (n < line->length && (g_ascii_isalnum(line->text[n]) || line->text[n] == '-' || line->text[n] == '_'))
    n++;
  return n > 0 && n < line->length && line->text[n] == ':';
}

/* Reads fields up to the empty line. A line that is none ends the header as well and is the body's first. */
static void read_header(Lines *lines, MimeHeader *header) {
  g_autoptr(GString) field = g_string_new(NULL);
  Line line;
  gsize before = lines->position;
  while (next_line(lines, &line) && line.length > 0) {
    gboolean folded = *line.text == ' ' || *line.text == '\t';
    if (!folded && !begins_field(&line)) {
      lines->position = before;
      break;
    }
    before = lines->position;
    if (!folded) {
      read_field(header, field->str);
      g_string_truncate(field, 0);
    }
    if (field->len < MIME_MAX_FIELD)
      g_string_append_len(field, line.text, (gssize)MIN(line.length, MIME_MAX_FIELD - field->len));
  }
  read_field(header, field->str);
  if (!header->type)
    header->type = g_strdup("text/plain");
}

static gboolean begins_mailbox(const Line *line) {
  return line->length > 5 && memcmp(line->text, "From ", 5) == 0;
}

/* What may stand before the first field: a byte-order mark, empty lines, the line that parts mails in a mailbox. */
static void skip_to_header(Lines *lines) {
  if (lines->length >= 3 && memcmp(lines->bytes, "\xEF\xBB\xBF", 3) == 0)
    lines->position = 3;
  gsize before = lines->position;
  Line line;
  while (next_line(lines, &line) && (line.length == 0 || begins_mailbox(&line)))
    before = lines->position;
  lines->position = before;
}

gsize mime_header_read(const char *bytes, gsize length, MimeHeader *header) {
  Lines lines = {bytes, length, 0};
  *header = (MimeHeader){0};
  skip_to_header(&lines);
  read_header(&lines, header);
  return lines.position;
}

/* --- parts ---------------------------------------------------------------------------------------------------- */

typedef struct {
  Lines lines;
  MimeMessage *message;
  char *boundaries[MIME_MAX_DEPTH];
  guint depth;
  MimePart *open; /* the part whose body is being passed, or NULL */
} Reader;

static void part_free(gpointer data) {
  MimePart *part = data;
  mime_header_clear(&part->header);
  g_free(part);
}

void mime_message_free(MimeMessage *message) {
  if (!message)
    return;
  mime_header_clear(&message->header);
  g_ptr_array_unref(message->parts);
  g_free(message);
}

/* The level (1: outermost) whose boundary the line is, 0 for none; inner ones first. */
static guint boundary_level(const Reader *reader, const Line *line, gboolean *closing) {
  if (line->length < 3 || line->text[0] != '-' || line->text[1] != '-')
    return 0;
  for (guint level = reader->depth; level > 0; level--) {
    const char *boundary = reader->boundaries[level - 1];
    gsize n = strlen(boundary), rest = line->length - 2;
    if (rest < n || memcmp(line->text + 2, boundary, n) != 0)
      continue;
    const char *after = line->text + 2 + n;
    rest -= n;
    *closing = rest >= 2 && after[0] == '-' && after[1] == '-';
    after += *closing ? 2 : 0;
    rest -= *closing ? 2 : 0;
    while (rest > 0 && (*after == ' ' || *after == '\t')) {
      after++;
      rest--;
    }
    if (rest == 0)
      return level;
  }
  return 0;
}

/* The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1). */
static void close_part(Reader *reader, gsize end) {
  MimePart *part = g_steal_pointer(&reader->open);
  if (!part)
    return;
  const char *bytes = reader->lines.bytes;
  if (end > part->start && bytes[end - 1] == '\n')
    end--;
  if (end > part->start && bytes[end - 1] == '\r')
    end--;
  part->end = end;
}

static void drop_levels(Reader *reader, guint depth) {
  while (reader->depth > depth)
    g_free(reader->boundaries[--reader->depth]);
}

/* A multipart with a boundary: its parts follow. */
static gboolean begin_multipart(Reader *reader, const MimeHeader *header) {
  if (!g_str_has_prefix(header->type, "multipart/") || !header->boundary || strlen(header->boundary) > MAX_BOUNDARY)
    return FALSE;
  if (reader->depth == MIME_MAX_DEPTH) {
    reader->message->cut = TRUE;
    return FALSE;
  }
  reader->boundaries[reader->depth++] = g_strdup(header->boundary);
  return TRUE;
}

/* What is no multipart is a leaf; takes its header. FALSE when there are too many. */
static gboolean begin_leaf(Reader *reader, MimeHeader *header) {
  if (reader->message->parts->len >= MIME_MAX_PARTS) {
    reader->message->cut = TRUE;
    return FALSE;
  }
  MimePart *part = g_new0(MimePart, 1);
  part->header = *header;
  *header = (MimeHeader){0};
  part->start = reader->lines.position;
  part->end = reader->lines.length;
  reader->open = part;
  g_ptr_array_add(reader->message->parts, part);
  return TRUE;
}

static void read_parts(Reader *reader) {
  Line line;
  while (next_line(&reader->lines, &line)) {
    gboolean closing = FALSE;
    guint level = boundary_level(reader, &line, &closing);
    if (level == 0)
      continue;
    close_part(reader, line.begin);
    drop_levels(reader, closing ? level - 1 : level);
    if (closing && level == 1)
      return;
    if (closing)
      continue;
    g_auto(MimeHeader) header = {0};
    read_header(&reader->lines, &header);
    if (!begin_multipart(reader, &header) && !begin_leaf(reader, &header))
      return;
  }
  reader->message->unfinished = TRUE;
}

/* A header without a body that can be parted: the rest of the bytes is the only part. */
static void add_whole(Reader *reader, const MimeHeader *header, gsize start) {
  MimePart *part = g_new0(MimePart, 1);
  part->header = (MimeHeader){.type = g_strdup(header->type),
                              .charset = g_strdup(header->charset),
                              .name = g_strdup(header->name),
                              .id = g_strdup(header->id),
                              .location = g_strdup(header->location),
                              .encoding = header->encoding};
  part->start = start;
  part->end = reader->lines.length;
  g_ptr_array_add(reader->message->parts, part);
}

MimeMessage *mime_message_read(const char *bytes, gsize length) {
  MimeMessage *message = g_new0(MimeMessage, 1);
  message->parts = g_ptr_array_new_with_free_func(part_free);
  gsize start = mime_header_read(bytes, length, &message->header);
  Reader reader = {.lines = {bytes, length, start}, .message = message};
  if (begin_multipart(&reader, &message->header))
    read_parts(&reader);
  drop_levels(&reader, 0);
  if (message->parts->len == 0)
    add_whole(&reader, &message->header, start);
  return message;
}

/* --- bodies --------------------------------------------------------------------------------------------------- */

/* RFC 2045 section 6.7: "=" at a line's end joins it with the next, and white space before a line's end is none. */
static GBytes *decode_quoted_printable(const char *text, gsize length) {
  GByteArray *out = g_byte_array_sized_new((guint)MIN(length, G_MAXUINT / 2));
  Lines lines = {text, length, 0};
  Line line;
  while (next_line(&lines, &line)) {
    gsize n = line.length;
    while (n > 0 && (line.text[n - 1] == ' ' || line.text[n - 1] == '\t'))
      n--;
    gboolean soft = n > 0 && line.text[n - 1] == '=';
    append_quoted(out, line.text, soft ? n - 1 : n);
    if (!soft && text[lines.position - 1] == '\n')
      g_byte_array_append(out, (const guint8 *)"\n", 1);
  }
  return g_byte_array_free_to_bytes(out);
}

GBytes *mime_part_decode(const MimePart *part, const char *bytes) {
  const char *text = bytes + part->start;
  gsize length = part->end > part->start ? part->end - part->start : 0;
  if (part->header.encoding == MIME_QUOTED_PRINTABLE)
    return decode_quoted_printable(text, length);
  if (part->header.encoding == MIME_IDENTITY)
    return g_bytes_new(text, length);
  g_autoptr(GByteArray) out = g_byte_array_new();
  append_base64(out, text, length);
  return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}
