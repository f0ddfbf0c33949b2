"""Counterfactuals: where an item would stand without something the person did.

The past item is taken out of the history and everything is scored again, by every model that counts
and with every stage that works on scores; nothing is estimated. What may be shown stays as it was,
so that the past item does not come back as a rival. A rank is the place by score among what may be
shown, before a list is varied, ruled or explored.

Faithfulness of reasons by taking them out: DeYoung et al. (2020). ERASER: a benchmark to evaluate
rationalized NLP models. ACL '20, "comprehensiveness"; for recommenders Ghazimatin et al. (2020).
PRINCE: provider-side interpretability with counterfactual explanations. WSDM '20.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.history import History
from recengine.ranking.engine import Engine
from recengine.ranking.recipe import Recipe


@dataclass(frozen=True)
class Counterfactual:
    """Ranks of one item with the whole history, and without one past item, or several at once.

    >>> Counterfactual("t0001", "The Olive Press", before=2, after=37).words
    'without The Olive Press, from 2nd to 37th'
    """

    item_id: str
    title: str
    before: int
    after: int

    @property
    def words(self) -> str:
        """What would change, in a line."""
        if self.after == self.before:
            return f"without {self.title}, still {ordinal(self.before)}"
        return f"without {self.title}, from {ordinal(self.before)} to {ordinal(self.after)}"


def without_each(
    engine: Engine,
    history: History,
    recipe: Recipe,
    item: int,
    past: Sequence[int],
    together: Sequence[int] = (),
) -> tuple[Counterfactual, ...]:
    """Where ``item`` would stand without each of ``past``, item codes of one person's history.

    ``together`` are past items that are also taken out all at once; that comes first.
    """
    groups = [[code] for code in past] + ([list(together)] if len(together) > 1 else [])
    ranks = ranks_without(engine, history, recipe, groups)
    dataset = engine.dataset
    all_at_once = tuple(
        Counterfactual("", "all that it rests on", int(ranks[0, item]), int(row[item]))
        for row in ranks[1 + len(past) :]
    )
    return all_at_once + tuple(
        Counterfactual(
            str(dataset.item_ids[code]),
            str(dataset.titles[code]),
            int(ranks[0, item]),
            int(ranks[place, item]),
        )
        for place, code in enumerate(past, start=1)
    )


def ranks_without(
    engine: Engine, history: History, recipe: Recipe, groups: Sequence[Sequence[int]]
) -> Array:
    """(1 + n_groups, n_items) ranks with everything, then without each group of past items.

    Parameters
    ----------
    groups : item codes of the history that are taken out together.

    A rank of 0 stands where an item may not be shown.
    """
    as_it_is = engine.score(history, recipe)
    hidden = np.flatnonzero(~as_it_is.eligible[0])
    finals = [as_it_is.final]
    if len(groups):
        finals.append(engine.score(_lacking(history, groups), recipe, hidden).final)
    return _ranks(np.concatenate(finals))


def _lacking(history: History, groups: Sequence[Sequence[int]]) -> History:
    """The same person once for each group, who never met any of it."""
    copies = history.people(np.zeros(len(groups), dtype=int))
    lacks = np.zeros((len(groups), history.n_items), dtype=bool)
    for row, group in enumerate(groups):
        lacks[row, list(group)] = True
    return copies.where(~lacks[copies.rows, copies.items])


def _ranks(scores: Floats) -> Array:
    """(n_rows, n_items) ranks from 1, ties by lower code; 0 where an item may not be shown."""
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
    return np.where(np.isneginf(scores), 0, ranks)


def ordinal(number: int) -> str:
    """A place in words.

    >>> [ordinal(number) for number in (1, 2, 3, 11, 22, 1113)]
    ['1st', '2nd', '3rd', '11th', '22nd', '1,113th']
    """
    suffixes = {1: "st", 2: "nd", 3: "rd"}
    teen = number % 100 in (11, 12, 13)
    return f"{number:,}{'th' if teen else suffixes.get(number % 10, 'th')}"
