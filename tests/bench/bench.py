"""How fast boxscore is, and how much memory it takes: beside a bare scan and beside its peers.

    python3 tests/bench/bench.py --quick                    only ours, on the data sets that exist
    python3 tests/bench/bench.py --peers build/venv-bench/bin/python

Ours is always the whole sqlite3 process; a peer is its load and evaluation of the two COCO files, in a
process of its own, without the interpreter's start and imports. The runs are interleaved, so that a slow
moment of the machine falls on all alike, and the median is shown, beside the best run and the processor time
of the median (all threads together; where it is far above the seconds, threads help, and where the machine is
busy, it is the steadier figure). Memory is the highest resident size above
the one of a sqlite3 process that loads the extension and opens the database. The targets are printed beside
the figures; a missed one is no failure, a wrong figure is.
"""

import argparse
import json
import os
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import time

from workloads import HERE, NAMES, PEERS, ROOT, quoted, workload

PEER_BUDGET = 60  # seconds for one peer on one workload: a slow one gets fewer runs, and none on the next workloads


def sqlite(settings, database, *commands):
    """Runs the shell on a database; returns (seconds, processor seconds) and output. An error ends the bench."""
    line = [settings.sqlite, "-bail", database, "-cmd", f".load {settings.extension}"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(line + list(commands), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode or done.stderr:
        sys.exit(f"bench: {' '.join(commands)}\n{done.stderr}")
    return (seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), done.stdout


def peak_memory(settings, database, *commands):
    """The highest resident size of the shell, asked from the process itself when the query is done."""
    ask = ".shell grep VmHWM /proc/$PPID/status"
    _, text = sqlite(settings, database, *commands, ask)
    return int(re.findall(r"VmHWM:\s*(\d+) kB", text)[-1]) * 1024


def run_peer(settings, name, race):
    line = [settings.peers, os.path.join(HERE, "peers.py"), race.peer, race.labels, race.predictions, race.kind]
    done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{name} does not run here: {done.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def run_peers(settings, races, seconds, memory, figures):
    """One run of each that is still in the race."""
    for name, race in list(races.items()):
        spent = [run[0] for run in seconds.get(name, [])]
        if spent and sum(spent) + max(spent) > PEER_BUDGET:
            continue
        result = run_peer(settings, name, race)
        if result is None:
            del races[name]
            continue
        seconds.setdefault(name, []).append((result["seconds"], result["processor"]))
        memory[name], figures[name] = result["memory"], result["stats"]
        if result["seconds"] > PEER_BUDGET / 4:
            settings.slow.add(race.peer)


def measure(settings, work, jobs, races):
    """Interleaved runs of everything: name -> seconds of each run, name -> memory, name -> figures."""
    seconds, memory, figures = {}, {}, {}
    sqlite(settings, work.database, jobs["scan"].sql)  # brings the file into the page cache
    for _ in range(settings.runs):
        for name, job in jobs.items():
            took, text = sqlite(settings, job.database, job.sql)
            seconds.setdefault(name, []).append(took)
            if job.figures:
                figures[name] = [float(line.split("|")[1] or -1) for line in text.split()]
        run_peers(settings, races, seconds, memory, figures)
    start = peak_memory(settings, work.database, "SELECT count(*) FROM sqlite_schema")
    for name, job in jobs.items():
        memory[name] = peak_memory(settings, job.database, job.sql) - start
    return seconds, memory, figures


def verdict(reached):
    return "reached" if reached else "MISSED"


def report_targets(work, jobs, seconds, memory, fastest):
    """The ratios of the medians, and of the processor times."""
    for target in work.targets(fastest):
        if target.job not in seconds:
            continue
        wall, processor = (
            statistics.median(run[i] for run in seconds[target.job])
            / statistics.median(run[i] for run in seconds[target.against])
            for i in range(2)
        )
        print(f"  {target.text}: {wall:.2f}, {verdict(wall <= target.limit)} (processor time {processor:.2f})")
    for name, job in jobs.items():
        if not job.bytes:
            continue
        limit = 4 * 1024 * 1024 + job.bytes * work.objects + job.more_bytes
        print(
            f"  {name} in at most 4 MB + {job.bytes} bytes an object{' + its id' * bool(job.more_bytes)}:"
            f" {memory[name] / 1e6:.1f} of {limit / 1e6:.1f} MB, {verdict(memory[name] <= limit)}"
        )


def report_figures(jobs, races, figures):
    """Whether the figures agree: ours and pycocotools' to the last bit. Where that did not run, with some peer."""
    right = True
    for kind in sorted({job.figures for job in jobs.values() if job.figures}):
        ours = [figures[name] for name, job in jobs.items() if job.figures == kind]
        apart = {
            name: max(abs(a - b) for a, b in zip(figures[name], ours[0]))
            for name, race in races.items()
            if race.figures == kind and name in figures
        }
        equal = [name for name, distance in apart.items() if distance == 0]
        for name in sorted(set(apart) - set(equal)):
            print(f"  {name}: figures differ by up to {apart[name]:.2g}")
        reference = [name for name in apart if races[name].peer == "pycocotools"]
        agrees = set(reference) <= set(equal) and (equal or not apart) and all(stats == ours[0] for stats in ours)
        if not agrees:
            print(f"  WRONG: {kind} figures of ours: {ours}\n  of the peers: {[figures[name] for name in apart]}")
        elif equal:
            print(f"  {kind}: the same figures, to the last bit, as {', '.join(equal)}")
        right = right and agrees
    return right


def report(work, jobs, races, seconds, memory, figures):
    """Prints one workload's table; returns whether all the figures agree."""
    median = {name: statistics.median(run[0] for run in runs) for name, runs in seconds.items()}
    fastest = min(((median[name], name) for name in races if name in median), default=(0, None))[1]
    print(f"\n{work.title()}")
    if work.note and fastest:
        print(f"  {work.note}")
    print(f"  {'':26}{'seconds':>9}{'best':>8}{'cpu':>8}{'runs':>6}{'x scan':>8}{'x fastest peer':>16}{'us/object':>11}"
          f"{'memory MB':>11}{'bytes/object':>14}")
    for name in median:
        over_peer = f"{median[name] / median[fastest]:.2f}" if fastest else ""
        used = memory[name]
        print(
            f"  {name:26}{median[name]:9.3f}{min(seconds[name])[0]:8.3f}"
            f"{statistics.median(run[1] for run in seconds[name]):8.3f}{len(seconds[name]):6}"
            f"{median[name] / median['scan']:8.2f}{over_peer:>16}"
            f"{median[name] / work.objects * 1e6:11.3f}{used / 1e6:11.1f}{used / work.objects:14.1f}"
        )
    report_targets(work, jobs, seconds, memory, fastest)
    return report_figures(jobs, races, figures)


def bench(settings, work):
    if not settings.quick:
        work.make_more(settings.peers)
    jobs = work.jobs(settings.quick)
    races = work.races() if settings.peers else {}
    races = {n: r for n, r in races.items() if r.peer in settings.only and r.peer not in settings.slow}
    return report(work, jobs, races, *measure(settings, work, jobs, races))


def python_iou(ax, ay, aw, ah, bx, by, bw, bh):
    w = min(ax + aw, bx + bw) - max(ax, bx)
    h = min(ay + ah, by + bh) - max(ay, by)
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / (aw * ah + bw * bh - w * h)


def report_iou(settings, work):
    """The scalar iou() against the same as a Python function in the same connection."""
    database = sqlite3.connect(work.database)
    if not hasattr(database, "enable_load_extension"):
        print(f"\niou() is left out: the sqlite3 of {sys.executable} loads no extensions")
        return
    database.enable_load_extension(True)
    database.load_extension(settings.extension)
    database.create_function("python_iou", 8, python_iou, deterministic=True)
    columns = "x, y, width, height, x + 1, y + 1, width, height"
    texts = "json_array(x, y, width, height)"
    calls = {
        "no function": "x + y + width + height + (x + 1) + (y + 1)",
        "iou of columns": f"iou({columns})",
        "python function": f"python_iou({columns})",
        "no function, JSON": f"length({texts}) + length({texts})",
        "iou of JSON": f"iou({texts}, {texts})",
    }
    print(f"\niou() over the {work.prediction_count:,} predictions of {work.name}")
    for name, call in calls.items():
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            database.execute(f"SELECT sum({call}) FROM predictions").fetchone()
            runs.append(time.perf_counter() - start)
        took = statistics.median(runs)
        print(f"  {name:24}{took:9.3f} s{work.prediction_count / took / 1e6:9.2f} million rows/s")


def report_reader(settings, work):
    """The COCO reader against json_each, on the predictions file; the shell's start is taken off."""
    size = os.path.getsize(work.predictions) + os.path.getsize(work.labels)
    empty = statistics.median(sqlite(settings, ":memory:", "SELECT 1")[0][0] for _ in range(5))
    path = quoted(work.predictions)
    jobs = {
        "coco_predictions": (
            f"SELECT sum(score), sum(x + width) FROM coco_predictions({path}, {quoted(work.labels)})",
            size,
        ),
        "json_each": (
            "SELECT sum(value ->> '$.score'), sum((value ->> '$.bbox[0]') + (value ->> '$.bbox[2]'))"
            f" FROM json_each(readfile({path}))",
            os.path.getsize(work.predictions),
        ),
    }
    print(f"\nreading the predictions of {work.name} from their file")
    for name, (query, read) in jobs.items():
        took = statistics.median(sqlite(settings, ":memory:", query)[0][0] for _ in range(3)) - empty
        print(f"  {name:24}{took:9.3f} s{read / took / 1e6:9.0f} MB/s")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=os.path.join(ROOT, "build", "bench"), help="folder of the data sets")
    parser.add_argument("--extension", default=os.path.join(ROOT, "build", "boxscore"), help="without .so")
    parser.add_argument("--sqlite", default="sqlite3", help="the shell")
    parser.add_argument("--peers", help="a python that has the peers")
    parser.add_argument("--only", nargs="+", default=PEERS, choices=PEERS, metavar="peer", help="these peers alone")
    parser.add_argument("--workloads", nargs="+", default=["v1", "v10", "m1", "s1"], choices=NAMES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--full-scores", action="store_true", help="the data whose scores have all their digits")
    parser.add_argument("--quick", action="store_true", help="only ours, from tables")
    settings = parser.parse_args()
    settings.slow = set()
    if settings.quick:
        settings.peers = None
    right, boxes = True, None
    for name in settings.workloads:
        work = workload(settings.data, name, settings.full_scores)
        right = bench(settings, work) and right
        if work.has_boxes and work.prediction_count < 500_000:
            boxes = work
    if boxes and not settings.quick:
        report_iou(settings, boxes)
        report_reader(settings, boxes)
    sys.exit(0 if right else "bench: figures differ")


if __name__ == "__main__":
    main()
