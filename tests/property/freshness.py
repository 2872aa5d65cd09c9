"""What a connection keeps between statements is never stale: random changes of all kinds, and after each what plain SQL reads.

    python3 tests/property/freshness.py --extension build/boxscore [--steps N] [--seed N]

Each world is a connection that keeps what it reads, beside others that write the same databases. Between two steps it reads
labels and predictions through evaluated_objects, which must give the rows that a plain SELECT of the same names gives at that
moment, or an error where that gives one. How often something kept was used is printed at the end.
"""

import argparse
import collections
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time

COLUMNS = "id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, x, y, width, height"
NAMES = ("labels", "predictions")
STEPS_OF_A_WORLD = 250
CLASSES = ("cat", "dog", "bus")
RETURNED = {"abs": lambda value: 7, "twice": lambda value: value * 2}


class World:
    def __init__(self, extension, folder, dice):
        self.extension, self.folder, self.dice = extension, folder, dice
        self.closing, self.open_rows, self.denied, self.scale = [], None, None, 1
        self.kind = dice.choice(("file", "file", "file", "wal", "wal", "memory", "shared", "off", "bytes"))
        path = os.path.join(folder, "main.db")
        for name in ("main.db", "one.db", "two.db"):
            self.fill(self.connect(os.path.join(folder, name)), name == "main.db")
        while self.closing:
            self.closing.pop().close()
        if self.kind in ("memory", "off", "bytes"):
            self.main = self.connect(":memory:")
            self.fill(self.main, True)
            self.other = None
            if self.kind == "off":
                self.main.execute("PRAGMA journal_mode = OFF")
        else:
            share = "?cache=shared" if self.kind == "shared" else ""
            self.main = self.connect(f"file:{path}{share}")
            self.other = self.connect(f"file:{path}{share}")
            if self.kind == "wal":
                self.main.execute("PRAGMA journal_mode = WAL")
        self.main.enable_load_extension(True)
        self.main.load_extension(extension)
        if self.kind == "bytes":
            self.main.deserialize(self.main.serialize())
        else:
            self.main.execute("CREATE TEMP VIEW f_labels AS SELECT * FROM coco_labels('%s')" % self.file())
        self.files = {"one": self.connect(os.path.join(folder, "one.db")), "two": self.connect(os.path.join(folder, "two.db"))}
        self.main.execute("CREATE TEMP TABLE taken(kind, id, image_id, class, score, geometry)")
        self.write_file()

    def connect(self, path):
        database = sqlite3.connect(path, isolation_level=None, timeout=0, cached_statements=0, uri=path.startswith("file:"))
        database.execute("PRAGMA synchronous = OFF")
        self.closing.append(database)
        return database

    def fill(self, database, both_views):
        database.execute(f"CREATE TABLE labels({COLUMNS})")
        database.execute(f"CREATE TABLE predictions({COLUMNS}, score REAL)")
        for _ in range(4):
            self.insert(database, "labels")
            self.insert(database, "predictions")
        if both_views:
            database.execute("CREATE VIEW v_labels AS SELECT * FROM labels WHERE id % 2")
            database.execute("CREATE VIEW a_labels AS SELECT *, abs(x) AS area FROM labels")

    def file(self):
        return os.path.join(self.folder, "labels.json")

    def write_file(self):
        """Always of the same size, in place or in place of the old one."""
        dice = self.dice
        document = {
            "categories": [{"id": 1, "name": "cat"}],
            "images": [{"id": 1, "width": 9, "height": 9}],
            "annotations": [{"id": i, "image_id": 1, "category_id": 1, "bbox": [dice.randrange(10, 99), 10, 10, 10]} for i in (1, 2)],
        }
        path = self.file() if dice.random() < 0.5 else self.file() + ".new"
        with open(path, "w") as out:
            json.dump(document, out)
        if path != self.file():
            os.replace(path, self.file())
        if dice.random() < 0.7:
            stamp = 10**18 + dice.randrange(2)
            os.utime(self.file(), ns=(stamp, stamp))
        if dice.random() < 0.2:
            time.sleep(0.06)

    def close(self):
        """How often something kept was used, and was not there."""
        self.open_rows = None
        self.main.set_authorizer(None)
        for database in self.closing:
            if database.in_transaction:
                database.execute("ROLLBACK")
        debug = json.loads(self.main.execute("SELECT boxscore_debug()").fetchone()[0])
        for database in self.closing:
            database.close()
        return debug["cache_hits"], debug["cache_misses"]

    # ---- steps ----

    def row(self):
        dice = self.dice
        return [dice.randrange(1, 30), dice.randrange(1, 3), dice.choice(CLASSES), *(dice.randrange(1, 50) for _ in range(4))]

    def insert(self, database, table):
        name = table.split(".")[-1]
        values = self.row() + ([self.dice.random()] if name == "predictions" else [])
        score = ", score" if name == "predictions" else ""
        database.execute(f"INSERT OR REPLACE INTO {table}(id, image_id, class, x, y, width, height{score}) VALUES "
                         f"({', '.join('?' * len(values))})", values)

    def change(self, database, tables):
        table, kind = self.dice.choice(tables), self.dice.randrange(4)
        if kind < 2:
            self.insert(database, table)
        elif kind == 2:
            database.execute(f"UPDATE {table} SET x = x + 1, class = ? WHERE id % 3 = ?", (self.dice.choice(CLASSES), self.dice.randrange(3)))
        else:
            database.execute(f"DELETE FROM {table} WHERE id % 5 = ?", (self.dice.randrange(5),))

    def own_change(self):
        self.change(self.main, ("labels", "predictions", "main.labels", "main.predictions", "temp.labels", "other.labels",
                                "other.predictions"))

    def other_change(self):
        if self.other:
            self.change(self.other, ("labels", "predictions"))

    def other_in_transaction(self):
        if self.other:
            for _ in range(self.dice.randrange(1, 3)):
                self.other.execute(self.dice.choice(("BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")))

    def attached_change(self):
        self.change(self.files[self.dice.choice(("one", "two"))], ("labels", "predictions"))

    def transaction(self):
        self.main.execute(self.dice.choice(("BEGIN", "BEGIN IMMEDIATE", "COMMIT", "COMMIT", "ROLLBACK", "ROLLBACK", "SAVEPOINT a",
                                            "SAVEPOINT b", "RELEASE a", "RELEASE b", "ROLLBACK TO a", "ROLLBACK TO b")))

    def attach(self):
        name = self.dice.choice(("one.db", "two.db", ""))
        path = os.path.join(self.folder, name) if name else ":memory:"
        self.main.execute("ATTACH ? AS other", (path,))
        if not name:
            self.main.execute(f"CREATE TABLE other.labels({COLUMNS})")
            self.main.execute(f"CREATE TABLE other.predictions({COLUMNS}, score REAL)")
            self.insert(self.main, "other.labels")
            self.insert(self.main, "other.predictions")

    def detach(self):
        self.main.execute("DETACH other")

    def reattach(self):
        """With a change by another connection meanwhile."""
        path = next(row[2] for row in self.main.execute("PRAGMA database_list") if row[1] == "other")
        self.detach()
        name = os.path.basename(path).split(".")[0]
        if name in self.files:
            self.change(self.files[name], ("labels", "predictions"))
        self.main.execute("ATTACH ? AS other", (path,))

    def shadow(self):
        dice = self.dice
        name = dice.choice(("labels", "predictions", "v_labels"))
        score = ", score REAL" if name == "predictions" else ""
        self.main.execute(dice.choice((
            f"CREATE TEMP TABLE {name}({COLUMNS}{score})",
            f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{name}",
            f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE id > {dice.randrange(9)}",
            f"CREATE TEMP VIEW {name} AS SELECT id, image_id, class, x * {1 + dice.choice((2e-16, 4e-16))!r} AS x, y, width, height"
            f"{', score' if score else ''} FROM main.{name}",
            f"CREATE TEMP VIEW {name} AS SELECT * FROM other.{name}",
            f"DROP TABLE temp.{name}", f"DROP TABLE temp.{name}", f"DROP VIEW temp.{name}", f"DROP VIEW temp.{name}")))

    def view(self):
        database = self.dice.choice([self.main, self.other or self.main])
        database.execute(self.dice.choice((
            "DROP VIEW main.v_labels", f"CREATE VIEW main.v_labels AS SELECT * FROM labels WHERE id > {self.dice.randrange(9)}",
            f"CREATE VIEW main.v_labels AS SELECT {self.dice.randrange(9)} AS id, 1 AS image_id, 'cat' AS class, 1 AS x, 1 AS y, 2 AS width,"
            " 3 AS height", "DROP VIEW main.a_labels",
            "CREATE VIEW main.a_labels AS SELECT *, abs(x) AS area FROM labels",
            "CREATE VIEW main.a_labels AS SELECT id, image_id, class, abs(x) + random() % 1000 AS x, y, width, height FROM labels")))

    def function(self):
        """SQLite's own functions are replaced, and functions change that say they are deterministic."""
        dice = self.dice
        kind = dice.randrange(3)
        if kind == 0:
            self.scale = dice.randrange(1, 9)
        elif kind == 1:
            self.main.create_function("abs", 1, lambda value, by=dice.randrange(5): value + by, deterministic=True)
        else:
            self.main.create_function("scaled", 1, lambda value: value * self.scale, deterministic=True)
            self.main.execute("CREATE TEMP VIEW s_labels AS SELECT id, image_id, class, scaled(x) AS x, y, width, height FROM main.labels")

    def schema(self):
        database = self.dice.choice([self.main, self.other or self.main])
        database.execute(self.dice.choice((
            "CREATE INDEX main.by_class ON labels(class)", "DROP INDEX main.by_class", "CREATE TABLE main.third(a)", "DROP TABLE main.third",
            "ANALYZE", "ALTER TABLE main.labels ADD COLUMN area", "ALTER TABLE main.labels DROP COLUMN area", "VACUUM", "REINDEX",
            "PRAGMA case_sensitive_like = 1")))

    def journal(self):
        database = self.dice.choice([self.main, self.other or self.main])
        if self.kind != "off":
            database.execute("PRAGMA main.journal_mode = " + self.dice.choice(("DELETE", "WAL", "PERSIST", "TRUNCATE")))
        database.execute(self.dice.choice(("PRAGMA wal_checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA cache_spill = 1")))

    def reader(self):
        """A statement that stays open, and its state of the database with it."""
        if self.open_rows:
            self.open_rows = None
        else:
            self.open_rows = self.main.execute(self.dice.choice(("SELECT * FROM main.labels, main.predictions",
                                                                 "SELECT * FROM ap_by_class('main.labels', 'main.predictions')",
                                                                 "SELECT * FROM other.labels, other.labels AS b")))
            self.open_rows.fetchone()

    def authorizer(self):
        """It changes its mind without a word to SQLite."""
        def decide(action, table, column, database, trigger):
            if action == sqlite3.SQLITE_READ and table == self.denied and column == "x":
                return self.verdict
            return sqlite3.SQLITE_OK

        kind = self.dice.randrange(3)
        self.denied, self.verdict = self.dice.choice((None, None, "labels")), self.dice.choice((sqlite3.SQLITE_DENY, sqlite3.SQLITE_IGNORE))
        if kind == 0:
            self.main.set_authorizer(decide)
        elif kind == 1:
            self.main.set_authorizer(None)

    def uncommitted(self):
        self.main.execute("PRAGMA read_uncommitted = %d" % self.dice.randrange(2))

    def limit(self):
        self.main.execute("SELECT boxscore_cache_limit(?)", (self.dice.choice((0, 3000, 2**28, 2**28, 2**28)),))

    def elsewhere(self):
        self.main.execute(self.dice.choice(("CREATE TEMP TABLE apart(a)", "INSERT INTO temp.apart VALUES (1)", "DELETE FROM temp.apart",
                                            "SELECT count(*) FROM main.labels")))

    def backup(self):
        if self.kind == "memory":
            source = sqlite3.connect(":memory:", isolation_level=None)
            self.fill(source, True)
            source.backup(self.main)
            source.close()

    STEPS = collections.Counter({
        own_change: 12, other_change: 12, other_in_transaction: 4, attached_change: 6, transaction: 12, attach: 3, detach: 2, reattach: 2,
        shadow: 6, view: 4, function: 2, schema: 3, journal: 2, reader: 4, authorizer: 2, uncommitted: 1, limit: 1,
        elsewhere: 10, backup: 1, write_file: 3})

    def step(self):
        step, = self.dice.choices(list(self.STEPS), list(self.STEPS.values()))
        try:
            step(self)
        except (sqlite3.Error, StopIteration):
            pass  # many a step is not possible now
        return step.__name__

    # ---- the check ----

    def plain(self, table, kind):
        score = "score" if kind == "prediction" else "NULL"
        return self.main.execute(f"SELECT id, image_id, class, {score}, x, y, width, height FROM {table}").fetchall()

    def expected(self, labels, predictions):
        try:
            return sorted([("label", *row) for row in self.plain(labels, "label")] +
                          [("prediction", *row) for row in self.plain(predictions, "prediction")], key=repr)
        except sqlite3.Error:
            return None

    def kept(self, labels, predictions):
        """The rows themselves, or through a temporary table that the statement fills: at times in a transaction that writes to it alone."""
        ask = "SELECT kind, id, image_id, class, score, geometry FROM evaluated_objects(?, ?)"
        try:
            if self.dice.random() < 0.5:
                rows = self.main.execute(ask, (labels, predictions)).fetchall()
            else:
                self.main.execute("DELETE FROM temp.taken")
                self.main.execute(f"INSERT INTO temp.taken {ask}", (labels, predictions))
                rows = self.main.execute("SELECT * FROM temp.taken").fetchall()
        except sqlite3.Error:
            return None
        return sorted([(*row[:5], *json.loads(row[5])) for row in rows], key=repr)

    def check(self):
        dice = self.dice
        labels = dice.choice(("labels", "labels", "main.labels", "other.labels", "v_labels", "a_labels", "s_labels", "f_labels"))
        predictions = dice.choice(("predictions", "predictions", "main.predictions", "other.predictions"))
        expected = self.expected(labels, predictions)
        kept = self.kept(labels, predictions)
        if expected is None or kept is None:
            # What plain SQL rejects must be rejected. Ours rejects more, such as tables that have no class in common.
            return expected is not None or kept is None, f"{labels}, {predictions}: {kept} where plain SQL fails"
        if labels == "a_labels" and self.is_random():
            return True, ""
        same = repr(expected) == repr([tuple(row) for row in normal(kept, expected)])
        return same, f"{labels}, {predictions}:\n  {kept} and not\n  {expected}"

    def is_random(self):
        sql = self.main.execute("SELECT sql FROM main.sqlite_schema WHERE name = 'a_labels'").fetchone()
        return sql and "random" in sql[0]


