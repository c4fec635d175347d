#!/usr/bin/env bash
# Filters by where: a municipality, a county with all that lies in it, a country by the places that are named.
. "$(dirname "$0")/lib.sh"
docs=$tmp/docs
index=$tmp/index.db
mkdir -p "$docs"
for place in Lund Malmö Ystad Umeå Örebro Laxå; do
  printf 'Om vatten\n\n%s kommun mätte vattnet i %s under våren och hösten.\n' "$place" "$place" >"$docs/$place.txt"
done
printf 'Om vann\n\nBergen kommune målte vannet i Bergen og i byfjorden.\n' >"$docs/Bergen.txt"
printf 'Om vatten\n\nBesök i Bergen och Oslo: kommunerna mäter vattnet i fjorden. Bergen kommune var värd.\n' >"$docs/resa.txt"
run nordsok index --index "$index" "$docs"
ok "$rc" "documents are indexed"

# found FILTER...: names of the files, in order
found() {
  nordsok search --index "$index" --format json "$@" | jq -r '.hits[].path' | sed 's|.*/||; s|\.txt$||' | sort -u | paste -sd' '
}

is "Lund" "$(found place:Lund)" "a municipality"
is "Lund Malmö Ystad" "$(found place:Skåne)" "a county has its municipalities with it"
is "Lund Malmö Ystad" "$(found 'plats:"Skåne län"')" "by its whole name"
is "Bergen resa" "$(found sted:Vestland)" "in Norway, too"
is "Bergen resa" "$(found place:Hordaland)" "and by the county of before"
is "Örebro" "$(found place:Örebro)" "a name of both means the municipality"
is "Laxå Örebro" "$(found 'place:"Örebro län"')" "unless it says county"
is "Bergen resa" "$(found country:NO)" "a country by the places, not by the language"
is "Bergen resa" "$(found land:Norge)" "in other words"
is "Lund Malmö Ystad" "$(found country:SE place:Skåne)" "with another filter"
is "Bergen resa" "$(found -country:Sverige)" "turned round"
is "" "$(found country:XX)" "a country that is none is a word"
finish
