"""Runs SQL with boxscore loaded: statements of -c or -f or the standard input, or a prompt.

Without DATABASE, the database is one in memory. One that is not there is made with --create only. At the prompt, a statement ends with a semicolon; Ctrl-D leaves.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sqlite3
import sys
from typing import Any, Iterator

from ..loading import connect
from ..session import Error, Session, errors
from .recognise import described, is_database

NAME = "sql"
SUMMARY = "run SQL with boxscore loaded: a statement, a file, or a prompt"
WIDEST = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("database", metavar="DATABASE", nargs="?", default=":memory:", help="a SQLite database")
    parser.add_argument("--create", action="store_true", help="make the database if it is not there")
    parser.add_argument("-c", "--command", dest="statements", metavar="SQL", help="run these statements")
    parser.add_argument("-f", "--file", metavar="FILE", help="run the statements of a file")
    modes = parser.add_mutually_exclusive_group()
    for mode, help_text in (("csv", "print rows as CSV"), ("json", "print each row as a JSON object"),
                            ("list", "print values only, with | between them")):
        modes.add_argument(f"--{mode}", dest="mode", action="store_const", const=mode, default="table", help=help_text)


def statements(text: str) -> Iterator[str]:
    """The statements of a text; a last one may lack its semicolon."""
    begin = at = 0
    while (at := text.find(";", at)) >= 0:
        at += 1
        if sqlite3.complete_statement(text[begin:at]):
            yield text[begin:at]
            begin = at
    if text[begin:].strip():
        yield text[begin:]


def shown(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"a BLOB of {len(value)} bytes"
    return str(value)


def print_table(names: list[str], rows: list[Any]) -> None:
    cells = [[shown(value).replace("\n", " ") for value in row] for row in rows]
    cells = [[text if len(text) <= WIDEST else text[:WIDEST - 3] + "..." for text in row] for row in cells]
    widths = [max([len(name)] + [len(row[i]) for row in cells]) for i, name in enumerate(names)]
    for row in [names, ["-" * width for width in widths], *cells]:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())


def print_rows(names: list[str], rows: list[Any], mode: str) -> None:
    if mode == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
    elif mode == "json":
        for row in rows:
            print(json.dumps(dict(zip(names, [shown(v) if isinstance(v, bytes) else v for v in row])), ensure_ascii=False))
    elif mode == "list":
        for row in rows:
            print("|".join("" if value is None else shown(value) for value in row))
    else:
        print_table(names, rows)


def execute(session: Session, sql: str, mode: str) -> None:
    cursor = session.connection.cursor()
    try:
        cursor.execute(sql)
        try:
            names = [column[0] for column in cursor.description or ()]
        except session.failures:  # apsw: a statement without rows is over, and has no description
            names = []
        rows = cursor.fetchall() if names else []
    except session.failures as error:
        raise Error(str(error)) from error
    if names:
        print_rows(names, rows, mode)


def prompt(session: Session, mode: str) -> None:
    try:
        import readline  # noqa: F401  (line editing, where there is one)
    except ImportError:
        pass
    print("boxscore: end a statement with a semicolon; Ctrl-D leaves")
    text = ""
    while True:
        try:
            text += input("boxscore> " if not text else "     ...> ") + "\n"
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            text = ""
            continue
        if text.strip() in (".quit", ".exit"):
            return
        if not text.strip():
            text = ""
        if not sqlite3.complete_statement(text):
            continue
        try:
            for statement in statements(text):
                execute(session, statement, mode)
        except Error as error:
            print(f"error: {error}")
        text = ""


def opened(path: str, create: bool) -> Session:
    if path == ":memory:":
        return Session()
    if os.path.isdir(path):
        raise Error(f"{path} is a directory, not a SQLite database")
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise Error(f"no such directory: {os.path.dirname(path)}")
    if not os.path.exists(path) and not create:
        raise Error(f"no such database: {path}; --create makes it")
    if os.path.exists(path) and os.path.getsize(path) and not is_database(path):
        raise Error(f"{path} is {described(path)}, not a SQLite database; `boxscore convert` makes one")
    try:
        session = Session(connect(path))
        session.rows("PRAGMA schema_version")
    except (Error, *errors()) as error:
        raise Error(f"{path}: {error}") from error
    return session


def run(options: argparse.Namespace) -> int:
    session = opened(options.database, options.create)
    text = options.statements
    if options.file:
        with open(options.file, encoding="utf-8") as file:
            text = file.read()
    elif text is None and sys.stdin.isatty():
        prompt(session, options.mode)
        return 0
    elif text is None:
        text = sys.stdin.read()
    for statement in statements(text):
        if statement.lstrip().startswith("."):
            word = statement.split()[0]
            raise Error(f"{word} is a command of the sqlite3 shell, not SQL; load {os.path.basename(options.file or 'it')} there")
        execute(session, statement, options.mode)
    return 0
