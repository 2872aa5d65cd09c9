"""Intervals once more, slowly and plainly, from their description (numbers.md, section 9b)."""

import functools
import json
import math
import random

import model
from checks import expect, same

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
RESAMPLES = 1000


def mix(z):
    z = (z + GOLDEN) & MASK
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return z ^ z >> 31


def weights_of(resample, images):
    key, weights = mix(mix(resample)), [0] * images
    for j in range(images):
        weights[(mix((key + j * GOLDEN) & MASK) >> 32) * images >> 32] += 1
    return weights


@functools.lru_cache(maxsize=None)
def student(degrees):
    """The quantile of 97.5 %, by Simpson's rule."""
    factor = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(degrees * math.pi)

    def share(t, steps=2000):
        h = t / steps
        at = [(1 + (i * h) ** 2 / degrees) ** (-(degrees + 1) / 2) for i in range(steps + 1)]
        return 0.5 + factor * h / 3 * (at[0] + at[-1] + 4 * sum(at[1::2]) + 2 * sum(at[2:-1:2]))

    low, high = 1.0, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if share(middle) < 0.975 else (low, middle)
    return low


def mean_of(rows, weights):
    """The mean AP of rows (class, outcome, score, image, id), each as often as its image was drawn."""
    found = []
    for name in sorted({row[0] for row in rows}):
        copies = [(outcome, score, image, (number, copy)) for cls, outcome, score, image, number in rows if cls == name
                  for copy in range(weights[image])]
        found.append(model.average_precision(copies))
    found = [ap for ap in found if ap is not None]
    return sum(found) / len(found) if found else None


def interval(rows, images):
    """(value, low, high, standard error)"""
    value = mean_of(rows, [1] * images)
    values = [mean_of(rows, weights_of(b, images)) for b in range(RESAMPLES)]
    values = [v for v in values if v is not None]
    average = math.fsum(values) / len(values)
    error = math.sqrt(math.fsum((v - average) ** 2 for v in values) / (len(values) - 1))
    n = len({row[3] for row in rows if row[1] in ("TP", "FN")})
    step = math.sqrt(n / (n - 1)) * student(n - 1) * error / (2 * math.sqrt(value * (1 - value)))
    ends = []
    for sign in (-1, 1):
        much = (average > value) == (sign < 0)
        centre = value - (average - value) * (2 if much else 0.75)
        centre = min(max(centre, value / 4), 1 - (1 - value) / 4)
        angle = min(max(math.asin(math.sqrt(centre)) + sign * step, 0), math.pi / 2)
        ends.append(math.sin(angle) ** 2)
    return value, min(ends[0], value), max(ends[1], value), error


def intervals_follow_the_rules(case):
    if case.seed % 5:
        return
    rng, images = random.Random(f"intervals {case.seed}"), 14
    outcomes = rng.choice((("TP", "FP", "FN"), ("TP", "TP", "TP", "FP"), ("FP", "FP", "FN", "TP")))
    rows = [(rng.choice("ab"), "TP" if i < images else rng.choice(outcomes), rng.randrange(12) / 12,
             i if i < images else rng.randrange(images), i) for i in range(rng.randrange(30, 60))]
    rows[0] = (*rows[0][:1], "FN", *rows[0][2:])
    text = json.dumps([[c, o, None if o == "FN" else s, i, n] for c, o, s, i, n in rows])
    read = ", ".join(f"value ->> {i}" for i in range(5))
    found = json.loads(case.rows(f"SELECT mean_average_precision_interval({read}) FROM json_each(?)", text)[0][0])
    expected = interval(rows, images)
    for name, theirs in zip(("value", "low", "high", "standard_error"), expected):
        expect(abs(found[name] - theirs) < 1e-10, f"{name}: {found[name]!r} is not {theirs!r} of {rows}")
    same("images", found["images"], images)
