"""What the tests of ranking share: fitted engines and any valid recipe."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from recengine.data.events import EVENT_NAMES
from recengine.models import REGISTRY
from recengine.ranking import Engine, Exploration, Recipe, Rules
from recengine.ranking.diversity import VARIETIES
from recengine.ranking.exploration import STRATEGIES
from tests import worlds

PEOPLE = tuple(f"u{code:03}" for code in range(40))  # of the busy world; the last two are new

#: Every model that fits any world at once; the others are judged by their own tests.
QUICK = tuple(name for name, model in REGISTRY.items() if model.capabilities.everyday)


@cache
def engine(world: str = "busy") -> Engine:
    """Every model of the registry, fitted on a world."""
    return Engine.fit(getattr(worlds, world)(), QUICK)


def shares(low: float = 0.0, high: float = 1.0) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


def recipes(**fixed: st.SearchStrategy) -> st.SearchStrategy[Recipe]:
    """Any recipe that is valid, some of its fields fixed."""
    free = {
        "name": st.text(max_size=60),
        "models": st.dictionaries(st.sampled_from(QUICK), shares()),
        "events": st.dictionaries(st.sampled_from(EVENT_NAMES), shares(-1.0)),
        "half_life_days": st.none() | st.floats(0.01, 36_500.0),
        "half_lives": st.dictionaries(st.sampled_from(EVENT_NAMES), st.floats(0.01, 36_500.0)),
        "session_share": st.none() | shares(),
        "freshness": shares(),
        "freshness_half_life_days": st.floats(0.01, 3_650.0),
        "popularity_discount": shares(),
        "diversity": shares(),
        "diversity_by": st.sampled_from(sorted(VARIETIES)),
        "exploration": st.builds(
            Exploration,
            strategy=st.sampled_from(sorted(STRATEGIES)),
            temperature=st.floats(0.01, 10.0),
            rate=shares(high=0.3),
            seed=st.integers(0, 2**63 - 1),
        ),
        "rules": st.builds(
            Rules,
            hide=st.sampled_from(["seen", "consumed", "nothing"]),
            hide_skipped=st.booleans(),
            fatigue=st.none() | st.integers(1, 100),
        ),
        "k": st.integers(1, 100),
    }
    return st.builds(Recipe, **{**free, **fixed})
