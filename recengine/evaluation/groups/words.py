"""Segment finding: where approaches win and lose against the baseline, in one or two sentences.

They follow from the corrected verdicts alone, so that nothing is claimed of a group where chance
could explain what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from recengine.evaluation.groups.segments import Segments
from recengine.evaluation.significance.comparison import Verdict

#: Names that one sentence lists.
_NAMED = 3


def segment_finding(found: Segments) -> str:
    """Who wins and who loses where; losses first, since they are what an average hides."""
    if not found.told:
        return "No group holds enough people to say anything of it."
    if not found.differences:
        return (
            f"{found.labels[found.baseline]} took part alone: there is nothing to compare it with."
        )
    losing = [model for model in found.differences if _groups(found, model, "worse")]
    if losing:
        losing.sort(key=lambda model: -len(_groups(found, model, "worse")))
        more = _more(len(losing) - 2, "loses", "lose")
        return " ".join(_loses(found, model) for model in losing[:2]) + more
    winning = [model for model in found.differences if _groups(found, model, "better")]
    winning.sort(key=lambda model: -_lead(found, model))
    if not winning:
        return f"In no group can any approach be told apart from {found.labels[found.baseline]}."
    return _wins(found, winning)


def _groups(found: Segments, model: str, verdict: Verdict) -> list[str]:
    """Labels of the groups in which a contender has a verdict."""
    cells = found.differences[model]
    return [group.label for group in found.told if cells[group.label].verdict == verdict]


def _lead(found: Segments, model: str) -> float:
    """How far ahead a contender is in the groups that are told, each counting the same."""
    sign = 1 if found.metric.metric.higher_is_better else -1
    return sign * sum(found.differences[model][group.label].difference for group in found.told)


def _loses(found: Segments, model: str) -> str:
    worse, better = (_groups(found, model, verdict) for verdict in ("worse", "better"))
    base, said = found.labels[found.baseline], found.dimension.said
    wins = f", and beats it for {said(listed(better))}" if better else ""
    return f"{found.labels[model]} loses to {base} for {said(listed(worse))}{wins}."


def _wins(found: Segments, winning: Sequence[str]) -> str:
    """Who wins in the most groups, and everybody else who wins in the same ones."""
    base, said = found.labels[found.baseline], found.dimension.said
    wins = {model: _groups(found, model, "better") for model in winning}
    most = max(wins.values(), key=len)
    rest = [group.label for group in found.told if group.label not in most]
    names = [found.labels[model] for model, groups in wins.items() if groups == most]
    everybody = len(names) == len(found.differences) > 1
    who = "Every approach" if everybody else listed(names)
    verb = "beat" if len(names) > 1 and not everybody else "beats"
    silent = found.left_out or len(found.told) < len(found.groups)
    if not rest:
        where = "in each group that can be told" if silent else "in each group"
    elif len(rest) < len(most) and not silent:
        where = f"in each group but for {said(listed(rest))}"
    else:
        where = f"for {said(listed(most))}"
    more = _more(len(winning) - len(names), "beats it", "beat it")
    return f"{who} {verb} {base} {where}.{more} Nothing is shown to lose to it."


def _more(number: int, one: str, many: str) -> str:
    """How many others do the same somewhere; empty if none."""
    return f" {number} more {one if number == 1 else many} somewhere." if number > 0 else ""


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them, the first few by name.

    >>> listed(["A", "B", "C"]), listed(["A", "B", "C", "D", "E"])
    ('A, B and C', 'A, B, C and 2 more')
    """
    shown = [*names] if len(names) <= _NAMED else [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
