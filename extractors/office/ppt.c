/* PowerPoint presentations of 97 to 2003 ([MS-PPT]): .ppt, .pps, .pot. Slides in show order, their notes and comments
 * as units of their own. Older ones (PowerPoint 4 and 95) give their texts: ppt_old.h. */
#include "extractors/cleanup.h"
#include "extractors/extractor.h"
#include "extractors/office/ole.h"
#include "extractors/office/ppt_old.h"
#include "extractors/office/ppt_presentation.h"
#include "language/messages.h"

#include <string.h>

/* The stream of all but pictures; and the folder where PowerPoint 97 put it in files that are for 95 as well. */
#define PPT_STREAM "PowerPoint Document"
#define PPT_DUAL_STORAGE "PP97_DUALSTORAGE"

/* Bytes of a stream of text and drawings; the pictures have their own and are not read. */
#define MAX_STREAM (640u * 1024 * 1024)
#define MAX_OLD_STREAM (64u * 1024 * 1024)
#define SECTOR 512u
#define MAX_CURRENT_USER (64u * 1024)

static const char *const media_types[] = {"application/vnd.ms-powerpoint", NULL};

/* --- recognition ------------------------------------------------------------------------------ */

static const char *const streams[] = {PPT_STREAM, PPT_DUAL_STORAGE, PPT_OLD_STREAM};

static gboolean contains_presentation(GsfInfile *container) {
  for (guint i = 0; container && i < G_N_ELEMENTS(streams); i++)
    if (ole_contains(container, streams[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_named_presentation(const ExtractorInput *input) {
  static const char *const endings[] = {".ppt", ".pps", ".pot"};
  g_autofree char *name = g_ascii_strdown(input->name ? input->name : "", -1);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(name, endings[i]))
      return TRUE;
  return FALSE;
}

/* Whether a container without its streams was a presentation: its name tells, or, where nothing is left of its
 * directory, the name of a stream or the first record in the head. */
static int sniff_torn(const ExtractorInput *input, gboolean empty) {
  static const char directory[] = "P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c";
  static const char record[] = "\x0F\0\xE8\x03";
  if (empty && (memmem(input->head, input->head_length, directory, sizeof directory - 1) ||
                memmem(input->head, input->head_length, record, sizeof record - 1)))
    return 60;
  return is_named_presentation(input) ? 20 : 0;
}

static int sniff(const ExtractorInput *input, const char **media_type) {
  if (!ole_has_signature(input))
    return 0;
  g_autoptr(GsfInfile) container = ole_open(input);
  *media_type = media_types[0];
  if (contains_presentation(container))
    return 100;
  return sniff_torn(input, !container || gsf_infile_num_children(container) <= 0);
}

/* --- the whole ------------------------------------------------------------------------------- */

static void read_stream(Extraction *extraction, GsfInfile *container) {
  g_autoptr(GByteArray) stream = ole_read(container, PPT_STREAM, MAX_STREAM);
  g_autoptr(GByteArray) user = ole_read(container, "Current User", MAX_CURRENT_USER);
  if (!stream) {
    document_set_status(extraction->document, STATUS_TOO_LARGE,
                        N_("the file is larger than is read of this format; split it"), NULL);
    return;
  }
  if (ppt_old_is_95((Bytes){stream->data, stream->len})) {
    ppt_old_read_95(extraction, (Bytes){stream->data, stream->len});
    return;
  }
  ppt_presentation_read(extraction, stream, (Bytes){user ? user->data : NULL, user ? user->len : 0});
}

static void read_old_stream(Extraction *extraction, GsfInfile *container) {
  g_autoptr(GByteArray) stream = ole_read(container, PPT_OLD_STREAM, MAX_OLD_STREAM);
  if (stream)
    ppt_old_read_4(extraction, (Bytes){stream->data, stream->len});
  else
    document_set_status(extraction->document, STATUS_TOO_LARGE,
                        N_("the file is larger than is read of this format; split it"), NULL);
}

/* Whether a sector of a container is one of its table of sectors ([MS-CFB] 2.3): numbers that mostly count up. */
static gboolean is_table_sector(const guint8 *sector) {
  const guint32 lowest_mark = 0xFFFFFFFC;
  guint counting = 0, entries = SECTOR / 4;
  for (guint i = 0; i + 1 < entries; i++) {
    guint32 entry = bytes_u32(sector + (gsize)i * 4), next = bytes_u32(sector + (gsize)i * 4 + 4);
    counting += next == entry + 1 || entry >= lowest_mark;
  }
  return counting > entries * 3 / 4;
}

/* The bytes of a container that cannot be opened: most files hold the stream in one piece, but for sectors of the table
 * in it. */
static GByteArray *join_sectors(GBytes *bytes) {
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  GByteArray *stream = g_byte_array_sized_new((guint)length);
  for (gsize at = 0; at < length; at += SECTOR)
    if (length - at < SECTOR || !is_table_sector(data + at))
      g_byte_array_append(stream, data + at, (guint)MIN(SECTOR, length - at));
  return stream;
}

static void read_torn(Extraction *extraction) {
  Document *document = extraction->document;
  g_autoptr(GBytes) bytes = extraction_read_all(extraction, MAX_STREAM);
  if (!bytes)
    return;
  g_autoptr(GByteArray) stream = join_sectors(bytes);
  ppt_presentation_read(extraction, stream, (Bytes){NULL, 0});
  if (document->units->len == 0 && document->status != STATUS_ENCRYPTED)
    document_set_status(document, STATUS_DAMAGED,
                        N_("the presentation is broken and could not be opened; get a new copy of it"), NULL);
}

static void extract(Extraction *extraction) {
  g_autoptr(GsfInfile) container = ole_open(extraction->input);
  extraction->document->kind = DOCUMENT_KIND_PRESENTATION;
  if (!contains_presentation(container)) {
    read_torn(extraction);
    return;
  }
  g_autoptr(GsfInfile) dual = ole_folder(container, PPT_DUAL_STORAGE);
  ole_read_properties(container, extraction->document);
  if (dual || ole_contains(container, PPT_STREAM))
    read_stream(extraction, dual ? dual : container);
  else
    read_old_stream(extraction, container);
}

const Extractor ppt_extractor = {
    .name = "ppt",
    .version = 1,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
};
