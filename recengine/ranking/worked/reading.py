"""Reading: what one recommended title tells of its own way."""

from __future__ import annotations

from recengine.ranking.recommendations import Reason, Recommendation


def first_reason(item: Recommendation) -> Reason | None:
    """The past title that adds most over all approaches, as one reason; None where none adds."""
    sums: dict[str, float] = {}
    for reason in item.reasons:
        if reason.kind == "history":
            sums[reason.item_id] = sums.get(reason.item_id, 0.0) + reason.contribution
    first = max(sums, key=lambda item_id: sums[item_id], default="")
    if sums.get(first, 0.0) <= 0:
        return None
    named = next(reason for reason in item.reasons if reason.item_id == first)
    return Reason("history", first, named.title, "", sums[first], named.verb)


def place_after(item: Recommendation, stage: str) -> int:
    """The place an item had after a stage."""
    return next(each.rank for each in item.stages if each.stage == stage)


def place_by_score(item: Recommendation) -> int:
    """The place an item had among those that may be shown, before the order was varied."""
    names = [each.stage for each in item.stages]
    return item.stages[names.index("diversity") - 1].rank


def newness(item: Recommendation) -> float:
    """What being new adds to a title's score."""
    return next((each.effect for each in item.stages if each.stage == "freshness"), 0.0)


def risen(item: Recommendation) -> int:
    """By how many places the varied order raised a title."""
    return place_by_score(item) - place_after(item, "diversity")
