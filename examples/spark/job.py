"""Evaluates a detector on Spark: the twelve figures, AP of each class, and both for each slice of the images.

    spark-submit --py-files examples/shards/shard.py examples/spark/job.py DIRECTORY --shards 8 [--format coco] [--output figures.json]

DIRECTORY is that of examples/shards/cut.py. Spark reads it, brings the labels and predictions of a shard together, has each
evaluated by boxscore on a worker, and merges the states with its own groupBy.
"""

import argparse
import glob
import json
import os
import time

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

import shard

ROWS = "slice string, class string, model string, state binary"


def frame_of(rows):
    import pandas

    rows = [(name, None if of is None else str(of), model, state) for name, of, model, state in rows]
    return pandas.DataFrame(rows, columns=["slice", "class", "model", "state"])


def states_of_parquet(spark, folder, shards, slices):
    """Any layout of files will do: Spark itself brings the rows of a shard together."""
    tables = [spark.read.parquet(os.path.join(folder, name)).withColumn("shard", f.pmod(f.hash("image_id"), f.lit(shards)))
              for name in ("labels", "predictions")]

    def evaluate(labels, predictions):
        objects = [frame.drop(columns="shard") for frame in (labels, predictions)]
        images = {image for frame in objects for image in frame["image_id"]}
        own = None if slices is None else {image: slices[image] for image in images}
        return frame_of(shard.states_of_frames(*objects, own))

    labels, predictions = (table.groupBy("shard") for table in tables)
    return labels.cogroup(predictions).applyInPandas(evaluate, ROWS)


def states_of_coco(spark, folder, slices):
    """A pair of files is a shard."""
    labels = sorted(glob.glob(os.path.join(folder, "labels_*.json")))
    pairs = [(path, path.replace("labels_", "results_")) for path in labels]

    def evaluate(pair):
        return frame_of(shard.states_of_coco(*pair, slices)).itertuples(index=False, name=None)

    return spark.createDataFrame(spark.sparkContext.parallelize(pairs, len(pairs)).flatMap(evaluate), ROWS)


def merge_group(states):
    merged = states.iloc[:1].copy()
    merged["state"] = [shard.merge(states["state"])]
    return merged


def main():
    parser = argparse.ArgumentParser(description="Evaluates a detector on Spark.")
    parser.add_argument("folder")
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--format", choices=["parquet", "coco"], default="parquet")
    parser.add_argument("--output")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("boxscore").getOrCreate()
    slices = shard.read_slices(options.folder)
    start = time.monotonic()
    if options.format == "parquet":
        states = states_of_parquet(spark, options.folder, options.shards, slices)
    else:
        states = states_of_coco(spark, options.folder, slices)
    states = states.persist()
    merged = states.groupBy("slice", "class", "model").applyInPandas(merge_group, ROWS)
    by_slice = {row["slice"]: row["state"] for row in merged.groupBy("slice").applyInPandas(merge_group, ROWS).collect()}
    result = {"figures": shard.report(by_slice), "seconds": time.monotonic() - start,
              "bytes": states.agg(f.sum(f.length("state"))).first()[0], "rows": states.count()}
    spark.stop()
    with open(options.output or os.devnull, "w", encoding="utf-8") as file:
        json.dump(result, file)
    for model, metric, value in result["figures"][shard.ALL]["summary"]:
        print(model or "", metric, value)


if __name__ == "__main__":
    main()
