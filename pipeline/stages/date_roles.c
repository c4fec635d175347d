/* Roles of dates: cues in the clause before a date, the nearest one first, then in the clause after it. */
#include "pipeline/stages/date_roles.h"

#include <string.h>

#define CLAUSE 120     /* bytes looked at on either side */
#define LABEL_BYTES 30 /* of a line that is the label of the next one */
#define SHORT_LINE 110
#define ALONE 40 /* bytes beside the date on a line that is its own */

typedef struct {
  DateRole role;
  const char *words; /* parted by '|'; lower case; a space is the border of a word */
} Cues;

static const Cues before[] = {
    {DATE_ROLE_DEADLINE,
     " senast | seinast | senest |deadline|frist | fristen |sista dag| sista anmälningsdag| siste dag|anmälan|anmäl "
     "dig|"
     "anmälningstid|påmelding|meld deg på|meld dykk på|tilmeld|svarsdatum| osa | o s a | svara före | innen | innan "
     "den | no later than | not later than | register by | registration | ansök |ansökningar"},
    {DATE_ROLE_PUBLISHED,
     "publicera|publisert|publiceret|offentliggjort|uppdatera|oppdatert|opdateret| endret | sist endra | ändrad "
     "|granskad|kontrollera|gjennomgått|gjennomgang"
     "|published| updated | last modified | last reviewed | utgiven | utgivning|utgivelse| utgitt | udgivet | tryckt |"
     " trykt | lagt ut | lagt ud | utlagd | skapad |opprettet|oprettet| reviderad | revidert | revideret | omarbet|"
     " upplagan | upplaga | opplag | utgåva | utgave | utgåve | udgave | edition |uppladdad|lastet opp|lasta opp|"
     "uploadet|uploaded|beslutad av|beslutad den|fastställd|vedtatt av|vedteken av|"
     " utskriftsdatum | skrevet den | daterad | datert "},
    {DATE_ROLE_EVENT,
     "välkommen till|välkomna till|velkommen til|velkomen til|welcome to|bjuder in|inbjud|inviter|äger rum|finner sted|"
     "finn stad| hålls | hölls | holdes | blir holdt | ble holdt |arrangera|arrangeres|arrangerte|anordna| møte |"
     "møtet |møter | möte |mötet |nätverksmöte|nettverksmøte|sammanträde|seminarium|seminariet|seminar |konferens|"
     "konferanse|conference|workshop| kurs |kursdag|webinar|samling|träff |träffen |temadag|fagdag|studiebesök| held "},
    {DATE_ROLE_FUTURE, " kommer | ska | skal | skall | vil | will | planeras |planlegges|planlagt|planeret"},
};

/* The same words by how surely they say when the document came out. */
static const struct {
  guint8 issue;
  const char *words;
} issues[] = {
    {DATE_ISSUE_PUBLISHED,
     "publicera|publisert|publiceret|offentliggjort|published| utgiven | utgivning|utgivelse| utgitt | udgivet | "
     "tryckt "
     "| trykt | lagt ut | lagt ud | utlagd | reviderad | revidert | revideret | omarbet| upplagan | upplaga | opplag | "
     "utgåva | utgave | utgåve | udgave | edition "},
    {DATE_ISSUE_DECIDED, "beslutad av|beslutad den|fastställd|vedtatt av|vedteken av| daterad | datert | skrevet den "},
    {DATE_ISSUE_CHANGED,
     "uppdatera|oppdatert|opdateret| endret | sist endra | ändrad |granskad|kontrollera|gjennomgått|gjennomgang| "
     "updated | last modified | last reviewed "},
    {DATE_ISSUE_UPLOADED,
     "uppladdad|lastet opp|lasta opp|uploadet|uploaded| skapad |opprettet|oprettet| utskriftsdatum "},
};
#define NEAR_CUE 48 /* bytes between such a word and the date, where the line is a sentence */
/* What a sentence says was changed is seldom the document ("§ 7 ble endret og gjelder fra 1. januar"), unless the date
 * follows at once ("Sidan uppdaterades den 5 maj"). */
#define NEAR_CHANGED 20

static const Cues after[] = {
    {DATE_ROLE_DEADLINE, " sista dag| siste frist| siste dag| är sista| er frist| last day"},
    {DATE_ROLE_EVENT, " hölls | hålls | holdes | arrangera| arrangere|äger rum|finner sted| anordnade | samlades | "
                      "samlet | träffades | träffas | möttes | møttes | møtest | mødtes | bjuder in |"
                      " inviterer | seminarium| konferens| konferanse"},
    {DATE_ROLE_FUTURE, " kommer | ska | skal | skall | vil | will | planeras |planlegges"},
};

