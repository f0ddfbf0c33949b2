"""Evaluate: fit every contender on the same data and judge its lists for the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recengine.data.dataset import Dataset
from recengine.data.splits import Split, SplitSettings, make_splits
from recengine.errors import InvalidSetting, Problem, Unsupported, choose_among
from recengine.evaluation.contenders import Contender, labels_of
from recengine.evaluation.folds import people_of, pooled
from recengine.evaluation.judging import Bill, Cost, Judged, joined, judge, only
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import (
    comparisons,
    estimates,
    not_given,
    per_person,
    refuse_lacking,
    refuse_starless,
)
from recengine.evaluation.metrics import DEFAULT_METRICS, MetricAt, parse_metrics
from recengine.evaluation.protocol import describe
from recengine.evaluation.report import DatasetSummary, Report, Result
from recengine.evaluation.significance.uncertainty import Estimate
from recengine.evaluation.small_cells import FEWEST
from recengine.progress import Progress, part_of, quiet


def evaluate(
    dataset: Dataset,
    contenders: Sequence[Contender],
    *,
    split: str | Split | Sequence[Split] = "leave_last_out",
    k: int = 10,
    metrics: str = DEFAULT_METRICS,
    seed: int = 0,
    baseline: str | None = None,
    leave_out_unsupported: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Compare contenders; the same arguments give the same figures, times and memory aside.

    Parameters
    ----------
    dataset : all of the data.
    contenders : not yet fitted, each with a name of its own.
    split : a name, or one or several that were made before; each is learned from anew.
    k : places of a list, for metrics that do not say.
    metrics : such as ``ndcg@10,recall@20``.
    seed : of a random split and of the intervals.
    baseline : what all are compared with; by default popularity if it takes part, else the first.
    leave_out_unsupported : go on without contenders that cannot be fitted on this data, as long as
        one is left; the report says why (``left_out``). Else they raise ``Unsupported``.
    progress : called at every step of a fit and every block of people; may raise Cancelled.
    """
    wanted = parse_metrics(metrics, k)
    chosen = _baseline([contender.name for contender in contenders], baseline)
    progress(0.0, "Splitting the data")
    splits = _splits(dataset, split, seed)
    refuse_lacking(wanted, splits[0].train)
    refuse_starless(wanted, contenders)
    bill = Bill(may_leave_out=leave_out_unsupported)
    judged, there = _judged(splits, contenders, wanted, bill, progress)
    names = [each.name for each in there]
    chosen = chosen if chosen in names else _baseline(names, None)
    folds = tuple(each.fold for each in judged)
    values = pooled(folds, [each.values for each in judged])
    figures = estimates(values, seed)
    n_newcomers = sum(len(one.newcomers) for one in splits)
    few = 1 <= n_newcomers < FEWEST
    newcomers = {} if few else estimates(joined([each.cold for each in judged]), seed)
    compared = comparisons(values, wanted, chosen, seed, part_of(progress, 0.95, 1.0))
    people = people_of(folds)
    labels = labels_of(contenders)
    progress(1.0, "Done")
    return Report(
        protocol=describe(splits, len(people)),
        dataset=DatasetSummary.of(dataset),
        results=tuple(
            replace(
                _result(each, bill.of[each.name], figures[each.name], newcomers.get(each.name, {})),
                label=labels[each.name],
                not_given=_not_given([fold.made[each.name] for fold in folds], wanted),
            )
            for each in there
        ),
        comparisons=compared,
        baseline=chosen,
        seed=seed,
        people=tuple(dataset.users["user_id"].iloc[people].astype(str)),
        newcomers=None if few else n_newcomers,
        per_person=per_person(values),
        folds=folds,
        asked=tuple(at.key for at in wanted),
        left_out={
            labels[each.name]: str(bill.left_out[each.name])
            for each in contenders
            if each.name in bill.left_out
        },
    )


def _judged(
    splits: Sequence[Split],
    contenders: Sequence[Contender],
    wanted: Sequence[MetricAt],
    bill: Bill,
    progress: Progress,
) -> tuple[list[Judged], list[Contender]]:
    """Every fold, and the contenders that could be fitted on all of them."""
    judged, there = [], list(contenders)
    for place, one in enumerate(splits):
        step = part_of(progress, 0.95 * place / len(splits), 0.95 * (place + 1) / len(splits))
        judged.append(judge(one, there, wanted, bill, step))
        there = [each for each in there if each.name not in bill.left_out]
        if not there:
            raise Unsupported(next(iter(bill.left_out.values())))
    return [only([each.name for each in there], fold) for fold in judged], there


def _splits(dataset: Dataset, split: str | Split | Sequence[Split], seed: int) -> tuple[Split, ...]:
    if isinstance(split, str):
        return make_splits(dataset, SplitSettings(name=split, seed=seed))
    return (split,) if isinstance(split, Split) else tuple(split)


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


def _not_given(made: Sequence[Made], wanted: Sequence[MetricAt]) -> tuple[str, ...]:
    """Why some metrics are missing; one that any fold lacks has no figure of all of them."""
    said = []
    for at in wanted:
        reasons = list(filter(None, (not_given(each, at) for each in made)))
        if 0 < len(reasons) < len(made):
            said.append(f"{reasons[0][:-1]} in {len(reasons)} of {len(made)} windows.")
        else:
            said += reasons[:1]
    return tuple(said)


def _result(
    contender: Contender, cost: Cost, metrics: dict[str, Estimate], cold: dict[str, Estimate]
) -> Result:
    return Result(
        model=contender.name,
        label=contender.label,
        metrics=metrics,
        fit_seconds=cost.fit_seconds,
        score_seconds=cost.score_seconds,
        peak_mb=cost.peak_mb,
        learned=cost.learned,
        cold=cold,
    )
