#!/bin/bash
# Golden tests: runs every tests/sql/THEME/NAME.sql and compares what it prints with NAME.out beside it.
#
#     tests/golden.sh [--name NAME] [--update] RUNNER EXTENSION [NAME...]
#
# RUNNER is run_sql with its options, as one word ("valgrind -q build/tests/run_sql --locale de_DE.UTF-8"). --update
# rewrites the .out files, to be read with git diff; those that this host is too old for with the runner in $NEWER, if it
# is there. --name is what the last line calls the run. A script whose first line is `-- needs png` is skipped where
# boxscore_debug() says that this library is not there.
set -u
cd "$(dirname "$0")/.." || exit 2

name=golden update=0
while [[ ${1:-} == --* ]]; do
  case $1 in
    --update) update=1 ;;
    --name) name=$2; shift ;;
    *) echo "unknown option: $1" >&2; exit 2 ;;
  esac
  shift
done
read -ra runner <<<"$1"
extension=$2
shift 2
scripts=()
for script in "$@"; do scripts+=(tests/sql/*/"$script.sql"); done
[[ $# -gt 0 ]] || scripts=(tests/sql/*/*.sql)

libraries=$("${runner[@]}" "$extension" - <<<"SELECT boxscore_debug();" 2>/dev/null)
lacks_library() { # lacks_library SCRIPT
  local library
  library=$(sed -nE '1s/^-- needs ([a-z]+)$/\1/p' "$1")
  [[ -n $library ]] && grep -qE "\"$library\":\"(built without|not found)\"" <<<"$libraries"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check() { # check SCRIPT: says what is wrong, then passed, failed or skipped
  local script=$1 expected=${1%.sql}.out base with code
  base=$work/$(basename "$1" .sql)
  [[ -f $script ]] || { echo "$name: no such script: $script"; echo failed; return; }
  with=("${runner[@]}")
  if lacks_library "$script"; then
    echo skipped
    return
  elif ! "${runner[@]}" --fits "$script"; then
    if [[ $update == 0 || ! -x ${NEWER:-} ]]; then
      echo skipped
      return
    fi
    with=("$NEWER")
  fi
  timeout -k 5 "${GOLDEN_TIMEOUT:-60}" "${with[@]}" "$extension" "$script" >"$base.actual" 2>"$base.messages" </dev/null
  code=$?
  if [[ $update == 1 && $code == 0 ]]; then
    cmp -s "$base.actual" "$expected" || { cp "$base.actual" "$expected"; echo "$name: wrote $expected"; }
    echo passed
  elif [[ $code == 0 && -f $expected ]] && cmp -s "$expected" "$base.actual"; then
    echo passed
  else
    echo "--- $name: $script failed (exit code $code; - is expected, + is what came)"
    head -n 40 "$base.messages"
    diff -u "$([[ -f $expected ]] && echo "$expected" || echo /dev/null)" "$base.actual" | tail -n +3 | head -n 60
    echo failed
  fi
}

# Each in a process of its own, as many at once as there are processors; what they say is shown in order.
running=0
for i in "${!scripts[@]}"; do
  check "${scripts[i]}" >"$work/$i.said" &
  running=$((running + 1))
  if [[ $running -ge $(nproc) ]]; then
    wait -n
    running=$((running - 1))
  fi
done
wait
passed=0 failed=0 skipped=0
for i in "${!scripts[@]}"; do
  sed '$d' "$work/$i.said"
  case $(tail -n 1 "$work/$i.said") in
    passed) passed=$((passed + 1)) ;;
    skipped) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
  esac
done
if [[ $skipped -gt 0 ]]; then
  echo "$name: $passed passed, $failed failed, $skipped skipped on this host"
else
  echo "$name: $passed passed, $failed failed"
fi
[[ $failed == 0 ]]
