"""Writes the same three images, labels and predictions in the layout that each framework and labelling tool exports.

    python3 examples/frameworks/generate.py build/frameworks

The pages of docs/how-to/frameworks/ read these files, so that their queries run in the tests; all of them come to the same
figures. Coordinates are multiples of 1/64 of the image, so that no format rounds them.
"""

import json
import os
import struct
import sys
import zlib

WIDTH, HEIGHT = 640, 512
IMAGES = {1: "street_a", 2: "street_b", 3: "street_c"}
CLASSES = ["person", "car"]
# image, class, x, y, width, height
LABELS = [
    (1, "person", 20, 64, 40, 128), (1, "person", 100, 64, 40, 128), (1, "car", 200, 160, 160, 96),
    (2, "person", 320, 80, 60, 160), (2, "car", 40, 240, 200, 120),
    (3, "car", 400, 200, 120, 80), (3, "person", 10, 200, 30, 88),
]
# image, class, score, x, y, width, height
PREDICTIONS = [
    (1, "person", 0.9, 20, 64, 40, 120), (1, "person", 0.5, 110, 64, 40, 128), (1, "car", 0.875, 200, 160, 160, 96),
    (2, "person", 0.75, 320, 80, 60, 160), (2, "car", 0.625, 60, 240, 200, 120), (2, "person", 0.25, 500, 80, 60, 160),
    (3, "car", 0.375, 400, 232, 120, 80), (3, "car", 0.8, 400, 200, 120, 72),
]


class Folder:
    def __init__(self, root):
        self.root = root

    def write(self, path, content):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        mode = "wb" if isinstance(content, bytes) else "w"
        with open(path, mode) as file:
            file.write(content)

    def json(self, path, content):
        self.write(path, json.dumps(content))


def png():
    """A grey image."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\x80" * WIDTH) * HEIGHT
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def corners(box):
    x, y, width, height = box
    return [float(x), float(y), float(x + width), float(y + height)]


def instances(first=1, names=None, extra=()):
    """A COCO file whose categories are numbered from `first`."""
    names = names or {image: stem + ".png" for image, stem in IMAGES.items()}
    return {
        "images": [{"id": i, "file_name": name, "width": WIDTH, "height": HEIGHT} for i, name in names.items()],
        "categories": list(extra) + [{"id": first + i, "name": name, "supercategory": "none"} for i, name in enumerate(CLASSES)],
        "annotations": [
            {"id": n + 1, "image_id": image, "category_id": first + CLASSES.index(name), "bbox": box, "area": box[2] * box[3],
             "iscrowd": 0} for n, (image, name, *box) in enumerate(LABELS)],
    }


def results(first=1, image_id=int):
    return [{"image_id": image_id(image), "category_id": first + CLASSES.index(name), "bbox": box, "score": score}
            for image, name, score, *box in PREDICTIONS]


def yolo_lines(rows, of, scored=False):
    lines = ""
    for image, name, *rest in rows:
        score, box = (rest[0], rest[1:]) if scored else (0, rest)
        if image == of:
            x, y, width, height = box
            numbers = [(x + width / 2) / WIDTH, (y + height / 2) / HEIGHT, width / WIDTH, height / HEIGHT]
            lines += " ".join([str(CLASSES.index(name))] + [repr(n) for n in numbers] + ([str(score)] if scored else [])) + "\n"
    return lines


def yolo_names():
    return "names:\n" + "".join(f"  {i}: {name}\n" for i, name in enumerate(CLASSES))


def by_image(rows, of):
    return [row[1:] for row in rows if row[0] == of]


def ultralytics(out):
    out.write("data.yaml", "path: .\ntrain: images/train\nval: images/val\n" + yolo_names())
    for image, stem in IMAGES.items():
        out.write(f"images/val/{stem}.png", png())
        out.write(f"labels/val/{stem}.txt", yolo_lines(LABELS, image))
        out.write(f"runs/detect/predict/labels/{stem}.txt", yolo_lines(PREDICTIONS, image, scored=True))
    named = results(image_id=IMAGES.get)
    out.json("runs/detect/val/predictions.json", [dict(r, file_name=r["image_id"] + ".png") for r in named])


def detectron2(out):
    out.json("instances_val.json", instances())
    out.json("output/inference/coco_instances_results.json", results())


def mmdetection(out):
    out.json("annotations/instances_val.json", instances(first=0))
    out.json("work_dirs/results.bbox.json", results(first=0))


def torchvision(out):
    """The outputs of a model, as the page's loop saves them."""
    out.json("instances_val.json", instances())
    out.json("outputs.json", [
        {"image_id": image, "boxes": [corners(box) for _, _, *box in by_image(PREDICTIONS, image)],
         "labels": [1 + CLASSES.index(name) for name, *_ in by_image(PREDICTIONS, image)],
         "scores": [score for _, score, *_ in by_image(PREDICTIONS, image)]} for image in IMAGES])


