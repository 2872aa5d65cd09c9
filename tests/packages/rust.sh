#!/bin/bash
# Builds a program with the crate, from its .crate file, and rusqlite with the bundled SQLite, and does the job.
#
#     tests/packages/rust.sh PACKAGES SCRATCH EXTENSION
set -u
cd "$(dirname "$0")/../.." || exit 2
packages=$1
source tests/packages/common.sh rust "$2" "$3"
require cargo rustc sqlite3
rusqlite=0.38
printf '%s\n' 1.88 "$(rustc --version | cut -d' ' -f2)" | sort -CV || skip "rusqlite $rusqlite requires Rust 1.88"
prepare

mkdir -p "$room/program/src/bin"
cat >"$room/program/Cargo.toml" <<TOML
[package]
name = "program"
version = "0.0.0"
edition = "2021"

[dependencies]
rusqlite = { version = "$rusqlite", features = ["bundled"] }
TOML
cp tests/packages/job.rs "$room/program/src/bin/job.rs"
block rust ext/packages/rust/README.md >"$room/program/src/bin/readme.rs"
install=$(installing Rust)
said=$(cd "$room/program" && export CARGO_TERM_QUIET=true && eval "$install" 2>&1)
expect "$install" "0 " "$? $said"
said=$(CARGO_TARGET_DIR=$PWD/$scratch/target cargo build --quiet --manifest-path "$room/program/Cargo.toml" 2>&1)
expect "cargo build" "0 " "$? $said"
built=$PWD/$scratch/target/debug
version=$(sed -nE '/name = "rusqlite"/{n;s/version = "(.*)"/\1/p}' "$room/program/Cargo.lock")
check "Rust, rusqlite" "$(rustc --version | cut -d' ' -f2), $version" "cargo add boxscore" "$built/job"
readme "$built/readme"
finish
