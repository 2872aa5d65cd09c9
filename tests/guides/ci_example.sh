#!/bin/bash
# Runs examples/ci/check_ap.sh on the street example: figures that hold, that fell, and what it cannot read.
#
#     tests/guides/ci_example.sh EXTENSION STREET
set -u
extension=$1 street=$2 passed=0 failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unset GITHUB_STEP_SUMMARY

# expect CODE TEXT OPTION...: the exit code, and a text of the output
expect() {
  local code=$1 text=$2 output got
  shift 2
  output=$(examples/ci/check_ap.sh --extension "$extension" "$@" 2>&1)
  got=$?
  if [[ $got == "$code" && $output == *"$text"* ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'ci-example: %s: exit code %s and not "%s" in:\n%s\n' "$*" "$got" "$text" "$output"
  fi
}

files=(--labels "$street/instances.json" --results "$street/results.json")
figures=$folder/it\'s.csv
expect 0 '| AP | 0.4348 |  | good |' "${files[@]}" --save "$figures"
expect 0 '| AP | 0.4348 | 0.4348 | good |' "${files[@]}" --baseline "$figures" --tolerance 0
expect 0 '| AP | 0.4348 |  | good |' "${files[@]}" --minimum 0.43
expect 1 '| AP | 0.4348 |  | too low |' "${files[@]}" --minimum 0.44
sed 's/^AP50,.*/AP50,0.7/' "$figures" >"$folder/better.csv"
expect 1 '| AP50 | 0.6705 | 0.7000 | too low |' "${files[@]}" --baseline "$folder/better.csv"
expect 0 '| AP50 | 0.6705 | 0.7000 | good |' "${files[@]}" --baseline "$folder/better.csv" --tolerance 0.05
expect 0 '| AP75 | 0.4631 | 0.4631 | good |' "${files[@]}" --baseline "$folder/better.csv" --metrics 'AP AP75'
expect 2 'no such file' --labels "$folder/none.json" --results "$street/results.json"
expect 2 'none of these metrics' "${files[@]}" --metrics 'mAP'
expect 2 '--labels and --results are required' --labels x
expect 2 'unknown option: --help' --help me
expect 2 'not a number: much' "${files[@]}" --tolerance much
expect 2 'cannot read' "${files[@]}" --baseline "$folder/none.csv"
export GITHUB_STEP_SUMMARY=$folder/summary.md
expect 0 '| AR100 |' "${files[@]}"
grep -q '^### Detection figures' "$folder/summary.md" && passed=$((passed + 1)) || failed=$((failed + 1))
echo "ci-example: $passed passed, $failed failed"
[[ $failed == 0 ]]
