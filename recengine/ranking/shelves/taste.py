"""Rows by taste: the whole recipe, what follows from one title, a category, the unusual."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from recengine.arrays import Mask
from recengine.data.categories import category_shares
from recengine.models import Content
from recengine.ranking.reasons import main_verb
from recengine.ranking.shelves.visit import Missing, Row, Visit

_BECAUSE_ROWS = 2
#: Cosine of features from which on two items say the same of a person.
ALIKE = 0.35
_NOBODY = "nothing is known of this person yet"


def for_you(visit: Visit) -> Iterator[Row | Missing]:
    """The whole recipe."""
    found = visit.ask(visit.history, visit.recipe)
    why = "The whole recipe, on everything this person did."
    if found.fallback:
        why = "What most people like, as nothing is known of this person yet."
    yield Row("for_you", "For you", "", found, why)


def because(visit: Visit) -> Iterator[Row | Missing]:
    """What follows from single titles that pleased, each unlike the others."""
    anchors = _anchors(visit) if visit.any_personal else []
    empty = True
    for anchor in anchors:
        found = visit.ask(visit.history.where(visit.history.items == anchor), visit.personal())
        if found.fallback:  # popularity is not there because of anything
            continue
        empty = False
        yield Row(
            "because",
            f"Because you {main_verb(visit.history, anchor)}",
            str(visit.engine.dataset.titles[anchor]),
            found,
            "What the recipe's approaches find from this one title alone.",
        )
    if empty:
        lacks = "no title that pleased this person leads to others" if anchors else _NOBODY
        yield Missing("Because you…", lacks if visit.any_personal else "no personal model counts")


def category(visit: Visit) -> Iterator[Row | Missing]:
    """The recipe within the category that the person likes most."""
    names, shares = category_shares(visit.engine.dataset)
    if not names:
        yield Missing("More of a category", "the file of items has no column of categories")
        return
    mix = np.asarray((visit.history.likes @ shares).sum(axis=0)).ravel()
    if not mix.any():
        yield Missing("More of a category", _NOBODY)
        return
    favourite = int(mix.argmax())
    among = shares[:, [favourite]].toarray().ravel() > 0
    found = visit.ask(visit.history, visit.recipe, among=among)
    about = names[favourite].rpartition(" > ")[2]
    share = 100 * mix[favourite] / mix.sum()
    why = f"The category that makes up most of what pleased this person, {share:.0f} % of it."
    yield Row("category", "More", about, found, why)


def long_term(visit: Visit) -> Iterator[Row | Missing]:
    """The whole history in equal measure, whenever it happened."""
    recipe = visit.by("als", "ease")
    if recipe is None:
        yield Missing("From your long-term taste", "neither ALS nor EASE could be fitted")
        return
    found = visit.ask(visit.history, recipe)
    if found.fallback:
        yield Missing("From your long-term taste", _NOBODY)
        return
    label = visit.engine.models[next(iter(recipe.models))].label
    why = f"{label} alone, with years ago counting as much as today."
    yield Row("long_term", "From your long-term taste", "", found, why)


def different(visit: Visit) -> Iterator[Row | Missing]:
    """The recipe on the half of the catalogue that is least like the person's taste."""
    among = _unusual(visit)
    if among is None:
        known = len(visit.history.items) > 0
        lacks = "descriptions of titles tell none from another" if known else _NOBODY
        yield Missing("Something different", lacks)
        return
    found = visit.ask(visit.history, visit.recipe, among=among)
    why = "The recipe again, on the half of the catalogue least like the usual."
    yield Row("different", "Something different", "", found, why)


def _anchors(visit: Visit) -> list[int]:
    """The latest items that a person was most pleased with, each unlike the others."""
    engine, history = visit.engine, visit.history
    if len(history.items) == 0:
        return []
    pleased = history.weighted(engine.dataset.event_weights).likes
    last = {int(item): place for place, item in enumerate(history.items)}
    liked = zip(pleased.indices, pleased.data, strict=True)
    order = sorted(liked, key=lambda pair: (-round(pair[1], 1), -last[int(pair[0])]))
    chosen: list[int] = []
    for item, _ in order:
        alike = (engine.catalogue.features[[item]] @ engine.catalogue.features[chosen].T).toarray()
        if alike.max(initial=0.0) < ALIKE:
            chosen.append(int(item))
        if len(chosen) == _BECAUSE_ROWS:
            break
    return chosen


def _unusual(visit: Visit) -> Mask | None:
    """(n_items,) the half least like a person's taste; None where nothing is known."""
    content = visit.engine.models.get("content")
    if not isinstance(content, Content) or len(visit.history.items) == 0:
        return None
    likeness = content.item_features_.taste(visit.history.matrix[[0]])[0]
    if likeness.max() == likeness.min():
        return None
    unusual: Mask = likeness < np.median(likeness)
    return unusual
