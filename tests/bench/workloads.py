"""What the bench measures on which data: the queries of ours, the files of the peers, the targets.

A workload makes its data where they are missing. Its jobs are runs of ours, each a statement on a database; its races
are runs of peers, each a peer and a file of predictions. Jobs and races with the same `figures` must have the same
twelve figures.
"""

import dataclasses
import os
import sqlite3
import subprocess
import sys

import generate
import generate_shapes

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

PEERS = ("pycocotools", "faster-coco-eval", "vernier", "hotcoco", "ultrafast-pycocotools")
NAMES = list(generate.WORKLOADS) + list(generate_shapes.WORKLOADS)

SUMMARY = "SELECT metric, printf('%!.17g', value) FROM coco_summary"
AP_BY_CLASS = "SELECT count(*), avg(ap), avg(ar) FROM ap_by_class"
MATCH_OUTCOMES = "SELECT outcome, count(*), sum(iou) FROM match_outcomes GROUP BY outcome"


@dataclasses.dataclass
class Job:
    database: str
    sql: str
    figures: str = ""  # which twelve figures its rows are
    bytes: int = 0  # it may take 4 MB and these for each object; 0: no limit is set
    more_bytes: int = 0  # and these


@dataclasses.dataclass
class Race:
    peer: str
    labels: str
    predictions: str
    kind: str  # as peers call it: bbox, segm
    figures: str


@dataclasses.dataclass
class Target:
    text: str
    job: str
    against: str
    limit: float


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def make_database(path, source, script):
    """A database made from the tables of another, which the script finds in the schema `plain`."""
    if os.path.exists(path):
        return
    partial = path + ".partial"
    if os.path.exists(partial):
        os.remove(partial)
    database = sqlite3.connect(partial)
    database.execute("ATTACH ? AS plain", [source])
    database.executescript(script)
    database.commit()
    database.close()
    os.replace(partial, path)


def file_views(labels, predictions, images):
    """TEMP views over the files, under the names of the tables."""
    view = "CREATE TEMP VIEW {} AS SELECT * FROM coco_{}({});"
    return (
        (view.format("images", "images", quoted(labels)) if images else "")
        + view.format("labels", "labels", quoted(labels))
        + view.format("predictions", "predictions", f"{quoted(predictions)}, {quoted(labels)}")
    )


class Workload:
    """What both kinds have: `count` is images, labels, predictions."""

    def __init__(self, folder, name, count):
        stem = os.path.join(folder, name)
        self.name, self.stem = name, stem
        self.database, self.labels, self.predictions = stem + ".db", stem + "_labels.json", stem + "_predictions.json"
        self.images, self.label_count, self.prediction_count = count
        self.objects = self.label_count + self.prediction_count

    def title(self):
        return (
            f"{self.name}: {self.images:,} images, {self.label_count:,} labels, "
            f"{self.prediction_count:,} predictions"
        )


BOX_SCAN = "SELECT sum(image_id), count(class), sum(x+y+width+height), sum(score) FROM predictions"

TEXT_IDS = """
CREATE TABLE labels AS SELECT printf('label-%08d', id) AS id, printf('COCO_val_%012d.jpg', image_id) AS image_id, class,
  x, y, width, height, area, iscrowd FROM plain.labels;
CREATE TABLE predictions AS SELECT printf('prediction-%08d', id) AS id,
  printf('COCO_val_%012d.jpg', image_id) AS image_id, class, score, x, y, width, height FROM plain.predictions;
"""


