/* A GsfInput over an extractor's input, and the silencing of libgsf. */
#include "extractors/office/source.h"

#include <errno.h>
#include <gsf/gsf-input-impl.h>
#include <string.h>
#include <unistd.h>

#define BLOCK (8u * 1024)

typedef struct {
  GsfInput base;
  const ExtractorInput *input; /* borrowed */
  guint64 budget;
  gboolean exhausted;
  guint8 *buffer; /* where the caller has none; valid until the next read */
  gsize buffer_size;
  guint64 block_start; /* libgsf reads a directory by 46 bytes: small reads are served from a block */
  gsize block_length;
  guint8 block[BLOCK];
} Source;

typedef struct {
  GsfInputClass base;
} SourceClass;

GType source_get_type(void);
G_DEFINE_TYPE(Source, source, GSF_INPUT_TYPE)

static Source *as_source(const GsfInput *input) {
  return G_TYPE_CHECK_INSTANCE_CAST((gpointer)(guintptr)input, source_get_type(), Source);
}

/* What there is of `length` bytes at `offset`. */
static gsize read_at(const ExtractorInput *input, guint64 offset, guint8 *into, gsize length) {
  gssize got = extractor_input_read(input, offset, into, length);
  return got > 0 ? (gsize)got : 0;
}

static gsize read_from_block(Source *source, guint64 offset, guint8 *into, gsize length) {
  if (offset < source->block_start || offset + length > source->block_start + source->block_length) {
    source->block_start = offset;
    source->block_length = read_at(source->input, offset, source->block, BLOCK);
  }
  gsize there = MIN(length, source->block_start + source->block_length - offset);
  memcpy(into, source->block + (offset - source->block_start), there);
  return there;
}

/* All of `length` bytes, or NULL; what there was stands in `into` all the same. */
static const guint8 *source_read(GsfInput *input, gsize length, guint8 *into) {
  Source *source = as_source(input);
  guint64 offset = (guint64)input->cur_offset;
  if (length > source->budget) {
    source->exhausted = TRUE;
    return NULL;
  }
  if (source->budget != G_MAXUINT64)
    source->budget -= length;
  if (!into && source->buffer_size < length) {
    g_free(source->buffer);
    source->buffer = g_malloc(length);
    source->buffer_size = length;
  }
  into = into ? into : source->buffer;
  gsize got =
      length < BLOCK ? read_from_block(source, offset, into, length) : read_at(source->input, offset, into, length);
  return got == length ? into : NULL;
}

/* libgsf checks the place and keeps it; source_read() looks there. */
static gboolean source_seek(GsfInput *input, gsf_off_t offset, GSeekType whence) {
  return FALSE;
}

static void source_finalize(GObject *object) {
  g_free(((Source *)object)->buffer);
  G_OBJECT_CLASS(source_parent_class)->finalize(object);
}

static void source_class_init(SourceClass *class) {
  G_OBJECT_CLASS(class)->finalize = source_finalize;
  class->base.Read = source_read;
  class->base.Seek = source_seek;
}

static void source_init(Source *source) {
  source->budget = G_MAXUINT64;
}

GsfInput *source_new(const ExtractorInput *input) {
  Source *source = g_object_new(source_get_type(), NULL);
  source->input = input;
  gsf_input_set_size(&source->base, (gsf_off_t)MIN(input->size, (guint64)G_MAXINT64));
  return &source->base;
}

void source_set_budget(GsfInput *input, guint64 bytes) {
  as_source(input)->budget = bytes;
  as_source(input)->exhausted = FALSE;
}

gboolean source_is_exhausted(const GsfInput *input) {
  return as_source(input)->exhausted;
}

/* --- silence ---------------------------------------------------------------------------------- */

static void ignore_log(const char *domain, GLogLevelFlags level, const char *message, gpointer data) {
  /* nothing */
}

static void ignore_print(const char *message) {
  /* nothing */
}

Silence silence_begin(void) {
  return (Silence){.log = g_log_set_default_handler(ignore_log, NULL),
                   .print = g_set_printerr_handler(ignore_print),
                   .fatal = g_log_set_always_fatal(G_LOG_FATAL_MASK)};
}

void silence_end(const Silence *silence) {
  g_log_set_default_handler(silence->log, NULL);
  g_set_printerr_handler(silence->print);
  g_log_set_always_fatal(silence->fatal);
}
