#!/usr/bin/env bash
# Several runs on one index, with searches, checks and backups meanwhile: nobody sees an error, no update is lost, and
# the index is the one that an undisturbed run makes.
. "$(dirname "$0")/lib.sh"

# What an index holds, by path: all that does not depend on the order in which it was read.
contents() {
  sqlite3 "$1" "SELECT s.path, s.status, s.sha256, d.public_id, d.title, d.kind, d.language, d.date FROM source AS s
      LEFT JOIN document AS d ON d.id=s.document WHERE s.status<>'duplicate' ORDER BY s.path;
    SELECT d.public_id, u.ordinal, u.public_id, u.kind, u.label, u.heading, u.text, u.language FROM unit AS u
      JOIN document AS d ON d.id=u.document ORDER BY 1, 2;"
}

mkdir "$tmp/papers" "$tmp/more" "$tmp/web"
for i in $(seq 60); do
  printf 'Rubrik %d\n\nKommunen antog miljömålen nummer %d. Vindkraft och buller vid väg %d.\n' $i $i $i >"$tmp/papers/$i.txt"
  printf 'Overskrift %d\n\nKommunen vedtok planen nummer %d. Støy fra veg og jernbane.\n' $i $i >"$tmp/more/$i.md"
  printf '<!DOCTYPE html><html lang="sv"><head><title>Sida %d</title></head><body><main><h1>Sida %d</h1><p>Här står en text om skogsbruk och vindkraft, nummer %d av många.</p></main></body></html>' $i $i $i >"$tmp/web/$i.html"
done

nordsok index --index "$tmp/alone.db" "$tmp/papers" "$tmp/more" "$tmp/web" >/dev/null
contents "$tmp/alone.db" >"$tmp/alone.txt"

# Searches from before the first run on: until there is an index they say so, and from then on they always answer.
search_on() {
  local seen=0
  while [ ! -e "$tmp/stop" ]; do
    nordsok search --index "$tmp/i.db" vindkraft >/dev/null 2>"$tmp/search.err"
    local status=$?
    case $status in
    0) seen=1 ;;
    1) [ $seen -eq 0 ] || echo "what was found is lost" >>"$tmp/seen" ;;
    3) { [ $seen -eq 0 ] && grep -q 'no index at' "$tmp/search.err"; } || cat "$tmp/search.err" >>"$tmp/seen" ;;
    *) echo "exit $status: $(cat "$tmp/search.err")" >>"$tmp/seen" ;;
    esac
    echo $status >>"$tmp/searches"
  done
}
search_on &
searcher=$!
runs=
for folder in papers more web papers; do
  nordsok index --index "$tmp/i.db" --jobs 1 "$tmp/$folder" >"$tmp/run.$folder.out" 2>"$tmp/run.$folder.err" &
  runs="$runs $!"
done
# checks and backups of what is committed, all the while
checks=0 bad=
while kill -0 $runs 2>/dev/null; do
  nordsok status --index "$tmp/i.db" >/dev/null 2>&1 || { sleep 0.05; continue; }
  nordsok check --index "$tmp/i.db" >"$tmp/check.out" 2>&1 || bad="$bad check: $(cat "$tmp/check.out")"
  nordsok backup --index "$tmp/i.db" --force "$tmp/b.db" >"$tmp/backup.out" 2>&1 || bad="$bad backup: $(cat "$tmp/backup.out")"
  nordsok check --index "$tmp/b.db" >"$tmp/check.out" 2>&1 || bad="$bad check of the backup: $(cat "$tmp/check.out")"
  checks=$((checks + 1))
done
ended=
for run in $runs; do wait "$run"; ended="$ended $?"; done
is " 0 0 0 0" "$ended" "four runs at once all end well"
is "" "$bad" "checks and backups meanwhile are in order ($checks rounds)"
[ "$checks" -gt 0 ]; ok $? "there were some"
like "$(cat "$tmp"/run.*.err)" 'another run' "who waits says so"
contents "$tmp/i.db" >"$tmp/i.txt"
cmp -s "$tmp/alone.txt" "$tmp/i.txt"; ok $? "the index is the one that an undisturbed run makes"
run nordsok check --index "$tmp/i.db"; is 0 "$rc" "and is in order"

# Changes, removal, reindexing and vacuum at once, while the searches go on.
for i in 1 2 3 4 5; do printf 'Ny rubrik\n\nEn helt annan text om solkraft, nummer %d.\n' $i >"$tmp/papers/$i.txt"; done
rm "$tmp"/more/1.md
runs=
nordsok index --index "$tmp/i.db" "$tmp/papers" >"$tmp/run.1" 2>&1 & runs="$runs $!"
nordsok remove --index "$tmp/i.db" "$tmp/web" >"$tmp/run.2" 2>&1 & runs="$runs $!"
nordsok reindex --index "$tmp/i.db" >"$tmp/run.3" 2>&1 & runs="$runs $!"
nordsok vacuum --index "$tmp/i.db" >"$tmp/run.4" 2>&1 & runs="$runs $!"
nordsok publish --index "$tmp/i.db" "$tmp/p.db" >"$tmp/run.5" 2>&1 & runs="$runs $!"
nordsok index --index "$tmp/i.db" "$tmp/more" >"$tmp/run.6" 2>&1 & runs="$runs $!"
ended=
for run in $runs; do wait "$run"; ended="$ended $?"; done
touch "$tmp/stop"
wait $searcher
is " 0 0 0 0 0 0" "$ended" "index, remove, reindex, vacuum and publish at once all end well"
[ "$ended" = " 0 0 0 0 0 0" ] || diag "$(cat "$tmp"/run.[1-6])"
is "" "$(cat "$tmp/seen" 2>/dev/null)" "no search saw an error ($(wc -l <"$tmp/searches") searches)"
nordsok index --index "$tmp/again.db" "$tmp/papers" "$tmp/more" >/dev/null
contents "$tmp/again.db" >"$tmp/again.txt"
contents "$tmp/i.db" | grep -v '|gone|' >"$tmp/i.txt"
cmp -s "$tmp/again.txt" "$tmp/i.txt"; ok $? "the index is again the one that an undisturbed run makes"
run nordsok check --index "$tmp/i.db"; is 0 "$rc" "and is in order"
run nordsok check --index "$tmp/p.db"; is 0 "$rc" "so is what was published meanwhile"
finish
