#!/usr/bin/env bash
# The reader of compiled dictionaries agrees with lt-proc -w -e, which is the program that they are made for: on words of the
# dictionaries themselves and compounds of them (tests/tools/dictionary-words), and on the words of the fixtures.
. "$(dirname "$0")/lib.sh"

lexica=/usr/share/apertium
tool=$BUILD/tests/tools/lexicon

# Left out on both sides: words with a reading of a first part that has lost one of three equal consonants (lt-proc
# believes it before any other letter: our rule is tested in tests/unit/language_compound.c), and those where lt-proc
# loses a lemma ("+<vblex>").
comparable='BEGIN { FS = "/" } { bad = 0; for (i = 2; i <= NF; i++) if ($i ~ /<detriple>|\+</) bad = 1; if (bad) print $1 }'

# by_lt_proc FILE: words to "word/reading/reading", readings sorted, "word/*" for an unknown one
by_lt_proc() {
  sed 's/$/ ./' | lt-proc -w -e "$1" | sed -e 's/^\^//' -e 's/\$ \^\..*//' | python3 -c '
import sys
for line in sys.stdin:
    word, *readings = line.rstrip("\n").split("/")
    print("/".join([word, *(["*"] if readings[0].startswith("*") else sorted(set(readings)))]))'
}

by_ours() {
  "$tool" readings "$1" | python3 -c '
import sys
for line in sys.stdin:
    word, *readings = line.rstrip("\n").split("/")
    print("/".join([word, *sorted(set(readings))]))'
}

fixture_words() {
  find "$tree/fixtures" -name 'expected*' -type f -exec cat {} + | grep -oP '[\p{Latin}]{2,}' | sort -u
}

# agrees FILE WORDS NAME
agrees() {
  local file=$1 words=$2 name=$3
  by_lt_proc "$file" <"$words" >"$tmp/theirs"
  by_ours "$file" <"$words" >"$tmp/ours"
  awk "$comparable" "$tmp/theirs" "$tmp/ours" | sort -u >"$tmp/left-out"
  for side in theirs ours; do
    awk -F/ -v file="$tmp/left-out" 'BEGIN { while ((getline word <file) > 0) out[word] = 1 } !($1 in out)' \
      "$tmp/$side" >"$tmp/$side.compared"
  done
  local compared differing
  compared=$(wc -l <"$tmp/theirs.compared")
  differing=$(diff "$tmp/theirs.compared" "$tmp/ours.compared" | grep -c '^<')
  is 0 "$differing" "$name: $compared words read alike"
  [ "$differing" -eq 0 ] || diag "$(diff "$tmp/theirs.compared" "$tmp/ours.compared" | head -6)"
  [ "$compared" -gt "$(($(wc -l <"$words") * 4 / 5))" ]
  ok $? "$name: most words were compared"
}

if ! command -v lt-proc >/dev/null || ! command -v python3 >/dev/null; then
  skip "agreement with lt-proc" "lttoolbox or python3 is missing: make deps-test"
  finish
  exit
fi
fixture_words >"$tmp/fixtures"
for file in swe-nor/swe-nno swe-dan/swe-dan nno-nob/nob-nno nno-nob/nno-nob dan-nor/dan-nob; do
  path=$lexica/apertium-$file.automorf.bin
  if [ ! -e "$path" ]; then
    skip "$file" "apertium-${file%/*} is not installed"
    continue
  fi
  "$tree/tests/tools/dictionary-words" "$path" 8000 >"$tmp/words"
  agrees "$path" "$tmp/words" "$file, its own words"
  agrees "$path" "$tmp/fixtures" "$file, words of the fixtures"
done

# damage
printf 'LTTB\0\0\0\0\0\0\0\0\377\377\377\377' >"$tmp/damaged.bin"
run "$tool" readings "$tmp/damaged.bin"
is 1 "$rc" "a damaged dictionary is refused"
like "$err" 'damaged\.bin: the compiled dictionary is damaged' "with its name and the reason"
run "$tool" readings "$tmp/missing.bin"
is 1 "$rc" "a missing one too"
finish
