#!/usr/bin/env bash
# Which files nordsok index reads: patterns, .nordsokignore, links, file systems, names in any bytes, the file of roots.
. "$(dirname "$0")/lib.sh"

# page FILE WORD: a small text that has a word
page() { mkdir -p "$(dirname "$1")"; printf 'Rubrik\n\nHär står det om %s i kommunen.\n' "$2" >"$1"; }
present() { sqlite3 "$1" "SELECT replace(path, '$tmp/', '') FROM source WHERE status<>'gone' ORDER BY path" | tr '\n' ' '; }
gone() { sqlite3 "$1" "SELECT replace(path, '$tmp/', '') FROM source WHERE status='gone' ORDER BY path" | tr '\n' ' '; }
archive() {
  rm -rf "$tmp/arkiv"
  page "$tmp/arkiv/a.txt" vindkraft
  page "$tmp/arkiv/b.md" skogsbruk
  page "$tmp/arkiv/2014/c.txt" havsörn
  page "$tmp/arkiv/2014/utkast/d.txt" hemlighet
  page "$tmp/arkiv/.gömd/e.txt" dolt
}

# --include, --exclude
archive
run nordsok index --index "$tmp/a.db" --exclude utkast/ "$tmp/arkiv"
is 0 "$rc" "--exclude is taken"
is 'arkiv/2014/c.txt arkiv/a.txt arkiv/b.md ' "$(present "$tmp/a.db")" "a folder that is excluded is not read"
run nordsok index --index "$tmp/b.db" --include '*.txt' --exclude '/2014/*.txt' --hidden "$tmp/arkiv"
is 'arkiv/.gömd/e.txt arkiv/2014/utkast/d.txt arkiv/a.txt ' "$(present "$tmp/b.db")" "--include and --exclude together, hidden ones too"
run nordsok index --index "$tmp/c.db" --include '*.md' --include 2014/ "$tmp/arkiv"
is 'arkiv/2014/c.txt arkiv/2014/utkast/d.txt arkiv/b.md ' "$(present "$tmp/c.db")" "--include again: either"
find "$tmp/arkiv" -name '*.txt' -print0 >"$tmp/list"
run nordsok index --index "$tmp/d.db" --files-from "$tmp/list" --exclude 'd.*'
is 'arkiv/.gömd/e.txt arkiv/2014/c.txt arkiv/a.txt ' "$(present "$tmp/d.db")" "patterns are for the names of a list as well"

# what is excluded now, and was read before, leaves the results
nordsok index --index "$tmp/a.db" "$tmp/arkiv" >/dev/null
run nordsok search --index "$tmp/a.db" hemlighet; is 0 "$rc" "without --exclude it is read"
nordsok index --index "$tmp/a.db" --exclude utkast/ "$tmp/arkiv" >/dev/null
is 'arkiv/2014/utkast/d.txt ' "$(gone "$tmp/a.db")" "what is excluded now is gone"
run nordsok search --index "$tmp/a.db" hemlighet; is 1 "$rc" "and not found"

# .nordsokignore
archive
nordsok index --index "$tmp/i.db" "$tmp/arkiv" >/dev/null
printf '# not yet\nutkast/\n*.md\n' >"$tmp/arkiv/.nordsokignore"
run nordsok index --index "$tmp/i.db" --hidden "$tmp/arkiv"
is 0 "$rc" ".nordsokignore is taken"
is 'arkiv/.gömd/e.txt arkiv/2014/c.txt arkiv/a.txt ' "$(present "$tmp/i.db")" "it says what is left out, itself too"
is 'arkiv/2014/utkast/d.txt arkiv/b.md ' "$(gone "$tmp/i.db")" "what was read before is gone"
printf '!utkast/\n' >"$tmp/arkiv/2014/.nordsokignore"
nordsok index --index "$tmp/i.db" "$tmp/arkiv" >/dev/null
is 'arkiv/2014/c.txt arkiv/2014/utkast/d.txt arkiv/a.txt ' "$(present "$tmp/i.db")" "one in a folder goes before the one above"
rm "$tmp/arkiv/2014/.nordsokignore"
run nordsok index --index "$tmp/j.db" "$tmp/arkiv/2014"
is 'arkiv/2014/c.txt ' "$(present "$tmp/j.db")" "one above the folder that is given counts as well"
run nordsok index --index "$tmp/j.db" "$tmp/arkiv/b.md"
like "$(present "$tmp/j.db")" 'b\.md' "a file that is given by name is read"

