#!/usr/bin/env python3
"""The street example: a data set with a right answer.

    python3 examples/street/generate.py build/street

writes, always the same to the last byte,

    instances.json       COCO labels of 400 images
    results.json         COCO results of the model 'baseline'
    night_results.json   COCO results of the model 'night'
    images.csv           id, weather, time, brightness: what the project knows about its images
    planted.csv          weakness, model, kind, id: which label, prediction or image was spoilt, and how
    images/*.png         the images, whose pixels are the same (zlib decides on the bytes); pictures.py draws them

The models are simulated: they see every object and then make the mistakes that README.md lists. Outlines are drawn into
the boxes, with dice of their own, so that boxes and scores do not depend on them; so has whatever came later.
Only random.Random(seed).random() is used, whose numbers Python keeps the same in every version,
and every figure is rounded before it is written.
"""
import csv
import json
import math
import os
import random
import sys

import pictures

WIDTH, HEIGHT = 1280, 720
IMAGES = 400
SMALL = 32 * 32          # COCO's limit of a small object, in square pixels
DARK = 0.25              # images below this brightness count as dark
FORGOTTEN = 15           # labels that the annotators forgot
BLURRED = 0.12           # share of the images
CLUTTER = (200, 2020)    # square pixels of what stands far away and is no object: below 0.24 % of the image

# class: category id, objects per image (at most, with the chance of each), height in pixels, width / height
CLASSES = {
    "person": (1, 4, 0.45, (30, 290), (0.34, 0.46)),
    "bicycle": (2, 2, 0.35, (28, 170), (1.20, 1.60)),
    "car": (3, 5, 0.55, (24, 210), (1.45, 1.95)),
    "truck": (4, 2, 0.35, (50, 330), (1.10, 1.60)),
    "bus": (5, 2, 0.25, (50, 330), (1.30, 2.10)),
    "traffic light": (6, 3, 0.50, (22, 80), (0.36, 0.44)),
}

# The outlines, in shares of the box, each touching its four sides: the front looks to the left.
OUTLINES = {
    "person": ((.50, 0, .66, .03, .70, .11, .62, .18, .86, .23, 1, .46, .90, .52, .78, .40, .80, 1, .58, 1, .52, .60, .44, 1,
                .22, 1, .24, .40, .12, .52, 0, .48, .16, .23, .38, .18, .30, .11, .34, .03),),
    "bicycle": ((0, .68, .07, .45, .22, .36, .37, .45, .44, .68, .37, .91, .22, 1, .07, .91),       # two wheels and
                (.56, .68, .63, .45, .78, .36, .93, .45, 1, .68, .93, .91, .78, 1, .63, .91),       # a frame
                (.22, 0, .34, 0, .36, .18, .62, .14, .76, .08, .78, .16, .72, .24, .80, .66, .66, .70, .60, .34, .54, .74,
                 .40, .74, .34, .36, .26, .70, .16, .66, .28, .20)),
    "car": ((0, .52, .06, .44, .22, .38, .34, .06, .44, 0, .74, 0, .84, .08, .93, .38, 1, .46, 1, .80, .90, .86, .86, 1, .76, 1,
             .72, .86, .28, .86, .24, 1, .14, 1, .10, .86, 0, .80),),
    "truck": ((0, .48, .05, .20, .24, .16, .28, .16, .30, 0, 1, 0, 1, .82, .92, .86, .89, 1, .79, 1, .76, .86, .26, .86, .23, 1,
               .13, 1, .10, .86, 0, .82),),
    "bus": ((0, .22, .03, .04, .10, 0, .97, 0, 1, .08, 1, .86, .90, .88, .87, 1, .77, 1, .74, .88, .28, .88, .25, 1, .15, 1, .12,
             .88, 0, .86),),
    "traffic light": ((.14, 0, .86, 0, 1, .05, 1, .95, .86, 1, .14, 1, 0, .95, 0, .05),),
}
# What distant clutter is taken for: class, weight, the scores; and how much of a box an outline fills at most.
MISTAKEN = (("car", 0.35, 0.25, 0.58), ("person", 0.35, 0.25, 0.58), ("bicycle", 0.12, 0.25, 0.58), ("bus", 0.09, 0.50, 0.78),
            ("truck", 0.09, 0.50, 0.78))
