# What the tests of the packages share; to be sourced. Each test installs a package into a throw-away folder and runs a
# program there, which prints the figures of the job to the bit and writes a picture, and the example of the package's
# README.
#
#     source tests/packages/common.sh LANGUAGE SCRATCH EXTENSION
#
# The job is in tests/packages/job. The sqlite3 shell does it with the extension itself, and what it finds is expected of
# every package: SCRATCH/expected has figures.txt, readme.txt and picture.svg.
language=$1 scratch=$2 extension=$3
job=$PWD/tests/packages/job
expected=$PWD/$scratch/expected
passed=0 failed=0

expect() { # expect WHAT EXPECTED ACTUAL
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s: %s\n  expected: %s\n  found:    %s\n' "$language" "$1" "${2:0:1000}" "${3:0:1000}"
  fi
}

finish() {
  echo "packages $language: $passed passed, $failed failed"
  [[ $failed == 0 ]]
  exit
}

skip() { # skip REASON: the whole language
  echo "packages $language: skipped: $1"
  exit 0
}

require() { # require COMMAND...: skips the language where one is missing
  local command
  for command in "$@"; do command -v "$command" >/dev/null || skip "$command is missing"; done
}

newest() { # newest FOLDER PATTERN: the one file of this name
  find "$1" -maxdepth 1 -name "$2" | sort | tail -n 1
}

installing() { # installing NAME: the command of the installation page, which uses P and V
  awk -F'`' -v row="| $1 |" 'index($0, row) == 1 && $2 { print $2; found = 1; exit } END { if (!found) print "false" }' \
    docs/how-to/install.md
}
P=$(cd "${packages:-.}" 2>/dev/null && cd .. && pwd) V=$(sed -n 's/^VERSION := //p' Makefile)

block() { # block LANGUAGE PAGE: the first of its fenced blocks
  awk -v fence="\`\`\`$1" '$0 == "```" { if (inside) exit } inside; $0 == fence { inside = 1 }' "$2"
}

shell() { # shell DATABASE SQL: the sqlite3 shell with the extension
  sqlite3 -batch -bail -cmd ".load $PWD/$extension" "$1" "$2"
}

prepare() { # the database and what is expected
  rm -rf "$scratch/room"
  mkdir -p "$scratch/room" "$expected"
  rm -f "$expected/detections.db"
  sqlite3 -batch -bail "$expected/detections.db" <"$job/example.sql"
  shell "$expected/detections.db" "SELECT metric || ' ' || lower(hex(ieee754_to_blob(value))) FROM ($(tr -d ';' <"$job/figures.sql"))" \
    >"$expected/figures.txt"
  shell "$expected/detections.db" "SELECT printf('%-6s %.3f', metric, value) FROM coco_summary" >"$expected/readme.txt"
  shell "$expected/detections.db" "$(cat "$job/picture_svg.sql")" >"$expected/picture.svg"
  expect "figures of the job" 24 "$(wc -l <"$expected/figures.txt")"
  room=$PWD/$scratch/room
}

# Runs a program with DATABASE JOB OUTPUT behind, and records the host for docs/explanation/hosts.md. The program writes
# figures.txt, picture.svg and picture.png into OUTPUT, and its SQLite's version into sqlite.txt.
check() { # check HOST VERSION HOW WORD...
  local host=$1 version=$2 how=$3 output said before=$failed
  shift 3
  output=$room/output-${host//[^A-Za-z0-9]/-}
  mkdir -p "$output"
  cp "$expected/detections.db" "$output/"
  said=$("$@" "$output/detections.db" "$job" "$output" 2>&1)
  expect "$host: ends well" "0 " "$? $said"
  expect "$host: figures" "$(cat "$expected/figures.txt")" "$(cat "$output/figures.txt" 2>&1)"
  expect "$host: picture.svg" "$(cat "$expected/picture.svg")" "$(cat "$output/picture.svg" 2>&1)"
  expect "$host: picture.png" "89504e470d0a1a0a" "$(head -c 8 "$output/picture.png" 2>&1 | od -An -tx1 | tr -d ' \n')"
  [[ $failed != "$before" ]] ||
    tests/hosts/record.sh "$host" "$version" "$(cat "$output/sqlite.txt")" "$how" "all figures equal, pictures drawn"
}

readme() { # readme WORD...: runs the example of the README, in a folder with detections.db
  local said
  said=$(cd "$room" && cp "$expected/detections.db" . && "$@" 2>&1)
  expect "the example of the README" "$(cat "$expected/readme.txt")" "$said"
}
