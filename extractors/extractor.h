/* The contract between an extractor (bytes -> Document) and the worker that runs it.
 *
 * An extractor is one file (or folder) that defines one `const Extractor NAME_extractor` and one line in
 * extractor_list.h. It runs in the caged worker: it opens no files, starts no threads, keeps no state
 * between documents, and treats every byte as hostile. What goes wrong with the document is a status of the
 * document; extractors have no other way to fail. */
#pragma once

#include "document/document.h"
#include "document/ocr.h"

/* The bytes to extract: those of a file, or those of a document inside another one. The descriptor is open for reading
 * and seekable; extractors do not close it. */
typedef struct {
  int fd;             /* -1 where the bytes are in memory */
  GBytes *bytes;      /* NULL where they are in a file */
  guint64 size;       /* bytes, as of the opening */
  const char *name;   /* base name, valid UTF-8; a hint only, never decides alone */
  const guint8 *head; /* the first bytes, for sniffing */
  gsize head_length;  /* at most EXTRACTOR_HEAD_BYTES, less only where the file is shorter */
} ExtractorInput;

#define EXTRACTOR_HEAD_BYTES (64 * 1024)

typedef struct Extraction Extraction;

/* What is to be marked on the picture of a page: stretches of the unit's heading and text. */
typedef struct {
  const char *text; /* heading, LF, text; NULL: nothing is marked */
  const TextRange *ranges;
  guint n_ranges;
  gboolean contacts; /* addresses and telephone numbers may be seen; else they are covered */
} PageMarks;

typedef struct {
  const char *name;               /* "pdf": stable, stored in the ledger */
  guint version;                  /* raised when the output changes: the index then knows what to re-extract */
  const char *const *media_types; /* NULL-terminated; the first one is the usual one */

  /* Confidence 0-100 that this extractor should read the input; *media_type is set to one of the
   * above (static) where it is more than 0. Reads head first, the descriptor only if it must. 100: a
   * signature that nothing else has; 50: structure that fits; 10: could be; 0: no. */
  int (*sniff)(const ExtractorInput *input, const char **media_type);

  /* Reads the input and adds units to the extraction as they are found. */
  void (*extract)(Extraction *extraction);

  /* PNG of page `page` (1-based) at `dpi`, with what `marks` says as a highlighter would mark it; NULL and *error where
   * that cannot be. NULL pointer for formats without pages. */
  GBytes *(*render_page)(const ExtractorInput *input, guint page, double dpi, const char *password,
                         const PageMarks *marks, GError **error);
} Extractor;

/* What the worker lends to an extraction. Each callback may be NULL (then nothing is sent or found). */
typedef struct {
  void (*unit_found)(gpointer data, const Unit *unit);
  void (*progress)(gpointer data, guint done, guint total); /* total 0: not known */
  int (*open_sibling)(gpointer data, const char *name);     /* descriptor that the caller closes, or -1 */
  char *(*ask_password)(gpointer data, guint attempt);      /* attempt from 0; NULL: no more; caller frees */
  gboolean (*child_found)(gpointer data, const char *name, const char *media_type, GBytes *bytes);
  /* The text on the image and how sure that is (0..1), or NULL; `language` ("sv") is a hint and may be NULL. Caller
   * frees. */
  char *(*recognise_text)(gpointer data, const PageImage *image, const char *language, double *confidence);
} ExtractionHost;

struct Extraction {
  const ExtractorInput *input;
  Document *document; /* metadata, furniture and status are set here directly */
  const ExtractionHost *host;
  gpointer host_data;
  OcrMode ocr;
  gboolean ocr_missing; /* text cannot be read from images here: the program or its language data is not installed */
  gboolean page_part;   /* the file lies in the folder of a saved web page: pages and scripts there are parts of it */
  guint depth;          /* of documents that this one lies in */
  gsize text_bytes;     /* of the units added so far; for the ceiling */
};

/* Ceilings of one document, in bytes of text and in units; past them the document is `partial` and says so. */
#define EXTRACTION_MAX_TEXT (256u * 1024 * 1024)
#define EXTRACTION_MAX_UNITS 200000u

/* Adds a unit (takes it) and tells the host. FALSE when a ceiling is met: the unit is dropped, the
 * document has become `partial` with the reason, and the extractor should stop. */
gboolean extraction_add_unit(Extraction *extraction, Unit *unit);

/* Tells the host that work goes on; call at least every few thousand steps of long work. */
void extraction_progress(Extraction *extraction, guint done, guint total);

/* Opens a regular file beside the input, -1 where there is none: NAME in the same folder, or FOLDER/NAME in its
 * companion folder, which is named after the input ("deck.htm", "deck_files/slide0001.htm": document/companion.h). The
 * parent decides: no other folder, none further down, no symbolic link on the way. The caller closes it. */
int extraction_open_sibling(Extraction *extraction, const char *name);

/* The attempt-th password that the user gave, or NULL. Caller frees. */
char *extraction_ask_password(Extraction *extraction, guint attempt);

/* Hands over an embedded file (attachment, archive member) to be extracted as a document of its own. */
gboolean extraction_add_child(Extraction *extraction, const char *name, const char *media_type, GBytes *bytes);

/* Whether pages may be read as images: asked for, and installed. */
gboolean extraction_can_recognise(const Extraction *extraction);

/* The text on an image of a page: LF between lines, an empty line between paragraphs; and how sure that is, 0..1. NULL
 * where nothing was recognised. `language` is a hint and may be NULL. Caller frees. */
char *extraction_recognise_text(Extraction *extraction, const PageImage *image, const char *language,
                                double *confidence);

/* Reads the whole input. NULL, with the document's status set (too-large, unreadable), where it is
 * longer than `ceiling` bytes or cannot be read. */
GBytes *extraction_read_all(Extraction *extraction, gsize ceiling);

/* The extractor with the highest confidence, and its media type; NULL where no one claims the input. */
const Extractor *extractor_recognise(const ExtractorInput *input, const char **media_type);

/* Fills `input` from an open descriptor: size and head (freed with extractor_input_clear). FALSE with *error where it
 * cannot be read. */
gboolean extractor_input_init(ExtractorInput *input, int fd, const char *name, GError **error);
void extractor_input_clear(ExtractorInput *input);

/* The same for bytes in memory, which are referenced. */
void extractor_input_init_bytes(ExtractorInput *input, GBytes *bytes, const char *name);

/* Reads up to `length` bytes at `offset`; returns the number read, less only at the end, or -1 with errno. */
gssize extractor_input_read(const ExtractorInput *input, guint64 offset, guint8 *buffer, gsize length);

/* All bytes, referenced or read. NULL and *error (G_IO_ERROR_NO_SPACE) where there are more than `ceiling`, or (another
 * G_IO_ERROR) where they cannot be read. */
GBytes *extractor_input_read_whole(const ExtractorInput *input, gsize ceiling, GError **error);

/* All extractors, in the order of extractor_list.h, NULL-terminated. */
const Extractor *const *extractor_all(void);

/* Recognises and extracts: the whole of what a worker does before the stages. Sets media_type, extractor
 * and version of the document; status `unsupported` where no one claims it. `empty` where there is no
 * text (document_check_text(), which the worker asks again after the stages). */
void extraction_run(Extraction *extraction);
