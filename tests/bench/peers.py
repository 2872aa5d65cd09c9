"""One evaluation by one peer, in a process of its own: prints its time, the twelve figures and memory as JSON.

    python peers.py hotcoco v10_labels.json v10_predictions.json
    python peers.py hotcoco s1_labels.json s1_predictions.json segm

The seconds are load + evaluation of the two files; the interpreter's start and the imports are not in them.
The memory is the highest resident size above the one after the imports.
"""

import contextlib
import io
import json
import sys
import time


def pycocotools(kind):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    def run(labels, predictions):
        truth = COCO(labels)
        evaluation = COCOeval(truth, truth.loadRes(predictions), kind)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
        return evaluation.stats

    return run


def faster_coco_eval(kind):
    from faster_coco_eval import COCO, COCOeval_faster

    def run(labels, predictions):
        truth = COCO(labels)
        evaluation = COCOeval_faster(truth, truth.loadRes(predictions), kind)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
        return evaluation.stats[:12]

    return run


def hotcoco(kind):
    from hotcoco import COCO, COCOeval

    def run(labels, predictions):
        truth = COCO(labels)
        evaluation = COCOeval(truth, truth.load_res(predictions), kind)
        evaluation.run()
        return evaluation.stats

    return run


def vernier(kind):
    from vernier.instance import Bbox, CocoDataset, Evaluator, Keypoints, Segm
    import os

    compared = {"segm": Segm, "keypoints": Keypoints}.get(kind, Bbox)

    def run(labels, predictions):
        with open(labels, "rb") as file:
            truth = CocoDataset.from_json(file.read())
        with open(predictions, "rb") as file:
            results = file.read()
        evaluator = Evaluator(iou=compared(), parity_mode="strict")
        return evaluator.evaluate(truth, results, num_threads=os.cpu_count()).stats

    return run


def ultrafast_pycocotools(kind):
    from ultrafast_pycocotools import COCO, COCOeval

    def run(labels, predictions):
        truth = COCO(labels)
        evaluation = COCOeval(truth, truth.loadRes(predictions), kind)
        evaluation.run()
        return evaluation.stats

    return run


PEERS = {
    "pycocotools": pycocotools,
    "faster-coco-eval": faster_coco_eval,
    "vernier": vernier,
    "hotcoco": hotcoco,
    "ultrafast-pycocotools": ultrafast_pycocotools,
}


def resident(field):
    with open("/proc/self/status") as file:
        for line in file:
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    return 0


def main():
    name, labels, predictions = sys.argv[1:4]
    run = PEERS[name](sys.argv[4] if len(sys.argv) > 4 else "bbox")
    before = resident("VmRSS")
    with contextlib.redirect_stdout(io.StringIO()):
        start, processor = time.perf_counter(), time.process_time()
        stats = run(labels, predictions)
        seconds, processor = time.perf_counter() - start, time.process_time() - processor
    memory = resident("VmHWM") - before
    stats = [float(value) for value in stats]
    print("\n" + json.dumps({"seconds": seconds, "processor": processor, "stats": stats, "memory": memory}))


if __name__ == "__main__":
    main()
