"""The engine under the table functions, whatever shape a query has: how often it evaluates, what a key finds, what stays.

    python3 tests/property/engine.py --extension build/boxscore [--count N]

N is the number of random queries of the differential test. The SQLite is the one that Python has; with LD_LIBRARY_PATH it is
another, which is how `make hosts` runs this.
"""

import argparse
import ctypes
import json
import os
import random
import re
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


BIG = "match_outcomes('labels', 'predictions')"
SHAPES_OF_LARGE_RUNS = {
    "EXISTS": f"SELECT count(*) FROM images AS i WHERE EXISTS (SELECT 1 FROM {BIG} AS m WHERE m.image_id = i.id)",
    "a scalar subquery": f"SELECT sum((SELECT count(*) FROM {BIG} AS m WHERE m.image_id = i.id)) FROM images AS i",
    "a correlated IN": f"SELECT count(*) FROM images AS i WHERE 'TP' IN (SELECT outcome FROM {BIG} AS m WHERE m.image_id = i.id)",
    "NOT EXISTS": f"SELECT count(*) FROM images AS i WHERE NOT EXISTS (SELECT 1 FROM {BIG} AS m WHERE m.image_id = i.id)",
    "a LEFT JOIN": f"SELECT count(*) FROM images AS i LEFT JOIN {BIG} AS m ON m.image_id = i.id",
}


def check_runs(extension, report):
    """One evaluation a statement: where the rows take more than the cache keeps of others, and while a transaction writes."""
    database = connect(extension)
    fill(database, 330000, per_label=1)
    database.execute("CREATE TABLE images AS SELECT DISTINCT image_id AS id FROM labels WHERE image_id < 12")
    for name, sql in SHAPES_OF_LARGE_RUNS.items():
        _, runs = runs_of(database, sql)
        report.expect(runs == 1, f"{name} over many rows: {runs} runs")
    two = (f"SELECT count(*) FROM images AS i WHERE EXISTS (SELECT 1 FROM {BIG} AS m WHERE m.image_id = i.id) AND "
           f"EXISTS (SELECT 1 FROM {BIG} AS m WHERE m.image_id = i.id AND iou_threshold = 0.75)")
    _, runs = runs_of(database, two)
    report.expect(runs == 2, f"two EXISTS over many rows: {runs} runs")
    database.execute("DELETE FROM labels WHERE id > 1000")
    database.execute("DELETE FROM predictions WHERE image_id > 200")
    for name, sql in SHAPES_OF_LARGE_RUNS.items():
        rows = database.execute(sql).fetchall()
        _, runs = runs_of(database, f"CREATE TEMP TABLE made AS {sql}")
        report.expect(runs == 1, f"{name} in CREATE TABLE AS: {runs} runs")
        report.expect(database.execute("SELECT * FROM made").fetchall() == rows, f"{name} in CREATE TABLE AS: other rows")
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE labels SET width = width + 1 WHERE id = 1")
        _, runs = runs_of(database, f"INSERT INTO made {sql}")
        report.expect(runs == 1, f"{name} in a transaction that writes: {runs} runs")
        database.execute("ROLLBACK")
        database.execute("DROP TABLE made")
    database.close()


