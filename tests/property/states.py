"""States: data cut into random shards and merged in a random tree give the figures of one evaluation, to the last bit.

    python3 tests/property/states.py --extension build/boxscore [--count N] [--seed S]
"""

import argparse
import random
import sqlite3

THRESHOLDS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, "0.50:0.95"]
AREAS = ["all", "small", "medium", "large"]


def connect(extension):
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.enable_load_extension(True)
    database.load_extension(extension)
    return database


class Data:
    """Random labels and predictions: few different scores and boxes, so that ties abound."""

    def __init__(self, chance):
        self.chance = chance
        kind = chance.choice(["integer", "text"])
        numbers = chance.sample(range(-20, 200), chance.randint(1, 25))
        self.images = [n if kind == "integer" else f"{n}.jpg" for n in numbers]
        self.classes = chance.sample(["cat", "dog", "bus", "car", "a", "zebra"], chance.randint(1, 5))
        self.models = [None] if chance.random() < 0.5 else chance.sample(["a", "b", "c"], chance.randint(1, 3))
        self.has_category, self.sizes = chance.random() < 0.5, chance.choice([[10, 32], [20, 40, 96], [32, 96, 200]])
        self.categories = {name: chance.randint(1, 4) for name in self.classes}
        self.labels = [self.label(i) for i in range(chance.choice([0, 5, 40, 120]))]
        self.predictions = [self.prediction(i) for i in range(chance.choice([0, 3, 60, 200]))]
        ids = chance.sample(range(1000), len(self.predictions))
        self.predictions = [(number, *row[1:]) for number, row in zip(ids, self.predictions)]

    def box(self):
        pick = self.chance.choice
        return pick([0, 3, 10, 50]), pick([0, 2, 10]), pick(self.sizes), pick(self.sizes)

    def label(self, number):
        name = self.chance.choice(self.classes)
        crowd = int(self.chance.random() < 0.1)
        area = self.chance.choice([None, None, 1024, 9216, 2e10])
        return number, self.chance.choice(self.images), name, *self.box(), area, crowd, self.categories[name]

    def prediction(self, number):
        score = self.chance.choice([0.1, 0.25, 0.5, 0.5, 0.9, -0.0, 1.0])
        return (number, self.chance.choice(self.images), self.chance.choice(self.classes), score, *self.box(),
                self.chance.choice(self.models))

    def write_rules(self, database, listed):
        """Of the whole data set, for every shard: a threshold for some classes, and regions."""
        chance, objects = self.chance, self.labels + self.predictions
        for table in "thresholds", "regions":
            database.execute(f"DROP TABLE IF EXISTS {table}")
        database.execute("CREATE TABLE thresholds(class, score_threshold)")
        database.execute("CREATE TABLE regions(image_id, class, x, y, width, height, \"ignore\")")
        classes, images = sorted({row[2] for row in objects}), sorted({row[1] for row in objects} | set(listed or []))
        arguments = {}
        if classes and chance.random() < 0.3:
            arguments["class_thresholds"] = "thresholds"
            database.executemany("INSERT INTO thresholds VALUES(?, ?)", [
                (name, chance.choice([0.2, 0.5, 0.6])) for name in chance.sample(classes, chance.randint(1, len(classes)))])
        if images and chance.random() < 0.3:
            arguments["regions"] = "regions"
            ignored = chance.choice([[0], [1], [0, 1]])
            database.executemany("INSERT INTO regions VALUES(?, ?, ?, ?, ?, ?, ?)", [
                (image, chance.choice([None, None, *classes]), *self.box(), chance.choice(ignored))
                for image in chance.sample(images, chance.randint(1, len(images)))])
        return arguments

    def write(self, database, images, listed):
        """The tables with the objects of some images."""
        for table in "labels", "predictions", "images":
            database.execute(f"DROP TABLE IF EXISTS {table}")
        category = ", category_id" if self.has_category else ""
        model = "" if self.models == [None] else ", model"
        database.execute(f"CREATE TABLE labels(id, image_id, class, x, y, width, height, area, iscrowd{category})")
        database.execute(f"CREATE TABLE predictions(id, image_id, class, score, x, y, width, height{model})")
        if listed:
            database.execute("CREATE TABLE images(id, width, height)")
            database.executemany("INSERT INTO images VALUES(?, 500, 500)", [(image,) for image in listed])
        labels = [row if self.has_category else row[:-1] for row in self.labels if row[1] in images]
        predictions = [row if model else row[:-1] for row in self.predictions if row[1] in images]
        for table, rows in ("labels", labels), ("predictions", predictions):
            self.chance.shuffle(rows)
            if rows:
                database.executemany(f"INSERT INTO {table} VALUES({', '.join('?' * len(rows[0]))})", rows)


