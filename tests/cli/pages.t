#!/usr/bin/env bash
# The pages of fixtures/pages against their gold: main content, rows of tables, contact boxes; and the gold against the pages.
. "$(dirname "$0")/lib.sh"
export BUILD
cd "$tree" || exit 1

run python3 fixtures/check-pages
ok "$rc" "the gold stands in the pages"
[ "$rc" -eq 0 ] || diag "$out"
run python3 bench/page-gold
ok "$rc" "main content: F1, recall, no row and no contact lost"
[ "$rc" -eq 0 ] || diag "$out"

run nordsok index --index "$tmp/index" fixtures/pages/set-b/fragor-svar-sv
ok "$rc" "a page is indexed"
run nordsok search --index "$tmp/index" "ta med mig någon i bilen"
like "$out" '/page\.html#fos-7  \[' "a hit leads to the question, not to the page"
finish
