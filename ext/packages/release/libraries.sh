#!/bin/bash
# Builds the bundled libraries for one platform, with their licences. Objects that are there are not compiled again.
#
#     ext/packages/release/libraries.sh PLATFORM SOURCES OBJECTS OUTPUT        the environment has ZIG, "python -m ziglang"
#
# Each library stands alone: it asks for the C library only. zlib is inside of libpng, and the C++ library inside of GEOS, both
# hidden. They export their interfaces and nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
platform=$1 sources=$2 objects=$3 output=$4
# shellcheck source=platforms.sh
source "$here/platforms.sh"
platform_set "$platform"
mkdir -p "$objects" "$output/licences"

# Position-independent code is all there is on Windows.
pic=-fPIC shown='__attribute__((visibility("default")))'
if [[ $system == Windows ]]; then pic='' shown='__declspec(dllexport)'; fi
# zlib and libpng take TARGET_OS_MAC, which clang defines, for the Mac OS before version 10.
if [[ $system == Darwin ]]; then pic+=' -UTARGET_OS_MAC'; fi
common=(-target "$target" -O2 -w $pic -fvisibility=hidden -ffp-contract=off -ffunction-sections -fdata-sections -fno-sanitize=all "-DSHOWN=$shown")

compile() { # compile OBJECT COMPILER FLAG... SOURCE
  local object=$1
  shift
  [[ -s $object ]] && return 0
  $ZIG "$@" -c -o "$object.part.o" && mv "$object.part.o" "$object"
}

