#!/usr/bin/env bash
# nordsok index against workers that die or hang, interruption, two runs at once, files that come and go.
. "$(dirname "$0")/lib.sh"
scripted=$BUILD/tests/workers/scripted
so=$BUILD/nordsok_fts.so

states() { nordsok status --index "$1" --format json | jq -c '.states'; }
integrity() { # the full-text index of $1 agrees with its content, and there are no orphans
  if grep -q __asan_init "$so"; then return; fi
  sqlite3 -cmd ".load '$so'" "$1" "INSERT INTO unit_fts(unit_fts, rank) VALUES('integrity-check', 1);
    INSERT INTO document_fts(document_fts, rank) VALUES('integrity-check', 1); PRAGMA foreign_key_check;
    SELECT 'orphan ' || id FROM document WHERE id NOT IN (SELECT document FROM source WHERE document IS NOT NULL)" 2>&1
}

# a worker's death costs one document
mkdir "$tmp/bad"
printf 'ok\nett bra dokument' >"$tmp/bad/1.txt"
printf 'die\n' >"$tmp/bad/2.txt"
printf 'found-then-die 2\n' >"$tmp/bad/3.txt"
printf 'garble\n' >"$tmp/bad/4.txt"
printf 'out-of-memory\n' >"$tmp/bad/5.txt"
printf 'child inne.txt\n' >"$tmp/bad/6.txt"
printf 'ok\nett annat bra dokument' >"$tmp/bad/7.txt"
export NORDSOK_WORKER=$scripted
run nordsok index --index "$tmp/bad.db" --jobs 2 "$tmp/bad"
is 4 "$rc" "bad files: the run ends, and exits 4"
is '{"ok":4,"crashed":2,"out-of-memory":1,"partial":1}' "$(states "$tmp/bad.db")" "each file and the one inside has its state"
run nordsok search --index "$tmp/bad.db" death; is 0 "$rc" "units found before a death are kept"
like "$(nordsok search --index "$tmp/bad.db" --format json inside | jq -r '.hits[0].path')" '6\.txt!/inne\.txt$' "a document inside another has its path"
is "" "$(integrity "$tmp/bad.db")" "the index is in order"
run nordsok index --index "$tmp/bad.db" "$tmp/bad"
like "$out" 'unchanged +7' "what failed is not tried again by itself"
printf 'sleep\n' >"$tmp/bad/8.txt"
run nordsok index --index "$tmp/bad.db" --timeout 1 "$tmp/bad/8.txt"
like "$out" 'out of time +1' "a file that takes too long ends as such"

# a worker that starts once and never again ends the run; nothing is written of the files it could not read
cat >"$tmp/once" <<EOF
#!/bin/sh
[ -e "$tmp/started" ] && exit 1
touch "$tmp/started"
exec "$scripted" "\$@"
EOF
chmod +x "$tmp/once"
printf 'die\n the largest file comes first, so that the others are still to be read' >"$tmp/bad/9.txt"
NORDSOK_WORKER=$tmp/once run nordsok index --index "$tmp/once.db" --jobs 1 "$tmp/bad/9.txt" "$tmp/bad/1.txt" "$tmp/bad/7.txt"
is 3 "$rc" "no worker to be had: exit 3"
NORDSOK_WORKER=$scripted run nordsok index --index "$tmp/once.db" "$tmp/bad/1.txt" "$tmp/bad/7.txt"
like "$out" 'read +2' "the next run reads what was left"

# Ctrl-C keeps what is done; the next run goes on
mkdir "$tmp/slow"
for i in 1 2 3 4 5 6 7 8; do printf 'beat 0.4\nlångsamt dokument %d' "$i" >"$tmp/slow/$i.txt"; done
nordsok index --index "$tmp/slow.db" --jobs 1 "$tmp/slow" >"$tmp/out" 2>"$tmp/err" &
pid=$!
sleep 1.3
kill -INT $pid
wait $pid
is 130 "$?" "an interrupted run exits 130"
like "$(cat "$tmp/err")" 'stopped' "and says that it was stopped"
done=$(nordsok status --index "$tmp/slow.db" --format json | jq '.states.ok')
[ "$done" -ge 1 ] && [ "$done" -lt 8 ]; ok $? "what was done is kept ($done of 8)"
nordsok index --index "$tmp/slow.db" "$tmp/slow" >/dev/null 2>&1
is '{"ok":8}' "$(states "$tmp/slow.db")" "the same command goes on from there"
is "" "$(integrity "$tmp/slow.db")" "the index is in order"

