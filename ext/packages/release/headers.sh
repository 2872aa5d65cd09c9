#!/bin/bash
# Copies the headers of the libraries that ext/ includes, and nothing of this machine's C library, into a folder for a cross-compiler.
#
#     ext/packages/release/headers.sh FOLDER
set -eu
folder=$1
mkdir -p "$folder"
printf '#include <%s>\n' stdio.h sqlite3.h sqlite3ext.h geos_c.h png.h jpeglib.h jerror.h expat.h |
  "${CC:-cc}" -M -x c - | tr -d '\\' | tr ' ' '\n' | grep -E '/(sqlite3|geos|png|zlib|zconf|j[a-z]+|expat)[^/]*\.h$|/geos/' |
  while read -r header; do
    case $header in
      */geos/*) mkdir -p "$folder/geos" && cp "$header" "$folder/geos/" ;;
      *) cp "$header" "$folder/" ;;
    esac
  done
