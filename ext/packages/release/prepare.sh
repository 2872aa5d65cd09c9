#!/bin/bash
# Writes the headers that the libraries' own build systems would write, the same for all platforms, and marks their interfaces:
# what a library exports is declared with SHOWN, which the compiler is given for each system.
#
#     ext/packages/release/prepare.sh FOLDER        the folder of fetch.sh
set -eu
cd "$1"

value() { # value FILE NAME: of a line NAME=VALUE
  sed -n "s/^$2=//p" "$1"
}

cp libpng1.6/scripts/pnglibconf.h.prebuilt libpng1.6/pnglibconf.h

cat >expat/expat/lib/expat_config.h <<'END'
#define BYTEORDER 1234
#define HAVE_MEMMOVE 1
#define XML_CONTEXT_BYTES 1024
#define XML_DTD 1
#define XML_GE 1
#define XML_NS 1
#ifndef _WIN32
#define XML_DEV_URANDOM 1
#endif
END

version=$(sed -nE 's/^set\(VERSION ([0-9.]+)\)/\1/p' libjpeg-turbo/CMakeLists.txt)
number=$(awk -F. '{ printf "%d%03d%03d", $1, $2, $3 }' <<<"$version")
cat >libjpeg-turbo/jconfig.h <<END
#define JPEG_LIB_VERSION 62
#define LIBJPEG_TURBO_VERSION $version
#define LIBJPEG_TURBO_VERSION_NUMBER $number
#define C_ARITH_CODING_SUPPORTED 1
#define D_ARITH_CODING_SUPPORTED 1
#define MEM_SRCDST_SUPPORTED 1
#define BITS_IN_JSAMPLE 8
END
cat >libjpeg-turbo/jconfigint.h <<END
#define BUILD "boxscore"
#define INLINE __inline__ __attribute__((always_inline))
#define THREAD_LOCAL __thread
#define PACKAGE_NAME "libjpeg-turbo"
#define VERSION "$version"
#define SIZEOF_SIZE_T 8
#ifndef _WIN32
#define HAVE_BUILTIN_CTZL 1
#endif
#define FALLTHROUGH __attribute__((fallthrough));
END
sed 's/@COPYRIGHT_YEAR@/1991-2023/' libjpeg-turbo/jversion.h.in >libjpeg-turbo/jversion.h
sed -i -E 's/^(#define EXTERN\(type\)) .*/\1 extern SHOWN type/' libjpeg-turbo/jmorecfg.h

parts=geos/Version.txt
major=$(value $parts GEOS_VERSION_MAJOR) minor=$(value $parts GEOS_VERSION_MINOR) patch=$(value $parts GEOS_VERSION_PATCH)
current=$(value $parts CAPI_INTERFACE_CURRENT) revision=$(value $parts CAPI_INTERFACE_REVISION) age=$(value $parts CAPI_INTERFACE_AGE)
substitute() {
  sed -e "s/@VERSION_MAJOR@/$major/; s/@VERSION_MINOR@/$minor/; s/@VERSION_PATCH@/$patch/; s/@VERSION@/$major.$minor.$patch/" \
    -e "s/@JTS_PORT@/$(value $parts JTS_PORT)/; s/@CAPI_VERSION@/$((current - age)).$age.$revision/" \
    -e "s/@CAPI_VERSION_MAJOR@/$((current - age))/; s/@CAPI_VERSION_MINOR@/$age/; s/@CAPI_VERSION_PATCH@/$revision/" "$@"
}
substitute geos/include/geos/version.h.in >geos/include/geos/version.h
substitute -e 's/\bGEOS_DLL\b/SHOWN/' geos/capi/geos_c.h.in >geos/capi/geos_c.h
