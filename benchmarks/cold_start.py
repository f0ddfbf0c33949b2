"""How soon a newcomer's lists are better than popularity, and where new items are placed.

    python benchmarks/cold_start.py [--sample NAME | --interactions FILE --items FILE --users FILE]

Newcomers: a fifth of the people are held out, and models learn from the others alone. Each newcomer
is asked three questions of six items and picks an item that they really liked, or none
(``evaluation/newcomers.py``). What else they liked has to be found; the same newcomers, the same
items to be found and the same items left out for every row. The difference to popularity is paired,
person by person, with its 95 % interval. Groups (country, favourite genres and so on) are judged on
newcomers who have answered nothing.

New items: those that were first met in the last tenth of the events are held out with all that
happened to them. ``placed`` is how often an item is thought to fit somebody who chose it better
than somebody who did not (0.5 is chance). ``promoted`` is the share of impressions that reach
people who went on to choose the item, against impressions drawn by lot.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from recengine.data.dataset import Dataset
from recengine.data.reading import read_table
from recengine.data.samples import SAMPLES, load_sample
from recengine.data.splits import Split
from recengine.evaluation import ModelContender, evaluate
from recengine.evaluation.newcomers import finding, hold_out, learning
from recengine.models import create
from recengine.ranking import RecipeContender, preset
from recengine.ranking.promotion import promote

METRIC = "ndcg@10"
MODELS = ("popularity", "content", "item_knn", "ease", "als", "hybrid")
QUESTIONS = 3
BUDGET = 50


def main() -> None:
    parser = argparse.ArgumentParser(description="Newcomers and new items, measured.")
    for part in ("interactions", "items", "users"):
        parser.add_argument(f"--{part}", type=Path)
    parser.add_argument("--sample", choices=tuple(SAMPLES))
    options = parser.parse_args()
    if options.interactions:
        tables = [
            read_table(path, kind=kind) if path else None
            for kind, path in (
                ("interactions", options.interactions),
                ("items", options.items),
                ("users", options.users),
            )
        ]
        datasets = [Dataset.from_tables(*tables)]
    else:
        names = [options.sample] if options.sample else list(SAMPLES)
        datasets = [load_sample(name) for name in names]
    for dataset in datasets:
        print(f"\n{dataset.name}")
        newcomers(dataset)
        groups(dataset)
        new_items(dataset)


def newcomers(dataset: Dataset) -> None:
    """Lists after three answers, against popularity."""
    asked = hold_out(dataset, questions=QUESTIONS)
    who = asked.judged & (asked.picks >= 0).any(axis=1)
    report = evaluate(
        asked.train,
        [ModelContender(create(name)) for name in MODELS],
        split=asked.split(QUESTIONS, who),
        metrics=METRIC,
        baseline="popularity",
    )
    print(f"{who.sum():,} of {len(who):,} newcomers picked at least one item in three questions")
    print(f"{'approach':<18}{METRIC:>9}  {'difference to popularity, 95 %':<34}{'p':>8}")
    for result in report.results:
        line = f"{result.label:<18}{result.metrics[METRIC].mean:>9.4f}"
        against = report.comparison(result.model, METRIC)
        if against is not None:
            words = f"{against.difference:+.4f} ({against.low:+.4f} to {against.high:+.4f})"
            line += f"  {words:<34}{against.p_adjusted:>8.2g} {against.verdict}"
        print(line)
    found = learning(dataset, RecipeContender(preset("plain")), questions=QUESTIONS)
    print(f"a whole recipe: {finding(found)}")


def groups(dataset: Dataset) -> None:
    """Popularity by group against popularity, for newcomers who have answered nothing."""
    asked = hold_out(dataset, questions=0)
    train, test, people = asked.train, asked.to_find, asked.people
    segment = create("popularity").fit(train).segment_
    if not segment:
        print("groups: no column of the people tells what they will like better than nothing does")
        return
    nobody = dataset.histories.where(np.zeros(len(dataset.histories.items), dtype=bool))
    unknown = replace(train, histories=replace(train.histories, traits=None))
    found = []
    for learned in (train, unknown):
        split = Split("newcomers", "Newcomers.", learned, test, people, known=nobody)
        report = evaluate(
            learned, [ModelContender(create("popularity"))], split=split, metrics=METRIC
        )
        found.append(report.per_person["popularity"][METRIC])
    difference = found[0] - found[1]
    error = 1.96 * difference.std(ddof=1) / np.sqrt(len(difference))
    print(
        f"groups: by {segment}, {METRIC} {found[0].mean():.4f} against {found[1].mean():.4f} "
        f"({difference.mean():+.4f} ± {error:.4f}, {len(people):,} newcomers without an answer)"
    )


def new_items(dataset: Dataset) -> None:
    """Where content places items that nobody has touched, and whom a promotion reaches."""
    if not dataset.has_times:
        print("new items: no times, so nobody knows which are new")
        return
    histories = dataset.histories
    first = np.full(dataset.n_items, np.inf)
    np.fmin.at(first, histories.items, histories.times)
    begun = np.nanquantile(histories.times, 0.9)
    new = np.flatnonzero(np.isfinite(first) & (first >= begun))
    train = dataset.keep(~np.isin(histories.items, new) & ~(histories.times >= begun))
    later = histories.likes
    active = np.flatnonzero((np.diff(later.indptr) > 0) & (np.diff(train.histories.starts) > 0))
    chosen = later[active][:, new].toarray() > 0
    enough = chosen.sum(axis=0) >= 5
    new, chosen = new[enough], chosen[:, enough]
    if not len(new):
        print("new items: too few were chosen by anybody")
        return
    known = train.histories.people(active)
    fit = create("content").fit(train).score(known)[:, new]
    placed = [_area(fit[:, n], chosen[:, n]) for n in range(len(new))]
    lists = np.tile(np.arange(3), (len(active), 1))
    left = np.full(len(new), BUDGET)
    shown = promote(lists, new, fit, left).shown
    hits = chosen[np.flatnonzero(shown >= 0), shown[shown >= 0]].mean()
    by_lot = chosen.mean()
    print(
        f"new items: {len(new)}; placed {np.mean(placed):.3f}; promoted to "
        f"{np.count_nonzero(shown >= 0):,} people, {hits:.1%} of whom chose the item, by lot "
        f"{by_lot:.1%} ({hits / by_lot:.1f} times)"
    )


def _area(fit: Any, chosen: Any) -> float:
    """How often who chose it stands above who did not, ties half."""
    from scipy.stats import rankdata  # noqa: PLC0415  slow to import

    n = int(chosen.sum())
    ranks = rankdata(fit)
    return float((ranks[chosen].sum() - n * (n + 1) / 2) / (n * (len(fit) - n)))


if __name__ == "__main__":
    main()
