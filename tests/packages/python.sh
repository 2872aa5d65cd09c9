#!/bin/bash
# Installs the wheel into throw-away venvs, and runs the tests of the package in them.
#
#     tests/packages/python.sh plain    PYTHON WHEELS SCRATCH     with nothing else installed, without network
#     tests/packages/python.sh peers    PYTHON WHEELS SCRATCH     beside pandas, polars, Datasette, sqlite-utils
#     tests/packages/python.sh fallback PYTHON WHEELS SCRATCH     with apsw, and with pysqlite3: PYTHON's sqlite3 loads no extensions
set -eu
kind=$1 python=$2 wheels=$3 scratch=$4
here=$(dirname "$0")
# The command of the installation page, which uses P and V.
install=$(awk -F'`' 'index($0, "| Python and a shell |") == 1 { print $2; exit }' "$here/../../docs/how-to/install.md")
version=$(sed -n 's/^VERSION := //p' "$here/../../Makefile")

# try NAME PACKAGE...: a venv with the wheel and these packages
try() {
  local venv=$scratch/$1
  shift
  rm -rf "$venv"
  "$python" -m venv "$venv"
  (PATH=$venv/bin:$PATH PIP_NO_INDEX=1 PIP_QUIET=1 P=$wheels/../.. V=$version && export PATH PIP_NO_INDEX PIP_QUIET && eval "$install")
  [[ $# == 0 ]] || "$venv/bin/python" -m pip install --quiet "$@"
  "$venv/bin/python" -B "$here/python_package.py" "$venv/made"
}

case $kind in
plain) try plain ;;
peers) try peers numpy pandas polars datasette sqlite-utils setuptools ;;
fallback)
  try apsw apsw
  # It has wheels for Linux on x86-64 only.
  if "$python" -m pip download --quiet --no-deps --only-binary :all: --dest "$scratch/download" pysqlite3-binary >/dev/null 2>&1; then
    try pysqlite3 pysqlite3-binary
  fi
  ;;
esac
