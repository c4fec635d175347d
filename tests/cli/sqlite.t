#!/usr/bin/env bash
# The index is an ordinary SQLite file: with nordsok_fts.so the stock shell and Python open it.
. "$(dirname "$0")/lib.sh"

mkdir "$tmp/papers"
printf 'Miljömål\n\nKommunen antog miljömålen.\n' >"$tmp/papers/a.txt"
nordsok index --index "$tmp/index.db" "$tmp/papers" >/dev/null
so=$BUILD/nordsok_fts.so

if grep -q __asan_init "$so"; then
  skip "the stock sqlite3 shell and Python" "a sanitized library does not load into a program that is not"
  finish
  exit
fi
query() { sqlite3 -cmd ".load '$so'" "$tmp/index.db" "$1" 2>&1; }
is 1 "$(query "SELECT count(*) FROM unit_fts WHERE unit_fts MATCH 'antog'")" "the sqlite3 shell loads the extension and searches"
is 1 "$(query "SELECT count(*) FROM unit_fts WHERE unit_fts MATCH 'MILJÖMÅLEN'")" "with our folding"
is "" "$(query "INSERT INTO unit_fts(unit_fts, rank) VALUES('integrity-check', 1)")" "the full-text index agrees with its content"
like "$(query "SELECT bm25(unit_fts) FROM unit_fts WHERE unit_fts MATCH 'antog'")" '^-?[0-9.]+' "bm25() works on it"
like "$(query "SELECT nordsok_rank(unit_fts, 1) FROM unit_fts WHERE unit_fts MATCH 'antog'")" 'own use' "nordsok_rank() says that it is not for SQL"
is "ok" "$(query "PRAGMA integrity_check")" "SQLite finds the file in order"
is 1 "$(query "CREATE VIRTUAL TABLE temp.own USING fts5(x, tokenize='nordsok'); INSERT INTO temp.own VALUES('Räksmörgås på ön'); SELECT count(*) FROM temp.own WHERE own MATCH 'räksmörgås'")" "the tokenizer serves other tables as well"
if [ -x /usr/bin/python3 ]; then
  is 1 "$(/usr/bin/python3 -c '
import sqlite3, sys
c = sqlite3.connect(sys.argv[1]); c.enable_load_extension(True); c.load_extension(sys.argv[2])
print(c.execute("SELECT count(*) FROM unit_fts WHERE unit_fts MATCH ?", ("antog",)).fetchone()[0])' "$tmp/index.db" "$so")" "Python loads it too"
else
  skip "Python loads it too" "no /usr/bin/python3"
fi
finish
