#!/bin/bash
# Makes the Go module, OUTPUT/boxscore-go-VERSION.tar.gz: what the repository of MODULE has under the tag vVERSION.
#
#     ext/packages/go/pack.sh VERSION MODULE SOURCES OUTPUT
set -eu
version=$1 module=$2 sources=$3 output=$4
here=$(dirname "$0")
rm -rf "$output"
folder=$output/boxscore-go-$version
mkdir -p "$folder"
# cgo compiles the files beside the Go file and in no folder below; what depends on the system is left out by its name.
cp "$sources"/*.[ch] LICENSE "$folder/"
sed "s/@VERSION@/$version/" "$here/boxscore.go" >"$folder/boxscore.go"
for name in README.md go.mod.in; do sed "s#@MODULE@#$module#" "$here/$name" >"$folder/${name%.in}"; done
printf 'github.com/mattn/go-sqlite3 %s\ngithub.com/mattn/go-sqlite3 %s\n' \
  'v1.14.22 h1:2gZY6PC6kBnID23Tichd1K+Z0oS6nE/XwU+Vz/5o4kU=' 'v1.14.22/go.mod h1:Uh1q+B4BYcTPb+yiD3kU8Ct7aC0hY9fxUwlHK0RXw+Y=' \
  >"$folder/go.sum"
tar -C "$output" --owner=0 --group=0 --sort=name -czf "$output/boxscore-go-$version.tar.gz" "boxscore-go-$version"
ls "$output"/*.tar.gz
