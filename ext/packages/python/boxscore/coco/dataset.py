"""COCO: a COCO file in memory, with its annotations by image and category."""

from __future__ import annotations

import copy
import json
import os
import time
from collections import defaultdict
from typing import Any
from urllib.request import urlretrieve

import numpy as np

from . import mask


def _listed(value: Any) -> Any:
    """A value that may be one or many, as many."""
    return value if hasattr(value, "__iter__") and hasattr(value, "__len__") else [value]


def _read(path: Any) -> Any:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class COCO:
    """The dictionaries dataset, anns, cats, imgs, imgToAnns and catToImgs of a file, and look-ups in them."""

    def __init__(self, annotation_file: Any = None):
        self.dataset: dict[str, Any] = {}
        self.anns: dict[Any, Any] = {}
        self.cats: dict[Any, Any] = {}
        self.imgs: dict[Any, Any] = {}
        self.imgToAnns: dict[Any, list[Any]] = defaultdict(list)
        self.catToImgs: dict[Any, list[Any]] = defaultdict(list)
        if annotation_file is None:
            return
        print("loading annotations into memory...")
        begun = time.time()
        dataset = _read(annotation_file)
        if not isinstance(dataset, dict):
            raise AssertionError(f"annotation file format {type(dataset)} not supported")
        print(f"Done (t={time.time() - begun:0.2f}s)")
        self.dataset = dataset
        self.createIndex()

    def createIndex(self) -> None:
        print("creating index...")
        annotations = self.dataset.get("annotations", [])
        self.imgToAnns, self.catToImgs = defaultdict(list), defaultdict(list)
        for annotation in annotations:
            self.imgToAnns[annotation["image_id"]].append(annotation)
        if "categories" in self.dataset:
            for annotation in annotations:
                self.catToImgs[annotation["category_id"]].append(annotation["image_id"])
        self.anns = {annotation["id"]: annotation for annotation in annotations}
        self.imgs = {image["id"]: image for image in self.dataset.get("images", [])}
        self.cats = {category["id"]: category for category in self.dataset.get("categories", [])}
        print("index created!")

    def info(self) -> None:
        for key, value in self.dataset["info"].items():
            print(f"{key}: {value}")

    def getAnnIds(self, imgIds: Any = (), catIds: Any = (), areaRng: Any = (), iscrowd: Any = None) -> list[Any]:
        """The ids of the annotations of these images and categories, with an area inside of a range."""
        imgIds, catIds = _listed(imgIds), _listed(catIds)
        if len(imgIds):
            found = [a for image in imgIds if image in self.imgToAnns for a in self.imgToAnns[image]]
        else:
            found = self.dataset["annotations"]
        if len(catIds):
            found = [a for a in found if a["category_id"] in catIds]
        if len(areaRng):
            found = [a for a in found if areaRng[0] < a["area"] < areaRng[1]]
        return [a["id"] for a in found if iscrowd is None or a["iscrowd"] == iscrowd]

    def getCatIds(self, catNms: Any = (), supNms: Any = (), catIds: Any = ()) -> list[Any]:
        """The ids of the categories with these names, supercategories and ids."""
        found = self.dataset["categories"]
        for wanted, key in ((_listed(catNms), "name"), (_listed(supNms), "supercategory"), (_listed(catIds), "id")):
            if len(wanted):
                found = [category for category in found if category[key] in wanted]
        return [category["id"] for category in found]

    def getImgIds(self, imgIds: Any = (), catIds: Any = ()) -> list[Any]:
        """The ids of the images among these that have all of these categories."""
        imgIds, catIds = _listed(imgIds), _listed(catIds)
        if len(imgIds) == len(catIds) == 0:
            return list(self.imgs)
        found = set(imgIds)
        for place, category in enumerate(catIds):
            images = set(self.catToImgs[category])
            found = images if place == 0 and not found else found & images
        return list(found)

    def loadAnns(self, ids: Any = ()) -> list[Any]:
        return [self.anns[i] for i in _listed(ids)]

    def loadCats(self, ids: Any = ()) -> list[Any]:
        return [self.cats[i] for i in _listed(ids)]

    def loadImgs(self, ids: Any = ()) -> list[Any]:
        return [self.imgs[i] for i in _listed(ids)]

    def showAnns(self, anns: Any, draw_bbox: bool = False) -> None:
        raise NotImplementedError(
            "boxscore.coco does not draw with matplotlib; SQL does: SELECT picture FROM outcome_pictures "
            "(docs/how-to/pictures.md), or keep pycocotools for showAnns"
        )

    def loadRes(self, resFile: Any) -> COCO:
        """The results of a file, a list or an array of [image_id, x, y, width, height, score, category_id]."""
        result = type(self)()
        result.dataset["info"] = copy.deepcopy(self.dataset.get("info", {}))
        result.dataset["images"] = list(self.dataset["images"])
        print("Loading and preparing results...")
        begun = time.time()
        if isinstance(resFile, (str, os.PathLike)):
            annotations = _read(resFile)
        elif isinstance(resFile, np.ndarray):
            annotations = self.loadNumpyAnnotations(resFile)
        else:
            annotations = resFile
        if not isinstance(annotations, list):
            raise AssertionError("results in not an array of objects")
        if not {annotation["image_id"] for annotation in annotations} <= set(self.imgs):
            raise AssertionError("Results do not correspond to current coco set")
        if annotations and "caption" in annotations[0]:
            named = {annotation["image_id"] for annotation in annotations}
            result.dataset["images"] = [image for image in result.dataset["images"] if image["id"] in named]
        else:
            result.dataset["categories"] = copy.deepcopy(self.dataset["categories"])
        self._complete(annotations)
        print(f"DONE (t={time.time() - begun:0.2f}s)")
        result.dataset["annotations"] = annotations
        result.createIndex()
        return result

    def _complete(self, annotations: list[Any]) -> None:
        """Numbers the results, and gives them the area and the box that an annotation has. The first says what they are."""
        first = annotations[0] if annotations else {}
        for number, annotation in enumerate(annotations, 1):
            annotation["id"] = number
        if "caption" in first:
            return
        if first.get("bbox", []) != []:
            for annotation in annotations:
                x, y, width, height = annotation["bbox"]
                if "segmentation" not in annotation:
                    annotation["segmentation"] = [[x, y, x, y + height, x + width, y + height, x + width, y]]
                annotation["area"] = width * height
                annotation["iscrowd"] = 0
        elif "segmentation" in first:
            for annotation in annotations:
                rle = self.annToRLE(annotation)
                annotation["area"] = mask.area(rle)
                if "bbox" not in annotation:
                    annotation["bbox"] = mask.toBbox(rle)
                annotation["iscrowd"] = 0
        elif "keypoints" in first:
            for annotation in annotations:
                x, y = annotation["keypoints"][0::3], annotation["keypoints"][1::3]
                left, right, top, bottom = np.min(x), np.max(x), np.min(y), np.max(y)
                annotation["area"] = (right - left) * (bottom - top)
                annotation["bbox"] = [left, top, right - left, bottom - top]

    def loadNumpyAnnotations(self, data: Any) -> list[dict[str, Any]]:
        print("Converting ndarray to lists...")
        print(data.shape)
        if data.ndim != 2 or data.shape[1] != 7:
            raise AssertionError(f"an array of results has 7 columns, this one has the shape {data.shape}")
        print(f"0/{len(data)}")
        return [
            {"image_id": int(row[0]), "bbox": [row[1], row[2], row[3], row[4]], "score": row[5], "category_id": int(row[6])}
            for row in data
        ]

    def download(self, tarDir: Any = None, imgIds: Any = ()) -> Any:
        """Fetches images from their coco_url into a folder."""
        if tarDir is None:
            print("Please specify target directory")
            return -1
        images = self.loadImgs(imgIds) if len(imgIds) else list(self.imgs.values())
        os.makedirs(tarDir, exist_ok=True)
        for number, image in enumerate(images):
            begun = time.time()
            path = os.path.join(tarDir, image["file_name"])
            if not os.path.exists(path):
                urlretrieve(image["coco_url"], path)
            print(f"downloaded {number}/{len(images)} images (t={time.time() - begun:0.1f}s)")
        return None

    def annToRLE(self, ann: Any) -> Any:
        """The mask of an annotation as run-length encoding."""
        segmentation = ann["segmentation"]
        if not isinstance(segmentation, list):
            return segmentation if isinstance(segmentation["counts"], (str, bytes)) else mask.frPyObjects(segmentation, 0, 0)
        image = self.imgs[ann["image_id"]]
        return mask.merge(mask.frPyObjects(segmentation, image["height"], image["width"]))

    def annToMask(self, ann: Any) -> Any:
        """The mask of an annotation as an array of height x width."""
        return mask.decode(self.annToRLE(ann))
