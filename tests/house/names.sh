#!/bin/bash
# Within a folder of ext no two files have a static function, table or type of one name: the folder compiles as one file.
# Names repeat in ext/sql, where each file is a function with columns, run and cell of its own, and in ext/input and its rules,
# where each reader has its fields, layout and take_row.
#
#     tests/house/names.sh FLAG...
set -u
passed=0 failed=0
for folder in $(find ext -mindepth 1 -type d | sort); do
  [[ $folder == ext/sql* || $folder == ext/input || $folder == ext/input/rules || $folder == ext/packages* ]] && continue
  files=("$folder"/*.c)
  [[ -f ${files[0]} ]] || continue
  said=$(printf '#include "%s"\n' "${files[@]}" |
    ${CC:-cc} -std=c11 -w -I. -D_GNU_SOURCE "$@" -fsyntax-only -x c - 2>&1 | grep 'error:')
  if [[ -z $said ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'names: %s\n%s\n' "$folder" "$said"
  fi
done
echo "names: $passed passed, $failed failed"
[[ $failed == 0 ]]
