"""What is being done, on a terminal: a line on stderr that a thread keeps alive, and that is gone at the end."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any

WIDTH = 30


class Progress:
    """Use it in a `with`; elsewhere than on a terminal it shows nothing."""

    def __init__(self, quiet: bool = False):
        self.shown = not quiet and sys.stderr.isatty()
        self.text, self.done, self.total = "", 0, 0
        self.begun = time.monotonic()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Progress:
        if self.shown:
            self.thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        if self.shown:
            self.over.set()
            self.thread.join()
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def step(self, text: str, total: int = 0) -> None:
        """What comes next; with a total, advance() says how far it is."""
        self.text, self.done, self.total = text, 0, total
        self.begun = time.monotonic()

    def advance(self, count: int = 1) -> None:
        self.done += count

    def note(self, text: str) -> None:
        """Says something about the input, on stderr, also where no progress is shown."""
        clear = "\r\x1b[K" if self.shown else ""
        sys.stderr.write(f"{clear}boxscore: {text}\n")
        sys.stderr.flush()

    def _line(self) -> str:
        seconds = time.monotonic() - self.begun
        if not self.total:
            return f"{self.text} ... {seconds:.0f} s"
        filled = WIDTH * self.done // self.total
        left = f", {seconds / self.done * (self.total - self.done):.0f} s left" if self.done else ""
        return f"{self.text} [{'#' * filled}{'.' * (WIDTH - filled)}] {self.done}/{self.total}{left}"

    def _run(self) -> None:
        while not self.over.wait(0.2):
            if self.text:
                sys.stderr.write(f"\r\x1b[K{self._line()}")
                sys.stderr.flush()
