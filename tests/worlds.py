"""Small worlds with known answers, for every test that needs a Dataset."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from recengine.data.dataset import Dataset
from recengine.data.tables import Kind, Table

#: Columns of a row by its length; a time is a day counted from ``FIRST_DAY``, or anything dated.
COLUMNS = ("user_id", "item_id", "timestamp", "event", "value")
FIRST_DAY = pd.Timestamp("2024-01-01")

PEOPLE = 20
ITEMS = 12


def dataset(
    interactions: list[tuple] | pd.DataFrame,
    items: pd.DataFrame | None = None,
    users: pd.DataFrame | None = None,
    *,
    name: str = "world",
) -> Dataset:
    """A Dataset from rows (user, item[, day[, event[, value]]]) or from frames.

    >>> dataset([("ann", "tea", 0), ("ann", "jam", 1)]).histories.items
    array([1, 0], dtype=int32)
    """
    if isinstance(interactions, list):
        interactions = pd.DataFrame(interactions, columns=COLUMNS[: len(interactions[0])])
    frame = interactions.copy()
    if "timestamp" in frame and not pd.api.types.is_datetime64_any_dtype(frame["timestamp"]):
        days = pd.to_timedelta(frame["timestamp"].astype(float), unit="D")
        frame["timestamp"] = (FIRST_DAY + days).astype("datetime64[ms]")
    return Dataset.from_tables(
        table("interactions", frame),
        table("items", items) if items is not None else None,
        table("users", users) if users is not None else None,
        name=name,
    )


def table(kind: Kind, frame: pd.DataFrame) -> Table:
    """A file that needed no repair."""
    return Table(
        source=f"{kind}.csv",
        kind=kind,
        frame=frame,
        mapping={},
        columns=tuple(frame.columns),
        preview=frame.head().astype(str),
        rows_read=len(frame),
        accepted=len(frame),
        repaired=0,
        refused=0,
        ignored=0,
    )


def person(number: int) -> str:
    """The id of a person, in the order of codes."""
    return f"u{number:02d}"


def item(number: int) -> str:
    """The id of an item, in the order of codes."""
    return f"i{number:02d}"


def checkerboard() -> Dataset:
    """20 people, 12 items: even people chose even items, odd people odd ones, each all but one.

    Known answer: the one item of their colour that a person lacks, ``missing_on_the_board``,
    belongs on top. All items are about equally popular, so a count cannot find it.
    """
    rows = [
        (person(u), item(i), day)
        for u in range(PEOPLE)
        for day, i in enumerate(range(u % 2, ITEMS, 2))
        if i != missing_on_the_board(u)
    ]
    catalogue = pd.DataFrame(
        {
            "item_id": [item(i) for i in range(ITEMS)],
            "title": [f"Title {'even' if i % 2 == 0 else 'odd'} {i:02d}" for i in range(ITEMS)],
            "colour": ["black" if i % 2 == 0 else "white" for i in range(ITEMS)],
        }
    )
    return dataset(rows, catalogue, name="checkerboard")


def missing_on_the_board(number: int) -> int:
    """The item of their own colour that a person on the checkerboard has not chosen."""
    return number % 2 + 2 * ((number // 2) % (ITEMS // 2))


def lopsided() -> Dataset:
    """20 people, 12 items on a stair: who has an item has all below it, and not the reverse.

    Person u climbs ``height_on_the_stair(u)`` steps, one a day, from item 11 down to item 0, so
    popularity falls strictly and runs against the order of codes. Known answer: the next step,
    which is also the most popular item that a person lacks.
    """
    rows = [
        (person(u), item(ITEMS - 1 - step), step)
        for u in range(PEOPLE)
        for step in range(height_on_the_stair(u))
    ]
    return dataset(rows, name="lopsided")


def height_on_the_stair(number: int) -> int:
    """How many items a person on the stair has: 1 to 12."""
    return 1 + number * ITEMS // PEOPLE


#: The two camps of ``camps``; ``second`` is the sequel of ``first``.
COMEDIES = ("c1", "c2", "c3", "c4", "first", "second")
DRAMAS = ("d1", "d2", "d3", "d4", "lone")
UNTOUCHED = "untouched"


def camps() -> Dataset:
    """Twelve friends of comedies, who came first, and eight of dramas, who came last.

    - ``first`` is liked by all twelve, its sequel ``second`` by four of them and nobody else, so
      having liked the sequel says more about the first film than the other way round.
    - Friend ``p`` of comedies lacks comedy ``p % 4 + 1`` and should get it before any drama.
    - ``d1`` and ``d2`` are liked by all eight, ``d3`` by four, ``d4`` by two, ``lone`` by one.
    - Nobody has touched ``untouched``, a drama of 2001.
    """
    rows: list[tuple] = []
    for number in range(12):
        liked = ["first"] + [f"c{n}" for n in range(1, 5) if n != number % 4 + 1]
        liked += ["second"] if number < 4 else []
        rows += [(person(number), name, number, "like") for name in liked]
    for number in range(12, 20):
        liked = ["d1", "d2"]
        liked += ["d3"] if number % 2 else []
        liked += ["d4"] if number < 14 else []
        liked += ["lone"] if number == 19 else []
        rows += [(person(number), name, 60 + number, "like") for name in liked]
    return dataset(rows, camps_catalogue(), name="camps")


def camps_catalogue() -> pd.DataFrame:
    """What ``camps`` is about, in the order of codes."""
    rows = [
        ("c1", "Laughing Matters", "Comedy|Family", "1990"),
        ("c2", "Banana Skins", "Comedy|Family", "1991"),
        ("c3", "Clown Car", "Comedy|Family", "1992"),
        ("c4", "Pie Fight", "Comedy|Family", "1993"),
        ("d1", "Grey Rain", "Drama", "2000"),
        ("d2", "Long Winter", "Drama", "2001"),
        ("d3", "Silent House", "Drama", "2002"),
        ("d4", "Empty Chairs", "Drama", "2003"),
        ("first", "Merry Bandits", "Comedy|Crime", "1994"),
        ("lone", "Final Letter", "Drama", "2004"),
        ("second", "Merry Bandits Return", "Comedy|Crime", "1996"),
        (UNTOUCHED, "Cold Harbour", "Drama", "2001"),
    ]
    return pd.DataFrame(rows, columns=["item_id", "title", "genres", "year"])


def busy(seed: int = 0, n_people: int = 40, n_items: int = 30) -> Dataset:
    """Everything at once: six kinds of events, gaps in times and dates, attributes, newcomers.

    The last two people have done nothing, and nobody has touched the last three items.
    """
    rng = np.random.default_rng(seed)
    n = n_people * 8
    people = rng.integers(n_people - 2, size=n)
    of_their_taste = people % 3 + 3 * rng.integers(n_items // 3 - 1, size=n)
    events = pd.DataFrame(
        {
            "user_id": [f"u{code:03}" for code in people],
            "item_id": [
                f"i{code:03}" for code in np.where(rng.random(n) < 0.7, of_their_taste, people % 5)
            ],
            "event": rng.choice(
                ["like", "view", "click", "purchase", "dislike", "skip"],
                size=n,
                p=[0.3, 0.25, 0.15, 0.1, 0.1, 0.1],
            ),
            "timestamp": FIRST_DAY.as_unit("ms")
            + pd.to_timedelta(rng.integers(200 * 24, size=n), unit="h"),
        }
    )
    events.loc[rng.random(n) < 0.05, "timestamp"] = pd.NaT
    catalogue = pd.DataFrame(
        {
            "item_id": [f"i{code:03}" for code in range(n_items)],
            "title": [f"Story number {word}" for word in rng.permutation(n_items)],
            "genres": rng.choice(["Drama", "Comedy|Crime", "Crime"], size=n_items),
            "added": FIRST_DAY + pd.to_timedelta(rng.integers(200, size=n_items), unit="D"),
        }
    )
    catalogue.loc[rng.random(n_items) < 0.2, "added"] = pd.NaT
    everyone = pd.DataFrame({"user_id": [f"u{code:03}" for code in range(n_people)]})
    return dataset(events, catalogue, everyone, name="busy")


def with_twins(of: Dataset, n_twins: int) -> Dataset:
    """The same world, where whoever met one of the first items met its twin at the same moment.

    What is true of one of the two is true of the other, so that only rounding can tell them apart.
    """
    rows = of.interactions.astype({"user_id": str, "item_id": str, "event": str})
    first = of.items[:n_twins]
    again = rows[rows["item_id"].isin(first["item_id"])]
    return dataset(
        pd.concat([rows, again.assign(item_id="twin of " + again["item_id"])], ignore_index=True),
        pd.concat([of.items, first.assign(item_id="twin of " + first["item_id"])]),
        of.users,
        name=f"{of.name} with twins",
    )


def rated(of: Dataset) -> Dataset:
    """The same people and items, but everything that happened is a rating of one to five stars.

    A like is five stars, now and then four, so that not all are the same; a dislike is one or two.
    """
    weights = of.histories.weights
    grudging = np.nan_to_num(of.histories.times / 86_400.0, nan=1.0) // 1 % 3 == 0
    rows = of.interactions.assign(
        event="rating", value=3.0 + 2.0 * weights - np.sign(weights) * grudging
    )
    return dataset(
        rows.astype({"user_id": str, "item_id": str}), of.items, of.users, name=f"rated {of.name}"
    )


def one_event_an_hour(of: Dataset) -> Dataset:
    """The same events in the same order, but everybody's come an hour apart from the first day."""
    histories = of.histories
    places = np.arange(len(histories.items)) - histories.starts[histories.rows]
    times = FIRST_DAY.timestamp() + 3600.0 * places
    return replace(of, histories=replace(histories, times=times))


