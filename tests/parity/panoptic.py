"""Compares panoptic_quality and semantic_iou with a model of panopticapi's rule in plain Python, on random images of
segments, void and crowds; from tables, and from files as panoptic_segments reads them.

    python3 tests/parity/panoptic.py --extension build/boxscore --count 60        standard library only
    python tests/parity/panoptic.py --extension build/boxscore --count 60 --peer  and with hotcoco's pq_compute

PQ, SQ and RQ of a class are equal to the last bit, those of groups to 1e-12: the order of classes is not that of
panopticapi.
"""

import argparse
import contextlib
import io
import json
import os
import random
import struct
import sys
import tempfile
import zlib
from collections import Counter

import sqlside

CLASSES = 5


def png(values):
    """An RGB PNG of rows of ids."""
    rows = b"".join(
        b"\0" + b"".join(bytes((v & 255, v >> 8 & 255, v >> 16)) for v in row) for row in values
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", len(values[0]), len(values), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def picture(rng, width, height, segments):
    """Rectangles over void, and the ids that are seen, in any order."""
    values = [[0] * width for _ in range(height)]
    for _ in range(segments):
        value = rng.randrange(1, 1 << 24) if rng.random() < 0.8 else rng.randrange(1, 300)
        x, y = rng.randrange(width), rng.randrange(height)
        for row in values[y : y + rng.randrange(1, height + 1)]:
            end = min(width, x + rng.randrange(1, width + 1))
            row[x:end] = [value] * (end - x)
    seen = sorted({v for row in values for v in row} - {0})
    rng.shuffle(seen)
    return values, seen


def make(seed):
    """[image id, labels' values, their segments, predictions' values, theirs]; a segment is id, class, crowd."""
    rng = random.Random(seed)
    images = []
    for image in range(1, 2 + rng.randrange(6)):
        width, height = rng.randrange(1, 40), rng.randrange(1, 30)
        values, seen = picture(rng, width, height, rng.randrange(7))
        crowds, labels = set(), []
        for value in seen:
            kind = rng.randrange(CLASSES)
            crowd = rng.random() < 0.2 and kind not in crowds
            if crowd:
                crowds.add(kind)
            labels.append((value, kind, int(crowd)))
        if rng.random() < 0.7:  # the labels, with some pixels and classes changed
            found = [[v if rng.random() < 0.9 else rng.choice(seen + [0]) for v in row] for row in values]
            kinds = {value: kind if rng.random() < 0.8 else rng.randrange(CLASSES) for value, kind, _ in labels}
        else:
            found, others = picture(rng, width, height, rng.randrange(7))
            kinds = {value: rng.randrange(CLASSES) for value in others}
        there = {v for row in found for v in row} - {0}
        predictions = [(value, kinds[value], 0) for value in sorted(there)]
        images.append((image, values, labels, found, predictions))
    return images


def model(images):
    """panopticapi's rule: {class: [IoU sum, TP, FP, FN]}, and {class: [both, labels, predictions]} of pixels."""
    scores, pixels = {}, {}

    def score(kind):
        return scores.setdefault(kind, [0.0, 0, 0, 0])

    for _, values, labels, found, predictions in images:
        pairs = Counter((a, b) for left, right in zip(values, found) for a, b in zip(left, right))
        areas = Counter(b for row in found for b in row), Counter(a for row in values for a in row)
        kinds = {value: kind for value, kind, _ in predictions}
        truth = {value: (kind, crowd) for value, kind, crowd in labels}
        matched, hit = set(), set()
        for (label, prediction), common in sorted(pairs.items()):
            if label not in truth or prediction not in kinds or truth[label] != (kinds[prediction], 0):
                continue
            joined = areas[0][prediction] + areas[1][label] - common - pairs.get((0, prediction), 0)
            if common / joined > 0.5:
                of_class = score(kinds[prediction])
                of_class[0] += common / joined
                of_class[1] += 1
                matched.add(label)
                hit.add(prediction)
        for label, (kind, crowd) in truth.items():
            score(kind)[3] += label not in matched and not crowd
        for prediction, kind in kinds.items():
            left = pairs.get((0, prediction), 0)
            left += sum(pairs.get((label, prediction), 0) for label, pair in truth.items() if pair == (kind, 1))
            score(kind)[2] += prediction not in hit and not left / areas[0][prediction] > 0.5
        for (label, prediction), common in pairs.items():
            one, other = truth.get(label, (None, 0))[0], kinds.get(prediction)
            pixels.setdefault(one, [0, 0, 0])[1] += common
            pixels.setdefault(other, [0, 0, 0])[2] += common
            if one == other:
                pixels[one][0] += common
    return scores, pixels


def quality(values):
    iou, tp, fp, fn = values
    divisor = tp + 0.5 * fp + 0.5 * fn
    return (iou / divisor, iou / tp if tp else 0.0, tp / divisor) if divisor else (None, None, None)


def files(folder, images):
    """Writes both files as COCO has them; returns their paths."""
    categories = [{"id": k + 1, "name": f"class {k}", "isthing": k % 2} for k in range(CLASSES)]
    paths = []
    for name, values_at, segments_at in (("labels", 1, 2), ("predictions", 3, 4)):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        annotations = []
        for image in images:
            with open(os.path.join(folder, name, f"{image[0]}.png"), "wb") as file:
                file.write(png(image[values_at]))
            areas = Counter(v for row in image[values_at] for v in row)
            segments = [
                {"id": value, "category_id": kind + 1, "iscrowd": crowd, "area": areas[value], "bbox": [0, 0, 1, 1]}
                for value, kind, crowd in image[segments_at]
            ]
            annotations.append({"image_id": image[0], "file_name": f"{image[0]}.png", "segments_info": segments})
        document = {"images": [{"id": image[0], "file_name": f"{image[0]}.jpg"} for image in images]}
        document["annotations"] = annotations
        if name == "labels":
            document["categories"] = categories
        paths.append(os.path.join(folder, name + ".json"))
        with open(paths[-1], "w") as file:
            json.dump(document, file)
    return paths


def fill(database, images, rng):
    database.executescript(
        "DROP TABLE IF EXISTS label_segments; DROP TABLE IF EXISTS prediction_segments;"
        "DROP TABLE IF EXISTS label_pngs; DROP TABLE IF EXISTS prediction_pngs;"
        "CREATE TABLE label_segments(image_id, segment_id, class, iscrowd, isthing);"
        "CREATE TABLE prediction_segments(image_id, segment_id, class, isthing);"
        "CREATE TABLE label_pngs(image_id, png); CREATE TABLE prediction_pngs(image_id, png);"
    )
    for image, values, labels, found, predictions in rng.sample(images, len(images)):
        for value, kind, crowd in labels:
            row = [image, value, f"class {kind}", crowd, kind % 2]
            database.execute("INSERT INTO label_segments VALUES (?,?,?,?,?)", row)
        for value, kind, _ in predictions:
            row = [image, value, f"class {kind}", kind % 2]
            database.execute("INSERT INTO prediction_segments VALUES (?,?,?,?)", row)
        database.execute("INSERT INTO label_pngs VALUES (?,?)", [image, png(values)])
    for image, _, _, found, _ in rng.sample(images, len(images)):
        database.execute("INSERT INTO prediction_pngs VALUES (?,?)", [image, png(found)])


def views(database, paths):
    """The same from the files; returns the names of the four views."""
    labels, predictions = paths
    for name in ("fls", "fps", "flp", "fpp"):
        database.execute(f"DROP VIEW IF EXISTS temp.{name}")
    database.execute(f"CREATE TEMP VIEW fls AS SELECT * FROM panoptic_segments('{labels}')")
    database.execute(f"CREATE TEMP VIEW fps AS SELECT * FROM panoptic_segments('{predictions}', '{labels}')")
    for name, path in (("flp", labels), ("fpp", predictions)):
        folder = path[: -len(".json")]
        database.execute(
            f"CREATE TEMP VIEW {name} AS SELECT image_id, read_file('{folder}/' || file) AS png"
            f" FROM panoptic_images('{path}')"
        )
    return "'fls', 'fps', 'flp', 'fpp'"


def near(a, b):
    return a == b if a is None or b is None else abs(a - b) <= 1e-12


def differences(database, arguments, scores, pixels):
    rows = database.execute(f"SELECT kind, class, pq, sq, rq, tp, fp, fn FROM panoptic_quality({arguments})").fetchall()
    ours = {name: row for kind, name, *row in rows if kind == "class"}
    for kind, values in scores.items():
        expected = list(quality(values)) + values[1:]
        if ours.pop(f"class {kind}") != expected:
            yield f"class {kind}: {rows}, expected {expected}"
    if ours:
        yield f"more classes: {ours}"
    for group, wanted in (("all", (0, 1)), ("things", (1,)), ("stuff", (0,))):
        values = [quality(v) for k, v in scores.items() if k % 2 in wanted and quality(v)[0] is not None]
        means = [sum(column) / len(values) for column in zip(*values)] if values else [None] * 3
        found = next(row[2:5] for row in rows if row[0] == group)
        if not all(near(a, b) for a, b in zip(found, means)):
            yield f"{group}: {found}, expected {means}"
    pngs = ", ".join(arguments.split(", ")[2:] + arguments.split(", ")[:2])
    for kind, name, iou, *counts in database.execute(
        f"SELECT kind, class, iou, pixels, label_pixels, prediction_pixels FROM semantic_iou({pngs})"
    ):
        if kind not in ("class", "background"):
            continue
        expected = pixels.get(int(name.split()[1]) if name else None, [0, 0, 0])
        joined = expected[1] + expected[2] - expected[0]
        if counts != expected or iou != (expected[0] / joined if joined else None):
            yield f"pixels of {name}: {counts}, expected {expected}"


def of_peer(paths, database, arguments):
    from hotcoco.panoptic import pq_compute

    with contextlib.redirect_stdout(io.StringIO()):
        found = pq_compute(*paths)
    rows = database.execute(f"SELECT kind, pq, sq, rq FROM panoptic_quality({arguments}) WHERE kind <> 'class'")
    for kind, *values in rows:
        theirs = found[kind.capitalize()]
        for name, value in zip(("pq", "sq", "rq"), values):
            if not near(value or 0, max(theirs[name], 0)):
                yield f"hotcoco's {name} of {kind}: {theirs[name]}, ours {value}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--peer", action="store_true")
    arguments = parser.parse_args()
    database = sqlside.connect(arguments.extension)
    passed = failed = 0
    for seed in range(1, arguments.count + 1):
        images = make(seed)
        scores, pixels = model(images)
        with tempfile.TemporaryDirectory() as folder:
            paths = files(folder, images)
            fill(database, images, random.Random(seed))
            tables = "'label_segments', 'prediction_segments', 'label_pngs', 'prediction_pngs'"
            wrong = list(differences(database, tables, scores, pixels))
            of_files = views(database, paths)
            wrong += list(differences(database, of_files, scores, pixels))
            if arguments.peer:
                wrong += list(of_peer(paths, database, of_files))
        for text in wrong[:3]:
            print(f"panoptic: seed {seed}: {text}")
        failed += bool(wrong)
        passed += not wrong
    print(f"{'parity-panoptic' if arguments.peer else 'panoptic-quick'}: {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
