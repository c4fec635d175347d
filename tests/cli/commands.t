#!/usr/bin/env bash
# The commands on a small folder of text: exit codes, formats, odd queries, removal.
. "$(dirname "$0")/lib.sh"

mkdir -p "$tmp/papers/sub"
printf 'Miljömål i kommunen\n\nKommunerna antog miljömålen våren 2014. Skicka e-post till namn@kommun.se före 09.30.\n' >"$tmp/papers/mål.txt"
printf 'Klimaplan\n\nKommunen vedtok en klima- og energiplan. Språket er C# og ikke C++.\n' >"$tmp/papers/sub/plan.txt"
cp "$tmp/papers/mål.txt" "$tmp/papers/kopia.txt"
head -c 3000 /dev/urandom >"$tmp/papers/random.bin"
printf '%%PDF-1.4\nbroken' >"$tmp/papers/broken.pdf"
: >"$tmp/papers/empty.txt"

# usage and help
run nordsok; is 0 "$rc" "without arguments: the overview, exit 0"
like "$out" 'search' "the overview lists search"
run nordsok --help; is 0 "$rc" "--help exits 0"
run nordsok --version; like "$out" '^nordsok [0-9]' "--version"
for command in index search open show status failures remove thesaurus reindex check backup publish vacuum extract analyse identify watch; do
  run nordsok $command --help
  is 0 "$rc" "$command --help exits 0"
  run nordsok $command --index "$tmp/none.db" --help
  is 0 "$rc" "$command takes --index"
  run nordsok $command --no-such-option
  is 2 "$rc" "$command with an unknown option exits 2"
done
run nordsok index; is 2 "$rc" "index without a path exits 2"
run nordsok search; is 2 "$rc" "search without words exits 2"
run nordsok search --limit 0 x; is 2 "$rc" "search --limit 0 exits 2"
run nordsok search --format yaml x; is 2 "$rc" "an unknown format exits 2"
run nordsok open; is 2 "$rc" "open without a number exits 2"
run nordsok open zwei; is 2 "$rc" "open with a word exits 2"

# no index yet
run nordsok search miljö; is 3 "$rc" "search without an index exits 3"
like "$err" 'nordsok index' "and says what to do"
run nordsok status; is 3 "$rc" "status without an index exits 3"
like "$out" 'Readers' "but tells of the readers"
run nordsok remove "$tmp/papers"; is 3 "$rc" "remove without an index exits 3"
[ ! -e "$XDG_DATA_HOME/nordsok/index.db" ]; ok $? "and none was made"
echo "no database" >"$tmp/notes.txt"
run nordsok search --index "$tmp/notes.txt" miljö; is 3 "$rc" "a file that is no index exits 3"
run nordsok index --index "$tmp/notes.txt" "$tmp/papers"; is 3 "$rc" "nor is it written to"
is "no database" "$(cat "$tmp/notes.txt")" "and stays as it was"

# index
run nordsok index "$tmp/papers"
is 4 "$rc" "a run with failures exits 4"
like "$out" 'read +2' "two files are read"
like "$out" 'duplicate +1' "the copy is a duplicate"
like "$out" 'unsupported +1' "random bytes are unsupported"
like "$out" 'damaged +1' "the broken PDF is damaged"
like "$out" 'without text +1' "the empty file is empty"
run nordsok index "$tmp/papers"
is 0 "$rc" "a run in which nothing has changed exits 0"
like "$out" 'unchanged +6' "six files are unchanged"
run nordsok index --retry-failed "$tmp/papers"
is 4 "$rc" "--retry-failed looks into the failures again"
like "$out" 'unchanged +4' "and only into those"
run nordsok index "$tmp/papers/no-such-file.pdf"
is 4 "$rc" "a path that is not there is a failure"
run nordsok failures
like "$out" 'no-such-file.pdf' "and stands in the ledger"
like "$out" 'broken.pdf' "failures lists the broken PDF"
unlike "$out" 'random.bin' "unsupported files are no failures"
run nordsok failures --format json
is 3 "$(jq '.failures | length' <<<"$out")" "failures as JSON"
run nordsok failures --status damaged --format json
is 1 "$(jq '.failures | length' <<<"$out")" "failures of one state"
run nordsok failures --status odd; is 2 "$rc" "an unknown state exits 2"
printf '%s\n' "$tmp/papers/sub/plan.txt" >"$tmp/list"
run nordsok index --index "$tmp/other.db" --files-from "$tmp/list"
is 0 "$rc" "index --files-from"
run nordsok status --index "$tmp/other.db" --format json
is 1 "$(jq .states.ok <<<"$out")" "status as JSON counts one file"
printf '%s\0' "$tmp/papers/mål.txt" | nordsok index --index "$tmp/third.db" --files-from - >/dev/null
run nordsok search --index "$tmp/third.db" miljömål; is 0 "$rc" "--files-from - reads NUL-parted standard input"

# search
run nordsok search miljömål
is 0 "$rc" "search exits 0 when something is found"
like "$out" 'mål.txt|kopia.txt' "and finds the file"
run nordsok miljömål; is 0 "$rc" "words alone search"
run nordsok search --format json miljömål
is 1 "$(jq .schema <<<"$out")" "JSON has its schema"
is "miljömål" "$(jq -r .query <<<"$out")" "JSON has the query"
is "document unit score path title document_kind unit_kind label heading language date snippet marks url address work newest_edition versions" \
  "$(jq -r '.hits[0] | keys_unsorted | join(" ")' <<<"$out")" "JSON hits have their members"
