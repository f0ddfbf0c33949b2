"""Worked examples as small tables: plain values, whose cells are text whatever they hold."""

from __future__ import annotations

from dataclasses import dataclass

from recengine.ranking.counterfactual import ordinal
from recengine.ranking.worked import Walk, numbers
from recengine.ranking.worked.deeds import deeds as deeds_of
from recengine.ranking.worked.sentences import figure, plural


@dataclass(frozen=True)
class Table:
    """A small table: columns, rows of text, rows that stand out or back, columns of numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...] = ()
    faded: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()


def deeds(walk: Walk) -> Table:
    """What the person did last, and how much each event counts."""
    found = deeds_of(walk)
    rows = tuple(
        (
            each.title,
            each.verb,
            f"{each.days_ago:,.0f}",
            figure(each.meant),
            figure(each.kind),
            figure(each.age),
            figure(each.counts),
        )
        for each in found
    )
    top = max(range(len(found)), key=lambda place: found[place].counts)
    return Table(
        f"{found[top].title} counts most of the latest {plural(len(found), 'title')}",
        ("Title", "What", "Days ago", "Meant", "Kind", "Age", "Counts"),
        rows,
        marked=(top,),
        numeric=(2, 3, 4, 5, 6),
    )


def opinions(walk: Walk) -> Table:
    """Every approach's own score of the followed title, and where it alone would put it."""
    found = numbers.opinions(walk)
    places = [each.place for each in found]
    rows = tuple((each.label, figure(each.own), ordinal(each.place)) for each in found)
    return Table(
        f"Between the {ordinal(min(places))} and the {ordinal(max(places))} place",
        ("Approach", "Its score", "Its place"),
        rows,
        marked=(places.index(min(places)),),
        numeric=(1, 2),
    )


def candidates(walk: Walk) -> Table:
    """The best by score as if nothing were hidden, and what becomes of them."""
    found = numbers.candidates(walk)
    fresh = any(each.bonus for each in found) or bool(walk.recipe.freshness)
    columns: tuple[str, ...] = ("Title", "Blend", "For being new", "Score", "Then")
    rows: list[tuple[str, ...]] = [
        (
            each.title,
            figure(each.blend),
            figure(each.bonus),
            figure(each.score),
            f"hidden: {each.met}" if each.hidden else "may be shown",
        )
        for each in found
    ]
    if not fresh:
        columns = (columns[0], *columns[3:])
        rows = [(row[0], *row[3:]) for row in rows]
    hidden = tuple(place for place, each in enumerate(found) if each.hidden)
    return Table(
        f"{len(hidden)} of the {len(found)} best by score are hidden",
        columns,
        tuple(rows),
        faded=hidden,
        numeric=tuple(range(1, len(columns) - 1)),
    )
