"""Models by the names of the command line."""

from __future__ import annotations

from typing import Any

from .. import doubts
from ..frames import quoted
from ..session import Error, Session


def found(session: Session, table: str) -> list[Any]:
    """The models of a table of predictions; none where it does not tell them apart."""
    if "model" not in doubts.columns(session, table):
        return []
    return [row[0] for row in session.rows(f"SELECT DISTINCT model FROM {quoted(table)} ORDER BY 1")]


def listed(models: list[Any]) -> str:
    return ", ".join("NULL" if model is None else str(model) for model in models)


def named(models: list[Any], wanted: str, option: str) -> Any:
    """The model of a name; numbers are named as they are written."""
    for model in models:
        if model is not None and str(model) == wanted:
            return model
    raise Error(f"{option}: no predictions of {wanted}; " + (f"there are {listed(models)}" if models else "no model is named"))


def keep(session: Session, table: str, wanted: str, option: str) -> None:
    """Removes the predictions of the other models."""
    session.rows(f"DELETE FROM {quoted(table)} WHERE model IS NOT ?", [named(found(session, table), wanted, option)])
