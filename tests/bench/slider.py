#!/usr/bin/env python3
"""Second queries: a threshold, an area range, a class, an image, after a first query on the same connection; and views of a screen.

    tests/bench/slider.py --extension build/boxscore build/bench [--runs 5] [--only TEXT]

The first part moves a slider on v10 (367,810 predictions). The second asks for views and charts on data of the size of VOC2007
(101,078 predictions) with quality metrics, each on a new connection. Shown are the best time of the runs, the processor time with
all threads, and the target.
"""
import argparse
import json
import os
import sqlite3
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate  # noqa: E402

FIRST = "SELECT count(*), sum(ap) FROM ap_by_class"
SLIDER = (  # a second query, and milliseconds that it may take
    ("another threshold", "SELECT count(*), sum(ap) FROM ap_by_class WHERE iou_threshold = {threshold}", 20),
    ("another area range", "SELECT count(*), sum(ap) FROM ap_by_class WHERE area_range = '{low}-9000'", 20),
    ("a list of classes", "SELECT count(*), sum(ap) FROM ap_by_class WHERE classes = '[\"class 01\", \"class {two}\"]'", 20),
    ("a score threshold", "SELECT count(*), sum(ap) FROM ap_by_class WHERE score_threshold = {threshold}", 20),
    ("outcomes of an image", "SELECT count(*), sum(score) FROM match_outcomes WHERE image_id = {image} AND iou_threshold = {threshold}", 40),
    ("outcomes of a class", "SELECT count(*), sum(score) FROM match_outcomes WHERE class = 'class {two}' AND iou_threshold = {threshold}", 40),
    ("all outcomes", "SELECT outcome, count(*) FROM match_outcomes WHERE iou_threshold = {threshold} GROUP BY 1", None),
    ("the twelve figures", "SELECT sum(value) FROM coco_summary WHERE detection_limits = '[1,10,{limit}]'", None),
)
METRICS = """
CREATE TABLE quality_metrics(level TEXT, item_id INTEGER, metric TEXT, value REAL, PRIMARY KEY (level, item_id, metric)) WITHOUT ROWID;
INSERT INTO quality_metrics SELECT level, item_id, metric, value FROM image_metrics WHERE metric IN ('object_count', 'width', 'random');
INSERT INTO quality_metrics SELECT level, item_id, metric, value FROM object_metrics
WHERE metric IN ('area_absolute', 'object_aspect_ratio', 'random');
"""
VIEWS = (
    "SELECT count(*), sum(value) FROM samples_by_metric",
    "SELECT count(*), sum(value) FROM samples_by_metric WHERE metric = 'area_absolute' AND outcome = 'FP'",
    "SELECT * FROM samples_by_metric WHERE metric = 'object_aspect_ratio' ORDER BY value DESC LIMIT 50",
    "SELECT count(*) FROM true_positives",
    "SELECT * FROM false_positives ORDER BY score DESC LIMIT 50",
    "SELECT * FROM false_negatives LIMIT 50",
    "SELECT count(*) FROM confusions",
    "SELECT * FROM images_ranked LIMIT 50",
    "SELECT count(*) FROM class_balance",
    "SELECT * FROM likely_missing_labels LIMIT 50",
    "SELECT * FROM likely_wrong_classes LIMIT 50",
)


def database_of(folder, name):
    path = os.path.join(folder, f"{name}.db")
    if not os.path.exists(path):
        os.makedirs(folder, exist_ok=True)
        generate.write_workload(folder, name, False)
    return path


def connect(extension, path):
    database = sqlite3.connect(path, isolation_level=None)
    database.enable_load_extension(True)
    database.load_extension(extension)
    return database


def script(database, name):
    database.executescript(database.execute("SELECT boxscore_sql(?)", (name,)).fetchone()[0])


def timed(work):
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def show(what, times, target):
    wall, processor = min(time for time, _ in times), min(time for _, time in times)
    good = target is None or wall <= target
    aim = "" if target is None else f"{target:>6} ms  {'reached' if good else 'MISSED'}"
    print(f"{what:<78}{wall:>8.1f} ms {processor:>8.1f} ms {aim}", flush=True)
    return good


def slider(options):
    path = database_of(options.folder, "v10")
    print(f"{'v10, after a first ap_by_class':<78}{'best':>8}    {'processor':>8}    target")
    database = connect(options.extension, path)
    good = show("the first query", [timed(lambda: database.execute(FIRST).fetchall())], None)
    for what, sql, target in SLIDER:
        times = []
        for run in range(options.runs):
            values = {"threshold": 0.3 + run / 50, "low": 100 + run, "two": f"{10 + run}", "image": 139 + run, "limit": 100 + run}
            times.append(timed(lambda: database.execute(sql.format(**values)).fetchall()))
        good = show(what, times, target) and good
    debug = json.loads(database.execute("SELECT boxscore_debug()").fetchone()[0])
    print(f"kept: {debug['cache_bytes']:,} bytes; {debug['cache_hits']} hits, {debug['cache_misses']} misses")
    return good


def with_metrics(options):
    source, path = database_of(options.folder, "voc"), os.path.join(options.folder, "voc_metrics.db")
    if not os.path.exists(path):
        database = connect(options.extension, source)
        database.execute("VACUUM INTO ?", (path + ".new",))
        database.close()
        database = connect(options.extension, path + ".new")
        database.executescript(METRICS)
        database.close()
        os.replace(path + ".new", path)
    return path


def views(options):
    path = with_metrics(options)
    print(f"\n{'voc, each on a new connection':<78}{'best':>8}    {'processor':>8}    target")
    database = connect(options.extension, path)
    for name in ("temp_reports", "temp_charts"):
        script(database, name)
    charts = [f"SELECT * FROM {row[0]}" for row in database.execute(
        "SELECT name FROM temp.sqlite_schema WHERE name LIKE 'chart\\_%' ESCAPE '\\' AND name <> 'chart_model_comparison' ORDER BY name")]
    good = True
    for sql in (*VIEWS, *charts):
        if options.only and options.only not in sql:
            continue
        times = []
        for _ in range(min(3, options.runs)):
            database = connect(options.extension, path)
            for name in ("temp_reports", "temp_charts"):
                script(database, name)
            times.append(timed(lambda: database.execute(sql).fetchall()))
        good = show(sql, times, 1000) and good
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", help="views whose SQL has this text, and no slider")
    parser.add_argument("folder")
    options = parser.parse_args()
    good = options.only is not None or slider(options)
    good = views(options) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
