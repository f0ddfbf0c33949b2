"""Predefined splits: files that somebody else has cut into training, validation and test.

Models learn from the training file alone. When lists for the test are made, a person's history is
what the training and the validation file hold of them, which is what would be known by then.

Of different ratings of one item by one person the last counts, file by file: what the test file
says must not change what is learned.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from recengine.arrays import Array, Mask
from recengine.data.dataset import Dataset
from recengine.data.joining import join_tables
from recengine.data.quality.marks import superseded_ratings
from recengine.data.splits.split import Split, held_back
from recengine.data.tables import Table

#: Marks every row's file until the rows are sorted.
_PART = "_part"
_TRAIN, _VALID, _TEST = range(3)


def predefined_split(
    train: Table,
    test: Table,
    valid: Table | None = None,
    *,
    items: Table | None = None,
    users: Table | None = None,
    name: str = "",
) -> Split:
    r"""The split that three files make, over the people and items of all of them.

    ``whole`` of the split is what all files hold; its fingerprint is another one where a row stands
    in another file.

    >>> from recengine.data.reading import read_table
    >>> past = read_table(b"user_id,item_id\nann,tea\nbob,tea\n", name="train.csv")
    >>> next = read_table(b"user_id,item_id\nann,jam\n", name="test.csv")
    >>> split = predefined_split(past, next)
    >>> split.people, split.relevant.toarray()
    (array([0]), array([[1., 0.]]))
    """
    parts = [(train, _TRAIN), (valid, _VALID), (test, _TEST)]
    marked = [
        replace(table, frame=table.frame.assign(**{_PART: np.full(len(table.frame), part)}))
        for table, part in parts
        if table is not None
    ]
    whole = Dataset.from_tables(
        join_tables(marked, source=train.source), items, users, name=name or train.source
    )
    part = whole.details[_PART].to_numpy()
    whole = replace(whole, details=whole.details.drop(columns=_PART))
    settled = ~_superseded(whole, part)
    if not settled.all():
        whole, part = whole.keep(settled), part[settled]
    whole = replace(whole, fingerprint=_of_both(whole.fingerprint, part))
    words = f"{test.source} was held back" + (
        f", and {valid.source} is known but was not learned from." if valid else "."
    )
    split = held_back(
        whole,
        part == _TEST,
        "predefined",
        words,
        learned=part == _TRAIN,
        known=part != _TEST,
    )
    return replace(split, whole=whole)


def _superseded(whole: Dataset, part: Array) -> Mask:
    """(n_events,) ratings that a later one of the same file replaces."""
    out = np.zeros(len(part), dtype=bool)
    for each in np.unique(part):
        own = part == each
        out[own] = superseded_ratings(whole.keep(own))
    return out


def _of_both(fingerprint: str, part: Array) -> str:
    """16 hex digits of the content and of which file holds what."""
    digest = hashlib.sha256(fingerprint.encode())
    digest.update(part.astype(np.int8).data)
    return digest.hexdigest()[:16]
