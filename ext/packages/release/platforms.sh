# The platforms of a release, for scripts to source. The table in ext/packages/README.md says the same to people.
# shellcheck shell=bash disable=SC2034

platforms='linux-x86_64 linux-aarch64 linux-x86_64-musl linux-aarch64-musl macos-x86_64 macos-arm64 windows-x86_64'

platform_set() { # platform_set PLATFORM: target and system for the compiler, and the names of the files
  case $1 in
    linux-x86_64) target=x86_64-linux-gnu.2.17 ;;
    linux-aarch64) target=aarch64-linux-gnu.2.17 ;;
    linux-x86_64-musl) target=x86_64-linux-musl ;;
    linux-aarch64-musl) target=aarch64-linux-musl ;;
    macos-x86_64) target=x86_64-macos.11.0 ;;
    macos-arm64) target=aarch64-macos.11.0 ;;
    windows-x86_64) target=x86_64-windows-gnu ;;
    *)
      echo "no such platform: $1 (there are: $platforms)" >&2
      return 1
      ;;
  esac
  case $1 in
    linux-*)
      system=Linux extension=boxscore.so
      libgeos=libgeos_c.so.1 libpng=libpng16.so.16 libjpeg=libjpeg.so.62 libexpat=libexpat.so.1
      ;;
    macos-*)
      system=Darwin extension=boxscore.dylib
      libgeos=libgeos_c.1.dylib libpng=libpng16.16.dylib libjpeg=libjpeg.62.dylib libexpat=libexpat.1.dylib
      ;;
    windows-*)
      system=Windows extension=boxscore.dll
      libgeos=libgeos_c.dll libpng=libpng16.dll libjpeg=libjpeg-62.dll libexpat=libexpat.dll
      ;;
  esac
}

zig_set() { # zig_set BUILD: ZIG, the compiler's command, with its cache in BUILD
  local build
  build=$(cd "$1" && pwd)
  export ZIG="$build/venv-zig/bin/python -m ziglang"
  export ZIG_GLOBAL_CACHE_DIR=$build/zig-cache ZIG_LOCAL_CACHE_DIR=$build/zig-cache
}
