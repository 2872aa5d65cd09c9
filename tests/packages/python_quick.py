"""The installed package does its main job: loads, and computes."""

import sqlite3
import sys

import boxscore


def main():
    database = boxscore.load(sqlite3.connect(":memory:"))
    value = database.execute("SELECT iou('[0,0,10,10]', '[5,0,10,10]')").fetchone()[0]
    good = value == 1 / 3 and database.execute("SELECT boxscore_version()").fetchone()[0] == boxscore.__version__
    print(f"python: {int(good)} passed, {int(not good)} failed")
    sys.exit(not good)


if __name__ == "__main__":
    main()
