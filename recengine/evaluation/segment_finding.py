"""Segment finding: where approaches win and lose against the baseline, in one or two sentences.

They follow from the corrected verdicts alone, so that nothing is claimed of a group where chance
could explain what is seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from recengine.evaluation.comparison import Verdict
from recengine.evaluation.segments import Segments

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
        more = f" {len(losing) - 2} more lose somewhere." if len(losing) > 2 else ""
        return " ".join(_loses(found, model) for model in losing[:2]) + more
    winning = [model for model in found.differences if _groups(found, model, "better")]
    if not winning:
        return (
            f"In no group does any approach differ from {found.labels[found.baseline]} by more "
            "than chance could explain."
        )
    return f"{_wins(found, winning)} Nothing loses to it in any group."


def _groups(found: Segments, model: str, verdict: Verdict) -> list[str]:
    """Labels of the groups in which a contender has a verdict."""
    cells = found.differences[model]
    return [group.label for group in found.told if cells[group.label].verdict == verdict]


def _loses(found: Segments, model: str) -> str:
    worse, better = (_groups(found, model, verdict) for verdict in ("worse", "better"))
    base, said = found.labels[found.baseline], found.dimension.said
    wins = f", and beats it for {said(listed(better))}" if better else ""
    return f"{found.labels[model]} loses to {base} for {said(listed(worse))}{wins}."


def _wins(found: Segments, winning: Sequence[str]) -> str:
    base, n = found.labels[found.baseline], len(found.told)
    ahead = {model: len(_groups(found, model, "better")) for model in winning}
    most = max(winning, key=lambda model: ahead[model])
    some = found.dimension.said(listed(_groups(found, most, "better")))
    everywhere = [found.labels[model] for model in winning if ahead[model] == n]
    if len(everywhere) == len(found.differences) > 1:
        return f"Every approach beats {base} in each group."
    if everywhere:
        verb = "beats" if len(everywhere) == 1 else "beat"
        return f"{listed(everywhere)} {verb} {base} in each group."
    more = f" {len(winning) - 1} more beat it somewhere." if len(winning) > 1 else ""
    return f"{found.labels[most]} beats {base} for {some}.{more}"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them, the first few by name.

    >>> listed(["A", "B", "C"]), listed(["A", "B", "C", "D", "E"])
    ('A, B and C', 'A, B, C and 2 more')
    """
    shown = [*names] if len(names) <= _NAMED else [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
