#!/usr/bin/env bash
# The same in several formats and editions is one work, copies are one document, and what only looks alike stays apart.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
run nordsok duplicates
is 3 "$rc" "without an index: exit code 3"

mkdir -p "$tmp/in/copies"
cp "$tree"/fixtures/decks/flaum-nn/flaum-nn.{ppt,pptx,odp,pdf} "$tree"/fixtures/decks/klimaprofil-nb/klimaprofil-nb.pptx "$tmp/in"
words() { # WORD COUNT: as many words, each once
  seq -f "$1%g" 1 "$2" | paste -sd' '
}
words ord 300 >"$tmp/in/guide-2012.txt"
words ord 380 >"$tmp/in/guide-2014.txt"
words begrepp 300 >"$tmp/in/annat.txt"
cp "$tmp/in/annat.txt" "$tmp/in/copies/kopia.txt"
touch -d 2012-05-01 "$tmp/in/guide-2012.txt"
touch -d 2014-05-01 "$tmp/in/guide-2014.txt"
nordsok index --ocr never "$tmp/in" >/dev/null

# --- the list
run nordsok duplicates
is 0 "$rc" "there are some: exit code 0"
like "$out" '2 works in several versions; 1 file is a copy of another' "the sum"
like "$out" '^Flaum og skred.*presentation' "a work has its title and kind"
like "$out" '  PDF .*Norwegian nynorsk' "a version has its format and language"
like "$out" '(kopia|annat)\.txt \(copy\)' "a copy is told"
unlike "$out" 'klimaprofil' "what stands alone is not"

run nordsok duplicates --format json
versions() { jq -r --arg like "$1" '.works[] | select(.versions[0].paths[0] | test($like)) | .versions[] | '"$2" "$tmp/out"; }
is 1 "$(jq .schema "$tmp/out")" "JSON has its schema"
is "ODP PDF PPT PPTX" "$(versions flaum .format | sort | paste -sd' ')" "one talk in four formats is one work"
is "guide-2014.txt guide-2012.txt" "$(versions guide '.paths[0] | split("/")[-1]' | paste -sd' ')" "two editions of a guide are one work, the fuller one first"
is "true false" "$(versions guide .newest | paste -sd' ')" "the newest is marked"
is "true" "$(versions guide '.similarity > .7 and .similarity <= 1' | sort -u)" "the likeness is told"
is 2 "$(versions 'annat|kopia' '.paths | length')" "copies are one document with two paths"
is "" "$(jq -r '.works[].versions[].document, .works[].work' "$tmp/out" | grep -v '^d[a-z2-7]\{16\}$')" "only public ids leave"

run nordsok duplicates --exact --format json
is 1 "$(jq '.works | length' "$tmp/out")" "--exact: only files of the same content"
run nordsok duplicates --limit 1 --format json
is 1 "$(jq '.works | length' "$tmp/out")" "--limit"
run nordsok duplicates --format csv
is 9 "$(grep -c . "$tmp/out")" "CSV: a record for each file, and a head"
run nordsok duplicates --limit -1
is 2 "$rc" "a negative limit is a usage error"
run nordsok duplicates something
is 2 "$rc" "an argument is a usage error"

# --- search
run nordsok search Vassenden
is 1 "$(grep -cE '^ +[0-9]+  ' <<<"$out")" "the same slide in four formats is one hit"
like "$out" '     also as: .*PDF' "with the other formats"
like "$out" '3 more are the same in other versions' "and how many are behind it"
run nordsok search --all-versions Vassenden
is 4 "$(grep -cE '^ +[0-9]+  ' <<<"$out")" "--all-versions shows each"
run nordsok search --format json Vassenden
is 3 "$(jq '.hits[0].versions | map(select(.unit != null)) | length' "$tmp/out")" "JSON: the same place in the other versions"
is 3 "$(jq .folded "$tmp/out")" "JSON: how many are behind hits"
like "$(jq -r '.hits[0].work' "$tmp/out")" '^d[a-z2-7]{16}$' "JSON: the work has a public id"
run nordsok search --format json ord250
is 1 "$(jq '.hits | length' "$tmp/out")" "two editions: one hit"
run nordsok search --format json ord350
is "guide-2014.txt" "$(jq -r '.hits[].path | split("/")[-1]' "$tmp/out")" "what only one edition says is found there"
run nordsok search --format json Vassenden --limit 1
before=$(jq -r '.hits[0].unit, .hits[0].score' "$tmp/out")
run nordsok search --format json Vassenden --limit 1 --all-versions
is "$before" "$(jq -r '.hits[0].unit, .hits[0].score' "$tmp/out")" "the ranking is the same with and without"
is null "$(jq -r '.hits[0].work' "$tmp/out")" "--all-versions: no works"

# --- show
run nordsok show 1
is 3 "$(grep -c '^Version: ' <<<"$out")" "show names the other versions"
run nordsok search begrepp100
run nordsok show 1
like "$out" '^Copy: .*(kopia|annat)\.txt' "show names the copies"

# --- what goes
nordsok remove "$tmp/in/flaum-nn.pptx" "$tmp/in/flaum-nn.odp" "$tmp/in/guide-2012.txt" >/dev/null
run nordsok duplicates --format json
is "PDF PPT" "$(versions flaum .format | sort | paste -sd' ')" "what was removed is no version any longer"
is "" "$(versions guide .format)" "what is left alone is no work"
nordsok remove "$tmp/in/copies" "$tmp/in/flaum-nn.ppt" >/dev/null
run nordsok duplicates
is 1 "$rc" "nothing alike: exit code 1"
like "$out" '^0 works in several versions' "which is said"

# --- in the order they come
for order in "pdf odp ppt pptx" "pptx ppt odp pdf"; do
  rm -f "$NORDSOK_INDEX"*
  for format in $order; do nordsok index --ocr never "$tmp/in-$format" "$tree/fixtures/decks/flaum-nn/flaum-nn.$format" >/dev/null 2>&1; done
  nordsok duplicates --format json | jq -c '[.works[] | {work, versions: [.versions[] | [.document, .similarity]]}]'
done >"$tmp/orders"
is 1 "$(sort -u "$tmp/orders" | wc -l)" "the same works whatever the order"

finish
