#!/bin/bash
# Makes the gems, one for each platform, which has the extension.
#
#     ext/packages/ruby/pack.sh VERSION PLATFORMS OUTPUT       (PLATFORMS: what stage.sh collected)
set -eu
version=$1 platforms=$2 output=$3
here=$(dirname "$0")
command -v gem >/dev/null || { echo "ruby-package: skipped: gem is missing" && exit 0; }
rm -rf "$output"
mkdir -p "$output"
for folder in "$platforms"/*/; do
  IFS=- read -r system processor libc <<<"$(basename "$folder")"
  case $system in
    macos) platform=$processor-darwin ;;
    windows) platform=x64-mingw-ucrt ;;
    *) platform=$processor-$system${libc:+-$libc} ;;
  esac
  gem=$output/$platform
  mkdir "$gem"
  cp -R "$here/lib" "$here/README.md" LICENSE "$gem/"
  mkdir "$gem/lib/boxscore"
  cp -R "$folder"* "$gem/lib/boxscore/"
  printf '# frozen_string_literal: true\n\nmodule Boxscore\n  VERSION = "%s"\nend\n' "$version" >"$gem/lib/boxscore/version.rb"
  sed "s/@VERSION@/$version/; s/@PLATFORM@/$platform/" "$here/boxscore.gemspec" >"$gem/boxscore.gemspec"
  (cd "$gem" && gem build --silent boxscore.gemspec)
  mv "$gem"/*.gem "$output/"
done
ls "$output"/*.gem
