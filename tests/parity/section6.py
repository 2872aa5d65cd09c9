"""numbers.md, section 6, in plain numpy: what metric_importance and its aggregates are to give, written from the text and
not from the C. Quadratic, so for some thousand rows at most."""

import functools
import math

import numpy as np

MASK = (1 << 64) - 1


def mix(z):
    z = (z + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return z ^ z >> 31


def noise(value, outcome, ordinal, draw):
    """In -1..1, from a hash of the value, the outcome, the ordinal among the rows that share both, and the draw."""
    bits = int(np.float64(value + 0.0).view(np.uint64))
    return (mix(bits ^ mix(2 * ordinal + outcome + (draw << 40))) >> 11) * 2.0**-52 - 1


def spread(x, outcome, draw):
    """x over its standard deviation, and the noise."""
    mean = math.fsum(x) / len(x)
    away = x - mean
    deviation = math.sqrt((math.fsum(away ** 2) - math.fsum(away) ** 2 / len(x)) / len(x))
    z = x / deviation
    amplitude = 1e-10 * max(1.0, math.fsum(abs(z)) / len(z))
    seen = {}
    for row in range(len(x)):
        key = (x[row] + 0.0, outcome[row])
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        z[row] += amplitude * noise(x[row], int(outcome[row]), ordinal, draw)
    return z


@functools.lru_cache(maxsize=None)
def digamma(n):
    return math.fsum(1 / i for i in range(1, n)) - 0.5772156649015328606


def information(z, outcome, counts):
    """Ross's estimate of the mutual information, in nats."""
    total = len(z)
    near, k = [], []
    for row in range(total):
        distance = np.abs(z - z[row])
        own = np.sort(distance[outcome == outcome[row]])  # own[0] is the row itself
        k.append(min(3, len(own) - 1))
        near.append(int((distance <= np.nextafter(own[k[-1]], 0)).sum()))
    return digamma(total) + (math.fsum(map(digamma, k)) - math.fsum(digamma(counts[c]) for c in outcome)
                             - math.fsum(map(digamma, near))) / total


def importance(x, outcome):
    """None where there are fewer than two rows of either outcome."""
    x, outcome = np.asarray(x, dtype=float), np.asarray(outcome, dtype=int)
    counts = [int((outcome == c).sum()) for c in (0, 1)]
    if min(counts) < 2:
        return None
    if x.min() == x.max():
        return 0.0
    draws = min(32, math.ceil(65536 / len(x))) if len(set(x)) < len(x) else 1
    mean = math.fsum(information(spread(x, outcome, draw), outcome, counts) for draw in range(draws)) / draws
    shares = [count / len(x) for count in counts]
    entropy = -math.fsum(share * math.log(share) for share in shares)
    return min(1.0, max(0.0, mean / entropy))
