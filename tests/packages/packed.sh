#!/bin/bash
# The packed C sources compile for a processor with fused multiplication and addition, and do not use it: by every compiler
# that is there. Without -std=c11 gcc rejects them.
#
#     tests/packages/packed.sh SOURCES SCRATCH
set -u
cd "$(dirname "$0")/../.." || exit 2
sources=$1
source tests/packages/common.sh packed "$2" ""
[[ $(uname -m) == x86_64 ]] || skip "fused instructions are looked for on x86-64 only"
require objdump
mkdir -p "$scratch"

# Files that multiply and add, and one that does so to be found.
printf '%s\n' "$sources"/{evaluation,geometry,statistics,measure,image}_*.c >"$scratch/files"
printf 'double fused(double a, double b, double c);\ndouble fused(double a, double b, double c) { return a * b + c; }\n' \
  >"$scratch/control.c"

fused() { # fused FILE...: how many such instructions the objects have
  objdump -d "$@" | grep -cE '\bvf(n?m(add|sub)|maddsub|msubadd)[0-9]+'
}

for compiler in gcc clang; do
  command -v $compiler >/dev/null || { echo "packed: skipped: $compiler is missing"; continue; }
  rm -rf "$scratch/$compiler"
  mkdir -p "$scratch/$compiler"
  $compiler -O2 -mfma -ffp-contract=fast -c -o "$scratch/control.o" "$scratch/control.c"
  expect "$compiler: the test finds a fused instruction" 1 "$(fused "$scratch/control.o")"
  said=$(xargs -P 2 -I{} sh -c "$compiler -std=c11 -O2 -mfma -c -o '$scratch/$compiler/'\$(basename {} .c).o {}" <"$scratch/files" 2>&1)
  expect "$compiler: compiles" "0 " "$? $said"
  expect "$compiler: fused instructions" 0 "$(fused "$scratch/$compiler"/*.o)"
done
said=$(gcc -std=gnu11 -fsyntax-only "$(head -n 1 "$scratch/files")" 2>&1)
expect "gcc without -std=c11" yes "$([[ $said == *"compile boxscore with -std=c11"* ]] && echo yes || echo "$said")"
finish
