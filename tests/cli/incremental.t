#!/usr/bin/env bash
# What later runs make of what has changed since: touched, moved, copied, gone, replaced; and what people say of files.
. "$(dirname "$0")/lib.sh"
index=$tmp/index.db
export NORDSOK_INDEX=$index
in=$tmp/papper

old() { touch -d '2 hours ago' "$@"; }
index() { nordsok index "$in" "$@" 2>"$tmp/err" | grep -v ' s$' | tr -s ' ' | sed 's/^ //' | paste -sd, -; }
paths() { nordsok search --format json "=${1#=}" 2>/dev/null | jq -r '.hits[].path' | sed "s|$in/||" | sort | paste -sd, -; }
unit() { nordsok search --format json "$1" | jq -r '.hits[0].unit'; }
opens() { strace -f -e trace=openat -o "$tmp/trace" nordsok index "$in" >/dev/null 2>&1 && grep -c "$in/.*\.txt" "$tmp/trace"; }

mkdir -p "$in/mapp"
printf 'Vindkraft i Gävle\n\nKommunen planerar nya verk.\n' >"$in/vind.txt"
printf 'Solkraft i Lund\n\nPaneler på skolans tak.\n' >"$in/sol.txt"
printf 'Vattenkraft i Älvdalen\n\nDammen ses över.\n' >"$in/mapp/vatten å.txt"
old "$in"/*.txt "$in"/mapp/*
is "read 3" "$(index)" "all is read"
is "unchanged 3" "$(index)" "and then left alone"
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
  is 0 "$(opens)" "without a look at the content"
else
  skip "without a look at the content" "no strace here"
fi

# the same content with another time, or in another inode
touch "$in/vind.txt"
is "unchanged 3" "$(index)" "a touched file is not read again"
cp -p "$in/sol.txt" "$tmp/sol" && mv "$tmp/sol" "$in/sol.txt"
is "unchanged 3" "$(index)" "nor one that was copied back"

# another content that looks the same by size and time
touch -r "$in/sol.txt" "$tmp/time"
printf 'Solkraft i Umeå\n\nPaneler på skolans tak\n' >"$in/sol.txt" && touch -r "$tmp/time" "$in/sol.txt"
is "unchanged 3" "$(index)" "size and time are believed"
is "read 1,unchanged 2" "$(index --verify)" "but not with --verify"
is sol.txt "$(paths Umeå)" "what it holds now is found"
is "" "$(paths "=Lund")" "what it held is not"

# a file that changes directly after it was read, within the tick of a clock
printf 'Kärnkraft\n\nFörsta texten om reaktorer.\n' >"$in/ny.txt"
index >/dev/null
touch -r "$in/ny.txt" "$tmp/time"
printf 'Kärnkraft\n\nAndra texten om reaktorer!\n' >"$in/ny.txt" && touch -r "$tmp/time" "$in/ny.txt"
index >/dev/null
is ny.txt "$(paths andra)" "a change within the clock's tick is seen by the next run"
rm "$in/ny.txt"
index >/dev/null

# moved
cited=$(unit vindkraft)
mv "$in/vind.txt" "$in/mapp/vindkraft.txt"
is "moved 1,unchanged 2" "$(index)" "a moved file is not read again"
is mapp/vindkraft.txt "$(paths vindkraft)" "it is found where it is now"
is "$cited" "$(unit vindkraft)" "under the id that it had"
is "$(sqlite3 "$index" "SELECT status FROM source WHERE path LIKE '%/vindkraft.txt'")" ok "it is no copy of anything"
mv "$in/mapp" "$in/mappen"
is "moved 2,unchanged 1" "$(index)" "a renamed folder is not read again"
is "mappen/vatten å.txt" "$(paths vattenkraft)" "and its files are found there"

# two files that change places
mv "$in/sol.txt" "$tmp/a"; mv "$in/mappen/vindkraft.txt" "$in/sol.txt"; mv "$tmp/a" "$in/mappen/vindkraft.txt"
index >/dev/null
is "mappen/vindkraft.txt sol.txt" "$(paths solkraft) $(paths vindkraft)" "two files that change places are each found where they are"
is "$cited" "$(unit vindkraft)" "under the ids that they had"

# copies
cp "$in/sol.txt" "$in/kopia.txt"
is "duplicate 1,unchanged 3" "$(index)" "a copy is one document with two sources"
rm "$in/sol.txt"
is "gone 1,unchanged 3" "$(index)" "when the first goes"
is kopia.txt "$(paths vindkraft)" "the copy takes its place"
is "$(sqlite3 "$index" "SELECT status FROM source WHERE path LIKE '%/kopia.txt'")" ok "and is no copy any more"
index >/dev/null

# replaced, and what cites it
printf 'Vindkraft i Gävle\n\nKommunen har beslutat om sex verk.\n' >"$in/kopia.txt"
is "read 1,unchanged 2" "$(index)" "a changed file is read"
run nordsok show "$cited"
is 0 "$rc" "the place that was cited can still be shown"
like "$out" 'Kommunen planerar nya verk' "with the text that was cited"
like "$out" 'changed since: replaced on 20..-..-.. by d[a-z2-7]{16}' "and says that it has changed"
now=$(sed -n 's/.*changed since: replaced on .* by //p' <<<"$out")
like "$(nordsok show "$now")" 'sex verk' "and by what it was replaced"
is "" "$(paths "=planerar")" "but it is not found any more"
printf 'Vindkraft i Gävle\n\nKommunen har byggt sju verk.\n' >"$in/kopia.txt"
index >/dev/null
like "$(nordsok show "$(nordsok show "$cited" | sed -n 's/.*changed since: replaced on .* by //p')")" 'sju verk' "the replacement is the one of today"
printf 'Vindkraft i Gävle\n\nKommunen planerar nya verk.\n' >"$in/kopia.txt"
index >/dev/null
unlike "$(nordsok show "$cited")" 'changed since' "when the old content is back, so is what was cited"

# gone
rm "$in/kopia.txt"
is "gone 1,unchanged 2" "$(index)" "a file that is not there any more is gone"
is "" "$(paths vindkraft)" "and is not found"
like "$(nordsok show "$cited")" 'gone since' "who has its id is told"
is "gone" "$(sqlite3 "$index" "SELECT status FROM source WHERE path LIKE '%/kopia.txt'")" "the ledger keeps it"
is "unchanged 2" "$(index)" "it is told once"
like "$(nordsok status)" 'gone +' "status counts what is gone"

# only below the roots of the run
run nordsok index "$in/mappen"
is 2 "$(sqlite3 "$index" "SELECT count(*) FROM source WHERE status='ok'")" "a run over one folder leaves the others alone"

# a folder that cannot be read hides its files, it does not take them away
if [ "$(id -u)" -ne 0 ]; then
  chmod 000 "$in/mappen"; index >/dev/null; chmod 755 "$in/mappen"
  is 2 "$(sqlite3 "$index" "SELECT count(*) FROM source WHERE status='ok' AND path LIKE '%.txt'")" "what lies in a folder that cannot be read is not gone"
else
  skip "what lies in a folder that cannot be read is not gone" "root reads all"
fi

# an unmounted disk looks like an empty folder
mv "$in" "$tmp/borta"; mkdir "$in"
run nordsok index "$in"
is 4 "$rc" "a folder that is empty where it was full is told"
like "$err" 'nothing is left in .*/papper, of which the index holds 2 files' "and what it held"
is 2 "$(sqlite3 "$index" "SELECT count(*) FROM source WHERE status='ok'")" "all stays as it was"
rmdir "$in"
run nordsok index "$in"
is 4 "$rc" "one that is not there is the same"
is 2 "$(sqlite3 "$index" "SELECT count(*) FROM source WHERE status='ok'")" "all stays here, too"
mv "$tmp/borta" "$in"
is "unchanged 2" "$(index)" "and is there when the disk is back"
mv "$in" "$tmp/borta"; mkdir "$in"
run nordsok index "$in" --allow-empty
is 0 "$rc" "--allow-empty takes it out"
is 0 "$(sqlite3 "$index" "SELECT count(*) FROM document")" "all of it"
rmdir "$in"; mv "$tmp/borta" "$in"
is "read 2" "$(index)" "what comes back is read"

