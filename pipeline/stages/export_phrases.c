/* The phrases, as a table: a new face is a new row. All in lower case; a line matches by its beginning. */
#include "pipeline/stages/export_phrases.h"

#include <string.h>

static const struct {
  ExportPhrase phrase;
  const char *text;
} phrases[] = {
    {PHRASE_LOADING, "presentasjon lastes"},
    {PHRASE_LOADING, "presentasjonen lastes"},
    {PHRASE_LOADING, "laster presentasjon"},
    {PHRASE_LOADING, "presentation laddar"},
    {PHRASE_LOADING, "presentationen laddas"},
    {PHRASE_LOADING, "presentation laddas"},
    {PHRASE_LOADING, "laddar presentation"},
    {PHRASE_LOADING, "præsentation er lastning"},
    {PHRASE_LOADING, "præsentationen indlæses"},
    {PHRASE_LOADING, "præsentation indlæses"},
    {PHRASE_LOADING, "indlæser præsentation"},
    {PHRASE_LOADING, "esittely latautuu"},
    {PHRASE_LOADING, "esitys latautuu"},
    {PHRASE_LOADING, "esitystä ladataan"},
    {PHRASE_LOADING, "presentation is loading"},
    {PHRASE_LOADING, "loading presentation"},
    {PHRASE_LOADING, "die präsentation wird geladen"},
    {PHRASE_LOADING, "bitte warten"},
    {PHRASE_LOADING, "vennligst vent"},
    {PHRASE_LOADING, "vent venligst"},
    {PHRASE_LOADING, "vänligen vänta"},
    {PHRASE_LOADING, "var god vänta"},
    {PHRASE_LOADING, "ole hyvä ja odota"},
    {PHRASE_LOADING, "odota, ole hyvä"},
    {PHRASE_SIMILAR, "liknende presentasjoner"},
    {PHRASE_SIMILAR, "lignende presentasjoner"},
    {PHRASE_SIMILAR, "relaterte presentasjoner"},
    {PHRASE_SIMILAR, "liknande presentationer"},
    {PHRASE_SIMILAR, "relaterade presentationer"},
    {PHRASE_SIMILAR, "lignende præsentationer"},
    {PHRASE_SIMILAR, "relaterede præsentationer"},
    {PHRASE_SIMILAR, "samankaltaiset esitykset"},
    {PHRASE_SIMILAR, "vastaavat esitykset"},
    {PHRASE_SIMILAR, "similar presentations"},
    {PHRASE_SIMILAR, "related presentations"},
    {PHRASE_SIMILAR, "ähnliche präsentationen"},
    {PHRASE_SIMILAR, "ähnliche dokumente"},
    {PHRASE_SIMILAR, "relevanta dokument"},
    {PHRASE_SIMILAR, "similar documents"},
    {PHRASE_SIMILAR, "related documents"},
    {PHRASE_SIMILAR, "samankaltaiset asiakirjat"},
    {PHRASE_SIMILAR, "liknende dokumenter"},
    {PHRASE_SIMILAR, "like dokumenter"},
    {PHRASE_SIMILAR, "liknande dokument"},
    {PHRASE_SIMILAR, "relaterade dokument"},
    {PHRASE_SIMILAR, "relaterede dokumenter"},
    {PHRASE_DOWNLOAD, "laste ned ppt"},
    {PHRASE_DOWNLOAD, "last ned ppt"},
    {PHRASE_DOWNLOAD, "laste ned presentasjon"},
    {PHRASE_DOWNLOAD, "last ned presentasjon"},
    {PHRASE_DOWNLOAD, "ladda ner ppt"},
    {PHRASE_DOWNLOAD, "ladda ned ppt"},
    {PHRASE_DOWNLOAD, "ladda ner presentation"},
    {PHRASE_DOWNLOAD, "hent ppt"},
    {PHRASE_DOWNLOAD, "download ppt"},
    {PHRASE_DOWNLOAD, "hent præsentation"},
    {PHRASE_DOWNLOAD, "download præsentation"},
    {PHRASE_DOWNLOAD, "download presentation"},
    {PHRASE_DOWNLOAD, "lataa ppt"},
    {PHRASE_DOWNLOAD, "lataa esitys"},
    {PHRASE_DOWNLOAD, "präsentation herunterladen"},
    {PHRASE_DOWNLOAD, "herunterladen ppt"},
    {PHRASE_DOWNLOAD, "download \""},
    {PHRASE_ADVERTISING, "annonser fra google"},
    {PHRASE_ADVERTISING, "annonser från google"},
    {PHRASE_ADVERTISING, "annoncer fra google"},
    {PHRASE_ADVERTISING, "reklamer fra google"},
    {PHRASE_ADVERTISING, "google-mainokset"},
    {PHRASE_ADVERTISING, "googlen mainokset"},
    {PHRASE_ADVERTISING, "mainokset googlelta"},
    {PHRASE_ADVERTISING, "ads by google"},
    {PHRASE_ADVERTISING, "google-anzeigen"},
    {PHRASE_PUBLISHED, "publisert av"},
    {PHRASE_PUBLISHED, "publicerades av"},
    {PHRASE_PUBLISHED, "publicerad av"},
    {PHRASE_PUBLISHED, "offentliggjort af"},
    {PHRASE_PUBLISHED, "udgivet af"},
    {PHRASE_PUBLISHED, "julkaissut"},
    {PHRASE_PUBLISHED, "veröffentlicht von"},
    {PHRASE_PUBLISHED, "published by"},
    {PHRASE_OF_LISTS, "successfully reported this slideshow"},
    {PHRASE_OF_LISTS, "flash player 9 (or above) is needed to view presentations"},
    {PHRASE_OF_LISTS, "upcoming slideshare"},
    {PHRASE_OF_LISTS, "slideshare uses cookies"},
    {PHRASE_OF_LISTS, "views on slideshare"},
    {PHRASE_OF_LISTS, "public clipboards featuring this slide"},
    {PHRASE_OF_LISTS, "no public clipboards found for this slide"},
    {PHRASE_OF_LISTS, "slideshows for you"},
    {PHRASE_MORE, "more from "},
    {PHRASE_MORE, "more related content"},
    {PHRASE_MORE, "similar to "},
    {PHRASE_MORE, "viewers also liked"},
    {PHRASE_MORE, "what's hot"},
    {PHRASE_MORE, "recommended"},
    {PHRASE_MORE, "related"},
};

