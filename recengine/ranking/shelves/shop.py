"""Rows of a shop: the same basket, what others bought, what was looked at, other departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from recengine.arrays import Mask
from recengine.data.categories import category_shares
from recengine.models.rules import Rule
from recengine.models.together import baskets_of, rules_from, times
from recengine.ranking.reasons import main_verb
from recengine.ranking.recommendations import ModelPart, Reason, Recommendation, Recommendations
from recengine.ranking.shelves.moment import NO_LOOKS
from recengine.ranking.shelves.visit import Missing, Row, Visit

#: So many of the latest items are tried for one with company in its baskets.
_TRIED = 6


def together(visit: Visit) -> Iterator[Row | Missing]:
    """What lies in the same baskets as one of the latest items; a basket is a person's day."""
    heading = f"{visit.done.capitalize()} together with"
    held = baskets_of(visit.engine.dataset.histories, visit.event)
    latest = list(dict.fromkeys(visit.did.items[::-1].tolist()))[:_TRIED]
    hidden = {*visit.met.tolist(), *visit.taken}
    for anchor in latest:
        rules = [rule for rule in rules_from(held, anchor, k=100) if rule.item not in hidden]
        if len(rules) >= min(3, visit.width):
            found = _by_rules(visit, anchor, rules[: visit.width])
            about = str(visit.engine.dataset.titles[anchor])
            notes = tuple(_in_words(rule) for rule in rules[: visit.width])
            why = f"{visit.done.capitalize()} on the same day more often than by chance."
            yield Row("together", heading, about, found, why, notes)
            return
    lacks = f"what this person {visit.verb} last has no company in baskets"
    yield Missing(heading + "…", lacks if latest else f"this person has {visit.done} nothing yet")


def also(visit: Visit) -> Iterator[Row | Missing]:
    """What people chose who chose the same things, over all their baskets."""
    heading = f"Others also {visit.verb}"
    recipe = visit.by("item_knn", "ease", "als")
    if recipe is None or not len(visit.did.items):
        lacks = f"this person has {visit.done} nothing yet"
        yield Missing(heading, lacks if recipe else "Item neighbours could not be fitted")
        return
    found = visit.ask(visit.did, recipe)
    if found.fallback:
        yield Missing(heading, f"nobody else {visit.verb} the same")
        return
    why = f"What others {visit.verb} who share titles with this person, on any day."
    yield Row("also", heading, "", found, why)


def inspired(visit: Visit) -> Iterator[Row | Missing]:
    """What follows from looking alone."""
    heading = "Inspired by what you looked at"
    looking = visit.looked
    if not len(looking.items):
        lacks = "this person has looked at nothing without going on to use it"
        yield Missing(heading, lacks if visit.looking else NO_LOOKS)
        return
    found = visit.ask(looking, visit.personal())
    if found.fallback or not visit.any_personal:
        yield Missing(heading, "what was looked at leads to nothing else")
        return
    number = len(np.unique(looking.items))
    titles = "the one title" if number == 1 else f"the {number} titles"
    why = f"From {titles} looked at or put in the basket, and not {visit.done}."
    yield Row("inspired", heading, "", found, why)


def cross_sell(visit: Visit) -> Iterator[Row | Missing]:
    """The recipe where the person has not been yet."""
    names, shares = category_shares(visit.engine.dataset)
    by_path = any(" > " in name for name in names)
    heading = "From other departments" if by_path else "From other categories"
    if not names:
        yield Missing(heading, "the file of items has no column of categories")
        return
    departments = np.array([name.partition(" > ")[0] for name in names])
    met = np.isin(departments, departments[np.unique(shares[visit.met].indices)])
    among: Mask = (shares @ met.astype(float) == 0) & (np.diff(shares.indptr) > 0)
    if not among.any() or not len(visit.met):
        lacks = "this person has been in all of them" if len(visit.met) else ""
        yield Missing(heading, lacks or "nothing is known of this person yet")
        return
    found = visit.ask(visit.history, visit.personal(), among=among)
    where = "departments" if by_path else "categories"
    why = f"What goes with this history, in {where} where this person has not been."
    yield Row("cross_sell", heading, "", found, why)


def _by_rules(visit: Visit, anchor: int, rules: Sequence[Rule]) -> Recommendations:
    """Rules as a list; each score is the rule's weight, and its one reason."""
    dataset = visit.engine.dataset
    verb = main_verb(visit.history, anchor)
    source = (str(dataset.item_ids[anchor]), str(dataset.titles[anchor]))
    items = [
        Recommendation(
            rank=place,
            item=rule.item,
            item_id=str(dataset.item_ids[rule.item]),
            title=str(dataset.titles[rule.item]),
            score=rule.weight,
            models={"rules": ModelPart(1.0, rule.weight, rule.weight, rule.weight)},
            stages=(),
            reasons=(Reason("history", *source, "rules", rule.weight, verb),),
            explored=False,
            propensity=1.0,
        )
        for place, rule in enumerate(rules, start=1)
    ]
    return Recommendations(visit.person, tuple(items))


def _in_words(rule: Rule) -> str:
    """How often two meet, against chance.

    >>> _in_words(Rule(item=0, support=12, confidence=0.3, lift=4.21))
    'on 30 % of days with it, 4.2 times chance'
    """
    return f"on {100 * rule.confidence:.2g} % of days with it, {times(rule.lift)} times chance"
