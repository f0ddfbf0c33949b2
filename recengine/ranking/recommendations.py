"""Recommendations: a ranked list that knows how it came about.

The contributions of all reasons of an item add up to its score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

ReasonKind = Literal[
    "history",
    "popularity",
    "freshness",
    "discount",
    "boost",
    "cross_sell",
    "up_sell",
    "rest",
]
#: By which rule an item is where it is; empty where by none.
RuleMark = Literal["", "pinned", "share"]


@dataclass(frozen=True)
class Reason:
    """One term of a score.

    Parameters
    ----------
    kind : ``history`` (an item the person met), ``popularity`` (what the model says to anybody),
        ``freshness`` (the bonus for being new), ``discount`` (what is taken from the popular),
        ``boost``, ``cross_sell`` and ``up_sell`` (what rules add) or ``rest`` (several small terms
        together).
    item_id, title : the past item, empty for the other kinds.
    model : the model that says so, empty for a stage.
    contribution : what it adds to the score.
    verb : what the person did with the past item, such as ``watched``.
    count : how many terms this stands for.
    """

    kind: ReasonKind
    item_id: str
    title: str
    model: str
    contribution: float
    verb: str = ""
    count: int = 1


@dataclass(frozen=True)
class Past:
    """An item of a history, and what the person did with it, such as ``watched``."""

    item_id: str
    title: str
    verb: str


@dataclass(frozen=True)
class ModelPart:
    """What one model adds to a score: ``contribution = weight * score``.

    Parameters
    ----------
    weight : its share among the models, from 0 to 1.
    score : its score on the scale that all models share; a single model keeps its own.
    own_score : its score as it gave it.
    contribution : what the reasons of this model add up to.
    """

    weight: float
    score: float
    own_score: float
    contribution: float


@dataclass(frozen=True)
class Stage:
    """What one stage did: by how much it changed the score, and the rank after it."""

    stage: str
    effect: float
    rank: int


@dataclass(frozen=True)
class Recommendation:
    """One place of a list.

    ``attributes`` are what the item has in common with the history, what adds most first; empty
    where descriptions do not count. ``rule`` says whether it is there by a rule: ``pinned``, or
    ``share`` where it makes up a minimum share. ``because`` are the few past items that its
    place rests on (``because.py``), empty where it rests on none, or is there by chance. A rank
    of 0 means that it is not shown.
    """

    rank: int
    item: int
    item_id: str
    title: str
    score: float
    models: dict[str, ModelPart]
    stages: tuple[Stage, ...]
    reasons: tuple[Reason, ...]
    explored: bool
    propensity: float
    attributes: tuple[str, ...] = ()
    rule: RuleMark = ""
    because: tuple[Past, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "rank": self.rank,
            "item_id": self.item_id,
            "title": self.title,
            "score": self.score,
            "models": {name: vars(part) for name, part in self.models.items()},
            "stages": [vars(stage) for stage in self.stages],
            "reasons": [vars(reason) for reason in self.reasons],
            "explored": self.explored,
            "propensity": self.propensity,
            "attributes": list(self.attributes),
            "rule": self.rule,
            "because": [vars(past) for past in self.because],
        }


@dataclass(frozen=True)
class Recommendations:
    """A person's list, best first.

    ``fallback`` says that no chosen model knew anything about the person, and that popularity stood
    in for them. ``notes`` are sentences on what rules ask for and could not have;
    ``others`` are items that were asked about and are not shown.
    """

    user_id: str
    items: tuple[Recommendation, ...]
    fallback: bool = False
    notes: tuple[str, ...] = ()
    others: tuple[Recommendation, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Ids in order."""
        return tuple(item.item_id for item in self.items)
