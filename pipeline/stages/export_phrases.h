/* The interface phrases of slide-sharing sites, in their language faces. */
#pragma once

#include "pipeline/stages/lines.h"

typedef enum {
  PHRASE_NONE,
  PHRASE_LOADING,
  PHRASE_SIMILAR,
  PHRASE_DOWNLOAD,
  PHRASE_ADVERTISING,
  PHRASE_PUBLISHED,
  PHRASE_OF_LISTS, /* of the sites that list a transcript as "1. ... 2. ...": "Successfully reported this slideshow." */
  PHRASE_MORE,     /* over other decks, on those sites: common words, which say nothing alone */
} ExportPhrase;

/* Which phrase the line is; PHRASE_NONE for any other line. */
ExportPhrase export_phrase(TextSpan line);

typedef struct {
  TextSpan subject;
  gboolean known;        /* bears words that announce a transcript, in one of the known languages */
  gboolean presentation; /* speaks of a presentation */
  gboolean twice;        /* does so before and after the subject, as all known faces do */
  gboolean colon;        /* ends in one, as an announcement does */
} ExportMarker;

/* Reads the line that announces the slides: `Presentasjon om: "SUBJECT"— Utskrift av presentasjonen:`. The shape
 * alone (words, colon, quoted subject, dash, words) will do, so that a face in an unknown language is seen as well. */
gboolean export_marker_parse(TextSpan paragraph, ExportMarker *marker);

/* "SUBJECT - Presentation Transcript", "SUBJECT - Transcript", "Transcript of SUBJECT": the line over a listed
 * transcript. Only the first is sure to be one: meetings have transcripts too. */
gboolean export_list_marker(TextSpan line, TextSpan *subject, gboolean *sure);

/* "Editor's Notes": the line over the notes of a listed transcript. */
gboolean export_is_notes_line(TextSpan line);

/* "Transkript", "Transcript": the whole line, over the pages of a shared document. */
gboolean export_is_transcript_word(TextSpan line);

/* What stands between the first and the last quote of the text: FALSE where there are no two. */
gboolean export_quoted(TextSpan text, TextSpan *quoted);
