#!/bin/bash
# Checks examples/container/Dockerfile as far as that goes without a container: hadolint, what it copies, and its build.
#
#     tests/guides/container.sh HADOLINT
set -u
file=examples/container/Dockerfile passed=0 failed=0
check() { # check WHAT COMMAND...
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "container: $what"; fi
}

check "hadolint complains" "$1" "$file"
while read -r source; do
  check "it copies $source, which is not there" test -e "$source"
done < <(sed -nE '/--from/d; s/^COPY (--[a-z]+=[^ ]+ )?([^ ]+) .*/\2/p' "$file")

# The build as the first stage does it, from the files that it copies.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cp -r Makefile ext sql docs examples tests "$folder/src"
(cd "$folder/src" && make -s -j2 all CC="${CC:-cc}" && make -s install DESTDIR="$folder/out" LIBDIR=/usr/lib) >"$folder/log" 2>&1 ||
  cat "$folder/log"
check "the build has no boxscore.so" test -s "$folder/out/usr/lib/boxscore.so"
check "the extension does not load" sqlite3 -bail -cmd ".load $folder/out/usr/lib/boxscore" :memory: "SELECT boxscore_version()" >/dev/null
echo "container-check: $passed passed, $failed failed"
[[ $failed == 0 ]]
