"""sqlite-utils loads boxscore into each connection that it opens."""

from __future__ import annotations

import warnings
from typing import Any

from sqlite_utils import hookimpl

from ..loading import CannotLoad, load


@hookimpl
def prepare_connection(conn: Any) -> None:
    try:
        load(conn)
    except CannotLoad as error:
        warnings.warn(f"boxscore is not loaded: {error}", stacklevel=1)