# a list of files covers only what it names
printf '%s\n' "$in/mappen/vindkraft.txt" "$in/finns-inte.txt" >"$tmp/lista"
run nordsok index --files-from "$tmp/lista"
is 4 "$rc" "a file of a list that never was there fails"
is 2 "$(sqlite3 "$index" "SELECT count(*) FROM source WHERE status='ok'")" "what the list does not name is left alone"

# a file that kills its reader is known by its content
mkdir "$tmp/svara"
printf '#!/bin/sh\necho >>"%s"\nexec "%s" "$@"\n' "$tmp/starts" "$BUILD/tests/workers/scripted" >"$tmp/worker"
chmod +x "$tmp/worker"
starts() { : >"$tmp/starts"; NORDSOK_WORKER=$tmp/worker nordsok index --jobs 1 --index "$tmp/k.db" "$tmp/svara" "$@" >/dev/null 2>&1; wc -l <"$tmp/starts"; }
printf 'die\n' >"$tmp/svara/a.txt"
is 2 "$(starts)" "a file is tried on a second reader"
cp "$tmp/svara/a.txt" "$tmp/svara/b.txt"; mv "$tmp/svara/a.txt" "$tmp/svara/c.txt"
is 1 "$(starts)" "copies of it are not tried again"
is "b.txt:crashed,c.txt:crashed" "$(nordsok failures --index "$tmp/k.db" --format json | jq -r '.failures[] | "\(.path|split("/")|last):\(.status)"' | sort | paste -sd, -)" "but have its state"
is 4 "$(starts --retry-failed)" "unless it is asked for"

