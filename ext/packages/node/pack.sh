#!/bin/bash
# Makes the npm packages: boxscore, and one for each platform, which has the extension.
#
#     ext/packages/node/pack.sh VERSION PLATFORMS OUTPUT       (PLATFORMS: what stage.sh collected)
set -eu
version=$1 platforms=$2 output=$3 shown=$3
here=$(dirname "$0")
command -v npm >/dev/null || { echo "node-package: skipped: npm is missing" && exit 0; }
rm -rf "$output"
mkdir -p "$output/boxscore"
output=$(cd "$output" && pwd)

pack() { # pack FOLDER
  (cd "$output" && npm pack --silent "./$1" | sed "s#^#$shown/#")
}

dependencies=
for folder in "$platforms"/*/; do
  platform=$(basename "$folder")
  IFS=- read -r os cpu libc <<<"$platform"
  case $os in macos) os=darwin ;; windows) os=win32 ;; esac
  case $cpu in x86_64) cpu=x64 ;; aarch64) cpu=arm64 ;; esac
  name=boxscore-$os-$cpu${libc:+-$libc}
  [[ $os == linux ]] && field=", \"libc\": [\"${libc:-glibc}\"]" || field=
  cp -R "$folder" "$output/$name"
  sed -e "s/@NAME@/$name/; s/@VERSION@/$version/; s/@PLATFORM@/$platform/; s/@OS@/$os/; s/@CPU@/$cpu/; s/@LIBC@/$field/" \
    "$here/platform.json" >"$output/$name/package.json"
  printf '# %s\n\nThe boxscore extension for %s. Install `boxscore`, which brings it.\n' "$name" "$platform" >"$output/$name/README.md"
  pack "$name"
  dependencies+="${dependencies:+, }\"$name\": \"$version\""
done

cp "$here"/index.* "$here/README.md" LICENSE "$output/boxscore/"
sed -e "s/@VERSION@/$version/; s/@PLATFORMS@/$dependencies/" "$here/package.json" >"$output/boxscore/package.json"
pack boxscore
