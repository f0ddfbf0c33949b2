"""Storing: a fitted model as one file of arrays and JSON, which can be read without running it.

The file is a NumPy archive. ``model`` in it is JSON that says what the model is called and where
each part of it stands; every array is an entry of its own. Nothing is pickled, so a file from
somebody else can hold wrong numbers, but no program.

Items are codes inside a model, so a file is bound to its catalogue and refused for any other.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array
from recengine.data.dataset import Dataset
from recengine.errors import Problem, UnusableFile
from recengine.models import REGISTRY
from recengine.models.base import Recommender
from recengine.models.likeness import ItemFeatures

_FORMAT = 1
_SPARSE = ("data", "indices", "indptr")


def store(model: Recommender, path: Path | str, dataset: Dataset) -> None:
    """Write a fitted ``model`` to ``path``; ``dataset`` is what it was fitted on."""
    arrays: dict[str, Array] = {}
    described = {
        "format": _FORMAT,
        "catalogue": _catalogue(dataset),
        "model": _taken(model, model.name, arrays),
    }
    arrays["model"] = np.frombuffer(json.dumps(described).encode(), dtype=np.uint8)
    with Path(path).open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def restore(path: Path | str, dataset: Dataset) -> Recommender:
    """The model that ``store`` wrote, ready to score.

    Raises ``UnusableFile`` where the file is none of ours, or of another catalogue.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            described = json.loads(arrays["model"].tobytes())
            if described["catalogue"] != _catalogue(dataset):
                raise _refused(path, "was fitted on another catalogue", "Fit it again.")
            model: Recommender = _given(described["model"], arrays)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise _refused(path, "is no stored model", "Store one first.") from error
    return model


def _refused(path: Path | str, what: str, fix: str) -> UnusableFile:
    return UnusableFile(Problem("unusable_model", f"{Path(path).name} {what}.", fix))


def _catalogue(dataset: Dataset) -> str:
    """16 hex digits of all item ids in their order."""
    ids = "\x00".join(map(str, dataset.item_ids))
    return hashlib.blake2b(ids.encode(), digest_size=8).hexdigest()


def _taken(part: Any, key: str, arrays: dict[str, Array]) -> Any:
    """``part`` as JSON, its arrays put into ``arrays`` under names that begin with ``key``."""
    if part is None or isinstance(part, bool | int | float | str):
        return part
    if isinstance(part, np.ndarray) and part.dtype == object:
        return {"words": part.tolist()}
    if isinstance(part, np.ndarray):
        arrays[key] = part
        return {"array": key}
    if sparse.issparse(part):
        held = {name: _taken(getattr(part, name), f"{key}.{name}", arrays) for name in _SPARSE}
        return {"sparse": held, "shape": list(part.shape)}
    if isinstance(part, tuple):
        return {"several": _taken(list(part), key, arrays)}
    if isinstance(part, list):
        return [_taken(each, f"{key}.{n}", arrays) for n, each in enumerate(part)]
    if isinstance(part, dict):
        return {"named": {n: _taken(each, f"{key}.{n}", arrays) for n, each in part.items()}}
    if isinstance(part, Recommender):
        return {"model": part.name, "state": _taken(_kept(part), key, arrays)}
    if isinstance(part, ItemFeatures):
        named = {each.name: getattr(part, each.name) for each in fields(part)}
        return {"features": _taken(named, key, arrays)}
    raise TypeError(f"{key} is of type {type(part).__name__}, which cannot be stored")


def _kept(model: Recommender) -> dict[str, Any]:
    """What a model learned, without what it makes of that when it is asked."""
    kind = type(model)
    return {
        name: held
        for name, held in vars(model).items()
        if not isinstance(getattr(kind, name, None), cached_property)
    }


def _given(part: Any, arrays: Any) -> Any:
    """What ``_taken`` was given."""
    if isinstance(part, list):
        return [_given(each, arrays) for each in part]
    if not isinstance(part, dict):
        return part
    if "words" in part:
        return np.array(part["words"], dtype=object)
    if "several" in part:
        return tuple(_given(part["several"], arrays))
    if "array" in part:
        return arrays[part["array"]]
    if "sparse" in part:
        held = tuple(_given(part["sparse"][name], arrays) for name in _SPARSE)
        return sparse.csr_array(held, shape=tuple(part["shape"]))
    if "named" in part:
        return {name: _given(each, arrays) for name, each in part["named"].items()}
    if "model" in part:
        model = REGISTRY[part["model"]]()
        vars(model).update(_given(part["state"], arrays))
        return model
    return ItemFeatures(**_given(part["features"], arrays))
