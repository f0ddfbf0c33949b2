"""Splits: which events are learned from, and which are held back to judge.

    leave_last_out   each person's last item, with every event on it
    random           a share of each person's items, drawn with a seed
    temporal         everything after one moment, the same for all

An item that somebody meets again after the split is no test of a recommendation; only items new
to the person are held back. People with a single item stay in the training data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from recengine.arrays import Array, Floats, Mask
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.errors import InvalidSetting, Problem

SPLITS = ("leave_last_out", "random", "temporal")


@dataclass(frozen=True, eq=False)
class Split:
    """Training data, and what each person did that it does not contain.

    Parameters
    ----------
    name : one of ``SPLITS``.
    words : what was held back, as a sentence.
    train : the data set to fit on; people and catalogue as in the whole.
    test : held-back events, one row a person.
    people : (n,) codes of those who have something positive to be found.
    known : what is known of people when lists are made, one row a person, where that is more than
        what was learned from.
    values : (n_test_events,) what the file says of each held-back event, such as stars, minutes or
        a quantity; NaN where it says nothing. None where none was kept.
    """

    name: str
    words: str
    train: Dataset
    test: History
    people: Array
    known: History | None = None
    values: Floats | None = None

    @property
    def relevant(self) -> sparse.csr_array:
        """(n, n_items) the weight of every held-back item that the person was pleased with."""
        return self.test.likes[self.people]


def split_dataset(dataset: Dataset, how: str, *, share: float = 0.2, seed: int = 0) -> Split:
    """Split by name; ``share`` is the part held back by ``random`` and ``temporal``."""
    if how == "leave_last_out":
        return leave_last_out(dataset)
    if how == "random":
        return random_split(dataset, share=share, seed=seed)
    if how == "temporal":
        return temporal_split(dataset, share=share)
    raise InvalidSetting(
        Problem(
            "unknown_split",
            f"There is no split called {how!r}.",
            f"Choose one of {', '.join(SPLITS)}.",
        )
    )


def leave_last_out(dataset: Dataset) -> Split:
    """Hold back each person's last new item that pleased them, with every event on it."""
    pairs = _pairs(dataset.histories)
    eligible = pairs[pairs["pleased"] & pairs["several"]]
    last = eligible.sort_values(["row", "first"], kind="stable").groupby("row").tail(1)
    return held_back(
        dataset,
        _mask_of(dataset.histories, last),
        "leave_last_out",
        "Each person's last item that pleased them was held back, with every event on it.",
    )


def random_split(dataset: Dataset, *, share: float = 0.2, seed: int = 0) -> Split:
    """Hold back a random ``share`` of each person's items, never all of them."""
    _check_share(share)
    pairs = _pairs(dataset.histories)
    pairs = pairs[pairs["several"]].copy()
    pairs["draw"] = np.random.default_rng(seed).random(len(pairs))
    pairs["place"] = pairs.groupby("row")["draw"].rank(method="first")
    size = pairs.groupby("row")["item"].transform("size")
    held = pairs[pairs["place"] <= np.clip(np.round(size * share), 1, size - 1)]
    return held_back(
        dataset,
        _mask_of(dataset.histories, held),
        "random",
        f"{share:.0%} of each person's items were held back at random (seed {seed}).",
    )


def temporal_split(dataset: Dataset, *, share: float = 0.2) -> Split:
    """Hold back what happened after the moment that leaves ``share`` of all events behind it.

    Where the very last moment holds more than that share, as in a file with days and many events on
    the last one, the cut is right before it.
    """
    _check_share(share)
    if not dataset.has_times:
        raise InvalidSetting(
            Problem(
                "no_times",
                f"{dataset.name} has no times to cut by.",
                "Map a column as timestamp, or choose another split.",
            )
        )
    times = dataset.histories.times
    cut = min(np.nanquantile(times, 1 - share), np.nanmax(times[times < np.nanmax(times)]))
    day = pd.Timestamp(cut, unit="s").date()
    return held_back(
        dataset, times > cut, "temporal", f"Everything after {day} was held back, for all people."
    )


def held_back(
    dataset: Dataset, held: Mask, name: str, words: str, *, learned: Mask | None = None
) -> Split:
    """Hold the events in ``held`` (n_events,) back, and learn from ``learned``, or all others."""
    if dataset.histories.shown is not None:  # when it was shown is not known: it may be later
        dataset = replace(dataset, histories=replace(dataset.histories, shown=None))
    train = dataset.keep(~held if learned is None else learned)
    known = train.histories if learned is None else dataset.histories.where(~held)
    test = dataset.histories.where(held)
    new = _not_met(known, test)
    test = test.where(new)
    people = np.flatnonzero((np.diff(test.likes.indptr) > 0) & (np.diff(known.starts) > 0))
    if len(people) == 0:
        raise InvalidSetting(
            Problem(
                "nothing_to_test",
                f"The {name.replace('_', ' ')} split of {dataset.name} leaves nobody with both a "
                "history and an item to find.",
                "Choose another split, or load more interactions per person.",
            )
        )
    values = _values(dataset)[held][new]
    return Split(name, words, train, test, people, None if learned is None else known, values)


def _values(dataset: Dataset) -> Floats:
    """(n_events,) what the file says of each event, NaN where it says nothing."""
    if "value" not in dataset.details:
        return np.full(len(dataset.histories.items), np.nan)
    values: Floats = dataset.details["value"].to_numpy(dtype=float)
    return values


def _pairs(histories: History) -> pd.DataFrame:
    """One row a person and item: where it first stands, if it pleased, if it is one of several."""
    events = pd.DataFrame(
        {
            "row": histories.rows,
            "item": histories.items,
            "weight": histories.weights,
            "first": np.arange(len(histories.items)),
        }
    )
    pairs = events.groupby(["row", "item"], sort=True, as_index=False).agg(
        first=("first", "min"), weight=("weight", "sum")
    )
    pairs["pleased"] = pairs["weight"] > 0
    pairs["several"] = pairs.groupby("row")["item"].transform("size") > 1
    return pairs


def _keys(histories: History) -> Array:
    return histories.rows * np.int64(histories.n_items) + histories.items


def _mask_of(histories: History, pairs: pd.DataFrame) -> Mask:
    wanted = pairs["row"].to_numpy() * np.int64(histories.n_items) + pairs["item"].to_numpy()
    return np.isin(_keys(histories), wanted)


def _not_met(known: History, test: History) -> Mask:
    return ~np.isin(_keys(test), _keys(known))


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise InvalidSetting(
            Problem(
                "share_out_of_range",
                f"A share of {share} cannot be held back.",
                "Choose between 0 and 1.",
            )
        )
