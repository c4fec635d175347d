#!/usr/bin/env bash
# The golden cases of fixtures/ against their gold, which was written without running nordsok.
. "$(dirname "$0")/lib.sh"
exec python3 "$tree/tests/golden/compare.py"
