"""What looks wrong about labels and predictions that can be evaluated."""

from __future__ import annotations

from .session import Session

TABLES = ("labels", "predictions")
SIDES = ("x", "y", "width", "height")
# Of how many rows a table is judged, and by how many at least.
MOST, LEAST = 10000, 5


def columns(session: Session, table: str) -> list[str]:
    return [row[1].lower() for row in session.rows(f"PRAGMA table_info({table})")]


def _box(session: Session, table: str) -> str:
    """The four numbers of a box, as expressions; nothing if the table has none."""
    names = columns(session, table)
    if set(SIDES) <= set(names):
        return ", ".join(f"{side} + 0.0" for side in SIDES)
    return ", ".join(f"iif(json_valid(bbox), json_extract(bbox, '$[{i}]') + 0.0, NULL)" for i in range(4)) if "bbox" in names else ""


def _boxes(session: Session, table: str) -> tuple[float, ...]:
    """Boxes in images of known size; those that end outside of it; those that are in order, and inside, as two corners."""
    box = _box(session, table)
    if not box or "image_id" not in columns(session, table):
        return (0, 0, 0, 0)
    return session.rows(
        f"WITH o(image_id, x, y, w, h) AS (SELECT image_id, {box} FROM {table} LIMIT {MOST})"
        " SELECT count(*), total(x + w > width * 1.02 + 1 OR y + h > height * 1.02 + 1), total(w >= x AND h >= y),"
        " total(w <= width * 1.02 + 1 AND h <= height * 1.02 + 1)"
        " FROM o JOIN images AS i ON i.id = o.image_id WHERE i.width > 0 AND i.height > 0 AND h IS NOT NULL")[0]


def corners(session: Session) -> list[str]:
    """Boxes of one table that leave their images, but not as corners, while those of the other table do not leave them."""
    if not {"id", "width", "height"} <= set(columns(session, "images")):
        return []
    found = {table: _boxes(session, table) for table in TABLES}
    doubts = []
    for table, other in (TABLES, TABLES[::-1]):
        count, outside, in_order, inside = found[table]
        calm = found[other][1] <= 0.02 * found[other][0]
        if count >= LEAST and outside >= 0.2 * count and in_order >= 0.99 * count and inside >= 0.99 * count and calm:

            doubts.append(f"{outside:.0f} of {count} boxes of {table} end outside of their image, and those of {other} do not: are they corners,"
                          " [x1, y1, x2, y2]? bbox is [x, y, width, height]")
    return doubts
