"""Time and memory as the data grow: in one process, and by states of shards one after another.

    python3 tests/bench/growth.py --extension build/boxscore --work build/bench --millions 1 5 20
    python3 tests/bench/growth.py --extension build/boxscore --work build/bench --shards 100

The first makes a database of so many million predictions in SQL, with 7 labels and 50 predictions an image and 80 classes, and has
coco_summary score it in a process of its own. The second evaluates so many shards of a million predictions, keeps only their states,
and scores one class after the other; memory is that of one shard or one class.
"""

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time

IMAGES = 20_000  # of a million predictions
LABELS, PREDICTIONS = 7, 50  # of an image

# The class of a label: some are frequent, most are rare. Scores have single precision, as those of detectors.
FILL = f"""
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, x REAL, y REAL, width REAL, height REAL);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, score REAL, x REAL, y REAL, width REAL, height REAL);
CREATE TEMP TABLE k AS WITH RECURSIVE n(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM n WHERE k < {PREDICTIONS - 1}) SELECT k FROM n;
CREATE TEMP VIEW label AS SELECT i, k, 'class ' || ((i * 31 + k * 17) % 80 * ((i * 13 + k * 7) % 80) / 80) AS class,
  (i * 37 + k * 91) % 560 AS x, (i * 53 + k * 67) % 400 AS y, 8 + (i * 11 + k * 29) % 160 AS w, 8 + (i * 7 + k * 41) % 120 AS h
FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{images}}) SELECT i FROM n), k;
INSERT INTO labels SELECT i * {PREDICTIONS} + k, i, class, x, y, w, h FROM label WHERE k < {LABELS};
INSERT INTO predictions SELECT i * {PREDICTIONS} + k, i, class,
  ((i * 2654435761 + k * 40503 * k) % 16777213 / 2 + CASE WHEN k < {LABELS} THEN 8388608 ELSE 0 END) / 16777216.0,
  x + (i + k) % 7 * 2, y + (i * 3 + k) % 5, w, h FROM label;
"""


def connect(extension, path):
    database = sqlite3.connect(path, isolation_level=None)
    database.enable_load_extension(True)
    database.load_extension(extension)
    return database


def fill(database, images):
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + FILL.format(images=images) + "COMMIT;")


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def score(options):
    """In a process of its own: seconds and megabytes of one evaluation."""
    database = connect(options.extension, options.score)
    before, start, cpu = peak(), time.monotonic(), time.process_time()
    (value,) = database.execute("SELECT value FROM coco_summary WHERE metric = 'AP'").fetchone()
    print(json.dumps({"ap": value, "seconds": time.monotonic() - start, "cpu": time.process_time() - cpu, "mb": peak() - before}))


def one_process(options):
    print("| million predictions | database, MB | seconds | of the processor | of it, us a prediction | memory, MB | bytes an object |")
    print("|---|---|---|---|---|---|---|")
    for millions in options.millions:
        path = os.path.join(options.work, f"growth_{millions}.db")
        if os.path.exists(path):
            os.remove(path)
        database = sqlite3.connect(path)
        fill(database, millions * IMAGES)
        database.close()
        own = [sys.executable, __file__, "--extension", options.extension, "--work", options.work, "--score", path]
        found = json.loads(subprocess.run(own, stdout=subprocess.PIPE, check=True).stdout)
        labels = millions * LABELS / PREDICTIONS
        print(f"| {millions} | {os.path.getsize(path) / 1e6:.0f} | {found['seconds']:.1f} | {found['cpu']:.1f} |"
              f" {found['cpu'] / millions:.2f} | {found['mb']:.0f} | {found['mb'] * 1048576 / (millions + labels) / 1e6:.0f} |", flush=True)
        os.remove(path)


def by_states(options):
    """All shards have the same objects, of other images."""
    path = os.path.join(options.work, "growth_states.db")
    if os.path.exists(path):
        os.remove(path)
    database = connect(options.extension, path)
    fill(database, IMAGES)
    database.execute("CREATE TEMP TABLE shift(images)")
    database.execute("INSERT INTO shift VALUES (0)")
    for table in "labels", "predictions":
        columns = ", ".join("image_id + (SELECT images FROM shift) AS image_id" if row[1] == "image_id" else row[1]
                            for row in database.execute(f"PRAGMA table_info({table})"))
        database.execute(f"CREATE TEMP VIEW {table}_of_shard AS SELECT {columns} FROM {table}")
    database.execute("CREATE TABLE states(class, state BLOB)")
    start, cpu = time.monotonic(), time.process_time()
    for number in range(options.shards):
        database.execute("UPDATE shift SET images = ?", [number * IMAGES])
        database.execute("INSERT INTO states SELECT class, state FROM evaluation_state('labels_of_shard', 'predictions_of_shard')")
        if number in (0, options.shards // 2, options.shards - 1):
            print(f"{number + 1} million predictions: {time.monotonic() - start:.1f} s, {time.process_time() - cpu:.1f} s of the processor,"
                  f" {peak():.0f} MB", flush=True)
    database.execute("CREATE INDEX states_by_class ON states(class)")
    (size,) = database.execute("SELECT sum(length(state)) FROM states").fetchone()
    print(f"states of {options.shards} million predictions: {size / 1e6:.0f} MB, {size / options.shards / 1e6:.1f} bytes a prediction")
    start, cpu = time.monotonic(), time.process_time()
    rows = []
    for (name,) in database.execute("SELECT DISTINCT class FROM states WHERE class IS NOT NULL").fetchall():
        rows += database.execute("SELECT class, ap FROM ap_by_class_of((SELECT merge_states(state) FROM states WHERE class = ?))"
                                 " WHERE iou_threshold = '0.50:0.95'", [name]).fetchall()
    print(f"{len(rows)} classes scored one after the other: {time.monotonic() - start:.1f} s, {time.process_time() - cpu:.1f} s of the"
          f" processor, {peak():.0f} MB,"
          f" mean AP {sum(ap for _, ap in rows) / len(rows):.6f}")
    (value,) = database.execute("SELECT value FROM coco_summary WHERE metric = 'AP'").fetchone()
    print(f"AP of one shard: {value:.6f}")
    database.close()
    os.remove(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--millions", type=int, nargs="+")
    parser.add_argument("--shards", type=int)
    parser.add_argument("--score")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    if options.score:
        score(options)
    elif options.shards:
        by_states(options)
    else:
        one_process(options)


if __name__ == "__main__":
    main()
