"""The nearest neighbours of every embedding, in one thread: nearest_neighbours in SQL beside numpy and scikit-learn.

    OPENBLAS_NUM_THREADS=1 python tests/bench/neighbours.py --extension build/boxscore [--count 10000] [--dimensions 256] [--runs 3]

The peers get their matrix before the clock starts; ours reads the BLOBs. `numpy` is a matrix product and argpartition in blocks of rows,
`scikit-learn` NearestNeighbors by brute force. Ours must find the neighbours that numpy finds in float64, and their distances within
1e-6. The best processor time of each is shown, and its ratio to ours.
"""

import argparse
import sqlite3
import time

import numpy
from sklearn.neighbors import NearestNeighbors

NEIGHBOURS, BLOCK = 10, 1000


def with_numpy(matrix):
    """Places and distances of the neighbours, nearest first."""
    places, distances = [], []
    for first in range(0, len(matrix), BLOCK):
        distance = 1 - matrix[first:first + BLOCK] @ matrix.T
        rows = numpy.arange(len(distance))
        distance[rows, first + rows] = numpy.inf  # nobody is a neighbour of its own
        nearest = numpy.argpartition(distance, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
        order = numpy.argsort(numpy.take_along_axis(distance, nearest, 1), axis=1)
        nearest = numpy.take_along_axis(nearest, order, 1)
        places.append(nearest)
        distances.append(numpy.take_along_axis(distance, nearest, 1))
    return numpy.concatenate(places), numpy.concatenate(distances)


def with_sklearn(matrix):
    return NearestNeighbors(n_neighbors=NEIGHBOURS, algorithm="brute", metric="cosine", n_jobs=1).fit(matrix).kneighbors()


def with_sql(db):
    query = "SELECT neighbour_id, distance FROM nearest_neighbours WHERE k = ? AND threads = 1 ORDER BY id, rank"
    rows = numpy.array(db.execute(query, [NEIGHBOURS]).fetchall())
    return rows[:, 0].astype(int).reshape(-1, NEIGHBOURS), rows[:, 1].reshape(-1, NEIGHBOURS)


def seconds(work, runs):
    best = float("inf")
    for _ in range(runs):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    vectors = numpy.random.default_rng(1).normal(size=(options.count, options.dimensions)).astype(numpy.float32)
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    db.execute("CREATE TABLE embeddings(id INTEGER PRIMARY KEY, embedding BLOB)")
    db.executemany("INSERT INTO embeddings VALUES (?, ?)", ((i, row.tobytes()) for i, row in enumerate(vectors)))
    unit = vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)

    places, distances = with_sql(db)
    exact = vectors.astype(float)
    true_places, true_distances = with_numpy(exact / numpy.linalg.norm(exact, axis=1, keepdims=True))
    assert numpy.abs(distances - true_distances).max() < 1e-6 and (places == true_places).mean() > 0.9999

    print(f"{NEIGHBOURS} nearest neighbours of each of {options.count:,} embeddings of {options.dimensions} numbers")
    ours = seconds(lambda: with_sql(db), options.runs)
    print(f"  {'nearest_neighbours, one thread':<40} {ours:7.3f} s processor")
    for name, work in (("numpy, float32", lambda: with_numpy(unit)), ("scikit-learn, brute force", lambda: with_sklearn(unit))):
        theirs = seconds(work, options.runs)
        print(f"  {name:<40} {theirs:7.3f} s processor  {theirs / ours:.2f} times ours")


if __name__ == "__main__":
    main()