# Lists of commands, run on all processors: bash functions cannot be passed to xargs otherwise.
export -f compile
export ZIG
declare -a queue=()
later() { # later OBJECT COMPILER FLAG...: compiles it at the next `together`
  local object=$1
  [[ -s $object ]] || queue+=("$(printf '%q ' compile "$@")")
}
together() {
  [[ ${#queue[@]} -eq 0 ]] || printf '%s\0' "${queue[@]}" | xargs -0 -P "$(nproc)" -I{} bash -c '{}'
  queue=()
}

c_library() { # c_library NAME FLAG... -- SOURCE...: objects in OBJECTS/NAME
  local name=$1 flags=() file
  shift
  while [[ $1 != -- ]]; do flags+=("$1"); shift; done
  shift
  mkdir -p "$objects/$name"
  for file in "$@"; do later "$objects/$name/$(basename "$file" .c).o" cc "${common[@]}" "${flags[@]}" "$file"; done
}

# The files of a folder of GEOS are compiled as one, in a tenth of the time, but for those that do not bear it.
geos() {
  local root=$sources/geos group part alone=''
  alone+='DefaultCoordinateSequenceFactory|Geometry|GeometryFactory|PreparedGeometryFactory|GeoJSON[A-Za-z]*'
  alone+='|OverlayEdgeRing|OverlayUtil|PolygonBuilder|IsValidOp|MakeValid|PolygonIntersectionAnalyzer|PolygonTopologyAnalyzer'
  alone+='|RepeatedPointTester|SimpleGeometryPrecisionReducer|PolygonEarClipper|PolygonHoleJoiner|LocateFailureException'
  alone+='|QuadEdgeSubdivision'
  mkdir -p "$objects/geos"
  rm -rf "$objects/groups"
  mkdir "$objects/groups"
  (cd "$root" && find src capi -name '*.cpp' | LC_ALL=C sort) | awk -v root="$root" -v out="$objects/groups" -v alone="$alone" '
    {
      part = $0
      gsub(/\.cpp$|^src\//, "", part)
      if (part !~ ("^capi|/(" alone ")$")) {
        sub(/\/[^\/]*$/, "", part)
        if (part !~ /^(geom|operation)/) sub(/\/.*/, "", part)
      }
      gsub(/\//, "_", part)
      file = out "/" part ".cpp"
      if (!(file in seen)) { seen[file] = 1; printf "" >file }
      print "#include \"" root "/" $0 "\"" >file
    }'
  for group in "$objects"/groups/*.cpp; do
    part=$objects/geos/$(basename "$group" .cpp).o
    # A group of other files than last time is compiled again.
    cmp -s "$group" "${part%.o}.list" || { rm -f "$part" && cp "$group" "${part%.o}.list"; }
    later "$part" c++ "${common[@]}" -std=c++11 -DGEOS_INLINE -DUSE_UNSTABLE_GEOS_CPP_API -DNDEBUG -D_USE_MATH_DEFINES \
      -include geos/geom/Quadrant.h "-I$root/include" "-I$root/capi" "-I$root/src/deps" "$group"
  done
  for part in "$objects"/geos/*.list; do
    [[ -f $objects/groups/$(basename "$part" .list).cpp ]] || rm -f "$part" "${part%.list}.o"
  done
  c_library geos "-I$root/src/deps" -- "$root"/src/deps/ryu/*.c
}

link() { # link FILE COMPILER OBJECT...
  local file=$output/$1 compiler=$2 flags
  shift 2
  case $system in
    Darwin) flags=(-dynamiclib "-Wl,-install_name,@rpath/$(basename "$file")" -Wl,-dead_strip) ;;
    Windows) flags=(-shared -Wl,--gc-sections) ;;
    *) flags=(-shared "-Wl,-soname,$(basename "$file")" -Wl,-z,defs,-z,relro,-z,now -Wl,-Bsymbolic -Wl,--gc-sections) ;;
  esac
  # The operators new and delete are visible in any C++ library, unless the linker is told what is.
  if [[ $system == Linux && $compiler == c++ ]]; then
    echo '{ global: GEOS*; local: *; };' >"$objects/exported"
    flags+=("-Wl,--version-script=$objects/exported")
  fi
  $ZIG "$compiler" -target "$target" -s "${flags[@]}" -o "$file" "$@" -lm
  rm -f "$output"/*.lib "$output"/*.pdb
}

licence() { # licence NAME FILE...
  local name=$1
  shift
  (cd "$sources" && cat "$@") >"$output/licences/$name.txt"
}

z=$sources/zlib png=$sources/libpng1.6 jpeg=$sources/libjpeg-turbo expat=$sources/expat/expat/lib
c_library zlib -D_LARGEFILE64_SOURCE=1 -DHAVE_UNISTD_H -- "$z"/{adler32,compress,crc32,deflate,inffast,inflate,inftrees,trees,uncompr,zutil}.c
c_library png "-I$z" "-I$png" "-DPNG_IMPEXP=$shown" -DPNG_ARM_NEON_OPT=0 -DPNG_INTEL_SSE_OPT=0 -- \
  "$png"/png{,error,get,mem,pread,read,rio,rtran,rutil,set,trans,wio,write,wtran,wutil}.c
mapfile -t jpeg_files < <(sed -nE '/^set\(JPEG_SOURCES/,/\)/p' "$jpeg/CMakeLists.txt" | grep -oE '\bj[a-z0-9]+\.c')
c_library jpeg "-I$jpeg" -- "${jpeg_files[@]/#/$jpeg/}" "$jpeg"/{jaricom,jcarith,jdarith,jsimd_none}.c
c_library expat "-I$expat" -DHAVE_EXPAT_CONFIG_H "-DXMLIMPORT=$shown" -- "$expat"/xml{parse,role,tok}.c
geos
together

link "$libpng" cc "$objects"/{zlib,png}/*.o
link "$libjpeg" cc "$objects"/jpeg/*.o
link "$libexpat" cc "$objects"/expat/*.o
link "$libgeos" c++ "$objects"/geos/*.o
licence zlib zlib/LICENSE
licence libpng libpng1.6/LICENSE
licence libjpeg-turbo libjpeg-turbo/LICENSE.md libjpeg-turbo/README.ijg
licence expat expat/expat/COPYING
licence geos geos/COPYING
