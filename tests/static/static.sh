#!/bin/bash
# The static library shows its entry points only, its header stands alone, and the program of docs/how-to/link.md prints
# what the page says, linked with functions of its own under every name that is used inside of the library.
#
#     tests/static/static.sh BUILD DATABASE
set -u
build=$1 database=$2 page=docs/how-to/link.md
room=$build/tests/static
compiler=${CC:-cc}
passed=0 failed=0
expect() { # expect WHAT EXPECTED ACTUAL
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'static: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
  fi
}
block() { # block LANGUAGE: the first of its fenced blocks on the page
  awk -v fence="\`\`\`$1" '$0 == "```" { if (inside) exit } inside; $0 == fence { inside = 1 }' $page
}

mkdir -p "$room"
globals=$(nm -g --defined-only "$build/libboxscore.a" | awk 'NF == 3 { print $3 }' | sed 's/^_//' | LC_ALL=C sort | xargs)
expect "names that the library shows" "sqlite3_boxscore_init sqlite3_boxscorenofiles_init" "$globals"

# What its objects call each other by, each a function of the program that must never be called.
find "$build/static" -name '*.o' -exec nm -g --defined-only {} + | awk 'NF == 3 { print $3 }' | sort -u |
  grep -v '^sqlite3_' | awk '{ print "void " $1 "(void); void " $1 "(void) { __builtin_trap(); }" }' >"$room/clashing.c"
names=$(wc -l <"$room/clashing.c")
expect "names inside of the library" "yes" "$([[ $names -gt 500 ]] && echo yes || echo "$names")"

block c >"$room/main.c"
said=$($compiler -Wall -Wextra -Werror -I"$build" -fno-builtin -o "$room/program" "$room/main.c" "$room/clashing.c" \
  "$build/libboxscore.a" -lsqlite3 -lm -ldl -lpthread 2>&1 && "$room/program" "$database" 2>&1)
expect "the program of $page" "$(block text)" "$said"

said=$(printf '#include "boxscore.h"\nint main() { sqlite3_auto_extension((void (*)())sqlite3_boxscore_init); }\n' |
  $compiler -Wall -Wextra -Werror -I"$build" -fsyntax-only -x c++ - 2>&1)
[[ $said == *"cannot execute"* || $said == *"cc1plus"* ]] || expect "the header in C++" "" "$said"

echo "static: $passed passed, $failed failed"
[[ $failed == 0 ]]
