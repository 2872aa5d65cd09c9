#!/bin/bash
# Makes the Rust crate, OUTPUT/boxscore-VERSION.crate, with the C sources that c_sources.sh packed.
#
#     ext/packages/rust/pack.sh VERSION SOURCES OUTPUT
set -eu
version=$1 sources=$2 output=$3
here=$(dirname "$0")
command -v cargo >/dev/null || { echo "rust-package: skipped: cargo is missing" && exit 0; }
rm -rf "$output"
mkdir -p "$output/boxscore/c"
cp "$sources"/*.[ch] "$output/boxscore/c/"
cp -R "$here/src" "$here/build.rs" "$here/README.md" LICENSE "$output/boxscore/"
sed "s/@VERSION@/$version/" "$here/Cargo.toml" >"$output/boxscore/Cargo.toml"
# It is made of what is in the folder, and compiled by its test.
cargo package --quiet --allow-dirty --no-verify --manifest-path "$output/boxscore/Cargo.toml" --target-dir "$output/target"
mv "$output"/target/package/*.crate "$output/"
rm -rf "$output/target"
ls "$output"/*.crate
