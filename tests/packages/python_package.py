"""The installed package: loading, evaluate(), the command with its exit codes. Requires nothing but the package and a SQLite that loads
extensions.

    VENV/bin/python tests/packages/python_package.py SCRATCH

What else is installed (pandas, polars, sqlite-utils, Datasette) is tried too.
"""

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys

sys.dont_write_bytecode = True
ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tests", "parity"))
import boxscore
from boxscore.session import Session
from python_files import check_files
from tally import Tally

LABELS = [
    {"id": 1, "image_id": 1, "class": "cat", "x": 10, "y": 10, "width": 100, "height": 80, "time": "day"},
    {"id": 2, "image_id": 1, "class": "dog", "x": 200, "y": 40, "width": 60, "height": 60, "time": "day"},
    {"id": 3, "image_id": 2, "class": "cat", "x": 0, "y": 0, "width": 50, "height": 50, "time": "night"},
]
PREDICTIONS = [
    {"image_id": 1, "class": "cat", "score": 0.9, "x": 12, "y": 10, "width": 100, "height": 80},
    {"image_id": 1, "class": "cat", "score": 0.6, "x": 400, "y": 40, "width": 60, "height": 60},
    {"image_id": 2, "class": "cat", "score": 0.7, "x": 0, "y": 0, "width": 50, "height": 48},
]
OUTCOMES = [("FN", "dog"), ("FP", "cat"), ("TP", "cat"), ("TP", "cat")]
CATEGORIES = {"cat": 3, "dog": 7}


def coco():
    """The same data as COCO has it: the instances and the results."""
    def box(row):
        return [row[side] for side in ("x", "y", "width", "height")]

    instances = {
        "images": [{"id": i, "width": 640, "height": 480, "file_name": f"{i}.jpg"} for i in (1, 2)],
        "categories": [{"id": number, "name": name} for name, number in CATEGORIES.items()],
        "annotations": [{"id": row["id"], "image_id": row["image_id"], "category_id": CATEGORIES[row["class"]], "bbox": box(row),
                         "area": row["width"] * row["height"], "iscrowd": 0} for row in LABELS],
    }
    results = [{"image_id": row["image_id"], "category_id": CATEGORIES[row["class"]], "score": row["score"], "bbox": box(row)}
               for row in PREDICTIONS]
    return instances, results


def outcomes(connection):
    return sorted(Session(connection).rows("SELECT outcome, class FROM match_outcomes"))


def frames(name):
    module = importlib.import_module(name)
    return module.DataFrame(LABELS), module.DataFrame(PREDICTIONS)


def check_evaluate(tally, folder):
    instances, results = coco()
    paths = [os.path.join(folder, name) for name in ("instances.json", "results.json")]
    for path, value in zip(paths, (instances, results)):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(value, file)
    sources = {
        "lists of dictionaries": (LABELS, PREDICTIONS),
        "dictionaries of columns": tuple({key: [row[key] for row in rows] for key in rows[0]} for rows in (LABELS, PREDICTIONS)),
        "COCO paths": paths,
        "COCO dictionaries": (instances, results),
        "a COCO path and a list of rows": (paths[0], PREDICTIONS),
    }
    sources.update({name: frames(name) for name in ("pandas", "polars") if importlib.util.find_spec(name)})
    for what, (labels, predictions) in sources.items():
        tally.equal(outcomes(boxscore.evaluate(labels, predictions)), OUTCOMES, f"evaluate from {what}")
    annotations = [{key: value for key, value in a.items() if key != "area"} for a in instances["annotations"]]
    by_number = sorted((outcome, CATEGORIES[name]) for outcome, name in OUTCOMES)
    boxes = [[{**{k: v for k, v in row.items()}, "bbox": row["bbox"]} for row in rows] for rows in (annotations, results)]
    tally.equal(outcomes(boxscore.evaluate(*boxes)), by_number, "evaluate from lists of COCO's objects, without names")
    database = boxscore.evaluate(LABELS, PREDICTIONS)
    rows = Session(database).rows("SELECT l.time, count(*) FROM match_outcomes AS m JOIN labels AS l ON l.id = m.label_id GROUP BY 1")
    tally.equal(rows, [("day", 2), ("night", 1)], "a column of one's own")
    tally.equal(len(Session(database).rows("SELECT * FROM class_ranking")), 2, "the report views are there")
    tally.equal(outcomes(boxscore.evaluate(LABELS, [])), [("FN", "cat"), ("FN", "cat"), ("FN", "dog")], "no predictions")
    made = os.path.join(folder, "evaluated.db")
    for predictions in (5, PREDICTIONS):
        try:
            tally.equal(outcomes(boxscore.evaluate(LABELS, predictions, path=made)), OUTCOMES, "a database that is made")
        except boxscore.Error:
            tally.equal(os.path.exists(made), False, "an error leaves no database")
    apart = boxscore.evaluate(LABELS, [{**row, "image_id": row["image_id"] + 100} for row in PREDICTIONS])
    try:
        outcomes(apart)
        tally.count(False, "an error", None, "no image in common")
    except boxscore.Error as error:
        tally.count("no image in common" in str(error), "ids that never meet, in few rows", str(error), "no image in common")
    for wrong, says in (((LABELS, [1, 2]), "predictions: neither"), ((LABELS, paths[1]), "goes with labels from a COCO file"),
                        (({"a": [1], "b": []}, []), "different lengths"), ((5, []), "labels: neither a data frame"),
                        ((LABELS, 5), "predictions: neither a data frame"), ((None, []), "labels: neither"), ((LABELS, {"class": 5}), "neither"),
                        ((LABELS, PREDICTIONS, 5), "images: neither a data frame"), ((LABELS, {"class": "cat"}), "neither"), (("nowhere.json", []), "no such file")):
        try:
            boxscore.evaluate(*wrong)
            tally.count(False, "an error", None, says)
        except boxscore.Error as error:
            tally.count(says in str(error), "an error", str(error), says)


