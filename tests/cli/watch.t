#!/usr/bin/env bash
# nordsok watch: what comes, changes and goes below its folders is in the index soon after, for as long as it runs.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db

# Watches as a job of this shell; its lines go to $tmp/log and $tmp/notes. Ended by its number.
watch() {
  : >"$tmp/log"
  nordsok watch --settle 0.2 --jobs 1 "$@" >"$tmp/log" 2>"$tmp/notes" </dev/null &
  watcher=$!
}

# until_true COMMAND...: tries for 20 seconds at most.
until_true() {
  local i
  for i in $(seq 200); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  return 1
}

end_watch() {
  kill "-${1:-TERM}" "$watcher"
  wait "$watcher"
}

# the word itself stands in a hit: a search also answers with similar words
finds() { nordsok search --format json "$1" | jq -c .hits | grep -qi "$1"; }
loses() { ! finds "$1"; }
state() { sqlite3 -readonly "$NORDSOK_INDEX" "SELECT status FROM source WHERE path='$1'"; }
has_state() { [ "$(state "$1")" = "$2" ]; }
lock_is_free() { flock --nonblock "$NORDSOK_INDEX" true; }
seen() { until_true "$@"; ok $? "$name"; }

mkdir -p "$tmp/in/djup"
printf 'Vindkraft till havs.\n' >"$tmp/in/a.txt"

# usage
run nordsok watch; is 2 "$rc" "no path is a usage error"
run nordsok watch "$tmp/nowhere"; is 2 "$rc" "a path that is not there is a usage error"
like "$err" 'nowhere cannot be watched: No such file' "and says so"
run nordsok watch --poll 0 "$tmp/in"; is 2 "$rc" "a number out of range is a usage error"
run nordsok watch ""; is 2 "$rc" "so is an empty path"

# files
watch "$tmp/in"
name="what is there when it begins is read"; seen finds vindkraft
like "$(cat "$tmp/notes")" 'watching 2 folders' "it says what it watches"
printf 'Solkraft på taken.\n' >"$tmp/in/djup/b.txt"
name="a new file is read"; seen finds solkraft
printf 'Vattenkraft i älven.\n' >"$tmp/in/djup/b.txt"
name="a changed file is read anew"; seen finds vattenkraft
name="what it held before is no longer found"; seen loses solkraft
name="the lock is free between batches"; seen lock_is_free
rm "$tmp/in/djup/b.txt"
name="a deleted file leaves the results"; seen loses vattenkraft
name="and is gone in the ledger"; seen has_state "$tmp/in/djup/b.txt" gone

# folders
mkdir -p "$tmp/in/ny/under"
printf 'Torvmossar lagrar kol.\n' >"$tmp/in/ny/under/c.txt"
name="a file in a new folder in a new folder is read"; seen finds torvmossar
id=$(nordsok search --format json torvmossar | jq -r '.hits[0].id')
mv "$tmp/in/ny" "$tmp/in/gammal"
name="a renamed folder is followed"; seen has_state "$tmp/in/gammal/under/c.txt" ok
name="its old name is gone"; seen has_state "$tmp/in/ny/under/c.txt" gone
is "$id" "$(nordsok search --format json torvmossar | jq -r '.hits[0].id')" "its places keep their ids"
printf 'Havsörnen häckar.\n' >"$tmp/in/gammal/under/d.txt"
name="it is watched under its new name"; seen finds havsörnen
rm -r "$tmp/in/gammal"
name="a deleted folder leaves the results, with all in it"; seen loses torvmossar
name="each file of it"; seen loses havsörnen

# what fails is told of in the line of the batch
printf '%%PDF-1.4 trasig' >"$tmp/in/trasig.pdf"
name="a broken file is told of, by name"; seen grep -q 'damaged 1 .*; failed: trasig.pdf$' "$tmp/log"
like "$(head -1 "$tmp/log")" '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}  read 1 \([0-9.]+ s\)$' "one line a batch"

# a burst is one batch
before=$(wc -l <"$tmp/log")
for i in $(seq 40); do printf 'Rapport nummer %d om barrskog.\n' "$i" >"$tmp/in/djup/$i.txt"; done
name="forty files at once are all read"; seen has_state "$tmp/in/djup/40.txt" ok
[ $(($(wc -l <"$tmp/log") - before)) -le 5 ]; ok $? "in few batches"

