/* What a told date is the date of, by the words around it, and which date is the document's own. Internal to the stage
 * `dates`. */
#pragma once

#include "document/document.h"
#include "language/dates.h"

typedef enum {
  DATE_ROLE_MENTIONED,
  DATE_ROLE_EVENT,
  DATE_ROLE_DEADLINE,
  DATE_ROLE_PUBLISHED,
  DATE_ROLE_PERIOD,
  DATE_ROLE_FUTURE,
} DateRole;

typedef struct {
  ToldDate told;    /* its range lies in `text` */
  const char *text; /* borrowed: of the unit, its heading, or the document's title */
  guint unit;       /* as in Finding */
  FindingField field;
  DateRole role;
  gboolean inferred;   /* the year */
  gboolean far;        /* and only by a heading of another unit */
  gboolean labelled;   /* "Datum:", "Tid:" goes before */
  gboolean clocked;    /* a time of day follows */
  gboolean cued;       /* words of a meeting stand around */
  guint8 issue;        /* how surely it says when the document came out, DATE_ISSUE_... */
  gboolean furniture;  /* of the page, outside its units */
  gboolean copyright;  /* of a copyright line */
  gboolean short_line; /* the line is no sentence: a heading, a signature, a cell */
  gboolean alone;      /* the line holds little else */
} DateMention;

/* Ranks of a date of role `published`: what says that the document came out goes before what says that it was decided
 * on, and that before the date of its last change. */
enum { DATE_ISSUE_NONE, DATE_ISSUE_UPLOADED, DATE_ISSUE_CHANGED, DATE_ISSUE_DECIDED, DATE_ISSUE_PUBLISHED };

const char *date_role_name(DateRole role);

/* Sets the role and the flags after it from the words of the line and the sentence. */
void date_mention_judge(DateMention *mention);

/* The mention that tells when the document's meeting or talk is or was, or NULL; it may lack its year. Borrowed. */
DateMention *date_find_event(const Document *document, const GArray *mentions);

/* Joins the two ends of "18. oktober kl. 11 – 19. oktober 2016" to one mention. */
void dates_join_spans(GArray *mentions);

/* The whole of an event of several days, in *whole, where `event` tells but one of them: an interval told elsewhere, a
 * list of days, days told in the headings of a programme. FALSE, and the event itself, where it is one day. */
gboolean date_event_whole(const GArray *mentions, const DateMention *event, DateMention *whole);

/* Sets the document's date and its evidence from the event (may be NULL), from what says when it was published, from
 * the title page or signature of a guide or report, or else from the file's own metadata; adds the finding of the
 * latter. Leaves alone a date that is set. */
void date_choose(Document *document, const GArray *mentions, const DateMention *event);
