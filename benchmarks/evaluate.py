"""How fast lists are judged, beside ranx and RecTools in one run, and what memory it takes.

    python benchmarks/evaluate.py [--rectools-python PYTHON] [--people 30000] [--turns 5]

Recall, NDCG, MAP and precision at 20 of lists that are invented: everybody has 1 to 20 of 40,000
items to find, and a list that holds some of them. Each library gets what it takes ready made: ours
the codes of the lists and the matrix of what is to be found, ranx its ``Qrels`` and ``Run``,
RecTools its frames. Each has measured the same once before the clock starts, so that ranx is
compiled. Every measurement is a process of its own, and they take turns; medians of all turns.

Values are compared for every person with ranx, and as means with RecTools, whose ``calc_metrics``
gives no others. Both divide average precision by all items to find, ours by at most 20 of them;
everybody here has at most 20, so that it is the same. RecTools' NDCG is the one with
``divide_by_achievable=True``. ``grown MB`` is the peak of the whole process while it first measures
over what it held before, the lists among it; ranx compiles meanwhile.

RecTools runs in an environment of its own, made as ``speed.py`` says; without it it is left out.

Targets: at most the time of the faster one, values equal to 1e-9, and memory that does not grow
with people beyond the values themselves.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.data.splits import Split
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import measure
from recengine.evaluation.metrics import Facts, parse_metrics
from recengine.memory import PeakMemory

K, N_ITEMS = 20, 40_000
METRICS = ("recall", "ndcg", "map", "precision")


def main() -> None:
    options = _options()
    if options.side:
        print(json.dumps(_measured(options.side, Path(options.lists), Path(options.out))))
        return
    with tempfile.TemporaryDirectory(prefix="recengine-evaluate-") as folder:
        _speed(options, Path(folder))
        _memory(options, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Metrics beside other libraries.")
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--rectools-python", help="a Python that has RecTools")
    parser.add_argument("--side", choices=["ours", "ranx"], help=argparse.SUPPRESS)
    parser.add_argument("--lists", help=argparse.SUPPRESS)
    parser.add_argument("--out", help=argparse.SUPPRESS)
    return parser.parse_args()


def _speed(options: argparse.Namespace, folder: Path) -> None:
    """Times and values of all sides on the same lists."""
    lists = folder / "lists.npz"
    _write(lists, options.people)
    sides = ["ours", "ranx"] + ["rectools"] * bool(options.rectools_python)
    files = {side: folder / f"{side}.npy" for side in sides}
    commands = {side: _command(options, side, lists, files[side]) for side in sides}
    costs: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
    for _ in range(options.turns):
        for side in sides:
            costs[side].append(_run(commands[side]))
    seconds = {side: statistics.median(c["seconds"] for c in costs[side]) for side in sides}
    print(f"{options.people:,} people, {N_ITEMS:,} items: {', '.join(METRICS)} at {K}")
    print(f"{'library':10}{'ms':>9}{'ours takes':>12}{'grown MB':>10}{'furthest apart':>16}")
    for side in sides:
        grown = statistics.median(c["grown"] for c in costs[side])
        times = seconds["ours"] / seconds[side]
        apart = _apart(np.load(files["ours"]), np.load(files[side]))
        print(f"{side:10}{seconds[side] * 1000:9.1f}{times:12.3f}{grown:10.1f}{apart:16.1e}")
    fastest = min(value for side, value in seconds.items() if side != "ours")
    held = "holds" if seconds["ours"] <= fastest else "missed"
    print(f"at most 1.0 of the faster one: {held} at {seconds['ours'] / fastest:.3f}")
    if not options.rectools_python:
        print("RecTools: left out, since --rectools-python was not given")


def _memory(options: argparse.Namespace, folder: Path) -> None:
    """How ours grows with people."""
    print(f"\n{'people':>10}{'lists MB':>10}{'values MB':>11}{'grown MB':>10}")
    for people in (options.people, 4 * options.people):
        lists = folder / f"{people}.npz"
        _write(lists, people)
        grown = _run(_command(options, "ours", lists, folder / "grown.npy"))["grown"]
        held, values = people * K * 4 / 1e6, people * len(METRICS) * 8 / 1e6
        print(f"{people:10,}{held:10.1f}{values:11.1f}{grown:10.1f}", flush=True)


def _write(file: Path, people: int, seed: int = 5) -> None:
    """Lists of which three items in ten are right until none is left, and what is to be found."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, K + 1, people)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    step = N_ITEMS // 50  # items of one person a step apart, so that none is there twice
    offsets = np.repeat(rng.integers(step, size=people), sizes)
    items = offsets + step * (np.arange(starts[-1]) - np.repeat(starts[:-1], sizes))
    codes = np.empty((people, K), dtype=np.int32)
    for row in range(people):
        own = items[starts[row] : starts[row + 1]]
        right = rng.permutation(own)[: rng.binomial(len(own), 0.3)]
        wrong = np.setdiff1d(rng.choice(N_ITEMS, 3 * K, replace=False), own)
        codes[row] = rng.permutation(np.concatenate((right, wrong[: K - len(right)])))
    np.savez(file, codes=codes, items=items.astype(np.int32), starts=starts)


