"""Events: what people do, what it is worth, and the verb a reason uses for it.

An event's *signal* says how strongly it was meant, from -1 to 1, whatever its kind:

    rating, review   (value - middle) / (top - middle)   of the scale seen in the data
    watch            share of the item's length; without a length, of a long watch (90th percentile)
    play             log(1 + count) / log(1 + a high count (90th percentile)), at most 1
    anything else    1

A *weight* per kind of event, which people can change, multiplies the signal; it is negative for
what speaks against an item.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Floats


@dataclass(frozen=True)
class EventType:
    """One kind of event: its usual weight, and how a sentence names it."""

    name: str
    weight: float
    verb: str
    consumes: bool
    aliases: tuple[str, ...] = ()


EVENT_TYPES: dict[str, EventType] = {
    event.name: event
    for event in (
        EventType(
            "purchase",
            1.0,
            "bought",
            consumes=True,
            aliases=(
                "buy",
                "order",
                "transaction",
                "conversion",
                "sale",
                "bought",
                "paid",
                "purchased",
                "kauf",
                "gekauft",
                "bestellung",
                "bestellt",
                "achat",
                "compra",
                "acquisto",
            ),
        ),
        EventType(
            "rating",
            1.0,
            "rated",
            consumes=True,
            aliases=("rate", "rated", "stars", "bewertung", "bewertet"),
        ),
        EventType("review", 1.0, "reviewed", consumes=True, aliases=("reviewed",)),
        EventType(
            "like",
            1.0,
            "liked",
            consumes=True,
            aliases=("liked", "favorite", "favourite", "favorit", "aime", "me_gusta"),
        ),
        EventType(
            "watch",
            1.0,
            "watched",
            consumes=True,
            aliases=("watched", "stream", "view_time", "gesehen"),
        ),
        EventType(
            "play",
            1.0,
            "played",
            consumes=True,
            aliases=("played", "listen", "scrobble", "abgespielt", "ecoute"),
        ),
        EventType("interaction", 1.0, "chose", consumes=True),
        EventType(
            "cart",
            0.6,
            "put in the basket",
            consumes=False,
            aliases=(
                "addtocart",
                "add_to_cart",
                "basket",
                "add",
                "wishlist",
                "warenkorb",
                "panier",
                "carrito",
                "carrello",
            ),
        ),
        EventType(
            "click",
            0.3,
            "clicked",
            consumes=False,
            aliases=("clicked", "select", "open", "klick", "geklickt", "clic"),
        ),
        EventType(
            "view",
            0.3,
            "looked at",
            consumes=False,
            aliases=(
                "viewed",
                "pageview",
                "page_view",
                "view_item",
                "detail",
                "pv",
                "visit",
                "angesehen",
                "aufruf",
                "seitenaufruf",
                "vue",
                "vista",
            ),
        ),
        EventType("skip", -0.3, "skipped", consumes=True, aliases=("skipped", "pass")),
        EventType("dislike", -1.0, "disliked", consumes=True, aliases=("disliked", "thumbs_down")),
        EventType(
            "search",
            0.0,
            "searched for",
            consumes=False,
            aliases=("query", "searched", "suche", "recherche", "busqueda", "ricerca"),
        ),
        EventType(
            "impression",
            0.0,
            "was shown",
            consumes=False,
            aliases=("impressions", "shown", "exposure", "exposed", "served"),
        ),
    )
}

#: What somebody was shown: nothing that they did, and so no part of a history.
IMPRESSION = "impression"

#: Events by their code, the position in this tuple.
EVENT_NAMES: tuple[str, ...] = tuple(EVENT_TYPES)

_STANDARD = {
    alias: event.name for event in EVENT_TYPES.values() for alias in (event.name, *event.aliases)
}


def standard_event(name: str) -> str:
    """The standard name for an event as a file calls it; unknown ones count as ``interaction``.

    >>> standard_event("AddToCart"), standard_event("Watched"), standard_event("teleport")
    ('cart', 'watch', 'interaction')
    """
    folded = name.strip().lower().replace(" ", "_").replace("-", "_")
    return _STANDARD.get(folded, "interaction")


def default_weights(present: set[str]) -> dict[str, float]:
    """Usual weights of the events that a data set has, the strongest one at 1.

    >>> default_weights({"view"})
    {'view': 1.0}
    >>> default_weights({"view", "purchase"})
    {'purchase': 1.0, 'view': 0.3}
    """
    usual = {name: EVENT_TYPES[name].weight for name in EVENT_NAMES if name in present}
    strongest = max((weight for weight in usual.values() if weight > 0), default=1.0)
    return {name: round(weight / strongest, 3) for name, weight in usual.items()}


def occurring(events: np.ndarray) -> list[int]:
    """Codes that occur among ``events``, found without sorting or copying them.

    >>> occurring(np.array([3, 0, 3], dtype=np.int8))
    [0, 3]
    """
    return [code for code in range(len(EVENT_NAMES)) if (events == code).any()]


def consuming_codes() -> np.ndarray:
    """Codes of the events after which an item counts as used up."""
    return np.array([EVENT_TYPES[name].consumes for name in EVENT_NAMES]).nonzero()[0]


def signals(events: np.ndarray, values: Floats, lengths: Floats) -> Floats:
    """How strongly each event was meant, from -1 to 1.

    Parameters
    ----------
    events : (n,) event codes.
    values : (n,) stars, minutes or counts; NaN where absent.
    lengths : (n,) length of the item in the unit of ``values``; NaN where unknown.

    >>> rating, watch = EVENT_NAMES.index("rating"), EVENT_NAMES.index("watch")
    >>> signals(np.array([rating, rating, watch]), np.array([1.0, 5.0, 30.0]),
    ...         np.array([np.nan, np.nan, 120.0]))
    array([-1.  ,  1.  ,  0.25])
    """
    known = ~np.isnan(values)
    for name, rule in _RULES.items():
        if len(events) and known.all() and (events == EVENT_NAMES.index(name)).all():
            return rule(values, lengths)  # one kind only: nothing to pick out and put back
    out = np.ones(len(events))
    for name, rule in _RULES.items():
        rows = known & (events == EVENT_NAMES.index(name))
        if rows.any():
            out[rows] = rule(values[rows], lengths[rows])
    return out


def _from_the_middle(values: Floats, _lengths: Floats) -> Floats:
    low, high = values.min(), values.max()
    if high == low:
        return np.ones(len(values))
    middle = (low + high) / 2
    out = values - middle
    out /= high - middle
    return out


def _share_of_length(values: Floats, lengths: Floats) -> Floats:
    long_watch = max(float(np.quantile(values, 0.9)), 1e-9)
    usable = np.where(lengths > 0, lengths, long_watch)
    return np.clip(values / usable, 0.0, 1.0)


def _share_of_a_high_count(values: Floats, _lengths: Floats) -> Floats:
    high = max(float(np.quantile(values, 0.9)), 1.0)
    return np.clip(np.log1p(np.maximum(values, 0.0)) / np.log1p(high), 0.0, 1.0)


_RULES = {
    "rating": _from_the_middle,
    "review": _from_the_middle,
    "watch": _share_of_length,
    "play": _share_of_a_high_count,
}
