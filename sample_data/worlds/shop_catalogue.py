"""The shop's catalogue: 900 invented products with true vectors.

A product's vector has one coordinate a department, four of use that its kind sets (category and
tags give them away), and three hidden ones that no column reveals. ``price_position`` is where
the price lies in the range of its kind, from -1 (cheapest) to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from worlds import words
from worlds.dice import Dice
from worlds.shop_words import COLOURS, SEASONS, Kind, read_brands, read_kinds
from worlds.taste import exponential

N_PRODUCTS = 900
N_USES = 4
N_HIDDEN = 3
DEPARTMENTS = list(SEASONS)
DIMENSIONS = [
    *(department.lower() for department in DEPARTMENTS),
    *(f"use_{k + 1}" for k in range(N_USES)),
    *(f"hidden_{k + 1}" for k in range(N_HIDDEN)),
]
ARRIVING_SHARE = 0.20


@dataclass(frozen=True)
class Product:
    """One row of the catalogue."""

    title: str
    noun: str
    brand: str
    kind: int
    price: float
    price_position: float
    margin: float
    stock: int
    added: int
    description: str
    tags: tuple[str, ...]
    colour: str
    material: str


@dataclass(frozen=True, eq=False)
class Range:
    """All products with their truth; ``kind_vectors`` describe a kind without its products."""

    kinds: list[Kind]
    products: list[Product]
    vectors: np.ndarray
    kind_vectors: np.ndarray
    quality: np.ndarray

    @property
    def added(self) -> np.ndarray:
        """Day on which each product arrived, counted from 1 January (negative before)."""
        return np.array([product.added for product in self.products])

    @property
    def kind(self) -> np.ndarray:
        """The kind of each product."""
        return np.array([product.kind for product in self.products])

    @property
    def price_position(self) -> np.ndarray:
        """Where each price lies in the range of its kind, from -1 to 1."""
        return np.array([product.price_position for product in self.products])


def make_range(seed: int) -> Range:
    """Draw the catalogue."""
    dice = Dice(seed, 11)
    kinds = read_kinds()
    writer = _Writer(dice, kinds)
    popular = exponential(0.3 * np.log2([kind.appeal for kind in kinds]).round(6))
    counts = np.maximum(8, (popular * N_PRODUCTS / popular.sum()).astype(np.int64))
    rows = [k for k, count in enumerate(counts.tolist()) for _ in range(count)]
    rows += [k % len(kinds) for k in range(N_PRODUCTS - len(rows))]
    rows = [row if writer.has_room(row) else (row + 1) % 9 for row in rows]
    products = [writer.product(row) for row in dice.sample(rows, N_PRODUCTS)]
    uses = 0.8 * dice.normal((len(kinds), N_USES))
    departments = np.zeros((len(kinds), len(DEPARTMENTS)))
    for row, kind in enumerate(kinds):
        departments[row, DEPARTMENTS.index(kind.department)] = 1.0
    nothing = np.zeros((len(kinds), N_HIDDEN))
    kind_vectors = np.concatenate([departments, uses, nothing], axis=1).round(4)
    kind_of = np.array([product.kind for product in products])
    vectors = kind_vectors[kind_of] + 0.08 * dice.normal((N_PRODUCTS, len(DIMENSIONS)))
    vectors[:, -N_HIDDEN:] = 0.55 * dice.normal((N_PRODUCTS, N_HIDDEN))
    quality = dice.normal(N_PRODUCTS).round(4)
    return Range(kinds, products, vectors.round(4), kind_vectors, quality)


class _Writer:
    """Writes products; keeps titles unique."""

    def __init__(self, dice: Dice, kinds: list[Kind]) -> None:
        self.dice = dice
        self.kinds = kinds
        self.brands = read_brands()
        self.models = words.lines("models")
        self.used: set[str] = set()
        self.books = {k: dice.sample(kind.titles, 99) for k, kind in enumerate(kinds)}
        self.room = {k: len(kind.titles) for k, kind in enumerate(kinds) if kind.titles}

    def has_room(self, row: int) -> bool:
        """Whether one more product of this kind can get a title; counts it if so."""
        if row not in self.room:
            return True
        self.room[row] -= 1
        return self.room[row] >= 0

    def product(self, row: int) -> Product:
        dice, kind = self.dice, self.kinds[row]
        brand = dice.pick(self.brands[kind.department])
        noun, features = dice.pick(kind.nouns) if kind.nouns else ("Book", ())
        material = dice.pick(kind.materials) if kind.materials else ""
        luck = float(dice.uniform(1)[0])
        price = int(kind.low + (kind.high - kind.low) * luck * luck) + dice.pick([0.99, 0.5, 0.0])
        position = round((price - kind.low) / (kind.high - kind.low) * 2 - 1, 4)
        sentences = dice.sample(kind.sentences, 2 if dice.chance(0.6) else 1)
        slots = {"noun": words.in_sentence(noun), "material": material}
        filled = [sentence.format(**slots) for sentence in sentences]
        coloured = kind.materials and kind.department != "Books" and dice.chance(0.8)
        return Product(
            title=self._title(row, brand, noun, features),
            noun=words.in_sentence(noun),
            brand=brand,
            kind=row,
            price=price,
            price_position=min(1.0, max(-1.0, position)),
            margin=round(0.12 + 0.4 * float(dice.uniform(1)[0]), 2),
            stock=0 if dice.chance(0.05) else dice.whole(1, 20) * dice.whole(1, 20),
            added=self._added(),
            description=words.with_articles(
                " ".join(text[0].upper() + text[1:] for text in filled)
            ),
            tags=tuple(dice.sample(kind.tags, 3)),
            colour=dice.pick(COLOURS) if coloured else "",
            material=material,
        )

    def _title(self, row: int, brand: str, noun: str, features: tuple[str, ...]) -> str:
        if self.books[row]:
            return self.books[row].pop()
        while True:
            model, feature = self.dice.pick(self.models), self.dice.pick(features)
            title = self.dice.pick(
                [
                    f"{brand} {model} {feature} {noun}",
                    f"{brand} {model} {noun}, {feature}",
                    f"{brand} {feature} {noun}",
                    f"{brand} {model} {noun}",
                ]
            )
            if title not in self.used:
                self.used.add(title)
                return title

    def _added(self) -> int:
        if self.dice.chance(ARRIVING_SHARE):
            return self.dice.whole(3, 355)
        return -self.dice.whole(1, 1500)
