#!/bin/bash
# Installs what the pages of docs/how-to/hosts/ need and the system does not have: packages of npm, Go, Cargo and Maven.
# A language that is missing is left out; tests/docs.py names it.
#
#     tests/guides/prepare.sh build/guides
set -u
mkdir -p "$1" && cd "$1" || exit 2

have() { command -v "$1" >/dev/null; }

if have npm && [[ ! -d node/node_modules/better-sqlite3 ]]; then
  mkdir -p node
  echo '{"private": true}' >node/package.json
  # A newer Node than the system's has node:sqlite.
  (cd node && npm install --no-audit --no-fund --loglevel=error better-sqlite3 node@22) || echo "guides: npm failed"
fi
if have go && [[ ! -f go/go.sum ]]; then
  mkdir -p go
  printf 'module docs\n\ngo 1.21\n' >go/go.mod
  printf 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc main() {}\n' >go/main.go
  (cd go && go get github.com/mattn/go-sqlite3@v1.14.24 2>/dev/null) || { echo "guides: go failed"; rm -f go/go.mod; }
fi
if have cargo && [[ ! -f rust/Cargo.lock ]]; then
  mkdir -p rust/src
  printf '[package]\nname = "docs"\nversion = "0.0.0"\nedition = "2021"\nrust-version = "%s"\n\n[dependencies]\n' \
    "$(rustc --version | cut -d' ' -f2)" >rust/Cargo.toml
  echo 'rusqlite = { version = "0.32", features = ["bundled", "load_extension"] }' >>rust/Cargo.toml
  echo 'fn main() {}' >rust/src/main.rs
  (cd rust && cargo build -q) || { echo "guides: cargo failed"; rm -f rust/Cargo.toml; }
fi
if have mvn && have javac && [[ ! -f java/ready ]]; then
  mkdir -p java
  (cd java && for artifact in org.xerial:sqlite-jdbc:3.46.1.3 org.slf4j:slf4j-api:1.7.36; do
    mvn -q -B dependency:copy -Dartifact=$artifact -DoutputDirectory=. || exit 1
  done && touch ready) || echo "guides: maven failed"
fi
exit 0
