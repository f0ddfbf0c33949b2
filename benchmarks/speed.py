"""How fast models fit and lists are made, each beside a library that does the same in one run.

    python benchmarks/speed.py [--rectools-python PYTHON] [--quick] [--rows fit,lists,growth]

Interactions are invented (``synthetic.py``). Every measurement is a process of its own, after a
small fit that loads what is loaded once, and the ways take turns; medians of all turns. The peak
is the whole process, the data included, and ``data MB`` what it was before.

    item neighbours  ItemKNN.fit against CosineRecommender.fit of implicit: same matrix, same K
    EASE             EASE.fit against LAPACK's spotrf and spotri alone, in place, float32, all cores
    lists            top 20 for everybody, seen items removed: from histories through the score to
                     ids, against RecTools' recommend for a model of the same kind, factors known
    growth           fits over 0.1, 1 and 10 million interactions: people grow, items do not; with
                     ``--models svd,knn_baseline`` those of ratings, by chance one to five stars

RecTools 0.19 asks for numpy 1 and pandas 2, which clash with ours, so it runs in an environment of
its own (``python -m venv X && X/bin/python -m pip install rectools==0.19.0``) named by
``--rectools-python X/bin/python``; without it that row is left out. The first three rows find the
matrix of likes ready; in growth, making it counts as fit.

Targets: at most 1.0, 1.25 and 0.7 times the other's time, and 1.15 times linear.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import rated, world
from recengine.data.dataset import Dataset
from recengine.evaluation.contenders import ModelContender
from recengine.evaluation.protocol import rank
from recengine.models import ALS, EASE, REGISTRY, ItemKNN, Recommender, create

K = 20
SIZES = (100_000, 1_000_000, 10_000_000)
#: For the ratios: so many interactions, and items.
FIT = (1_000_000, 6_000)
LARGE = (1_000_000, 12_000)
GROWING = tuple(
    name
    for name, model in REGISTRY.items()
    if model.capabilities.everyday and not model.capabilities.needs_attributes
)
HEAD = f"{'what':30}{'ours s':>9}{'theirs s':>10}{'times':>7}{'ours MB':>9}{'theirs MB':>11}"


@dataclass(frozen=True)
class Cost:
    """Seconds, and megabytes at the peak and before the work."""

    seconds: float
    peak: float
    before: float


def main() -> None:
    options = _options()
    if options.measure:
        print(json.dumps(vars(measure(*options.measure))))
        return
    if {"fit", "lists"} & set(options.rows):
        print(HEAD)
    if "fit" in options.rows:
        _fits(options)
    if "lists" in options.rows:
        _lists(options)
    if "growth" in options.rows:
        _growth(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fits and lists beside other libraries.")
    parser.add_argument("--rows", type=_words, default=["fit", "lists", "growth"])
    parser.add_argument("--models", type=_words, default=list(GROWING), help="that have to grow")
    parser.add_argument("--items", type=int, default=3_000, help="of growth (default 3000)")
    parser.add_argument("--quick", action="store_true", help="6,000 items, growth up to 1 million")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--rectools-python", help="a Python that has RecTools")
    parser.add_argument("--measure", nargs=4, help=argparse.SUPPRESS)
    return parser.parse_args()


def _words(text: str) -> list[str]:
    return text.split(",")


def _fits(options: argparse.Namespace) -> None:
    """Item neighbours against implicit, EASE against LAPACK."""
    ours, theirs = _turns(options.turns, [_own("same_knn", FIT), _own("implicit", FIT)])
    _say("fit item_knn, 6,000 items", ours, theirs, 1.0)
    for size in (FIT,) if options.quick else (FIT, LARGE):
        ours, theirs = _turns(options.turns, [_own("same_ease", size), _own("lapack", size)])
        _say(f"fit ease, {size[1]:,} items", ours, theirs, 1.25)


def _lists(options: argparse.Namespace) -> None:
    """Lists for everybody against RecTools."""
    if not options.rectools_python:
        print("lists: left out, since --rectools-python was not given")
        return
    with tempfile.TemporaryDirectory(prefix="recengine-speed-") as folder:
        likes, dataset = Path(folder) / "likes.npz", world(*FIT)
        for name in ("als", "item_knn"):
            _write(likes, dataset, name)
            files = {side: Path(folder) / f"{name}-{side}.npy" for side in ("ours", "theirs")}
            script = str(ROOT / "benchmarks" / "rectools_lists.py")
            other = [options.rectools_python, script, name, str(likes), str(files["theirs"]), K]
            own = _own(f"lists_{name}", FIT, str(files["ours"]))
            ours, theirs = _turns(options.turns, [own, [str(part) for part in other]])
            _say(f"top {K} for 25,000, {name}", ours, theirs, 0.7)
            print(f"  items that the lists have in common: {_shared(*files.values()):.0%}")


def _growth(options: argparse.Namespace) -> None:
    """How fits grow with interactions."""
    sizes = SIZES[:2] if options.quick else SIZES
    print(f"\n{'fit':14}{'rows':>12}{'seconds':>9}{'peak MB':>9}{'data MB':>9}{'linear':>8}")
    for name in options.models:
        before: tuple[int, Cost] | None = None
        for size in sizes:
            (cost,) = _turns(options.turns, [_own(f"fit_{name}", (size, options.items))])
            line = f"{name:14}{size:12,}{cost.seconds:9.2f}{cost.peak:9,.0f}{cost.before:9,.0f}"
            if before is not None:
                times = cost.seconds * before[0] / (before[1].seconds * size)
                line += f"{times:8.2f} {'holds' if times <= 1.15 else 'missed'}"
            print(line, flush=True)
            before = (size, cost)


def _own(what: str, size: tuple[int, int], out: str = "-") -> list[str]:
    return [sys.executable, __file__, "--measure", what, *map(str, size), out]


def _turns(turns: int, commands: Sequence[list[str]]) -> list[Cost]:
    """The median cost of each command, the commands taking turns."""
    costs: list[list[Cost]] = [[] for _ in commands]
    for _ in range(turns):
        for command, found in zip(commands, costs, strict=True):
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            found.append(Cost(**json.loads(done.stdout)))
    return [
        Cost(
            *(
                statistics.median(getattr(cost, part) for cost in found)
                for part in ("seconds", "peak", "before")
            )
        )
        for found in costs
    ]


def _say(what: str, ours: Cost, theirs: Cost, most: float) -> None:
    times = ours.seconds / theirs.seconds
    print(
        f"{what:30}{ours.seconds:9.2f}{theirs.seconds:10.2f}{times:7.2f}"
        f"{ours.peak:9,.0f}{theirs.peak:11,.0f}  at most {most}: "
        f"{'holds' if times <= most else 'missed'}",
        flush=True,
    )


def measure(what: str, interactions: str, items: str, out: str) -> Cost:
    """Do it once in this process."""
    dataset = world(int(interactions), int(items))
    work = _work(what, dataset)
    before = _peak()
    started = time.perf_counter()
    made = work()
    cost = Cost(time.perf_counter() - started, _peak(), before)
    if out != "-":
        np.save(out, np.asarray(made, dtype=str))
    return cost


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _work(what: str, dataset: Dataset) -> Callable[[], object]:
    """What is to be timed, with everything ready that does not count."""
    if what == "implicit":
        return _implicit(dataset)
    if what == "lapack":
        return _lapack(dataset.n_items)
    if what.startswith("lists_"):
        return _our_lists(_model(what.removeprefix("lists_")), dataset)
    model = _model(what.partition("_")[2])
    small = world(4_000, 400)
    if model.capabilities.ratings:
        small, dataset = rated(small), rated(dataset)
    _model(model.name).fit(small)
    if what.startswith("same_"):
        _ = dataset.histories.likes
    return lambda: model.fit(dataset)


def _model(name: str) -> Recommender:
    """With the parameters that the others are given."""
    if name in ("knn", "item_knn"):
        return ItemKNN(neighbours=100)
    return EASE() if name == "ease" else create(name)


def _implicit(dataset: Dataset) -> Callable[[], object]:
    from implicit.nearest_neighbours import CosineRecommender  # noqa: PLC0415 - only where measured
    from scipy import sparse  # noqa: PLC0415 - only where measured

    likes = sparse.csr_matrix(dataset.histories.likes)
    warnings.filterwarnings("ignore", message="Method expects CSR input")  # it turns its own
    return lambda: CosineRecommender(K=100).fit(likes, show_progress=False)


def _lapack(n: int) -> Callable[[], object]:
    from scipy.linalg import lapack  # noqa: PLC0415 - only where measured

    matrix = np.full((n, n), 0.5, dtype=np.float32, order="F")
    np.fill_diagonal(matrix, n)

    def invert() -> object:
        factor, _ = lapack.spotrf(matrix, lower=1, overwrite_a=1)
        return lapack.spotri(factor, lower=1, overwrite_c=1)

    return invert


def _our_lists(model: Recommender, dataset: Dataset) -> Callable[[], object]:
    contender = ModelContender(model.fit(dataset))
    people = dataset.users["user_id"].to_list()
    rank(contender, dataset.histories.people(np.arange(256)), people[:256], K)

    def lists() -> object:
        codes = rank(contender, dataset.histories, people, K).codes
        return dataset.item_ids[codes]

    return lists


def _write(file: Path, dataset: Dataset, name: str) -> None:
    """What RecTools learns from; implicit takes a confidence where we take a like."""
    likes = dataset.histories.likes.tocoo()
    user, item = likes.coords
    model = _model(name)
    weight = 1.0 + model.alpha * likes.data if isinstance(model, ALS) else likes.data
    parameters = {
        key: value for key, value in vars(model).items() if isinstance(value, int | float)
    }
    np.savez(file, user=user, item=item, weight=weight, **parameters)


def _shared(ours: Path, theirs: Path) -> float:
    """Share of our lists' items that stand in their list for the same person."""
    mine, other = np.load(ours), np.load(theirs)
    return float(np.mean([np.isin(*pair).mean() for pair in zip(mine, other, strict=True)]))


if __name__ == "__main__":
    main()
