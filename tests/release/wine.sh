#!/bin/bash
# Runs a program in wine, whose loader now and then fails when the program has ended: then it runs once more.
#
#     tests/release/wine.sh PROGRAM ARGUMENT...
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for _ in 1 2 3; do
  wine "$@" >"$work/out" 2>"$work/messages"
  code=$?
  [[ $code == 127 ]] && grep -q 'detected by ld.so' "$work/messages" && continue
  break
done
cat "$work/out"
cat "$work/messages" >&2
exit "$code"
