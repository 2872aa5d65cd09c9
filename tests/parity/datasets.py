"""Random data sets, small and full of the cases that go wrong: the same for the same seed.

    data = datasets.make(17)

A data set is what a COCO file says, and what to evaluate it with. Coordinates come on coarse grids, so that
IoUs tie and hit thresholds exactly; scores in few steps, so that they tie; areas on the bounds of the
buckets. Nothing is drawn that the reference refuses or reads differently on purpose: label ids are above 0
and ascend in the file, predictions are of images that exist.
"""

import random
from dataclasses import dataclass, field

THRESHOLDS = [0.5 + i * ((0.95 - 0.5) / 9) for i in range(9)] + [0.95]
AREAS = {"all": (0, 1e10), "small": (0, 1024), "medium": (1024, 9216), "large": (9216, 1e10)}
LIMITS = [1, 10, 100]


@dataclass
class DataSet:
    seed: int
    images: list = field(default_factory=list)  # ids, in file order
    categories: list = field(default_factory=list)  # (id, name)
    labels: list = field(default_factory=list)  # dicts: id, image_id, category_id, bbox, area or None, iscrowd
    predictions: list = field(default_factory=list)  # dicts: image_id, category_id, score, bbox; id = place + 1
    thresholds: list = field(default_factory=lambda: list(THRESHOLDS))
    areas: dict = field(default_factory=lambda: dict(AREAS))  # what area_range is set to: (low, high)
    limits: list = field(default_factory=lambda: list(LIMITS))
    selected: list = None  # the category ids that are evaluated, all of them in a table; None: all
    iou_type: str = "bbox"

    def standard(self):
        """Whether the twelve figures are defined: COCO's own thresholds and areas."""
        return self.thresholds == THRESHOLDS and self.areas == AREAS

    def evaluated(self, items):
        return [item for item in items if self.selected is None or item["category_id"] in self.selected]

    def area(self, label):
        return label["bbox"][2] * label["bbox"][3] if label["area"] is None else label["area"]

    def coco(self):
        """The instances document and the list of results, as the reference reads them."""
        annotations = [dict(label, area=self.area(label)) for label in self.labels]
        document = {
            "images": [{"id": i, "width": 640, "height": 480, "file_name": f"{i}.jpg"} for i in self.images],
            "categories": [{"id": i, "name": name} for i, name in self.categories],
            "annotations": annotations,
        }
        return document, [dict(prediction) for prediction in self.predictions]


def grid_of(rng):
    """How coordinates are drawn: a function of a size, with the steps of this data set."""
    kind = rng.choice(["step 8", "step 8", "eighths", "cents", "full"])
    if kind == "step 8":
        return lambda high: float(rng.randrange(0, int(high) + 1, 8))
    if kind == "eighths":
        return lambda high: rng.randrange(0, int(high * 8) + 1) / 8
    if kind == "cents":
        return lambda high: round(rng.random() * high, 2)
    return lambda high: rng.random() * high


def scores_of(rng):
    kind = rng.choice(["steps", "steps", "thousandths", "full", "equal", "any"])
    if kind == "steps":
        return lambda: rng.randrange(0, 9) / 8
    if kind == "thousandths":
        return lambda: round(rng.random(), 3)
    if kind == "full":
        return rng.random
    if kind == "equal":
        return lambda: 0.5
    strange = [0.0, -0.0, -1.5, 7.25, 1e-310, 5e-324, -5e-324, 1e300, -1e300, 0.1, 0.1 + 2**-56, 1, -3]
    return lambda: rng.choice(strange)


def thresholds_of(rng):
    if rng.random() < 0.7:
        return list(THRESHOLDS)
    some = [1e-9, 0.05, 0.125, 0.25, 0.3, 1 / 3, 0.5, 0.6, 0.75, 0.9, 0.99, 1.0]
    return sorted(rng.sample(some, rng.randrange(1, 5)))


def areas_of(rng):
    if rng.random() < 0.7:
        return dict(AREAS)
    bounds = sorted(rng.sample([0, 8, 64, 256, 500, 512.5, 1024, 4096, 5000, 9216, 1e5, 1e10], 3))
    areas = {"all": (0, 1e10)}
    for low, high in [(bounds[0], bounds[1]), (bounds[1], bounds[2]), (bounds[1], bounds[1])]:
        areas[f"{low:.17g}-{high:.17g}"] = (low, high)
    return areas