# what people say of files
printf 'sökväg;Diarienummer;år;utgivare\r\nmappen/vindkraft.txt;KS 2014/12;2014;"Umeå; kommun"\r\n' | iconv -t windows-1252 >"$in/lista.csv"
run nordsok index "$in/mappen" --metadata "$in/lista.csv" --base-url "$in=https://umea.example/filer"
like "$err" 'lista.csv: 1 file, 1 of them with something new' "a list is taken"
place=$(nordsok search --format json solkraft)
is "2014 https://umea.example/filer/mappen/vindkraft.txt" "$(jq -r '.hits[0] | "\(.date) \(.address)"' <<<"$place")" "date and address are those of the list"
like "$(nordsok show "$(unit solkraft)")" 'diarienummer: KS 2014/12' "what it says else is shown"
like "$(nordsok search --format json 'kommun umeå' | jq -r '.hits[].path')" 'vindkraft.txt' "and who published it is found"
is "unchanged 2" "$(nordsok index "$in/mappen" --metadata "$in/lista.csv" 2>/dev/null | grep unch | tr -s ' ' | sed 's/^ //')" "the same list again changes nothing"
mv "$in/mappen/vindkraft.txt" "$in/mappen/flyttad.txt"
nordsok index "$in/mappen" >/dev/null 2>&1
like "$(nordsok show "$(unit solkraft)")" 'diarienummer: KS 2014/12' "it moves with its file"
nordsok index --retry-failed --verify "$in" >/dev/null 2>&1
printf 'path,date\nx.txt,3 feb\n' >"$tmp/fel.csv"
run nordsok index "$in" --metadata "$tmp/fel.csv"
is 2 "$rc" "a list that cannot be understood is a usage error"
like "$err" 'fel.csv: row 2: a date is written' "which names the row"
printf 'a,b\n1,2\n' >"$tmp/fel.csv"
run nordsok index "$in" --metadata "$tmp/fel.csv"
like "$err" 'no column is named path' "and what is missing"
run nordsok index "$in" --base-url nonsens
is 2 "$rc" "an address without a folder is a usage error"

# a file that fails is moved and tried again: its old name stays gone
printf '%%PDF-1.4 trasig' >"$in/t1.pdf"; old "$in/t1.pdf"; index >/dev/null
mv "$in/t1.pdf" "$in/t2.pdf"; index >/dev/null
index --retry-failed >/dev/null
run nordsok check
is 0 "$rc" "the index is sound"
finish
