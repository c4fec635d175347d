#!/usr/bin/env bash
# The units for systemd: installed with the programs, with the paths of the installation in them, and understood by systemd.
. "$(dirname "$0")/lib.sh"
prefix=$tmp/prefix
units=$prefix/lib/systemd/user

if ! command -v make >/dev/null; then
  skip "the units" "no make"
  finish
  exit
fi
# only what the units need: the programs are built, and are not built anew for this
make -s -C "$tree" BUILD="$BUILD" PREFIX="$prefix" install-units >"$tmp/out" 2>&1; rc=$?
is 0 "$rc" "make install-units"
[ "$rc" -eq 0 ] || diag "$(cat "$tmp/out")"
is "nordsok-index.service nordsok-index.timer nordsok-watch.service" "$(cd "$units" && echo *)" "three units are installed"
like "$(cat "$units/nordsok-index.service")" "^ExecStart=\"$prefix/bin/nordsok\" index\$" "the weekly run is that of this installation"
like "$(cat "$units/nordsok-watch.service")" "^ExecStart=\"$prefix/bin/nordsok\" watch\$" "so is the watch"
unlike "$(cat "$units"/*)" '@[A-Z]+@' "nothing is left to fill in"
ok "$([ -s "$prefix/share/doc/nordsok/weekly.md" ]; echo $?)" "what they are documented by is installed"

if command -v systemd-analyze >/dev/null; then
  mkdir -p "$prefix/bin" "$tmp/runtime"
  ln -s "$BUILD/nordsok" "$prefix/bin/nordsok"
  XDG_RUNTIME_DIR=$tmp/runtime run systemd-analyze verify --user "$units"/*
  is "0 " "$rc $err" "systemd understands them"
  run systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$units/nordsok-index.timer")"
  like "$out" 'Next elapse: Sun' "once a week"
else
  skip "systemd understands them" "no systemd-analyze"
  skip "once a week" "no systemd-analyze"
fi

# The calls in them are ones that the program knows.
run nordsok index --config /dev/null; is 2 "$rc" "a run without folders is wrong usage, which is not tried again"
make -s -C "$tree" BUILD="$BUILD" PREFIX="$prefix" uninstall >/dev/null 2>&1
is "" "$(find "$prefix" -name 'nordsok-*' -o -name weekly.md)" "make uninstall takes them away"
finish
