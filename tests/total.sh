#!/bin/bash
# Runs make targets one after the other and adds up their last lines ("golden: 31 passed, 0 failed").
#
#     tests/total.sh TARGET...
#
# A target that takes over ten minutes (TARGET_SECONDS) is ended and fails. A target that fails without counting a failure
# counts as one; one that prints no such line counts as one test. The last line printed is the total, alone on its line:
# "412 passed, 0 failed".
set -u
cd "$(dirname "$0")/.." || exit 2

passed=0 failed=0 broken=()
# What a target needs is built on all cores; each writes its output in one piece, where make can do so.
jobs=(-j"$(nproc 2>/dev/null || echo 2)")
"${MAKE:-make}" -O --version >/dev/null 2>&1 && jobs+=(-O)
output=$(mktemp)
trap 'rm -f "$output"' EXIT
limit=()
command -v timeout >/dev/null && limit=(timeout -k 10 "${TARGET_SECONDS:-600}")
for target in "$@"; do
  started=$SECONDS
  "${limit[@]}" "${MAKE:-make}" --no-print-directory "${jobs[@]}" -s "$target" 2>&1 </dev/null | tee "$output"
  code=${PIPESTATUS[0]}
  counts=$(sed -nE 's/^[a-z0-9 ._-]+: ([0-9]+) passed, ([0-9]+) failed.*/\1 \2/p' "$output" |
    awk '{p += $1; f += $2} END {print p + 0, f + 0, NR}')
  read -r target_passed target_failed lines <<<"$counts"
  [[ $code != 0 && $target_failed == 0 ]] && target_failed=1 && echo "$target: ended with code $code"
  [[ $code == 0 && $lines == 0 ]] && target_passed=1
  [[ $target_failed == 0 ]] || broken+=("$target")
  passed=$((passed + target_passed)) failed=$((failed + target_failed))
  echo "  ($target took $((SECONDS - started)) s)"
done
[[ ${#broken[@]} == 0 ]] || echo "failed: ${broken[*]}"
echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
