#!/bin/bash
# Records that a host was tested and passed: a row for the table of docs/explanation/hosts.md, which `make hosts-update`
# writes. A row replaces the one of the same host.
#
#     tests/hosts/record.sh HOST VERSION SQLITE HOW RESULT
set -eu
cd "$(dirname "$0")/../.."
table=${BUILD:-build}/hosts/table
mkdir -p "$table"
(IFS=$'\t' && printf '%s\n' "$*") >"$table/${1//[^A-Za-z0-9.]/_}.tsv"
