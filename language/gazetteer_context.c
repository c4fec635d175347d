/* Names by their surroundings. Only the few words around a name that the gazetteer knows are looked at. */
#include "language/gazetteer_context.h"

#include "language/utf8.h"

#include <string.h>

#define WORD_BYTES 40
#define GAP_BYTES 6

/* --- words ----------------------------------------------------------------------------------------------------- */

/* Letters and digits; of others than ASCII all but the blocks of signs (U+0080-U+00BF, U+2000-U+3FFF). */
static gboolean is_letter(guint8 lead) {
  return lead < 0x80 ? g_ascii_isalnum(lead) : (lead >= 0xC3 && lead != 0xE2 && lead != 0xE3 && lead < 0xEF);
}

static gsize step(const GazetteerText *text, gsize at) {
  guint size;
  utf8_read(text->text + at, text->text + text->length, &size);
  return size;
}

static gsize skip_word(const GazetteerText *text, gsize at) {
  while (at < text->length) {
    guint8 byte = (guint8)text->text[at];
    if (byte < 0x80 ? !g_ascii_isalnum(byte) : !is_letter(byte))
      break;
    at += byte < 0x80 ? 1 : step(text, at);
  }
  return at;
}

static gboolean is_capital(const GazetteerText *text, gsize at) {
  guint8 byte = (guint8)text->text[at];
  if (byte < 0x80)
    return g_ascii_isupper(byte);
  guint size;
  gunichar c = utf8_read(text->text + at, text->text + text->length, &size);
  return c != UTF8_INVALID && g_unichar_isupper(c);
}

gboolean gazetteer_capital_after(const GazetteerText *text, gsize at, GazetteerWord *word) {
  while (at < text->length) {
    if (!is_letter((guint8)text->text[at])) {
      at += (guint8)text->text[at] < 0x80 ? 1 : step(text, at);
      continue;
    }
    gsize end = skip_word(text, at);
    if (end == at)
      end += step(text, at);
    if (is_capital(text, at)) {
      *word = (GazetteerWord){at, end};
      return TRUE;
    }
    at = end;
  }
  return FALSE;
}

gboolean gazetteer_word_after(const GazetteerText *text, gsize at, GazetteerWord *word) {
  for (gsize gap = at; at < text->length && at - gap <= GAP_BYTES; at += step(text, at))
    if (is_letter((guint8)text->text[at])) {
      *word = (GazetteerWord){at, skip_word(text, at)};
      return word->end > at;
    }
  return FALSE;
}

/* The start of the code point before `at`. */
static gsize step_back(const GazetteerText *text, gsize at) {
  gsize start = at - 1;
  while (start > 0 && at - start < 4 && utf8_is_trail((guint8)text->text[start]))
    start--;
  return start;
}

gboolean gazetteer_word_before(const GazetteerText *text, gsize at, GazetteerWord *word) {
  gsize end = at;
  while (end > 0 && at - end <= GAP_BYTES && !is_letter((guint8)text->text[step_back(text, end)]))
    end = step_back(text, end);
  gsize start = end;
  while (start > 0 && end - start <= WORD_BYTES && is_letter((guint8)text->text[step_back(text, start)]))
    start = step_back(text, start);
  *word = (GazetteerWord){start, end};
  return start < end && end - start <= WORD_BYTES;
}

GazetteerGap gazetteer_gap(const GazetteerText *text, gsize start, gsize end) {
  guint lines = 0, lists = 0, hyphens = 0, spaces = 0;
  for (gsize i = start; i < end; i++) {
    char c = text->text[i];
    if (c == ' ')
      spaces++;
    else if (c == '\xC2' && i + 1 < end && text->text[i + 1] == '\xA0')
      i++, spaces++;
    else if (c == '\n')
      lines++;
    else if (c == ',' || c == '/')
      lists++;
    else if (c == '-')
      hyphens++;
    else
      return GAZETTEER_GAP_OTHER;
  }
  if (lists)
    return lists == 1 && !hyphens && lines < 2 ? GAZETTEER_GAP_LIST : GAZETTEER_GAP_OTHER;
  if (hyphens)
    return hyphens == 1 && !spaces && !lines ? GAZETTEER_GAP_HYPHEN : GAZETTEER_GAP_OTHER;
  return lines > 1 ? GAZETTEER_GAP_OTHER : lines ? GAZETTEER_GAP_LINE : GAZETTEER_GAP_SPACE;
}

