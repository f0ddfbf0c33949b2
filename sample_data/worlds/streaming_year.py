"""One year of streaming: who watches what, in which order.

Each session is a chain of choices. A slate of 48 titles mixes popular, new, similar and random
ones; a next part of a franchise comes first. The utility of ``worlds.taste`` gains, as context,

    + mood (g_i . g_last)      genres like the title before, within a session
    + sequel                   where i follows the last title of its franchise
    + freshness                where i arrived within 45 days
    - seen                     where the viewer has watched i before

and afterwards, with z a fresh normal number and s = a + 0.3 quality,

    share watched = clip(0.18 + 0.145 s + 0.22 z, 0.03, 1)
    like   where s + 0.9 z > 4.6 (one in two tells),    skip   where the share is below 0.15
    stars  = 1 + how many of (1.2, 2.1, 3.1, 4.6) lie below s + 0.9 z
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from worlds.dice import Dice
from worlds.streaming_catalogue import Catalogue
from worlds.streaming_words import GENRES
from worlds.taste import DAYS, exponential, inner, position_appeal, taste_on, to_whole
from worlds.viewers import Viewers

CONSTANTS = MappingProxyType(
    {
        "affinity": 2.0,
        "quality": 1.5,
        "position": 1.0,
        "mood": 0.9,
        "sequel": 3.5,
        "freshness": 0.4,
        "fresh_days": 45,
        "seen": -11.0,
        "share_base": 0.18,
        "share_affinity": 0.145,
        "share_noise": 0.22,
        "reaction_quality": 0.3,
        "reaction_noise": 0.9,
        "like_threshold": 4.6,
        "like_told": 0.5,
        "rating_told": 0.09,
        "star_thresholds": [1.2, 2.1, 3.1, 4.6],
        "skip_share": 0.15,
        "dismiss_chance": 0.16,
        "dismiss_below": -0.5,
        "search_chance": 0.08,
        "popularity_exponent": 1.55,
        "trend_weight": 0.35,
        "trend_keeps": 0.93,
    }
)
#: Where each place of a slate comes from: q sequel, p popular, s similar, n new, r random.
SLATE = "qpspspnpspsrpspsnpsprspsprpspsnpsprsprspsnrsprsr"
NEIGHBOURS = 40
WEEKDAY = (0.9, 0.85, 0.9, 0.95, 1.15, 1.3, 1.2)
SEASON = (1.15, 1.1, 1.0, 0.95, 0.9, 0.85, 0.85, 0.85, 0.95, 1.05, 1.1, 1.2)
HOURS = (7, 9, 12, 14, 16, 18, 19, 19, 20, 20, 20, 21, 21, 21, 22, 22)
OTHER_DEVICES = ("tv", "tv", "phone", "laptop", "tablet")
MOST_MINUTES = 330

Event = tuple[int, int, int, str, str, int, str, str, str]


@dataclass(eq=False)
class StreamingYear:
    """Runs the year day by day; ``events`` are (second, viewer, title, event, value, ...)."""

    catalogue: Catalogue
    viewers: Viewers
    dice: Dice
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        n_viewers, n_titles = len(self.viewers.joined), len(self.catalogue.titles)
        self.seen = np.zeros((n_viewers, n_titles), dtype=bool)
        self.watched = np.zeros(n_viewers, dtype=np.int64)
        self.last = np.full(n_viewers, -1)
        self.trend = np.zeros(n_titles)
        exponent = CONSTANTS["popularity_exponent"]
        self.appeal = exponential(exponent * (self.catalogue.quality + self.dice.normal(n_titles)))
        self.similar = _similar(self.catalogue)
        self.minutes = np.array([title.minutes for title in self.catalogue.titles])
        self.sessions = np.zeros(n_viewers, dtype=np.int64)

    def run(self) -> list[Event]:
        """Simulate all days; events in the order of time, then viewer."""
        for day in range(DAYS):
            self._day(day)
        self.events.sort(key=lambda event: (event[0], event[1]))
        return self.events

    def _day(self, day: int) -> None:
        viewers, dice = self.viewers, self.dice
        self.available = np.flatnonzero(self.catalogue.added < day)
        added = self.catalogue.added
        self.fresh = (added < day) & (added >= day - CONSTANTS["fresh_days"])
        self.taste = taste_on(day, viewers.start, viewers.end, viewers.change_day)
        rhythm = WEEKDAY[(day + 2) % 7] * SEASON[min(day // 31, 11)]
        comes = dice.uniform(len(viewers.joined)) < viewers.daily_rate * rhythm
        comes &= (viewers.joined <= day) & (self.watched < viewers.budget)
        self.popular = to_whole(1000 * (self.appeal + CONSTANTS["trend_weight"] * self.trend)) * (
            added < day
        )
        before = self.trend
        self.trend = np.zeros(len(before))
        sessions = [self._open(int(viewer), day) for viewer in np.flatnonzero(comes)]
        while sessions:
            self._step(sessions)
            sessions = [session for session in sessions if session.steps > 0]
        self.trend = CONSTANTS["trend_keeps"] * before + self.trend

    def _open(self, viewer: int, day: int) -> _Session:
        dice = self.dice
        self.sessions[viewer] += 1
        hour = dice.pick(HOURS)
        second = day * 86400 + hour * 3600 + dice.whole(0, 3599)
        device = self.viewers.device[viewer]
        device = device if dice.chance(0.75) else dice.pick(OTHER_DEVICES)
        steps = 1
        while steps < 8 and dice.chance(0.6):
            steps += 1
        return _Session(viewer, str(self.sessions[viewer]), second, device, steps)

    def _step(self, sessions: list[_Session]) -> None:
        """Every open session makes one choice."""
        dice = self.dice
        people = np.array([session.viewer for session in sessions])
        before = np.array([session.last for session in sessions])
        slates = self._slates(people)
        affinity = inner(self.taste[people][:, None, :], self.catalogue.vectors[slates])
        utility = self._utility(people, before, slates, affinity)
        choice = np.argmax(utility + dice.gumbel(utility.shape), axis=1)
        rows = np.arange(len(people))
        chosen = slates[rows, choice]
        strength = affinity[rows, choice] + (
            CONSTANTS["reaction_quality"] * self.catalogue.quality[chosen]
        )
        luck = dice.normal((len(people), 2))
        told = dice.uniform((len(people), 4))
        for row, session in enumerate(sessions):
            session.steps -= 1
            if told[row, 0] < CONSTANTS["dismiss_chance"]:
                self._dismiss(session, slates[row], affinity[row])
            if told[row, 1] < CONSTANTS["search_chance"]:
                self._search(session, int(chosen[row]))
                choice[row] = dice.whole(0, 3)
            outcome = (float(strength[row]), float(luck[row, 0]), float(luck[row, 1]))
            self._watch(session, int(chosen[row]), int(choice[row]) + 1, outcome, told[row, 2:])

    def _slates(self, people: np.ndarray) -> np.ndarray:
        dice, size = self.dice, (len(people), len(SLATE))
        slates = self.available[dice.below(len(self.available), size)]
        source = np.array(list(SLATE))
        popular = source == "p"
        slates[:, popular] = dice.weighted(self.popular, (len(people), int(popular.sum())))
        fresh = np.flatnonzero(self.fresh)
        if len(fresh):
            new = source == "n"
            slates[:, new] = fresh[dice.below(len(fresh), (len(people), int(new.sum())))]
        last = self.last[people]
        known = last >= 0
        alike = source == "s"
        picks = dice.below(NEIGHBOURS, (len(people), int(alike.sum())))
        near = self.similar[np.maximum(last, 0)[:, None], picks]
        usable = known[:, None] & (self.catalogue.added[near] < self.day_limit)
        slates[:, alike] = np.where(usable, near, slates[:, alike])
        sequel = np.where(known, self.catalogue.sequel[np.maximum(last, 0)], -1)
        ready = (sequel >= 0) & (self.catalogue.added[sequel] < self.day_limit)
        slates[:, 0] = np.where(ready, sequel, slates[:, 0])
        return slates

    @property
    def day_limit(self) -> int:
        """Titles that were added before this day can be shown."""
        return int(self.catalogue.added[self.available].max()) + 1

    def _utility(
        self, people: np.ndarray, before: np.ndarray, slates: np.ndarray, affinity: np.ndarray
    ) -> np.ndarray:
        genres = self.catalogue.vectors[:, : len(GENRES)]
        mood = inner(genres[slates], genres[np.maximum(before, 0)][:, None, :])
        last = self.last[people]
        sequel = np.where(last >= 0, self.catalogue.sequel[np.maximum(last, 0)], -1)
        return (
            CONSTANTS["affinity"] * affinity
            + CONSTANTS["quality"] * self.catalogue.quality[slates]
            + CONSTANTS["position"] * position_appeal(len(SLATE))
            + CONSTANTS["mood"] * mood * (before >= 0)[:, None]
            + CONSTANTS["sequel"] * (slates == sequel[:, None])
            + CONSTANTS["freshness"] * self.fresh[slates]
            + CONSTANTS["seen"] * self.seen[people[:, None], slates]
        )

    def _dismiss(self, session: _Session, slate: np.ndarray, affinity: np.ndarray) -> None:
        place = int(np.argmin(affinity[:6]))
        if affinity[place] < CONSTANTS["dismiss_below"]:
            self._note(session, int(slate[place]), "skip", position=str(place + 1))
            session.second += self.dice.whole(4, 30)

    def _search(self, session: _Session, title: int) -> None:
        self._note(session, -1, "search", query=_query(self.catalogue, title, self.dice))
        session.second += self.dice.whole(6, 40)

    def _watch(
        self,
        session: _Session,
        title: int,
        position: int,
        outcome: tuple[float, float, float],
        told: np.ndarray,
    ) -> None:
        strength, luck, second_luck = outcome
        share = CONSTANTS["share_base"] + CONSTANTS["share_affinity"] * strength
        share = min(1.0, max(0.03, share + CONSTANTS["share_noise"] * luck))
        minutes = max(1, int(share * int(self.minutes[title]) + 0.5))
        self._note(session, title, "watch", value=str(minutes), position=str(position))
        self.seen[session.viewer, title] = True
        self.last[session.viewer] = session.last = title
        self.watched[session.viewer] += 1
        self.trend[title] += 1
        session.second += minutes * 60 + self.dice.whole(5, 90)
        session.minutes += minutes
        feeling = strength + CONSTANTS["reaction_noise"] * second_luck
        if share < CONSTANTS["skip_share"]:
            self._note(session, title, "skip")
        if feeling > CONSTANTS["like_threshold"] and told[0] < CONSTANTS["like_told"]:
            self._note(session, title, "like")
        if told[1] < CONSTANTS["rating_told"]:
            stars = 1 + sum(feeling > limit for limit in CONSTANTS["star_thresholds"])
            self._note(session, title, "rating", value=str(stars))
        enough = self.watched[session.viewer] >= self.viewers.budget[session.viewer]
        if session.minutes > MOST_MINUTES or enough:
            session.steps = 0

    def _note(
        self,
        session: _Session,
        title: int,
        event: str,
        *,
        value: str = "",
        position: str = "",
        query: str = "",
    ) -> None:
        session.second += 1
        self.events.append(
            (
                session.second,
                session.viewer,
                title,
                event,
                value,
                session.name,
                position,
                session.device,
                query,
            )
        )


@dataclass(eq=False)
class _Session:
    viewer: int
    name: str
    second: int
    device: str
    steps: int
    last: int = -1
    minutes: int = 0


def _similar(catalogue: Catalogue) -> np.ndarray:
    """For each title, the titles most alike in what the catalogue shows: genres, theme, people."""
    titles = catalogue.titles
    genres = np.zeros((len(titles), len(GENRES)), dtype=np.int64)
    for row, title in enumerate(titles):
        for weight, genre in zip((10, 6), title.genres, strict=False):
            genres[row, GENRES.index(genre)] = weight
    theme = np.array([title.theme for title in titles])
    directors = {name: k for k, name in enumerate(sorted({t.director for t in titles}))}
    director = np.array([directors[title.director] for title in titles])
    likeness = genres @ genres.T
    likeness = likeness + 40 * (theme[:, None] == theme)
    likeness = likeness + 40 * (director[:, None] == director)
    np.fill_diagonal(likeness, -1)
    return np.argsort(-likeness, axis=1, kind="stable")[:, :NEIGHBOURS]


def _query(catalogue: Catalogue, row: int, dice: Dice) -> str:
    """What somebody types who is looking for a title like this one."""
    title = catalogue.titles[row]
    words = [word for word in title.title.split() if len(word) > 3] or [title.title]
    facets = [title.genres[0], dice.pick(title.tags), title.cast[0], dice.pick(words)]
    typed = dice.pick([*facets, title.director, f"{title.genres[0]} {title.kind}"])
    return typed.lower().strip(",.:'?!")
