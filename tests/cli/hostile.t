#!/usr/bin/env bash
# nordsok index with a reader that a document has taken over: what it tries is refused, each file ends in one state, no
# process and no temporary file is left. The worker is the real one in its real cage, with one extractor more
# (tests/workers/hostile_extractor).
. "$(dirname "$0")/lib.sh"
hostile=$BUILD/tests/workers/hostile
index="$tmp/i.db"
cd "$tmp" || exit 1

printf 'Ett helt vanligt dokument.\n' >"$tmp/plain.txt"
NORDSOK_WORKER=$hostile run nordsok extract --format json "$tmp/plain.txt"
is ok "$(jq -r .status <<<"$out")" "the hostile worker reads a plain document"
if ! NORDSOK_WORKER=$hostile nordsok index --index "$tmp/probe.db" --require-sandbox "$tmp/plain.txt" >"$tmp/probe" 2>&1; then
  like "$(cat "$tmp/probe")" 'cannot close the cage' "without a whole cage, --require-sandbox refuses"
  skip "the rest" "no cage here: $(cat "$tmp/probe")"
  finish
  exit 0
fi

# processes that were started by the path $1; the dead that nobody has buried have no command line
# shellcheck disable=SC2062 # a file name, no pattern
alive() { grep -lzsxF --file=- /proc/[0-9]*/cmdline <<<"$1" | cut -d/ -f3; }
state_of() { sqlite3 "$index" "SELECT status FROM source WHERE path LIKE '%/$1.txt'"; }
text_of() { sqlite3 "$index" "SELECT text FROM unit JOIN source USING (document) WHERE path LIKE '%/$1.txt'"; }

# --- ways out ---------------------------------------------------------------------------------------------------
mkdir "$tmp/escapes" "$tmp/around" "$tmp/own-temporary" "$HOME/private"
printf 'hemligt\n' >"$HOME/private/diary.txt"
printf 'uendret\n' >"$tmp/around/victim"
# NAME [PATH]
refused="open /etc/passwd
open-to-write $tmp/around/victim
create $tmp/around/made
temporary-file $tmp/around
list /
remove $tmp/around/victim
rename $tmp/around/victim
hard-link $tmp/around/victim
symbolic-link $tmp/around/link
make-folder $tmp/around/folder
make-pipe $tmp/around/pipe
truncate $tmp/around/victim
change-mode $tmp/around/victim
change-folder $tmp/around
change-root $tmp/around
mount $tmp/around
document-write
document-truncate
document-mode
document-owner
document-time
document-attribute
document-lock
document-flags
document-execute
exec /bin/true
fork
fork-again
fork-bomb
thread
new-namespace
trace-parent
kill-parent
kill-parent-thread
kill-all
queue-signal
signal-by-terminal
signal-by-owner
signal-by-flag
parent-memory
parent-handle
parent-limits
read-parent-limits
lift-limits
outlive-parent
be-dumped
new-session
priority
be-root
other-filter
socket-inet
socket-inet6
socket-unix
socket-netlink
socket-pair
connect-wire
bind-wire
listen-wire
shared-memory
message-queue
key-ring
memory-file
pipe
event
timer
watch-files
io-uring
user-faults
bpf
performance-events
lock-memory
execute-memory
execute-written
execute-document
execute-key
personality
much-memory
fill-errors"
while read -r name path; do
  printf 'nordsok-hostile escape %s %s\n' "$name" "$path" >"$tmp/escapes/$name.txt"
done <<<"$refused"
# the same way to other places
i=0
for path in "$HOME/private/diary.txt" /proc/self/mem /proc/self/environ /proc/1/environ /dev/null /dev/shm /sys "$index" "$tmp" .; do
  i=$((i + 1))
  printf 'nordsok-hostile escape open %s\n' "$path" >"$tmp/escapes/open-$i.txt"
