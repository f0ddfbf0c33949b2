"""Words: what a recipe that was found does differently, and what that brings and costs."""

from __future__ import annotations

from recengine.evaluation.metrics import parse_metrics
from recengine.evaluation.searching.found import Search
from recengine.evaluation.searching.goals import GOALS
from recengine.ranking import Recipe
from recengine.ranking.fields import recipe_fields
from recengine.ranking.wording import named, share


def label(key: str) -> str:
    """What pages call a figure of a search.

    >>> label("ndcg@10"), label("longtail")
    ('NDCG@10', 'Long tail')
    """
    return GOALS[key].label if key in GOALS else parse_metrics(key)[0].label


def changes(start: Recipe, recipe: Recipe) -> tuple[tuple[str, str, str], ...]:
    """Every field that differs: its label, its value in the start, and its value now.

    >>> changes(Recipe(), Recipe(diversity=0.3))
    (('Diversity', 'off', '30 %'),)
    """
    return tuple(
        (field.label, before, after)
        for field in recipe_fields()
        if field.path not in ("name", "models")
        and (before := field.words(start)) != (after := field.words(recipe))
    ) + _weights_changed(start, recipe)


def _weights_changed(start: Recipe, recipe: Recipe) -> tuple[tuple[str, str, str], ...]:
    before, after = (_weights(each) for each in (start, recipe))
    return (("Approaches", before, after),) if before != after else ()


def _weights(recipe: Recipe) -> str:
    """Shares of the approaches, the largest first."""
    shares = sorted(recipe.weights.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{named(name)} {share(round(weight, 2))}" for name, weight in shares)


def trade(search: Search, number: int) -> str:
    """What a trial brings and costs against the start, in a sentence or two."""
    own, name = search.trials[number], search.start.name
    if number == 0:
        return f"This is {name}, the recipe that the search started from."
    by_chance = [
        label(key)
        for key in (search.accuracy, search.goal)
        if own.gains[key].low <= 0 <= own.gains[key].high and own.gains[key].mean
    ]
    maybe = f" Chance could give that difference in {' and in '.join(by_chance)}."
    return f"Against {name}: {exchange(search, number)}.{maybe if by_chance else ''}"


def exchange(search: Search, number: int) -> str:
    """How both figures differ from those of the start, what is gained before what it costs."""
    pairs = [_difference(search, number, key) for key in (search.goal, search.accuracy)]
    gained, lost = ([words for gain, words in pairs if (gain >= 0) == up] for up in (True, False))
    return " for ".join(" and ".join(part) for part in (gained, lost) if part)


def bargain(search: Search, share: float = 0.05) -> str:
    """How much of the goal a small part of the best accuracy would buy, in a sentence.

    Parameters
    ----------
    share : of the best accuracy that is given up at most.
    """
    goal, accuracy = label(search.goal).lower(), label(search.accuracy)
    (least, most), (more, less) = search.points[[search.best, search.giving_up(share)]]
    if most <= 0:
        return f"No recipe finds anything yet, by {accuracy}"
    if less == most or least <= 0:
        said = f"More {goal} than the best has costs over {percent(share)} of its {accuracy}"
    else:
        said = (
            f"{percent(1 - less / most)} less {accuracy} than the best buys "
            f"{percent(more / least - 1)} more {goal}"
        )
    return f"{said}, for these {search.people:,} people"


def _difference(search: Search, number: int, key: str) -> tuple[float, str]:
    """By how much one figure differs from the start's, and that in words."""
    gain = search.trials[number].gains[key].mean
    base = search.trials[0].figures[key].mean
    more = "more" if gain >= 0 else "less"
    what = label(key) if key == search.accuracy else label(key).lower()
    if abs(gain) < 1e-12:
        return 0.0, f"the same {what}"
    amount = percent(abs(gain) / base) if base > 0 else f"{abs(gain):.3g}"
    return gain, f"{amount} {more} {what}"


def percent(ratio: float) -> str:
    """A ratio in percent, with two digits where it is small.

    >>> percent(0.123), percent(0.0123), percent(2.5)
    ('12 %', '1.2 %', '250 %')
    """
    number = 100 * ratio
    return f"{number:.0f} %" if number >= 10 else f"{number:.2g} %"
