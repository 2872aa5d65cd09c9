#!/bin/bash
# Builds a release: BUILD/release/PLATFORM for each platform. Prints a line for each, with its size.
#
#     ext/packages/release/release.sh BUILD VERSION BUNDLE PLATFORM...        BUNDLE: 1, or 0 without the libraries
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$1 version=$2 bundle=$3
shift 3
# shellcheck source=ext/packages/release/platforms.sh
source "$here/platforms.sh"
mkdir -p "$build/release" "$build/bundle"
build=$(cd "$build" && pwd)
zig_set "$build"
[[ $bundle == 0 ]] || "$here/fetch.sh" "$build/bundle/sources"

for platform in "$@"; do
  started=$SECONDS
  platform_set "$platform"
  made=$build/bundle/$platform
  rm -rf "$made"
  mkdir -p "$made/licences"
  "$here/extension.sh" "$platform" "$build" || { echo "release: $platform: the extension does not compile" >&2; exit 1; }
  cp "$build/cross/$platform/$extension" "$made/"
  cp LICENSE "$made/licences/boxscore.txt"
  echo "boxscore $version" >"$made/versions.txt"
  if [[ $bundle != 0 ]]; then
    "$here/libraries.sh" "$platform" "$build/bundle/sources" "$build/bundle/objects/$platform" "$made"
    cat "$build/bundle/sources/versions.txt" >>"$made/versions.txt"
  fi
  rm -rf "${build:?}/release/$platform"
  mv "$made" "$build/release/$platform"
  echo "release: $platform: $(du -sk --apparent-size "$build/release/$platform" | cut -f 1) KB in $((SECONDS - started)) s"
done
