"""Titles and plots of the streaming world, from hand-written themes and a small grammar."""

from __future__ import annotations

from dataclasses import dataclass

from worlds import words
from worlds.dice import Dice
from worlds.people_names import NameBook
from worlds.streaming_words import ADJECTIVES, NUMBERS, PATTERNS, SEASONS


@dataclass(frozen=True)
class Theme:
    """A kind of story: two genres, its tags, hand-written titles, nouns and plots."""

    genres: tuple[str, ...]
    tags: tuple[str, ...]
    titles: tuple[str, ...]
    nouns: tuple[str, ...]
    plots: tuple[str, ...]


def read_themes() -> list[Theme]:
    """All themes, in the order of the word lists."""
    blocks: list[dict[str, list[str]]] = []
    for line in words.lines("themes_a") + words.lines("themes_b"):
        if line.startswith("@"):
            first, second, tags = words.parts(line[1:], "|")
            blocks.append({"g": [first, second], "tags": words.parts(tags, ",")})
            continue
        key, text = line.split(":", 1)
        separator = {"t": ";", "n": ",", "p": "\n"}[key]
        blocks[-1].setdefault(key, []).extend(words.parts(text, separator))
    return [Theme(*(tuple(block[key]) for key in ("g", "tags", "t", "n", "p"))) for block in blocks]


def franchises() -> list[tuple[str, list[str]]]:
    """First genre and the titles, in order, of each franchise."""
    linked = []
    for line in words.lines("franchises"):
        genre, first, rest = words.parts(line, "|")
        sequels = [
            f"{first}: {name}" if name.startswith("Series") or genre == "mystery" else name
            for name in words.parts(rest, ";")
        ]
        linked.append((genre, [first, *sequels]))
    return linked


class TitleMaker:
    """Fills slots and never gives the same title twice."""

    def __init__(self, dice: Dice, names: NameBook) -> None:
        self._dice = dice
        self._names = names
        self._used: set[str] = set()
        self._left: dict[tuple[str, ...], list[str]] = {}

    def reserve(self, title: str) -> None:
        """Mark a title as taken."""
        self._used.add(title.casefold())

    def title(self, theme: Theme) -> str:
        """A new title: hand-written ones first, each used once, then the grammar."""
        left = self._left.setdefault(
            theme.titles, self._dice.sample(theme.titles, len(theme.titles))
        )
        while True:
            title = self.fill(left.pop(), headline=True) if left else self._from_grammar(theme)
            if title.casefold() not in self._used:
                self.reserve(title)
                return title

    def fill(self, text: str, *, headline: bool = False) -> str:
        """Replace the slots of a title (``headline``) or plot by names, places and numbers."""
        dice, names = self._dice, self._names
        number = dice.pick(NUMBERS)
        filled = text.format(
            hero=f"{dice.pick(names.heroines)} {dice.pick(names.plain_surnames)}",
            other=dice.pick(names.plain_surnames),
            first=dice.pick(names.firsts),
            surname=dice.pick(names.plain_surnames),
            place=dice.pick(names.places),
            season=dice.pick(SEASONS),
            number=number.capitalize() if headline else number,
        )
        return words.with_articles(filled[0].upper() + filled[1:])

    def _from_grammar(self, theme: Theme) -> str:
        dice = self._dice
        noun, noun2 = dice.sample(theme.nouns, 2)
        pattern = dice.pick(PATTERNS[theme.genres[0]])
        filled = pattern.replace("{noun}", noun).replace("{noun2}", noun2)
        filled = filled.replace("{adj}", dice.pick(ADJECTIVES[theme.genres[0]]))
        return self.fill(filled, headline=True)