static const char labels[] =
    "|datum|dato|tid|tidpunkt|tidspunkt|tidspunkter|när|når|date|when|time|møtedato|mötesdatum|"
    "sammanträdesdatum|datum och tid|dato og tid|tid och plats|tid og sted|tid og stad|dag|"
    "møtetid|tid og sted|date and time|datum och plats|når og hvor|when and where|";

const char *date_role_name(DateRole role) {
  static const char *const names[] = {"mentioned", "event", "deadline", "published", "period", "future"};
  return names[role];
}

/* --- the clause ------------------------------------------------------------------------------------------------ */

/* Appends text in lower case, with one space for whatever is no letter or digit. */
static void append_plain(GString *out, const char *p, const char *end) {
  while (p < end) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c))
      g_string_append_unichar(out, g_unichar_tolower(c));
    else if (out->len == 0 || out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
    p = g_utf8_next_char(p);
  }
}

static gboolean ends_sentence(const char *p, const char *end) {
  return (*p == '!' || *p == '?' || *p == ';' || *p == '.') && p + 1 < end && p[1] == ' ' && p + 2 < end &&
         !g_ascii_islower(p[2]) && !g_ascii_isdigit(p[2]);
}

static const char *line_begin(const char *text, const char *p) {
  while (p > text && p[-1] != '\n')
    p--;
  return p;
}

/* Where the clause before `p` begins: within the line and sentence, at most CLAUSE bytes. */
static const char *clause_begin(const char *line, const char *p) {
  const char *q = p;
  while (q > line && p - q < CLAUSE && !(q < p && ends_sentence(q - 1, p)))
    q--;
  while (q < p && ((guchar)*q & 0xC0) == 0x80)
    q++;
  return q;
}

static const char *clause_end(const char *p) {
  const char *q = p;
  for (; *q && *q != '\n' && q - p < CLAUSE; q++)
    if ((*q == '.' || *q == '!' || *q == '?') && (q[1] == ' ' || !q[1]))
      break;
  while (((guchar)*q & 0xC0) == 0x80)
    q--;
  return q;
}

/* The last (or first) place of any of the words in `plain`; -1 where there is none. */
static gssize find_cue(const char *plain, const char *words, gboolean last) {
  gssize found = -1;
  for (const char *word = words; *word;) {
    gsize length = strcspn(word, "|");
    char cue[64];
    g_strlcpy(cue, word, MIN(length + 1, sizeof cue));
    const char *at = last ? g_strrstr(plain, cue) : strstr(plain, cue);
    if (at && (found < 0 || (last ? at - plain > found : at - plain < found)))
      found = at - plain;
    word += length + (word[length] == '|');
  }
  return found;
}

/* The role whose cue is nearest; FALSE where there is none. */
static gboolean role_of(const char *plain, const Cues *cues, gsize count, gboolean last, DateRole *role) {
  gssize best = -1;
  for (gsize i = 0; i < count; i++) {
    gssize at = find_cue(plain, cues[i].words, last);
    if (at >= 0 && (best < 0 || (last ? at > best : at < best))) {
      best = at;
      *role = cues[i].role;
    }
  }
  return best >= 0;
}

/* --- the line -------------------------------------------------------------------------------------------------- */

/* Whether a piece of text is a label for the date of a meeting. */
static gboolean is_label(const char *start, const char *end) {
  g_autoptr(GString) plain = g_string_new("|");
  if (end - start > LABEL_BYTES)
    return FALSE;
  append_plain(plain, start, end);
  while (plain->len > 1 && plain->str[plain->len - 1] == ' ')
    g_string_truncate(plain, plain->len - 1);
  if (plain->len > 1 && plain->str[1] == ' ')
    g_string_erase(plain, 1, 1);
  g_string_append_c(plain, '|');
  return plain->len > 3 && strstr(labels, plain->str);
}

/* The end of the line before `line`, empty ones left out. */
static const char *previous_end(const char *text, const char *line) {
  while (line > text && g_ascii_isspace(line[-1]))
    line--;
  return line;
}

static gboolean follows_label(const char *text, const char *line, const char *p) {
  const char *colon = line;
  while (colon < p && *colon != ':' && *colon != '\t')
    colon++;
  if (is_label(line, colon) && colon < p)
    return TRUE;
  if (is_label(line, p)) /* "Datum 25 september" */
    return TRUE;
  const char *end = previous_end(text, line);
  return p - line < 8 && is_label(line_begin(text, end), end);
}

