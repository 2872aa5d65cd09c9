"""Data sets drawn at random from a known population, for tests of what statistics promise."""

import math
import random
import sqlite3
import sys


class Population:
    """Images that differ in difficulty, so that objects of an image resemble each other. A detector finds a label
    with a probability that falls with the difficulty of its image; its boxes are off by some pixels."""

    def __init__(self, classes=3, objects=4, spread=1.0, recall=1.0, noise=0.09, false_alarms=1.0):
        self.classes = classes
        self.objects = objects
        self.spread = spread
        self.recall = recall
        self.noise = noise
        self.false_alarms = false_alarms

    def image(self, rng, image_id, labels, predictions, model=None):
        difficulty = rng.gauss(0, self.spread)
        for _ in range(poisson(rng, self.objects)):
            name = f"c{min(int(rng.expovariate(1.2)), self.classes - 1)}"
            x, y = rng.uniform(0, 4000), rng.uniform(0, 4000)
            w, h = rng.uniform(30, 90), rng.uniform(30, 90)
            labels.append((len(labels) + 1, image_id, name, x, y, w, h))
            if rng.random() < 1 / (1 + math.exp(difficulty - self.recall)):
                off = [rng.gauss(0, self.noise) * side for side in (w, h, w, h)]
                score = 1 / (1 + math.exp(-rng.gauss(1.2 - difficulty / 2, 1)))
                box = (x + off[0], y + off[1], max(w + off[2], 1), max(h + off[3], 1))
                predictions.append((len(predictions) + 1, image_id, name, score, *box))
        for _ in range(poisson(rng, self.false_alarms * math.exp(difficulty / 2))):
            name = f"c{min(int(rng.expovariate(1.2)), self.classes - 1)}"
            score = 1 / (1 + math.exp(-rng.gauss(-0.6, 1)))
            box = (rng.uniform(0, 4000), rng.uniform(0, 4000), rng.uniform(30, 90), rng.uniform(30, 90))
            predictions.append((len(predictions) + 1, image_id, name, score, *box))


def poisson(rng, mean):
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def connect(extension):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(extension)
    db.executescript(
        """
        CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, x, y, width, height);
        CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, score, x, y, width, height);
        CREATE TABLE images(id INTEGER PRIMARY KEY);
        """
    )
    return db


def draw(db, population, seed, images):
    """Fills the tables of a connection with a data set of so many images."""
    rng, labels, predictions = random.Random(seed), [], []
    for image_id in range(images):
        population.image(rng, image_id, labels, predictions)
    for table, rows in (("labels", labels), ("predictions", predictions), ("images", [(i,) for i in range(images)])):
        db.execute(f"DELETE FROM {table}")
        if rows:
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def progress(text):
    if sys.stderr.isatty():
        print(f"\r{text}   ", end="", file=sys.stderr, flush=True)
