"""Makes an HTML report: figures, charts, what the mistakes depend on, and pictures of the worst ones.

LABELS and PREDICTIONS are as in `boxscore eval`. With --images, the pictures show the images, and their brightness, contrast and
so on are measured; that takes most of the time. The page is one file that needs no network.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

from ..session import Error, Session
from . import sources
from .progress import Progress

NAME = "report"
SUMMARY = "make an HTML report with charts and pictures"
SETTINGS = ("title", "labels", "predictions", "images", "quality_metrics", "model", "iou_threshold", "iou_type", "samples")
BATCHES = 100
METRICS = "INSERT OR REPLACE INTO quality_metrics SELECT level, item_id, metric, value FROM "


def arguments(parser: argparse.ArgumentParser) -> None:
    sources.arguments(parser)
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the HTML file to write")
    parser.add_argument("--title", help="the title of the page")
    parser.add_argument("--iou-type", help="what is compared, as in eval")
    parser.add_argument("--iou-threshold", type=float, metavar="T", help="the threshold of the mistakes and pictures (default: 0.5)")
    parser.add_argument("--model", help="if there are several: the one that the page is about")
    parser.add_argument("--samples", type=int, metavar="N", help="about how many pictures of each outcome (default: 50)")
    parser.add_argument("--no-metrics", action="store_true", help="measure nothing: faster, without the parts on metrics")


def _images_with_data(session: Session, folder: str) -> None:
    """A view over the images whose column data is the file in the folder; what is missing is drawn as a grey canvas."""
    columns = {row[1] for row in session.rows("PRAGMA table_info(images)")}
    if "file" not in columns:
        raise Error("--images: the images have no column file, which names the file of each")
    # Files that are named with their folder, as image_files lists them, stand for themselves.
    literal = "'" + os.path.join(folder, "").replace("'", "''") + "'"
    path = f"iif(substr(file, 1, {len(os.path.join(folder, ''))}) = {literal}, file, {literal} || file)"
    session.script("CREATE TEMP VIEW images_with_data AS SELECT id, width, height, file,"
                   f" read_file({path}, NULL) AS data FROM main.images")


def _measure_images(session: Session, progress: Progress) -> None:
    """All images in batches, so that the terminal shows how far it is; images that cannot be read are left out."""
    ids = [row[0] for row in session.rows("SELECT id FROM images ORDER BY id")]
    session.script("CREATE TEMP TABLE batch(id PRIMARY KEY);"
                   "CREATE INDEX IF NOT EXISTS labels_of_image ON labels(image_id);"
                   "CREATE INDEX IF NOT EXISTS predictions_of_image ON predictions(image_id);"
                   "CREATE TEMP VIEW batch_images AS SELECT * FROM images_with_data WHERE id IN (SELECT id FROM batch);"
                   "CREATE TEMP VIEW batch_labels AS SELECT * FROM labels WHERE image_id IN (SELECT id FROM batch);"
                   "CREATE TEMP VIEW batch_predictions AS SELECT * FROM predictions WHERE image_id IN (SELECT id FROM batch)")
    size = max(1, -(-len(ids) // BATCHES))
    progress.step("measuring images", len(ids))
    for start in range(0, len(ids), size):
        part = ids[start:start + size]
        session.rows("DELETE FROM batch")
        session.insert("INSERT INTO batch VALUES (?)", [(i,) for i in part])
        session.rows(METRICS + "image_metrics('batch_images', 'batch_labels', 'batch_predictions')"
                     " WHERE on_error = 'report' AND error IS NULL")
        progress.advance(len(part))


def measure(session: Session, pixels: bool, progress: Progress) -> None:
    session.script("CREATE TABLE IF NOT EXISTS quality_metrics(level TEXT, item_id INT, metric TEXT, value REAL,"
                   " PRIMARY KEY (level, metric, item_id)) WITHOUT ROWID")
    progress.step("measuring objects")
    session.rows(METRICS + "object_metrics")
    if pixels:
        _measure_images(session, progress)


def run(options: argparse.Namespace) -> int:
    session = Session()
    with Progress(options.quiet) as progress:
        reader = sources.Reader(session, options, progress)
        reader.read_both()
        settings: dict[str, Any] = dict.fromkeys(SETTINGS)
        for name in ("title", "model", "iou_threshold", "iou_type", "samples"):
            settings[name] = getattr(options, name)
        if options.images and not os.path.isdir(options.images):
            raise Error(f"--images: no such directory: {options.images}")
        pixels = bool(options.images) and reader.has("images")
        if pixels:
            _images_with_data(session, options.images)
            settings["images"] = "images_with_data"
        if not options.no_metrics:
            measure(session, pixels, progress)
        progress.step("writing the report")
        page = session.value(session.value("SELECT boxscore_sql('report')"), settings)
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(page)
    print(f"{options.output}: {len(page.encode()) // 1000} kB")
    return 0
