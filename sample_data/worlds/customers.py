"""Customers: who they are, where they like to shop, how that changes, how often they come.

A customer likes two or three departments, has a taste of their own in uses and hidden
coordinates, and drifts as viewers do. Segments set the pace and the sensitivity to price.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from worlds.dice import Dice
from worlds.shop_catalogue import DEPARTMENTS, DIMENSIONS
from worlds.taste import STEADY, exponential

N_CUSTOMERS = 1500
N_IDLE = 40
N_SAMPLERS = 90
CHANGING_SHARE = 1 / 12
MONTHLY_STEP = 0.08
SESSIONS_A_YEAR = 8.8
N_UNNAMED = len(DIMENSIONS) - len(DEPARTMENTS)

#: Segment, share in hundredths, pace, chances of low and medium price sensitivity.
SEGMENTS = [
    ("frequent buyer", 16, 2.4, 0.4, 0.5),
    ("occasional", 38, 0.8, 0.3, 0.5),
    ("bargain hunter", 16, 1.0, 0.0, 0.1),
    ("newcomer", 14, 0.8, 0.3, 0.5),
    ("gift buyer", 16, 0.6, 0.4, 0.5),
]
SENSITIVITIES = ["low", "medium", "high"]
CLUSTERS = [
    ("Outdoor", "Running", "Books"),
    ("Outdoor", "Pets", "Garden"),
    ("Running", "Beauty", "Electronics"),
    ("Home", "Kitchen", "Garden"),
    ("Home", "Beauty", "Books"),
    ("Kitchen", "Books", "Home"),
    ("Garden", "Pets", "Kitchen"),
    ("Electronics", "Running", "Toys"),
    ("Electronics", "Books", "Kitchen"),
    ("Toys", "Home", "Books"),
    ("Beauty", "Home", "Pets"),
    ("Pets", "Toys", "Garden"),
]
COUNTRIES = ["GB"] * 7 + ["IE", "US", "US", "DE", "DE", "FR", "NL", "SE"]
DEVICES = ["phone"] * 5 + ["laptop"] * 3 + ["tablet"]
AGE_BANDS = ["18-24", "25-34", "25-34", "35-44", "35-44", "45-54", "55-64", "65+"]


@dataclass(frozen=True, eq=False)
class Customers:
    """One row a customer; days count from 1 January 2025."""

    country: list[str]
    device: list[str]
    age_band: list[str]
    segment: list[str]
    sensitivity: np.ndarray  # 0 low, 1 medium, 2 high
    joined: np.ndarray
    start: np.ndarray  # (customers, dimensions)
    end: np.ndarray
    change_day: np.ndarray
    daily_rate: np.ndarray
    budget: np.ndarray  # sessions after which a customer stops


def make_customers(seed: int) -> Customers:
    """Draw all customers."""
    dice = Dice(seed, 12)
    cluster = dice.below(len(CLUSTERS), N_CUSTOMERS)
    hidden = 0.6 * dice.normal((len(CLUSTERS), N_UNNAMED))
    start = _around(cluster, hidden, dice)
    elsewhere = (cluster + 1 + dice.below(len(CLUSTERS) - 1, N_CUSTOMERS)) % len(CLUSTERS)
    changes = dice.uniform(N_CUSTOMERS) < CHANGING_SHARE
    change_day = np.where(changes, 60 + dice.below(240, N_CUSTOMERS), STEADY)
    walked = start
    for _ in range(12):
        walked = walked + MONTHLY_STEP * dice.normal(start.shape)
    end = np.where(changes[:, None], _around(elsewhere, hidden, dice), walked)
    segment = dice.weighted(np.array([share for _, share, *_ in SEGMENTS]), N_CUSTOMERS)
    joined, rate, budget = _activity(segment, dice)
    return Customers(
        country=[dice.pick(COUNTRIES) for _ in range(N_CUSTOMERS)],
        device=[dice.pick(DEVICES) for _ in range(N_CUSTOMERS)],
        age_band=[dice.pick(AGE_BANDS) for _ in range(N_CUSTOMERS)],
        segment=[SEGMENTS[k][0] for k in segment.tolist()],
        sensitivity=_sensitivity(segment, dice),
        joined=joined,
        start=start.round(4),
        end=end.round(4),
        change_day=change_day,
        daily_rate=rate,
        budget=budget,
    )


def _around(cluster: np.ndarray, hidden: np.ndarray, dice: Dice) -> np.ndarray:
    centres = np.full((len(CLUSTERS), len(DEPARTMENTS)), -0.3)
    for row, names in enumerate(CLUSTERS):
        for liking, name in zip((1.5, 1.1, 0.6), names, strict=True):
            centres[row, DEPARTMENTS.index(name)] = liking
    known = centres[cluster] + 0.4 * dice.normal((N_CUSTOMERS, len(DEPARTMENTS)))
    unknown = hidden[cluster] + 0.8 * dice.normal((N_CUSTOMERS, N_UNNAMED))
    return np.concatenate([known, unknown], axis=1)


def _sensitivity(segment: np.ndarray, dice: Dice) -> np.ndarray:
    low = np.array([SEGMENTS[k][3] for k in segment.tolist()])
    medium = np.array([SEGMENTS[k][4] for k in segment.tolist()])
    luck = dice.uniform(N_CUSTOMERS)
    return (luck >= low).astype(np.int64) + (luck >= low + medium)


def _activity(segment: np.ndarray, dice: Dice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Day of joining, sessions a day, and a budget of sessions."""
    newcomer = segment == [name for name, *_ in SEGMENTS].index("newcomer")
    joined = np.where(
        newcomer, 180 + dice.below(170, N_CUSTOMERS), 60 - dice.below(1600, N_CUSTOMERS)
    )
    pace = np.array([SEGMENTS[k][2] for k in segment.tolist()])
    rate = SESSIONS_A_YEAR / 365 * pace * exponential(0.6 * dice.normal(N_CUSTOMERS))
    rate = np.minimum(np.where(newcomer, rate * 2, rate), 0.25)
    budget = np.full(N_CUSTOMERS, 10_000)
    rows = np.array(dice.sample(range(N_CUSTOMERS), N_CUSTOMERS))
    idle, samplers = rows[:N_IDLE], rows[N_IDLE : N_IDLE + N_SAMPLERS]
    budget[idle] = 0
    joined[idle] = 335 + dice.below(30, len(idle))
    budget[samplers] = 1
    rate[samplers] = 0.05
    return joined, rate, budget