done
printf 'nordsok-hostile descriptors\n' >"$tmp/escapes/descriptors.txt"
printf 'nordsok-hostile environment\n' >"$tmp/escapes/environment.txt"
ls -lA --time-style=full-iso "$tmp/around" >"$tmp/before"
# descriptors that the shell has left open
SECRET=hunter2 TMPDIR=$tmp/own-temporary NORDSOK_WORKER=$hostile \
  run nordsok index --index "$index" --jobs 1 --memory 400 "$tmp/escapes" 7<"$HOME/private/diary.txt" 8>"$tmp/inherited" 15<>"$tmp/inherited-too"
is 0 "$rc" "refused attempts are no failures"
while read -r name path; do
  like "$(text_of "$name")" "^escape $name: refused E(PERM|ACCES|NOMEM|MFILE|FBIG|AGAIN)\$" "refused: $name"
done <<<"$refused"
for n in $(seq $i); do
  like "$(text_of "open-$n")" "^escape open: refused EACCES\$" "refused: $(cut -d' ' -f3- "$tmp/escapes/open-$n.txt")"
done
is "descriptors: 0-device-both 1-device-both 2-file-both 3-socket-both 4-file-read" "$(text_of descriptors)" \
  "a worker has its wire, its error stream, the document, and nothing else"
unlike "$(text_of environment)" 'SECRET|HOME|TMPDIR|PWD' "nor the user's environment"
ls -lA --time-style=full-iso "$tmp/around" >"$tmp/after"
is "$(cat "$tmp/before")" "$(cat "$tmp/after")" "the folder around is as it was"
is 0 "$(stat -c %s "$tmp/inherited")" "nothing was written to a descriptor of the parent"
is "uendret" "$(cat "$tmp/around/victim")" "nor to a file"
is "" "$(ls -A "$tmp/own-temporary")" "no temporary file is left"
is "" "$(alive "$hostile")" "no process is left"

# --- attacks: each ends as the right state, and the good files between them do not suffer -------------------------
index="$tmp/attacks.db"
slow="spin timed-out
beat timed-out
sleep timed-out
stop timed-out
half-a-frame timed-out
drip timed-out
flood-errors timed-out"
quick="allocate out-of-memory
allocate-units out-of-memory
overflow crashed
exit0 crashed
abort crashed
kill crashed
old-door crashed
garble crashed
close-wire crashed
report-without-document crashed
two-documents crashed
result-of-another crashed
unasked crashed
child-outside crashed
flood-of-descriptors crashed
ask-for-ever crashed
abort-after-units partial
flood partial
flood-of-nothing partial
result-twice ok
many-descriptors ok
lie damaged"
attack() { # FOLDER SECONDS ATTACKS
  mkdir "$1"
  while read -r name state; do
    printf 'nordsok-hostile %s\n' "$name" >"$1/$name.txt"
    printf 'Ett gott dokument efter %s, om vindkraft.\n' "$name" >"$1/$name-good.txt"
  done <<<"$3"
  [ ! -e "$1/many-descriptors.txt" ] || printf 'nordsok-hostile escape many-descriptors\n' >"$1/many-descriptors.txt"
  TMPDIR=$tmp/own-temporary NORDSOK_WORKER=$hostile run nordsok index --index "$index" --jobs 2 --timeout "$2" --memory 400 "$1"
  is 4 "$rc" "the run goes to its end, and exits 4"
}
attack "$tmp/slow" 1 "$slow"
attack "$tmp/quick" 60 "$quick"
attacks="$slow
$quick"
while read -r name state; do
  is "$state" "$(state_of "$name")" "$name ends as $state"
  is "ok" "$(state_of "$name-good")" "the document after it is read"
