// The job of the package tests, for Node.
//
//     node job.cjs better-sqlite3|node:sqlite DATABASE JOB OUTPUT
const fs = require('fs');
const boxscore = require('boxscore');

const [host, database, job, output] = process.argv.slice(2);

function open() {
  if (host !== 'node:sqlite') return new (require(host))(database);
  return new (require('node:sqlite').DatabaseSync)(database, {allowExtension: true});
}

const db = boxscore.load(open());
const query = (name) => db.prepare(fs.readFileSync(`${job}/${name}.sql`, 'utf8').trim());
const only = (statement) => Object.values(statement.get())[0];

function bits(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

const lines = query('figures').all().map(({metric, value}) => `${metric} ${bits(value)}\n`);
fs.writeFileSync(`${output}/figures.txt`, lines.join(''));
fs.writeFileSync(`${output}/picture.svg`, only(query('picture_svg')) + '\n');
fs.writeFileSync(`${output}/picture.png`, only(query('picture_png')));
fs.writeFileSync(`${output}/sqlite.txt`, only(db.prepare('SELECT sqlite_version()')));
db.close();

const closed = boxscore.load(open(), {files: false});
require('assert').throws(() => closed.prepare('SELECT read_file(?)').get(database), /boxscore_restrict/);