# killed without warning
rm -f "$tmp"/slow.db*
cat >"$tmp/noted" <<EOF
#!/bin/sh
echo \$\$ >>"$tmp/workers"
exec "$scripted" "\$@"
EOF
chmod +x "$tmp/noted"
NORDSOK_WORKER=$tmp/noted nordsok index --index "$tmp/slow.db" --jobs 2 "$tmp/slow" >/dev/null 2>&1 &
pid=$!
sleep 0.9
kill -KILL $pid
wait $pid 2>/dev/null
for _ in $(seq 30); do
  alive=
  while read -r worker; do # one that is dead but not yet reaped (state Z) answers to kill as well
    kill -0 "$worker" 2>/dev/null && ! grep -qs '^State:.Z' "/proc/$worker/status" && alive="$alive $worker"
  done <"$tmp/workers"
  [ -z "$alive" ] && break
  sleep 0.1
done
like "$(wc -l <"$tmp/workers")" '[1-9]' "workers were at work"
is "" "$alive" "no worker outlives its parent"
nordsok index --index "$tmp/slow.db" "$tmp/slow" >/dev/null 2>&1
is '{"ok":8}' "$(states "$tmp/slow.db")" "after SIGKILL the next run makes it whole"
is "" "$(integrity "$tmp/slow.db")" "and the index is in order"

# two runs at once, searches meanwhile
rm -f "$tmp"/slow.db*
nordsok index --index "$tmp/slow.db" --jobs 1 "$tmp/slow/1.txt" "$tmp/slow/2.txt" "$tmp/slow/3.txt" >/dev/null 2>&1 &
first=$!
sleep 0.5
nordsok index --index "$tmp/slow.db" --jobs 1 "$tmp/slow/4.txt" >"$tmp/out" 2>"$tmp/err" &
second=$!
for _ in 1 2 3 4 5; do nordsok search --index "$tmp/slow.db" dokument >/dev/null 2>>"$tmp/search-errors"; [ $? -le 1 ] || echo "failed" >>"$tmp/search-errors"; sleep 0.1; done
wait $first; one=$?
wait $second; two=$?
is "0 0" "$one $two" "two runs on one index both end well"
like "$(cat "$tmp/err")" 'another run' "the second says that it waits"
unlike "$(cat "$tmp/search-errors")" 'failed|locked|SQL' "searches go on meanwhile"
is '{"ok":4}' "$(states "$tmp/slow.db")" "no update is lost"
unset NORDSOK_WORKER

# a file that cannot be opened for a moment keeps its document
mkdir "$tmp/papers"
printf 'Rubrik\n\nBeständig text om vindkraft.\n' >"$tmp/papers/a.txt"
nordsok index --index "$tmp/p.db" "$tmp/papers" >/dev/null
mv "$tmp/papers/a.txt" "$tmp/a.moved"
run nordsok index --index "$tmp/p.db" "$tmp/papers/a.txt"
is 4 "$rc" "a file that is not there fails"
run nordsok search --index "$tmp/p.db" vindkraft; is 0 "$rc" "what was read of it before is still found"

# the same file by two starts is one row; a folder may be named with a sign that archives use
mkdir "$tmp/papers/Hallå!"
printf 'Solkraft på taken.\n' >"$tmp/papers/Hallå!/b.txt"
run nordsok index --index "$tmp/p.db" "$tmp/papers" "$tmp/papers/Hallå!/b.txt"
like "$(nordsok search --index "$tmp/p.db" --format json solkraft | jq -r '.hits[0].url')" 'Hall%C3%A5!/b\.txt#line=1$' "a folder named with ! is a folder"

# words that only the title has
printf '<!DOCTYPE html><html><head><title>Resultat av havsörnsinventering</title></head><body><main><h2>Resultat</h2><p>Fyrtio bon hittades längs kusten i somras, fler än året innan.</p></main></body></html>' >"$tmp/papers/c.html"
nordsok index --index "$tmp/p.db" "$tmp/papers" >/dev/null
run nordsok search --index "$tmp/p.db" havsörnsinventering; is 0 "$rc" "a word that only the title has is found"

