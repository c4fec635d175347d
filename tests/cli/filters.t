#!/usr/bin/env bash
# Filters in a query: by kind, language, quality and what was found in the text.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"
cat >"$in/mote.txt" <<'T'
Välkommen till nätverksmöte om avfall

Plats: Stadshuset, Falun
Kostnad: 300 kr
Kontakt: Eva Ek, 08-452 78 60, eva.ek@exempel.se

PROGRAM
09.00 Kaffe
09.30 Avfall i skolan
Hur gör kommunerna med avfallet i skolorna?
11.00 Slut
T
cat >"$in/side.txt" <<'T'
Avfall i nord

Kommunene i regionen samler inn avfall fra hytter og butikker, og det koster mindre enn før.
T
nordsok index "$in" >/dev/null 2>&1
titles() { nordsok search --format json "$@" 2>/dev/null | jq -r '.hits[].path | split("/") | last' | sort -u | paste -sd, -; }

is mote.txt,side.txt "$(titles avfall)" "without a filter both answer"
is mote.txt "$(titles avfall kind:meeting)" "one kind"
is mote.txt "$(titles avfall typ:möte)" "by its Swedish name"
is side.txt "$(titles avfall -kind:meeting)" "all but one kind"
is side.txt "$(titles avfall language:nb)" "one language"
is mote.txt "$(titles kind:meeting)" "a filter alone lists what passes"
is "" "$(titles zebra kind:meeting)" "what is not there is not found for a filter"
run nordsok search avfall date:1901
is 1 "$rc" "nothing of that year"
like "$err" 'fewer filters' "and it is said what to do"
is mote.txt,side.txt "$(titles avfall quality:0)" "any quality"

run nordsok show "$(nordsok search --format json kind:meeting 2>/dev/null | jq -r '.hits[0].document')"
like "$out" 'Eva Ek, \[telefon dold\], \[e-post dold\]' "personal data is hidden, and said to be"
run nordsok search 'eva.ek@exempel.se'
unlike "$out$err" '452 78 60' "and not shown"
is 0 "$(sqlite3 "$NORDSOK_INDEX" "SELECT count(*) FROM unit WHERE text LIKE '%452 78%' OR text LIKE '%@exempel%'")" "nor in the file"
nordsok index --contacts --index "$tmp/contacts.db" "$in" >/dev/null 2>&1
run nordsok search --index "$tmp/contacts.db" '"452 78 60"'
like "$out" '08-.*452.*78.*60' "with --contacts it is found"

run nordsok meetings
is 0 "$rc" "meetings are listed"
like "$out" 'where: Stadshuset, Falun' "with the venue"
like "$out" 'cost: 300 kr' "and the cost"
is "09:00 11:00" "$(nordsok meetings --format json | jq -r '.meetings[0] | "\(.start) \(.end)"')" "from the first item to the last"
run nordsok meetings --place falun
is 0 "$rc" "by a word of the venue"
run nordsok meetings --place Mora
is 1 "$rc" "not elsewhere"
run nordsok meetings --from igår
is 2 "$rc" "a day that is none is a usage error"
finish
