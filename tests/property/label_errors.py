"""Labels are removed, or given another class, on purpose: the views that look for such labels find them.

The scenes hold objects that stand alone and objects that stand in rows, where each overlaps its neighbours a little. The
detector finds most of them, with some noise, and adds boxes of nothing at low scores.
"""

import random

from checks import expect

CLASSES = ("cup", "bottle", "bowl")


def scene(rng, image):
    """The objects of an image: (class, box)."""
    objects = []
    for row in range(3):
        name, x = rng.choice(CLASSES), 20.0
        step = rng.choice((0.8, 1.5))  # of the width: boxes that overlap by an IoU of .11, or stand alone
        while x < 560:
            width = rng.uniform(45, 60)
            objects.append((name, [x, 40.0 + 150 * row, width, 90.0]))
            x += step * width
    return objects


def detect(rng, objects):
    """Predictions: (class, score, box)."""
    found = []
    for name, (x, y, width, height) in objects:
        if rng.random() < 0.92:
            box = [x + rng.gauss(0, 1.5), y + rng.gauss(0, 2), width + rng.gauss(0, 1.5), height + rng.gauss(0, 2)]
            found.append((name, rng.betavariate(6, 2), box))
    for _ in range(4):
        box = [rng.uniform(0, 560), rng.uniform(0, 380), rng.uniform(20, 60), rng.uniform(20, 60)]
        found.append((rng.choice(CLASSES), rng.betavariate(2, 6), box))
    return found


def fill(database, seed):
    """Tables truth, labels with a tenth gone and a tenth misnamed, and predictions. Returns the ids of the two tenths."""
    rng = random.Random(seed)
    database.executescript(
        "CREATE TABLE truth(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);"
        "CREATE TABLE found(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);"
    )
    for image in range(40):
        objects = scene(rng, image)
        database.executemany(
            "INSERT INTO truth(image_id, class, x, y, width, height) VALUES (?, ?, ?, ?, ?, ?)",
            [(image, name, *box) for name, box in objects],
        )
        database.executemany(
            "INSERT INTO found(image_id, class, score, x, y, width, height) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(image, name, score, *box) for name, score, box in detect(rng, objects)],
        )
    ids = [row[0] for row in database.execute("SELECT id FROM truth ORDER BY id")]
    chosen = rng.sample(ids, len(ids) // 5)
    gone, misnamed = set(chosen[: len(chosen) // 2]), set(chosen[len(chosen) // 2 :])
    database.execute("CREATE TABLE damaged AS SELECT * FROM truth")
    database.executemany("DELETE FROM damaged WHERE id = ?", [(i,) for i in gone])
    for i in misnamed:
        old = database.execute("SELECT class FROM damaged WHERE id = ?", (i,)).fetchone()[0]
        other = rng.choice([name for name in CLASSES if name != old])
        database.execute("UPDATE damaged SET class = ? WHERE id = ?", (other, i))
    with open("sql/reports.sql", encoding="utf-8") as file:
        database.executescript(file.read().replace("CREATE VIEW", "CREATE TEMP VIEW"))
    return gone, misnamed


def damaged_labels_are_found(case):
    database = case.database
    gone, misnamed = fill(database, case.seed)
    label_of = dict(
        database.execute("SELECT prediction_id, label_id FROM match_outcomes('truth', 'found') WHERE outcome = 'TP'")
    )
    plain = database.execute(
        "SELECT prediction_id FROM match_outcomes('damaged', 'found') WHERE outcome = 'FP' AND reason = 'no_overlap'"
        " AND confused_class IS NULL ORDER BY score DESC LIMIT ?",
        (len(gone),),
    )
    ours = database.execute(
        "SELECT prediction_id FROM likely_missing_labels WHERE labels = 'damaged' AND predictions = 'found'"
        " ORDER BY rank LIMIT ?",
        (len(gone),),
    )
    by_rule, by_view = ([label_of.get(row[0]) in gone for row in rows] for rows in (plain, ours))
    expect(sum(by_view) >= 1.5 * sum(by_rule), f"the view finds {sum(by_view)} of {len(gone)}, the rule {sum(by_rule)}")
    expect(sum(by_view) >= 0.8 * len(gone), f"the view finds {sum(by_view)} of {len(gone)} missing labels")
    suspects = [
        row[0]
        for row in database.execute(
            "SELECT label_id FROM likely_wrong_classes WHERE labels = 'damaged' AND predictions = 'found'"
            " ORDER BY rank LIMIT ?",
            (len(misnamed),),
        )
    ]
    hits = sum(i in misnamed for i in suspects)
    expect(hits >= 0.8 * len(misnamed), f"the view finds {hits} of {len(misnamed)} labels of the wrong class")
