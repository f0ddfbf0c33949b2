"""Finding: what a report says about one metric, in sentences for somebody who has to decide.

The best contender is compared with the baseline, as in the report's own comparisons; who cannot be
told apart from the best is found by comparing everybody with it in the same way, and then it is
said which difference would have been found. The sentences follow from the verdicts alone, so they
never claim more than the figures do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.claims import (
    FEW_PEOPLE,
    about_chance,
    could_be_found,
    person_by_person,
)
from recengine.evaluation.metrics import MetricAt, parse_metrics
from recengine.evaluation.phrases import Phrases
from recengine.evaluation.report import Report
from recengine.evaluation.significance.comparison import Comparison, compare

#: What is said of one figure of everything, which has no interval.
_FIGURE_OF = {
    False: "This is a count of the lists shown, not an estimate.",
    True: "This is one figure of all ratings held back, without an interval.",
}


@dataclass(frozen=True, eq=False)
class _Standing:
    """Who is best by one metric, how each other one compares with it, and who is as good."""

    wanted: MetricAt
    best: str
    means: dict[str, float]
    labels: dict[str, str]
    against_best: dict[str, Comparison]
    tied: tuple[str, ...]


def finding(report: Report, metric: str) -> str:
    """One to four sentences on ``metric``, such as ``hit@10``, and a warning if people are few."""
    wanted = _wanted(report, metric)
    standing = _standing(report, wanted)
    if len(standing.means) == 1:
        said = _alone(report, standing)
    elif not wanted.metric.per_person:
        said = _counted(standing)
    elif len(standing.tied) == len(report.results) - 1:
        said = _all_tied(standing)
    elif standing.best == report.baseline:
        said = _baseline_is_best(standing)
    else:
        said = _best_against_baseline(report, standing)
    tied = [standing.against_best[name] for name in standing.tied]
    sentences = [said, could_be_found(tied, wanted), _warning(len(report.people))]
    return " ".join(filter(None, sentences))


def _wanted(report: Report, metric: str) -> MetricAt:
    measured = report.measured
    wanted = parse_metrics(metric)[0]
    if wanted.key not in measured:
        raise InvalidSetting(
            Problem(
                "metric_not_measured",
                f"This report does not hold {wanted.key}.",
                f"Choose among {', '.join(measured)}.",
                value=metric,
            )
        )
    return wanted


def _standing(report: Report, wanted: MetricAt) -> _Standing:
    means = {
        result.model: result.metrics[wanted.key].mean
        for result in report.results
        if wanted.key in result.metrics
    }
    sign = 1 if wanted.metric.higher_is_better else -1
    best = max(means, key=lambda name: (sign * means[name], name == report.baseline))
    against = _against(report, wanted, best) if wanted.metric.per_person else {}
    labels = {result.model: result.label for result in report.results}
    return _Standing(wanted, best, means, labels, against, _tied(report, best, wanted, against))


def _against(report: Report, wanted: MetricAt, best: str) -> dict[str, Comparison]:
    """Everybody else against the best."""
    names = [result.model for result in report.results]
    compared = compare(
        np.stack([report.per_person[name][wanted.key] for name in names], axis=1),
        names,
        best,
        wanted.key,
        seed=report.seed,
        higher_is_better=wanted.metric.higher_is_better,
    )
    return {comparison.model: comparison for comparison in compared}


def _tied(
    report: Report, best: str, wanted: MetricAt, against: dict[str, Comparison]
) -> tuple[str, ...]:
    """Who cannot be told apart from the best; the report has the say about the baseline."""
    verdicts = {name: comparison.verdict for name, comparison in against.items()}
    own = report.comparison(best, wanted.key)
    if own is not None:
        verdicts[report.baseline] = own.verdict
    return tuple(name for name, verdict in verdicts.items() if verdict == "not distinguishable")


def _alone(report: Report, standing: _Standing) -> str:
    estimate = report.result(standing.best).metrics[standing.wanted.key]
    phrases = Phrases.of(standing.wanted, estimate.high - estimate.low)
    said = f"{standing.labels[standing.best]} {phrases.does(estimate.mean)}"
    if report.has_interval(standing.wanted.key):
        said += f" ({phrases.between(estimate.low, estimate.high)})"
    return f"{said}. There is nothing to compare it with."


def _counted(standing: _Standing) -> str:
    """A figure of all lists together is stated and ordered, without a claim about chance."""
    best, *others = _ordered(standing)
    phrases = Phrases.of(standing.wanted, standing.means[best] - standing.means[others[0]])
    rivals = [f"{standing.labels[name]} {phrases.number(standing.means[name])}" for name in others]
    return (
        f"{standing.labels[best]} {phrases.does(standing.means[best])}; {_joined(rivals)}. "
        f"{_FIGURE_OF[standing.wanted.metric.needs == 'stars']}"
    )


def _all_tied(standing: _Standing) -> str:
    ordered = _ordered(standing)
    best, last = standing.means[ordered[0]], standing.means[ordered[-1]]
    phrases = Phrases.of(standing.wanted, best - last)
    opening = f"{_joined(list(standing.labels.values()))} cannot be told apart on this data: "
    if best == last:
        return f"{opening}each {phrases.does(best)}."
    return (
        f"{opening}{standing.labels[ordered[0]]} {phrases.does(best)}, "
        f"{phrases.more(best - last, standing.labels[ordered[-1]])}, "
        "and chance could give that difference."
    )


def _ordered(standing: _Standing) -> list[str]:
    """Names from best to last."""
    sign = -1 if standing.wanted.metric.higher_is_better else 1
    return sorted(standing.means, key=lambda name: sign * standing.means[name])


def _baseline_is_best(standing: _Standing) -> str:
    behind = [name for name in standing.against_best if name not in standing.tied]
    rival = min(behind, key=lambda name: abs(standing.against_best[name].difference))
    lead = standing.against_best[rival]
    said = _lead(standing, rival, -lead.difference, -lead.high, -lead.low)
    return f"Nothing beats the baseline. {said}; {about_chance(lead)}{_tail(standing, ())}"


def _best_against_baseline(report: Report, standing: _Standing) -> str:
    lead = report.comparison(standing.best, standing.wanted.key)
    if lead is None:
        raise ValueError(f"{standing.best} was not compared with the baseline")
    said = _lead(standing, report.baseline, lead.difference, lead.low, lead.high)
    who = person_by_person(lead) if lead.verdict == "better" else ""
    chance = " ".join(filter(None, [about_chance(lead), who]))
    alone = _ahead_of_all(standing) if lead.verdict == "better" else ""
    return f"{said}; {chance}{alone}{_tail(standing, (report.baseline,))}"


def _ahead_of_all(standing: _Standing) -> str:
    """That no other approach is as good, where there are others and each is told apart."""
    if standing.tied or len(standing.labels) < 3:
        return ""
    sign = -1 if standing.wanted.metric.higher_is_better else 1
    others = [name for name in standing.means if name != standing.best]
    next_best = min(others, key=lambda name: sign * standing.means[name])
    return (
        f" Every other approach is behind it by more than chance would give, "
        f"{standing.labels[next_best]} being the next."
    )


def _lead(standing: _Standing, rival: str, difference: float, low: float, high: float) -> str:
    phrases = Phrases.of(standing.wanted, min(abs(difference), high - low))
    return (
        f"{standing.labels[standing.best]} {phrases.does(standing.means[standing.best])}, "
        f"{phrases.more(difference, standing.labels[rival])} ({phrases.between(low, high)})"
    )


def _tail(standing: _Standing, named: Sequence[str]) -> str:
    others = [standing.labels[name] for name in standing.tied if name not in named]
    if not others:
        return ""
    return (
        f" {_joined([*others, standing.labels[standing.best]])} cannot be told apart on this data."
    )


def _joined(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> _joined(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _warning(n_people: int) -> str:
    if n_people >= FEW_PEOPLE:
        return ""
    who = "one person was" if n_people == 1 else f"{n_people} people were"
    return f"Only {who} tested, too few to rely on."
