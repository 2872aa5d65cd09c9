"""The views that errors advise: each is created on the table that provoked it, and the figures are then those of the same
objects in boxscore's own columns.

    python3 tests/advice/advice.py build/boxscore.so

A shape says how people keep their objects: names of columns, corners or centres, the size of the image beside the box, ids
and classes that are written differently. Labels and predictions of some hundred objects are stored in it, and what the errors
advise is done until there is none.
"""

import os
import random
import re
import sqlite3
import sys

CLASSES = ("car", "traffic light", "Person")


class Report:
    passed = failed = 0

    def expect(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"advice: {message}")


def truth(seed):
    """Images, labels and predictions; coordinates are exact in corners, centres and shares of the image."""
    rng = random.Random(seed)
    images = [(number, f"img_{number:04d}", rng.choice((512, 1024)), rng.choice((256, 512))) for number in range(1, 25)]
    labels, predictions = [], []
    for image in images:
        for _ in range(rng.randint(1, 5)):
            width, height = rng.randint(2, 25) * 8, rng.randint(2, 12) * 8
            box = (rng.randint(0, (image[2] - width) // 8) * 8, rng.randint(0, (image[3] - height) // 8) * 8, width, height)
            kind = rng.choice(CLASSES)
            labels.append({"id": len(labels) + 1, "image": image, "class": kind, "box": box})
            for _ in range(rng.choice((0, 1, 1, 2))):
                x, y, w, h = (value + rng.randint(-3, 3) for value in box)
                predictions.append({"id": len(predictions) + 1, "image": image, "class": kind if rng.random() < 0.8 else rng.choice(CLASSES),
                                    "box": (max(x, 0), max(y, 0), w, h), "score": rng.random()})
    return images, labels, predictions


# ---- how people keep a box: column names, and the values of x, y, w, h in an image of W x H ----

def corners(x, y, w, h, W, H):
    return x, y, x + w, y + h


def plain(x, y, w, h, W, H):
    return x, y, w, h


def centre(x, y, w, h, W, H):
    return x + w / 2, y + h / 2, w, h


def share(x, y, w, h, W, H):
    return x / W, y / H, w / W, h / H


def share_centre(x, y, w, h, W, H):
    return (x + w / 2) / W, (y + h / 2) / H, w / W, h / H


def share_corners(x, y, w, h, W, H):
    return x / W, y / H, (x + w) / W, (y + h) / H


BOXES = [
    (("x", "y", "width", "height"), plain),
    (("x", "y", "w", "h"), plain),
    (("left", "top", "width", "height"), plain),
    (("bb_left", "bb_top", "bb_width", "bb_height"), plain),
    (("bbox_x", "bbox_y", "bbox_w", "bbox_h"), plain),
    (("X", "Y", "W", "H"), plain),
    (("xmin", "ymin", "xmax", "ymax"), corners),
    (("x_min", "y_min", "x_max", "y_max"), corners),
    (("XMin", "YMin", "XMax", "YMax"), corners),
    (("x1", "y1", "x2", "y2"), corners),
    (("x0", "y0", "x1", "y1"), corners),
    (("left", "top", "right", "bottom"), corners),
    (("bbox x1", "bbox y1", "bbox x2", "bbox y2"), corners),
    (("bndbox_xmin", "bndbox_ymin", "bndbox_xmax", "bndbox_ymax"), corners),
    (("min_x", "min_y", "max_x", "max_y"), corners),
    (("cx", "cy", "w", "h"), centre),
    (("x_center", "y_center", "width", "height"), centre),
    (("center_x", "center_y", "box_width", "box_height"), centre),
    (("xc", "yc", "w", "h"), centre),
]
IMAGES = ("image_id", "image", "filename", "file_name", "img_id", "ImageID", "Image Name", "path", "frame")
NAMES = ("class", "class_name", "label", "name", "category", "LabelName", "class name", "category_name", "object_type")
SCORES = ("score", "confidence", "conf", "Confidence", "probability", "pred_score")


class Shape:
    """How a table keeps its objects."""

    def __init__(self, box=BOXES[0], image="image_id", kind="class", score="score", has_id=True, image_size=False, storage="table",
                 name_image=lambda image: image[1], name_class=str, own=0):
        self.box, self.image, self.kind, self.score, self.has_id, self.image_size = box, image, kind, score, has_id, image_size
        self.storage, self.name_image, self.name_class, self.own = storage, name_image, name_class, own

    def __repr__(self):
        return f"{self.image}, {self.kind}, {self.score}, {', '.join(self.box[0])} by {self.box[1].__name__}, id {self.has_id}, " \
               f"image size {self.image_size}, {self.storage}"

    def create(self, db, table, rows, scored):
        names, convert = self.box
        columns = (["id"] if self.has_id else []) + [self.image] + (["width", "height"] if self.image_size else []) + [self.kind]
        columns += ([self.score] if scored else []) + list(names) + [f"own {n}" for n in range(self.own)]
        values = []
        for row in rows:
            _, _, width, height = row["image"]
            value = ([row["id"]] if self.has_id else []) + [self.name_image(row["image"])]
            value += ([width, height] if self.image_size else []) + [self.name_class(row["class"])]
            value += ([row["score"]] if scored else []) + list(convert(*row["box"], width, height)) + [0] * self.own
            values.append([repr(v) if self.storage == "text" and not isinstance(v, str) else v for v in value])
        listed = ", ".join('"' + c + '"' + (" TEXT" if self.storage == "text" else "") for c in columns)
        store = table + "_store" if self.storage == "view" else table
        db.execute(f"CREATE TABLE {store}({listed})")
        db.executemany(f"INSERT INTO {store} VALUES ({', '.join('?' * len(columns))})", values)
        if self.storage == "view":
            db.execute(f"CREATE VIEW {table} AS SELECT * FROM {store}")


def figures(db, labels, predictions):
    rows = db.execute("SELECT ap, ar, tp, fp, fn, label_count FROM ap_by_class(?, ?)", (labels, predictions)).fetchall()
    return sorted(tuple(-1 if v is None else round(v, 9) for v in row) for row in rows)


def connect(extension):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(extension)
    return db


def follow(db, rounds, kept=None):
    """Does what the errors say; the figures, or the error without advice. kept: a table that is to stay as it is."""
    names = {"labels": "labels", "predictions": "predictions"}
    for _ in range(rounds + 1):
        try:
            found = figures(db, names["labels"], names["predictions"])
            return found if kept in (None, names.get(kept)) else f"{kept} are changed"
        except sqlite3.OperationalError as error:
            views = re.findall(r"CREATE TEMP VIEW (\S+) AS ", str(error))
            if not views:
                return str(error)
            for statement in str(error)[str(error).index("CREATE TEMP VIEW"):].split("; "):
                db.execute(statement)
            for view in views:
                names["labels" if view.strip('"').startswith("labels") else "predictions"] = view.strip('"')
    return f"no end after {rounds} rounds: {names}"


def check(report, extension, data, labels, predictions, rounds, with_images=False, name="", kept=None):
    images, label_rows, prediction_rows = data
    own = connect(extension)
    Shape().create(own, "labels", label_rows, False)
    Shape().create(own, "predictions", prediction_rows, True)
    wanted = figures(own, "labels", "predictions")
    db = connect(extension)
    labels.create(db, "labels", label_rows, False)
    predictions.create(db, "predictions", prediction_rows, True)
    if with_images:
        db.execute("CREATE TABLE images(id, file, width, height)")
        db.executemany("INSERT INTO images VALUES (?, ?, ?, ?)", with_images(images))
    found = follow(db, rounds, kept)
    report.expect(found == wanted, f"{name} labels [{labels!r}], predictions [{predictions!r}]: {found}, not {wanted}")


def check_columns(report, extension, data):
    """One view a table gives it all that it lacks."""
    rng = random.Random(5)
    for box in BOXES:
        sized = not {"width", "height"} & set(box[0])
        for storage in ("table", "text", "view"):
            for _ in range(3):
                shape = Shape(box, rng.choice(IMAGES), rng.choice(NAMES), rng.choice(SCORES), rng.random() < 0.5,
                              sized and rng.random() < 0.6, storage, own=rng.choice((0, 0, 3, 40)))
                check(report, extension, data, shape, shape, 2)
                check(report, extension, data, shape, Shape(), 1)


# ---- how people name an image: number, stem, width, height ----

def stem(image):
    return image[1]


IMAGE_NAMES = {
    "number": lambda image: image[0],
    "digits": lambda image: str(image[0]),
    "zeros": lambda image: f"{image[0]:06d}",
    "zeros.jpg": lambda image: f"{image[0]:06d}.jpg",
    "folder/zeros.jpg": lambda image: f"val/2017/{image[0]:06d}.jpg",
    "float": lambda image: f"{image[0]}.0",
    "real": lambda image: float(image[0]),
    "stem": stem,
    "stem.jpg": lambda image: image[1] + ".jpg",
    "STEM.JPG": lambda image: image[1].upper() + ".JPG",
    "folder/stem.jpg": lambda image: "images/val/" + image[1] + ".jpg",
    "folder/stem": lambda image: "val/" + image[1],
    "stem.two endings": lambda image: image[1] + (".png" if image[0] % 2 else ".jpeg"),
    "folder\\stem.png": lambda image: "C:\\data\\" + image[1] + ".png",
}
NUMBERED = ("number", "digits", "zeros", "zeros.jpg", "folder/zeros.jpg", "float", "real")
STEMMED = ("stem", "stem.jpg", "STEM.JPG", "folder/stem.jpg", "folder/stem", "stem.two endings", "folder\\stem.png")
CLASS_NAMES = {
    "as they are": str,
    "small": str.lower,
    "capitals": str.upper,
    "blanks around": lambda name: " " + name + " ",
    "underscores": lambda name: name.replace(" ", "_"),
    "hyphens": lambda name: name.replace(" ", "-").lower(),
    "one word": lambda name: name.replace(" ", ""),
    "number": lambda name: CLASSES.index(name) + 1,
    "digits": lambda name: str(CLASSES.index(name) + 1),
}


def check_names(report, extension, data):
    """Images and classes that are written differently in the two tables."""
    for group in (NUMBERED, STEMMED):
        for one in group:
            for other in group:
                check(report, extension, data, Shape(name_image=IMAGE_NAMES[one]), Shape(name_image=IMAGE_NAMES[other]), 1,
                      name=f"images {one} and {other}:")
    words = [name for name in CLASS_NAMES if name not in ("number", "digits")]
    for group in (words, ("number", "digits")):
        for one in group:
            for other in group:
                check(report, extension, data, Shape(name_class=CLASS_NAMES[one]), Shape(name_class=CLASS_NAMES[other]), 1,
                      name=f"classes {one} and {other}:")


def check_files(report, extension, data):
    """Images are numbers on one side and files on the other, and the images table knows both."""
    def listed(name):
        return lambda images: [(number * 7, name((number, text, width, height)), width, height) for number, text, width, height in images]

    for one in STEMMED + ("zeros.jpg",):
        for stored in ("stem.jpg", "folder/stem.jpg") if one != "zeros.jpg" else ("zeros.jpg", "folder/zeros.jpg"):
            numbered, named = Shape(name_image=lambda image: image[0] * 7), Shape(name_image=IMAGE_NAMES[one])
            for labels, predictions in ((numbered, named), (named, numbered)):
                check(report, extension, data, labels, predictions, 1, listed(IMAGE_NAMES[stored]), f"files {one}, listed as {stored}:")


def check_listed(report, extension, data):
    """The images table lists the names of one side: the view is of the other side."""
    for one in STEMMED:
        for other in STEMMED:
            listed, differs = Shape(name_image=IMAGE_NAMES[one]), Shape(name_image=IMAGE_NAMES[other])

            def images(rows, name=IMAGE_NAMES[one]):
                return [(name(image), None, image[2], image[3]) for image in rows]

            check(report, extension, data, listed, differs, 1, images, f"listed {one}, {other}:", "labels")
            check(report, extension, data, differs, listed, 1, images, f"{other}, listed {one}:", "predictions")


def check_mixed(report, extension, data):
    """One side writes a class in two ways."""
    def mixed(name):
        mixed.count += 1
        return name.upper() if mixed.count % 2 else name.lower()

    def twice(name):
        mixed.count += 1
        return name.upper() if mixed.count % 2 else name

    for one in (mixed, twice):
        for other in (str, str.lower, str.upper):
            mixed.count = 0
            check(report, extension, data, Shape(name_class=one), Shape(name_class=other), 1, name="classes in two spellings:")
            check(report, extension, data, Shape(name_class=other), Shape(name_class=one), 1, name="classes in two spellings:")


def check_scales(report, extension, data):
    """Boxes in shares of the image on one side."""
    def listed(images):
        return [(name, name + ".jpg", width, height) for _, name, width, height in images]

    shares = [(BOXES[0][0], share), (BOXES[0][0], share_centre)]
    for box in shares:
        for relative in (Shape(box), Shape(box, storage="text"), Shape(box, has_id=False, own=2)):
            check(report, extension, data, relative, Shape(), 1, listed, "shares:")
            check(report, extension, data, Shape(), relative, 1, listed, "shares:")
    for names, convert in ((("XMin", "YMin", "XMax", "YMax"), share_corners), (("x_center", "y_center", "w", "h"), share_centre)):
        sized = Shape((names, convert), image="ImageID", kind="LabelName", score="Confidence", image_size=True)
        check(report, extension, data, sized, Shape(), 2, name="shares beside the size of the image:")
        check(report, extension, data, Shape(), sized, 2, listed, name="shares beside the size of the image:")


def main():
    extension = os.path.splitext(os.path.abspath(sys.argv[1]))[0]
    report, data = Report(), truth(11)
    check_columns(report, extension, data)
    check_names(report, extension, data)
    check_files(report, extension, data)
    check_listed(report, extension, data)
    check_mixed(report, extension, data)
    check_scales(report, extension, data)
    print(f"advice: {report.passed} passed, {report.failed} failed")
    sys.exit(report.failed > 0)


if __name__ == "__main__":
    main()
