"""Writes the streaming world: interactions, items, users, and the truth apart from them."""

from __future__ import annotations

from pathlib import Path

from worlds.dice import Dice
from worlds.streaming_catalogue import DIMENSIONS, Catalogue, make_catalogue
from worlds.streaming_year import CONSTANTS, SLATE, StreamingYear
from worlds.tables import (
    LAST_SECOND,
    day_text,
    decimals,
    moment_text,
    write_constants,
    write_table,
)
from worlds.viewers import Viewers, make_viewers

INTERACTIONS = "user_id item_id event value timestamp session_id position device query"
ITEMS = "item_id title genres people year minutes added description tags age_rating type language"
USERS = "user_id country device age_band joined favourite_genres plan"


def write(folder: Path, seed: int) -> None:
    """Build the world and write its files."""
    catalogue, viewers = make_catalogue(seed), make_viewers(seed)
    events = StreamingYear(catalogue, viewers, Dice(seed, 3)).run()
    write_table(
        folder / "interactions.csv",
        INTERACTIONS.split(),
        (
            [user_id(who), item_id(what), event, value, moment_text(second), *rest]
            for second, who, what, event, value, *rest in events
            if second <= LAST_SECOND
        ),
    )
    _write_items(folder, catalogue)
    _write_users(folder, viewers)


def user_id(row: int) -> str:
    """Viewers are v0001, v0002, ..."""
    return f"v{row + 1:04d}"


def item_id(row: int) -> str:
    """Titles are t0001, t0002, ...; nothing for a search."""
    return f"t{row + 1:04d}" if row >= 0 else ""


def _write_items(folder: Path, catalogue: Catalogue) -> None:
    rows = [
        [
            item_id(row),
            title.title,
            "|".join(title.genres),
            "|".join((title.director, *title.cast)),
            title.year,
            title.minutes,
            day_text(title.added),
            title.description,
            "|".join(title.tags),
            title.age_rating,
            title.kind,
            title.language,
        ]
        for row, title in enumerate(catalogue.titles)
    ]
    write_table(folder / "items.csv", ITEMS.split(), rows)
    truth = [
        [item_id(row), *decimals([quality, *vector])]
        for row, (quality, vector) in enumerate(
            zip(catalogue.quality, catalogue.vectors, strict=True)
        )
    ]
    names = [name.replace(" ", "_") for name in DIMENSIONS]
    write_table(folder / "truth" / "items.csv", ["item_id", "quality", *names], truth)
    write_constants(folder / "truth" / "model.json", {**CONSTANTS, "slate": SLATE})


def _write_users(folder: Path, viewers: Viewers) -> None:
    rows = zip(
        (user_id(row) for row in range(len(viewers.joined))),
        viewers.country,
        viewers.device,
        viewers.age_band,
        (day_text(int(day)) for day in viewers.joined),
        viewers.favourite_genres,
        viewers.plan,
        strict=True,
    )
    write_table(folder / "users.csv", USERS.split(), rows)
    names = [name.replace(" ", "_") for name in DIMENSIONS]
    header = ["user_id", "change_day", *(f"start_{n}" for n in names), *(f"end_{n}" for n in names)]
    truth = [
        [
            user_id(row),
            int(viewers.change_day[row]),
            *decimals([*viewers.start[row], *viewers.end[row]]),
        ]
        for row in range(len(viewers.joined))
    ]
    write_table(folder / "truth" / "users.csv", header, truth)