# one that cannot be read: nothing is published that it may leave out, nothing is lost
truncate -s 1100000 "$tmp/arkiv/2014/.nordsokignore"
run nordsok index --index "$tmp/i.db" "$tmp/arkiv"
is 4 "$rc" "a .nordsokignore that is too long is a failure"
like "$(nordsok failures --index "$tmp/i.db")" '2014/\.nordsokignore$' "which is told"
like "$(present "$tmp/i.db")" '2014/c\.txt .*2014/utkast/d\.txt' "what was read before below it stays"
rm "$tmp/arkiv/2014/.nordsokignore"
run nordsok index --index "$tmp/i.db" "$tmp/arkiv"
is 0 "$rc" "once it can be read, or is not there, all is well"

# links
archive
page "$tmp/annat/f.txt" myren
ln -s "$tmp/annat" "$tmp/arkiv/länk"
ln -s ../arkiv "$tmp/annat/tillbaka"
ln -s .. "$tmp/arkiv/2014/upp"
nordsok index --index "$tmp/l.db" "$tmp/arkiv" >/dev/null
unlike "$(present "$tmp/l.db")" 'länk|upp' "links to folders are not followed"
run timeout 60 nordsok index --index "$tmp/l.db" --follow-links "$tmp/arkiv"
is 0 "$rc" "--follow-links comes to an end where links go round"
is 'arkiv/2014/c.txt arkiv/2014/utkast/d.txt arkiv/a.txt arkiv/b.md arkiv/länk/f.txt ' "$(present "$tmp/l.db")" "and finds each file once"

# another file system
if [ "$(stat -c %d /dev)" != "$(stat -c %d /dev/shm 2>/dev/null)" ] && shm=$(mktemp -d /dev/shm/nordsok-test.XXXXXX 2>/dev/null); then
  page "$shm/g.txt" ångbåt
  name=$(basename "$shm")
  run nordsok index --index "$tmp/f.db" --include "$name/" /dev
  is 1 "$(sqlite3 "$tmp/f.db" "SELECT count(*) FROM source WHERE path LIKE '%g.txt'")" "a file system below a folder is read"
  run nordsok index --index "$tmp/g.db" --include "$name/" --one-file-system /dev
  is 0 "$(sqlite3 "$tmp/g.db" "SELECT count(*) FROM source WHERE path LIKE '%g.txt'")" "but not with --one-file-system"
  rm -rf "$shm"
else
  skip "file systems" "/dev/shm is none of its own"
fi

# names in any bytes: found, shown escaped, failures told
mkdir "$tmp/bytes"
latin=$(printf 'm\370te') line=$(printf 'rad1\nrad2') escape=$(printf 'r\033[31md')
page "$tmp/bytes/$latin.txt" torskfiske
page "$tmp/bytes/$line.txt" laxfiske
page "$tmp/bytes/$escape.txt" sillfiske
printf '%%PDF-1.4\nnonsense\n' >"$tmp/bytes/$latin.pdf"
printf '%%PDF-1.4\nnonsense, too\n' >"$tmp/bytes/$line$escape.pdf"
run nordsok index --index "$tmp/n.db" "$tmp/bytes"
is 4 "$rc" "names in any bytes: the run ends, and exits 4 for what is damaged"
is 5 "$(sqlite3 "$tmp/n.db" "SELECT count(*) FROM source")" "each has its row"
unescaped() { LC_ALL=C grep -qP '\x1b|\xf8' "$tmp/out"; ok $((!$?)) "$1"; }
found() { # WORD PATTERN NAME: as text by a pattern, as JSON by the name
  run nordsok search --index "$tmp/n.db" "$1"
  like "$out" "$2\.txt" "$1: found, its name escaped"
  unescaped "$1: no byte of it goes to a terminal"
  run nordsok search --index "$tmp/n.db" --format json "$1"
  is "$tmp/bytes/$3.txt" "$(jq -r '.hits[0].path' <<<"$out")" "$1: found in JSON"
  unescaped "$1: JSON is valid UTF-8 without controls"
}
found torskfiske 'm\\xf8te' 'm\xf8te'
found laxfiske 'rad1\\x0arad2' "$line"
found sillfiske 'r\\x1b\[31md' "$escape"
like "$(nordsok search --index "$tmp/n.db" --format json torskfiske | jq -r '.hits[0].url')" '/m%F8te\.txt' "its address has its bytes"
run nordsok failures --index "$tmp/n.db"
like "$out" 'm\\xf8te\.pdf' "failures lists a name that is not UTF-8"
like "$out" 'rad1\\x0arad2r\\x1b\[31md\.pdf' "and one with a line end and an escape"
unescaped "both escaped"
run nordsok failures --index "$tmp/n.db" --format json
is 2 "$(jq '.failures | length' <<<"$out")" "failures lists both in JSON"
run nordsok index --index "$tmp/n.db" "$tmp/bytes"
like "$out" 'unchanged +5' "and knows them again"
printf '%s\n' 'rad1*' '[[:cntrl:]]' 'm?te.*' >"$tmp/bytes/.nordsokignore"
nordsok index --index "$tmp/n.db" --allow-empty "$tmp/bytes" >/dev/null
is 1 "$(sqlite3 "$tmp/n.db" "SELECT count(*) FROM source WHERE status<>'gone'")" "patterns meet such names"