/* --- classes of words ------------------------------------------------------------------------------------------ */

typedef enum {
  NO_CLASS,
  MUNICIPALITY,
  COUNTY,
  REGION,       /* before the name */
  ORGANISATION, /* after the name, or before it with or without a preposition */
  PREPOSITION,
  CONJUNCTION,
  PLACE /* of a town: does not make a name of the genitive before it */
} WordClass;

static const struct {
  WordClass class;
  const char *words;
} classes[] = {
    {MUNICIPALITY,
     "herad herads kommun kommuns kommunen kommuner kommuners kommunerna kommune kommunes kommunen kommuner kommunar "
     "kommunane "
     "kommunene kommunerne stad stads städer kommunalråd kommunstyrelse kommunstyrelsen kommunfullmäktige "
     "kommunestyre kommunestyret bykommune byråd bystyre ordfører ordførar borgmester municipality kommuna "
     "kommunala kommunale storkommune borgarråd kommundirektör kommunedirektør kommunedirektør rådmann"},
    {COUNTY,
     "län läns länet fylke fylkes fylket fylkeskommune fylkeskommunes fylkeskommunen landsting landstings amt amts "
     "fylker fylka county fylkesting fylkestinget regionråd"},
    {REGION, "region regionen landstinget landsting regionerna regionen"},
    {ORGANISATION,
     "universitet universitets universitetet universitetets universitetssjukhus universitetssykehus "
     "universitetshospital "
     "universitetsbibliotek högskola högskolas högskolan högskole høgskole høgskolen høgskule høgskulen høyskole "
     "høyskolen højskole länsstyrelse länsstyrelsen länsstyrelser länsstyrelserna tingsrätt tingsrätten tingrett "
     "tingsrett förvaltningsrätt hovrätt kammarrätt lagmannsrett stift bispedømme bispedömme fylkesmann fylkesmannen "
     "fylkesmannens fylkesmannsembetet statsforvalter statsforvalteren statsforvaltaren statsforvalterens "
     "länsstyrelsens museum länsmuseum museet energi kraft kraftvärme dagblad tidning tidningar posten allehanda "
     "nyheter avis tidende folkeblad handelskammare handelskammer handelskammaren nation nations opera symfoniorkester "
     "filharmoniske ff if ik bk fk fc gk il ab as asa bank sparbank sparebank politi politidistrikt domkyrka "
     "tekniska tekniske university college institute institutt universitetslasarett lokaltrafik trafik bostäder "
     "fastigheter bostad folkhögskola folkehøgskole hamn havn lufthavn vatten renhållning airport teater stadsteater"},
    {PREPOSITION,
     "i från fra frå til till på in from at utanför utenfor utanfor kring rundt runt mellan mellom nær nära ved vid "
     "genom gjennom gennem inom inomkring omkring norr söder öster väster nord sør øst vest ved inde to near hos mot "
     "fram mellem"},
    {CONJUNCTION, "och og samt and eller men både både även også också när där da når hvor som"},
    {PLACE, "central centralstation centralen c slott stadshus stadshuset rådhus rådhuset rådhus konserthus kommunhus "
            "kommunhuset bibliotek stadsbibliotek resecentrum domkyrkoplan torg station konferens hotell"},
};

/* Lower-cases a word of ASCII and Latin-1; FALSE for one that is too long for any class. */
static gboolean lower_word(const GazetteerText *text, const GazetteerWord *word, char lower[WORD_BYTES + 1]) {
  gsize length = word->end - word->start;
  if (length > WORD_BYTES)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    guint8 c = (guint8)text->text[word->start + i];
    gboolean latin1 = i > 0 && (guint8)text->text[word->start + i - 1] == 0xC3;
    lower[i] = (char)(latin1 && c >= 0x80 && c <= 0x9E ? c + 0x20 : c < 0x80 ? (guint8)g_ascii_tolower((char)c) : c);
  }
  lower[length] = '\0';
  return TRUE;
}

static WordClass class_of(const GazetteerText *text, const GazetteerWord *word) {
  static GHashTable *table;
  if (g_once_init_enter(&table)) {
    GHashTable *loaded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
      g_auto(GStrv) words = g_strsplit(classes[i].words, " ", -1);
      for (char **one = words; *one; one++)
        g_hash_table_insert(loaded, g_strdup(*one), GUINT_TO_POINTER(classes[i].class));
    }
    g_once_init_leave(&table, loaded);
  }
  char lower[WORD_BYTES + 1];
  return lower_word(text, word, lower) ? GPOINTER_TO_UINT(g_hash_table_lookup(table, lower)) : NO_CLASS;
}

