"""Regions: what is evaluated inside them is what the rows inside them give, and ignored regions are crowds of every class."""

import json

from checks import expect, same_rows

QUERIES = (
    "SELECT outcome, prediction_id, label_id, iou, confused_label_id FROM match_outcomes",
    "SELECT class, recall, precision, score FROM pr_curve",
    "SELECT label_class, prediction_class, count FROM confusion_matrix",
    "SELECT metric, value FROM coco_summary",
    "SELECT error, count, gain FROM error_types",
)


def ring_has(points, x, y):
    """Whether a ray to the right crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def region_has(shape, box):
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    if len(shape) == 4 and not isinstance(shape[0], list):
        return shape[0] <= x < shape[0] + shape[2] and shape[1] <= y < shape[1] + shape[3]
    return any(ring_has(list(zip(ring[::2], ring[1::2])), x, y) for ring in shape)


def draw(case, only_boxes=False):
    """A few regions: (image, class or None, shape)."""
    rng, regions = case.rng, []
    classes = sorted({item["class"] for item in case.labels() + case.predictions()}, key=str)
    for image in sorted({item["image"] for item in case.labels() + case.predictions()}):
        for _ in range(rng.choice([0, 1, 1, 2])):
            box = [float(rng.randrange(-8, 40)), float(rng.randrange(-8, 40)), rng.random() * 90, rng.random() * 90]
            shape = box
            if not only_boxes and rng.random() < 0.5:
                shape = [[box[0] + rng.random() * box[2] if i % 2 == 0 else box[1] + rng.random() * box[3]
                          for i in range(2 * rng.randrange(3, 7))] for _ in range(rng.choice([1, 1, 2]))]
            regions.append((image, rng.choice(classes) if rng.random() < 0.3 else None, shape))
    return regions


def fill(case, regions, ignore):
    sql = case.database.execute
    sql("CREATE TABLE IF NOT EXISTS zones(image_id, class, geometry, ignore)")
    sql("DELETE FROM zones")
    case.database.executemany("INSERT INTO zones VALUES (?, ?, ?, ?)",
                              [(image, name, json.dumps(shape), ignore) for image, name, shape in regions])


def inside(regions, item):
    return any(image == item["image"] and name in (None, item["class"]) and region_has(shape, item["box"])
               for image, name, shape in regions)


def regions_are_a_filter(case):
    """Also once the table has changed under an open cursor."""
    regions = draw(case)
    if not regions:
        return
    sql = case.database.execute
    open_cursor = None
    for _ in range(2):
        fill(case, regions, 0)
        for table, items in (("labels", case.labels()), ("predictions", case.predictions())):
            ids = json.dumps([item["id"] for item in items if inside(regions, item)])
            sql(f"CREATE TABLE IF NOT EXISTS {table}_inside AS SELECT * FROM {table} WHERE 0")
            sql(f"DELETE FROM {table}_inside")
            sql(f"INSERT INTO {table}_inside SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (ids,))
        for query in QUERIES:
            same_rows(query, case.rows(query + " WHERE regions = 'zones'"),
                      case.rows(query + " WHERE labels = 'labels_inside' AND predictions = 'predictions_inside'"))
        if open_cursor:
            open_cursor.close()
            return
        open_cursor = sql("SELECT class FROM ap_by_class WHERE regions = 'zones'")
        open_cursor.fetchone()
        regions = [(image, name, [x + 10, y, w, h] if not isinstance(x, list) else shape)
                   for image, name, shape in regions if len(shape) == 4 for x, y, w, h in [shape]] or regions[:1]


def ignored_regions_are_crowds(case):
    """Labels inside get an area that no range has."""
    regions = draw(case, only_boxes=True)
    if not regions:
        return
    sql = case.database.execute
    fill(case, regions, 1)
    classes = {item["class"] for item in case.labels() + case.predictions()}
    rows = [(l["id"], l["image"], l["class"], int(l["crowd"]), 1e12 if inside(regions, l) else l["area"], *l["box"])
            for l in case.labels()]
    number = 10**12
    for image, name, shape in regions:
        for each in [name] if name is not None else classes:
            number += 1
            rows.append((number, image, each, 1, None, *shape))
    sql("DROP TABLE IF EXISTS crowded")
    sql("CREATE TABLE crowded(id, image_id, class, iscrowd, area, x, y, width, height, category_id)")
    case.database.executemany("INSERT INTO crowded VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows)
    sql("UPDATE crowded SET category_id = (SELECT category_id FROM labels AS l WHERE l.class = crowded.class)")
    for query in (
        "SELECT class, ap, ar, label_count, prediction_count, tp, fp, fn FROM ap_by_class",
        "SELECT metric, value FROM coco_summary",
        "SELECT class, score, tp, fp, fn FROM best_threshold",
        "SELECT class, recall, precision, score FROM pr_curve WHERE iou_threshold IN (0.5, 0.75)",
    ):
        where = " AND " if "WHERE" in query else " WHERE "
        same_rows(query, case.rows(query + where + "regions = 'zones'"), case.rows(query + where + "labels = 'crowded'"))
    shares = case.rows(
        "SELECT m.outcome, m.reason, m.explanation, max(ioa(p.geometry, z.geometry)) FROM match_outcomes AS m"
        " JOIN evaluated_objects AS p ON p.kind = 'prediction' AND p.id = m.prediction_id"
        " JOIN zones AS z ON z.image_id = m.image_id AND (z.class IS NULL OR z.class = m.class)"
        " WHERE m.regions = 'zones' AND m.prediction_id IS NOT NULL GROUP BY m.prediction_id"
    )
    for outcome, reason, explanation, share in shares:
        expect(outcome != "FP" or share < 0.5, f"a false positive, {share} of which is ignored")
        expect(not explanation.endswith("of it lies in an ignored region") or share >= 0.5, f"ignored at {share}")


PROPERTIES = (regions_are_a_filter, ignored_regions_are_crowds)