# the file of roots
run nordsok index --index "$tmp/r.db"
if [ ! -e /etc/nordsok/roots.conf ]; then
  is 2 "$rc" "without paths and file of roots: a usage error"
  like "$err" "$XDG_CONFIG_HOME/nordsok/roots.conf" "which says where to write one"
  like "$err" '^  path=' "and how"
fi
archive
page "$tmp/annat/g.md" glaciär
rm -f "$tmp/annat/tillbaka"
mkdir -p "$XDG_CONFIG_HOME/nordsok"
printf 'path,publisher\n%s,Bergs kommun\n' "$tmp/arkiv/a.txt" >"$XDG_CONFIG_HOME/nordsok/arkiv.csv"
cat >"$XDG_CONFIG_HOME/nordsok/roots.conf" <<EOF
# what we keep
[arkiv]
path=../../arkiv
exclude=utkast/;*.md
base-url=https://example.org/arkiv/
metadata=arkiv.csv
[annat]
path=$tmp/annat
include=*.md
hidden=true
EOF
run nordsok index --index "$tmp/r.db"
is 0 "$rc" "nordsok index alone reads the roots"
is 'annat/g.md arkiv/2014/c.txt arkiv/a.txt ' "$(present "$tmp/r.db")" "each by its own patterns"
like "$(nordsok search --index "$tmp/r.db" --format json vindkraft)" 'https://example.org/arkiv/a.txt' "base-url of a root is said"
like "$(sqlite3 "$tmp/r.db" "SELECT value FROM given")" 'Bergs kommun' "metadata of a root is said"
run nordsok index --index "$tmp/r.db" --exclude c.txt
is 'annat/g.md arkiv/a.txt ' "$(present "$tmp/r.db")" "an option is for all roots"
run nordsok index --index "$tmp/s.db" "$tmp/arkiv/b.md"
is 'arkiv/b.md ' "$(present "$tmp/s.db")" "with a path, the file of roots is left alone"
printf '[x]\npath=arkiv\n' >"$tmp/other.conf"
run nordsok index --index "$tmp/t.db" --config "$tmp/other.conf"
like "$(present "$tmp/t.db")" 'arkiv/b\.md' "--config names another"
faulty() { # TEXT PATTERN NAME
  printf '%b' "$1" >"$tmp/faulty.conf"
  run nordsok index --index "$tmp/u.db" --config "$tmp/faulty.conf"
  is 2 "$rc" "$3: a usage error"
  like "$err" "faulty\.conf: $2" "$3: told with file, group and key"
}
faulty '[a]\npaht=/x\n' '\[a\] paht .*known are: path, base-url' "an unknown key"
faulty '[a]\nhidden=true\n' '\[a\] has no path' "a root without a path"
faulty '[a]\npath=/x\nocr=often\n' '\[a\] ocr .*auto, never, always' "a wrong value"
faulty '[a]\npath=/x\n[a]\npath=/y\n' '.*\[a\] is there twice' "a group twice"
faulty '' 'it names no folder' "an empty file"
faulty 'path=/x\n' 'it cannot be understood' "no group"
run nordsok index --index "$tmp/u.db" --config "$tmp/missing.conf"
is 2 "$rc" "a file of roots that is not there is a usage error"
[ ! -e "$tmp/u.db" ]; ok $? "and none of these makes an index"

# ocr= of a root
if [ -x "$BUILD/nordsok-ocr" ] && tesseract --list-langs 2>/dev/null | grep -q swe; then
  mkdir "$tmp/scan1" "$tmp/scan2"
  cp "$tree/fixtures/scan-sv-pdf/input.pdf" "$tmp/scan1"
  (cat "$tree/fixtures/scan-sv-pdf/input.pdf" && echo) >"$tmp/scan2/input.pdf"
  printf '[a]\npath=scan1\nocr=never\n[b]\npath=scan2\n' >"$tmp/ocr.conf"
  nordsok index --index "$tmp/v.db" --config "$tmp/ocr.conf" >/dev/null
  is 'empty ok ' "$(sqlite3 "$tmp/v.db" 'SELECT status FROM source ORDER BY path' | tr '\n' ' ')" "ocr= is for its root alone"
  printf '[a]\npath=scan1\nocr=always\n' >"$tmp/ocr.conf"
  nordsok index --index "$tmp/w.db" --config "$tmp/ocr.conf" --ocr never >/dev/null
  is 'ok ' "$(sqlite3 "$tmp/w.db" 'SELECT status FROM source ORDER BY path' | tr '\n' ' ')" "and goes before --ocr"
else
  skip "ocr= of a root" "no text recognition"
fi
finish
