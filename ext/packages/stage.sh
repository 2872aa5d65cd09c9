#!/bin/bash
# Collects what the packages of all languages carry: a folder for each platform, with the extension, the libraries that go
# beside it and their licences.
#
#     ext/packages/stage.sh BUILD EXTENSION OUTPUT
#
# They are the folders of BUILD/release, and EXTENSION for the platform of this machine where no release of it is there. A
# platform is named SYSTEM-PROCESSOR, and -musl behind it for Linux without glibc: linux-x86_64, linux-aarch64-musl,
# macos-arm64, windows-x86_64.
set -eu
build=$1 extension=$2 output=$3

own() { # the platform of this machine
  local system processor libc=
  system=$(uname -s) processor=$(uname -m)
  case $system in
    Darwin) system=macos ;;
    Linux)
      system=linux
      getconf GNU_LIBC_VERSION >/dev/null 2>&1 || libc=-musl
      ;;
    MINGW* | MSYS* | CYGWIN*) system=windows ;;
  esac
  echo "$system-$processor$libc"
}

rm -rf "$output"
mkdir -p "$output"
for folder in "$build"/release/*/; do
  [[ -f $folder/boxscore.so || -f $folder/boxscore.dylib || -f $folder/boxscore.dll ]] || continue
  cp -R "$folder" "$output/$(basename "$folder")"
done
own=$(own)
[[ -d $output/$own ]] || { mkdir "$output/$own" && cp "$extension" LICENSE "$output/$own/"; }
ls "$output"
