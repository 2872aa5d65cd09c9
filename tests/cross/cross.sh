#!/bin/bash
# Builds the extension for other systems with a cross-compiler, and looks at the symbols of what comes out.
#
#     tests/cross/cross.sh BUILD PYTHON PLATFORM...        PYTHON has the package ziglang
#
# macOS and Windows: it compiles without a warning, links, and shows the entry points only. Linux with the oldest C library that
# we promise, glibc 2.17: nothing newer is asked for.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$1 python=$2
shift 2
passed=0 failed=0
expect() { # expect WHAT EXPECTED ACTUAL
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'cross-check: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
  fi
}

entry_points="sqlite3_boxscore_init sqlite3_boxscorenofiles_init sqlite3_extension_init"
compile() { # compile PLATFORM: what the compiler says
  ext/packages/release/extension.sh "$1" "$build" 2>&1 || echo failed
}

for platform in "$@"; do
  expect "$platform compiles" "" "$(compile "$platform")"
  case $platform in
    macos-*) shown=$("$python" tests/cross/exports.py "$build/cross/$platform/boxscore.dylib" 2>&1) ;;
    windows-*) shown=$("$python" tests/cross/exports.py "$build/cross/$platform/boxscore.dll" 2>&1) ;;
    *) shown=$(nm -D --defined-only "$build/cross/$platform/boxscore.so" | awk '{print $NF}') ;;
  esac
  expect "exported symbols on $platform" "$entry_points" "$(LC_ALL=C sort <<<"$shown" | xargs)"
  [[ $platform == linux-* ]] || continue
  newest=$(readelf -V "$build/cross/$platform/boxscore.so" | grep -oE 'GLIBC_2\.[0-9]+' | sort -t. -k2 -n | tail -n 1)
  expect "the newest version of glibc that $platform asks for is 2.17 or older" yes \
    "$([[ ${newest#GLIBC_2.} -le 17 ]] && echo yes || echo "no: $newest")"
done

echo "cross-check: $passed passed, $failed failed"
[[ $failed == 0 ]]
