#!/usr/bin/env bash
# nordsok themes import, schemes, remove: schemes of one's own, found in what is stored already, gone without a trace.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"

cat >"$tmp/Vårt schema.ttl" <<'END'
# A scheme as they are in practice: all forms of Turtle that occur
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
PREFIX dct: <http://purl.org/dc/terms/>
@base <http://example.org/vart/> .
BASE <http://example.org/vart/>
@prefix : <http://example.org/vart/> .
:schema a skos:ConceptScheme ; skos:prefLabel "Vårt schema"@sv ; skos:hasTopConcept :kvillbolt ; dct:issued 2014 .
:kvillbolt a skos:Concept ; skos:inScheme :schema ; skos:topConceptOf :schema ; skos:notation "K1" ;
  skos:prefLabel "kvillbolt"@sv , 'dråmesnell'@nb , """ostrel"""@en ;
  skos:altLabel "kvilldon"@sv, "stor kvill\u00E4nde"@sv ;
  skos:definition """En bolt
av "kvill"."""@sv ;
  skos:narrower <snork> ; skos:related :tom ; dct:weight 1.5 , 2e3 , true ;
  skos:note [ a skos:Note ; dct:value "x" , ( 1 2 ( 3 ) [] ) ] .
<snork> a skos:Concept ; skos:broader :kvillbolt ; skos:prefLabel "snorkeldrägg"@sv-SE ; skos:hiddenLabel "snorkeldregg"@sv ; .
:tom a skos:Concept ; skos:prefLabel "vide"@fr .
END
cat >"$in/kvill.md" <<'END'
# Bultarna i Hjo

Protokoll från mötet i Hjo den 3 maj 2014.

Kvillbolten ses över. En kvillbolt kostar mycket, och kvillboltarna är slitna. Nytt kvilldon köps.
END
cat >"$in/drame.md" <<'END'
# Dråmesnell i Gjøvik kommune

Kommunen møttes for å snakke om vedlikehold. Det ble en lang kveld.
END
cat >"$in/avfall.md" <<'END'
# Avfallsplan för Hjo kommun

Matavfallet samlas in varje vecka. Källsorteringen fungerar bra och återvinningen ökar.
END

themes() { nordsok themes --format json "$@" | jq -r '.themes[] | "\(.theme)=\(.documents)"' | sort | paste -sd' '; }
schemes() { nordsok themes schemes --format json | jq -r '.schemes[] | select(.built_in | not) | .scheme' | paste -sd' '; }
found() { nordsok search --format json "$1" | jq -r '.hits[].path' | xargs -r -n1 basename | sort -u | paste -sd' '; }
findings() { sqlite3 "$NORDSOK_INDEX" "SELECT d.title, f.unit, f.field, f.start, f.end, f.value, f.role, f.confidence, f.details FROM finding f JOIN document d ON d.id=f.document WHERE f.kind='theme' $1 ORDER BY 1,2,3,4,5,6,7"; }

# usage
run nordsok themes import; is 2 "$rc" "import without a file exits 2"
run nordsok themes merge x; is 2 "$rc" "an unknown word exits 2"
run nordsok themes --name x; is 2 "$rc" "--name without import exits 2"
run nordsok themes schemes --name x; is 2 "$rc" "--name with schemes exits 2"
run nordsok themes schemes --scheme sdg; is 2 "$rc" "--scheme with schemes exits 2"
run nordsok themes schemes --format csv; is 2 "$rc" "schemes as CSV exits 2"
for name in practice sdg 'a b' 'A' '1a' 'a:b' 'a*' '' "$(printf 'a%.0s' $(seq 40))"; do
  run nordsok themes import --name "$name" "$tmp/Vårt schema.ttl"
  is 2 "$rc" "'$name' is no name for a scheme"
done
run nordsok themes remove practice; is 2 "$rc" "a scheme that is built in cannot be removed"
run nordsok themes schemes; is 3 "$rc" "schemes without an index exits 3"
run nordsok themes remove x; is 3 "$rc" "remove without an index exits 3"
[ ! -e "$NORDSOK_INDEX" ]; ok $? "and no index was made"

