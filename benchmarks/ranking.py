"""How long one person's list takes with every stage on, and lists for a thousand people.

    python benchmarks/ranking.py [--items 20000] [--turns 200]

The world is invented (``synthetic.py``): a million interactions with 20,000 items. Eight models are
fitted and all weigh something; history fades, new and little known items are lifted, the list is
varied and a tenth of its slots explore. One list is ``Engine.recommend`` with its reasons, of
people drawn at random; a thousand are ``Engine.rank`` in one call. The share of each model and of
the rest is measured by leaving everything else out. Beside others on the machine the processor's
own time says more than the clock.

Targets: a median of at most 15 ms for one list, and 3 s for a thousand.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.synthetic import world
from recengine.ranking import Engine, Exploration, Recipe

MODELS = (
    *("popularity", "trending", "user_knn", "item_knn"),
    *("ease", "als", "markov", "session_knn"),
)
INTERACTIONS = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description="Time of one list, and of a thousand.")
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--models", type=lambda text: tuple(text.split(",")), default=MODELS)
    options = parser.parse_args()
    engine = Engine.fit(world(INTERACTIONS, options.items), options.models)
    rng = np.random.default_rng(0)
    people = rng.choice(engine.dataset.users["user_id"].to_numpy(), 1_000, replace=False)
    whole = recipe(options.models)
    print(f"{'one list':28}{'median ms':>10}{'p95 ms':>9}{'processor ms':>14}")
    for label, chosen in (
        ("all stages, all models", whole),
        ("without diversity", whole.changed(diversity=0.0)),
        ("without exploration", whole.changed(exploration={"rate": 0.0})),
        ("without half-life", whole.changed(half_life_days=None)),
        *((f"{name} alone, no stage", Recipe(models={name: 1.0})) for name in options.models),
    ):
        print_times(label, engine, chosen, people[: options.turns])
    histories = engine.dataset.histories.people([engine.dataset.user_code(p) for p in people])
    print(f"\n{'lists for 1,000 people':28}{'s':>10}{'processor s':>14}")
    for label, chosen in (
        ("all stages, all models", whole),
        ("no stage", Recipe(models=whole.models)),
    ):
        took = timed(lambda chosen=chosen: engine.rank(histories, chosen, list(people), 10))
        print(f"{label:28}{took[0]:10.2f}{took[1]:14.2f}", flush=True)


def recipe(models: tuple[str, ...]) -> Recipe:
    """Every stage on."""
    return Recipe(
        models=dict.fromkeys(models, 1.0 / len(models)),
        half_life_days=180.0,
        freshness=0.2,
        popularity_discount=0.2,
        diversity=0.3,
        exploration=Exploration(rate=0.1),
    )


def print_times(label: str, engine: Engine, chosen: Recipe, people: np.ndarray) -> None:
    histories = {person: engine.history(person) for person in people}
    times = [
        timed(lambda p=person: engine.recommend(histories[p], chosen, person=p))
        for person in people
    ]
    clock, processor = zip(*times[len(times) // 10 :], strict=True)  # the first make what is kept
    late = float(np.quantile([took for took, _ in times], 0.95))
    middle, own = statistics.median(clock), statistics.median(processor)
    print(f"{label:28}{middle * 1000:10.1f}{late * 1000:9.1f}{own * 1000:14.1f}", flush=True)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor on all cores."""
    started, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - worked


if __name__ == "__main__":
    main()
