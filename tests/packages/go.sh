#!/bin/bash
# Builds a program with the Go module, from its archive, and does the job.
#
#     tests/packages/go.sh PACKAGES SCRATCH EXTENSION MODULE
set -u
cd "$(dirname "$0")/../.." || exit 2
packages=$1 module=$4
source tests/packages/common.sh go "$2" "$3"
require go sqlite3
# cgo asks the compiler what it can do, and takes one word for it.
CC=${CC:-cc}
export CC=${CC##* } GOFLAGS="-mod=mod ${GOFLAGS:-}"
prepare

mkdir -p "$room/program/job" "$room/program/readme"
sed "s#@MODULE@#$module#" tests/packages/job.go >"$room/program/job/main.go"
block go ext/packages/go/README.md | sed "s#@MODULE@#$module#" >"$room/program/readme/main.go"
cat >"$room/program/go.mod" <<MOD
module program

go 1.20
MOD
install=$(installing Go)
build() { (cd "$room/program" && eval "${install//github.com\/boxscore\/boxscore-go/$module}" && go build -o bin/ ./... && go vet ./...) 2>&1 | grep -v '^go: '; }
said=$(build)
expect "$install" "" "$said"
driver=$(cd "$room/program" && go list -m -f '{{.Version}}' github.com/mattn/go-sqlite3)
check "Go, mattn/go-sqlite3" "$(go env GOVERSION | sed 's/^go//'), ${driver#v}" "go get" "$room/program/bin/job"
readme "$room/program/bin/readme"
finish
