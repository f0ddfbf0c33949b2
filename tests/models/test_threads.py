"""One seed, the same lists: on every run, and for any number of threads unless a model says not.

Every model is fitted in processes of their own, since libraries count their threads only once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from recengine.models import REGISTRY
from tests.models.lists_of_all import LIMITS

ROOT = Path(__file__).parents[2]
MANY = 4
models = pytest.mark.parametrize("name", REGISTRY)


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, dict[str, np.ndarray]]:
    """Lists and scores of all models: with one thread, with many, and with many once more."""
    folder = tmp_path_factory.mktemp("lists")
    inherited = {name: held for name, held in os.environ.items() if name not in LIMITS}

    def run(name: str, threads: int) -> dict[str, np.ndarray]:
        path = folder / f"{name}.npz"
        subprocess.run(
            [sys.executable, "-m", "tests.models.lists_of_all", str(threads), str(path)],
            cwd=ROOT,
            env=inherited,
            check=True,
            timeout=600,
        )
        with np.load(path) as held:
            return dict(held)

    with ThreadPoolExecutor(2) as pool:
        one, many, again = pool.map(run, ("one", "many", "again"), (1, MANY, MANY))
    return {"one": one, "many": many, "again": again}


@models
def test_the_same_lists_and_scores_on_every_run(name, found):
    for part in ("lists", "scores"):
        np.testing.assert_array_equal(
            found["many"][f"{name} {part}"], found["again"][f"{name} {part}"]
        )


@models
def test_the_same_lists_for_any_number_of_threads_exactly_where_that_is_declared(name, found):
    one, many = found["one"], found["many"]
    if not REGISTRY[name].capabilities.any_threads:
        assert not np.array_equal(one[f"{name} scores"], many[f"{name} scores"])
        return
    np.testing.assert_array_equal(one[f"{name} lists"], many[f"{name} lists"])
    np.testing.assert_allclose(
        one[f"{name} scores"], many[f"{name} scores"], rtol=1e-12, atol=1e-12
    )


@models
def test_a_model_for_which_threads_matter_says_so_where_it_is_described(name):
    text = sys.modules[REGISTRY[name].__module__].__doc__
    said = "another number of cores" in " ".join(text.split())
    assert said is not REGISTRY[name].capabilities.any_threads


def test_the_world_is_one_in_which_models_find_something_of_their_own(found):
    for name, model in REGISTRY.items():
        lists = found["one"][f"{name} lists"]
        several = len(np.unique(lists, axis=0)) > 100
        assert several is model.capabilities.personal
