"""Cuts a database into shards of images, as Parquet or as COCO files: the input of the jobs beside this folder.

    python3 examples/shards/cut.py build/example.db DIRECTORY --shards 8 [--format parquet|coco] [--slice weather]

Parquet: DIRECTORY/labels/0007.parquet, predictions/0007.parquet. COCO: labels_0007.json, results_0007.json. Both: slices.json,
the value of a column of images for each image, if --slice names one.
"""

import argparse
import json
import os
import sqlite3

BOX = "x, y, width, height"


def columns_of(database, table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


def read(database, table, wanted):
    there = columns_of(database, table)
    names = [name for name in wanted if name in there]
    return names, database.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY image_id, id").fetchall()


def shard_of(image_id, count):
    """Neighbours go to different shards. Any rule does that puts an image into one shard."""
    return image_id * 2654435761 % 2**32 * count >> 32


def deal(names, rows, count):
    place = names.index("image_id")
    shards = [[] for _ in range(count)]
    for row in rows:
        shards[shard_of(row[place], count)].append(row)
    return shards


def write_parquet(folder, table, names, shards):
    import pyarrow
    import pyarrow.parquet

    os.makedirs(os.path.join(folder, table), exist_ok=True)
    whole = pyarrow.table({name: [row[i] for rows in shards for row in rows] for i, name in enumerate(names)})
    for number, rows in enumerate(shards):
        columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
        path = os.path.join(folder, table, f"{number:04}.parquet")
        pyarrow.parquet.write_table(pyarrow.table(columns, schema=whole.schema), path, compression="gzip")


def write_coco(folder, labels, predictions, count, classes):
    os.makedirs(folder, exist_ok=True)
    number_of = {name: number for number, name in enumerate(classes, 1)}
    (label_names, label_shards), (names, shards) = labels, predictions
    for number in range(count):
        annotations = [dict(zip(label_names, row)) for row in label_shards[number]]
        results = [dict(zip(names, row)) for row in shards[number]]
        for row in annotations + results:
            row["category_id"] = number_of[row.pop("class")]
            row["bbox"] = [row.pop(name) for name in BOX.split(", ")]
        for row in results:
            del row["id"]
        images = sorted({row["image_id"] for row in annotations + results})
        data = {"images": [{"id": image} for image in images], "annotations": annotations,
                "categories": [{"id": i, "name": name} for name, i in number_of.items()]}
        for name, content in (f"labels_{number:04}.json", data), (f"results_{number:04}.json", results):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                json.dump(content, file)


def main():
    parser = argparse.ArgumentParser(description="Cuts a database into shards of images.")
    parser.add_argument("database")
    parser.add_argument("folder")
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--format", choices=["parquet", "coco"], default="parquet")
    parser.add_argument("--slice", help="a column of images")
    options = parser.parse_args()
    database = sqlite3.connect(options.database)
    box = BOX.split(", ")
    model = ["model"] if options.format == "parquet" else []
    labels = read(database, "labels", ["id", "image_id", "class", *box, "area", "iscrowd"])
    predictions = read(database, "predictions", ["id", "image_id", "class", "score", *box, *model])
    dealt = {"labels": (labels[0], deal(*labels, options.shards)), "predictions": (predictions[0], deal(*predictions, options.shards))}
    if options.format == "parquet":
        for table, (names, shards) in dealt.items():
            write_parquet(options.folder, table, names, shards)
    else:
        classes = [row[0] for row in database.execute("SELECT class FROM labels UNION SELECT class FROM predictions ORDER BY 1")]
        write_coco(options.folder, dealt["labels"], dealt["predictions"], options.shards, classes)
    if options.slice:
        slices = dict(database.execute(f"SELECT id, {options.slice} FROM images").fetchall())
        with open(os.path.join(options.folder, "slices.json"), "w", encoding="utf-8") as file:
            json.dump(slices, file)


if __name__ == "__main__":
    main()
