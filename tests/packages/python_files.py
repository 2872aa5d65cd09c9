"""The command and files: what it writes and never overwrites, and what it says of files that are not what they should be."""

import contextlib
import io
import json
import os
import random
import shutil
import stat
import warnings

import boxscore
from boxscore.command import main, report
from boxscore.session import Session


class Command:
    """Runs the command in this process, in a directory of its own."""

    def __init__(self, tally, folder):
        self.tally, self.folder = tally, folder
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, code, *arguments, says="", never="Traceback"):
        out, before = io.StringIO(), os.getcwd()
        os.chdir(self.folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                found = main(arguments)
        except SystemExit as error:
            found = error.code
        finally:
            os.chdir(before)
        text, what = out.getvalue(), f"boxscore {' '.join(arguments)}"
        self.tally.equal(found, code, f"{what}: its exit code ({text.strip()})")
        self.tally.count(says in text, what, text, says)
        self.tally.count(never not in text, what, text, f"not {never}")
        self.tally.equal([name for name in os.listdir(self.folder) if name.startswith(".boxscore")], [], f"{what}: nothing is left behind")
        return text

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)) or ".", exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(content if isinstance(content, str) else json.dumps(content))

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def kept(self, names, code, *arguments, says=""):
        """Runs a command that has to leave these files as they are."""
        before = [self.read(name) for name in names]
        self.run(code, *arguments, says=says)
        self.tally.equal([self.read(name) if os.path.exists(self.path(name)) else None for name in names], before,
                         f"boxscore {' '.join(arguments)}: {', '.join(names)} as before")


