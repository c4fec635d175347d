#!/usr/bin/env bash
# The decks of fixtures/decks against their gold, which was written without running nordsok: slide by slide, in four formats.
. "$(dirname "$0")/lib.sh"
export BUILD
cd "$tree" || exit 1

# NAME FORMATS FOLDER...: each version of these formats has the words wanted.
meets() {
  local name=$1 formats=$2
  shift 2
  run python3 bench/deck-gold --formats "$formats" "$@"
  ok "$rc" "$name"
  [ "$rc" -eq 0 ] || diag "$out"
}

# Text at 45 degrees comes out of a PDF in pieces (docs/formats/pdf.md): flaum-nn.pdf is left out.
others=()
for folder in fixtures/decks/*/; do
  [ "$folder" = fixtures/decks/flaum-nn/ ] || others+=("$folder")
done
meets 'office formats agree with the gold and with one another' pptx,ppt,odp fixtures/decks/*
meets 'PDF exports agree with the gold and with the .pptx' pptx,pdf "${others[@]}"
finish
