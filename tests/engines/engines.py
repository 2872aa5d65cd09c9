"""Runs the jobs of examples/spark and examples/dask on a database that is cut into shards, and compares their figures with those of
a single process, which are to be equal to the last bit.

    build/venv-engines/bin/python tests/engines/engines.py --work build/engines [--measure SHARDS... --] DATABASE

With --measure it prints a table of the bytes that travel and the time instead, for each number of shards.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import zlib

import boxscore

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARDS = os.path.join(ROOT, "examples", "shards")
SLICE = "weather"
SETTINGS = ["--master", "local[2]", "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=4",
            "--conf", "spark.driver.memory=2g"]
BOX = "id, image_id, class, x, y, width, height"


def run(command, log):
    python = sys.executable
    environment = dict(os.environ, PYTHONPATH=SHARDS, PYSPARK_PYTHON=python, PYSPARK_DRIVER_PYTHON=python)
    with open(log, "w", encoding="utf-8") as file:
        code = subprocess.run(command, env=environment, stdout=file, stderr=subprocess.STDOUT, check=False).returncode
    if code:
        with open(log, encoding="utf-8", errors="replace") as file:
            sys.stdout.write("".join(file.readlines()[-30:]))
        raise SystemExit(f"engines: {' '.join(command)}: exit code {code}")


def cut(database, folder, shards, kind, by_slice):
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, os.path.join(SHARDS, "cut.py"), database, folder, "--shards", str(shards), "--format", kind]
    run(command + (["--slice", SLICE] if by_slice else []), folder + ".log")


def job(engine, folder, shards, kind, output):
    script = os.path.join(ROOT, "examples", engine, "job.py")
    options = [folder, "--format", kind, "--output", output]
    if engine == "spark":
        submit = os.path.join(os.path.dirname(sys.executable), "spark-submit")
        run([submit, *SETTINGS, "--py-files", os.path.join(SHARDS, "shard.py"), script, "--shards", str(shards), *options], output + ".log")
    else:
        run([sys.executable, script, *options], output + ".log")
    with open(output, encoding="utf-8") as file:
        return json.load(file)


def figures_of(connection, where):
    """What shard.figures gives, of tables and not of a state."""
    for table, more in ("labels", ", area, iscrowd"), ("predictions", ", score" + where["model"]):
        connection.execute(f"DROP VIEW IF EXISTS own_{table}")
        connection.execute(f"CREATE TEMP VIEW own_{table} AS SELECT {BOX}{more} FROM {table} {where['images']}")
    own = "('own_labels', 'own_predictions')"
    summary = connection.execute(f"SELECT model, metric, value FROM coco_summary{own}").fetchall()
    classes = connection.execute(
        f"SELECT a.model, a.class, m.ap, a.ap, a.ar, a.tp, a.fp, a.fn FROM ap_by_class{own} AS a JOIN ap_by_class{own} AS m"
        " ON m.class = a.class AND m.model IS a.model WHERE a.iou_threshold = 0.5 AND m.iou_threshold = '0.50:0.95'").fetchall()
    return {"summary": [list(row) for row in summary], "classes": sorted(list(row) for row in classes)}


def single_process(database, kind):
    connection = boxscore.connect(database)
    model = ", model" if kind == "parquet" else ""
    slices = [row[0] for row in connection.execute(f"SELECT DISTINCT {SLICE} FROM images ORDER BY 1")]
    found = {"all": figures_of(connection, {"images": "", "model": model})}
    for name in slices:
        images = f"WHERE image_id IN (SELECT id FROM images WHERE {SLICE} = '{name}')"
        found[name] = figures_of(connection, {"images": images, "model": model})
    connection.close()
    return found


def check(options):
    passed = failed = 0
    for kind, shards in ("parquet", 5), ("coco", 3):
        folder = os.path.join(options.work, kind)
        cut(options.database, folder, shards, kind, True)
        expected = single_process(options.database, kind)
        for engine in "dask", "spark":
            found = job(engine, folder, shards, kind, f"{folder}.{engine}.json")["figures"]
            for name in sorted(set(expected) | set(found)):
                own = found.get(name, {"summary": [], "classes": []})
                same = own["summary"] == expected[name]["summary"] and sorted(own["classes"]) == expected[name]["classes"]
                passed, failed = passed + same, failed + (not same)
                if not same:
                    print(f"engines: {engine}, {kind}, {name}: {own['summary'][:3]} is not {expected[name]['summary'][:3]}")
    print(f"engines-check: {passed} passed, {failed} failed (slices of two engines and two formats)")
    return failed > 0


def measure(options):
    connection = boxscore.connect(options.database)
    (count,) = connection.execute("SELECT count(*) FROM predictions").fetchone()
    states = [row[0] for row in connection.execute("SELECT state FROM evaluation_state")]
    packed = sum(len(zlib.compress(state)) for state in states)
    connection.close()
    print(f"{count} predictions; states of one shard: {sum(map(len, states))} bytes, {packed} deflated")
    print("| shards | states | MB | bytes a prediction | Dask, s | Spark, s |\n|---|---|---|---|---|---|")
    for shards in options.measure:
        folder = os.path.join(options.work, "measured")
        cut(options.database, folder, shards, "parquet", False)
        dask, spark = (job(engine, folder, shards, "parquet", f"{folder}.{engine}.json") for engine in ("dask", "spark"))
        if dask["figures"] != spark["figures"]:
            raise SystemExit("engines: Dask and Spark differ")
        print(f"| {shards} | {dask['rows']} | {dask['bytes'] / 1e6:.2f} | {dask['bytes'] / count:.1f} | {dask['seconds']:.1f} |"
              f" {spark['seconds']:.1f} |", flush=True)
    return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--work", required=True)
    parser.add_argument("--measure", type=int, nargs="+")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    return measure(options) if options.measure else check(options)


if __name__ == "__main__":
    raise SystemExit(main())
