"""Datasette loads boxscore into each connection, without the functions that open files, and shows SVG as images.

In datasette.yaml, plugins: boxscore: may have `files: true`, which adds those functions, and `tables`, a list: the functions
then read only these tables (docs/reference/boxscore_restrict.md).
"""

from __future__ import annotations

import base64
import warnings
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from ..loading import CannotLoad, load


@hookimpl
def prepare_connection(conn: Any, database: str, datasette: Any) -> None:
    config = datasette.plugin_config("boxscore", database=database) or {}
    try:
        load(conn, files=bool(config.get("files")))
    except CannotLoad as error:
        warnings.warn(f"boxscore is not loaded: {error}", stacklevel=1)
        return
    if config.get("tables"):
        conn.execute("SELECT boxscore_restrict(?)", ["tables: " + ", ".join(config["tables"])])


@hookimpl
def render_cell(value: Any) -> Any:
    """Scripts inside of an image do not run."""
    if isinstance(value, str) and value.startswith("<svg "):
        data = base64.b64encode(value.encode()).decode()
        return Markup('<img alt="" style="max-width:40em" src="data:image/svg+xml;base64,%s">') % data
    return None
