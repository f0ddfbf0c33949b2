"""Invented names of people, no two alike within one world."""

from __future__ import annotations

from worlds import words
from worlds.dice import Dice


class NameBook:
    """Hands out full names; a name is never handed out twice."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._used: set[str] = set()
        self.heroines = words.lines("firsts")  # the plots say "she"
        self.firsts = self.heroines + words.lines("firsts_he")
        self.surnames = words.lines("surnames")
        self.plain_surnames = [name for name in self.surnames if "-" not in name]
        self.places = words.lines("places")

    def person(self) -> str:
        """A new full name."""
        while True:
            name = f"{self._dice.pick(self.firsts)} {self._dice.pick(self.surnames)}"
            if name not in self._used:
                self._used.add(name)
                return name

    def people(self, count: int) -> list[str]:
        """Several new full names."""
        return [self.person() for _ in range(count)]
