#!/usr/bin/env bash
# Files that are no ordinary documents: each ends in its state, in time, and takes nothing with it.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/in
mkdir -p "$in"
printf 'Rubrik\n\nEn helt vanlig text om vindkraft.\n' >"$in/vanlig.txt"

state() { sqlite3 "$NORDSOK_INDEX" "SELECT status FROM source WHERE path LIKE '%/$1'"; }
index() { timeout -k 5 "$1" nordsok index --ocr never --timeout 10 --memory 1024 "$in" >"$tmp/out" 2>"$tmp/err"; rc=$?; }

# what is no regular file
mkfifo "$in/rör.txt"
ln -s /dev/zero "$in/noll.txt"
ln -s finns-inte "$in/länk.txt"
ln -s länk2.txt "$in/länk1.txt"; ln -s länk1.txt "$in/länk2.txt"
python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$in/u.txt"
# bombs
python3 - "$in" <<'P'
import sys, zipfile
into = sys.argv[1]
types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
with zipfile.ZipFile(into + "/bomb.pptx", "w", zipfile.ZIP_DEFLATED) as package:
    package.writestr("[Content_Types].xml", types)
    with package.open("ppt/presentation.xml", "w", force_zip64=True) as part:
        for _ in range(2048):
            part.write(b" " * 1048576)
laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + "".join('<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10) for i in range(1, 20)) + ']>'
with zipfile.ZipFile(into + "/laughs.odp", "w", zipfile.ZIP_DEFLATED) as package:
    package.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
    package.writestr("content.xml", laughs + "<x>&a19;</x>")
with open(into + "/laughs.xhtml", "w") as file:
    file.write(laughs.replace(" x ", " html ") + "<html><body><p>Skratt: &a19;</p></body></html>")
with open(into + "/deep.html", "w") as file:
    file.write("<!DOCTYPE html><title>Djup</title>" + "<div>" * 10000 + "<p>Text i botten av sidan." + "</div>" * 10000)
P
truncate -s 2G "$in/gles.pdf"
truncate -s 300M "$in/gles.txt"
: >"$in/tom.pdf"
# names
printf 'Rad\n\nNamnet har en radbrytning.\n' >"$in/två"$'\n'"rader.txt"
printf 'Rad\n\nNamnet har andra byte.\n' >"$in/"$'latin\xe5\x1b[31m'".txt"

began=$SECONDS
index 120
is 4 "$rc" "the run ends, with what failed"
[ $((SECONDS - began)) -lt 100 ]; ok $? "in time"
is ok "$(state vanlig.txt)" "the ordinary one is read"
is unsupported "$(state rör.txt)" "a pipe is not waited for"
is unsupported "$(state noll.txt)" "a device is not read"
is unsupported "$(state u.txt)" "nor is a socket"
is unreadable "$(state länk.txt)" "a link to nothing cannot be read"
is unreadable "$(state länk1.txt)" "links to each other neither"
like "$(state bomb.pptx)" '^(too-large|damaged|out-of-memory|timed-out)$' "a zip bomb is not unpacked"
like "$(state laughs.odp)" '^(damaged|too-large|partial)$' "nor are entities of entities in a presentation"
like "$(state laughs.xhtml)" '^(ok|partial)$' "nor in a page, which is read without them"
is ok "$(state deep.html)" "a page of 10,000 levels is read"
like "$(state gles.pdf)" '^(damaged|too-large|unsupported|timed-out|empty)$' "two gigabytes of nothing are no PDF"
like "$(state gles.txt)" '^(damaged|too-large|unsupported|timed-out|empty)$' "and no text"
like "$(state tom.pdf)" '^(empty|damaged|unsupported)$' "an empty file is told"
is 2 "$(nordsok search --format json namnet | jq '.hits | length')" "names of any bytes lose nothing"
unlike "$(nordsok search namnet; nordsok failures)" $'\x1b' "and reach no terminal as they are"
is "$(find "$in" ! -type d -print0 | tr -cd '\0' | wc -c)" "$(sqlite3 "$NORDSOK_INDEX" 'SELECT count(*) FROM source')" "every file has its row"
nordsok failures --format json | jq -e '.failures | all(.reason != null and (.reason | length) > 0)' >/dev/null
ok $? "every failure has a reason"

# files that change while they are read
rm -rf "$in"; mkdir "$in"
python3 - "$in" <<'P'
import sys
with open(sys.argv[1] + "/växer.txt", "w") as file:
    file.write("Rubrik\n\n" + "Texten handlar om vindkraft och vatten i kommunen. " * 200000)
with open(sys.argv[1] + "/krymper.txt", "w") as file:
    file.write("Rubrik\n\n" + "Texten handlar om solkraft och vatten i kommunen. " * 200000)
P
(for _ in $(seq 400); do printf 'En rad till om buller.\n' >>"$in/växer.txt"; sleep 0.005; done) & grows=$!
(sleep 0.2; for _ in $(seq 20); do truncate -s -100000 "$in/krymper.txt"; sleep 0.02; done) & shrinks=$!
index 120
[ "$rc" -eq 0 ] || [ "$rc" -eq 4 ]; ok $? "a file that grows while it is read, and one that shrinks: the run ends"
is 2 "$(sqlite3 "$NORDSOK_INDEX" "SELECT count(*) FROM source WHERE path LIKE '%er.txt' AND status IN ('ok', 'partial', 'damaged', 'crashed', 'unreadable', 'too-large')")" "each has a state"
wait "$grows" "$shrinks"
touch -d '2 hours ago' "$in"/*
index 120
nordsok index --retry-failed "$in" >/dev/null 2>&1
is "ok ok" "$(state växer.txt) $(state krymper.txt)" "the next run reads them as they are then"
is 1 "$(nordsok search --format json '=buller' | jq '.hits | length > 0 | if . then 1 else 0 end')" "to the last line"

# what may not be read
rm -rf "$in"; mkdir -p "$in/stängd"
printf 'Rubrik\n\nHemlig text.\n' >"$in/stängd/a.txt"
printf 'Rubrik\n\nHemlig text.\n' >"$in/b.txt"
chmod 000 "$in/b.txt" "$in/stängd"
chmod 755 "$tmp"; mkdir -m 777 "$tmp/öppen"
as=()
[ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$tmp/öppen" XDG_DATA_HOME="$tmp/öppen" XDG_STATE_HOME="$tmp/öppen")
if "${as[@]}" nordsok --help >/dev/null 2>&1 && ! "${as[@]}" cat "$in/b.txt" >/dev/null 2>&1; then
  NORDSOK_INDEX=$tmp/öppen/i.db run "${as[@]}" nordsok index "$in"
  is 4 "$rc" "what may not be read is a failure"
  is "b.txt:unreadable stängd:unreadable" "$(sqlite3 "$tmp/öppen/i.db" "SELECT replace(path, '$in/', '') || ':' || status FROM source ORDER BY path" | paste -sd' ')" "file and folder alike, and the folder is named"
else
  skip "what may not be read is a failure" "nobody here may not read"
  skip "file and folder alike, and the folder is named" "nobody here may not read"
fi
chmod -R u+rwX "$in"
finish
