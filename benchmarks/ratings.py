"""How far expected stars are from given ones, beside the library Surprise in the same run.

    python benchmarks/ratings.py RATINGS [--folds 5] [--models svd,svdpp,knn_baseline]

RATINGS is any file of ratings, such as MovieLens' ``ratings.csv`` or ``u.data``. Ratings are cut at
random into folds; each is predicted from the others. Ours are folded in from a person's ratings
alone, as any newcomer is; Surprise uses what it learned of that very person. Stars are held to the
scale, as Surprise does. RMSE is the root of the mean squared difference, lower is better.

Published for MovieLens 100k: SVD 0.934, SVD++ 0.919, KNNBaseline 0.931 (Surprise's README); ours
compares items by Pearson's correlation, the README people by their mean squared difference.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from surprise import SVD, KNNBaseline, Reader, SVDpp
from surprise import Dataset as Ratings

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table
from recengine.models import create

#: RMSE on MovieLens 100k in five random folds, and the most that one of ours may have.
PUBLISHED = {"svd": 0.934, "svdpp": 0.919, "knn_baseline": 0.931}
TARGET = 0.918


def main() -> None:
    parser = argparse.ArgumentParser(description="Expected stars beside those of Surprise.")
    parser.add_argument("ratings", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--models", default=",".join(PUBLISHED))
    options = parser.parse_args()
    compare(options.ratings, options.models, options.folds)


def compare(path: Path, models: str = ",".join(PUBLISHED), folds: int = 5) -> None:
    """A row a model: ours, the library's in the same run, and what was published."""
    dataset = Dataset.from_tables(read_table(path))
    fold = np.random.default_rng(0).integers(folds, size=len(dataset.details))
    print(f"\n{len(fold):,} ratings in {folds} random folds, each predicted from the others: RMSE")
    print(
        f"{'model':<16}{'ours':>8}{'Surprise':>10}{'published for 100k':>20}{'ours s':>8}"
        f"{'Surprise s':>12}"
    )
    best = float("inf")
    for name in models.split(","):
        ours, theirs = [], []
        for place in range(folds):
            held = fold == place
            ours.append(_ours(name, dataset, held))
            theirs.append(_theirs(name, dataset, held))
        (error, seconds), (their_error, their_seconds) = (
            np.mean(runs, axis=0) for runs in (ours, theirs)
        )
        best = min(best, error)
        print(
            f"{name:<16}{error:>8.4f}{their_error:>10.4f}{PUBLISHED[name]:>20.3f}"
            f"{seconds:>8.1f}{their_seconds:>12.1f}",
            flush=True,
        )
    print(f"best of ours {best:.4f}; target on MovieLens 100k at most {TARGET}")


def _ours(name: str, dataset: Dataset, held: Any) -> tuple[float, float]:
    started = time.perf_counter()
    train = dataset.keep(~held)
    model = create(name).fit(train)
    rows, items = dataset.histories.rows[held], dataset.histories.items[held]
    wanted = dataset.details["value"].to_numpy(float)[held]
    error = 0.0
    for start in range(0, dataset.n_users, 256):
        mine = (rows >= start) & (rows < start + 256)
        block = train.histories.people(np.arange(start, min(start + 256, dataset.n_users)))
        stars = model.score(block)[rows[mine] - start, items[mine]]
        error += float(((np.clip(stars, model.lowest_, model.highest_) - wanted[mine]) ** 2).sum())
    return (error / len(wanted)) ** 0.5, time.perf_counter() - started


def _theirs(name: str, dataset: Dataset, held: Any) -> tuple[float, float]:
    frame = dataset.interactions[["user_id", "item_id", "value"]].astype(
        {"user_id": str, "item_id": str}
    )
    low, high = frame["value"].min(), frame["value"].max()
    started = time.perf_counter()
    loaded = Ratings.load_from_df(frame[~held], Reader(rating_scale=(low, high)))
    like_ours = {"name": "pearson_baseline", "user_based": False}
    algorithm = {
        "svd": SVD(random_state=0),
        "svdpp": SVDpp(random_state=0, cache_ratings=True),
        "knn_baseline": KNNBaseline(sim_options=like_ours, verbose=False),
    }[name]
    algorithm.fit(loaded.build_full_trainset())
    found = algorithm.test(list(frame[held].itertuples(index=False, name=None)))
    error = float(np.mean([(one.est - one.r_ui) ** 2 for one in found])) ** 0.5
    return error, time.perf_counter() - started


if __name__ == "__main__":
    main()
