"""Writes the shop world: interactions, items, users, and the truth apart from them."""

from __future__ import annotations

from pathlib import Path

from worlds.customers import SENSITIVITIES, Customers, make_customers
from worlds.dice import Dice
from worlds.shop_catalogue import DIMENSIONS, Range, make_range
from worlds.shop_words import CONSUMABLES, GIFTS, SEASONS, read_complements
from worlds.shop_year import CONSTANTS, SLATE, ShopYear
from worlds.tables import (
    LAST_SECOND,
    day_text,
    decimals,
    moment_text,
    write_constants,
    write_table,
)

INTERACTIONS = "user_id item_id event value timestamp session_id position device query text"
ITEMS = "item_id title brand category price margin stock added description tags colour material"
USERS = "user_id country device segment price_sensitivity joined age_band"


def write(folder: Path, seed: int) -> None:
    """Build the world and write its files."""
    products, customers = make_range(seed), make_customers(seed)
    events = ShopYear(products, customers, Dice(seed, 13)).run()
    write_table(
        folder / "interactions.csv",
        INTERACTIONS.split(),
        (
            [user_id(who), item_id(what), event, value, moment_text(second), *rest]
            for second, who, what, event, value, *rest in events
            if second <= LAST_SECOND
        ),
    )
    _write_items(folder, products)
    _write_users(folder, customers)


def user_id(row: int) -> str:
    """Customers are c0001, c0002, ..."""
    return f"c{row + 1:04d}"


def item_id(row: int) -> str:
    """Products are p0001, p0002, ...; nothing for a search."""
    return f"p{row + 1:04d}" if row >= 0 else ""


def _write_items(folder: Path, shop: Range) -> None:
    rows = [
        [
            item_id(row),
            item.title,
            item.brand,
            shop.kinds[item.kind].category,
            f"{item.price:.2f}",
            f"{item.margin:.2f}",
            item.stock,
            day_text(item.added),
            item.description,
            "|".join(item.tags),
            item.colour,
            item.material,
        ]
        for row, item in enumerate(shop.products)
    ]
    write_table(folder / "items.csv", ITEMS.split(), rows)
    truth = [
        [item_id(row), *decimals([shop.quality[row], item.price_position, *shop.vectors[row]])]
        for row, item in enumerate(shop.products)
    ]
    header = ["item_id", "quality", "price_position", *DIMENSIONS]
    write_table(folder / "truth" / "items.csv", header, truth)
    kinds = [
        [kind.category, f"{kind.appeal:.1f}", *decimals(shop.kind_vectors[row])]
        for row, kind in enumerate(shop.kinds)
    ]
    write_table(folder / "truth" / "kinds.csv", ["category", "appeal", *DIMENSIONS], kinds)
    names = [kind.name for kind in shop.kinds]
    complements = {
        names[first]: {names[second]: probability for second, probability in pairs}
        for first, pairs in read_complements(shop.kinds).items()
    }
    lists = {
        "seasons": SEASONS,
        "gift_kinds": sorted(GIFTS),
        "consumable_kinds": sorted(CONSUMABLES),
        "complements": complements,
    }
    write_constants(folder / "truth" / "model.json", {**CONSTANTS, "slate": SLATE, **lists})


def _write_users(folder: Path, customers: Customers) -> None:
    rows = zip(
        (user_id(row) for row in range(len(customers.joined))),
        customers.country,
        customers.device,
        customers.segment,
        (SENSITIVITIES[k] for k in customers.sensitivity.tolist()),
        (day_text(int(day)) for day in customers.joined),
        customers.age_band,
        strict=True,
    )
    write_table(folder / "users.csv", USERS.split(), rows)
    header = [
        "user_id",
        "change_day",
        *(f"start_{n}" for n in DIMENSIONS),
        *(f"end_{n}" for n in DIMENSIONS),
    ]
    truth = [
        [
            user_id(row),
            int(customers.change_day[row]),
            *decimals([*customers.start[row], *customers.end[row]]),
        ]
        for row in range(len(customers.joined))
    ]
    write_table(folder / "truth" / "users.csv", header, truth)
