#!/usr/bin/env bash
# Ask in one language, find in another: concepts, lexica, compounds, near spellings, patterns, and the switches that turn them off.
. "$(dirname "$0")/lib.sh"
unset NORDSOK_LEXICA 2>/dev/null

mkdir "$tmp/papers"
write() { printf '%s\n' "$2" >"$tmp/papers/$1.txt"; }
write sv-plan "Kommunen har antagit en plan för upphandling. Kommunstyrelsen beslutade om hållbar utveckling och folkhälsa i alla förvaltningar."
write sv-ks "Ärendet behandlades av KS i mars. Protokollet finns hos registratorn, och beslutet gäller från och med nästa år för alla nämnder."
write sv-net "Miljöstrategerna träffades i klimatnätverket och diskuterade böcker om cyklar och landskap som de hade läst under våren."
write nb-plan "Kommunen skal følge en strategi for anskaffelser. Bærekraftig utvikling og folkehelse er viktige mål for alle som bor her."
write nb-ks "KS har laget en veileder for kommunene. Den handler om hvordan kommunene kan arbeide med miljø og hvordan de skal følge opp målene."
write nb-fly "Det ble funnet en bok på flyplassen, og den som eier boken kan hente den hos politiet i byen i løpet av uken."
write nn-plan "Kommunen må følgje opp måla sine. Berekraftig utvikling er noko vi ikkje kan velje bort, og innkjøpa skal vere grøne."
write da-plan "Kommunen arbejder med bæredygtig udvikling, og borgerne skal kunne læse om støj og luft på biblioteket."
write en-plan "The municipality works with sustainable development and public procurement, and reports on noise every year."
run nordsok index "$tmp/papers"
is 0 "$rc" "the papers are indexed"

# finds QUERY NAME...: the papers found in full (not only by a similar word), sorted
found() { nordsok search --format json --limit 20 "${@:2}" -- "$1" 2>/dev/null | jq -r '.hits[].path' | sed 's/.*\///; s/\.txt$//' | sort | tr '\n' ' '; }
first() { nordsok search --format json --limit 20 -- "$1" 2>/dev/null | jq -r '.hits[0].path' | sed 's/.*\///; s/\.txt$//'; }
# marked QUERY NAME: what is marked in the paper's snippet, one a line
marked() {
  nordsok search --format json --limit 20 "${@:3}" -- "$1" 2>/dev/null | jq -r --arg name "$2.txt" \
    '.hits[] | select(.path | endswith($name)) | .snippet as $text | .marks[] | $text[.[0]:.[1]]'
}
kinds() { nordsok search --explain --format json -- "$1" 2>/dev/null | jq -r '.explain[].alternatives[].kind' | sort -u | tr '\n' ' '; }

# concepts of the overlay, which need no lexicon
all=$(found "hållbar utveckling")
for paper in sv-plan nb-plan nn-plan da-plan en-plan; do like "$all" "$paper" "hållbar utveckling finds $paper"; done
all=$(found "bærekraftig utvikling")
for paper in sv-plan nn-plan da-plan; do like "$all" "$paper" "bærekraftig utvikling finds $paper"; done
like "$(found "sustainable development")" "sv-plan" "English finds Swedish"
like "$(found upphandling)" "nb-plan" "upphandling finds anskaffelser"
like "$(found upphandling)" "nn-plan" "upphandling finds innkjøpa"
like "$(found støy)" "en-plan" "støy finds noise"
is "sv-plan" "$(first upphandling)" "the word itself comes before its translation"

# what turns it off
like "$(marked upphandling nb-plan)" "anskaffelser" "the translation is marked"
unlike "$(marked upphandling nb-plan --no-translate)" "anskaffelser" "--no-translate stays in the language"
is "sv-plan " "$(found "=upphandling")" "=ord is this very word"
is "" "$(found upphandlingar --exact)" "--exact knows no other forms"
like "$(found "=hållbar utveckling")" "sv-plan" "=ord switches one word only"

# abbreviations belong to a language
like "$(found kommunstyrelse)" "sv-ks" "KS in a Swedish text is kommunstyrelse"
is "KS" "$(marked kommunstyrelse sv-ks)" "and is marked"
unlike "$(marked kommunstyrelse nb-ks)" "KS" "KS in a Norwegian text is not"
like "$(found KS)" "nb-ks" "KS finds KS in any language"

# the index's own vocabulary
run nordsok search folkhällssa
like "$err" "did you mean: folkhälsa" "a slip of the pen gets a suggestion"
like "$(found '*nätverket')" "sv-net" "a pattern finds the end of a word"
like "$(found 'klimat*verket')" "sv-net" "a pattern finds what is between"
is "" "$(found '*zzzzz*')" "a pattern that nothing fits finds nothing"
run nordsok search 'qqqqq'
is 1 "$rc" "nothing found exits 1"

# explain
run nordsok search --explain "hållbar utveckling"
like "$out" "concepts.tsv:[0-9]+" "--explain names the row of the overlay"
like "$out" "bærekraftig utvikling +.* same concept" "--explain tells the alternative and why it is there"
run nordsok search --explain --format json upphandling
is "number" "$(jq -r '.explain[0].alternatives[0].weight | type' <<<"$out")" "--explain in JSON has weights"
is "upphandling" "$(jq -r '.explain[0].alternatives[0].term' <<<"$out")" "and terms"
is "1" "$(jq -r '.explain[0].alternatives[0].frequency' <<<"$out")" "and document frequencies"

# with the lexica
if [ -e /usr/share/apertium/apertium-swe-nor/swe-nob.autobil.bin ] && [ -e /usr/share/apertium/apertium-nno-nob/nno-nob.automorf.bin ]; then
  like "$(found bok)" "sv-net" "bok finds böcker"
  like "$(found böckerna)" "nb-fly" "böckerna finds boken in Norwegian"
  like "$(found flygplats)" "nb-fly" "flygplats finds flyplassen"
  like "$(found folkhälsa)" "nb-plan" "folkhälsa finds folkehelse"
  like "$(found nätverk)" "sv-net" "nätverk finds klimatnätverket, where it is a part"
  like "$(kinds hämta)" "translation" "--explain tells a translation"
else
  for name in 1 2 3 4 5 6; do skip "lexica $name" "apertium's packages are not installed"; done
fi

# without them
export NORDSOK_LEXICA=$tmp/nowhere NORDSOK_INDEX=$tmp/plain.db
run nordsok index "$tmp/papers"
is 0 "$rc" "indexing works without lexica"
like "$(found "hållbar utveckling")" "nb-plan" "the overlay works without lexica"
like "$(found beslut)" "sv-plan" "stems work without lexica"
run nordsok status
like "$out" "missing .*apt install apertium-swe-nor" "status tells what to install"
unset NORDSOK_LEXICA
if [ -e /usr/share/apertium/apertium-swe-nor/swe-nob.automorf.bin ]; then
  run nordsok index "$tmp/papers"
  like "$err" "reindex" "an index made without lexica is not written to with them"
  run nordsok reindex
  is 0 "$rc" "reindex takes them in"
  like "$(found bok)" "sv-net" "and then they are used"
else
  for name in 1 2 3; do skip "reindex $name" "apertium's packages are not installed"; done
fi
finish