/* --- judging --------------------------------------------------------------------------------------------------- */

typedef struct {
  gboolean near; /* parted by nothing but a space or a line end */
  gboolean capital;
  WordClass class;
  GazetteerWord word;
} Neighbour;

static Neighbour look_after(const GazetteerText *text, gsize end) {
  Neighbour next = {0};
  if (!gazetteer_word_after(text, end, &next.word))
    return next;
  GazetteerGap gap = gazetteer_gap(text, end, next.word.start);
  next.capital = is_capital(text, next.word.start);
  /* The line after may be another thing: a cell, an item. */
  next.near = next.word.start > end && (gap == GAZETTEER_GAP_SPACE || (gap == GAZETTEER_GAP_LINE && !next.capital));
  next.class = next.near ? class_of(text, &next.word) : NO_CLASS;
  return next;
}

static Neighbour look_before(const GazetteerText *text, gsize start) {
  Neighbour previous = {0};
  if (!gazetteer_word_before(text, start, &previous.word))
    return previous;
  GazetteerGap gap = gazetteer_gap(text, previous.word.end, start);
  previous.capital = is_capital(text, previous.word.start);
  previous.class = class_of(text, &previous.word);
  gboolean open = previous.class == PREPOSITION;
  previous.near = previous.word.end < start && (gap == GAZETTEER_GAP_SPACE || (gap == GAZETTEER_GAP_LINE && open));
  if (!previous.near)
    previous.class = NO_CLASS;
  return previous;
}

/* Whether the name is cut out of an address or a longer word. */
static gboolean is_torn(const GazetteerText *text, gsize start, gsize end) {
  if (start > 0 && strchr("@._&#", text->text[start - 1]))
    return TRUE;
  if (start > 1 && text->text[start - 1] == '-' && is_letter((guint8)text->text[step_back(text, start - 1)]))
    return !is_capital(text, step_back(text, start - 1)) && !g_ascii_isdigit(text->text[start - 2]);
  if (end >= text->length)
    return FALSE;
  if (text->text[end] == '@' || text->text[end] == '_')
    return TRUE;
  gboolean joined = text->text[end] == '-' || text->text[end] == '.' || text->text[end] == ':';
  return joined && end + 1 < text->length && is_letter((guint8)text->text[end + 1]) && !is_capital(text, end + 1);
}

static gboolean is_organisation(const GazetteerText *text, const Neighbour *previous, const Neighbour *next,
                                gboolean genitive) {
  if (next->class == ORGANISATION || previous->class == ORGANISATION)
    return TRUE;
  if (genitive && next->near && next->capital && next->class == NO_CLASS)
    return TRUE;
  GazetteerWord before;
  if (!previous->near || !gazetteer_word_before(text, previous->word.start, &before) ||
      gazetteer_gap(text, before.end, previous->word.start) > GAZETTEER_GAP_LINE)
    return FALSE;
  char lower[WORD_BYTES + 1];
  gboolean joins = lower_word(text, &previous->word, lower) &&
                   (previous->class == PREPOSITION || !strcmp(lower, "of") || !strcmp(lower, "för"));
  if (!joins || class_of(text, &before) != ORGANISATION || !lower_word(text, &before, lower))
    return FALSE;
  /* "Universitetet i Bergen" is a name, "ett universitet i Bergen" is not. */
  return g_str_has_suffix(lower, "et") ? !g_str_has_suffix(lower, "universitet") || !strcmp(lower, "universitetet")
                                       : g_str_has_suffix(lower, "en") || g_str_has_suffix(lower, "an") ||
                                             g_str_has_suffix(lower, "na") || !strcmp(lower, "university");
}

/* Whether only ", ", "/" or a conjunction parts two names. */
static gboolean is_listed(const GazetteerText *text, gsize end, gsize start, gboolean *conjunction) {
  if (start < end || start - end > 12)
    return FALSE;
  GazetteerWord word = {0};
  *conjunction = FALSE;
  if (!gazetteer_word_after(text, end, &word))
    return FALSE;
  if (word.start == start)
    return gazetteer_gap(text, end, start) == GAZETTEER_GAP_LIST;
  *conjunction = class_of(text, &word) == CONJUNCTION;
  return *conjunction && word.end < start && gazetteer_gap(text, end, word.start) <= GAZETTEER_GAP_LIST &&
         gazetteer_gap(text, word.end, start) <= GAZETTEER_GAP_LINE;
}

