/* The writer of text_out.h. */
#include "extractors/html/text_out.h"

#include <string.h>

void text_out_init(TextOut *out) {
  *out = (TextOut){.text = g_string_new(NULL)};
}

void text_out_clear(TextOut *out) {
  g_string_free(out->text, TRUE);
  out->text = NULL;
}

void text_out_reset(TextOut *out) {
  g_string_truncate(out->text, 0);
  out->breaks = 0;
  out->space = out->held = out->br = FALSE;
  out->prefix[0] = '\0';
}

/* Writes what waits, before text. */
static void flush(TextOut *out) {
  GString *text = out->text;
  if (text->len > 0 && out->breaks) {
    while (text->len > 0 && text->str[text->len - 1] == ' ')
      g_string_truncate(text, text->len - 1);
    g_string_append(text, out->breaks > 1 ? "\n\n" : "\n");
    out->space = FALSE;
  }
  out->breaks = 0;
  if (out->prefix[0]) {
    g_string_append(text, out->prefix);
    out->prefix[0] = '\0';
    out->space = FALSE;
  }
  if (out->tabs) {
    for (; out->tabs; out->tabs--)
      g_string_append_c(text, '\t');
    out->space = FALSE;
  }
  if (out->space && text->len > 0 && !strchr("\n\t ", text->str[text->len - 1]))
    g_string_append_c(text, ' ');
  out->space = out->held = out->br = FALSE;
}

static void add_preformatted(TextOut *out, const char *text) {
  while (*text) {
    gsize n = strcspn(text, "\n\r");
    if (n > 0) {
      gsize blank = strspn(text, " \t");
      if (blank < n) {
        flush(out);
        g_string_append_len(out->text, text, (gssize)n);
      }
    }
    text += n;
    if (*text == '\r' && text[1] == '\n')
      text++;
    if (*text) {
      out->breaks = MIN(out->breaks + 1, 2);
      text++;
    }
  }
}

void text_out_add(TextOut *out, const char *text) {
  if (out->preformatted && !out->cell_depth) {
    add_preformatted(out, text);
    return;
  }
  while (*text) {
    gsize n = strcspn(text, " \t\n\r\f");
    if (n > 0) {
      flush(out);
      g_string_append_len(out->text, text, (gssize)n);
    }
    text += n;
    if (*text) {
      out->space = TRUE;
      text += strspn(text, " \t\n\r\f");
    }
  }
}

void text_out_break(TextOut *out, guint lines) {
  if (out->cell_depth) {
    out->space = TRUE;
  } else if (!out->held) {
    out->breaks = MAX(out->breaks, lines);
    out->br = FALSE;
  }
}

void text_out_line_break(TextOut *out) {
  if (out->cell_depth || out->held) {
    out->space = TRUE;
  } else {
    /* two in a row make an empty line */
    out->breaks = out->br ? 2 : MAX(out->breaks, 1);
    out->br = TRUE;
  }
}

void text_out_space(TextOut *out) {
  out->space = TRUE;
}

void text_out_prefix(TextOut *out, const char *prefix) {
  if (out->cell_depth)
    return;
  out->held = FALSE;
  out->breaks = MAX(out->breaks, 1);
  g_strlcpy(out->prefix, prefix, sizeof out->prefix);
  out->held = TRUE;
}

void text_out_drop_prefix(TextOut *out) {
  out->prefix[0] = '\0';
  out->held = FALSE;
}

void text_out_join(TextOut *out, const char *mark) {
  g_string_append(out->text, mark);
  out->breaks = 0;
  out->space = TRUE;
  out->held = TRUE;
}

void text_out_row(TextOut *out) {
  out->tabs = out->cells = 0;
  text_out_break(out, 1);
}

void text_out_cell(TextOut *out) {
  if (out->cells++ > 0)
    out->tabs++;
  out->cell_depth++;
}

void text_out_cell_end(TextOut *out) {
  if (out->cell_depth > 0)
    out->cell_depth--;
  out->space = FALSE;
}

gsize text_out_line_length(const TextOut *out) {
  const char *line = memrchr(out->text->str, '\n', out->text->len);
  return out->text->len - (line ? (gsize)(line + 1 - out->text->str) : 0);
}
