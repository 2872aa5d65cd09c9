"""Finds the extension, loads it into a connection, and opens connections that can load it."""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import Any

# The oldest SQLite that the extension runs on.
OLDEST_SQLITE = (3, 38)


class CannotLoad(RuntimeError):
    """This interpreter has no SQLite that can load the extension; the message says what to install."""


def loadable_path() -> str:
    """The path of the extension, for any host that loads SQLite extensions."""
    name = {"darwin": "boxscore.dylib", "win32": "boxscore.dll"}.get(sys.platform, "boxscore.so")
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name)


def _load(connection: Any, files: bool) -> None:
    if files:
        connection.load_extension(loadable_path())
        return
    # An entry point can be named in SQL on every version of Python. The call returns no rows of interest.
    cursor = connection.cursor()
    cursor.execute("SELECT load_extension(?, 'sqlite3_boxscorenofiles_init')", (loadable_path(),))
    cursor.fetchall()
    cursor.close()


def load(connection: Any, *, files: bool = True) -> Any:
    """Adds boxscore's functions to a connection, and returns it.

    The connection is one of sqlite3, apsw or pysqlite3, or an object that has such a one as its `conn` (sqlite-utils).
    files=False leaves out the functions that open files, for a connection on which strangers may run SQL.
    """
    target = getattr(connection, "conn", connection)
    if not hasattr(target, "enable_load_extension"):
        raise CannotLoad(explain())
    target.enable_load_extension(True)
    try:
        _load(target, files)
    finally:
        target.enable_load_extension(False)
    return connection


def explain() -> str:
    """Why the connections of this interpreter cannot load extensions, and what to install."""
    why = "was built without loadable extensions"
    if hasattr(sqlite3.Connection, "enable_load_extension"):
        why = f"has SQLite {sqlite3.sqlite_version}, and boxscore runs on 3.38 or newer"
    return (
        f"the sqlite3 module of {sys.executable} {why}. Install a SQLite that can: `pip install apsw` "
        "(every platform), or `pip install pysqlite3-binary` (Linux on x86-64); boxscore.connect() then uses it"
    )


def _standard(path: str) -> Any:
    if hasattr(sqlite3.Connection, "enable_load_extension") and sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return sqlite3.connect(path)
    return None


def _pysqlite3(path: str) -> Any:
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return None
    usable = hasattr(dbapi2.Connection, "enable_load_extension") and dbapi2.sqlite_version_info >= OLDEST_SQLITE
    return dbapi2.connect(path) if usable else None


def _apsw(path: str) -> Any:
    try:
        import apsw
    except ImportError:
        return None
    return apsw.Connection(path) if hasattr(apsw.Connection, "enable_load_extension") else None


def connect(path: str | os.PathLike[str] = ":memory:") -> Any:
    """Opens a database with boxscore loaded.

    The connection is one of the standard library where that can load extensions, else one of pysqlite3, which has the same
    methods, else one of apsw. CannotLoad says what to install where there is none of them.
    """
    for module in (_standard, _pysqlite3, _apsw):
        connection = module(os.fspath(path))
        if connection is not None:
            return load(connection)
    raise CannotLoad(explain())