like "$(jq -r '.hits[0].url' <<<"$out")" '^file:///.*(m%C3%A5l|kopia)\.txt#line=' "the address opens the place"
like "$(jq -r '.hits[0] | .snippet as $s | .marks[0] as $m | $s[$m[0]:$m[1]]' <<<"$out")" '^[Mm]iljömål' "marks cut out the hit"
run nordsok search --format csv miljömål
like "$(head -1 "$tmp/out")" '^document,unit,score,path' "CSV has a head"
is 0 "$(python3 -c 'import csv,sys; rows=list(csv.reader(open(sys.argv[1],encoding="utf-8",newline=""))); print(0 if all(len(r)==16 for r in rows) and len(rows)>1 else 1)' "$tmp/out")" "CSV has as many fields everywhere"
run nordsok search finnsinte; is 1 "$rc" "nothing found exits 1"
like "$err" 'nothing found' "and says so"
run nordsok search finnsinte --format json
is 0 "$(jq .total <<<"$out")" "nothing found as JSON is an empty answer"

# any text is a query
for query in e-post 09.30 C# C++ '"' '""' AND OR NOT OCH 'namn@kommun.se' '"unclosed quote' "'" '*' '-' '--' '(' ')' 'a AND' 'AND a' \
  'title:x' 'NEAR(a b)' '^a' 'a b c d' '{}' '%' '_' '\' ';' 'å' $'\xff\xfe' 'a*b' '*a' '++' 'x:y:z' '-a' 'a -a' ' ' '🌲' 'ﬁ' 'o̊'; do
  run nordsok search -- "$query"
  { [ "$rc" -eq 0 ] || [ "$rc" -eq 1 ]; }
  ok $? "query $(printf %q "$query") gives an answer ($rc)"
  unlike "$err" 'fts5|syntax|SQL|column' "and no error of SQLite"
done
run nordsok search e-post; like "$out" 'e-post' "e-post is found"
run nordsok search epost; like "$out$err" 'nothing|e-post' "epost gives an answer"
run nordsok search 09.30; is 0 "$rc" "09.30 is found"
run nordsok search 'C#'; like "$out" 'plan.txt' "C# is found"
run nordsok search 'namn@kommun.se'; is 0 "$rc" "an e-mail address is found"
run nordsok search miljomal; is 0 "$rc" "miljomal finds miljömål when nothing else does"
run nordsok search 'kommun*'; is 0 "$rc" "the beginning of a word"
run nordsok search kommunen -klima; unlike "$out" 'plan.txt' "-word excludes"
run nordsok search '"antog miljömålen"'; is 0 "$rc" "a phrase"
run nordsok search '"miljömålen antog"'; is 1 "$rc" "a phrase keeps its order"
run nordsok search 'saknas OR klimaplan'; is 0 "$rc" "OR"
run nordsok search 'saknas ELLER klimaplan'; is 0 "$rc" "ELLER"

# show, open
run nordsok search --format json miljömål
unit=$(jq -r '.hits[0].unit' <<<"$out") document=$(jq -r '.hits[0].document' <<<"$out")
run nordsok show "$unit"; like "$out" 'antog miljömålen' "show prints a unit"
run nordsok show "$document"; like "$out" 'antog miljömålen' "show prints a document"
run nordsok show 1; like "$out" 'antog miljömålen' "show takes the number of a hit"
run nordsok show uaaaaaaaaaaaaaaaa; is 1 "$rc" "show of an unknown id exits 1"
run nordsok show 'rubbish'; is 1 "$rc" "show of rubbish exits 1"
mkdir "$tmp/bin"
printf '#!/bin/sh\necho "$1" >"%s/opened"\n' "$tmp" >"$tmp/bin/xdg-open"
chmod +x "$tmp/bin/xdg-open"
PATH=$tmp/bin:$PATH run nordsok open 1
is 0 "$rc" "open exits 0"
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -e "$tmp/opened" ] && break; sleep 0.2; done
like "$(cat "$tmp/opened")" '^file:///.*#line=[0-9]+$' "open hands the address to xdg-open"
run nordsok open 99; is 1 "$rc" "open of a hit that was not there exits 1"

# remove
run nordsok remove "$tmp/papers/sub"; is 0 "$rc" "remove exits 0"
run nordsok search klimaplan; is 1 "$rc" "what was removed is not found"
run nordsok remove "$tmp/papers/sub"; is 1 "$rc" "removing nothing exits 1"
run nordsok reindex; is 0 "$rc" "reindex exits 0"
run nordsok search miljömål; is 0 "$rc" "and search goes on"

# a changed file
sleep 0.01
printf 'Ny text\n\nVindkraft i stället.\n' >"$tmp/papers/mål.txt"
rm "$tmp/papers/kopia.txt"
nordsok remove "$tmp/papers/kopia.txt" >/dev/null
run nordsok index "$tmp/papers/mål.txt"; is 0 "$rc" "a changed file is read again"
run nordsok search vindkraft; is 0 "$rc" "its new text is found"
run nordsok search antog; is 1 "$rc" "its old text is not"

# a place where one cannot write
mkdir "$tmp/readonly"
nordsok index --index "$tmp/readonly/index.db" "$tmp/papers/mål.txt" >/dev/null
chmod -R a-w "$tmp/readonly"
run nordsok search --index "$tmp/readonly/index.db" vindkraft
is 0 "$rc" "an index in a folder that cannot be written to is searched"
chmod -R u+w "$tmp/readonly"
finish