/* Parts of words that name a presentation, and that name its transcript. */
static const char *const presentation_stems[] = {"presenta", "præsenta", "präsenta", "esity",
                                                 "esitt",    "prezent",  "kynning",  "ppt"};
static const char *const transcript_stems[] = {"utskrift", "avskrift", "udskrift",        "transkri",
                                               "transcri", "litter",   "puhtaaksikirjoit"};

static const char *const quotes[] = {"\"", "“", "”", "„", "«", "»", "‟"};

ExportPhrase export_phrase(TextSpan line) {
  line = span_trim(line);
  if (line.length == 0 || line.length > 600)
    return PHRASE_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++) {
    gsize length = span_starts_with_nocase(line, phrases[i].text);
    if (length == 0 || (phrases[i].phrase == PHRASE_MORE && length < line.length && line.start[length - 1] != ' '))
      continue;
    /* A phrase that begins a longer sentence is somebody's sentence; only a download line names its subject. */
    if (line.length - length <= 60 || phrases[i].phrase == PHRASE_DOWNLOAD)
      return phrases[i].phrase;
  }
  return PHRASE_NONE;
}

static gsize quote_at(TextSpan text) {
  for (gsize i = 0; i < G_N_ELEMENTS(quotes); i++)
    if (span_starts_with(text, quotes[i]))
      return strlen(quotes[i]);
  return 0;
}

/* A quote or the first byte of one: lets the search step over the rest quickly. */
static gsize find_quote(TextSpan text, gsize from, gsize *length) {
  for (gsize i = from; i < text.length; i++) {
    if (text.start[i] != '"' && (guint8)text.start[i] != 0xE2 && (guint8)text.start[i] != 0xC2)
      continue;
    *length = quote_at(span_skip(text, i));
    if (*length > 0)
      return i;
  }
  return text.length;
}

gboolean export_quoted(TextSpan text, TextSpan *quoted) {
  gsize length = 0, last = 0, last_length;
  gsize first = find_quote(text, 0, &length);
  if (first == text.length)
    return FALSE;
  for (gsize at = first + length; (at = find_quote(text, at, &last_length)) < text.length; at += last_length)
    last = at;
  if (last <= first + length)
    return FALSE;
  *quoted = span_trim((TextSpan){text.start + first + length, last - first - length});
  return quoted->length > 0;
}