def check_changes(extension, report):
    """What changes under an open statement is seen by the next one, in and out of transactions."""
    database = connect(extension)
    fill(database, 40)
    sql = "SELECT count(*) FROM match_outcomes WHERE outcome = 'FN'"
    factor = 1
    database.create_function("factor", 0, lambda: factor, deterministic=True)
    database.execute("CREATE TEMP VIEW scaled AS SELECT id, image_id, class, score, model, x * factor() AS x, y, width, height"
                     " FROM predictions")

    def changed(name, begin, change, end, sql=sql):
        nonlocal factor
        factor = 1
        database.execute(begin) if begin else None
        open_one = database.execute(sql.replace("count(*)", "class"))
        open_one.fetchone()
        before = database.execute(sql).fetchone()
        change()
        after, fresh = database.execute(sql).fetchone(), database.execute(f"{sql} AND 1").fetchone()
        open_one.close()
        last = database.execute(sql).fetchone()
        report.expect(before != after == fresh == last, f"{name}: {before}, then {after}, {fresh} and {last}")
        database.execute(end) if end else None

    def shift():
        database.execute("UPDATE predictions SET x = x + 40 WHERE id < 60")

    def other_factor():
        nonlocal factor
        factor = 2

    changed("UPDATE alone", None, shift, None)
    database.execute("UPDATE predictions SET x = x - 40 WHERE id < 60")
    changed("UPDATE", "SAVEPOINT one", shift, "ROLLBACK TO one")
    database.execute("RELEASE one")
    changed("UPDATE in a transaction", "BEGIN IMMEDIATE", shift, "ROLLBACK")
    database.execute("BEGIN IMMEDIATE")
    database.execute("SAVEPOINT inner")
    shift()
    changed("ROLLBACK TO", None, lambda: database.execute("ROLLBACK TO inner"), "ROLLBACK")
    changed("a function of the user's", None, other_factor, None,
            "SELECT count(*) FROM match_outcomes('labels', 'scaled') WHERE outcome = 'FN'")

    def cover():
        database.execute("CREATE TEMP VIEW predictions AS SELECT id, image_id, class, score, model, 900 AS x, y, width, height"
                         " FROM main.predictions")

    changed("a TEMP view of the same name", None, cover, None)
    database.execute("DROP VIEW temp.predictions")
    open_one = database.execute(sql.replace("count(*)", "class"))
    open_one.fetchone()
    _, runs = runs_of(database, sql)
    report.expect(runs == 0, f"over tables, beside an open statement: {runs} runs")
    open_one.close()
    _, runs = runs_of(database, sql)
    report.expect(runs == 1, f"over tables, alone: {runs} runs")
    database.close()


def memory_after(database, sql, stop_after=None):
    """What SQLite and boxscore hold after a statement that ends in an error, beyond what they held before."""
    before = HOST.sqlite3_memory_used()
    polls = 0

    def stop():
        nonlocal polls
        polls += 1
        return polls > stop_after

    if stop_after is not None:
        database.set_progress_handler(stop, 1000)
    try:
        for _ in database.execute(sql):
            pass
        failed = False
    except sqlite3.Error:
        failed = True
    database.set_progress_handler(None, 0)
    return failed, HOST.sqlite3_memory_used() - before


def check_memory(extension, report):
    """Nothing stays of a statement that failed or was stopped while one of its cursors held rows."""
    for name, second, polls in (("fails", "match_outcomes('labels', 'absent') AS b", (None,)),
                                ("is stopped", "match_outcomes AS b", (5, 60, 120, 200))):
        database = connect(extension)
        fill(database, 4000)
        database.execute("SELECT count(*) FROM match_outcomes").fetchall()
        for stop_after in polls:
            sql = (f"SELECT count(*) FROM match_outcomes AS a LEFT JOIN {second} ON b.iou_threshold = 0.6 AND b.label_id = a.label_id"
                   " LEFT JOIN match_outcomes AS c ON c.iou_threshold = 0.7 AND c.label_id = a.label_id")
            failed, kept = memory_after(database, sql, stop_after)
            report.expect(failed and kept < 200000, f"{name} after {stop_after} polls: failed {failed}, {kept} bytes stay")
        database.close()


KEYS = ("image_id", "class", "label_id", "prediction_id", "model", "score", "outcome")
OTHERS = ("i", "t", "r", "n", "b")
# How the ids and names of a data set are written: from a number of the image, the class, the model.
SPELLINGS = {
    "integers": lambda n: n,
    "digits": str,
    "padded": lambda n: f"{n:03d}",
    "names": lambda n: f"name {n}",
    "mixed": lambda n: n if n % 2 else str(n),
}


