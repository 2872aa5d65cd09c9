"""Writes the table of hosts into docs/explanation/hosts.md, from what the tests recorded.

    python3 tests/hosts/table.py BUILD

tests/hosts/record.sh leaves a row for each host that passed. A host that was not tested this time keeps its row.
"""

import glob
import os
import re
import sys

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "explanation", "hosts.md")
MARK = "<!-- hosts: written by make hosts-update -->\n"
HEAD = ["host", "version", "SQLite", "how it gets boxscore", "result of the tests"]


def order(row):
    """By name, and versions of SQLite alone as numbers, at the end."""
    numbers = [int(number) for number in re.findall(r"\d+", row[0])]
    return row[0].startswith("SQLite"), re.sub(r"\d+", "", row[0].lower()), numbers, row[0]


def main():
    with open(PAGE, encoding="utf-8") as file:
        before, mark, rest = file.read().partition(MARK)
    if not mark:
        raise SystemExit(f"table.py: {PAGE} has no line {MARK}")
    table, _, after = rest.lstrip("\n").partition("\n\n")
    rows = {}
    for line in table.split("\n")[2:]:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rows[cells[0]] = cells
    for path in glob.glob(os.path.join(sys.argv[1], "hosts", "table", "*.tsv")):
        with open(path, encoding="utf-8") as file:
            cells = file.read().rstrip("\n").split("\t")
        if len(cells) != len(HEAD):
            raise SystemExit(f"table.py: {path} has {len(cells)} cells, not {len(HEAD)}")
        rows[cells[0]] = cells
    lines = [HEAD, ["---"] * len(HEAD)] + sorted(rows.values(), key=order)
    text = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(f"{before}{mark}\n{text}\n\n{after.lstrip()}")
    print(f"hosts-update: {len(rows)} hosts")


if __name__ == "__main__":
    main()
