#!/usr/bin/env bash
# The index as a whole: check finds each kind of fault, backup, publish and vacuum, and faults of disk, permission and
# file that end in a clear word and leave the index as it was.
. "$(dirname "$0")/lib.sh"
scripted=$BUILD/tests/workers/scripted

parts() { nordsok check --index "$1" --format json | jq -r '[.findings[].part] | unique | join(" ")'; }
states() { nordsok status --index "$1" --format json | jq -c '.states'; }
nothing_left() { # in folder $1 beside the files named in $2
  ls -A "$1" | tr '\n' ' '
}
# Runs a command as somebody to whom permissions matter: root may do all.
if [ "$(id -u)" -ne 0 ]; then
  as_user() { "$@"; }
elif setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$BUILD/nordsok" 2>/dev/null; then
  chmod 755 "$tmp"
  mkdir -p "$tmp/user"
  chown 65534:65534 "$tmp/user"
  as_user() { HOME=$tmp/user XDG_STATE_HOME=$tmp/user setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
else
  as_user() { false; }
fi

mkdir "$tmp/papers"
for i in 1 2 3 4 5 6; do
  printf 'Rubrik %d\n\nKommunen antog miljömålen nummer %d. Vindkraft och buller.\n' $i $i >"$tmp/papers/$i.txt"
done
cp "$tmp/papers/1.txt" "$tmp/papers/kopia.txt"
index=$tmp/index.db
nordsok index --index "$index" "$tmp/papers" >/dev/null

# --- check ---------------------------------------------------------------------------------------------------------
run nordsok check --index "$index"
is 0 "$rc" "a whole index: check exits 0"
like "$out" 'in order' "and says so"
run nordsok check --index "$index" --format json
is '1 true 0' "$(jq -r '"\(.schema) \(.clean) \(.findings | length)"' <<<"$out")" "the same as JSON"
run nordsok check --index "$index" more; is 2 "$rc" "check takes no arguments"

# fault SQL PART NAME: a copy with this done to it has a finding in PART, and check exits 3.
fault() {
  rm -f "$tmp"/fault.db*
  cp "$index" "$tmp/fault.db"
  sqlite3 "$tmp/fault.db" "PRAGMA foreign_keys=OFF; $1" >/dev/null
  run nordsok check --index "$tmp/fault.db" --format json
  is 3 "$rc" "$3: check exits 3"
  like "$(jq -r '[.findings[] | select(.kind == "fault") | .part] | unique | join(" ")' <<<"$out")" "(^| )$2( |$)" "$3: in the part $2"
  is 0 "$(jq '[.findings[] | select(.problem == null or .remedy == null)] | length' <<<"$out")" "$3: with a problem and a remedy"
}
fault "UPDATE unit SET text=replace(text, 'miljömålen', 'klimatmålen') WHERE id=3" full-text "a text that was changed behind the index's back"
fault "UPDATE document SET title='Annat' WHERE id=2" full-text "a title that was"
fault "DELETE FROM unit WHERE document=2" documents "a document without places"
fault "DELETE FROM document WHERE id=2" units "places without a document"
fault "DELETE FROM document WHERE id=2" relations "references to nothing"
fault "DELETE FROM source WHERE document=3" documents "a document without a file"
fault "UPDATE source SET document=NULL WHERE path LIKE '%/2.txt'" ledger "a file that was read, without its document"
fault "UPDATE source SET document=NULL WHERE status='duplicate'" ledger "a duplicate without its document"
fault "UPDATE source SET document=(SELECT document FROM source WHERE path LIKE '%/4.txt') WHERE path LIKE '%/2.txt'" ledger "a file with another's document"
fault "UPDATE source SET status='odd' WHERE path LIKE '%/2.txt'" ledger "a state that is none"
fault "UPDATE source SET status='gone' WHERE path LIKE '%/2.txt'" ledger "a file that is gone with a document"
fault "UPDATE unit SET ordinal=7 WHERE id=2" units "ordinals with a gap"
fault "UPDATE unit SET parent=9 WHERE id=2" units "a place within one that is not there"
fault "DELETE FROM vocabulary WHERE type='vindkraft'" words "a word that the vocabulary lacks"
fault "UPDATE vocabulary SET key='xyz' WHERE type='vindkraft'" words "a word under another spelling"
fault "INSERT INTO frequency VALUES('vindkraft', 99999); INSERT INTO meta VALUES('frequencies', '10')" words "a frequency that cannot be"
fault "INSERT INTO older_document(public_id, path, left_at, kind, language) VALUES('dx', '/x', '2024', 'page', 'sv')" older "an older version without places"
fault "INSERT INTO change(run, kind, path) VALUES(999, 'new', '/x')" history "a change of no run"
rm -f "$tmp"/fault.db*; cp "$index" "$tmp/fault.db"
sqlite3 "$tmp/fault.db" "UPDATE meta SET value='other' WHERE key='analyser'"
run nordsok check --index "$tmp/fault.db"
is 0 "$rc" "an index of other language data is not called damaged"
like "$out" 'other language data' "but what was not compared is told"
rm -f "$tmp"/fault.db*; cp "$index" "$tmp/fault.db"
sqlite3 "$tmp/fault.db" "UPDATE unit SET text='borta' WHERE id=3"
run nordsok reindex --index "$tmp/fault.db"
is "" "$(parts "$tmp/fault.db")" "what check advises helps: reindex puts the full text in order"

# --- backup --------------------------------------------------------------------------------------------------------
mkdir "$tmp/copies"
run nordsok backup --index "$index" "$tmp/copies/b.db"
is 0 "$rc" "backup exits 0"
is "b.db " "$(nothing_left "$tmp/copies")" "and leaves one file"
is "$(states "$index")" "$(states "$tmp/copies/b.db")" "the backup holds the same"
is "" "$(parts "$tmp/copies/b.db")" "and is in order"
run nordsok backup --index "$index" "$tmp/copies/b.db"; is 2 "$rc" "a file that is there is not replaced"
like "$err" '--force' "and the way to do so is told"
run nordsok backup --index "$index" --force "$tmp/copies/b.db"; is 0 "$rc" "with --force it is"
run nordsok backup --index "$index" --force "$index"; is 2 "$rc" "the index is never replaced by its own backup"
is 0 "$(nordsok check --index "$index" >/dev/null; echo $?)" "and is whole after that"
run nordsok backup --index "$index"; is 2 "$rc" "backup without a file exits 2"
run nordsok backup --index "$index" "$tmp/no/such/folder/b.db"; is 3 "$rc" "a missing folder: exit 3"
like "$err" 'folder/b.db' "which is named"
run nordsok backup --index "$tmp/none.db" "$tmp/copies/c.db"; is 3 "$rc" "nothing to back up: exit 3"
run nordsok index --index "$tmp/copies/b.db" "$tmp/papers"
like "$out" 'unchanged +7' "a backup can be indexed into"
is "" "$(parts "$tmp/copies/b.db")" "and stays in order"

# --- publish -------------------------------------------------------------------------------------------------------
mkdir "$tmp/share"
run nordsok publish --index "$index" "$tmp/share/p.db"
is 0 "$rc" "publish exits 0"
is "444" "$(stat -c %a "$tmp/share/p.db")" "the copy is read-only"
is "p.db " "$(nothing_left "$tmp/share")" "and stands alone"
is "delete" "$(sqlite3 "file:$tmp/share/p.db?immutable=1" 'PRAGMA journal_mode')" "without a WAL"
chmod a-w "$tmp/share"
run as_user nordsok search --index "$tmp/share/p.db" vindkraft; is 0 "$rc" "it is searched from a folder that is read-only"
run as_user nordsok check --index "$tmp/share/p.db"; is 0 "$rc" "and checked"
run as_user nordsok index --index "$tmp/share/p.db" "$tmp/papers"; is 3 "$rc" "and not indexed into"
like "$err" 'permission' "for a reason that is told"
is "p.db " "$(nothing_left "$tmp/share")" "nothing was made beside it"
chmod u+w "$tmp/share"

# --- vacuum --------------------------------------------------------------------------------------------------------
cp "$index" "$tmp/v.db"
sqlite3 "$tmp/v.db" "CREATE TABLE much(x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300)
  INSERT INTO much SELECT randomblob(9000) FROM n; DROP TABLE much;
  INSERT INTO older_document(id, public_id, path, left_at, kind, language) VALUES(1, 'dx', '/x', '2024', 'page', 'sv');
  INSERT INTO older_unit(public_id, document, ordinal, kind, locator_kind, locator_number, language, hidden) VALUES('ux', 1, 1, 'page', 'page', 1, 'sv', 0)" >/dev/null
before=$(stat -c %s "$tmp/v.db")
run nordsok vacuum --index "$tmp/v.db"
is 0 "$rc" "vacuum exits 0"
like "$out" 'MB before.*won' "and says what was won"
[ "$(stat -c %s "$tmp/v.db")" -lt $((before / 2)) ]; ok $? "the file is smaller"
is 1 "$(sqlite3 "$tmp/v.db" 'SELECT count(*) FROM older_unit')" "older versions stay"
run nordsok vacuum --index "$tmp/v.db" --forget-older
like "$out" '1 older version forgotten' "unless they are to be forgotten"
is "0 0" "$(sqlite3 "$tmp/v.db" "SELECT (SELECT count(*) FROM older_unit) || ' ' || (SELECT count(*) FROM older_document)")" "then they are gone"
is "" "$(parts "$tmp/v.db")" "the index is in order"
run nordsok vacuum --index "$tmp/none.db"; is 3 "$rc" "vacuum of nothing exits 3"
[ ! -e "$tmp/none.db" ]; ok $? "and makes nothing"

# --- no room -------------------------------------------------------------------------------------------------------
mkdir "$tmp/many"
for i in $(seq 150); do
  { printf 'Rubrik %d\n\n' "$i"; head -c 6000 /dev/urandom | base64 -w 70 | tr '0-9+/=' ' .a-jkå'; } >"$tmp/many/$i.txt"
done
nordsok index --index "$tmp/full.db" "$tmp/papers" >/dev/null
# limited COMMAND...: where no file may grow beyond 1 MB
limited() { (ulimit -f 1024; "$@"); }
run limited nordsok index --index "$tmp/full.db" "$tmp/many"
is 3 "$rc" "no room in the midst of a run: exit 3"
like "$err" 'no room to write' "it says so"
like "$err" 'same command again' "and what to do"
is "" "$(parts "$tmp/full.db")" "the index is in order"
run nordsok search --index "$tmp/full.db" vindkraft; is 0 "$rc" "what it held is found"
run nordsok index --index "$tmp/full.db" "$tmp/many"
is 0 "$rc" "once there is room, the same command goes on"
is '{"ok":156,"duplicate":1}' "$(states "$tmp/full.db")" "to the end"
is "" "$(parts "$tmp/full.db")" "and the index is in order"
rm -rf "$tmp/copies"; mkdir "$tmp/copies"
for command in backup publish; do
  run limited nordsok $command --index "$tmp/full.db" "$tmp/copies/c.db"
  is 3 "$rc" "no room for $command: exit 3"
  like "$err" 'c.db cannot be written: .*no room' "it says so"
  is "" "$(nothing_left "$tmp/copies")" "and nothing of the copy is left"
done
run limited nordsok vacuum --index "$tmp/full.db"; is 3 "$rc" "no room for vacuum: exit 3"
is "" "$(parts "$tmp/full.db")" "the index is in order"

# --- no permission -------------------------------------------------------------------------------------------------
mkdir "$tmp/closed"
if as_user true 2>/dev/null; then
  cp "$index" "$tmp/closed/i.db"
  chmod 444 "$tmp/closed/i.db"; chmod 555 "$tmp/closed"
  before=$(sha256sum <"$tmp/closed/i.db")
  run as_user nordsok index --index "$tmp/closed/i.db" "$tmp/papers"; is 3 "$rc" "an index that is read-only: index exits 3"
  like "$err" 'permission.*read-only' "says why"
  like "$err" '--index FILE' "and what to do"
  run as_user nordsok vacuum --index "$tmp/closed/i.db"; is 3 "$rc" "vacuum as well"
  run as_user nordsok remove --index "$tmp/closed/i.db" "$tmp/papers"; is 3 "$rc" "and remove"
  run as_user nordsok search --index "$tmp/closed/i.db" vindkraft; is 0 "$rc" "searching works"
  run as_user nordsok status --index "$tmp/closed/i.db"; is 0 "$rc" "status works"
  run as_user nordsok check --index "$tmp/closed/i.db" --format json; is 0 "$rc" "check works"
  is 0 "$(jq '.findings | length' <<<"$out")" "in full"
  run as_user nordsok backup --index "$tmp/closed/i.db" "$tmp/user/b.db"
  [ "$(id -u)" -ne 0 ] || is 0 "$rc" "so does backup"
  run as_user nordsok backup --index "$tmp/closed/i.db" "$tmp/closed/b.db"; is 3 "$rc" "a backup where one may not write: exit 3"
  is "$before" "$(sha256sum <"$tmp/closed/i.db")" "the file is as it was"
  run as_user nordsok index --index "$tmp/closed/new.db" "$tmp/papers"; is 3 "$rc" "a folder that is read-only: no new index"
  run as_user nordsok index --index "$tmp/closed/below/new.db" "$tmp/papers"; is 3 "$rc" "nor a folder in it"
  like "$err" 'closed/below' "which is named"
  chmod 755 "$tmp/closed"
  # a WAL with something in it, and no permission for what lies beside the index
  sqlite3 "$tmp/closed/i.db" "PRAGMA wal_autocheckpoint=0" ".dbconfig no_ckpt_on_close on" "UPDATE run SET command='x'" >/dev/null
  chmod 644 "$tmp/closed/i.db"; rm -f "$tmp/closed/i.db-shm"; chmod 555 "$tmp/closed"
  if [ -s "$tmp/closed/i.db-wal" ]; then
    run as_user nordsok search --index "$tmp/closed/i.db" vindkraft; is 3 "$rc" "an index not closed in order, where one may not write: exit 3"
    like "$err" '-wal' "says what is missing"
    like "$err" 'publish|whose index' "and what to do"
  else
    skip "an index not closed in order" "this sqlite3 always closes in order"
  fi
  chmod 755 "$tmp/closed"
  run nordsok search --index "$tmp/closed/i.db" vindkraft; is 0 "$rc" "for who may write it is in order again"
else
  skip "permissions" "root without setpriv"
fi

# --- files that are no index, or not a whole one -----------------------------------------------------------------------
: >"$tmp/empty.db"
mkdir "$tmp/folder.db"
echo 'not a database at all, but a text that somebody wrote and wants to keep' >"$tmp/text.db"
cp "$index" "$tmp/newer.db"; sqlite3 "$tmp/newer.db" "PRAGMA user_version=999"
cp "$index" "$tmp/cut.db"; truncate -s 40000 "$tmp/cut.db"
head -c 100000 /dev/urandom >"$tmp/noise.db"
# refused FILE PATTERN NAME: searching and checking say PATTERN and exit 3, indexing as well and changes nothing.
refused() {
  local before; before=$(sha256sum <"$1" 2>/dev/null)
  for command in search status check "backup $tmp/copies/x.db" "vacuum"; do
    run nordsok ${command%% *} --index "$1" $([ "$command" = search ] && echo vindkraft) $(cut -s -d' ' -f2 <<<"$command")
    is 3 "$rc" "$3: ${command%% *} exits 3"
    like "$err" "$2" "$3: ${command%% *} says why"
  done
  [ "$4" = kept ] || return 0
  run nordsok index --index "$1" "$tmp/papers"; is 3 "$rc" "$3: index exits 3"
  like "$err" "$2" "$3: index says why"
  is "$before" "$(sha256sum <"$1" 2>/dev/null)" "$3: is as it was"
}
refused "$tmp/empty.db" 'no index at' "an empty file" filled
run nordsok index --index "$tmp/empty.db" "$tmp/papers"; is 0 "$rc" "an empty file becomes an index"
refused "$tmp/folder.db" 'is a folder' "a folder" kept
refused "$tmp/text.db" 'not a database' "a text" kept
refused "$tmp/noise.db" 'not a database' "noise" kept
refused "$tmp/newer.db" 'newer nordsok' "an index of a newer version" kept
run nordsok search --index "$tmp/cut.db" vindkraft; is 3 "$rc" "a file that is cut off: search exits 3"
like "$err" 'damaged' "and says that it is damaged"
run nordsok check --index "$tmp/cut.db"; is 3 "$rc" "a file that is cut off: check exits 3"
like "$out$err" 'damaged' "and says so"
run nordsok search --index "$tmp/no/such/folder/i.db" vindkraft; is 3 "$rc" "a missing folder: search exits 3"
like "$err" 'no index at' "and says so"
run nordsok index --index "$tmp/new/folder/i.db" "$tmp/papers"; is 0 "$rc" "and index makes it"

# bits that have turned, in pages drawn at random (the unit test index_damage turns many more)
size=$(stat -c %s "$index")
bad=0
for seed in $(seq 12); do
  rm -f "$tmp"/bits.db*
  cp "$index" "$tmp/bits.db"
  RANDOM=$seed
  for _ in 1 2 3; do
    at=$(((RANDOM * 32768 + RANDOM) % (size / 4096) * 4096))
    head -c 64 /dev/zero | tr '\0' "\\$((RANDOM % 8))7" | dd of="$tmp/bits.db" bs=1 seek=$at conv=notrunc 2>/dev/null
  done
  for command in "check" "status" "search vindkraft" "index $tmp/papers" "failures"; do
    run timeout 30 nordsok ${command%% *} --index "$tmp/bits.db" $(cut -s -d' ' -f2 <<<"$command")
    [ "$rc" -le 4 ] || { bad=$((bad + 1)); diag "seed $seed: $command exits $rc" "$err"; }
    [ "${command%% *}" != check ] || [ "$rc" -eq 3 ] || { bad=$((bad + 1)); diag "seed $seed: check exits $rc"; }
  done
done
is 0 "$bad" "damaged pages: every command ends in order, and check tells of them"

# --- while others use it ---------------------------------------------------------------------------------------------
# Another program that keeps the file to itself: everybody waits ten seconds and says so.
nordsok index --index "$tmp/locked.db" "$tmp/papers" >/dev/null
/usr/bin/env python3 - "$tmp/locked.db" "$tmp/locked" <<'PY' &
import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA locking_mode=EXCLUSIVE"); c.execute("BEGIN EXCLUSIVE"); c.execute("UPDATE meta SET value=value")
open(sys.argv[2], "w").close()
time.sleep(60)
PY
holder=$!
for _ in $(seq 50); do [ -e "$tmp/locked" ] && break; sleep 0.1; done
for command in "search vindkraft" "index $tmp/papers" "check" "backup $tmp/copies/y.db"; do
  ( timeout 50 nordsok ${command%% *} --index "$tmp/locked.db" $(cut -s -d' ' -f2 <<<"$command") >/dev/null 2>"$tmp/locked.${command%% *}"
    echo "exit $?" >>"$tmp/locked.${command%% *}" ) &
done
for command in search index check backup; do
  for _ in $(seq 200); do grep -q '^exit' "$tmp/locked.$command" 2>/dev/null && break; sleep 0.1; done
  like "$(cat "$tmp/locked.$command")" 'exit 3' "a locked index: $command exits 3"
  like "$(cat "$tmp/locked.$command")" 'in use by another program' "and says so"
done
kill $holder
wait 2>/dev/null

# While a run goes on: check, backup, publish and search get what is committed.
mkdir "$tmp/slow"
for i in 1 2 3 4 5 6; do printf 'beat 0.4\nlångsamt dokument %d om vindkraft' $i >"$tmp/slow/$i.txt"; done
nordsok index --index "$tmp/busy.db" "$tmp/papers" >/dev/null
NORDSOK_WORKER=$scripted nordsok index --index "$tmp/busy.db" --jobs 1 "$tmp/slow" >"$tmp/busy.out" 2>&1 &
pid=$!
sleep 0.7
run nordsok check --index "$tmp/busy.db"; is 0 "$rc" "while a run goes on: check"
run nordsok backup --index "$tmp/busy.db" "$tmp/copies/busy.db"; is 0 "$rc" "backup"
run nordsok publish --index "$tmp/busy.db" "$tmp/copies/busy-published.db"; is 0 "$rc" "publish"
run nordsok search --index "$tmp/busy.db" vindkraft; is 0 "$rc" "search"
kill -0 $pid 2>/dev/null; ok $? "and the run still goes on"
nordsok vacuum --index "$tmp/busy.db" >"$tmp/vacuum.out" 2>&1
like "$(cat "$tmp/vacuum.out")" 'another run' "vacuum waits for it, and says so"
wait $pid; is 0 "$?" "the run ends well"
is '{"ok":12,"duplicate":1}' "$(states "$tmp/busy.db")" "and has lost nothing"
is " " "$(parts "$tmp/busy.db") $(parts "$tmp/copies/busy.db")" "the index and its backup are in order"

# Ctrl-C in the midst of a copy leaves nothing.
rm -rf "$tmp/copies"; mkdir "$tmp/copies"
nordsok backup --index "$tmp/full.db" "$tmp/copies/c.db" >/dev/null 2>&1 &
pid=$!
sleep 0.02
kill -INT $pid
wait $pid
ended=$?
case "$ended $(nothing_left "$tmp/copies")" in
"130 " | "0 c.db ") ok 0 "Ctrl-C: no half copy is left" ;;
*) ok 1 "Ctrl-C: no half copy is left"; diag "exit $ended, left: $(nothing_left "$tmp/copies")" ;;
esac
finish
