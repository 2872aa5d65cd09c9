#!/bin/bash
# Runs make targets one after the other and adds up their last lines ("golden: 31 passed, 0 failed").
#
#     tests/total.sh TARGET... [-- TARGET...]
#
# What stands after -- runs beside the others, one after the other too, and is printed when they are done: targets that build
# nothing that another needs and measure no time.
# A target that takes over twenty minutes (TARGET_SECONDS) is ended and fails. A target that fails without counting a failure
# counts as one; one that prints no such line counts as one test. The last line printed is the total, alone on its line:
# "412 passed, 0 failed".
set -u
cd "$(dirname "$0")/.." || exit 2

# What a target needs is built on all cores; each writes its output in one piece, where make can do so.
jobs=(-j"$(nproc 2>/dev/null || echo 2)")
"${MAKE:-make}" -O --version >/dev/null 2>&1 && jobs+=(-O)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
limit=()
command -v timeout >/dev/null && limit=(timeout -k 10 "${TARGET_SECONDS:-1200}")

run() { # run COUNTS TARGET...: prints what they say; a line "PASSED FAILED TARGET" of each goes to COUNTS
  local counted=$1 target started code passed failed lines
  shift
  for target in "$@"; do
    started=$SECONDS
    "${limit[@]}" "${MAKE:-make}" --no-print-directory "${jobs[@]}" -s "$target" 2>&1 </dev/null | tee "$counted.output"
    code=${PIPESTATUS[0]}
    read -r passed failed lines < <(sed -nE 's/^[a-z0-9 ._-]+: ([0-9]+) passed, ([0-9]+) failed.*/\1 \2/p' "$counted.output" |
      awk '{p += $1; f += $2} END {print p + 0, f + 0, NR}')
    [[ $code != 0 && $failed == 0 ]] && failed=1 && echo "$target: ended with code $code"
    [[ $code == 0 && $lines == 0 ]] && passed=1
    echo "$passed $failed $target" >>"$counted"
    echo "  ($target took $((SECONDS - started)) s)"
  done
}

targets=() beside=()
while [[ $# -gt 0 && $1 != -- ]]; do targets+=("$1") && shift; done
[[ $# -gt 0 ]] && shift && beside=("$@")

touch "$scratch/first" "$scratch/second"
run "$scratch/second" "${beside[@]}" >"$scratch/said" &
run "$scratch/first" "${targets[@]}"
wait
cat "$scratch/said"
broken=$(awk '$2 > 0 {printf " %s", $3}' "$scratch/first" "$scratch/second")
[[ -z $broken ]] || echo "failed:$broken"
awk '{p += $1; f += $2} END {printf "%d passed, %d failed\n", p, f}' "$scratch/first" "$scratch/second"
[[ -z $broken ]]
