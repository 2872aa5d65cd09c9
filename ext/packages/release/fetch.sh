#!/bin/bash
# Fetches and unpacks the sources of the libraries that are bundled, as Debian packages them.
#
#     ext/packages/release/fetch.sh FOLDER
#
# FOLDER/NAME is a library's source with Debian's fixes applied; FOLDER/versions.txt has a line `NAME VERSION` for each. The
# machine's own package sources are asked, with lists of packages that are kept apart from the system's, so that neither
# root nor a change of its configuration is required. Where the archive no longer has the files of a version, the next older
# one is taken.
set -eu
folder=$1
names='zlib libpng1.6 libjpeg-turbo expat geos'
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
[[ -f $folder/versions.txt ]] && exit 0
command -v apt-get >/dev/null || { echo "release: the sources are fetched with apt-get, which this system does not have" >&2; exit 1; }

apt=$folder/apt
mkdir -p "$apt/sources" "$apt/lists/partial" "$apt/cache/archives/partial"
for file in /etc/apt/sources.list.d/*.sources; do
  [[ -f $file ]] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/sources/$(basename "$file")"
done
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [[ -f $file ]] && sed -nE 's/^deb(-src)? /deb-src /p' "$file" >"$apt/sources/$(basename "$file" .list).list"
done
cat >"$apt/apt.conf" <<END
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt/sources";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt/cache";
APT::Sandbox::User "$(id -un)";
END
export APT_CONFIG=$apt/apt.conf
apt-get -q -q update >"$apt/log" 2>&1 || cat "$apt/log" >&2

fetch() { # fetch NAME: the newest version that can be had, and its number
  local version
  for version in $(apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -rV); do
    rm -rf "$folder/$1" "$apt/unpacked"
    mkdir -p "$apt/unpacked"
    (cd "$apt/unpacked" && apt-get -q -q source "$1=$version") >"$apt/log" 2>&1 || continue
    mv "$apt/unpacked"/*/ "$folder/$1"
    rm -rf "$apt/unpacked"
    echo "$1 $version" >>"$folder/versions.new"
    return 0
  done
  cat "$apt/log" >&2
  echo "release: the source of $1 cannot be fetched" >&2
  return 1
}

rm -f "$folder/versions.new"
for name in $names; do fetch "$name"; done
"$here/prepare.sh" "$folder"
mv "$folder/versions.new" "$folder/versions.txt"
