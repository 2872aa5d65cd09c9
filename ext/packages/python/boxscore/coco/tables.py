"""The two COCO objects of an evaluation as tables, and what SQL says about them.

The tables number labels and predictions in the order in which pycocotools goes through them: that decides between equal scores and
equal IoUs. A class is the place of its category in params.catIds, or 0 for all where useCats is 0.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import numpy as np

from ..session import Error, Session
from .mask import to_json

SCHEMA = """
CREATE TABLE images(id PRIMARY KEY, width, height, file);
CREATE TABLE evaluated_labels(id INTEGER PRIMARY KEY, image_id, class INTEGER, x REAL, y REAL, width REAL, height REAL, area REAL,
  iscrowd INTEGER, segmentation TEXT, keypoints TEXT, annotation_id, name, category_id, num_keypoints);
CREATE TABLE evaluated_predictions(id INTEGER PRIMARY KEY, image_id, class INTEGER, score REAL, x REAL, y REAL, width REAL,
  height REAL, segmentation TEXT, keypoints TEXT, annotation_id, name, category_id);
CREATE VIEW labels AS SELECT annotation_id AS id, image_id, name AS class, category_id, x, y, width, height, area, iscrowd, segmentation,
  keypoints, num_keypoints FROM evaluated_labels;
CREATE VIEW predictions AS SELECT annotation_id AS id, image_id, name AS class, category_id, score, x, y, width, height, segmentation, keypoints
  FROM evaluated_predictions;