static gboolean has_stem(TextSpan text, const char *const *stems, gsize count) {
  for (gsize i = 0; i < count; i++)
    if (span_contains_nocase(text, stems[i]))
      return TRUE;
  return FALSE;
}

/* Bytes of a dash at the start, or 0. */
static gsize dash_at(TextSpan text) {
  static const char *const dashes[] = {"—", "–", "―", "-"};
  for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++)
    if (span_starts_with(text, dashes[i]))
      return strlen(dashes[i]);
  return 0;
}

/* Where the last dash stands; text.length where there is none. */
static gsize last_dash(TextSpan text) {
  for (gsize i = text.length; i-- > 0;)
    if (dash_at(span_skip(text, i)) > 0)
      return i;
  return text.length;
}

gboolean export_marker_parse(TextSpan paragraph, ExportMarker *marker) {
  TextSpan text = span_trim(paragraph);
  const char *colon = memchr(text.start, ':', MIN(text.length, 80));
  if (!colon || text.length > 800)
    return FALSE;
  TextSpan lead = {text.start, (gsize)(colon - text.start)};
  TextSpan rest = span_trim(span_skip(text, lead.length + 1));
  gsize dash = last_dash(rest);
  if (dash == rest.length || dash == 0)
    return FALSE;
  TextSpan subject = span_trim((TextSpan){rest.start, dash});
  TextSpan trail = span_skip(rest, dash);
  while (dash_at(trail) > 0)
    trail = span_trim(span_skip(trail, dash_at(trail)));
  TextSpan quoted;
  gboolean is_quoted = quote_at(subject) > 0 && export_quoted(subject, &quoted) &&
                       quoted.start + quoted.length + 3 >= subject.start + subject.length;
  ExportMarker found = {.subject = is_quoted ? quoted : subject, .colon = span_last_char(trail) == ':'};
  gboolean before = has_stem(lead, presentation_stems, G_N_ELEMENTS(presentation_stems));
  gboolean after = has_stem(trail, presentation_stems, G_N_ELEMENTS(presentation_stems));
  found.presentation = before || after;
  found.twice = before && after;
  found.known = has_stem(trail, transcript_stems, G_N_ELEMENTS(transcript_stems));
  if (subject.length == 0 || span_letters(lead) < 3 || span_letters(trail) < 5 || span_characters(trail) > 80)
    return FALSE;
  if (!is_quoted && !(found.known && found.presentation))
    return FALSE;
  *marker = found;
  return TRUE;
}

gboolean export_is_transcript_word(TextSpan line) {
  line = span_trim(line);
  if (line.length > 0 && line.start[line.length - 1] == ':')
    line.length--;
  return line.length < 24 && !span_has_char(line, ' ') &&
         has_stem(line, transcript_stems, G_N_ELEMENTS(transcript_stems));
}

/* What stands before "- Presentation Transcript" at the line's end; empty where that does not end it. */
static TextSpan before_transcript(TextSpan line) {
  static const char *const tails[] = {"presentation transcript", "transcript"};
  for (gsize i = 0; i < G_N_ELEMENTS(tails); i++) {
    gsize length = strlen(tails[i]);
    if (line.length <= length || !span_starts_with_nocase(span_skip(line, line.length - length), tails[i]))
      continue;
    TextSpan before = span_trim((TextSpan){line.start, line.length - length});
    gsize dash = last_dash(before);
    return dash < before.length && dash + dash_at(span_skip(before, dash)) == before.length
               ? span_trim((TextSpan){before.start, dash})
               : (TextSpan){line.start, 0};
  }
  return (TextSpan){line.start, 0};
}

gboolean export_list_marker(TextSpan line, TextSpan *subject, gboolean *sure) {
  line = span_trim(line);
  if (span_characters(line) > 300)
    return FALSE;
  gsize of = span_starts_with_nocase(line, "transcript of ");
  TextSpan found = of > 0 ? span_trim(span_skip(line, of)) : before_transcript(line);
  if (span_letters(found) < 3)
    return FALSE;
  *subject = found;
  *sure = of == 0 && span_contains_nocase(span_skip(line, found.length), "presentation");
  return TRUE;
}

gboolean export_is_notes_line(TextSpan line) {
  static const char *const lines[] = {"editor's notes", "editor’s notes", "speaker notes", "notes on slide"};
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
    if (span_equal_nocase(span_trim(line), span_of(lines[i])))
      return TRUE;
  return FALSE;
}