def instances(images=20, sizes=True):
    """A data set with boxes off the origin, so that corners are far from sizes, and predictions that fit."""
    draw = random.Random(3)
    boxes = [[draw.randrange(100, 400), draw.randrange(100, 300), draw.randrange(40, 200), draw.randrange(40, 150)] for _ in range(3 * images)]
    labels = [{"id": n + 1, "image_id": n // 3 + 1, "category_id": n % 2 * 4 + 3, "bbox": box, "area": box[2] * box[3], "iscrowd": 0}
              for n, box in enumerate(boxes)]
    listed = [{"id": i + 1, "file_name": f"{i + 1:03d}.jpg", **({"width": 640, "height": 480} if sizes else {})} for i in range(images)]
    results = [{"image_id": label["image_id"], "category_id": label["category_id"], "score": round(draw.uniform(0.3, 1), 3),
                "bbox": [side + draw.choice((0, 1, 40)) for side in label["bbox"]]} for label in labels]
    return {"images": listed, "categories": [{"id": 3, "name": "cat"}, {"id": 7, "name": "dog"}], "annotations": labels}, results


def check_outputs(command, tally):
    """No input is written to, no file is replaced without --force, and what fails leaves all as it was."""
    both = ("i.json", "r.json")
    command.run(0, "convert", *both, "-o", "a.db", says="60 labels, 60 predictions, 20 images")
    command.write("broken.json", "{")
    command.kept(["a.db"], 2, "convert", "broken.json", "-o", "a.db", "--force", says="not JSON")
    command.kept(["a.db"], 2, "convert", "nowhere.json", "-o", "a.db", "--force", says="no such file")
    command.kept(["a.db"], 2, "convert", *both, "-o", "a.db", says="--force replaces it")
    command.kept(["a.db"], 2, "convert", "a.db", "-o", "a.db", "--force", says="is an input")
    command.kept(["i.json"], 2, "convert", *both, "-o", "i.json", "--results", "x.json", "--force", says="is an input")
    command.kept(["r.json"], 2, "convert", *both, "-o", "x.json", "--results", "r.json", "--force", says="is an input")
    os.symlink("i.json", command.path("link.json"))
    os.link(command.path("i.json"), command.path("hard.json"))
    for name in ("link.json", "hard.json"):
        command.kept(["i.json"], 2, "convert", *both, "-o", name, "--results", "x.json", "--force", says="is an input")
        command.kept(["i.json"], 2, "report", *both, "-o", name, "--force", says="is an input")
    command.run(2, "convert", *both, "-o", "x.json", "--results", "x.json", says="named for two files")
    command.run(2, "convert", *both, "-o", "x.json", "--results", "./x.json", says="named for two files")
    command.run(2, "convert", *both, "-o", "x.json", says="name it with --results")
    command.run(2, "convert", "i.json", "-o", "x.json", "--results", "y.json", says="there are none")
    command.run(2, "convert", *both, "-o", "b.db", "--results", "y.json", says="--results is of the formats coco and yolo")
    command.run(2, "convert", *both, "-o", "nowhere/b.db", says="no such directory: nowhere")
    tally.equal(os.path.exists(command.path("x.json")), False, "nothing is written")
    for ending in ("-wal", "-journal"):
        command.write(f"b.db{ending}", "")
        command.run(2, "convert", *both, "-o", "b.db", "--force", says=f"b.db{ending} is there")
        os.remove(command.path(f"b.db{ending}"))
    command.kept(["i.json", "r.json"], 2, "report", *both, "-o", "i.json", says="is an input")
    command.run(0, "report", *both, "-o", "r.html", "--samples", "1", "--no-metrics", says="r.html")
    command.kept(["r.html"], 2, "report", *both, "-o", "r.html", says="--force replaces it")
    command.kept(["r.html"], 2, "report", "broken.json", "r.json", "-o", "r.html", "--force", says="not JSON")
    os.chmod(command.path("r.html"), 0o640)
    command.run(0, "report", *both, "-o", "r.html", "--samples", "1", "--no-metrics", "--force", says="r.html")
    tally.equal(stat.S_IMODE(os.stat(command.path("r.html")).st_mode), 0o640, "a file that is replaced keeps its mode")
    command.run(2, "report", *both, "-o", ".", says="is a directory")


def check_folders(command, tally):
    """Directories: nothing of an earlier conversion is replaced unasked, or stays as a part of the new one."""
    both = ("i.json", "r.json")
    command.run(0, "convert", *both, "-o", "tables", "--to", "csv", says="20 images")
    tables = [f"tables/{name}.csv" for name in ("labels", "predictions", "images")]
    command.kept(tables, 2, "convert", *both, "-o", "tables", "--to", "csv", says="--force replaces it")
    command.kept(tables, 2, "convert", "i.json", "-o", "tables", "--to", "csv", "--force", says="would stay")
    command.kept(tables, 2, "convert", *tables[:2], "-o", "tables", "--to", "csv", "--force", says="is an input")
    command.run(0, "convert", *both, "-o", "tables", "--to", "csv", "--force")
    os.remove(command.path(tables[0]))
    command.run(2, "convert", *both, "-o", "tables", "--to", "csv", says="predictions.csv is there")
    command.run(0, "convert", *both, "-o", "tables", "--to", "csv", "--force")
    command.run(2, "convert", *both, "-o", "found", "--to", "yolo", says="a directory of their own: name it with --results")
    command.run(2, "convert", *both, "-o", "found", "--to", "yolo", "--results", "found", says="one directory")
    tally.equal(os.path.exists(command.path("found")), False, "no directory is left")
    yolo = ("-o", "yolo/labels", "--to", "yolo", "--results", "yolo/predictions")
    command.run(0, "convert", *both, *yolo, says="60 labels, 60 predictions")
    tally.equal(len(os.listdir(command.path("yolo/labels"))), 21, "a file for each image, and the classes")
    command.kept(["yolo/labels/001.txt"], 2, "convert", *both, *yolo, says="--force replaces it")
    command.write("yolo/labels/other.txt", "0 .5 .5 .1 .1\n")
    command.kept(["yolo/labels/001.txt"], 2, "convert", *both, *yolo, "--force", says="other.txt would stay")
    os.remove(command.path("yolo/labels/other.txt"))
    command.run(0, "convert", *both, *yolo, "--force")
    for number in range(1, 21):
        shutil.copy(os.path.join(os.path.dirname(__file__), "..", "data", "images", "b.png"), command.path(f"yolo/{number:03d}.png"))
    command.kept(["yolo/labels/001.txt"], 2, "convert", "yolo/labels", "--images", "yolo", "-o", "yolo/labels", "--to", "yolo", "--force",
                 says="is an input")
    command.run(0, "eval", "yolo/labels", "yolo/predictions", "--images", "yolo", says="cat")
    command.run(2, "convert", *both, "-o", "i.json", "--to", "csv", "--force", says="is a file, and a directory is written")


def check_yolo(command, tally):
    """Images of one name in several directories, and what YOLO's files have no notation for."""
    data, results = instances(4)
    for image, name in zip(data["images"], ("train/a.jpg", "val/a.jpg", "val/b.c.jpg", "d.jpg")):
        image["file_name"] = name
    command.write("folders.json", data)
    command.run(0, "convert", "folders.json", "-o", "folders", "--to", "yolo", says="12 labels")
    found = sorted(os.path.relpath(os.path.join(at, name), command.path("folders")) for at, _, names in os.walk(command.path("folders")) for name in names)
    tally.equal(found, ["classes.txt", "d.txt", "train/a.txt", "val/a.txt", "val/b.c.txt"], "the label files keep the directories")
    tally.equal(command.read("folders/train/a.txt") != command.read("folders/val/a.txt"), True, "and are not merged")
    for n, (one, other, says) in enumerate((("a.jpg", "a.png", "is that of image"), ("classes.jpg", "a.png", "the names of the classes"),
                                            (os.path.join("..", "a.jpg"), "b.jpg", "outside"), ("/data/a.jpg", "b.jpg", "outside"))):
        for image, name in zip(data["images"], (one, other, "x.jpg", "y.jpg")):
            image["file_name"] = name
        command.write("clash.json", data)
        command.run(2, "convert", "clash.json", "-o", f"clash{n}", "--to", "yolo", says=says)
        tally.equal(os.path.exists(command.path(f"clash{n}")), False, "no directory is left")
    data["categories"].append({"id": 5, "name": "bird"})
    for image, name in zip(data["images"], ("a.jpg", "b.jpg", "c.jpg", "d.jpg")):
        image["file_name"] = name
    command.write("unused.json", data)
    command.run(0, "convert", "unused.json", "-o", "unused", "--to", "yolo")
    tally.equal(command.read("unused/classes.txt"), b"cat\nbird\ndog\n", "classes without objects keep their numbers")
    command.run(0, "convert", "unused.json", "tables/predictions.csv", "-o", "unused_again.json", "--results", "unused_results.json", "--skip-unknown")
    tally.equal({row["category_id"] for row in json.loads(command.read("unused_results.json"))}, {3, 7}, "also for predictions without them")
    tally.equal(len(json.loads(command.read("unused_again.json"))["categories"]), 3, "and stay in COCO's files")
    data["annotations"][0]["segmentation"] = [[0, 0, 50, 0, 50, 50], [100, 100, 150, 100, 150, 150]]
    for image, name in zip(data["images"], ("/data/a.jpg", "/data/b.jpg", "/data/c.jpg", "/data/d.jpg")):
        image["file_name"] = name
    command.write("masks.json", data)
    command.run(0, "convert", "masks.json", "-o", "masks", "--to", "yolo", says="1 masks, and objects of several polygons, are written as boxes")
    tally.equal(sorted(os.listdir(command.path("masks"))), ["a.txt", "b.txt", "c.txt", "classes.txt", "d.txt"], "without the shared directory")
    command.write("folders.json", instances(4, sizes=False)[0])
    command.run(2, "convert", "folders.json", "-o", "no_sizes", "--to", "yolo", says="no width and height")
    command.run(0, "convert", "i.json", "r.json", "-o", "models.db")
    command.run(0, "sql", "models.db", "-c", "ALTER TABLE predictions ADD COLUMN model; UPDATE predictions SET model = 'm' || (id % 2)")
    command.run(2, "convert", "models.db", "-o", "m.json", "--results", "m_results.json", says="2 models (m0, m1)")
    command.run(2, "convert", "models.db", "-o", "m.json", "--results", "m_results.json", "--model", "m2", says="there are m0, m1")
    command.run(0, "convert", "models.db", "-o", "m.json", "--results", "m_results.json", "--model", "m1", says="30 predictions")
    command.run(0, "sql", "models.db", "-c", "UPDATE labels SET segmentation = CASE id WHEN 1 THEN 'POLYGON ((0 0, 4 0, 4 4, 0 0))'"
                " WHEN 2 THEN geometry_png('[1,2,3,4]', 640, 480) END; UPDATE labels SET x = NULL, y = NULL, width = NULL, height = NULL WHERE id = 1;"
                " ALTER TABLE images ADD COLUMN data; UPDATE images SET data = x'00ff'")
    command.run(0, "convert", "models.db", "-o", "m.json", "--results", "m_results.json", "--model", "m1", "--force")
    shapes = [a.get("segmentation") for a in json.loads(command.read("m.json"))["annotations"][:3]]
    tally.equal([type(shape) for shape in shapes], [list, dict, type(None)], "polygons of WKT and masks of PNG are written as COCO's")
    command.run(0, "convert", "models.db", "-o", "blobs", "--to", "csv", says="without data: BLOBs have no notation in CSV")
    tally.equal(b"b'" in command.read("blobs/labels.csv"), False, "no BLOB as Python writes it")
    command.run(0, "sql", "models.db", "-c", "UPDATE labels SET segmentation = NULL")
    command.run(2, "convert", "models.db", "-o", "n.json", "--results", "n_results.json", "--model", "m1", says="label 1 has no box")


def check_inputs(command, tally):
    """Sizes beside CSV files, what is left out, and files in the wrong place."""
    both, tables = ("i.json", "r.json"), ("tables/labels.csv", "tables/predictions.csv")
    command.run(0, "report", *tables, "-o", "csv.html", "--samples", "1", says="csv.html", never="without")
    command.run(0, "eval", *tables, "--iou-type", "segm", says="cat")
    for name in ("labels", "predictions"):
        command.write(f"bare/{name}.csv", command.read(f"tables/{name}.csv").decode())
    bare = ("bare/labels.csv", "bare/predictions.csv")
    command.run(0, "report", *bare, "-o", "bare.html", "--samples", "1", says="without area_relative and border_proximity, which require")
    found = [b"bject aspect ratio" in command.read("bare.html"), b"Relative area" in command.read("bare.html")]
    tally.equal(found, [True, False], "the other metrics are there")
    listed = Session(boxscore.connect()).value("SELECT group_concat(DISTINCT metric) FROM metric_names WHERE level = 'label'").split(",")
    tally.equal(set(report.OBJECT_METRICS) - {"confidence"} <= set(listed), True, "the metrics of objects")
    data, results = instances()
    files = {"unlisted.json": [{**row, "image_id": row["image_id"] if n > 2 else 99} for n, row in enumerate(results)],
             "all_unlisted.json": [{**row, "image_id": 99} for row in results], "wrapped.json": {"predictions": results},
             "other.json": [{**row, "category_id": row["category_id"] if n > 2 else 99} for n, row in enumerate(results)],
             "named.json": [{**row, "image_id": f"{row['image_id']:03d}.jpg"} for row in results],
             "corners.json": [{**row, "bbox": row["bbox"][:2] + [row["bbox"][0] + row["bbox"][2], row["bbox"][1] + row["bbox"][3]]}
                              for row in results],
             "twins.json": {**data, "categories": [{"id": 3, "name": "cat"}, {"id": 7, "name": "cat"}]}}
    for name, content in files.items():
        command.write(name, content)
    command.run(2, "eval", "i.json", "unlisted.json", says="image_id 99 is not among")
    command.run(0, "eval", "i.json", "unlisted.json", "--skip-unknown", says="3 of 60 predictions left out: image_id 99 is not among")
    command.run(2, "eval", "i.json", "all_unlisted.json", "--skip-unknown", says="leaves out all predictions: image_id 99 is not among")
    command.run(0, "eval", "i.json", "other.json", says="3 of 60 predictions left out: category_id 99")
    command.run(0, "eval", *both, "--skip-unknown", never="left out")
    command.run(2, "eval", "i.json", "named.json", says="--image-key file")
    command.run(0, "eval", "i.json", "named.json", "--image-key", "file", says="cat")
    command.run(2, "eval", "twins.json", "r.json", says="--class-key id")
    command.run(0, "eval", "twins.json", "r.json", "--class-key", "id", says=" 7 ")
    command.run(2, "eval", "i.json", "wrapped.json", says="results are an array: write the value of 'predictions' alone")
    command.run(0, "eval", "i.json", "corners.json", says="are they corners")
    command.run(0, "eval", *both, never="corners")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        boxscore.evaluate(data, results)
        boxscore.evaluate(data, json.loads(command.read("corners.json")))
    tally.equal(["are they corners" in str(warning.message) for warning in caught], [True], "evaluate warns of corners")
    command.write("pictures/001.jpg", "")
    command.run(0, "report", *both, "--images", "pictures", "--no-metrics", "--samples", "1", "-o", "p.html",
                says="19 of 20 images not found in pictures, such as 002.jpg")
    command.run(2, "report", *both, "--images", "nowhere", "-o", "p2.html", says="no such directory")


def check_places(command):
    """Files of another format than the others, or in the wrong order."""
    command.write("req.csv", "name,metric,bound,subset\nall,recall,0.1,night\n")
    for arguments, says in (
            (("check", "i.json", "req.csv", "r.json"), "i.json is a JSON object, as COCO's instances are, not a CSV file of requirements"),
            (("check", "tables/labels.csv", "req.csv", "r.json"), "labels.csv is a CSV file of labels, not of requirements"),
            (("check", "req.csv", "req.csv", "r.json"), "req.csv is a table of requirements, not labels"),
            (("check", "req.csv", "i.json", "req.csv"), "req.csv is a table of requirements, not predictions"),
            (("check", "req.csv", "i.json", "r.json"), "--subset night=FILE is missing"),
            (("eval", "tables/labels.csv", "r.json"), "r.json is a JSON array, as COCO's results are, and tables/labels.csv is a CSV file of labels"),
            (("eval", "i.json", "yolo/predictions"), "predictions is a directory"),
            (("eval", "r.json", "i.json"), "LABELS come first"),
            (("eval", "tables/predictions.csv", "tables/labels.csv"), "LABELS come first"),
            (("compare", "i.json", "r.json", "req.csv"), "not predictions"),
            (("eval", "tables"), "name tables/labels.csv and tables/predictions.csv"),
            (("sql", "typo.db", "-c", "SELECT 1"), "no such database: typo.db; --create makes it"),
            (("sql", "nowhere/a.db", "--create", "-c", "SELECT 1"), "no such directory: nowhere"),
            (("sql", "tables", "-c", "SELECT 1"), "is a directory"),
            (("sql", "i.json", "-c", "SELECT 1"), "not a SQLite database; `boxscore convert` makes one")):
        command.run(2, *arguments, says=says)
    command.tally.equal(os.path.exists(command.path("typo.db")), False, "no database is made")
    command.run(0, "sql", "new.db", "--create", "-c", "CREATE TABLE t(x)")
    command.run(0, "sql", "new.db", "-c", "SELECT count(*) AS n FROM t", says="n")
    command.run(0, "eval", "i.json", "tables/predictions.csv", says="cat")
    command.write("damaged.db", "SQLite format 3\0" + "x" * 200)
    command.run(2, "sql", "damaged.db", "-c", "SELECT * FROM t", says="damaged.db: ")


def check_fixes(command, tally):
    """Tables with other names, in two notations of the images: the error shows what --fix does."""
    data, results = instances()
    names = {category["id"]: category["name"].upper() for category in data["categories"]}
    for name, rows, ending in (("labels", data["annotations"], ".jpg"), ("predictions", results, "")):
        lines = ["ImageID,LabelName,Confidence,XMin,YMin,XMax,YMax"]
        for row in rows:
            x, y, w, h = row["bbox"]
            lines.append(f"{row['image_id']:03d}x{ending},{names[row['category_id']]},{row.get('score', '')},{x},{y},{x + w},{y + h}")
        command.write(f"corners/{name}.csv", "\n".join(lines) + "\n")
    corners = ("corners/labels.csv", "corners/predictions.csv")
    plain = command.run(0, "eval", "i.json", "r.json")
    command.run(2, "eval", *corners, says="--fix reads labels as `SELECT", never="CREATE")
    fixed = command.run(0, "eval", *corners, "--fix", says="labels is read as SELECT")
    figures = [[line for line in text.split("\n") if "IoU=0.50:0.95 | area=   all" in line] for text in (plain, fixed)]
    tally.equal(figures[0], figures[1], "the same figures from other columns")
    command.run(2, "convert", *corners, "-o", "f.json", "--results", "f_results.json", says="--fix reads labels as")
    command.run(0, "convert", *corners, "-o", "f.json", "--results", "f_results.json", "--fix", says="60 labels, 60 predictions")
    command.run(0, "eval", "f.json", "f_results.json", says=figures[0][0])
    for name, score, image in (("labels", "", 1), ("predictions", "0.5", 101)):
        command.write(f"apart/{name}.csv", "image_id,class,score,x,y,width,height\n" + f"{image},cat,{score},1,1,9,9\n")
    command.run(2, "eval", "apart/labels.csv", "apart/predictions.csv", says="no image in common: labels.image_id is 1, predictions.image_id is 101;"
                " if that is right, list the images of both: put images.csv")
    command.write("apart/images.csv", "id,width,height\n1,20,20\n101,20,20\n")
    command.run(0, "eval", "apart/labels.csv", "apart/predictions.csv", says="cat")
    command.run(0, "compare", *corners, corners[1], "--fix", says="predictions_b is read as")
    command.write("texts.csv", "ImageID,class,x,y,width,height\n10,cat,1,1,9,9\n2,cat,1,1,9,9\n")
    command.run(0, "convert", "texts.csv", "-o", "texts.json", "--fix", says="2 labels")
    written = json.loads(command.read("texts.json"))
    tally.equal([(a["image_id"], a["bbox"]) for a in written["annotations"]], [(10, [1, 1, 9, 9]), (2, [1, 1, 9, 9])], "ids and boxes are numbers")
    for content, says in (("", "empty"), ("x,x\n1,2\n", "wrong.csv: duplicate column"), ("a\n1,2\n", "line 2: 2 values")):
        command.write("wrong.csv", content)
        command.run(2, "eval", "wrong.csv", "r.json", "--format", "csv", says=says)
    with open(command.path("wrong.csv"), "wb") as file:
        file.write("image_id,class\n1,Stra\xdfe\n".encode("latin-1"))
    command.run(2, "eval", "wrong.csv", "tables/predictions.csv", says="wrong.csv: not UTF-8")


def check_files(tally, folder):
    command = Command(tally, folder)
    data, results = instances()
    command.write("i.json", data)
    command.write("r.json", results)
    check_outputs(command, tally)
    check_folders(command, tally)
    check_yolo(command, tally)
    check_inputs(command, tally)
    check_places(command)
    check_fixes(command, tally)
