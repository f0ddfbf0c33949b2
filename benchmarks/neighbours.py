"""Neighbours among a million item vectors: the approximate index against exact search in one run.

    python benchmarks/neighbours.py [--items 1000000] [--factors 64] [--questions 1024]

Exact search is the fast way in numpy: single precision, questions in blocks of 128 on each core,
products with 16,384 items at a time, which stay in the cache, the ten best of each block by
``argpartition`` and the ten best of these. Both sides get the same batches of 256 questions, in
turn, and the ratio is the median over batches. Questions are vectors of the same world that are
not in the index, so that nobody finds himself. Two worlds, all vectors of length 1:

like factors: 4,000 centres in random directions, shared by items with a skew (share ~ rank^-0.8,
so that the largest has 760 times the items of the smallest). Around its centre a cluster
spreads as far as the centre is long, mostly in 16 directions of its own whose strength falls with
the root of the rank, and a tenth of that in all. At 1 million, the 10th neighbour has a cosine of
0.83 and the neighbourhood 9 dimensions (Levina and Bickel); those of ALS factors of Amazon Beauty,
Retailrocket and MovieLens latest small, with 5,000 to 12,000 items, have 0.59 to 0.64 and 10 to 13.

random: uniform directions, the hard case, where the nearest of all is hardly nearer than the rest.

Target for vectors like factors: recall@10 at least 0.98 at 20 times the questions per second.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from recengine.arrays import Array
from recengine.models.index import ApproximateIndex

K = 10
BATCH = 256
HALF = 128
ITEMS_AT_ONCE = 16_384
CLUSTERS = 4_000
OWN_DIRECTIONS = 16
CORES = 2


def main() -> None:
    parser = argparse.ArgumentParser(description="Approximate neighbours against exact ones.")
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--questions", type=int, default=1_024)
    parser.add_argument("--worlds", default=",".join(WORLDS))
    options = parser.parse_args()
    print(
        f"{options.items:,} items, {options.factors} factors, {options.questions:,} questions\n"
        f"{'':<14}{'recall@10':>10}{'exact/s':>9}{'index/s':>9}{'ratio':>7}"
        f"{'build s':>9}{'index MB':>10}{'peak MB':>9}"
    )
    for name in options.worlds.split(","):
        rng = np.random.default_rng(0)
        vectors = WORLDS[name](options.items + options.questions, options.factors, rng)
        measure(name, vectors[: options.items], vectors[options.items :])


def measure(name: str, items: Array, questions: Array) -> None:
    """One row: build, and both sides in turn on each batch."""
    before, start = held_mb(), time.perf_counter()
    index = ApproximateIndex(items)
    build, size = time.perf_counter() - start, held_mb() - before
    index.search(questions[:BATCH], K)
    shared, took = [], []
    for first in range(0, len(questions), BATCH):
        batch = questions[first : first + BATCH]
        start = time.perf_counter()
        exact = exact_search(items, batch)
        middle = time.perf_counter()
        found, _ = index.search(batch, K)
        took.append((middle - start, time.perf_counter() - middle, len(batch)))
        shared += [len(set(here) & set(there)) for here, there in zip(found, exact, strict=True)]
    slow, fast, asked = np.array(took).T
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<14}{np.mean(shared) / K:>10.4f}{np.median(asked / slow):>9.0f}"
        f"{np.median(asked / fast):>9.0f}{np.median(slow / fast):>7.1f}"
        f"{build:>9.1f}{size:>10.0f}{peak:>9.0f}",
        flush=True,
    )


def exact_search(items: Array, questions: Array) -> Array:
    """(n, 10) codes of the nearest, in no order; one core for each part of the questions."""
    parts = [questions[at : at + HALF] for at in range(0, len(questions), HALF)]
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(CORES) as pool:
        return np.vstack(list(pool.map(lambda part: exact_part(items, part), parts)))


def exact_part(items: Array, questions: Array) -> Array:
    codes, cosines = [], []
    for first in range(0, len(items), ITEMS_AT_ONCE):
        products = questions @ items[first : first + ITEMS_AT_ONCE].T
        near = highest(products)
        codes.append(near + first)
        cosines.append(np.take_along_axis(products, near, axis=1))
    return np.take_along_axis(np.hstack(codes), highest(np.hstack(cosines)), axis=1)


def highest(values: Array) -> Array:
    """(n, 10) positions of the highest of each row."""
    k = min(K, values.shape[1])
    return np.argpartition(values, values.shape[1] - k, axis=1)[:, -k:]


def like_factors(n: int, width: int, rng: np.random.Generator) -> Array:
    """(n, width) a mixture of clusters, each with directions of its own, in random order."""
    share = np.arange(1, CLUSTERS + 1) ** -0.8
    sizes = rng.multinomial(n, share / share.sum())
    strength = np.arange(1, OWN_DIRECTIONS + 1) ** -0.5
    strength /= np.linalg.norm(strength) * np.sqrt(width)
    out = np.float32(0.1 / np.sqrt(width)) * rng.standard_normal((n, width), dtype=np.float32)
    end = 0
    for size in sizes:
        centre = unit(rng.standard_normal((1, width), dtype=np.float32))
        own = rng.standard_normal((OWN_DIRECTIONS, width)) * strength[:, None]
        spread = rng.standard_normal((size, OWN_DIRECTIONS), dtype=np.float32)
        out[end : end + size] += centre + spread @ own.astype(np.float32)
        end += size
    return unit(out)[rng.permutation(n)]


def random(n: int, width: int, rng: np.random.Generator) -> Array:
    """(n, width) uniform directions."""
    return unit(rng.standard_normal((n, width), dtype=np.float32))


def unit(vectors: Array) -> Array:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def held_mb() -> float:
    """Memory of this process just now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


WORLDS: dict[str, Callable[[int, int, np.random.Generator], Array]] = {
    "like-factors": like_factors,
    "random": random,
}

if __name__ == "__main__":
    main()
