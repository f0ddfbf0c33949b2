"""Two towers: numpy against JAX, and what somebody would notice."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from recengine.data.devices import Devices
from recengine.data.history import History
from recengine.models import TwoTower
from recengine.models.moments import moments, when
from recengine.models.towers import item_tower, person_tower
from tests import worlds

KINDS = ("crime", "comedy", "space")


@cache
def by_kind(seed: int = 0, n_people: int = 240, n_items: int = 60):
    """People who like one of three kinds; crime in the evening; the last six items are new."""
    rng = np.random.default_rng(seed)
    known = n_items - 6
    rows = []
    for person in range(n_people):
        for day in range(8):
            evening = rng.random() < 0.3
            kind = 0 if evening else person % 3
            if rng.random() < 0.1:
                kind = rng.integers(3)
            item = rng.choice(np.arange(kind, known, 3))
            rows.append((f"u{person:03}", f"i{item:02}", day + (20 if evening else 8) / 24))
    catalogue = pd.DataFrame(
        {
            "item_id": [f"i{code:02}" for code in range(n_items)],
            "title": [KINDS[code % 3].title() for code in range(n_items)],
            "genres": [KINDS[code % 3] for code in range(n_items)],
        }
    )
    return worlds.dataset(rows, catalogue)


@cache
def fitted() -> TwoTower:
    return TwoTower(factors=16).fit(by_kind())


def test_scoring_without_jax_says_what_the_network_says() -> None:
    model, histories = fitted(), by_kind().histories.people(range(5))
    weights = {name: held.astype(np.float32) for name, held in model.weights_.items()}
    points = item_tower(weights, model.entries_.astype(np.float32))
    np.testing.assert_allclose(points, model.points_, atol=1e-5)
    own = histories.matrix.toarray()
    taste = own @ model.entries_ / np.abs(own).sum(axis=1, keepdims=True)
    last = histories.times[histories.starts[1:] - 1]
    people = person_tower(weights, taste.astype(np.float32), when(last).astype(np.float32))
    np.testing.assert_allclose(people, model.fold_in(histories), atol=1e-5)


@pytest.mark.parametrize("kind", range(3))
def test_who_liked_three_of_a_kind_gets_that_kind(kind: int) -> None:
    found = fitted().score(History.of([kind, kind + 3, kind + 6], n_items=60))[0]
    rest = np.arange(9, 60)
    best = rest[np.argsort(-found[rest])[:10]]
    assert np.count_nonzero(best % 3 == kind) >= 7


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_the_moment_is_unknown_taste_still_decides_whatever_the_seed(seed: int) -> None:
    model = TwoTower(factors=16, seed=seed).fit(by_kind())
    found = model.score(History.of([1, 4, 7], n_items=60))[0]
    rest = np.arange(9, 60)
    assert np.count_nonzero(rest[np.argsort(-found[rest])[:10]] % 3 == 1) >= 7


def test_a_new_item_is_placed_by_its_description() -> None:
    comedy_lover = fitted().score(History.of([1, 4, 7, 10], n_items=60))[0]
    new = np.arange(54, 60)
    assert comedy_lover[new[new % 3 == 1]].min() > comedy_lover[new[new % 3 != 1]].max()


def test_in_the_evening_everybody_gets_more_crime() -> None:
    times = [8 / 24 * 86_400.0, 20 / 24 * 86_400.0]
    morning, evening = (
        fitted().score(History.of([1], n_items=60, times=[time]))[0] for time in times
    )
    assert evening[0:54:3].mean() > morning[0:54:3].mean()


def test_what_somebody_disliked_is_taken_off() -> None:
    liked, disliked = (
        fitted().score(History.of([1, 4, 0, 3], n_items=60, weights=[1, 1, sign, sign]))[0]
        for sign in (1.0, -1.0)
    )
    assert disliked[6:54:3].mean() < liked[6:54:3].mean()


def test_what_moment_it_is_is_all_zero_where_nothing_is_known() -> None:
    history = replace(History.of([1, 2], n_items=60), devices=Devices.of(["", "phone"]))
    found = moments(history, np.array([0, 1]), ("tv", "phone"))
    assert not found[0].any()
    assert found[1].tolist() == [0, 0, 0, 0, 0, 0, 1]


@cache
def by_device(*, told: bool = True):
    """Everybody chooses even items on the phone and odd ones on the television, whatever the hour.

    Who they are, what they chose before and when says nothing; without the column the device is
    anybody's guess.
    """
    rng = np.random.default_rng(3)
    n = 240 * 10
    on = rng.choice(["phone", "tv"], size=n)
    rows = pd.DataFrame(
        {
            "user_id": [f"u{number:03}" for number in np.repeat(np.arange(240), 10)],
            "item_id": [f"i{code:02}" for code in 2 * rng.integers(10, size=n) + (on == "tv")],
            "timestamp": rng.random(n) * 100,
        }
    )
    return worlds.dataset(rows.assign(device=on) if told else rows)


def found_on(model: TwoTower, device: str) -> np.ndarray:
    """The ten best for somebody whose three events were on one device."""
    history = History.of([0, 1, 2], n_items=20, times=[worlds.FIRST_DAY.timestamp()] * 3)
    history = replace(history, devices=Devices.of([device] * 3))
    return np.argsort(-model.score(history)[0], kind="stable")[:10]


def test_on_the_phone_other_things_are_found_than_on_the_television() -> None:
    model = TwoTower(factors=16).fit(by_device())
    assert sorted(model.devices_) == ["phone", "tv"]
    assert np.count_nonzero(found_on(model, "phone") % 2 == 0) >= 9
    assert np.count_nonzero(found_on(model, "tv") % 2 == 1) >= 9


def test_without_a_column_of_devices_all_is_as_if_nobody_had_any() -> None:
    bare = by_device(told=False)
    assert bare.histories.devices is None
    model = TwoTower(factors=16, epochs=2).fit(bare)
    assert model.devices_ == ()
    assert model.weights_["person_wide"].shape == (16 + 5, 32)
    np.testing.assert_array_equal(found_on(model, "phone"), found_on(model, "tv"))
    told = by_device()
    hidden = replace(told, histories=replace(told.histories, devices=None))
    again = TwoTower(factors=16, epochs=2).fit(hidden)
    np.testing.assert_array_equal(model.points_, again.points_)
