#!/bin/bash
# Every C file is as clang-format 14 leaves it with .clang-format. Other versions break lines in other places, so they
# are not asked.
#
#     tests/house/format.sh FILE...
set -u
version=$(clang-format --version | sed -nE 's/.*version ([0-9]+).*/\1/p')
if [[ $version != 14 ]]; then
  echo "format-check: 0 passed, 0 failed (clang-format here is ${version:-missing}, the style is that of 14)"
  exit 0
fi
if clang-format --dry-run --Werror "$@" >/dev/null 2>&1; then
  echo "format-check: $# passed, 0 failed"
  exit 0
fi
passed=0 failed=0
for file in "$@"; do
  if clang-format --dry-run --Werror "$file" >/dev/null 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "format-check: $file (make format)"
  fi
done
echo "format-check: $passed passed, $failed failed"
[[ $failed == 0 ]]
