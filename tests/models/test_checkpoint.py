"""Checkpoints: a fit that was stopped ends where it would have ended, or says why it cannot."""

from __future__ import annotations

import pickle
from functools import cache

import numpy as np
import pytest

from recengine.errors import Cancelled, InvalidSetting, UnusableFile
from recengine.models import Recommender, create
from tests import worlds
from tests.models.test_storing import Bomb

LONG = {
    "sasrec": {"epochs": 3, "factors": 8, "length": 6},
    "two_tower": {"epochs": 40, "factors": 8},
}
names = pytest.mark.parametrize("name", LONG)


@cache
def world() -> worlds.Dataset:
    """Enough people for early stopping, and several passes."""
    return worlds.busy(n_people=500)


def learn(name: str, *, stop: float = 1.0, seen: list[float] | None = None, **own) -> Recommender:
    """Fit until the share ``stop`` is done."""

    def watch(share: float, _words: str) -> None:
        if seen is not None:
            seen.append(share)
        if share > stop:
            raise Cancelled

    return create(name, **{**LONG[name], **own}).fit(world(), watch)


@names
def test_a_fit_that_was_stopped_ends_with_exactly_the_weights_of_one_that_was_not(name, tmp_path):
    path = tmp_path / "run.npz"
    for stop in (0.3, 0.6):  # stopped twice
        with pytest.raises(Cancelled):
            learn(name, stop=stop, checkpoint=str(path))
        assert path.exists()
    shares: list[float] = []
    went_on = learn(name, seen=shares, checkpoint=str(path))
    trained = [share for share in shares if share > 0.051]
    assert min(trained) > 0.3  # it did not begin anew
    never = learn(name)
    for key, held in never.weights_.items():
        for one, other in zip(arrays(went_on.weights_[key]), arrays(held), strict=True):
            np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(went_on.score(world().histories), never.score(world().histories))
    assert list(tmp_path.iterdir()) == []


def arrays(held) -> list[np.ndarray]:
    """All arrays of one entry of the weights."""
    if isinstance(held, list):
        return [each for block in held for each in block.values()]
    return [held]


@names
@pytest.mark.parametrize("other", [{"seed": 1}, {"factors": 16}, {"learning_rate": 0.01}])
def test_a_file_of_other_parameters_is_refused_and_stays(name, other, tmp_path):
    path = tmp_path / "run.npz"
    with pytest.raises(Cancelled):
        learn(name, stop=0.3, checkpoint=str(path))
    with pytest.raises(UnusableFile, match=r"^run.npz is of other data or other parameters\. Rem"):
        learn(name, checkpoint=str(path), **other)
    assert path.exists()


@names
def test_a_file_of_other_data_is_refused(name, tmp_path):
    path = tmp_path / "run.npz"
    with pytest.raises(Cancelled):
        learn(name, stop=0.3, checkpoint=str(path))
    fewer = world().keep(np.arange(len(world().histories.items)) > 0)
    with pytest.raises(UnusableFile, match=r"^run.npz is of other data"):
        create(name, **LONG[name], checkpoint=str(path)).fit(fewer)


@names
@pytest.mark.parametrize("content", [b"", b"no archive", pickle.dumps(Bomb())])
def test_what_is_no_checkpoint_is_refused_without_being_run(name, content, tmp_path):
    (tmp_path / "odd.npz").write_bytes(content)
    with pytest.raises(UnusableFile, match=r"^odd.npz is no checkpoint\. Remove it"):
        learn(name, checkpoint=str(tmp_path / "odd.npz"))


@names
def test_where_nothing_can_be_written_is_said_before_any_work(name, tmp_path):
    for path in (tmp_path, tmp_path / "none" / "run.npz"):
        with pytest.raises(UnusableFile, match="No checkpoint can be written to"):
            learn(name, checkpoint=str(path))


@names
def test_a_fit_that_is_killed_while_it_writes_leaves_the_last_whole_state(
    name, tmp_path, monkeypatch
):
    path = tmp_path / "run.npz"
    with pytest.raises(Cancelled):
        learn(name, stop=0.3, checkpoint=str(path))
    before = path.read_bytes()

    def killed(file, **_arrays) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("recengine.models.checkpoint.np.savez", killed)
        with pytest.raises(KeyboardInterrupt):
            learn(name, checkpoint=str(path))
    assert path.read_bytes() == before
    learn(name, checkpoint=str(path))


def test_text_where_a_number_belongs_is_refused_by_name():
    with pytest.raises(InvalidSetting, match=r"^SASRec: epochs is 'many', which is not a whole"):
        create("sasrec", epochs="many")
    with pytest.raises(InvalidSetting, match=r"^SASRec: seed is 'x', which is not a whole"):
        create("sasrec", seed="x")
