"""Judging: what contenders make of one split, what that is worth, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from recengine.data.splits import Split
from recengine.errors import Problem, Unsupported
from recengine.evaluation.contenders import Contender
from recengine.evaluation.folds import Fold
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import Values, measure, per_person
from recengine.evaluation.metrics import Facts, MetricAt
from recengine.evaluation.protocol import rank
from recengine.memory import PeakMemory
from recengine.models.costs import patience
from recengine.progress import Progress, part_of


@dataclass(eq=False)
class Cost:
    """What one contender took, over all folds."""

    fit_seconds: float = 0.0
    score_seconds: float = 0.0
    peak_mb: float | None = None
    learned: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Judged:
    """One fold and what its lists are worth, for people who are known and for newcomers."""

    fold: Fold
    values: Values
    cold: Values


@dataclass(eq=False)
class Bill:
    """Costs by contender, and why some have none: what they cannot do on this data, by name."""

    of: dict[str, Cost] = field(default_factory=dict)
    may_leave_out: bool = False
    left_out: dict[str, Problem] = field(default_factory=dict)

    def add(self, contender: Contender, fit: float, score: float, peak_mb: float | None) -> None:
        """Add what one fold took; the sentences are those of the last fit."""
        kept = self.of.setdefault(contender.name, Cost())
        kept.fit_seconds += fit
        kept.score_seconds += score
        peaks = [peak for peak in (kept.peak_mb, peak_mb) if peak is not None]
        kept.peak_mb = max(peaks, default=None)
        kept.learned = contender.learned


def judge(
    split: Split,
    contenders: Sequence[Contender],
    wanted: Sequence[MetricAt],
    bill: Bill,
    progress: Progress,
) -> Judged:
    """Fit and rank on one split, and measure; people of whom nothing is known are kept apart."""
    facts, cold = Facts(split), Facts(replace(split, people=split.newcomers))
    made, of_the_cold = {}, {}
    ends = np.cumsum([0.0, *(patience(contender.name) for contender in contenders)])
    for contender, start, end in zip(contenders, ends[:-1], ends[1:], strict=True):
        step = part_of(progress, 0.95 * start / ends[-1], 0.95 * end / ends[-1])
        try:
            both = _run(contender, (facts, cold), wanted, bill, step)
        except Unsupported as error:
            if not bill.may_leave_out:
                raise
            bill.left_out[contender.name] = error.problem
            continue
        made[contender.name], of_the_cold[contender.name] = both
    values = measure(made, facts, wanted, part_of(progress, 0.95, 1.0))
    newcomers = per_person(measure(of_the_cold, cold, wanted)) if len(split.newcomers) else {}
    return Judged(Fold(facts, made), values, newcomers)


def only(names: Sequence[str], judged: Judged) -> Judged:
    """One fold without those who could not be fitted on another."""
    return Judged(
        Fold(judged.fold.facts, {name: judged.fold.made[name] for name in names}),
        {name: judged.values[name] for name in names},
        {name: judged.cold[name] for name in names if judged.cold},
    )


def _run(
    contender: Contender,
    groups: tuple[Facts, Facts],
    wanted: Sequence[MetricAt],
    bill: Bill,
    progress: Progress,
) -> tuple[Made, Made]:
    """What one contender makes for both groups, with an eye on the clock and on memory."""
    progress(0.0, f"{contender.label}: fitting")
    memory, begun = PeakMemory(), time.perf_counter()
    contender.fit(groups[0].split.train, part_of(progress, 0.0, 0.5))
    fitted = time.perf_counter()
    size = max(at.k for at in wanted)
    known, unknown = (
        rank(contender, facts.known, facts.ids, size, step, facts.asked(wanted))
        for facts, step in zip(
            groups, (part_of(progress, 0.5, 0.95), part_of(progress, 0.95, 1.0)), strict=True
        )
    )
    bill.add(contender, fitted - begun, time.perf_counter() - fitted, memory.grown_mb())
    return known, unknown


def joined(parts: Sequence[Values]) -> Values:
    """Values of the newcomers of all folds; somebody is one in a single fold only."""
    filled = [part for part in parts if part]
    if not filled:
        return {}
    return {
        name: {key: np.concatenate([part[name][key] for part in filled]) for key in filled[0][name]}
        for name in filled[0]
    }
