"""How fast the quality metrics are analysed: beside scikit-learn, pandas, and a bare sort, on the same rows.

    python tests/bench/importance.py --data build/bench --extension build/boxscore [--name v10]

The data are those of the bench with 20 metrics of each prediction and label, half of them continuous, half with many equal
values. Ours is the whole statement: reading predictions, labels and metrics, matching, computing. scikit-learn gets the
rows as arrays. The best of some runs is shown, and the targets beside the figures; a missed one is no failure.
"""

import argparse
import math
import os
import sqlite3
import time

import numpy as np
import pandas as pd
from sklearn.feature_selection import mutual_info_classif

import generate

METRICS = 20


def values(rng, m, n):
    """Half of the metrics are continuous, a quarter has three decimals, a quarter are counts."""
    if m % 2 == 0:
        return rng.normal(size=n)
    return np.round(rng.random(n), 3) if m % 4 == 1 else rng.poisson(3 + m, n).astype(float)


def make(folder, name):
    """The database of the bench's data with metrics, made where it is missing."""
    path = os.path.join(folder, name + "_metrics.db")
    if os.path.exists(path):
        return path
    source = generate.write_workload(folder, name, False)[0]
    partial = path + ".partial"
    if os.path.exists(partial):
        os.remove(partial)
    db, rng = sqlite3.connect(partial), np.random.default_rng(1)
    db.execute("ATTACH ? AS plain", [source])
    for table in ("labels", "predictions"):
        db.execute(f"CREATE TABLE {table} AS SELECT * FROM plain.{table}")
    db.execute("CREATE TABLE quality_metrics(level TEXT, item_id INTEGER, metric TEXT, value REAL,"
               " PRIMARY KEY (level, metric, item_id)) WITHOUT ROWID")
    for level in ("label", "prediction"):
        ids = [row[0] for row in db.execute(f"SELECT id FROM {level}s ORDER BY id")]
        for m in range(METRICS):
            rows = zip([level] * len(ids), ids, [f"metric {m:02d}"] * len(ids), values(rng, m, len(ids)).tolist())
            db.executemany("INSERT INTO quality_metrics VALUES (?, ?, ?, ?)", rows)
    db.commit()
    db.execute("DETACH plain")
    db.close()
    os.replace(partial, path)
    return path


def best(work, runs):
    """(seconds, processor seconds) of the quickest of some runs."""
    times = []
    for _ in range(runs):
        start, processor = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - start, time.process_time() - processor))
    return min(times)


def show(what, seconds, note=""):
    print(f"  {what:<58} {seconds[0]:8.3f} s {seconds[1]:8.3f} s processor  {note}")


def arrays(db):
    """The rows of the predictions as scikit-learn wants them: a matrix of the metrics, and the outcomes."""
    outcome = pd.DataFrame(db.execute("SELECT prediction_id, outcome = 'TP' FROM match_outcomes WHERE outcome IN ('TP', 'FP')"),
                           columns=["id", "tp"]).set_index("id").sort_index()
    columns = [pd.Series(dict(db.execute("SELECT item_id, value FROM quality_metrics WHERE level = 'prediction' AND metric = ?",
                                         [f"metric {m:02d}"])))[outcome.index].to_numpy() for m in range(METRICS)]
    return np.column_stack(columns), outcome["tp"].to_numpy()


def bench_importance(db, x, tp, runs):
    print(f"importance of {x.shape[1]} metrics over {x.shape[0]:,} predictions, of which {tp.sum():,} true")
    query = "SELECT metric, importance FROM metric_importance WHERE threads = ?"
    ours = [best(lambda: db.execute(query, [threads]).fetchall(), runs) for threads in (1, 0)]
    reading = best(lambda: db.execute("SELECT count(*) FROM metric_values").fetchall(), runs)
    theirs = best(lambda: mutual_info_classif(x, tp, n_neighbors=3, discrete_features=False, random_state=1), 1)
    show("scikit-learn, mutual_info_classif, from arrays", theirs)
    show("metric_importance, one thread", ours[0], f"{theirs[1] / ours[0][1]:.0f} times as fast, by processor time")
    show("metric_importance", ours[1], f"{theirs[0] / ours[1][0]:.0f} times as fast (target: 20)")
    show("of that, reading and checking the metrics", reading)


def bench_growth(db, x, tp, runs):
    print("growth of one importance: nanoseconds for each n log2 n")
    db.execute("CREATE TEMP TABLE pairs(x, tp)")
    for halvings in range(4, -1, -1):
        n = len(tp) >> halvings
        db.execute("DELETE FROM pairs")
        db.executemany("INSERT INTO pairs VALUES (?, ?)", zip(x[:n, 0].tolist(), tp[:n].tolist()))
        scan = best(lambda: db.execute("SELECT max(x), max(tp) FROM pairs").fetchall(), runs)
        ours = best(lambda: db.execute("SELECT importance(x, tp) FROM pairs").fetchall(), runs)
        show(f"n = {n:,}", ours, f"{(ours[1] - scan[1]) * 1e9 / (n * math.log2(n)):.2f} ns, less a scan")


def bench_bins(db, x, tp, runs):
    count = db.execute("SELECT count(*) FROM quality_metrics").fetchone()[0]
    print(f"performance by metric: {METRICS} metrics, {count:,} values of predictions and labels")
    sort = "SELECT metric, value FROM quality_metrics ORDER BY level, metric, value LIMIT 1 OFFSET ?"
    sorting = best(lambda: db.execute(sort, [count - 1]).fetchall(), 1)
    ours = best(lambda: db.execute("SELECT sum(n) FROM performance_by_metric").fetchall(), runs)

    def cut():
        for m in range(METRICS):
            pd.Series(tp).groupby(pd.qcut(x[:, m], 50, labels=False, duplicates="drop")).mean()

    show("a sort of the same rows, in SQL", sorting)
    show("pandas, qcut and groupby of the predictions, from arrays", best(cut, 1))
    show("performance_by_metric", ours, f"{ours[0] / sorting[0]:.2f} of the sort (target: 1)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--extension", required=True)
    parser.add_argument("--name", default="v10")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    os.makedirs(options.data, exist_ok=True)
    db = sqlite3.connect(make(options.data, options.name))
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    x, tp = arrays(db)
    bench_importance(db, x, tp, options.runs)
    bench_growth(db, x, tp, options.runs)
    bench_bins(db, x, tp, options.runs)


if __name__ == "__main__":
    main()