# another run holds the index: the watcher waits, and nothing is lost
flock "$NORDSOK_INDEX" sleep 1.5 &
holder=$!
until_true sh -c "! flock --nonblock '$NORDSOK_INDEX' true"
printf 'Renskötsel i fjällen.\n' >"$tmp/in/djup/r.txt"
name="a file that comes while another run writes is read after it"; seen finds renskötsel
wait $holder

# a folder that vanishes as a whole, as when its disk is taken out, loses nothing
mv "$tmp/in" "$tmp/away"
name="it says that a folder is no longer there"; seen grep -q 'not there now' "$tmp/notes"
run nordsok search vindkraft; is 0 "$rc" "what was read of it stays"
mv "$tmp/away" "$tmp/in"
printf 'Lavar på gran.\n' >"$tmp/in/lavar.txt"
name="when it is back, it is watched again"; seen finds lavar

end_watch TERM; is 0 "$?" "SIGTERM ends it in order"
like "$(cat "$tmp/notes")" 'no longer watching' "and it says so"
name="the lock is free"; seen lock_is_free
is "ok" "$(sqlite3 "$NORDSOK_INDEX" 'PRAGMA integrity_check')" "the index is in order"

# what happened while nobody watched is found when it begins; JSON
rm "$tmp/in/lavar.txt"
printf 'Mossor på sten.\n' >"$tmp/in/mossor.txt"
watch --log-format json "$tmp/in"
name="what was deleted meanwhile is gone"; seen loses lavar
name="what came meanwhile is read"; seen finds mossor
until_true grep -q '"event":"batch"' "$tmp/log"
end_watch INT; is 0 "$?" "Ctrl-C ends it in order"
is "batch,file,watching" "$(jq -r .event "$tmp/log" | sort -u | paste -sd,)" "a line of JSON for what it watches, each file, each batch"
is '[1]' "$(jq -sc 'map(.schema) | unique' "$tmp/log")" "each with its schema"
is "$tmp/in/mossor.txt ok" "$(jq -r 'select(.event=="file") | .path + " " + .status' "$tmp/log" | grep mossor)" "a file with its state"
is 1 "$(jq -r 'select(.event=="batch") | .states.gone' "$tmp/log" | head -1)" "what is gone is counted"

# an emptied folder: seen to be emptied, it is empty; found empty, its disk may be missing
rm -rf "$tmp/in"; mkdir "$tmp/in"
watch "$tmp/in"
name="a folder that is found empty is asked about, not believed"; seen grep -q 'Is its disk mounted' "$tmp/notes"
run nordsok search vindkraft; is 0 "$rc" "nothing of it is taken out"
printf 'Tall och gran.\n' >"$tmp/in/ensam.txt"
name="with a file in it, it is believed"; seen finds tall
rm "$tmp/in/ensam.txt"
name="the last file of a watched folder may be deleted"; seen loses tall
end_watch

# the index within the folder that is watched does not set itself off
NORDSOK_INDEX=$tmp/in/index.db
printf 'Ek och alm.\n' >"$tmp/in/ek.txt"
watch --verbose "$tmp/in"
name="an index below its own folder"; seen finds alm
printf 'Bok och ask.\n' >"$tmp/in/bok.txt"
name="goes on being fed"; seen finds ask
until_true lock_is_free
sleep 1
runs=$(sqlite3 -readonly "$NORDSOK_INDEX" 'SELECT count(*) FROM run')
[ "$runs" -le 4 ]; ok $? "and does not set itself off ($runs runs)"
like "$(cat "$tmp/log")" 'bok.txt: read, 1 place' "--verbose tells of each file"
end_watch
NORDSOK_INDEX=$tmp/index.db

