"""The engine under the table functions, whatever shape a query has: how often it evaluates, what a key finds, what stays.

    python3 tests/property/engine.py --extension build/boxscore [--count N]

N is the number of random queries of the differential test. The SQLite is the one that Python has; with LD_LIBRARY_PATH it is
another, which is how `make hosts` runs this.
"""

import argparse
import ctypes
import json
import os
import sqlite3
import sys

HOST = ctypes.CDLL("libsqlite3.so.0")
HOST.sqlite3_memory_used.restype = ctypes.c_int64


class Report:
    passed = failed = 0

    def expect(self, good, what):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"engine: {what}")


def connect(extension, path=":memory:"):
    database = sqlite3.connect(path, isolation_level=None)
    database.enable_load_extension(True)
    database.load_extension(extension)
    return database


def fill(database, labels, per_label=2, models=("a", "b")):
    """Labels of 5 images each 8, and for each model predictions that find some of them."""
    database.execute("CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, x, y, width, height)")
    database.execute("CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, score REAL, model TEXT,"
                     " x, y, width, height)")
    database.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO labels "
        "SELECT i, i / 5 + 1, 'class ' || (i % 8), i * 37 % 500, i * 53 % 400, 20 + i * 11 % 90, 20 + i * 13 % 90 FROM n", [labels])
    for number, model in enumerate(models):
        database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?) INSERT INTO predictions "
            "SELECT NULL, image_id, class, (id * 7919 + i * 104729 + ?) % 1000003 / 1000003.0, ?,"
            " x + (id + ?) % 5 * 8 + i * 3, y, width, height FROM labels, n", [per_label, number, model, number])


def counters(database):
    debug = json.loads(database.execute("SELECT boxscore_debug()").fetchone()[0])
    return debug["runs"], debug["reads"]


def runs_of(database, sql):
    before = counters(database)
    rows = database.execute(sql).fetchall()
    after = counters(database)
    return rows, after[0] - before[0]


def steps_of(database, sql):
    """The rows, and about how many instructions of SQLite's machine they took."""
    steps = 0

    def count():
        nonlocal steps
        steps += 1

    database.set_progress_handler(count, 1000)
    rows = database.execute(sql).fetchall()
    database.set_progress_handler(None, 0)
    return rows, steps * 1000


def check_keys(extension, report):
    """A key is looked up beside the filter of the model: what b lost that a found takes steps like labels, not their square."""
    database = connect(extension)
    labels = 4000
    fill(database, labels)
    database.executescript(database.execute("SELECT boxscore_sql('reports')").fetchone()[0])
    database.execute("CREATE TEMP TABLE saved AS SELECT * FROM match_outcomes")
    lost = database.execute(
        "SELECT count(*) FROM saved AS b WHERE b.model = 'b' AND b.outcome = 'FN' AND b.label_id IN "
        "(SELECT label_id FROM saved WHERE model = 'a' AND outcome = 'TP')").fetchall()
    report.expect(lost[0][0] > 100, f"the models differ in {lost} labels")
    shapes = {
        "a self-join": "SELECT count(*) FROM match_outcomes AS a JOIN match_outcomes AS b ON b.label_id = a.label_id "
                       "WHERE a.model = 'a' AND b.model = 'b' AND a.outcome = 'TP' AND b.outcome = 'FN'",
        "EXISTS": "SELECT count(*) FROM match_outcomes AS b WHERE b.model = 'b' AND b.outcome = 'FN' AND EXISTS (SELECT 1 FROM "
                  "match_outcomes AS a WHERE a.model = 'a' AND a.label_id = b.label_id AND a.outcome = 'TP')",
        "a join of views": "SELECT count(*) FROM true_positives AS a JOIN false_negatives AS b ON b.label_id = a.label_id "
                           "WHERE a.model = 'a' AND b.model = 'b'",
        "IN over a view": "SELECT count(*) FROM false_negatives WHERE model = 'b' AND label_id IN "
                          "(SELECT label_id FROM true_positives WHERE model = 'a')",
    }
    for name, sql in shapes.items():
        rows, steps = steps_of(database, sql)
        report.expect(rows == lost, f"{name}: {rows} and not {lost}")
        report.expect(steps < 300 * labels, f"{name}: {steps} steps for {labels} labels")
    database.close()


CHECKS = (check_keys,)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    report = Report()
    for check in CHECKS:
        check(os.path.abspath(options.extension), report)
    print(f"engine on SQLite {sqlite3.sqlite_version}: {report.passed} passed, {report.failed} failed")
    sys.exit(report.failed > 0)


if __name__ == "__main__":
    main()