# what is stored is themed by the next run, from what is stored
nordsok index "$in" >/dev/null 2>&1
run nordsok themes schemes
like "$out" '^practice: [0-9]+ themes \(built in\)' "the schemes that are built in are named"
before=$(findings "")
run nordsok themes import "$tmp/Vårt schema.ttl"
is 0 "$rc" "a scheme is imported"
like "$out" '^vart-schema: 2 themes with 7 labels' "under the file's name, with its counts"
like "$out" '3 documents have not been asked' "and what must be done is told"
is "vart-schema" "$(schemes)" "it is among the schemes"
is "3" "$(nordsok themes schemes --format json | jq '.schemes[] | select(.scheme=="vart-schema") | .stale_documents')" "stale documents are counted"
is "$before" "$(findings "")" "nothing is found yet"
mv "$in/kvill.md" "$tmp/away.md"; mkdir "$tmp/other"; cp "$in/drame.md" "$tmp/other/b.md"
run nordsok index "$tmp/other"; is 0 "$rc" "a run over another folder"
mv "$tmp/away.md" "$in/kvill.md"
is "vart-schema:kvillbolt=2" "$(themes --scheme vart-schema)" "themes what is stored: its text and its headings"
is "0" "$(nordsok themes schemes --format json | jq '.schemes[] | select(.scheme=="vart-schema") | .stale_documents')" "nothing is stale any more"
is "$before" "$(findings "AND value NOT LIKE 'vart-schema:%'")" "and what the built-in schemes find is as it was"
like "$(nordsok themes)" '^ostrel +2 documents  \(vart-schema:kvillbolt\)' "themes has it among the others, by its label"
like "$(NORDSOK_LANGUAGE=nb nordsok themes)" '^dråmesnell +2 dokumenter' "in the user's language"
like "$(nordsok themes --format csv)" '"vart-schema:kvillbolt","ostrel","country","SE","1"' "as CSV, by country"
is "drame.md kvill.md" "$(found 'theme:vart-schema:kvillbolt' | sed 's/b.md //')" "a search by theme finds both"
is "kvill.md" "$(found 'tema:kvillbolt bolt OR kostar')" "with words, and without the scheme's name"
is "avfall.md" "$(found 'theme:waste')" "and the built-in themes are found as before"

# what comes later is themed in the run that reads it
printf '# Snorkeldrägg\n\nEn snorkeldrägg är köpt av kommunen. Den användes i maj vid sjön.\n' >"$in/snork.md"
nordsok index "$in" >/dev/null 2>&1
is "snork.md" "$(found 'theme:snork')" "a new document is themed in its run"
findings "" >"$tmp/first"
nordsok index "$in" >/dev/null 2>&1
findings "" >"$tmp/second"
cmp -s "$tmp/first" "$tmp/second"; ok $? "a further run changes nothing"
printf '# Annat\n\nEn helt annan text som handlar om kommunens möten och beslut.\n' >"$in/snork.md"
nordsok index "$in" >/dev/null 2>&1
is "" "$(found 'theme:snork')" "a document that has changed has its own themes"
run nordsok reindex; is 0 "$rc" "reindex exits 0"
is "vart-schema" "$(schemes)" "and keeps the scheme"
run nordsok check; is 0 "$rc" "the index is whole"

# the same label in two schemes
cat >"$tmp/annat.ttl" <<'END'
@prefix s: <http://www.w3.org/2004/02/skos/core#> .
<http://e.org/a/1#x> a s:Concept ; s:prefLabel "Kvillbolt"@sv , "avfall" .
<http://e.org/b/2#X> a s:Concept ; s:prefLabel "matavfall"@sv .
END
run nordsok themes import --name annat "$tmp/annat.ttl"; is 0 "$rc" "a second scheme with the same label"
nordsok index "$in" >/dev/null 2>&1
is "annat:x=1" "$(themes --scheme annat)" "finds it too"
is "annat:X-2 annat:x" "$(sqlite3 "$NORDSOK_INDEX" "SELECT DISTINCT value FROM finding WHERE value LIKE 'annat:%' ORDER BY 1" | paste -sd' ')" "ids differ in more than their case"
is "1" "$(findings "AND value='annat:x' AND d.title LIKE 'Avfall%' AND f.unit>0" | wc -l)" "labels that name no language are looked for in all"
is "vart-schema:kvillbolt" "$(themes --scheme vart-schema | cut -d= -f1)" "the first scheme finds it as before"
is "practice:waste=1" "$(themes --scheme practice)" "and so does the one that is built in"

# replace, remove
sed -i 's/"kvilldon"@sv, //' "$tmp/Vårt schema.ttl"
run nordsok themes import "$tmp/Vårt schema.ttl"; is 0 "$rc" "a scheme is imported anew"
is "" "$(themes --scheme vart-schema)" "what it had found is gone"
nordsok index "$in" >/dev/null 2>&1
is "vart-schema:kvillbolt" "$(themes --scheme vart-schema | cut -d= -f1)" "until the next run"
run nordsok themes remove vart-schema; is 0 "$rc" "remove exits 0"
is "" "$(findings "AND value LIKE 'vart-schema:%'")" "and nothing of it is left"
run nordsok themes --scheme vart-schema; is 2 "$rc" "the scheme is unknown"
is "annat" "$(schemes)" "the other one stays"
run nordsok themes remove vart-schema; is 1 "$rc" "removing what is not there exits 1"
like "$err" 'themes schemes' "and says what to do"
run nordsok themes remove '*'; is 1 "$rc" "a pattern is no name"
nordsok themes remove annat >/dev/null
is "0 0 0 0" "$(sqlite3 -separator ' ' "$NORDSOK_INDEX" 'SELECT (SELECT count(*) FROM scheme), (SELECT count(*) FROM scheme_theme), (SELECT count(*) FROM scheme_label), (SELECT count(*) FROM themed)')" "all tables are empty again"