def make(seed):
    rng = random.Random(seed)
    data = DataSet(seed)
    data.thresholds, data.areas = thresholds_of(rng), areas_of(rng)
    data.limits = rng.choice([LIMITS] * 6 + [[1, 2, 3], [2], [1, 5], [1, 10, 300], [3, 4, 5, 6]])
    many = rng.random() < 0.02  # thousands of predictions in an image, and a limit that bites
    image_count = 1 if many else rng.choice([1, 2, 3, 5, 8, 20, 60])
    if many:
        data.limits = rng.choice([LIMITS, [10, 1000, 5000]])
    low = rng.choice([0, 0, 1, 1000, 2**40, -50])
    data.images = [low + i for i in rng.sample(range(image_count * 3), image_count)]
    class_count = rng.choice([1, 2, 2, 3, 5, 12]) if not many else 2
    ids = rng.sample(range(1, 91), class_count)
    # names do not sort as ids do, so that the order of the classes in a mean shows
    data.categories = [(i, f"{rng.randrange(1000):03d} of {i}") for i in ids]
    place(data, rng, many)
    present = sorted({item["category_id"] for item in data.labels + data.predictions})
    if present and rng.random() < 0.15:
        data.selected = sorted(rng.sample(present, rng.randrange(1, len(present) + 1)))
    return data


def place(data, rng, many):
    coordinate, score = grid_of(rng), scores_of(rng)
    span = rng.choice([24, 64, 200])
    crowds, zeros, copies = rng.choice([0, 0, 0.1, 0.5]), rng.choice([0, 0, 0.05, 0.3]), rng.choice([0, 0.2, 0.7])
    area_kind = rng.choice(["absent", "part", "part", "bounds"])
    edges = [bound for pair in data.areas.values() for bound in pair]
    most_labels, most_predictions = rng.choice([(3, 4), (6, 12), (6, 12), (10, 25), (30, 60)])

    def box():
        sides = [0.0 if rng.random() < zeros else coordinate(span) or 8.0 for _ in range(2)]
        if rng.random() < 0.1:
            sides = [rng.choice([32.0, 96.0]) for _ in range(2)]  # 32 * 32 and 96 * 96 are the bounds
        return [coordinate(span), coordinate(span)] + sides

    def area():
        if area_kind == "absent":
            return None
        if area_kind == "bounds":
            return float(rng.choice(edges + [1024, 9216, 1023.9999999999999, 1024.0000000000002]))
        return round(rng.random() ** 3 * 12000, 3)

    label_id = rng.choice([0, 0, 500, 2**33])
    boxes = {}
    for image in rng.sample(data.images, len(data.images)):
        if rng.random() < 0.15:
            continue
        for _ in range(rng.randrange(most_labels + 1)):
            label_id += rng.choice([1, 1, 1, 7])
            category = rng.choice(data.categories)[0]
            bbox = rng.choice(boxes[image]) if image in boxes and rng.random() < copies / 2 else box()
            boxes.setdefault(image, []).append(bbox)
            data.labels.append(
                {"id": label_id, "image_id": image, "category_id": category, "bbox": list(bbox), "area": area(),
                 "iscrowd": int(rng.random() < crowds)}
            )
    unlabelled = rng.choice(data.categories)[0] if rng.random() < 0.15 else None
    unpredicted = rng.choice(data.categories)[0] if rng.random() < 0.15 else None
    data.labels = [label for label in data.labels if label["category_id"] != unlabelled]
    for image in data.images:
        if rng.random() < 0.1:
            continue
        count = rng.randrange(2000, 4000) if many else rng.randrange(most_predictions + 1)
        for _ in range(count):
            category = rng.choice(data.categories)[0]
            bbox = rng.choice(boxes[image]) if image in boxes and rng.random() < copies else box()
            if rng.random() < 0.3:
                bbox = [bbox[0] + coordinate(8), bbox[1], bbox[2], bbox[3]]
            data.predictions.append(
                {"image_id": image, "category_id": category, "score": score(), "bbox": list(bbox)}
            )
    rng.shuffle(data.predictions)
    data.predictions = [p for p in data.predictions if p["category_id"] != unpredicted]
