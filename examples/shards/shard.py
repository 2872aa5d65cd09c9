"""What any engine runs of the job: a shard becomes states, states become one, a state becomes figures.

Ship this file to the workers, and install the package boxscore there. None of these functions knows an engine.
"""

import json
import os

import boxscore

ALL = "all"


def read_slices(folder):
    """The slice of each image, from the folder of cut.py; None: there are none."""
    path = os.path.join(folder, "slices.json")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return {int(image): name for image, name in json.load(file).items()}


def _table(connection, name, frame):
    """A table of the rows of a pandas frame; what is missing is NULL."""
    columns = list(frame.columns)
    connection.execute(f"CREATE TABLE {name}({', '.join(columns)})")
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    connection.executemany(f"INSERT INTO {name} VALUES({', '.join('?' * len(columns))})", rows)


def _states(connection, slices):
    """Rows (slice, class, model, state) of the tables labels and predictions; slices: the slice of each image, None: one slice."""
    if slices is None:
        return [(ALL, *row) for row in connection.execute("SELECT class, model, state FROM evaluation_state")]
    connection.execute("CREATE TABLE slices(image_id PRIMARY KEY, slice)")
    connection.executemany("INSERT INTO slices VALUES(?, ?)", slices.items())
    connection.execute("CREATE TABLE chosen(slice)")
    for table in "labels", "predictions":
        connection.execute(f"CREATE VIEW chosen_{table} AS SELECT t.* FROM {table} AS t JOIN slices AS s ON s.image_id = t.image_id"
                           " WHERE s.slice = (SELECT slice FROM chosen)")
    found = []
    for (name,) in connection.execute("SELECT DISTINCT slice FROM slices ORDER BY slice").fetchall():
        connection.execute("DELETE FROM chosen")
        connection.execute("INSERT INTO chosen VALUES(?)", [name])
        rows = connection.execute("SELECT class, model, state FROM evaluation_state('chosen_labels', 'chosen_predictions')")
        found += [(name, *row) for row in rows]
    return found


def states_of_frames(labels, predictions, slices=None):
    """The states of a shard whose objects are in pandas frames."""
    connection = boxscore.connect()
    _table(connection, "labels", labels)
    _table(connection, "predictions", predictions)
    rows = _states(connection, slices)
    connection.close()
    return rows


def states_of_coco(labels, predictions, slices=None):
    """The states of a shard whose objects are in a COCO file of labels and one of results."""
    connection = boxscore.connect()
    connection.execute("CREATE TABLE labels AS SELECT * FROM coco_labels(?)", [labels])
    connection.execute("CREATE TABLE predictions AS SELECT * FROM coco_predictions(?, ?)", [predictions, labels])
    rows = _states(connection, slices)
    connection.close()
    return rows


def merge(states):
    """One state of many, in any order."""
    connection = boxscore.connect()
    connection.execute("CREATE TABLE states(state BLOB)")
    connection.executemany("INSERT INTO states VALUES(?)", ([bytes(state)] for state in states))
    (merged,) = connection.execute("SELECT merge_states(state) FROM states").fetchone()
    connection.close()
    return merged


def figures(state):
    """The twelve figures of each model, and AP, AR and counts of each class."""
    connection = boxscore.connect()
    summary = connection.execute("SELECT model, metric, value FROM coco_summary_of(?)", [state]).fetchall()
    classes = connection.execute(
        "SELECT a.model, a.class, m.ap, a.ap, a.ar, a.tp, a.fp, a.fn FROM ap_by_class_of(?1) AS a"
        " JOIN ap_by_class_of(?1) AS m ON m.class = a.class AND m.model IS a.model"
        " WHERE a.iou_threshold = 0.5 AND m.iou_threshold = '0.50:0.95'", [state]).fetchall()
    connection.close()
    return {"summary": [list(row) for row in summary], "classes": [list(row) for row in classes]}


def report(by_slice):
    """The figures of each slice, and of all: an image is in one slice, so the states of the slices merge."""
    return {name: figures(state) for name, state in {**by_slice, ALL: merge(by_slice.values())}.items()}
