#!/bin/bash
# Runs of sql/quality_in_batches.sql, side by side on one database and on two, stopped and resumed: each leaves all images
# measured, or fails, and none touches a file of the user's.
#
#     tests/batches/batches.sh EXTENSION DATABASE FOLDER
set -u
extension=$(realpath "${1%.*}") example=$(realpath "$2") folder=$3
script=$(realpath sql/quality_in_batches.sql)
passed=0 failed=0
expect() { # expect WHAT EXPECTED ACTUAL
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'batches: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3"
  fi
}
unmeasure() { # unmeasure NAME: a copy of the example that has 60 images to measure, one of them broken
  cp "$example" "$1.db"
  sqlite3 "$1.db" "DELETE FROM quality_metrics WHERE level = 'image' AND item_id > 340;
    UPDATE images SET data = substr(data, 1, 500) WHERE id = 350"
}
run() { # run NAME OUTPUT: prints the exit code
  sqlite3 -cmd ".load $extension" -cmd ".parameter init" -cmd ".parameter set @batch 7" "$1.db" ".read $script" >"$2" 2>&1
  echo $?
}
measured() {
  sqlite3 "$1.db" "SELECT count(*) FROM quality_metrics WHERE level = 'image' AND metric = 'area'"
}

rm -rf "$folder"
mkdir -p "$folder" && cd "$folder" || exit 2
echo kept >precious
ln -s precious quality_batches.tmp

for name in one two shared; do unmeasure $name; done
codes=$(run one one.out & run two two.out & run shared shared.out & run shared shared2.out & wait)
expect "exit codes of four runs in one folder" "0 0 0 0" "$(xargs <<<"$codes")"
expect "images measured on three databases" "400 400 400" "$(for name in one two shared; do measured $name; done | xargs)"
expect "how a run begins and ends" "60 of 400 images to measure|60 of 60" "$(sed -n '1p;$p' one.out | paste -sd '|')"
expect "the broken image" "image 350: a PNG that is cut off after 500 bytes" "$(grep '^image' one.out)"
expect "a file of the user's" "kept" "$(cat precious)"
expect "files left" "" "$(ls | grep -vE '^(precious|quality_batches.tmp|(one|two|shared).db|[a-z0-9]+.out)$' | xargs)"

unmeasure stopped
sqlite3 stopped.db "CREATE TRIGGER stop BEFORE INSERT ON quality_metrics WHEN new.item_id = 370 AND new.level = 'image'
  BEGIN SELECT raise(ABORT, 'stopped'); END"
expect "exit code of a run that fails" "1" "$(run stopped stopped.out)"
expect "images measured before it" "$((340 + 28))" "$(measured stopped)"
sqlite3 stopped.db "DROP TRIGGER stop"
expect "exit code of the next run" "0" "$(run stopped resumed.out)"
expect "images it had to measure" "32 of 400 images to measure" "$(head -1 resumed.out)"
expect "images measured in the end" "400" "$(measured stopped)"

echo "batches: $passed passed, $failed failed"
[[ $failed == 0 ]]
