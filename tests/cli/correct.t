#!/usr/bin/env bash
# What is set right by hand: seen at once, found, kept over new readings, taken back, listed.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"
printf 'Rapport om ålgräs\n\nÅlgräset i fjärden har minskat sedan förra mätningen.\n' >"$in/a.txt"
printf 'Annat papper\n\nHär står något annat om fjärden.\n' >"$in/b.txt"
touch -d '2 hours ago' "$in"/*
nordsok index "$in" >/dev/null 2>&1
id=$(nordsok search --format json ålgräs 2>/dev/null | jq -r '.hits[0].document')
field() { sqlite3 "$NORDSOK_INDEX" "SELECT $1 FROM document WHERE public_id='$id'"; }

before=$(field kind)
run nordsok correct "$id" date=2014-09-25 place=Öckerö kind=report "title=Ålgräsrapporten"
is "0 " "$rc $err" "fields are set"
is "2014-09-25 Öckerö report Ålgräsrapporten" "$(field "date || ' ' || place || ' ' || kind || ' ' || title")" "and are there"
run nordsok search Öckerö
like "$out" 'Ålgräsrapporten' "what is set is found"
run nordsok search kind:report date:2014
like "$out" 'Ålgräsrapporten' "and filtered by"
run nordsok show "$id"
like "$out" 'place: Öckerö \(set by hand\)' "it is marked as set by hand"

printf 'Rapport om ålgräs\n\nÅlgräset i fjärden har minskat sedan förra mätningen.\n' >"$in/kopia.txt"
rm "$in/a.txt"
nordsok index "$in" >/dev/null 2>&1
is "Öckerö" "$(field place)" "it outlives a move"
nordsok reindex >/dev/null 2>&1
is "Öckerö" "$(field place)" "and reindex"
sqlite3 "$NORDSOK_INDEX" "UPDATE source SET stages_version=0"
nordsok index "$in" >/dev/null 2>&1
is "Öckerö Ålgräsrapporten" "$(field "place || ' ' || title")" "and a new reading"
run nordsok check
is 0 "$rc" "the index is whole"

is "date,kind,place,title" "$(nordsok correct --list --format json | jq -r '.[].field' | sort | paste -sd, -)" "all is listed as JSON"
like "$(nordsok correct --list --format csv)" "^\"$id\",\"place\",\"Öckerö\",\"\"," "and as CSV"
run nordsok correct --undo "$id" place kind
is "0 $before" "$rc $(field kind)" "what stood there comes back"
is "" "$(field place)" "nothing where nothing stood"
run nordsok search --format json place:Öckerö
is "" "$(jq -r '.hits[]?.document' <<<"$out")" "and it is not found any more"
run nordsok correct --undo "$id" place
is 1 "$rc" "what is not set cannot be taken back"
run nordsok check
is 0 "$rc" "the index is whole still"

run nordsok correct dzzzzzzzzzzzzzzzz title=Nej
is 1 "$rc" "a document that is not there"
for wrong in date=2014-13-01 date=igår kind=novell country=sverige språk=sv title= title; do
  run nordsok correct "$id" "$wrong"
  is 2 "$rc" "a usage error: $wrong"
done
run nordsok correct
is 2 "$rc" "nothing said is a usage error"
run nordsok correct u234567 title=A
is 2 "$rc" "so is the id of no document"
finish
