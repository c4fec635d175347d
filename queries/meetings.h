/* Meetings, of documents that are about one (notice, programme, minutes) and of those told of in passing: who meets
 * when, where and about what. */
#pragma once

#include "index/reader.h"

typedef struct {
  char *document, *unit; /* public ids; unit: where it is told, NULL where the whole document is about it */
  char *title, *date;    /* date: ISO 8601, of reduced precision or an interval; NULL: not known */
  char *start, *end;     /* "10:00", NULL: not known */
  char *venue, *organiser, *audience, *cost, *registration, *contact; /* as told, or NULL */
  char *path, *url;                                                   /* of the document */
  GPtrArray *items;                                                   /* char*: "10.40 Handbok ...", the programme */
  GPtrArray *contradictions;                                          /* char* */
} Meeting;

void meeting_free(Meeting *meeting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meeting, meeting_free)

typedef struct {
  const char *from, *to; /* ISO 8601 of any precision, both within; NULL: open */
  const char *place;     /* a name, any case: that of a place of the meeting, or words of its venue; NULL: any */
} MeetingsFilter;

/* Meetings by date, those without one last: GPtrArray of Meeting*, freed by the caller. With `from` or `to` those
 * without a date are left out. NULL with *error where the index fails. */
GPtrArray *meetings_read(Reader *reader, const MeetingsFilter *filter, GError **error);