/* Whether a time of day follows soon, on the line: "kl. 10", "klockan 10:00", "10.00-16.00". */
static gboolean has_clock(const char *p) {
  g_autoptr(GString) plain = g_string_new(" ");
  append_plain(plain, p, clause_end(p));
  if (strstr(plain->str, " kl ") || strstr(plain->str, " klockan ") || strstr(plain->str, " klokka ") ||
      strstr(plain->str, " klokken "))
    return TRUE;
  for (const char *q = p; *q && *q != '\n' && q - p < 30; q++)
    if ((*q == ':' || *q == '.') && q > p && g_ascii_isdigit(q[-1]) && g_ascii_isdigit(q[1]) && g_ascii_isdigit(q[2]) &&
        !g_ascii_isdigit(q[3]))
      return TRUE;
  return FALSE;
}

static void judge_line(DateMention *mention, const char *line, const char *p, const char *end) {
  const char *stop = end;
  while (*stop && *stop != '\n' && stop - end < 2 * SHORT_LINE)
    stop++;
  gsize beside = (gsize)(p - line) + (gsize)(stop - end);
  gboolean sentence = stop > line && strchr(".!?", stop[-1]) && stop > end + 1;
  mention->alone = beside <= ALONE;
  mention->short_line = (gsize)(stop - line) <= SHORT_LINE && !sentence;
  mention->copyright = g_strstr_len(line, p - line, "©") || g_strstr_len(line, p - line, "opyright") ||
                       g_strstr_len(line, p - line, "(c)");
}

static gboolean is_period(const ToldDate *told) {
  return told->interval && (told->precision == DATE_PRECISION_MONTH || told->precision == DATE_PRECISION_YEAR);
}

/* How surely the words before the date, in `plain`, say when the document came out. In a sentence they must stand
 * near: "Rapporten publicerades ... och den 5 maj". */
static guint8 issue_of(const char *plain, const DateMention *mention) {
  gsize length = strlen(plain);
  gssize best = -1;
  guint8 issue = DATE_ISSUE_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS(issues); i++) {
    gssize at = find_cue(plain, issues[i].words, TRUE);
    gsize near = issues[i].issue <= DATE_ISSUE_CHANGED ? NEAR_CHANGED : NEAR_CUE;
    if (at > best && (mention->short_line || mention->furniture || length - (gsize)at <= near)) {
      best = at;
      issue = issues[i].issue;
    }
  }
  return issue;
}

void date_mention_judge(DateMention *mention) {
  const char *text = mention->text, *p = text + mention->told.start, *end = text + mention->told.end;
  const char *line = line_begin(text, p);
  gboolean day = mention->told.precision == DATE_PRECISION_DAY;
  g_autoptr(GString) plain = g_string_new(" ");
  DateRole role = DATE_ROLE_MENTIONED;
  judge_line(mention, line, p, end);
  mention->labelled = day && follows_label(text, line, p);
  mention->clocked = day && has_clock(end);
  const char *begin = clause_begin(line, p);
  const char *previous = previous_end(text, line), *label = line_begin(text, previous);
  if (p - line < 8 && previous - label <= LABEL_BYTES) /* the label stands on a line of its own */
    append_plain(plain, label, previous);
  append_plain(plain, begin, p);
  g_string_append_c(plain, ' ');
  gboolean cued = role_of(plain->str, before, G_N_ELEMENTS(before), TRUE, &role);
  if (cued && role == DATE_ROLE_PUBLISHED)
    mention->issue = issue_of(plain->str, mention);
  if (!cued || (role != DATE_ROLE_DEADLINE && role != DATE_ROLE_PUBLISHED)) {
    DateRole other;
    g_string_assign(plain, " ");
    append_plain(plain, end, clause_end(end));
    g_string_append_c(plain, ' ');
    if (role_of(plain->str, after, G_N_ELEMENTS(after), FALSE, &other) && (!cued || other == DATE_ROLE_DEADLINE)) {
      role = other;
      cued = TRUE;
    }
  }
  mention->cued = cued && role == DATE_ROLE_EVENT;
  if (cued && role == DATE_ROLE_PUBLISHED && mention->told.precision <= DATE_PRECISION_YEAR)
    mention->role = role;
  else if (cued && role == DATE_ROLE_DEADLINE && mention->told.precision <= DATE_PRECISION_MONTH)
    mention->role = role;
  else if (mention->labelled || (day && mention->told.weekday && mention->clocked) || (day && mention->cued))
    mention->role = DATE_ROLE_EVENT;
  else if (cued && role == DATE_ROLE_FUTURE)
    mention->role = role;
  else
    mention->role = is_period(&mention->told) ? DATE_ROLE_PERIOD : DATE_ROLE_MENTIONED;
}