static gboolean is_shouted(const GazetteerText *text, const GazetteerMatch *match) {
  gsize second = match->start + step(text, match->start);
  return second < match->name_end && is_capital(text, second);
}

static gboolean is_level(WordClass class) {
  return class == MUNICIPALITY || class == COUNTY;
}

/* What the neighbours say of the level, and the range with them. */
static void read_level(GazetteerMatch *match, const Neighbour *previous, const Neighbour *next) {
  if (is_level(next->class)) {
    match->has_level = TRUE;
    match->level = next->class == COUNTY ? GAZETTEER_COUNTY : GAZETTEER_MUNICIPALITY;
    match->end = next->word.end;
  } else if (previous->class == REGION) {
    match->has_level = match->region = TRUE;
    match->level = GAZETTEER_COUNTY;
    match->start = previous->word.start;
  } else if (previous->class == MUNICIPALITY) {
    match->has_level = TRUE;
    match->level = GAZETTEER_MUNICIPALITY;
  }
  match->sure = match->has_level;
}

void gazetteer_context_init(GazetteerContext *context, const GazetteerText *text, GArray *matches) {
  *context = (GazetteerContext){.text = text, .matches = matches, .first = matches->len};
}

static gboolean is_listed_before(const GazetteerContext *context, gsize start) {
  if (context->matches->len == context->first)
    return FALSE;
  return g_array_index(context->matches, GazetteerMatch, context->matches->len - 1).end == start - 1;
}

gsize gazetteer_context_add(GazetteerContext *context, GazetteerMatch *match, GazetteerDoubt doubt, gboolean genitive) {
  const GazetteerText *text = context->text;
  if (is_torn(text, match->start, match->end))
    return match->end;
  /* A path or an address, unless it goes on a list: "Europe/Stockholm", "Malmö/Lund". */
  if (match->start > 1 && text->text[match->start - 1] == '/' && !is_listed_before(context, match->start))
    return match->end;
  Neighbour previous = look_before(text, match->start), next = look_after(text, match->end);
  read_level(match, &previous, &next);
  gboolean conjunction = FALSE;
  gboolean goes_on = context->refused && is_listed(text, context->refused, match->start, &conjunction) && conjunction;
  if (is_organisation(text, &previous, &next, genitive) || (goes_on && !is_level(next.class))) {
    context->refused = match->end;
    return match->end;
  }
  /* "Per Lund", "Lund Andersson". */
  gboolean person = (previous.near && previous.capital && previous.class == NO_CLASS) ||
                    (next.near && next.capital && next.class == NO_CLASS);
  if (doubt && person && !match->has_level)
    return match->end;
  if (previous.class == PREPOSITION && !(doubt == GAZETTEER_WORD && is_shouted(text, match)))
    match->sure = TRUE;
  match->pending = doubt == GAZETTEER_WORD && !match->sure;
  g_array_append_val(context->matches, *match);
  return match->end;
}

void gazetteer_context_finish(GazetteerContext *context) {
  GArray *matches = context->matches;
  gboolean conjunction;
  for (guint i = context->first + 1; i < matches->len; i++) {
    const GazetteerMatch *last = &g_array_index(matches, GazetteerMatch, i - 1);
    GazetteerMatch *match = &g_array_index(matches, GazetteerMatch, i);
    if (match->pending && !last->pending && is_listed(context->text, last->end, match->start, &conjunction))
      match->pending = FALSE;
  }
  for (guint i = matches->len; i-- > context->first + 1;) {
    const GazetteerMatch *next = &g_array_index(matches, GazetteerMatch, i);
    GazetteerMatch *match = &g_array_index(matches, GazetteerMatch, i - 1);
    if (match->pending && !next->pending && is_listed(context->text, match->end, next->start, &conjunction))
      match->pending = FALSE;
  }
  guint kept = context->first;
  for (guint i = context->first; i < matches->len; i++)
    if (!g_array_index(matches, GazetteerMatch, i).pending)
      g_array_index(matches, GazetteerMatch, kept++) = g_array_index(matches, GazetteerMatch, i);
  g_array_set_size(matches, kept);
}