# passwords
run nordsok index --index "$tmp/e.db" "$tree/fixtures/encrypted-pdf/input.pdf"
like "$out" 'encrypted +1' "an encrypted file says so"
printf 'fel\ngranskog\n' >"$tmp/passwords"
run nordsok index --index "$tmp/e.db" --password-file "$tmp/passwords" "$tree/fixtures/encrypted-pdf/input.pdf"
like "$out" 'read +1' "and is read once the password is given"

# another program's database is not touched
sqlite3 "$tmp/other.sqlite" 'CREATE TABLE t(x); INSERT INTO t VALUES(1)'
before=$(sha256sum <"$tmp/other.sqlite")
run nordsok index --index "$tmp/other.sqlite" "$tmp/papers"; is 3 "$rc" "another program's database is refused"
is "$before" "$(sha256sum <"$tmp/other.sqlite")" "and not changed by a byte"

# a closed stderr must not become the index
nordsok index --index "$tmp/w.db" "$tmp/papers" >/dev/null
(flock 9; sleep 1) 9<"$tmp/w.db" &
sleep 0.2
nordsok index --index "$tmp/w.db" "$tmp/papers" >/dev/null 2>&-
wait
is "ok" "$(sqlite3 "$tmp/w.db" 'PRAGMA integrity_check')" "messages never land in the index, whatever is closed"

# Ctrl-C while waiting for another run
(flock 9; sleep 3) 9<"$tmp/w.db" &
holder=$!
sleep 0.2
nordsok index --index "$tmp/w.db" "$tmp/papers" >/dev/null 2>&1 &
pid=$!
sleep 0.5
kill -TERM $pid
wait $pid
ended=$?
[ "$ended" -ne 0 ] && kill -0 $holder 2>/dev/null
ok $? "a run that waits can be ended"
wait $holder

# odd paths
run nordsok index --index "$tmp/o.db" ""; is 2 "$rc" "an empty path is a usage error"
run nordsok remove --index "$tmp/w.db" ""; is 2 "$rc" "to remove as well"
mkdir "$tmp/in"; ln -s in "$tmp/link"; printf 'text om skog\n' >"$tmp/in/a.txt"
run nordsok index --index "$tmp/link/i.db" "$tmp/in"
run nordsok index --index "$tmp/link/i.db" "$tmp/in"
is '{"ok":1}' "$(states "$tmp/link/i.db")" "the index does not read itself, by whatever name"
run nordsok index --index "$tmp/o.db" "$tmp/in" "$tmp/in" "$tmp/in/a.txt"
like "$out" 'read +1' "the same file by three starts is read once"
touch -d 2400-01-01 "$tmp/in/a.txt" && run nordsok index --index "$tmp/o.db" "$tmp/in"; is 0 "$rc" "a time far ahead is taken"
printf '<html><body><p>Kommunen har\0 en plan f\xc3\xb6r vindkraft</p></body></html>' >"$tmp/nul.html"
run nordsok extract "$tmp/nul.html"; like "$out" 'plan för vindkraft' "a stray NUL is no reason to refuse a page"

# a phrase of any length is answered at once
run timeout 20 nordsok search --index "$tmp/o.db" -- "\"$(yes skog | head -5000 | tr '\n' ' ')\""
[ "$rc" -le 1 ]; ok $? "a phrase of 5,000 words is answered"

if grep -q __asan_init "$so"; then
  skip "the cage" "sanitizer builds have none"
else
  run nordsok index --index "$tmp/c.db" --require-sandbox "$tmp/papers/a.txt" "$tmp/papers/c.html"
  if [ "$rc" -eq 3 ]; then like "$err" 'cage' "--require-sandbox refuses where the kernel cannot close the cage"; else like "$out" 'read +1' "--require-sandbox runs where the cage is closed"; fi
fi
# a reader that the system kills as it starts is no broken installation
printf '#!/bin/sh\n[ -e "%s" ] || { touch "%s"; kill -9 $$; }\nexec "%s" "$@"\n' "$tmp/killed-once" "$tmp/killed-once" "$BUILD/nordsok-extract" >"$tmp/start" && chmod +x "$tmp/start"
NORDSOK_WORKER=$tmp/start run nordsok index --index "$tmp/start.db" "$tmp/papers"
is "0 yes" "$rc $([ -e "$tmp/killed-once" ] && echo yes)" "a reader that is killed as it starts is started again"
printf '#!/bin/sh\nkill -9 $$\n' >"$tmp/start"
NORDSOK_WORKER=$tmp/start run nordsok index --index "$tmp/start.db" --verify "$tmp/papers"
is 3 "$rc" "one that never starts ends the run"

finish
