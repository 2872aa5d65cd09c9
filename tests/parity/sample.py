"""Checks a real sample of COCO: the SHA-256 of pycocotools' arrays and its figures, as the folder gives them.

    python3 tests/parity/sample.py --extension build/boxscore [--all] [FOLDER]

The folder holds instances_val2014_100.json, instances_val2014_fakebbox100_results.json, the same with segm, and
expected_pycocotools.json, expected_bboxresults_as_segm.json, expected_boundary.json. Without a folder the check is skipped,
with a note. Standard library only.
"""

import argparse
import json
import os
import sys

import arrays
import datasets
import sqlside


def grid(low, high, count):
    """numpy.linspace."""
    step = (high - low) / (count - 1)
    return [i * step + low for i in range(count - 1)] + [high]


def make_views(database, where="1", class_="class", id_="id", category="category_id"):
    for table, score in (("labels", "area, iscrowd"), ("predictions", "score")):
        database.execute(f"DROP VIEW IF EXISTS temp.{table}")
        database.execute(
            f"CREATE TEMP VIEW {table} AS SELECT {id_} AS id, image_id, {class_} AS class, {category} AS category_id,"
            f" x, y, width, height, {score} FROM all_{table} WHERE {where}"
        )


class Sample:
    def __init__(self, database, folder):
        self.database = database
        self.labels = os.path.join(folder, "instances_val2014_100.json")
        self.predictions = os.path.join(folder, "instances_val2014_fakebbox100_results.json")
        self.masks = os.path.join(folder, "instances_val2014_fakesegm100_results.json")
        self.folder = folder
        with open(os.path.join(folder, "expected_pycocotools.json")) as file:
            self.expected = json.load(file)
        with open(self.labels) as file:
            document = json.load(file)
        self.categories = [(c["id"], c["name"]) for c in document["categories"]]
        self.first_50 = sorted(image["id"] for image in document["images"])[:50]
        self.wrong = self.checked = 0

    def data(self, **changes):
        data = datasets.DataSet(0, categories=self.categories)
        for name, value in changes.items():
            setattr(data, name, value)
        return data

    def same(self, variant, what, ours, theirs):
        self.checked += 1
        if ours != theirs:
            self.wrong += 1
            print(f"parity-sample: {variant}: {what}: {ours!r}, pycocotools {theirs!r}")

    def check(self, variant, data, names=None):
        expected = self.expected[variant]
        for what, value in arrays.hashes(self.database, data, names or dict(data.categories)).items():
            self.same(variant, what, value, expected[f"{what}_sha256_f64le"])

    def check_stats(self, variant, data, names=None):
        """numpy before 2.3 added 8192 cells at a time, and so were the folder's figures made; newer ones, and boxscore,
        add all of them pairwise. So the last bits of a mean may differ, although all cells are equal."""
        ours = sqlside.summary(self.database, data, names or dict(data.categories))
        for value, (name, theirs) in zip(ours.values(), self.expected[variant]["stats"].items()):
            if name == "AP" and data.limits[-1] != 100:
                continue  # pycocotools gives no AP without a limit of 100
            self.same(variant, name, theirs if abs(value - theirs) <= 4e-16 else value, theirs)

    def check_classes(self, variant):
        rows = self.database.execute("SELECT class, ap, ar FROM ap_by_class WHERE iou_threshold = '0.50:0.95'")
        figures = {name: (ap, ar) for name, ap, ar in rows}
        for i, name in self.categories:
            theirs = self.expected[variant]["per_category"].get(str(i))
            if theirs:
                self.same(variant, f"AP and AR of {name}", figures.get(name), (theirs["AP"], theirs["AR"]))

    def quick(self):
        sqlside.views_of_files(self.database, self.labels, self.predictions, [])
        self.check("bbox", self.data())
        self.check_stats("bbox", self.data())
        self.check_classes("bbox")

    def check_type(self, iou_type, name):
        """The figures of coco_summary with an iou_type that the tables would not choose."""
        with open(os.path.join(self.folder, name)) as file:
            expected = json.load(file)["stats"]
        rows = self.database.execute("SELECT metric, value FROM coco_summary WHERE iou_type = ?", [iou_type])
        for metric, value in rows.fetchall():
            self.same(name, metric, expected[metric] if abs(value - expected[metric]) <= 4e-16 else value, expected[metric])

    def shapes(self):
        """Masks, which decide by themselves; the boundaries of the same; boxes as masks."""
        sqlside.views_of_files(self.database, self.labels, self.masks, [])
        self.check("segm", self.data())
        self.check_stats("segm", self.data())
        self.check_classes("segm")
        self.check("segm_maxDets_1_2_3", self.data(limits=[1, 2, 3]))
        areas = {"all": (0, 1e10), "0-500": (0, 500), "500-5000": (500, 5000), "5000-1e10": (5000, 1e10)}
        self.check("segm_areaRng_500_5000", self.data(areas=areas))
        self.check("segm_catIds_1_3_44", self.data(selected=[1, 3, 44]))
        self.check_type("boundary", "expected_boundary.json")
        sqlside.views_of_files(self.database, self.labels, self.predictions, [])
        self.check_type("segm", "expected_bboxresults_as_segm.json")

    def slow(self):
        sql = self.database.execute
        sql("CREATE TABLE all_labels AS SELECT * FROM temp.labels")
        sql("CREATE TABLE all_predictions AS SELECT * FROM temp.predictions")
        make_views(self.database)
        self.check("bbox", self.data())
        self.check("bbox_maxDets_1_2_3", self.data(limits=[1, 2, 3]))
        self.check_stats("bbox_maxDets_1_2_3", self.data(limits=[1, 2, 3]))
        areas = {"all": (0, 1e10), "0-500": (0, 500), "500-5000": (500, 5000), "5000-1e10": (5000, 1e10)}
        self.check("bbox_areaRng_500_5000", self.data(areas=areas))
        self.check("bbox_iouThrs_0.3_0.9_7", self.data(thresholds=grid(0.3, 0.9, 7)))
        self.check("bbox_catIds_1_3_44", self.data(selected=[1, 3, 44]))
        self.check_stats("bbox_catIds_1_3_44", self.data(selected=[1, 3, 44]))
        make_views(self.database, where=f"image_id IN ({', '.join(map(str, self.first_50))})")
        self.check("bbox_first50imgs", self.data())
        self.check_stats("bbox_first50imgs", self.data())
        self.check_classes("bbox_first50imgs")
        # useCats = 0: one class for all, and ties in the order of category, then file
        make_views(
            self.database, class_="'any'", category="0", id_="row_number() OVER (ORDER BY category_id, id)"
        )
        self.check("bbox_useCats0", self.data(categories=[(0, "any")]))
        self.check_stats("bbox_useCats0", self.data(categories=[(0, "any")]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--all", action="store_true", help="the variants too: other limits, areas, images, classes")
    parser.add_argument("folder", nargs="?")
    arguments = parser.parse_args()
    if not arguments.folder:
        print("parity-sample: 0 passed, 0 failed (set SAMPLE to a folder with a sample of COCO)")
        return
    sample = Sample(sqlside.connect(arguments.extension), arguments.folder)
    sample.quick()
    sample.shapes()
    if arguments.all:
        sample.slow()
    print(f"parity-sample: {sample.checked - sample.wrong} passed, {sample.wrong} failed (figures and hashes of COCO)")
    sys.exit(1 if sample.wrong else 0)


if __name__ == "__main__":
    main()
