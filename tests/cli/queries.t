#!/usr/bin/env bash
# The searches of fixtures/queries.tsv find their place as the first hit.
. "$(dirname "$0")/lib.sh"
exec python3 "$tree/tests/golden/queries.py"
