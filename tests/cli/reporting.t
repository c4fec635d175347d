#!/usr/bin/env bash
# What a run tells: progress, a line a file, the summary, as text and as JSON; nordsok failures; what each reason says to do next.
. "$(dirname "$0")/lib.sh"
scripted=$BUILD/tests/workers/scripted
export NORDSOK_INDEX=$tmp/index.db

mkdir "$tmp/in"
printf 'ok\nett bra dokument' >"$tmp/in/bra.txt"
cp "$tmp/in/bra.txt" "$tmp/in/kopia.txt"
printf 'die\n' >"$tmp/in/dör.txt"
printf 'found-then-die 2\n' >"$tmp/in/delvis.txt"
printf 'flaky-empty %s/empty\n' "$tmp" >"$tmp/in/tom.txt"
printf 'beat 0.6\nlångsam' >"$tmp/in/långsam.txt"
export NORDSOK_WORKER=$scripted

# lines of JSON
run nordsok index --jobs 1 --log-format json "$tmp/in"
is 4 "$rc" "a run with failures exits 4, whatever the form"
is "" "$err" "not on a terminal, a short run tells nothing of its progress"
is "file:6 summary:1" "$(jq -rs 'group_by(.event) | map("\(.[0].event):\(length)") | join(" ")' <<<"$out")" "an object a file, and the summary"
is '[1]' "$(jq -sc 'map(.schema) | unique' <<<"$out")" "each with its schema"
is "summary" "$(tail -1 <<<"$out" | jq -r .event)" "the summary comes last"
is '{"ok":2,"duplicate":1,"partial":1,"empty":1,"crashed":1}' "$(jq -c 'select(.event=="summary") | .states' <<<"$out")" "it counts the states"
is "6 3 0 true" "$(jq -r 'select(.event=="summary") | "\(.files) \(.failed) \(.unchanged) \(.seconds > 0)"' <<<"$out")" "files, failures, unchanged ones, and the time"
file() { jq -r "select(.event==\"file\" and (.path | endswith(\"/$1\"))) | $2" <<<"$out"; }
is "ok null 1 true" "$(file långsam.txt '"\(.status) \(.reason) \(.units) \(.seconds >= 0.5 and .seconds < 5)"')" "a file: state, places, the time that its reader took"
is "partial 2" "$(file delvis.txt '"\(.status) \(.units)"')" "one of which a part was read"
like "$(file dör.txt '"\(.status): \(.reason) (\(.detail))"')" '^crashed: the reader crashed on the file; save it anew .*\(' "one that failed: reason and detail"
first=$(jq -r 'select(.event=="file" and .status=="ok" and .size<30) | .document' <<<"$out" | head -1)
like "$first" '^d[a-z2-7]{16}$' "the id of its document"
is "$first" "$(jq -r 'select(.event=="file" and .status=="duplicate") | .document' <<<"$out")" "that of a duplicate is that of its twin"
run nordsok index --log-format json "$tmp/in"
is "summary" "$(jq -r .event <<<"$out")" "what has not changed is counted, not listed"
is 6 "$(jq .unchanged <<<"$out")" "all of it"
run nordsok index --log-format xml "$tmp/in"; is 2 "$rc" "another form is a usage error"
printf 'ok\n%s' x >"$tmp/in/$(printf 'rad\nbruten \377.txt')"
run nordsok index --log-format json "$tmp/in"
is 2 "$(wc -l <"$tmp/out")" "a name with a line end and bytes that are no text stays one line"
rm "$tmp/in/rad"*

# text
rm -f "$NORDSOK_INDEX"* "$tmp/empty"
run nordsok index --jobs 1 --verbose "$tmp/in"
like "$out" '^/.*/långsam.txt: read, 1 place$' "--verbose: a line a file"
like "$out" '^/.*/dör.txt: crashed: the reader crashed on the file; save it anew or get a new copy of it \(.*\)$' "with the reason"
like "$out" '^/.*/(bra|kopia).txt: duplicate$' "and duplicates"
like "$out" '^6 files in [0-9]+\.[0-9] s$' "the summary"

# in other languages: words in the plural, decimal signs
for case in 'sv|1 fil på [0-9]+,[0-9] s|läst, 1 textställe' 'nb|1 fil på [0-9]+,[0-9] s|lest, 1 tekststed' 'nn|1 fil på [0-9]+,[0-9] s|lesen, 1 tekststad'; do
  IFS='|' read -r language summary line <<<"$case"
  NORDSOK_LANGUAGE=$language run nordsok index --index "$tmp/$language.db" --verbose "$tmp/in/bra.txt"
  like "$out" "^$summary\$" "$language: one file, and a decimal comma"
  like "$out" "$line\$" "$language: one place"
