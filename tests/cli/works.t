#!/usr/bin/env bash
# Links between works: editions, short versions, slides, occasions of a talk; the newest first, older ones marked.
. "$(dirname "$0")/lib.sh"
docs=$tmp/docs
index=$tmp/index.db
mkdir -p "$docs"
cat >"$docs/v2014.txt" <<'T'
Vägledning för dagvatten i täta städer

Publicerad 12 maj 2014

Här får du råd om rör och brunnar. Ledningsnätet ska rensas varje höst. Gallren bör ses över efter storm. Tänk på löven.
Kommunens driftchef avgör hur ofta brunnarna töms. Slammet körs till tippen och vägs.
T
cat >"$docs/v2020.txt" <<'T'
Vägledning för dagvatten i täta städer

Publicerad 3 mars 2020

Denna vägledning ersätter Vägledning för dagvatten i täta städer från 2014.

Växtbäddar, gröna tak och öppna diken har tillkommit sedan dess. Vattnet får synas i gatan och stanna kvar i parken.
Välj arter som tål torka. Rören är en reserv. Mät flödet före och efter ombyggnaden och berätta för grannarna.
T
cat >"$docs/kort2021.txt" <<'T'
Vägledning för dagvatten i täta städer – kortversion

Publicerad 9 april 2021

Råd på fyra sidor om diken, tak och träd för den som har bråttom och vill komma igång med dagvatten.
T
cat >"$docs/annat2016.txt" <<'T'
Vägledning för dagvatten i glesa byar

Publicerad 9 april 2016

Här finns råd om diken längs grusvägar. Trummor under infarter bör vara vida. Tänk på tjälen.
T
for day in "4 maj 2017" "9 november 2018"; do
  cat >"$docs/tal ${day##* }.txt" <<T
Mossan som lagrar kol
Anna Ek, Lunnby $day

Slide 1
Vad är en mosse? Lunnby $day
Slide 2
Torven växer ${day%% *} millimeter
Slide 3
Kolet stannar i ${day##* } år
Slide 4
Tack från Lunnby $day
T
done
for year in 2015 2016; do
  printf 'Rapport Miljöredovisning för Lunnby %s\n\nPublicerad 1 mars %s\n\nInnehåll\n\nSammanfattning\n\nUtsläppen var %s ton och vattnet var klart.\n' \
    "$year" "$((year + 1))" "$year" >"$docs/redovisning$year.txt"
done
run nordsok index --index "$index" "$docs"
ok "$rc" "documents are indexed"

run nordsok works --index "$index" --format json
is 0 "$rc" "there are works of several editions"
is 2 "$(jq length <<<"$out")" "one guide and one talk"
guide=$(jq -c '.[] | select(any(.[]; .relation == "newest"))' <<<"$out")
is "newest older-edition short-version" "$(jq -r '[.[].relation] | join(" ")' <<<"$guide")" "the guide's editions and its short version"
is "2020-03-03 2014-05-12 2021-04-09" "$(jq -r '[.[].date] | join(" ")' <<<"$guide")" "by date"
like "$(jq -r '.[0].evidence' <<<"$guide")" "replaces: Vägledning för dagvatten i täta städer från 2014" "with the words that say so"
is "occasion occasion" "$(jq -r '.[] | select(.[0].relation == "occasion") | [.[].relation] | join(" ")' <<<"$out")" "one talk, held twice"
like "$(nordsok works --index "$index")" "newest edition · replaces" "as text"

run nordsok search --index "$index" --format json "dagvatten täta städer brunnar"
newest=$(jq -r '.[0].document' <<<"$guide")
is "$newest" "$(jq -r '.hits[0].document' <<<"$out")" "the newest edition comes first, though the older says more of it"
is "$newest" "$(jq -r --arg d "$(jq -r '.[1].document' <<<"$guide")" '[.hits[] | select(.document == $d)][0].newest_edition' <<<"$out")" "and the older names it"
like "$(nordsok search --index "$index" "dagvatten täta städer brunnar")" "older edition; the newest is of 2020" "as text, too"
is null "$(nordsok search --index "$index" --format json "diken grusvägar" | jq -r '.hits[0].newest_edition')" "another guide of a like title is its own"

run nordsok works --index "$index" "$newest"
is 0 "$rc" "those of one document"
run nordsok works --index "$index" u234567
is 2 "$rc" "a unit has none"
run nordsok works --index "$index" dzzzzzzzzzzzzzzzz
is 1 "$rc" "nor has what is not there"
finish