def _command(options: argparse.Namespace, side: str, lists: Path, out: Path) -> list[str]:
    if side == "rectools":
        script = str(ROOT / "benchmarks" / "rectools_metrics.py")
        return [options.rectools_python, script, str(lists), str(out), str(K)]
    own = [sys.executable, __file__, "--side", side]
    return [*own, "--lists", str(lists), "--out", str(out)]


def _run(command: list[str]) -> dict[str, float]:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _apart(ours: Array, theirs: Array) -> float:
    """The largest difference, of means where the other gives no more."""
    if theirs.ndim < ours.ndim:
        ours = ours.mean(axis=1)
    return float(np.abs(ours - theirs).max())


def _measured(side: str, file: Path, out: Path) -> dict[str, float]:
    """Measure once to warm up and once for the clock."""
    given = np.load(file)
    work = {"ours": _ours, "ranx": _ranx}[side](given["codes"], given["items"], given["starts"])
    memory = PeakMemory()
    work()
    grown = memory.grown_mb() or 0.0
    started = time.perf_counter()
    values = work()
    seconds = time.perf_counter() - started
    np.save(out, np.stack([values[name] for name in METRICS]))
    return {"seconds": seconds, "grown": grown}


def _ours(codes: Array, items: Array, starts: Array) -> Callable[[], dict[str, Array]]:
    n = len(codes)
    once = np.ones(len(items))
    test = History(
        starts=starts,
        items=items,
        weights=once,
        events=np.zeros(len(items), dtype=np.int8),
        signals=once,
        times=np.full(len(items), np.nan),
        n_items=N_ITEMS,
    )
    facts = Facts(Split("given", "Given.", _catalogue(n), test, np.arange(n)))
    _ = facts.relevant, facts.n_relevant
    wanted, made = parse_metrics(",".join(METRICS), K), {"ours": Made(codes)}

    def work() -> dict[str, Array]:
        found = measure(made, facts, wanted)["ours"]
        return {at.metric.name: found[at.key] for at in wanted}

    return work


def _catalogue(people: int) -> Dataset:
    """Items that nobody has touched."""
    ids = [f"i{code}" for code in range(N_ITEMS)]
    return Dataset(
        name="given",
        items=pd.DataFrame({"item_id": ids, "title": ids}),
        users=pd.DataFrame({"user_id": [f"u{code}" for code in range(people)]}),
        searches=pd.DataFrame(columns=["user_id", "query", "timestamp"]),
        event_weights={},
        fingerprint="given",
        histories=History.empty(people, N_ITEMS),
        details=pd.DataFrame(),
    )


def _ranx(codes: Array, items: Array, starts: Array) -> Callable[[], dict[str, Array]]:
    warnings.filterwarnings("ignore")  # of ranx's and numba's own dependencies
    from ranx import Qrels, Run, evaluate  # noqa: PLC0415 - only where measured

    names = [f"{name}@{K}" for name in METRICS]
    people = [f"{row:07d}" for row in range(len(codes))]
    relevant = [items[starts[row] : starts[row + 1]] for row in range(len(codes))]
    qrels = Qrels(
        {who: {f"i{i}": 1 for i in own} for who, own in zip(people, relevant, strict=True)}
    )
    scores = np.arange(K, 0.0, -1.0).tolist()
    run = Run(
        {
            who: dict(zip([f"i{i}" for i in row], scores, strict=True))
            for who, row in zip(people, codes, strict=True)
        }
    )

    def work() -> dict[str, Array]:
        found = evaluate(qrels, run, names, return_mean=False, save_results_in_run=False)
        return {name: np.asarray(found[f"{name}@{K}"]) for name in METRICS}

    return work


if __name__ == "__main__":
    main()