def repr_of(rows):
    return [tuple(float.hex(v) if isinstance(v, float) else v for v in row) for row in rows]


def figures(database, arguments, limits, settings, state):
    """All figures; of a state where there is one."""
    source = "_of(?)" if state else ""
    bound = [state] if state else []
    rows = {}
    where = " AND ".join(f"{name} = {value!r}" for name, value in arguments.items())
    also = f" AND {where}" if where and not state else ""
    rows["summary"] = database.execute(
        f"SELECT metric, value, iou_threshold, area_range, max_detections, model FROM coco_summary{source}"
        f" WHERE detection_limits = ?{also}", bound + [limits]).fetchall()
    for threshold in THRESHOLDS:
        for area in AREAS:
            cells = f" WHERE iou_threshold = ? AND area_range = ?{also}"
            cells += "".join(f" AND {name} = {value!r}" for name, value in settings.items())
            rows["classes", threshold, area] = database.execute(
                f"SELECT * FROM ap_by_class{source}{cells}", bound + [threshold, area]).fetchall()
            rows["curve", threshold, area] = database.execute(
                f"SELECT *, label_count FROM pr_curve{source}{cells}", bound + [threshold, area]).fetchall()
            if threshold != "0.50:0.95":
                rows["points", threshold, area] = database.execute(
                    f"SELECT * FROM pr_curve{source}{cells} AND points = 'all'", bound + [threshold, area]).fetchall()
    for cells in ("iou_threshold = 0.5", "iou_threshold = '0.50:0.95' AND area_range = 'medium'", "summary = 1"):
        if cells == "summary = 1" and not limits.endswith("100]"):
            continue
        cells += "" if cells == "summary = 1" else "".join(f" AND {name} = {value!r}" for name, value in settings.items())
        rows["bootstrap", cells] = database.execute(
            f"SELECT * FROM bootstrap_ap{source} WHERE {cells}{also} AND resamples = 100", bound).fetchall()
    return {key: repr_of(found) for key, found in rows.items()}


def merge(database, states):
    database.execute("CREATE TEMP TABLE IF NOT EXISTS bag(state BLOB)")
    database.execute("DELETE FROM bag")
    database.executemany("INSERT INTO bag VALUES(?)", [(state,) for state in states])
    return database.execute("SELECT merge_states(state) FROM bag").fetchone()[0]


def merge_tree(database, states, chance):
    states = list(states)
    while len(states) > 1:
        chance.shuffle(states)
        count = chance.randint(2, min(len(states), 6))
        states = [merge(database, states[:count])] + states[count:]
    return states[0] if states else None


def check(database, chance):
    data = Data(chance)
    arguments = {}
    if chance.random() < 0.3:
        arguments["score_threshold"] = chance.choice([0.25, 0.5])
    detections = chance.choice([100, 100, 3, 1])
    limits = f"[{detections}]" if detections < 3 else f"[1,2,{detections}]"
    settings = {"max_detections": detections}
    if chance.random() < 0.3 and detections > 1:
        settings["max_detections"] = 2
    if chance.random() < 0.2 and not arguments:
        settings["score_threshold"] = chance.choice([0.25, 0.5, 0.6])
    shards = [[] for _ in range(chance.randint(1, 8))]
    for image in data.images:
        chance.choice(shards).append(image)
    listed = data.images if chance.random() < 0.5 else None
    arguments.update(data.write_rules(database, listed))
    made = dict(arguments, max_detections=detections)
    where = " AND ".join(f"{name} = {value!r}" for name, value in made.items())
    states = []
    for shard in shards:
        data.write(database, set(shard), chance.choice([listed, shard]) if listed else None)
        rows = database.execute(f"SELECT state FROM evaluation_state WHERE {where}").fetchall()
        states += [state for state, in rows]
    merged, again = merge_tree(database, states, chance), merge_tree(database, states, chance)
    if merged != again:
        return "two trees of merges give two states"
    data.write(database, set(data.images), listed)
    try:
        whole = figures(database, arguments, limits, settings, None)
    except sqlite3.OperationalError as error:
        if "have no image in common" in str(error) or "have no class in common" in str(error):
            return None
        raise
    of_state = figures(database, arguments, limits, settings, merged)
    for key in whole:
        if whole[key] != of_state[key]:
            return f"{key}: {whole[key][:3]} is {of_state[key][:3]} by states"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    database = connect(options.extension)
    passed = failed = 0
    for number in range(options.count):
        wrong = check(database, random.Random(options.seed + number))
        passed += not wrong
        failed += bool(wrong)
        if wrong:
            print(f"states: seed {options.seed + number}: {wrong}")
    print(f"states: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    raise SystemExit(main())
