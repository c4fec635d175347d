#!/usr/bin/env bash
# What happened when: dates told in the documents, in order.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"
cat >"$in/mote.txt" <<'TEXT'
Träff om vindkraft

Datum: torsdagen den 16 april 2015 kl. 10.00-15.00
Plats: Rådhuset
Anmälan senast den 2 april 2015.
TEXT
cat >"$in/sida.html" <<'TEXT'
<!DOCTYPE html><html lang="nb"><head><title>Om nettverket</title></head><body><main><h1>Om nettverket</h1>
<p>Nettverket ble startet i mars 2011. I 2012 kom flere kommuner med, og arbeidet fulgte Agenda 2030.</p>
<p>Oppdatert 03.02.2016</p></main></body></html>
TEXT
dates() { nordsok chronology --format json "$@" | jq -r '.dates[] | "\(.date) \(.role)"' | paste -sd, -; }

run nordsok chronology 2014
is 3 "$rc" "without an index there is no chronology"
nordsok index "$in" >/dev/null 2>&1

is "2011-03 mentioned,2012 mentioned,2015-04-02 deadline,2015-04-16 event,2016-02-03 published" "$(dates 2000..2030)" "dates come in order, with their roles"
is "2015-04-02 deadline,2015-04-16 event" "$(dates 2015)" "one year is an interval"
is "2015-04-16 event" "$(dates 2015-04-10..2015-05)" "ends may be of any precision"
is "2011-03 mentioned,2012 mentioned" "$(dates ..2012)" "the begin may be open"
is "2016-02-03 published" "$(dates 2015-05..)" "and the end"
is "2012 mentioned" "$(dates 2012-06)" "a year touches its months"
is "2015-04-02 deadline" "$(dates --role deadline ..2030)" "one role can be asked for"
is "2015-04-02 deadline,2015-04-16 event" "$(dates 2000.. anmälan)" "words restrict it to places that hold them"
run nordsok chronology 2015
like "$out" '^2015-04-02 · deadline$' "text has date and role"
like "$out" 'Anmälan senast den 2 april 2015\.' "and the sentence"
like "$out" '\[u[a-z2-7]+\]' "and the unit"
like "$(nordsok chronology --limit 1 ..2030)" 'and 4 more' "what is left out is told"
like "$(NORDSOK_LANGUAGE=nn nordsok chronology 2015)" '^2015-04-16 · hending$' "the words are the user's"
is 3 "$(nordsok chronology --format csv 2015 | wc -l)" "CSV has a head and a line each"
is "03.02.2016" "$(nordsok chronology --format json 2016 | jq -r '.dates[0].evidence')" "the evidence is as written"
run nordsok chronology 1999
is 1 "$rc" "nothing is told of some years"
for wrong in 2015..2014 .. 2014-13 2014-02-30 abc 20145 2014... 2014-9; do
  run nordsok chronology "$wrong"
  is 2 "$rc" "'$wrong' is no interval"
done
run nordsok chronology
is 2 "$rc" "an interval is wanted"
run nordsok chronology --role party 2014
is 2 "$rc" "roles are known"
run nordsok chronology 2000.. xyzzyplugh
is 1 "$rc" "words that are nowhere find nothing"
finish
