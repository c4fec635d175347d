#!/usr/bin/env bash
# --ocr, the marks on text that was read from images, and what status says of it. The reader and nordsok-ocr are scripted.
. "$(dirname "$0")/lib.sh"
scripted=$BUILD/tests/workers/scripted
mkdir "$tmp/tessdata" "$tmp/scans"
: >"$tmp/tessdata/swe.traineddata"
export TESSDATA_PREFIX=$tmp/tessdata
printf 'options\n' >"$tmp/scans/options.txt"

# the mode reaches the reader
export NORDSOK_WORKER=$scripted NORDSOK_OCR=$BUILD/tests/workers/scripted_ocr
text() { nordsok extract --format json "$@" "$tmp/scans/options.txt" | jq -r '.units[0].text'; }
is "{'ocr': 'auto'}" "$(text)" "auto is the default"
is "{'ocr': 'never'}" "$(text --ocr never)" "--ocr never"
is "{'ocr': 'always'}" "$(text --ocr=always)" "--ocr=always"
is "{'ocr': 'auto', 'ocr-missing': '1'}" "$(NORDSOK_OCR=/nonexistent text)" "the reader is told where nordsok-ocr is missing"
is "{'ocr': 'auto', 'ocr-missing': '1'}" "$(TESSDATA_PREFIX=/nonexistent text)" "and where its data are"
for command in index extract; do
  run nordsok $command --index "$tmp/i.db" --ocr sometimes "$tmp/scans"
  is 2 "$rc" "$command: another word is a usage error"
  like "$err" "--ocr is auto, never or always, not 'sometimes'" "$command: that says what is right"
  run nordsok $command --help
  like "$out" "--ocr=auto\|never\|always" "$command: --help tells of it"
done
run nordsok index --index "$tmp/mode.db" --ocr never "$tmp/scans"
is "{'ocr': 'never'}" "$(nordsok search --index "$tmp/mode.db" --format json never | jq -r '.hits[0].snippet')" "index hands it on as well"

# a page goes to nordsok-ocr and comes back
printf 'page ok none die ok\n' >"$tmp/page.txt"
is "blåbær:0.9 nothing:0.0 nothing:0.0 blåbær:0.9" "$(nordsok extract --format json "$tmp/page.txt" | jq -r '.units[0].text')" "pages are read, and one that kills is only one"
is "nothing:0.0" "$(printf 'page ok\n' >"$tmp/p2.txt"; nordsok extract --ocr never --format json "$tmp/p2.txt" | jq -r '.units[0].text')" "not with --ocr never, whatever a reader asks"

# marks
mkdir "$tmp/marks"
printf 'scanned 0.936\nkommunens blåbær' >"$tmp/marks/a.txt"
printf 'poor 0.4\nkommunens lingon' >"$tmp/marks/b.txt"
printf 'ok\nkommunens hjortron' >"$tmp/marks/c.txt"
run nordsok extract "$tmp/marks"
is 0 "$rc" "extract of marked places"
like "$out" '^\[section\] \(read from an image, sure to 93 %\)$' "extract: how sure it is"
like "$out" '^\[section\] \(text layer of poor quality\)$' "extract: a poor text layer"
like "$out" '^\[section\]$' "extract: no mark on other text"
run nordsok extract --format json "$tmp/marks"
is '[true,0.936] [null,0.4] [null,null]' "$(jq -c '.units[0] | [.ocr, .quality]' "$tmp/out" | xargs -d '\n')" "extract: as JSON"
run nordsok index --index "$tmp/marks.db" "$tmp/marks"
for query in "blåbær:true:0.936:read from an image, sure to 93 %" "lingon:null:0.4:text layer of poor quality" "hjortron:null:null:"; do
  IFS=: read -r word ocr quality mark <<<"$query"
  hit=$(nordsok search --index "$tmp/marks.db" --format json "=$word" | jq -c '.hits[0]')
  is "$ocr $quality" "$(jq -r '"\(.ocr) \(.quality)"' <<<"$hit")" "$word: search as JSON"
  run nordsok search --index "$tmp/marks.db" "=$word"
  shown=$(nordsok show --index "$tmp/marks.db" "$(jq -r .unit <<<"$hit")")
  if [ -n "$mark" ]; then
    like "$out" "^  1  section \\($mark\\)" "$word: search"
    like "$shown" "^\\[section\\]  \\($mark\\)" "$word: show"
  else
    unlike "$out$shown" 'image|quality' "$word: no mark in search and show"
  fi
done

# a file without text is looked at again when asked for, and not before
mkdir "$tmp/empty"
printf 'flaky-empty %s\n' "$tmp/once" >"$tmp/empty/a.txt"
run nordsok index --index "$tmp/empty.db" "$tmp/empty"
is 4 "$rc" "a scan without OCR has no text"
is "empty" "$(nordsok failures --index "$tmp/empty.db" --format json | jq -r '.. | .status? // empty' | head -1)" "and is told as such"
run nordsok index --index "$tmp/empty.db" "$tmp/empty"
like "$out" 'unchanged +1' "it is not read again by itself"
run nordsok index --index "$tmp/empty.db" --retry-failed "$tmp/empty"
is 0 "$rc" "--retry-failed reads it again"
is 1 "$(nordsok search --index "$tmp/empty.db" --format json innehåll | jq .total)" "and finds its text"

# status
unset NORDSOK_WORKER
run nordsok status --index "$tmp/marks.db"
like "$out" '^Text on images \(OCR\)$' "status has a part on it"
like "$out" 'nordsok-ocr +found' "status: the program"
like "$out" 'tesseract-ocr-swe +found \(Swedish\)' "status: what can be read"
like "$out" 'tesseract-ocr-nor +missing \(Norwegian.*\): apt install tesseract-ocr-nor' "status: what to install"
unlike "$out" 'tesseract-ocr-fao' "status: no word of the lack of rarer ones"
is "true true false" "$(nordsok status --index "$tmp/marks.db" --format json | jq -r '.ocr | "\(.program) \(."tesseract-ocr-swe") \(."tesseract-ocr-nor")"')" "status as JSON"
NORDSOK_OCR=/nonexistent run nordsok status --index "$tmp/marks.db"
like "$out" 'nordsok-ocr +missing: nordsok is built without it' "status: no program"
NORDSOK_OCR=/nonexistent run nordsok status --index "$tmp/marks.db" --format json
is "false" "$(jq .ocr.program <<<"$out")" "status as JSON: no program"
NORDSOK_OCR=/bin/true run nordsok status --index "$tmp/marks.db"
like "$out" 'nordsok-ocr +missing: .*does not start' "status: a program that does not start"
NORDSOK_TEST_OCR=gaps run nordsok status --index "$tmp/marks.db"
like "$out" 'nordsok-ocr +missing: .*landlock' "status: gaps in its cage"
NORDSOK_LANGUAGE=sv run nordsok status --index "$tmp/marks.db"
like "$out" '^Text i bilder \(OCR\)$' "status in Swedish"
if [ -x "$BUILD/nordsok-ocr" ]; then
  NORDSOK_OCR= TESSDATA_PREFIX= run nordsok status --index "$tmp/marks.db" --format json
  is true "$(jq .ocr.program <<<"$out")" "the real nordsok-ocr greets"
else
  skip "the real nordsok-ocr greets" "it is not built: libtesseract-dev is missing"
fi
finish
