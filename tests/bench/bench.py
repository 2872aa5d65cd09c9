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

import generate

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

SCAN = "SELECT sum(image_id), count(class), sum(x+y+width+height), sum(score) FROM predictions"
SUMMARY = "SELECT metric, printf('%!.17g', value) FROM coco_summary"
QUERIES = {  # what is measured from tables: query, bytes an object it may take
    "coco_summary": (SUMMARY, 100),
    "ap_by_class": ("SELECT count(*), avg(ap), avg(ar) FROM ap_by_class", 100),
    "match_outcomes": ("SELECT outcome, count(*), sum(iou) FROM match_outcomes GROUP BY outcome", 160),
}
PEERS = ("pycocotools", "faster-coco-eval", "vernier", "hotcoco", "ultrafast-pycocotools")
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


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def make_schema_database(work):
    """The same rows in the tables of sql/schema.sql, with their indexes, as an import leaves them."""
    if os.path.exists(work.schema_database):
        return
    partial = work.schema_database + ".partial"
    if os.path.exists(partial):
        os.remove(partial)
    database = sqlite3.connect(partial)
    with open(os.path.join(ROOT, "sql", "schema.sql")) as file:
        database.executescript(file.read())
    database.execute("ATTACH ? AS plain", [work.database])
    for table in ("images", "labels", "predictions"):
        columns = ", ".join(row[1] for row in database.execute(f"PRAGMA plain.table_info({table})"))
        database.execute(f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM plain.{table}")
    database.commit()
    database.close()
    os.replace(partial, work.schema_database)


TEXT_IDS = """
CREATE TABLE labels AS SELECT printf('label-%08d', id) AS id, printf('COCO_val_%012d.jpg', image_id) AS image_id, class,
  x, y, width, height, area, iscrowd FROM plain.labels;
CREATE TABLE predictions AS SELECT printf('prediction-%08d', id) AS id,
  printf('COCO_val_%012d.jpg', image_id) AS image_id, class, score, x, y, width, height FROM plain.predictions;
"""


def make_text_database(work):
    """The same rows with ids that are TEXT."""
    if os.path.exists(work.text_database):
        return
    partial = work.text_database + ".partial"
    if os.path.exists(partial):
        os.remove(partial)
    database = sqlite3.connect(partial)
    database.execute("ATTACH ? AS plain", [work.database])
    database.executescript(TEXT_IDS)
    database.close()
    os.replace(partial, work.text_database)


class Workload:
    def __init__(self, folder, name, full_scores):
        stem = os.path.join(folder, name + ("_full" if full_scores else ""))
        self.name = os.path.basename(stem)
        self.database, self.labels, self.predictions = stem + ".db", stem + "_labels.json", stem + "_predictions.json"
        self.schema_database = stem + "_schema.db"
        self.text_database = stem + "_text.db"
        self.images, self.label_count, self.prediction_count = generate.WORKLOADS[name]
        self.text_bytes = self.label_count * 14 + self.prediction_count * 19  # of the ids in TEXT_IDS
        self.objects = self.label_count + self.prediction_count
        self.views = (
            f"CREATE TEMP VIEW labels AS SELECT * FROM coco_labels({quoted(self.labels)});"
            f"CREATE TEMP VIEW predictions AS SELECT * FROM coco_predictions({quoted(self.predictions)}, "
            f"{quoted(self.labels)});"
        )

    def title(self):
        return (
            f"{self.name}: {self.images:,} images, {self.label_count:,} labels, "
            f"{self.prediction_count:,} predictions"
        )


def run_peer(settings, name, work):
    line = [settings.peers, os.path.join(HERE, "peers.py"), name, work.labels, work.predictions]
    done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{name} does not run here: {done.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def ours(settings, work):
    """What is measured of ours: name -> a function that runs it once and returns seconds and output."""
    jobs = {"scan": lambda: sqlite(settings, work.database, SCAN)}
    for name, (query, _) in QUERIES.items():
        jobs[name] = lambda query=query: sqlite(settings, work.database, query)
    if settings.schema:
        jobs["scan, schema.sql"] = lambda: sqlite(settings, work.schema_database, SCAN)
        jobs["coco_summary, TEXT ids"] = lambda: sqlite(settings, work.text_database, SUMMARY)
        jobs["coco_summary, schema.sql"] = lambda: sqlite(settings, work.schema_database, SUMMARY)
    if settings.files:
        jobs["coco_summary, files"] = lambda: sqlite(settings, ":memory:", work.views + SUMMARY)
    return jobs


def measure(settings, work):
    """Interleaved runs of everything: name -> seconds of each run, name -> memory, name -> figures."""
    seconds, memory, figures = {}, {}, {}
    jobs = ours(settings, work)
    peers = [name for name in PEERS if settings.peers and name not in settings.slow]
    sqlite(settings, work.database, SCAN)  # brings the file into the page cache
    for _ in range(settings.runs):
        for name, job in jobs.items():
            took, text = job()
            seconds.setdefault(name, []).append(took)
            if name.startswith("coco_summary"):
                figures[name] = [float(line.split("|")[1] or "nan") for line in text.split()]
        for name in list(peers):
            spent = seconds.get(name, [])
            if spent and sum(run[0] for run in spent) + max(spent)[0] > PEER_BUDGET:
                continue
            result = run_peer(settings, name, work)
            if result is None:
                peers.remove(name)
                continue
            seconds.setdefault(name, []).append((result["seconds"], result["processor"]))
            memory[name], figures[name] = result["memory"], result["stats"]
            if result["seconds"] > PEER_BUDGET / 4:
                settings.slow.add(name)
    start = peak_memory(settings, work.database, "SELECT count(*) FROM sqlite_schema")
    for name, (query, _) in QUERIES.items():
        memory[name] = peak_memory(settings, work.database, query) - start
    if settings.schema:
        memory["coco_summary, TEXT ids"] = peak_memory(settings, work.text_database, SUMMARY) - start
    if settings.files:
        memory["coco_summary, files"] = peak_memory(settings, ":memory:", work.views + SUMMARY) - start
    return seconds, memory, figures


def verdict(reached):
    return "reached" if reached else "MISSED"


def report_targets(work, median, fastest):
    """The ratios; on small data the start of the process is most of the time, and only the peer counts."""
    ratio = median["coco_summary"] / median["scan"]
    if work.prediction_count >= 300_000:
        print(f"  coco_summary at most 2.5 times the scan: {ratio:.2f}, {verdict(ratio <= 2.5)}")
    if fastest:
        ratio = median["coco_summary"] / median[fastest]
        print(f"  coco_summary at most half of the fastest peer ({fastest}): {ratio:.2f}, {verdict(ratio <= 0.5)}")
        if "coco_summary, files" in median:
            ratio = median["coco_summary, files"] / median[fastest]
            print(f"  from the same files faster than the fastest peer: {ratio:.2f}, {verdict(ratio < 1)}")


def report(work, seconds, memory, figures):
    """Prints one workload's table; returns whether all the figures agree, to the last bit."""
    median = {name: statistics.median(run[0] for run in runs) for name, runs in seconds.items()}
    fastest = min((median[name], name) for name in median if name in PEERS)[1] if set(PEERS) & set(median) else None
    print(f"\n{work.title()}")
    print(f"  {'':26}{'seconds':>9}{'best':>8}{'cpu':>8}{'runs':>6}{'x scan':>8}{'x fastest peer':>16}{'us/object':>11}"
          f"{'memory MB':>11}{'bytes/object':>14}")
    for name in median:
        over_peer = f"{median[name] / median[fastest]:.2f}" if fastest else ""
        used = memory.get(name)
        print(
            f"  {name:26}{median[name]:9.3f}{min(seconds[name])[0]:8.3f}"
            f"{statistics.median(run[1] for run in seconds[name]):8.3f}{len(seconds[name]):6}"
            f"{median[name] / median['scan']:8.2f}{over_peer:>16}"
            f"{median[name] / work.objects * 1e6:11.3f}"
            + (f"{used / 1e6:11.1f}{used / work.objects:14.1f}" if used is not None else "")
        )
    report_targets(work, median, fastest)
    limits = [(name, allowed, 0) for name, (_, allowed) in QUERIES.items()]
    if "coco_summary, TEXT ids" in memory:
        limits.append(("coco_summary, TEXT ids", 100, work.text_bytes))
    for name, allowed, text_bytes in limits:
        limit = 4 * 1024 * 1024 + allowed * work.objects + text_bytes
        print(
            f"  {name} in at most 4 MB + {allowed} bytes an object{' + its id' * bool(text_bytes)}:"
            f" {memory[name] / 1e6:.1f} of {limit / 1e6:.1f} MB, {verdict(memory[name] <= limit)}"
        )
    expected = figures["coco_summary"]
    wrong = [name for name, values in figures.items() if values != expected]
    for name in wrong:
        print(f"  {name} has other figures: {figures[name]}\n  coco_summary has {expected}")
    return not [name for name in wrong if name not in PEERS]


def python_iou(ax, ay, aw, ah, bx, by, bw, bh):
    w = min(ax + aw, bx + bw) - max(ax, bx)
    h = min(ay + ah, by + bh) - max(ay, by)
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / (aw * ah + bw * bh - w * h)


def report_iou(settings, work):
    """The scalar iou() against the same as a Python function in the same connection."""
    database = sqlite3.connect(work.database)
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
    parser.add_argument("--workloads", nargs="+", default=["v1", "v10", "m1"], choices=list(generate.WORKLOADS))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--full-scores", action="store_true", help="the data whose scores have all their digits")
    parser.add_argument("--quick", action="store_true", help="only ours, from tables")
    settings = parser.parse_args()
    settings.slow = set()
    settings.files = settings.schema = not settings.quick
    if settings.quick:
        settings.peers = None
    right = True
    for name in settings.workloads:
        generate.write_workload(settings.data, name, settings.full_scores)
        work = Workload(settings.data, name, settings.full_scores)
        if settings.schema:
            make_schema_database(work)
            make_text_database(work)
        right = report(work, *measure(settings, work)) and right
    if not settings.quick:
        work = Workload(settings.data, settings.workloads[min(1, len(settings.workloads) - 1)], settings.full_scores)
        report_iou(settings, work)
        report_reader(settings, work)
    sys.exit(0 if right else "bench: figures differ")


if __name__ == "__main__":
    main()
