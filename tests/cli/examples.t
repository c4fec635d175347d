#!/usr/bin/env bash
# Good examples: found, ranked, filtered; and what only points to them. Identifiers by search; kinds with reasons.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"

run nordsok examples
is 3 "$rc" "without an index there are no examples"

cat >"$in/exempel.md" <<'END'
# Goda exempel på sparad energi

## Hjo: nya lampor

Hjo kommun bytte alla gatlampor 2031. Elanvändningen minskade med 40 procent.

Kontakt: energirådgivaren i Hjo

## Tibro: sol på taket

Tibro kommun har byggt solceller på simhallens tak.
END
cat >"$in/artikkel.txt" <<'END'
Bekken i Nes

Nes kommune åpnet bekken gjennom sentrum i 2030. Antall oversvømte kjellere ble redusert fra 14 til 2.

Kommunen skal åpne to bekker til innen 2040.

Se også gode eksempler fra andre kommuner i NOU 2018: 17.
END
cat >"$in/plan.txt" <<'END'
Klimatplan för Vara kommun

Kommunen ska minska utsläppen med 30 procent genom att byta bilar. Planen antogs enligt SOU 2009:12, Dnr KS 2015/0123.

Vilka goda exempel finns?
END
nordsok index "$in" >/dev/null 2>&1

examples() { nordsok examples --format json "$@"; }
who() { examples "$@" | jq -r '.examples[].who' | paste -sd, -; }
run nordsok examples
is 0 "$rc" "there are examples"
like "$out" 'Elanvändningen minskade med 40 procent' "the passage is shown"
like "$out" 'contact: +energirådgivaren i Hjo' "and whom to ask"
like "$out" 'why: +marked: heading' "and why it is one"
unlike "$out" 'ska minska' "a plan is none"
is "Hjo kommun,Tibro kommun,Nes kommune" "$(who)" "best first: marked with an outcome, marked, told"
is "Nes" "$(who --place nes | sed 's/ .*//')" "from one place, in any case"
is "Hjo kommun" "$(who gatlampor)" "words choose those that answer them"
is "Nes kommune" "$(who oversvømte kjellere | sed "s/,.*//")" "in any language, the best first"
is 1 "$(examples --limit 1 | jq '.examples|length')" "no more than asked for"
is 3 "$(examples --limit 1 | jq .total)" "but all are counted"
is "Kostnad" "$(examples --theme nothing | jq -r '.examples[0].who // "Kostnad"')" "no theme, no example"
run nordsok examples --place Kiruna
is "1 no examples" "$rc $out" "none from elsewhere"
like "$(NORDSOK_LANGUAGE=nn nordsok examples --place Kiruna)" '^ingen døme$' "in the user's words"
is "passage,who,place,theme,what,result,contact,why,confidence,title,unit,path" "$(nordsok examples --format csv | head -1 | tr -d '\r')" "CSV has a head"
is 4 "$(nordsok examples --format csv | wc -l)" "and a line each"
unit=$(examples | jq -r '.examples[0].unit')
like "$(nordsok show "$unit")" 'gatlampor' "the unit can be shown"

like "$(nordsok examples --pointers)" 'Vilka goda exempel finns' "a question points"
like "$(nordsok examples --pointers)" 'Se også gode eksempler' "so does a reference"
unlike "$(nordsok examples)" 'Se også' "and is no example"

run nordsok examples --limit -1
is 2 "$rc" "a number out of range"
run nordsok examples --format xml
is 2 "$rc" "an unknown form"

# identifiers
for query in 'SOU 2009:12' '"SOU 2009:12"' 'sou 2009:12' 'Dnr KS 2015/0123' '2015/0123'; do
  is "plan.txt" "$(nordsok search --format json --limit 1 "$query" | jq -r '.hits[0].path' | xargs -r basename)" "$query is found"
done
is "artikkel.txt" "$(nordsok search --format json --limit 1 'NOU 2018:17' | jq -r '.hits[0].path' | xargs -r basename)" "also as written otherwise"
is "diarienummer KS 2015/0123,sou SOU 2009:12" "$(nordsok extract --findings --format json "$in/plan.txt" | jq -r '.findings[] | select(.kind=="identifier") | "\(.role) \(.value)"' | sort | paste -sd, -)" "and told with its scheme"
is "report" "$(nordsok extract --findings --format json "$in/plan.txt" | jq -r '.findings[] | select(.kind=="kind-reason") | .value' | sort -u)" "a plan is a report, and says why"

finish
