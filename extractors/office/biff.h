/* Records and strings of workbooks before 2007 ([MS-XLS] 2.1.4, 2.5) and of the charts of Microsoft Graph
 * ([MS-OGRAPH]), which are written alike. */
#pragma once

#include "extractors/office/bytes.h"

typedef struct {
  guint16 type;
  Bytes body;
} BiffRecord;

enum {
  BIFF_FORMULA = 0x0006,
  BIFF_END = 0x000A,
  BIFF_DATE_1904 = 0x0022,
  BIFF_FILE_PASS = 0x002F,
  BIFF_CONTINUE = 0x003C,
  BIFF_CODE_PAGE = 0x0042,
  BIFF_SHEET = 0x0085, /* BoundSheet8 */
  BIFF_ROW_OF_NUMBERS = 0x00BD,
  BIFF_RICH_TEXT = 0x00D6,
  BIFF_STYLE = 0x00E0, /* XF */
  BIFF_STRINGS = 0x00FC,
  BIFF_SHARED_TEXT = 0x00FD,
  BIFF_NUMBER = 0x0203,
  BIFF_TEXT = 0x0204,
  BIFF_FORMULA_TEXT = 0x0207,
  BIFF_SHORT_NUMBER = 0x027E,
  BIFF_FORMAT = 0x041E,
  BIFF_BEGIN = 0x0809, /* BOF */
};

#define BIFF_VERSION_5 0x0500
#define BIFF_VERSION_8 0x0600

/* Takes the first record off `rest`. FALSE where there is none that is whole. */
gboolean biff_next(Bytes *rest, BiffRecord *record);

/* How letters are kept: up to version 5 in a code page, later in UTF-16 or its low bytes, which a flag before them
 * tells. */
typedef struct {
  guint16 version, code_page;
} BiffLetters;

/* The string at the beginning of `bytes`, whose length in letters stands in `length_bytes` (1 or 2) bytes. Valid UTF-8,
 * never NULL; caller frees. */
char *biff_string(const BiffLetters *letters, Bytes bytes, guint length_bytes);

/* The shared strings (2.4.265): a record and those that continue it. char*; free with g_ptr_array_unref(). */
GPtrArray *biff_shared_strings(const GArray *segments, guint max_strings);

/* A number of eight bytes; one of four (2.5.217). */
double biff_double(const guint8 *data);
double biff_short_number(guint32 bits);
