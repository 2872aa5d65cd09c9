"""dataset_issues on random bad tables: there is an error exactly where an evaluation stops, each repair changes one row and
removes its issue, and all repairs together come to an end.

    python3 tests/property/health.py --extension build/boxscore [--count 500] [--seed 1]

A failure names its seed; --seed N --count 1 runs it alone.
"""

import argparse
import random
import sqlite3

IDS = ["id INTEGER PRIMARY KEY,", "id INT,", "id,", "id TEXT,", "id TEXT COLLATE NOCASE,", "id INTEGER UNIQUE,", ""]
GEOMETRIES = ["x, y, width, height", "bbox", "x, y, width, height, bbox"]
ODD = [None, "x", "", b"\0", "it's", "7", 9e999, -1, 1.5, 2**63 - 1]
ISSUES = "SELECT severity, issue, table_name, id, repair_sql FROM dataset_issues"


def pick(rng, oddness, choices):
    return rng.choice(ODD) if rng.random() < oddness else rng.choice(choices)


def new_id(rng, declared, number):
    if not declared:
        return []
    if "KEY" in declared or "UNIQUE" in declared:
        return [number]
    again = [3, "a", "A"] if "TEXT" in declared else [3]
    return [rng.choice(again) if rng.random() < 0.1 else number]


def geometry(rng, oddness, columns):
    box = [pick(rng, oddness, [rng.randint(0, 90), round(rng.uniform(-5, 110), 1), rng.random()]) for _ in range(2)]
    box += [pick(rng, oddness, [rng.randint(0, 40), 32, 10.5]) for _ in range(2)]
    text = pick(rng, oddness, [f"[{rng.randint(0, 90)},{rng.randint(0, 70)},{rng.randint(0, 40)},20]"])
    if columns == "bbox":
        return [text]
    return box if "bbox" not in columns else rng.choice([box + [text], [None] * 4 + [text]])


def fill(db, rng):
    declared, columns, oddness = rng.choice(IDS), rng.choice(GEOMETRIES), rng.choice([0, 0, 0.002, 0.05])
    db.execute("CREATE TABLE images(id INTEGER PRIMARY KEY, width, height)")
    db.executemany("INSERT INTO images VALUES (?, 100, 80)", [(number,) for number in range(1, 4)])
    for table, more in (("labels", "area, iscrowd"), ("predictions", "score, model")):
        db.execute(f"CREATE TABLE {table}({declared} image_id, class, {columns}, {more})")
        for number in range(rng.randint(1, 25)):
            row = new_id(rng, declared, number)
            row += [pick(rng, oddness, [1, 2, 3, 4] if rng.random() < 0.1 else [1, 2]), pick(rng, oddness, ["cat", "dog"])]
            row += geometry(rng, oddness, columns)
            row += [None, 0] if table == "labels" else [pick(rng, oddness, [0.5, 0.9, rng.random()]), rng.choice("mn")]
            db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    db.commit()


def stops(db):
    try:
        db.execute("SELECT count(*) FROM ap_by_class").fetchall()
    except sqlite3.Error as error:
        return str(error)
    return None


def count(rows, issue):
    return sum(row[1:4] == issue[1:4] for row in rows)


def trouble(db):
    issues = db.execute(ISSUES).fetchall()
    errors, stopped = [issue for issue in issues if issue[0] == "error"], stops(db)
    if bool(errors) != bool(stopped):
        return f"the evaluation says {stopped!r}, the errors are {errors}"
    for issue in {issue[4]: issue for issue in issues if issue[4]}.values():
        before = db.total_changes
        db.execute(issue[4])
        changed, after = db.total_changes - before, db.execute(ISSUES).fetchall()
        db.rollback()
        if changed != 1 or count(after, issue) >= count(issues, issue):
            return f"{issue} changes {changed} rows"
    for _ in range(20):
        repairs = [sql for sql, in db.execute("SELECT repair_sql FROM dataset_issues WHERE repair_sql IS NOT NULL")]
        if not repairs:
            return None
        for sql in repairs:
            db.execute(sql)
    return f"repairs never end: {repairs[:3]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = 0
    for seed in range(options.seed, options.seed + options.count):
        db = sqlite3.connect(":memory:")
        db.enable_load_extension(True)
        db.load_extension(options.extension)
        fill(db, random.Random(seed))
        found = trouble(db)
        if found:
            failed += 1
            print(f"property health: seed {seed}: {found}")
        db.close()
    print(f"property-health: {options.count - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