def check_load(tally):
    value = Session(boxscore.connect()).value("SELECT iou('[0,0,10,10]', '[5,0,10,10]')")
    tally.equal(value, 1 / 3, "connect")
    tally.equal(Session(boxscore.connect()).value("SELECT boxscore_version()"), boxscore.__version__, "the version")
    tally.count(os.path.exists(boxscore.loadable_path()), "loadable_path", boxscore.loadable_path(), "a file")
    if hasattr(sqlite3.Connection, "enable_load_extension"):
        strangers = boxscore.load(sqlite3.connect(":memory:"), files=False)
        tables = Session(strangers).rows("SELECT count(*) FROM boxscore_functions WHERE name = 'coco_labels'")
        tally.equal(tables, [(0,)], "files=False leaves out what opens files")
        return
    try:
        boxscore.load(sqlite3.connect(":memory:"))
        tally.count(False, "an error", None, "CannotLoad")
    except boxscore.CannotLoad as error:
        tally.count("pip install apsw" in str(error), "what to install", str(error), "apsw")


class Command:
    """Runs the command, and keeps what it printed."""

    def __init__(self, tally, folder):
        self.tally, self.folder = tally, folder

    def run(self, code, *arguments, says="", text=None):
        done = subprocess.run([sys.executable, "-m", "boxscore", *arguments], cwd=self.folder, capture_output=True, encoding="utf-8",
                              input=text, timeout=120)
        what = f"boxscore {' '.join(arguments)}"
        self.tally.equal(done.returncode, code, f"{what}: its exit code ({done.stderr.strip()})")
        self.tally.count("Traceback" not in done.stderr, what, done.stderr, "no traceback")
        self.tally.count(says in done.stdout + done.stderr, what, done.stdout + done.stderr, says)
        return done.stdout


def crowd_of_images(folder):
    """A data set large enough for intervals, a good model and one that misses half."""
    images = [{"id": i, "width": 100, "height": 100} for i in range(60)]
    labels = [{"id": 3 * i + k + 1, "image_id": i, "category_id": 1, "bbox": [30 * k, 0, 20, 20], "area": 400, "iscrowd": 0}
              for i in range(60) for k in range(3)]
    found = [{"image_id": label["image_id"], "category_id": 1, "score": 1 - label["id"] / 1000, "bbox": label["bbox"]} for label in labels]
    files = {"many.json": {"images": images, "categories": [{"id": 1, "name": "cat"}], "annotations": labels},
             "good.json": [row for n, row in enumerate(found) if n % 10], "bad.json": [row for n, row in enumerate(found) if n % 2],
             "dead.json": [{**row, "bbox": [row["bbox"][0], 60, 20, 20]} for row in found], "silent.json": []}
    for name, content in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            json.dump(content, file)
    tables = {"met.csv": "name,metric,bound,class,subset\nmost,recall,0.7,,\ncats,ap50,0.6,cat,\nfirst,recall,0.5,,first\n",
              "unmet.csv": "name,metric,bound\nall,recall,0.99\n", "close.csv": "name,metric,bound\nnear,recall,0.9\n",
              "exact.csv": "name,metric,bound\nmean,map,0.3\nhits,precision,0.3\n",
              "wrong.csv": "name,metric,bound\nall,mAP,0.99\n", "none.csv": "name,metric,bound\n",
              "first.csv": "image_id\n" + "\n".join(map(str, range(30))) + "\n"}
    for name, content in tables.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)


