"""Sentences: two or three a step, written from the numbers; titles in them are plain text."""

from __future__ import annotations

from recengine.ranking.counterfactual import ordinal
from recengine.ranking.recommendations import Recommendation
from recengine.ranking.wording import days, share
from recengine.ranking.worked import numbers
from recengine.ranking.worked.deeds import deeds, last_purchase
from recengine.ranking.worked.people import of_kind, shares_of
from recengine.ranking.worked.reading import newness, place_after, risen
from recengine.ranking.worked.walk import Walk

#: Between factors; a sign that looks like a letter.
TIMES = " \u00d7 "


def sentences(walk: Walk, step: int) -> tuple[str, ...]:
    """What to say at a step, counted from 0."""
    return _STEPS[step](walk)


def figure(value: float) -> str:
    """A number with three significant digits at most, the same for screen and sentence.

    >>> figure(0.12345), figure(-1.5), figure(1234.5), figure(0.00001), figure(-0.0002)
    ('0.123', '-1.5', '1,234', '0', '0')
    """
    if abs(value) < 0.0005:
        return "0"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 1 else f"{value:.3g}"


def plural(number: int, noun: str, nouns: str = "") -> str:
    """A number of things.

    >>> plural(1, "title"), plural(2, "title"), plural(2, "approach", "approaches")
    ('1 title', '2 titles', '2 approaches')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {nouns or noun + 's'}"


def ago(days_ago: float) -> str:
    """How long before the end of the data.

    >>> ago(0.4), ago(1.2), ago(30.4)
    ('on the last day', '1 day before the end', '30 days before the end')
    """
    whole = round(days_ago)
    return f"{plural(whole, 'day')} before the end" if whole else "on the last day"


def _did(walk: Walk) -> tuple[str, ...]:
    events, met = plural(len(walk.history.items), "event"), plural(numbers.n_met(walk), "title")
    deed = deeds(walk, limit=1)[0]
    if walk.story.buys:
        kind = of_kind(walk.engine.dataset, walk.story.kinds[0])
        deed = last_purchase(walk, kind) or deed
        about = f"The latest hiking boots: {deed.title}, {deed.verb} {ago(deed.days_ago)}."
    else:
        shares = shares_of(walk.engine.dataset, walk.history, walk.story.kinds)[0]
        told = zip(shares, walk.story.kinds, strict=True)
        about = "Of what they liked, " + " and ".join(
            f"{share(round(float(part), 2))} is {kind}" for part, kind in told
        )
        about += "; a title of two genres is half of each."
    product = TIMES.join(figure(each) for each in (deed.meant, deed.kind, deed.age))
    half_life = walk.recipe.half_life_days
    fades = f", and after {days(half_life)} it counts half" if half_life else ""
    return (
        f"{walk.person} left {events} with {met}. {about}",
        f"An event says more or less by how it was meant and by its kind{fades}.",
        f"{deed.title}, {deed.verb} {ago(deed.days_ago)}: {product} = {figure(deed.counts)}.",
    )


def _say(walk: Walk) -> tuple[str, ...]:
    said = numbers.opinions(walk)
    able = int(walk.scored.eligible[0].sum())
    first, last = min(said, key=lambda each: each.place), max(said, key=lambda each: each.place)
    opinions = plural(len(said), "approach", "approaches")
    best, worst = f"{ordinal(first.place)} of {able:,} titles", ordinal(last.place)
    out = [
        f"We follow a title that hangs much on a single past one: {walk.followed.title}.",
        f"{opinions}, as many opinions: {first.label} puts it {best}, {last.label} {worst}.",
    ]
    found = numbers.terms(walk)
    if found is not None and found.shown:
        top = found.shown[0]
        out.append(
            f"{found.label} adds up {plural(len(found.shown) + found.others, 'term')}, one a past "
            f"title: {top.title} counts {figure(top.counts)} and argues {figure(top.alike)} for "
            f"it, which adds {figure(top.adds)}; all of them make {figure(found.total)}."
        )
    return tuple(out)


def _blend(walk: Walk) -> tuple[str, ...]:
    said = numbers.opinions(walk)
    top = said[0]
    total = sum(each.adds for each in said)
    scale = f"{figure(top.own)} ÷ {figure(top.best)} = {figure(top.score)}"
    return (
        "Scores of different approaches do not compare: each is divided by the best of its own.",
        f"{top.label}: {scale}, and {share(top.weight)} of that is {figure(top.adds)}.",
        f"Together: {' + '.join(figure(each.adds) for each in said)} = {figure(total)}.",
    )


def _hide(walk: Walk) -> tuple[str, ...]:
    lifted = numbers.most_lifted(walk)
    fresh = f"{walk.recipe.name} lifts nothing for being new."
    if lifted is not None:
        fresh = (
            f"{lifted.title} is the newest of the list: that adds {figure(newness(lifted))} "
            f"to its {figure(_blended(lifted))}, from the {ordinal(place_after(lifted, 'blend'))} "
            f"to the {ordinal(place_after(lifted, 'freshness'))} place."
        )
    met, hidden = numbers.n_met(walk), numbers.n_hidden(walk)
    rule = f"{walk.person} has met {plural(met, 'title')}, and none of them is shown again."
    if hidden < met:
        rule = (
            f"{walk.person} has met {plural(met, 'title')}: {hidden:,} were used up or disliked "
            "and are hidden, the others were only looked at and may come back."
        )
    first = numbers.candidates(walk)
    taken = sum(each.hidden for each in first)
    known = f"With nothing hidden, {taken} of the first {len(first)} would be among those."
    ruled = numbers.n_ruled_out(walk)
    rules = f"Business rules leave out {plural(ruled, 'more title')}, such as what is out of stock."
    return (fresh, rule, rules, known) if ruled else (fresh, rule, known)


def _blended(item: Recommendation) -> float:
    return sum(part.contribution for part in item.models.values())


def _vary(walk: Walk) -> tuple[str, ...]:
    out = []
    moved = numbers.by_variety(walk)
    k = len(walk.found)
    if moved and risen(moved[0]) > 0:
        top = moved[0]
        out.append(
            f"Diversity of {share(walk.recipe.diversity)} moved {len(moved)} of {k} titles: "
            f"{top.title} rose from the {ordinal(place_after(top, 'hide'))} to the "
            f"{ordinal(place_after(top, 'diversity'))} place, since it is unlike those before it."
        )
    by_chance = numbers.by_chance(walk)
    out.append(
        f"Every place goes to chance with {share(walk.recipe.exploration.rate)}; this time "
        f"{plural(len(by_chance), 'place')} of {k} did."
    )
    if by_chance:
        one = by_chance[0]
        out.append(
            f"{one.title} stood {ordinal(place_after(one, 'diversity'))} and is now shown "
            f"{ordinal(one.rank)}. Its chance of being shown was {share(one.propensity)}, which is "
            "kept, so that what it teaches can be weighed rightly."
        )
    return tuple(out)


def _list(walk: Walk) -> tuple[str, ...]:
    one, found = walk.followed, walk.without_its_most(walk.followed)
    out = [f"{one.title} is shown {ordinal(one.rank)} of {len(walk.found)}."]
    if found is not None:
        adds = found.reason.contribution
        out.append(
            f"What adds most: they {found.reason.verb} {found.reason.title}, which adds "
            f"{figure(adds)} of its {figure(one.score)}, or {share(round(adds / one.score, 2))}."
        )
        before, after = ordinal(found.place), ordinal(found.place_without)
        stands = f"stand {after} by score instead of {before}."
        if found.place == found.place_without:
            stands = f"still stand {before} by score: other past titles speak for it too."
        out.append(f"Had they never met that, {one.title} would {stands}")
    if walk.story.buys:
        alike = of_kind(walk.engine.dataset, walk.story.kinds[0])
        again = sum(bool(alike[item.item]) for item in walk.found.items)
        out.append(
            f"{again} of {len(walk.found)} are hiking boots again: neighbours know what is alike, "
            "not what is still needed. A rule can change that."
        )
    return tuple(out)


_STEPS = (_did, _say, _blend, _hide, _vary, _list)
