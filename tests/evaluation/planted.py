"""Planted worlds: people whose chance to find something is known, and so is every mean.

Each person has met one filler and has one title of their own to find. A planted contender shows
fillers, and with a person's chance puts their title in among the first ten, at any place alike. So

    mean NDCG@10 = mean chance * mean of 1 / log2(1 + place)

A person's chance is drawn from a Beta distribution: a few find often, most hardly ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import stats

from recengine.arrays import Array, Floats
from recengine.data.splits import Split
from recengine.data.splits.leave_last_out import leave_last_out
from recengine.evaluation import Comparison, parse_metrics
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import comparisons, measure
from recengine.evaluation.metrics import Facts
from tests.worlds import dataset

K = 10
METRIC = "ndcg@10"
GAINS = 1 / np.log2(1 + np.arange(1, K + 1))
#: First parameter of the Beta distribution of chances.
SHAPE = 0.5


def world(n_people: int, n_titles: int = 40) -> Split:
    """People who have a filler each, and one of the titles held back."""
    rows = [
        (f"u{person:05}", item, day)
        for person in range(n_people)
        for day, item in enumerate((f"filler{person % (K + 1):02}", f"title{person % n_titles:02}"))
    ]
    return leave_last_out(dataset(rows, name="planted"))


@dataclass
class Planted:
    """A contender that finds each person's title with their chance."""

    name: str
    split: Split
    chances: Floats
    rng: np.random.Generator
    label: str = ""
    learned: tuple[str, ...] = ()
    lists: dict[str, Array] = field(default_factory=dict, repr=False)

    @property
    def people(self) -> list[str]:
        """Who is to be shown something."""
        return self.split.train.users["user_id"].iloc[self.split.people].tolist()

    def fit(self, train, progress=None):
        """Draw everybody's list."""
        n = len(self.split.people)
        lists = np.tile(np.arange(K), (n, 1))  # fillers have the first codes
        found = self.rng.random(n) < self.chances
        lists[found, self.rng.integers(K, size=n)[found]] = self.split.relevant.indices[found]
        self.lists = dict(zip(self.people, lists, strict=True))

    def rank(self, histories, people, k):
        """The lists that were drawn."""
        return np.stack([self.lists[person] for person in people])


def contenders(split: Split, lifts: Sequence[float], rate: float, seed: int) -> list[Planted]:
    """One for each lift, all with the same people: so many times as likely to find their titles."""
    rng = np.random.default_rng(seed)
    chances = draw_chances(rng, len(split.people), rate)
    return [
        Planted(str(place), split, np.minimum(lift * chances, 1.0), rng)
        for place, lift in enumerate(lifts)
    ]


def tried(split: Split, lifts: Sequence[float], rate: float, seed: int) -> tuple[Comparison, ...]:
    """All others against the first, from lists to verdicts."""
    made = {}
    for planted in contenders(split, lifts, rate, seed):
        planted.fit(split.train)
        made[planted.name] = Made(planted.rank(None, planted.people, K))
    wanted = parse_metrics(METRIC)
    return comparisons(measure(made, Facts(split), wanted), wanted, "0", seed)


def draw_chances(rng: np.random.Generator, shape: int | tuple[int, int], rate: float) -> Floats:
    """Chances of people who find a title in ``rate`` of all cases."""
    return rng.beta(SHAPE, SHAPE * (1 - rate) / rate, size=shape)


def draw_ndcg(rng: np.random.Generator, chances: Floats) -> Floats:
    """NDCG@10 of such lists, drawn without making them."""
    found = rng.random(chances.shape) < chances
    return np.where(found, GAINS[rng.integers(K, size=chances.shape)], 0.0)


def true_difference(lift: float, rate: float) -> tuple[float, float]:
    """Mean and standard deviation, over all people there could be, of what a lift brings."""
    shares = (np.arange(20_000) + 0.5) / 20_000
    chance = stats.beta.ppf(shares, SHAPE, SHAPE * (1 - rate) / rate)
    lifted = np.minimum(lift * chance, 1.0)
    mean = GAINS.mean() * np.mean(lifted - chance)
    square = np.mean(GAINS**2) * np.mean(lifted + chance)
    square -= 2 * GAINS.mean() ** 2 * np.mean(lifted * chance)
    return float(mean), float(np.sqrt(square - mean**2))
