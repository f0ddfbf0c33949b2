"""Guide: which approach when, for one data set: what each needs, costs and finds.

    needs    interactions always; ratings that differ, times and attributes as the model declares
    costs    seconds and memory of a fit, from fits that were made or measured here
    finds    NDCG@10 on everybody's last item that pleased, held back, with its interval, and
             whether chance could explain the lead of the best (``comparison.py``)

Models are measured one after the other, each told as soon as it is done, so that whoever stops
half way keeps what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from recengine.arrays import Floats
from recengine.data.dataset import Dataset
from recengine.data.splits import Split, leave_last_out
from recengine.errors import Problem, Unsupported
from recengine.evaluation.contenders import ModelContender
from recengine.evaluation.evaluate import evaluate
from recengine.evaluation.significance.comparison import compare
from recengine.evaluation.significance.uncertainty import Estimate
from recengine.models import REGISTRY, Recommender, create
from recengine.models.costs import Fit, expected_minutes, patience
from recengine.models.stars import scale_of
from recengine.progress import Progress, part_of, quiet

#: What approaches are judged by here.
METRIC = "ndcg@10"
#: Columns that say nothing of an item but what it is called or when it came.
_NO_DESCRIPTION = {"title", "added"}


@dataclass(frozen=True)
class Need:
    """Something that a model learns from, and whether the data has it.

    Parameters
    ----------
    what : in a word or three.
    met : whether this data has it.
    missing : what would unlock it, a sentence; empty where it is there.
    """

    what: str
    met: bool
    missing: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {'has it' if self.met else self.missing}"


@dataclass(frozen=True, eq=False)
class Measurement:
    """What measuring one model gave.

    Parameters
    ----------
    model : its name.
    fit : what its fit cost.
    ndcg : mean and interval.
    per_person : (n_people,) the same of everybody who was tested.
    learned : sentences on what the fit chose by itself.
    problem : why there is nothing else.
    """

    model: str
    fit: Fit | None = None
    ndcg: Estimate | None = None
    per_person: Floats | None = field(default=None, repr=False)
    learned: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class Approach:
    """One model in the guide.

    Parameters
    ----------
    name, label, kind, use : as the model says of itself.
    needs : what it learns from.
    minutes : a guess of how long measuring takes, for a model that needs patience.
    fit : what a fit costs on this data; None where nobody made one.
    ndcg : mean and interval; None where it was not measured.
    level : measured, and chance could explain the lead of the best over it.
    learned : sentences on what a measured fit chose by itself.
    problem : why it cannot be fitted on this data, and what to use instead.
    """

    name: str
    label: str
    kind: str
    use: str
    needs: tuple[Need, ...]
    minutes: float | None = None
    fit: Fit | None = None
    ndcg: Estimate | None = None
    level: bool = False
    learned: tuple[str, ...] = ()
    problem: Problem | None = None


def approaches(
    dataset: Dataset,
    fits: Mapping[str, Fit] | None = None,
    measured: Mapping[str, Measurement] | None = None,
) -> tuple[Approach, ...]:
    """Every model of the registry, those that find most first, the others in its order.

    Parameters
    ----------
    dataset : what they are to learn from.
    fits : of models that were fitted before, by name.
    measured : by name; its times go before those of ``fits``.
    """
    fits, measured = fits or {}, measured or {}
    level = _level_with_the_best(list(measured.values()))
    rows = [
        _approach(
            model, dataset, fits.get(name), measured.get(name, Measurement(name)), name in level
        )
        for name, model in REGISTRY.items()
    ]
    return tuple(sorted(rows, key=lambda row: -row.ndcg.mean if row.ndcg else 1.0))


def measure(
    dataset: Dataset,
    names: Sequence[str],
    tell: Callable[[Measurement], None],
    progress: Progress = quiet,
) -> None:
    """Fit and judge models by name, cheapest first; ``tell`` hears of each once it is done.

    All learn from the data without everybody's last item that pleased, which they have to find.
    """
    progress(0.0, "Splitting the data")
    split = leave_last_out(dataset)
    ordered = sorted(names, key=patience)
    total, done = sum(map(patience, ordered)), 0.0
    for name in ordered:
        step = part_of(progress, done / total, (done + patience(name)) / total)
        tell(_measured(create(name), dataset, split, step))
        done += patience(name)
    progress(1.0, "Done")


def finding(rows: Sequence[Approach]) -> str:
    """What to read from the guide, in a sentence or two.

    >>> finding([])
    'Nothing is measured yet.'
    """
    ranked = [row for row in rows if row.ndcg]
    if not ranked:
        return "Nothing is measured yet."
    first = ranked[0]
    words = f"{first.label} finds most of {len(ranked)} measured: NDCG@10 {_with_interval(first)}."
    if len(ranked) == 1:
        return words.replace(" finds most of 1 measured", " is measured")
    level = [row.label for row in ranked[1:] if row.level]
    if level:
        words += f" Chance could explain its lead over {_first_three(level)}."
    else:
        words += " Its lead over all others is more than chance."
    left_out = [row.label for row in rows if not (row.ndcg or row.problem)]
    return f"{words} Not measured: {_first_three(left_out[::-1])}." if left_out else words


def _first_three(names: Sequence[str]) -> str:
    """Three names, and how many there are besides.

    >>> _first_three(["EASE", "SLIM", "ALS", "BPR"])
    'EASE, SLIM, ALS and 1 more'
    """
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def to_frame(rows: Sequence[Approach]) -> pd.DataFrame:
    """One row an approach, for a CSV file; empty cells where nothing is known."""
    return pd.DataFrame(
        {
            "model": row.name,
            "approach": row.label,
            "kind": row.kind,
            "use": row.use,
            "needs": "; ".join(map(str, row.needs)),
            "fit_seconds": row.fit.seconds if row.fit else None,
            "peak_mb": row.fit.peak_mb if row.fit else None,
            "ndcg@10": row.ndcg.mean if row.ndcg else None,
            "low": row.ndcg.low if row.ndcg else None,
            "high": row.ndcg.high if row.ndcg else None,
            "learned": " ".join(row.learned),
            "problem": str(row.problem) if row.problem else "",
        }
        for row in rows
    )


def _measured(
    model: Recommender, dataset: Dataset, split: Split, progress: Progress
) -> Measurement:
    try:
        report = evaluate(
            dataset, [ModelContender(model)], split=split, metrics=METRIC, progress=progress
        )
    except Unsupported as error:
        return Measurement(model.name, problem=error.problem)
    result = report.results[0]
    return Measurement(
        model.name,
        Fit(result.fit_seconds, result.peak_mb),
        result.metrics[METRIC],
        report.per_person[model.name][METRIC],
        result.learned,
    )


def _level_with_the_best(measured: Sequence[Measurement]) -> set[str]:
    """Names of those that the best is ahead of by no more than chance could explain."""
    values = {each.model: each.per_person for each in measured if each.per_person is not None}
    if len(values) < 2:
        return set()
    table = np.stack(list(values.values()), axis=1)
    best = list(values)[int(table.mean(axis=0).argmax())]
    found = compare(table, list(values), best, METRIC, seed=0)
    return {each.model for each in found if each.verdict == "not distinguishable"}


def _approach(
    model: type[Recommender],
    dataset: Dataset,
    fit: Fit | None,
    measured: Measurement,
    level: bool,
) -> Approach:
    return Approach(
        name=model.name,
        label=model.label,
        kind=model.kind,
        use=model.use,
        needs=_needs(model, dataset),
        minutes=expected_minutes(dataset, model.name),
        fit=measured.fit or fit,
        ndcg=measured.ndcg,
        level=level,
        learned=measured.learned,
        problem=measured.problem or refused(model, dataset),
    )


def _needs(model: type[Recommender], dataset: Dataset) -> tuple[Need, ...]:
    """What a model learns from, interactions first."""
    asked, needs = model.capabilities, [Need("interactions", met=True)]
    if asked.ratings:
        missing = "a column such as rating, with values that differ, would unlock it"
        needs.append(_need("ratings", missing, met=refused(model, dataset) is None))
    if asked.sequential or asked.times:
        missing = "a column such as timestamp would unlock it"
        needs.append(_need("times", missing, met=dataset.has_times))
    if asked.needs_attributes:
        missing = "an item file with columns such as genres would unlock it"
        needs.append(_need("attributes", missing, met=describes_items(dataset)))
    return tuple(needs)


def _need(what: str, missing: str, *, met: bool) -> Need:
    return Need(what, met, "" if met else f"none in this data; {missing}")


def describes_items(dataset: Dataset) -> bool:
    """Whether the catalogue says more of items than what they are called and when they came."""
    return any(
        attribute.kind not in {"identifier", "empty", "date"}
        and attribute.name not in _NO_DESCRIPTION
        for attribute in dataset.item_attributes
    )


def refused(model: type[Recommender], dataset: Dataset) -> Problem | None:
    """Why a model of ratings cannot be fitted, which shows without trying."""
    if not model.capabilities.ratings:
        return None
    try:
        scale_of(dataset, model.label)
    except Unsupported as error:
        return error.problem
    return None


def _with_interval(row: Approach) -> str:
    assert row.ndcg is not None  # noqa: S101  only measured rows get here
    return f"{row.ndcg.mean:.3g} ({row.ndcg.low:.3g} to {row.ndcg.high:.3g})"
