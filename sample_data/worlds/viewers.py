"""Viewers: who they are, what they like, how that changes, and how often they watch.

A viewer belongs to one of 16 clusters. The start vector is the cluster's liking and disliking of
genres plus personal noise; the end vector adds a random walk of twelve monthly steps. One viewer
in twelve changes strongly: the end vector belongs to another cluster.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from worlds.dice import Dice
from worlds.streaming_catalogue import DIMENSIONS
from worlds.streaming_words import GENRES
from worlds.taste import STEADY, exponential

N_UNNAMED = len(DIMENSIONS) - len(GENRES)  # tones and hidden ones
N_VIEWERS = 2000
N_IDLE = 60  # newcomers without any event
N_SAMPLERS = 130  # newcomers with one to three titles
MYSTERY_FANS = (41, 116, 207, 388, 560, 733, 904, 1311)  # rows of the worked example
FANS_LIKE = 1.6  # how much more than their cluster the fans like and dislike
CHANGING_SHARE = 1 / 12
MONTHLY_STEP = 0.09
SESSIONS_A_YEAR = 24.5

CLUSTERS = [
    ("mystery", "drama", "action"),
    ("mystery", "crime", "fantasy"),
    ("crime", "action", "romance"),
    ("comedy", "romance", "horror"),
    ("comedy", "family", "crime"),
    ("romance", "drama", "horror"),
    ("action", "science fiction", "romance"),
    ("science fiction", "mystery", "family"),
    ("science fiction", "fantasy", "history"),
    ("fantasy", "romance", "documentary"),
    ("horror", "mystery", "family"),
    ("horror", "comedy", "history"),
    ("documentary", "history", "fantasy"),
    ("history", "drama", "comedy"),
    ("family", "fantasy", "horror"),
    ("documentary", "crime", "science fiction"),
]
COUNTRIES = ["GB"] * 6 + ["IE", "US", "US", "US", "CA", "DE", "DE", "FR", "NL", "ES", "SE", "AU"]
DEVICES = ["tv"] * 5 + ["phone"] * 3 + ["laptop"] * 2 + ["tablet"]
AGE_BANDS = ["18-24", "25-34", "25-34", "35-44", "35-44", "45-54", "55-64", "65+"]
PLANS = ["basic", "standard", "standard", "premium"]


@dataclass(frozen=True, eq=False)
class Viewers:
    """One row a viewer; days count from 1 January 2025."""

    country: list[str]
    device: list[str]
    age_band: list[str]
    plan: list[str]
    favourite_genres: list[str]
    joined: np.ndarray
    start: np.ndarray  # (viewers, dimensions)
    end: np.ndarray
    change_day: np.ndarray
    daily_rate: np.ndarray  # expected sessions a day
    budget: np.ndarray  # titles after which a viewer stops


def make_viewers(seed: int) -> Viewers:
    """Draw all viewers."""
    dice = Dice(seed, 2)
    cluster = dice.below(len(CLUSTERS), N_VIEWERS)
    cluster[list(MYSTERY_FANS)] = 0
    centres, hidden = _centres(dice)
    start = _around(cluster, centres, hidden, dice)
    change_day = _change_days(dice)
    end = start + _walk(dice)
    elsewhere = (cluster + 1 + dice.below(len(CLUSTERS) - 1, N_VIEWERS)) % len(CLUSTERS)
    end = np.where((change_day != STEADY)[:, None], _around(elsewhere, centres, hidden, dice), end)
    fans = list(MYSTERY_FANS)
    start[fans, : len(GENRES)] = centres[0] * FANS_LIKE
    start[fans, len(GENRES) :] *= 0.4
    end[fans] = start[fans]
    joined, rate, budget = _activity(dice)
    return Viewers(
        country=[dice.pick(COUNTRIES) for _ in range(N_VIEWERS)],
        device=[dice.pick(DEVICES) for _ in range(N_VIEWERS)],
        age_band=[dice.pick(AGE_BANDS) for _ in range(N_VIEWERS)],
        plan=[dice.pick(PLANS) for _ in range(N_VIEWERS)],
        favourite_genres=[_declared(row, dice) for row in start],
        joined=joined,
        start=start.round(4),
        end=end.round(4),
        change_day=change_day,
        daily_rate=rate,
        budget=budget,
    )


def _centres(dice: Dice) -> tuple[np.ndarray, np.ndarray]:
    """Genre likings and hidden likings of each cluster."""
    centres = np.zeros((len(CLUSTERS), len(GENRES)))
    for row, (first, second, disliked) in enumerate(CLUSTERS):
        centres[row, GENRES.index(first)] = 1.5
        centres[row, GENRES.index(second)] = 1.1
        centres[row, GENRES.index(disliked)] = -0.9
    return centres, 0.7 * dice.normal((len(CLUSTERS), N_UNNAMED))


def _around(cluster: np.ndarray, centres: np.ndarray, hidden: np.ndarray, dice: Dice) -> np.ndarray:
    genres = centres[cluster] * (0.6 + 0.8 * dice.uniform((N_VIEWERS, 1)))
    known = genres + 0.4 * dice.normal(genres.shape)
    unknown = hidden[cluster] + 0.8 * dice.normal((N_VIEWERS, N_UNNAMED))
    return np.concatenate([known, unknown], axis=1)


def _walk(dice: Dice) -> np.ndarray:
    """Sum of twelve monthly steps."""
    total = np.zeros((N_VIEWERS, len(DIMENSIONS)))
    for _ in range(12):
        total = total + MONTHLY_STEP * dice.normal(total.shape)
    return total


def _change_days(dice: Dice) -> np.ndarray:
    changes = dice.uniform(N_VIEWERS) < CHANGING_SHARE
    changes[list(MYSTERY_FANS)] = False
    return np.where(changes, 60 + dice.below(240, N_VIEWERS), STEADY)


def _activity(dice: Dice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Day of joining, sessions a day, and a budget of titles."""
    before = dice.uniform(N_VIEWERS) < 0.78
    joined = np.where(before, -1 - dice.below(2000, N_VIEWERS), dice.below(340, N_VIEWERS))
    spread = exponential(0.95 * dice.normal(N_VIEWERS))
    rate = np.minimum(0.745 * SESSIONS_A_YEAR / 365 * spread, 0.8)
    budget = np.full(N_VIEWERS, 10_000)
    rows = np.array([k for k in dice.sample(range(N_VIEWERS), N_VIEWERS) if k not in MYSTERY_FANS])
    idle, samplers = rows[:N_IDLE], rows[N_IDLE : N_IDLE + N_SAMPLERS]
    budget[idle] = 0
    joined[idle] = 335 + dice.below(30, len(idle))
    budget[samplers] = 1 + dice.below(3, len(samplers))
    joined[samplers] = 250 + dice.below(100, len(samplers))
    rate[samplers] = 0.2
    fans = list(MYSTERY_FANS)
    joined[fans] = -100 - dice.below(900, len(fans))
    rate[fans] = 30 / 365
    return joined, rate, budget


def _declared(vector: np.ndarray, dice: Dice) -> str:
    """What a viewer ticked on joining: up to three genres, noisy, often none."""
    if dice.chance(0.25):
        return ""
    noisy = vector[: len(GENRES)] + 0.6 * dice.normal(len(GENRES))
    best = np.argsort(-noisy, kind="stable")[: dice.whole(1, 3)]
    return "|".join(GENRES[k] for k in best)