# bad files: told with the line, and nothing is changed
bad() { # NAME LINE-PATTERN
  run timeout 60 nordsok themes import --name bad "$tmp/$1"
  is 4 "$rc" "$1 exits 4"
  like "$err" "$2" "and says why"
}
p='@prefix skos: <http://www.w3.org/2004/02/skos/core#> .'
printf '%s\n\n<http://e.org/a> a skos:Concept ;\n  skos:prefLabel "a"@sv skos:altLabel "b"@sv .\n' "$p" >"$tmp/semicolon.ttl"
bad semicolon.ttl 'line 4'
printf '%s\n<http://e.org/a> skos:prefLabel "a"@sv .\n<http://e.org/b> skos:prefLabel "av' "$p" >"$tmp/cut.ttl"
bad cut.ttl 'line 3'
printf '%s\n<http://e.org/a> skos:prefLabel "a"@sv .\n\nx:b a skos:Concept .\n' "$p" >"$tmp/prefix.ttl"
bad prefix.ttl 'line [45]'
printf '%s\n<http://e.org/a> skos:prefLabel "a\\q"@sv .\n' "$p" >"$tmp/escape.ttl"
bad escape.ttl 'line 2'
: >"$tmp/empty.ttl"; bad empty.ttl 'empty'
bad none.ttl 'opened'
printf '%s\n<http://e.org/a> skos:broader <http://e.org/b> .\n' "$p" >"$tmp/unlabelled.ttl"; bad unlabelled.ttl 'labels'
printf '%s\n<http://e.org/a> skos:prefLabel "kissa"@fi .\n' "$p" >"$tmp/finnish.ttl"; bad finnish.ttl 'language'
mkfifo "$tmp/fifo"; bad fifo '.'
is "" "$(schemes)" "nothing was imported"

# hostile files
nested() { printf '%s\n<http://e.org/a> skos:prefLabel "a"@sv ; skos:note ' "$p"; printf "%0.s$1" $(seq 200000); }
nested '[ skos:note ' >"$tmp/blanks.ttl"; bad blanks.ttl '.'
nested '( ' >"$tmp/lists.ttl"; bad lists.ttl '.'
head -c 20000 /dev/urandom >"$tmp/random.ttl"; bad random.ttl '.'
{ echo "$p"; awk 'BEGIN { for (i = 0; i < 10001; i++) printf "<http://e.org/%d> skos:prefLabel \"ord%d\"@sv .\n", i, i }'; } >"$tmp/many.ttl"
bad many.ttl '10,000'
{
  echo "$p"
  printf '<http://e.org/x/*"%%27;DROP> skos:prefLabel "\033]0;x\007\\u001B[31m\\u202Ekvillbolt"@sv .\n' | tr -d '"' | sed 's/prefLabel \(.*\)@sv/prefLabel "\1"@sv/'
} >"$tmp/controls.ttl"
run nordsok themes import --name controls "$tmp/controls.ttl"
is 0 "$rc" "control characters and signs in names are no fault"
is "" "$(sqlite3 "$NORDSOK_INDEX" "SELECT label FROM scheme_label" | tr -d '[:print:]')" "but do not reach the index"
is "controls:--27-DROP" "$(sqlite3 "$NORDSOK_INDEX" "SELECT theme FROM scheme_theme")" "ids can be written in a query"
nordsok themes remove controls >/dev/null
printf 'a%.0s' $(seq 400000) >"$tmp/long"
{ echo "$p"; printf '<http://e.org/a> skos:prefLabel "%s"@sv, "kort"@sv .\n' "$(cat "$tmp/long")"; } >"$tmp/long.ttl"
run nordsok themes import --name long "$tmp/long.ttl"; is 0 "$rc" "a label as long as a book"
like "$out" '1 theme with 1 label$' "is left out"
nordsok themes remove long >/dev/null
for i in $(seq 20); do nordsok themes import --name "s$i" "$tmp/annat.ttl" >/dev/null; done
run nordsok themes import --name one-more "$tmp/annat.ttl"; is 4 "$rc" "more than 20 schemes exit 4"
run nordsok themes import --name s7 "$tmp/annat.ttl"; is 0 "$rc" "but one of them can be replaced"
finish
