#!/bin/bash
# Makes the Debian package of this machine's build, libsqlite3-mod-boxscore_VERSION_ARCHITECTURE.deb, and one for each other
# Linux with glibc in PLATFORMS. It installs the extension where `.load boxscore` finds it, and recommends the libraries that
# the extension opens on first use.
#
#     ext/packages/debian/pack.sh VERSION PLATFORMS EXTENSION OUTPUT
set -eu
version=$1 platforms=$2 extension=$3 output=$4
here=$(dirname "$0")
command -v dpkg-deb >/dev/null || { echo "debian-package: skipped: dpkg-deb is missing" && exit 0; }
name=libsqlite3-mod-boxscore
rm -rf "$output"
mkdir -p "$output"

oldest_glibc() { # oldest_glibc FILE: the newest version of glibc's symbols that it uses
  LC_ALL=C grep -aoE 'GLIBC_2\.[0-9]+' "$1" | sed 's/GLIBC_//' | sort -t. -k2n | tail -n 1
}

# The packages of the libraries that the extension opens. A library with two names is in one of several packages.
recommended() { # recommended FILE
  LC_ALL=C grep -aoE 'lib(geos_c|png16|jpeg|expat)\.so\.[0-9]+' "$1" | sort -u | while read -r library; do
    case $library in
      libgeos_c.so.1) echo "libgeos-c1v5 | libgeos-c1t64" ;;
      libpng16.so.16) echo "libpng16-16 | libpng16-16t64" ;;
      libjpeg.so.62 | libjpeg.so.8) echo "libjpeg62-turbo | libjpeg62 | libjpeg-turbo8" ;;
      libexpat.so.1) echo "libexpat1" ;;
    esac
  done | awk '!seen[$0]++' | paste -sd, | sed 's/,/, /g'
}

pack() { # pack FILE ARCHITECTURE TRIPLET
  local file=$1 architecture=$2 triplet=$3 root=$output/$2 documents
  documents=$root/usr/share/doc/$name
  install -D -m 644 "$file" "$root/usr/lib/$triplet/boxscore.so"
  mkdir -p "$root/DEBIAN" "$documents"
  cp "$here/copyright" "$documents/copyright"
  sed -e 's/^$/./; s/^/ /' LICENSE >>"$documents/copyright"
  gzip -9nc CHANGELOG.md >"$documents/changelog.gz"
  cp "$here/README.md" "$documents/README.md"
  sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@GLIBC@/$(oldest_glibc "$file")/" \
    -e "s/@SIZE@/$(du -sk "$root/usr" | cut -f1)/; s/@RECOMMENDS@/$(recommended "$file")/" "$here/control" >"$root/DEBIAN/control"
  (cd "$root" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
  find "$root" -type d -exec chmod 755 {} +
  find "$root" -type f -exec chmod 644 {} +
  dpkg-deb --root-owner-group -Zxz --build "$root" "$output" >/dev/null
  rm -rf "$root"
  echo "$output/${name}_${version}_$architecture.deb"
}

own=$(dpkg --print-architecture)
pack "$extension" "$own" "$(${CC:-cc} -print-multiarch)"
for platform in linux-x86_64:amd64:x86_64-linux-gnu linux-aarch64:arm64:aarch64-linux-gnu; do
  IFS=: read -r folder architecture triplet <<<"$platform"
  file=$platforms/$folder/boxscore.so
  [[ $architecture == "$own" || ! -f $file ]] || pack "$file" "$architecture" "$triplet"
done