class Boxes(Workload):
    """Scored by boxes: the tables as they are, those of sql/schema.sql, and with ids that are TEXT."""

    note, has_boxes = "", True

    def __init__(self, folder, name, full_scores):
        super().__init__(folder, name + ("_full" if full_scores else ""), generate.WORKLOADS[name])
        self.schema_database, self.text_database = self.stem + "_schema.db", self.stem + "_text.db"
        self.text_bytes = self.label_count * 14 + self.prediction_count * 19  # of the ids in TEXT_IDS
        generate.write_workload(folder, name, full_scores)

    def make_more(self, _):
        """The same rows in the tables of sql/schema.sql, with their indexes, as an import leaves them, and TEXT_IDS."""
        with open(os.path.join(ROOT, "sql", "schema.sql")) as file:
            script = file.read()
        plain = sqlite3.connect(self.database)
        for table in ("images", "labels", "predictions"):
            columns = ", ".join(row[1] for row in plain.execute(f"PRAGMA table_info({table})"))
            script += f";INSERT INTO main.{table}({columns}) SELECT {columns} FROM plain.{table}"
        plain.close()
        make_database(self.schema_database, self.database, script)
        make_database(self.text_database, self.database, TEXT_IDS)

    def jobs(self, quick):
        jobs = {
            "scan": Job(self.database, BOX_SCAN),
            "coco_summary": Job(self.database, SUMMARY, "bbox", 100),
            "ap_by_class": Job(self.database, AP_BY_CLASS, bytes=100),
            "match_outcomes": Job(self.database, MATCH_OUTCOMES, bytes=160),
        }
        if not quick:
            files = file_views(self.labels, self.predictions, False) + SUMMARY
            call = f"coco_evaluation({quoted(self.labels)}, {quoted(self.predictions)})"
            jobs |= {
                "scan, schema.sql": Job(self.schema_database, BOX_SCAN),
                "coco_summary, TEXT ids": Job(self.text_database, SUMMARY, "bbox", 100, self.text_bytes),
                "coco_summary, schema.sql": Job(self.schema_database, SUMMARY, "bbox", 100),
                "coco_summary, files": Job(":memory:", files, "bbox"),
                "coco_evaluation": Job(":memory:", SUMMARY.replace("coco_summary", call), "bbox"),
            }
        return jobs

    def races(self):
        return {name: Race(name, self.labels, self.predictions, "bbox", "bbox") for name in PEERS}

    def targets(self, fastest):
        # On small data the start of the process is most of the time, and only the peer counts.
        if self.prediction_count >= 300_000:
            yield Target("coco_summary at most twice the scan", "coco_summary", "scan", 2)
        if fastest:
            yield Target(f"coco_summary at most .4 of the fastest peer ({fastest})", "coco_summary", fastest, 0.4)
            yield Target("from the same files at most .7 of the fastest peer", "coco_summary, files", fastest, 0.7)
            yield Target("the same in one call", "coco_evaluation", fastest, 0.7)


SHAPE_SCAN = """
SELECT sum(image_id), count(class), sum(length(segmentation)), sum(score) FROM predictions;
SELECT sum(image_id), count(class), sum(length(segmentation)) FROM labels;
"""


class Shapes(Workload):
    """Scored by outlines. Only one peer takes results that are polygons; the others get the same as run lengths, made
    beforehand, which spares them from drawing half of the masks, and one wants the boxes of the masks too."""

    has_boxes = False
    note = (
        "Peers take the polygons of the results as run lengths made before (r) or those with boxes (b),\n"
        "  which spares them drawing the masks, or as they are (p). From tables and files, ours draws them."
    )

    def __init__(self, folder, name, _):
        super().__init__(folder, name, generate_shapes.WORKLOADS[name])
        self.run_lengths, self.with_boxes = self.stem + "_run_lengths.json", self.stem + "_run_lengths_boxes.json"
        generate_shapes.write_workload(folder, name)

    def make_more(self, peers):
        if not peers or os.path.exists(self.with_boxes):
            return
        line = [peers, os.path.join(HERE, "run_lengths.py"), self.labels, self.predictions]
        done = subprocess.run(line + [self.run_lengths, self.with_boxes], stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f"no run lengths: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)

    def jobs(self, quick):
        kind = " WHERE iou_type = "
        jobs = {
            "scan": Job(self.database, SHAPE_SCAN),
            "coco_summary": Job(self.database, SUMMARY, "segm"),
            "coco_summary, polygon": Job(self.database, SUMMARY + kind + "'polygon'", "polygon"),
            "coco_summary, boundary": Job(self.database, SUMMARY + kind + "'boundary'", "boundary"),
            "ap_by_class": Job(self.database, AP_BY_CLASS),
            "match_outcomes": Job(self.database, MATCH_OUTCOMES),
        }
        if quick:
            return jobs
        files = {"coco_summary, files": (self.predictions, "segm")}
        if os.path.exists(self.with_boxes):
            files["coco_summary, files (r)"] = (self.run_lengths, "segm")
            files["coco_summary, files (b)"] = (self.with_boxes, "segm, size of the box")
        for name, (path, figures) in files.items():
            segm = SUMMARY + kind + "'segm'"
            jobs[name] = Job(":memory:", file_views(self.labels, path, True) + segm, figures)
        return jobs

    def races(self):
        files = {"p": self.predictions, "r": self.run_lengths, "b": self.with_boxes}
        figures = {"p": "segm", "r": "segm", "b": "segm, size of the box"}
        forms = {name: "r" for name in PEERS} | {"vernier": "b", "hotcoco": "pr"}
        return {
            f"{name} ({form})": Race(name, self.labels, files[form], "segm", figures[form])
            for name, taken in forms.items()
            for form in taken
            if os.path.exists(files[form])
        }

    def targets(self, fastest):
        yield Target("polygons as vectors at most five times as masks", "coco_summary, polygon", "coco_summary", 5)
        if fastest:
            yield Target(f"coco_summary at most half of the fastest peer ({fastest})", "coco_summary", fastest, 0.5)
            yield Target("from files of polygons faster than the fastest peer", "coco_summary, files", fastest, 1)
            yield Target("from files of run lengths too", "coco_summary, files (r)", fastest, 1)


def workload(folder, name, full_scores):
    return (Shapes if name in generate_shapes.WORKLOADS else Boxes)(folder, name, full_scores)
