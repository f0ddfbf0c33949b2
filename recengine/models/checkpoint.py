"""Checkpoints: a long fit writes down after every pass where it stands, and goes on from there.

The file is a NumPy archive of arrays and JSON, as in ``storing.py``; nothing in it is pickled. It
holds all that the next pass depends on, random state included, so that a fit that was stopped ends
with the weights of one that never was. It is bound to the data and the parameters, written beside
itself and then renamed, so that it is whole at any moment, and removed when the fit ends.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import numpy as np

from recengine.arrays import Array
from recengine.errors import Problem, UnusableFile

_FORMAT = 1


@dataclass(frozen=True)
class Checkpoint:
    """Where one fit writes down how far it came.

    Parameters
    ----------
    path : the file; None to write nothing.
    bound : hex digits of the data and the parameters.
    """

    path: Path | None
    bound: str

    @classmethod
    def of(cls, model: Any, *data: Array) -> Checkpoint:
        """The checkpoint of a model that is about to learn from ``data``.

        Raises ``UnusableFile`` where nothing could be written later on.
        """
        parameters = {name: held for name, held in vars(model).items() if not name.endswith("_")}
        path = parameters.pop("checkpoint")
        described = json.dumps([_FORMAT, model.name, parameters], default=float)
        digest = hashlib.blake2b(described.encode())
        for array in data:
            digest.update(f"{array.dtype}{array.shape}".encode())
            digest.update(np.ascontiguousarray(array).data)
        if path is not None and (Path(path).is_dir() or not Path(path).absolute().parent.is_dir()):
            raise UnusableFile(
                Problem(
                    "no_checkpoint",
                    f"No checkpoint can be written to {path}.",
                    "Name a file in a folder that exists.",
                    value=str(path),
                )
            )
        return cls(None if path is None else Path(path), digest.hexdigest())

    def resume(self, start: Any, rng: np.random.Generator) -> Any:
        """The state that was written last, ``rng`` put back to where it was; else ``start``.

        Raises ``UnusableFile`` where the file is none of ours, or of another fit.
        """
        if self.path is None or not self.path.exists():
            return start
        try:
            with np.load(self.path, allow_pickle=False) as held:
                written = json.loads(held["written"].tobytes())
                if written["bound"] != self.bound:
                    raise self._refused("is of other data or other parameters")
                leaves, shape = jax.tree.flatten(start)
                state = jax.tree.unflatten(shape, [held[str(n)] for n in range(len(leaves))])
                rng.bit_generator.state = written["random"]
        except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
            raise self._refused("is no checkpoint") from error
        return state

    def save(self, state: Any, rng: np.random.Generator) -> None:
        """Write down a state, of the same shape as the one to start from, and ``rng``."""
        if self.path is None:
            return
        written = json.dumps({"bound": self.bound, "random": rng.bit_generator.state})
        arrays = {str(place): np.asarray(leaf) for place, leaf in enumerate(jax.tree.leaves(state))}
        beside = self.path.with_name(f"{self.path.name}.part")
        with beside.open("wb") as file:
            np.savez(
                file,
                allow_pickle=False,
                written=np.frombuffer(written.encode(), dtype=np.uint8),
                **arrays,
            )
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    def remove(self) -> None:
        """The fit has ended: nothing is left to go on from."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def _refused(self, what: str) -> UnusableFile:
        assert self.path is not None  # noqa: S101  for mypy
        return UnusableFile(
            Problem(
                "unusable_checkpoint",
                f"{self.path.name} {what}.",
                "Remove it to begin anew, or name another file.",
                value=str(self.path),
            )
        )
