"""The same bits for any number of threads, on data large enough that workers start.

    python3 tests/property/threads.py --extension build/boxscore build/bench v10

The data are those of the bench and are made where they are missing. Compared is a hash of all rows in order.
"""

import argparse
import hashlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(os.path.dirname(HERE), folder) for folder in ("parity", "bench")]

import generate  # noqa: E402
import sqlside  # noqa: E402

QUERIES = (
    "SELECT metric, value FROM coco_summary WHERE threads = ?",
    "SELECT * FROM ap_by_class WHERE threads = ?",
    "SELECT class, ap, ar FROM ap_by_class WHERE iou_threshold = '0.50:0.95' AND threads = ?",
    "SELECT * FROM pr_curve WHERE threads = ?",
    "SELECT outcome, reason, prediction_id, label_id, score, iou, best_label_id, duplicate_of, confused_label_id"
    " FROM match_outcomes WHERE threads = ?",
    "SELECT * FROM error_types WHERE threads = ?",
    "SELECT kind, id, error, other_id, iou, duplicate_of, ignored FROM match_errors WHERE threads = ?",
    "SELECT kind, label_id, prediction_id, suspicion, map_gain, ap_gain, new_class_ap_gain FROM repair_gains"
    " WHERE iou_threshold = '0.50:0.95' AND least_suspicion = 0.01 AND threads = ?",
    "SELECT label_id, badly_located, wrong_class, prediction_id FROM label_quality WHERE threads = ?",
)


def digest(database, sql, threads):
    found = hashlib.sha256()
    count = 0
    for row in database.execute(sql, [threads]):
        found.update(repr(row).encode())
        count += 1
    return count, found.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("folder")
    parser.add_argument("name", choices=list(generate.WORKLOADS))
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    path = generate.write_workload(arguments.folder, arguments.name, False)[0]
    database = sqlside.connect(arguments.extension, f"file:{path}?mode=ro")
    passed = failed = 0
    for sql in QUERIES:
        alone = digest(database, sql, 1)
        for threads in (0, 2, 3, 8):
            if digest(database, sql, threads) == alone:
                passed += 1
            else:
                failed += 1
                print(f"property-threads: threads = {threads} gives other rows than 1: {sql}")
    print(f"property-threads: {passed} passed, {failed} failed ({len(QUERIES)} queries on {arguments.name})")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
