"""How a property fails: what is compared, and the text that says so."""

import collections


class Failure(Exception):
    pass


def expect(condition, text):
    if not condition:
        raise Failure(text)


def same(what, ours, theirs):
    if ours != theirs:
        raise Failure(f"{what}: {ours!r} is not {theirs!r}")


def multiset(rows):
    return collections.Counter(rows)


def same_rows(what, ours, theirs):
    if multiset(ours) != multiset(theirs):
        lost, more = multiset(theirs) - multiset(ours), multiset(ours) - multiset(theirs)
        raise Failure(f"{what}: {list(more)[:3]} is not {list(lost)[:3]}")