def embedded(
    seed: int = 0, n_people: int = 80, n_items: int = 96, n_camps: int = 4, gaps: float = 0.0
) -> Dataset:
    """People and items of four camps, which nothing tells but the direction of a vector.

    Titles and categories are drawn by lot, and all vectors have an offset in common.
    """
    rng = np.random.default_rng(seed)
    camps = np.arange(n_items) % n_camps
    vectors = 3.0 + rng.normal(size=(n_camps, 16))[camps] + rng.normal(0, 0.6, (n_items, 16))
    words = ["grey", "rain", "long", "winter", "house", "chair", "river", "stone", "lamp", "road"]
    catalogue = pd.DataFrame(
        {
            "item_id": [f"i{code:03}" for code in range(n_items)],
            "title": [" ".join(rng.choice(words, 3)) for _ in range(n_items)],
            "kind": rng.choice(["Drama", "Comedy", "Crime"], n_items),
            "plot": [str(vector.round(4).tolist()) for vector in vectors],
        }
    )
    catalogue.loc[rng.random(n_items) < gaps, "plot"] = ""
    rows = [
        (f"u{code:03}", f"i{rng.choice(own if rng.random() < 0.9 else n_items):03}", day, "like")
        for code in range(n_people)
        for own in [np.flatnonzero(camps == code % n_camps)]
        for day in range(8)
    ]
    return dataset(rows, catalogue)


def priced(of: Dataset, seed: int = 0) -> Dataset:
    """The same people, and items with a brand, a price and a stock that are not always known."""
    rng = np.random.default_rng(seed)
    n = of.n_items
    prices = rng.integers(5, 60, n).astype(str)
    prices[rng.random(n) < 0.1] = ""
    columns = {
        "brand": rng.choice(["Alba", "Brio", "Cima", "Duna", ""], n),
        "price": prices,
        "stock": rng.integers(0, 4, n).astype(str),
    }
    return replace(of, items=of.items.assign(**columns))


def shelf() -> Dataset:
    """The busy world as a shop."""
    return priced(busy())
