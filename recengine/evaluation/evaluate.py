"""Evaluate: fit every contender on the same data and judge its lists for the same people."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from recengine.data.dataset import Dataset
from recengine.data.splitting import Split, split_dataset
from recengine.errors import InvalidSetting, Problem, choose_among
from recengine.evaluation.contenders import Contender
from recengine.evaluation.made import Asked, Made
from recengine.evaluation.measuring import (
    comparisons,
    estimates,
    measure,
    per_person,
    refuse_lacking,
)
from recengine.evaluation.metrics import DEFAULT_METRICS, Facts, parse_metrics
from recengine.evaluation.protocol import describe, rank
from recengine.evaluation.report import DatasetSummary, Report, Result
from recengine.evaluation.uncertainty import Estimate
from recengine.memory import PeakMemory
from recengine.progress import Progress, part_of, quiet


@dataclass(frozen=True, eq=False)
class _Run:
    """One contender's lists and what they cost."""

    contender: Contender
    made: Made
    fit_seconds: float
    score_seconds: float
    peak_mb: float | None


def evaluate(
    dataset: Dataset,
    contenders: Sequence[Contender],
    *,
    split: str | Split = "leave_last_out",
    k: int = 10,
    metrics: str = DEFAULT_METRICS,
    seed: int = 0,
    baseline: str | None = None,
    progress: Progress = quiet,
) -> Report:
    """Compare contenders; the same arguments give the same figures, times and memory aside.

    Parameters
    ----------
    dataset : all of the data.
    contenders : not yet fitted, each with a name of its own.
    split : a name, or one that was made before.
    k : places of a list, for metrics that do not say.
    metrics : such as ``ndcg@10,recall@20``.
    seed : of a random split and of the intervals.
    baseline : what all are compared with; by default popularity if it takes part, else the first.
    progress : called at every step of a fit and every block of people; may raise Cancelled.
    """
    wanted = parse_metrics(metrics, k)
    chosen = _baseline([contender.name for contender in contenders], baseline)
    progress(0.0, "Splitting the data")
    if isinstance(split, str):
        split = split_dataset(dataset, split, seed=seed)
    refuse_lacking(wanted, split.train)
    facts = Facts(split)
    people = tuple(split.train.users["user_id"].iloc[split.people].astype(str))
    size, asked = max(at.k for at in wanted), facts.asked(wanted)
    runs = [
        _run(
            contender,
            facts,
            asked,
            people,
            size,
            _share(progress, place, len(contenders)),
        )
        for place, contender in enumerate(contenders)
    ]
    made = {run.contender.name: run.made for run in runs}
    values = measure(made, facts, wanted, part_of(progress, 0.9, 0.95))
    figures = estimates(values, seed)
    compared = comparisons(values, wanted, chosen, seed, part_of(progress, 0.95, 1.0))
    progress(1.0, "Done")
    return Report(
        protocol=describe(split, len(people)),
        dataset=DatasetSummary.of(dataset),
        results=tuple(_result(run, figures[run.contender.name]) for run in runs),
        comparisons=compared,
        baseline=chosen,
        seed=seed,
        people=people,
        per_person=per_person(values),
    )


def _baseline(names: list[str], wanted: str | None) -> str:
    """The name to compare with; refuses what cannot be told apart or is not there."""
    if not names:
        raise InvalidSetting(
            Problem("no_contender", "Nothing to evaluate was named.", "Name at least one model.")
        )
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise InvalidSetting(
            Problem(
                "contender_twice",
                f"{twice[0]!r} takes part twice.",
                "Name each model or recipe once.",
                value=twice[0],
            )
        )
    if wanted is not None and wanted not in names:
        raise InvalidSetting(
            Problem(
                "unknown_baseline",
                f"The baseline {wanted!r} does not take part.",
                choose_among(names, wanted),
                value=wanted,
            )
        )
    return wanted or ("popularity" if "popularity" in names else names[0])


def _share(progress: Progress, place: int, total: int) -> Progress:
    return part_of(progress, 0.9 * place / total, 0.9 * (place + 1) / total)


def _run(
    contender: Contender,
    facts: Facts,
    asked: Asked,
    people: Sequence[str],
    k: int,
    progress: Progress,
) -> _Run:
    """Fit and rank, with an eye on the clock and on memory."""
    progress(0.0, f"{contender.label}: fitting")
    memory, begun = PeakMemory(), time.perf_counter()
    contender.fit(facts.split.train, part_of(progress, 0.0, 0.5))
    fitted = time.perf_counter()
    made = rank(contender, facts.known, people, k, part_of(progress, 0.5, 1.0), asked)
    ranked = time.perf_counter()
    return _Run(contender, made, fitted - begun, ranked - fitted, memory.grown_mb())


def _result(run: _Run, metrics: dict[str, Estimate]) -> Result:
    return Result(
        model=run.contender.name,
        label=run.contender.label,
        metrics=metrics,
        fit_seconds=run.fit_seconds,
        score_seconds=run.score_seconds,
        peak_mb=run.peak_mb,
        learned=run.contender.learned,
    )