"""
# Areas beyond this do not occur, so it stands for infinity.
LARGEST_AREA = 1e30
INPUT = "'evaluated_labels', 'evaluated_predictions', 'images'"


def plain(value: Any) -> Any:
    """A number or text of numpy as SQLite takes it."""
    return value.item() if isinstance(value, np.generic) else value


def area_text(area: Any) -> str:
    """An area range as the parameter area_range has it."""
    low, high = (min(max(float(bound), 0.0), LARGEST_AREA) for bound in area)
    return f"{format(Decimal(low), 'f')}-{format(Decimal(high), 'f')}"


def places(values: Any) -> str:
    return ", ".join("?" * len(values))


class Tables:
    """The labels, predictions and images that params selects, in a database of their own in memory."""

    def __init__(self, truth: Any, found: Any, params: Any):
        self.params = params
        self.iou_type = params.iouType
        self.images = list(params.imgIds)
        self.categories = list(params.catIds)
        self.classes = [plain(c) for c in self.categories] if params.useCats else [-1]
        self.place = {category: k for k, category in enumerate(self.categories)}
        self.labels = self._select(truth, "annotation")
        self.predictions = self._select(found, "result")
        self.session = Session()
        self.session.script(SCHEMA)
        names = self._names(truth)
        self._insert_images(truth)
        self._insert_labels(names)
        self._insert_predictions(names)

    def _select(self, coco: Any, what: str) -> list[Any]:
        """The annotations of the images and categories, image by image; categories in turn where they are one class."""
        chosen: list[Any] = []
        for image in self.images:
            here = [a for a in coco.imgToAnns.get(image, ()) if a["category_id"] in self.place]
            if not self.params.useCats:
                here.sort(key=lambda a: self.place[a["category_id"]])
            chosen += here
        seen: set[Any] = set()
        for annotation in chosen:
            if annotation["id"] in seen:
                raise Error(f"{what} id {annotation['id']} occurs twice: pycocotools would evaluate the last one twice")
            seen.add(annotation["id"])
        return chosen

    def _names(self, truth: Any) -> list[Any]:
        """What the views call each category: its name, or its id where names are missing or not unique."""
        names = [truth.cats.get(category, {}).get("name") for category in self.categories]
        if len(set(names)) < len(names) or not all(isinstance(name, str) for name in names):
            names = [plain(category) for category in self.categories]
        return names

    def _class(self, annotation: Any) -> int:
        return self.place[annotation["category_id"]] if self.params.useCats else 0

    def _insert_images(self, truth: Any) -> None:
        rows = []
        for image in self.images:
            entry = truth.imgs.get(image, {})
            size = (plain(entry.get("width")) or 1, plain(entry.get("height")) or 1)
            rows.append((plain(image), *size, entry.get("file_name")))
        self.session.insert("INSERT INTO images VALUES (?, ?, ?, ?)", rows)

    def _shape(self, annotation: Any) -> tuple[Any, Any]:
        """The segmentation and the keypoints, where the evaluation compares them."""
        if self.iou_type == "segm":
            return to_json(annotation["segmentation"]), None
        return None, to_json(annotation["keypoints"]) if self.iou_type == "keypoints" else None

    def _insert_labels(self, names: list[Any]) -> None:
        rows = []
        for number, label in enumerate(self.labels, 1):
            box = (None,) * 4 if self.iou_type == "segm" else tuple(map(float, label["bbox"]))
            area = label.get("area")
            rows.append((number, plain(label["image_id"]), self._class(label), *box, None if area is None else float(area),
                         int(label.get("iscrowd") or 0), *self._shape(label), plain(label["id"]),
                         names[self.place[label["category_id"]]], plain(label["category_id"]), plain(label.get("num_keypoints"))))
        self.session.insert(f"INSERT INTO evaluated_labels VALUES ({places(range(15))})", rows)

    def _boxes_and_areas(self) -> tuple[Any, Any]:
        boxes = np.array([p["bbox"] for p in self.predictions], dtype=np.float64).reshape(-1, 4)
        areas = [p["area"] for p in self.predictions]
        return boxes, np.array(areas, dtype=np.float64)

    def _membership(self, areas: Any) -> Any:
        return np.array([(areas < low) | (areas > high) for low, high in self.params.areaRng])

    def _insert_predictions(self, names: list[Any]) -> None:
        """A prediction whose area is that of its mask, as loadRes has it for results without boxes, goes in without its box."""
        boxes, areas = self._boxes_and_areas()
        apart = (self._membership(areas) != self._membership(boxes[:, 2] * boxes[:, 3])).any(axis=0)
        rows = []
        for number, (prediction, box) in enumerate(zip(self.predictions, boxes.tolist()), 1):
            shape = self._shape(prediction)
            if apart[number - 1]:
                shape = (self._mask_of(prediction), shape[1])
                box = (None,) * 4
            rows.append((number, plain(prediction["image_id"]), self._class(prediction), float(prediction["score"]), *box, *shape,
                         plain(prediction["id"]), names[self.place[prediction["category_id"]]], plain(prediction["category_id"])))
        self.session.insert(f"INSERT INTO evaluated_predictions VALUES ({places(range(13))})", rows)
        self._check_masks(np.flatnonzero(apart), areas)

    def _mask_of(self, prediction: Any) -> str:
        segmentation = prediction.get("segmentation")
        if not isinstance(segmentation, dict) or self.iou_type == "keypoints":
            raise Error(f"result {prediction['id']}: its area {prediction['area']} is not that of its box; boxscore takes the area "
                        "of the box, or of the mask of a result without a box")
        return to_json(segmentation)

    def _check_masks(self, numbers: Any, areas: Any) -> None:
        for number in numbers.tolist():
            area, box = self.session.rows("SELECT geometry_area(segmentation), geometry_box(segmentation)"
                                          " FROM evaluated_predictions WHERE id = ?", (number + 1,))[0]
            prediction = self.predictions[number]
            same_box = json.loads(box) == [float(v) for v in prediction["bbox"]] or self.iou_type != "bbox"
            if not same_box or (self._membership(np.float64(area)) != self._membership(areas[number])).any():
                raise Error(f"result {prediction['id']}: its area {prediction['area']} is neither that of its box nor of its mask")

    # ---- what SQL says ----

    def cells(self, function: str, columns: str, where: str = "", limits: Any = ()) -> list[tuple[Any, ...]]:
        """Rows of a function for every threshold, area range and detection limit; the last three columns say which."""
        thresholds = sorted({min(float(t), 1.0) for t in self.params.iouThrs})
        areas = sorted({area_text(area) for area in self.params.areaRng})
        limits = sorted({int(limit) for limit in limits})
        sigmas = [self.sigmas()] if self.iou_type == "keypoints" else []
        return self.session.rows(
            f"SELECT {columns}, iou_threshold, area_range, max_detections FROM {function}({INPUT}) WHERE iou_type = ?"
            f" AND iou_threshold IN ({places(thresholds)}) AND area_range IN ({places(areas)})"
            f" AND max_detections IN ({places(limits)}) {'AND sigmas = ?' if sigmas else ''} {where}",
            [self.iou_type, *thresholds, *areas, *limits, *sigmas],
        )

    def sigmas(self) -> str:
        """The tolerances of keypoints as JSON."""
        return json.dumps([float(sigma) for sigma in self.params.kpt_oks_sigmas])

    def where_each(self, limits: Any) -> dict[tuple[Any, ...], list[tuple[int, int, int]]]:
        """The places in the arrays of every cell that `cells` returns."""
        found: dict[tuple[Any, ...], list[tuple[int, int, int]]] = {}
        for t, threshold in enumerate(self.params.iouThrs):
            for a, area in enumerate(self.params.areaRng):
                for m, limit in enumerate(limits):
                    found.setdefault((min(float(threshold), 1.0), area_text(area), int(limit)), []).append((t, a, m))
        return found
