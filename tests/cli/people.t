#!/usr/bin/env bash
# Who is named, which organisations, and who has met whom.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"

run nordsok people
is 3 "$rc" "without an index there are no people"

cat >"$in/program.txt" <<'END'
INBJUDAN till nätverksträff den 12 maj 2015

Kustnätverket möts igen. Boverket bjuder in till en dag om stigande hav.

Kontakt	Anna Ekvall, 08-123 45 67

PROGRAM

09.30 Kaffe
10.00 Välkomna
Anna Ekvall och Bertil Sandh, Boverket
10.30 Stigande hav
Cecilia Dahm, klimatstrateg, Länsstyrelsen Skåne
11.00 Frågor
12.00 Lunch
END
cat >"$in/referat.txt" <<'END'
Referat fra møte i kystnettverket 3. juni 2016

Møteleder: Kari Bratli, KS
Til stede: Ola Stuen, Miljøverndepartementet og Cecilia Dahm

Sak 1 Velkommen

Kari Bratli ønsket velkommen.

Sak 2 Eventuelt

Ingen saker meldt inn til møtet denne gangen.
END
cat >"$in/markup.txt" <<'END'
MØTE 4. mai 2017

Program

10.00 Åpning
Per Hauger (Fjell & Fjord <Vest> AS) og Ola Stuen, KS
11.00 Kaffe
12.00 Slutt
END
run nordsok index "$in"
is 0 "$rc" "the papers are indexed"

run nordsok people
is 0 "$rc" "there are people"
like "$out" '^Anna Ekvall · Boverket · 1 document' "with organisation and documents"
like "$out" '^Cecilia Dahm · Länsstyrelsen i Skåne län · 2 documents' "and in two documents where so"
is "Anna Ekvall,Bertil Sandh,Cecilia Dahm,Kari Bratli,Ola Stuen,Per Hauger" "$(awk -F ' · ' '{ print $1 }' <<<"$out" | paste -sd,)" "these and no others, by name"
run nordsok people dahm
like "$out" 'speaker \(klimatstrateg\) · Länsstyrelsen i Skåne län .* agenda item 10.30  \[u[a-z0-9]+\]' "somebody's appearances have role, title, organisation, place and id"
id=$(sed -n 's/.*10.30  \[\(.*\)\]/\1/p' <<<"$out")
like "$(nordsok show "$id")" 'klimatstrateg' "and the id shows the place"
is "speaker participant" "$(nordsok people DAHM --format json | jq -r '[.people[0].appearances[].role] | unique | reverse | join(" ")')" "JSON tells the roles, whatever the case of the name"
is 1 "$(nordsok people --format json | jq .schema)" "and has a schema"
like "$(nordsok people ekvall --format csv)" '"?Anna Ekvall"?,"?contact"?' "so does CSV"
run nordsok people Nobody
is 1 "$rc" "nobody of that name"

run nordsok organisations
like "$out" '^Klima- og miljødepartementet' "organisations stand under the names of today"
run nordsok organisations Miljøverndepartementet
like "$out" '^Klima- og miljødepartementet' "and are found by those of before"
like "$out" '^    Ola Stuen' "with their people"
like "$(nordsok organisations Boverket)" 'organiser' "who invites is the organiser"
is "Kari Bratli" "$(nordsok organisations KS --format json | jq -r '.organisations[] | select(.name=="KS") | .people[] | .name' | head -1)" "by abbreviation, in JSON"

run nordsok networks
is 0 "$rc" "people have met"
like "$out" '^Anna Ekvall \(Boverket\) – Bertil Sandh \(Boverket\) · 1 document' "under one item"
like "$(nordsok networks dahm)" 'Kari Bratli' "and at one meeting"
unlike "$(nordsok networks bratli)" 'Anna Ekvall' "but not who were at different ones"
is "$(nordsok networks --format json | jq '.ties | length')" "$(($(nordsok networks --format csv | wc -l) - 1))" "CSV has a line for each tie"
nordsok networks --format graphml >"$tmp/graph.xml"
python3 - "$tmp/graph.xml" <<'END'
import sys, xml.etree.ElementTree as tree
ns = '{http://graphml.graphdrawing.org/xmlns}'
root = tree.parse(sys.argv[1]).getroot()
nodes = {n.get('id') for n in root.iter(ns + 'node')}
edges = list(root.iter(ns + 'edge'))
assert root.tag == ns + 'graphml' and edges
assert all(e.get('source') in nodes and e.get('target') in nodes for e in edges)
END
ok $? "GraphML is well-formed, and its edges have ends"
run nordsok people --format graphml
is 2 "$rc" "people are no graph"
run nordsok networks --format xml
is 2 "$rc" "an unknown format is told"
like "$(NORDSOK_LANGUAGE=sv nordsok people sandh)" 'talare' "roles are in the user's language"
finish
