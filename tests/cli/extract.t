#!/usr/bin/env bash
# nordsok extract, analyse, identify.
. "$(dirname "$0")/lib.sh"

printf 'Rubrik\n\nFörsta stycket om styrings-\nsystemet i kommunen.\n' >"$tmp/a.txt"
printf '%%PDF-1.4\nbroken' >"$tmp/b.pdf"
printf '<!DOCTYPE html><html lang="nb"><head><title>Side</title></head><body><main><h1 id="topp">Overskrift</h1><p>Brødtekst om miljø og klima i kommunen.</p></main></body></html>' >"$tmp/c.html"
cp "$tmp/c.html" "$tmp/no extension"
odd=$tmp/$'latin\xe5\nnewline.txt'
printf 'Text i en fil med udda namn.\n' >"$odd"

run nordsok extract --format json "$tmp/a.txt" "$tmp/b.pdf" "$tmp/c.html" "$tmp/no extension" "$odd" "$tmp/missing"
is 4 "$rc" "a failure among the files exits 4"
is 6 "$(wc -l <"$tmp/out")" "one line a file"
is "ok damaged ok ok ok unreadable" "$(jq -r .status <<<"$out" | xargs)" "in the order given"
is "$tmp/a.txt" "$(jq -r .path <<<"$(head -1 "$tmp/out")")" "the path as it was given"
like "$(jq -r '.units[].text' <<<"$(head -1 "$tmp/out")")" 'styringssystemet' "the line-end hyphen is joined"
is "text/html" "$(sed -n 4p "$tmp/out" | jq -r .media_type)" "recognised by content, not by name"
is "schema path status reason media_type title document_kind language date url authors metadata units furniture" \
  "$(sed -n 3p "$tmp/out" | jq -r 'keys_unsorted | join(" ")')" "members of the JSON"
is "topp" "$(sed -n 3p "$tmp/out" | jq -r '[.units[] | select(.heading=="Overskrift")][0].fragment')" "a section has its anchor"
like "$(sed -n 5p "$tmp/out" | jq -r .path)" 'latin\\xe5\\x0anewline' "a name of any bytes is shown escaped"
like "$(sed -n 2p "$tmp/out" | jq -r .reason)" '[a-z]' "a failure has its reason"
run nordsok extract "$tmp/c.html"
is 0 "$rc" "text output exits 0"
like "$out" 'Brødtekst om miljø' "and has the text"
mkdir "$tmp/folder"; cp "$tmp/a.txt" "$tmp/folder/x.txt"; cp "$tmp/c.html" "$tmp/folder/y.html"
run nordsok extract --format json "$tmp/folder"
is 2 "$(wc -l <"$tmp/out")" "a folder stands for its files"

run nordsok analyse --language sv "Nätverksmöten 09.30"
like "$out" '^ +0 +0-15 +surface +nätverksmöten' "analyse: position, span, kind, term"
like "$out" 'lemma +~nätverksmöte?' "analyse: the dictionary form, or the stem, at the same position"
run nordsok analyse --format json "å ä ö"
is "å ä ö" "$(jq -r '[.tokens[] | select(.kind=="surface") | .term] | join(" ")' <<<"$out")" "letters are letters"
run nordsok analyse --language xx text; is 2 "$rc" "an unknown language exits 2"

printf 'Kommunerna har ett stort ansvar för arbetet med miljömålen, och det är viktigt att samverka.\nKommunene har et stort ansvar for arbeidet med miljømålene, og det er viktig å samarbeide.\nKommunane har eit stort ansvar for arbeidet med miljømåla, og det er viktig at dei samarbeider.\n\n' |
  nordsok identify >"$tmp/out"
is "sv nb nn und" "$(cut -f1 "$tmp/out" | xargs)" "identify prints the language of each line"
is 4 "$(wc -l <"$tmp/out")" "one line for each line"

# under other locales
for locale in C POSIX sv_SE.ISO-8859-1 nb_NO.UTF-8 xx_XX; do
  out=$(LC_ALL=$locale LANGUAGE= nordsok extract "$tmp/c.html" 2>&1)
  like "$out" 'Brødtekst om miljø' "letters come out whole under LC_ALL=$locale"
done

# a worker that cannot be had
NORDSOK_WORKER=/nonexistent run nordsok extract "$tmp/a.txt"
is 3 "$rc" "without the reader program: exit 3"
like "$err" 'reader cannot be started' "and it says so"
finish
