'use strict';

const fs = require('fs');
const path = require('path');

const FILES = {darwin: 'boxscore.dylib', win32: 'boxscore.dll'};

/** Whether this Node runs on a C library other than glibc: the report of the process names glibc's version if it has one. */
function onMusl() {
  if (process.platform !== 'linux') return false;
  try {
    const before = process.report.excludeNetwork;
    process.report.excludeNetwork = true;
    const {header} = process.report.getReport();
    process.report.excludeNetwork = before;
    return !header.glibcVersionRuntime;
  } catch {
    return false;
  }
}

/** The path of the extension, for any host that loads SQLite extensions. */
function loadablePath() {
  const name = `boxscore-${process.platform}-${process.arch}${onMusl() ? '-musl' : ''}`;
  let folder;
  try {
    folder = path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new Error(
      `boxscore: the package ${name} is not installed. npm installs it with boxscore unless it is told to leave out ` +
        'optional packages (--omit=optional), or the lock file was made on another platform; there may also be none for ' +
        'this platform');
  }
  // Electron's archive cannot be read by the system's loader; the unpacked files are beside it.
  const file = path.join(folder, FILES[process.platform] || 'boxscore.so');
  const unpacked = file.replace(`app.asar${path.sep}`, `app.asar.unpacked${path.sep}`);
  return fs.existsSync(unpacked) ? unpacked : file;
}

/**
 * Adds boxscore's functions to a connection, and returns it: one of better-sqlite3, of node:sqlite opened with
 * {allowExtension: true}, or anything else that has loadExtension(path).
 */
function load(db, {files = true} = {}) {
  db.loadExtension(loadablePath());
  if (!files) db.prepare("SELECT boxscore_restrict('files')").get();
  return db;
}

module.exports = {load, loadablePath};
