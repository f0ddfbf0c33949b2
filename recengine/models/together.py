"""Together: what lies in one basket with one item, counted when asked for.

The figures are those of ``rules.py``, over baskets of what people mainly do: what one person bought
on one day, watched on one day. No model is fitted; one item takes one pass over the baskets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from recengine.data.dataset import Dataset
from recengine.data.events import EVENT_NAMES, EVENT_TYPES
from recengine.data.history import History
from recengine.data.main_event import main_event
from recengine.models.rules import Rule, baskets, best_rules


@dataclass(frozen=True)
class Together:
    """What joins one item.

    Parameters
    ----------
    verb : what filled the baskets, such as ``bought``.
    baskets : how many hold the item.
    n_baskets : how many there are.
    rules : best first.
    """

    verb: str
    baskets: int
    n_baskets: int
    rules: tuple[Rule, ...]

    def finding(self, dataset: Dataset) -> str:
        """The first rule in one sentence."""
        if not self.rules:
            return "Nothing joins it in baskets more often than by chance."
        first = self.rules[0]
        return (
            f"Of {self.baskets:,} baskets with it, {first.support:,} also hold "
            f"{dataset.titles[first.item]}: {100 * first.confidence:.2g} %, "
            f"{times(first.lift)} times as often as by chance."
        )

    def to_frame(self, dataset: Dataset) -> pd.DataFrame:
        """One row a rule: title, support, confidence and lift."""
        return pd.DataFrame(
            {
                "title": [str(dataset.titles[rule.item]) for rule in self.rules],
                "support": [rule.support for rule in self.rules],
                "confidence": [rule.confidence for rule in self.rules],
                "lift": [rule.lift for rule in self.rules],
            }
        )


def together(dataset: Dataset, item: int, k: int = 10) -> Together:
    """What joins an item in baskets of what people mainly do.

    >>> from recengine.data.samples import load_sample
    >>> shop = load_sample("shop")
    >>> found = together(shop, shop.titles.tolist().index("The Invention of Tuesday"), k=3)
    >>> found.verb, len(found.rules), found.baskets > found.rules[0].support
    ('bought', 3, True)
    """
    event = main_event(dataset.histories)
    held = baskets_of(dataset.histories, event)
    having = int((held.indices == item).sum())
    rules = tuple(rules_from(held, item, k=k))
    return Together(EVENT_TYPES[event].verb, having, held.shape[0], rules)


def baskets_of(histories: History, event: str) -> sparse.csr_array[Any]:
    """(n_baskets, n_items) 1 where a person did one kind of thing with an item on one day."""
    return baskets(histories.where(histories.events == EVENT_NAMES.index(event)))


def rules_from(
    held: sparse.csr_array[Any], item: int, *, k: int = 10, min_support: int = 2
) -> list[Rule]:
    """The rules from one item: the same as a model has that was fitted on these baskets.

    >>> held = sparse.csr_array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1]])
    >>> rules_from(held, 0)
    [Rule(item=1, support=2, confidence=0.6666666666666666, lift=1.3333333333333333)]
    """
    having = held[held[:, [item]].toarray().ravel() > 0]
    joint = np.bincount(having.indices, minlength=held.shape[1])
    joint[item] = 0
    others = np.flatnonzero(joint >= min_support)
    confidence = joint[others] / max(having.shape[0], 1)
    lift = confidence * held.shape[0] / np.bincount(held.indices, minlength=held.shape[1])[others]
    return best_rules(others, joint[others], confidence, lift, k)


def times(lift: float) -> str:
    """How many times, in two digits or whole.

    >>> times(4.21), times(117.3)
    ('4.2', '117')
    """
    return f"{lift:.2g}" if lift < 100 else f"{lift:,.0f}"