done <<<"$attacks"
NORDSOK_WORKER=$hostile run nordsok failures --index "$index" --format json
is "$(grep -vc ' ok$' <<<"$attacks")" "$(jq '.failures | length' <<<"$out")" "nordsok failures lists each"
is 0 "$(jq '[.failures[] | select((.reason // "") == "")] | length' <<<"$out")" "with a reason"
unlike "$(nordsok failures --index "$index"; nordsok status --index "$index")" $'\033' "no control character reaches the terminal"
is "Funnet før slutten." "$(text_of abort-after-units | head -1)" "what was found before the end is kept"
is "escape many-descriptors: refused EMFILE" "$(text_of many-descriptors)" "descriptors have an end"
is "Første svar." "$(text_of result-twice)" "a second answer is not taken"
is "" "$(ls -A "$tmp/own-temporary")" "no temporary file is left"
is "" "$(alive "$hostile")" "no process is left"
is "" "$(sqlite3 "$index" 'PRAGMA integrity_check' | grep -v '^ok$')" "the index is whole"
NORDSOK_WORKER=$hostile run nordsok index --index "$index" --jobs 2 --memory 400 "$tmp/slow" "$tmp/quick"
like "$out" "unchanged +$(($(wc -l <<<"$attacks") * 2))" "what has killed a reader is not tried again"

# --- documents inside documents have an end -------------------------------------------------------------------------
mkdir "$tmp/nested"
index="$tmp/nested.db"
for n in flood-of-children flood-of-child-bytes nest-children; do printf 'nordsok-hostile %s\n' "$n" >"$tmp/nested/$n.txt"; done
NORDSOK_WORKER=$hostile run nordsok index --index "$index" --jobs 2 --timeout 60 --memory 400 "$tmp/nested"
is 4 "$rc" "a flood of documents inside documents: the run ends"
is "too-large too-large ok" "$(state_of flood-of-children) $(state_of flood-of-child-bytes) $(state_of nest-children)" "each as what it is"
inside=$(sqlite3 "$index" "SELECT count(*) FROM source WHERE path LIKE '%nest-children.txt!/%'")
is 0 "$((inside < 400 || inside > 541))" "no more of them, on all levels, than one file may hold"
like "$(nordsok failures --index "$index" --status partial)" 'more documents lie inside documents' "and what has more is partial"
is "" "$(alive "$hostile")" "no process is left"

# --- the parent is killed: its workers do not outlive it ------------------------------------------------------------
mkdir "$tmp/spinning"
for i in 1 2 3; do printf 'nordsok-hostile spin\n%d' "$i" >"$tmp/spinning/$i.txt"; done
NORDSOK_WORKER=$hostile nordsok index --index "$tmp/killed.db" --jobs 2 "$tmp/spinning" >/dev/null 2>&1 &
parent=$!
for _ in $(seq 100); do [ "$(alive "$hostile" | wc -l)" -ge 2 ] && break; sleep 0.05; done
is 2 "$(alive "$hostile" | wc -l)" "two workers are at work"
kill -KILL $parent
{ wait $parent; } 2>/dev/null
for _ in $(seq 20); do [ -z "$(alive "$hostile")" ] && break; sleep 0.05; done
is "" "$(alive "$hostile")" "a second after the parent was killed, none is left"

# --- a kernel without Landlock ---------------------------------------------------------------------------------------
old=$BUILD/tests/workers/old_kernel
NORDSOK_WORKER=$old run nordsok index --index "$tmp/old.db" "$tmp/plain.txt"
is 0 "$rc" "without Landlock the run goes on"
is 1 "$(grep -c 'cannot close the whole cage around the readers (missing: landlock)' <<<"$err")" "and says so once"
NORDSOK_WORKER=$old run nordsok index --index "$tmp/old2.db" --require-sandbox "$tmp/plain.txt"
is 3 "$rc" "--require-sandbox refuses"
like "$err" 'this kernel cannot close the cage \(missing: landlock\)' "and says why"
is "" "$(alive "$old")" "no process is left"

# --- there is no way to open the cage ------------------------------------------------------------------------------
is "" "$(strings "$BUILD/nordsok-extract" | grep -iE 'NORDSOK_(NO_?)?(SANDBOX|CAGE|UNSAFE|SANITI)|--no-(sandbox|cage)')" "the reader knows no switch for it"
is 0 "$(strings "$BUILD/nordsok-extract" | grep -c 'nordsok-hostile')" "and no hostile extractor"
finish
