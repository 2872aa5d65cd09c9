"""The files that a command writes: none is an input, none replaces a file without --force, and each is whole or not there."""

from __future__ import annotations

import os
import secrets
import shutil
from typing import IO, Any, Iterable

from ..session import Error


def _same(one: str, other: str) -> bool:
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


def _is_special(path: str) -> bool:
    """A device or pipe, such as /dev/stdout, is written as it is."""
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


class Outputs:
    """Use it in a `with`. What is opened is written beside its place, and moved there at the end if nothing failed."""

    def __init__(self, force: bool, inputs: Iterable[str | None]):
        self.force = force
        self.inputs: list[str] = []
        self.add_inputs(inputs)
        self.places: dict[str, str] = {}  # each file to its name until the end
        self.folders: list[str] = []  # those that were made

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self._move()
        else:
            self._discard()

    def add_inputs(self, paths: Iterable[str | None]) -> None:
        self.inputs += [path for path in paths if path and path not in self.inputs]

    def check(self, *paths: str) -> None:
        """Raises an Error unless all of these files may be written."""
        for path in paths:
            if os.path.isdir(path):
                raise Error(f"{path} is a directory, and a file is written")
            for given in self.inputs:
                if _same(path, given) and not _is_special(path):
                    raise Error(f"{path} is an input: name another file")
                if os.path.exists(path) and os.path.isdir(given) and _same(os.path.dirname(path) or ".", given):
                    raise Error(f"{path} is in {given}, which is an input: name another file")
            if os.path.isfile(path) and not os.access(path, os.W_OK):
                raise Error(f"{path} is read-only")
            if os.path.lexists(path) and not self.force and not _is_special(path):
                raise Error(f"{path} is there; --force replaces it")
        real: set[str] = set()
        for path in paths:
            place = os.path.normcase(os.path.realpath(path))
            if place in real:
                raise Error(f"{path} is named for two files: the second would replace the first")
            real.add(place)

    def check_parents(self, *paths: str) -> None:
        for path in paths:
            parent = os.path.dirname(path)
            if parent and not os.path.isdir(parent):
                raise Error(f"no such directory: {parent}")

    def check_database(self, path: str) -> None:
        """The journal of an earlier database would be applied to the new one."""
        for ending in ("-wal", "-journal"):
            if os.path.lexists(path + ending):
                raise Error(f"{path}{ending} is there: a program has {path} open, or stopped before it was done")

    def check_folder(self, path: str) -> None:
        if os.path.lexists(path) and not os.path.isdir(path):
            raise Error(f"{path} is a file, and a directory is written")
        if any(_same(path, given) for given in self.inputs):
            raise Error(f"{path} is an input: name another directory")

    def check_strays(self, written: Iterable[str], names: Any) -> None:
        """Raises an Error if a file of a format would stay among those that are written, as a part of them."""
        written = list(written)
        targets = {os.path.normcase(os.path.realpath(path)) for path in written}
        for folder in sorted({os.path.dirname(path) for path in written}):
            for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
                path = os.path.join(folder, name)
                if names(name) and os.path.normcase(os.path.realpath(path)) not in targets:
                    raise Error(f"{path} would stay among the files that are written, as one of them: remove it, or name an empty directory")

    def place(self, path: str) -> str:
        """Where to write a file until all is done. The directory is made if it is not there."""
        if _is_special(path):
            return path
        target = os.path.realpath(path)
        self._make(os.path.dirname(target))
        self.places[target] = os.path.join(os.path.dirname(target), f".boxscore-{secrets.token_hex(6)}")
        return self.places[target]

    def open(self, path: str, newline: str | None = None) -> IO[str]:
        return open(self.place(path), "w", encoding="utf-8", newline=newline)

    def _make(self, folder: str) -> None:
        if os.path.isdir(folder):
            return
        self._make(os.path.dirname(folder))
        os.mkdir(folder)
        self.folders.append(folder)

    def _move(self) -> None:
        try:
            for target, place in self.places.items():
                if os.path.exists(target):
                    shutil.copymode(target, place)
                os.replace(place, target)
        except OSError:
            self._discard()
            raise

    def _discard(self) -> None:
        for place in self.places.values():
            for path in (place, place + "-journal"):
                if os.path.lexists(path):
                    os.remove(path)
        for folder in reversed(self.folders):
            if not os.listdir(folder):
                os.rmdir(folder)