done
NORDSOK_LANGUAGE=sv run nordsok index --index "$tmp/sv2.db" "$tmp/in/bra.txt" "$tmp/in/långsam.txt"
like "$out" '^2 filer på' "sv: two files"
NORDSOK_LANGUAGE=sv run nordsok failures; like "$out" '^3 filer:$' "sv: failures"
NORDSOK_LANGUAGE=nn run nordsok failures --status empty; like "$out" '^1 fil:$' "nn: one failure"

# the bar of a terminal
if script -qec true /dev/null >/dev/null 2>&1; then
  for i in 1 2 3 4; do printf 'beat 0.9\n%s' "$i$(head -c 300000 /dev/zero | tr '\0' 'x')" >"$tmp/bar$i.txt"; done
  bar=$(script -qec "nordsok index --index '$tmp/bar.db' --jobs 1 '$tmp'/bar*.txt" /dev/null </dev/null | tr '\r' '\n')
  like "$bar" '[█░]+ [1-3]/4 files, 0\.[369]/1\.2 MB, [0-9.]+ MB/s, (–|0:0[0-9]) left, 0 failed' "a terminal sees files, MB, rate, remaining time, failures"
  bar=$(NORDSOK_LANGUAGE=nn script -qec "nordsok index --index '$tmp/bar2.db' --jobs 1 '$tmp'/bar*.txt" /dev/null </dev/null | tr '\r' '\n')
  like "$bar" '0,[369]/1,2 MB, [0-9]+,[0-9] MB/s, .* att, 0 mislykka' "nn: the same"
else
  skip "a terminal sees files, MB, rate, remaining time, failures" "no script(1)"
fi

# failures
run nordsok failures
is 0 "$rc" "failures: to list them is no failure"
is "3 files:|  partly read           1|  without text          1|  crashed               1" "$(tail -4 <<<"$out" | paste -sd'|')" "counts a state"
run nordsok failures --format json
is '{"partial":1,"empty":1,"crashed":1}' "$(jq -c .counts <<<"$out")" "as JSON as well"
is '[1]' "$(jq -c '[.failures[].run] | unique' <<<"$out")" "each with its run"
run nordsok failures --format csv
is "path,status,reason,detail,size,run" "$(head -1 <<<"$out" | tr -d '\r')" "as CSV: a header"
is 4 "$(wc -l <"$tmp/out")" "and a line for each"
printf 'exit0\n' >"$tmp/in/ny.txt"
nordsok index "$tmp/in" >/dev/null 2>&1
is "ny.txt" "$(nordsok failures --format json --run last | jq -r '.failures[].path' | xargs -n1 basename)" "--run last: what the last run has met"
is 3 "$(nordsok failures --format json --run 1 | jq '.failures | length')" "--run N"
is "ny.txt" "$(nordsok failures --format json | jq -r '.failures[0].path' | xargs basename)" "the newest run first"
run nordsok failures --run later; is 2 "$rc" "another word is a usage error"
nordsok index "$tmp/in" >/dev/null 2>&1
like "$(nordsok failures --run last)" 'nothing has failed' "a run that met nothing new has no failures"

# --retry-failed takes what is empty and partly read as well
run nordsok index --jobs 1 --log-format json "$tmp/in"
is 7 "$(jq .unchanged <<<"$out")" "without it, what failed is left alone"
run nordsok index --jobs 1 --log-format json --retry-failed "$tmp/in"
is "crashed delvis.txt dör.txt ny.txt ok partial tom.txt" "$(jq -r 'select(.event=="file") | .status, (.path | sub(".*/"; ""))' <<<"$out" | sort -u | paste -sd' ')" "with it, all that failed is read again"
is "ok" "$(file tom.txt .status)" "what was without text and has some now is read"
is 0 "$(nordsok failures --status empty --format json | jq '.failures | length')" "and no failure any more"
unset NORDSOK_WORKER

# Every reason says what to do next, or that nothing is to be done, in each language: what follows the semicolon.
if command -v xgettext >/dev/null; then
  xgettext --from-code=UTF-8 --keyword= --keyword=N_ --no-location --no-wrap -o - "$tree"/extractors/*.c "$tree"/extractors/*/*.c \
    "$tree"/document/*.c "$tree"/pipeline/*.c 2>/dev/null | sed -n 's/^msgid "\(..*\)"$/\1/p' >"$tmp/reasons"
  [ "$(wc -l <"$tmp/reasons")" -gt 50 ]; ok $? "there are reasons ($(wc -l <"$tmp/reasons"))"
  is "" "$(grep -v '; ' "$tmp/reasons")" "each says what to do next"
  for language in sv nb nn; do
    msgcat --no-wrap "$tree/po/$language.po" | awk -v reasons="$tmp/reasons" '
      BEGIN { while ((getline line < reasons) > 0) wanted["msgid \"" line "\""] = 1 }
      /^msgid / { reason = ($0 in wanted) ? $0 : "" }
      /^msgstr / && reason != "" && !/; / { print reason }' >"$tmp/mute"
    is "" "$(cat "$tmp/mute")" "$language: in the translation, too"
  done
else
  skip "each reason says what to do next" "no gettext"
fi
finish
