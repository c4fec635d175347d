/* calendar FILE: reads iCalendar with libical and prints each event as "START END SUMMARY LOCATION", TAB between them.
 * Exit status 1 where libical finds an error. */
#include <glib.h>
#include <libical/ical.h>
#include <stdio.h>

static const char *property(icalcomponent *event, icalproperty_kind kind) {
  icalproperty *found = icalcomponent_get_first_property(event, kind);
  const char *value = found ? icalproperty_get_value_as_string(found) : NULL;
  return value ? value : "-";
}

int main(int argc, char **argv) {
  g_autofree char *text = NULL;
  if (argc != 2 || !g_file_get_contents(argv[1], &text, NULL, NULL))
    return 2;
  icalcomponent *calendar = icalparser_parse_string(text);
  if (!calendar || icalcomponent_count_errors(calendar) > 0 || icalrestriction_check(calendar) == 0)
    return 1;
  for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
    printf("%s\t%s\t%s\t%s\n", property(event, ICAL_DTSTART_PROPERTY), property(event, ICAL_DTEND_PROPERTY),
           icalcomponent_get_summary(event) ? icalcomponent_get_summary(event) : "-",
           icalcomponent_get_location(event) ? icalcomponent_get_location(event) : "-");
  icalcomponent_free(calendar);
  return 0;
}