def fill_spelled(database, random_, spelling):
    """Two models over 8 images, with ids, image ids and classes of one spelling, and a table of values of every type."""
    spell = SPELLINGS[spelling]
    database.execute("CREATE TABLE labels(id, image_id, class, x, y, width, height)")
    database.execute("CREATE TABLE predictions(id, image_id, class, score, model, x, y, width, height)")
    for n in range(1, 31):
        database.execute("INSERT INTO labels VALUES(?, ?, ?, ?, ?, 20, 20)",
                         [spell(n), spell(n % 8 + 1), spell(n % 3 + 1), n * 30 % 200, n * 50 % 200])
        for model in (1, 2):
            if random_.random() < 0.8:
                database.execute("INSERT INTO predictions VALUES(?, ?, ?, ?, ?, ?, ?, 20, 20)",
                                 [spell(n * 2 + model), spell(n % 8 + 1), spell((n + (random_.random() < 0.2)) % 3 + 1),
                                  random_.choice((0.25, 0.5, random_.random())), spell(model),
                                  n * 30 % 200 + random_.choice((0, 1, 3, 40)), n * 50 % 200])
    database.execute("CREATE TABLE others(i INTEGER, t TEXT, r REAL, n NUMERIC, b)")
    values = [None, 0.5, 2.5, "TP", "FP", "x", b"1", *(spell(n) for n in range(1, 9)), 1, 2, "1", "2", "03", 3.0, "3.0", " 4"]
    for value in values:
        database.execute("INSERT INTO others VALUES(?, ?, ?, ?, ?)", [value] * 5)
    database.execute("CREATE TABLE saved AS SELECT * FROM match_outcomes")
    return values


def literal(value):
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return "NULL" if value is None else repr(value)


