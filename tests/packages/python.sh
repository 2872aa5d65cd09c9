#!/bin/bash
# Installs the wheel into a throw-away venv, and runs the tests of the package in it.
#
#     tests/packages/python.sh WHEELS SCRATCH
set -eu
wheels=$1 scratch=$2
here=$(dirname "$0")
rm -rf "$scratch"
"${PYTHON:-/usr/bin/python3}" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --no-index "$wheels"/boxscore-*.whl
"$scratch/venv/bin/python" -B "$here/python_quick.py"
