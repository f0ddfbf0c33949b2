"""People in groups: by how much is known of them, by age of the account, by what a file says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from recengine.data.coding import seconds
from recengine.data.dataset import Dataset
from recengine.data.folding import fold
from recengine.data.history import SECONDS_PER_DAY
from recengine.evaluation.folds import Fold, people_of, pooled
from recengine.evaluation.groups.held_choices import HeldChoices
from recengine.evaluation.groups.sorting import Sorting, binned, enough_in_each

#: Where each group of histories begins, in titles, and each group of accounts, in days.
_LENGTHS = (1, 5, 20, 50, 100, 200)
_AGES = (-np.inf, 30, 365)
_AGE_WORDS = {30: "30 days", 365: "a year"}
#: Folded names of columns that say since when somebody has been here.
_JOINED = (
    "joined joinedat joineddate joindate signup signedup signupdate signupat registered "
    "registeredat registrationdate registrationdatum registriert accountcreated customersince "
    "membersince createdat inscription fechaderegistro"
)


def by_history(folds: Sequence[Fold]) -> Sorting:
    """By how many titles they had met before; of somebody in several folds the mean counts."""
    lengths = [
        np.diff((each.split.known or each.split.train.histories).seen().indptr)[each.split.people]
        for each in folds
    ]
    titles = pooled(folds, [{"": {"": each.astype(float)}} for each in lengths])[""][""]
    starts = enough_in_each(titles.round(), _LENGTHS)
    return Sorting.by_code(binned(titles.round(), starts), _lengths_in_words(starts))


def by_account(dataset: Dataset, folds: Sequence[Fold], held: HeldChoices) -> Sorting:
    """By the age of their account when they made the first choice that was held back.

    Unknown where it was opened more than a day later, since one of the two dates is wrong.
    """
    people = people_of(folds)
    first = np.full(len(people), np.inf)
    np.fmin.at(first, held.people, held.times)
    since = pd.to_datetime(dataset.users[joined_column(dataset)].iloc[people], errors="coerce")
    ages = (first - seconds(since.to_numpy(dtype="datetime64[ms]"))) / SECONDS_PER_DAY
    ages[np.isinf(ages) | (ages < -1)] = np.nan
    starts = enough_in_each(ages, _AGES)
    return Sorting.by_code(binned(ages, starts), _ages_in_words(starts))


def by_trait(dataset: Dataset, folds: Sequence[Fold], column: str) -> Sorting:
    """By a column of the people's file."""
    place = [trait.column for trait in dataset.traits].index(column)
    traits = dataset.histories.traits
    if traits is None:
        raise ValueError("data with traits have them in their histories")
    return Sorting.by_code(traits[people_of(folds), place], dataset.traits[place].groups)


def joined_column(dataset: Dataset) -> str:
    """The column of the people's file that says since when they are here; empty without one."""
    dates = (each.name for each in dataset.user_attributes if each.kind == "date")
    return next((name for name in dates if fold(name) in _JOINED.split()), "")


def _lengths_in_words(starts: Sequence[float]) -> tuple[str, ...]:
    """Names of ranges of titles.

    >>> _lengths_in_words((1, 5, 20))
    ('1 to 4 titles', '5 to 19 titles', '20 titles or more')
    """
    if len(starts) == 1:
        return ("any number of titles",)
    words = [f"{start} to {end - 1} titles" for start, end in pairwise(starts)]
    return (*words, f"{starts[-1]} titles or more")


def _ages_in_words(starts: Sequence[float]) -> tuple[str, ...]:
    """Names of ranges of days.

    >>> _ages_in_words((-np.inf, 30, 365))
    ('under 30 days old', '30 days to a year old', 'over a year old')
    """
    if len(starts) == 1:
        return ("of any age",)
    first, *rest = (_AGE_WORDS[int(start)] for start in starts[1:])
    between = [f"{start} to {end} old" for start, end in pairwise([first, *rest])]
    return (f"under {first} old", *between, f"over {[first, *rest][-1]} old")