def normal(rows, like):
    """Numbers as the other side has them: 7 and 7.0 are the same."""
    if len(rows) != len(like):
        return rows
    return [tuple(b if a == b else a for a, b in zip(row, other)) for row, other in zip(rows, like)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    done = failed = hits = misses = 0
    worlds = collections.Counter()
    while done < options.steps and failed < 3:
        seed = options.seed * 1000003 + done
        folder = tempfile.mkdtemp(prefix="freshness", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        world = World(options.extension, folder, random.Random(seed))
        worlds[world.kind] += 1
        trail = []
        for _ in range(min(STEPS_OF_A_WORLD, options.steps - done)):
            trail.append(world.step())
            for _ in range(2):
                good, text = world.check()
                if not good:
                    failed += 1
                    print(f"freshness: world {seed} ({world.kind}), step {len(trail)}, after {' '.join(trail[-12:])}: {text}")
                    break
            done += 1
            if not good:
                break
        used = world.close()
        hits, misses = hits + used[0], misses + used[1]
        shutil.rmtree(folder)
    print(f"freshness: {done} steps, {hits} of {hits + misses} readings were kept; {done - failed} passed, {failed} failed")
    return 1 if failed or hits < done / 50 else 0


if __name__ == "__main__":
    sys.exit(main())
