#!/usr/bin/env python3
"""The report of 5,000 images and 36,781 predictions: its size, and its time beside that of its queries.

    tests/bench/report.py --extension build/boxscore build/bench/v1.db

The images are drawn here: coloured noise with the labelled boxes filled, as PNG files of 640 x 480 and 480 x 640 pixels. The queries are
the evaluations of sql/report.sql, and as many pictures without their drawings.
"""
import argparse
import os
import random
import sqlite3
import statistics
import struct
import sys
import time
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "report"))
from report import make  # noqa: E402

# The evaluations behind the page, with nothing drawn or written.
QUERIES = [
    "SELECT count(*) FROM coco_summary",
    "SELECT count(*) FROM ap_by_class WHERE iou_threshold IN (SELECT iou_threshold FROM coco_thresholds)",
    "SELECT count(*) FROM pr_curve WHERE iou_threshold IN (SELECT iou_threshold FROM coco_thresholds)",
    "SELECT sum(tp) FROM operating_points WHERE iou_threshold IN (SELECT iou_threshold FROM coco_thresholds)",
    "SELECT class, iou_threshold, reason, CAST(score * 20 AS INTEGER), count(*) FROM match_outcomes"
    " WHERE iou_threshold IN (SELECT iou_threshold FROM coco_thresholds) AND outcome = 'FP' AND reason IN ('low_iou', 'duplicate') GROUP BY 1, 2, 3, 4",
    "SELECT sum(count) FROM confusion_matrix WHERE score_threshold IN ({scores})",
    "SELECT sum(count) FROM confusion_matrix WHERE score_threshold = 0.5 AND iou_threshold IN (SELECT iou_threshold FROM coco_thresholds)",
    "SELECT count(*) FROM bootstrap_ap", "SELECT count(*) FROM bootstrap_ap WHERE iou_threshold = '0.50:0.95'",
    "SELECT count(*) FROM metric_importance WHERE score_threshold = 0.5",
    "SELECT count(*) FROM metric_importance WHERE score_threshold = 0.5 AND classes IN (SELECT json_array(class) FROM labels GROUP BY class"
    " ORDER BY count(*) DESC LIMIT 30)",
    "SELECT sum(n), max(value) FROM performance_by_metric WHERE metrics = '[{metrics}]' AND bins = 20 AND by_class = 1 AND score_threshold IN ({scores_by_tenths})",
    "SELECT sum(n), max(value) FROM performance_by_metric WHERE metrics = '[{metrics}]' AND bins = 20 AND by_class = 1 AND score_threshold = 0.5"
    " AND iou_threshold IN (SELECT iou_threshold FROM coco_thresholds)",
    "SELECT count(*) FROM performance_by_metric WHERE bins = 20 AND by_class = 1 AND score_threshold = 0.5",
    "SELECT count(*) FROM error_types", "SELECT count(*) FROM calibration WHERE iou_threshold IN (SELECT iou_threshold FROM coco_thresholds)",
    "SELECT count(*) FROM weak_slices('images') WHERE score_threshold = 0.5", "SELECT count(*) FROM repair_gains WHERE least_suspicion = 0.2",
    "SELECT issue, count(*), min(detail) FROM dataset_issues GROUP BY 1",
    "SELECT outcome, count(*), max(explanation) FROM match_outcomes WHERE score_threshold = 0.5 GROUP BY 1",
    "SELECT count(*), sum(length(geometry)) FROM evaluated_objects WHERE kind = 'label' OR score >= 0.05",
    "SELECT metric, sum(value) FROM metric_values WHERE metrics = '[{metrics}]' GROUP BY metric",
    "SELECT sum(length(picture_crop(data, width, height, NULL, '[50,50,100,100]', 150))), sum(length(picture_crop(data, width, height, NULL, NULL, 120)))"
    " FROM images WHERE id IN (SELECT id FROM images LIMIT 250)",
]
SCORES, TENTHS = (", ".join(str(k / 20) for k in range(0, 20, step)) for step in (1, 2))
METRICS = ", ".join(f'"{name}"' for name in ("confidence", "area_relative", "brightness", "contrast", "sharpness", "red"))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, boxes, dice):
    """A palette image: blocks of noise, and a colour for each box."""
    rows = []
    for y in range(0, height, 20):
        block = b"".join(bytes([dice.randrange(200)]) * 20 for _ in range(width // 20))
        rows += [bytearray(block[:width].ljust(width, b"\0")) for _ in range(min(20, height - y))]
    for x, y, w, h, colour in boxes:
        left, right = max(0, int(x)), min(width, int(x + w))
        for row in rows[max(0, int(y)):min(height, int(y + h))]:
            row[left:right] = bytes([colour]) * (right - left)
    palette = bytes(dice.randrange(256) for _ in range(768))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)) + chunk(b"PLTE", palette) +
            chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 1)) + chunk(b"IEND", b""))


def draw(db):
    dice = random.Random(1)
    boxes = {}
    for image, *box in db.execute("SELECT image_id, x, y, width, height FROM labels ORDER BY id"):
        boxes.setdefault(image, []).append((*box, 200 + dice.randrange(56)))
    db.execute("ALTER TABLE images ADD COLUMN data BLOB")
    for image, width, height in db.execute("SELECT id, width, height FROM images ORDER BY id").fetchall():
        db.execute("UPDATE images SET data = ? WHERE id = ?", (png(width, height, boxes.get(image, []), dice), image))


def connect(extension, path):
    db = sqlite3.connect(path)
    db.enable_load_extension(True)
    db.load_extension(extension)
    return db


def prepare(extension, source, path):
    if os.path.exists(path):
        return
    part = path + ".part"
    for name in (part, part + "-journal"):
        if os.path.exists(name):
            os.remove(name)
    db = connect(extension, part)
    db.executescript(db.execute("SELECT boxscore_sql('schema')").fetchone()[0])
    db.execute("ATTACH ? AS source", (source,))
    for table in ("images", "labels", "predictions"):
        columns = ", ".join(row[1] for row in db.execute(f"PRAGMA source.table_info({table})"))
        db.execute(f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM source.{table}")
    db.commit()
    db.execute("DETACH source")
    draw(db)
    db.commit()
    db.executescript(db.execute("SELECT boxscore_sql('quality')").fetchone()[0])
    db.close()
    os.rename(part, path)


def seconds(work):
    before = time.process_time()
    answer = work()
    return time.process_time() - before, answer


def ask(db):
    for query in QUERIES:
        db.execute(query.format(scores=SCORES, scores_by_tenths=TENTHS, metrics=METRICS)).fetchall()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", default="build/boxscore")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("database")
    options = parser.parse_args()
    path = os.path.splitext(options.database)[0] + "_pictures.db"
    prepare(options.extension, options.database, path)
    db = connect(options.extension, path)
    ours, theirs, size = [], [], 0
    for _ in range(options.runs):
        theirs.append(seconds(lambda: ask(db))[0])
        took, page = seconds(lambda: make(db))
        ours.append(took)
        size = len(page.encode())
    images, predictions = db.execute("SELECT (SELECT count(*) FROM images), (SELECT count(*) FROM predictions)").fetchone()
    report, query = statistics.median(ours), statistics.median(theirs)
    print(f"report of {images:,} images and {predictions:,} predictions: {size / 1e6:.2f} MB; {report:.2f} s of processor time, its queries "
          f"{query:.2f} s: {report / query:.2f} times")


if __name__ == "__main__":
    main()
