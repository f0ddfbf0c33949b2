"""Claims: what a comparison lets a report say, in sentences.

Each follows from the figures of the comparison and goes no further: a verdict is said with what it
was corrected for, a size with the people it holds for, and "cannot be told apart" with the
difference that the data could have told.
"""

from __future__ import annotations

from collections.abc import Iterable

from recengine.evaluation.metrics import MetricAt
from recengine.evaluation.phrases import Phrases
from recengine.evaluation.significance.comparison import Comparison
from recengine.evaluation.significance.effect import in_words
from recengine.evaluation.small_cells import FEWEST

#: Stands for a number that would give away one of 1 to 10 people.
UNTOLD = "not told"
#: With fewer people the t distribution is a poor guide to what could be found.
FEW_PEOPLE = 50


def about_chance(comparison: Comparison) -> str:
    """Whether chance explains the difference, as the end of a sentence.

    >>> about_chance(Comparison("hit@10", "a", "b", 0.1, 0.05, 0.15, 0.001, 0.002, "better", 2))
    'that difference is larger than chance would give, corrected for 2 comparisons.'
    """
    if comparison.verdict == "not distinguishable":
        return "chance could give that difference."
    corrected = f", corrected for {comparison.compared} comparisons"
    several = corrected if comparison.compared > 1 else ""
    return f"that difference is larger than chance would give{several}."


def person_by_person(comparison: Comparison) -> str:
    """For how many people the approach is better or worse, and the effect size.

    Fewer may be better off than worse, if what they gain is more. Empty where the numbers would
    tell of 1 to 10 people.

    >>> figures = {"compared": 1, "people": 400, "wins": 48, "losses": 3, "effect_size": 0.31}
    >>> person_by_person(
    ...     Comparison("hit@10", "a", "b", 0.1, 0.05, 0.15, 0.001, 0.001, "better", **figures)
    ... )
    'It is better for 48 of 400 people and worse for few (effect size 0.31, by Cohen small).'
    """
    wins, losses = better_and_worse(comparison)
    if UNTOLD in (wins, losses):
        return ""
    but = "and" if comparison.wins > comparison.losses else "but"
    wins = f"{wins} of {comparison.people:,} people"
    return f"It is better for {wins} {but} worse for {losses}{_effect(comparison.effect_size)}."


def better_and_worse(comparison: Comparison) -> tuple[str, str]:
    """For how many people the approach is better, and for how many worse, small numbers untold.

    >>> figures = ("hit@10", "a", "b", 0.1, 0.05, 0.15, 0.001, 0.001, "better")
    >>> better_and_worse(Comparison(*figures, people=400, wins=1048, losses=3))
    ('1,048', 'few')
    """
    wins, losses = (
        "none" if not number else f"{number:,}" if told else "few" if number < FEWEST else UNTOLD
        for number, told in zip((comparison.wins, comparison.losses), comparison.told, strict=True)
    )
    return wins, losses


def _effect(size: float | None) -> str:
    """Cohen's word stands as his: a product may well want what he calls small."""
    return "" if size is None else f" (effect size {abs(size):.2f}, by Cohen {in_words(size)})"


def could_be_found(comparisons: Iterable[Comparison], wanted: MetricAt) -> str:
    """Which difference the data can detect in all of these; empty where that is not known.

    >>> from recengine.evaluation.metrics import parse_metrics
    >>> (wanted,) = parse_metrics("ndcg@10")
    >>> figures = (0.001, -0.002, 0.004, 0.5, 0.5, "not distinguishable")
    >>> tied = Comparison("ndcg@10", "a", "b", *figures, people=900, detectable=0.0041)
    >>> could_be_found([tied], wanted)
    'This data can detect a difference of 0.004 in NDCG@10 in four of five cases.'
    """
    known = [each.detectable for each in comparisons if each.people >= FEW_PEOPLE]
    largest = max((each for each in known if each is not None), default=None)
    if largest is None:
        return ""
    size = Phrases.of(wanted, largest).size(largest)
    return f"This data can detect a difference of {size} in four of five cases."
