"""One way to talk to a connection, whichever module it is of."""

from __future__ import annotations

import sqlite3
from typing import Any, Iterable, Sequence

from .loading import connect


class Error(RuntimeError):
    """What boxscore or SQLite says about the input."""


def errors() -> tuple[type[BaseException], ...]:
    """The exceptions of the SQLite modules that are there."""
    found: list[type[BaseException]] = [sqlite3.Error]
    try:
        import apsw

        found.append(apsw.Error)
    except ImportError:
        pass
    try:
        from pysqlite3 import dbapi2

        found.append(dbapi2.Error)
    except ImportError:
        pass
    return tuple(found)


class _Nulls(dict[str, None]):
    """The values of parameters that are not set: apsw asks for each of them."""

    def __missing__(self, name: str) -> None:
        return None


class Session:
    """A connection in autocommit mode. Errors of any module become Error, with the same message."""

    def __init__(self, connection: Any = None):
        self.connection = connect() if connection is None else connection
        if hasattr(self.connection, "isolation_level"):
            self.connection.isolation_level = None
        self.failures = errors()

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return list(self.connection.cursor().execute(sql, values))
        except self.failures as error:
            raise Error(str(error)) from error

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        found = self.rows(sql, values)
        return found[0][0] if found else None

    def insert(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs a statement for each row, in one transaction."""
        cursor = self.connection.cursor()
        try:
            cursor.execute("BEGIN")
            cursor.executemany(sql, rows)
            cursor.execute("COMMIT")
        except self.failures as error:
            self.rollback()
            raise Error(str(error)) from error

    def rollback(self) -> None:
        try:
            self.connection.cursor().execute("ROLLBACK")
        except self.failures:
            pass  # the error that led here has ended the transaction

    def script(self, sql: str) -> None:
        """Runs several statements; parameters in them are NULL."""
        try:
            if hasattr(self.connection, "executescript"):
                self.connection.executescript(sql)
            else:
                self.connection.cursor().execute(sql, _Nulls())
        except self.failures as error:
            raise Error(str(error)) from error
