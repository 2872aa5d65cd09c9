"""Seconds of processor and of the clock for one evaluation: boxscore.coco and pycocotools, in turns, each in a process of its own.

    VENV/bin/python tests/packages/python_bench.py LABELS.json RESULTS.json
"""

import subprocess
import sys

SCRIPT = """
import contextlib, io, sys, time
from {module} import COCO
from {evaluation} import COCOeval
def stamp():
    return time.process_time(), time.perf_counter()
times = [stamp()]
with contextlib.redirect_stdout(io.StringIO()):
    truth = COCO(sys.argv[1])
    found = truth.loadRes(sys.argv[2])
    times.append(stamp())
    evaluation = COCOeval(truth, found, "bbox")
    evaluation.evaluate()
    times.append(stamp())
    evaluation.accumulate()
    times.append(stamp())
    evaluation.summarize()
steps = [f"{{b[0] - a[0]:.1f}} ({{b[1] - a[1]:.1f}})" for a, b in zip(times, times[1:])]
total = times[-1][0] - times[0][0], times[-1][1] - times[0][1]
print(f"load {{steps[0]}}  evaluate {{steps[1]}}  accumulate {{steps[2]}}  all {{total[0]:.1f}} ({{total[1]:.1f}})", *map(repr, map(float, evaluation.stats)))
"""
TOOLS = {
    "boxscore": {"module": "boxscore.coco", "evaluation": "boxscore.coco"},
    "pycocotools": {"module": "pycocotools.coco", "evaluation": "pycocotools.cocoeval"},
}


def main():
    print("seconds of processor time (and of the clock)")
    figures = set()
    for name, modules in TOOLS.items():
        done = subprocess.run([sys.executable, "-c", SCRIPT.format(**modules), *sys.argv[1:]], capture_output=True, encoding="utf-8")
        if done.returncode:
            sys.exit(done.stderr)
        times, _, rest = done.stdout.partition(")  all ")
        total, *stats = rest.split(") ", 1)
        print(f"{name:12} {times})  all {total})")
        figures.add(stats[0])
    print("equal figures" if len(figures) == 1 else f"different figures: {figures}")
    sys.exit(len(figures) != 1)


if __name__ == "__main__":
    main()
