#!/bin/bash
# The golden scripts on other hosts: SQLite from 3.38 to the newest, built in the ways that hosts build it.
#
#     tests/hosts/hosts.sh [--quick] BUILD EXTENSION FLAG...      (the flags that our sources are compiled with)
#
# The amalgamations are those in npm's better-sqlite3 packages, fetched into BUILD/hosts by npm pack and kept there.
#   refused    3.37 refuses to load us, with a message
#   hosts      every version below; --quick takes the floor and the newest
#   embedded   built as better-sqlite3 builds it: without progress handler, shared cache and what is deprecated
#   single     -DSQLITE_THREADSAFE=0
#   core       our sources linked into the host with -DSQLITE_CORE
#   engine     tests/property/engine.py on the floor, 3.40, 3.46.1 and the newest; --quick takes the floor and the newest
#   headers    our sources compile with the headers of the floor and of the newest
set -u
cd "$(dirname "$0")/../.." || exit 2

# PACKAGE SQLITE
packages='7.5.0 3.37.2
7.5.1 3.38.2
7.5.2 3.38.5
7.6.2 3.39.1
8.0.0 3.40.0
8.3.0 3.41.2
8.5.0 3.42.0
9.0.0 3.43.2
9.2.0 3.44.2
9.5.0 3.45.2
11.4.0 3.46.1
11.6.0 3.47.1
12.1.0 3.49.2
12.8.0 3.51.3
latest newest'
below=3.37.2 floor=3.38.2

quick=0
[[ ${1:-} == --quick ]] && quick=1 && shift
build=$1 extension=$2
shift 2
flags=("$@")
hosts=$build/hosts
cc=${CC:-cc}
mkdir -p "$hosts"
passed=0 failed=0

count() { # count WHAT CODE
  if [[ $2 == 0 ]]; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "hosts: failed: $1"; fi
}

fetch() { # fetch VERSION: BUILD/hosts/VERSION/sqlite3.[ch] and sqlite3ext.h
  local folder=$hosts/$1 package
  [[ -f $folder/sqlite3.c ]] && return 0
  package=$(awk -v version="$1" '$2 == version {print $1}' <<<"$packages")
  mkdir -p "$folder.new" &&
    (cd "$folder.new" && npm pack --silent "better-sqlite3@$package" >/dev/null 2>&1 </dev/null &&
      tar xzf better-sqlite3-*.tgz --strip-components=3 --wildcards 'package/deps/sqlite3/*' && rm -f -- *.tgz) &&
    rm -rf "$folder" && mv "$folder.new" "$folder"
}

embedded='-DSQLITE_OMIT_PROGRESS_CALLBACK -DSQLITE_OMIT_SHARED_CACHE -DSQLITE_OMIT_DEPRECATED -DSQLITE_OMIT_TCL_VARIABLE
  -DSQLITE_OMIT_GET_TABLE -DSQLITE_DQS=0 -DSQLITE_DEFAULT_MEMSTATUS=0 -DSQLITE_LIKE_DOESNT_MATCH_BLOBS
  -DSQLITE_TRACE_SIZE_LIMIT=32 -DSQLITE_DEFAULT_CACHE_SIZE=-16000 -DSQLITE_DEFAULT_WAL_SYNCHRONOUS=1'

runner() { # runner VERSION NAME FLAG...: BUILD/hosts/VERSION/NAME, a run_sql with that host in it
  local folder=$hosts/$1 name=$2
  shift 2
  local sources=(tests/run_sql.c tests/script.c)
  [[ $folder/$name -nt $folder/sqlite3.c && $folder/$name -nt tests/run_sql.c && $folder/$name -nt tests/script.c &&
    $name != core ]] && return 0
  # shellcheck disable=SC2046
  [[ -f $folder/$name.o ]] || "$cc" -w -O1 "$@" $([[ $name == core ]] && echo -DSQLITE_CORE) -c -o "$folder/$name.o" \
    "$folder/sqlite3.c" || return 1
  if [[ $name == core ]]; then
    # shellcheck disable=SC2206,SC2207
    sources+=(tests/hosts/core.c $(find ext -name '*.c') "$build/scripts.c" -DSQLITE_CORE "${flags[@]}")
  fi
  "$cc" -std=c11 -w -O1 -ffp-contract=off -I"$folder" -o "$folder/$name" "${sources[@]}" "$folder/$name.o" \
    -pthread -ldl -lm
}

