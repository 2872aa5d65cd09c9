#!/bin/bash
# Static analysis: no warning of the compiler and none of clang-tidy's bug finders.
#
#     tests/house/lint.sh FILE... -- FLAG...
set -u
files=()
while [[ $# -gt 0 && $1 != -- ]]; do files+=("$1") && shift; done
[[ $# -gt 0 ]] && shift

# Left out: what asks for C11's Annex K, which no C library here has; what is taste; what an analyzer that does not know
# an invariant between two functions reports of correct code (the sanitizers look for those at run time).
checks='-*,clang-analyzer-*,bugprone-*,performance-*,misc-redundant-expression,misc-static-assert'
for check in clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling clang-analyzer-core.uninitialized.Assign \
  clang-analyzer-core.NullDereference bugprone-easily-swappable-parameters bugprone-narrowing-conversions \
  bugprone-reserved-identifier bugprone-sizeof-expression bugprone-misplaced-widening-cast \
  bugprone-implicit-widening-of-multiplication-result performance-no-int-to-ptr; do
  checks+=",-$check"
done

lint() {
  local file=$1 good=0 said
  shift
  said=$("${CC:-cc}" -std=c11 -O2 -Wall -Wextra -Wshadow -Wconversion -Wvla -Werror -fPIC -c -o /dev/null "$@" "$file" 2>&1) ||
    good=1
  said+=$(clang-tidy --quiet --checks="$checks" --warnings-as-errors='*' "$file" -- -std=c11 "$@" 2>/dev/null) || good=1
  # One write a file, so that two at once do not mix.
  if [[ $good == 0 ]]; then echo "passed"; else printf 'failed %s\n%s\n' "$file" "$said"; fi
}
export -f lint
export checks

said=$(printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -I FILE bash -c 'lint "$@"' lint FILE "$@")
passed=$(grep -c '^passed$' <<<"$said") failed=$(grep -c '^failed ' <<<"$said")
grep -v '^passed$' <<<"$said"
echo "lint: $passed passed, $failed failed"
[[ $failed == 0 ]]
