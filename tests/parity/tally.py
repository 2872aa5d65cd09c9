"""Counts what agrees with a judge and what does not. A difference names the seed of its data."""
import sys


class Tally:
    def __init__(self, name):
        self.name = name
        self.passed = self.failed = 0
        self.seed = None

    def near(self, ours, theirs, tolerance, what):
        """Equal within a tolerance, or both None."""
        both = ours is not None and theirs is not None
        self.count(ours is theirs if not both else abs(ours - theirs) <= tolerance, what, ours, theirs)

    def equal(self, ours, theirs, what):
        self.count(ours == theirs, what, ours, theirs)

    def count(self, good, what, ours, theirs):
        if good:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= 20:
            print(f"{self.name}: seed {self.seed}: {what}: {ours!r} is not {theirs!r}")

    def end(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(self.failed > 0)
