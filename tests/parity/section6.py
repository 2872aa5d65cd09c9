"""numbers.md, section 6, in plain numpy: what metric_importance and its aggregates are to give, written from the text and
not from the C. Only the hash is taken from the C, where it is written down (ext/statistics/importance.h)."""

import math

import numpy as np
import pandas as pd

SHUFFLES = 19
EQUAL = 1e-12  # figures that differ by no more are equal but for rounding
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


# ---- the hash ----

def finish(z):
    z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return z ^ z >> np.uint64(31)


def mix(z):
    return finish(np.asarray(z, dtype=np.uint64) + GOLDEN)


def bits(ids):
    """Of integers or texts: FNV-1a over the salt 's', the kind (1: INTEGER, 2: TEXT) and the bytes."""
    hashes = []
    for one in ids:
        is_text = isinstance(one, str)
        data = one.encode() if is_text else (int(one) & (1 << 64) - 1).to_bytes(8, "little")
        state = 0xCBF29CE484222325
        for byte in b"s" + bytes([2 if is_text else 1]) + data:
            state = (state ^ byte) * 0x100000001B3 & (1 << 64) - 1
        hashes.append(state)
    return finish(np.array(hashes, dtype=np.uint64))


def keys(image_bits, shuffle):
    return mix(image_bits ^ mix([shuffle]))


# ---- bins, and what they say ----

def put_into_bins(x):
    most = min(100, max(10, len(x) // 50))
    values, codes = np.unique(x, return_inverse=True)
    return codes if len(values) <= most else pd.qcut(x, most, labels=False, duplicates="drop")


def entropy(p):
    return -math.fsum(q * math.log(q) for q in (p, 1 - p) if q > 0)


def information(bins, outcome):
    rows, trues = np.bincount(bins), np.bincount(bins, weights=outcome)
    left = math.fsum(n / len(bins) * entropy(t / n) for n, t in zip(rows, trues) if n)
    return entropy(outcome.mean()) - left


# ---- shuffles ----

def exchange(bins, starts, image_bits, row_bits, shuffle):
    """The bins of the rows, image by image, after a shuffle."""
    key = keys(image_bits, shuffle)
    counts = np.diff(starts)
    donors = np.argsort(key, kind="stable")
    image = np.repeat(np.arange(len(counts)), counts)
    u = (key[image] ^ row_bits) * GOLDEN >> np.uint64(32)
    number = u * counts[donors[image]].astype(np.uint64) >> np.uint64(32)
    return bins[starts[donors[image]] + number.astype(np.int64)]


def judge(x, outcome, images=None, ids=None):
    """(importance, chance, reliable) of rows in any order. images: of each row, None: each is an image of its own; ids: of
    each row, None: its place in the image by value, then outcome. Numbers or texts, not both."""
    x, outcome = np.asarray(x, dtype=float) + 0.0, np.asarray(outcome, dtype=int)
    trues = int(outcome.sum())
    if trues < 2 or len(x) - trues < 2:
        return None, None, 0
    if images is None or len(set(images)) == 1:
        images, ids = None, None
    order = np.lexsort((outcome, x))
    if images is not None:
        images = np.asarray(images)
        within = np.argsort(np.asarray(ids), kind="stable") if ids is not None else order
        order = within[np.argsort(images[within], kind="stable")]
    x, outcome = x[order], outcome[order]
    if images is None:
        starts = np.arange(len(x) + 1)
        image_bits = row_bits = bits(range(len(x)))
    else:
        images = images[order]
        starts = np.flatnonzero(np.concatenate([[True], images[1:] != images[:-1], [True]]))
        image_bits = bits(images[starts[:-1]].tolist())
        places = np.arange(len(x)) - np.repeat(starts[:-1], np.diff(starts))
        row_bits = bits(np.asarray(ids)[order].tolist() if ids is not None else places)
    bins = put_into_bins(x)
    found = information(bins, outcome)
    shuffled = [information(exchange(bins, starts, image_bits, row_bits, s), outcome) for s in range(1, SHUFFLES + 1)]
    whole, chance = entropy(trues / len(x)), math.fsum(shuffled) / SHUFFLES
    share = 0.0 if whole - chance <= EQUAL or found - chance <= EQUAL else min(1.0, (found - chance) / (whole - chance))
    return share, max(0.0, chance / whole), int(trues >= 50 and all(found > other + EQUAL for other in shuffled))
