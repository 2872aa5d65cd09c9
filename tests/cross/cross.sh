#!/bin/bash
# Builds the extension for other systems with a cross-compiler, and looks at the symbols of what comes out.
#
#     tests/cross/cross.sh BUILD PYTHON        PYTHON has the package ziglang
#
# macOS on both processors and Windows: it compiles without a warning, links, and shows the entry points only. Linux with the
# oldest C library that we promise, glibc 2.17: nothing newer is asked for.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$1 python=$2
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

for platform in macos-arm64 macos-x86_64 windows-x86_64; do
  expect "$platform compiles" "" "$(compile $platform)"
  library=$build/cross/$platform/boxscore.$([[ $platform == macos-* ]] && echo dylib || echo dll)
  shown=$("$python" tests/cross/exports.py "$library" 2>&1 | LC_ALL=C sort | xargs)
  expect "exported symbols on $platform" "$entry_points" "$shown"
done

platform=linux-x86_64
expect "$platform compiles" "" "$(compile $platform)"
library=$build/cross/$platform/boxscore.so
shown=$(nm -D --defined-only "$library" | awk '{print $NF}' | LC_ALL=C sort | xargs)
expect "exported symbols on $platform" "$entry_points" "$shown"
newest=$(readelf -V "$library" | grep -oE 'GLIBC_2\.[0-9]+' | sort -t. -k2 -n | tail -n 1)
expect "the newest version of glibc that $platform asks for is 2.17 or older" yes \
  "$([[ ${newest#GLIBC_2.} -le 17 ]] && echo yes || echo "no: $newest")"

echo "cross-check: $passed passed, $failed failed"
[[ $failed == 0 ]]
