#!/bin/bash
# Builds the extension for other systems with a cross-compiler, and looks at the symbols of what comes out.
#
#     tests/cross/cross.sh BUILD PYTHON        PYTHON has the package ziglang
#
# macOS on both processors: it compiles without a warning, links, and shows the entry points only. Linux with the oldest C library that
# we promise, glibc 2.17: nothing newer is asked for.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$1 python=$2
tests/cross/headers.sh "$build/include" || { echo "cross-check: 0 passed, 1 failed"; exit 1; }
export ZIG_GLOBAL_CACHE_DIR=$PWD/$build/cache ZIG_LOCAL_CACHE_DIR=$PWD/$build/cache

passed=0 failed=0
expect() { # expect WHAT EXPECTED ACTUAL
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'cross-check: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
  fi
}

compile() { # compile TARGET SYSTEM: what the compiler says
  # Clang warns where a double meets a constant of an enum, which is how this house writes constants.
  env -u MAKEFLAGS make -s -k -j"$(nproc)" BUILD="$build/$1" SYSTEM="$2" CFLAGS="-O2 -Wno-enum-float-conversion -Wno-missing-field-initializers" \
    CC="$python -m ziglang cc -target $1 -isystem $build/include" all 2>&1 | grep -E 'error|warning|undefined' | head -n 20
}

entry_points="sqlite3_boxscore_init sqlite3_boxscorenofiles_init sqlite3_extension_init"
for target in aarch64-macos x86_64-macos; do
  expect "$target compiles" "" "$(compile $target Darwin)"
  shown=$("$python" tests/cross/exports.py "$build/$target/boxscore.dylib" 2>&1 | sort | xargs)
  expect "exported symbols on $target" "$entry_points" "$shown"
done

target=x86_64-linux-gnu.2.17
expect "$target compiles" "" "$(compile $target Linux)"
library=$build/$target/boxscore.so
shown=$(nm -D --defined-only "$library" | awk '{print $NF}' | LC_ALL=C sort | xargs)
expect "exported symbols on $target" "$entry_points" "$shown"
newest=$(readelf -V "$library" | grep -oE 'GLIBC_2\.[0-9]+' | sort -t. -k2 -n | tail -n 1)
expect "the newest version of glibc that $target asks for is 2.17 or older" yes \
  "$([[ ${newest#GLIBC_2.} -le 17 ]] && echo yes || echo "no: $newest")"

echo "cross-check: $passed passed, $failed failed"
[[ $failed == 0 ]]