FILLED = {"person": 0.64, "bicycle": 0.86, "car": 0.77, "truck": 0.87, "bus": 0.95}
WHOLE_BOX = ((0, 0, 1, 0, 1, 1, 0, 1),)
TIMES = (("day", 0.55, 0.46, 0.76), ("dusk", 0.15, 0.29, 0.42), ("night", 0.30, 0.07, 0.22))
WEATHERS = (("clear", 0.60), ("rain", 0.25), ("fog", 0.15))


class Dice:
    """All randomness of the data set."""

    def __init__(self, seed):
        self.next = random.Random(seed).random

    def between(self, low, high):
        return low + (high - low) * self.next()

    def chance(self, probability):
        return self.next() < probability

    def around_zero(self):
        """Bell-shaped, -1..1, standard deviation about 0.29; no logarithm, so no platform matters."""
        return sum(self.next() for _ in range(4)) / 2 - 1

    def pick(self, weighted):
        roll = self.next()
        for item in weighted:
            roll -= item[1]
            if roll < 0:
                return item
        return weighted[-1]


def iou(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / (a[2] * a[3] + b[2] * b[3] - w * h)


def inside(box):
    """The box cut to the image, in tenths of a pixel."""
    x, y = max(0.0, box[0]), max(0.0, box[1])
    right, bottom = min(float(WIDTH), box[0] + box[2]), min(float(HEIGHT), box[1] + box[3])
    return [round(v, 1) for v in (x, y, max(2.0, right - x), max(2.0, bottom - y))]


def place(dice, name, others):
    """A box of the class's usual size that overlaps no other object of its class; None where there is no room."""
    _, _, _, heights, ratios = CLASSES[name]
    for _ in range(30):
        near = dice.next() * dice.next()                    # most objects are far away
        height = heights[0] + (heights[1] - heights[0]) * near
        width = height * dice.between(*ratios)
        if name == "traffic light":
            middle = dice.between(60, 260)
        else:
            middle = 330 + 230 * near + dice.between(-15, 15)   # the road comes down as it comes near
        box = inside([dice.between(0, WIDTH - width), middle - height / 2, width, height])
        if all(iou(box, o["bbox"]) <= (0.0 if o["class"] == name else 0.3) for o in others):
            return box
    return None


def own_outline(dice, name):
    """Whether the object is mirrored, and its outline: that of its class, and not quite like any other."""
    mirrored = dice.chance(0.5)
    return mirrored, [wobbled(dice, [1 - v if mirrored and i % 2 == 0 else v for i, v in enumerate(ring)], 0.02)
                      for ring in OUTLINES[name]]


def wobbled(dice, ring, amount):
    """The ring with its points moved, but for what touches the box."""
    return [v if v in (0, 1) else min(0.99, max(0.01, v + dice.between(-amount, amount))) for v in ring]


def drawn(outline, box):
    """The rings in the image, in tenths of a pixel: COCO's polygons."""
    return [[round(box[i % 2] + box[2 + i % 2] * v, 1) for i, v in enumerate(ring)] for ring in outline]


def crowd_mask(dice, box):
    """COCO's run lengths of a group: the box under a row of heads. Columns, from the background on."""
    left, top, right, bottom = (int(v + 0.5) for v in (box[0], box[1], box[0] + box[2], box[1] + box[3]))
    heads = [dice.between(0, 0.25) for _ in range((right - left) // 22 + 1)]
    counts, end = [], 0
    for x in range(left, right):
        beside = ((x - left) % 22 - 11) / 11
        start = x * HEIGHT + top + int((bottom - top) * (heads[(x - left) // 22] + 0.2 * beside * beside))
        counts += [start - end, x * HEIGHT + bottom - start]
        end = x * HEIGHT + bottom
    return {"size": [HEIGHT, WIDTH], "counts": counts + [WIDTH * HEIGHT - end]}


def make_images(dice):
    images = []
    for number in range(1, IMAGES + 1):
        time, _, low, high = dice.pick(TIMES)
        weather = dice.pick(WEATHERS)[0]
        brightness = dice.between(low, high) + (0.02 if weather == "fog" else 0.0)
        images.append({"id": number, "file_name": f"street_{number:04d}.png", "width": WIDTH, "height": HEIGHT,
                       "time": time, "weather": weather, "brightness": round(brightness, 3)})
    return images


def make_objects(dice, images):
    """What really stands in the street, labelled or not."""
    objects = []
    for image in images:
        here = []
        for name, (_, most, chance, _, _) in CLASSES.items():
            for _ in range(most):
                if dice.chance(chance):
                    box = place(dice, name, here)
                    if box:
                        here.append({"image": image, "class": name, "bbox": box, "crowd": False})
        if dice.chance(0.06):                               # a group at the kerb, labelled as one crowd
            box = inside([dice.between(0, WIDTH - 220), dice.between(330, 380), dice.between(140, 220), 110])
            here.append({"image": image, "class": "person", "bbox": box, "crowd": True})
        objects += here
    return objects


def area(thing):
    return round(thing["bbox"][2] * thing["bbox"][3], 2)


def forget(dice, objects):
    """Takes the labels off some bicycles that are easy to see."""
    candidates = [o for o in objects if o["class"] == "bicycle" and area(o) > 4 * SMALL and o["image"]["brightness"] > DARK]
    for _ in range(FORGOTTEN):
        candidates.pop(int(dice.next() * len(candidates)))["forgotten"] = True


def make_clutter(dice, images, objects):
    """What a model may take for an object: small things far away, and shadows in dark images."""
    by_image = group(objects)
    for image in images:
        taken = [o["bbox"] for o in by_image.get(image["id"], [])]
        image["clutter"] = []

        def put(kind, name, low, high):
            for _ in range(8):
                ratio = dice.between(*CLASSES[name][4])
                size = CLUTTER[0] + (CLUTTER[1] - CLUTTER[0]) * math.sqrt(dice.next())
                height = math.sqrt(size / FILLED[name] / ratio)
                high_up = name in ("bus", "truck") and dice.chance(0.5)     # billboards hang on the houses
                middle = dice.between(200, 300) if high_up else dice.between(330, 375)
                box = inside([dice.between(5, WIDTH - 5 - ratio * height), middle - height / 2, ratio * height, height])
                if all(iou(box, other) == 0 for other in taken):
                    taken.append(box)
                    image["clutter"].append({"kind": kind, "class": name, "bbox": box, "scores": (low, high)})
                    return

        for _ in range(3 + int(4 * dice.next())):
            name, _, low, high = dice.pick(MISTAKEN)
            put("clutter", name, low, high)
        for _ in range(6 + int(4 * dice.next()) if image["brightness"] < DARK else 0):
            put("shadow", "person" if dice.chance(0.6) else "car", 0.25, 0.58)


def blur(dice, images):
    for image in images:
        image["blurred"] = dice.chance(BLURRED)


def group(objects):
    by_image = {}
    for thing in objects:
        by_image.setdefault(thing["image"]["id"], []).append(thing)
    return by_image


def shaken(dice, box, amount):
    x, y, w, h = box
    return inside([x + w * amount * dice.around_zero(), y + h * amount * dice.around_zero(),
                   w * (1 + amount * dice.around_zero()), h * (1 + amount * dice.around_zero())])


def shaken_to(dice, box, low, high):
    """A copy of the box whose IoU with it is between low and high."""
    while True:
        other = shaken(dice, box, dice.between(1 - high, 1 - low))
        if low <= iou(box, other) <= high:
            return other


class Model:
    """A simulated detector; `results` are its COCO results, `planted` what it was made to do wrong."""

    def __init__(self, name, seed, dark_person_miss, reflections, coarse_masks, shadows):
        self.name, self.dice, self.mask_dice, self.alarm_dice = name, Dice(seed), Dice(100 + seed), Dice(200 + seed)
        self.dark_person_miss = dark_person_miss    # chance to miss a person in a dark image
        self.reflections = reflections              # chance to take a reflection on a wet road at night for a light
        self.coarse_masks = coarse_masks            # chance to fill the box of a bicycle
        self.shadows = shadows                      # chance to take a shadow in a dark image for a person
        self.results, self.planted = [], []

    def say(self, image, name, box, score, weakness=None, seen=None):
        """One result. `seen` is what is really there, whose outline it more or less has."""
        outline = seen["outline"] if seen and not seen["crowd"] else own_outline(self.mask_dice, name)[1]
        if seen and not weakness and name == "bicycle" and self.mask_dice.chance(self.coarse_masks):
            outline, weakness = WHOLE_BOX, "coarse mask"
        self.results.append({"image_id": image["id"], "category_id": CLASSES[name][0], "bbox": box,
                             "score": round(min(0.995, max(0.02, score)), 3),
                             "segmentation": drawn([wobbled(self.mask_dice, ring, 0.04) for ring in outline], box)})
        if weakness:
            self.planted.append((weakness, self.name, "prediction", len(self.results)))

    def miss(self, thing, weakness):
        self.planted.append((weakness, self.name, "label", thing["id"]))

    def see(self, thing):
        dice, image, name, box = self.dice, thing["image"], thing["class"], thing["bbox"]
        small, dark = area(thing) < SMALL, image["brightness"] < DARK
        if thing["crowd"]:
            for _ in range(2):                              # two of the group, found inside its label
                part = [box[0] + box[2] * dice.between(0, 0.7), box[1] + 5, box[2] * 0.2, box[3] - 10]
                self.say(image, name, inside(part), dice.between(0.3, 0.7), seen=thing)
        elif thing.get("forgotten"):
            self.say(image, name, shaken_to(dice, box, 0.8, 0.97), dice.between(0.90, 0.97), "forgotten label", thing)
        elif small and dice.chance(0.60):
            self.miss(thing, "small object")
        elif name == "person" and dark and dice.chance(self.dark_person_miss):
            self.miss(thing, "dark person")
        elif dice.chance(0.04):
            pass                                            # an ordinary miss
        elif name == "truck" and dice.chance(0.30):
            self.say(image, "bus", shaken_to(dice, box, 0.75, 0.95), dice.between(0.45, 0.85), "confused class", thing)
        elif dice.chance(0.03):
            self.say(image, name, shaken_to(dice, box, 0.2, 0.45), dice.between(0.2, 0.6), seen=thing)
        else:
            score = 0.78 + 0.35 * dice.around_zero() - (0.15 if small else 0) - (0.1 if dark else 0)
            self.say(image, name, shaken_to(dice, box, 0.55 if small else 0.65, 0.99), score, seen=thing)
            if name == "car" and dice.chance(0.14):
                self.say(image, name, shaken_to(dice, box, 0.52, 0.68), score - dice.between(0.05, 0.25), "duplicate",
                         thing)

    def imagine(self, image):
        """Objects that are not there."""
        dice = self.dice
        while dice.chance(0.40):
            name = list(CLASSES)[int(dice.next() * len(CLASSES))]
            self.say(image, name, place(dice, name, []), dice.between(0.05, 0.42))
        if image["time"] == "night" and image["weather"] == "rain":
            while dice.chance(self.reflections):
                height = dice.between(25, 60)
                box = inside([dice.between(0, WIDTH - 30), dice.between(480, 640), 0.4 * height, height])
                self.say(image, "traffic light", box, dice.between(0.5, 0.85), "reflection")

    def be_fooled(self, image, things):
        """False alarms that depend on the image and on the size."""
        dice = self.alarm_dice
        for thing in image["clutter"]:
            weakness, chance = {"clutter": ("distant clutter", 0.85), "shadow": ("shadow", self.shadows)}[thing["kind"]]
            if dice.chance(chance):
                self.say(image, thing["class"], shaken_to(dice, thing["bbox"], 0.92, 0.99), dice.between(*thing["scores"]),
                         weakness)
        for thing in things:
            blurred = image["blurred"] and not thing["crowd"] and not thing.get("forgotten")
            while blurred and dice.chance(0.60):
                self.say(image, thing["class"], shaken_to(dice, thing["bbox"], 0.15, 0.42), dice.between(0.30, 0.70),
                         "blurred image", thing)

    def run(self, images, objects):
        by_image = group(objects)
        for image in images:
            for thing in by_image.get(image["id"], []):
                self.see(thing)
            self.imagine(image)
        for image in images:
            self.be_fooled(image, by_image.get(image["id"], []))


def write_json(path, value):
    """Compact, one record a line, so that the file can be looked at."""
    def line(record):
        return json.dumps(record, separators=(",", ":"))
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        if isinstance(value, list):
            out.write("[" + ",\n".join(map(line, value)) + "]\n")
        else:
            parts = (json.dumps(key) + ":[\n" + ",\n".join(map(line, records)) + "]" for key, records in value.items())
            out.write("{" + ",\n".join(parts) + "}\n")


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *rows])


def main(folder):
    dice = Dice(20261123)
    images = make_images(dice)
    objects = make_objects(dice, images)
    forget(dice, objects)
    labels = [o for o in objects if not o.get("forgotten")]
    for number, label in enumerate(labels, 1):
        label["id"] = number
    mask_dice = Dice(100)
    for thing in objects:
        thing["mirrored"], thing["outline"] = own_outline(mask_dice, thing["class"])
    for label in labels:
        label["segmentation"] = (crowd_mask(mask_dice, label["bbox"]) if label["crowd"] else
                                 drawn(label["outline"], label["bbox"]))
    make_clutter(Dice(300), images, objects)
    blur(Dice(301), images)
    models = (Model("baseline", 1, 0.65, 0.0, 0.4, 0.90), Model("night", 2, 0.08, 0.75, 0.0, 0.08))
    for model in models:
        model.run(images, objects)

    os.makedirs(folder, exist_ok=True)
    write_json(os.path.join(folder, "instances.json"), {
        "images": [{key: i[key] for key in ("id", "width", "height", "file_name")} for i in images],
        "annotations": [{"id": o["id"], "image_id": o["image"]["id"], "category_id": CLASSES[o["class"]][0],
                         "bbox": o["bbox"], "area": area(o), "iscrowd": int(o["crowd"]),
                         "segmentation": o["segmentation"]} for o in labels],
        "categories": [{"id": fields[0], "name": name} for name, fields in CLASSES.items()]})
    for model, file in zip(models, ("results.json", "night_results.json")):
        write_json(os.path.join(folder, file), model.results)
    write_csv(os.path.join(folder, "images.csv"), ("id", "weather", "time", "brightness"),
              [(i["id"], i["weather"], i["time"], i["brightness"]) for i in images])
    pictures.draw_all(os.path.join(folder, "images"), images, objects, models)
    # The last file: where it is, all are.
    write_csv(os.path.join(folder, "planted.csv"), ("weakness", "model", "kind", "id"),
              [row for model in models for row in model.planted] +
              [("blurred image", "", "image", i["id"]) for i in images if i["blurred"]])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py FOLDER")
    main(sys.argv[1])
