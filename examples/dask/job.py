"""Evaluates a detector on Dask: the twelve figures, AP of each class, and both for each slice of the images.

    PYTHONPATH=examples/shards python3 examples/dask/job.py DIRECTORY [--scheduler tcp://host:8786] [--format coco] [--output figures.json]

DIRECTORY is that of examples/shards/cut.py: a pair of files is a shard. Dask has each evaluated by boxscore on a worker, and
merges the states in the tree of its own reduction. Without --scheduler it starts two workers here.
"""

import argparse
import glob
import json
import os
import time

import dask.bag
import pandas
from distributed import Client, LocalCluster

import shard


def pairs_of(folder, kind):
    pattern, other = (("labels/*.parquet", ("/labels/", "/predictions/")) if kind == "parquet"
                      else ("labels_*.json", ("/labels_", "/results_")))
    return [(path, path.replace(*other)) for path in sorted(glob.glob(os.path.join(folder, pattern)))]


def evaluate(pair, slices):
    """The states of a pair of files: ((slice, class, model), state)."""
    if pair[0].endswith(".json"):
        rows = shard.states_of_coco(*pair, slices)
    else:
        frames = [pandas.read_parquet(path) for path in pair]
        images = {image for frame in frames for image in frame["image_id"]}
        rows = shard.states_of_frames(*frames, None if slices is None else {image: slices[image] for image in images})
    return [((name, str(of), model), state) for name, of, model, state in rows]


def main():
    parser = argparse.ArgumentParser(description="Evaluates a detector on Dask.")
    parser.add_argument("folder")
    parser.add_argument("--scheduler")
    parser.add_argument("--format", choices=["parquet", "coco"], default="parquet")
    parser.add_argument("--output")
    options = parser.parse_args()
    client = Client(options.scheduler or LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None))
    client.upload_file(shard.__file__)
    slices = shard.read_slices(options.folder)
    pairs = pairs_of(options.folder, options.format)
    start = time.monotonic()
    states = dask.bag.from_sequence(pairs, npartitions=len(pairs)).map(evaluate, slices).flatten().persist()
    merged = states.foldby(lambda row: row[0], lambda held, row: held + (row[1],), (), lambda one, other: one + other, ())
    merged = merged.map(lambda group: (group[0][0], shard.merge(group[1])))
    by_slice = merged.foldby(lambda row: row[0], lambda held, row: held + (row[1],), (), lambda one, other: one + other, ())
    by_slice = dict(by_slice.map(lambda group: (group[0], shard.merge(group[1]))).compute())
    result = {"figures": shard.report(by_slice), "seconds": time.monotonic() - start,
              "bytes": states.map(lambda row: len(row[1])).sum().compute(), "rows": states.count().compute()}
    client.close()
    with open(options.output or os.devnull, "w", encoding="utf-8") as file:
        json.dump(result, file)
    for model, metric, value in result["figures"][shard.ALL]["summary"]:
        print(model or "", metric, value)


if __name__ == "__main__":
    main()
