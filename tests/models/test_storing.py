"""Stored models come back whole, without running anything, and only for their own catalogue."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from recengine.errors import UnusableFile
from recengine.models import Popularity, create
from recengine.models.storing import restore, store
from tests import worlds


class Bomb:
    def __reduce__(self):
        return (pytest.fail, ("a stored model ran a program",))


def test_a_model_of_another_catalogue_is_refused_by_name(tmp_path) -> None:
    camps = worlds.camps()
    store(Popularity().fit(camps), tmp_path / "best.npz", camps)
    with pytest.raises(UnusableFile, match=r"^best.npz was fitted on another catalogue. Fit it"):
        restore(tmp_path / "best.npz", worlds.busy())


@pytest.mark.parametrize("content", [b"", b"no archive", pickle.dumps(Bomb())])
def test_what_is_no_stored_model_is_refused_without_being_run(tmp_path, content) -> None:
    (tmp_path / "odd.npz").write_bytes(content)
    with pytest.raises(UnusableFile, match=r"^odd.npz is no stored model"):
        restore(tmp_path / "odd.npz", worlds.camps())


def test_an_archive_with_a_pickle_inside_is_refused_without_running_it(tmp_path) -> None:
    np.savez(tmp_path / "odd.npz", model=np.array([Bomb()], dtype=object), allow_pickle=True)
    with pytest.raises(UnusableFile, match="is no stored model"):
        restore(tmp_path / "odd.npz", worlds.camps())


def test_a_missing_file_is_refused(tmp_path) -> None:
    with pytest.raises(UnusableFile, match=r"^none.npz is no stored model"):
        restore(tmp_path / "none.npz", worlds.camps())


def test_what_cannot_be_stored_is_said_before_anything_is_written(tmp_path) -> None:
    camps = worlds.camps()
    model = Popularity().fit(camps)
    model.odd_ = object()
    with pytest.raises(TypeError, match="odd_ is of type object"):
        store(model, tmp_path / "odd.npz", camps)
    assert not (tmp_path / "odd.npz").exists()


@pytest.mark.parametrize("name", ["user_knn", "session_knn"])
def test_what_a_model_made_when_it_was_asked_is_not_stored(tmp_path, name) -> None:
    busy = worlds.busy()
    model = create(name).fit(busy)
    store(model, tmp_path / "new.npz", busy)
    model.score(busy.histories)
    store(model, tmp_path / "asked.npz", busy)
    assert (tmp_path / "asked.npz").stat().st_size == (tmp_path / "new.npz").stat().st_size