def huggingface(out):
    """A data set by to_json, and the results of post_process_object_detection."""
    lines = ""
    for image in IMAGES:
        found = by_image(LABELS, image)
        objects = {"id": list(range(len(found))), "area": [box[2] * box[3] for _, *box in found], "bbox": [box for _, *box in found],
                   "category": [CLASSES.index(name) for name, *_ in found]}
        lines += json.dumps({"image_id": image, "width": WIDTH, "height": HEIGHT, "objects": objects}) + "\n"
    out.write("validation.jsonl", lines)
    out.json("predictions.json", [
        {"image_id": image, "boxes": [corners(box) for _, _, *box in by_image(PREDICTIONS, image)],
         "labels": [CLASSES.index(name) for name, *_ in by_image(PREDICTIONS, image)],
         "scores": [score for _, score, *_ in by_image(PREDICTIONS, image)]} for image in IMAGES])


def tensorflow(out):
    rows = "filename,width,height,class,xmin,ymin,xmax,ymax\n"
    for image, name, *box in LABELS:
        rows += f"{IMAGES[image]}.png,{WIDTH},{HEIGHT},{name}," + ",".join(str(int(c)) for c in corners(box)) + "\n"
    out.write("val_labels.csv", rows)

    def relative(box):
        x1, y1, x2, y2 = corners(box)
        return [y1 / HEIGHT, x1 / WIDTH, y2 / HEIGHT, x2 / WIDTH]

    out.json("detections.json", [
        {"filename": stem + ".png", "detection_boxes": [relative(box) for _, _, *box in by_image(PREDICTIONS, image)],
         "detection_classes": [1.0 + CLASSES.index(name) for name, *_ in by_image(PREDICTIONS, image)],
         "detection_scores": [score for _, score, *_ in by_image(PREDICTIONS, image)]} for image, stem in IMAGES.items()])


def fiftyone(out):
    """COCODetectionDataset of two fields; categories from 0, and a score with each prediction."""
    truth = instances(first=0)
    found = dict(truth, annotations=[dict(r, id=n + 1) for n, r in enumerate(results(first=0))])
    out.json("ground_truth/labels.json", truth)
    out.json("predictions/labels.json", found)


def cvat(out):
    coco = instances()
    for annotation in coco["annotations"]:
        annotation.update(segmentation=[], attributes={"occluded": False})
    out.json("coco/annotations/instances_default.json", coco)
    out.write("yolo/obj.names", "\n".join(CLASSES) + "\n")
    out.write("yolo/obj.data", "classes = 2\nnames = data/obj.names\ntrain = data/train.txt\nbackup = backup/\n")
    out.write("yolo/train.txt", "".join(f"data/obj_train_data/{stem}.png\n" for stem in IMAGES.values()))
    for image, stem in IMAGES.items():
        out.write(f"yolo/obj_train_data/{stem}.txt", yolo_lines(LABELS, image))
        out.write(f"images/{stem}.png", png())
        objects = ""
        for name, *box in by_image(LABELS, image):
            tags = zip(("xmin", "ymin", "xmax", "ymax"), corners(box))
            objects += (f"<object><name>{name}</name><truncated>0</truncated><occluded>0</occluded><difficult>0</difficult><bndbox>"
                        + "".join(f"<{tag}>{value}</{tag}>" for tag, value in tags) + "</bndbox></object>")
        out.write(f"voc/Annotations/{stem}.xml",
                  f"<annotation><filename>{stem}.png</filename><size><width>{WIDTH}</width><height>{HEIGHT}</height><depth/></size>"
                  f"{objects}</annotation>")
    out.json("results.json", results())


def label_studio(out):
    def region(name, box, score=None):
        x, y, width, height = box
        value = {"x": 100 * x / WIDTH, "y": 100 * y / HEIGHT, "width": 100 * width / WIDTH, "height": 100 * height / HEIGHT,
                 "rotation": 0, "rectanglelabels": [name]}
        found = {"type": "rectanglelabels", "from_name": "label", "to_name": "image", "original_width": WIDTH,
                 "original_height": HEIGHT, "image_rotation": 0, "value": value}
        return dict(found, score=score) if score else found

    out.json("export.json", [
        {"id": image, "data": {"image": f"/data/upload/1/0a1b2c3d-{stem}.png"},
         "annotations": [{"id": 10 * image, "was_cancelled": False, "result": [region(n, box) for n, *box in by_image(LABELS, image)]}],
         "predictions": [{"model_version": "v1", "result": [region(n, box, s) for n, s, *box in by_image(PREDICTIONS, image)]}]}
        for image, stem in IMAGES.items()])


def roboflow(out):
    """An export adds a category 0 for the project; the hosted model answers with centres."""
    names = {image: f"{stem}_png.rf.0123456789abcdef{image}.jpg" for image, stem in IMAGES.items()}
    project = {"id": 0, "name": "street", "supercategory": "none"}
    out.json("valid/_annotations.coco.json", instances(names=names, extra=[project]))
    out.json("predictions.json", [
        {"file": names[image], "image": {"width": WIDTH, "height": HEIGHT},
         "predictions": [{"x": x + width / 2, "y": y + height / 2, "width": width, "height": height, "confidence": score, "class": name,
                          "class_id": CLASSES.index(name)} for name, score, x, y, width, height in by_image(PREDICTIONS, image)]}
        for image in IMAGES])


def main():
    for write in (ultralytics, detectron2, mmdetection, torchvision, huggingface, tensorflow, fiftyone, cvat, label_studio, roboflow):
        write(Folder(os.path.join(sys.argv[1], write.__name__)))


if __name__ == "__main__":
    main()
