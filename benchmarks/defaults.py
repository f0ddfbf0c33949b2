"""Whether a model's defaults are the ones to have, on several data sets at once.

    python benchmarks/defaults.py [DATA ...] [--models a,b,...]

DATA are files or folders of interactions, such as MovieLens' ``ratings.csv`` or the folder of
Retailrocket; the two samples always take part. The last item of everybody is put away and never
looked at; parameters are judged by NDCG@10 on the item before it. Each parameter of a model is
halved and doubled while the others keep their defaults. ``of the best`` is what a row reaches of
the best row of each data set, as the mean over all: defaults are well chosen where no other row is
clearly above theirs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table
from recengine.data.samples import SAMPLES, load_sample
from recengine.data.splits import Split, leave_last_out
from recengine.errors import Unsupported
from recengine.evaluation import ModelContender, evaluate, tunable
from recengine.models import REGISTRY, create

MODELS = tuple(
    name for name, model in REGISTRY.items() if tunable(name) and not model.capabilities.patient
)
TIMES = (0.5, 2.0)


def main() -> None:
    parser = argparse.ArgumentParser(description="A model's defaults, and what is around them.")
    parser.add_argument("data", nargs="*", type=Path)
    parser.add_argument("--models", default=",".join(MODELS))
    options = parser.parse_args()
    splits = {}
    for dataset in (
        *(load_sample(name) for name in SAMPLES),
        *(Dataset.from_tables(read_table(path)) for path in options.data),
    ):
        split = leave_last_out(leave_last_out(dataset).train)
        splits[f"{dataset.name} ({len(split.people):,} people)"] = split
    for place, name in enumerate(splits):
        print(f"{chr(97 + place)}: {name}")
    for name in options.models.split(","):
        table(name, list(splits.values()))


def table(name: str, splits: list[Split]) -> None:
    """Rows of one model: its defaults first."""
    rows = candidates(name)
    found = np.array([[value(name, row, split) for split in splits] for row in rows])
    best = np.nanmax(found, axis=0)
    heads = "".join(f"{chr(97 + place):>9}" for place in range(len(splits)))
    print(f"\n{name:<32}{heads}   of the best")
    for row, values in zip(rows, found, strict=True):
        words = ", ".join(f"{key} {number:g}" for key, number in row.items()) or "defaults"
        cells = "".join(f"{one:>9.4f}" for one in values)
        print(f"{words:<32}{cells}{np.nanmean(values / best):>14.1%}", flush=True)


def candidates(name: str) -> list[dict[str, Any]]:
    """Nothing changed, and each parameter changed by itself."""
    rows: list[dict[str, Any]] = [{}]
    for parameter in tunable(name):
        usual = getattr(create(name), parameter)
        rows += [{parameter: type(usual)(max(usual * times, 1e-9))} for times in TIMES]
    return rows


def value(name: str, parameters: dict[str, Any], split: Split) -> float:
    """NDCG@10, or NaN where the data does not allow the model."""
    contender = ModelContender(create(name, **parameters))
    try:
        report = evaluate(split.train, [contender], split=split, metrics="ndcg@10")
    except Unsupported:
        return float("nan")
    return report.results[0].metrics["ndcg@10"].mean


if __name__ == "__main__":
    main()
