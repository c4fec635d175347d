/* Labels of facts, in Swedish, Bokmål, Nynorsk, Danish and English. */
#include "pipeline/stages/meeting_labels.h"

#include <string.h>

#define LONGEST_LABEL 48 /* bytes */

static const struct {
  const char *role;
  const char *labels; /* lower case, commas between */
} facts[] = {
    {"when",
     "datum,tid,datum och tid,dag,dag och tid,när,när?,tidpunkt,dato,dato og tid,tidspunkt,tid og "
     "dato,når,når?,dato/tid,"
     "dato og klokkeslett,date,when,date and time,time,hvornår,datum/tid,mötestid,møtetid,møtetidspunkt,mødetid"},
    {"venue",
     "plats,lokal,plats och lokal,mötesplats,möteslokal,var,var?,adress,sted,stad,møtested,møtestad,møteplass,lokale,"
     "hvor,hvor?,kvar,kor,kor?,adresse,venue,location,where,place,mødested,sted/lokale,møterom,møtelokale,"
     "konferenslokal,kurslokal,kursplats,kurssted,kursstad"},
    {"when-and-venue",
     "tid och plats,datum och plats,tid & plats,tid/plats,tid og sted,tid og stad,dato og sted,tid/sted,"
     "när och var,når og hvor,når og kor,tid og lokale,time and place,date and venue"},
    {"audience", "målgrupp,målgruppe,för vem,för vem?,vem riktar sig dagen till,hvem,for hvem,for hvem?,for "
                 "kven,target group,audience,"
                 "deltagare bjuds in från,vi vänder oss till"},
    {"cost",
     "kostnad,pris,avgift,deltagaravgift,deltagaravgiften,kursavgift,konferensavgift,deltakeravgift,deltakaravgift,"
     "møteavgift,kostnader,kostnadar,kostnad och avbokning,fee,cost,price,deltagergebyr,deltagerpris,pris og "
     "påmelding"},
    {"registration",
     "anmälan,anmäl dig,anmälningstid,sista anmälningsdag,anmälan senast,anmälan och frågor,osa,o.s.a.,svar senast,"
     "påmelding,påmeldingsfrist,påmelding innen,frist,frist for påmelding,svarfrist,svarsfrist,meld deg på,"
     "påmelding og frist,tilmelding,tilmeldingsfrist,s.u.,registration,rsvp,sign up,deadline,sista dag för anmälan"},
    {"contact",
     "kontakt,kontaktperson,kontaktpersoner,information,mer information,frågor,vid frågor,upplysningar,kontakta,"
     "kontaktinformation,spørsmål,ved spørsmål,mer informasjon,meir informasjon,informasjon,opplysninger,opplysningar,"
     "kontaktopplysninger,spørgsmål,contact,contacts,more information,questions,för mer information"},
    {"organiser",
     "arrangör,arrangörer,arrangerare,värd,inbjudare,avsändare,arrangør,arrangører,arrangørar,vert,vertskap,"
     "vertskommune,innkalt av,organiser,organizer,organised by,host,kallad av,sammankallande"},
    {"aim", "syfte,mål,mål och syfte,formål,føremål,hensikt,purpose,aim,tema,theme,ämne"},
};

static GHashTable *make_labels(void) {
  GHashTable *labels = g_hash_table_new(g_str_hash, g_str_equal);
  for (gsize i = 0; i < G_N_ELEMENTS(facts); i++) {
    char **names = g_strsplit(facts[i].labels, ",", -1); /* kept: the table is there for good */
    for (char **name = names; *name; name++)
      g_hash_table_insert(labels, *name, (gpointer)facts[i].role);
    g_free(names);
  }
  return labels;
}

static TextSpan strip_signs(TextSpan span) {
  span = span_trim(span);
  while (span.length && strchr("*_#:", span.start[0]))
    span = span_trim(span_skip(span, 1));
  while (span.length && strchr("*_:", span.start[span.length - 1]))
    span = span_trim((TextSpan){span.start, span.length - 1});
  return span;
}

const char *meeting_label_role(TextSpan label) {
  static gsize ready;
  static GHashTable *labels;
  if (g_once_init_enter(&ready)) {
    labels = make_labels();
    g_once_init_leave(&ready, 1);
  }
  label = strip_signs(label);
  if (label.length == 0 || label.length > LONGEST_LABEL)
    return NULL;
  g_autofree char *lower = g_utf8_strdown(label.start, (gssize)label.length);
  return g_hash_table_lookup(labels, lower);
}

/* The bytes of the separator at `at`: ":", TAB, " - ", " – ", or a run of two spaces; 0: none. */
static gsize separator_at(TextSpan line, gsize at) {
  static const char *const separators[] = {":", "\t", " - ", " – ", " – ", "  ", " | "};
  for (gsize i = 0; i < G_N_ELEMENTS(separators); i++) {
    gsize length = strlen(separators[i]);
    if (at + length <= line.length && memcmp(line.start + at, separators[i], length) == 0)
      return length;
  }
  return 0;
}

gboolean meeting_line_parse(TextSpan line, MeetingLine *parsed) {
  line = span_trim(line);
  line = span_trim(span_skip(line, span_list_mark(line)));
  gsize most = MIN(line.length, LONGEST_LABEL + 1);
  for (gsize at = 1; at < most; at++) {
    gsize separator = separator_at(line, at);
    if (!separator)
      continue;
    const char *role = meeting_label_role((TextSpan){line.start, at});
    if (!role)
      return FALSE;
    *parsed = (MeetingLine){role, strip_signs(span_skip(line, at + separator))};
    return TRUE;
  }
  const char *role = meeting_label_role(line);
  if (role)
    *parsed = (MeetingLine){role, {line.start + line.length, 0}};
  return role != NULL;
}
