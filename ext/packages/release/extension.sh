#!/bin/bash
# Compiles the extension for a platform: BUILD/cross/PLATFORM/boxscore.so, .dylib or .dll. Says nothing where all is well: every
# warning and error of the compiler is printed, and either is a failure.
#
#     ext/packages/release/extension.sh PLATFORM BUILD
set -u
here=$(cd "$(dirname "$0")" && pwd)
platform=$1
build=$(cd "$2" && pwd) || exit 2
# shellcheck source=ext/packages/release/platforms.sh
source "$here/platforms.sh"
platform_set "$platform" || exit 2
zig_set "$build"
[[ -f $build/cross/include/expat.h ]] || "$here/headers.sh" "$build/cross/include" || exit 1

# Clang warns where a double meets a constant of an enum, which is how this house writes constants.
said=$(env -u MAKEFLAGS -u MAKELEVEL make -s -k -j"$(nproc)" BUILD="$build/cross/$platform" SYSTEM="$system" \
  CFLAGS="-O2 -Wno-enum-float-conversion -Wno-missing-field-initializers" \
  LDFLAGS=-s CC="$ZIG cc -target $target -isystem $build/cross/include" all 2>&1)
code=$?
grep -E 'error|warning|undefined|Error' <<<"$said" | head -n 20
[[ $code == 0 && -f $build/cross/$platform/$extension ]] && ! grep -qE 'warning:' <<<"$said"
