"""Exploration: the strategies that choose what chance slots show, one file each."""

from __future__ import annotations

from collections.abc import Callable

from recengine.ranking.exploration.around import explore_around
from recengine.ranking.exploration.epsilon import epsilon
from recengine.ranking.exploration.slots import (
    POOL,
    Chances,
    Explored,
    Pool,
    explore,
    person_rng,
)
from recengine.ranking.exploration.softmax import softmax
from recengine.ranking.exploration.thompson import thompson
from recengine.ranking.exploration.ucb import ucb

#: What chance slots show: a pool and a temperature make the chances of its items.
STRATEGIES: dict[str, Callable[[Pool, float], Chances]] = {
    "epsilon": epsilon,
    "softmax": softmax,
    "thompson": thompson,
    "ucb": ucb,
}

__all__ = [
    "POOL",
    "STRATEGIES",
    "Chances",
    "Explored",
    "Pool",
    "explore",
    "explore_around",
    "person_rng",
]
