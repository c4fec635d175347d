#!/usr/bin/env bash
# The seeds of ../shared, where they are: each of these searches finds the right one first.
. "$(dirname "$0")/lib.sh"

seeds=$tree/../shared/seeds
if [ ! -d "$seeds" ]; then
  skip "the seeds" "../shared/seeds is not here"
  finish
  exit
fi
run nordsok index "$seeds"
is 0 "$rc" "the seeds are indexed"

first() { nordsok search --format json --limit 1 -- "$1" | jq -r ".hits[0] | $2"; }
like "$(first 'nätverksmöte miljöstrateger Stockholm' .path)" '/000_' "nätverksmöte miljöstrateger Stockholm"
like "$(first eksempelbank .path)" '/002_' "eksempelbank"
is "slide 3" "$(first eksempelbank '.unit_kind + " " + .label')" "eksempelbank is slide 3 of the deck"
like "$(first miljöjulkalender .path)" '/001_' "miljöjulkalender"
like "$(first 'kurs i förändringsledning' .path)" '/004_' "kurs i förändringsledning"
like "$(first 'handbok lokalt miljömålsarbete' .path)" '/000_|/003_' "handbok lokalt miljömålsarbete"
like "$(first 'grønne energikommuner' .path)" '/002_' "grønne energikommuner"
is 13 "$(nordsok extract --format json "$seeds"/002_* | jq '[.units[] | select(.unit_kind=="slide")] | length')" "the deck has 13 slides"
deck=$(nordsok extract --format json "$seeds"/002_* | jq -r '.units[] | (.heading // ""), .text')
unlike "$deck" 'Presentasjon 2006|Liknende presentasjoner|Annonser fra Google|Laste ned|Vennligst vent' "no interface text, no running footer in a body"
like "$deck" 'styringssystemet' "the broken word is whole"

# all of ../shared/docs, when it is there
docs=$tree/../shared/docs
run nordsok index --index "$tmp/docs.db" "$docs"
{ [ "$rc" -eq 0 ] || [ "$rc" -eq 4 ]; }
ok $? "all of ../shared/docs is run through ($rc)"
is "$(find "$docs" -type f | wc -l)" "$(nordsok status --index "$tmp/docs.db" --format json | jq '[.states[]] | add')" "every file has its ledger row"
is "" "$(nordsok failures --index "$tmp/docs.db" --status crashed | grep -v failed)" "no reader crashed"
finish
