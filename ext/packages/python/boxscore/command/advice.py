"""What the extension says of tables, as a user of the command can act on it: options and files in place of SQL."""

from __future__ import annotations

import re

VIEWS = re.compile(r"; (?:this view fixes|these views fix) it: (CREATE TEMP VIEW .*)$", re.S)
VIEW = re.compile(r'CREATE TEMP VIEW (?:"((?:[^"]|"")+)_fixed"|(\w+)_fixed) AS (.*)', re.S)
NO_SIZES = re.compile(r"no such table or view: images\b.*$", re.S)
FUNCTION = re.compile(r"^[a-z]+(?:_[a-z]+)+: ")
# What is set in SQL, and the option that sets it.
OPTIONS = (
    ("set image_key = 'file' to find images by it", "--image-key file finds images by it"),
    ("set confidence = 'second'; where boxes may leave it, 'last'", "set --confidence second; where boxes may leave it, last"),
    ("select category_id AS class to keep them apart", "--class-key id keeps them apart"),
)
FILES_OF_IMAGES = re.compile(r"; where image_id names files, a table images .*$", re.S)
COMMON_IMAGES = "; if that is right, list images of both in the table images"
SIZES_OF_IMAGES = re.compile(r"; a table images with id, width and height lets .*$", re.S)


def fixes(message: str) -> list[tuple[str, str]]:
    """The tables that the error would fix, each with its SELECT."""
    views = VIEWS.search(message)
    found = []
    for text in re.split(r"; (?=CREATE TEMP VIEW )", views.group(1)) if views else []:
        view = VIEW.fullmatch(text)
        if view:
            found.append(((view.group(1) or view.group(2)).replace('""', '"'), view.group(3)))
    return found


def sizes(format_of_labels: str) -> str:
    """Where the sizes of images come from."""
    if format_of_labels == "csv":
        return "put images.csv with the columns id, width and height beside labels.csv, or name the directory of the images with --images"
    if format_of_labels == "database":
        return "the database requires a table images with the columns id, width and height, or name the directory of the images with --images"
    if format_of_labels == "coco":
        return "the instances file requires width and height for each of its images"
    return "name the directory of the images with --images"


def for_command(message: str, format_of_labels: str) -> str:
    message = FUNCTION.sub("", message)
    listed = "; and ".join(f"{table} as `{select}`" for table, select in fixes(message))
    if listed:
        message = f"{VIEWS.sub('', message)}; --fix reads {listed}"
    for sql, option in OPTIONS:
        message = message.replace(sql, option)
    how = sizes(format_of_labels)
    message = FILES_OF_IMAGES.sub(f"; if image_id names files, a list of images with id and file can join them with --fix: {how}", message)
    message = message.replace(COMMON_IMAGES, f"; if that is right, list the images of both: {how}")
    message = SIZES_OF_IMAGES.sub(f"; with the sizes of the images, --fix converts them: {how}", message)
    return NO_SIZES.sub(how, message)
