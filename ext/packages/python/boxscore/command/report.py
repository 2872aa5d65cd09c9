"""Makes an HTML report: figures, charts, what the mistakes depend on, and pictures of the worst ones.

LABELS and PREDICTIONS are as in `boxscore eval`. With --images, the pictures show the images, and their brightness, contrast and
so on are measured; that takes most of the time. The page is one file that needs no network.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from typing import Any

from .. import doubts
from ..frames import quoted
from ..session import Error, Session
from . import advice, sources
from .outputs import Outputs
from .progress import Progress

NAME = "report"
SUMMARY = "make an HTML report with charts and pictures"
SETTINGS = ("title", "model", "iou_threshold", "score_threshold", "iou_type", "samples")
BATCHES = 100
# Those of object_metrics; polygon_similarity is another, of objects with tracks.
OBJECT_METRICS = ("area_absolute", "area_relative", "border_proximity", "confidence", "duplicate_iou", "object_aspect_ratio", "random",
                  "shape_outlier")
NO_SIZES = re.compile(r"(\w+) requires the sizes of images: ")
METRICS = "INSERT OR REPLACE INTO quality_metrics SELECT level, item_id, metric, value FROM "


def arguments(parser: argparse.ArgumentParser) -> None:
    sources.arguments(parser)
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the HTML file to write")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument("--title", help="the title of the page")
    parser.add_argument("--iou-type", help="what is compared, as in eval")
    parser.add_argument("--iou-threshold", type=float, metavar="T", help="of counts and pictures (default: 0.5)")
    parser.add_argument("--score-threshold", type=float, metavar="S", help="counts and pictures include predictions from this score on"
                        " (default: the threshold with the best mean F1)")
    parser.add_argument("--model", help="if there are several: the one that the page is about")
    parser.add_argument("--samples", type=int, metavar="N", help="about how many pictures of each outcome (default: 50)")
    parser.add_argument("--no-metrics", action="store_true", help="measure nothing: faster, without the parts on metrics")


def _image_paths(folder: str, images: list[tuple[Any, str | None]]) -> list[tuple[Any, str]]:
    """The file of each image in the folder: by its name, with or without its own folders, or by its id."""
    listed = {os.path.splitext(name)[0]: name for name in sorted(os.listdir(folder), reverse=True)}
    found = []
    for i, file in images:
        names = [file, os.path.basename(file)] if file else [str(i), listed.get(str(i), "")]
        path = next((os.path.join(folder, name) for name in names if name and os.path.isfile(os.path.join(folder, name))), None)
        if path:
            found.append((i, path))
    return found


def _images_with_data(session: Session, folder: str, progress: Progress) -> None:
    """A view over the images whose column data is the file in the folder; what is missing is drawn as a grey canvas."""
    names = [row[1] for row in session.rows("PRAGMA table_info(images)")]
    images = session.rows(f"SELECT id, {'file' if 'file' in names else 'NULL'} FROM images")
    paths = _image_paths(folder, images)
    with_file = {i for i, _ in paths}
    evaluated = [row[0] for row in session.rows("SELECT image_id FROM labels UNION SELECT image_id FROM predictions")]
    missing = [i for i in dict.fromkeys([i for i, _ in images] + evaluated) if i not in with_file]
    if missing:
        file = dict(images).get(missing[0]) or f"image {missing[0]}"
        progress.note(f"{len(missing)} of {len(with_file) + len(missing)} images not found in {folder}, such as {file}")
    session.script("CREATE TEMP TABLE image_paths(id PRIMARY KEY, path)")
    session.insert("INSERT OR IGNORE INTO image_paths VALUES (?, ?)", paths)
    columns = ", ".join(f"i.{quoted(name)}" for name in names if name != "data")
    session.script(f"CREATE TEMP VIEW images_with_data AS SELECT {columns}, read_file(p.path, NULL) AS data FROM main.images AS i"
                   " LEFT JOIN image_paths AS p ON p.id = i.id")


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


def _measure_objects(session: Session, progress: Progress, how: str) -> None:
    """All metrics of objects, without those that require the sizes of images where they are not known."""
    tracked = any({"track_id", "frame"} <= set(doubts.columns(session, table)) for table in doubts.TABLES)
    metrics, left = list(OBJECT_METRICS) + (["polygon_similarity"] if tracked else []), []
    while True:
        try:
            session.rows(METRICS + "object_metrics WHERE metrics IS ?", [json.dumps(metrics) if left else None])
            break
        except Error as error:
            lacking = NO_SIZES.search(str(error))
            if not lacking or lacking.group(1) not in metrics:
                raise
            metrics.remove(lacking.group(1))
            left.append(lacking.group(1))
    if left:
        progress.note(f"the report is without {' and '.join(left)}, which require the sizes of the images: {how}")


def measure(session: Session, pixels: bool, progress: Progress, how: str) -> None:
    session.script("CREATE TABLE IF NOT EXISTS quality_metrics(level TEXT, item_id INT, metric TEXT, value REAL,"
                   " PRIMARY KEY (level, metric, item_id)) WITHOUT ROWID")
    progress.step("measuring objects")
    _measure_objects(session, progress, how)
    if pixels:
        _measure_images(session, progress)


def page(session: Session, reader: sources.Reader, options: argparse.Namespace, progress: Progress) -> str:
    settings: dict[str, Any] = {name: getattr(options, name) for name in SETTINGS}
    if options.images:
        _images_with_data(session, options.images, progress)
        settings["images"] = "images_with_data"
    if not options.no_metrics:
        measure(session, bool(options.images), progress, advice.sizes(reader.format))
    progress.step("writing the report")
    session.script("CREATE TEMP TABLE report_settings(name, value)")
    session.insert("INSERT INTO report_settings VALUES (?, ?)", settings.items())
    session.script(session.value("SELECT boxscore_sql('report')"))
    return session.value("SELECT html FROM report_page")


def run(options: argparse.Namespace) -> int:
    session = Session()
    with Progress(options.quiet) as progress:
        reader = sources.Reader(session, options, progress)
        with Outputs(options.force, reader.inputs()) as outputs:
            outputs.check_parents(options.output)
            outputs.check(options.output)
            reader.read_both()
            outputs.add_inputs(reader.inputs())
            outputs.check(options.output)
            reader.ask(lambda: session.rows("SELECT count(*) FROM ap_by_class WHERE iou_type IS ?", [options.iou_type]))
            text = page(session, reader, options, progress)
            with outputs.open(options.output) as file:
                file.write(text)
    print(f"{options.output}: {len(text.encode()) // 1000} kB")
    return 0
