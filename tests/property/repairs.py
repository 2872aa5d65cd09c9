"""What repair_gains says is what an evaluation finds: repairs are made with their own SQL, and everything is evaluated again."""

import label_errors
import sqlside
from checks import expect, same

REPAIRS = 12  # of a data set of small classes; of large ones a third


def figures(database, tables, where, values):
    """The mean AP and the AP of each class."""
    mean = database.execute(f"SELECT ap FROM bootstrap_ap{tables} WHERE {where} AND class IS NULL AND resamples = 100",
                            values).fetchall()
    classes = dict(database.execute(f"SELECT class, ap FROM ap_by_class{tables} WHERE {where}", values))
    return (mean[0][0] if mean else None), classes


def difference(after, before):
    return None if after is None or before is None else after - before


def compare(case, tables, where, values, count=REPAIRS):
    """Makes some of the repairs, one at a time, and evaluates everything before and after."""
    database = case.database
    repairs = database.execute(
        f"SELECT kind, class, new_class, map_gain, ap_gain, new_class_ap_gain, repair_sql FROM repair_gains{tables}"
        f" WHERE {where}", values).fetchall()
    mean, classes = figures(database, tables, where, values)
    for kind, name, new_name, gain, class_gain, new_gain, sql in case.rng.sample(repairs, min(count, len(repairs))):
        database.execute("SAVEPOINT before")
        changed = database.execute(sql).rowcount
        expect(changed == 1, f"{sql} changes {changed} rows")
        after, classes_after = figures(database, tables, where, values)
        database.execute("ROLLBACK TO before")
        database.execute("RELEASE before")
        what = f"{kind} of {name!r} with {values}: {sql}"
        same(f"map_gain, {what}", gain, difference(after, mean))
        same(f"ap_gain, {what}", class_gain, difference(classes_after.get(name), classes.get(name)))
        if new_name is not None:
            same(f"new_class_ap_gain, {what}", new_gain,
                 difference(classes_after.get(new_name), classes.get(new_name)))


def fill_regions(case):
    """Regions to look at and to ignore, some of them for one class only."""
    case.database.execute("CREATE TABLE regions(image_id, x, y, width, height, \"ignore\", class)")
    images = [row[0] for row in case.rows("SELECT DISTINCT image_id FROM predictions")]
    names = [row[0] for row in case.rows("SELECT DISTINCT class FROM predictions UNION SELECT DISTINCT class FROM labels")]
    for image in images:
        rows = [[image, 0, 0, 640, 480, 0, None]] if case.rng.random() < 0.5 else []
        for _ in range(case.rng.randrange(4)):
            corner = [case.rng.uniform(0, 300), case.rng.uniform(0, 200)]
            size = [case.rng.uniform(10, 300), case.rng.uniform(10, 200)]
            rows.append([image, *corner, *size, case.rng.randrange(2), case.rng.choice([None, *names])])
        case.database.executemany("INSERT INTO regions VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    return "regions" if case.rows("SELECT 1 FROM regions") else None


def gains_are_what_an_evaluation_finds(case):
    case.names = sqlside.fill(case.database, case.data, case.rng.choice(["plain", "text", "json", "integer"]))
    if case.rng.random() < 0.3:  # ids of labels as texts, whose order is another one
        case.database.execute("UPDATE labels SET id = 'label ' || id")
    threshold = case.rng.choice([0.5, "0.50:0.95", "0.50:0.95", case.threshold])
    regions = fill_regions(case) if case.rng.random() < 0.3 else None
    compare(case, "", "iou_threshold = ? AND max_detections = ? AND regions IS ?", (threshold, case.limit, regions))


def gains_in_large_classes_are_exact(case):
    """Hundreds of labels of each class, so that most of a curve is looked up and not gone through."""
    label_errors.fill(case.database, case.seed)
    compare(case, "('damaged', 'found')", "iou_threshold = ?", (case.rng.choice([0.5, "0.50:0.95", 0.75]),), REPAIRS // 3)


def threads_find_the_same_repairs(case):
    rows = [case.rows("SELECT * FROM repair_gains WHERE iou_threshold = '0.50:0.95' AND threads = ?", n)
            for n in (1, 2, 5)]
    expect(rows[0] == rows[1] == rows[2], "the repairs depend on the number of threads")


PROPERTIES = (gains_are_what_an_evaluation_finds, gains_in_large_classes_are_exact, threads_find_the_same_repairs)
