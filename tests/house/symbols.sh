#!/bin/bash
# The built extension shows its two entry points and nothing else, and requires the C library and libm only. Of the objects,
# which are compiled without inlining and with a section for each function, every function can be reached, and
# what is not static is used by another file.
#
#     tests/house/symbols.sh EXTENSION OBJECT...
set -u
extension=$1
shift
passed=0 failed=0
expect() { # expect WHAT EXPECTED ACTUAL
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'symbols: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
  fi
}

symbols=$(nm -D --defined-only "$extension" | awk '{print $NF}' | LC_ALL=C sort | xargs)
expect "exported symbols" "sqlite3_boxscore_init sqlite3_boxscorenofiles_init sqlite3_extension_init" "$symbols"

libraries=$(readelf -d "$extension" | sed -nE 's/.*\(NEEDED\).*\[(.*)\]/\1/p' | grep -vE '^(libc|libm)\.so\.[0-9]+$' | xargs)
expect "libraries beside libc and libm" "" "$libraries"

undefined=$(nm -D --undefined-only "$extension" | awk '{print $NF}' | grep -E '^(sqlite3_|__sprintf_chk|.*_chk@)' | xargs)
expect "symbols that a host may lack (SQLite's own, fortified functions)" "" "$undefined"

imported=$(nm -D --undefined-only "$extension" | awk '{print $NF}' | sed 's/@.*//' |
  grep -xE 'strtod|atof|setlocale|sprintf|strcpy|strcat|malloc|calloc|realloc|free|qsort_r|rand|random|exit|abort|localeconv' |
  xargs)
expect "imported functions that the rules forbid" "" "$imported"

flags=$(readelf -d "$extension" | grep -cE 'BIND_NOW|FLAGS.*NOW')
expect "bound when loaded (-z now)" "yes" "$([[ $flags -gt 0 ]] && echo yes || echo no)"

text=$(readelf -d "$extension" | grep -c TEXTREL)
expect "text relocations" "0" "$text"

unreachable=$(${CC:-cc} -shared -Wl,--gc-sections -Wl,--print-gc-sections -o /dev/null "$@" -lm -ldl -pthread 2>&1 |
  sed -nE "s/.*removing unused section '\.text\.([A-Za-z0-9_.]+)' in file '([^/].*)'.*/\1 (\2)/p" | xargs)
expect "functions that nothing calls" "" "$unreachable"

# A name of one file is static; a test reaches it through what the program uses.
lonely=$(nm -A -g "$@" | awk '$(NF - 1) == "U" { used[$NF] = 1; next } { sub(/:.*/, "", $1); home[$NF] = $1 }
  END { for (name in home) if (!(name in used) && name !~ /^sqlite3_/) print name " (" home[name] ")" }' | sort | xargs)
expect "functions and tables that only their own file uses, and are not static" "" "$lonely"

echo "symbols: $passed passed, $failed failed"
[[ $failed == 0 ]]