# the file of roots: its folders, also one that is not there yet, and what is left out below them
mkdir -p "$XDG_CONFIG_HOME/nordsok" "$tmp/prot/utkast" "$tmp/prot/bilagor"
cat >"$XDG_CONFIG_HOME/nordsok/roots.conf" <<EOF
[protokoll]
path=$tmp/prot
exclude=utkast/
[disk]
path=$tmp/disk
EOF
watch
name="without paths, the file of roots counts"; seen grep -q 'watching 3 folders' "$tmp/notes"
like "$(cat "$tmp/notes")" 'disk is not there now' "a root that is not there yet is no error"
printf 'Granbarkborrar.\n' >"$tmp/prot/utkast/u.txt"
printf 'Slåttermaskiner.\n' >"$tmp/prot/bilagor/b.txt"
name="what a run would read is read"; seen finds slåttermaskiner
has_state "$tmp/prot/utkast/u.txt" ""; ok $? "what a run would leave out is left out"
printf 'b.txt\n' >"$tmp/prot/bilagor/.nordsokignore"
name="what a .nordsokignore leaves out from now on leaves the index"; seen loses slåttermaskiner
mkdir "$tmp/disk"
printf 'Hällristningar.\n' >"$tmp/disk/h.txt"
name="a root that comes is watched"; seen finds hällristningar
end_watch
rm "$XDG_CONFIG_HOME/nordsok/roots.conf"

# where inotify is of no use
mkdir -p "$tmp/poll/x"
watch --poll-only --poll 0.3 "$tmp/poll"
until_true grep -q 'looking through 1 path' "$tmp/notes"; ok $? "--poll-only says so"
printf 'Älgar vid sjön.\n' >"$tmp/poll/x/e.txt"
name="polling finds a new file"; seen finds älgar
rm "$tmp/poll/x/e.txt"; printf 'Bävrar vid bäcken.\n' >"$tmp/poll/x/f.txt"
name="and another one"; seen finds bävrar
name="and what is gone"; seen loses älgar
before=$(sqlite3 -readonly "$NORDSOK_INDEX" 'SELECT count(*) FROM run')
sleep 1.5
is "$before" "$(sqlite3 -readonly "$NORDSOK_INDEX" 'SELECT count(*) FROM run')" "without changes there are no runs"
end_watch

# more events than the kernel keeps: stopped, so that none is fetched
most=$(cat /proc/sys/fs/inotify/max_queued_events 2>/dev/null || echo 0)
if [ "$most" -gt 0 ] && [ "$most" -le 70000 ]; then
  mkdir -p "$tmp/flood/x"
  watch "$tmp/flood"
  until_true grep -q 'watching 2 folders' "$tmp/notes"
  sleep 0.5
  kill -STOP "$watcher"
  perl -e 'for (1 .. $ARGV[0]) { open my $f, ">", "$ARGV[1]/" . ($_ % 2) or die; }' "$((most + 500))" "$tmp/flood/x"
  mkdir "$tmp/flood/y"
  printf 'Efter floden kom ripor.\n' >"$tmp/flood/y/ripa.txt"
  kill -CONT "$watcher"
  name="an overflow is noticed"; seen grep -q 'too many changes' "$tmp/notes"
  name="and everything looked through: nothing is missed"; seen finds ripor
  printf 'Orrar på myren.\n' >"$tmp/flood/y/orre.txt"
  name="it goes on watching, the new folder too"; seen finds orrar
  end_watch
else
  skip "an overflow" "fs.inotify.max_queued_events is $most"
fi

# fewer watches than folders: a limit of this user namespace alone
if unshare -Ur sh -c 'echo 2 >/proc/sys/user/max_inotify_watches' 2>/dev/null; then
  mkdir -p "$tmp/many/1" "$tmp/many/2" "$tmp/many/3"
  # shellcheck disable=SC2016
  unshare -Ur sh -c 'echo 2 >/proc/sys/user/max_inotify_watches; exec nordsok "$@"' sh \
    watch --settle 0.2 --poll 0.3 --jobs 1 "$tmp/many" >"$tmp/log" 2>"$tmp/notes" </dev/null &
  watcher=$!
  name="too few watches: it says so and what to do"; seen grep -q 'max_user_watches' "$tmp/notes"
  printf 'Tjädrar spelar.\n' >"$tmp/many/3/t.txt"
  name="and looks through the folder instead"; seen finds tjädrar
  end_watch; is 0 "$?" "and ends in order"
else
  skip "fewer watches than folders" "no user namespaces here"
fi

# an index that cannot be used ends it
watch "$tmp/poll"
until_true grep -q watching "$tmp/notes"
end_watch
printf 'this is no index' >"$tmp/broken.db"
run nordsok watch --index "$tmp/broken.db" "$tmp/poll"; is 3 "$rc" "an index that cannot be used ends it with 3"
finish
