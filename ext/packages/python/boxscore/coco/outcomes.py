"""The list evalImgs and the dictionary ious of an evaluation, from match_outcomes and the functions on geometries."""

from __future__ import annotations

from typing import Any

import numpy as np

from .tables import Tables, plain

IOU = {
    "bbox": "iif(p.x IS NULL, iou(geometry_box(p.segmentation), json_array(l.x, l.y, l.width, l.height), l.iscrowd),"
            " iou(p.x, p.y, p.width, p.height, l.x, l.y, l.width, l.height, l.iscrowd))",
    "segm": "iou(geometry_mask(coalesce(p.segmentation, json_array(p.x, p.y, p.width, p.height)), i.width, i.height),"
            " geometry_mask(l.segmentation, i.width, i.height), l.iscrowd)",
    "keypoints": "oks(p.keypoints, l.keypoints, l.area, ?, json_array(l.x, l.y, l.width, l.height))",
}


class Outcomes:
    """What happened to each label and prediction in each cell of thresholds and area ranges, at the largest detection limit."""

    def __init__(self, tables: Tables):
        self.tables, self.params = tables, tables.params
        self.limit = int(self.params.maxDets[-1])
        self.label_ids = np.array([label["id"] for label in tables.labels], dtype=np.float64)
        # A label with the id 0 can be matched here, and 0 means unmatched.
        self.label_ids[self.label_ids == 0] = -1
        self.prediction_ids = np.array([p["id"] for p in tables.predictions], dtype=np.float64)
        self.scores = [p["score"] for p in tables.predictions]
        self.groups = self._group()
        self._read()

    def _group(self) -> dict[tuple[Any, int], tuple[list[int], list[int]]]:
        """By image and class: the numbers of the labels, and of the kept predictions by descending score."""
        groups: dict[tuple[Any, int], tuple[list[int], list[int]]] = {}
        for place, objects in enumerate((self.tables.labels, self.tables.predictions)):
            for number, thing in enumerate(objects):
                key = (plain(thing["image_id"]), self.tables._class(thing))
                groups.setdefault(key, ([], []))[place].append(number)
        for _, predictions in groups.values():
            predictions.sort(key=lambda number: -self.scores[number])
            del predictions[self.limit:]
        return groups

    def _read(self) -> None:
        """held: of a prediction in a cell its label's number, or -1; and who is ignored."""
        T, A = len(self.params.iouThrs), len(self.params.areaRng)
        self.held = np.full((A, T, len(self.prediction_ids)), -1, dtype=np.int64)
        self.ignored = np.zeros((A, T, len(self.prediction_ids)), dtype=bool)
        self.ignored_labels = np.zeros((A, len(self.label_ids)), dtype=np.int64)
        where = self.tables.where_each([self.limit])
        rows = self.tables.cells(
            "match_outcomes", "prediction_id, label_id, held_label_id, outcome = 'ignored'",
            "AND (held_label_id IS NOT NULL OR outcome = 'ignored')", limits=[self.limit])
        for prediction, label, held, ignored, *cell in rows:
            for t, a, _ in where[tuple(cell)]:
                if prediction is None:
                    self.ignored_labels[a, label - 1] = 1
                    continue
                self.ignored[a, t, prediction - 1] = ignored
                if held is not None:
                    self.held[a, t, prediction - 1] = held - 1

    def image(self, image: Any, category: Any, k: int, a: int) -> Any:
        """The entry of evalImgs for an image, class and area range; None where the image has nothing of the class."""
        labels, predictions = self.groups.get((plain(image), k), ([], []))
        if not labels and not predictions:
            return None
        T = len(self.params.iouThrs)
        ignored = self.ignored_labels[a, labels]
        order = np.argsort(ignored, kind="stable")
        labels = np.array(labels, dtype=np.int64)[order]
        predictions = np.array(predictions, dtype=np.int64)
        held = self.held[a][:, predictions]
        matches = np.where(held >= 0, self.label_ids[held] if len(self.label_ids) else 0.0, 0.0)
        of_labels = np.zeros((T, len(labels)))
        place = {label: g for g, label in enumerate(labels.tolist())}
        for t, d in zip(*np.nonzero(held >= 0)):  # in descending score: a crowd keeps its last one
            of_labels[t, place[int(held[t, d])]] = self.prediction_ids[predictions[d]]
        return {
            "image_id": image,
            "category_id": category,
            "aRng": self.params.areaRng[a],
            "maxDet": self.params.maxDets[-1],
            "dtIds": [self.tables.predictions[p]["id"] for p in predictions],
            "gtIds": [self.tables.labels[g]["id"] for g in labels],
            "dtMatches": matches,
            "gtMatches": of_labels,
            "dtScores": [self.scores[p] for p in predictions],
            "gtIgnore": ignored[order],
            "dtIgnore": self.ignored[a][:, predictions],
        }

    def images(self) -> list[Any]:
        """evalImgs: by category, area range and image."""
        categories = self.tables.categories if self.params.useCats else [-1]
        return [self.image(image, category, k, a)
                for k, category in enumerate(categories)
                for a in range(len(self.params.areaRng))
                for image in self.tables.images]


def ious(tables: Tables, groups: Any) -> dict[tuple[Any, Any], Any]:
    """The IoU of every kept prediction with every label of its image and class: (image, category) to a matrix."""
    categories = tables.categories if tables.params.useCats else [-1]
    found: dict[tuple[Any, Any], Any] = {}
    measured = dict(((p, g), value) for p, g, value in tables.session.rows(
        f"SELECT p.id, l.id, {IOU[tables.iou_type]} FROM evaluated_predictions AS p JOIN evaluated_labels AS l"
        " ON l.image_id = p.image_id AND l.class = p.class JOIN images AS i ON i.id = p.image_id",
        [tables.sigmas()] if tables.iou_type == "keypoints" else []))
    for k, category in enumerate(categories):
        for image in tables.images:
            labels, predictions = groups.get((plain(image), k), ([], []))
            if not labels or not predictions:
                found[image, category] = []
                continue
            found[image, category] = np.array([[measured[p + 1, g + 1] for g in labels] for p in predictions])
    return found
