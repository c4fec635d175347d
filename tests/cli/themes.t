#!/usr/bin/env bash
# Themes: what documents are about, counted by year and country; the filter theme: uses the same.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"

run nordsok themes
is 3 "$rc" "without an index there are no themes"

cat >"$in/avfall.md" <<'END'
# Avfallsplan för Hjo kommun

Protokoll från mötet den 3 maj 2014.

Matavfallet samlas in varje vecka. Källsorteringen fungerar bra och återvinningen ökar.
END
cat >"$in/flom.md" <<'END'
# Klimatilpasning i Gjøvik kommune

Kommunene møttes for å snakke om flom og overvann. Skredfaren er kartlagt, og flommene blir større.
END
cat >"$in/mote.md" <<'END'
# Innkalling til styremøte

Godkjenning av referat. Valg av leder. Kaffe serveres.
END
cat >"$in/mal.md" <<'END'
# Stoppe klimaendringene

Kommunene vil redusere utslippene. Klimabudsjettet er vedtatt.
END
nordsok index "$in" >/dev/null 2>&1

themes() { nordsok themes --format json "$@"; }
documents() { themes | jq -r --arg theme "$1" '[.themes[] | select(.theme==$theme) | .documents] | add // 0'; }
run nordsok themes
is 0 "$rc" "there are themes"
like "$out" '^waste +1 document +\(practice:waste\)' "with names and numbers of documents"
is 1 "$(documents practice:waste)" "one of waste"
is 1 "$(documents practice:climate-adaptation)" "one of adaptation"
is 0 "$(documents practice:food)" "what only a word speaks of is no main theme"
is 1 "$(themes | jq '.themes[] | select(.theme=="practice:waste") | .countries.SE')" "Swedish"
is 1 "$(themes | jq '.themes[] | select(.theme=="practice:climate-adaptation") | .countries.NO')" "Norwegian"
is "$(themes | jq '[.themes[].documents] | add')" "$(themes | jq '[.themes[].years[]] | add')" "each document has a year or none"
is "sdg:13" "$(themes --scheme sdg | jq -r '.themes[].theme' | paste -sd,)" "one scheme alone"
run nordsok themes --scheme network
is "1 no themes" "$rc $out" "a scheme that no document is of"
like "$(NORDSOK_LANGUAGE=nn nordsok themes)" '^avfall +1 dokument' "in the user's language"
like "$(NORDSOK_LANGUAGE=sv nordsok themes)" '^   per land: ' "all of it"
is "theme,label,by,value,documents" "$(nordsok themes --format csv | head -1 | tr -d '\r')" "CSV has a head"
like "$(nordsok themes --format csv)" '"practice:waste","waste","country","SE","1"' "and a line for each number"
is "avfall.md" "$(nordsok search --format json 'theme:waste' | jq -r '.hits[].path' | xargs -r -n1 basename | sort -u | paste -sd,)" "a search by theme finds it"

run nordsok themes --scheme nothing
is 2 "$rc" "an unknown scheme"
run nordsok themes --format xml
is 2 "$rc" "an unknown form"
run nordsok themes waste
is 2 "$rc" "a word too many"
finish
