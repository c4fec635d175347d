# Shared by the command-line tests: TAP, a clean environment, a temporary folder. Source it first.
# shellcheck shell=bash
set -u
export LC_ALL=C.UTF-8 LANGUAGE=en
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD=${BUILD:-$tree/build}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/nordsok-test.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export HOME=$tmp/home XDG_DATA_HOME=$tmp/data XDG_STATE_HOME=$tmp/state XDG_CONFIG_HOME=$tmp/config
unset NORDSOK_INDEX NORDSOK_WORKER NORDSOK_OCR NORDSOK_LANGUAGE TESSDATA_PREFIX 2>/dev/null
mkdir -p "$HOME"
PATH=$BUILD:$PATH
count=0

# ok STATUS NAME: one TAP line.
ok() {
  count=$((count + 1))
  if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}

# run COMMAND...: output to $out and $err, exit status to $rc.
run() {
  "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
  rc=$?
  out=$(cat "$tmp/out")
  err=$(cat "$tmp/err")
}

diag() { printf '%s\n' "$@" | sed 's/^/# /' >&2; }

# is WANTED GOT NAME
is() {
  [ "$1" = "$2" ]
  local same=$?
  ok "$same" "$3"
  [ "$same" -eq 0 ] || diag "wanted: $1" "got:    $2"
}

# like TEXT PATTERN NAME: extended regular expression
like() {
  grep -qE -- "$2" <<<"$1"
  local found=$?
  ok "$found" "$3"
  [ "$found" -eq 0 ] || diag "wanted: $2" "got:" "$1"
}

unlike() {
  grep -qE -- "$2" <<<"$1"
  local found=$?
  ok "$((found == 0))" "$3"
  [ "$found" -ne 0 ] || diag "not wanted: $2" "got:" "$1"
}

skip() {
  count=$((count + 1))
  echo "ok $count - $1 # SKIP $2"
}

finish() { echo "1..$count"; }
