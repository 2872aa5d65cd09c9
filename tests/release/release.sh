#!/bin/bash
# Tests the folders of BUILD/release: what each file exports and asks for, and the golden scripts wherever they can run.
#
#     tests/release/release.sh BUILD PLATFORM...        a platform that was not built is skipped, and said to be
#
# The host is a run_sql with the newest SQLite of npm's better-sqlite3 in it, compiled for the platform.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$(cd "$1" && pwd)
shift
source ext/packages/release/platforms.sh
zig_set "$build"
bash .ci/install build test release || { echo "release-test: 0 passed, 1 failed"; exit 1; }
work=$build/release-test
export WINEPREFIX=$work/wine WINEDEBUG=-all
mkdir -p "$work"
python=$build/venv-zig/bin/python
entry_points="sqlite3_boxscore_init sqlite3_boxscorenofiles_init sqlite3_extension_init"

passed=0 failed=0
expect() { # expect WHAT EXPECTED ACTUAL
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'release-test: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
  fi
}

sqlite() { # the amalgamation, in WORK/sqlite
  [[ -f $work/sqlite/sqlite3.c ]] && return 0
  mkdir -p "$work/sqlite.new" &&
    (cd "$work/sqlite.new" && npm pack --silent better-sqlite3@latest >/dev/null 2>&1 </dev/null &&
      tar xzf better-sqlite3-*.tgz --strip-components=3 --wildcards 'package/deps/sqlite3/*' && rm -f -- *.tgz) &&
    rm -rf "$work/sqlite" && mv "$work/sqlite.new" "$work/sqlite"
}

runner() { # runner PLATFORM: WORK/PLATFORM/run_sql, whose path it prints
  local folder=$work/$1 program=run_sql
  [[ $system == Windows ]] && program=run_sql.exe
  mkdir -p "$folder"
  [[ -f $folder/sqlite3.o ]] || $ZIG cc -target "$target" -w -O2 -c -o "$folder/sqlite3.o" "$work/sqlite/sqlite3.c" || return 1
  [[ $folder/$program -nt tests/run_sql.c && $folder/$program -nt tests/script.c ]] ||
    $ZIG cc -target "$target" -dynamic -std=gnu11 -w -O1 "-I$work/sqlite" -o "$folder/$program" tests/run_sql.c tests/script.c \
      "$folder/sqlite3.o" $([[ $system == Windows ]] || echo -ldl) -lm -pthread || return 1
  echo "$folder/$program"
}

emulator() { # emulator PLATFORM: the words before the runner
  case $1 in
    linux-aarch64) echo "qemu-aarch64 -L /usr/aarch64-linux-gnu" ;;
    windows-*) echo tests/release/wine.sh ;;
  esac
}

golden() { # golden PLATFORM: counts its scripts
  local program said line
  program=$(runner "$1") || { expect "$1: its host compiles" yes no; return; }
  said=$(GOLDEN_TIMEOUT=300 tests/golden.sh --name "$1" "$(emulator "$1") $program" "$build/release/$1/$extension" 2>&1)
  line=$(tail -n 1 <<<"$said")
  grep -v "^$1: " <<<"$said"
  [[ $line =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed(, ([0-9]+) skipped)? ]] || { expect "$1: golden scripts" run "$line"; return; }
  echo "release-test: $line"
  passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
}

# What a shared library for Linux exports, whatever its processor.
exports() {
  case $system in
    Linux) nm -D --defined-only "$1" | awk '{ print $NF }' | sed 's/@.*//' ;;
    *) "$python" tests/cross/exports.py "$1" ;;
  esac | LC_ALL=C sort | xargs
}

# The libraries export their interfaces, and none exports what belongs to another. On macOS the operators new and delete are
# visible in any C++ library; there a program takes each name from the library that it was linked to.
foreign() { # foreign FILE: names that no interface of ours has
  local interfaces='GEOS|initGEOS|finishGEOS|png_|j[a-z]+_|jpeg|jsimd_|jzero|jround|jdiv|XML_|Xml'
  [[ $system == Darwin ]] && interfaces+='|_Zn[wa]|_Zd[la]'
  exports "$1" | tr ' ' '\n' | grep -vE "^($interfaces)" | xargs
}

platform() { # platform PLATFORM
  local folder=$build/release/$1 library needed
  if [[ ! -d $folder ]]; then
    echo "release-test: $1 was not built: make release PLATFORMS=$1"
    return
  fi
  platform_set "$1"
  expect "$1: exported symbols" "$entry_points" "$(exports "$folder/$extension")"
  for library in "$libgeos" "$libpng" "$libjpeg" "$libexpat"; do
    [[ -f $folder/$library ]] || continue
    expect "$1: what $library exports beside its interface" "" "$(foreign "$folder/$library")"
    if [[ $system == Linux ]]; then
      needed=$(readelf -d "$folder/$library" | sed -nE 's/.*NEEDED.*\[(.*)\]/\1/p' | grep -vE '^(lib(c|m|dl|pthread|rt)\.so|ld-linux|ld-musl|libc\.musl)' | xargs)
      expect "$1: what $library asks for beside the C library" "" "$needed"
    fi
  done
  [[ ! -f $folder/$libgeos ]] || expect "$1: licences" "boxscore expat geos libjpeg-turbo libpng zlib" \
    "$(cd "$folder/licences" && printf '%s\n' * | sed 's/\.txt//' | xargs)"
  # There is nothing here to run macOS, or musl on another processor, in.
  [[ $1 == macos-* || $1 == linux-aarch64-musl ]] || golden "$1"
}

sqlite || { echo "release-test: SQLite cannot be fetched"; echo "release-test: 0 passed, 1 failed"; exit 1; }
for name in "$@"; do platform "$name"; done
echo "release-test: $passed passed, $failed failed"
[[ $failed == 0 ]]
