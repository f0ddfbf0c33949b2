"""The streaming catalogue: 1,200 invented films and series with true vectors.

A title's vector has one coordinate a genre (1 for the first genre, 0.6 for the second, a little
noise), three of tone, which its theme sets and its tags give away, and three hidden ones that
no column reveals. Titles of a franchise share the hidden ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from worlds import words
from worlds.dice import Dice
from worlds.people_names import NameBook
from worlds.streaming_titles import Theme, TitleMaker, franchises, read_themes
from worlds.streaming_words import (
    AGE_RATINGS,
    GENRES,
    LANGUAGES,
    MOODS,
    SECOND_SENTENCES,
    SPOKEN,
)

N_TITLES = 1200
N_TONES = 3
N_HIDDEN = 3
DIMENSIONS = [
    *GENRES,
    *(f"tone_{k + 1}" for k in range(N_TONES)),
    *(f"hidden_{k + 1}" for k in range(N_HIDDEN)),
]


@dataclass(frozen=True)
class Title:
    """One row of the catalogue, and its place in a franchise (-1 where there is none)."""

    title: str
    genres: tuple[str, ...]
    tags: tuple[str, ...]
    director: str
    cast: tuple[str, ...]
    kind: str
    year: int
    minutes: int
    added: int
    description: str
    age_rating: str
    language: str
    theme: int
    franchise: int
    part: int


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Titles with their truth: ``vectors`` (titles, dimensions) and ``quality`` (titles,)."""

    titles: list[Title]
    vectors: np.ndarray
    quality: np.ndarray
    sequel: np.ndarray  # the next title of the franchise, or -1

    @property
    def added(self) -> np.ndarray:
        """Day on which each title arrived, counted from 1 January (negative before)."""
        return np.array([title.added for title in self.titles])


def make_catalogue(seed: int) -> Catalogue:
    """Draw the catalogue: franchises first, single titles after, then shuffle the ids."""
    dice = Dice(seed, 1)
    titles = _Writer(dice).write()
    order = dice.sample(range(len(titles)), len(titles))
    titles = [titles[k] for k in order]
    vectors = _vectors(titles, dice)
    quality = dice.normal(len(titles)).round(4)
    return Catalogue(titles, vectors, quality, _sequels(titles))


