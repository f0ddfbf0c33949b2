"""Rows of the moment: what is begun, what comes next, this visit, what is new or trending."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from recengine.arrays import Floats
from recengine.data.events import EVENT_NAMES
from recengine.data.history import History
from recengine.data.recent import Recent
from recengine.data.visits import last_visit
from recengine.ranking.recipe import Recipe
from recengine.ranking.shelves.visit import Missing, Row, Visit

#: Items younger than this belong in the row of new ones.
NEW_DAYS = 45.0
#: Shares of an item's length between which it counts as begun and not finished.
_BEGUN, _FINISHED = 0.05, 0.9
_NO_TIMES = "the file has no times"
NO_LOOKS = "the file has no views, clicks or baskets"


def trending(visit: Visit) -> Iterator[Row | Missing]:
    """What people like lately."""
    if "trending" not in visit.engine.models or not visit.engine.dataset.has_times:
        yield Missing("Trending now", _NO_TIMES)
        return
    found = visit.ask(visit.history, Recipe(models={"trending": 1.0}))
    why = "What most people liked in the last weeks, the newest counting most."
    yield Row("trending", "Trending now", "", found, why)


def new(visit: Visit) -> Iterator[Row | Missing]:
    """What has arrived lately, ordered by the recipe."""
    ages = visit.engine.catalogue.age_days
    if np.isnan(ages).all():
        yield Missing("New for you", "the file has no dates of arrival")
        return
    young = ages <= NEW_DAYS
    if not young.any():
        yield Missing("New for you", f"nothing arrived in the last {NEW_DAYS:.0f} days")
        return
    found = visit.ask(visit.history, visit.recipe, among=young)
    why = f"Arrived in the last {NEW_DAYS:.0f} days, ordered by the recipe."
    yield Row("new", "New for you", "", found, why)


def continuing(visit: Visit) -> Iterator[Row | Missing]:
    """What was begun and not finished, where watching is measured against a length."""
    heading = "Continue watching"
    dataset = visit.engine.dataset
    if "length" not in dataset.items:
        yield Missing(heading, "it needs minutes watched and a column of lengths")
        return
    share = _watched_shares(visit.history)
    among = (share > _BEGUN) & (share < _FINISHED)
    if not among.any():
        yield Missing(heading, "this person has left nothing half-way")
        return
    found = visit.again(among)
    notes = tuple(f"watched {100 * share[item.item]:.0f} % of it" for item in found.items)
    why = "Begun and not finished; what suits best first."
    yield Row("continue", heading, "", found, why, notes)


def look_again(visit: Visit) -> Iterator[Row | Missing]:
    """What was looked at or put in the basket, and not used up."""
    heading = "Pick up where you left off"
    open_ended = visit.looked.seen().indices
    if not len(open_ended):
        lacks = "this person has left nothing half-way" if visit.looking else NO_LOOKS
        yield Missing(heading, lacks)
        return
    among = np.zeros(visit.engine.dataset.n_items, dtype=bool)
    done = dict(Recent(visit.looked).latest(visit.width))
    among[list(done)] = True
    found = visit.again(among)
    notes = tuple(done[item.item] for item in found.items)
    why = f"Looked at or put in the basket last, and not {visit.done} since."
    yield Row("look_again", heading, "", found, why, notes)


def up_next(visit: Visit) -> Iterator[Row | Missing]:
    """What people go on with after the last item."""
    heading, recipe = "Up next after", visit.by("markov", "item_knn")
    pleased = visit.history.items[visit.history.weights > 0]
    if recipe is None or not len(pleased):
        lacks = "neither Markov nor Item neighbours could be fitted" if recipe is None else ""
        yield Missing(heading + "…", lacks or "nothing is known of this person yet")
        return
    found = visit.ask(visit.history.where(visit.history.items == pleased[-1]), recipe)
    if found.fallback:
        yield Missing(heading + "…", "nobody went on from this person's last title")
        return
    about = str(visit.engine.dataset.titles[pleased[-1]])
    why = "What people went on with after this title, the sooner the more."
    yield Row("up_next", heading, about, found, why)


def session(visit: Visit) -> Iterator[Row | Missing]:
    """What goes with the last visit alone."""
    heading = "From your last session"
    if not visit.engine.dataset.has_times:
        yield Missing(heading, _NO_TIMES)
        return
    recent = last_visit(visit.history)
    found = visit.ask(recent, visit.personal())
    if found.fallback or not visit.any_personal:
        yield Missing(heading, "the last visit says too little")
        return
    number = len(np.unique(recent.items))
    titles = "the one title" if number == 1 else f"the {number} titles"
    why = f"From {titles} of the last visit alone, without all that came before."
    yield Row("session", heading, "", found, why)


def _watched_shares(history: History) -> Floats:
    """(n_items,) the largest share of each item that was watched at once, 0 where none was."""
    watched = history.events == EVENT_NAMES.index("watch")
    out = np.zeros(history.n_items)
    np.maximum.at(out, history.items[watched], history.signals[watched])
    return out
