"""Predefined splits: files that somebody else has cut into training, validation and test.

Models learn from the training file alone. When lists for the test are made, a person's history is
what the training and the validation file hold of them, which is what would be known by then.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recengine.data.dataset import Dataset
from recengine.data.joining import join_tables
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
    words = f"{test.source} was held back" + (
        f", and {valid.source} is known but was not learned from." if valid else "."
    )
    return held_back(
        whole,
        part == _TEST,
        "predefined",
        words,
        learned=part == _TRAIN,
        known=part != _TEST,
    )