# What the table of hosts calls the builds, and how they get boxscore.
declare -A builds=([plain]="" [embedded]=" as better-sqlite3 builds it" [single]=" without threads" [core]=" with boxscore linked in")

golden() { # golden VERSION NAME EXTENSION
  local said code version how=sqlite3_load_extension
  said=$(tests/golden.sh --name "$1 $2" "$hosts/$1/$2" "$3" | tail -n "${HOSTS_LINES:-40}"; exit "${PIPESTATUS[0]}")
  code=$?
  printf '%s\n' "$said"
  version=$(sed -nE 's/^#define SQLITE_VERSION  *"(.*)"/\1/p' "$hosts/$1/sqlite3.h")
  [[ $2 != core ]] || how=-DSQLITE_CORE
  [[ $code != 0 ]] || BUILD=$build tests/hosts/record.sh "SQLite $version${builds[$2]}" "$version" "$version" "$how" \
    "$(sed -nE 's/.*: ([0-9]+) passed, 0 failed.*/all \1 golden scripts equal/p' <<<"$said" | tail -n 1)"
  return $code
}

# The Python of the system takes the libsqlite3.so.0 that it is told to: the engine's checks on that host.
engine() { # engine VERSION
  local folder=$hosts/$1
  fetch "$1" || return 1
  [[ $folder/libsqlite3.so.0 -nt $folder/sqlite3.c ]] ||
    "$cc" -w -O1 -fPIC -shared -Wl,-soname,libsqlite3.so.0 -o "$folder/libsqlite3.so.0" "$folder/sqlite3.c" -pthread -ldl -lm || return 1
  LD_LIBRARY_PATH=$folder ${PYTHON:-/usr/bin/python3} tests/property/engine.py --extension "$extension" --count "$engine_count"
}

refused() {
  local said
  fetch $below && runner $below plain || return 1
  said=$("$hosts/$below/plain" "$extension" - 2>&1 </dev/null) && echo "loaded into $below" && return 1
  [[ $said == *boxscore*3.38* ]] || { echo "on $below it says: $said" && return 1; }
}

headers() { # headers VERSION
  local source
  for source in $(find ext -name '*.c'); do
    "$cc" -std=c11 -fsyntax-only -Wall -Wextra -I"$hosts/$1" "${flags[@]}" "$source" || return 1
  done
}

variant() { # variant VERSION NAME EXTENSION FLAG...
  local version=$1 name=$2 with=$3
  shift 3
  fetch "$version" && runner "$version" "$name" "$@" && golden "$version" "$name" "$with"
  count "$version $name" $?
}

command -v npm >/dev/null || { echo "npm is missing: .ci/install ci"; echo "hosts: 0 passed, 1 failed"; exit 1; }
refused
count "$below refused" $?
versions=$(awk '$2 != "'$below'" {print $2}' <<<"$packages")
[[ $quick == 0 ]] || versions="$floor newest"
for version in $versions; do variant "$version" plain "$extension"; done
# shellcheck disable=SC2086
variant $floor embedded "$extension" $embedded
# shellcheck disable=SC2086
[[ $quick == 1 ]] || variant newest embedded "$extension" $embedded
variant newest single "$extension" -DSQLITE_THREADSAFE=0
variant newest core -
engine_count=2000
[[ $quick == 0 ]] || engine_count=300
for version in $([[ $quick == 1 ]] || echo 3.40.0 3.46.1) $floor newest; do
  engine "$version"
  count "engine on $version" $?
done
for version in $floor newest; do
  headers "$version"
  count "headers of $version" $?
done
echo "hosts: $passed passed, $failed failed"
[[ $failed == 0 ]]
