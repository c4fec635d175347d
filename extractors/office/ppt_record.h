/* Records of binary presentations ([MS-PPT] 2.3.1) and of the drawings in them ([MS-ODRAW] 2.2.1): a header of eight
 * bytes and that many bytes of data, which in containers are records again. All here is borrowed from the stream; every
 * length is checked against what holds it. */
#pragma once

#include "extractors/office/bytes.h"

typedef struct {
  guint16 type;     /* RecordType, 2.13.24 */
  guint16 instance; /* 12 bits */
  guint8 version;   /* 4 bits; 0xF: a container */
  gboolean cut;     /* the data ends before its length says */
  Bytes body;
} PptRecord;

#define PPT_RECORD_HEADER 8u

/* The types that are read here. */
enum {
  PPT_DOCUMENT = 0x03E8,
  PPT_DOCUMENT_ATOM = 0x03E9,
  PPT_SLIDE = 0x03EE,
  PPT_SLIDE_ATOM = 0x03EF,
  PPT_NOTES = 0x03F0,
  PPT_NOTES_ATOM = 0x03F1,
  PPT_ENVIRONMENT = 0x03F2,
  PPT_SLIDE_PERSIST_ATOM = 0x03F3,
  PPT_MAIN_MASTER = 0x03F8,
  PPT_SLIDE_SHOW_INFO_ATOM = 0x03F9,
  PPT_EXTERNAL_OBJECT_LIST = 0x0409,
  PPT_DRAWING = 0x040C,
  PPT_ROUND_TRIP_FURNITURE = 0x0420, /* RoundTripHFPlaceholder12Atom */
  PPT_FONT_COLLECTION = 0x07D5,
  PPT_EXTERNAL_OBJECT_REF_ATOM = 0x0BC1,
  PPT_PLACEHOLDER_ATOM = 0x0BC3,
  PPT_OUTLINE_TEXT_REF_ATOM = 0x0F9E,
  PPT_TEXT_HEADER_ATOM = 0x0F9F,
  PPT_TEXT_CHARS_ATOM = 0x0FA0,
  PPT_STYLE_TEXT_ATOM = 0x0FA1,
  PPT_TEXT_BYTES_ATOM = 0x0FA8,
  PPT_FONT_ENTITY_ATOM = 0x0FB7,
  PPT_STRING = 0x0FBA, /* CString */
  PPT_EXTERNAL_OLE_OBJECT_ATOM = 0x0FC3,
  PPT_EXTERNAL_OLE_EMBED = 0x0FCC,
  PPT_EXTERNAL_HYPERLINK = 0x0FD7,
  PPT_SLIDE_NUMBER_CHAR = 0x0FD8,
  PPT_HEADERS_FOOTERS = 0x0FD9,
  PPT_HEADERS_FOOTERS_ATOM = 0x0FDA,
  PPT_SLIDE_LIST = 0x0FF0, /* SlideListWithText, and those of masters and notes */
  PPT_USER_EDIT_ATOM = 0x0FF5,
  PPT_CURRENT_USER_ATOM = 0x0FF6,
  PPT_DATE_TIME_CHAR = 0x0FF7,
  PPT_GENERIC_DATE_CHAR = 0x0FF8,
  PPT_HEADER_CHAR = 0x0FF9,
  PPT_FOOTER_CHAR = 0x0FFA,
  PPT_EXTERNAL_OLE_STORAGE = 0x1011,
  PPT_FORMATTED_DATE_CHAR = 0x1015, /* RTFDateTimeMCAtom */
  PPT_TAGS = 0x1388,                /* ProgTags */
  PPT_BINARY_TAG = 0x138A,
  PPT_BINARY_TAG_DATA = 0x138B,
  PPT_PERSIST_DIRECTORY_ATOM = 0x1772,
  PPT_COMMENT = 0x2EE0, /* Comment10Container */
  PPT_CRYPT_SESSION = 0x2F14,

  ART_DRAWING = 0xF002,
  ART_GROUP = 0xF003,
  ART_SHAPE = 0xF004,
  ART_GROUP_SHAPE_ATOM = 0xF009, /* FSPGR */
  ART_SHAPE_ATOM = 0xF00A,       /* FSP */
  ART_PROPERTIES = 0xF00B,       /* FOPT */
  ART_CLIENT_TEXT_BOX = 0xF00D,
  ART_CHILD_ANCHOR = 0xF00F,
  ART_CLIENT_ANCHOR = 0xF010,
  ART_CLIENT_DATA = 0xF011,
  ART_SECONDARY_PROPERTIES = 0xF121,
  ART_TERTIARY_PROPERTIES = 0xF122,
};

/* Takes the first record off `rest`. FALSE where there is none. The data of a record that says to be longer than what
 * holds it is cut there. */
gboolean ppt_record_next(Bytes *rest, PptRecord *record);

/* The first record of that type among those of `bytes`, not within them. */
gboolean ppt_record_find(Bytes bytes, guint16 type, PptRecord *record);
/* The same of that instance. */
gboolean ppt_record_find_instance(Bytes bytes, guint16 type, guint16 instance, PptRecord *record);

/* UTF-16LE to valid UTF-8, up to the first NUL; caller frees. */
char *ppt_string(Bytes bytes);

/* The string (CString) of that instance among the records of `bytes`, or NULL; caller frees. */
char *ppt_find_string(Bytes bytes, guint16 instance);
