"""Differing: the people for whom two approaches differ most, and what each found for them.

Half of them are people for whom the first is better, half for whom the second is, as far as there
are any. Of somebody in several folds the value is the mean, and the titles are those of all folds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.evaluation.folds import Fold
from recengine.evaluation.metrics import parse_metrics
from recengine.evaluation.report import Report


@dataclass(frozen=True)
class Differing:
    """One person under two approaches.

    Parameters
    ----------
    person : id.
    a, b : value of the metric under the first and the second.
    only_a, only_b : held-back titles that only the first found, and only the second.
    both : held-back titles that both found.
    shared : titles that both lists hold, right or wrong.
    length : titles of a list.
    known : how many titles the person had met before.
    """

    person: str
    a: float
    b: float
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    both: tuple[str, ...]
    shared: int
    length: int
    known: int


def differing(
    report: Report, dataset: Dataset, a: str, b: str, metric: str, n: int = 10
) -> tuple[Differing, ...]:
    """Up to ``n`` people, those who differ most first.

    Parameters
    ----------
    report : with its folds.
    dataset : what it was made on.
    a, b : names of two contenders.
    metric : of the report, per person, such as ``ndcg@10``.
    """
    for name in (a, b):
        if name not in report.per_person:
            raise InvalidSetting(
                Problem(
                    "unknown_contender",
                    f"{name!r} does not take part in this report.",
                    choose_among(report.per_person, name),
                    value=name,
                )
            )
    ours, theirs = (report.per_person[name][metric] for name in (a, b))
    k = parse_metrics(metric)[0].k
    return tuple(
        _person(report, dataset, int(row), (a, b), (float(ours[row]), float(theirs[row])), k)
        for row in _most(ours - theirs, n)
    )


def _most(differences: Floats, n: int) -> Array:
    """Rows of the largest differences, half of them each way where there are as many.

    >>> _most(np.array([0.5, 0.4, 0.0, 0.3, -0.1]), 3)
    array([0, 1, 4])
    """
    order = np.argsort(-np.abs(differences), kind="stable")
    better, worse = (order[sign * differences[order] > 0] for sign in (1, -1))
    few = min(len(worse), n // 2)
    chosen = np.concatenate([better[: n - few], worse[: n - min(len(better), n - few)]])
    ranked: Array = chosen[np.argsort(-np.abs(differences[chosen]), kind="stable")]
    return ranked


def _person(
    report: Report,
    dataset: Dataset,
    row: int,
    names: tuple[str, str],
    values: tuple[float, float],
    k: int,
) -> Differing:
    code = dataset.user_code(report.people[row])
    tested = [fold for fold in report.folds if code in fold.split.people]
    a, b = (set.union(*(_shown(fold, code, name, k) for fold in tested)) for name in names)
    wanted = set.union(*(_wanted(fold, code) for fold in tested))
    before = tested[-1].split
    return Differing(
        person=report.people[row],
        a=values[0],
        b=values[1],
        only_a=_titles(dataset, (a - b) & wanted),
        only_b=_titles(dataset, (b - a) & wanted),
        both=_titles(dataset, a & b & wanted),
        shared=len(a & b),
        length=max(len(a), len(b)),
        known=len(np.unique((before.known or before.train.histories).people([code]).items)),
    )


def _shown(fold: Fold, code: int, name: str, k: int) -> set[int]:
    """The item codes in somebody's list."""
    shown = fold.codes[name][np.searchsorted(fold.split.people, code), :k]
    return set(shown[shown >= 0].tolist())


def _wanted(fold: Fold, code: int) -> set[int]:
    """The item codes that were held back from somebody and pleased them."""
    return set(fold.split.test.people([code]).likes.indices.tolist())


def _titles(dataset: Dataset, codes: set[int]) -> tuple[str, ...]:
    return tuple(str(dataset.titles[code]) for code in sorted(codes))
