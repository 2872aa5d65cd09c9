#!/bin/bash
# Every target of the tests is in exactly one list (quick, thorough, apart), and whatever is in a list is a target.
#
#     tests/house/targets.sh "TARGET..." "LISTED..."
set -u
read -ra targets <<<"$1"
read -ra listed <<<"$2"
passed=0 failed=0
for name in $(printf '%s\n' "${targets[@]}" "${listed[@]}" | sort -u); do
  rules=$(printf '%s\n' "${targets[@]}" | grep -cxF -- "$name")
  times=$(printf '%s\n' "${listed[@]}" | grep -cxF -- "$name")
  if [[ $rules == 1 && $times == 1 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "targets: $name: $([[ $rules == 1 ]] && echo "in $times lists" || echo "in a list, with no rule")"
  fi
done
echo "targets: $passed passed, $failed failed"
[[ $failed == 0 ]]
