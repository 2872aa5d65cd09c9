#!/bin/bash
# Packs the C sources of the extension into one folder, for packages that compile them on the user's machine (Rust and Go):
# without subfolders, which Go does not compile; with no name but the entry points that could clash with a name of the
# program; and with nothing required of the compiler's command line but -std=c11.
#
#     ext/packages/c_sources.sh VERSION BUILD OUTPUT SOURCE...
#
# BUILD has the objects and scripts.c of `make`. A path's folders come into the file's name: base/json.c is base_json.c. The
# headers of SQLite are the ones that the compiler finds.
set -eu
version=$1 build=$2 output=$3
shift 3
rm -rf "$output"
mkdir -p "$output"

flatten() { # flatten PATH: the file's name in OUTPUT
  local name=${1#ext/}
  echo "${name//\//_}"
}

copy() { # copy PATH NAME: with the includes under their new names
  local path=$1 name=$2
  { [[ $name != *.c ]] || echo '#include "boxscore_packed.h"'
    sed -E -e '/^#include "/{:again
s#^(\#include "[^/"]*)/#\1_#
t again
}' -e 's/^#include <(sqlite3(ext)?\.h)>/#include "\1"/' "$path"; } >"$output/$name"
}

for source in "$@"; do copy "$source" "$(flatten "$source")"; done
find ext -path ext/packages -prune -o -name '*.h' -print | while read -r header; do copy "$header" "$(flatten "$header")"; done
copy "$build/scripts.c" scripts.c

printf '#include <sqlite3ext.h>\n' | ${CC:-cc} -M -x c - | tr ' \\' '\n\n' | grep -E '/sqlite3(ext)?\.h$' | while read -r header; do
  sed -E 's/^#include <sqlite3\.h>/#include "sqlite3.h"/' "$header" >"$output/$(basename "$header")"
done

names() { # what the objects call each other by
  find "$build/ext" "$build/scripts.o" -name '*.o' -exec nm -g --defined-only {} + | awk 'NF == 3 {print $3}' | sed 's/^_//' |
    grep -vE '^(sqlite3|boxscore)_' | LC_ALL=C sort -u
}

{
  cat <<'HEAD'
/*
** Comes first in every file of this folder: how it is built, and the names of its functions, which are nobody
** else's in a program that links it.
*/
#ifndef BOXSCORE_PACKED_H
#define BOXSCORE_PACKED_H

/* The same bits on every machine: a * b + c is never computed with one rounding. gcc sees to it where it is to
** follow the standard. */
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__) && !defined(__STRICT_ANSI__)
#error "compile boxscore with -std=c11"
#endif
/* gcc 12 all the same joins a vector's products with its alternating sums and differences. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__FMA__)
#pragma GCC target("no-avx512f,no-fma,no-fma4")
#endif

/* It is linked with SQLite, and not loaded. */
#define SQLITE_CORE 1

/* A library whose header is not there is left out; its functions say so. */
HEAD
  for library in GEOS:geos_c PNG:png JPEG:jpeglib XML:expat; do
    printf '#ifndef BOXSCORE_%s\n#if __has_include(<%s.h>)\n#define BOXSCORE_%s 1\n#else\n#define BOXSCORE_%s 0\n#endif\n#endif\n' \
      "${library%:*}" "${library#*:}" "${library%:*}" "${library%:*}"
  done
  printf '\n#define BOXSCORE_VERSION "%s"\n\n' "$version"
  names | sed 's/.*/#define & boxscore_&/'
  printf '\n#endif\n'
} >"$output/boxscore_packed.h"
