"""Keypoints and panoptic segmentation beside their peers, in one run on one machine.

    python tests/bench/poses.py --extension build/boxscore --data build/bench --peers build/venv-bench/bin/python

Keypoints: COCO files of 5,000 images with some 11,000 people and 60,000 predictions, load + evaluation as peers.py
measures it. Panoptic: images of 640 x 480 pixels in PNG files, beside decoding the same files, and hotcoco.
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "parity"))

PEERS = ("pycocotools", "faster-coco-eval", "hotcoco", "vernier", "ultrafast-pycocotools")


def write_poses(folder):
    rng = random.Random(1)
    labels, results = [], []
    for image in range(1, 5001):
        for _ in range(rng.choice((0, 1, 1, 2, 3, 6))):
            x, y, size = rng.uniform(0, 500), rng.uniform(0, 400), rng.uniform(20, 250)
            points = [(round(x + rng.random() * size), round(y + rng.random() * size)) for _ in range(17)]
            visible = [rng.choice((0, 1, 2, 2, 2)) for _ in points]
            keypoints = [v for (px, py), flag in zip(points, visible) for v in (px, py, flag)]
            labels.append({"id": len(labels) + 1, "image_id": image, "category_id": 1, "iscrowd": 0})
            labels[-1].update(area=size * size * 0.5, bbox=[x, y, size, size], keypoints=keypoints)
            labels[-1]["num_keypoints"] = sum(flag > 0 for flag in visible)
            for _ in range(rng.randrange(3, 8)):
                off = size * 0.15 * rng.random()
                found = [v for px, py in points for v in (px + rng.gauss(0, off), py + rng.gauss(0, off), rng.random())]
                results.append({"image_id": image, "category_id": 1, "keypoints": found, "score": rng.random()})
    document = {"images": [{"id": i, "width": 640, "height": 480} for i in range(1, 5001)]}
    document.update(annotations=labels, categories=[{"id": 1, "name": "person", "keypoints": ["a"] * 17, "skeleton": []}])
    document["info"] = {}
    paths = [os.path.join(folder, name + ".json") for name in ("pose_labels", "pose_results")]
    for path, content in zip(paths, (document, results)):
        with open(path, "w") as file:
            json.dump(content, file)
    return paths


def connect(extension):
    database = sqlite3.connect(":memory:")
    database.enable_load_extension(True)
    database.load_extension(extension)
    return database


def best_of(runs, work):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def bench_poses(arguments):
    paths = write_poses(arguments.data)
    query = "SELECT value FROM coco_evaluation(?, ?) WHERE iou_type = 'keypoints'"
    database = connect(arguments.extension)
    ours = best_of(arguments.runs, lambda: connect(arguments.extension).execute(query, paths).fetchall())
    figures = [row[0] for row in database.execute(query, paths)]
    print(f"keypoints: boxscore {ours:.3f} s from files, AP {figures[0]:.6f}")
    for peer in PEERS if arguments.peers else ():
        command = [arguments.peers, os.path.join(HERE, "peers.py"), peer, *paths, "keypoints"]
        found = []
        for _ in range(arguments.runs):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode == 0:
                found.append(json.loads(done.stdout.splitlines()[-1]))
        if not found:
            print(f"keypoints: {peer} does not run here")
            continue
        seconds = min(run["seconds"] for run in found)
        print(f"keypoints: {peer} {seconds:.3f} s, {seconds / ours:.1f} times ours, AP {found[0]['stats'][0]:.6f}")


def write_panoptic(folder, count):
    import panoptic

    rng = random.Random(2)
    annotations = {"labels": [], "predictions": []}
    for image in range(1, count + 1):
        values, _ = panoptic.picture(rng, 640, 480, 25)
        moved = values[3:] + values[:3]
        for name, rows in (("labels", values), ("predictions", moved)):
            path = os.path.join(folder, "panoptic_" + name)
            os.makedirs(path, exist_ok=True)
            with open(os.path.join(path, f"{image}.png"), "wb") as file:
                file.write(panoptic.png(rows))
            ids = {v for row in rows for v in row} - {0}
            segments = [{"id": v, "category_id": 1 + v % 50, "iscrowd": 0, "area": sum(row.count(v) for row in rows)} for v in ids]
            annotations[name].append({"image_id": image, "file_name": f"{image}.png", "segments_info": segments})
    categories = [{"id": k, "name": f"c{k}", "isthing": k % 2} for k in range(1, 51)]
    paths = []
    for name, rows in annotations.items():
        paths.append(os.path.join(folder, f"panoptic_{name}.json"))
        with open(paths[-1], "w") as file:
            json.dump({"images": [{"id": r["image_id"], "file_name": ""} for r in rows], "annotations": rows, "categories": categories}, file)
    return paths


def bench_panoptic(arguments):
    import panoptic

    paths = write_panoptic(arguments.data, arguments.images)
    database = connect(arguments.extension)
    views = panoptic.views(database, paths)
    for threads in (1, 0):
        ours = best_of(
            arguments.runs,
            lambda: database.execute(f"SELECT pq FROM panoptic_quality({views}) WHERE threads = {threads}").fetchall(),
        )
        print(f"panoptic: boxscore {ours:.3f} s, threads = {threads}")
    decode = "SELECT count(*) FROM {} AS p CROSS JOIN png_instances(p.png)"
    decoding = best_of(arguments.runs, lambda: [database.execute(decode.format(t)).fetchall() for t in ("flp", "fpp")])
    print(f"panoptic: decoding alone, by png_instances in one thread {decoding:.3f} s")
    if not arguments.peers:
        return
    script = (
        "import sys, time, io, contextlib\nfrom hotcoco.panoptic import pq_compute\nstart = time.perf_counter()\n"
        "with contextlib.redirect_stdout(io.StringIO()): pq_compute(*sys.argv[1:3])\nprint(time.perf_counter() - start)"
    )
    times = []
    for _ in range(arguments.runs):
        done = subprocess.run([arguments.peers, "-c", script, *paths], capture_output=True, text=True)
        times += [float(done.stdout)] if done.returncode == 0 else []
    if times:
        print(f"panoptic: hotcoco {min(times):.3f} s, {min(times) / ours:.1f} times ours")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--peers", help="the python that has them")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--images", type=int, default=60)
    arguments = parser.parse_args()
    os.makedirs(arguments.data, exist_ok=True)
    bench_poses(arguments)
    bench_panoptic(arguments)


if __name__ == "__main__":
    main()
