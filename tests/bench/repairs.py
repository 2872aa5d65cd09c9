"""How many repairs a second repair_gains judges, on the data of the bench; the target is 20,000 on v1 and v10.

    python3 tests/bench/repairs.py --data build/bench --extension build/boxscore [--names v1 v10]

Timed is the whole statement: reading the tables, matching, finding the repairs, and their gains over ten thresholds. Beside it is a
single evaluation, which is what each repair would cost without the shortcuts. The best of three runs is shown; a missed target is no
failure.
"""

import argparse
import os
import sqlite3
import time

import generate

TARGET = 20_000


def timed(database, sql):
    """Its row, and the shortest time of three."""
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        row = database.execute(sql).fetchone()
        best = min(best, time.perf_counter() - started)
    return row, best


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--extension", required=True)
    parser.add_argument("--names", nargs="+", default=["v1", "v10"])
    arguments = parser.parse_args()
    os.makedirs(arguments.data, exist_ok=True)
    for name in arguments.names:
        path = generate.write_workload(arguments.data, name, False)[0]
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        database.enable_load_extension(True)
        database.load_extension(arguments.extension)
        _, one = timed(database, "SELECT count(*) FROM ap_by_class WHERE iou_threshold = '0.50:0.95'")
        for threads in (1, 0):
            (count, _), took = timed(
                database, "SELECT count(*), sum(map_gain) FROM repair_gains"
                f" WHERE iou_threshold = '0.50:0.95' AND threads = {threads}")
            rate = count / took
            print(f"{name}, {'one thread' if threads else 'all threads'}: {count:,} repairs in {took:.2f} s, {rate:,.0f} a second"
                  f" (target {TARGET:,}: {'met' if rate >= TARGET else 'missed'}); one evaluation takes {1000 * one:.0f} ms")


if __name__ == "__main__":
    main()
