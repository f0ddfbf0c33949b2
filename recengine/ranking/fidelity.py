"""Fidelity: how often an item falls when the first reason given for it is taken away.

    fidelity = share of sampled recommendations whose rank is worse without their first reason

The first reason are the few past items that a place rests on (``because.py``); a rank is that of
``counterfactual.py``. A list that named titles at random as reasons would be found out here: the
same is measured with as many other past items, drawn at random.

The interval of a share is Wilson's: Wilson (1927). Probable inference, the law of succession, and
statistical inference. JASA 22.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.data.history import History
from recengine.progress import Progress, quiet
from recengine.ranking.counterfactual import ranks_without
from recengine.ranking.engine import Engine
from recengine.ranking.recipe import Recipe

#: So many people are tried for each recommendation that is asked for.
_TRIES = 10


@dataclass(frozen=True)
class Fidelity:
    """What was measured.

    Parameters
    ----------
    sampled : recommendations that were looked at.
    fell : how many stood lower without their first reason.
    fell_at_random : how many stood lower without as many other past items.
    median_fall : median number of places lost without the first reason.
    mean_named : mean number of past items in a first reason.
    low, high : 95 % interval of the share that fell.
    """

    sampled: int
    fell: int
    fell_at_random: int
    median_fall: float
    mean_named: float
    low: float
    high: float

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.fell / max(self.sampled, 1)

    @property
    def share_at_random(self) -> float:
        """From 0 to 1."""
        return self.fell_at_random / max(self.sampled, 1)


def fidelity(
    engine: Engine,
    recipe: Recipe,
    *,
    sample: int = 100,
    seed: int = 0,
    progress: Progress = quiet,
) -> Fidelity:
    """Measure on one recommendation of each of ``sample`` people, drawn by ``seed``.

    Whoever is shown nothing for a reason of theirs, or has nothing else that could be taken away
    instead, is passed over. Chance is left out, since what it shows has no reason.
    """
    rng = np.random.default_rng(seed)
    plain = recipe.changed(exploration={"rate": 0.0})
    falls: list[int] = []
    others: list[int] = []
    named: list[int] = []
    for tried, row in enumerate(rng.permutation(engine.dataset.n_users)[: _TRIES * sample]):
        if len(falls) == sample:
            break
        progress(max(len(falls) / sample, tried / (_TRIES * sample)), "Taking first reasons away")
        history = engine.dataset.histories.people([row])
        found = _one_of(engine, history, plain, rng)
        if found is None:
            continue
        item, because, instead = found
        ranks = ranks_without(engine, history, plain, [because, instead])[:, item]
        falls.append(int(ranks[1] - ranks[0]))
        others.append(int(ranks[2] - ranks[0]))
        named.append(len(because))
    fell = sum(fall > 0 for fall in falls)
    return Fidelity(
        len(falls),
        fell,
        sum(fall > 0 for fall in others),
        float(np.median(falls)) if falls else 0.0,
        float(np.mean(named)) if named else 0.0,
        *_interval(fell, len(falls)),
    )


def _one_of(
    engine: Engine, history: History, recipe: Recipe, rng: np.random.Generator
) -> tuple[int, list[int], list[int]] | None:
    """One item of a person's list that has a reason, that reason, and as many other past items."""
    reasoned = [item for item in engine.recommend(history, recipe).items if item.because]
    if not reasoned:
        return None
    item = reasoned[rng.integers(len(reasoned))]
    because = [engine.dataset.item_code(past.item_id) for past in item.because]
    others = np.setdiff1d(history.likes.indices, because)
    if len(others) < len(because):
        return None
    return item.item, because, rng.choice(others, len(because), replace=False).tolist()


def _interval(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; all of 0 to 1 where nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    from scipy import stats  # noqa: PLC0415  slow to import

    found = stats.binomtest(hits, n).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)