class _Writer:
    """Writes titles; keeps what must be consistent: names, casts, used titles."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.names = NameBook(dice)
        self.themes = read_themes()
        self.maker = TitleMaker(dice, self.names)
        self.directors = {genre: self.names.people(16) for genre in GENRES}
        self.actors = {genre: self.names.people(34) for genre in GENRES}

    def write(self) -> list[Title]:
        titles: list[Title] = []
        for number, (genre, names) in enumerate(franchises()):
            titles.extend(self._franchise(number, genre, names))
        while len(titles) < N_TITLES:
            index = len(titles) % len(self.themes)
            theme = self.themes[index]
            titles.append(self._title(index, self.maker.title(theme)))
        return titles

    def _franchise(self, number: int, genre: str, names: list[str]) -> list[Title]:
        options = [k for k, theme in enumerate(self.themes) if theme.genres[0] == genre]
        index = self.dice.pick(options)
        first = self._title(index, names[0], franchise=number)
        kind = "series" if any("Series" in name for name in names) else "film"
        linked = []
        for part, name in enumerate(names):
            self.maker.reserve(name)
            linked.append(self._title(index, name, like=first, kind=kind, part=part))
        arrivals = sorted(title.added for title in linked)  # no sequel before its first part
        return [replace(title, added=day) for title, day in zip(linked, arrivals, strict=True)]

    def _title(
        self,
        index: int,
        name: str,
        *,
        like: Title | None = None,
        kind: str = "",
        franchise: int = -1,
        part: int = 0,
    ) -> Title:
        theme, dice = self.themes[index], self.dice
        genres = like.genres if like else self._genres(theme)
        kind = kind or ("series" if dice.chance(0.3) else "film")
        director = like.director if like else dice.pick(self.directors[genres[0]])
        cast = like.cast if like else self._cast(genres)
        tags = like.tags if like else self._tags(theme)
        year = like.year - 3 + 2 * part if like else self._year()
        return Title(
            title=name,
            genres=genres,
            tags=tags,
            director=director,
            cast=cast,
            kind=kind,
            year=min(year, 2025),
            minutes=self._minutes(kind, genres),
            added=self._added(year, part),
            description=self._description(
                theme, genres, tags, (director, *cast), name if part else ""
            ),
            age_rating=like.age_rating if like else dice.pick(AGE_RATINGS[genres[0]]),
            language=like.language if like else dice.pick(LANGUAGES),
            theme=index,
            franchise=like.franchise if like else franchise,
            part=part,
        )

    def _genres(self, theme: Theme) -> tuple[str, ...]:
        near = [other.genres[1] for other in self.themes if other.genres[0] == theme.genres[0]]
        second = theme.genres[1] if self.dice.chance(0.8) else self.dice.pick(near)
        if self.dice.chance(0.12):
            return theme.genres[:1]
        return (theme.genres[0], second)

    def _cast(self, genres: tuple[str, ...]) -> tuple[str, ...]:
        leads = self.dice.sample(self.actors[genres[0]], 2)
        other = self.dice.pick(self.actors[genres[-1]])
        return tuple(dict.fromkeys([*leads, other]))

    def _tags(self, theme: Theme) -> tuple[str, ...]:
        moods = self.dice.sample(MOODS[theme.genres[0]], 1)
        return tuple(dict.fromkeys([*self.dice.sample(theme.tags, 3), *moods]))

    def _year(self) -> int:
        return 2025 - int(30 * self.dice.uniform(1)[0] * self.dice.uniform(1)[0])

    def _minutes(self, kind: str, genres: tuple[str, ...]) -> int:
        if kind == "series":
            return self.dice.whole(3, 8) * self.dice.pick([22, 28, 42, 48])
        shorter = {"family": 88, "documentary": 86, "comedy": 96, "horror": 95}
        return shorter.get(genres[0], 108) + self.dice.whole(-12, 24)

    def _added(self, year: int, part: int) -> int:
        arrives = year >= 2024 or part >= 2
        if self.dice.chance(0.5 if arrives else 0.09):
            return self.dice.whole(3, 355)
        return -self.dice.whole(1, min(2400, 90 + 365 * max(0, 2025 - year)))

    def _description(
        self,
        theme: Theme,
        genres: tuple[str, ...],
        tags: tuple[str, ...],
        people: tuple[str, ...],
        sequel: str,
    ) -> str:
        plot = self.maker.fill(self.dice.pick(theme.plots))
        if sequel:
            plot = f"{self.dice.pick(['The story goes on.', 'Old friends return.'])} {plot}"
        if not self.dice.chance(0.7):
            return plot
        mood = tags[-1]
        second = self.dice.pick(SECOND_SENTENCES).format(
            genre=SPOKEN.get(genres[-1], genres[-1]),
            tag=tags[0],
            tag2=tags[1],
            mood=mood,
            mood_first=mood.capitalize(),
            director=people[0],
            star=people[1],
            star2=people[2],
        )
        return words.with_articles(f"{plot} {second}")


def _vectors(titles: list[Title], dice: Dice) -> np.ndarray:
    genres = np.zeros((len(titles), len(GENRES)))
    for row, title in enumerate(titles):
        for weight, genre in zip((1.0, 0.6), title.genres, strict=False):
            genres[row, GENRES.index(genre)] = weight
    genres += 0.08 * dice.normal(genres.shape)
    theme = np.array([title.theme for title in titles])
    tones = 0.8 * dice.normal((int(theme.max()) + 1, N_TONES))[theme]
    tones += 0.15 * dice.normal(tones.shape)
    franchise = np.array([title.franchise for title in titles])
    own = dice.normal((len(titles), N_HIDDEN))
    shared = dice.normal((int(franchise.max()) + 1, N_HIDDEN))[franchise]
    hidden = 0.5 * np.where((franchise >= 0)[:, None], shared, own)
    return np.concatenate([genres, tones, hidden], axis=1).round(4)


def _sequels(titles: list[Title]) -> np.ndarray:
    where = {(title.franchise, title.part): row for row, title in enumerate(titles)}
    return np.array(
        [
            where.get((title.franchise, title.part + 1), -1) if title.franchise >= 0 else -1
            for title in titles
        ]
    )
