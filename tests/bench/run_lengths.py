"""Turns the polygons of a results file into run lengths, for peers that take results of no other form.

    python run_lengths.py s1_labels.json s1_predictions.json s1_run_lengths.json s1_run_lengths_boxes.json

The second file has the box of each mask too, which one peer wants. Made by pycocotools, before anything is timed.
"""

import json
import os
import sys

from pycocotools import mask


def main():
    labels, predictions, *paths = sys.argv[1:]
    with open(labels) as file:
        sizes = {image["id"]: (image["height"], image["width"]) for image in json.load(file)["images"]}
    with open(predictions) as file:
        results = json.load(file)
    for result in results:
        height, width = sizes[result["image_id"]]
        merged = mask.merge(mask.frPyObjects(result["segmentation"], height, width))
        result["segmentation"] = {"size": [height, width], "counts": merged["counts"].decode("ascii")}
    boxed = [dict(result, bbox=mask.toBbox(result["segmentation"]).tolist()) for result in results]
    for path, rows in zip(paths, (results, boxed)):
        with open(path + ".partial", "w") as file:
            file.write(json.dumps(rows))
        os.replace(path + ".partial", path)


if __name__ == "__main__":
    main()
