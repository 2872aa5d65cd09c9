"""How fast weak_slices searches labels and predictions with twenty attributes, three conditions deep.

    python3 tests/bench/weak_slices.py --extension build/boxscore build/bench/v1.db

The attributes are the class and nineteen columns of the images, categories and numbers. In some combinations of them the model misses
half of the labels, so that several slices are found. The whole statement is timed: reading, matching, searching, proving.
"""

import argparse
import random
import sqlite3
import time

TARGET = 1.0
COLUMNS = 19


def make_attributes(db):
    rng = random.Random(1)
    images = [row[0] for row in db.execute("SELECT image_id FROM labels UNION SELECT image_id FROM predictions")]
    db.execute(f"CREATE TEMP TABLE attributes(image_id INTEGER PRIMARY KEY, {', '.join(f'a{i}' for i in range(COLUMNS))})")
    rows = [(image, *(rng.randrange(5) if i % 2 else rng.random() for i in range(COLUMNS))) for image in images]
    db.executemany(f"INSERT INTO attributes VALUES ({', '.join('?' * (COLUMNS + 1))})", rows)
    db.execute("""CREATE TEMP TABLE weak_predictions AS SELECT p.* FROM predictions AS p JOIN attributes AS a USING (image_id)
        WHERE NOT (p.id % 2 AND (a1 = 2 AND a3 = 1 OR a5 = 0 AND a4 < 0.2 OR a7 = 3 AND a9 = 4 OR a0 > 0.8 AND a2 > 0.8))""")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("database")
    options = parser.parse_args()
    db = sqlite3.connect(options.database)
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    make_attributes(db)
    for threads in (1, 0):
        best = processor = float("inf")
        for _ in range(options.runs):
            started, before = time.perf_counter(), time.process_time()
            rows = db.execute("SELECT confirmed, map_without FROM weak_slices('attributes', 'labels', 'weak_predictions') WHERE threads = ?",
                              (threads,)).fetchall()
            best = min(best, time.perf_counter() - started)
            processor = min(processor, time.process_time() - before)
        print(f"threads {threads}: {best:.2f} s, {processor:.2f} s of processor time (target {TARGET:.0f} s): "
              f"{len(rows)} slices, {sum(row[0] for row in rows)} confirmed")


if __name__ == "__main__":
    main()