def check_conditions(command, tally, folder):
    crowd_of_images(folder)
    models = ("many.json", "good.json", "bad.json")
    command.run(2, "compare", "many.json", "good.json", says="PREDICTIONS_B")
    command.run(2, "compare", "many.json", "good.json", "nowhere.json", says="no such file")
    command.run(0, "compare", *models, says="B - A")
    command.run(1, "compare", *models, "--fail-if-worse", says="mean AP fell from")
    command.run(0, "compare", "many.json", "bad.json", "good.json", "--fail-if-worse", says="all")
    found_mean = json.loads(command.run(0, "compare", *models, "--json"))[0]
    found = json.loads(command.run(0, "compare", *models, "--json", "--iou-threshold", "0.5"))
    tally.equal([row["class"] for row in found], [None, "cat"], "the comparison as JSON")
    tally.equal(found[0]["high"] < 0, True, "the second model is worse")
    command.run(0, "convert", "many.json", "good.json", "-o", "models.db")
    command.run(2, "compare", "models.db", says="PREDICTIONS_B are required")
    command.run(0, "sql", "models.db", "-c", "ALTER TABLE predictions ADD COLUMN model; UPDATE predictions SET model = '2e3';"
                "INSERT INTO predictions(id, image_id, class, score, x, y, width, height, model) "
                "SELECT id + 1000, image_id, class, score, x, y, width, height, 7 FROM predictions WHERE id % 2")
    of_one = json.loads(command.run(0, "compare", "models.db", "--model-a", "2e3", "--json"))
    tally.equal([of_one[0]["high"] < 0, of_one[0]["ap_a"]], [True, found_mean["ap_a"]], "two models of a database")
    tally.equal(json.loads(command.run(0, "compare", "models.db", "--json"))[0]["high"] > 0, True, "the number comes before the text")
    command.run(2, "compare", "models.db", "--model-b", "8", says="--model-b: no predictions of 8; there are 7, 2e3")
    command.run(2, "compare", "many.json", "models.db", "bad.json", says="choose one with --model-a")
    command.run(0, "compare", "many.json", "models.db", "bad.json", "--model-a", "7", says="B - A")
    command.run(0, "sql", "models.db", "-c", "UPDATE predictions SET model = NULL WHERE id > 1100")
    command.run(2, "compare", "models.db", says="3 models (NULL, 7, 2e3): choose two with --model-a and --model-b")
    command.run(0, "compare", "models.db", "--model-a", "7", "--model-b", "2e3", says="B - A")
    good = ("many.json", "good.json")
    command.run(0, "check", "met.csv", *good, "--subset", "first=first.csv", says="pass")
    command.run(2, "check", "met.csv", *good, says="met.csv names the subset first: --subset first=FILE is missing")
    command.run(2, "check", "met.csv", *good, "--subset", "labels=first.csv", says="there is such a table already")
    command.run(1, "check", "unmet.csv", *good, says="1 of 1 requirements fail")
    command.run(0, "check", "close.csv", *good, says="inconclusive")
    command.run(1, "check", "close.csv", *good, "--strict", says="do not pass")
    command.run(1, "check", "exact.csv", "many.json", "dead.json", says="2 of 2 requirements fail")
    command.run(1, "check", "exact.csv", "many.json", "silent.json", says="1 of 2 requirements could not be judged")
    command.run(2, "check", "wrong.csv", *good, says="none of map")
    command.run(2, "check", "none.csv", *good, says="no requirements")
    command.run(2, "check", "nowhere.csv", *good, says="no such file")
    found = json.loads(command.run(0, "check", "met.csv", *good, "--subset", "first=first.csv", "--json"))
    tally.equal([row["verdict"] for row in found], ["pass"] * 3, "the verdicts as JSON")
    tally.equal(found[2]["n"], 30, "the images of a subset")
    command.run(0, "convert", *good, "-o", "many.db")
    command.run(0, "sql", "many.db", "-c", "CREATE VIEW first AS SELECT DISTINCT image_id FROM labels WHERE image_id < 30")
    command.run(0, "check", "met.csv", "many.db", says="pass")