def random_query(random_, values):
    """A query over {T}, and whether hosts before 3.45 hand its row values to a table one by one (docs/how-to/parameters.md)."""
    key, second = random_.sample(KEYS, 2)
    other, another = random_.choice(OTHERS), random_.choice(OTHERS)
    one, two, three = (literal(random_.choice(values)) for _ in range(3))
    columns = "m.prediction_id, m.label_id, m.outcome, m.model"
    also = random_.choice(("", "", f" AND m.{second} = {two}", f" AND m.{second} IS NOT NULL", f" AND m.{second} > {two}"))
    negation = random_.choice(("", "NOT "))
    shapes = (
        (f"SELECT {columns} FROM {{T}} AS m WHERE m.{key} {random_.choice(('=', 'IS', '==', '<>', 'IS NOT', '<', '>='))} {one}{also}", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE m.{key} {negation}IN ({one}, {two}, {three}){also}", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE m.{key} {negation}IN (SELECT {other} FROM others){also}", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE m.{key} IN (SELECT {second} FROM {{T}} WHERE {second} <> {one}){also}", False),
        (f"SELECT {columns}, o.rowid FROM {{T}} AS m JOIN others AS o ON o.{other} = m.{key}{also}", False),
        (f"SELECT {columns}, o.rowid FROM others AS o CROSS JOIN {{T}} AS m ON m.{key} = o.{other}{also}", False),
        (f"SELECT {columns}, o.rowid FROM others AS o CROSS JOIN {{T}} AS m ON m.{key} = o.{other} AND m.{second} = o.{another}", False),
        (f"SELECT {columns}, o.rowid FROM others AS o LEFT JOIN {{T}} AS m ON m.{key} = o.{other}{also}", False),
        (f"SELECT o.rowid FROM others AS o WHERE {negation}EXISTS (SELECT 1 FROM {{T}} AS m WHERE m.{key} = o.{other}{also})", False),
        (f"SELECT o.rowid, (SELECT count(*) FROM {{T}} AS m WHERE m.{key} IS o.{other}{also}) FROM others AS o", False),
        (f"SELECT o.rowid FROM others AS o WHERE o.{other} {negation}IN (SELECT m.{key} FROM {{T}} AS m WHERE m.{key} IS NOT NULL{also})", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE m.{key} = {one} OR m.{second} = {two}{also}", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE (m.{key} = {one} OR m.{key} IN ({two}, {three})){also}", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE (m.{key}, m.{second}) = ({one}, {two})", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE (m.{key}, m.{second}) IN (SELECT b, b FROM others)", True),
        (f"SELECT {columns} FROM {{T}} AS m WHERE m.{key} = {one} COLLATE NOCASE{also}", False),
        (f"SELECT {columns} FROM {{T}} AS m WHERE m.{key} BETWEEN {one} AND {two}{also}", False),
        (f"SELECT a.prediction_id, b.prediction_id, a.label_id, b.label_id FROM {{T}} AS a JOIN {{T}} AS b ON b.{key} = a.{key} "
         f"WHERE a.{second} = {one} AND b.score > 0.3", False),
        (f"SELECT a.prediction_id, b.prediction_id, a.label_id, b.label_id FROM {{T}} AS a LEFT JOIN {{T}} AS b ON b.{key} = a.{second} "
         f"WHERE a.{second} = {one}", False),
    )
    return random_.choice(shapes)


# A model that no prediction has is an error where it stands in the query, and not where a join asks for it.
MODEL_OF_A_JOIN = re.compile(r"\bmodel (=|IS) [abmo]\.")


def answer(database, sql, bound=()):
    try:
        return sorted(map(repr, database.execute(sql, bound).fetchall()))
    except sqlite3.OperationalError as error:
        return str(error)


def check_shapes(extension, report, count=200):
    """Every shape of query finds over a table function what it finds over a saved copy of its rows."""
    for number in range(count // 20):
        random_ = random.Random(number)
        database = connect(extension)
        spelling = random_.choice(sorted(SPELLINGS))
        values = fill_spelled(database, random_, spelling)
        for _ in range(20):
            sql, by_parts = random_query(random_, values)
            if by_parts and sqlite3.sqlite_version_info < (3, 45):
                continue
            ours, saved = (answer(database, sql.replace("{T}", table)) for table in ("match_outcomes", "saved"))
            if isinstance(ours, str) and "has no model" in ours and not MODEL_OF_A_JOIN.search(sql):
                continue
            report.expect(ours == saved, f"{spelling}: {sql}: {len(ours)} rows and not {len(saved)} {ours if isinstance(ours, str) else ''}")
        database.close()


def check_plans(extension, report):
    """A parameter from another table beside an OR: rows as if the table had been copied, or an error that says what to write."""
    database = connect(extension)
    fill(database, 60)
    thresholds = "coco_thresholds AS t JOIN match_outcomes AS m USING (iou_threshold)"
    whole = database.execute(f"SELECT m.iou_threshold, m.class, m.model, m.label_id, m.prediction_id FROM {thresholds}").fetchall()
    for condition, kept in (("m.class = 'class 1' OR m.class = 'class 2'", lambda r: r[1] in ("class 1", "class 2")),
                            ("m.class = 'class 1' OR m.model = 'b'", lambda r: r[1] == "class 1" or r[2] == "b"),
                            ("m.label_id = 3 OR m.prediction_id = 5", lambda r: r[3] == 3 or r[4] == 5),
                            ("m.max_detections = 100 OR m.class = 'class 1'", lambda r: True)):
        expected = [sum(map(kept, whole))]
        for join in (thresholds, thresholds.replace("JOIN", "CROSS JOIN"), thresholds.replace("JOIN", "LEFT JOIN")):
            rows = database.execute(f"SELECT count(*) FROM {join} WHERE {condition}").fetchone()
            report.expect(list(rows) == expected, f"{join} WHERE {condition}: {rows} and not {expected}")
    if sqlite3.sqlite_version_info < (3, 47):
        said = answer(database, f"SELECT count(*) FROM {thresholds} WHERE m.iou_type = 'bbox' OR m.max_detections = 10")
        report.expect("name that table first, with CROSS JOIN" in said, f"OR of parameters: {said}")
    database.close()


def check_models(extension, report):
    """A model that no prediction has: an error where the query names it, no rows where a join asks for it, under any plan."""
    database = connect(extension)
    fill(database, 40)
    database.executescript(database.execute("SELECT boxscore_sql('reports')").fetchone()[0])
    database.execute("CREATE TABLE asked(name)")
    database.execute("INSERT INTO asked VALUES('absent'), ('a'), ('b'), (3)")
    for table in ("ap_by_class", "class_ranking"):
        for join in ("LEFT JOIN", "CROSS JOIN"):
            rows = database.execute(f"SELECT s.name, count(a.class) FROM asked AS s {join} {table} AS a ON a.model = s.name"
                                    " GROUP BY s.name ORDER BY s.name").fetchall()
            expected = [row for row in ((3, 0), ("a", 8), ("absent", 0), ("b", 8)) if join == "LEFT JOIN" or row[1]]
            report.expect(rows == expected, f"{join} {table} on models: {rows}")
    for sql, bound in (("SELECT count(*) FROM ap_by_class WHERE model = 'absent'", ()),
                       ("SELECT count(*) FROM ap_by_class WHERE model = ?", ("absent",)),
                       ("SELECT count(*) FROM class_ranking WHERE model = ?", ("absent",))):
        said = answer(database, sql, bound)
        report.expect("has no model 'absent'" in said, f"{sql} {bound}: {said}")
    database.close()


def check_types(extension, report):
    """Columns have the types that saved tables and other programs go by; ids and classes keep their own."""
    database = connect(extension)
    types = {name: type_ for _, name, type_, *_ in database.execute("PRAGMA table_info(match_outcomes)")}
    expected = {"outcome": "TEXT", "reason": "TEXT", "score": "REAL", "iou": "REAL", "image_id": "", "class": "", "label_id": "", "model": ""}
    report.expect(all(types[name] == type_ for name, type_ in expected.items()), f"types of match_outcomes: {types}")
    types = {name: type_ for _, name, type_, *_ in database.execute("PRAGMA table_info(ap_by_class)")}
    report.expect(types["tp"] == "INTEGER" and types["ap"] == "REAL" and types["class"] == "", f"types of ap_by_class: {types}")
    fill(database, 40)
    rows = [database.execute("SELECT count(*) FROM match_outcomes WHERE score > ?", [value]).fetchone() for value in (0.2, "0.2")]
    report.expect(rows[0] == rows[1] != (0,), f"a score compared with a text: {rows}")
    database.close()


def check_kept(extension, report):
    """What is kept between statements: its bytes are counted, stay within the limit, and are given back."""
    database = connect(extension)
    fill(database, 20000)
    queries = ("SELECT count(*) FROM ap_by_class", "SELECT count(*) FROM ap_by_class WHERE model = 'a'",
               "SELECT count(*) FROM object_metrics WHERE metrics = 'area_absolute'", "SELECT count(*) FROM match_outcomes WHERE model = 'b'")

    def kept():
        debug = json.loads(database.execute("SELECT boxscore_debug()").fetchone()[0])
        return debug["cache_bytes"], debug["cache_hits"], debug["cache_misses"]

    for query in queries * 2:
        database.execute(query).fetchall()
    bytes_kept, hits, misses = kept()
    report.expect((hits, misses) == (4, 4), f"what is kept: {hits} hits and {misses} misses")
    half = bytes_kept // 2
    database.execute("SELECT boxscore_cache_limit(?)", (half,)).fetchall()
    report.expect(0 < kept()[0] <= half, f"what is kept: {kept()[0]} bytes with a limit of {half}")
    database.execute(queries[3]).fetchall()
    report.expect(kept()[1] == hits + 1, "what was used last is not kept")
    left, before = kept()[0], HOST.sqlite3_memory_used()
    database.execute("SELECT boxscore_cache_limit(0)").fetchall()
    freed = before - HOST.sqlite3_memory_used()
    report.expect(kept()[0] == 0 and abs(freed - left) < 0.1 * left, f"what is kept: {left} bytes counted, {freed} given back")
    database.close()


CHECKS = (check_kept, check_keys, check_runs, check_changes, check_memory, check_plans, check_models, check_types)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    report = Report()
    extension = os.path.abspath(options.extension)
    for check in CHECKS:
        check(extension, report)
    check_shapes(extension, report, options.count)
    print(f"engine on SQLite {sqlite3.sqlite_version}: {report.passed} passed, {report.failed} failed")
    sys.exit(report.failed > 0)


if __name__ == "__main__":
    main()
