#!/bin/bash
# Unpacks the Debian package into a root of its own, where the sqlite3 shell finds the extension by its name, and does the job.
# In a chroot where root may make one, else by the loader's path.
#
#     tests/packages/debian.sh PACKAGES SCRATCH EXTENSION
set -u
cd "$(dirname "$0")/../.." || exit 2
packages=$1
source tests/packages/common.sh debian "$2" "$3"
require dpkg-deb dpkg sqlite3
prepare

package=$(newest "$packages" "*_$(dpkg --print-architecture).deb")
root=$room/root
mkdir -p "$root/var/lib/dpkg"
dpkg-deb --extract "$package" "$root"
library=$(cd "$root" && find usr/lib -name boxscore.so)
expect "the extension" "usr/lib/$(${CC:-cc} -print-multiarch)/boxscore.so" "$library"
expect "its bytes" "0" "$(cmp -s "$extension" "$root/$library"; echo $?)"
expect "depends on" "libc6" "$(dpkg-deb -f "$package" Depends | cut -d' ' -f1)"
install=$(installing "Debian, Ubuntu")
install=${install//amd64/$(dpkg --print-architecture)}
expect "$install: its file" "$P/debian/$(basename "$package")" "$(eval "${install/apt install/ls}" 2>&1)"
recommended=$(dpkg-deb -f "$package" Recommends | tr ',' '\n' | cut -d'|' -f1 | xargs)
expect "recommends the library for JPEG" "libjpeg62-turbo | libjpeg62 | libjpeg-turbo8" \
  "$(dpkg-deb -f "$package" Recommends | sed 's/, /\n/g' | grep jpeg)"
for name in libgeos-c1v5 libpng16-16 libexpat1; do
  expect "recommends $name" yes "$([[ " $recommended " == *" $name "* ]] && echo yes || echo "$recommended")"
done

# The shell and what it links, and the libraries that the extension opens.
where=shell
if [[ $(id -u) == 0 ]] && command -v chroot >/dev/null; then
  where=chroot
  { command -v sqlite3; ldd "$(command -v sqlite3)" | grep -oE '/[^ ]+'
    for file in $(LC_ALL=C grep -aoE 'lib(geos_c|png16|jpeg|expat)\.so\.[0-9]+' "$root/$library" | sort -u); do
      found=$(/sbin/ldconfig -p | awk -v name="$file" '$1 == name {print $NF; exit}')
      [[ -z $found ]] || { echo "$found"; ldd "$found" | grep -oE '/[^ ]+'; }
    done; } | sort -u | while read -r file; do
    mkdir -p "$root$(dirname "$file")"
    cp -L "$file" "$root$file"
  done
fi

run() { # run DATABASE SQL: the shell with `.load boxscore`
  if [[ $where == chroot ]]; then
    cp "$1" "$root/detections.db"
    chroot "$root" "$(command -v sqlite3)" -batch -bail -cmd ".load boxscore" /detections.db "$2"
  else
    LD_LIBRARY_PATH=$root/$(dirname "$library") sqlite3 -batch -bail -cmd ".load boxscore" "$1" "$2"
  fi
}

do_job() { # do_job DATABASE JOB OUTPUT
  run "$1" "SELECT metric || ' ' || lower(hex(ieee754_to_blob(value))) FROM ($(tr -d ';' <"$2/figures.sql"))" >"$3/figures.txt" &&
    run "$1" "$(cat "$2/picture_svg.sql")" >"$3/picture.svg" &&
    run "$1" "SELECT hex(($(tr -d ';' <"$2/picture_png.sql")))" | tr 'A-F' 'a-f' | sed 's/../\\x&/g' | xargs -0 printf '%b' >"$3/picture.png" &&
    run "$1" "SELECT sqlite_version()" >"$3/sqlite.txt"
}
check "sqlite3 shell, Debian package" "$(dpkg-deb -f "$package" Architecture)" "apt install ./libsqlite3-mod-boxscore.deb" do_job
block sh ext/packages/debian/README.md >"$room/readme.sh"
sqlite3() { # the README's line, in the same place
  run detections.db "${*: -1}"
}
readme source "$room/readme.sh"
finish