def check_command(tally, folder):
    command = Command(tally, folder)
    both = ("instances.json", "results.json")
    command.run(0, "--help", says="exit codes")
    for name in ("eval", "compare", "check", "report", "convert", "sql"):
        command.run(0, name, "--help", says="usage")
    command.run(2, says="usage")
    command.run(2, "eval", says="LABELS")
    command.run(2, "eval", "instances.json", says="PREDICTIONS is missing")
    command.run(2, "eval", "nowhere.json", "results.json", says="no such file")
    command.run(2, "eval", "instances.json", "instances.json", says="no score")
    command.run(2, "eval", *both, "--fail-under", "mAP=0.5", says="no figure mAP")
    command.run(2, "eval", *both, "--fail-under", "AP", says="not METRIC=NUMBER")
    command.run(1, "eval", *both, "--fail-under", "AP=0.9", says="not 0.9 or more")
    text = command.run(0, "eval", *both, "--fail-under", "AP=0.1", says="Average Precision")
    tally.equal(len(text.split("\n")), 17, "twelve figures, a blank line, a head, and two classes")
    found = json.loads(command.run(0, "eval", *both, "--json"))
    expected = Session(boxscore.connect()).rows("SELECT metric, value FROM coco_evaluation(?, ?)", [os.path.join(folder, p) for p in both])
    tally.equal(found["metrics"], dict(expected), "the figures as JSON")
    poses = [os.path.join(ROOT, "tests", "data", "coco", name) for name in ("poses.json", "poses_results.json")]
    tally.equal(len(json.loads(command.run(0, "eval", *poses, "--iou-type", "keypoints", "--json"))["metrics"]), 10, "the figures of poses")
    limited = json.loads(command.run(0, "eval", *both, "--json", "--max-detections", "1,5"))
    tally.equal([name for name in limited["metrics"] if name.startswith("AR")], ["AR1", "AR5", "ARs", "ARm", "ARl"], "detection limits")
    check_conditions(command, tally, folder)
    command.run(0, "convert", *both, "-o", "made.db", says="3 labels, 3 predictions, 2 images")
    command.run(2, "convert", *both, "-o", "made.db", says="--force")
    tally.equal(command.run(0, "eval", "made.db"), text, "the same from a database")
    command.run(0, "convert", "made.db", "-o", "again.json", "--results", "again_results.json")
    tally.equal(command.run(0, "eval", "again.json", "again_results.json"), text, "the same from COCO files again")
    command.run(0, "convert", "made.db", "-o", "tables", "--to", "csv")
    tally.equal(command.run(0, "eval", "tables/labels.csv", "tables/predictions.csv"), text, "the same from CSV")
    tally.equal(command.run(0, "eval", "made.db", "tables/predictions.csv"), text, "predictions in place of those of the database")
    command.run(0, "compare", "made.db", "tables/predictions.csv", "made.db", says="+0.000")
    command.run(0, "convert", "instances.json", "-o", "labels", "--to", "yolo", says="2 images")
    command.run(2, "convert", "labels", "-o", "from_yolo.db", "--images", os.path.join(ROOT, "tests/data/images"), "--skip-unknown",
                says="leaves out all labels: images has no image")
    command.run(0, "report", "made.db", "-o", "report.html", "--samples", "2", says="report.html")
    with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
        tally.equal(file.read(15), "<!DOCTYPE html>", "the report")
    tally.equal(command.run(0, "sql", "made.db", "-c", "SELECT count(*) AS n FROM labels; SELECT ';' AS x", "--csv"), "n\n3\nx\n;\n", "sql")
    tally.equal(command.run(0, "sql", "made.db", "--list", text="SELECT class FROM class_ranking ORDER BY 1;"), "cat\ndog\n", "sql from stdin")
    command.run(2, "sql", "-c", "SELECT nothing_of_that_name", says="no such column")
    command.run(2, "sql", text=".tables\n", says="sqlite3 shell")


def check_plugins(tally, folder):
    if importlib.util.find_spec("sqlite_utils"):
        import sqlite_utils

        database = sqlite_utils.Database(memory=True)
        tally.equal(next(database.query("SELECT boxscore_version() AS v"))["v"], boxscore.__version__, "the plugin of sqlite-utils")
    if importlib.util.find_spec("datasette"):
        query = "/made.json?sql=select+boxscore_version()&_shape=arrayfirst"
        done = subprocess.run([sys.executable, "-m", "datasette", "made.db", "--get", query], cwd=folder, capture_output=True,
                              encoding="utf-8", timeout=120)
        tally.equal(done.stdout.strip(), json.dumps([boxscore.__version__]), f"the plugin of Datasette {done.stderr}")


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    tally = Tally(f"python {sys.version_info[0]}.{sys.version_info[1]}")
    check_load(tally)
    check_evaluate(tally, folder)
    check_command(tally, folder)
    check_files(tally, os.path.join(folder, "files"))
    check_plugins(tally, folder)
    tally.end()


if __name__ == "__main__":
    main()
